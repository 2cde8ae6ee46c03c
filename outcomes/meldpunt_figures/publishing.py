"""What is made public of a year: its numbers with small ones hidden, kept as they were published, and read back as a monitor."""

import hashlib
import json
from collections import OrderedDict

from casetrack.suppression import Limit, Sum, Suppressed, proven, suppress
from outcomes.meldpunt_figures.definitions import VERSION
from outcomes.meldpunt_figures.monitor import Monitor, Names, Variant, YearNumbers
from outcomes.meldpunt_figures.tally import Values, key_of, other_key
from referrals.discrimination_choices import FigureSource
from referrals.models import Publication


def public_cells(monitor: Monitor) -> tuple[dict, list, list]:
    """(cells, sums, limits) of everything that is published of the year: the own numbers and those of others."""
    known = monitor.years[monitor.year]
    cells = {key: known.cells[key] for key in monitor.values.all_keys()}
    sums, limits = monitor.values.sums(), monitor.values.limits()
    others = {other_key(*where): number for where, number in known.others.items()}
    for source in FigureSource.values:
        for name in ("municipality", "ground"):
            _tie(others, sums, limits, source, name)
    return cells | others, sums, limits


def _tie(others, sums, limits, source, name):
    """What a reader may take for granted of figures of others, where it is so: parts that add up, or stay below the whole.

    No two municipalities overlap: what is left of the whole is a number too, that any reader can work out (`rest_key`).
    """
    whole = key_of(source=source)
    parts = tuple(key for key in others if dict(key).get("source") == source and set(dict(key)) == {"source", name})
    if whole not in others or not parts:
        return
    rest = others[whole] - sum(others[part] for part in parts)
    if rest == 0:
        sums.append(Sum(whole, parts))
    elif name == "municipality" and rest > 0:
        others[rest_key(source)] = rest
        sums.append(Sum(whole, (*parts, rest_key(source))))
    else:
        limits += [Limit(part, (whole,)) for part in parts if others[part] <= others[whole]]


def rest_key(source) -> tuple:
    """The key of what a source counted in the area outside the municipalities of which a figure is known; it stands in no table."""
    return key_of(source=source, rest="municipality")


def hidden(monitor: Monitor) -> Suppressed:
    """The year with its small numbers hidden. Raises ValueError when that cannot be proven to be safe.

    Takes up to half a minute; the last answers are kept in the memory of the process, so that publishing what was looked at waits no longer.
    """
    cells, sums, limits = public_cells(monitor)
    inner, ties = monitor.values.possible(monitor.reports[monitor.year], monitor.variant, monitor.areas[monitor.year])
    sums = [*sums, *ties]
    asked = hashlib.sha256(repr([sorted(cells.items()), sums, limits, sorted(inner.items())]).encode()).digest()
    answer = _answers.get(asked)
    if answer is None:
        answer = suppress(cells, sums, limits, inner=inner)
        if not proven(cells, sums, limits, answer, inner=inner):
            raise ValueError("hidden numbers could be worked out")
        _answers[asked] = answer
        while len(_answers) > MOST_KEPT:
            _answers.popitem(last=False)
    return answer


MOST_KEPT = 8
_answers: OrderedDict[bytes, Suppressed] = OrderedDict()


def composed(monitor: Monitor, answer: Suppressed, earlier=()) -> dict:
    """What a publication keeps: the year as it may be shown, and earlier years as their own publications show them.

    The years count different reports, so numbers of two publications tell nothing about each other.
    """
    known = monitor.years[monitor.year]
    others = [[*where, answer.shown[other_key(*where)]] for where in known.others]
    own = {
        "cells": [[[list(pair) for pair in key], answer.shown[key]] for key in monitor.values.all_keys()],
        "others": others,
        "inhabitants": dict(known.inhabitants),
    }
    before = {str(row.year): row.tables["years"][str(row.year)] for row in earlier if str(row.year) in row.tables.get("years", {})}
    values = monitor.values
    return {
        "definitions": VERSION,
        "values": {
            **{name: list(getattr(values, name)) for name in ("municipality", "ground", "terrain", "nature", "handling")},
            "finer": {ground: list(keys) for ground, keys in values.finer.items()},
            "regions": {region: list(codes) for region, codes in values.regions.items()},
        },
        "names": [[*where, *words] for where, words in monitor.names.words.items()],
        "years": {**before, str(monitor.year): own},
    }


def fingerprint(tables: dict) -> str:
    """A text that changes when anything that would be published changes, so that what is published is what was seen."""
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def earlier_publications(meldpunt, year: int, variant: Variant):
    """The publications of the four years before that counted in the same way: only those can stand beside this year."""
    rows = Publication.objects.filter(meldpunt=meldpunt, year__lt=year, year__gte=year - 4)
    return list(rows.filter(basis=variant.basis, with_mass=variant.with_mass).order_by("year"))


def published(year: int, variant: Variant, tables: dict) -> Monitor:
    """The public monitor of what a publication keeps."""
    values = tables["values"]
    return Monitor(
        year=year,
        variant=variant,
        years={int(each): _year(known) for each, known in sorted(tables["years"].items())},
        values=Values(
            **{name: tuple(values[name]) for name in ("municipality", "ground", "terrain", "nature", "handling")},
            finer={ground: tuple(keys) for ground, keys in values["finer"].items()},
            regions={region: tuple(codes) for region, codes in values["regions"].items()},
        ),
        names=Names({(dimension, value): tuple(words) for dimension, value, *words in tables["names"]}),
        public=True,
    )


def _year(known):
    return YearNumbers(
        cells={tuple((name, value) for name, value in key): number for key, number in known["cells"]},
        others={(source, municipality, ground): number for source, municipality, ground, number in known["others"]},
        inhabitants=known["inhabitants"],
    )


def monitor_of(publication: Publication) -> Monitor:
    """What was published, as a monitor."""
    return published(publication.year, Variant(publication.basis, publication.with_mass), publication.tables)
