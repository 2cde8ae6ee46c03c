"""Who takes part: persons, their trajectories, and what happens along the way."""

from datetime import timedelta
from itertools import combinations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unidecode import unidecode

from casetrack import access
from casetrack.access import ByAssignment, Permission, Role, RowException
from casetrack.choices import AnswerState, Country
from casetrack.models import TrackedModel, TrackedQuerySet
from participants.choices import (
    AttendanceStatus,
    Channel,
    ContactChannel,
    ContactResult,
    Education,
    EndReason,
    LabourStatus,
    Sex,
    TrajectoryState,
    YesNo,
)
from programmes.models import BASE_FIELDS, Edition, Municipality, Phase, Programme, Session, dates_in_order


def name_key(first_name: str, last_name: str) -> str:
    """A name as it is compared and sorted: last name first, small letters, no accents, single spaces."""
    return " ".join(unidecode(f"{last_name} {first_name}").casefold().split())[:300]


class Person(TrackedModel):
    """A participant; never made without a trajectory to exist for."""

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

    access_through = "trajectories"
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

    def save(self, **kwargs):
        """Keep the name for search in step."""
        self.name_key = name_key(self.first_name, self.last_name)
        super().save(**kwargs)

    def get_absolute_url(self):
        """The page of this person."""
        return reverse("person", args=[self.pk])


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
ENTRY_FACTS = ("labour_status", "registered_with_pes", "education", "municipality")


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
        """Annotate `last_contact`: the day of the newest contact moment, whatever came of it; or none."""
        newest = ContactMoment._base_manager.filter(trajectory=OuterRef("pk")).order_by("-held_on", "-pk")
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
        ending = Assignment._base_manager.filter(access.in_force(today), trajectory=OuterRef("pk"), ends_on__lte=today + timedelta(days=within_days))
        return self.filter(Exists(ending), ended_on__isnull=True)


class Trajectory(TrackedModel):
    """One person in one edition, from sign-up to end: the case."""

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

    objects = TrajectoryQuerySet.as_manager()

    programme_path = "programme_id"
    trajectory_path = "pk"
    view_permission = Permission.VIEW_TRAJECTORY
    personal_fields = (
        "person", "external_id", "channel", "registered_on", "intake_on", "selected", "decided_on", "started_on",
        "planned_end_on", "ended_on", "end_reason", "completed", "labour_status", "registered_with_pes", "education",
        "municipality", "labour_status_state", "registered_with_pes_state", "education_state", "municipality_state", "phase",
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
                name="trajectory_person_once",
                violation_error_message=_("This person already takes part in this edition."),
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


def _trajectory(related_name):
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

    trajectory = _trajectory("pauses")
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


# A right on one dossier lasts no longer than the work in its programme: who left there is out at once.
@access.facts(ByAssignment, subject="trajectory_id", within="trajectory__programme_id")
class Assignment(DossierPart):
    """A user who guides a trajectory, in a role, for some time; `ends_on` is the first day without it."""

    ROLES = [Role.COACH]

    trajectory = _trajectory("assignments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who could see what must stay known
        related_name="assignments",
        verbose_name=_("user"),
    )
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in ROLES], default=Role.COACH)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day without this role."))

    view_permission = Permission.VIEW_ASSIGNMENT
    personal_fields = ("trajectory", "user", "role", "starts_on", "ends_on")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("-starts_on", "-pk")
        indexes = [models.Index(fields=["user", "role", "trajectory"], name="assignment_of_user")]
        constraints = [
            dates_in_order("starts_on", "ends_on", "assignment_dates", _("An assignment cannot end before it starts.")),
            models.UniqueConstraint(
                fields=["trajectory", "user", "role"],
                condition=Q(ends_on__isnull=True),
                name="assignment_once",
                violation_error_message=_("This colleague is already assigned to this trajectory."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"


@access.facts(RowException, subject="content_object_id", within="content_object__programme_id")
class TrajectoryException(RowException, DossierPart):
    """A colleague may read one dossier for a while, outside the rules: with reason, grantor and end date."""

    content_object = models.ForeignKey(
        Trajectory,
        models.PROTECT,  # who could see what must stay known
        related_name="exceptions",
        verbose_name=_("trajectory"),
    )

    objects = TrackedQuerySet.as_manager()  # not guardian's

    programme_path = "content_object__programme_id"
    trajectory_path = "content_object_id"
    view_permission = Permission.VIEW_ASSIGNMENT
    personal_fields = ("user", "reason", "granted_by", "content_object")
    other_fields = (*BASE_FIELDS, "permission", "starts_on", "ends_on")

    class Meta:
        verbose_name = _("access for a colleague")
        verbose_name_plural = _("access for colleagues")
        ordering = ("-starts_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="exception_dates",
                violation_error_message=_("Access cannot end before it starts."),
            )
        ]

    def __str__(self):
        return str(self.user)


class ContactMoment(DossierPart):
    """What happened, when, by which channel, reached or not."""

    trajectory = _trajectory("contacts")
    held_on = models.DateField(_("date"), default=timezone.localdate)
    channel = models.CharField(_("how"), max_length=20, choices=ContactChannel.choices)
    result = models.CharField(_("result"), max_length=20, choices=ContactResult.choices, default=ContactResult.SPOKEN)
    note = models.TextField(_("note"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # a note has an author
        related_name="+",
        verbose_name=_("author"),
    )

    view_permission = Permission.VIEW_CONTACT
    personal_fields = ("trajectory", "held_on", "channel", "result", "note", "author")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("contact moment")
        verbose_name_plural = _("contact moments")
        ordering = ("-held_on", "-pk")
        indexes = [models.Index(fields=["trajectory", "-held_on", "-id"], name="contact_of_trajectory")]

    def __str__(self):
        return f"{self.held_on}, {self.get_channel_display()}"


class Attendance(DossierPart):
    """Was somebody there, at one session."""

    trajectory = _trajectory("attendances")
    session = models.ForeignKey(
        Session,
        models.PROTECT,  # part of the dossier
        related_name="attendances",
        verbose_name=_("session"),
    )
    status = models.CharField(_("attendance"), max_length=10, choices=AttendanceStatus.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1440)])

    view_permission = Permission.VIEW_ATTENDANCE
    personal_fields = ("trajectory", "session", "status", "minutes")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ("session", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "trajectory"],
                name="attendance_once",
                violation_error_message=_("Attendance is already recorded for this session."),
            )
        ]

    def __str__(self):
        return f"{self.session}: {self.get_status_display()}"
