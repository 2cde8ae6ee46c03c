"""What outcomes add to my work: where people live is to be asked."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.work import WorkRow, part_of
from outcomes.choices import FollowUpMonths
from outcomes.figures.database import AddMonths
from outcomes.models import FollowUp
from participants.choices import EndReason
from participants.models import Trajectory
from programmes.choices import Module
from programmes.models import Edition

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


PARTS = [living_at_home]
