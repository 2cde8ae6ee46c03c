"""Who offers what, paid by whom: organisations, programmes, editions and their configuration."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import ByOrganisation, ByProgramme, Permission, Role
from casetrack.choices import Country
from casetrack.constraints import InOrder
from casetrack.models import TrackedModel
from programmes.choices import (
    FundingRole,
    OrganisationKind,
    PlacementKinds,
    ProgrammeKind,
    SessionKind,
)

BASE_FIELDS = ("id", "version", "submission")

code_validator = RegexValidator(r"^[a-z0-9][a-z0-9.-]*$", _("Use small letters, digits, points and hyphens only, such as nj-2.0."))


def dates_in_order(first, last, name, message):
    """The constraint that `last` is not before `first`, where both are filled in."""
    return InOrder(first, last, name, message)


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

    view_permission = Permission.VIEW_ORGANISATION
    personal_fields = ()
    other_fields = (*BASE_FIELDS, "name", "kind", "country", "place", "kept_by")

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


class Programme(TrackedModel):
    """What an organisation offers, in one or more editions."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,  # a programme always has an organisation that answers for it
        related_name="programmes",
        verbose_name=_("organisation"),
    )
    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[code_validator],
        error_messages={"unique": _("There is already a programme with this code.")},
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=ProgrammeKind.choices)
    description = models.TextField(_("description"), blank=True)

    programme_path = "pk"
    view_permission = Permission.VIEW_PROGRAMME
    lookup_field = "code"
    other_fields = (*BASE_FIELDS, "organisation", "code", "name", "kind", "description")

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("name", "pk")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of this programme."""
        return reverse("programme", args=[self.code])


class Edition(TrackedModel):
    """A run of a programme with dates, places and a target."""

    programme = models.ForeignKey(
        Programme,
        models.PROTECT,  # figures of an edition outlive changes of its programme
        related_name="editions",
        verbose_name=_("programme"),
    )
    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[code_validator],
        error_messages={"unique": _("There is already an edition with this code.")},
    )
    name = models.CharField(_("name"), max_length=200)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    places = models.CharField(_("places"), max_length=200, blank=True, help_text=_("Where the groups meet."))
    target = models.PositiveIntegerField(
        _("target"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1_000_000)],
        help_text=_("How many people are to be placed, as agreed with the funder."),
    )
    contact_within_days = models.PositiveSmallIntegerField(
        _("contact within (days)"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],  # SQLite has no limit of its own, and days are counted back from today
        help_text=_("After this many days without contact, a trajectory is shown under my work."),
    )

    programme_path = "programme_id"
    view_permission = Permission.VIEW_EDITION
    lookup_field = "code"
    other_fields = (*BASE_FIELDS, "programme", "code", "name", "starts_on", "ends_on", "places", "target", "contact_within_days")

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("-starts_on", "-pk")
        constraints = [dates_in_order("starts_on", "ends_on", "edition_dates", _("The last day of an edition cannot be before its first day."))]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of this edition."""
        return reverse("edition", args=[self.code])


class Phase(TrackedModel):
    """A step of an edition, in order: configuration, not code."""

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # trajectories stand in a phase
        related_name="phases",
        verbose_name=_("edition"),
    )
    order = models.PositiveSmallIntegerField(_("order"), validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)

    programme_path = "edition__programme_id"
    view_permission = Permission.VIEW_PHASE
    other_fields = (*BASE_FIELDS, "edition", "order", "name", "description")

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ("edition", "order")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "order"],
                name="phase_order_once",
                violation_error_message=_("This edition already has a phase with this number."),
            )
        ]

    def __str__(self):
        return self.name


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


class Membership(TrackedModel):
    """A role of a user for some time; `ends_on` is the first day without it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who could see what must stay known
        related_name="%(class)ss",
        verbose_name=_("user"),
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day without this role."))

    class Meta:
        abstract = True


@access.facts(ByProgramme, subject="programme_id")
class ProgrammeMember(Membership):
    """A user who works in a programme."""

    ROLES = [Role.PROJECT_LEADER, Role.COACH]

    programme = models.ForeignKey(
        Programme,
        models.PROTECT,  # who could see what must stay known
        related_name="members",
        verbose_name=_("programme"),
    )
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in ROLES])

    programme_path = "programme_id"
    view_permission = Permission.VIEW_PROGRAMME_MEMBER
    personal_fields = ("user",)
    other_fields = (*BASE_FIELDS, "programme", "role", "starts_on", "ends_on")

    class Meta:
        verbose_name = _("member of a programme")
        verbose_name_plural = _("members of a programme")
        ordering = ("programme", "user__last_name", "pk")
        indexes = [models.Index(fields=["user", "role"], name="programme_member_of")]
        constraints = [
            dates_in_order("starts_on", "ends_on", "programme_member_dates", _("The role cannot end before it starts.")),
            models.UniqueConstraint(
                fields=["programme", "user", "role"],
                condition=Q(ends_on__isnull=True),
                name="programme_member_once",
                violation_error_message=_("This user already has this role in the programme."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"


@access.facts(ByOrganisation, subject="organisation_id")
class OrganisationMember(Membership):
    """A user who acts for an organisation."""

    ROLES = [Role.ADMINISTRATOR, Role.PARTNER, Role.FUNDER_CONTACT]

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,  # who could see what must stay known
        related_name="members",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in ROLES])

    view_permission = Permission.VIEW_ORGANISATION_MEMBER
    personal_fields = ("user",)
    other_fields = (*BASE_FIELDS, "organisation", "role", "starts_on", "ends_on")

    class Meta:
        verbose_name = _("member of an organisation")
        verbose_name_plural = _("members of an organisation")
        ordering = ("organisation", "user__last_name", "pk")
        indexes = [models.Index(fields=["user", "role"], name="organisation_member_of")]
        constraints = [
            dates_in_order("starts_on", "ends_on", "organisation_member_dates", _("The role cannot end before it starts.")),
            models.UniqueConstraint(
                fields=["organisation", "user", "role"],
                condition=Q(ends_on__isnull=True),
                name="organisation_member_once",
                violation_error_message=_("This user already has this role in the organisation."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"


class Session(TrackedModel):
    """A group day of an edition: lesson, excursion, empowerment."""

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # attendance hangs on it
        related_name="sessions",
        verbose_name=_("edition"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind.choices, default=SessionKind.LESSON)
    title = models.CharField(_("title"), max_length=200)
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.NL)
    cancelled = models.BooleanField(_("cancelled"), default=False)

    programme_path = "edition__programme_id"
    view_permission = Permission.VIEW_SESSION
    other_fields = (*BASE_FIELDS, "edition", "kind", "title", "held_on", "starts_at", "ends_at", "place", "country", "cancelled")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("held_on", "starts_at", "pk")
        indexes = [models.Index(fields=["edition", "held_on"], name="session_of_edition")]
        constraints = [dates_in_order("starts_at", "ends_at", "session_times", _("A session cannot end before it starts."))]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of this session, with attendance."""
        return reverse("session", args=[self.pk])


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
