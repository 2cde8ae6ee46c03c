"""Compares a file of reports of discrimination with what a meldpunt knows, and takes it over: everything or nothing."""

from itertools import islice

from django.conf import settings
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action
from casetrack.privacy import looks_like_bsn
from casetrack.tabular import Problem, Unreadable, read, shorten
from referrals.actions.discrimination import guards
from referrals.actions.discrimination.importing import mark_reports_imported, save_reports
from referrals.actions.discrimination.lawful import nothing_breaks
from referrals.choices import Event
from referrals.discrimination_choices import Anonymity, HandlingKind, IncidentState, ReportKind, ResidenceState
from referrals.imports.format import message
from referrals.imports.report_columns import TEXTS, columns, dutch_municipalities
from referrals.imports.report_plan import Changed, ReportPlan
from referrals.models import Bundle, DiscriminationReport, HandlingStep, ListValue, PersonalInterest, ReportImport, ReportingYear

MAX_ROWS = 50_000
BATCH = 2_000
PLAIN = ("kind", "received_on", "channel", "reporter_role", "anonymity")
# Days of a known report that may not lie before its receipt, and the constraint that says so.
DATES = (("first_contact_on", "report_first_contact"), ("closed_on", "report_closed"), ("complaint_since", "report_complaint_since"))
# Ways of handling that an anonymous report rules out (Besluit, art. 5.4).
NOT_ANONYMOUS = (HandlingKind.OWN_INVESTIGATION, HandlingKind.MEDIATION)


class HasFaults(Refusal):
    """The file cannot be taken over as it is; `plan` holds every reason."""

    def __init__(self, plan):
        self.plan = plan
        super().__init__(_("The file has errors. Nothing was imported."), code="faults")


class MustLook(Refusal):
    """There are warnings that nobody has looked at; `plan` holds them."""

    def __init__(self, plan):
        self.plan = plan
        super().__init__(_("There are warnings. Look at them first. Nothing was imported."), code="warnings")


def look_at_reports(meldpunt, content: bytes, *, by, lock=False) -> ReportPlan:
    """What an import of this file would do now; saves nothing. The caller makes sure that `by` may import.

    With `lock`, inside a transaction, the known reports of the file are held locked.
    """
    plan = ReportPlan()
    try:
        known = dutch_municipalities()
        table = read(content, columns(known), max_bytes=settings.IMPORT_MAX_BYTES, max_rows=MAX_ROWS)
        work = _Comparison(meldpunt, known, table.columns, plan, by, lock)
        any_rows = False
        while batch := list(islice(table.rows, BATCH)):
            any_rows = True
            work.take(batch)
        if not any_rows:
            plan.errors.add(Problem(0, "", "", _("The file has no rows.")))
    except Unreadable as unreadable:
        for problem in unreadable.problems:
            plan.errors.add(problem)
    return plan


@action(Permission.IMPORT_DISCRIMINATION_REPORTS)
def import_reports(meldpunt, *, by, content: bytes | None = None, upload=None, accept_warnings=False, seen="", save=True):
    """Take over a file with reports, given or kept with `upload`: everything or nothing; returns the ReportPlan.

    `seen` is the fingerprint of the plan that the user saw: when the data have changed since, so that the plan is another
    one, the import is refused. With `save=False` it only looks. Raises HasFaults, MustLook and Refusal; then nothing is saved.
    """
    if upload is not None:
        upload = ReportImport._base_manager.select_for_update(of=("self",)).get(pk=upload.pk, meldpunt=meldpunt)
        if upload.state != ReportImport.State.UPLOADED:
            raise Refusal(_("This import is already finished."), code="finished")
        content = bytes(upload.content.content) if hasattr(upload, "content") else None
    if content is None:
        raise Refusal(_("The file is no longer kept. Choose it again."), code="gone")
    plan = look_at_reports(meldpunt, content, by=by, lock=save)
    if plan.errors:
        raise HasFaults(plan)
    if save and plan.warnings and not accept_warnings and not plan.nothing_to_do:
        raise MustLook(plan)
    if seen and seen != plan.fingerprint:
        raise Refusal(_("The data have changed since you looked. Nothing was imported. Look at the file again."), code="changed")
    if save:
        save_reports(meldpunt, by=by, new=plan.new, changed=plan.changed)
        if upload is not None:
            mark_reports_imported(upload, by=by, result=plan.summary())
    return plan


