"""Hiding small numbers in figures that go outside, so that they cannot be worked out from what is shown.

A count of one to four people can point at somebody, and a hidden count beside a shown total is no
longer hidden. Both are therefore decided here, for a row of numbers and for a table with totals.
`None` stands for a hidden number. Pure functions; nothing is rounded.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

THRESHOLD = 5
PERCENTAGE_FROM = 30  # outside, a percentage of fewer says more than it knows


def is_small(number: int | None, threshold: int = THRESHOLD) -> bool:
    """At least one, and fewer than `threshold`: nobody at all points at nobody."""
    return number is not None and 0 < number < threshold


def hide_small(values: Mapping[Hashable, int], threshold: int = THRESHOLD) -> dict:
    """The same numbers, with None for those to be hidden; the total may be shown unless all are hidden.

    Where one number is small, all below `threshold` are hidden, also 0. Where that leaves one
    number alone, or only the largest small number, the next larger numbers are hidden too. The choice
    depends on the numbers alone, not on their order, so whatever is hidden could have changed places:
    also somebody who knows this rule and the total cannot tell a hidden number for sure.
    `threshold` is 3 or more (ValueError).
    """
    if threshold < 3:
        raise ValueError("a threshold below 3 hides nothing safely")
    if not any(is_small(number, threshold) for number in values.values()):
        return dict(values)
    level = threshold - 1
    while _alone(hidden := [number for number in values.values() if number <= level], threshold) and len(hidden) < len(values):
        level = min(number for number in values.values() if number > level)
    return {key: None if number <= level else number for key, number in values.items()}


def _alone(hidden, threshold):
    return len(hidden) == 1 or set(hidden) == {threshold - 1}


def hide_with_total(values: Mapping[Hashable, int], threshold: int = THRESHOLD) -> tuple[dict, int | None]:
    """`hide_small`, and the total of the numbers: None where showing it would give something away."""
    shown = hide_small(values, threshold)
    all_hidden = bool(shown) and all(number is None for number in shown.values())
    return shown, None if all_hidden else sum(values.values())


@dataclass(frozen=True)
class Table:
    """A table with totals; None is hidden. `cells` by (row, column)."""

    cells: dict[tuple[Hashable, Hashable], int | None]
    rows: dict[Hashable, int | None]
    columns: dict[Hashable, int | None]
    total: int | None


# A table with totals is a round trip: from the start to a row (its total), to a column (the cell), to the
# end (the total of the column), and back (the total of all). What goes into a place also leaves it.
_START, _END = ("start",), ("end",)


def hide_small_table(cells: Mapping[tuple[Hashable, Hashable], int], threshold: int = THRESHOLD) -> Table:
    """The table with the totals of rows and columns, and None for what is to be hidden.

    Small cells and totals are hidden, and then the smallest others that are needed, until
    nobody can find a hidden number by adding and subtracting what is shown.
    """
    rows, columns = list(dict.fromkeys(row for row, _ in cells)), list(dict.fromkeys(column for _, column in cells))
    numbers = {(("row", row), ("column", column)): cells.get((row, column), 0) for row in rows for column in columns}
    totals = {(_START, ("row", row)): sum(cells.get((row, column), 0) for column in columns) for row in rows}
    totals |= {(("column", column), _END): sum(cells.get((row, column), 0) for row in rows) for column in columns}
    ways = numbers | totals | {(_END, _START): sum(numbers.values())}
    hidden = _hidden_ways(ways, threshold)
    shown = {way: None if way in hidden else number for way, number in ways.items()}
    return Table(
        cells={(row, column): shown[("row", row), ("column", column)] for row in rows for column in columns},
        rows={row: shown[_START, ("row", row)] for row in rows},
        columns={column: shown[("column", column), _END] for column in columns},
        total=shown[_END, _START],
    )


def _hidden_ways(ways, threshold):
    small = {way for way, number in ways.items() if is_small(number, threshold)}
    hidden = set(small)
    while found := _told(ways, hidden):
        hidden |= _round_trip(found, ways, hidden)
    # What was hidden on the way and turned out not to be needed is shown again: totals first, then the largest.
    for way in sorted(hidden - small, key=lambda way: (_is_total(way), ways[way]), reverse=True):
        if not _told(ways, hidden - {way}):
            hidden.remove(way)
    return hidden


def _is_total(way):
    return _START in way or _END in way


def _told(ways, hidden):
    """A hidden number that what is shown gives away; None when there is none."""
    return next((way for way in ways if way in hidden and not _may_differ(way, ways, hidden)), None)


def _may_differ(way, ways, hidden):
    """Could this hidden number be another one while everything shown stays as it is?

    It could when one person more can go round through it, or one fewer, over hidden ways only.
    """
    first, last = way
    others = hidden - {way}
    return _leads(last, first, ways, others) or (ways[way] > 0 and _leads(first, last, ways, others))


def _leads(here, there, ways, hidden):
    """Is there a way from `here` to `there`: along hidden ways, or back along those that are not 0."""
    reached, waiting = {here}, [here]
    while waiting:
        place = waiting.pop()
        ahead = {end for begin, end in hidden if begin == place} | {begin for begin, end in hidden if end == place and ways[begin, end] > 0}
        waiting += ahead - reached
        reached |= ahead
    return there in reached


def _round_trip(way, ways, hidden):
    """What must be hidden besides, so that one person more could go round through `way`: as few and as small numbers as do it."""
    start, goal = way[1], way[0]
    waiting, done, count = [(0, 0, start, frozenset())], set(), 0
    while waiting:
        cost, _order, place, needed = heappop(waiting)
        if place == goal:
            return needed
        if place in done:
            continue
        done.add(place)
        for other in ways:
            if other == way or place not in other or (place == other[1] and not ways[other]):
                continue
            count += 1
            step = 0 if other in hidden else 1 + ways[other] + (1_000_000 if _is_total(other) else 0)
            heappush(waiting, (cost + step, count, other[1] if place == other[0] else other[0], needed | ({other} - hidden)))
    raise AssertionError("a table with totals always has a round trip")
