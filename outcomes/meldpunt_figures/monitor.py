"""The monitor: the reports of five years counted in one way, beside the figures of the police and the College.

Exact, for the meldpunt itself; with the numbers of a publication in their place the same tables are the public ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.utils import timezone

from outcomes.meldpunt_figures.facts import WHOLE, CountedReport, Sight, closed_year, kept, live
from outcomes.meldpunt_figures.numbers import MELDPUNT, Number
from outcomes.meldpunt_figures.tally import LEFT_OUT, Values, Variant, key_of, other_key, tally
from referrals.discrimination_choices import CountBasis
from referrals.models import ExternalFigure, ListValue, MeldpuntMunicipality, Population
from referrals.reference import wga_form

YEARS = 5


@dataclass(frozen=True)
class YearNumbers:
    """What is known of one year: {key: number} of the meldpunt, {(source, municipality, ground): number} of others, inhabitants by municipality.

    None is a hidden number.
    """

    cells: Mapping[tuple, int | None]
    others: Mapping[tuple, int | None] = field(default_factory=dict)
    inhabitants: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Names:
    """{(dimension, value): (Dutch, German, English)}: how values are called, kept with what is published."""

    words: Mapping[tuple[str, str], tuple[str, str, str]]

    def of(self, dimension: str, value: str, language: str) -> str:
        """The name in this language; the value itself where there is none."""
        return self.words.get((dimension, value), (value,) * 3)[{"nl": 0, "de": 1}.get(language, 2)]


@dataclass(frozen=True)
class Monitor:
    """The numbers from which every table is made; `year` is the one asked for, `years` holds it and those before, oldest first."""

    year: int
    variant: Variant
    years: Mapping[int, YearNumbers]
    values: Values
    names: Names
    public: bool = False
    running: int | None = None  # the year that is not over yet: set beside a whole one it would seem to fall
    kept_away: bool = False  # counted for somebody who is kept from some reports, without these
    reports: Mapping[int, list[CountedReport]] = field(default_factory=dict, repr=False)
    areas: Mapping[int, frozenset] = field(default_factory=dict, repr=False)
    region_of: Mapping[str, str] = field(default_factory=dict, repr=False)  # by municipality

    def number(self, key, year=None, *, base=None, inhabitants_of="", change=False) -> Number:
        """A number of the meldpunt."""
        year = year or self.year
        known = self.years[year]
        number = known.cells.get(key)
        return Number(
            number,
            key,
            year,
            base=known.cells.get(base) if base is not None else None,
            inhabitants=known.inhabitants.get(inhabitants_of),
            before=self._before(year, lambda before: before.cells.get(key)) if change else None,
            hidden=key in known.cells and number is None,
            public=self.public,
        )

    def other(self, source, year, *, municipality="", ground="", of_all=False, change=False) -> Number:
        """A number of the police or the College; not known when nobody entered it."""
        known, key = self.years[year], (source, municipality, ground)
        return Number(
            known.others.get(key),
            other_key(*key),
            year,
            source=source,
            base=known.others.get((source, "", "")) if of_all else None,
            inhabitants=known.inhabitants.get(municipality),
            before=self._before(year, lambda before: before.others.get(key)) if change else None,
            hidden=key in known.others and known.others[key] is None,
            public=self.public,
        )

    def _before(self, year, find):
        return find(self.years[year - 1]) if year - 1 in self.years and year != self.running else None

    def counted_otherwise(self, variant, key, year=None) -> Number:
        """The same reports counted in another way, for a table that compares the two."""
        year = year or self.year
        number = self._tallies[year, variant].get(key, 0) if self.years[year].cells else None
        return Number(number, key, year, variant=variant)

    @cached_property
    def _tallies(self):
        variants = [replace(self.variant, basis=basis, with_mass=mass) for basis in CountBasis.values for mass in (True, False)]
        return {(year, variant): tally(self.reports[year], variant, self.areas[year]) for year in self.years for variant in variants}

    def left_out(self) -> list[tuple[str, Number]]:
        """(reason, number) of the reports of the year that do not count."""
        return [(reason, self.number(key_of(left_out=reason))) for reason in LEFT_OUT]


def monitor(meldpunt, year: int, variant: Variant, sight: Sight = WHOLE) -> Monitor:
    """The exact numbers of a year and the four before it, as they were closed, or live while a year is open.

    Of a year that was never closed and has no report nothing is known, unless it is the year that runs.
    """
    today, years = timezone.localdate(), range(year - YEARS + 1, year + 1)
    joined = list(MeldpuntMunicipality.objects.filter(meldpunt=meldpunt).select_related("municipality"))
    areas = {each: _area(joined, each) for each in years}
    municipalities = {row.municipality.code: row.municipality for row in joined}
    listed = list(ListValue.objects.filter(meldpunt__isnull=True)) + list(ListValue.objects.filter(meldpunt=meldpunt))
    values = _values({code: row for code, row in municipalities.items() if code in areas[year]}, listed)
    region_of = {code: row.region for code, row in municipalities.items()}
    closed = {each: closed_year(meldpunt, each) for each in years}
    reports = {each: kept(row, sight) if (row := closed[each]) else live(meldpunt, each, sight) for each in years}
    known = {each for each in years if closed[each] or reports[each] or each == today.year}
    others, inhabitants = _of_others(meldpunt, years), _inhabitants(meldpunt, years)
    return Monitor(
        year=year,
        variant=variant,
        years={
            each: YearNumbers(
                _cells(reports[each], variant, areas[each], values, region_of) if each in known else {}, others[each], inhabitants[each]
            )
            for each in years
        },
        values=values,
        names=_names(municipalities, listed),
        running=today.year,
        kept_away=sight.kept_away,
        reports=reports,
        areas=areas,
        region_of=region_of,
    )


def _cells(reports, variant, area, values, region_of):
    """Every number of a year; of a municipality that had not joined in that year nothing is known, and a region has those that had."""
    counts = tally(reports, variant, area)
    joined = {name: tuple(sorted(code for code in area if region_of[code] == name)) for name in values.regions}
    there = replace(values, regions={name: codes for name, codes in joined.items() if codes})
    cells = {**counts, **there.complete(counts)}
    return {key: number for key, number in cells.items() if dict(key).get("municipality", "") in {"", *area}}


def _area(joined, year) -> frozenset:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return frozenset(row.municipality.code for row in joined if row.starts_on <= last and (row.ends_on is None or row.ends_on > first))


def _values(municipalities, listed) -> Values:
    official = {table["key"]: tuple(key for key, _name in table["values"]) for table in wga_form()["tables"]}
    finer = {ground: tuple(row.key for row in listed if row.list == "ground" and row.official == ground) for ground in official["ground"]}
    places = sorted(municipalities.values(), key=lambda place: (place.name, place.code))
    regions = {region: tuple(place.code for place in places if place.region == region) for region in sorted({place.region for place in places})}
    return Values(
        municipality=tuple(place.code for place in places),
        ground=official["ground"],
        terrain=official["terrain"],
        nature=official["nature"],
        handling=official["handling"],
        finer={ground: keys for ground, keys in finer.items() if len(keys) > 1},
        regions=regions if len(regions) > 1 else {},
    )


def _names(municipalities, listed) -> Names:
    words = {("municipality", code): (row.name,) * 3 for code, row in municipalities.items()}
    words |= {("finer" if row.list == "ground" else row.list, row.key): (row.name_nl, row.name_de, row.name_en) for row in listed}
    words |= {("ground", row.key): (row.name_nl, row.name_de, row.name_en) for row in listed if row.list == "ground" and row.key == row.official}
    return Names(words)


def _of_others(meldpunt, years):
    found = {year: {} for year in years}
    rows = ExternalFigure.objects.filter(meldpunt=meldpunt, year__in=years).select_related("municipality")
    for row in rows:
        found[row.year][row.source, row.municipality.code if row.municipality else "", row.ground] = row.number
    return found


def _inhabitants(meldpunt, years):
    found = {year: {} for year in years}
    for row in Population.objects.filter(meldpunt=meldpunt, year__in=years).select_related("municipality"):
        found[row.year][row.municipality.code] = row.inhabitants
    return found


__all__ = ["MELDPUNT", "YEARS", "Monitor", "Names", "Variant", "YearNumbers", "monitor"]
