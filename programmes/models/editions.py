"""Programmes, their editions and phases."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission, Role
from casetrack.models import JSONField, TrackedModel
from programmes.choices import ROLES_OF, Module, ProgrammeKind, check_end_reasons, check_entry_facts, check_modules, usual_entry_facts, usual_modules
from programmes.models.base import BASE_FIELDS, code_validator, dates_in_order
from programmes.models.organisations import Organisation

# Who can guide a trajectory by assignment.
GUIDE_ROLES = [Role.COACH, Role.BUDDY, Role.SPIL]


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

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that somebody can have in it."""
        return ROLES_OF[self.kind]


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
    modules = JSONField(_("modules"), default=usual_modules, blank=True, validators=[check_modules], help_text=_("What this edition works with."))
    guide_role = models.CharField(
        _("who guides"),
        max_length=30,
        choices=[(r.value, r.label) for r in GUIDE_ROLES],
        default=Role.COACH,
        help_text=_("The role of those who are assigned to a trajectory."),
    )
    entry_facts = JSONField(
        _("facts at the start"),
        default=usual_entry_facts,
        blank=True,
        validators=[check_entry_facts],
        help_text=_("Ask only what this edition needs."),
    )
    end_reasons = JSONField(_("reasons of the end"), default=list, blank=True, validators=[check_end_reasons], help_text=_("None chosen is: all."))
    public_sign_up = models.BooleanField(
        _("sign-up form for everybody"), default=False, help_text=_("People can sign up themselves, or somebody else, without signing in.")
    )
    sign_up_phone = models.CharField(
        _("phone number for signing up"), max_length=40, blank=True, help_text=_("Stands on the sign-up form, for those who rather call.")
    )

    programme_path = "programme_id"
    view_permission = Permission.VIEW_EDITION
    lookup_field = "code"
    other_fields = (
        *BASE_FIELDS, "programme", "code", "name", "starts_on", "ends_on", "places", "target", "contact_within_days", "modules",
        "guide_role", "entry_facts", "end_reasons", "public_sign_up", "sign_up_phone",
    )  # fmt: skip

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

    def has(self, module: Module) -> bool:
        """Does this edition work with `module`: the one place where programmes differ."""
        return module in self.modules


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
