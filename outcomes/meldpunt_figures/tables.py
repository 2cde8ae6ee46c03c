"""The tables B1 to B11 of the monitor, from its numbers; exact or public alike."""

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from outcomes.meldpunt_figures.definitions import DEFINITIONS, LEFT_OUT_WORDS
from outcomes.meldpunt_figures.monitor import Monitor
from outcomes.meldpunt_figures.numbers import MELDPUNT, Number, Row, Table
from outcomes.meldpunt_figures.tally import LEFT_OUT, MENTIONS, RECEIVED, TOTAL, Variant, key_of
from referrals.discrimination_choices import CountBasis, FigureSource


def source_names() -> dict[str, str]:
    """Whose figures, in words."""
    return {MELDPUNT: _("meldpunt"), **{value: str(label) for value, label in FigureSource.choices}}


def _name(monitor, dimension, value):
    return monitor.names.of(dimension, value, get_language() or "nl")


def _table(code, heads, columns, rows, *, changes=False):
    return Table(code, DEFINITIONS[code], heads, [str(column) for column in columns], rows, changes)


def _b1(monitor: Monitor) -> Table:
    rows = []
    for year in reversed(monitor.years):
        others = [monitor.other(source, year, change=True) for source in FigureSource.values]
        rows.append(Row((_("whole area"), str(year)), [monitor.number(TOTAL, year, change=True), *others]))
        for region in monitor.values.regions:
            unknown = [Number(None, year=year, source=source) for source in FigureSource.values]
            rows.append(Row((region, str(year)), [monitor.number(key_of(region=region), year, change=True), *unknown]))
    return _table("B1", [_("area"), _("year")], source_names().values(), rows)


def _b2(monitor: Monitor) -> Table:
    rows = []
    for code in monitor.values.municipality:
        for year in reversed(monitor.years):
            own = monitor.number(key_of(municipality=code), year, inhabitants_of=code, change=True)
            others = [monitor.other(source, year, municipality=code, change=True) for source in FigureSource.values]
            rows.append(Row((_name(monitor, "municipality", code), str(year)), [own, *others]))
    return _table("B2", [_("municipality"), _("year")], source_names().values(), rows)


def _b3(monitor: Monitor) -> Table:
    rows = []
    for source, name in source_names().items():
        lines = [
            Row((name, _name(monitor, "ground", ground)), [_of_ground(monitor, source, ground, year) for year in monitor.years])
            for ground in monitor.values.ground
        ]
        rows += [line for line in lines if source == MELDPUNT or any(number.value for number in line.numbers)]
        whole = [
            monitor.number(TOTAL, year, change=True) if source == MELDPUNT else monitor.other(source, year, change=True) for year in monitor.years
        ]
        rows.append(Row((name, _("reports together")), whole, total=True))
    return _table("B3", [_("source"), _("ground")], monitor.years, rows, changes=True)


def _of_ground(monitor, source, ground, year):
    if source == MELDPUNT:
        return monitor.number(key_of(ground=ground), year, base=TOTAL, change=True)
    return monitor.other(source, year, ground=ground, of_all=True, change=True)


def _by_year(code, dimension, values: Callable, *, head: str, last=TOTAL) -> Callable:
    """A table of one dimension over the years, as parts of all reports."""

    def make(monitor: Monitor) -> Table:
        rows = [
            Row(
                (_name(monitor, dimension, value),),
                [monitor.number(key_of(**{dimension: value}), year, base=TOTAL, change=True) for year in monitor.years],
            )
            for value in values(monitor)
        ]
        rows.append(Row((_("reports together"),), [monitor.number(last, year, change=True) for year in monitor.years], total=True))
        return _table(code, [_(head)], monitor.years, rows, changes=True)

    return make


def _crossed(code, down, across, *, heads: str, whole, column_whole, row_whole) -> Callable:
    """A two-way table of the year with its totals: `row_whole(value)` and `column_whole(value)` are their keys, `whole` that of all.

    The total of a row stands first: on a phone, what comes later is out of sight.
    """

    def make(monitor: Monitor) -> Table:
        rows = []
        for value in getattr(monitor.values, down):
            base = row_whole(value)
            numbers = [monitor.number(key_of(**{down: value, across: other}), base=base) for other in getattr(monitor.values, across)]
            rows.append(Row((_name(monitor, down, value),), [monitor.number(base), *numbers]))
        totals = [monitor.number(column_whole(other)) for other in getattr(monitor.values, across)]
        rows.append(Row((_("together"),), [monitor.number(whole), *totals], total=True))
        columns = [_name(monitor, across, other) for other in getattr(monitor.values, across)]
        return _table(code, [_(heads)], [_("together"), *columns], rows)

    return make


