"""Small numbers in linked tables cannot be worked out: attacked by linear programming, and by trying every world.

A few hundred sets of tables in the run; thousands with SUPPRESSION_CASES=5000 pytest tests/outcomes/monitor/test_suppression.py
"""

import os
import random

import numpy
import pytest

from casetrack.disclosure import THRESHOLD
from casetrack.suppression import Limit, Sum, proven, suppress
from outcomes.meldpunt_figures.facts import CountedReport
from outcomes.meldpunt_figures.tally import MOST_COMBINATIONS, Values, Variant, tally
from referrals.reference import wga_form
from tests.outcomes.monitor.attackers import by_whole_reports, intervals, key, linked_tables, shuffled, two_tables, whole_reports, worlds

pytestmark = pytest.mark.once
CASES = int(os.environ.get("SUPPRESSION_CASES", "200"))


def told(found, small):
    """The hidden cells that an attacker bounds more narrowly than the rule allows."""
    return {name: (low, high) for name, (low, high) in found.items() if high - low < THRESHOLD or (name in small and (low > 0 or high < THRESHOLD))}


def test_linear_programming_bounds_no_hidden_number_more_narrowly_than_the_rule():
    hidden = 0
    for seed in range(CASES):
        cells, sums, limits = linked_tables(seed)
        answer = suppress(cells, sums, limits)
        small = {name for name, number in cells.items() if 0 < number < THRESHOLD}
        assert answer.small == small
        assert {name for name, number in answer.shown.items() if number is None} == answer.hidden
        assert all(answer.shown[name] in (None, number) for name, number in cells.items())
        assert not told(intervals(answer.shown, sums, limits), small), seed
        assert proven(cells, sums, limits, answer), seed
        hidden += len(answer.hidden)
    assert hidden > CASES


