"""The day of an incident, never told more exactly than somebody knows it."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referrals.discrimination_choices import Precision

FORMATS = {Precision.MONTH: "F Y", Precision.YEAR: "Y"}


def first_day(day: date | None, precision: str) -> date | None:
    """The day that is kept: of a month or a year its first."""
    if day and precision == Precision.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if day and precision == Precision.MONTH else day


def in_words(day: date | None, precision: str) -> str:
    """When it happened; empty where nothing is known."""
    if day is None:
        return ""
    told = date_format(day, FORMATS.get(precision, "DATE_FORMAT"))
    return _("more than once since %(day)s") % {"day": told} if precision == Precision.REPEATEDLY else told
