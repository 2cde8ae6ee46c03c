"""Measuring: what is refused, what is kept where, and what is due."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from casetrack import access, audit, work
from casetrack.access import Role
from casetrack.actions import Refusal, Stale
from casetrack.paging import capped_count
from participants import actions
from participants.measured import due_on
from participants.measurement_lists import due_by_trajectory, due_measurements, due_since, earlier_answers, sections
from participants.models import Answers, GroupAnswers, Measurement
from programmes.instruments import library
from programmes.models import EditionMoment
from tests import factories as make


def add_instrument(edition, code, *, reasons=None, **flags):
    """An instrument of the library, in use by the edition."""
    definition = library.load(code)
    instrument = make.InstrumentFactory(
        kept_by=edition.programme.organisation,
        code=code,
        name=definition["name"]["en"],
        scoring=definition["scoring"],
        definition=definition,
        **flags,
    )
    make.EditionInstrumentFactory(edition=edition, instrument=instrument, reasons=reasons or {})
    return instrument


@pytest.fixture
def k(world):
    """The programme of households, without the measurements that `world` made, and with loneliness for groups only."""
    k = world.kansrijk
    k.world = world
    for model in (Answers, GroupAnswers, Measurement):
        model._base_manager.all()._raw_delete("default")
    for moment, counted_from, days in (("halfway", "start", 183), ("end", "start", 365), ("follow_up", "end", 180)):
        make.EditionMomentFactory(edition=k.edition, moment=moment, counted_from=counted_from, after_days=days)
    k.loneliness = add_instrument(k.edition, "de-jong-gierveld-6", group_only=True)
    k.day = timezone.localdate()
    return k


LONELY = {"emptiness": 1, "fall_back": 3, "trust": 3, "missing_people": 1, "close": 3, "rejected": 1}


def hold(k, **given):
    """A measurement with the ladder by the buddy of the household."""
    said = {"by": k.buddy, "instrument": k.instrument, "moment": "start", "answers": {"step": 2}, **given}
    return actions.measure(k.home_case, **said)


# ── Recording ─────────────────────────────────────────────────────────────────────────────────


def test_a_measurement_keeps_answers_and_scores_apart_from_the_fact_that_it_was_held(k):
    measurement = hold(k)
    assert (measurement.about, measurement.measured_on, measurement.author) == (k.home_case.person, k.day, k.buddy)
    assert (measurement.answers.answers, measurement.answers.scores) == ({"step": 2}, {"step": 2})
    assert [row.history_change_reason for row in (*measurement.history.all(), *measurement.answers.history.all())] == ["measured", "measured"]


def test_what_is_not_measurable_stays_unknown_and_is_never_nought(k):
    measurement = hold(k, answers={"step": None})
    assert (measurement.answers.answers, measurement.answers.scores) == ({"step": None}, {"step": None})


def test_a_score_outside_the_scale_is_refused_with_item_value_and_expectation(k):
    with pytest.raises(Refusal) as refused:
        hold(k, answers={"step": 9})
    text = refused.value.message_dict["answers"][0]
    assert all(part in text for part in ("9", "1", "5")), text
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("answers", [{"step": True}, {"step": "2"}, {"step": 2.0}, {"else": 1}, {}])
def test_answers_that_no_item_takes_are_refused(k, answers):
    with pytest.raises(Refusal):
        hold(k, answers=answers)
    assert not Answers.objects.exists()


def test_a_measurement_in_the_wrong_version_is_refused_in_words(k):
    other = make.InstrumentFactory(kept_by=k.home, code=k.instrument.code, edition_of="2", name="Ladder test")
    with pytest.raises(Refusal) as refused:
        hold(k, instrument=other)
    assert "2" in refused.value.message_dict["instrument"][0]
    assert "1" in refused.value.message_dict["instrument"][0]


def test_an_instrument_that_the_edition_does_not_use_is_refused(k):
    with pytest.raises(Refusal) as refused:
        hold(k, instrument=make.InstrumentFactory(kept_by=k.home))
    assert list(refused.value.message_dict) == ["instrument"]


@pytest.mark.parametrize("which", ["edition_instrument", "instrument"])
def test_an_instrument_is_measured_with_until_the_day_on_which_it_is_no_longer_used(k, which):
    row = getattr(k, which)
    row.ended_on = k.day
    row.save()
    with pytest.raises(Refusal):
        hold(k)
    assert hold(k, measured_on=k.day - timedelta(days=1)).pk


def test_a_moment_that_the_edition_does_not_have_is_refused(k):
    EditionMoment.objects.get(edition=k.edition, moment="halfway")
    EditionMoment._base_manager.filter(edition=k.edition, moment="halfway")._raw_delete("default")
    with pytest.raises(Refusal) as refused:
        hold(k, moment="halfway")
    assert list(refused.value.message_dict) == ["moment"]


def test_a_measurement_lies_between_the_sign_up_and_today(k):
    for day in (k.day + timedelta(days=1), k.home_case.registered_on - timedelta(days=1)):
        with pytest.raises(Refusal) as refused:
            hold(k, measured_on=day)
        assert list(refused.value.message_dict) == ["measured_on"]
    assert hold(k, measured_on=k.home_case.registered_on).pk


def test_a_measurement_is_about_the_person_or_somebody_who_lived_in_the_household_on_that_day(k):
    child = k.home_case.household.members.get(relation="child")
    assert hold(k, about=child.person).about == child.person
    child.starts_on = k.day
    child.save()
    with pytest.raises(Refusal):
        hold(k, about=child.person, moment="end", measured_on=k.day - timedelta(days=1))
    child.starts_on, child.ends_on = None, k.day
    child.save()
    with pytest.raises(Refusal):
        hold(k, about=child.person, moment="end")
    assert hold(k, about=child.person, moment="end", measured_on=k.day - timedelta(days=1)).pk


def test_a_measurement_about_somebody_else_is_refused(k):
    for stranger in (k.next_door.person, k.world.mine.person):
        with pytest.raises(Refusal) as refused:
            hold(k, about=stranger)
        assert list(refused.value.message_dict) == ["about"]
        assert stranger.last_name not in str(refused.value.message_dict)


def test_sending_the_form_twice_makes_one_measurement(k):
    key = uuid.uuid4()
    assert hold(k, submission=key) == hold(k, submission=key, answers={"step": 5})
    assert Answers.objects.get().answers == {"step": 2}


def test_measuring_twice_at_one_moment_is_refused(k):
    hold(k)
    once = next(rule for rule in Measurement._meta.constraints if rule.name == "measurement_once")
    with pytest.raises(ValidationError) as refused:
        hold(k, answers={"step": 3})
    assert refused.value.messages == [str(once.violation_error_message)]
    assert Answers.objects.get().answers == {"step": 2}


def test_an_instrument_for_professionals_refuses_volunteers_and_takes_coordinators(k):
    profile = add_instrument(k.edition, "domains-profile", professionals_only=True)
    said = {"instrument": profile, "answers": {"home": 3}}
    with pytest.raises(Refusal) as refused:
        hold(k, **said)
    assert list(refused.value.message_dict) == ["instrument"]
    assert hold(k, by=k.coordinator, **said).author == k.coordinator


def test_a_volunteer_who_is_a_coach_of_the_programme_too_is_a_professional(k):
    profile = add_instrument(k.edition, "domains-profile", professionals_only=True)
    make.ProgrammeMemberFactory(programme=k.programme, user=k.buddy, role=Role.COACH)
    assert hold(k, instrument=profile, answers={"home": 3}).author == k.buddy
    make.ProgrammeMemberFactory(programme=k.world.programme, user=k.buddy2, role=Role.COACH)  # elsewhere it does not count
    with pytest.raises(Refusal):
        actions.measure(k.next_door, by=k.buddy2, instrument=profile, moment="start", answers={"home": 3})


def test_only_domains_with_a_written_reason_are_asked_and_kept(k):
    profile = add_instrument(k.edition, "domains-profile", needs_reason=True, reasons={"money": "Debts are why they came", "home": "  "})
    with pytest.raises(Refusal) as refused:
        hold(k, instrument=profile, answers={"money": 2, "home": 4})
    assert list(refused.value.message_dict) == ["answers"]
    measurement = hold(k, instrument=profile, answers={"money": 2, "home": None})
    assert (measurement.answers.answers, measurement.answers.scores) == ({"money": 2}, {"money": 2})


def test_who_does_not_guide_the_household_records_nothing(k):
    for user in (k.buddy2, k.spil, k.achterwacht, k.world.leader, k.world.administrator):
        with pytest.raises(PermissionDenied):
            hold(k, by=user)
    assert not Measurement.objects.exists()


# ── Changing ──────────────────────────────────────────────────────────────────────────────────


def test_a_change_computes_the_scores_again_and_keeps_the_earlier_answers_in_the_history(k):
    measurement = hold(k)
    actions.change_measurement(k.home_case, by=k.buddy, measurement=measurement, answers={"step": 4}, why="Typing error")
    kept = Answers.objects.get()
    assert (kept.answers, kept.scores) == ({"step": 4}, {"step": 4})
    assert [row.answers for row in kept.history.order_by("history_id")] == [{"step": 2}, {"step": 4}]
    assert {row.history_why for row in kept.history.all()} == {"", "Typing error"}


def test_a_change_after_somebody_elses_change_is_refused(k):
    measurement = hold(k)
    actions.change_measurement(k.home_case, by=k.buddy, measurement=measurement, answers={"step": 4}, measurement_version=1)
    with pytest.raises(Stale):
        actions.change_measurement(k.home_case, by=k.coordinator, measurement=measurement, answers={"step": 5}, measurement_version=1)
    assert Answers.objects.get().answers == {"step": 4}


def test_a_measurement_of_another_trajectory_is_not_changed(k):
    other = actions.measure(k.next_door, by=k.buddy2, instrument=k.instrument, moment="start", answers={"step": 1})
    with pytest.raises(Refusal):
        actions.change_measurement(k.home_case, by=k.coordinator, measurement=other, answers={"step": 5})
    assert Answers.objects.get().answers == {"step": 1}


def test_a_measurement_from_when_the_instrument_was_in_use_can_be_corrected_later(k):
    measurement = hold(k, measured_on=k.day - timedelta(days=3))
    k.edition_instrument.ended_on = k.day - timedelta(days=1)
    k.edition_instrument.save()
    actions.change_measurement(k.home_case, by=k.buddy, measurement=measurement, answers={"step": 4})
    assert Answers.objects.get().answers == {"step": 4}


# ── For groups only ───────────────────────────────────────────────────────────────────────────


def hold_loneliness(k, trajectory=None, **given):
    """A measurement whose answers nobody reads."""
    said = {"by": k.coordinator, "instrument": k.loneliness, "moment": "start", "answers": LONELY, **given}
    return actions.measure(trajectory or k.home_case, **said)


def test_answers_for_group_results_are_kept_where_nobody_reads_them(k):
    measurement = hold_loneliness(k)
    assert not Answers.objects.exists()
    assert GroupAnswers.objects.get(measurement=measurement).scores == {"total": 6, "emotional": 3, "social": 3}
    for user in (k.coordinator, k.buddy, k.world.leader, k.world.administrator):
        assert not GroupAnswers.objects.allowed(user, GroupAnswers.view_permission).exists()


def test_what_the_definition_restricts_is_restricted_whatever_the_row_says(k):
    k.loneliness.group_only = False
    k.loneliness.save()
    hold_loneliness(k)
    assert (Answers.objects.count(), GroupAnswers.objects.count()) == (0, 1)


def test_answers_for_group_results_stand_in_no_time_line_and_answers_do_in_words(k):
    hold_loneliness(k)
    hold(k)
    actions.change_measurement(k.home_case, by=k.buddy, measurement=Measurement.objects.get(instrument=k.instrument), answers={"step": None})
    entries = audit.time_line(k.home_case.pk, k.coordinator)
    told = [(change.label, str(change.before), str(change.after)) for entry in entries for change in entry.changes]
    words = " ".join(part for change in told for part in change).lower()
    assert not any(word in words for word in ("emptiness", "rejected", "total", "social"))
    column = {name: str(Answers._meta.get_field(name).verbose_name) for name in ("answers", "scores")}
    assert str(GroupAnswers._meta.verbose_name) not in {entry.thing for entry in entries}
    assert column["scores"] not in {label for label, _before, _after in told}
    answers = [(before, after) for label, before, after in told if label == column["answers"]]
    assert len(answers) == 2
    assert all("2 – " in text for text in (answers[0][0], answers[1][1]))


def test_group_answers_change_until_they_count_and_never_after(k):
    cases = [make.StartedTrajectoryFactory(edition=k.edition) for _ in range(6)]
    held = [hold_loneliness(k, case) for case in cases[:4]]
    actions.change_measurement(cases[3], by=k.coordinator, measurement=held[3], answers=LONELY | {"trust": 1})
    held += [hold_loneliness(k, case) for case in cases[4:]]
    with pytest.raises(Refusal):
        actions.change_measurement(cases[3], by=k.coordinator, measurement=held[3], answers=LONELY)
    assert GroupAnswers.objects.get(measurement=held[3]).answers["trust"] == 1
    actions.change_measurement(cases[5], by=k.coordinator, measurement=held[5], answers=LONELY | {"trust": 1})  # waits for four others


# ── What is due ───────────────────────────────────────────────────────────────────────────────


def due(user, day=None):
    """(trajectory, instrument, moment) of what is due."""
    return {(row["pk"], row["instrument"], row["moment"]) for row in due_measurements(user, day)}


def test_what_is_due_is_what_came_and_was_not_held_by_anybody_in_any_version(k):
    ladder, lonely, home = k.instrument.pk, k.loneliness.pk, k.home_case.pk
    assert due(k.buddy) == {(home, ladder, "start"), (home, lonely, "start")}
    later = k.home_case.started_on + timedelta(days=183)
    assert due(k.buddy, later) - due(k.buddy) == {(home, ladder, "halfway"), (home, lonely, "halfway")}
    assert due(k.buddy, later - timedelta(days=1)) == due(k.buddy)
    hold(k)
    assert due(k.buddy) == {(home, lonely, "start")}
    newer = make.InstrumentFactory(kept_by=k.home, code=k.instrument.code, edition_of="2", name="Ladder test")
    make.EditionInstrumentFactory(edition=k.edition, instrument=newer)
    assert (home, newer.pk, "start") not in due(k.buddy)
    assert (home, newer.pk, "halfway") in due(k.buddy, later)


def test_what_is_due_after_an_end_lapses_and_is_never_asked_of_who_died(k):
    case = k.home_case
    case.ended_on, case.end_reason = k.day - timedelta(days=1), "goal_reached"
    case.save()
    assert {moment for _t, _i, moment in due(k.buddy)} == {"end"}
    assert {moment for _t, _i, moment in due(k.buddy, case.ended_on + timedelta(days=89))} == {"end"}
    assert not due(k.buddy, case.ended_on + timedelta(days=90))
    assert {moment for _t, _i, moment in due(k.buddy, case.ended_on + timedelta(days=180))} == {"follow_up"}
    assert not due(k.buddy, case.ended_on + timedelta(days=270))
    case.end_reason = "deceased"
    case.save()
    assert not due(k.buddy, case.ended_on + timedelta(days=180))


def test_what_is_due_holds_only_what_the_user_may_record_and_measure_with(k):
    profile = add_instrument(k.edition, "domains-profile", professionals_only=True)
    assert {row["pk"] for row in due_measurements(k.buddy)} == {k.home_case.pk}
    assert profile.pk not in {instrument for _t, instrument, _m in due(k.buddy)}
    assert profile.pk in {instrument for _t, instrument, _m in due(k.coordinator)}
    for user in (k.achterwacht, k.achterwacht2, k.spil, k.world.coach, k.world.neighbour.leader, k.world.administrator):
        assert not due(user)


def test_nothing_is_due_before_the_start_or_with_an_instrument_that_ended(k):
    k.edition_instrument.ended_on = k.day
    k.edition_instrument.save()
    k.loneliness.ended_on = k.day
    k.loneliness.save()
    assert not due(k.buddy)
    make.TrajectoryFactory(edition=k.edition)
    assert not due(k.coordinator)


def test_an_instrument_of_which_nothing_is_asked_is_not_due(k):
    profile = add_instrument(k.edition, "domains-profile", needs_reason=True)
    assert profile.pk not in {instrument for _t, instrument, _m in due(k.buddy)}
    chosen = profile.used_by.get()
    chosen.reasons = {"money": "Debts are why they came"}
    chosen.save()
    assert profile.pk in {instrument for _t, instrument, _m in due(k.buddy)}


def shown_in_my_work(user):
    """The part of my work with measurements: how many rows, and of each what it says and where it leads."""
    part = next((part for part in work.parts_of(user) if part.name == "measurements"), None)
    return (part.count, [(row.text, row.detail, row.url) for row in part.rows]) if part else None


def test_my_work_has_one_row_for_each_trajectory_that_leads_to_all_its_measurements(k):
    translation.activate("en")
    first, case = k.day - timedelta(days=400), k.home_case
    case.registered_on = case.intake_on = case.decided_on = case.started_on = first
    case.save()
    said = [date_format(day, "SHORT_DATE_FORMAT") for day in (first, first + timedelta(days=183))]
    page = reverse("trajectory_measurements", args=[case.pk])
    assert len(due(k.buddy)) == 6
    assert shown_in_my_work(k.buddy) == (1, [("Household Huizinga", f"6 measurements, the oldest since {said[0]}", page)])
    hold(k, moment="start")
    hold(k, moment="start", instrument=k.loneliness, answers=LONELY)
    hold(k, moment="end")
    hold(k, moment="end", instrument=k.loneliness, answers=LONELY)
    hold(k, moment="halfway")
    assert shown_in_my_work(k.buddy) == (1, [("Household Huizinga", f"1 measurement, since {said[1]}", page)])
    hold(k, moment="halfway", instrument=k.loneliness, answers=LONELY)
    assert shown_in_my_work(k.buddy) is None


def test_somebody_who_is_guided_alone_stands_there_by_name(k):
    case = make.StartedTrajectoryFactory(edition=k.edition, person__first_name="Alie", person__last_name="Alleen")
    assert [text for text, _detail, _url in shown_in_my_work(k.coordinator)[1]].count("Alie Alleen") == 1
    assert {row["pk"] for row in due_by_trajectory(k.coordinator)} == {k.home_case.pk, k.next_door.pk, case.pk}
    assert {row["pk"] for row in due_by_trajectory(k.buddy)} == {k.home_case.pk}


@pytest.mark.parametrize("ended", [None, 0, 30, 200])
def test_the_page_and_the_list_agree_on_what_is_due(k, ended):
    case = k.home_case
    if ended is not None:
        case.ended_on, case.end_reason = case.started_on + timedelta(days=ended), "goal_reached"
        case.save()
    for days in (0, 1, 40, 89, 182, 183, 250, 364, 365, 366, 400):
        day = case.started_on + timedelta(days=days)
        listed = {(instrument, moment) for pk, instrument, moment in due(k.buddy, day) if pk == case.pk}
        shown = {(section.instrument.pk, one.moment): one.day for section in sections(k.buddy, case, day) for one in section.due if one.overdue}
        lapsed = {key for key, since in shown.items() if case.ended_on and case.ended_on <= day and day - since >= timedelta(days=90)}
        assert listed == set(shown) - lapsed, days
        together = [(row["number"], due_since(row)) for row in due_by_trajectory(k.buddy, day) if row["pk"] == case.pk]
        assert together == ([(len(listed), min(shown[key] for key in listed))] if listed else []), days


def test_an_end_measurement_comes_with_an_end_that_comes_sooner(k):
    moment = EditionMoment.objects.get(edition=k.edition, moment="end")
    assert due_on(moment, k.home_case) == k.home_case.started_on + timedelta(days=365)
    k.home_case.ended_on = k.day
    assert due_on(moment, k.home_case) == k.day


def test_the_list_of_what_is_due_takes_the_same_number_of_queries_for_few_and_for_many(k, django_assert_num_queries):
    for user in (k.buddy, k.coordinator):
        access.remember(user)  # as a page does
    with django_assert_num_queries(3):
        list(due_measurements(k.buddy))
    for _ in range(10):
        make.StartedTrajectoryFactory(edition=k.edition)
    with django_assert_num_queries(3):
        assert len(list(due_measurements(k.coordinator))) == 24
    access.remember(k.coordinator)
    with django_assert_num_queries(3):
        assert [row["number"] for row in due_by_trajectory(k.coordinator)] == [2] * 12
    assert capped_count(due_by_trajectory(k.coordinator)) == (12, False)


# ── What is shown of one person ───────────────────────────────────────────────────────────────


def test_the_change_is_told_within_one_version_and_an_unmeasurable_score_in_words(k):
    hold(k, answers={"step": 2})
    hold(k, moment="end", answers={"step": 4})
    line = next(section for section in sections(k.buddy, k.home_case) if section.instrument == k.instrument).subjects[0].lines[0]
    assert ("2" in line.change, [cell.split(" ")[0] for cell in line.cells]) == (True, ["2", "4"])
    actions.change_measurement(k.home_case, by=k.buddy, measurement=Measurement.objects.get(moment="end"), answers={"step": None})
    line = next(section for section in sections(k.buddy, k.home_case) if section.instrument == k.instrument).subjects[0].lines[0]
    assert line.cells[1] == line.change != ""
    assert "0" not in line.change


def test_two_versions_stand_apart_without_a_change_between_them(k):
    hold(k)
    newer = make.InstrumentFactory(kept_by=k.home, code=k.instrument.code, edition_of="2", name="Ladder test")
    make.EditionInstrumentFactory(edition=k.edition, instrument=newer)
    hold(k, instrument=newer, moment="end", answers={"step": 4})
    lines = {s.instrument.pk: s.subjects[0].lines[0] for s in sections(k.buddy, k.home_case) if s.subjects}
    assert {key: line.change for key, line in lines.items()} == {k.instrument.pk: "", newer.pk: ""}


def test_earlier_answers_are_those_of_the_same_person_in_the_same_version(k):
    child = k.home_case.household.members.get(relation="child").person
    hold(k)
    hold(k, about=child, answers={"step": 5})
    assert [answers for _m, _d, answers in earlier_answers(k.buddy, k.home_case, k.instrument, k.home_case.person)] == [{"step": 2}]
    assert [answers for _m, _d, answers in earlier_answers(k.buddy, k.home_case, k.instrument, child)] == [{"step": 5}]
    assert earlier_answers(k.buddy2, k.home_case, k.instrument, child) == []
    hold_loneliness(k)
    assert earlier_answers(k.coordinator, k.home_case, k.loneliness, k.home_case.person) == []
