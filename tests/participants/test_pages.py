"""The pages of a person and a trajectory: who opens them, what they show, and every step that can be taken there."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casetrack.access import READING_THE_DOSSIER, RULES, Permission
from casetrack.actions import Refusal
from casetrack.models import Opening
from participants import actions
from participants.models import Assignment, Pause, Trajectory
from participants.views.steps import STEPS
from programmes.models import Municipality
from tests import factories as make

TODAY = timezone.localdate
PAGES = ["trajectory", "trajectory_history", "trajectory_contacts", "contact_add", *(step.name for step in STEPS)]


@pytest.fixture
def english(sign_in):
    """`english(user)`: the client, signed in and reading English."""

    def enter(user):
        client = sign_in(user)
        client.cookies["casetrack_language"] = "en"
        return client

    return enter


def text(response):
    """The words of the page, on one line."""
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def step(client, name, row, **data):
    """Post a step with the version that its page showed."""
    url = reverse(name, args=[row.pk])
    page = BeautifulSoup(client.get(url).content, "html.parser")
    seen = page.select_one("main input[name=seen_version]")
    key = page.select_one("main input[name=submission]")
    return client.post(url, {"seen_version": seen.get("value", ""), "submission": key.get("value", ""), **data})


@pytest.mark.parametrize("name", [p for p in PAGES if p not in ("trajectory_assign", "trajectory_grant")])
@pytest.mark.parametrize(
    ("who", "status"),
    [("leader", 200), ("coach", 200), ("coach2", 404), ("former", 404), ("partner", 404), ("administrator", 404), ("neighbour", 404)],
)
def test_a_page_of_a_trajectory_opens_for_its_leader_and_coach_only(world, sign_in, name, who, status):
    user = world.neighbour.leader if who == "neighbour" else getattr(world, who)
    assert sign_in(user).get(reverse(name, args=[world.mine.pk])).status_code == status


@pytest.mark.parametrize("name", ["trajectory_assign", "trajectory_grant"])
@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("coach", 403), ("coach2", 404), ("former", 404)])
def test_only_a_leader_arranges_who_sees_a_dossier(world, sign_in, name, who, status):
    assert sign_in(getattr(world, who)).get(reverse(name, args=[world.mine.pk])).status_code == status


@pytest.mark.parametrize("name", ["person", "person_edit"])
@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("coach", 200), ("coach2", 404), ("former", 404), ("neighbour", 404)])
def test_a_page_of_a_person_opens_for_those_of_a_trajectory(world, sign_in, name, who, status):
    user = world.neighbour.leader if who == "neighbour" else getattr(world, who)
    assert sign_in(user).get(reverse(name, args=[world.mine.person_id])).status_code == status


@pytest.mark.parametrize("name", ["trajectory", "person", "contact_edit"])
def test_an_invisible_row_answers_like_one_that_does_not_exist(world, sign_in, name):
    row = {"trajectory": world.other.pk, "person": world.other.person_id, "contact_edit": world.other_contact.pk}[name]
    client = sign_in(world.coach)
    hidden, absent = client.get(reverse(name, args=[row])), client.get(reverse(name, args=[987654]))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert text(hidden) == text(absent)


def test_opening_a_dossier_is_written_down(world, sign_in):
    client = sign_in(world.coach)
    client.get(reverse("trajectory", args=[world.mine.pk]))
    client.get(reverse("person", args=[world.mine.person_id]))
    rows = Opening.objects.filter(user=world.coach).order_by("at").values_list("what", "key")
    assert list(rows) == [("participants.trajectory", str(world.mine.pk)), ("participants.person", str(world.mine.person_id))]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_trajectory_takes_the_same_queries_whatever_hangs_on_it(world, sign_in, rows):
    for n in range(rows):
        make.ContactMomentFactory(trajectory=world.mine, author=make.UserFactory())
        make.AttendanceFactory(trajectory=world.mine)
        make.PhaseFactory(edition=world.edition, order=n + 10)
        make.AssignmentFactory(trajectory=world.mine)
        actions.pause(world.mine, by=world.leader, starts_on=TODAY() + timedelta(days=n), ends_on=TODAY() + timedelta(days=n + 1))
        colleague = make.ProgrammeMemberFactory(programme=world.programme, role="coach").user
        actions.grant_access(world.mine, by=world.leader, user=colleague, reason="Illness", ends_on=TODAY() + timedelta(days=2))
    client = sign_in(world.leader)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("trajectory", args=[world.mine.pk])).status_code == 200
    assert len(captured) == 16


def test_the_page_shows_phases_dates_answers_coaches_and_attendance(world, english):
    second = make.PhaseFactory(edition=world.edition, order=2, name="Matching")
    actions.enter_phase(world.mine, by=world.coach, phase=second)
    town = Municipality.objects.filter(valid_to=None).first()
    actions.record_facts(
        world.mine, by=world.coach, education_state="refused", municipality=town, municipality_state="answered", labour_status_state="unknown"
    )
    for status in ("present", "present", "absent", "excused"):
        make.AttendanceFactory(trajectory=world.mine, status=status)
    response = english(world.coach).get(reverse("trajectory", args=[world.mine.pk]))
    page, words = BeautifulSoup(response.content, "html.parser"), text(response)
    assert page.select_one(".steps [aria-current=step]").get_text(strip=True) == "Matching"
    assert page.select_one(".steps .is-done").get_text(strip=True).startswith("Lessons")
    for expected in ("does not want to say", "does not know", "not asked", town.name, "Present at 2 of 4 sessions.", str(world.coach), "under way"):
        assert expected in words
    assert str(world.former) not in words


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("registered", {"intake", "decide", "end"}),
        ("intake", {"decide", "end", "intake"}),
        ("selected", {"start", "phase", "end", "decide"}),
        ("not_selected", {"end", "decide"}),
        ("active", {"phase", "pause", "end", "intake", "decide", "start"}),
        ("paused", {"resume", "phase", "end", "intake", "decide", "start"}),
        ("ended", {"reopen"}),
    ],
)
def test_only_the_buttons_that_make_sense_are_shown(world, sign_in, state, expected):
    row = {
        "registered": lambda: make.TrajectoryFactory(edition=world.edition),
        "intake": lambda: make.TrajectoryFactory(edition=world.edition, intake_on=TODAY()),
        "selected": lambda: make.TrajectoryFactory(edition=world.edition, selected="yes", decided_on=TODAY()),
        "not_selected": lambda: make.TrajectoryFactory(edition=world.edition, selected="no", decided_on=TODAY()),
    }.get(state, lambda: make.StartedTrajectoryFactory(edition=world.edition))()
    if state == "paused":
        actions.pause(row, by=world.leader, starts_on=TODAY())
    if state == "ended":
        actions.end(row, by=world.leader, ended_on=TODAY(), end_reason="work")
    page = BeautifulSoup(sign_in(world.leader).get(row.get_absolute_url()).content, "html.parser")
    links = {a["href"].split("/")[-2] for a in page.select(f'main a[href^="/trajectories/{row.pk}/"]')}
    every = {"intake", "decide", "start", "phase", "pause", "resume", "end", "reopen"}
    assert links & every == expected
    assert {"assign", "grant", "facts"} <= links


def test_a_colleague_with_access_reads_and_finds_no_buttons(world, sign_in):
    actions.grant_access(world.unassigned, by=world.leader, user=world.coach2, reason="Illness", ends_on=TODAY() + timedelta(days=2))
    client = sign_in(world.coach2)
    page = BeautifulSoup(client.get(world.unassigned.get_absolute_url()).content, "html.parser")
    links = {a["href"] for a in page.select(f'main a[href^="/trajectories/{world.unassigned.pk}/"]')}
    assert not page.select("main form")
    assert {link.split("/")[-2] for link in links} <= {"history", "outcomes", "contacts", "measurements", "guidance", str(world.unassigned.pk)}
    for name in ("contact_add", "trajectory_end", "trajectory_facts"):
        assert client.get(reverse(name, args=[world.unassigned.pk])).status_code == 403


def test_from_sign_up_to_end_and_back_by_the_pages(world, sign_in):
    row = make.TrajectoryFactory(edition=world.edition)
    client, day = sign_in(world.leader), row.registered_on
    for name, data in (
        ("trajectory_intake", {"intake_on": day + timedelta(days=1)}),
        ("trajectory_decide", {"selected": "yes", "decided_on": day + timedelta(days=2)}),
        ("trajectory_start", {"started_on": day + timedelta(days=3), "planned_end_on": ""}),
        ("trajectory_phase", {"phase": world.phase.pk}),
        ("trajectory_pause", {"starts_on": day + timedelta(days=4), "reason": "Holiday"}),
        ("trajectory_resume", {"ends_on": day + timedelta(days=5)}),
        ("trajectory_end", {"ended_on": TODAY(), "end_reason": "work", "completed": "yes"}),
        ("trajectory_reopen", {"why": "Came back"}),
    ):
        response = step(client, name, row, **data)
        assert (response.status_code, response.get("Location")) == (302, row.get_absolute_url()), name
    events = [h.history_change_reason for h in row.history.order_by("history_id")][1:]
    assert events == ["intake_done", "selected", "started", "phase_changed", "ended", "reopened"]
    assert Pause.objects.get(trajectory=row).ends_on == day + timedelta(days=5)


def test_a_refusal_is_said_beside_the_field_and_nothing_is_saved(world, english):
    client, before = english(world.leader), world.mine.history.count()
    wrong = step(client, "trajectory_intake", world.mine, intake_on=world.mine.registered_on - timedelta(days=1))
    assert "The intake cannot be before the sign-up." in text(wrong)
    odd = step(client, "trajectory_intake", world.mine, intake_on="31-31-2026", why="Typed with care")
    assert "31-31-2026" in odd.content.decode() and "Typed with care" in text(odd)
    assert "Reopen" not in text(wrong)
    assert world.mine.history.count() == before


def test_entry_facts_say_which_question_misses_its_answer(world, english):
    states = {f"{fact}_state": "not_asked" for fact in ("labour_status", "registered_with_pes", "education", "municipality")}
    client = english(world.coach)
    wrong = step(client, "trajectory_facts", world.mine, **{**states, "education_state": "answered", "labour_status": "inactive"})
    page = BeautifulSoup(wrong.content, "html.parser")
    assert len(page.select(".field--error")) == 2
    assert step(client, "trajectory_facts", world.mine, **{**states, "education_state": "answered", "education": "isced_0_2"}).status_code == 302
    world.mine.refresh_from_db()
    assert (world.mine.education, world.mine.education_state) == ("isced_0_2", "answered")


def test_a_stale_form_is_refused_with_both_versions_and_then_saved(world, english):
    client = english(world.coach)
    url = reverse("person_edit", args=[world.mine.person_id])
    seen = world.mine.person.version
    actions.change_person(world.mine.person, by=world.leader, place="Emmen")
    typed = {"first_name": "Mina", "last_name": "Eigenhuis", "country": "NL", "place": "Meppen", "why": "Moved house", "seen_version": seen}
    refused = client.post(url, typed)
    assert refused.status_code == 200
    assert "Emmen" in text(refused) and "Meppen" in text(refused) and "Moved house" in text(refused)
    world.mine.person.refresh_from_db()
    assert world.mine.person.place == "Emmen"
    again = BeautifulSoup(refused.content, "html.parser").select_one("input[name=seen_version]")["value"]
    assert client.post(url, {**typed, "seen_version": again}).status_code == 302
    world.mine.person.refresh_from_db()
    assert world.mine.person.place == "Meppen"


def test_both_versions_show_dates_as_the_language_writes_them(world, english):
    actions.change_person(world.mine.person, by=world.leader, birth_date=date(1978, 7, 11))
    typed = {"first_name": "Mina", "last_name": "Eigenhuis", "country": "NL", "birth_date": "1978-07-12", "seen_version": 0}
    refused = english(world.coach).post(reverse("person_edit", args=[world.mine.person_id]), typed)
    compared = BeautifulSoup(refused.content, "html.parser").select_one(".compare").get_text(" ")
    assert "11 July 1978 12 July 1978" in compared
    assert "1978-07" not in compared


def test_a_stale_step_is_refused_too(world, sign_in):
    seen = world.mine.version
    actions.enter_phase(world.mine, by=world.leader, phase=world.phase)
    response = sign_in(world.coach).post(
        reverse("trajectory_end", args=[world.mine.pk]), {"ended_on": TODAY(), "end_reason": "work", "seen_version": seen}
    )
    assert response.status_code == 200
    world.mine.refresh_from_db()
    assert world.mine.ended_on is None


def test_assigning_giving_access_and_ending_both_by_the_pages(world, sign_in):
    client = sign_in(world.leader)
    key = "8f4e5d2c-0000-4000-8000-000000000001"
    for _twice in range(2):
        client.post(reverse("trajectory_assign", args=[world.unassigned.pk]), {"user": world.coach.pk, "starts_on": TODAY(), "submission": key})
    assignment = Assignment.objects.get(trajectory=world.unassigned)
    assert (
        step(client, "trajectory_grant", world.unassigned, user=world.coach2.pk, ends_on=TODAY() + timedelta(days=3), reason="Illness").status_code
        == 302
    )
    assert sign_in(world.coach).get(world.unassigned.get_absolute_url()).status_code == 200
    client = sign_in(world.leader)
    assert client.post(reverse("assignment_end", args=[assignment.pk]), {"ends_on": TODAY()}).status_code == 302
    assert client.post(reverse("access_end", args=[world.unassigned.exceptions.get().pk]), {"submission": ""}).status_code == 302
    assert sign_in(world.coach).get(world.unassigned.get_absolute_url()).status_code == 404
    assert sign_in(world.coach2).get(world.unassigned.get_absolute_url()).status_code == 404


def offered_colleagues(client, name, trajectory):
    page = BeautifulSoup(client.get(reverse(name, args=[trajectory.pk])).content, "html.parser")
    return {option["value"] for option in page.select("select[name=user] option")} - {""}


def test_a_colleague_is_offered_only_where_it_changes_something(world, sign_in):
    client = sign_in(world.leader)
    everybody = {str(user.pk) for user in (world.leader, world.coach, world.coach2, world.former)}
    assert offered_colleagues(client, "trajectory_assign", world.mine) == everybody - {str(world.coach.pk)}
    assert offered_colleagues(client, "trajectory_grant", world.mine) == everybody - {str(world.coach.pk)}
    actions.grant_access(world.mine, by=world.leader, user=world.coach2, reason="Illness", ends_on=TODAY() + timedelta(days=3))
    assert offered_colleagues(client, "trajectory_grant", world.mine) == everybody - {str(world.coach.pk), str(world.coach2.pk)}
    assert offered_colleagues(client, "trajectory_assign", world.mine) == everybody - {str(world.coach.pk)}


@pytest.mark.parametrize(
    ("phone", "address"),
    [("+49 (0)5921 12-34", "tel:+4959211234"), ("06 12345678", "tel:0612345678"), ("06 1 or 06 2", None), ("06 1 / 06 2", None), ("", None)],
)
def test_a_telephone_number_can_be_dialled_from_both_pages(world, english, phone, address):
    actions.change_person(world.mine.person, by=world.leader, phone=phone)
    client = english(world.coach)
    for url in (world.mine.get_absolute_url(), world.mine.person.get_absolute_url()):
        link = BeautifulSoup(client.get(url).content, "html.parser").select_one(".page-head a[href^=tel]")
        assert (link and link["href"]) == address
        if link:
            assert " ".join(link.get_text().split()) == f"Call Mina Eigenhuis: {phone}"


def test_who_sees_a_trajectory_sees_the_person_so_their_number_may_stand_there():
    assert RULES[Permission.VIEW_TRAJECTORY] == RULES[Permission.VIEW_PERSON]
    assert {Permission.VIEW_TRAJECTORY, Permission.VIEW_PERSON} <= READING_THE_DOSSIER


def test_an_ended_trajectory_links_to_the_form_for_a_contact(world, sign_in):
    client, url = sign_in(world.coach), reverse("contact_add", args=[world.mine.pk])
    for ended in (False, True):
        if ended:
            actions.end(world.mine, by=world.leader, ended_on=TODAY(), end_reason="work")
        page = BeautifulSoup(client.get(world.mine.get_absolute_url()).content, "html.parser")
        assert bool(page.select(f"form[action='{url}']")) is not ended
        assert bool(page.select(f"a[href='{url}']")) is ended


def test_an_ended_assignment_cannot_be_lengthened_by_ending_it_again(world, english):
    ended = world.former.assignments.get()
    response = english(world.leader).post(reverse("assignment_end", args=[ended.pk]), {"ends_on": TODAY() + timedelta(days=30)})
    assert "This assignment has already ended." in text(response)
    ended.refresh_from_db()
    assert ended.ends_on == TODAY() - timedelta(days=1)


def test_the_time_line_says_who_changed_what_from_to_and_why(world, english):
    second = make.PhaseFactory(edition=world.edition, order=2, name="Matching")
    actions.enter_phase(world.mine, by=world.coach, phase=world.phase)
    actions.enter_phase(world.mine, by=world.leader, phase=second, why="Ready for employers")
    actions.record_facts(world.mine, by=world.coach, education="isced_3_4", education_state="answered", why="Asked again")
    client = english(world.coach)
    for url in (reverse("trajectory_history", args=[world.mine.pk]), world.mine.person.get_absolute_url()):
        page = BeautifulSoup(client.get(url).content, "html.parser")
        entries = [" ".join(li.get_text(" ").split()) for li in page.select(".timeline > li")]
        moved = next(e for e in entries if "Ready for employers" in e)
        assert "phase changed" in moved and str(world.leader) in moved
        assert "phase: from Lessons → to Matching" in moved
        asked = next(e for e in entries if "Asked again" in e)
        assert "highest education: to middle (ISCED 3–4)" in asked
        assert "from not asked → to answered" in asked
        assert str(timezone.localdate().year) in moved
        assert entries.index(asked) < entries.index(moved)


def test_the_time_line_of_a_person_holds_own_changes_and_only_visible_trajectories(world, english):
    elsewhere = make.StartedTrajectoryFactory(edition=world.neighbour.edition, person=world.mine.person)
    make.ContactMomentFactory(trajectory=elsewhere, author=world.neighbour.coach, note="Secret of the neighbour")
    actions.change_person(world.mine.person, by=world.coach, phone="0591-1", why="New number")
    words = text(english(world.coach).get(world.mine.person.get_absolute_url()))
    assert "New number" in words and "0591-1" in words and "Home edition" in words
    assert "Secret of the neighbour" not in words and "Away edition" not in words


def test_a_failing_step_on_the_history_saves_nothing(world, sign_in, monkeypatch):
    history = type(world.mine.history.first())

    def broken(self, *args, **kwargs):
        raise RuntimeError("no room for history")

    monkeypatch.setattr(history, "save", broken)
    with pytest.raises(RuntimeError):
        actions.enter_phase(world.mine, by=world.coach, phase=world.phase)
    assert Trajectory.objects.get(pk=world.mine.pk).phase is None


def test_nobody_is_born_in_the_future(world, english):
    day = timezone.localdate() + timedelta(days=1)
    details = {"first_name": "Mina", "last_name": "Eigenhuis", "country": "NL", "birth_date": day.isoformat()}
    answer = english(world.coach).post(reverse("person_edit", args=[world.mine.person_id]), details)
    assert answer.status_code == 200
    assert "The date cannot lie in the future." in answer.text
    world.mine.person.refresh_from_db()
    assert world.mine.person.birth_date != day


def test_a_pause_with_a_planned_end_can_end_earlier(world):
    t, day = world.mine, TODAY()
    actions.pause(t, by=world.coach, starts_on=day - timedelta(days=3), ends_on=day + timedelta(days=30))
    assert Trajectory.objects.with_state().get(pk=t.pk).state == "paused"
    actions.resume(t, by=world.coach, ends_on=day)
    assert Trajectory.objects.with_state().get(pk=t.pk).state == "active"


def test_an_assignment_that_a_colleague_has_just_ended_is_not_ended_again(world):
    first, second = (Assignment.objects.get(trajectory=world.mine, user=world.coach) for _ in range(2))
    actions.end_assignment(world.mine, by=world.leader, assignment=first)
    with pytest.raises(Refusal):
        actions.end_assignment(world.mine, by=world.leader, assignment=second, ends_on=TODAY() + timedelta(days=90))
    assert Assignment.objects.get(pk=second.pk).ends_on == TODAY()
