"""Scores from answers, one function for each way of scoring, and the change between two of them.

An answer that is missing is "not measurable", never 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.instruments.definition import EMOTIONAL, SOCIAL, Definition
from programmes.instruments.problems import problem

Answers = dict[str, int | None]

TOTAL = "total"
YES, NO = 1, 3  # of the loneliness scale; 2 is "more or less"
MAY_MISS = 1  # answers of the loneliness scale that may be missing for a total


@dataclass(frozen=True)
class Scores:
    """Scores by code, None where not measurable, with the instrument and version that they belong to."""

    instrument: str
    version: str
    values: dict[str, int | None]


class Gap(StrEnum):
    """Why there is no difference between two scores."""

    NOT_MEASURABLE = "not_measurable"
    OTHER_VERSION = "other_version"

    @property
    def label(self) -> str:
        """In words, in the active language."""
        return str(GAPS[self])


GAPS = {
    Gap.NOT_MEASURABLE: gettext_lazy("not measurable"),
    Gap.OTHER_VERSION: gettext_lazy("other instrument or version"),
}


@dataclass(frozen=True)
class Change:
    """The later score minus the earlier one; None with the reason in `gap`."""

    difference: int | None
    gap: Gap | None = None


def score(definition: Definition, answers: Answers) -> Scores:
    """The scores of `answers` ({item code: value}); None or absent is not answered.

    Raises ValidationError with a sentence for each answer that is not on the scale or about no item.
    """
    _check(definition, answers)
    complete = {item.code: answers.get(item.code) for item in definition.items}
    return Scores(definition.code, definition.version, SCORINGS[definition.scoring](definition, complete))


def change(definition: Definition, before: Scores, after: Scores) -> dict[str, Change]:
    """For each score of `definition` what changed, only where all three are one version of one instrument and both scores exist."""
    version = (definition.code, definition.version)
    codes = SCORINGS[definition.scoring](definition, dict.fromkeys(item.code for item in definition.items))
    if {(before.instrument, before.version), (after.instrument, after.version)} != {version}:
        return dict.fromkeys(codes, Change(None, Gap.OTHER_VERSION))
    return {code: _difference(before.values.get(code), after.values.get(code)) for code in codes}


def _difference(before, after):
    if before is None or after is None:
        return Change(None, Gap.NOT_MEASURABLE)
    return Change(after - before)


def _check(definition, answers):
    problems = []
    for code, value in answers.items():
        item = definition.item(code)
        if item is None:
            expected = _("one of the items %(items)s") % {"items": ", ".join(item.code for item in definition.items)}
            problems.append(problem(_("item"), code, expected, (code,)))
        elif value is not None and not definition.allows(value):
            ends = {"least": definition.minimum, "most": definition.maximum}
            problems.append(problem(item.name, value, _("a whole number from %(least)s to %(most)s, or nothing") % ends, (code,)))
    if problems:
        raise ValidationError(problems)


def _each(definition: Definition, answers: Answers) -> Answers:
    """Every answer is its own score; there is no total, as levels and marks of different items do not add up."""
    return dict(answers)


def _de_jong_gierveld(definition: Definition, answers: Answers) -> Answers:
    """Loneliness from 0 to 6, emotional and social from 0 to 3 each; higher is lonelier.

    A negative item counts with "yes" or "more or less", a positive one with "no" or "more or less".
    More than one answer missing: no total; with one missing the other five are simply counted. Any
    missing of a part: no score for that part. Source: manual of the loneliness scale, De Jong Gierveld
    and Van Tilburg, VU Amsterdam 1999, and its syntax.
    """
    points = {item: answers[item.code] != (YES if item.positive else NO) for item in definition.items if answers[item.code] is not None}
    missing = [item for item in definition.items if item not in points]
    scores = {TOTAL: sum(points.values()) if len(missing) <= MAY_MISS else None}
    for part in (EMOTIONAL, SOCIAL):
        gap = any(item.scale == part for item in missing)
        scores[part] = None if gap else sum(point for item, point in points.items() if item.scale == part)
    return scores


SCORINGS: dict[str, Callable[[Definition, Answers], Answers]] = {
    "ladder": _each,
    "de_jong_gierveld": _de_jong_gierveld,
    "profile": _each,
    "web": _each,
}
