"""Results of measurements for a group: how many in each class at each moment, and what changed from start to end.

Pure functions over scores. Numbers below five are hidden, and so is what would give them away
(casetrack/disclosure.py). Answers to an instrument for group results are counted five at a time, in
the order in which they were recorded, and can no longer be changed once counted: otherwise the
difference between two days would be the answer of one person.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from casetrack.disclosure import THRESHOLD, hide_with_total
from programmes.choices import Moment
from programmes.instruments.bands import Meaning, meanings
from programmes.instruments.definition import Definition

PARTS = 3  # a scale of marks without classes is told in so many parts


@dataclass(frozen=True, eq=False)
class Held:
    """The scores of one measurement; `who` is the same for the measurements of one person in one trajectory."""

    pk: int
    who: tuple
    moment: str
    scores: dict


@dataclass(frozen=True)
class Cell:
    """How many people are in a class; None is hidden."""

    code: str
    label: str
    number: int | None


@dataclass(frozen=True)
class Row:
    """The classes at one moment, or the directions of a change, with their total; None is hidden."""

    code: str
    label: str
    total: int | None
    cells: list[Cell]


@dataclass(frozen=True)
class ScoreResult:
    """What a group scored: a row for each moment, and the change of those who were measured at both start and end."""

    code: str
    name: str
    explanation: str
    moments: list[Row]
    change: Row | None

    @property
    def told(self) -> list[Row]:
        """The moments of which something may be shown."""
        return [row for row in self.moments if row.total is not None or any(cell.number is not None for cell in row.cells)]

    @property
    def untold(self) -> list[str]:
        """The names of the moments at which too few people were measured to show anything."""
        return [row.label for row in self.moments if row not in self.told]

    @property
    def lines(self) -> list[dict]:
        """A line for each class, with its number at each moment of which something may be shown."""
        rows = [row.cells for row in self.told]
        return [{"label": cells[0].label, "numbers": [cell.number for cell in cells]} for cells in zip(*rows, strict=True)]


@dataclass(frozen=True)
class GroupResult:
    """The results of one instrument; `waiting` measurements are not counted yet, because only whole groups of five are."""

    definition: Definition
    scores: list[ScoreResult]
    waiting: int


def result(definition: Definition, held: list[Held]) -> GroupResult:
    """The group result of one instrument, from all its measurements."""
    found = [_score(definition, meaning, held) for meaning in meanings(definition).values()]
    last = {moment: last_counted(definition, held, moment) for moment in Moment.values} if definition.group_only else {}
    waiting = sum(row.pk > last[row.moment] for row in held) if definition.group_only else 0
    return GroupResult(definition, found, waiting)


def last_counted(definition: Definition, held: list[Held], moment: str) -> int:
    """The key of the newest measurement at this moment that a result for groups counts; 0 when none is counted yet."""
    counted = (row.pk for code in meanings(definition) for row in _counted(definition, held, code, moment))
    return max(counted, default=0)


def _counted(definition, held, code, moment) -> dict[Held, int]:
    """The measurements at a moment that count, each with the key of the one that completed its five."""
    rows = sorted((row for row in held if row.moment == moment and row.scores.get(code) is not None), key=lambda row: row.pk)
    if not definition.group_only:
        return {row: row.pk for row in rows}
    whole = len(rows) - len(rows) % THRESHOLD
    return {row: rows[place - place % THRESHOLD + THRESHOLD - 1].pk for place, row in enumerate(rows[:whole])}


def _score(definition, meaning: Meaning, held):
    code, classes = meaning.code, classes_of(meaning)
    counted = {moment: _counted(definition, held, code, moment) for moment in Moment}
    rows = [_distribution(definition, moment, classes, [row.scores[code] for row in rows]) for moment, rows in counted.items() if rows]
    return ScoreResult(code, str(meaning.name), str(meaning.explanation), rows, _change(definition, code, counted))


def classes_of(meaning: Meaning) -> list[tuple[str, str, range]]:
    """(code, label, values) of the classes of a score; a long scale without classes is cut in three parts of about the same length."""
    if meaning.bands:
        return [(band.code, str(band.label), range(band.minimum, band.maximum + 1)) for band in meaning.bands]
    values = range(meaning.minimum, meaning.maximum + 1)
    cuts = [len(values) * part // PARTS for part in range(PARTS + 1)]
    parts = [values[first:last] for first, last in pairwise(cuts) if first < last]
    names = [str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts]
    return [(name.replace("–", "-"), name, part) for name, part in zip(names, parts, strict=True)]


def _distribution(definition, moment, classes, values):
    numbers = {code: sum(value in within for value in values) for code, _label, within in classes}
    return _row(definition, moment.value, str(moment.label), numbers, {code: label for code, label, _within in classes})


def _change(definition, code, counted):
    """Higher, the same, lower: of those who were measured at both moments, five at a time where only groups may be shown."""
    ends = {row.who: (row, key) for row, key in counted[Moment.END].items()}
    pairs = [(max(key, ends[row.who][1]), row, ends[row.who][0]) for row, key in counted[Moment.START].items() if row.who in ends]
    if definition.group_only:
        pairs = sorted(pairs, key=lambda pair: (pair[0], pair[1].pk))[: len(pairs) - len(pairs) % THRESHOLD]
    if not pairs:
        return None
    signs = Counter((end.scores[code] > start.scores[code]) - (end.scores[code] < start.scores[code]) for _key, start, end in pairs)
    labels = {"higher": _("higher"), "same": _("the same"), "lower": _("lower")}
    numbers = {"higher": signs[1], "same": signs[0], "lower": signs[-1]}
    return _row(definition, "change", _("from start to end"), numbers, labels)


def _row(definition, code, label, numbers, labels):
    """What may be shown. Where all are in one class, that tells about each of them: an answer of one person, so nothing is shown."""
    shown, total = hide_with_total(numbers)
    if definition.group_only and sum(number > 0 for number in numbers.values()) == 1:
        shown, total = dict.fromkeys(numbers), None
    return Row(code, label, total, [Cell(key, labels[key], number) for key, number in shown.items()])
