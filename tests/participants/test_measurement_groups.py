"""Results of a group: nobody's answer can be worked out, from one page or from the pages of two days."""

from collections import defaultdict
from itertools import pairwise, product

import pytest

from participants.measurement_groups import Held, classes_of, last_counted, result
from programmes.choices import Moment
from programmes.instruments import library
from programmes.instruments.bands import meanings
from programmes.instruments.definition import parse

LONELINESS = parse(library.load("de-jong-gierveld-6"))
LADDER = parse(library.load("participatieladder"))
PROFILE = parse(library.load("domains-profile"))


def ladder(*steps, moment="start", first=1):
    """Measurements of people who stood on these steps."""
    return [Held(first + place, (place, place), moment, {"step": step}) for place, step in enumerate(steps)]


def lonely(*totals, moment="start", first=1):
    """Measurements of people with these totals."""
    return [Held(first + place, (place, place), moment, {"total": total, "emotional": None, "social": None}) for place, total in enumerate(totals)]


def numbers(row):
    """The numbers of a row, hidden ones as None, and the total."""
    return [cell.number for cell in row.cells], row.total


def test_small_numbers_are_hidden_with_what_would_give_them_away():
    score = result(LADDER, ladder(*[1] * 3, *[2] * 6, *[3] * 7)).scores[0]
    assert numbers(score.moments[0]) == ([None, 6, 7, None, None, None], 16)


def test_change_counts_those_measured_at_both_moments_with_n_of_both():
    held = ladder(*[2] * 12) + ladder(*[3] * 6, *[2] * 5, moment="end", first=100)
    change = result(LADDER, held).scores[0].change
    assert [cell.code for cell in change.cells] == ["higher", "same", "lower"]
    assert numbers(change) == ([6, 5, 0], 11)
    assert [row.total for row in result(LADDER, held).scores[0].moments] == [12, 11]


def test_what_is_not_measurable_counts_nowhere():
    held = ladder(*[2] * 5, None) + ladder(*[3] * 5, 4, moment="end", first=100)
    score = result(LADDER, held).scores[0]
    assert score.moments[0].total == 5
    assert score.change.total == 5


def test_only_whole_groups_of_five_count_where_results_are_for_groups():
    for size, counted in ((4, None), (5, 5), (9, 5), (10, 10), (14, 10)):
        totals = ([0, 0, 3, 3, 6] * 3)[:size]
        found = result(LONELINESS, lonely(*totals))
        assert found.waiting == size - (counted or 0)
        assert last_counted(LONELINESS, lonely(*totals), "start") == (counted or 0)
        if counted is None:
            assert not found.scores[0].moments


def test_a_class_that_holds_everybody_is_not_told_where_results_are_for_groups():
    assert numbers(result(LONELINESS, lonely(*[6] * 10)).scores[0].moments[0]) == ([None, None, None], None)
    assert numbers(result(LADDER, ladder(*[6] * 10)).scores[0].moments[0]) == ([0, 0, 0, 0, 0, 10], 10)


def test_more_people_later_never_take_away_who_was_counted_before():
    """The difference between two days is five people or none, at each moment and in the change."""
    held = []
    seen = defaultdict(list)
    for key in range(60):
        who, moment = (key * 7 % 30, 0), "start" if key * 7 // 30 % 2 == 0 else "end"
        held.append(Held(key + 1, who, moment, {"total": None if key % 11 == 0 else key % 7, "emotional": 0, "social": 1}))
        for code in ("total", "emotional"):
            score = next(score for score in result(LONELINESS, held).scores if score.code == code)
            for row in [*score.moments, *([score.change] if score.change else [])]:
                if row.total is not None:
                    seen[code, row.code].append(row.total)
    for totals in seen.values():
        assert {later - earlier for earlier, later in pairwise(totals)} <= {0, 5, 10}, totals
        assert all(total % 5 == 0 for total in totals)


def test_pairs_come_in_fives_also_when_a_start_is_recorded_after_its_end():
    held = [Held(place + 1, (place, 0), "end", {"total": 1, "emotional": 0, "social": 1}) for place in range(5)]
    held += [Held(place + 50, (place + (1 if place == 4 else 0), 0), "start", {"total": 3, "emotional": 0, "social": 1}) for place in range(5)]
    score = result(LONELINESS, held).scores[0]
    assert score.change is None  # four pairs
    held += [Held(100 + place, (4 + place, 0), "start", {"total": 3, "emotional": 0, "social": 1}) for place in range(5)]
    assert result(LONELINESS, held).scores[0].change is not None


@pytest.mark.parametrize("most", [10, 15])
def test_whoever_knows_the_rules_and_how_many_were_measured_cannot_tell_a_hidden_number(most):
    """All groups of this size that would be shown alike: no hidden number is the same in all of them."""
    alike = defaultdict(list)
    for low, middle in product(range(most + 1), repeat=2):
        if low + middle > most:
            continue
        true = (low, middle, most - low - middle)
        held = lonely(*[0] * true[0], *[3] * true[1], *[6] * true[2])
        shown, total = numbers(result(LONELINESS, held).scores[0].moments[0])
        assert all(number is None or number == 0 or number >= 5 for number in shown)
        alike[tuple(shown), total].append(true)
    for (shown, _total), groups in alike.items():
        for place, number in enumerate(shown):
            assert number is not None or len({group[place] for group in groups}) > 1, (shown, groups)
        assert len(groups) > 1 or None not in shown
        assert max(number or 0 for number in shown) < most  # nobody is told to be like everybody else


def test_every_value_of_every_score_falls_in_one_class():
    for entry in library.entries():
        for meaning in meanings(entry).values():
            for value in range(meaning.minimum, meaning.maximum + 1):
                assert sum(value in within for _code, _label, within in classes_of(meaning)) == 1


def test_a_profile_has_a_row_for_each_domain_and_never_a_total():
    held = [Held(key, (key, 0), Moment.START.value, {item.code: 1 + key % 2 for item in PROFILE.items}) for key in range(10)]
    assert [score.code for score in result(PROFILE, held).scores] == [item.code for item in PROFILE.items]
