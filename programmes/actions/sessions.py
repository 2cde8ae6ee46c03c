"""Group days."""

from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from programmes.actions.base import change
from programmes.choices import Event
from programmes.models import Session


@action(Permission.PLAN_SESSION)
def plan_session(edition, *, by, submission=None, **fields):
    """Plan a group day of an edition."""
    return already_made(Session, submission, by=by) or Session(edition=edition, submission=submission, **fields).record(Event.SESSION_PLANNED, by=by)


@action(Permission.PLAN_SESSION)
def plan_series(edition, *, by, title, days, submission=None, **fields):
    """Plan one session on each of `days`, numbered: all of them or none. Returns the first."""
    if made := already_made(Session, submission, by=by):
        return made
    made = [
        Session(edition=edition, title=f"{title} {number}", held_on=day, submission=submission if number == 1 else None, **fields).record(
            Event.SESSION_PLANNED, by=by
        )
        for number, day in enumerate(days, start=1)
    ]
    return made[0]


@action(Permission.PLAN_SESSION)
def change_session(edition, *, by, session, session_version=None, **fields):
    """Change or cancel a session of this edition; `session_version` is the version that the user saw."""
    session = fresh(session, session_version)
    if session.edition_id != edition.pk:
        raise Refusal(_("This session belongs to another edition."))
    return change(session, Event.SESSION_CHANGED, by=by, **fields)
