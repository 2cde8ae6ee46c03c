"""The outcomes file: what is new, what corrects, what is refused; and the example files of NJ 2014."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from outcomes.imports.format import columns
from outcomes.imports.run import HasFaults, MustLook, look
from outcomes.models import Outcome
from participants.models import Trajectory
from tests import factories as make
from tests.imports import do, outcomes, participants

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).parents[2] / "examples"
FULL = {
    "end_on": "2015-07-01", "country": "DE", "organisation": "Gärtnerei", "hours_per_week": "24", "contract_months": "0", "evidence": "contract",
    "verified_on": "2014-07-20", "recorded_on": "2014-07-10",
}  # fmt: skip


@pytest.fixture
def trajectory(world):
    return make.StartedTrajectoryFactory(edition=world.edition, external_id="A-1")


def current(trajectory):
    return Outcome.objects.filter(trajectory=trajectory, superseded_by__isnull=True).order_by("pk")


def faults(world, people=None, **files):
    before = Outcome.objects.count(), Trajectory.objects.count()
    with pytest.raises(HasFaults) as refused:
        do(world.edition, world.leader, people=people, **files)
    assert (Outcome.objects.count(), Trajectory.objects.count()) == before
    return [(problem.file, problem.row, problem.column, problem.value) for problem in refused.value.plan.errors]


def test_an_outcome_is_recorded_with_history(world, trajectory):
    plan = do(world.edition, world.leader, results=outcomes(FULL, {"kind": "no_work"}))
    assert vars(plan.outcomes) == {"new": 2, "changed": 0, "unchanged": 0}
    full, bare = current(trajectory)
    assert (full.end_on, full.country, full.organisation, full.hours_per_week, full.contract_months) == (date(2015, 7, 1), "DE", "Gärtnerei", 24, 0)
    assert (full.evidence, full.verified_on, full.recorded_on) == ("contract", date(2014, 7, 20), date(2014, 7, 10))
    assert (bare.kind, bare.end_on, bare.hours_per_week, bare.recorded_on) == ("no_work", None, None, timezone.localdate())
    for row in (full, bare):
        row.full_clean()
        [past] = row.history.all()
        assert (past.history_type, past.history_change_reason, past.history_user) == ("+", "outcome_imported", world.leader)
        for field in row._meta.concrete_fields:
            assert getattr(past, field.attname) == getattr(row, field.attname), field


def test_participants_and_outcomes_come_in_together(world):
    plan = do(world.edition, world.leader, people=participants({}, {}), results=outcomes({}, {"external_id": "A-2"}))
    assert (plan.participants.new, plan.outcomes.new) == (2, 2)
    assert Outcome.objects.get(trajectory__external_id="A-2").kind == "paid_work"


def test_every_fault_is_told_and_neither_file_is_saved(world):
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    results = outcomes(
        {"end_on": "2014-06-30"},
        {"external_id": "B-9"},
        {"external_id": ""},
        {"kind": "work", "hours_per_week": "61", "contract_months": "-1", "country": "FR"},
        {"verified_on": tomorrow, "recorded_on": tomorrow},
        {"start_on": ""},
        hours_per_week="",
        contract_months="",
        country="",
        evidence="",
        verified_on="",
        recorded_on="",
        end_on="",
    )
    found = faults(world, participants({}, {"sex": "v"}), results=results)
    assert found[0] == ("participants", 3, "sex", "v")
    assert sorted(found[1:]) == sorted(
        [
            ("outcomes", 2, "end_on", "2014-06-30"),
            ("outcomes", 3, "external_id", "B-9"),
            ("outcomes", 4, "external_id", ""),
            ("outcomes", 5, "kind", "work"),
            ("outcomes", 5, "hours_per_week", "61"),
            ("outcomes", 5, "contract_months", "-1"),
            ("outcomes", 5, "country", "FR"),
            ("outcomes", 6, "verified_on", tomorrow),
            ("outcomes", 6, "recorded_on", tomorrow),
            ("outcomes", 7, "start_on", ""),
        ]
    )


def test_a_trajectory_of_another_edition_is_not_known(world):
    make.TrajectoryFactory(edition=world.neighbour.edition, external_id="A-1")
    assert faults(world, results=outcomes({})) == [("outcomes", 2, "external_id", "A-1")]


def test_a_repeated_import_records_nothing_again(world, trajectory):
    content = outcomes(FULL, {"kind": "training"}, FULL)
    do(world.edition, world.leader, results=content)
    plan = do(world.edition, world.leader, results=content)
    assert vars(plan.outcomes) == {"new": 0, "changed": 0, "unchanged": 3}
    assert Outcome.objects.filter(trajectory=trajectory).count() == 3


@pytest.mark.parametrize(("told", "known_since"), [("", "today"), ("2014-07-10", "today"), ("2014-07-09", "today"), ("2014-07-11", "2014-07-11")])
def test_a_difference_is_a_correction_that_never_changes_what_was_known_before(world, trajectory, told, known_since):
    do(world.edition, world.leader, results=outcomes(FULL))
    [old] = current(trajectory)
    content = outcomes({**FULL, "end_on": "2015-08-01", "recorded_on": told})
    plan = do(world.edition, world.leader, results=content)
    assert vars(plan.outcomes) == {"new": 0, "changed": 1, "unchanged": 0}
    assert [(c.before, c.after) for c in plan.changes.shown] == [("2015-07-01", "2015-08-01")]
    [new] = current(trajectory)
    assert (new.supersedes, new.end_on) == (old, date(2015, 8, 1))
    assert str(new.recorded_on) == (str(timezone.localdate()) if known_since == "today" else known_since)
    assert new.recorded_on > old.recorded_on
    assert new.history.get().history_change_reason == "outcome_corrected"
    old.refresh_from_db()
    assert (old.end_on, old.recorded_on) == (date(2015, 7, 1), date(2014, 7, 10))
    assert do(world.edition, world.leader, results=content).outcomes.unchanged == 1


def test_another_employer_or_first_day_is_a_new_outcome(world, trajectory):
    do(world.edition, world.leader, results=outcomes(FULL))
    plan = do(world.edition, world.leader, results=outcomes({**FULL, "organisation": "Bakkerij"}, {**FULL, "start_on": "2014-07-02"}))
    assert vars(plan.outcomes) == {"new": 2, "changed": 0, "unchanged": 0}
    assert current(trajectory).count() == 3


def test_absent_columns_make_no_difference_and_are_kept_in_a_correction(world, trajectory):
    do(world.edition, world.leader, results=outcomes(FULL))
    assert do(world.edition, world.leader, results=outcomes({})).outcomes.unchanged == 1
    do(world.edition, world.leader, results=outcomes({"hours_per_week": "32"}))
    [new] = current(trajectory)
    assert (new.hours_per_week, new.organisation, new.evidence, new.end_on) == (32, "Gärtnerei", "contract", date(2015, 7, 1))


def test_a_withdrawn_outcome_is_not_matched(world, trajectory):
    do(world.edition, world.leader, results=outcomes({}))
    [old] = current(trajectory)
    make.OutcomeFactory(trajectory=trajectory, start_on=old.start_on, supersedes=old, withdrawn=True)
    assert do(world.edition, world.leader, results=outcomes({})).outcomes.new == 1


def test_a_number_that_looks_like_a_bsn_must_be_looked_at(world, trajectory):
    with pytest.raises(MustLook):
        do(world.edition, world.leader, results=outcomes({"organisation": "BSN 111222333"}))
    assert not current(trajectory).exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_example_files_give_the_figures_of_new_jobportunities_2014(world, ending):
    edition = make.EditionFactory(programme=world.programme, code="nj-2014-test")
    files = {name: (EXAMPLES / f"nj-2014-{name}.{ending}").read_bytes() for name in ("participants", "outcomes")}
    seen = look(edition, files, by=world.leader)
    assert (seen.errors.shown, seen.warnings.shown, seen.duplicates.total) == ([], [], 0)
    do(edition, world.leader, people=files["participants"], results=files["outcomes"], seen=seen.fingerprint)
    everybody = Trajectory.objects.filter(edition=edition)
    placed = everybody.filter(
        outcomes__kind__in=["paid_work", "self_employment", "training"], outcomes__start_on__lte="2014-12-31", outcomes__recorded_on__lte="2014-12-31"
    )
    chosen = everybody.filter(selected="yes", started_on__isnull=False)
    assert (everybody.count(), chosen.count(), placed.distinct().count(), (placed & chosen).distinct().count()) == (35, 15, 7, 7)
    other = {name: (EXAMPLES / f"nj-2014-{name}.{'xlsx' if ending == 'csv' else 'csv'}").read_bytes() for name in files}
    again = do(edition, world.leader, people=other["participants"], results=other["outcomes"])
    assert (again.participants.unchanged, again.outcomes.unchanged, again.changes.total) == (35, again.outcomes.total, 0)


def test_the_columns_are_those_of_the_format():
    assert [column.name for column in columns()] == [
        "external_id", "kind", "start_on", "end_on", "country", "organisation", "hours_per_week", "contract_months", "evidence", "verified_on",
        "recorded_on",
    ]  # fmt: skip
    assert {column.name for column in columns() if column.required} == {"external_id", "kind", "start_on"}
