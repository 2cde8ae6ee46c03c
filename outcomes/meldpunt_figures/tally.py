"""Counts the reports of one year under keys that all tables of the monitor share, and says how those numbers hang together.

A key is what was counted, as sorted (dimension, value) pairs: () is every report that counts, (("ground", "race"),) those
that name race, (("ground", "race"), ("terrain", "housing")) those of them about housing. The same key in two tables is
the same number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casetrack.suppression import Limit, Sum
from outcomes.meldpunt_figures.facts import CountedReport
from referrals.discrimination_choices import CountBasis, IncidentState

TOTAL = ()
MENTIONS = (("mentions", "ground"),)  # how often a ground was named: a report can name several
RECEIVED = (("received", "all"),)
# Why a report is left out, in the order in which that is decided.
LEFT_OUT = ("mass", "not_applicable", "unknown", "outside")
# Two-way tables: pairs of dimensions.
CROSSED = (("ground", "terrain"), ("ground", "nature"), ("ground", "municipality"), ("municipality", "terrain"))
ONE_EACH = ("municipality", "terrain", "nature")  # a report has exactly one of these

# Combinations of grounds in one year that are looked at one by one when numbers are hidden.
MOST_COMBINATIONS = 8
BESIDE = ("nature", "municipality", "terrain")


def key_of(**where) -> tuple:
    """The key of a cell: key_of(ground="race", terrain="housing")."""
    return tuple(sorted(where.items()))


def other_key(source: str, municipality: str, ground: str) -> tuple:
    """The key of a figure of others: of the area, of a municipality, or of a ground."""
    named = {"source": source, "municipality": municipality, "ground": ground}
    return key_of(**{name: value for name, value in named.items() if value})


@dataclass(frozen=True)
class Variant:
    """How reports are counted: by where the reporter lives or where it happened, and with or without mass reports."""

    basis: str = CountBasis.RESIDENCE
    with_mass: bool = True

    def left_out(self, report: CountedReport, area) -> str:
        """Why this report does not count; empty when it does."""
        place = self.place(report)
        if report.mass and not self.with_mass:
            return "mass"
        if place in area:
            return ""
        if place == IncidentState.NOT_APPLICABLE:
            return "not_applicable"
        return "unknown" if place == IncidentState.UNKNOWN else "outside"

    def place(self, report: CountedReport) -> str:
        """The municipality for which the report counts, or why there is none."""
        return report.residence if self.basis == CountBasis.RESIDENCE else report.incident


def keys(report: CountedReport, variant: Variant, area) -> set[tuple]:
    """Every key under which one report is counted, once each; mentions apart, see `tally`."""
    if reason := variant.left_out(report, area):
        return {RECEIVED, key_of(left_out=reason)}
    one = {"municipality": variant.place(report), "terrain": report.terrain, "nature": report.nature}
    found = {RECEIVED, TOTAL, *(key_of(**{name: value}) for name, value in one.items())}
    found.add(key_of(municipality=one["municipality"], terrain=one["terrain"]))
    found |= {key_of(handling=way) for way in report.handling}
    found |= {key_of(finer=ground) for ground in report.grounds}
    for ground in report.official_grounds:
        found |= {key_of(ground=ground), *(key_of(ground=ground, **{name: value}) for name, value in one.items())}
    return found


def mentions(report: CountedReport, variant: Variant, area) -> set[tuple]:
    """The keys under which each ground of the report counts for one."""
    if variant.left_out(report, area):
        return set()
    one = {"municipality": variant.place(report), "terrain": report.terrain, "nature": report.nature}
    return {MENTIONS, *(tuple(sorted([*MENTIONS, pair])) for pair in one.items())}


def tally(reports: Iterable[CountedReport], variant: Variant, area) -> Counter:
    """{key: number} of the reports of one year; a key that is not there counts nothing."""
    counts: Counter = Counter()
    for report in reports:
        counts.update(keys(report, variant, area))
        counts.update(dict.fromkeys(mentions(report, variant, area), len(report.official_grounds)))
    return counts


@dataclass(frozen=True)
class Values:
    """The values of each dimension, in the order of the tables; `finer` gives for each official ground the keys that count as it."""

    municipality: tuple[str, ...]
    ground: tuple[str, ...]
    terrain: tuple[str, ...]
    nature: tuple[str, ...]
    handling: tuple[str, ...]
    finer: Mapping[str, tuple[str, ...]]
    regions: Mapping[str, tuple[str, ...]]  # the municipalities of each; empty where there is one region only

    def all_keys(self) -> list[tuple]:
        """Every cell that a table of one year can show."""
        found = [RECEIVED, TOTAL, MENTIONS, *(key_of(left_out=reason) for reason in LEFT_OUT)]
        for name in ("municipality", "ground", "terrain", "nature", "handling"):
            found += [key_of(**{name: value}) for value in getattr(self, name)]
        found += [key_of(mentions="ground", **{name: value}) for name in ONE_EACH for value in getattr(self, name)]
        found += [key_of(finer=key) for keys in self.finer.values() for key in keys]
        found += [key_of(region=region) for region in self.regions]
        for one, other in CROSSED:
            found += [key_of(**{one: a, other: b}) for a in getattr(self, one) for b in getattr(self, other)]
        return found

    def complete(self, counts: Mapping) -> dict[tuple, int]:
        """Every cell with its number: 0 where nothing was counted, and the regions added up."""
        cells = {key: counts.get(key, 0) for key in self.all_keys()}
        cells |= {key_of(region=name): sum(counts.get(key_of(municipality=code), 0) for code in codes) for name, codes in self.regions.items()}
        return cells

    def sums(self) -> list[Sum]:
        """Which cells are the sum of which, whatever table they stand in."""
        found = [Sum(RECEIVED, (TOTAL, *(key_of(left_out=reason) for reason in LEFT_OUT)))]
        found += [Sum(TOTAL, self._line(name)) for name in ONE_EACH]
        found.append(Sum(MENTIONS, self._line("ground")))
        found += [Sum(key_of(region=name), tuple(key_of(municipality=code) for code in codes)) for name, codes in self.regions.items()]
        if self.regions:
            found.append(Sum(TOTAL, tuple(key_of(region=name) for name in self.regions)))
        for name in ONE_EACH:
            found.append(Sum(MENTIONS, tuple(key_of(mentions="ground", **{name: value}) for value in getattr(self, name))))
            for value in getattr(self, name):
                found.append(Sum(key_of(mentions="ground", **{name: value}), self._line("ground", **{name: value}), of_group=True))
            found += [Sum(key_of(ground=value), self._line(name, ground=value), of_group=True) for value in self.ground]
        found += [Sum(key_of(municipality=value), self._line("terrain", municipality=value), of_group=True) for value in self.municipality]
        found += [Sum(key_of(terrain=value), self._line("municipality", terrain=value), of_group=True) for value in self.terrain]
        return found

    def limits(self) -> list[Limit]:
        """Which cells are never larger than others: a ground is named at most once in a report, and each report names one."""
        found = [Limit(TOTAL, (MENTIONS,))]
        found += [Limit(key_of(ground=ground), (TOTAL,)) for ground in self.ground]
        found += [Limit(key_of(handling=way), (TOTAL,)) for way in self.handling]
        for name in ONE_EACH:
            for value in getattr(self, name):
                here = key_of(**{name: value})
                found.append(Limit(here, (key_of(mentions="ground", **{name: value}),)))
                found += [Limit(key_of(ground=ground, **{name: value}), (here,), of_group=True) for ground in self.ground]
        for ground, finer in self.finer.items():
            found.append(Limit(key_of(ground=ground), tuple(key_of(finer=key) for key in finer)))
            found += [Limit(key_of(finer=key), (key_of(ground=ground),), of_group=True) for key in finer]
        return found

    def possible(self, reports: Iterable[CountedReport], variant: Variant, area) -> tuple[dict, list[Sum]]:
        """(cells that no table shows, the sums that tie the shown ones to them): with these, numbers that fit are those of a possible set of reports.

        Reports are counted by exactly which grounds they name (one, or one of the combinations that occur), once by municipality and terrain and
        once by nature. Within the reports that name the same grounds the two can be combined in any way, so whole numbers, none negative, that fit the
        sums can be handed out to reports. Finer grounds and ways of handling are held by their limits alone: they hang on one number each.
        Where more than MOST_COMBINATIONS of grounds occur, that would take minutes: reports with several grounds are then held by the sums alone.
        """
        named = [(tuple(sorted(set(report.official_grounds))), report) for report in reports if not variant.left_out(report, area)]
        cells: Counter = Counter()
        for ground in self.ground:
            cells.update({_named((ground,), nature=value): 0 for value in self.nature})
            cells.update({_named((ground,), municipality=place, terrain=value): 0 for place in self.municipality for value in self.terrain})
        loose = len({grounds for grounds, _report in named if len(grounds) > 1}) > MOST_COMBINATIONS
        if loose:
            cells.update(self._beside(named, variant))
            named = [(grounds, report) for grounds, report in named if len(grounds) == 1]
        for grounds, report in named:
            cells[_named(grounds, nature=report.nature)] += 1
            cells[_named(grounds, municipality=variant.place(report), terrain=report.terrain)] += 1
        parts = defaultdict(list)
        for cell in cells:
            (name, grounds), *where = cell
            if name == "beside":
                parts[key_of(**({"ground": grounds} if grounds else {}), **dict(where))].append(cell)
                continue
            parts[tuple(where)].append(cell)
            parts[_named((grounds,), by="nature" if len(where) == 1 else "place")].append(cell)
            for ground in grounds.split("+"):
                for pair in where:
                    parts[key_of(ground=ground, **dict([pair]))].append(cell)
        exactly = sorted({grounds for (name, grounds), *_where in cells if name == "named"})
        sides = [(_named((grounds,), by="nature"), _named((grounds,), by="place")) for grounds in exactly]
        cells.update({side: sum(cells[part] for part in parts[side]) for pair in sides for side in pair})
        return dict(cells), [*(Sum(total, tuple(found)) for total, found in parts.items()), *(Sum(one, (other,)) for one, other in sides)]

    def _beside(self, named, variant) -> Counter:
        """How many reports name a ground and others beside it, and any grounds at all, by nature, municipality and terrain."""
        found = Counter({(("beside", ground), (name, value)): 0 for ground in self.ground for name in BESIDE for value in getattr(self, name)})
        found.update({(("beside", ""), ("nature", value)): 0 for value in self.nature})
        found.update({(("beside", ""), ("municipality", place), ("terrain", value)): 0 for place in self.municipality for value in self.terrain})
        for grounds, report in named:
            if len(grounds) > 1:
                told = [("nature", report.nature), ("municipality", variant.place(report)), ("terrain", report.terrain)]
                found.update((("beside", ground), pair) for ground in grounds for pair in told)
                found.update([(("beside", ""), told[0]), (("beside", ""), *told[1:])])
        return found

    def _line(self, name, **where):
        return tuple(key_of(**{name: value}, **where) for value in getattr(self, name))


def _named(grounds, **where):
    """The key of the reports that name exactly these grounds; no table shows it."""
    return (("named", "+".join(grounds)), *sorted(where.items()))
