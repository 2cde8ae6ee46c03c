"""Persons and households."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unidecode import unidecode

from casetrack.access import Permission
from casetrack.choices import Country
from casetrack.models import TrackedModel
from participants.choices import Relation, Sex
from programmes.models import BASE_FIELDS, dates_in_order


def name_key(first_name: str, last_name: str) -> str:
    """A name as it is compared and sorted: last name first, small letters, no accents, single spaces."""
    return " ".join(unidecode(f"{last_name} {first_name}").casefold().split())[:300]


class Person(TrackedModel):
    """A participant or a member of a participating household; never made without a trajectory to exist for."""

    first_name = models.CharField(_("first name"), max_length=300)
    last_name = models.CharField(_("last name"), max_length=300)
    name_key = models.CharField(_("name for search"), max_length=300, editable=False, default="")
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    country = models.CharField(_("country of residence"), max_length=2, choices=Country.choices)

    access_through = (("pk", "person_id"),)
    view_permission = Permission.VIEW_PERSON
    personal_fields = (
        "first_name", "last_name", "name_key", "birth_date", "sex", "email", "phone", "street", "postcode", "place", "country",
    )  # fmt: skip
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ("name_key", "pk")
        indexes = [
            models.Index(fields=["name_key", "id"], name="person_by_name"),
            models.Index(fields=["birth_date", "name_key"], name="person_duplicates"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True) | Q(birth_date__gte="1900-01-01"),
                name="person_birth_date",
                violation_error_message=_("The date of birth cannot be before 1900."),
            )
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"

    @classmethod
    def seen_through(cls, cases):
        """Besides: who lives in the household of such a trajectory.

        Who left is seen there until they are recorded elsewhere, in another household or with a trajectory
        of their own: where they live then is no business of those whom they left.
        """
        members = HouseholdMember._base_manager.filter(household__in=cases.filter(household__isnull=False).values("household"))
        here = Q(ends_on__isnull=True) | Q(ends_on__gt=timezone.localdate())
        elsewhere = HouseholdMember._base_manager.filter(here, person=OuterRef("person"))
        members = members.filter(here | ~(Exists(elsewhere) | Q(person__trajectories__isnull=False)))
        return super().seen_through(cases) | Q(pk__in=members.values("person"))

    def save(self, **kwargs):
        """Keep the name for search in step."""
        self.name_key = name_key(self.first_name, self.last_name)
        super().save(**kwargs)

    def get_absolute_url(self):
        """The page of this person."""
        return reverse("person", args=[self.pk])


class Household(TrackedModel):
    """Persons who live together; guided as one, through the trajectory of the household."""

    name = models.CharField(_("name"), max_length=200, help_text=_("How you call this household, such as: family Veenstra."))

    access_through = (("pk", "household_id"),)
    time_line_path = "trajectories"
    view_permission = Permission.VIEW_HOUSEHOLD
    personal_fields = ("name",)
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ("name", "pk")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of this household."""
        return reverse("household", args=[self.pk])


class HouseholdMember(TrackedModel):
    """A person who lives in a household, for some time; `ends_on` is the first day on which they do not."""

    household = models.ForeignKey(
        Household,
        models.PROTECT,  # part of the dossier
        related_name="members",
        verbose_name=_("household"),
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,  # part of the dossier
        related_name="memberships",
        verbose_name=_("person"),
    )
    relation = models.CharField(_("who this is"), max_length=20, choices=Relation.choices)
    starts_on = models.DateField(_("lives here since"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day on which this person no longer lives here."))

    access_through = (("household_id", "household_id"),)
    time_line_path = "household__trajectories"
    view_permission = Permission.VIEW_HOUSEHOLD
    personal_fields = ("household", "person", "relation", "starts_on", "ends_on")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("member of a household")
        verbose_name_plural = _("members of a household")
        ordering = ("household", "pk")
        constraints = [
            dates_in_order("starts_on", "ends_on", "household_member_dates", _("Living in a household cannot end before it starts.")),
            models.UniqueConstraint(
                fields=["household", "person"],
                condition=Q(ends_on__isnull=True),
                name="household_member_once",
                violation_error_message=_("This person already lives in this household."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_relation_display()}"
