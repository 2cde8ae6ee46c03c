"""Trajectories, and what hangs on one."""

from datetime import timedelta
from itertools import combinations
from typing import ClassVar

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.choices import AnswerState, EntryFact
from casetrack.models import JSONField, TrackedModel, TrackedQuerySet
from participants.choices import Channel, ContactResult, Education, EndReason, LabourStatus, TrajectoryState, YesNo
from participants.models.persons import Household, Person
from programmes.choices import Language, check_languages
from programmes.models import BASE_FIELDS, Area, Edition, Municipality, Phase, Programme, dates_in_order

# Steps of a trajectory in the order in which their dates must lie.
STEPS = ("registered_on", "intake_on", "decided_on", "started_on", "ended_on")
STEP_ORDER = {
    ("registered_on", "intake_on"): _("The intake cannot be before the sign-up."),
    ("registered_on", "decided_on"): _("The decision cannot be before the sign-up."),
    ("registered_on", "started_on"): _("The start cannot be before the sign-up."),
    ("registered_on", "ended_on"): _("The end cannot be before the sign-up."),
    ("intake_on", "decided_on"): _("The decision cannot be before the intake."),
    ("intake_on", "started_on"): _("The start cannot be before the intake."),
    ("intake_on", "ended_on"): _("The end cannot be before the intake."),
    ("decided_on", "started_on"): _("The start cannot be before the decision."),
    ("decided_on", "ended_on"): _("The end cannot be before the decision."),
    ("started_on", "ended_on"): _("The end cannot be before the start."),
}

# Entry facts: each has an answer and the state of the answer.
ENTRY_FACTS = tuple(EntryFact.values)


def _answer_coherence(fact):
    """A fact has a value when, and only when, the question was answered."""
    empty = Q(municipality__isnull=True) if fact == "municipality" else Q(**{fact: ""})
    answered = Q(**{f"{fact}_state": AnswerState.ANSWERED})
    return models.CheckConstraint(
        condition=(answered & ~empty) | (~answered & empty),
        name=f"trajectory_{fact}_answer",
        violation_error_message=_("Give the answer when, and only when, the question was answered."),
    )


def _answer_state(label):
    return models.CharField(label, max_length=10, choices=AnswerState.choices, default=AnswerState.NOT_ASKED)


class TrajectoryQuerySet(TrackedQuerySet):
    """Trajectories, with what lists need."""

    def _parts(self, name):
        return self.model._meta.get_field(name).related_model._base_manager

    def with_state(self, today=None):
        """Annotate `state` (TrajectoryState) as of today."""
        today = today or timezone.localdate()
        paused = Pause._base_manager.filter(trajectory=OuterRef("pk")).filter(access.in_force(today))
        return self.annotate(
            state=Case(
                When(ended_on__lte=today, then=Value(TrajectoryState.ENDED)),
                When(Exists(paused), started_on__lte=today, then=Value(TrajectoryState.PAUSED)),
                When(started_on__lte=today, then=Value(TrajectoryState.ACTIVE)),
                When(selected=YesNo.NO, then=Value(TrajectoryState.NOT_SELECTED)),
                When(selected=YesNo.YES, then=Value(TrajectoryState.SELECTED)),
                When(intake_on__lte=today, then=Value(TrajectoryState.INTAKE)),
                default=Value(TrajectoryState.REGISTERED),
                output_field=models.CharField(),
            )
        )

    def with_last_contact(self):
        """Annotate `last_contact`: the day of the newest contact moment in which somebody was reached; or none.

        Ringing in vain every week is no contact: whoever is not reached must not be forgotten.
        """
        newest = self._parts("contacts").filter(trajectory=OuterRef("pk")).exclude(result=ContactResult.NOT_REACHED).order_by("-held_on", "-pk")
        return self.annotate(last_contact=models.Subquery(newest.values("held_on")[:1]))

    def without_contact(self, today=None):
        """Selected or under way, and longer without contact than the edition allows.

        Counted from the last contact moment, else from the start, else from the sign-up. One
        query of its own, for the numbers of days that editions have.
        """
        today = today or timezone.localdate()
        too_long = Q(pk__in=[])
        for days in Edition._base_manager.order_by().values_list("contact_within_days", flat=True).distinct():
            too_long |= Q(edition__contact_within_days=days, quiet_since__lt=today - timedelta(days=days))
        quiet_since = Coalesce("last_contact", "started_on", "registered_on")
        waiting = self.with_state(today).filter(selected=YesNo.YES, state__in=[TrajectoryState.SELECTED, TrajectoryState.ACTIVE])
        return waiting.with_last_contact().annotate(quiet_since=quiet_since).filter(too_long)

    def past_planned_end(self, today=None):
        """Started, not ended, and past the planned end, or else past the last day of the edition."""
        today = today or timezone.localdate()
        return self.annotate(expected_end=Coalesce("planned_end_on", "edition__ends_on")).filter(
            started_on__lte=today, ended_on__isnull=True, expected_end__lt=today
        )

    def with_ending_assignment(self, today=None, within_days=14):
        """Not ended, and an assignment ends within so many days."""
        today = today or timezone.localdate()
        ending = self._parts("assignments").filter(
            access.in_force(today), trajectory=OuterRef("pk"), ends_on__lte=today + timedelta(days=within_days)
        )
        return self.filter(Exists(ending), ended_on__isnull=True)


