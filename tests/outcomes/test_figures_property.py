"""The database and a plain recount agree about random cohorts, and the figures keep their promises."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outcomes.figures import DEFINITIONS, Period, members, uitstroom, uitstroom_of_funding
from tests import factories as make
from tests.outcomes.naive_uitstroom import recount

pytestmark = pytest.mark.django_db(transaction=False)

FIRST = date(2021, 1, 1)
# Days that make the edges of 28 days and of months likely to meet.
near_days = st.one_of(
    st.integers(0, 1100),
    st.sampled_from([30, 58, 59, 86, 87, 88, 212, 239, 240, 241, 242, 243, 267, 268, 269, 270, 271, 364, 423, 424, 451, 452, 789]),
).map(lambda days: FIRST + timedelta(days=days))
KINDS = ["paid_work", "self_employment", "training", "job_searching", "no_work", "qualification", "voluntary_work"]
REASONS = ["work", "moved", "deceased", "not_eligible", "own_choice", "duplicate", "training"]


@st.composite
def trajectory(draw):
    """The dates of one trajectory, in order, some of them empty."""
    days = sorted(draw(st.lists(near_days, min_size=4, max_size=4)))
    reached = draw(st.integers(0, 4))
    has_start, has_end = reached >= 2, reached >= 3 or draw(st.integers(0, 9)) == 0
    return {
        "registered_on": days[0],
        "selected": draw(st.sampled_from(["yes", "yes", "no", ""])) if reached else "",
        "decided_on": days[1] if reached and draw(st.integers(0, 5)) else None,
        "started_on": days[2] if has_start else None,
        "ended_on": days[3] if has_end else None,
        "end_reason": draw(st.sampled_from(REASONS)) if has_end else "",
        "completed": draw(st.sampled_from(["yes", "no", ""])) if has_end else "",
        "edition": draw(st.integers(0, 1)),
        "person": draw(st.integers(0, 5)),
    }


@st.composite
def outcome(draw, dates, number):
    """An outcome near the dates of somebody, perhaps a correction or withdrawal of an earlier one."""
    anchor = draw(st.sampled_from(dates))
    start = anchor + timedelta(days=draw(st.sampled_from([-40, -1, 0, 1, 3, 20, 27, 28, 29, 150, 181, 184, 365, 366, 400])))
    length = draw(st.sampled_from([None, None, 0, 1, 8, 17, 25, 28, 160, 200]))
    supersedes = draw(st.integers(0, number - 1)) if number and not draw(st.integers(0, 2)) else None
    return {
        "kind": draw(st.sampled_from(KINDS)),
        "start_on": start,
        "end_on": None if length is None else start + timedelta(days=length),
        "recorded_on": start + timedelta(days=draw(st.sampled_from([-5, 0, 0, 0, 10, 60, 200]))),
        "supersedes": supersedes,
        "withdrawn": supersedes is not None and draw(st.booleans()),
    }


@st.composite
def cohort(draw):
    """Trajectories with their outcomes; each outcome names its trajectory and what it supersedes by position."""
    trajectories, seen = [], set()
    for row in draw(st.lists(trajectory(), min_size=1, max_size=8)):
        if (row["edition"], row["person"]) not in seen:
            seen.add((row["edition"], row["person"]))
            trajectories.append(row)
    outcomes, corrected = [], set()
    for number in range(draw(st.integers(0, 12))):
        owner = draw(st.integers(0, len(trajectories) - 1))
        dates = [value for value in trajectories[owner].values() if isinstance(value, date)]
        row = draw(outcome(dates, number)) | {"trajectory": owner}
        if row["supersedes"] in corrected:
            row |= {"supersedes": None, "withdrawn": False}
        if row["supersedes"] is not None:
            corrected.add(row["supersedes"])
        outcomes.append(row)
    return trajectories, outcomes


def store(trajectories, outcomes):
    """Put a cohort in the database; gives two editions under one funding, and the plain rows with their keys."""
    editions = [make.EditionFactory(target=5), make.EditionFactory(target=None)]
    funder = make.OrganisationFactory()
    fundings = [make.FundingFactory(edition=edition, funder=funder, reference="one") for edition in editions]
    persons = {}
    stored, plain = [], []
    for row in trajectories:
        person = persons.setdefault(row["person"], None) or make.PersonFactory()
        persons[row["person"]] = person
        stored.append(make.TrajectoryFactory(**row | {"edition": editions[row["edition"]], "person": person}))
        plain.append(row | {"id": stored[-1].pk, "person": person.pk, "edition": editions[row["edition"]].pk})
    saved, plain_outcomes = [], []
    for row in outcomes:
        supersedes = None if row["supersedes"] is None else saved[row["supersedes"]]
        saved.append(make.OutcomeFactory(**row | {"trajectory": stored[row["trajectory"]], "supersedes": supersedes}))
        plain_outcomes.append(row | {"id": saved[-1].pk, "trajectory": saved[-1].trajectory_id, "supersedes": supersedes and supersedes.pk})
    return editions, fundings, plain, plain_outcomes


periods = st.one_of(
    st.just(Period()),
    st.builds(lambda a, b: Period(min(a, b), max(a, b)), near_days, near_days),
    st.builds(lambda a: Period(a, None), near_days),
    st.builds(lambda a: Period(None, a), near_days),
)
as_ofs = st.one_of(near_days, near_days.map(lambda day: day + timedelta(days=400)), st.just(date(2026, 1, 1)))
# Three figures for each example, to keep it quick.
some_letters = st.lists(st.sampled_from(list(DEFINITIONS)), min_size=3, max_size=3, unique=True)
PARAMETERS = {"work_and_training": ("paid_work", "self_employment", "training"), "work_only": ("paid_work", "self_employment")}
thorough = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def compare(result, plain):
    """The figures, identities and promises of one result against the recount."""
    figures, identities, _ = plain
    assert {(f.letter, f.horizon_months): (f.n, f.d, f.excluded) for f in result.figures} == figures
    for name, number in identities.items():
        assert getattr(result.identities, name) == number, name
    assert result.identities.hold


def compare_members(source, plain, letters, **asked):
    """The people behind these figures are those of the recount, and N is within D."""
    figures, _, people = plain
    for letter, horizon in letters:
        numerator, denominator = people[letter, horizon]
        found = members(source, letter, horizon, **asked)
        keys = {row.pk for row in found.numerator}, {row.pk for row in found.denominator}
        assert keys == (numerator, denominator), (letter, horizon)
        assert keys[0] <= keys[1]
        reasons = {}
        for row in found.excluded:
            reasons[row.left_out] = reasons.get(row.left_out, 0) + 1
            assert row.pk not in keys[1]
        assert reasons == figures[letter, horizon][2]


@thorough
@given(rows=cohort(), as_of=as_ofs, period=periods, counts=st.sampled_from(list(PARAMETERS)), letters=some_letters)
def test_every_figure_of_a_random_edition_equals_a_plain_recount(rows, as_of, period, counts, letters):
    with transaction.atomic():
        editions, _, trajectories, outcomes = store(*rows)
        for edition in editions:
            own = [row for row in trajectories if row["edition"] == edition.pk]
            asked = {"as_of": as_of, "period": period, "counts": counts}
            plain = recount(own, outcomes, as_of=as_of, first=period.first, last=period.last, target=edition.target or 0, counts=PARAMETERS[counts])
            compare(uitstroom(edition, **asked), plain)
            compare_members(edition, plain, letters, **asked)
        transaction.set_rollback(True)


@thorough
@given(rows=cohort(), as_of=as_ofs, period=periods, counts=st.sampled_from(list(PARAMETERS)), letters=some_letters)
def test_every_figure_of_a_random_funding_counts_each_person_once(rows, as_of, period, counts, letters):
    with transaction.atomic():
        _, fundings, trajectories, outcomes = store(*rows)
        asked = {"as_of": as_of, "period": period, "counts": counts}
        plain = recount(
            trajectories, outcomes, as_of=as_of, first=period.first, last=period.last, target=5, counts=PARAMETERS[counts], per_person=True
        )
        compare(uitstroom_of_funding(fundings[1], **asked), plain)
        compare_members(fundings[0], plain, letters, **asked)
        transaction.set_rollback(True)
