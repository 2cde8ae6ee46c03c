"""Operations on outcomes."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from outcomes.choices import Event
from outcomes.models import Outcome, may_be_recorded

STATEMENT = (
    "kind", "start_on", "end_on", "country", "organisation", "hours_per_week", "contract_months", "evidence", "verified_on",
)  # fmt: skip


@action(Permission.RECORD_OUTCOME)
def record_outcome(trajectory, *, by, submission=None, recorded_on=None, **statement):
    """Record what came of a trajectory; known since today, or since `recorded_on` when it was written down elsewhere."""
    if made := already_made(Outcome, submission, by=by):
        return made
    recorded_on = recorded_on or timezone.localdate()
    if recorded_on > timezone.localdate():
        raise Refusal({"recorded_on": _("What is known cannot lie in the future.")})
    _check_verified(statement.get("verified_on"))
    _check_kind(trajectory, statement["kind"])
    return Outcome(trajectory=trajectory, recorded_on=recorded_on, submission=submission, **statement).record(Event.OUTCOME_RECORDED, by=by)


def _check_kind(trajectory, kind):
    if not may_be_recorded(trajectory.edition, kind):
        raise Refusal({"kind": _("This edition does not ask who lives on a benefit.")})


def _check_verified(day):
    if day and day > timezone.localdate():
        raise Refusal({"verified_on": _("The date cannot lie in the future.")})


def _current(trajectory, outcome):
    if outcome.trajectory_id != trajectory.pk:
        raise Refusal(_("This outcome belongs to another trajectory."))
    if outcome.withdrawn or Outcome.objects.filter(supersedes=outcome).exists():
        raise Refusal(_("This outcome has been corrected already. Correct the newest one."))


@action(Permission.RECORD_OUTCOME)
def correct_outcome(trajectory, *, by, outcome, why="", submission=None, **statement):
    """Replace an outcome by a corrected one, known since today; reports as of an earlier day keep the old one."""
    if made := already_made(Outcome, submission, by=by):
        return made
    _current(trajectory, outcome)
    values = {name: getattr(outcome, name) for name in STATEMENT} | statement
    _check_verified(values["verified_on"])
    if values["kind"] != outcome.kind:
        _check_kind(trajectory, values["kind"])
    return Outcome(trajectory=trajectory, supersedes=outcome, recorded_on=timezone.localdate(), submission=submission, **values).record(
        Event.OUTCOME_CORRECTED, by=by, why=why
    )


@action(Permission.RECORD_OUTCOME)
def withdraw_outcome(trajectory, *, by, outcome, why, submission=None):
    """Take an outcome back that should not have been recorded, with the reason; it stays readable."""
    if made := already_made(Outcome, submission, by=by):
        return made
    _current(trajectory, outcome)
    values = {name: getattr(outcome, name) for name in STATEMENT}
    return Outcome(
        trajectory=trajectory,
        supersedes=outcome,
        recorded_on=timezone.localdate(),
        withdrawn=True,
        submission=submission,
        **values,
    ).record(Event.OUTCOME_WITHDRAWN, by=by, why=why)