class Trajectory(TrackedModel):
    """One person or one household in one edition, from sign-up to end: the case.

    Of a household, `person` is the member whom one speaks to.
    """

    programme = models.ForeignKey(
        Programme,
        models.PROTECT,  # access filters on it: always the programme of the edition
        related_name="+",
        editable=False,
        db_index=False,
    )
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # figures count it
        related_name="trajectories",
        verbose_name=_("edition"),
        db_index=False,
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,  # erasure is a procedure of its own, not a side effect
        related_name="trajectories",
        verbose_name=_("person"),
    )
    household = models.ForeignKey(
        Household,
        models.PROTECT,  # part of the dossier
        null=True,
        blank=True,
        related_name="trajectories",
        verbose_name=_("household"),
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,  # figures and matching name it
        null=True,
        blank=True,
        related_name="trajectories",
        verbose_name=_("area"),
    )
    languages = JSONField(_("languages spoken"), default=list, blank=True, validators=[check_languages])
    external_id = models.CharField(
        _("own number"), max_length=100, blank=True, help_text=_("The number under which another system knows this trajectory.")
    )
    phase = models.ForeignKey(
        Phase,
        models.PROTECT,  # a phase in use is not thrown away
        null=True,
        blank=True,
        related_name="trajectories",
        verbose_name=_("phase"),
    )

    channel = models.CharField(_("came through"), max_length=30, choices=Channel.choices, blank=True)
    registered_on = models.DateField(_("signed up on"))
    intake_on = models.DateField(_("intake on"), null=True, blank=True)
    selected = models.CharField(_("selected"), max_length=3, choices=YesNo.choices, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    planned_end_on = models.DateField(_("planned end"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=30, choices=EndReason.choices, blank=True)
    completed = models.CharField(_("completed"), max_length=3, choices=YesNo.choices, blank=True)

    labour_status = models.CharField(_("work at the start"), max_length=20, choices=LabourStatus.choices, blank=True)
    labour_status_state = _answer_state(_("work at the start: answer"))
    registered_with_pes = models.CharField(_("registered with UWV or Agentur für Arbeit"), max_length=3, choices=YesNo.choices, blank=True)
    registered_with_pes_state = _answer_state(_("UWV or Agentur für Arbeit: answer"))
    education = models.CharField(_("highest education"), max_length=20, choices=Education.choices, blank=True)
    education_state = _answer_state(_("highest education: answer"))
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,  # lists are ended, never deleted
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality or district"),
    )
    municipality_state = _answer_state(_("municipality or district: answer"))
    on_benefit = models.CharField(_("lives on a benefit (bijstand)"), max_length=3, choices=YesNo.choices, blank=True)
    on_benefit_state = _answer_state(_("lives on a benefit: answer"))

    objects = TrajectoryQuerySet.as_manager()

    programme_path = "programme_id"
    trajectory_path = "pk"
    list_choices: ClassVar[dict] = {"languages": Language}
    view_permission = Permission.VIEW_TRAJECTORY
    personal_fields = (
        "person", "external_id", "channel", "registered_on", "intake_on", "selected", "decided_on", "started_on",
        "planned_end_on", "ended_on", "end_reason", "completed", "labour_status", "registered_with_pes", "education",
        "municipality", "labour_status_state", "registered_with_pes_state", "education_state", "municipality_state", "phase",
        "household", "area", "languages", "on_benefit", "on_benefit_state",
    )  # fmt: skip
    other_fields = (*BASE_FIELDS, "programme", "edition")

    class Meta:
        verbose_name = _("trajectory")
        verbose_name_plural = _("trajectories")
        ordering = ("-registered_on", "-pk")
        indexes = [
            models.Index(fields=["programme", "-registered_on", "-id"], name="trajectory_list"),
            models.Index(fields=["edition", "-registered_on", "-id"], name="trajectory_of_edition"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "external_id"],
                condition=~Q(external_id=""),
                name="trajectory_external_id_once",
                violation_error_message=_("This own number is already used in this edition."),
            ),
            models.UniqueConstraint(
                fields=["edition", "person"],
                condition=Q(ended_on__isnull=True),  # who comes back after an end gets a new one
                name="trajectory_person_once",
                violation_error_message=_("This person already takes part in this edition."),
            ),
            models.UniqueConstraint(
                fields=["edition", "household"],
                condition=Q(ended_on__isnull=True),
                name="trajectory_household_once",
                violation_error_message=_("This household already takes part in this edition."),
            ),
            *(dates_in_order(first, last, f"trajectory_{first[:-3]}_{last[:-3]}", STEP_ORDER[first, last]) for first, last in combinations(STEPS, 2)),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="trajectory_end_reason",
                violation_error_message=_("An end has both a date and a reason."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=False) | Q(completed=""),
                name="trajectory_completed_after_end",
                violation_error_message=_("Whether it was completed can be said only of a trajectory that ended."),
            ),
            *(_answer_coherence(fact) for fact in ENTRY_FACTS),
        ]

    def __str__(self):
        return f"{self.person} · {self.edition}"

    def save(self, **kwargs):
        """Keep the programme in step with the edition."""
        self.programme_id = self.edition.programme_id
        super().save(**kwargs)

    def get_absolute_url(self):
        """The page of this trajectory."""
        return reverse("trajectory", args=[self.pk])


def on_trajectory(related_name):
    """The column of a part of the dossier that names its trajectory."""
    return models.ForeignKey(
        Trajectory,
        models.PROTECT,  # part of the dossier
        related_name=related_name,
        verbose_name=_("trajectory"),
    )


class DossierPart(TrackedModel):
    """Something that hangs on one trajectory and is seen with it."""

    programme_path = "trajectory__programme_id"
    trajectory_path = "trajectory_id"

    class Meta:
        abstract = True


class Pause(DossierPart):
    """A time in which a started trajectory stands still; `ends_on` is the first day on which it goes on."""

    trajectory = on_trajectory("pauses")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    view_permission = Permission.VIEW_TRAJECTORY
    personal_fields = ("trajectory", "starts_on", "ends_on", "reason")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ("starts_on", "pk")
        constraints = [
            dates_in_order("starts_on", "ends_on", "pause_dates", _("A pause cannot end before it starts.")),
            models.UniqueConstraint(
                fields=["trajectory"],
                condition=Q(ends_on__isnull=True),
                name="pause_one_open",
                violation_error_message=_("This trajectory is already paused."),
            ),
        ]

    def __str__(self):
        return f"{self.starts_on} – {self.ends_on or ''}"