class _Comparison:
    """Goes through the file and fills the plan. What is kept from `by` (Besluit, art. 2.5) is neither shown nor changed."""

    def __init__(self, meldpunt, municipalities, names, plan, by, lock):
        self.meldpunt, self.plan, self.columns, self.lock = meldpunt, plan, set(names), lock
        self.municipalities = municipalities
        self.codes = {row.pk: code for code, row in municipalities.items()}
        values = list(ListValue.objects.order_by("pk"))
        self.official = {(value.list, value.key): value.official for value in values}
        self.official_of = {value.pk: value.official for value in values}
        self.values = {(value.list, value.key): value.pk for value in values if value.meldpunt_id is None}
        self.bundles = dict(Bundle._base_manager.filter(meldpunt=meldpunt).values_list("pk", "name"))
        self.hidden = set(PersonalInterest.reports_hidden_from(by).filter(meldpunt=meldpunt).values_list("pk", flat=True))
        self.closed = set(ReportingYear._base_manager.filter(meldpunt=meldpunt).order_by().values_list("year", flat=True))
        self.rows: dict[str, int] = {}

    def take(self, batch) -> None:
        """One batch: faults first, then what is new and what changes."""
        known, steps = self._known({values.get("external_id") for _number, values, _faults in batch})
        self.here = self._handled_here(known, steps)
        for number, values, faults in batch:
            external_id = values.get("external_id")
            report = known.get(external_id)
            if external_id:
                self._once(number, external_id, faults)
            change = None
            if not faults and report is not None and report.pk not in self.hidden:
                change = self._difference(number, values, report, steps.get(report.pk, ()), faults)
            for fault in faults:
                self.plan.errors.add(fault)
            if faults:
                continue
            self._doubts(number, values)
            if report is None:
                self._unlawful(number, values)
                self._add(values)
            elif change is None:
                self.plan.counts.unchanged += 1
            else:
                self._unlawful(number, values)
                self.plan.counts.changed += 1
                self.plan.changed.append(change)

    def _known(self, external_ids):
        """The reports of these numbers, and {report: [(step, official way, was it imported)]}."""
        rows = DiscriminationReport._base_manager.filter(meldpunt=self.meldpunt, external_id__in=external_ids - {None, ""})
        rows = rows.select_for_update(of=("self",)) if self.lock else rows
        known = {row.external_id: row for row in rows.order_by("pk")}
        keys = [row.pk for row in known.values()]
        imported = set(
            HandlingStep.history.filter(report__in=keys, history_type="+", history_change_reason=Event.REPORTS_IMPORTED).values_list("id", flat=True)
        )
        steps: dict[int, list] = {}
        for pk, report, way in HandlingStep._base_manager.filter(report__in=keys).order_by("pk").values_list("pk", "report_id", "kind__official"):
            steps.setdefault(report, []).append((pk, way, pk in imported))
        return known, steps

    @staticmethod
    def _handled_here(known, steps):
        """The keys of the reports with which something was done here: what is in them came by more than imports."""
        keys = {row.pk for row in known.values()}
        changed = DiscriminationReport.history.filter(id__in=keys).exclude(history_change_reason=Event.REPORTS_IMPORTED)
        return {*changed.values_list("id", flat=True), *(key for key, rows in steps.items() if not all(imported for _pk, _way, imported in rows))}

    def _once(self, number, external_id, faults) -> None:
        first = self.rows.setdefault(external_id, number)
        if first != number:
            expected = _("Each number once. It already stands in row %(row)d.") % {"row": first}
            faults.append(Problem(number, "external_id", shorten(external_id), expected))

    def _state(self, values) -> dict:
        """The columns of a report as the file says them."""
        state = {name: values[name] for name in PLAIN}
        for name, states in (("residence", ResidenceState), ("incident", IncidentState)):
            found, told = self.municipalities.get(values[name]), values[name]
            state[f"{name}_id"] = found.pk if found else None
            state[f"{name}_state"] = states.KNOWN.value if found else states.ELSEWHERE.value if told.isdigit() else told
        state["terrain_id"], state["nature_id"] = (self.values[name, values[name]] for name in ("terrain", "nature"))
        state["grounds"] = list(values["grounds"])
        return state

    def _add(self, values) -> None:
        state = self._state(values) | {"external_id": values["external_id"]}
        state["complaint_since"] = state["received_on"] if state["kind"] == ReportKind.COMPLAINT else None
        # Tuples of plain values: two runs make the same fingerprint.
        self.plan.note("new", *state.values(), values.get("handling", ()), values.get("bundle", ""))
        state["handling"] = [self.values["handling", key] for key in values.get("handling", ())]
        state["bundle"] = self._bundle(values.get("bundle", ""))
        self._remark(values)
        self.plan.counts.new += 1
        self.plan.new.append(state)

    def _bundle(self, name) -> str:
        if name and name not in self.bundles.values() and name not in self.plan.new_bundles:
            self.plan.new_bundles.append(name)
        return name

    def _remark(self, values, was=None) -> None:
        """What a new or changed row says that is worth a look, though nothing is wrong; `was` is the day of receipt until now."""
        for name in ("residence", "incident"):
            code = values[name]
            found = self.municipalities.get(code)
            if found is None and code.isdigit():
                self.plan.count(self.plan.elsewhere, code)
            elif found is not None and found.valid_to and found.valid_to <= values["received_on"]:
                self.plan.count(self.plan.ended, f"{found.code} {found.name}")
        years = dict.fromkeys(day.year for day in (was, values["received_on"]) if day is not None)
        for year in years:
            if year in self.closed:
                self.plan.count(self.plan.closed_years, year)

    def _doubts(self, number, values) -> None:
        for name in TEXTS:
            cell = values.get(name, "")
            if len(cell) > 8 and looks_like_bsn(cell):
                text = _("This seems to hold a BSN (citizen service number). We may not keep it. Take it out, unless it is something else.")
                self.plan.warn(number, name, shorten(cell), text)

    def _unlawful(self, number, values) -> None:
        """Work done elsewhere is taken over as it was, but what the law rules out may be a mistake in the file."""
        ways = [way for way in values.get("handling", ()) if way in NOT_ANONYMOUS]
        if ways and values["anonymity"] != Anonymity.NONE:
            text = _("This report is anonymous, so there can be no investigation and no mediation (Besluit ADV, art. 5.4).")
            self.plan.warn(number, "handling", "|".join(ways), text)

    def _difference(self, number, values, report, steps, faults) -> Changed | None:
        """What the file changes in a known report; None when it says the same. Faults go to `faults`."""
        found, told, state = Changed(report), [], self._state(values)

        def compare(name, before, after, columns):
            if before != after:
                told.append((name, before, after))
                found.before[name] = before
                for column in columns:
                    setattr(report, column, state[column])

        for name in PLAIN:
            compare(name, getattr(report, name), values[name], (name,))
        for name in ("residence", "incident"):
            before = self.codes.get(getattr(report, f"{name}_id")) or getattr(report, f"{name}_state")
            # A code that is not in the list is kept as "elsewhere", so it is compared as that.
            after = values[name] if state[f"{name}_id"] or not values[name].isdigit() else state[f"{name}_state"]
            compare(name, before, after, (f"{name}_id", f"{name}_state"))
        # A finer value of the meldpunt counts as the one above it: it stays while the file says that one.
        before = dict.fromkeys(self.official["ground", key] for key in report.grounds)
        if set(before) != set(values["grounds"]):
            compare("grounds", "|".join(before), "|".join(values["grounds"]), ("grounds",))
        for name in ("terrain", "nature"):
            compare(name, self.official_of[getattr(report, f"{name}_id")], values[name], (f"{name}_id",))
        if "bundle" in self.columns and (before := self.bundles.get(report.bundle_id, "")) != values["bundle"]:
            found.bundle = self._bundle(values["bundle"])
            told.append(("bundle", before, values["bundle"]))
        if "handling" in self.columns:
            self._handling(found, told, values["handling"], steps)
        self._hold_together(number, found, faults)
        _nothing_breaks(number, found, {pk for pk, _way, imported in steps if imported}, faults)
        if faults or not told:
            return None
        for column, before, after in told:
            self.plan.change(number, report.external_id, column, before, after)
        self._remark(values, found.before.get("received_on"))
        return found

    @staticmethod
    def _handling(found, told, keys, steps):
        """Ways that the file has and the report not come; imported ones that the file has no longer go; what was recorded here stays."""
        there = {way for _pk, way, _imported in steps}
        found.handling_added = [key for key in keys if key not in there]
        found.steps_gone = [pk for pk, way, imported in steps if imported and way not in keys]
        if found.handling_added or found.steps_gone:
            stays = {way for pk, way, _imported in steps if pk not in found.steps_gone}
            after = [*sorted(stays), *found.handling_added]
            told.append(("handling", "|".join(sorted(there)), "|".join(after)))

    def _hold_together(self, number, found, faults) -> None:
        """What the file may not contradict: days that were recorded here, and the law on anonymity (Besluit, art. 5)."""
        report = found.report
        was, day = found.before.get("received_on", report.received_on), report.received_on
        if report.kind != ReportKind.COMPLAINT:
            report.complaint_since = None
        elif report.complaint_since in (None, was):  # of the receipt, unless another day was recorded here
            report.complaint_since = day
        if was != day:
            if report.closed_on == was:  # closed on the day it came in, as an import does
                report.closed_on = day
            for column, constraint in DATES:
                if (other := getattr(report, column)) is not None and other < day:
                    faults.append(Problem(number, "received_on", day.isoformat(), message(DiscriminationReport, constraint)))
            if report.incident_on is not None and report.incident_on > day:
                faults.append(Problem(number, "received_on", day.isoformat(), message(DiscriminationReport, "report_incident")))
        if report.pk in self.here and any(way in guards.CONSENT_FOR for way in found.handling_added):
            expected = _("This report is handled here. Record such a step in the report itself, where it is checked against the law.")
            faults.append(Problem(number, "handling", "|".join(found.handling_added), expected))
        if "anonymity" in found.before:
            try:
                guards.becoming_anonymous(report, report.anonymity)
            except Refusal as refusal:
                faults.append(Problem(number, "anonymity", report.anonymity, refusal.messages[0]))


def _nothing_breaks(number, found, imported, faults) -> None:
    """As when it is changed by hand: what was recorded here stays lawful. The steps `imported` from elsewhere rest on nothing here."""
    report, resting = found.report, [name for name in ("anonymity", "received_on") if name in found.before]
    if not resting or faults:
        return
    after = {name: getattr(report, name) for name in resting}
    try:
        for name in resting:
            setattr(report, name, found.before[name])
        with nothing_breaks(report, apart_from=imported):
            for name, value in after.items():
                setattr(report, name, value)
    except Refusal as refusal:
        faults.append(Problem(number, resting[0], str(after[resting[0]]), " ".join(refusal.messages)))
