"""Who takes part in an edition and who pays for it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.models import TrackedModel
from programmes.choices import FundingRole, PlacementKinds
from programmes.models.base import BASE_FIELDS, dates_in_order
from programmes.models.editions import Edition
from programmes.models.organisations import Organisation


class Partnership(TrackedModel):
    """An organisation that takes part in an edition: sends people, teaches, or receives them."""

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # explains why the partner may see the sessions
        related_name="partnerships",
        verbose_name=_("edition"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,  # as above
        related_name="partnerships",
        verbose_name=_("organisation"),
    )

    programme_path = "edition__programme_id"
    view_permission = Permission.VIEW_PARTNERSHIP
    other_fields = (*BASE_FIELDS, "edition", "organisation")

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("organisation__name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "organisation"],
                name="partner_once",
                violation_error_message=_("This organisation is already a partner of the edition."),
            )
        ]

    def __str__(self):
        return str(self.organisation)


class Funding(TrackedModel):
    """Who pays for an edition, under which reference. The same funder and reference on more editions is one agreement."""

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # reports were made on it
        related_name="fundings",
        verbose_name=_("edition"),
    )
    funder = models.ForeignKey(
        Organisation,
        models.PROTECT,  # reports are addressed to it
        related_name="fundings",
        verbose_name=_("funder"),
    )
    reference = models.CharField(_("reference"), max_length=100, help_text=_("The number or name under which the funder knows this."))
    role = models.CharField(_("how"), max_length=20, choices=FundingRole.choices, default=FundingRole.DIRECT)
    lead_partner = models.ForeignKey(
        Organisation,
        models.PROTECT,  # named on the report
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("lead partner"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), help_text=_("The last day that is paid for."))
    counts = models.CharField(
        _("counts as placed"),
        max_length=20,
        choices=PlacementKinds.choices,
        default=PlacementKinds.WORK_AND_TRAINING,
    )
    logo_line = models.CharField(
        _("line on reports"),
        max_length=300,
        blank=True,
        help_text=_("The sentence that the funder wants to see on every report, such as: made possible by …"),
    )

    programme_path = "edition__programme_id"
    view_permission = Permission.VIEW_FUNDING
    other_fields = (*BASE_FIELDS, "edition", "funder", "reference", "role", "lead_partner", "starts_on", "ends_on", "counts", "logo_line")

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("funding")
        ordering = ("edition", "funder__name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "funder", "reference"],
                name="funding_once",
                violation_error_message=_("This funding is already recorded for this edition."),
            ),
            dates_in_order("starts_on", "ends_on", "funding_dates", _("The funding cannot end before it starts.")),
            models.CheckConstraint(
                condition=Q(role=FundingRole.DIRECT, lead_partner__isnull=True) | Q(role=FundingRole.VIA_LEAD_PARTNER, lead_partner__isnull=False),
                name="funding_lead_partner",
                violation_error_message=_("Name the lead partner when, and only when, the money comes through one."),
            ),
        ]

    def __str__(self):
        return f"{self.funder} · {self.reference}"
