"""The uitstroom figures: the published ones, the days on which they turn, and what they never count."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from outcomes.figures import VERSION, Figure, Period, funnel, members, placed_by_country, placed_by_kind, uitstroom, uitstroom_of_funding
from participants.models import Trajectory
from tests import factories as make

pytestmark = pytest.mark.django_db

START, END = date(2021, 1, 4), date(2021, 6, 30)
LATER = date(2024, 1, 1)


@pytest.fixture
def edition():
    return make.EditionFactory(target=10)


def somebody(edition, **dates):
    """Somebody who started on 4 January 2021."""
    dates = {"registered_on": date(2020, 12, 1), "selected": "yes", "decided_on": date(2020, 12, 20), "started_on": START} | dates
    if dates.get("ended_on"):
        dates = {"end_reason": "edition_closed", "completed": "yes"} | dates
    return make.TrajectoryFactory(edition=edition, **dates)


def leaver(edition, **dates):
    """Somebody who completed on 30 June 2021."""
    return somebody(edition, **{"ended_on": END} | dates)


def outcome(trajectory, kind="paid_work", start=END, end=None, **fields):
    """An outcome that was recorded on the day it started."""
    return make.OutcomeFactory(trajectory=trajectory, kind=kind, start_on=start, end_on=end, **fields)


def numbers(edition, letter, horizon=None, *, as_of=LATER, **asked):
    """N and D of one figure."""
    figure = uitstroom(edition, as_of=as_of, **asked).figure(letter, horizon)
    return figure.n, figure.d


def after(days):
    """A day counted from the end."""
    return END + timedelta(days=days)


# The public record


def test_new_jobportunities_2014_gives_7_of_35_and_7_of_15():
    edition = make.EditionFactory()
    make.TrajectoryFactory.create_batch(20, edition=edition, registered_on=date(2014, 1, 10))
    started = make.StartedTrajectoryFactory.create_batch(15, edition=edition, registered_on=date(2014, 1, 10))
    for trajectory in started[:7]:
        outcome(trajectory, start=date(2014, 7, 1))
    result = uitstroom(edition, as_of=date(2014, 12, 31))
    with translation.override("en"):
        assert result.figure("R").text() == "7/35 = 20.0 %"
        assert result.figure("S").text() == "7/15 = 46.7 %"


def test_new_jobportunities_2_gives_28_of_the_target_of_100():
    edition = make.EditionFactory(target=100)
    for trajectory in make.StartedTrajectoryFactory.create_batch(40, edition=edition, registered_on=date(2021, 1, 10))[:28]:
        outcome(trajectory, start=date(2021, 9, 1))
    figure = uitstroom(edition, as_of=date(2022, 3, 31)).figure("F")
    with translation.override("nl"):
        assert figure.text() == "28/100 = 28,0 %"


# The days on which it turns


@pytest.mark.parametrize(
    ("first", "until", "counts"),
    [(20, None, 1), (3, 20, 0), (28, None, 1), (29, None, 0), (3, 28, 0), (3, 29, 1), (-40, None, 1)],
)
def test_a_leaver_is_placed_by_work_that_holds_on_day_28(edition, first, until, counts):
    outcome(leaver(edition), start=after(first), end=until and after(until))
    assert numbers(edition, "D") == (counts, 1)


def test_a_leaver_is_counted_from_day_28_on(edition):
    leaver(edition)
    early, due = (uitstroom(edition, as_of=after(days)).figure("D") for days in (27, 28))
    assert (early.d, early.waiting, early.mature) == (0, 1, False)
    assert (due.d, due.waiting, due.mature) == (1, 0, True)


def test_who_leaves_early_for_a_job_is_placed_but_has_not_completed(edition):
    early = leaver(edition, end_reason="work", completed="no")
    outcome(early, start=after(1))
    assert numbers(edition, "D") == (1, 1)
    assert numbers(edition, "E") == (0, 0)
    assert numbers(edition, "U") == (0, 1)


def test_the_labour_status_is_the_outcome_that_started_last(edition):
    trajectory = leaver(edition)
    outcome(trajectory, "paid_work", after(3))
    outcome(trajectory, "no_work", after(10))
    assert numbers(edition, "D") == (0, 1)
    assert numbers(edition, "J6", 6) == (0, 0)


@pytest.mark.parametrize(("last", "n"), [("paid_work", 1), ("job_searching", 0)])
def test_of_two_outcomes_on_the_same_day_the_one_recorded_last_is_the_status(edition, last, n):
    trajectory = leaver(edition)
    first = {"paid_work": "job_searching", "job_searching": "paid_work"}[last]
    outcome(trajectory, last, after(3), recorded_on=after(9))
    outcome(trajectory, first, after(3), recorded_on=after(8))
    assert numbers(edition, "D") == (n, 1)


@pytest.mark.parametrize(("last", "n"), [("paid_work", 1), ("job_searching", 0)])
def test_recorded_on_the_same_day_the_one_added_last_is_the_status(edition, last, n):
    trajectory = leaver(edition)
    for kind in [*{"paid_work", "job_searching"} - {last}, last]:
        outcome(trajectory, kind, after(3))
    assert numbers(edition, "D") == (n, 1)


def test_training_on_day_28_counts_beside_looking_for_work(edition):
    trajectory = leaver(edition)
    outcome(trajectory, "training", after(5))
    outcome(trajectory, "job_searching", after(6))
    assert numbers(edition, "D") == (1, 1)
    assert numbers(edition, "D", counts="work_only") == (0, 1)
    assert numbers(edition, "E", counts="work_only") == (0, 1)


def test_work_only_does_not_count_training_as_placed(edition):
    outcome(somebody(edition), "training", START)
    result = uitstroom(edition, as_of=LATER, counts="work_only")
    assert result.counts == ("paid_work", "self_employment")
    for letter, horizon in [("R", None), ("S", None), ("A", None), ("B", 6), ("F", None)]:
        assert result.figure(letter, horizon).n == 0
        assert uitstroom(edition, as_of=LATER).figure(letter, horizon).n == 1


@pytest.mark.parametrize(
    ("start", "a", "b"), [(date(2021, 1, 3), 0, 0), (date(2021, 1, 4), 1, 1), (date(2021, 7, 4), 1, 1), (date(2021, 7, 5), 1, 0)]
)
def test_the_start_cohort_counts_placements_from_the_start_to_the_horizon(edition, start, a, b):
    outcome(somebody(edition), start=start)
    assert numbers(edition, "A") == (a, 1)
    assert numbers(edition, "B", 6) == (b, 1)
    assert numbers(edition, "R") == (1, 1)


@pytest.mark.parametrize(
    ("started", "horizon", "last_day"),
    [(date(2021, 8, 31), 6, date(2022, 2, 28)), (date(2023, 8, 31), 6, date(2024, 2, 29)), (date(2020, 2, 29), 12, date(2021, 2, 28))],
)
def test_a_horizon_ends_on_the_last_day_of_a_short_month(edition, started, horizon, last_day):
    on_time, late = (somebody(edition, registered_on=started, decided_on=None, started_on=started) for _ in range(2))
    outcome(on_time, start=last_day)
    outcome(late, start=last_day + timedelta(days=1))
    assert numbers(edition, "B", horizon, as_of=last_day) == (1, 2)
    before = uitstroom(edition, as_of=last_day - timedelta(days=1)).figure("B", horizon)
    assert (before.d, before.waiting) == (0, 2)


def test_sustained_is_work_on_the_same_day_six_months_later(edition):
    kept, lost, changed, never = (leaver(edition, ended_on=date(2021, 8, 31)) for _ in range(4))
    outcome(kept, start=date(2021, 9, 1), end=date(2022, 3, 1))
    outcome(lost, start=date(2021, 9, 1), end=date(2022, 2, 28))
    outcome(changed, start=date(2021, 9, 1), end=date(2021, 12, 1))
    outcome(changed, "self_employment", date(2022, 2, 28))
    outcome(never, "training", date(2021, 9, 1))
    outcome(lost, "training", start=date(2022, 2, 1))
    assert numbers(edition, "J6", 6) == (2, 3)
    assert numbers(edition, "J6", 6, as_of=date(2022, 2, 28)) == (2, 3)
    assert numbers(edition, "J6", 6, as_of=date(2022, 2, 27)) == (0, 0)


def test_a_drop_out_ended_without_completing_and_without_a_placement(edition):
    for completed in ("yes", "no", ""):
        leaver(edition, completed=completed)
    outcome(leaver(edition, completed="no"), start=date(2023, 1, 1))
    somebody(edition)
    assert numbers(edition, "U") == (2, 5)
    assert numbers(edition, "U", as_of=END - timedelta(days=1)) == (0, 5)


# What was known


def test_an_outcome_counts_from_the_day_it_was_recorded(edition):
    outcome(somebody(edition), start=date(2021, 3, 1), recorded_on=date(2021, 5, 1))
    assert numbers(edition, "R", as_of=date(2021, 4, 30)) == (0, 1)
    assert numbers(edition, "R", as_of=date(2021, 5, 1)) == (1, 1)


def test_work_that_is_agreed_but_has_not_begun_does_not_count(edition):
    outcome(somebody(edition), start=date(2021, 5, 1), recorded_on=date(2021, 3, 1))
    assert numbers(edition, "R", as_of=date(2021, 4, 30)) == (0, 1)
    assert numbers(edition, "R", as_of=date(2021, 5, 1)) == (1, 1)


def test_a_correction_replaces_from_the_day_it_was_recorded(edition):
    trajectory = somebody(edition)
    first = outcome(trajectory, start=date(2021, 3, 1))
    outcome(trajectory, "voluntary_work", start=date(2021, 3, 1), recorded_on=date(2021, 6, 1), supersedes=first)
    assert numbers(edition, "R", as_of=date(2021, 5, 31)) == (1, 1)
    assert numbers(edition, "R", as_of=date(2021, 6, 1)) == (0, 1)


def test_a_withdrawal_states_nothing_itself(edition):
    trajectory = somebody(edition)
    first = outcome(trajectory, start=date(2021, 3, 1))
    second = outcome(trajectory, start=date(2021, 4, 1), recorded_on=date(2021, 6, 1), supersedes=first)
    outcome(trajectory, start=date(2021, 4, 1), recorded_on=date(2021, 8, 1), supersedes=second, withdrawn=True)
    assert numbers(edition, "R", as_of=date(2021, 7, 31)) == (1, 1)
    assert numbers(edition, "R", as_of=date(2021, 8, 1)) == (0, 1)


def test_dates_after_the_as_of_date_do_not_count_yet(edition):
    leaver(edition, end_reason="moved")
    before = uitstroom(edition, as_of=date(2020, 12, 19))
    assert [before.figure(letter).d for letter in "RSA"] == [1, 0, 0]
    assert uitstroom(edition, as_of=END - timedelta(days=1)).figure("A").excluded == {}
    assert uitstroom(edition, as_of=END).figure("A").excluded == {"moved": 1}


# Who is left out


def test_duplicates_are_in_no_figure_whatever_the_date(edition):
    leaver(edition, end_reason="duplicate", ended_on=date(2030, 1, 1))
    result = uitstroom(edition, as_of=LATER)
    assert [figure.d for figure in result.figures if figure.letter != "F"] == [0] * 10
    assert result.identities.registered == 0


def test_excluded_people_are_counted_per_reason_and_only_in_a_b_d_and_e(edition):
    for reason in ("deceased", "not_eligible", "moved", "moved", "illness"):
        outcome(leaver(edition, end_reason=reason), start=START)
    reasons = {"deceased": 1, "not_eligible": 1, "moved": 2}
    for figure in uitstroom(edition, as_of=LATER).figures:
        if figure.letter in "ABDE":
            assert (figure.n, figure.d, figure.excluded) == (1, 1, reasons), figure.letter
        else:
            assert figure.excluded == {}
            assert figure.d == {"F": 10}.get(figure.letter, 5), figure.letter


def test_the_period_has_both_its_days_and_leaves_r_s_and_f_alone(edition):
    for started in (date(2021, 1, 31), date(2021, 2, 1), date(2021, 2, 28), date(2021, 3, 1)):
        outcome(somebody(edition, started_on=started, ended_on=started), start=started)
    result = uitstroom(edition, as_of=LATER, period=Period(date(2021, 2, 1), date(2021, 2, 28)))
    assert {figure.letter: figure.d for figure in result.figures} == {
        "R": 4, "S": 4, "A": 2, "B": 2, "D": 2, "E": 2, "F": 10, "J6": 2, "U": 2,
    }  # fmt: skip
    assert result.figure("F").n == 4


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2021, 2, 2), date(2021, 2, 1))


def test_another_edition_does_not_count(edition):
    outcome(somebody(make.EditionFactory()), start=START)
    assert numbers(edition, "R") == (0, 0)


def test_the_target_asked_for_goes_before_the_target_of_the_edition(edition):
    assert numbers(edition, "F") == (0, 10)
    assert numbers(edition, "F", target=0) == (0, 0)
    assert numbers(make.EditionFactory(target=None), "F") == (0, 0)


def test_an_empty_edition_has_no_percentages_and_its_sums_hold(edition):
    result = uitstroom(edition, as_of=LATER)
    assert [(figure.letter, figure.horizon_months) for figure in result.figures] == [
        ("R", None), ("S", None), ("A", None), ("B", 6), ("B", 12), ("B", 24), ("D", None), ("E", None), ("F", None), ("J6", 6), ("U", None),
    ]  # fmt: skip
    assert {figure.percentage for figure in result.figures if figure.letter != "F"} == {None}
    assert result.identities.hold
    with translation.override("en"):
        assert result.figure("R").text() == "n/a"


# Sums, people and parts


def test_the_sums_hold_and_paused_is_part_of_under_way(edition):
    make.TrajectoryFactory(edition=edition, registered_on=date(2020, 12, 1))
    resting, _ = somebody(edition), somebody(edition)
    for first, last in [(date(2023, 1, 1), None), (date(2022, 1, 1), date(2022, 2, 1))]:
        resting.pauses.create(starts_on=first, ends_on=last)
    leaver(edition).pauses.create(starts_on=date(2021, 5, 1))
    outcome(leaver(edition))
    sums = uitstroom(edition, as_of=LATER).identities
    assert sums.hold
    assert (sums.registered, sums.not_started, sums.started, sums.active, sums.paused) == (5, 1, 4, 2, 1)
    assert (sums.ended, sums.placed, sums.not_placed) == (2, 1, 1)


def test_the_people_behind_a_figure_are_those_it_counts_and_only_those_i_may_see(world):
    outcome(world.mine)
    outcome(world.other)
    found = members(world.edition, "R", as_of=LATER + timedelta(days=9999))
    assert set(found.numerator) == {world.mine, world.other}
    assert set(found.denominator) == {world.mine, world.other, world.unassigned}
    assert list(found.numerator.allowed(world.coach, Trajectory.view_permission)) == [world.mine]


def test_excluded_people_are_listed_with_their_reason(edition):
    gone = leaver(edition, end_reason="moved")
    outcome(gone)
    found = members(edition, "D", as_of=LATER)
    assert [(row, row.left_out) for row in found.excluded] == [(gone, "moved")]
    assert not found.denominator.exists()
    assert not found.numerator.exists()


def test_the_people_with_realisation_are_those_who_started(edition):
    started = somebody(edition)
    make.TrajectoryFactory(edition=edition, registered_on=date(2020, 12, 1))
    assert list(members(edition, "F", as_of=LATER).denominator) == [started]


def test_the_funnel_and_its_placed_by_country_and_kind_of_the_first_placement(edition):
    german, dutch, nowhere, volunteer = (somebody(edition) for _ in range(4))
    outcome(german, start=date(2021, 3, 1), country="DE")
    outcome(german, "training", start=date(2021, 4, 1), country="NL")
    outcome(dutch, "training", start=date(2021, 3, 1), country="NL")
    outcome(nowhere, start=date(2021, 3, 1), country="")
    outcome(volunteer, "voluntary_work", start=date(2021, 3, 1))
    outcome(make.TrajectoryFactory(edition=edition, registered_on=date(2020, 12, 1)), start=date(2021, 3, 1))
    assert funnel(edition, LATER) == {"registered": 5, "selected": 4, "started": 4, "placed": 3}
    assert placed_by_country(edition, LATER) == {"NL": 1, "DE": 1, "": 1}
    assert placed_by_kind(edition, LATER) == {"paid_work": 2, "training": 1}
    assert placed_by_country(edition, date(2021, 2, 1)) == {}


# Several editions under one agreement


@pytest.fixture
def agreement():
    """Two editions paid under one reference, and a third that is paid under another."""
    funder = make.OrganisationFactory(kind="funder")
    fundings = [make.FundingFactory(funder=funder, reference=reference, edition__target=10) for reference in ("one", "one", "two")]
    return [funding.edition for funding in fundings], fundings


def test_a_person_in_two_editions_of_an_agreement_counts_once_with_the_first_start_and_last_end(agreement):
    (first, second, elsewhere), (funding, *_) = agreement
    person = make.PersonFactory()
    leaver(first, person=person, end_reason="moved", completed="no")
    again = somebody(second, person=person, registered_on=date(2021, 8, 1), decided_on=None, started_on=date(2021, 9, 1))
    outcome(somebody(elsewhere, person=person), start=date(2021, 1, 5))
    outcome(again, start=date(2021, 12, 1))

    running = uitstroom_of_funding(funding, as_of=LATER)
    assert (running.figure("R").n, running.figure("R").d, running.figure("F").d) == (1, 1, 20)
    assert (running.figure("A").n, running.figure("A").d, running.figure("A").excluded) == (1, 1, {})
    assert (running.figure("B", 6).n, running.figure("B", 12).n) == (0, 1)
    assert (running.figure("D").d, running.identities.active) == (0, 1)

    again.ended_on, again.end_reason, again.completed = date(2021, 12, 1), "work", "yes"
    again.save()
    ended = uitstroom_of_funding(funding, as_of=LATER)
    assert (ended.figure("E").n, ended.figure("E").d, ended.identities.ended) == (1, 1, 1)
    assert ended.identities.hold


def test_a_later_sign_up_that_never_started_does_not_decide_how_a_person_ended(agreement):
    (first, second, _), (funding, *_) = agreement
    person = make.PersonFactory()
    leaver(first, person=person, completed="yes")
    waiting = somebody(second, person=person, registered_on=date(2021, 8, 1), selected="no", decided_on=None, started_on=None)
    assert uitstroom_of_funding(funding, as_of=LATER).figure("E").d == 1
    waiting.ended_on, waiting.end_reason, waiting.completed = date(2021, 9, 1), "moved", "no"
    waiting.save()
    result = uitstroom_of_funding(funding, as_of=LATER)
    assert (result.figure("E").d, result.figure("D").excluded, result.identities.ended) == (1, {}, 1)


def test_what_counts_for_a_funding_is_what_its_funder_counts(agreement):
    (first, *_), (funding, *_) = agreement
    outcome(somebody(first), "training", START)
    assert uitstroom_of_funding(funding, as_of=LATER).figure("R").n == 1
    funding.counts = "work_only"
    assert uitstroom_of_funding(funding, as_of=LATER).figure("R").n == 0


def test_a_duplicate_in_one_edition_leaves_the_person_in_the_other(agreement):
    (first, second, _), (funding, *_) = agreement
    person = make.PersonFactory()
    outcome(leaver(first, person=person, end_reason="duplicate"), start=START)
    somebody(second, person=person)
    result = uitstroom_of_funding(funding, as_of=LATER)
    assert (result.figure("R").n, result.figure("R").d, result.identities.active) == (0, 1, 1)


# How many queries


def test_every_figure_of_an_edition_takes_one_query(edition, django_assert_num_queries):
    outcome(leaver(edition))
    with django_assert_num_queries(1):
        uitstroom(edition, as_of=LATER)
    for _ in range(2):
        outcome(leaver(edition))
    with django_assert_num_queries(1):
        uitstroom(edition, as_of=LATER, period=Period(START, END))
    with django_assert_num_queries(1):
        funnel(edition, LATER)
    with django_assert_num_queries(1):
        placed_by_country(edition, LATER)


def test_every_figure_of_a_funding_takes_three_queries_or_two_for_one_edition(agreement, django_assert_num_queries):
    (first, second, _), (funding, _, alone) = agreement
    for edition in (first, second, second):
        outcome(leaver(edition))
    with django_assert_num_queries(3):
        uitstroom_of_funding(funding, as_of=LATER)
    with django_assert_num_queries(2):
        uitstroom_of_funding(alone, as_of=LATER)


# What a figure says


def figure(n, d, letter="R", **fields):
    """A figure without a database."""
    values = {"horizon_months": None, "excluded": {}, "period": Period(), "as_of": LATER, "version": VERSION, "counts": ("paid_work",)}
    return Figure(letter=letter, n=n, d=d, **values | fields)


@pytest.mark.parametrize(
    ("n", "d", "percentage"), [(7, 15, "46.7"), (1, 2000, "0.1"), (1, 2001, "0.0"), (1, 16, "6.3"), (1, 3, "33.3"), (28, 20, "140.0")]
)
def test_a_percentage_has_one_decimal_and_rounds_half_up(n, d, percentage):
    assert figure(n, d).percentage == Decimal(percentage)


def test_a_figure_in_json_has_everything_that_belongs_to_it():
    made = figure(1, 4, "B", horizon_months=12, excluded={"moved": 2}, period=Period(date(2021, 1, 1), None))
    with translation.override("en"):
        assert made.as_dict() == {
            "letter": "B",
            "horizon_months": 12,
            "n": 1,
            "d": 4,
            "excluded": {"moved": 2},
            "period": {"from": "2021-01-01", "to": None},
            "as_of": "2024-01-01",
            "version": 1,
            "name": "placed within 12 months after the start",
            "percentage": "25.0",
            "counts": ["paid_work"],
            "waiting": 0,
        }


def test_every_figure_has_a_definition_a_meaning_and_a_word_on_maturity(edition):
    somebody(edition, ended_on=date(2023, 12, 31))
    figures = uitstroom(edition, as_of=LATER).figures
    with translation.override("en"):
        for made in figures:
            assert made.definition.startswith(f"{made.letter}, ")
            assert made.meaning.endswith(".")
            assert made.maturity.endswith(".")
        by_letter = {made.letter: made for made in figures}
        assert by_letter["D"].maturity == "1 person is not counted yet: for them it is too early."
        assert "uitstroom" not in by_letter["F"].name
        assert "flatters" in by_letter["E"].meaning


def test_b_needs_its_horizon_and_an_unknown_letter_is_refused(edition):
    result = uitstroom(edition, as_of=LATER)
    assert result.figure("J6").horizon_months == 6
    for wrong in [("B", None), ("Z", None), ("B", 7)]:
        with pytest.raises(KeyError):
            result.figure(*wrong)
    with pytest.raises(KeyError):
        members(edition, "Z", as_of=LATER)
