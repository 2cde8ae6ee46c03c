"""What the page of goals shows: themes by rank, goals with their small steps, and what is past its day."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from participants.choices import GoalState
from participants.models import Goal, Task, Theme


def is_open(task) -> bool:
    """Still to be done."""
    return task.done_on is None and task.dropped_on is None


def is_overdue(task, today=None) -> bool:
    """Still to be done, and its day has passed."""
    return is_open(task) and task.due_on is not None and task.due_on < (today or timezone.localdate())


@dataclass
class Step:
    """A task as it is shown."""

    task: Task
    open: bool
    overdue: bool


@dataclass
class GoalRow:
    """A goal with its small steps, the open ones first."""

    goal: Goal
    steps: list[Step] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many steps were ticked off."""
        return sum(step.task.done_on is not None for step in self.steps)

    @property
    def counted(self) -> int:
        """How many steps there are, without those that were dropped."""
        return sum(step.task.dropped_on is None for step in self.steps)


@dataclass
class Plan:
    """What a participant wants and how to get there; three queries in all."""

    user: object
    trajectory: object

    def _rows(self, model):
        return model.objects.allowed(self.user, model.view_permission).filter(trajectory=self.trajectory)

    @cached_property
    def themes(self) -> list[Theme]:
        """All themes, by rank."""
        return list(self._rows(Theme).select_related("wish", "life_area").order_by("rank", "pk"))

    @property
    def ranked(self) -> list[Theme]:
        """The themes of now: the first gives most stress."""
        return [theme for theme in self.themes if theme.closed_on is None]

    @property
    def closed_themes(self) -> list[Theme]:
        """What gives no more stress."""
        return [theme for theme in self.themes if theme.closed_on]

    @property
    def order(self) -> str:
        """The keys of the ranked themes in their order, as a form sends them back."""
        return ",".join(str(theme.pk) for theme in self.ranked)

    @cached_property
    def goals(self) -> list[GoalRow]:
        """All goals with their steps, by the rank of their theme."""
        rows = self._rows(Goal).select_related("theme", "life_area").order_by("theme__rank", "set_on", "pk")
        found = {goal.pk: GoalRow(goal) for goal in rows}
        today = timezone.localdate()
        for task in self._rows(Task).select_related("done_in").order_by("due_on", "pk"):
            if row := found.get(task.goal_id):
                row.steps.append(Step(task, is_open(task), is_overdue(task, today)))
        for row in found.values():
            row.steps.sort(key=lambda step: (not step.open, step.task.dropped_on is not None))
        return list(found.values())

    @property
    def open_goals(self) -> list[GoalRow]:
        """The goals that are worked on."""
        return [row for row in self.goals if row.goal.state == GoalState.OPEN]

    @property
    def closed_goals(self) -> list[GoalRow]:
        """Reached, partly reached or dropped; the newest first."""
        return sorted(
            (row for row in self.goals if row.goal.state != GoalState.OPEN), key=lambda row: (row.goal.closed_on, row.goal.pk), reverse=True
        )

    @property
    def overdue(self) -> int:
        """How many open steps are past their day."""
        return sum(step.overdue for row in self.open_goals for step in row.steps)
