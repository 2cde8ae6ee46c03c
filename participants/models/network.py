"""The people and organisations around somebody, and what somebody can do for others."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from participants.choices import Closeness, Direction, ExchangeKind, NetworkKind, NetworkRole, Tie
from participants.models.trajectories import DossierPart, on_trajectory
from programmes.models import BASE_FIELDS, dates_in_order


class NetworkMember(DossierPart):
    """Somebody around a participant, as told in this dossier alone: never joined with a person of another one."""

    trajectory = on_trajectory("network")
    kind = models.CharField(_("what"), max_length=15, choices=NetworkKind.choices, default=NetworkKind.PERSON)
    name = models.CharField(_("name"), max_length=200)
    tie = models.CharField(_("informal or formal"), max_length=10, choices=Tie.choices, default=Tie.INFORMAL)
    role = models.CharField(_("role"), max_length=20, choices=NetworkRole.choices)
    role_words = models.CharField(_("role in own words"), max_length=100, blank=True)
    closeness = models.PositiveSmallIntegerField(_("how close"), choices=Closeness.choices, default=Closeness.MIDDLE)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    may_be_contacted = models.BooleanField(_("may be contacted"), default=False, help_text=_("The participant and this contact both agree."))
    contact_agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    starts_on = models.DateField(_("in the network since"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day on which this contact no longer counts."))

    view_permission = Permission.VIEW_NETWORK
    told_by = "name"
    personal_fields = (
        "trajectory", "kind", "name", "tie", "role", "role_words", "closeness", "phone", "may_be_contacted", "contact_agreed_on",
        "starts_on", "ends_on",
    )  # fmt: skip
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("member of the network")
        verbose_name_plural = _("network")
        ordering = ("closeness", "name", "pk")
        constraints = [
            dates_in_order("starts_on", "ends_on", "network_member_dates", _("A contact cannot leave the network before being in it.")),
            models.CheckConstraint(
                condition=Q(may_be_contacted=False, contact_agreed_on__isnull=True) | Q(may_be_contacted=True, contact_agreed_on__isnull=False),
                name="network_member_consent",
                violation_error_message=_("Give the day on which it was agreed that this contact may be contacted."),
            ),
        ]

    def __str__(self):
        return self.name


class Exchange(DossierPart):
    """What a participant can do for others, or would like somebody to do; both sides of the matching list."""

    trajectory = on_trajectory("exchanges")
    direction = models.CharField(_("offers or asks"), max_length=10, choices=Direction.choices)
    kind = models.CharField(_("what"), max_length=20, choices=ExchangeKind.choices)
    wording = models.CharField(_("in own words"), max_length=300, blank=True)
    starts_on = models.DateField(_("since"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day on which this no longer holds."))
    matched_with = models.ForeignKey(
        "self",
        models.PROTECT,  # both sides stay readable
        null=True,
        blank=True,
        related_name="matches",
        verbose_name=_("matched with"),
    )

    view_permission = Permission.VIEW_EXCHANGE
    told_by = "wording"
    personal_fields = ("trajectory", "direction", "kind", "wording", "starts_on", "ends_on", "matched_with")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("offer or question")
        verbose_name_plural = _("offers and questions")
        ordering = ("direction", "kind", "pk")
        constraints = [dates_in_order("starts_on", "ends_on", "exchange_dates", _("This cannot end before it starts."))]

    def __str__(self):
        return self.wording or self.get_kind_display()

    @property
    def is_matched(self) -> bool:
        """Has somebody been found for this?"""
        return self.matched_with_id is not None

    @property
    def is_open(self) -> bool:
        """Does this hold today?"""
        today = timezone.localdate()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on > today)
