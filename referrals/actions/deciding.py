"""Working through a sign-up: trying to reach somebody, and the decision."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission, Role
from casetrack.actions import Refusal, action, already_made
from participants.actions import assign, enrol
from participants.choices import Channel
from participants.choices import Event as ParticipantEvent
from participants.models import Assignment, Trajectory
from referrals.actions.incoming import still_open
from referrals.choices import Event, SignalSource, SignUpEnd
from referrals.models import ContactAttempt

# A decision can be undone in this time.
REOPENS_WITHIN = timedelta(days=7)
CHANNELS = {SignalSource.SELF: Channel.SELF, SignalSource.FAMILY: Channel.FAMILY, SignalSource.NEIGHBOUR: Channel.FAMILY}


def _not_to_come(name, day):
    if day > timezone.localdate():
        raise Refusal({name: _("The date cannot lie in the future.")})


@action(Permission.HANDLE_SIGN_UP)
def record_attempt(sign_up, *, by, channel, result, held_on=None, note="", told=False, submission=None):
    """Somebody tried to reach the person; `told` says that they heard on that day that they were signed up."""
    if made := already_made(ContactAttempt, submission, by=by):
        return made
    still_open(sign_up)
    held_on = held_on or timezone.localdate()
    _not_to_come("held_on", held_on)
    attempt = ContactAttempt(sign_up=sign_up, channel=channel, result=result, held_on=held_on, note=note, author=by, submission=submission)
    attempt.record(Event.CONTACT_TRIED, by=by)
    if told and sign_up.told_on is None:
        _tell(sign_up, by, held_on)
    return attempt


@action(Permission.HANDLE_SIGN_UP)
def record_told(sign_up, *, by, told_on=None):
    """The person heard on this day (default today) that they were signed up, and by whom."""
    return _tell(sign_up, by, told_on or timezone.localdate())


def _tell(sign_up, by, told_on):
    _not_to_come("told_on", told_on)
    if sign_up.emptied_on:
        raise Refusal(_("This sign-up was emptied."))
    sign_up.told_on = told_on
    return sign_up.record(Event.SIGN_UP_TOLD, by=by)


@action(Permission.HANDLE_SIGN_UP)
def accept_sign_up(sign_up, *, by, person=None, person_fields=None, household_name="", guide=None, told_on=None, submission=None):
    """The sign-up becomes a trajectory, of a person the user may see or of a new one; returns the trajectory.

    Who may assign can name a `guide`; a Spil who accepts becomes the one contact person. With
    `household_name` the trajectory is of a household. Nobody takes part without knowing it:
    `told_on` is asked for when it was not recorded before.
    """
    if made := already_made(Trajectory, submission, by=by):
        return made
    still_open(sign_up)
    if (person is None) == (person_fields is None):
        raise Refusal({"person": _("Choose a person, or give the details of a new one.")})
    if person is not None:
        access.require(by, Permission.VIEW_PERSON, person)
    told_on = told_on or sign_up.told_on
    if told_on is None:
        raise Refusal({"told_on": _("Say when the person heard that they were signed up.")})
    _not_to_come("told_on", told_on)
    trajectory = enrol(
        sign_up.edition,
        by=by,
        event=ParticipantEvent.SIGNED_UP,
        person=person,
        person_fields=person_fields,
        submission=submission,
        registered_on=sign_up.received_on,
        area=sign_up.area,
        channel=CHANNELS.get(sign_up.source, ""),
        household_fields={"name": household_name} if household_name else None,
    )
    _guided(trajectory, by, guide)
    sign_up.trajectory, sign_up.told_on = trajectory, told_on
    sign_up.record(Event.SIGN_UP_ACCEPTED, by=by)
    return trajectory


def _guided(trajectory, by, guide):
    if access.can(by, Permission.ASSIGN, trajectory, fresh=True):
        if guide is not None:
            assign(trajectory, by=by, user=guide)
    else:
        # Who handles sign-ups of an area and assigns nobody is its Spil.
        Assignment(trajectory=trajectory, user=by, role=Role.SPIL).record(ParticipantEvent.ASSIGNED, by=by)


@action(Permission.HANDLE_SIGN_UP)
def close_sign_up(sign_up, *, by, reason, why=""):
    """The sign-up ends here, with a reason; what tells who it was about is emptied three months later."""
    still_open(sign_up)
    if reason == SignUpEnd.EXPIRED:
        raise Refusal({"reason": _("A sign-up expires by itself. Choose another reason.")})
    sign_up.closed_on, sign_up.close_reason = timezone.localdate(), reason
    return sign_up.record(Event.SIGN_UP_CLOSED, by=by, why=why)


def reopens(sign_up) -> bool:
    """Can the end of this sign-up still be undone."""
    return bool(sign_up.closed_on) and not sign_up.emptied_on and sign_up.closed_on >= timezone.localdate() - REOPENS_WITHIN


@action(Permission.HANDLE_SIGN_UP)
def reopen_sign_up(sign_up, *, by, why):
    """Undo the end of a sign-up, within a week, with the reason."""
    if not sign_up.closed_on:
        raise Refusal(_("This sign-up is not closed."))
    if not reopens(sign_up):
        raise Refusal(_("This sign-up was closed more than a week ago. Write down a new one."))
    sign_up.closed_on, sign_up.close_reason = None, ""
    return sign_up.record(Event.SIGN_UP_REOPENED, by=by, why=why)
