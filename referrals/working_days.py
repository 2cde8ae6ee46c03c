"""Working days in the Netherlands: not a Saturday, a Sunday or a general holiday (Algemene termijnenwet, art. 3)."""

from datetime import date, timedelta
from functools import lru_cache

# Days from Easter Sunday: Good Friday, Easter Monday, Ascension Day, Whit Monday.
_FROM_EASTER = (-2, 1, 39, 50)


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar (the computation of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@lru_cache
def holidays(year: int) -> frozenset[date]:
    """The general holidays of a year: as they are since 2014, when King's Day came to 27 April (26 April when that is a Sunday)."""
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day -= timedelta(days=1)
    fixed = {date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(fixed | {easter(year) + timedelta(days=days) for days in _FROM_EASTER})


def is_working_day(day: date) -> bool:
    """Is this a working day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`: something due within two working days after Friday is due on Tuesday."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and including `last`; 0 when `last` is not later."""
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
