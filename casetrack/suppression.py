"""Hides small numbers in linked tables, so that they cannot be worked out from totals or from another table.

The same number in two tables is one cell: cells have keys, tables share them, and what ties them together
is given as sums (a total and its parts) and as limits (a number that is never larger than others together).
A small number (0 < n < THRESHOLD) is hidden, and then as few and as small other numbers as are needed.

The rule, for somebody who knows everything that is shown, the sums, the limits, and this rule itself:
- a hidden small number may also be 0, and may also be THRESHOLD or more;
- any other hidden number may be at least THRESHOLD apart;
- where everybody in a group falls into one part of it, another part of that group is possible too (a zero tells something there);
- where something that not everybody in a group must have is true of all of them, it may also be untrue of some.

Each "may be" rests on a witness: whole other numbers, none negative, for all cells at once, with which
everything that is shown would look the same. Cells tied by sums alone can be numbers that no set of records has: `inner` are
counts that nobody shows, finer than all tables, and a witness has numbers for them too, so that a reader who solves for whole records cannot
rule it out either. They are whole wherever that is found quickly: then the witness is a possible set of records. Elsewhere halves and
thirds of records are accepted; ruling such a witness out takes a search over whole numbers, which this does not promise to withstand.
Hiding more never takes a witness away, so what is found stays found.
A witness is a change along which the sums stay right; the cheapest one is a linear program. What this does not
promise: that somebody who knows which of the hidden numbers are their own learns nothing, or somebody who runs this very
program over every possible year.

Different years count different reports, so no sum ties a cell of one year to a cell of another: the cells of two
publications side by side fall apart into two systems, and each is safe as it was alone. Numbers derived from shown
numbers only (percentages, changes) tell nothing that the shown numbers do not tell.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from casetrack.disclosure import THRESHOLD, is_small

Key = Hashable
# Totals are what readers look for: they are hidden only where nothing else helps.
_TOTAL_COSTS = 200
_CORNERS = 4
_NOTHING = 1e-4  # how far halves and thirds may be off
_NEARLY = 0.5  # a witness that must be asked for in whole numbers may cost so much more than the cheapest: it is found faster
_HIDDEN_COSTS = 0.001  # not nothing, so that a witness goes no roundabout way


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`. With `of_group`, all of a group in one part would tell something about everybody in it."""

    total: Key
    parts: tuple
    of_group: bool = False


@dataclass(frozen=True)
class Limit:
    """`lesser` is never larger than all of `greater` together. With `of_group`, as many would tell something about everybody in `greater`."""

    lesser: Key
    greater: tuple
    of_group: bool = False


@dataclass(frozen=True)
class Suppressed:
    """What may be shown: None is hidden. `small` were hidden for themselves, `others` to protect them."""

    shown: dict
    small: frozenset
    others: frozenset
    worlds: tuple = field(default=(), repr=False)  # the changes that prove it: {key: how much more or less}

    @property
    def hidden(self) -> frozenset:
        """Everything that is not shown."""
        return self.small | self.others


def suppress(
    cells: Mapping[Key, int],
    sums: Iterable[Sum],
    limits: Iterable[Limit] = (),
    *,
    inner: Mapping[Key, int] | None = None,
    threshold: int = THRESHOLD,
    secondary: bool = True,
) -> Suppressed:
    """Hide what must be hidden. The same cells give the same answer, whatever their order. `inner` are shown in no table, and tied by the sums.

    Raises ValueError where the numbers contradict the sums or limits. `secondary=False` hides small numbers
    only, which protects nothing: it is there to show that an attack then succeeds.
    """
    sums, limits, inner = tuple(sums), tuple(limits), dict(inner or {})
    _check({**cells, **inner}, sums, limits)
    small = frozenset(key for key, number in cells.items() if is_small(number, threshold))
    if not secondary:
        return _answer(cells, small, small, ())
    search = _Search(cells, sums, limits, small, inner)
    for wanted in _wanted(cells, sums, limits, small, threshold):
        search.make_possible(wanted)
    while open_ones := search.narrow(threshold):
        search.widen(open_ones[0], threshold)
    search.show_again(threshold)
    return _answer(cells, search.hidden, small, tuple(search.worlds))


