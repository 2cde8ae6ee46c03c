"""What goes out: referrals to other organisations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from participants.models import Consent, DossierPart, on_trajectory
from programmes.models import BASE_FIELDS, Organisation, dates_in_order
from referrals.choices import ReferralResult


def receivers(edition):
    """The organisations to which people of this edition are referred: those of the list that its organisation keeps."""
    return Organisation.objects.filter(kept_by=edition.programme.organisation_id, receives_referrals=True).order_by("kind", "name", "pk")


class Referral(DossierPart):
    """Somebody is referred to another organisation, with their consent; the result comes later."""

    trajectory = on_trajectory("referrals")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,  # who got somebody must stay known
        related_name="referrals",
        verbose_name=_("referred to"),
    )
    reason = models.TextField(_("reason"))
    referred_on = models.DateField(_("referred on"), default=timezone.localdate)
    consent = models.ForeignKey(
        Consent,
        models.PROTECT,  # a referral rests on it
        related_name="referrals",
        verbose_name=_("consent"),
    )
    result = models.CharField(_("result"), max_length=20, choices=ReferralResult.choices, blank=True)
    result_on = models.DateField(_("date of the result"), null=True, blank=True)
    result_note = models.TextField(_("about the result"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # a referral has an author
        related_name="+",
        verbose_name=_("referred by"),
    )

    view_permission = Permission.VIEW_REFERRAL
    personal_fields = ("trajectory", "organisation", "reason", "referred_on", "consent", "result", "result_on", "result_note", "author")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ("-referred_on", "-pk")
        constraints = [
            dates_in_order("referred_on", "result_on", "referral_dates", _("The result cannot come before the referral.")),
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True) | (~Q(result="") & Q(result_on__isnull=False)),
                name="referral_result",
                violation_error_message=_("Give a result together with its date."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.referred_on}"
