"""Writing down a report of discrimination, and what is known of it, of the reporter and of the other party."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission, Role, in_force
from casetrack.actions import Refusal, action, already_made, fresh
from casetrack.models import User
from programmes.models import ProgrammeMember
from referrals.actions.discrimination import guards
from referrals.actions.discrimination.lawful import nothing_breaks
from referrals.choices import Event
from referrals.discrimination_choices import STATUS_STEPS, Anonymity, ReportKind, ReportStatus, ValueList
from referrals.models import Bundle, DiscriminationReport, ListValue, OtherParty, PersonalInterest, Reporter

FIRST_CONTACT_WITHIN_WORKING_DAYS = 2
NOT_A_HANDLER = _("This colleague does not work for the meldpunt, or may not handle this report (Besluit ADV, art. 2.5).")
REPORTER_FIELDS = Reporter.telling_fields
PARTY_FIELDS = ("kind", "organisation", "name", "contact")
# Columns that change by a step of their own, with its own rules.
BY_THEIR_OWN_STEP = ("meldpunt", "number", "status", "handler", "closed_on", "result", "erased_on")


def next_number(meldpunt) -> int:
    """The number of the next report of this meldpunt, whose row the caller holds locked."""
    return (DiscriminationReport._base_manager.filter(meldpunt=meldpunt).aggregate(last=Max("number"))["last"] or 0) + 1


def new_report(meldpunt, *, by, submission=None, reporter=None, event=Event.DISCRIMINATION_REPORTED, **fields):
    """A report with who told it: a part of the actions that make one; the caller holds the meldpunt locked.

    Raises ValidationError.
    """
    if fields.get("kind") == ReportKind.COMPLAINT and not fields.get("complaint_since"):
        fields["complaint_since"] = fields["received_on"]
    report = DiscriminationReport(meldpunt=meldpunt, number=next_number(meldpunt), submission=submission, **fields)
    _keep_within(report)
    report.record(event, by=by)
    told = {name: value for name, value in (reporter or {}).items() if value not in (None, "")}
    if told:
        _keep_no_name_of_the_fully_anonymous(report, told)
        Reporter(report=report, **told).record(Event.REPORTER_CHANGED, by=by)
    return report


def _keep_within(report):
    """A day that has come, of a year that can be accounted for, and a bundle of the own meldpunt."""
    guards.has_come("received_on", report.received_on)
    if report.received_on < report.earliest_receipt:
        refused = _("Reports are kept from the year %(year)s on. Choose a later day.") % {"year": report.earliest_receipt.year}
        raise Refusal({"received_on": refused})
    if report.bundle_id and report.bundle.meldpunt_id != report.meldpunt_id:
        raise Refusal({"bundle": _("This bundle belongs to another meldpunt.")})


def _choose_from_the_list(meldpunt, grounds, had=()):
    """A ground that ended is not chosen any more; a report that has it keeps it."""
    offered = set(ListValue.offered(meldpunt, ValueList.GROUND, also=had).values_list("key", flat=True))
    if unknown := [str(key) for key in grounds if key not in offered]:
        raise Refusal({"grounds": _("%(value)s is not in the list.") % {"value": ", ".join(unknown)}})


def _keep_no_name_of_the_fully_anonymous(report, told):
    if report.anonymity == Anonymity.FULL and any(told.get(name) for name in ("name", "phone", "email", "street")):
        raise Refusal(_("Whoever is anonymous towards the meldpunt too leaves no name and no contact details (Besluit ADV, art. 5)."))


@action(Permission.ADD_DISCRIMINATION_REPORT)
def add_report(meldpunt, *, by, submission=None, reporter=None, other_party=None, party_fields=None, **fields):
    """Write down a report, such as one that came by telephone; returns the report, the same one when the form comes twice.

    `fields` are columns of the report, `reporter` those of the reporter (none for whoever is fully anonymous),
    `other_party` a known one, or `party_fields` those of a new one. Whoever writes it down handles it.
    """
    if made := already_made(DiscriminationReport, submission, by=by):
        return made
    if _names_somebody(party_fields):
        other_party = _new_party(meldpunt, party_fields, by)
    _choose_from_the_list(meldpunt, fields["grounds"])
    other_party, handler = _own(other_party, meldpunt, by), fields.setdefault("handler", by)
    if handler and not handlers(meldpunt, DiscriminationReport(meldpunt=meldpunt, other_party=other_party)).filter(pk=handler.pk).exists():
        raise Refusal({"handler": NOT_A_HANDLER})
    return new_report(meldpunt, by=by, submission=submission, reporter=reporter, other_party=other_party, **fields)


def _names_somebody(party_fields):
    return any((party_fields or {}).get(name) for name in ("organisation", "name"))


def _new_party(meldpunt, party_fields, by):
    return OtherParty(meldpunt=meldpunt, **party_fields).record(Event.OTHER_PARTY_CHANGED, by=by)


def _own(party, meldpunt, by):
    """The other party, when it is one of this meldpunt that `by` may see."""
    if party is not None and (party.meldpunt_id != meldpunt.pk or not access.can(by, Permission.VIEW_OTHER_PARTY, party)):
        raise Refusal({"other_party": _("This party is not known here.")})
    return party


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def change_report(report, *, by, why="", party_fields=None, **fields):
    """Correct or complete what was reported; a change of what the form counts is seen against a year that was closed.

    `other_party` is a known one, or `party_fields` those of a new one.
    """
    if "grounds" in fields:
        _choose_from_the_list(report.meldpunt, fields["grounds"], had=report.grounds)
    if fields.get("anonymity", report.anonymity) != report.anonymity:
        guards.becoming_anonymous(report, fields["anonymity"])
    if _names_somebody(party_fields):
        fields["other_party"] = _new_party(report.meldpunt, party_fields, by)
    if "other_party" in fields:
        _own(report.other_party, report.meldpunt, by)  # whoever is kept from the party of now leaves it as it is
        fields["other_party"] = _own(fields["other_party"], report.meldpunt, by)
    if fields.get("kind", report.kind) != report.kind:
        raise Refusal({"kind": _("A report becomes a complaint by a step of its own, with a day.")})
    if any(fields.get(name) for name in report.telling_fields):
        guards.not_erased(report)
    if any(getattr(report, name) != fields[name] for name in BY_THEIR_OWN_STEP if name in fields):
        raise Refusal(_("Status, handler, result and closing change by steps of their own."))
    resting = {name: fields.pop(name) for name in ("anonymity", "received_on") if name in fields}
    for name, value in fields.items():
        setattr(report, name, value)
    _leave_to_another(report)
    with nothing_breaks(report):
        for name, value in resting.items():
            setattr(report, name, value)
        _keep_within(report)
        report.record(Event.REPORT_CHANGED, by=by, why=why)
    return report


def _leave_to_another(report):
    """A handler with a personal interest in the other party whom the report now names handles it no longer (art. 2.5)."""
    if report.handler_id and PersonalInterest.parties_hidden_from(report.handler).filter(pk=report.other_party_id).exists():
        report.handler = None


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def become_complaint(report, *, by, on=None, why=""):
    """The reporter asks for more than registering, or the meldpunt sees cause: the report (melding) becomes a complaint (klacht)."""
    if report.kind == ReportKind.COMPLAINT:
        raise Refusal(_("This is a complaint already."))
    on = guards.has_come("on", on)
    if on < report.received_on:
        raise Refusal({"on": _("This was before the report came in.")})
    report.kind, report.complaint_since = ReportKind.COMPLAINT, on
    return report.record(Event.REPORT_BECAME_COMPLAINT, by=by, why=why)


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def take_report(report, *, by):
    """Handle a report oneself that nobody handles yet."""
    if report.handler_id is not None and report.handler_id != by.pk:
        raise Refusal(_("%(who)s handles this report already.") % {"who": report.handler})
    report.handler = by
    return report.record(Event.REPORT_ASSIGNED, by=by)


def handlers(meldpunt, report=None):
    """The users who may handle reports of this meldpunt today; of one report (saved or not), without those with a personal interest (art. 2.5)."""
    working = ProgrammeMember._base_manager.filter(in_force(), programme=meldpunt.programme_id, role__in=(Role.CONSULENT, Role.MELDPUNT_LEAD)).values(
        "user"
    )
    found = User.objects.filter(pk__in=working, is_active=True)
    if report is not None:
        kept = PersonalInterest._base_manager.filter(in_force())
        found = found.exclude(pk__in=kept.filter(report=report.pk).values("user")) if report.pk else found
        if report.other_party_id:
            found = found.exclude(pk__in=kept.filter(other_party=report.other_party_id).values("user"))
    return found.order_by("last_name", "first_name", "pk")


@action(Permission.ASSIGN_DISCRIMINATION_REPORT)
def assign_report(report, *, by, handler, why=""):
    """Give a report to somebody of the meldpunt who has no personal interest in it (Besluit, art. 2.5)."""
    if not handlers(report.meldpunt, report).filter(pk=handler.pk).exists():
        raise Refusal({"handler": NOT_A_HANDLER})
    report.handler = handler
    return report.record(Event.REPORT_ASSIGNED, by=by, why=why)


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def record_first_contact(report, *, by, on=None):
    """There was personal contact with the reporter for the first time."""
    guards.not_erased(report)
    if report.first_contact_on:
        raise Refusal(_("The first contact is recorded already."))
    report.first_contact_on = guards.has_come("on", on)
    return report.record(Event.FIRST_CONTACT, by=by)


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def move_report(report, *, by, status, why=""):
    """Another status; closing and reopening are steps of their own."""
    if status in (ReportStatus.CLOSED, ReportStatus.REOPENED):
        raise Refusal({"status": _("Closing and reopening are steps of their own, with a text.")})
    _step_to(report, status)
    return report.record(Event.REPORT_MOVED, by=by, why=why)


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def close_report(report, *, by, result, why, on=None):
    """The handling ends, with a result and a text; an investigation ends with its conclusion to both (art. 10.6)."""
    if not why.strip():
        raise Refusal({"why": _("Say how it ended.")})
    _step_to(report, ReportStatus.CLOSED)
    report.closed_on, report.result = guards.has_come("on", on), result
    guards.before_closing(report, report.closed_on)
    guards.nothing_after(report, report.closed_on)
    return report.record(Event.REPORT_CLOSED, by=by, why=why)


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def reopen_report(report, *, by, why):
    """The handling goes on after it was closed; the text says why."""
    if not why.strip():
        raise Refusal({"why": _("Say why it goes on.")})
    _step_to(report, ReportStatus.REOPENED)
    report.closed_on, report.result = None, ""
    return report.record(Event.REPORT_REOPENED, by=by, why=why)


def _step_to(report, status):
    if status not in STATUS_STEPS[ReportStatus(report.status)]:
        step = {"before": ReportStatus(report.status).label, "after": ReportStatus(status).label}
        raise Refusal({"status": _("A report cannot go from “%(before)s” to “%(after)s”.") % step})
    report.status = status


@action(Permission.CHANGE_REPORTER)
def change_reporter(report, *, by, reporter_version=None, **fields):
    """What is known of the reporter; `reporter_version` is the version that the user saw. Returns the Reporter."""
    if report.erased_on:
        raise Refusal(_("The data of this reporter were erased."))
    _keep_no_name_of_the_fully_anonymous(report, fields)
    row = Reporter._base_manager.filter(report=report).first()
    row = fresh(row, reporter_version) if row else Reporter(report=report)
    for name, value in fields.items():
        setattr(row, name, value)
    return row.record(Event.REPORTER_CHANGED, by=by)


@action(Permission.CHANGE_OTHER_PARTY)
def change_other_party(party, *, by, **fields):
    """What is known of another party, for all reports about it."""
    for name, value in fields.items():
        setattr(party, name, value)
    return party.record(Event.OTHER_PARTY_CHANGED, by=by)


@action(Permission.ADD_DISCRIMINATION_REPORT)
def make_bundle(meldpunt, *, by, name, kind, submission=None):
    """A bundle for reports about the same."""
    if made := already_made(Bundle, submission, by=by):
        return made
    return Bundle(meldpunt=meldpunt, name=name, kind=kind, submission=submission).record(Event.BUNDLE_MADE, by=by)


@action(Permission.DECLARE_PERSONAL_INTEREST)
def declare_interest(meldpunt, *, by, reason, report=None, other_party=None, user=None):
    """`user` (default: oneself) has a personal interest in a report or in another party, and is kept from it at once (art. 2.5).

    Only the lead says so of somebody else.
    """
    user = user or by
    if user != by and not access.can(by, Permission.ASSIGN_DISCRIMINATION_REPORT, report or meldpunt):
        raise Refusal({"user": _("You can say this of yourself only.")})
    if not handlers(meldpunt).filter(pk=user.pk).exists():
        raise Refusal({"user": _("This colleague does not work for the meldpunt.")})
    for row in (report, other_party):
        if row is not None and (row.meldpunt_id != meldpunt.pk or not access.can(by, row.view_permission, row)):
            raise Refusal(_("This is not known here."))
    if PersonalInterest._base_manager.filter(in_force(), user=user, report=report, other_party=other_party).exists():
        raise Refusal(_("This has been said already."))
    interest = PersonalInterest(meldpunt=meldpunt, user=user, report=report, other_party=other_party, reason=reason)
    interest.record(Event.INTEREST_DECLARED, by=by)
    for row in DiscriminationReport._base_manager.filter(handler=user, pk__in=PersonalInterest.reports_hidden_from(user)):
        row = fresh(row)
        row.handler = None
        row.record(Event.REPORT_ASSIGNED, by=by)
    return interest


@action(Permission.VIEW_PERSONAL_INTEREST)
def end_interest(interest, *, by, why):
    """The interest is over, or was recorded by mistake: the colleague may see the report again."""
    if interest.ends_on:
        raise Refusal(_("This has ended already."))
    interest.ends_on = max(timezone.localdate(), interest.starts_on)
    return interest.record(Event.INTEREST_ENDED, by=by, why=why)
