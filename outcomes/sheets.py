"""What stands on a half-year sheet: composed once and frozen as JSON."""

from datetime import date

from outcomes.programme_figures import VERSION, Span, for_outside, programme_figures

STORIES_AT_MOST = 3
HALF_YEARS = (((1, 1), (6, 30)), ((7, 1), (12, 31)))


def half_year_of(day: date) -> tuple[date, date]:
    """The first and the last day of the half-year in which `day` lies."""
    first, last = HALF_YEARS[day.month > 6]
    return date(day.year, *first), date(day.year, *last)


def is_half_year(first: date, last: date) -> bool:
    """Is this exactly January to June, or July to December?"""
    return (first, last) == half_year_of(first)


def half_years_before(day: date, since: date) -> list[tuple[date, date]]:
    """The half-years that were over before `day`, back to the one in which `since` lies, the newest first."""
    found, current = [], half_year_of(day)
    while (current := half_year_of(date.fromordinal(current[0].toordinal() - 1)))[1] >= since:
        found.append(current)
    return found


def compose_sheet(edition, span: Span) -> dict:
    """The content of a sheet as plain JSON: what the edition is, and its figures with small numbers hidden."""
    return {
        "organisation": str(edition.programme.organisation),
        "programme": edition.programme.name,
        "edition": edition.name,
        "edition_code": edition.code,
        "version": VERSION,
        "figures": [figure.as_dict() for figure in for_outside(programme_figures(edition, span))],
    }
