"""Who tries to work hidden numbers out: written apart from casetrack/suppression.py, from the tables as a reader sees them.

Cells are named by what they count: {"a": 1, "b": 0} is the cell of row 1 and column 0; a report has one value of
`a`, one of `b`, and one or more of `g`. `mentions` counts values of `g`, so that it may be more than the reports.
"""

import itertools
import random

import numpy
from scipy.optimize import linprog

from casetrack.suppression import Limit, Sum


def key(**where):
    """The name of a cell."""
    return tuple(sorted(where.items()))


def linked_tables(seed, sizes=(3, 3, 4), most=30):
    """(cells, sums, limits) of made-up reports: a × b, a × g and b × g with all their totals."""
    dice = random.Random(seed)
    a_size, b_size, g_size = (dice.randint(2, size) for size in sizes)
    lean = [dice.choice((0.4, 0.7, 1)) for _ in range(3)]
    cells = {}

    def choose(size, by):
        return dice.choices(range(size), [by**n for n in range(size)])[0]

    def count(**where):
        cells[key(**where)] = cells.get(key(**where), 0) + 1

    for name, size in (("a", a_size), ("b", b_size), ("g", g_size)):
        cells |= {key(**{name: n}): 0 for n in range(size)}
    cells |= {key(a=i, b=j): 0 for i in range(a_size) for j in range(b_size)}
    for name, size in (("a", a_size), ("b", b_size)):
        cells |= {key(**{name: n, "g": g}): 0 for n in range(size) for g in range(g_size)}
        cells |= {key(**{name: n, "mentions": 1}): 0 for n in range(size)}
    cells |= {key(): 0, key(mentions=1): 0}
    for _ in range(dice.randint(1, most)):
        a, b = choose(a_size, lean[0]), choose(b_size, lean[1])
        for where in ({}, {"a": a}, {"b": b}, {"a": a, "b": b}):
            count(**where)
        for g in {choose(g_size, lean[2]), *([choose(g_size, 1)] if dice.random() < 0.2 else [])}:
            for where in ({"g": g}, {"mentions": 1}):
                for more in ({}, {"a": a}, {"b": b}):
                    count(**where, **more)
    return cells, *_ties(a_size, b_size, g_size)


def _ties(a_size, b_size, g_size):
    every = {"a": range(a_size), "b": range(b_size), "g": range(g_size)}
    sums = [Sum(key(), tuple(key(**{name: n}) for n in every[name])) for name in "ab"]
    sums += [Sum(key(a=i), tuple(key(a=i, b=j) for j in every["b"]), of_group=True) for i in every["a"]]
    sums += [Sum(key(b=j), tuple(key(a=i, b=j) for i in every["a"])) for j in every["b"]]
    sums.append(Sum(key(mentions=1), tuple(key(g=g) for g in every["g"])))
    limits = [Limit(key(), (key(mentions=1),)), *(Limit(key(g=g), (key(),)) for g in every["g"])]
    for name in "ab":
        sums.append(Sum(key(mentions=1), tuple(key(**{name: n, "mentions": 1}) for n in every[name])))
        sums += [Sum(key(g=g), tuple(key(**{name: n, "g": g}) for n in every[name])) for g in every["g"]]
        for n in every[name]:
            sums.append(Sum(key(**{name: n, "mentions": 1}), tuple(key(**{name: n, "g": g}) for g in every["g"]), of_group=name == "a"))
            limits.append(Limit(key(**{name: n}), (key(**{name: n, "mentions": 1}),)))
            limits += [Limit(key(**{name: n, "g": g}), (key(**{name: n}),), of_group=True) for g in every["g"]]
    return sums, limits


def intervals(shown, sums, limits, cells=None):
    """{hidden cell: (lowest, highest)} that linear programming finds from what is shown; inf where nothing bounds it."""
    unknown = [name for name, number in shown.items() if number is None]
    place = {name: n for n, name in enumerate(unknown)}

    def line(signs):
        row, right = numpy.zeros(len(unknown)), 0
        for name, sign in signs:
            if shown[name] is None:
                row[place[name]] += sign
            else:
                right -= sign * shown[name]
        return row, right

    equal = [line([(one.total, 1), *((part, -1) for part in one.parts)]) for one in sums]
    under = [line([(one.lesser, 1), *((name, -1) for name in one.greater)]) for one in limits]
    equal = [(row, right) for row, right in equal if row.any()]
    under = [(row, right) for row, right in under if row.any()]
    found = {}
    for name in cells if cells is not None else unknown:
        ends = []
        for sign in (1, -1):
            aim = numpy.zeros(len(unknown))
            aim[place[name]] = sign
            solved = linprog(
                aim,
                A_eq=numpy.array([row for row, _ in equal]) if equal else None,
                b_eq=[right for _, right in equal] if equal else None,
                A_ub=numpy.array([row for row, _ in under]) if under else None,
                b_ub=[right for _, right in under] if under else None,
            )
            assert solved.status in (0, 3), solved.message
            ends.append(sign * solved.fun if solved.status == 0 else float("inf"))
        found[name] = (round(ends[0], 6), round(ends[1], 6))
    return found


