"""Themes ranked by stress, goals in own words, and the small steps to them."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from participants.actions.parts import change_part, not_ended, not_to_come, part_of, works_with
from participants.choices import Event, GoalState
from participants.models import Goal, Task, Theme
from programmes.choices import Module


def _open_themes(trajectory):
    """The themes of now, by rank; the trajectory is locked, so nobody else ranks them at this moment."""
    return list(trajectory.themes.filter(closed_on__isnull=True).select_for_update().order_by("rank", "pk"))


def _number(themes, *, by):
    """Give these themes the ranks 1, 2, 3, …; only what moves is changed."""
    for rank, theme in enumerate(themes, start=1):
        if theme.rank != rank:
            theme.rank = rank
            theme.record(Event.THEMES_RANKED, by=by)


def _of_edition(trajectory, **named):
    for name, row in named.items():
        if row is not None and row.edition_id != trajectory.edition_id:
            raise Refusal({name: _("This belongs to another edition.")})


# ── Themes ────────────────────────────────────────────────────────────────────────────────────


@action(Permission.WORK_ON_GOALS)
def add_theme(trajectory, *, by, wording="", wish=None, life_area=None, submission=None):
    """Add something that gives stress, in own words or as a wish of the edition's list; it comes last in the ranking."""
    if made := already_made(Theme, submission, by=by):
        return made
    works_with(trajectory, Module.GOALS)
    not_ended(trajectory)
    _of_edition(trajectory, wish=wish, life_area=life_area)
    if not wording and wish is None:
        raise Refusal({"wording": _("Say it in own words, or choose a wish.")})
    return Theme(
        trajectory=trajectory, wording=wording or wish.name, wish=wish, life_area=life_area, rank=len(_open_themes(trajectory)) + 1,
        submission=submission,
    ).record(Event.THEME_ADDED, by=by)  # fmt: skip


@action(Permission.WORK_ON_GOALS)
def change_theme(trajectory, *, by, theme, theme_version=None, **fields):
    """Change the words, the wish or the life area of a theme; the rank changes by `rank_themes` only."""
    not_ended(trajectory)
    _of_edition(trajectory, **{name: fields[name] for name in ("wish", "life_area") if name in fields})
    return change_part(trajectory, theme, theme_version, Event.THEME_CHANGED, by=by, **fields)


@action(Permission.WORK_ON_GOALS)
def rank_themes(trajectory, *, by, order, seen_order=None):
    """Put the open themes in `order` (keys, all of them, each once; the first gives most stress): ranks 1 to n.

    `seen_order` is the order that the user saw: when it has changed since, nothing is changed.
    """
    not_ended(trajectory)
    themes = {theme.pk: theme for theme in _open_themes(trajectory)}
    if sorted(themes) != sorted(order) or (seen_order is not None and list(seen_order) != list(themes)):
        raise Refusal(_("The themes have changed in the meantime. Look at the page again."))
    _number([themes[key] for key in order], by=by)
    return trajectory


@action(Permission.WORK_ON_GOALS)
def close_theme(trajectory, *, by, theme, closed_on=None, theme_version=None):
    """This gives no more stress since `closed_on` (default today); the themes below it move up."""
    not_ended(trajectory)
    theme = part_of(trajectory, theme, theme_version)
    if theme.closed_on:
        raise Refusal(_("This theme is already closed."))
    if theme.goals.filter(state=GoalState.OPEN).exists():
        raise Refusal(_("A goal of this theme is still open. Close the goal first."))
    theme.closed_on = not_to_come("closed_on", closed_on)
    theme.record(Event.THEME_CLOSED, by=by)
    _number(_open_themes(trajectory), by=by)
    return theme


@action(Permission.WORK_ON_GOALS)
def reopen_theme(trajectory, *, by, theme, theme_version=None):
    """A closed theme gives stress again; it comes last in the ranking."""
    not_ended(trajectory)
    theme = part_of(trajectory, theme, theme_version)
    if theme.closed_on is None:
        raise Refusal(_("This theme is open."))
    theme.closed_on, theme.rank = None, len(_open_themes(trajectory)) + 1
    return theme.record(Event.THEME_REOPENED, by=by)


# ── Goals ─────────────────────────────────────────────────────────────────────────────────────


@action(Permission.WORK_ON_GOALS)
def set_goal(trajectory, *, by, wording, theme=None, life_area=None, set_on=None, submission=None):
    """Set a goal for a ranked theme; the first goal of a trajectory belongs to the theme that gives most stress."""
    if made := already_made(Goal, submission, by=by):
        return made
    works_with(trajectory, Module.GOALS)
    not_ended(trajectory)
    _of_edition(trajectory, life_area=life_area)
    theme = _ranked(trajectory, theme)
    return Goal(
        trajectory=trajectory, theme=theme, life_area=life_area or theme.life_area, wording=wording, set_on=not_to_come("set_on", set_on),
        submission=submission,
    ).record(Event.GOAL_SET, by=by)  # fmt: skip


