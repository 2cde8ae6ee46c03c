"""How something wrong with a definition or an answer is told: the field, what it is, and what was expected."""

from django.core.exceptions import ValidationError
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

SHOWN = 60  # characters of a wrong value in a message


def problem(field, value, expected, path: tuple) -> ValidationError:
    """One sentence about one field. `path` leads to it for programs: ("items", 0, "name"), counted from 0; it is the `path` of `params`."""
    params = {"field": capfirst(field), "value": Truncator(value).chars(SHOWN), "expected": expected, "path": path}
    if value is None or value == "":
        return ValidationError(_("%(field)s: nothing is filled in. Expected: %(expected)s."), code="expected", params=params)
    return ValidationError(_("%(field)s: “%(value)s” does not fit. Expected: %(expected)s."), code="expected", params=params)