def _b8(monitor: Monitor) -> Table:
    rows = []
    for ground, keys in monitor.values.finer.items():
        for key in keys:
            name = _("not told more finely") if key == ground else _name(monitor, "finer", key)
            numbers = [monitor.number(key_of(finer=key), year, base=key_of(ground=ground), change=True) for year in monitor.years]
            rows.append(Row((_name(monitor, "ground", ground), name), numbers))
        whole = [monitor.number(key_of(ground=ground), year, change=True) for year in monitor.years]
        rows.append(Row((_name(monitor, "ground", ground), _("reports together")), whole, total=True))
    return _table("B8", [_("ground"), _("finer ground")], monitor.years, rows, changes=True)


def _b9(monitor: Monitor) -> Table:
    bases = [Variant(basis, monitor.variant.with_mass) for basis in CountBasis.values]
    lines = [(_name(monitor, "municipality", code), key_of(municipality=code), False) for code in monitor.values.municipality]
    lines.append((_("whole area"), TOTAL, True))
    lines += [(_left_out(reason), key_of(left_out=reason), False) for reason in LEFT_OUT]
    lines.append((_("received"), RECEIVED, True))
    rows = [Row((name,), [monitor.counted_otherwise(basis, key) for basis in bases], total) for name, key, total in lines]
    return _table("B9", [_("municipality")], CountBasis.labels, rows)


def _left_out(reason):
    return _("left out: %(reason)s") % {"reason": LEFT_OUT_WORDS[reason]}


def _b10(monitor: Monitor) -> Table:
    ways = [Variant(monitor.variant.basis, with_mass) for with_mass in (True, False)]
    rows = []
    for year in reversed(monitor.years):
        numbers = [monitor.counted_otherwise(way, TOTAL, year) for way in ways]
        rows.append(Row((str(year),), [*numbers, monitor.counted_otherwise(ways[1], key_of(left_out="mass"), year)]))
    return _table("B10", [_("year")], [_("with mass reports"), _("without mass reports"), _("mass reports, wherever")], rows)


def _mentions(**where):
    return key_of(mentions="ground", **where)


TABLES: dict[str, Callable[[Monitor], Table]] = {
    "B1": _b1,
    "B2": _b2,
    "B3": _b3,
    "B4": _crossed(
        "B4", "ground", "terrain", heads="ground", whole=MENTIONS,
        row_whole=lambda value: key_of(ground=value), column_whole=lambda value: _mentions(terrain=value),
    ),
    "B5": _by_year("B5", "terrain", lambda monitor: monitor.values.terrain, head="area of society"),
    "B6": _by_year("B6", "nature", lambda monitor: monitor.values.nature, head="nature"),
    "B6b": _crossed(
        "B6b", "ground", "nature", heads="ground", whole=MENTIONS,
        row_whole=lambda value: key_of(ground=value), column_whole=lambda value: _mentions(nature=value),
    ),
    "B7": _by_year("B7", "handling", lambda monitor: monitor.values.handling, head="way of handling"),
    "B8": _b8,
    "B9": _b9,
    "B10": _b10,
    "B11": _crossed(
        "B11", "municipality", "ground", heads="municipality", whole=MENTIONS,
        row_whole=lambda value: _mentions(municipality=value), column_whole=lambda value: key_of(ground=value),
    ),
    "B11b": _crossed(
        "B11b", "municipality", "terrain", heads="municipality", whole=TOTAL,
        row_whole=lambda value: key_of(municipality=value), column_whole=lambda value: key_of(terrain=value),
    ),
}  # fmt: skip


def table(monitor: Monitor, code: str) -> Table:
    """One table; raises KeyError for an unknown code."""
    return TABLES[code](monitor)


def public_tables(monitor: Monitor) -> list[Table]:
    """What is published: every table that does not set two ways of counting side by side."""
    return [make(monitor) for code, make in TABLES.items() if DEFINITIONS[code].public]
