"""Accounting: closed reporting years, published tables, and the figures of others that stand beside the own ones."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.models import JSONField
from programmes.models import BASE_FIELDS, Municipality
from referrals.discrimination_choices import CountBasis, FigureSource
from referrals.models.discrimination.meldpunt import MeldpuntPart


def _year():
    return models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2199)])


def _user(label):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who accounted for it must stay known
        related_name="+",
        verbose_name=label,
    )


class ReportingYear(MeldpuntPart):
    """A reporting year was closed: what each report counted as on that day. A later correction never changes it.

    When a year must be accounted for anew, a next `issue` is closed beside the earlier ones.
    """

    year = _year()
    issue = models.PositiveSmallIntegerField(_("issue"), default=1)
    closed_on = models.DateField(_("closed on"), default=timezone.localdate)
    closed_by = _user(_("closed by"))
    reason = models.TextField(_("why it was closed anew"), blank=True)
    counted = JSONField(_("what was counted"), default=dict, blank=True, help_text=_("For each report what the form and the monitor count of it."))

    view_permission = Permission.VIEW_MELDPUNT_FIGURES
    personal_fields = ("closed_by", "counted")
    other_fields = (*BASE_FIELDS, "meldpunt", "year", "issue", "closed_on", "reason")

    class Meta:
        verbose_name = _("reporting year")
        verbose_name_plural = _("reporting years")
        ordering = ("-year", "-issue", "pk")
        constraints = [models.UniqueConstraint(fields=["meldpunt", "year", "issue"], name="reporting_year_once")]

    def __str__(self):
        return str(self.year)


class Publication(MeldpuntPart):
    """The tables of the monitor as they were made public for one year, with small numbers hidden; one for each year."""

    year = _year()
    basis = models.CharField(_("counted by"), max_length=10, choices=CountBasis.choices)
    with_mass = models.BooleanField(_("with mass reports"), default=False)
    tables = JSONField(_("tables"), default=dict)
    published_on = models.DateField(_("published on"), default=timezone.localdate)
    published_by = _user(_("published by"))

    view_permission = Permission.VIEW_MELDPUNT_FIGURES
    personal_fields = ("published_by",)
    other_fields = (*BASE_FIELDS, "meldpunt", "year", "basis", "with_mass", "tables", "published_on")

    class Meta:
        verbose_name = _("publication of the monitor")
        verbose_name_plural = _("publications of the monitor")
        ordering = ("-year", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["meldpunt", "year"],
                name="publication_once",
                violation_error_message=_("The tables of this year are already published: two versions side by side give small numbers away."),
            )
        ]

    def __str__(self):
        return str(self.year)


class ExternalFigure(MeldpuntPart):
    """A figure of the police or of the College, entered as a total of a year."""

    source = models.CharField(_("source"), max_length=10, choices=FigureSource.choices)
    year = _year()
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,  # lists are ended, never deleted
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
        help_text=_("Empty for the whole area."),
    )
    ground = models.CharField(_("ground"), max_length=60, blank=True, help_text=_("Empty for all grounds together."))
    number = models.PositiveIntegerField(_("number"), validators=[MaxValueValidator(10_000_000)])
    citation = models.CharField(_("source in words"), max_length=300)

    view_permission = Permission.VIEW_MELDPUNT_FIGURES
    personal_fields = ()
    other_fields = (*BASE_FIELDS, "meldpunt", "source", "year", "municipality", "ground", "number", "citation")

    class Meta:
        verbose_name = _("figure of others")
        verbose_name_plural = _("figures of others")
        ordering = ("-year", "source", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["meldpunt", "source", "year", "municipality", "ground"],
                name="external_figure_once",
                violation_error_message=_("This figure is already entered."),
            ),
            models.UniqueConstraint(
                fields=["meldpunt", "source", "year", "ground"],
                condition=Q(municipality__isnull=True),
                name="external_figure_of_area_once",
                violation_error_message=_("This figure is already entered."),
            ),
        ]

    def __str__(self):
        return f"{self.get_source_display()} {self.year}"


class Population(MeldpuntPart):
    """How many people lived in a municipality on the first of January of a year: staff load it, with its source."""

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,  # lists are ended, never deleted
        related_name="+",
        verbose_name=_("municipality"),
    )
    year = _year()
    inhabitants = models.PositiveIntegerField(_("inhabitants"), validators=[MinValueValidator(1), MaxValueValidator(20_000_000)])
    citation = models.CharField(_("source in words"), max_length=300)

    view_permission = Permission.VIEW_MELDPUNT_FIGURES
    personal_fields = ()
    other_fields = (*BASE_FIELDS, "meldpunt", "municipality", "year", "inhabitants", "citation")

    class Meta:
        verbose_name = _("population")
        verbose_name_plural = _("populations")
        ordering = ("-year", "municipality__name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["meldpunt", "municipality", "year"],
                name="population_once",
                violation_error_message=_("The population of this municipality and year is already entered."),
            )
        ]

    def __str__(self):
        return f"{self.municipality} {self.year}"


class ReportImport(MeldpuntPart):
    """A file with reports between upload and confirmation; its content is emptied when done, and after a day."""

    class State(models.TextChoices):
        """Where an import of reports stands."""

        UPLOADED = "uploaded", _("uploaded, not yet imported")
        IMPORTED = "imported", _("imported")
        DROPPED = "dropped", _("cancelled")

    name = models.CharField(_("file"), max_length=255)
    uploaded_by = _user(_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UPLOADED)
    result = JSONField(_("result"), default=dict, blank=True)

    view_permission = Permission.IMPORT_DISCRIMINATION_REPORTS
    personal_fields = ("name", "uploaded_by")
    other_fields = (*BASE_FIELDS, "meldpunt", "uploaded_at", "state", "result")

    class Meta:
        verbose_name = _("import of reports")
        verbose_name_plural = _("imports of reports")
        ordering = ("-uploaded_at", "-pk")

    def __str__(self):
        return self.name


class ReportImportContent(models.Model):
    """The bytes of an uploaded file with reports, apart from its history, so that they are gone when they are deleted."""

    upload = models.OneToOneField(ReportImport, models.PROTECT, related_name="content")  # emptied by an action
    content = models.BinaryField()

    personal_fields = ("content",)
    other_fields = ("id", "upload")

    class Meta:
        verbose_name = _("content of an import of reports")
        verbose_name_plural = _("contents of imports of reports")
        ordering = ("pk",)
