"""Operations on outcomes and reports."""

import hashlib
import json

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from outcomes.choices import Event
from outcomes.figures import Period
from outcomes.models import Outcome, Report
from outcomes.statements import compose

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
    return Outcome(trajectory=trajectory, recorded_on=recorded_on, submission=submission, **statement).record(Event.OUTCOME_RECORDED, by=by)


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


def checksum(figures) -> str:
    """SHA-256 of the figures in one fixed form, by which a printed report can be recognised."""
    return hashlib.sha256(json.dumps(figures, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def submit(edition, *, by, funding, figures, as_of, title, explanation="", period_from=None, period_to=None, supersedes=None, submission=None):
    """Freeze `figures` in a report to the funder of `funding`; part of `submit_report`, which computes them."""
    if made := already_made(Report, submission, by=by):
        return made
    if funding.edition_id != edition.pk:
        raise Refusal(_("This funding belongs to another edition."))
    last = Report.objects.filter(funding=funding).aggregate(last=Max("number"))["last"] or 0
    return Report(
        funding=funding,
        number=last + 1,
        figures=figures,
        checksum=checksum(figures),
        as_of=as_of,
        title=title,
        explanation=explanation,
        period_from=period_from,
        period_to=period_to,
        supersedes=supersedes,
        submitted_by=by,
        submission=submission,
    ).record(Event.REPORT_SUBMITTED, by=by)


@action(Permission.SUBMIT_REPORT)
def submit_report(edition, *, by, funding, as_of, title, explanation="", period_from=None, period_to=None, target=None, preview="", submission=None):
    """Submit the figures of an edition to the funder of `funding`, frozen as they are known now about `as_of`.

    The figures are computed here. `preview`, where given, is the checksum of what the user was
    shown: when the figures have changed since, the report is refused. A later report for the
    same funding and period replaces the earlier one, which stays readable.
    """
    if made := already_made(Report, submission, by=by):
        return made
    if as_of > timezone.localdate():
        raise Refusal({"as_of": _("The date cannot lie in the future.")})
    if period_from and period_to and period_to < period_from:
        raise Refusal({"period_to": _("The period cannot end before it starts.")})
    period = Period(period_from, period_to)
    figures = compose(edition, as_of=as_of, period=period, target=target, funding=funding, title=title, explanation=explanation)
    if preview and preview != checksum(figures):
        raise Refusal(_("The figures have changed since you saw them. Look at them once more."), code="preview")
    return submit(
        edition,
        by=by,
        funding=funding,
        figures=figures,
        as_of=as_of,
        title=title,
        explanation=explanation,
        period_from=period_from,
        period_to=period_to,
        supersedes=replaced_by_a_report(funding, period_from, period_to),
        submission=submission,
    )


def replaced_by_a_report(funding, period_from, period_to):
    """The report that a new one for this funding and period replaces; None for the first."""
    earlier = Report.objects.filter(funding=funding, period_from=period_from, period_to=period_to, superseded_by=None)
    return earlier.order_by("-number").first()
