"""Organisations."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.choices import Country
from casetrack.models import TrackedModel
from programmes.choices import OrganisationKind
from programmes.models.base import BASE_FIELDS


class Organisation(TrackedModel):
    """Runs, pays, teaches, employs or sends people; `kept_by` says whose administrator keeps the record."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind.choices)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.NL)
    place = models.CharField(_("place"), max_length=100, blank=True)
    kept_by = models.ForeignKey(
        "self",
        models.PROTECT,  # the keeper decides who may change the record
        null=True,
        blank=True,
        related_name="keeps",
        verbose_name=_("kept by"),
    )
    receives_referrals = models.BooleanField(
        _("people are referred to it"), default=False, help_text=_("Shows this organisation in the list that people are referred to.")
    )

    view_permission = Permission.VIEW_ORGANISATION
    personal_fields = ()
    other_fields = (*BASE_FIELDS, "name", "kind", "country", "place", "kept_by", "receives_referrals")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["kept_by", "name"],
                name="organisation_name_once",
                violation_error_message=_("There is already an organisation with this name."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of this organisation."""
        return reverse("organisation", args=[self.pk])
