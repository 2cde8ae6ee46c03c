"""What participants add to "my work": questions to the achterwacht, appointments, measurements that are due."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casetrack import access
from casetrack.access import Permission
from casetrack.work import WorkRow, part_of
from participants.measurement_lists import due_by_trajectory, due_since
from participants.models import ContactMoment, HelpRequest, Trajectory

ANSWER_SHOWN_DAYS = 7
APPOINTMENTS_AHEAD_DAYS = 7


def questions_to_answer(user, today):
    """Questions to the achterwacht without an answer. The rows name whoever asked, never the participant."""
    if not access.may_somewhere(user, Permission.ANSWER_HELP):
        return None
    waiting = HelpRequest.objects.allowed(user, Permission.ANSWER_HELP).filter(answered_on__isnull=True).select_related("asked_by")
    return part_of("help_asked", _("Questions to the achterwacht"), waiting.order_by("asked_on", "pk"), _question, url=reverse("help_requests"))


def _question(row):
    asked = date_format(row.asked_on, "SHORT_DATE_FORMAT")
    return WorkRow(
        _("Question of %(who)s") % {"who": row.asked_by}, reverse("help_request_answer", args=[row.pk]), _("asked on %(day)s") % {"day": asked}
    )


def answers_received(user, today):
    """Answers of the last days to the user's own questions."""
    if not access.may_somewhere(user, Permission.ASK_HELP):
        return None
    new = HelpRequest.objects.allowed(user, Permission.VIEW_HELP_REQUEST).filter(
        asked_by=user, answered_on__gt=today - timedelta(days=ANSWER_SHOWN_DAYS)
    )
    return part_of("help_answered", _("Answers of the achterwacht"), new.select_related("answered_by").order_by("-answered_on", "-pk"), _answer)


def _answer(row):
    answered = date_format(row.answered_on, "SHORT_DATE_FORMAT")
    return WorkRow(
        _("Answer of %(who)s") % {"who": row.answered_by},
        reverse("trajectory_guidance", args=[row.trajectory_id]),
        _("given on %(day)s") % {"day": answered},
    )


def appointments(user, today):
    """The next appointments of the coming days, and those of yesterday without a contact since; only of who guides."""
    if not access.may_somewhere(user, Permission.RECORD_CONTACT):
        return None
    mine = Trajectory.objects.allowed(user, Permission.VIEW_TRAJECTORY).filter(
        access.in_force_through("assignments", today), assignments__user=user, ended_on__isnull=True
    )
    later = ContactMoment._base_manager.filter(trajectory=OuterRef("trajectory"), held_on__gte=OuterRef("next_on"))
    ahead = (
        ContactMoment.objects.allowed(user, Permission.VIEW_CONTACT)
        .filter(trajectory__in=mine, next_on__gte=today - timedelta(days=1), next_on__lte=today + timedelta(days=APPOINTMENTS_AHEAD_DAYS))
        .exclude(Exists(later))
        .select_related("trajectory__person")
    )
    return part_of("appointments", _("Appointments"), ahead.order_by("next_on", "next_at", "pk"), _appointment)


def _appointment(row):
    day = date_format(row.next_on, "l j F")
    return WorkRow(
        str(row.trajectory.person),
        reverse("trajectory", args=[row.trajectory_id]),
        _("%(day)s at %(time)s") % {"day": day, "time": time_format(row.next_at, "TIME_FORMAT")} if row.next_at else day,
    )


def measurements(user, today):
    """Measurements that are due: one row for each trajectory, which leads to all of them."""
    if not access.may_somewhere(user, Permission.RECORD_MEASUREMENT):
        return None
    return part_of("measurements", _("Measurements that are due"), due_by_trajectory(user, today), _measurements)


def _measurements(row):
    day, number = date_format(due_since(row), "SHORT_DATE_FORMAT"), row["number"]
    detail = ngettext("%(number)s measurement, since %(day)s", "%(number)s measurements, the oldest since %(day)s", number)
    return WorkRow(
        row["household__name"] or f"{row['person__first_name']} {row['person__last_name']}",
        reverse("trajectory_measurements", args=[row["pk"]]),
        detail % {"number": number, "day": day},
    )


PARTS = (questions_to_answer, appointments, answers_received, measurements)