def proven(cells, sums, limits, answer: Suppressed, *, inner=None, threshold: int = THRESHOLD) -> bool:
    """Recounts the witnesses with whole numbers: each looks the same from outside, together they give every hidden number its room.

    And there is one for every group of which something would else be known of all.
    """
    lowest = {key: cells[key] for key in answer.hidden}
    highest = dict(lowest)
    every = {**cells, **(inner or {})}
    for change in answer.worlds:
        world = {**every, **{key: every[key] + more for key, more in change.items()}}
        if any(number < -_NOTHING for number in world.values()) or not _holds(world, sums, limits):
            return False
        if not change.keys() & cells.keys() <= answer.hidden or any(world[key] != int(world[key]) for key in cells):
            return False
        for key in change.keys() & cells.keys():
            lowest[key], highest[key] = min(lowest[key], world[key]), max(highest[key], world[key])
    if not all(any(_serves(world, wanted) for world in answer.worlds) for wanted in _of_groups(cells, sums, limits, threshold)):
        return False
    rooms = all(highest[key] - lowest[key] >= threshold for key in answer.hidden)
    return rooms and all(lowest[key] == 0 and highest[key] >= threshold for key in answer.small)


def _answer(cells, hidden, small, worlds):
    shown = {key: None if key in hidden else number for key, number in cells.items()}
    return Suppressed(shown, small, frozenset(hidden) - small, worlds)


def _holds(cells, sums, limits):
    right = all(abs(cells[one.total] - sum(cells[part] for part in one.parts)) < _NOTHING for one in sums)
    return right and all(cells[one.lesser] <= sum(cells[key] for key in one.greater) + _NOTHING for one in limits)


def _check(cells, sums, limits):
    if any(number < 0 for number in cells.values()):
        raise ValueError("a count is never negative")
    for one in sums:
        if cells[one.total] != sum(cells[part] for part in one.parts):
            raise ValueError(f"{one.total}: not the sum of its parts")
    for one in limits:
        if cells[one.lesser] > sum(cells[key] for key in one.greater):
            raise ValueError(f"{one.lesser}: larger than its limit")


@dataclass(frozen=True)
class _Wanted:
    """`key` must be able to change by `change`, while the cells of `fixed` stay as they are."""

    key: Key
    change: int
    fixed: tuple = ()


def _wanted(cells, sums, limits, small, threshold):
    """What must be possible, the hardest first, in an order that depends on the cells alone."""
    found = _of_groups(cells, sums, limits, threshold)
    for key in small:
        found |= {_Wanted(key, threshold - cells[key]), _Wanted(key, -cells[key])}
    return sorted(found, key=lambda wanted: (not wanted.fixed, -abs(wanted.change), repr(wanted.key), repr(wanted.fixed)))


def _of_groups(cells, sums, limits, threshold):
    """What must be possible besides so that nothing is known of everybody in a group: fewer of them, in a group of the same size."""
    found = set()
    for one in sums:
        filled = [part for part in one.parts if cells[part]] if one.of_group else ()
        if len(filled) == 1 and len(one.parts) > 1:
            found.add(_Wanted(filled[0], -min(cells[filled[0]], threshold), (one.total,)))
    for one in limits:
        if one.of_group and 0 < cells[one.lesser] == sum(cells[key] for key in one.greater):
            found.add(_Wanted(one.lesser, -min(cells[one.lesser], threshold), one.greater))
    return found


