"""Lists that come from elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casetrack.choices import Country


class Municipality(models.Model):
    """A municipality (NL, CBS code) or district (DE, AGS) that an answer may name; ended, never deleted.

    Loaded from programmes/data/municipalities.csv after each migration.
    """

    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    code = models.CharField(_("code"), max_length=8)
    name = models.CharField(_("name"), max_length=100)
    region = models.CharField(_("region"), max_length=100)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    personal_fields = ()
    other_fields = ("id", "country", "code", "name", "region", "valid_from", "valid_to")

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ("country", "name", "pk")
        constraints = [models.UniqueConstraint(fields=["country", "code"], name="municipality_once")]

    def __str__(self):
        return self.name
