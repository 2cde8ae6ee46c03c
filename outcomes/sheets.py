"""What stands on a half-year sheet: composed once, frozen as JSON, and read back for page and PDF."""

from dataclasses import dataclass
from datetime import date

from outcomes.models import Sheet, Story
from outcomes.programme_figures import VERSION, Figure, Span, for_outside, programme_figures
from outcomes.programme_statements import Overview

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


@dataclass(frozen=True)
class SheetContent:
    """A sheet as a reader sees it: of a row, or of a preview."""

    content: dict
    span: Span
    stories: list[Story]

    @classmethod
    def of(cls, sheet: Sheet) -> "SheetContent":
        """A sheet that was made; stories that were withdrawn since, or whose consent was, are left out."""
        told = {story.pk: story for story in Story.objects.ready().filter(edition=sheet.edition_id, pk__in=sheet.stories)}
        stories = [told[key] for key in sheet.stories if key in told]
        return cls(sheet.figures, Span(sheet.period_from, sheet.period_to, sheet.as_of), stories)

    @property
    def overview(self) -> Overview:
        """The figures."""
        return Overview.of([Figure.of(one) for one in self.content.get("figures", [])], outside=True)

    def text(self, name: str) -> str:
        """The name of the organisation, programme or edition, as it was then."""
        return self.content.get(name, "")

    @property
    def file_name(self) -> str:
        """A name for its file, without an ending and without personal data."""
        return f"sheet-{self.text('edition_code')}-{self.span.until.isoformat()}"