class _Search:
    """The cells that are hidden so far, and the witnesses that were found."""

    def __init__(self, cells, sums, limits, small, inner):
        self.cells, self.sums, self.limits = cells, sums, limits
        self.small, self.hidden = small, set(small)
        self.keys = sorted(cells, key=repr)
        self.program = _Program([*self.keys, *sorted(inner, key=repr)], len(self.keys), {**cells, **inner}, sums, limits)
        self.totals = {one.total for one in sums}
        self.worlds, self.asked = [], []

    def loss(self, key):
        """What hiding this cell takes away from a reader."""
        return (10 + self.cells[key]) * (_TOTAL_COSTS if key in self.totals else 1)

    def make_possible(self, wanted):
        """Hide what is needed, unless a witness for it was found on the way."""
        self.asked.append(wanted)
        if not self._served(wanted):
            costs = [_HIDDEN_COSTS if key in self.hidden else self.loss(key) for key in self.keys]
            world = self.program.cheapest(wanted, costs)
            self.worlds.append(world)
            self.hidden |= world.keys() & self.cells.keys()

    def _served(self, wanted):
        return any(_serves(world, wanted) for world in self.worlds)

    def narrow(self, threshold):
        """Hidden cells whose witnesses do not lie far enough apart, in the order of their keys."""
        lowest, highest = self._room()
        return [key for key in self.keys if key in self.hidden and highest[key] - lowest[key] < threshold]

    def _room(self):
        lowest, highest = dict.fromkeys(self.hidden, 0), dict.fromkeys(self.hidden, 0)
        for world in self.worlds:
            for key in world.keys() & self.cells.keys():
                more = world[key]
                lowest[key], highest[key] = min(lowest[key], more), max(highest[key], more)
        return lowest, highest

    def widen(self, key, threshold):
        """Let this cell, hidden for the sake of another, be as much larger as is lacking."""
        lowest, _highest = self._room()
        self.make_possible(_Wanted(key, threshold + lowest[key]))

    def show_again(self, threshold):
        """Show what turned out not to be needed: the cells first that readers miss most."""
        for key in sorted(self.hidden - self.small, key=lambda key: (-self.loss(key), repr(key))):
            kept = (self.worlds, self.hidden, self.asked)
            self.worlds = [world for world in self.worlds if key not in world]
            self.hidden = self.hidden - {key}
            # What was wanted for its own sake is no longer wanted; a part of a group in which everybody falls still is.
            self.asked = [wanted for wanted in self.asked if wanted.key != key or wanted.fixed]
            if not self._again(threshold):
                self.worlds, self.hidden, self.asked = kept

    def _again(self, threshold):
        """Is there a witness for everything that is wanted, over hidden cells only."""
        closed = frozenset(key for key in self.keys if key not in self.hidden)
        if not all(self._served(wanted) or self._found(wanted, closed) for wanted in self.asked):
            return False
        while narrow := self.narrow(threshold):
            lowest, _highest = self._room()
            if not self._found(_Wanted(narrow[0], threshold + lowest[narrow[0]]), closed):
                return False
        return True

    def _found(self, wanted, closed):
        # Not found at once is not found: then the number that would be shown again stays hidden, which is never less safe.
        world = self.program.cheapest(wanted, [_HIDDEN_COSTS] * len(self.keys), closed, quick=True)
        if world is not None:
            self.worlds.append(world)
        return world is not None


def _serves(world, wanted):
    change = world.get(wanted.key, 0)
    enough = change >= wanted.change if wanted.change > 0 else change <= wanted.change
    return enough and not any(key in world for key in wanted.fixed)