def _ranked(trajectory, theme):
    """The theme of a new goal, when it may have one; raises Refusal with the reason."""
    themes = _open_themes(trajectory)
    if not themes:
        raise Refusal({"theme": _("A goal begins with what gives stress. Add the themes first, and put them in order.")})
    if theme is None:
        raise Refusal({"theme": _("Choose the theme that this goal is for.")})
    theme = part_of(trajectory, theme)
    if theme.closed_on:
        raise Refusal({"theme": _("This theme is closed. Choose another one.")})
    if theme.rank != 1 and not trajectory.goals.exists():
        raise Refusal(
            {"theme": _("The first goal is for the theme that gives most stress: “%(theme)s”. Choose that one, or change the order of the themes.")
             % {"theme": themes[0].wording}}
        )  # fmt: skip
    return theme


@action(Permission.WORK_ON_GOALS)
def change_goal(trajectory, *, by, goal, goal_version=None, **fields):
    """Change the words, the life area or the day of a goal; its theme stays."""
    not_ended(trajectory)
    _of_edition(trajectory, life_area=fields.get("life_area"))
    not_to_come("set_on", fields.get("set_on"))
    return change_part(trajectory, goal, goal_version, Event.GOAL_CHANGED, by=by, **fields)


@action(Permission.WORK_ON_GOALS)
def close_goal(trajectory, *, by, goal, state, closed_on=None, goal_version=None):
    """The goal is reached, partly reached or dropped; its small steps that are still open are no longer needed."""
    not_ended(trajectory)
    goal = part_of(trajectory, goal, goal_version)
    if goal.state != GoalState.OPEN:
        raise Refusal(_("This goal is already closed."))
    if state == GoalState.OPEN:
        raise Refusal({"state": _("Choose how the goal ended.")})
    goal.state, goal.closed_on = state, not_to_come("closed_on", closed_on)
    goal.record(Event.GOAL_CLOSED, by=by)
    for task in goal.tasks.filter(done_on__isnull=True, dropped_on__isnull=True):
        task.dropped_on = goal.closed_on
        task.record(Event.TASK_DROPPED, by=by)
    return goal


@action(Permission.WORK_ON_GOALS)
def reopen_goal(trajectory, *, by, goal, goal_version=None):
    """Work on a closed goal again."""
    not_ended(trajectory)
    goal = part_of(trajectory, goal, goal_version)
    if goal.state == GoalState.OPEN:
        raise Refusal(_("This goal is open."))
    if goal.theme.closed_on:
        raise Refusal(_("The theme of this goal is closed. Open the theme again first."))
    goal.state, goal.closed_on = GoalState.OPEN, None
    return goal.record(Event.GOAL_REOPENED, by=by)


# ── Tasks ─────────────────────────────────────────────────────────────────────────────────────


@action(Permission.WORK_ON_GOALS)
def add_task(trajectory, *, by, goal, wording, who, help_step="", due_on=None, submission=None):
    """Add a small step to an open goal: who does it, when, and what kind of help it is."""
    if made := already_made(Task, submission, by=by):
        return made
    not_ended(trajectory)
    goal = part_of(trajectory, goal)
    if goal.state != GoalState.OPEN:
        raise Refusal(_("This goal is closed. Open it again first."))
    return Task(
        trajectory=trajectory, goal=goal, wording=wording, who=who, help_step=help_step, due_on=due_on, submission=submission
    ).record(Event.TASK_ADDED, by=by)  # fmt: skip


def _open_task(trajectory, task, seen_version):
    task = part_of(trajectory, task, seen_version)
    if task.done_on:
        raise Refusal(_("This small step has already been ticked off."))
    if task.dropped_on:
        raise Refusal(_("This small step is no longer needed. Open it again first."))
    return task


@action(Permission.WORK_ON_GOALS)
def change_task(trajectory, *, by, task, task_version=None, **fields):
    """Change an open task."""
    not_ended(trajectory)
    task = _open_task(trajectory, task, task_version)
    for name, value in fields.items():
        setattr(task, name, value)
    return task.record(Event.TASK_CHANGED, by=by)


@action(Permission.WORK_ON_GOALS)
def tick_task(trajectory, *, by, task, done_on=None, task_version=None):
    """The task was done on `done_on` (default today)."""
    not_ended(trajectory)
    task = _open_task(trajectory, task, task_version)
    task.done_on = not_to_come("done_on", done_on)
    return task.record(Event.TASK_DONE, by=by)


@action(Permission.WORK_ON_GOALS)
def drop_task(trajectory, *, by, task, task_version=None):
    """The task is no longer needed, from today."""
    not_ended(trajectory)
    task = _open_task(trajectory, task, task_version)
    task.dropped_on = timezone.localdate()
    return task.record(Event.TASK_DROPPED, by=by)


@action(Permission.WORK_ON_GOALS)
def reopen_task(trajectory, *, by, task, task_version=None):
    """A task that was ticked off was not done after all, or one that was dropped is needed again."""
    not_ended(trajectory)
    task = part_of(trajectory, task, task_version)
    if task.done_on is None and task.dropped_on is None:
        raise Refusal(_("This small step is open."))
    if task.goal.state != GoalState.OPEN:
        raise Refusal(_("This goal is closed. Open it again first."))
    event = Event.TASK_UNDONE if task.done_on else Event.TASK_REOPENED
    task.done_on = task.done_in = task.dropped_on = None
    return task.record(event, by=by)
