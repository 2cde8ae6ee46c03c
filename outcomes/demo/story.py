"""A row and the events that made it what it is: saved in bulk, with one history row for each event.

The demonstration tells years of work; the history rows carry the days on which it happened.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from casetrack import bulk

HERE = ZoneInfo("Europe/Amsterdam")
FIRST_MINUTE, MINUTES = 9 * 60, 7 * 60
HISTORY_COLUMNS = ("history_date", "history_change_reason", "history_type", "history_user_id", "history_why")


def moment(day: date, salt: int) -> datetime:
    """A time on `day` in working hours; `salt` spreads them, the same on every run."""
    minute = FIRST_MINUTE + (day.toordinal() * 31 + salt * 17) % MINUTES
    return datetime.combine(day, time(minute // 60, minute % 60), HERE)


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@dataclass
class Step:
    """One event: when, by whom (None: the clock, or a public form), why, and what it changed."""

    at: datetime
    by: object
    event: object
    why: str
    changes: dict


@dataclass
class Story:
    """A row that is not saved yet, and its events in order; the first one makes it."""

    row: object
    salt: int = 0
    steps: list[Step] = field(default_factory=list)

    def then(self, day, event, *, by, why="", **changes):
        """The next event, on `day`, later than the one before it; returns the story."""
        at = min(moment(day, self.salt + len(self.steps)), timezone.now())
        if self.steps and at <= self.steps[-1].at:
            at = self.steps[-1].at + timedelta(minutes=4)
        self.steps.append(Step(at, by, event, why, changes))
        return self


def save(stories: list[Story]) -> list:
    """Add the rows of these stories, all of one model, and their history; returns the rows.

    The rows they point to are saved before. What the columns and constraints of the database
    do not allow raises IntegrityError.
    """
    if not stories:
        return []
    model = type(stories[0].row)
    columns = [column.attname for column in model._meta.concrete_fields if not column.primary_key]
    rows, past = [], []
    for place, story in enumerate(stories):
        for version, step in enumerate(story.steps, start=1):
            snapshot = _after(story.row, step, version, columns)
            past.append((place, {**snapshot, **_event(step, first=version == 1)}))
        rows.append(snapshot)
    for story, pk in zip(stories, bulk.insert_past(model, rows, past), strict=True):
        story.row.pk, story.row._state.adding, story.row._state.db = pk, False, DEFAULT_DB_ALIAS
    return [story.row for story in stories]


def _after(row, step, version, columns):
    """How the row stands after this event."""
    for name, value in step.changes.items():
        setattr(row, name, value)
    row.version = version
    return {name: _plain(getattr(row, name)) for name in columns}


def _plain(value):
    return value.value if isinstance(value, Enum) else value


def _event(step, *, first):
    values = (step.at, step.event.value, "+" if first else "~", step.by and step.by.pk, step.why)
    return dict(zip(HISTORY_COLUMNS, values, strict=True))
