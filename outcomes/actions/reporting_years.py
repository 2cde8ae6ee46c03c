"""Closing a reporting year: what each report counted as is kept, and stays so."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from outcomes.meldpunt_figures.facts import live
from outcomes.meldpunt_figures.years import FIRST_YEAR, NOT_BY_KEPT_AWAY, fingerprint
from referrals.choices import Event
from referrals.models import PersonalInterest, ReportingYear


@action(Permission.CLOSE_REPORTING_YEAR)
def close_year(meldpunt, *, by, year, reason="", preview="", submission=None):
    """Keep what every report of a year that is over counts as (Wga, art. 3); returns the ReportingYear.

    Not by somebody who is kept from a report of the meldpunt: they cannot look at the whole, and its numbers would tell them of that report.
    Closing a year anew makes a next issue, with a reason; the earlier one stays. `preview` is the fingerprint of
    what the user saw: when that is no longer what would be kept, the closing is refused (code `preview`).
    """
    if made := already_made(ReportingYear, submission, by=by):
        return made
    if PersonalInterest.stands(by, meldpunt):
        raise Refusal(NOT_BY_KEPT_AWAY)
    if not FIRST_YEAR <= year < timezone.localdate().year:
        raise Refusal({"year": _("Only a year that is over can be closed.")})
    last = ReportingYear._base_manager.filter(meldpunt=meldpunt, year=year).order_by("-issue").first()
    if last is not None and not reason.strip():
        raise Refusal({"reason": _("This year is closed already. Say why it is closed anew.")})
    reports = live(meldpunt, year)
    if preview and preview != fingerprint(reports):
        raise Refusal(_("Something that is counted has changed since you looked. Look at the figures once more."), code="preview")
    return ReportingYear(
        meldpunt=meldpunt,
        year=year,
        issue=last.issue + 1 if last else 1,
        closed_by=by,
        reason=reason.strip() if last else "",
        counted={str(report.pk): report.as_dict() for report in reports},
        submission=submission,
    ).record(Event.YEAR_CLOSED, by=by, why=reason.strip() if last else "")
