"""Where people live, 6 and 12 months after the start."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from outcomes.choices import Event
from outcomes.models import FollowUp
from outcomes.programme_figures.results import months_later
from programmes.choices import Module


@action(Permission.RECORD_FOLLOW_UP)
def record_follow_up(trajectory, *, by, months, living, asked_on=None, submission=None):
    """Record where somebody lives, asked so many months after the start."""
    if made := already_made(FollowUp, submission, by=by):
        return made
    asked_on = asked_on or timezone.localdate()
    _check(trajectory, months, asked_on)
    row = FollowUp(trajectory=trajectory, months=months, living=living, asked_on=asked_on, submission=submission)
    return row.record(Event.FOLLOWED_UP, by=by)


def _check(trajectory, months, asked_on):
    if not trajectory.edition.has(Module.LIVING_AT_HOME):
        raise Refusal(_("This edition does not ask where people live."))
    if trajectory.started_on is None:
        raise Refusal(_("This trajectory has not started yet."))
    if asked_on > timezone.localdate():
        raise Refusal({"asked_on": _("The date cannot lie in the future.")})
    if asked_on < months_later(trajectory.started_on, int(months)):
        raise Refusal({"asked_on": _("This is too early: it is asked so many months after the start.")})


@action(Permission.RECORD_FOLLOW_UP)
def change_follow_up(trajectory, *, by, follow_up, living, asked_on=None, follow_up_version=None):
    """Correct where somebody lived when asked; the earlier answer stays in the time line.

    `follow_up_version` is the version that the user saw: when it has moved on, Stale is raised.
    """
    follow_up = fresh(follow_up, follow_up_version)
    if follow_up.trajectory_id != trajectory.pk:
        raise Refusal(_("This answer belongs to another trajectory."))
    asked_on = asked_on or follow_up.asked_on
    _check(trajectory, follow_up.months, asked_on)
    follow_up.living, follow_up.asked_on = living, asked_on
    return follow_up.record(Event.FOLLOW_UP_CHANGED, by=by)
