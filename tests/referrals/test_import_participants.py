"""The participants file: what is refused, what it changes, and that every change is in the history."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casetrack.actions import Refusal
from outcomes.imports.run import HasFaults, MustLook, import_files, look
from participants.choices import Channel, Education, EndReason, LabourStatus, Sex
from participants.models import Person, Trajectory
from referrals.imports.format import columns
from tests import factories as make
from tests.imports import do, participants

pytestmark = pytest.mark.django_db


def faults(world, content):
    before = Trajectory.objects.count(), Person.objects.count(), Person.history.count()
    with pytest.raises(HasFaults) as refused:
        do(world.edition, world.leader, people=content)
    assert (Trajectory.objects.count(), Person.objects.count(), Person.history.count()) == before
    return [(problem.row, problem.column, problem.value) for problem in refused.value.plan.errors]


def expected(world, content):
    return look(world.edition, {"participants": content}, by=world.leader).errors.shown[0].expected


FULL = {
    "birth_date": "1980-05-17", "sex": "f", "email": "anna@example.org", "phone": "0599-001234", "street": "Kerkstraat 1", "postcode": "9501ab",
    "place": "Stadskanaal", "municipality_code": "0037", "labour_status": "inactive", "registered_with_pes": "no", "education": "isced_3_4",
    "channel": "media", "intake_on": "2014-01-30", "decided_on": "2014-03-10", "started_on": "2014-04-01", "ended_on": "2014-06-27",
    "selected": "yes", "completed": "yes", "end_reason": "work",
}  # fmt: skip


def test_a_full_row_makes_a_person_and_a_trajectory_with_history(world):
    plan = do(world.edition, world.leader, people=participants(FULL))
    assert vars(plan.participants) == {"new": 1, "changed": 0, "unchanged": 0}
    row = Trajectory.objects.get(edition=world.edition, external_id="A-1")
    assert (row.person.postcode, row.person.name_key, row.municipality.code, row.municipality_state) == ("9501 AB", "bruins anna", "0037", "answered")
    assert (row.programme_id, row.registered_on, row.ended_on, row.end_reason) == (world.programme.pk, date(2014, 1, 20), date(2014, 6, 27), "work")
    for thing in (row, row.person):
        [past] = thing.history.all()
        assert (past.history_type, past.history_change_reason, past.history_user) == ("+", "imported", world.leader)
        for field in thing._meta.concrete_fields:
            assert getattr(past, field.attname) == getattr(thing, field.attname), field
        thing.full_clean()


def test_a_row_added_by_hand_after_an_import_gets_its_own_key(world):
    do(world.edition, world.leader, people=participants({}, {}, {}))
    fresh = make.TrajectoryFactory(edition=world.edition)
    assert Trajectory.objects.filter(pk=fresh.pk).count() == 1


def test_an_absent_column_is_not_asked_and_an_empty_cell_is_not_known(world):
    do(world.edition, world.leader, people=participants({"education": "", "municipality_code": "", "labour_status": "employed"}))
    row = Trajectory.objects.get(external_id="A-1")
    states = (row.education_state, row.municipality_state, row.labour_status_state, row.registered_with_pes_state)
    assert states == ("unknown", "unknown", "answered", "not_asked")


def test_a_refusal_to_answer_is_not_overwritten_by_an_empty_cell(world):
    row = make.TrajectoryFactory(edition=world.edition, external_id="A-1", education_state="refused")
    do(world.edition, world.leader, people=participants({"education": ""}))
    row.refresh_from_db()
    assert row.education_state == "refused"


def test_every_fault_of_the_whole_file_is_told_and_nothing_is_saved(world):
    tomorrow = timezone.localdate() + timedelta(days=1)
    content = participants(
        {},
        {"external_id": "A-1", "birth_date": "2014-01-20"},
        {"country": "NL", "postcode": "49716", "municipality_code": "03454"},
        {"country": "DE", "postcode": "9501 AB", "municipality_code": "0037"},
        {"municipality_code": "37"},
        {"registered_on": tomorrow},
        {"first_name": "", "sex": "v", "email": "no mail"},
        {"completed": "yes", "end_reason": "work"},
        {"ended_on": "2014-05-01"},
        {"birth_date": "1899-12-31"},
    )
    assert faults(world, content) == [
        (3, "external_id", "A-1"), (3, "birth_date", "2014-01-20"),
        (4, "municipality_code", "03454"), (4, "postcode", "49716"),
        (5, "municipality_code", "0037"), (5, "postcode", "9501 AB"),
        (6, "municipality_code", "37"),
        (7, "registered_on", str(tomorrow)),
        (8, "first_name", ""), (8, "sex", "v"), (8, "email", "no mail"),
        (9, "end_reason", "work"), (9, "completed", "yes"),
        (10, "end_reason", ""),
        (11, "birth_date", "1899-12-31"),
    ]  # fmt: skip


def test_a_lost_leading_zero_gets_a_hint(world):
    assert "0037 (Stadskanaal)" in expected(world, participants({"municipality_code": "37"}))


@pytest.mark.parametrize(
    ("step", "told"), [("intake_on", "intake_on"), ("decided_on", "decided_on"), ("started_on", "started_on"), ("ended_on", "ended_on")]
)
def test_steps_out_of_order_are_refused_in_the_words_of_the_form(world, step, told):
    row = {step: "2014-01-19", **({"end_reason": "work"} if step == "ended_on" else {})}
    assert faults(world, participants(row)) == [(2, told, "2014-01-19")]
    person = Person(first_name="A", last_name="B", country="NL")
    trajectory = Trajectory(
        edition=world.edition, person=person, registered_on=date(2014, 1, 20), **{step: date(2014, 1, 19)}, end_reason=row.get("end_reason", "")
    )
    with pytest.raises(ValidationError) as refused:
        trajectory.validate_constraints(exclude=["edition", "person"])
    assert any(message.startswith(expected(world, participants(row))) for message in refused.value.messages)


def test_only_the_first_500_faults_are_shown_and_all_are_counted(world):
    plan = look(world.edition, {"participants": participants(*[{"sex": "v"}] * 600)}, by=world.leader)
    assert (len(plan.errors.shown), plan.errors.total, plan.errors.more) == (500, 600, 100)


def test_a_repeated_import_changes_nothing_and_writes_no_history(world):
    content = participants(FULL, {})
    do(world.edition, world.leader, people=content)
    before = Trajectory.history.count(), Person.history.count()
    plan = do(world.edition, world.leader, people=content)
    assert vars(plan.participants) == {"new": 0, "changed": 0, "unchanged": 2}
    assert (Trajectory.history.count(), Person.history.count()) == before


def test_a_repeated_import_says_what_changes_and_leaves_other_columns_alone(world):
    do(world.edition, world.leader, people=participants(FULL, {}))
    plan = do(world.edition, world.leader, people=participants({"last_name": "Bruins-Smid", "sex": "", "intake_on": "2014-01-29"}, {"sex": ""}))
    assert vars(plan.participants) == {"new": 0, "changed": 1, "unchanged": 1}
    changes = [(c.row, c.external_id, c.column, c.before, c.after) for c in plan.changes.shown]
    assert changes == [
        (2, "A-1", "last_name", "Bruins", "Bruins-Smid"), (2, "A-1", "sex", "f", ""), (2, "A-1", "intake_on", "2014-01-30", "2014-01-29"),
    ]  # fmt: skip
    row = Trajectory.objects.get(external_id="A-1")
    assert (row.person.last_name, row.person.name_key, row.person.sex, row.person.phone) == ("Bruins-Smid", "bruins-smid anna", "", "0599-001234")
    assert (row.intake_on, row.end_reason, row.version, row.person.version) == (date(2014, 1, 29), "work", 2, 2)
    for thing in (row, row.person):
        newest = thing.history.first()
        assert (newest.history_type, newest.history_change_reason, newest.history_user, newest.version) == ("~", "import_changed", world.leader, 2)
    untouched = Trajectory.objects.get(external_id="A-2")
    assert (untouched.version, untouched.history.count()) == (1, 1)


def test_a_change_that_does_not_fit_what_is_kept_is_refused(world):
    do(world.edition, world.leader, people=participants(FULL))
    assert faults(world, participants({"registered_on": "2014-02-20"})) == [(2, "intake_on", "2014-01-30")]


def test_the_same_number_in_another_edition_is_somebody_else(world):
    make.TrajectoryFactory(edition=world.neighbour.edition, external_id="A-1")
    assert do(world.edition, world.leader, people=participants({})).participants.new == 1


def test_possible_duplicates_are_listed_and_never_merged(world):
    twin = make.TrajectoryFactory(edition=world.edition, person__first_name="ánna", person__last_name="BRUINS", person__birth_date=date(1980, 5, 17))
    make.TrajectoryFactory(
        edition=world.neighbour.edition, person__first_name="Anna", person__last_name="Bruins", person__birth_date=date(1980, 5, 17)
    )
    make.TrajectoryFactory(edition=world.edition, person__first_name="Anna", person__last_name="Bruins", person__birth_date=date(1981, 5, 17))
    content = participants({"birth_date": "1980-05-17"}, {"birth_date": "1980-05-17"}, {"birth_date": ""})
    seen = look(world.edition, {"participants": content}, by=world.leader)
    found = [(d.row, d.person_id, d.edition, d.other_row) for d in seen.duplicates.shown]
    assert found == [(2, twin.person_id, "Home edition", None), (3, None, "", 2), (3, twin.person_id, "Home edition", None)]
    before = Person.objects.count()
    plan = do(world.edition, world.leader, people=content, seen=seen.fingerprint)
    assert plan.duplicates == seen.duplicates
    assert Person.objects.count() == before + 3


def test_a_number_that_looks_like_a_bsn_must_be_looked_at(world):
    content = participants({"street": "111222333"}, {"phone": "111222333"})
    with pytest.raises(MustLook) as refused:
        do(world.edition, world.leader, people=content)
    assert [(w.row, w.column) for w in refused.value.plan.warnings] == [(2, "street")]
    assert not Trajectory.objects.filter(external_id="A-1").exists()
    assert do(world.edition, world.leader, people=content, accept_warnings=True).participants.new == 2


def test_a_column_for_the_bsn_is_refused(world):
    assert faults(world, participants({"bsn": ""})) == [(1, "bsn", "")]


def test_a_plan_that_is_no_longer_what_was_seen_is_refused(world):
    do(world.edition, world.leader, people=participants(FULL))
    content = participants({"last_name": "Smid"})
    seen = look(world.edition, {"participants": content}, by=world.leader).fingerprint
    do(world.edition, world.leader, people=participants({"last_name": "Mulder"}))
    with pytest.raises(Refusal):
        do(world.edition, world.leader, people=content, seen=seen)
    assert Person.objects.get(trajectories__external_id="A-1").last_name == "Mulder"


@pytest.mark.parametrize("who", ["coach", "partner", "funder", "administrator", "nobody", "deactivated"])
def test_only_the_leader_of_the_programme_imports(world, who):
    with pytest.raises(PermissionDenied):
        do(world.edition, getattr(world, who), people=participants({}))


def test_the_leader_of_a_neighbour_programme_does_not_import(world):
    with pytest.raises(PermissionDenied):
        do(world.edition, world.neighbour.leader, people=participants({}))


def test_leaving_half_way_leaves_everything_as_it_was(world):
    steps = import_files(world.edition, by=world.leader, files={"participants": participants(*[{}] * 2100)})
    next(steps)
    assert Trajectory.objects.filter(edition=world.edition, external_id__startswith="A-").count() == 2000
    steps.close()
    assert not Trajectory.objects.filter(edition=world.edition, external_id__startswith="A-").exists()
    assert not Trajectory.history.filter(external_id__startswith="A-").exists()


def test_the_number_of_queries_does_not_grow_with_the_rows(world):
    counted = []
    for start, size in ((0, 3), (100, 300)):
        content = participants(*[{"external_id": f"Q-{start + n}", "last_name": f"Q{start + n}", "birth_date": "1970-01-01"} for n in range(size)])
        with CaptureQueriesContext(connection) as queries:
            do(world.edition, world.leader, people=content)
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("name", ["n" * 300, "😀 Jansen", "مريم", "<b>Anna</b>", "O'Brien", "=1+1", "Ĳsbrand"])
def test_strange_names_survive(world, name):
    do(world.edition, world.leader, people=participants({"first_name": name, "last_name": name}))
    person = Person.objects.get(trajectories__external_id="A-1")
    assert (person.first_name, person.last_name) == (name, name)
    assert person.history.get().last_name == name


TEXT = st.text(st.characters(codec="utf-8", exclude_characters='";'), max_size=12)
DAYS = st.one_of(st.just(""), st.dates(date(1899, 1, 1), date(2030, 1, 1)).map(str), TEXT)
NEAR = st.one_of(st.just(""), st.dates(date(2014, 1, 1), date(2014, 3, 1)).map(str))


def some(choices):
    return st.one_of(st.sampled_from(["", *choices.values]), TEXT)


ROWS = st.fixed_dictionaries(
    {"first_name": st.one_of(st.just("Anna"), TEXT), "last_name": st.just("Bruins"), "country": st.sampled_from(["NL", "DE", "FR", ""])},
    optional={
        "registered_on": NEAR, "birth_date": DAYS, "sex": some(Sex), "email": st.one_of(st.just(""), st.emails(), TEXT), "phone": TEXT,
        "postcode": st.one_of(st.sampled_from(["", "9501AB", "49716"]), TEXT), "municipality_code": st.sampled_from(["", "0037", "03454", "37"]),
        "labour_status": some(LabourStatus), "education": some(Education), "channel": some(Channel), "intake_on": NEAR, "decided_on": NEAR,
        "started_on": NEAR, "ended_on": NEAR, "selected": st.sampled_from(["", "yes", "no", "ja"]), "completed": st.sampled_from(["", "yes", "no"]),
        "end_reason": some(EndReason),
    },
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=3))
def test_what_is_let_through_also_passes_the_rules_of_the_models(world, rows):
    """Everything that the models refuse, the import refuses as well."""
    content = participants(*rows)
    try:
        do(world.edition, world.leader, people=content, accept_warnings=True)
    except HasFaults:
        return
    imported = Trajectory.objects.filter(edition=world.edition, external_id__startswith="A-").select_related("person", "edition")
    assert imported
    for trajectory in imported:
        trajectory.person.full_clean()
        trajectory.full_clean()


def test_the_columns_are_those_of_the_format():
    assert [column.name for column in columns()] == [
        "external_id", "first_name", "last_name", "birth_date", "sex", "email", "phone", "street", "postcode", "place", "country",
        "municipality_code", "labour_status", "registered_with_pes", "education", "registered_on", "channel", "intake_on", "decided_on",
        "started_on", "ended_on", "selected", "completed", "end_reason",
    ]  # fmt: skip
    assert {column.name for column in columns() if column.required} == {"external_id", "first_name", "last_name", "country", "registered_on"}
