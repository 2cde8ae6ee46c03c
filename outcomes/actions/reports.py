"""Operations on reports."""

import hashlib
import json

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from outcomes.choices import Event
from outcomes.figures import Period
from outcomes.models import Report
from outcomes.statements import compose


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
