"""Staff sign somebody up, who takes part from then on."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from participants.actions import enrol
from participants.choices import Event as ParticipantEvent
from participants.models import Trajectory
from referrals.choices import Event
from referrals.models import SignUp


@action(Permission.SIGN_UP)
def sign_up(edition, *, by, registered_on=None, person=None, person_fields=None, organisation=None, explanation="", submission=None, **fields):
    """Sign somebody up: a person the user may see, or a new one with `person_fields`; `fields` are entry facts and channel.

    `organisation` must be a partner of the edition. Returns the trajectory.
    """
    if made := already_made(Trajectory, submission, by=by):
        return made
    registered_on = registered_on or timezone.localdate()
    if registered_on > timezone.localdate():
        raise Refusal({"registered_on": _("A sign-up cannot lie in the future.")})
    if organisation is not None and not edition.partnerships.filter(organisation=organisation).exists():
        raise Refusal({"organisation": _("This organisation is not a partner of the edition.")})
    if (person is None) == (person_fields is None):
        raise Refusal({"person": _("Choose a person, or give the details of a new one.")})
    if person is not None:
        access.require(by, Permission.VIEW_PERSON, person)
    trajectory = enrol(
        edition,
        by=by,
        event=ParticipantEvent.SIGNED_UP,
        person=person,
        person_fields=person_fields,
        submission=submission,
        registered_on=registered_on,
        **fields,
    )
    SignUp(
        trajectory=trajectory,
        edition=edition,
        organisation=organisation,
        received_on=registered_on,
        name=str(trajectory.person),
        explanation=explanation,
    ).record(Event.SIGN_UP_RECEIVED, by=by)
    return trajectory
