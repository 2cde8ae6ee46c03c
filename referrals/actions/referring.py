"""Referring somebody to another organisation, and what came of it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from participants.actions import give_consent
from participants.choices import ConsentHow, ConsentPurpose
from programmes.choices import Module
from referrals.choices import Event
from referrals.models import Referral, receivers


@action(Permission.REFER)
def refer(trajectory, *, by, organisation, reason, referred_on=None, consent=None, consent_how="", submission=None):
    """Refer somebody to an organisation of the list, with their consent.

    Either `consent` is one that stands and covers this organisation, or `consent_how` says how it
    was given for this referral, which records it. Without consent there is no referral.
    """
    if made := already_made(Referral, submission, by=by):
        return made
    if not trajectory.edition.has(Module.REFERRALS):
        raise Refusal(_("This edition does not refer people."))
    if not receivers(trajectory.edition).filter(pk=organisation.pk).exists():
        raise Refusal({"organisation": _("This organisation is not in the list of this programme.")})
    referred_on = referred_on or timezone.localdate()
    if referred_on > timezone.localdate():
        raise Refusal({"referred_on": _("A referral cannot lie in the future.")})
    if consent is None and not consent_how:
        raise Refusal({"consent": _("Without the consent of the participant you cannot refer.")})
    if consent is None:
        consent = _consent_given(trajectory, organisation, referred_on, ConsentHow(consent_how), by)
    elif not covers(consent, trajectory, organisation, referred_on):
        raise Refusal({"consent": _("This consent is not for this organisation, or does not stand on this day.")})
    return Referral(
        trajectory=trajectory, organisation=organisation, reason=reason, referred_on=referred_on, consent=consent, author=by, submission=submission
    ).record(Event.REFERRED, by=by)


def covers(consent, trajectory, organisation, day) -> bool:
    """Does this consent let people of this trajectory be referred to `organisation` on `day`; one without recipient is for all."""
    return (
        consent.trajectory_id == trajectory.pk
        and consent.purpose == ConsentPurpose.REFERRAL
        and consent.recipient in ("", organisation.name)
        and consent.starts_on <= day
        and (consent.ends_on is None or consent.ends_on > day)
    )


def _consent_given(trajectory, organisation, day, how, by):
    """The consent that stands for this organisation already, else a new one of that day."""
    standing = trajectory.consents.filter(access.in_force(day), purpose=ConsentPurpose.REFERRAL, recipient=organisation.name).first()
    if standing is not None:
        return standing
    return give_consent(trajectory, by=by, purpose=ConsentPurpose.REFERRAL, recipient=organisation.name, how=how, starts_on=day)


@action(Permission.REFER)
def record_referral_result(referral, *, by, result, result_on=None, result_note=""):
    """What came of a referral, and on which day that was known; a later result takes the place of the earlier one."""
    result_on = result_on or timezone.localdate()
    if result_on > timezone.localdate():
        raise Refusal({"result_on": _("The date cannot lie in the future.")})
    referral.result, referral.result_on, referral.result_note = result, result_on, result_note
    return referral.record(Event.REFERRAL_RESULT, by=by)
