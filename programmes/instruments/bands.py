"""What scores mean: their name, their ends, in which direction they run, and the class that a value falls in."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from programmes.instruments.definition import EMOTIONAL, SOCIAL, Definition, Text
from programmes.instruments.scoring import TOTAL


@dataclass(frozen=True)
class Band:
    """A class of scores, both ends included. `label` is in the active language when shown as a string."""

    code: str
    label: Text | str
    minimum: int
    maximum: int


@dataclass(frozen=True)
class Meaning:
    """What one score says. `name` and `explanation` are in the active language when shown as strings."""

    code: str
    name: Text | str
    explanation: str
    minimum: int
    maximum: int
    higher_is_better: bool
    bands: tuple[Band, ...] = ()


def meanings(definition: Definition) -> dict[str, Meaning]:
    """{score code: meaning}, in the order of the instrument; the codes are those of `score`."""
    return MEANINGS[definition.scoring](definition)


def band(definition: Definition, code: str, value: int | None) -> Band | None:
    """The class that `value` of the score `code` falls in; None without classes or when not measurable."""
    if value is None:
        return None
    return next((band for band in meanings(definition)[code].bands if band.minimum <= value <= band.maximum), None)


def _by_item(explanation):
    """Every item is a score of its own; its levels, if any, are the classes."""

    def each(definition):
        ends = definition.minimum, definition.maximum
        bands = tuple(Band(str(level.value), level.name, level.value, level.value) for level in definition.levels)
        return {item.code: Meaning(item.code, item.name, explanation, *ends, higher_is_better=True, bands=bands) for item in definition.items}

    return each


NOT_LONELY = _("not lonely")
TOTAL_BANDS = (
    Band("not_lonely", NOT_LONELY, 0, 1),
    Band("moderately_lonely", _("moderately lonely"), 2, 4),
    Band("severely_lonely", _("severely lonely"), 5, 6),
)
PART_BANDS = (Band("not_lonely", NOT_LONELY, 0, 0), Band("lonely", _("lonely"), 1, 3))
LONELINESS = {
    meaning.code: meaning
    for meaning in (
        Meaning(
            TOTAL,
            _("loneliness"),
            _("How many of the six answers point to loneliness. With one answer missing the other five are counted."),
            0,
            6,
            higher_is_better=False,
            bands=TOTAL_BANDS,
        ),
        Meaning(
            EMOTIONAL,
            _("emotional loneliness"),
            _("How many of the three answers point to missing somebody close."),
            0,
            3,
            higher_is_better=False,
            bands=PART_BANDS,
        ),
        Meaning(
            SOCIAL,
            _("social loneliness"),
            _("How many of the three answers point to missing people around oneself."),
            0,
            3,
            higher_is_better=False,
            bands=PART_BANDS,
        ),
    )
}

MEANINGS = {
    "ladder": _by_item(_("The step on which somebody stands. Higher is further.")),
    "de_jong_gierveld": lambda definition: dict(LONELINESS),
    "profile": _by_item(_("The level in this domain. Levels of different domains are never added up.")),
    "web": _by_item(_("The own mark on this axis. Marks of different axes are never added up.")),
}
