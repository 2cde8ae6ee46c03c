"""The attendance of a group: who sees the sheet, and what saving it does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from casetrack.actions import Refusal
from participants import actions
from participants.actions import Answer, GroupStale
from participants.models import Attendance
from tests import factories as make


def url_of(world):
    """The session of the home edition."""
    return reverse("session", args=[world.session.pk])


def sheet(answers, minutes=None, seen=None, **more):
    """What the browser sends: {trajectory: status}."""
    data = {f"t{row.pk}-status": status for row, status in answers.items()}
    data |= {f"t{row.pk}-minutes": str(n) for row, n in (minutes or {}).items()}
    data |= {f"t{row.pk}-seen": text for row, text in (seen or {}).items()}
    return data | more


def recorded(world):
    """{trajectory: (status, minutes)} of the session."""
    return {row.trajectory: (row.status, row.minutes) for row in Attendance.objects.filter(session=world.session)}


@pytest.mark.parametrize(
    ("who", "status", "names"),
    [
        ("leader", 200, {"Mina", "Otto", "Nina"}),
        ("coach", 200, {"Mina"}),
        ("former", 200, set()),
        ("partner", 200, set()),
        ("administrator", 404, set()),
        ("funder", 404, set()),
        ("nobody", 404, set()),
    ],
)
def test_the_sheet_shows_exactly_the_people_that_the_user_may_see(world, sign_in, who, status, names):
    response = sign_in(getattr(world, who)).get(url_of(world))
    assert response.status_code == status
    text = response.content.decode()
    assert {name for name in ("Mina", "Otto", "Nina", "Vera") if name in text} == names


@pytest.mark.parametrize("who", ["leader", "coach", "partner", "administrator", "funder"])
def test_the_neighbours_people_do_not_open_the_session(world, sign_in, who):
    client = sign_in(getattr(world.neighbour, who))
    absent = client.get(reverse("session", args=[999_999]))
    response = client.get(url_of(world))
    assert (response.status_code, absent.status_code) == (404, 404)


def test_a_whole_group_is_saved_in_one_go_with_one_history_row_each(world, sign_in):
    answers = {world.mine: "present", world.other: "excused", world.unassigned: "absent"}
    response = sign_in(world.leader).post(url_of(world), sheet(answers, minutes={world.mine: 180}))
    assert response["Location"] == url_of(world)
    assert recorded(world) == {world.mine: ("present", 180), world.other: ("excused", None), world.unassigned: ("absent", None)}
    for row in Attendance.objects.filter(session=world.session):
        assert (row.history.get().history_change_reason, row.history.get().history_user) == ("attendance_recorded", world.leader)


def test_only_what_changed_is_written_again(world, sign_in):
    client = sign_in(world.leader)
    client.post(url_of(world), sheet({world.mine: "present", world.other: "present"}))
    seen = {world.mine: "1|present|", world.other: "1|present|"}
    client.post(url_of(world), sheet({world.mine: "present", world.other: "absent"}, seen=seen))
    mine, other = (Attendance.objects.get(session=world.session, trajectory=row) for row in (world.mine, world.other))
    assert (mine.version, mine.history.count()) == (1, 1)
    assert (other.version, other.history.count(), other.status) == (2, 2, "absent")


def test_sending_the_sheet_twice_records_once(world, sign_in):
    client, data = sign_in(world.leader), sheet({world.mine: "present"})
    client.post(url_of(world), data)
    assert client.post(url_of(world), data).status_code == 302
    assert Attendance.objects.get(session=world.session).history.count() == 1


def test_everybody_else_was_present_leaves_the_answers_that_were_given(world, sign_in):
    sign_in(world.leader).post(url_of(world), sheet({world.other: "absent"}, everybody="present"))
    assert {row: status for row, (status, _minutes) in recorded(world).items()} == {
        world.mine: "present", world.other: "absent", world.unassigned: "present",
    }  # fmt: skip


def test_everybody_of_a_coach_is_only_their_own(world, sign_in):
    sign_in(world.coach).post(url_of(world), {"everybody": "present"})
    assert recorded(world) == {world.mine: ("present", None)}


def test_one_wrong_row_saves_nobody_and_keeps_what_was_typed(world, sign_in):
    for wrong in ({world.other: 9999}, {world.other: -1}):
        response = sign_in(world.leader).post(url_of(world), sheet({world.mine: "present", world.other: "present"}, minutes=wrong))
        assert response.status_code == 422
        assert f'value="{wrong[world.other]}"' in response.content.decode()
    response = sign_in(world.leader).post(url_of(world), sheet({world.mine: "present", world.other: "sleeping"}))
    assert response.status_code == 422
    response = sign_in(world.leader).post(url_of(world), sheet({world.mine: "present", world.other: "absent"}, minutes={world.other: 5}))
    assert response.status_code == 422
    assert recorded(world) == {}


def test_an_answer_about_somebody_of_another_coach_is_ignored_like_an_unknown_one(world, sign_in):
    client = sign_in(world.coach)
    client.post(url_of(world), sheet({world.other: "present", world.neighbour.trajectory: "present"}) | {"t999999-status": "present"})
    assert recorded(world) == {}


def test_the_action_refuses_a_group_with_one_person_who_is_not_the_users_and_saves_nobody(world):
    for foreign in (world.other.pk, world.neighbour.trajectory.pk, 999_999):
        with pytest.raises(PermissionDenied):
            actions.record_group_attendance(world.session, by=world.coach, answers=[Answer(world.mine.pk, "present"), Answer(foreign, "present")])
    assert recorded(world) == {}


def test_a_partner_cannot_record_attendance(world, sign_in):
    assert sign_in(world.partner).post(url_of(world), sheet({world.mine: "present"})).status_code == 403
    assert recorded(world) == {}


def test_a_stale_row_is_refused_with_both_versions_and_nobody_is_saved(world, sign_in):
    actions.record_attendance(world.mine, by=world.coach, session=world.session, status="excused")
    client = sign_in(world.leader)
    data = sheet({world.mine: "present", world.other: "present"}, seen={world.mine: "0||", world.other: "0||"})
    response = client.post(url_of(world), data)
    assert response.status_code == 409
    assert recorded(world) == {world.mine: ("excused", None)}
    row = next(form for form in response.context["sheet"].rows if form.trajectory == world.mine)
    assert row.now.status == "excused" and row["status"].value() == "present"
    # With both seen, saving again holds.
    again = sheet({world.mine: "present", world.other: "present"}, seen={world.mine: row["seen"].value(), world.other: "0||"})
    assert client.post(url_of(world), again).status_code == 302
    assert recorded(world) == {world.mine: ("present", None), world.other: ("present", None)}


def test_a_row_that_the_user_did_not_touch_is_not_stale(world, sign_in):
    actions.record_attendance(world.mine, by=world.coach, session=world.session, status="present")
    actions.record_attendance(world.mine, by=world.coach, session=world.session, status="absent")
    data = sheet({world.mine: "present", world.other: "present"}, seen={world.mine: "1|present|", world.other: "0||"})
    assert sign_in(world.leader).post(url_of(world), data).status_code == 302
    assert recorded(world) == {world.mine: ("absent", None), world.other: ("present", None)}


def test_the_action_names_the_rows_that_moved_on(world):
    actions.record_attendance(world.mine, by=world.coach, session=world.session, status="excused")
    with pytest.raises(GroupStale) as refusal:
        actions.record_group_attendance(world.session, by=world.leader, answers=[Answer(world.mine.pk, "present")])
    assert list(refusal.value.rows) == [world.mine.pk]


def test_who_had_not_started_or_had_ended_is_left_out_with_the_reason(world, sign_in):
    today = timezone.localdate()
    late = make.StartedTrajectoryFactory(edition=world.edition, person__first_name="Laat", registered_on=today - timedelta(days=10))
    gone = make.StartedTrajectoryFactory(edition=world.edition, person__first_name="Weg", ended_on=today - timedelta(days=1), end_reason="work")
    make.TrajectoryFactory(edition=world.edition, person__first_name="Nooit")
    response = sign_in(world.leader).get(url_of(world))
    shown = response.context["sheet"]
    assert {row for row, _why in shown.left_out} == {late, gone}
    assert {form.trajectory for form in shown.rows} == {world.mine, world.other, world.unassigned}
    assert "Nooit" not in response.content.decode()


def test_a_session_to_come_takes_only_notice_of_absence(world, sign_in):
    world.session.held_on = timezone.localdate() + timedelta(days=7)
    world.session.save()
    client = sign_in(world.leader)
    assert client.post(url_of(world), sheet({world.mine: "present"})).status_code == 422
    client.post(url_of(world), {"everybody": "present"})
    assert recorded(world) == {}
    assert client.post(url_of(world), sheet({world.mine: "excused"})).status_code == 302
    assert recorded(world) == {world.mine: ("excused", None)}


def test_a_cancelled_session_takes_no_attendance(world, sign_in):
    world.session.cancelled = True
    world.session.save()
    sign_in(world.leader).post(url_of(world), sheet({world.mine: "present"}))
    with pytest.raises(Refusal):
        actions.record_attendance(world.mine, by=world.coach, session=world.session, status="present")
    assert recorded(world) == {}


def test_a_colleague_with_access_to_one_dossier_reads_the_attendance_and_records_nothing(world, sign_in):
    make.AttendanceFactory(trajectory=world.other, session=world.session, status="excused")
    actions.grant_access(world.other, by=world.leader, user=world.coach, reason="Stands in", ends_on=timezone.localdate() + timedelta(days=9))
    client = sign_in(world.coach)
    assert "Otto" in client.get(url_of(world)).content.decode()
    client.post(url_of(world), sheet({world.other: "present"}))
    assert recorded(world) == {world.other: ("excused", None)}


def test_the_sheet_costs_the_same_number_of_queries_with_one_and_with_three_rows(world, sign_in, django_assert_num_queries):
    coach, leader = sign_in(world.coach), url_of(world)
    coach.get(leader)
    with django_assert_num_queries(QUERIES):
        coach.get(leader)
    make.AssignmentFactory(trajectory=world.other, user=world.coach)
    make.AssignmentFactory(trajectory=world.unassigned, user=world.coach)
    make.AttendanceFactory(trajectory=world.mine, session=world.session)
    with django_assert_num_queries(QUERIES):
        coach.get(leader)


QUERIES = 9


def test_what_was_filled_in_is_kept_when_the_session_had_ended(world, client):
    url = reverse("session", args=[world.session.pk])
    client.force_login(world.leader)
    client.cookies.clear()
    row = f"t{world.mine.pk}"
    client.post(url, {f"{row}-status": "excused", f"{row}-seen": "0||"})
    client.post(reverse("account_login"), {"login": world.leader.email, "password": make.PASSWORD})
    sheet = client.get(url).context["sheet"]
    kept = {form.trajectory.pk: form.initial["status"] for form in sheet.rows}
    assert (kept[world.mine.pk], kept[world.other.pk]) == ("excused", "")