class _Program:
    """The linear program behind a witness: how much more and how much less each cell gets, at the least cost."""

    def __init__(self, keys, shown, cells, sums, limits):
        # Here and not at the top: it takes half a second, and only publishing needs it.
        import numpy
        from scipy import sparse

        self.numpy, self.keys, self.shown = numpy, keys, shown
        self.place = {key: n for n, key in enumerate(keys)}
        self.numbers = numpy.array([cells[key] for key in keys], dtype=float)
        balance = self._rows(sparse, [{one.total: 1, **dict.fromkeys(one.parts, -1)} for one in sums])
        room = self._rows(sparse, [{one.lesser: 1, **dict.fromkeys(one.greater, -1)} for one in limits])
        self.slack = numpy.array([sum(cells[key] for key in one.greater) - cells[one.lesser] for one in limits], dtype=float)
        # Columns: first how much more, then how much less.
        self.balance, self.room = sparse.hstack([balance, -balance]).tocsc(), sparse.hstack([room, -room]).tocsc()

    def _rows(self, sparse, rows):
        places = [(n, self.place[key], sign) for n, row in enumerate(rows) for key, sign in row.items()]
        lines, columns, signs = zip(*places, strict=True) if places else ((), (), ())
        return sparse.csr_matrix((signs, (lines, columns)), shape=(len(rows), len(self.keys)), dtype=float)

    def cheapest(self, wanted, costs, closed=frozenset(), *, quick=False) -> dict | None:
        """{cell: whole number more or less} of the cheapest witness; None where the closed cells leave none, or none that is found quickly."""
        numpy, count = self.numpy, len(self.keys)
        high = numpy.concatenate([numpy.full(count, numpy.inf), self.numbers])
        low = numpy.zeros(2 * count)
        for key in (*wanted.fixed, *closed):
            high[self.place[key]] = high[count + self.place[key]] = 0
        place = self.place[wanted.key]
        more, less = (place, count + place) if wanted.change > 0 else (count + place, place)
        low[more], high[less] = abs(wanted.change), 0
        if low[more] > high[more]:
            return None
        every = numpy.full(count, _HIDDEN_COSTS)
        every[: len(costs)] = costs
        found = self._solved(numpy.tile(every, 2), low, high, quick=quick)
        if found is None:
            if not closed:
                raise ValueError(f"{wanted.key}: cannot be protected")
            return None
        changes = found[:count] - found[count:]
        near = numpy.rint(changes)
        changes = numpy.where(numpy.abs(changes - near) < 1e-6, near, changes)
        return {self.keys[n]: int(near[n]) if near[n] == changes[n] else float(changes[n]) for n in changes.nonzero()[0]}

    def _solved(self, costs, low, high, *, quick):
        """The solution in whole numbers; None where there is none."""
        from scipy.optimize import linprog

        numpy = self.numpy
        dice, nearly, touched = numpy.random.RandomState(1), None, costs <= _HIDDEN_COSTS
        # Most corners of these programs are whole. Where one is not, other costs lead to another corner.
        for attempt in range(_CORNERS):
            near = costs * (dice.uniform(1, 2, len(costs)) if attempt else 1)
            found = self._corner(linprog, near, low, high)
            if found is None:
                return None
            if self._is_whole(found):
                return found
            if nearly is None and self._is_whole(found, shown_only=True):
                nearly = found
            touched = touched | (found > 0)
        if nearly is not None or quick:
            return nearly
        # Whole numbers are near the corners: looking there first, over what is hidden and what a corner changes, is many times faster.
        for bound in (numpy.where(touched, high, 0), high):
            found = self._corner(linprog, costs, low, bound, whole=True)
            if found is not None:
                return found
        raise ValueError("no whole numbers were found")

    def _is_whole(self, found, *, shown_only=False):
        if shown_only:
            found = found.reshape(2, -1)[:, : self.shown]
        return self.numpy.abs(found - self.numpy.rint(found)).max() < 1e-6

    def _corner(self, linprog, costs, low, high, *, whole=False):
        """The solution, over the columns that are not closed; with `whole`, in whole numbers for what tables show. None where there is none."""
        numpy, free = self.numpy, high.nonzero()[0]
        balance, room = self.balance[:, free], self.room[:, free]
        asked = {"A_eq": balance, "b_eq": numpy.zeros(balance.shape[0])} if balance.shape[0] else {}
        if room.shape[0]:
            asked |= {"A_ub": room, "b_ub": self.slack}
        if whole:
            asked |= {"integrality": (free % len(self.keys) < self.shown).astype(int), "options": {"mip_rel_gap": _NEARLY}}
        solved = linprog(costs[free], bounds=numpy.column_stack([low[free], high[free]]), method="highs", **asked)
        if solved.x is None:
            return None
        found = numpy.zeros(len(high))
        found[free] = solved.x
        return found
