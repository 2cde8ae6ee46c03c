"""What the figures of a programme are when they are counted: whole numbers, with what a reader needs to judge them."""

import calendar
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """What a figure counts."""

    HOUSEHOLDS = "households", _("households")
    PERSONS = "persons", _("persons")
    TRAJECTORIES = "trajectories", _("trajectories")
    CONTACTS = "contacts", _("contacts")
    ATTEMPTS = "attempts", _("attempts")
    GOALS = "goals", _("goals")
    REFERRALS = "referrals", _("referrals")
    SIGN_UPS = "sign_ups", _("sign-ups")


class Left(models.TextChoices):
    """Why somebody is not in D, besides the reasons of an end."""

    NOT_ASKED = "not_asked", _("not asked")
    UNKNOWN = "unknown", _("unknown")
    DECEASED = "deceased", _("deceased")
    MOVED = "moved", _("moved away")
    TOO_EARLY = "too_early", _("too early to tell")
    BEFORE = "before", _("already out of the benefit before the period")
    NO_START = "no_start", _("not measured at the start")
    NOT_MEASURABLE = "not_measurable", _("not measurable")


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Span:
    """A period with both its days, as it was known on `as_of`. Raises ValueError when it ends before it starts."""

    first: date
    until: date
    as_of: date

    def __post_init__(self):
        if self.until < self.first:
            raise ValueError(f"a period cannot end ({self.until}) before it starts ({self.first})")

    @property
    def last(self) -> date:
        """The last day that counts: of the period, and not after the as-of date."""
        return min(self.until, self.as_of)

    def holds(self, day: date | None) -> bool:
        """Does this day lie in the period, as far as it was known?"""
        return day is not None and self.first <= day <= self.last

    def days(self, start: date | None, end: date | None) -> int:
        """How many days of the period lie from `start` to `end`, both counted; without an end all from the start."""
        if start is None:
            return 0
        return max(0, (min(self.last, end or self.last) - max(self.first, start)).days + 1)


@dataclass(frozen=True)
class Figure:
    """One figure. What is not used by its kind stays empty; None instead of a number is hidden.

    - a number: `n`; a share: `n` of `d`, with who is not in `d` in `excluded`, by reason;
    - parts: `parts` by key, `n` together; a table: `cells` by (row, column), `n` together;
    - a rate: `n` in `d` days.

    `about` tells figures of one key apart (an instrument); `names` are the names of keys that no value list has.
    """

    key: str
    unit: str
    n: int | None
    d: int | None = None
    parts: dict[str, int | None] = field(default_factory=dict)
    cells: dict[tuple[str, str], int | None] = field(default_factory=dict)
    excluded: dict[str, int | None] = field(default_factory=dict)
    about: str = ""
    names: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict:
        """As it stands in JSON."""
        return {
            "key": self.key,
            "unit": str(self.unit),
            "n": self.n,
            "d": self.d,
            "parts": self.parts,
            "cells": [[row, column, number] for (row, column), number in self.cells.items()],
            "excluded": self.excluded,
            "about": self.about,
            "names": self.names,
        }

    @classmethod
    def of(cls, content: dict) -> "Figure":
        """Read back from JSON."""
        return cls(**{**content, "cells": {(row, column): number for row, column, number in content.get("cells", [])}})
