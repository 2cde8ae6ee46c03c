"""The record of a report of discrimination, who told it, and about whom."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.models import JSONField, TrackedModel
from programmes.models import BASE_FIELDS, Municipality, dates_in_order
from referrals.discrimination_choices import (
    AlsoReportedTo,
    Anonymity,
    BundleKind,
    IncidentState,
    PartyKind,
    Precision,
    ReportChannel,
    ReporterRole,
    ReporterSex,
    ReportKind,
    ReportResult,
    ReportStatus,
    ReportVia,
    ResidenceState,
    ValueList,
    check_also_reported,
)
from referrals.models.discrimination import incident_day
from referrals.models.discrimination.meldpunt import ListValue, MeldpuntPart, PersonalInterest


class OtherParty(MeldpuntPart):
    """About whom reports are (the beklaagde of the law), under a permission of its own."""

    kind = models.CharField(_("what kind"), max_length=20, choices=PartyKind.choices)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    name = models.CharField(_("name of a person"), max_length=200, blank=True)
    contact = models.TextField(_("address and other contact details"), blank=True)

    view_permission = Permission.VIEW_OTHER_PARTY
    personal_fields = ("kind", "organisation", "name", "contact")
    other_fields = (*BASE_FIELDS, "meldpunt")

    class Meta:
        verbose_name = _("other party")
        verbose_name_plural = _("other parties")
        ordering = ("organisation", "name", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation="") | ~Q(name=""),
                name="other_party_named",
                violation_error_message=_("Give the organisation or the name of a person."),
            )
        ]

    def __str__(self):
        return self.organisation or self.name

    def get_absolute_url(self):
        """The page of this party: the reports about it."""
        return reverse("other_party", args=[self.pk])

    @classmethod
    def kept_from(cls, user) -> Q:
        """Parties in which the user has a personal interest, or of a report that the user is kept away from."""
        return Q(pk__in=PersonalInterest.parties_hidden_from(user))


class Bundle(MeldpuntPart):
    """Reports about the same: a mass report (massamelding), or a theme."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=BundleKind.choices, default=BundleKind.MASS)

    view_permission = Permission.VIEW_DISCRIMINATION_REPORT
    personal_fields = ()
    other_fields = (*BASE_FIELDS, "meldpunt", "name", "kind")

    class Meta:
        verbose_name = _("bundle of reports")
        verbose_name_plural = _("bundles of reports")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["meldpunt", "name"], name="bundle_once", violation_error_message=_("There is already a bundle with this name.")
            )
        ]

    def __str__(self):
        return self.name

    @classmethod
    def kept_from(cls, user) -> Q:
        """Bundles of reports that the user is kept away from, and of no other: their names would tell what was reported."""
        hidden = PersonalInterest.reports_hidden_from(user)
        named = DiscriminationReport._base_manager.order_by().filter(bundle__isnull=False)
        return Q(pk__in=named.filter(pk__in=hidden).values("bundle")) & ~Q(pk__in=named.exclude(pk__in=hidden).values("bundle"))


def _value(list_name, label):
    """A column that names one value of a list of the official form."""
    return models.ForeignKey(
        ListValue,
        models.PROTECT,  # lists are ended, never deleted
        related_name="+",
        limit_choices_to={"list": list_name},
        verbose_name=label,
    )