def test_nothing_is_known_of_everybody_in_a_group():
    """An attacker who knows how many are in the group finds that fewer of them may be in the part, or name the ground."""
    groups = 0
    for seed in range(CASES // 2):
        cells, sums, limits = linked_tables(seed)
        shown = suppress(cells, sums, limits).shown
        wholes = [(part, one.total) for one in sums if one.of_group for part in one.parts]
        wholes += [(one.lesser, *one.greater) for one in limits if one.of_group]
        for part, whole in wholes:
            if 0 < cells[part] == cells[whole]:
                assert shown[part] is None, (seed, part, whole)
                low, _high = intervals({**shown, whole: cells[whole]}, sums, limits, [part])[part]
                assert low <= cells[part] - min(cells[part], THRESHOLD), (seed, part, whole)
                groups += 1
    assert groups > CASES / 4


def test_two_grounds_that_every_report_of_a_municipality_names_are_not_told():
    """6 reports in A, all about race and all about religion: two parts are filled, and still all is told."""
    grounds = ("race", "religion", "age")
    cells = {"all": 46, "A": 6, "B": 40, "mentions": 62, "A mentions": 12, "B mentions": 50}
    cells |= {"A race": 6, "A religion": 6, "A age": 0, "B race": 20, "B religion": 18, "B age": 12, "race": 26, "religion": 24, "age": 12}
    sums = [Sum("all", ("A", "B")), Sum("mentions", grounds), Sum("mentions", ("A mentions", "B mentions"))]
    sums += [Sum(f"{place} mentions", tuple(f"{place} {ground}" for ground in grounds), of_group=True) for place in "AB"]
    sums += [Sum(ground, (f"A {ground}", f"B {ground}"), of_group=True) for ground in grounds]
    limits = [Limit(place, (f"{place} mentions",)) for place in "AB"]
    limits += [Limit(f"{place} {ground}", (place,), of_group=True) for place in "AB" for ground in grounds]
    answer = suppress(cells, sums, limits)
    assert answer.shown["A"] == 6
    found = intervals(answer.shown, sums, limits)
    for ground in ("race", "religion"):
        assert found[f"A {ground}"][0] <= 6 - THRESHOLD
    assert proven(cells, sums, limits, answer)
    assert not proven(cells, sums, limits, suppress(cells, sums, limits, secondary=False)), "no number is small, and yet all is told"


def test_without_secondary_suppression_the_same_attack_succeeds():
    """If this fails, the attack proves nothing."""
    beaten = 0
    for seed in range(20):
        cells, sums, limits = linked_tables(seed)
        naive = suppress(cells, sums, limits, secondary=False)
        beaten += any(low == high for low, high in told(intervals(naive.shown, sums, limits), naive.small).values())
        assert not naive.small or not proven(cells, sums, limits, naive)
    assert beaten >= 10


def test_trying_every_world_leaves_no_small_number_alone():
    """Also for somebody who knows that numbers are hidden only where some hidden number is small."""
    tried = 0
    for seed in range(CASES):
        cells, sums = two_tables(seed)
        answer = suppress(cells, sums)
        if not answer.small:
            continue
        order, found = worlds(answer.shown, sums, most=max(cells[name] for name in answer.hidden) + THRESHOLD)
        if found is None:
            continue
        truth = numpy.array([cells[name] for name in order])
        assert (found == truth).all(axis=1).any(), "the true world is one of them"
        by_the_rule = found[((found > 0) & (found < THRESHOLD)).any(axis=1)]
        for place, name in enumerate(order):
            if name in answer.small:
                assert found[:, place].min() == 0 and found[:, place].max() >= THRESHOLD, (seed, name)
                assert len(set(by_the_rule[:, place])) > 1, (seed, name)
            else:
                assert found[:, place].max() - found[:, place].min() >= THRESHOLD, (seed, name)
        tried += 1
    assert tried > CASES / 3


def test_trying_every_world_finds_the_true_one_when_only_small_numbers_are_hidden():
    alone = 0
    for seed in range(60):
        cells, sums = two_tables(seed)
        naive = suppress(cells, sums, secondary=False)
        if naive.hidden:
            _order, found = worlds(naive.shown, sums, most=THRESHOLD)
            alone += found is not None and len(found) == 1
    assert alone > 10


def test_the_order_of_cells_and_sums_changes_nothing():
    for seed in range(20):
        cells, sums, limits = linked_tables(seed)
        mixed = dict(shuffled(cells.items(), seed))
        assert suppress(mixed, sums, limits).shown == suppress(cells, sums, limits).shown


def test_two_years_side_by_side_tell_no_more_than_each_alone():
    (cells, sums, limits), (later, later_sums, later_limits) = linked_tables(3), linked_tables(4)

    def of(year, name):
        return (("year", year), *name)

    shown = {of(2022, name): n for name, n in suppress(cells, sums, limits).shown.items()}
    shown |= {of(2023, name): n for name, n in suppress(later, later_sums, later_limits).shown.items()}
    both = [Sum(of(2022, one.total), tuple(of(2022, part) for part in one.parts)) for one in sums]
    both += [Sum(of(2023, one.total), tuple(of(2023, part) for part in one.parts)) for one in later_sums]
    bounds = [Limit(of(2022, one.lesser), tuple(of(2022, part) for part in one.greater)) for one in limits]
    bounds += [Limit(of(2023, one.lesser), tuple(of(2023, part) for part in one.greater)) for one in later_limits]
    small = {of(2022, name) for name, n in cells.items() if 0 < n < THRESHOLD} | {of(2023, name) for name, n in later.items() if 0 < n < THRESHOLD}
    assert small
    assert not told(intervals(shown, both, bounds), small)


def table(rows):
    """Cells and sums of one table with totals."""
    cells = {key(a=i, b=j): number for i, row in enumerate(rows) for j, number in enumerate(row)}
    cells |= {key(a=i): sum(row) for i, row in enumerate(rows)} | {key(b=j): sum(column) for j, column in enumerate(zip(*rows, strict=True))}
    cells[key()] = sum(map(sum, rows))
    wide = range(len(rows[0]))
    sums = [Sum(key(a=i), tuple(key(a=i, b=j) for j in wide), of_group=True) for i in range(len(rows))]
    sums += [Sum(key(b=j), tuple(key(a=i, b=j) for i in range(len(rows)))) for j in wide]
    sums += [Sum(key(), tuple(key(a=i) for i in range(len(rows)))), Sum(key(), tuple(key(b=j) for j in wide))]
    return cells, sums


def test_large_numbers_and_rows_of_zeros_are_shown():
    cells, sums = table([[10, 20, 30], [0, 0, 0], [12, 9, 7]])
    assert suppress(cells, sums).shown == cells


def test_few_and_small_numbers_are_hidden_besides():
    cells, sums = table([[2, 20, 30, 40], [15, 60, 8, 70], [30, 31, 32, 33]])
    answer = suppress(cells, sums)
    assert answer.small == {key(a=0, b=0)}
    assert len(answer.others) == 3
    assert not [name for name in answer.hidden if len(name) < 2], "totals stay"
    assert key(a=1, b=2) in answer.hidden, "8 is the smallest that helps"


def test_where_everybody_of_a_group_is_in_one_part_another_part_is_possible_too():
    cells, sums = table([[12, 0, 0], [9, 14, 8], [7, 11, 10]])
    answer = suppress(cells, sums)
    assert answer.shown[key(a=0, b=0)] is None
    assert answer.shown[key(a=0, b=1)] is None or answer.shown[key(a=0, b=2)] is None
    found = intervals(answer.shown, sums, ())
    assert found[key(a=0, b=0)][0] <= 12 - THRESHOLD


def test_a_small_total_alone_is_protected_by_the_total_above_it():
    sums = [Sum("all", ("here", "elsewhere"))]
    answer = suppress({"all": 40, "here": 38, "elsewhere": 2}, sums)
    assert answer.hidden == {"here", "elsewhere"}
    assert suppress({"all": 3}, []).shown == {"all": None}


def test_limits_are_known_to_the_attacker_too():
    """A finer ground is never mentioned more often than the ground: with 3 of 3 the limit would tell."""
    cells, limits = (
        {"ground": 5, "finer": 4, "rest": 1},
        [Limit("finer", ("ground",)), Limit("rest", ("ground",)), Limit("ground", ("finer", "rest"))],
    )
    answer = suppress(cells, [], limits)
    assert not told(intervals(answer.shown, [], limits), answer.small)


@pytest.mark.parametrize(
    ("cells", "sums", "limits"),
    [
        ({"all": 4, "part": 3}, [Sum("all", ("part",))], []),
        ({"all": 2, "part": 3}, [], [Limit("part", ("all",))]),
        ({"all": -1}, [], []),
    ],
)
def test_numbers_that_contradict_one_another_are_refused(cells, sums, limits):
    with pytest.raises(ValueError, match=r"sum of its parts|larger than its limit|never negative"):
        suppress(cells, sums, limits)


def test_a_year_like_that_of_drenthe_is_proven_safe():
    """12 municipalities, 15 terrains and 15 grounds, about a hundred reports."""
    cells, sums, limits = max((linked_tables(seed, sizes=(12, 15, 15), most=110) for seed in range(60)), key=lambda made: len(made[0]))
    assert len(cells) > 400
    answer = suppress(cells, sums, limits)
    assert proven(cells, sums, limits, answer)
    assert len(answer.others) < len(answer.small)


# ── Whole reports ─────────────────────────────────────────────────────────────────────────────


def as_counted(reports):
    """Reports of the attacker as the application counts them, by residence."""
    usual = {"received_on": "2023-05-05", "kind": "report", "channel": "phone", "incident": "unknown", "handling": (), "mass": False, "online": False}
    return [
        CountedReport(pk=pk, residence=place, grounds=grounds, official_grounds=grounds, terrain=terrain, nature=nature, **usual)
        for pk, (place, terrain, nature, grounds) in enumerate(reports)
    ]


def published_of(names, reports, *, whole=True):
    """(cells, answer, proven) as the monitor publishes these reports; without `whole` cells are tied by sums and limits alone."""
    area, terrains, natures, grounds = names
    values = Values(municipality=area, ground=grounds, terrain=terrains, nature=natures, handling=(), finer={}, regions={})
    rows = as_counted(reports)
    cells, sums, limits = values.complete(tally(rows, Variant(), frozenset(area))), values.sums(), values.limits()
    inner, ties = values.possible(rows, Variant(), frozenset(area)) if whole else ({}, [])
    answer = suppress(cells, [*sums, *ties], limits, inner=inner)
    return cells, answer, proven(cells, [*sums, *ties], limits, answer, inner=inner)


def told_by_whole_reports(seed, *, whole=True):
    """What an attacker who solves for whole reports learns of a small world."""
    names, reports = whole_reports(seed)
    _cells, answer, safe = published_of(names, reports, whole=whole)
    assert safe
    return told(by_whole_reports({name: number for name, number in answer.shown.items() if "left_out" not in dict(name)}, names), answer.small)


def test_solving_for_whole_reports_bounds_no_hidden_number_more_narrowly_than_the_rule():
    for seed in range(1000, 1000 + CASES // 20):
        assert not told_by_whole_reports(seed), seed


def test_where_cells_are_tied_by_sums_alone_the_same_attack_succeeds():
    """If this fails, the attack proves nothing."""
    assert any(told_by_whole_reports(seed, whole=False) for seed in range(1000, 1060))


@pytest.mark.parametrize("second", [0, 0.04, 0.4])
def test_a_year_like_that_of_drenthe_with_the_real_lists_is_proven_however_many_name_a_second_ground(second):
    """12 municipalities, 105 reports, the official lists; combinations of grounds are looked at one by one while they are few."""
    dice, lists = random.Random(16), {table["key"]: [key for key, _name in table["values"]] for table in wga_form()["tables"]}
    area = tuple(f"{number:04}" for number in range(1, 13))
    reports = []
    for _ in range(105):
        terrain = dice.choices(lists["terrain"], [20, 8, 17, 12, 5, 5, 3, 7, 3, 3, 2, 2, 9, 2, 2])[0]
        ground = dice.choices(lists["ground"], [50, 3, 2, 12, 8, 6, 10, 0, 0, 0, 4, 1, 1, 3, 0])[0]
        named = {lists["ground"][lists["terrain"].index(terrain) % 9] if dice.random() < 0.5 else ground}
        if dice.random() < second:
            named.add(dice.choice(lists["ground"][:14]))
        place = dice.choices(area, [68, 36, 107, 56, 34, 25, 25, 24, 34, 32, 33, 19])[0]
        reports.append((place, terrain, dice.choices(lists["nature"], [54, 30, 4, 8, 2, 2])[0], tuple(sorted(named))))
    several = {grounds for _place, _terrain, _nature, grounds in reports if len(grounds) > 1}
    assert (len(several) > MOST_COMBINATIONS) == (second > 0.1)
    cells, answer, safe = published_of((area, lists["terrain"], lists["nature"], lists["ground"]), reports)
    assert safe
    assert len(answer.others) < len(answer.small) < len(cells)
