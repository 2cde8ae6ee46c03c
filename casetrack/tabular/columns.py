"""What a column may hold: each reader turns the text of a cell into a value, or raises Wrong with what is expected."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

CONTROL = re.compile(r"[\x00-\x1f\x7f\x80-\x9f\u2028\u2029]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGITS = re.compile(r"\d{1,9}", re.ASCII)


class Wrong(ValueError):
    """The cell does not hold what the column asks for; the text says what that is."""


@dataclass(frozen=True)
class Column:
    """A column of a file format: its name, how a filled cell is read, and whether it must be filled."""

    name: str
    read: Callable
    required: bool = False
    empty: object = ""  # the value of an empty cell


def text(max_length: int) -> Callable:
    """One line of text of at most `max_length` characters."""

    def read(cell):
        if len(cell) > max_length:
            raise Wrong(_("At most %(limit)d characters; this has %(length)d.") % {"limit": max_length, "length": len(cell)})
        return cell

    return read


def choice(choices) -> Callable:
    """One of the codes of a value list."""
    known = {code: code for code in choices.values}

    def read(cell):
        try:
            return known[cell]
        except KeyError:
            raise Wrong(_("One of: %(codes)s.") % {"codes": ", ".join(known)}) from None

    return read


def day(earliest: date = date(1900, 1, 1), latest: Callable | None = None) -> Callable:
    """A date written as YYYY-MM-DD, from `earliest`, and not after what `latest()` says."""
    seen: dict[str, date] = {}

    def read(cell):
        value = seen.get(cell)
        if value is None:
            value = _day(cell, earliest, latest)
            if len(seen) < 50_000:
                seen[cell] = value
        return value

    return read


def _day(cell, earliest, latest):
    try:
        value = date.fromisoformat(cell) if _DATE.fullmatch(cell) else None
    except ValueError:
        value = None
    if value is None:
        raise Wrong(_("A date written as YYYY-MM-DD, such as 2014-03-31."))
    if value < earliest:
        raise Wrong(_("A date on or after %(day)s.") % {"day": earliest.isoformat()})
    if latest is not None and value > latest():
        raise Wrong(_("A date that is not in the future."))
    if value.year > 2200:
        raise Wrong(_("A date before the year 2200."))
    return value


def whole_number(least: int, most: int) -> Callable:
    """A whole number from `least` to `most`, both included."""

    def read(cell):
        if not _DIGITS.fullmatch(cell) or not least <= int(cell) <= most:
            raise Wrong(_("A whole number from %(least)d to %(most)d.") % {"least": least, "most": most})
        return int(cell)

    return read


def is_email(max_length: int = 254) -> Callable:
    """An e-mail address."""
    length = text(max_length)

    def read(cell):
        try:
            validate_email(length(cell))
        except ValidationError:
            raise Wrong(_("An e-mail address, such as name@example.org.")) from None
        return cell

    return read
