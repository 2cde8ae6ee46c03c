"""Who guides: assignments in a role, the matching list, and the hand-over from one guide to the next."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from casetrack import access
from casetrack.access import Role
from casetrack.actions import Refusal
from participants import actions, guidance_lists
from participants.models import Assignment
from tests import factories as make

TODAY = timezone.localdate


@pytest.fixture
def k(world):
    """The programme of households."""
    return world.kansrijk


@pytest.fixture
def english(sign_in):
    """`english(user)`: the client, signed in and reading English."""

    def enter(user):
        client = sign_in(user)
        client.cookies["casetrack_language"] = "en"
        return client

    return enter


def words(response):
    """The words of the page, on one line."""
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def opens(client, case):
    """Does the dossier open."""
    return client.get(case.get_absolute_url()).status_code == 200


def volunteer(k, *, first="Vrij", last="Williger", role=Role.BUDDY, area=None, **fields):
    """A volunteer with a file."""
    user = make.ProgrammeMemberFactory(programme=k.programme, role=role, user__first_name=first, user__last_name=last).user
    if area:
        make.AreaMemberFactory(area=area, user=user, role=role)
    defaults = {"vog_on": TODAY() - timedelta(days=30), "trained_on": TODAY() - timedelta(days=300), "languages": ["nl"]}
    return make.VolunteerFileFactory(programme=k.programme, user=user, **{**defaults, **fields})


# ── Assigning ─────────────────────────────────────────────────────────────────────────────────


def test_without_a_role_the_role_of_the_edition_is_given(k):
    made = actions.assign(k.home_case, by=k.coordinator, user=k.buddy2)
    assert (made.role, made.starts_on, made.ends_on) == (Role.BUDDY, TODAY(), None)


def test_two_buddies_at_once_are_allowed_and_shown(k, english):
    actions.assign(k.home_case, by=k.coordinator, user=k.buddy2)
    client = english(k.buddy2)
    assert opens(client, k.home_case)
    assert "2 people guide at the same time at the moment." in words(client.get(reverse("trajectory_guidance", args=[k.home_case.pk])))


def test_somebody_is_not_assigned_twice_in_the_same_role_at_one_time(k):
    with pytest.raises(Refusal):
        actions.assign(k.home_case, by=k.coordinator, user=k.buddy)
    with pytest.raises(Refusal):
        actions.assign(k.home_case, by=k.coordinator, user=k.buddy, ends_on=TODAY() + timedelta(days=3))
    now = k.home_case.assignments.get(user=k.buddy)
    actions.end_assignment(k.home_case, by=k.coordinator, assignment=now)
    assert actions.assign(k.home_case, by=k.coordinator, user=k.buddy).pk != now.pk


def test_who_does_not_hold_the_role_in_the_programme_is_not_assigned(world, k):
    for user in (k.achterwacht, k.spil, world.coach, world.neighbour.coach):
        with pytest.raises(Refusal) as refused:
            actions.assign(k.home_case, by=k.coordinator, user=user)
        assert list(refused.value.message_dict) == ["user"]


def test_an_achterwacht_is_assigned_only_where_the_edition_works_with_one(world, k):
    make.ProgrammeMemberFactory(programme=world.programme, role=Role.ACHTERWACHT, user=k.achterwacht)
    with pytest.raises(Refusal):
        actions.assign(world.mine, by=world.leader, user=k.achterwacht, role=Role.ACHTERWACHT)
    assert actions.assign(k.next_door, by=k.coordinator, user=k.achterwacht, role=Role.ACHTERWACHT).role == Role.ACHTERWACHT


def test_only_who_leads_assigns(k):
    for user in (k.buddy, k.achterwacht):
        with pytest.raises(PermissionDenied):
            actions.assign(k.home_case, by=user, user=k.buddy2)


def test_an_assignment_that_ends_before_it_starts_is_told_beside_the_field(k, english):
    client, url = english(k.coordinator), reverse("trajectory_assign", args=[k.home_case.pk])
    said = {"user": k.buddy2.pk, "role": "buddy", "starts_on": TODAY().isoformat(), "ends_on": (TODAY() - timedelta(days=1)).isoformat()}
    field = BeautifulSoup(client.post(url, said).content, "html.parser").select_one(".field--error")
    assert "An assignment cannot end before it starts." in field.get_text() and field.select_one("[name=ends_on]")
    row = k.home_case.assignments.get(user=k.buddy)
    ended = client.post(reverse("assignment_end", args=[row.pk]), {"ends_on": (row.starts_on - timedelta(days=1)).isoformat()})
    field = BeautifulSoup(ended.content, "html.parser").select_one(".field--error")
    assert "An assignment cannot end before it starts." in field.get_text() and field.select_one("[name=ends_on]")


def test_the_form_offers_the_roles_of_the_edition_and_who_may_hold_them(world, k, english):
    page = BeautifulSoup(english(k.coordinator).get(reverse("trajectory_assign", args=[k.home_case.pk])).content, "html.parser")
    assert [field["value"] for field in page.select("[name=role]")] == ["buddy", "achterwacht"]
    offered = {option["value"] for option in page.select("[name=user] option")} - {""}
    assert offered == {str(user.pk) for user in (k.buddy2, k.coordinator, k.achterwacht2)}
    page = BeautifulSoup(english(world.leader).get(reverse("trajectory_assign", args=[world.mine.pk])).content, "html.parser")
    assert not page.select("[name=role]")


def test_ending_an_assignment_closes_the_dossier_in_the_next_request_everywhere(k, sign_in):
    client, case = sign_in(k.buddy), k.home_case
    assert opens(client, case)
    actions.end_assignment(case, by=k.coordinator, assignment=case.assignments.get(user=k.buddy))
    child = case.household.members.exclude(person=case.person).get().person
    for name, row in (
        ("trajectory", case), ("trajectory_history", case), ("trajectory_guidance", case), ("household", case.household), ("person", child),
        ("quick_contact", case), ("api-trajectory-detail", case), ("api-trajectory-history", case), ("api-household-detail", case.household),
    ):  # fmt: skip
        assert client.get(reverse(name, args=[row.pk])).status_code == 404, name
    assert client.get(reverse("participants")).status_code == 404
    assert client.get(reverse("quick_own")).json()["households"] == []


def test_an_assignment_that_has_yet_to_start_can_be_taken_back(k):
    made = actions.assign(k.home_case, by=k.coordinator, user=k.buddy2, starts_on=TODAY() + timedelta(days=9))
    actions.end_assignment(k.home_case, by=k.coordinator, assignment=made)
    made.refresh_from_db()
    assert made.ends_on == made.starts_on


# ── Matching ──────────────────────────────────────────────────────────────────────────────────


def matched(k, **options):
    """First name, reasons and warnings of each match for the household, in English."""
    actions.change_matching(k.home_case, by=k.coordinator, area=k.east, languages=["nl", "ar"])
    k.home_case.refresh_from_db()
    with translation.override("en"):
        found = guidance_lists.matches(k.coordinator, k.home_case, **options)
        return [(match.volunteer.file.user.first_name, match.reasons, match.warnings) for match in found]


def test_the_best_match_stands_first_with_plain_reasons(k):
    volunteer(k, first="Far", area=k.west)
    volunteer(k, first="Near", area=k.east, languages=["nl", "ar"], capacity=2)
    volunteer(k, first="NoVog", area=k.east, languages=["nl", "ar"], vog_on=None)
    found = matched(k)
    assert [name for name, _reasons, _warnings in found] == ["Near", "Far", "NoVog"]
    assert found[0][1][:3] == ["works in East", "speaks Dutch, Arabic", "has room for 2"]
    assert found[0][2] == []
    assert found[1][2] == ["does not work in East"]
    assert found[2][2] == ["no VOG"]


def test_who_is_full_is_shown_only_with_everybody_and_who_guides_already_not_at_all(k):
    full = volunteer(k, first="Full", area=k.east, capacity=1)
    make.AssignmentFactory(trajectory=k.next_door, user=full.user, role=Role.BUDDY)
    assert matched(k) == []
    found = matched(k, everybody=True)
    assert [name for name, *_rest in found] == ["Full"]
    assert "has no room: guides 1 of 1" in found[0][2]


def test_room_counts_this_programme_only_and_not_what_has_ended(world, k):
    file = volunteer(k, first="Busy", capacity=2)
    make.ProgrammeMemberFactory(programme=world.programme, role=Role.COACH, user=file.user)
    make.AssignmentFactory(trajectory=world.mine, user=file.user)
    make.AssignmentFactory(trajectory=k.next_door, user=file.user, role=Role.BUDDY, ends_on=TODAY())
    ended = make.StartedTrajectoryFactory(edition=k.edition, ended_on=TODAY(), end_reason="moved")
    make.AssignmentFactory(trajectory=ended, user=file.user, role=Role.BUDDY)
    make.AssignmentFactory(trajectory=k.next_door, user=file.user, role=Role.BUDDY, starts_on=TODAY() + timedelta(days=5))
    found = matched(k)
    assert [(name, "has room for 1" in reasons) for name, reasons, _warnings in found] == [("Busy", True)]


def test_a_lapsed_vog_is_a_warning_and_who_left_the_programme_is_no_match(k):
    volunteer(k, first="Lapsed", vog_renew_on=TODAY())
    gone = volunteer(k, first="Gone")
    k.programme.members.filter(user=gone.user).get().delete()
    volunteer(k, first="Spil", role=Role.SPIL)
    found = matched(k)
    assert [name for name, *_rest in found] == ["Lapsed"]
    assert any(warning.startswith("new VOG needed since") for warning in found[0][2])


@pytest.mark.parametrize("people", [1, 7])
def test_the_matching_list_takes_the_same_queries_whatever_the_number_of_volunteers(k, people):
    for n in range(people):
        file = volunteer(k, first=f"V{n}", area=k.east, capacity=2)
        make.AssignmentFactory(trajectory=k.next_door, user=file.user, role=Role.BUDDY)
    case = type(k.home_case).objects.select_related("edition", "area").get(pk=k.home_case.pk)
    access.remember(k.coordinator)
    access.facts_of(k.coordinator).ids(access.ByProgramme, [Role.COORDINATOR])
    with CaptureQueriesContext(connection) as captured:
        assert len(guidance_lists.matches(k.coordinator, case)) == people
    assert len(captured) == 5


def test_one_button_assigns_the_match_and_sending_it_twice_assigns_once(k, english):
    file = volunteer(k, first="Near", area=k.east)
    client, url = english(k.coordinator), reverse("trajectory_match", args=[k.home_case.pk])
    page = BeautifulSoup(client.get(url).content, "html.parser")
    form = page.select_one("main ol form")
    said = {field["name"]: field["value"] for field in form.select("input[name]")}
    assert [client.post(url, said).status_code for _ in range(2)] == [302, 302]
    assert k.home_case.assignments.get(user=file.user).role == Role.BUDDY


def test_area_and_languages_are_history_and_of_the_own_programme(world, k):
    actions.change_matching(k.home_case, by=k.coordinator, area=k.west, languages=["ti"], why="Moved")
    row = k.home_case.history.first()
    assert (row.history_change_reason, row.history_why, row.area_id, row.languages) == ("matching_changed", "Moved", k.west.pk, ["ti"])
    with pytest.raises(Refusal):
        actions.change_matching(k.home_case, by=k.coordinator, area=make.AreaFactory())
    with pytest.raises(ValidationError):
        actions.change_matching(k.home_case, by=k.coordinator, area=k.west, languages=["xx"])


# ── Hand-over ─────────────────────────────────────────────────────────────────────────────────


def test_a_hand_over_ends_one_and_starts_the_other_at_once(k, sign_in):
    old = k.home_case.assignments.get(user=k.buddy)
    new = actions.hand_over(k.home_case, by=k.coordinator, from_assignment=old, user=k.buddy2, note="Call before you come")
    old.refresh_from_db()
    assert (old.ends_on, new.starts_on, new.role, new.ends_on) == (TODAY(), TODAY(), Role.BUDDY, None)
    row = new.history.get()
    assert (row.history_change_reason, row.history_why, row.history_user) == ("handed_over", "Call before you come", k.coordinator)
    assert not opens(sign_in(k.buddy), k.home_case)
    assert opens(sign_in(k.buddy2), k.home_case)


def test_two_guides_can_go_along_for_a_while(k, sign_in):
    old = k.home_case.assignments.get(user=k.buddy)
    until = TODAY() + timedelta(days=14)
    actions.hand_over(k.home_case, by=k.coordinator, from_assignment=old, user=k.buddy2, old_until=until)
    old.refresh_from_db()
    assert old.ends_on == until
    assert opens(sign_in(k.buddy), k.home_case) and opens(sign_in(k.buddy2), k.home_case)


def test_a_refused_hand_over_changes_nothing(k):
    old = k.home_case.assignments.get(user=k.buddy)
    yesterday = TODAY() - timedelta(days=1)
    other = k.next_door.assignments.get(user=k.buddy2)
    for case, said in (
        (k.home_case, {"from_assignment": old, "user": k.buddy}),
        (k.home_case, {"from_assignment": old, "user": k.achterwacht2}),
        (k.home_case, {"from_assignment": old, "user": k.buddy2, "old_until": yesterday}),
        (k.home_case, {"from_assignment": other, "user": k.buddy2}),
    ):
        with pytest.raises(Refusal):
            actions.hand_over(case, by=k.coordinator, **said)
    with pytest.raises(PermissionDenied):
        actions.hand_over(k.home_case, by=k.buddy, from_assignment=old, user=k.buddy2)
    old.refresh_from_db()
    assert (old.ends_on, k.home_case.assignments.filter(user=k.buddy2).exists()) == (None, False)


def test_a_hand_over_sent_twice_makes_one_assignment(k):
    old, key = k.home_case.assignments.get(user=k.buddy), uuid.uuid4()
    said = {"from_assignment": old, "user": k.buddy2, "submission": key}
    assert actions.hand_over(k.home_case, by=k.coordinator, **said) == actions.hand_over(k.home_case, by=k.coordinator, **said)
    assert k.home_case.assignments.filter(user=k.buddy2).count() == 1


def test_the_page_shows_what_the_next_guide_must_know(k, english):
    make.ContactMomentFactory(
        trajectory=k.home_case, author=k.buddy, note="Talked about school", next_on=TODAY() + timedelta(days=3), held_on=TODAY()
    )
    text = words(english(k.coordinator).get(reverse("trajectory_hand_over", args=[k.home_case.pk])))
    for part in (
        "Second goal of Hanna",
        "Small step of Hanna",
        "Talked about school",
        "The next appointment is on",
        "Neighbour of Hanna",
        "Question",
    ):
        assert part in text
    assert "Nadia" not in text


def test_the_next_guide_sees_the_note_for_a_month_and_others_do_not(k, english):
    old = k.home_case.assignments.get(user=k.buddy)
    client = english(k.coordinator)
    said = {"from_assignment": old.pk, "user": k.buddy2.pk, "on": TODAY().isoformat(), "old_until": "", "note": "Ring the bell twice"}
    answer = client.post(reverse("trajectory_hand_over", args=[k.home_case.pk]), said)
    assert answer["Location"] == reverse("trajectory_guidance", args=[k.home_case.pk])
    pages = [k.home_case.get_absolute_url(), reverse("trajectory_guidance", args=[k.home_case.pk])]
    assert all("Ring the bell twice" not in words(client.get(url)) for url in pages)
    assert all("Ring the bell twice" in words(english(k.buddy2).get(url)) for url in pages)
    new = Assignment.objects.get(trajectory=k.home_case, user=k.buddy2)
    new.starts_on = TODAY() - timedelta(days=31)
    new.save()
    assert all("Ring the bell twice" not in words(english(k.buddy2).get(url)) for url in pages)
    assert "Ring the bell twice" in words(english(k.buddy2).get(reverse("trajectory_history", args=[k.home_case.pk])))


def test_everything_of_a_leaving_volunteer_goes_to_one_other_in_one_go(k, sign_in):
    more = make.StartedTrajectoryFactory(edition=k.edition)
    ended = make.StartedTrajectoryFactory(edition=k.edition, ended_on=TODAY(), end_reason="moved")
    for case in (more, ended):
        make.AssignmentFactory(trajectory=case, user=k.buddy, role=Role.BUDDY)
    make.AssignmentFactory(trajectory=k.next_door, user=k.buddy, role=Role.BUDDY)  # beside buddy2, who takes over
    actions.hand_over_all(k.volunteer, by=k.coordinator, user=k.buddy2, note="Thanks")
    assert set(Assignment.objects.filter(user=k.buddy, ends_on=None).values_list("trajectory", flat=True)) == {ended.pk}
    held = Assignment.objects.filter(user=k.buddy2, ends_on=None).values_list("trajectory", flat=True)
    assert sorted(held) == sorted([k.home_case.pk, more.pk, k.next_door.pk])
    assert not opens(sign_in(k.buddy), k.home_case)


def test_everything_or_nothing_is_handed_over(k):
    with pytest.raises(Refusal):
        actions.hand_over_all(k.volunteer, by=k.coordinator, user=k.achterwacht)
    with pytest.raises(PermissionDenied):
        actions.hand_over_all(k.volunteer, by=k.buddy, user=k.buddy2)
    assert k.home_case.assignments.get(user=k.buddy).ends_on is None
    actions.hand_over_all(k.volunteer, by=k.coordinator, user=k.buddy2)
    with pytest.raises(Refusal):
        actions.hand_over_all(k.volunteer, by=k.coordinator, user=k.buddy2)


# ── Volunteers ────────────────────────────────────────────────────────────────────────────────


def test_the_page_of_volunteers_shows_who_has_room_and_whose_vog_lapsed(k, english):
    volunteer(k, first="Lapsed", last="Vog", vog_renew_on=TODAY(), area=k.west, capacity=0)
    text = words(english(k.coordinator).get(reverse("volunteers")))
    assert "1 of 3" in text and "has room" in text and "East" in text
    assert "new VOG needed since" in text and "West" in text


@pytest.mark.parametrize("who", ["buddy", "spil", "achterwacht"])
def test_volunteers_do_not_see_the_files_of_volunteers(k, sign_in, who):
    client = sign_in(getattr(k, who))
    assert client.get(reverse("volunteers")).status_code == 404
    assert client.get(reverse("volunteer_hand_over", args=[k.volunteer.pk])).status_code == 404


def test_volunteers_of_a_neighbour_are_not_shown(world, k, english):
    make.VolunteerFileFactory(programme=world.neighbour.programme, user__last_name="Verweg")
    assert "Verweg" not in words(english(k.coordinator).get(reverse("volunteers")))
    assert "Verweg" in words(english(world.neighbour.leader).get(reverse("volunteers")))


@pytest.mark.parametrize("people", [1, 9])
def test_the_page_of_volunteers_takes_the_same_queries_whatever_their_number(k, sign_in, people):
    for n in range(people):
        make.AssignmentFactory(trajectory=k.next_door, user=volunteer(k, first=f"V{n}", area=k.east).user, role=Role.BUDDY)
    client = sign_in(k.coordinator)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("volunteers")).status_code == 200
    assert len(captured) == 9  # session, user, rights, the menu, files, three of what they do, the log