class DiscriminationReport(MeldpuntPart):
    """What was reported: what the law counts, and how it is handled. Who told it stands apart (`Reporter`).

    It stays meaningful when the reporter's data are erased. The day of receipt decides the reporting year
    (Wga art. 3; Besluit art. 13), whatever day it was written down.
    """

    number = models.PositiveIntegerField(_("number"), editable=False)
    external_id = models.CharField(_("number elsewhere"), max_length=100, blank=True, help_text=_("The number under which another system knows it."))
    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind.choices, default=ReportKind.REPORT)
    complaint_since = models.DateField(_("complaint since"), null=True, blank=True)
    received_on = models.DateField(_("received on"))
    channel = models.CharField(_("channel"), max_length=12, choices=ReportChannel.choices)
    via = models.CharField(_("through"), max_length=20, choices=ReportVia.choices, default=ReportVia.DIRECT)
    reporter_role = models.CharField(_("role of the reporter"), max_length=14, choices=ReporterRole.choices)
    anonymity = models.CharField(_("anonymity"), max_length=24, choices=Anonymity.choices, default=Anonymity.NONE)
    incident_on = models.DateField(_("day of the incident"), null=True, blank=True)
    incident_precision = models.CharField(_("how exact"), max_length=12, choices=Precision.choices, default=Precision.UNKNOWN)
    residence = models.ForeignKey(
        Municipality,
        models.PROTECT,  # lists are ended, never deleted
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality where the reporter lives"),
    )
    residence_state = models.CharField(_("where the reporter lives"), max_length=10, choices=ResidenceState.choices, default=ResidenceState.UNKNOWN)
    incident = models.ForeignKey(
        Municipality,
        models.PROTECT,  # lists are ended, never deleted
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality where it happened"),
    )
    incident_state = models.CharField(_("where it happened"), max_length=14, choices=IncidentState.choices, default=IncidentState.UNKNOWN)
    grounds = JSONField(_("grounds"), default=list, help_text=_("One or more; a finer ground counts as the one above it."))
    terrain = _value(ValueList.TERRAIN, _("area of society"))
    nature = _value(ValueList.NATURE, _("nature"))
    online = models.BooleanField(_("online"), default=False)
    platform = models.CharField(_("platform"), max_length=100, blank=True)
    description = models.TextField(_("what happened"), blank=True)
    bundle = models.ForeignKey(
        Bundle,
        models.PROTECT,  # figures with and without mass reports lean on it
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("bundle"),
    )
    also_reported_to = JSONField(_("also reported to"), default=list, blank=True, validators=[check_also_reported])
    other_party = models.ForeignKey(
        OtherParty,
        models.PROTECT,  # a pattern over reports leans on it
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("other party"),
    )
    status = models.CharField(_("status"), max_length=14, choices=ReportStatus.choices, default=ReportStatus.NEW)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who handled it must stay known
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled by"),
    )
    first_contact_on = models.DateField(_("first personal contact"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=20, choices=ReportResult.choices, blank=True)
    erased_on = models.DateField(_("erased on"), null=True, blank=True, help_text=_("Since then it is only counted."))

    report_path = "pk"
    view_permission = Permission.VIEW_DISCRIMINATION_REPORT
    list_choices = {"also_reported_to": AlsoReportedTo}
    personal_fields = (
        "number", "external_id", "kind", "complaint_since", "received_on", "channel", "via", "reporter_role", "anonymity", "incident_on",
        "incident_precision", "residence", "residence_state", "incident", "incident_state", "grounds", "terrain", "nature", "online", "platform",
        "description", "bundle", "also_reported_to", "other_party", "status", "handler", "first_contact_on", "closed_on", "result",
    )  # fmt: skip
    other_fields = (*BASE_FIELDS, "meldpunt", "erased_on")
    # What is emptied when the reporter's data are erased: words that may tell who it was.
    telling_fields = ("description", "platform")
    earliest_receipt = date(2000, 1, 1)  # as old as a reporting year can be

    class Meta:
        verbose_name = _("report of discrimination")
        verbose_name_plural = _("reports of discrimination")
        ordering = ("-received_on", "-pk")
        indexes = [
            models.Index(fields=["meldpunt", "-received_on", "-id"], name="report_list"),
            models.Index(fields=["meldpunt", "status"], name="report_status"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meldpunt", "number"], name="discrimination_report_number_once"),
            models.UniqueConstraint(
                fields=["meldpunt", "external_id"],
                condition=~Q(external_id=""),
                name="report_external_id_once",
                violation_error_message=_("This number of another system is already used."),
            ),
            dates_in_order("received_on", "closed_on", "report_closed", _("A report cannot be closed before it came in.")),
            dates_in_order("received_on", "first_contact_on", "report_first_contact", _("The first contact cannot be before the report came in.")),
            dates_in_order("received_on", "complaint_since", "report_complaint_since", _("It cannot become a complaint before it came in.")),
            dates_in_order("incident_on", "received_on", "report_incident", _("It cannot be reported before it happened.")),
            models.CheckConstraint(
                condition=Q(kind=ReportKind.REPORT, complaint_since__isnull=True) | Q(kind=ReportKind.COMPLAINT),
                name="report_complaint_dated",
                violation_error_message=_("Only a complaint has a day since when it is one."),
            ),
            models.CheckConstraint(
                condition=(Q(incident_precision=Precision.UNKNOWN, incident_on__isnull=True))
                | (~Q(incident_precision=Precision.UNKNOWN) & Q(incident_on__isnull=False)),
                name="report_incident_precision",
                violation_error_message=_("Give the day of the incident together with how exact it is."),
            ),
            models.CheckConstraint(
                condition=Q(residence_state=ResidenceState.KNOWN, residence__isnull=False)
                | (~Q(residence_state=ResidenceState.KNOWN) & Q(residence__isnull=True)),
                name="report_residence",
                violation_error_message=_("Choose the municipality where the reporter lives, or say why there is none."),
            ),
            models.CheckConstraint(
                condition=Q(incident_state=IncidentState.KNOWN, incident__isnull=False)
                | (~Q(incident_state=IncidentState.KNOWN) & Q(incident__isnull=True)),
                name="report_incident_place",
                violation_error_message=_("Choose the municipality where it happened, or say why there is none."),
            ),
            models.CheckConstraint(
                condition=(Q(status=ReportStatus.CLOSED) & Q(closed_on__isnull=False) & ~Q(result=""))
                | (~Q(status=ReportStatus.CLOSED) & Q(closed_on__isnull=True) & Q(result="")),
                name="report_closed_with_result",
                violation_error_message=_("A closed report has a day and a result; an open one has neither."),
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        """The page of this report."""
        return reverse("discrimination_report", args=[self.pk])

    def record(self, event, *, by, why=""):
        """As of every row; no words are kept after the reporter's data were erased: they could bring them back."""
        return super().record(event, by=by, why="" if self.erased_on else why)

    @property
    def reference(self) -> str:
        """The number by which people speak of it, such as MDD-2023-0017; it tells nothing of the reporter."""
        return f"{self.meldpunt.code.upper()}-{self.received_on.year}-{self.number:04}"

    @property
    def is_anonymous(self) -> bool:
        """Anonymous in either way of art. 5 of the Besluit."""
        return self.anonymity != Anonymity.NONE

    @classmethod
    def kept_from(cls, user) -> Q:
        """Reports in which the user has a personal interest, or in whose other party (Besluit, art. 2.5)."""
        return Q(pk__in=PersonalInterest.reports_hidden_from(user))

    @classmethod
    def history_in_words(cls, rows) -> dict[tuple, str]:
        """The grounds by their names, the day no more exactly than it is known, and of a new report no state where the place says it."""
        keys = {key for row in rows for key in row.grounds}
        names = {v.key: str(v) for v in ListValue._base_manager.filter(list=ValueList.GROUND, key__in=keys)}
        words = {(row.history_id, "grounds"): ", ".join(names.get(key, key) for key in row.grounds) for row in rows}
        words |= {(row.history_id, "incident_on"): incident_day.in_words(row.incident_on, row.incident_precision) for row in rows}
        places = (("residence_state", ResidenceState.KNOWN), ("incident_state", IncidentState.KNOWN))
        new = [row for row in rows if row.history_type == "+"]
        return words | {(row.history_id, name): "" for row in new for name, known in places if getattr(row, name) == known}

    def clean(self):
        """At least one ground of the list, each once, and values of the right list; raises ValidationError."""
        super().clean()
        if isinstance(self.incident_on, date):  # else it is a fault that is told already
            self.incident_on = incident_day.first_day(self.incident_on, self.incident_precision)
        grounds = self.grounds
        if not isinstance(grounds, list) or not grounds:
            raise ValidationError({"grounds": _("Choose at least one ground; “unknown” is one of them.")})
        if len(set(map(str, grounds))) != len(grounds):
            raise ValidationError({"grounds": _("Give a list in which each stands once.")})
        usable = Q(meldpunt__isnull=True) | Q(meldpunt=self.meldpunt_id)
        known = set(ListValue._base_manager.filter(usable, list=ValueList.GROUND, key__in=map(str, grounds)).values_list("key", flat=True))
        if unknown := [str(key) for key in grounds if key not in known]:
            raise ValidationError({"grounds": _("%(value)s is not in the list.") % {"value": ", ".join(unknown)}})
        for column in ("terrain", "nature"):
            value = getattr(self, column, None) if getattr(self, f"{column}_id") else None
            if value is not None and (value.list != column or value.meldpunt_id not in (None, self.meldpunt_id)):
                raise ValidationError({column: _("%(value)s is not in the list.") % {"value": value}})


class ReportPart(TrackedModel):
    """Something that hangs on one report and is seen with it, or under a permission of its own."""

    programme_path = "report__meldpunt__programme_id"
    report_path = "report_id"

    class Meta:
        abstract = True

    def record(self, event, *, by, why=""):
        """As of every row; no words are kept after the reporter's data were erased."""
        return super().record(event, by=by, why="" if self.report.erased_on else why)

    @classmethod
    def kept_from(cls, user) -> Q:
        """Parts of reports that the user is kept away from."""
        return Q(report__in=PersonalInterest.reports_hidden_from(user))


def on_report(related_name, field=models.ForeignKey):
    """The column of a part that names its report."""
    return field(
        DiscriminationReport,
        models.PROTECT,  # part of the record
        related_name=related_name,
        verbose_name=_("report"),
    )


class Reporter(ReportPart):
    """Who reported: in a table of its own, under a permission of its own. Everything may be empty, and can be erased."""

    report = on_report("reporter", models.OneToOneField)
    name = models.CharField(_("name"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2200)]
    )
    sex = models.CharField(_("sex"), max_length=1, choices=ReporterSex.choices, blank=True)

    view_permission = Permission.VIEW_REPORTER
    personal_fields = ("report", "name", "phone", "email", "street", "postcode", "place", "birth_year", "sex")
    other_fields = BASE_FIELDS
    telling_fields = ("name", "phone", "email", "street", "postcode", "place", "birth_year", "sex")

    class Meta:
        verbose_name = _("reporter")
        verbose_name_plural = _("reporters")
        ordering = ("pk",)

    def __str__(self):
        return self.name
