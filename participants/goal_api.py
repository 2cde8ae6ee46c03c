"""The API of themes, goals and tasks."""

from django.urls import path
from rest_framework import routers
from rest_framework.serializers import CharField, ChoiceField, DateField, IntegerField, ListField, PrimaryKeyRelatedField

from casetrack.api import ReadViewSet, RowKey, post, rows_of
from participants import actions
from participants.api import PartViewSet
from participants.choices import GoalState, HelpStep
from participants.models import Goal, Task, Theme, Trajectory
from programmes.models import LifeArea, Wish


class OfEdition(PrimaryKeyRelatedField):
    """The key of a piece of the configuration of the edition of the row of this URL."""

    def __init__(self, model=None, **kwargs):
        self.model = model
        super().__init__(queryset=model.objects.none(), **kwargs)

    def __deepcopy__(self, memo):
        return type(self)(*self._args, **self._kwargs)

    def get_queryset(self):
        """Those of this edition."""
        view = self.context.get("view")
        trajectory = view.get_object() if view and "pk" in view.kwargs else None
        return self.model.objects.filter(edition=trajectory.edition_id) if trajectory else self.model.objects.none()


def seen(what):
    """The version of a part, which has moved on when somebody else changed it."""
    return IntegerField(required=False, help_text=f"The version of the {what} that you saw.")


def keys():
    """Keys of themes, in an order."""
    return ListField(child=IntegerField(min_value=1), max_length=200)


class TrajectoryGoalsViewSet(ReadViewSet):
    """What the participant wants, and how to get there."""

    model = Trajectory
    serializer_class = rows_of(Trajectory, ["edition"])

    add_theme = post(
        actions.add_theme,
        creates=True,
        wording=CharField(max_length=300, required=False, allow_blank=True),
        wish=OfEdition(Wish, required=False, allow_null=True),
        life_area=OfEdition(LifeArea, required=False, allow_null=True),
    )
    change_theme = post(
        actions.change_theme,
        theme=RowKey(Theme),
        theme_version=seen("theme"),
        wording=CharField(max_length=300, required=False),
        wish=OfEdition(Wish, required=False, allow_null=True),
        life_area=OfEdition(LifeArea, required=False, allow_null=True),
    )
    rank_themes = post(actions.rank_themes, order=keys(), seen_order=ListField(child=IntegerField(min_value=1), required=False, max_length=200))
    close_theme = post(actions.close_theme, theme=RowKey(Theme), theme_version=seen("theme"), closed_on=DateField(required=False))
    reopen_theme = post(actions.reopen_theme, theme=RowKey(Theme), theme_version=seen("theme"))
    set_goal = post(
        actions.set_goal,
        creates=True,
        theme=RowKey(Theme, required=False, allow_null=True),
        wording=CharField(max_length=300),
        life_area=OfEdition(LifeArea, required=False, allow_null=True),
        set_on=DateField(required=False),
    )
    change_goal = post(
        actions.change_goal,
        goal=RowKey(Goal),
        goal_version=seen("goal"),
        wording=CharField(max_length=300, required=False),
        life_area=OfEdition(LifeArea, required=False, allow_null=True),
        set_on=DateField(required=False),
    )
    close_goal = post(
        actions.close_goal,
        goal=RowKey(Goal),
        goal_version=seen("goal"),
        state=ChoiceField([choice for choice in GoalState.choices if choice[0] != GoalState.OPEN]),
        closed_on=DateField(required=False),
    )
    reopen_goal = post(actions.reopen_goal, goal=RowKey(Goal), goal_version=seen("goal"))
    add_task = post(
        actions.add_task,
        creates=True,
        goal=RowKey(Goal),
        wording=CharField(max_length=300),
        who=CharField(max_length=100),
        help_step=ChoiceField(HelpStep.choices, required=False, allow_blank=True),
        due_on=DateField(required=False, allow_null=True),
    )
    change_task = post(
        actions.change_task,
        task=RowKey(Task),
        task_version=seen("task"),
        wording=CharField(max_length=300, required=False),
        who=CharField(max_length=100, required=False),
        help_step=ChoiceField(HelpStep.choices, required=False, allow_blank=True),
        due_on=DateField(required=False, allow_null=True),
    )
    tick_task = post(actions.tick_task, task=RowKey(Task), task_version=seen("task"), done_on=DateField(required=False))
    drop_task = post(actions.drop_task, task=RowKey(Task), task_version=seen("task"))
    reopen_task = post(actions.reopen_task, task=RowKey(Task), task_version=seen("task"))


class ThemeViewSet(PartViewSet):
    """Themes, in the participant's own order."""

    model = Theme
    order = ("rank", "pk")
    serializer_class = rows_of(Theme, ["trajectory", "wording", "wish", "life_area", "rank", "closed_on"])


class GoalViewSet(PartViewSet):
    """Goals."""

    model = Goal
    serializer_class = rows_of(Goal, ["trajectory", "theme", "life_area", "wording", "set_on", "state", "closed_on"])


class TaskViewSet(PartViewSet):
    """The small steps to a goal."""

    model = Task
    serializer_class = rows_of(Task, ["trajectory", "goal", "wording", "who", "help_step", "due_on", "done_on", "done_in", "dropped_on"])


router = routers.SimpleRouter()
router.register("themes", ThemeViewSet, "api-theme")
router.register("goals", GoalViewSet, "api-goal")
router.register("tasks", TaskViewSet, "api-task")
NAMES = (
    "add_theme", "change_theme", "rank_themes", "close_theme", "reopen_theme", "set_goal", "change_goal", "close_goal", "reopen_goal", "add_task",
    "change_task", "tick_task", "drop_task", "reopen_task",
)  # fmt: skip
urlpatterns = [
    *router.urls,
    *(
        path(
            f"trajectories/<int:pk>/{name.replace('_', '-')}/",
            TrajectoryGoalsViewSet.as_view({"post": name}),
            name=f"api-trajectory-{name.replace('_', '-')}",
        )
        for name in NAMES
    ),
]
