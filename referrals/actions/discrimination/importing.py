"""Files with reports of discrimination, from upload to confirmation, and how what they hold is saved.

What is imported is the history of work that was done elsewhere: ways of handling come without the consents and milestones
that the law asks for, which lie with whoever did the work; no guard is asked. A report is taken over as closed, with an
unknown result; whoever still works on one reopens it, and from then on every guard holds.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import bulk
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from referrals.actions.discrimination.reports import next_number
from referrals.choices import Event
from referrals.discrimination_choices import ReportResult, ReportStatus
from referrals.models import Bundle, DiscriminationReport, HandlingStep, ListValue, ReportImport, ReportImportContent

KEPT = timedelta(hours=24)  # an uploaded file that nobody confirmed
# Every column that an import may change, in one statement for all changed reports.
COLUMNS = (
    "kind", "complaint_since", "received_on", "channel", "reporter_role", "anonymity", "residence_id", "residence_state", "incident_id",
    "incident_state", "grounds", "terrain_id", "nature_id", "bundle_id", "closed_on",
)  # fmt: skip


@action(Permission.IMPORT_DISCRIMINATION_REPORTS)
def upload_reports(meldpunt, *, by, content, name, submission=None):
    """Keep a file until it is imported or dropped; returns the ReportImport."""
    if made := already_made(ReportImport, submission, by=by):
        return made
    purge_old_report_imports()
    upload = ReportImport(meldpunt=meldpunt, name=name[:255], uploaded_by=by, submission=submission).record(Event.FILE_UPLOADED, by=by)
    ReportImportContent.objects.create(upload=upload, content=content)
    return upload


@action(Permission.IMPORT_DISCRIMINATION_REPORTS)
def drop_reports(upload, *, by):
    """Throw the uploaded file away without importing it."""
    if upload.state != ReportImport.State.UPLOADED:
        raise Refusal(_("This import is already finished."), code="finished")
    ReportImportContent.objects.filter(upload=upload).delete()
    upload.state = ReportImport.State.DROPPED
    return upload.record(Event.FILE_DROPPED, by=by)


def mark_reports_imported(upload, *, by, result):
    """The file was imported: keep the counts, throw the content away. A part of the action that imports."""
    ReportImportContent.objects.filter(upload=upload).delete()
    upload.state, upload.result = ReportImport.State.IMPORTED, result
    return upload.record(Event.FILE_IMPORTED, by=by)


def purge_old_report_imports() -> int:
    """Throw away the content of files that nobody confirmed within a day; returns how many files."""
    return ReportImportContent.objects.filter(upload__uploaded_at__lt=timezone.now() - KEPT).delete()[0]


def save_reports(meldpunt, *, by, new, changed) -> None:
    """Save what a plan found (see referrals/imports/report_plan.py); a part of the action that imports, which holds the meldpunt locked."""
    bundles = _bundles(meldpunt, [row["bundle"] for row in new] + [change.bundle for change in changed], by)
    _insert(meldpunt, new, bundles, by)
    _update(changed, bundles, by)


def _bundles(meldpunt, names, by) -> dict[str, int]:
    """{name: key} of the bundles of the meldpunt, those that a file names for the first time included: each a mass report."""
    known = dict(Bundle._base_manager.filter(meldpunt=meldpunt).values_list("name", "pk"))
    missing = [name for name in dict.fromkeys(names) if name and name not in known]
    keys = bulk.insert(Bundle, [{"meldpunt_id": meldpunt.pk, "name": name} for name in missing], event=Event.BUNDLE_MADE, by=by)
    return known | dict(zip(missing, keys, strict=True))


def _insert(meldpunt, new, bundles, by):
    done = {"meldpunt_id": meldpunt.pk, "status": ReportStatus.CLOSED.value, "result": ReportResult.UNKNOWN.value}
    rows = [
        {name: value for name, value in row.items() if name not in ("handling", "bundle")}
        | done
        | {"number": number, "bundle_id": bundles.get(row["bundle"]), "closed_on": row["received_on"]}
        for number, row in enumerate(new, start=next_number(meldpunt))
    ]
    keys = bulk.insert(DiscriminationReport, rows, event=Event.REPORTS_IMPORTED, by=by)
    steps = [(key, kind, row["received_on"]) for key, row in zip(keys, new, strict=True) for kind in row["handling"]]
    _add_steps(steps, by)


def _update(changed, bundles, by):
    for change in changed:
        if change.bundle is not None:
            change.report.bundle_id = bundles.get(change.bundle)
    rows = [change.report for change in changed if change.before or change.bundle is not None]
    bulk.update(rows, COLUMNS, event=Event.REPORTS_IMPORTED, by=by)
    ways = dict(ListValue._base_manager.filter(list="handling", meldpunt__isnull=True).values_list("key", "pk"))
    _add_steps([(change.report.pk, ways[key], change.report.received_on) for change in changed for key in change.handling_added], by)
    for step in HandlingStep._base_manager.filter(pk__in=[pk for change in changed for pk in change.steps_gone]):
        # The history keeps the step, and who took it away.
        step._history_user, step._change_reason = by, Event.REPORTS_IMPORTED.value
        step.delete()


def _add_steps(steps, by):
    rows = [{"report_id": report, "kind_id": kind, "done_on": day, "author_id": by.pk} for report, kind, day in steps]
    bulk.insert(HandlingStep, rows, event=Event.REPORTS_IMPORTED, by=by)
