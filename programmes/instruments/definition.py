"""What an instrument asks: read from a dictionary, checked, and given as dataclasses.

The dictionary comes from a file of the library or from the fields of a page. `parse` says everything
that is wrong with its fields at once.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from programmes.instruments.problems import problem

LANGUAGES = ("nl", "de", "en")
SHORT, LONG = 200, 2000  # characters of a name, and of a source or criteria
VERSION = 20
HIGHEST = 100  # no scale goes beyond
CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
CODE_LENGTH = 50
EMOTIONAL, SOCIAL = "emotional", "social"

FIELDS = (
    "code",
    "version",
    "name",
    "scoring",
    "source",
    "group_only",
    "professionals_only",
    "needs_reason",
    "items",
    "levels",
    "minimum",
    "maximum",
)
ITEM_FIELDS = ("code", "name", "scale", "positive")
LEVEL_FIELDS = ("value", "name", "criteria")

LABELS = {
    "code": gettext_lazy("code"),
    "version": gettext_lazy("version"),
    "name": gettext_lazy("name"),
    "scoring": gettext_lazy("way of scoring"),
    "source": gettext_lazy("source and conditions"),
    "group_only": gettext_lazy("results for groups only"),
    "professionals_only": gettext_lazy("for professionals only"),
    "needs_reason": gettext_lazy("needs a written reason for each item"),
    "items": gettext_lazy("items"),
    "levels": gettext_lazy("levels"),
    "minimum": gettext_lazy("lowest mark"),
    "maximum": gettext_lazy("highest mark"),
    "scale": gettext_lazy("part of the scale"),
    "positive": gettext_lazy("worded positively"),
    "value": gettext_lazy("value"),
    "criteria": gettext_lazy("criteria"),
}
ROWS = {"items": gettext_lazy("item %(number)s"), "levels": gettext_lazy("level %(number)s")}


@dataclass(frozen=True)
class Text:
    """A text in one or more languages. As a string it is in the active language, else in Dutch."""

    nl: str
    de: str = ""
    en: str = ""

    def __str__(self):
        return in_language(self)


def in_language(text: Text, language: str | None = None) -> str:
    """`text` in `language` (nl, de, en or a variant such as de-at; without it the active one), else in Dutch."""
    wanted = (language or get_language() or "nl").split("-")[0]
    return (getattr(text, wanted) if wanted in LANGUAGES else "") or text.nl


@dataclass(frozen=True)
class Item:
    """What one answer is about: a question, a domain, an axis, or the one step on a ladder.

    `scale` ("emotional" or "social") and `positive` (agreeing with it points away from loneliness) are
    set for the loneliness scale only.
    """

    code: str
    name: Text
    scale: str | None = None
    positive: bool | None = None


@dataclass(frozen=True)
class Level:
    """A possible answer; `criteria` say when it applies."""

    value: int
    name: Text
    criteria: Text | None = None


@dataclass(frozen=True)
class Definition:
    """One version of an instrument. Answers run from `minimum` to `maximum`, in whole numbers.

    group_only: results are shown for groups, never for one person. professionals_only: not for
    volunteers. needs_reason: an item is asked only where somebody wrote down why it is needed.
    """

    code: str
    version: str
    name: Text
    scoring: str
    source: Text
    items: tuple[Item, ...]
    levels: tuple[Level, ...]
    minimum: int
    maximum: int
    group_only: bool = False
    professionals_only: bool = False
    needs_reason: bool = False

    def item(self, code: str) -> Item | None:
        """The item with this code, if there is one."""
        return next((item for item in self.items if item.code == code), None)

    def level(self, value: int | None) -> Level | None:
        """The level with this value, if the instrument has levels."""
        return next((level for level in self.levels if level.value == value), None)

    def allows(self, value) -> bool:
        """Is it an answer on the scale? Only a whole number can be."""
        return type(value) is int and self.minimum <= value <= self.maximum

    def asked(self, reasons: dict[str, str]) -> tuple[Item, ...]:
        """The items to ask, when `reasons` ({item code: text}) is what was written down about why they are needed."""
        return tuple(item for item in self.items if not self.needs_reason or (reasons.get(item.code) or "").strip())


@dataclass(frozen=True)
class Shape:
    """What a way of scoring asks of a definition: how many items and levels (least, most), and the value of the lowest level."""

    label: str
    items: tuple[int, int]
    levels: tuple[int, int]
    first: int | None = None
    two_scales: bool = False


SHAPES = {
    "ladder": Shape(gettext_lazy("ladder: one step"), items=(1, 1), levels=(2, 20)),
    "de_jong_gierveld": Shape(gettext_lazy("loneliness scale of De Jong Gierveld, six items"), items=(6, 6), levels=(3, 3), first=1, two_scales=True),
    "profile": Shape(gettext_lazy("profile: a level for each domain, no total"), items=(1, 40), levels=(2, 20)),
    "web": Shape(gettext_lazy("web: a mark for each axis, no total"), items=(3, 12), levels=(0, 0)),
}


def _label(path):
    """What a field is called in a message: "item 2, name"."""
    parts = []
    for part in path:
        if isinstance(part, int):
            parts[-1] = ROWS[path[0]] % {"number": part + 1}
        else:
            parts.append(LABELS.get(part, part))
    return ", ".join(str(part) for part in parts) or _("definition")


class _Reader:
    """Takes fields out of what was entered and keeps what is wrong with them."""

    def __init__(self):
        self.problems = []

    def refuse(self, path, value, expected):
        self.problems.append(problem(_label(path), value, expected, path))

    def finish(self):
        if self.problems:
            raise ValidationError(self.problems)

    def fields(self, data, path, known):
        if not isinstance(data, dict):
            self.refuse(path, data, _("fields with their values"))
            return {}
        for name in data:
            if name not in known:
                self.refuse((*path, str(name)), data[name], _("no such field, only %(fields)s") % {"fields": ", ".join(known)})
        return data

    def rows(self, data, name, known, least, most):
        """The rows of a list as (path, fields)."""
        found = data.get(name)
        found = [] if found is None else found
        if not isinstance(found, list | tuple) or not least <= len(found) <= most:
            given = len(found) if isinstance(found, list | tuple) else found
            expected = _("exactly %(least)s of them") if least == most else _("from %(least)s to %(most)s of them")
            self.refuse((name,), given, expected % {"least": least, "most": most})
            return []
        return [((name, number), self.fields(row, (name, number), known)) for number, row in enumerate(found)]

    def line(self, data, path, most):
        """A text in one language."""
        value = data.get(path[-1])
        if isinstance(value, str) and 0 < len(value.strip()) <= most and "\0" not in value:
            return value.strip()
        self.refuse(path, value, _("a text of at most %(most)s characters") % {"most": most})
        return ""

    def code(self, data, path, taken=()):
        value = data.get(path[-1])
        if not (isinstance(value, str) and len(value) <= CODE_LENGTH and CODE.fullmatch(value)):
            self.refuse(path, value, _("small letters a to z and digits, with - or _ between them, at most %(most)s") % {"most": CODE_LENGTH})
        elif value in taken:
            self.refuse(path, value, _("a code that no other item has"))
        return value

    def text(self, data, path, most=SHORT):
        """A text that may be given for each language; Dutch is needed, as the others fall back on it."""
        value = data.get(path[-1])
        given = {"nl": value} if isinstance(value, str) else value
        if isinstance(given, dict) and set(given) <= set(LANGUAGES):
            texts = {language: "" if text is None else text for language, text in given.items()}
            right = all(isinstance(text, str) and len(text.strip()) <= most and "\0" not in text for text in texts.values())
            if right and texts.get("nl", "").strip():
                return Text(**{language: text.strip() for language, text in texts.items()})
        self.refuse(path, value, _("a text of at most %(most)s characters, or one for each of nl, de and en, at least nl") % {"most": most})
        return Text("")

    def optional_text(self, data, path, most):
        return None if data.get(path[-1]) in (None, "") else self.text(data, path, most)

    def flag(self, data, path, default=False):
        value = data.get(path[-1])
        if value is None:
            return default
        if type(value) is not bool:
            self.refuse(path, value, _("yes or no (true or false)"))
        return value

    def number(self, data, path):
        value = data.get(path[-1])
        if not (type(value) is int and 0 <= value <= HIGHEST):
            self.refuse(path, value, _("a whole number from %(least)s to %(most)s") % {"least": 0, "most": HIGHEST})
            return None
        return value

    def choice(self, data, path, options):
        value = data.get(path[-1])
        if not (isinstance(value, str) and value in options):
            self.refuse(path, value, _("one of %(options)s") % {"options": ", ".join(options)})
        return value


def parse(data: dict) -> Definition:
    """The definition in `data`, with the fields of `FIELDS`, `ITEM_FIELDS` and `LEVEL_FIELDS`.

    Raises ValidationError with a sentence for each problem (field, value, expectation), each with
    `params["path"]`, such as ("items", 0, "name").
    """
    read = _Reader()
    data = read.fields(data, (), FIELDS)
    scoring = read.choice(data, ("scoring",), tuple(SHAPES))
    read.finish()
    shape = SHAPES[scoring]
    levels = _levels(read, data, shape)
    minimum, maximum = _range(read, data, levels)
    found = {
        "code": read.code(data, ("code",)),
        "version": read.line(data, ("version",), VERSION),
        "name": read.text(data, ("name",)),
        "scoring": scoring,
        "source": read.text(data, ("source",), LONG),
        "items": _items(read, data, shape),
        "levels": levels,
        "minimum": minimum,
        "maximum": maximum,
    }
    flags = {name: read.flag(data, (name,)) for name in ("group_only", "professionals_only", "needs_reason")}
    read.finish()
    return Definition(**found, **flags)


def _levels(read, data, shape):
    """The levels from low to high, each one higher than the one before."""
    levels, expected = [], shape.first
    for path, row in read.rows(data, "levels", LEVEL_FIELDS, *shape.levels):
        value = read.number(row, (*path, "value"))
        if None not in (value, expected) and value != expected:
            read.refuse((*path, "value"), value, _("%(value)s, as levels go up by one") % {"value": expected})
        value = value if expected is None else expected  # one wrong value is told once, not for every level after it
        expected = None if value is None else value + 1
        levels.append(Level(value, read.text(row, (*path, "name")), read.optional_text(row, (*path, "criteria"), LONG)))
    return tuple(levels)


def _range(read, data, levels):
    """The lowest and the highest answer: those of the levels, or as given where there are none."""
    if levels:
        ends = (levels[0].value, levels[-1].value)
        for name, value in zip(("minimum", "maximum"), ends, strict=True):
            if data.get(name) not in (None, "", value):
                read.refuse((name,), data[name], _("%(value)s, as the levels say, or nothing") % {"value": value})
        return ends
    minimum, maximum = read.number(data, ("minimum",)), read.number(data, ("maximum",))
    if minimum is not None and maximum is not None and minimum >= maximum:
        read.refuse(("maximum",), maximum, _("more than %(value)s, the lowest mark") % {"value": minimum})
    return minimum, maximum


def _items(read, data, shape):
    items = []
    for path, row in read.rows(data, "items", ITEM_FIELDS, *shape.items):
        code = read.code(row, (*path, "code"), [item.code for item in items])
        name = read.text(row, (*path, "name"))
        scale, positive = _scale(read, row, path) if shape.two_scales else _no_scale(read, row, path)
        items.append(Item(code, name, scale, positive))
    if shape.two_scales and items:
        social = sum(item.scale == SOCIAL for item in items)
        if social * 2 != len(items):
            read.refuse(("items",), social, _("as many social items as emotional ones"))
    return tuple(items)


def _scale(read, row, path):
    """On which part of the loneliness scale an item counts: the emotional items are worded negatively, the social ones positively."""
    scale = read.choice(row, (*path, "scale"), (EMOTIONAL, SOCIAL))
    positive = read.flag(row, (*path, "positive"), default=None)
    if scale in (EMOTIONAL, SOCIAL) and positive in (None, scale != SOCIAL):
        expected = _("yes (true) for a social item") if scale == SOCIAL else _("no (false) for an emotional item")
        read.refuse((*path, "positive"), positive, expected)
    return scale, positive


def _no_scale(read, row, path):
    for name in ("scale", "positive"):
        if row.get(name) not in (None, ""):
            read.refuse((*path, name), row[name], _("nothing: this belongs to the loneliness scale"))
    return None, None