def two_tables(seed):
    """(cells, sums) of reports that fall into one `a`, one `b` and one `c` each: a × b and a × c with their totals."""
    dice = random.Random(seed)
    sizes = {"a": 2, "b": dice.randint(2, 3), "c": 2}
    lean = dice.choice((0.3, 0.5, 0.8))
    cells = {key(): 0}
    for name, size in sizes.items():
        cells |= {key(**{name: n}): 0 for n in range(size)}
    cells |= {key(a=i, **{name: j}): 0 for i in range(sizes["a"]) for name in "bc" for j in range(sizes[name])}
    for _ in range(dice.randint(3, 24)):
        at = {name: dice.choices(range(size), [lean**n for n in range(size)])[0] for name, size in sizes.items()}
        for names in ("", "a", "b", "c", "ab", "ac"):
            cells[key(**{name: at[name] for name in names})] += 1
    sums = [Sum(key(), tuple(key(**{name: n}) for n in range(size))) for name, size in sizes.items()]
    for name in "bc":
        sums += [Sum(key(a=i), tuple(key(a=i, **{name: j}) for j in range(sizes[name])), of_group=True) for i in range(sizes["a"])]
        sums += [Sum(key(**{name: j}), tuple(key(a=i, **{name: j}) for i in range(sizes["a"]))) for j in range(sizes[name])]
    return cells, sums


TOO_MANY = 400_000


def worlds(shown, sums, most):
    """Every way to fill the hidden cells with whole numbers up to `most` that fits what is shown: their names, and a row for each way.

    By trying them all; what contradicts a sum is dropped as soon as that can be told. None where there are too many to try.
    """
    waiting, order = [name for name, number in shown.items() if number is None], []
    found = numpy.zeros((1, 0), dtype=int)
    while waiting:
        following = min(waiting, key=lambda name: _lacking(name, shown, sums, order))
        waiting.remove(following)
        order.append(following)
        if len(found) * (most + 1) > TOO_MANY:
            return order, None
        found = numpy.hstack([numpy.repeat(found, most + 1, axis=0), numpy.tile(numpy.arange(most + 1), len(found))[:, None]])
        known = {name: n for n, name in enumerate(order)}
        for one in sums:
            if all(shown[name] is not None or name in known for name in (one.total, *one.parts)):
                parts = sum(_filled(name, shown, known, found) for name in one.parts)
                found = found[_filled(one.total, shown, known, found) == parts]
    return order, found


def _lacking(name, shown, sums, order):
    """How many cells of the sum that is nearest to being complete are still open once this one is filled."""
    open_in = [{n for n in (one.total, *one.parts) if shown[n] is None and n not in order} for one in sums]
    return min((len(names) for names in open_in if name in names), default=99)


def _filled(name, shown, known, found):
    return found[:, known[name]] if shown[name] is None else numpy.full(len(found), shown[name])


def shuffled(things, seed):
    """The same things in another order."""
    things = list(things)
    random.Random(seed).shuffle(things)
    return things


def whole_reports(seed):
    """(area, reports) of a small world: each report is (municipality, terrain, nature, grounds); a ground often goes with a terrain."""
    dice = random.Random(seed)
    area, terrains, grounds = ("M1", "M2", "M3"), ("T1", "T2", "T3"), ("G1", "G2", "G3")
    sure = {terrain: dice.choice((0.5, 0.8, 0.9, 0.95)) for terrain in terrains}
    usual, lean, weights = {place: dice.choice(terrains) for place in area}, dice.random(), [dice.choice((2, 4, 8)) for _ in area]
    made = []
    for _ in range(dice.randint(40, 160)):
        place = dice.choices(area, weights)[0]
        terrain = usual[place] if dice.random() < lean else dice.choice(terrains)
        named = {grounds[terrains.index(terrain)] if dice.random() < sure[terrain] else dice.choice(grounds)}
        if dice.random() < 0.05:
            named.add(dice.choice(grounds))
        made.append((place, terrain, dice.choices(("N1", "N2"), (3, 1))[0], tuple(sorted(named))))
    return (area, terrains, ("N1", "N2"), grounds), made


def counted_in(report):
    """{cell of the public tables: how often} one whole report counts there; written apart from outcomes/meldpunt_figures/tally.py."""
    place, terrain, nature, grounds = report
    one = {"municipality": place, "terrain": terrain, "nature": nature}
    found = {key(): 1, key(received="all"): 1, key(mentions="ground"): len(grounds), key(municipality=place, terrain=terrain): 1}
    for name, value in one.items():
        found |= {key(**{name: value}): 1, key(mentions="ground", **{name: value}): len(grounds)}
        found |= {key(ground=ground, **{name: value}): 1 for ground in grounds}
    return found | {key(ground=ground): 1 for ground in grounds}


def by_whole_reports(shown, values):
    """{hidden cell: (lowest, highest)} for a reader whose unknowns are how many reports there are of each possible kind."""
    area, terrains, natures, grounds = values
    sets = [each for size in range(1, len(grounds) + 1) for each in itertools.combinations(grounds, size)]
    kinds = [counted_in(kind) for kind in itertools.product(area, terrains, natures, sets)]
    known = [name for name, number in shown.items() if number is not None]
    rows = numpy.array([[kind.get(name, 0) for kind in kinds] for name in known])
    right = [shown[name] for name in known]
    found = {}
    for name in (name for name, number in shown.items() if number is None):
        aim = numpy.array([kind.get(name, 0) for kind in kinds])
        ends = [linprog(sign * aim, A_eq=rows, b_eq=right, method="highs") for sign in (1, -1)]
        assert all(end.status in (0, 3) for end in ends), name
        low, high = (sign * end.fun if end.status == 0 else float("inf") for sign, end in zip((1, -1), ends, strict=True))
        found[name] = (numpy.ceil(low - 1e-6), numpy.floor(high + 1e-6))
    return found
