"""One import: looks at the files, and takes them over when nothing is wrong."""

from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action
from casetrack.tabular import Problem, Unreadable, read
from outcomes.imports import format as outcome_columns
from outcomes.imports import outcomes
from referrals.actions import mark_imported
from referrals.imports import format as participant_columns
from referrals.imports import participants
from referrals.imports.plan import Plan
from referrals.models import ImportFile

FILES = (
    (participants.FILE, participant_columns.columns, participants.compare),
    (outcomes.FILE, outcome_columns.columns, outcomes.compare),
)


class HasFaults(Refusal):
    """The files cannot be taken over as they are; `plan` holds every reason."""

    def __init__(self, plan):
        self.plan = plan
        super().__init__(_("The files have errors. Nothing was imported."), code="faults")


class MustLook(Refusal):
    """There are warnings that nobody has looked at; `plan` holds them."""

    def __init__(self, plan):
        self.plan = plan
        super().__init__(_("There are warnings. Look at them first. Nothing was imported."), code="warnings")


def look(edition, files: dict[str, bytes], *, by) -> Plan:
    """What an import of these files would do now; saves nothing."""
    plan = Plan()
    for _step in _go_through(edition, files, plan, by, write=False):
        pass
    return plan


@action(Permission.IMPORT_PARTICIPANTS)
def import_files(edition, *, by, files: dict[str, bytes] | None = None, upload=None, accept_warnings=False, seen="", save=True):
    """Take over a participants file, an outcomes file, or both: everything or nothing.

    The files are given, or kept with `upload`. `seen` is the fingerprint of the plan that the
    user saw: when the data have changed since, so that the plan is another one, the import is
    refused. Yields a Step now and then; returns the Plan. With `save=False` it only looks.
    Raises HasFaults, MustLook and Refusal; then nothing is saved.
    """
    if upload is not None:
        upload = ImportFile._base_manager.select_for_update(of=("self",)).get(pk=upload.pk, edition=edition)
        if upload.state != ImportFile.State.UPLOADED:
            raise Refusal(_("This import is already finished."), code="finished")
        files = {content.kind: bytes(content.content) for content in upload.contents.all()}
    if not files:
        raise Refusal(_("The files are no longer kept. Choose them again."), code="gone")
    plan = Plan()
    try:
        yield from _go_through(edition, files, plan, by, write=save)
    except IntegrityError as fault:
        raise Refusal(_("The data changed during the import. Nothing was imported. Look at the files again."), code="changed") from fault
    if plan.errors:
        raise HasFaults(plan)
    if save and plan.warnings and not accept_warnings and not plan.nothing_to_do:
        raise MustLook(plan)
    if seen and seen != plan.fingerprint:
        raise Refusal(_("The data have changed since you looked. Nothing was imported. Look at the files again."), code="changed")
    if save and upload is not None:
        mark_imported(upload, by=by, result=plan.summary())
    return plan


def _go_through(edition, files, plan, by, *, write):
    for name, columns, compare in FILES:
        if files.get(name) is None:
            continue
        try:
            table = read(files[name], columns(), max_bytes=settings.IMPORT_MAX_BYTES, name=name)
            any_rows = False
            for step in compare(edition, table, plan, by=by, write=write):
                any_rows = True
                yield step
            if not any_rows:
                plan.errors.add(Problem(0, "", "", _("The file has no rows."), name))
        except Unreadable as unreadable:
            for problem in unreadable.problems:
                plan.errors.add(problem)
