"""What do you want, and how do we get there: themes by rank, goals, and small steps to tick off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from participants import actions, goal_forms
from participants.goal_lists import Plan
from participants.models import Goal, Task, Theme, Trajectory
from participants.tabs import of_module, tabs_of
from participants.views.crumbs import crumbs
from participants.views.parts import PartPage, press, run_form
from participants.views.trajectories import whole
from programmes.choices import Module

HERE = "trajectory_goals"


@page(Permission.VIEW_GOAL, of=Trajectory, methods=("GET",))
@of_module(Module.GOALS)
def trajectory_goals(request, trajectory):
    """The themes by rank, the goals with their small steps, and forms to add; for htmx the short card of the overview."""
    audit.opened(request, trajectory)
    if request.htmx:
        plan = Plan(request.user, trajectory)
        return render(request, "participants/goals_part.html", {"trajectory": trajectory, "plan": plan})
    trajectory = whole(request.user, trajectory)
    may_work = access.can(request.user, Permission.WORK_ON_GOALS, trajectory) and not trajectory.ended_on
    context = {
        "trajectory": trajectory,
        "plan": Plan(request.user, trajectory),
        "tabs": tabs_of(trajectory, HERE),
        "crumbs": crumbs(trajectory, _("Goals")),
        "may_work": may_work,
        "told": "",
        "refused": "",
        "theme_form": _theme_form(request, trajectory) if may_work else None,
    }
    return render(request, "participants/goals.html", context)


def _theme_form(request, trajectory):
    kept = kept_post(request, to=reverse("theme_add", args=[trajectory.pk]))
    return goal_forms.ThemeForm(initial=kept or {}, trajectory=trajectory)


def goals_page(**words):
    """A page with one form, one level under the goals."""
    return PartPage(parent=gettext_lazy("Goals"), parent_url=HERE, **words)


ADD_THEME = goals_page(title=gettext_lazy("Add a theme"), done=gettext_lazy("The theme has been added."))
EDIT_THEME = goals_page(title=gettext_lazy("Change the theme"), done=gettext_lazy("The theme has been saved."))
CLOSE_THEME = goals_page(
    title=gettext_lazy("Close the theme"),
    done=gettext_lazy("The theme has been closed."),
    text=gettext_lazy("This gives no more stress. The themes below it move up one place."),
    submit=gettext_lazy("Close the theme"),
)
SET_GOAL = goals_page(title=gettext_lazy("Set a goal"), done=gettext_lazy("The goal has been set."))
EDIT_GOAL = goals_page(title=gettext_lazy("Change the goal"), done=gettext_lazy("The goal has been saved."))
CLOSE_GOAL = goals_page(
    title=gettext_lazy("Close the goal"),
    done=gettext_lazy("The goal has been closed."),
    text=gettext_lazy("Small steps that are still open are then no longer needed."),
    submit=gettext_lazy("Close the goal"),
)
ADD_TASK = goals_page(title=gettext_lazy("Add a small step"), done=gettext_lazy("The small step has been added."))
EDIT_TASK = goals_page(title=gettext_lazy("Change the small step"), done=gettext_lazy("The small step has been saved."))


@page(Permission.WORK_ON_GOALS, of=Trajectory)
@of_module(Module.GOALS)
def theme_add(request, trajectory):
    """Add a theme, last in the ranking."""
    return run_form(request, trajectory, ADD_THEME, goal_forms.ThemeForm, actions.add_theme)


@page(Permission.WORK_ON_GOALS, of=Trajectory, methods=("POST",))
@of_module(Module.GOALS)
def themes_rank(request, trajectory):
    """Move one theme a place up or down (`up` or `down` is its key); `order` is what the user saw."""
    seen = [int(key) for key in request.POST.get("order", "").split(",") if _is_key(key)]
    told, refused = _("The order has been saved."), ""
    try:
        actions.rank_themes(trajectory, by=request.user, order=_wanted(request.POST, seen), seen_order=seen)
    except ValidationError as refusal:
        told, refused = "", " ".join(refusal.messages)
    if not request.htmx:
        if refused:
            messages.error(request, refused)
        return redirect(f"{reverse(HERE, args=[trajectory.pk])}#themes")
    context = {"trajectory": trajectory, "plan": Plan(request.user, trajectory), "may_work": not trajectory.ended_on}
    return render(request, "participants/themes.html", {**context, "told": told, "refused": refused})


def _is_key(text) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _wanted(data: QueryDict, seen: list[int]) -> list[int]:
    """The order that the user saw, with one theme a place up or down."""
    order = list(seen)
    for name, step in (("up", -1), ("down", 1)):
        key = data.get(name, "")
        if _is_key(key) and int(key) in order:
            place = order.index(int(key))
            if 0 <= place + step < len(order):
                order[place], order[place + step] = order[place + step], order[place]
    return order


@page(Permission.WORK_ON_GOALS, of=Theme)
def theme_edit(request, theme):
    """Change the words, wish or life area."""
    form, initial = goal_forms.ThemeEditForm, goal_forms.ThemeEditForm.initial_of(theme)
    return run_form(request, theme.trajectory, EDIT_THEME, form, actions.change_theme, part=("theme", theme), initial=initial)


@page(Permission.WORK_ON_GOALS, of=Theme)
def theme_close(request, theme):
    """It gives no more stress."""
    return run_form(
        request, theme.trajectory, CLOSE_THEME, goal_forms.CloseThemeForm, actions.close_theme, part=("theme", theme), about=theme.wording
    )


@page(Permission.WORK_ON_GOALS, of=Theme, methods=("POST",))
def theme_reopen(request, theme):
    """It gives stress again."""
    return press(request, HERE, actions.reopen_theme, ("theme", theme), _("The theme is open again."))


@page(Permission.WORK_ON_GOALS, of=Trajectory)
@of_module(Module.GOALS)
def goal_add(request, trajectory):
    """Set a goal for a ranked theme."""
    return run_form(request, trajectory, SET_GOAL, goal_forms.GoalForm, actions.set_goal)


@page(Permission.WORK_ON_GOALS, of=Goal)
def goal_edit(request, goal):
    """Change the words, life area or day."""
    form, initial = goal_forms.GoalEditForm, goal_forms.GoalEditForm.initial_of(goal)
    return run_form(request, goal.trajectory, EDIT_GOAL, form, actions.change_goal, part=("goal", goal), initial=initial)


@page(Permission.WORK_ON_GOALS, of=Goal)
def goal_close(request, goal):
    """Reached, partly reached or dropped."""
    return run_form(request, goal.trajectory, CLOSE_GOAL, goal_forms.CloseGoalForm, actions.close_goal, part=("goal", goal), about=goal.wording)


@page(Permission.WORK_ON_GOALS, of=Goal, methods=("POST",))
def goal_reopen(request, goal):
    """Work on it again."""
    return press(request, HERE, actions.reopen_goal, ("goal", goal), _("The goal is open again."))


@page(Permission.WORK_ON_GOALS, of=Goal)
def task_add(request, goal):
    """Add a small step to a goal."""
    return run_form(request, goal.trajectory, ADD_TASK, goal_forms.TaskForm, actions.add_task, about=goal.wording, goal=goal)


@page(Permission.WORK_ON_GOALS, of=Task)
def task_edit(request, task):
    """Change an open step."""
    form, initial = goal_forms.TaskEditForm, goal_forms.TaskEditForm.initial_of(task)
    return run_form(request, task.trajectory, EDIT_TASK, form, actions.change_task, part=("task", task), initial=initial)


@page(Permission.WORK_ON_GOALS, of=Task, methods=("POST",))
def task_tick(request, task):
    """Tick it off today."""
    return press(request, HERE, actions.tick_task, ("task", task), _("The small step has been ticked off."))


@page(Permission.WORK_ON_GOALS, of=Task, methods=("POST",))
def task_drop(request, task):
    """It is no longer needed."""
    return press(request, HERE, actions.drop_task, ("task", task), _("The small step is no longer needed."))


@page(Permission.WORK_ON_GOALS, of=Task, methods=("POST",))
def task_reopen(request, task):
    """It was not done after all, or is needed again."""
    return press(request, HERE, actions.reopen_task, ("task", task), _("The small step is open again."))
