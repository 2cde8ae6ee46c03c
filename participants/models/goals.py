"""What the participant wants, ranked by stress, and the small steps to it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from participants.choices import GoalState, HelpStep
from participants.models.contacts import ContactMoment
from participants.models.trajectories import DossierPart, on_trajectory
from programmes.models import BASE_FIELDS, LifeArea, Wish, dates_in_order


class Theme(DossierPart):
    """Something that gives the participant stress, in their own words; rank 1 gives most.

    `rank` is given by the participant, never by us; every change of it is history.
    """

    trajectory = on_trajectory("themes")
    wording = models.CharField(_("in own words"), max_length=300)
    wish = models.ForeignKey(
        Wish,
        models.PROTECT,  # figures name it
        null=True,
        blank=True,
        related_name="themes",
        verbose_name=_("wish"),
    )
    life_area = models.ForeignKey(
        LifeArea,
        models.PROTECT,  # figures name it
        null=True,
        blank=True,
        related_name="themes",
        verbose_name=_("life area"),
    )
    rank = models.PositiveSmallIntegerField(_("rank"), validators=[MinValueValidator(1)])
    closed_on = models.DateField(_("no longer a theme since"), null=True, blank=True)

    view_permission = Permission.VIEW_GOAL
    told_by = "wording"
    personal_fields = ("trajectory", "wording", "wish", "life_area", "rank", "closed_on")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("rank", "pk")

    def __str__(self):
        return self.wording


class Goal(DossierPart):
    """What the participant wants to reach, in own words; it belongs to a theme that was ranked."""

    trajectory = on_trajectory("goals")
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,  # a goal comes from a ranked theme
        related_name="goals",
        verbose_name=_("theme"),
    )
    life_area = models.ForeignKey(
        LifeArea,
        models.PROTECT,  # figures name it
        null=True,
        blank=True,
        related_name="goals",
        verbose_name=_("life area"),
    )
    wording = models.CharField(_("goal in own words"), max_length=300)
    set_on = models.DateField(_("set on"), default=timezone.localdate)
    state = models.CharField(_("how it stands"), max_length=10, choices=GoalState.choices, default=GoalState.OPEN)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    view_permission = Permission.VIEW_GOAL
    told_by = "wording"
    personal_fields = ("trajectory", "theme", "life_area", "wording", "set_on", "state", "closed_on")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ("set_on", "pk")
        constraints = [
            dates_in_order("set_on", "closed_on", "goal_dates", _("A goal cannot be closed before it was set.")),
            models.CheckConstraint(
                condition=Q(state=GoalState.OPEN, closed_on__isnull=True) | (~Q(state=GoalState.OPEN) & Q(closed_on__isnull=False)),
                name="goal_closed",
                violation_error_message=_("A goal that is closed has a day, and one that is open has none."),
            ),
        ]

    def __str__(self):
        return self.wording


class Task(DossierPart):
    """A small step to a goal: who does it, and when; ticked off in a contact or on its own."""

    trajectory = on_trajectory("tasks")
    goal = models.ForeignKey(
        Goal,
        models.PROTECT,  # part of the dossier
        related_name="tasks",
        verbose_name=_("goal"),
    )
    wording = models.CharField(_("small step"), max_length=300)
    who = models.CharField(_("who does it"), max_length=100, help_text=_("The participant, you, or somebody else, in words."))
    help_step = models.CharField(_("kind of help"), max_length=20, choices=HelpStep.choices, blank=True)
    due_on = models.DateField(_("when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_in = models.ForeignKey(
        ContactMoment,
        models.PROTECT,  # part of the dossier
        null=True,
        blank=True,
        related_name="done_tasks",
        verbose_name=_("ticked off in"),
    )
    dropped_on = models.DateField(_("no longer needed since"), null=True, blank=True)

    view_permission = Permission.VIEW_GOAL
    told_by = "wording"
    personal_fields = ("trajectory", "goal", "wording", "who", "help_step", "due_on", "done_on", "done_in", "dropped_on")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True),
                name="task_done_or_dropped",
                violation_error_message=_("A task is either done or no longer needed."),
            )
        ]

    def __str__(self):
        return self.wording
