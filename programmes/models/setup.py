"""What an edition is made of besides its phases: life areas, wishes, moments and instruments. Configuration, not code."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.models import JSONField, TrackedModel
from programmes.choices import CountedFrom, Moment, Scoring
from programmes.models.base import BASE_FIELDS, code_validator
from programmes.models.editions import Edition
from programmes.models.organisations import Organisation


class EditionPart(TrackedModel):
    """A piece of the configuration of an edition."""

    programme_path = "edition__programme_id"
    view_permission = Permission.VIEW_EDITION_SETUP

    class Meta:
        abstract = True


class LifeArea(EditionPart):
    """A part of life in which goals are set, such as home, money or work."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="life_areas", verbose_name=_("edition"))  # goals name it
    order = models.PositiveSmallIntegerField(_("order"), validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=100)

    other_fields = (*BASE_FIELDS, "edition", "order", "name")

    class Meta:
        verbose_name = _("life area")
        verbose_name_plural = _("life areas")
        ordering = ("edition", "order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "name"], name="life_area_once", violation_error_message=_("This edition already has this life area.")
            )
        ]

    def __str__(self):
        return self.name


class Wish(EditionPart):
    """A wish that participants often have, to choose from; own words are always possible."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="wishes", verbose_name=_("edition"))  # themes name it
    order = models.PositiveSmallIntegerField(_("order"), validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=100)

    other_fields = (*BASE_FIELDS, "edition", "order", "name")

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ("edition", "order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="wish_once", violation_error_message=_("This edition already has this wish."))
        ]

    def __str__(self):
        return self.name


class EditionMoment(EditionPart):
    """When an edition measures: so many days after the start or the end of a trajectory."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="moments", verbose_name=_("edition"))  # says what was due
    moment = models.CharField(_("moment"), max_length=10, choices=Moment.choices)
    counted_from = models.CharField(_("counted from"), max_length=10, choices=CountedFrom.choices, default=CountedFrom.START)
    after_days = models.PositiveSmallIntegerField(_("after (days)"), default=0, validators=[MaxValueValidator(3650)])

    other_fields = (*BASE_FIELDS, "edition", "moment", "counted_from", "after_days")

    class Meta:
        verbose_name = _("moment of measuring")
        verbose_name_plural = _("moments of measuring")
        ordering = ("edition", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "moment"], name="edition_moment_once", violation_error_message=_("This edition already has this moment.")
            )
        ]

    def __str__(self):
        return self.get_moment_display()


class Instrument(TrackedModel):
    """One version of an instrument that an organisation uses; a changed instrument is a new version.

    `definition` is as `programmes.instruments` reads it. Nothing is on by itself: an
    administrator takes it from the library or enters it, and an edition chooses it.
    """

    kept_by = models.ForeignKey(
        Organisation,
        models.PROTECT,  # its administrators keep it
        related_name="instruments",
        verbose_name=_("kept by"),
    )
    code = models.CharField(_("code"), max_length=40, validators=[code_validator])
    edition_of = models.CharField(_("version of the instrument"), max_length=20, default="1")
    name = models.CharField(_("name"), max_length=200)
    scoring = models.CharField(_("kind"), max_length=20, choices=Scoring.choices)
    definition = JSONField(_("definition"))
    source = models.TextField(_("source"), blank=True)
    group_only = models.BooleanField(
        _("group results only"), default=False, help_text=_("Answers of one person are shown to nobody; only results of groups of five or more are.")
    )
    professionals_only = models.BooleanField(_("not for volunteers"), default=False)
    needs_reason = models.BooleanField(
        _("a reason per domain"), default=False, help_text=_("Only domains with a written reason why they are needed are asked.")
    )
    ended_on = models.DateField(_("no longer used from"), null=True, blank=True)

    view_permission = Permission.VIEW_INSTRUMENT
    other_fields = (
        *BASE_FIELDS, "kept_by", "code", "edition_of", "name", "scoring", "definition", "source", "group_only", "professionals_only",
        "needs_reason", "ended_on",
    )  # fmt: skip

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ("name", "edition_of", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["kept_by", "code", "edition_of"],
                name="instrument_version_once",
                violation_error_message=_("There is already an instrument with this code and version."),
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.edition_of})"


class EditionInstrument(EditionPart):
    """An edition uses an instrument; `reasons` says per domain why it is asked, where the instrument wants that."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="edition_instruments", verbose_name=_("edition"))  # says what was due
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="used_by", verbose_name=_("instrument"))  # as above
    reasons = JSONField(_("reasons per domain"), default=dict, blank=True)
    ended_on = models.DateField(_("no longer used from"), null=True, blank=True)

    other_fields = (*BASE_FIELDS, "edition", "instrument", "reasons", "ended_on")

    class Meta:
        verbose_name = _("instrument of an edition")
        verbose_name_plural = _("instruments of an edition")
        ordering = ("edition", "instrument__name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "instrument"],
                condition=Q(ended_on__isnull=True),
                name="edition_instrument_once",
                violation_error_message=_("This edition already uses this instrument."),
            )
        ]

    def __str__(self):
        return str(self.instrument)
