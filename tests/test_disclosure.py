"""Hiding small numbers: by brute force over all worlds that fit what is shown."""

from collections import defaultdict
from itertools import product

import pytest

from casetrack.disclosure import THRESHOLD, hide_small, hide_small_table, hide_with_total, is_small


def test_small_is_one_to_four():
    assert [number for number in range(8) if is_small(number)] == [1, 2, 3, 4]
    assert not is_small(None)


def test_nothing_is_hidden_where_nothing_is_small():
    assert hide_small({"a": 0, "b": 5, "c": 200}) == {"a": 0, "b": 5, "c": 200}
    assert hide_small({}) == {}


def test_a_number_alone_takes_the_next_larger_ones_with_it():
    assert hide_small({"a": 3, "b": 20, "c": 9, "d": 9}) == {"a": None, "b": 20, "c": None, "d": None}


def test_two_small_numbers_protect_each_other():
    assert hide_small({"a": 3, "b": 20, "c": 1}) == {"a": None, "b": 20, "c": None}
    assert hide_small({"a": 3, "b": 20, "c": 0}) == {"a": None, "b": 20, "c": None}


def test_a_total_of_hidden_numbers_only_is_hidden():
    assert hide_with_total({"a": 4, "b": 3}) == ({"a": None, "b": None}, None)
    assert hide_with_total({"a": 4, "b": 3, "c": 30}) == ({"a": None, "b": None, "c": 30}, 37)
    assert hide_with_total({}) == ({}, 0)


def test_a_threshold_that_protects_nobody_is_refused():
    with pytest.raises(ValueError, match="below 3"):
        hide_small({"a": 1}, threshold=2)


@pytest.mark.parametrize(("size", "most", "threshold"), [(1, 20, 5), (2, 24, 5), (3, 20, 5), (4, 14, 5), (5, 10, 3), (6, 8, 3)])
def test_whoever_knows_the_rule_and_the_total_cannot_tell_a_hidden_number(size, most, threshold):
    """All worlds with the same total that this rule would show alike: no hidden number is the same in all of them."""
    worlds = defaultdict(list)
    for numbers in product(range(most + 1), repeat=size):
        if sum(numbers) > most:
            continue
        shown, total = hide_with_total(dict(enumerate(numbers)), threshold)
        assert all(shown[place] is None for place in range(size) if is_small(numbers[place], threshold))
        assert all(value in (None, numbers[place]) for place, value in shown.items())
        worlds[tuple(shown.values()), total].append(numbers)
    told = [
        (shown, total)
        for (shown, total), fitting in worlds.items()
        for place in range(size)
        if shown[place] is None and len({numbers[place] for numbers in fitting}) == 1
    ]
    assert told == []


def _numbers(table):
    return (*table.cells.values(), *table.rows.values(), *table.columns.values(), table.total)


def _true(rows, columns, numbers):
    """Cells and totals as they are, in the order of `_numbers`."""
    lines = [numbers[row * columns : (row + 1) * columns] for row in range(rows)]
    return (*numbers, *(sum(line) for line in lines), *(sum(line[column] for line in lines) for column in range(columns)), sum(numbers))


@pytest.mark.parametrize(("rows", "columns", "most"), [(1, 3, 9), (2, 2, 12), (2, 3, 7), (3, 3, 3)])
def test_nobody_finds_a_hidden_number_of_a_table_by_adding_and_subtracting(rows, columns, most):
    threshold = 4
    keys = list(product(range(rows), range(columns)))
    # One larger than asked for, so that a world in which a hidden number is one more is among them.
    every = [_true(rows, columns, numbers) for numbers in product(range(most + 2), repeat=len(keys)) if sum(numbers) <= most + 1]
    fitting = defaultdict(lambda: defaultdict(list))
    for world in every:
        if world[-1] > most:
            continue
        shown = _numbers(hide_small_table(dict(zip(keys, world, strict=False)), threshold))
        assert all(value is None for value, number in zip(shown, world, strict=True) if is_small(number, threshold))
        assert all(value in (None, number) for value, number in zip(shown, world, strict=True))
        mask = tuple(value is None for value in shown)
        if mask not in fitting:
            for other in every:
                fitting[mask][tuple(None if hide else number for hide, number in zip(mask, other, strict=True))].append(other)
        for place, hide in enumerate(mask):
            if hide:
                assert len({other[place] for other in fitting[mask][shown]}) > 1, (world, shown, place)


def test_a_table_without_small_numbers_is_shown_whole():
    table = hide_small_table({("a", "x"): 10, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 0})
    assert table.cells == {("a", "x"): 10, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 0}
    assert (table.rows, table.columns, table.total) == ({"a": 30, "b": 30}, {"x": 40, "y": 20}, 60)


def test_one_small_cell_takes_three_others_with_it():
    table = hide_small_table({("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 40, ("c", "x"): 50, ("c", "y"): 60})
    assert [key for key, value in table.cells.items() if value is None] == [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    assert table.total == 203
    assert THRESHOLD == 5
