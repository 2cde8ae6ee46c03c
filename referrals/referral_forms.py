"""Referring somebody, and what came of it."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.forms import ActionForm, DateField, FreeText
from participants.choices import ConsentHow, ConsentPurpose
from participants.models import Consent
from referrals.choices import ReferralResult
from referrals.models import receivers

NOW = "now:"


class ReferForm(ActionForm):
    """To which organisation, why, when, and with which consent."""

    creates = True

    organisation = forms.ChoiceField(label=_("referred to"))
    reason = FreeText(
        rows=3, label=_("reason"), help_text=_("Write only what this organisation needs to know. The participant may read it with you.")
    )
    referred_on = DateField(label=_("referred on"), initial=timezone.localdate)
    consent = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=_("Does the participant agree?"),
        help_text=_("Without the consent of the participant you cannot refer."),
    )

    def __init__(self, *args, trajectory, **kwargs):
        super().__init__(*args, **kwargs)
        self._receivers, groups = {}, {}
        for organisation in receivers(trajectory.edition):
            self._receivers[str(organisation.pk)] = organisation
            groups.setdefault(organisation.get_kind_display(), []).append((str(organisation.pk), str(organisation)))
        self.fields["organisation"].choices = [("", _("choose")), *((str(kind), rows) for kind, rows in groups.items())]
        standing = Consent.objects.allowed(self.user, Consent.view_permission).filter(
            access.in_force(), trajectory=trajectory, purpose=ConsentPurpose.REFERRAL
        )
        self._standing = {str(consent.pk): consent for consent in standing.order_by("starts_on", "pk")}
        self.fields["consent"].choices = [
            (NOW + ConsentHow.SPOKEN, _("Yes, said so for this referral.")),
            (NOW + ConsentHow.WRITTEN, _("Yes, wrote so for this referral.")),
            *((key, _standing(consent)) for key, consent in self._standing.items()),
        ]

    @property
    def has_receivers(self) -> bool:
        """Is there an organisation to choose."""
        return bool(self._receivers)

    def values(self) -> dict:
        """What the action gets: the organisation, and a consent that stands or how it was given now."""
        data = super().values()
        chosen = data.pop("consent")
        data["organisation"] = self._receivers[data["organisation"]]
        data["consent"] = self._standing.get(chosen)
        data["consent_how"] = chosen.removeprefix(NOW) if chosen.startswith(NOW) else ""
        return data


def _standing(consent) -> str:
    told = {"day": date_format(consent.starts_on, "DATE_FORMAT"), "who": consent.recipient}
    if consent.recipient:
        return gettext("Yes, since %(day)s for %(who)s.") % told
    return gettext("Yes, since %(day)s for all organisations.") % told


class ReferralResultForm(ActionForm):
    """What came of it."""

    result = forms.ChoiceField(choices=ReferralResult.choices, widget=forms.RadioSelect, label=_("result"))
    result_on = DateField(label=_("date of the result"), initial=timezone.localdate)
    result_note = FreeText(rows=2, required=False, label=_("about the result"))
