"""The themes, goals and small steps of a made-up dossier, in the order of time: ranked, ranked again, reached or not."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from outcomes.demo.neighbourhood.cases import Case
from outcomes.demo.neighbourhood.talks import Talk
from outcomes.demo.neighbourhood.topics import Plan, Topic
from outcomes.demo.neighbourhood.topics import Step as SmallStep
from participants.choices import Event, GoalState

JUST_NOW = timedelta(days=30)  # of whoever is under way, no goal was closed in these days: the next one could not have begun


@dataclass
class Change:
    """One event of a theme, goal or task: on which day, and which columns it changes."""

    day: date
    event: Event
    columns: dict = field(default_factory=dict)


@dataclass
class ThemePlan:
    """A theme; `rank` is the one of the moment while the plan is made."""

    topic: Topic
    rank: int
    changes: list[Change]
    row: object = None


@dataclass
class GoalPlan:
    """A goal for a theme."""

    theme: ThemePlan
    plan: Plan
    set_on: date
    changes: list[Change]
    row: object = None


@dataclass
class TaskPlan:
    """A small step to a goal; `talk` is the contact in which it was ticked off."""

    goal: GoalPlan
    step: SmallStep
    due_on: date | None
    changes: list[Change]
    talk: Talk | None = None


@dataclass
class Work:
    """All of it, of one case."""

    themes: list[ThemePlan] = field(default_factory=list)
    goals: list[GoalPlan] = field(default_factory=list)
    tasks: list[TaskPlan] = field(default_factory=list)


def work(case: Case, talks: list[Talk], rng, today: date) -> Work:
    """What this household or person worked on until it ended, or until the last contact."""
    made = Work()
    spoken = [talk for talk in talks if talk.reached and talk.day >= case.started_on]
    if not spoken:
        return made
    last, first = case.ended_on or today, spoken[min(1, len(spoken) - 1)].day
    made.themes = [ThemePlan(topic, rank, [Change(first, Event.THEME_ADDED)]) for rank, topic in enumerate(case.topics, start=1)]
    waiting, day = list(made.themes), first + timedelta(days=rng.randint(0, 6))
    while waiting and day <= last:
        _swap(waiting, day, rng) if made.goals else None
        theme, done = waiting[0], True
        for plan in theme.topic.goals:
            goes_on = case.ended_on is None and len(waiting) == 1 and plan is theme.topic.goals[-1]
            if goes_on:
                # Whoever is under way works on something: the last goal is of these weeks.
                day = max(day, last - timedelta(days=rng.randint(12, 45)))
            day, done = _goal(made, case, theme, plan, day, spoken, rng, last, goes_on=goes_on)
            if not done or day > last:
                break
        if not done or day > last:
            break
        waiting.pop(0)
        theme.changes.append(Change(day, Event.THEME_CLOSED, {"closed_on": day}))
        _number(waiting, day)
        day += timedelta(days=rng.randint(2, 12))
    return made


def _swap(waiting, day, rng):
    """Now and then the participant finds that something else gives more stress."""
    if len(waiting) > 1 and rng.random() < 0.5:
        waiting[0], waiting[1] = waiting[1], waiting[0]
        _number(waiting, day)


def _number(waiting, day):
    for rank, theme in enumerate(waiting, start=1):
        if theme.rank != rank:
            theme.rank = rank
            theme.changes.append(Change(day, Event.THEMES_RANKED, {"rank": rank}))


def _goal(made, case, theme, plan, day, spoken, rng, last, *, goes_on):
    """Set a goal and its steps on `day`; returns the day after it, and whether it was closed by `last`."""
    goal = GoalPlan(theme, plan, day, [Change(day, Event.GOAL_SET)])
    made.goals.append(goal)
    end = day + timedelta(days=14 * len(plan.steps) + rng.randint(10, 35))
    runs_on = goes_on or (case.ended_on is None and end > last - JUST_NOW)
    closed = None if runs_on else min(end, last)
    state = None
    if closed:
        odds = (62, 28, 10) if end <= last else (15, 55, 30)
        state = rng.choices((GoalState.REACHED, GoalState.PARTLY, GoalState.DROPPED), odds)[0]
    for place, step in enumerate(plan.steps):
        due = day + timedelta(days=12 * (place + 1) + rng.randint(0, 5))
        made.tasks.append(_task(goal, step, due, closed, state, place == len(plan.steps) - 1, spoken, rng, last))
    if closed is None:
        return last, False
    goal.changes.append(Change(closed, Event.GOAL_CLOSED, {"state": state, "closed_on": closed}))
    return closed + timedelta(days=rng.randint(0, 4)), end <= last


def _task(goal, step, due, closed, state, is_last, spoken, rng, last):
    task = TaskPlan(goal, step, due, [Change(goal.set_on, Event.TASK_ADDED)])
    wanted = due - timedelta(days=rng.randint(0, 5))
    limit = closed or last
    left_out = (state == GoalState.PARTLY and is_last) or (state == GoalState.DROPPED and rng.random() < 0.6)
    overdue = closed is None and rng.random() < 0.25
    if wanted <= limit and not left_out and not overdue:
        talk = next((talk for talk in spoken if wanted <= talk.day <= limit), None)
        done = talk.day if talk and rng.random() < 0.7 else wanted
        task.talk = talk if talk and done == talk.day else None
        task.changes.append(Change(done, Event.TASK_DONE, {"done_on": done}))
    elif closed:
        task.changes.append(Change(closed, Event.TASK_DROPPED, {"dropped_on": closed}))
    return task
