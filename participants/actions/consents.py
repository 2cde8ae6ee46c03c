"""What a participant consents to: recorded, dated, withdrawn at once."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from participants.actions.persons import not_in_the_future
from participants.choices import ConsentHow, ConsentPurpose, Event
from participants.models import Consent

# Consent that opens the dossier whoever the recipient is: it stands once, and is withdrawn as one.
ONE_AT_A_TIME = (ConsentPurpose.ACHTERWACHT_READS,)


@action(Permission.RECORD_CONSENT)
def give_consent(trajectory, *, by, purpose, how=ConsentHow.SPOKEN, recipient="", wording="", starts_on=None, submission=None):
    """The participant consents to `purpose`, since `starts_on` (default today; not in the future)."""
    if made := already_made(Consent, submission, by=by):
        return made
    starts_on = starts_on or timezone.localdate()
    not_in_the_future(starts_on=starts_on)
    if purpose in ONE_AT_A_TIME and trajectory.consents.filter(access.in_force(), purpose=purpose).exists():
        raise Refusal({"purpose": _("This consent is already recorded.")})
    return Consent(
        trajectory=trajectory, purpose=purpose, how=how, recipient=recipient, wording=wording, starts_on=starts_on, submission=submission
    ).record(Event.CONSENT_GIVEN, by=by)


@action(Permission.RECORD_CONSENT)
def withdraw_consent(trajectory, *, by, consent, why=""):
    """The participant withdraws consent: from this moment on it no longer holds.

    Where the recipient makes no difference to what it opens, every standing consent for the same purpose is withdrawn.
    """
    consent = fresh(consent)
    if consent.trajectory_id != trajectory.pk:
        raise Refusal(_("This consent belongs to another trajectory."))
    today = timezone.localdate()
    if consent.ends_on is not None and consent.ends_on <= today:
        raise Refusal(_("This consent has already been withdrawn."))
    if consent.purpose in ONE_AT_A_TIME:
        for other in trajectory.consents.filter(access.in_force(), purpose=consent.purpose).exclude(pk=consent.pk):
            _withdraw(other, today, by=by, why=why)
    return _withdraw(consent, today, by=by, why=why)


def _withdraw(consent, day, *, by, why):
    consent.ends_on = day
    return consent.record(Event.CONSENT_WITHDRAWN, by=by, why=why)
