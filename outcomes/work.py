"""What outcomes add to my work: where people live is to be asked, and reporting years of a meldpunt are to be closed."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.work import SHOWN_AT_ONCE, WorkPart, WorkRow, part_of
from outcomes.choices import FollowUpMonths
from outcomes.figures.database import AddMonths
from outcomes.meldpunt_figures.facts import sight
from outcomes.meldpunt_figures.years import to_be_closed
from outcomes.models import FollowUp
from participants.choices import EndReason
from participants.models import Trajectory
from programmes.choices import Module
from programmes.models import Edition
from referrals.models import Meldpunt

# It can be asked until the next time that it is asked, and as long after the last time.
ASKED_WITHIN_MONTHS = 6


def due_follow_ups(user, today):
    """Trajectories of which this user is to ask where the person lives; `months` says after how many, `due` since when."""
    editions = [edition.pk for edition in Edition.objects.allowed(user, Permission.VIEW_EDITION) if edition.has(Module.LIVING_AT_HOME)]
    if not editions:
        return Trajectory.objects.none()
    rows = Trajectory.objects.allowed(user, Permission.RECORD_FOLLOW_UP).filter(edition__in=editions, started_on__isnull=False)
    rows = rows.exclude(end_reason__in=[EndReason.DUPLICATE, EndReason.DECEASED])
    since = {months: AddMonths(F("started_on"), months) for months in FollowUpMonths.values}
    cases = []
    for months in FollowUpMonths.values:
        asked = FollowUp.objects.filter(trajectory=OuterRef("pk"), months=months)
        rows = rows.annotate(**{f"since_{months}": since[months], f"until_{months}": AddMonths(F("started_on"), months + ASKED_WITHIN_MONTHS)})
        cases.append(When(Q(**{f"since_{months}__lte": today, f"until_{months}__gt": today}) & ~Exists(asked), then=Value(months)))
    rows = rows.annotate(months=Case(*cases, default=None, output_field=IntegerField())).filter(months__isnull=False)
    return rows.select_related("person", "edition").order_by("started_on", "pk")


def living_at_home(user, today):
    """The list on my work: one row for each trajectory, with a link to the form."""
    if not access.may_somewhere(user, Permission.RECORD_FOLLOW_UP):
        return None
    return part_of("follow_ups", _("Ask where people live"), due_follow_ups(user, today), _row)


def _row(trajectory):
    url = f"{reverse('follow_up_add', args=[trajectory.pk])}?months={trajectory.months}"
    return WorkRow(str(trajectory.person), url, _("%(months)s months after the start") % {"months": trajectory.months})


def years_to_close(user, today):
    """The reporting years that are over and not closed, for the lead of a meldpunt, with the day before which the return is due."""
    if not access.may_somewhere(user, Permission.CLOSE_REPORTING_YEAR):
        return None
    meldpunten = Meldpunt.objects.allowed(user, Permission.CLOSE_REPORTING_YEAR)
    waiting = [_year(meldpunt, row) for meldpunt in meldpunten for row in to_be_closed(meldpunt, today, sight(user, meldpunt))]
    return WorkPart("reporting_years", _("Reporting years to close"), len(waiting), rows=waiting[:SHOWN_AT_ONCE])


def _year(meldpunt, row):
    due = _("the return is due before %(day)s") % {"day": date_format(row.deadline, "SHORT_DATE_FORMAT")}
    return WorkRow(f"{row.year}, {meldpunt}", reverse("reporting_year", args=[meldpunt.code, row.year]), due)


PARTS = [living_at_home, years_to_close]
