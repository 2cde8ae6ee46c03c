"""Households: made, filled, left, found by a member's name, and seen by exactly those who guide them."""

import csv
import io
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casetrack import access, audit
from casetrack.access import Permission, Role
from casetrack.actions import Refusal
from participants import actions, lists
from participants.models import Household, HouseholdMember, Person, Trajectory
from participants.views.households import shown_of
from referrals.actions import sign_up
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


def child_of(case):
    """The member of the household who is not the contact person."""
    return case.household.members.exclude(person=case.person).get()


# ── Actions ───────────────────────────────────────────────────────────────────────────────────


def test_the_person_of_a_trajectory_becomes_the_contact_person_of_a_new_household(k):
    case = make.StartedTrajectoryFactory(edition=k.edition)
    make.AssignmentFactory(trajectory=case, user=k.buddy, role=Role.BUDDY)
    actions.make_household(case, by=k.buddy, name="Family Test")
    case.refresh_from_db()
    member = case.household.members.get()
    assert (case.household.name, member.person, member.relation) == ("Family Test", case.person, "adult")
    assert case.history.first().history_change_reason == "household_made"
    assert case.household.history.get().history_user == k.buddy


def test_a_household_is_made_once_and_only_where_the_edition_works_with_households(world, k):
    with pytest.raises(Refusal):
        actions.make_household(k.home_case, by=k.coordinator, name="Again")
    before = Household.objects.count()
    with pytest.raises(Refusal):
        actions.make_household(world.mine, by=world.leader, name="Not here")
    assert Household.objects.count() == before


def test_who_comes_back_goes_on_in_the_household_in_which_they_live(k):
    actions.end(k.home_case, by=k.coordinator, ended_on=TODAY(), end_reason="moved")
    again = make.TrajectoryFactory(edition=k.edition, person=k.home_case.person)
    actions.make_household(again, by=k.coordinator, household=k.home_case.household)
    again.refresh_from_db()
    assert again.household == k.home_case.household
    assert again.household.members.count() == 2


def test_nobody_is_put_in_a_household_in_which_they_do_not_live(k):
    stranger = make.TrajectoryFactory(edition=k.edition)
    with pytest.raises(Refusal):
        actions.make_household(stranger, by=k.coordinator, household=k.home_case.household)
    make.AssignmentFactory(trajectory=stranger, user=k.buddy, role=Role.BUDDY)
    with pytest.raises(PermissionDenied):
        actions.make_household(stranger, by=k.buddy, household=k.next_door.household)


def test_a_new_member_is_a_person_with_history(k):
    fields = {"first_name": "Sem", "last_name": "Huizinga", "birth_date": date(2015, 3, 4), "country": "NL"}
    member = actions.add_member(k.home_case.household, by=k.buddy, relation="child", person_fields=fields)
    assert (str(member.person), member.household) == ("Sem Huizinga", k.home_case.household)
    assert member.person.history.get().history_user == member.history.get().history_user == k.buddy


def test_a_form_sent_twice_adds_one_member(k):
    import uuid

    said = {"relation": "child", "person_fields": {"first_name": "Sem", "last_name": "H", "country": "NL"}, "submission": uuid.uuid4()}
    first = actions.add_member(k.home_case.household, by=k.buddy, **said)
    assert actions.add_member(k.home_case.household, by=k.buddy, **said) == first
    assert Person.objects.filter(first_name="Sem").count() == 1


def test_a_person_whom_the_user_may_not_see_cannot_be_added_and_one_who_lives_there_is_not_added_twice(k):
    household = k.home_case.household
    with pytest.raises(PermissionDenied):
        actions.add_member(household, by=k.buddy, relation="partner", person=k.next_door.person)
    with pytest.raises(Refusal):
        actions.add_member(household, by=k.buddy, relation="partner", person=k.home_case.person)
    assert household.members.count() == 2


def test_somebody_born_or_living_there_in_the_future_is_refused_and_nobody_is_made(k):
    before = Person.objects.count()
    tomorrow = TODAY() + timedelta(days=1)
    fields = {"first_name": "Sem", "last_name": "H", "country": "NL"}
    for extra in ({"person_fields": {**fields, "birth_date": tomorrow}}, {"person_fields": fields, "starts_on": tomorrow}):
        with pytest.raises(Refusal):
            actions.add_member(k.home_case.household, by=k.buddy, relation="child", **extra)
    assert Person.objects.count() == before


def test_the_last_member_and_the_contact_person_cannot_leave(k):
    household = k.home_case.household
    contact = household.members.get(person=k.home_case.person)
    with pytest.raises(Refusal, match="contactpersoon"):
        actions.member_leaves(household, by=k.buddy, member=contact)
    actions.member_leaves(household, by=k.buddy, member=child_of(k.home_case))
    actions.end(k.home_case, by=k.coordinator, ended_on=TODAY(), end_reason="moved")
    with pytest.raises(Refusal, match="kan niet zonder"):
        actions.member_leaves(household, by=k.coordinator, member=contact)
    assert household.members.filter(ends_on=None).get() == contact


def test_another_contact_person_lets_the_first_one_leave(k):
    household, child = k.home_case.household, child_of(k.home_case)
    contact = household.members.get(person=k.home_case.person)
    actions.change_contact_person(k.home_case, by=k.buddy, person=child.person)
    actions.member_leaves(household, by=k.buddy, member=contact, ends_on=TODAY())
    k.home_case.refresh_from_db()
    contact.refresh_from_db()
    assert (k.home_case.person, contact.ends_on) == (child.person, TODAY())
    assert k.home_case.history.first().history_change_reason == "contact_person_changed"


def test_the_contact_person_lives_in_the_household(k):
    for person in (k.next_door.person, make.PersonFactory()):
        with pytest.raises(Refusal):
            actions.change_contact_person(k.home_case, by=k.coordinator, person=person)
    child = child_of(k.home_case)
    actions.member_leaves(k.home_case.household, by=k.buddy, member=child)
    with pytest.raises(Refusal):
        actions.change_contact_person(k.home_case, by=k.buddy, person=child.person)


def test_nobody_leaves_before_coming_or_on_a_day_to_come(k):
    child = child_of(k.home_case)
    actions.change_member(k.home_case.household, by=k.buddy, member=child, relation="child", starts_on=TODAY() - timedelta(days=10))
    with pytest.raises(ValidationError) as refused:
        actions.member_leaves(k.home_case.household, by=k.buddy, member=child, ends_on=TODAY() - timedelta(days=20))
    assert list(refused.value.message_dict) == ["ends_on"]
    with pytest.raises(Refusal):
        actions.member_leaves(k.home_case.household, by=k.buddy, member=child, ends_on=TODAY() + timedelta(days=1))
    child.refresh_from_db()
    assert (child.ends_on, child.version) == (None, 2)


def test_a_trajectory_elsewhere_does_not_keep_somebody_in_the_household_and_is_not_revealed(world, k):
    child = child_of(k.home_case)
    make.StartedTrajectoryFactory(edition=world.neighbour.edition, person=child.person, household=k.home_case.household)
    actions.member_leaves(k.home_case.household, by=k.buddy, member=child)
    child.refresh_from_db()
    assert child.ends_on == TODAY()


def test_who_left_is_seen_until_they_are_recorded_elsewhere(k, english):
    member = child_of(k.home_case)
    household, person = k.home_case.household, member.person

    def seen():
        return [access.can(user, Permission.VIEW_PERSON, person) for user in (k.buddy, k.coordinator)]

    actions.member_leaves(household, by=k.buddy, member=member)
    assert seen() == [True, True]
    elsewhere = make.HouseholdMemberFactory(person=person, household=make.HouseholdFactory())
    assert seen() == [False, False]
    page = english(k.buddy).get(household.get_absolute_url())
    assert str(person) in words(page) and person.get_absolute_url() not in page.content.decode()
    elsewhere.delete()
    make.TrajectoryFactory(edition=make.EditionFactory(), person=person)
    assert seen() == [False, False]
    make.HouseholdMemberFactory(person=person, household=household)
    assert seen() == [True, True]


def test_a_member_of_another_household_is_refused(k):
    with pytest.raises(Refusal):
        actions.member_leaves(k.home_case.household, by=k.buddy, member=child_of(k.next_door))
    with pytest.raises(PermissionDenied):
        actions.member_leaves(k.next_door.household, by=k.buddy, member=child_of(k.next_door))


def test_a_sign_up_starts_a_trajectory_of_a_household_with_its_members(k):
    person = {"first_name": "Roos", "last_name": "Test", "country": "NL"}
    members = [{"relation": "child", "person_fields": {"first_name": "Kim", "last_name": "Test", "country": "NL"}}]
    fields = {"name": "Family Test", "relation": "adult", "members": members}
    case = sign_up(k.edition, by=k.coordinator, person_fields=person, household_fields=fields)
    assert sorted(str(row.person) for row in case.household.members.all()) == ["Kim Test", "Roos Test"]
    assert str(case.person) == "Roos Test"


def test_a_refused_member_undoes_the_whole_sign_up(k):
    before = (Person.objects.count(), Household.objects.count(), Trajectory.objects.count())
    members = [{"relation": "nonsense", "person_fields": {"first_name": "Kim", "last_name": "Test", "country": "NL"}}]
    with pytest.raises(ValidationError):
        sign_up(
            k.edition, by=k.coordinator, person_fields={"first_name": "R", "last_name": "T", "country": "NL"},
            household_fields={"name": "Family Test", "members": members},
        )  # fmt: skip
    assert (Person.objects.count(), Household.objects.count(), Trajectory.objects.count()) == before


# ── Who sees it ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("who", "own"), [("buddy", True), ("coordinator", True), ("buddy2", False), ("spil", False), ("spil2", False), ("achterwacht", False)]
)
def test_a_buddy_sees_exactly_the_assigned_household_on_every_page(k, sign_in, who, own):
    client, case = sign_in(getattr(k, who)), k.home_case
    child = child_of(case)
    for name, row in (
        ("household", case.household), ("trajectory_household", case), ("member_add", case.household), ("member_edit", child),
        ("member_leave", child), ("household_edit", case.household), ("contact_person", case), ("person", child.person),
        ("api-household-detail", case.household), ("api-household-member-detail", child), ("api-trajectory-history", case),
    ):  # fmt: skip
        assert client.get(reverse(name, args=[row.pk])).status_code == (200 if own else 404), name


def test_lists_searches_and_counts_hold_the_own_household_only(k, sign_in):
    client = sign_in(k.buddy)
    assert [row["household"] for row in lists.list_page(k.buddy, {}).rows] == ["Household Huizinga"]
    page = client.post(reverse("participants"), {"q": "child nadia"})
    assert b"Naastgelegen" not in page.content
    assert list(Household.objects.allowed(k.buddy, Permission.VIEW_HOUSEHOLD)) == [k.home_case.household]
    assert set(Person.objects.allowed(k.buddy, Permission.VIEW_PERSON)) == {k.home_case.person, child_of(k.home_case).person}
    for name in ("api-household-list", "api-household-member-list"):
        body = client.get(reverse(name)).json()
        assert body["count"] == {"api-household-list": 1, "api-household-member-list": 2}[name]
    other = client.get(reverse("api-household-member-list"), {"household": k.next_door.household_id}).json()
    assert other["count"] == 0
    assert client.get(reverse("api-household-member-list"), {"person": 1}).status_code == 400


def test_the_household_of_two_programmes_shows_each_its_own_trajectory(world, k, english):
    elsewhere = make.StartedTrajectoryFactory(edition=world.neighbour.edition, person=k.home_case.person, household=k.home_case.household)
    make.GoalFactory(theme__trajectory=elsewhere, wording="Secret goal of the neighbour")
    text = words(english(k.buddy).get(k.home_case.household.get_absolute_url()))
    assert "Kansrijk Oost test" in text and "Second goal of Hanna" in text
    assert "Away edition" not in text and "Secret goal" not in text


def test_who_reads_along_for_a_while_sees_the_household_and_changes_nothing(k, sign_in):
    actions.grant_access(k.next_door, by=k.coordinator, user=k.coordinator, reason="Not needed", ends_on=TODAY() + timedelta(days=2))
    reader = make.ProgrammeMemberFactory(programme=k.programme, role=Role.COACH).user
    actions.grant_access(k.home_case, by=k.coordinator, user=reader, reason="Stand-in", ends_on=TODAY() + timedelta(days=2))
    client = sign_in(reader)
    assert client.get(k.home_case.household.get_absolute_url()).status_code == 200
    assert client.get(reverse("member_add", args=[k.home_case.household_id])).status_code == 403
    assert client.get(k.next_door.household.get_absolute_url()).status_code == 404


# ── Search and list ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("asked", ["child hanna", "HANNA", "Household Huiz", "huizinga"])
def test_a_household_is_found_by_the_name_of_a_member_and_by_its_own(k, asked):
    assert [row["household"] for row in lists.list_page(k.coordinator, {"q": asked}).rows] == ["Household Huizinga"]


def test_the_export_of_a_coordinator_names_the_households(k, sign_in):
    body = b"".join(sign_in(k.coordinator).post(reverse("participants_export", args=["csv"])).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert {row[list(row)[-1]] for row in rows} == {"Household Huizinga", "Household Naastgelegen"}


def test_words_of_two_members_together_find_nobody_and_who_left_is_not_found(k):
    make.HouseholdMemberFactory(household=k.home_case.household, person__first_name="Willem", person__last_name="Tweedeman")
    assert len(lists.list_page(k.coordinator, {"q": "willem tweede"}).rows) == 1
    assert lists.list_page(k.coordinator, {"q": "willem child"}).rows == []
    member = k.home_case.household.members.get(person__first_name="Willem")
    actions.member_leaves(k.home_case.household, by=k.buddy, member=member)
    assert lists.list_page(k.coordinator, {"q": "willem tweede"}).rows == []


def test_a_household_of_many_members_stands_in_the_list_once(k):
    make.HouseholdMemberFactory.create_batch(4, household=k.home_case.household, person__last_name="Huizinga")
    found = lists.list_page(k.coordinator, {"q": "huizinga"})
    assert (len(found.rows), found.count) == (1, 1)


@pytest.mark.parametrize("members", [1, 6])
def test_what_a_household_shows_takes_six_queries_and_the_rights_whatever_its_size(k, members):
    make.HouseholdMemberFactory.create_batch(members, household=k.home_case.household)
    make.GoalFactory.create_batch(members, theme__trajectory=k.home_case)
    access.remember(k.buddy)
    with CaptureQueriesContext(connection) as captured:
        shown = shown_of(k.buddy, k.home_case.household)
        assert (len(shown["members"]), len(shown["goals"])) == (members + 2, members + 2)
    assert len(captured) == 7


@pytest.mark.parametrize("members", [1, 6])
def test_the_pages_of_a_household_take_the_same_queries_whatever_its_size(k, sign_in, members):
    client = sign_in(k.buddy)
    pages = [reverse("household", args=[k.home_case.household_id]), reverse("trajectory_household", args=[k.home_case.pk])]
    assert [queries_of(client, url) for url in pages] == [43, 44]  # of every kind there is something to tell
    make.HouseholdMemberFactory.create_batch(members, household=k.home_case.household)
    whole, newest = (queries_of(client, url) for url in pages)
    assert whole == 43 and newest <= 44  # the newest twenty events may now be of fewer kinds


def test_a_household_of_which_little_is_known_takes_few_queries(k, sign_in):
    case = make.HouseholdTrajectoryFactory(edition=k.edition)
    make.ContactMomentFactory.create_batch(3, trajectory=case, author=k.buddy)
    client = sign_in(k.coordinator)
    pages = [reverse("household", args=[case.household_id]), reverse("trajectory_household", args=[case.pk])]
    assert [queries_of(client, url) for url in pages] == [21, 25]


def queries_of(client, url):
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────


def test_the_pages_show_members_contact_person_goals_and_what_happened(k, english):
    actions.add_member(
        k.home_case.household, by=k.buddy, relation="partner", person_fields={"first_name": "Piet", "last_name": "Partner", "country": "NL"}
    )
    client = english(k.buddy)
    for name, row in (("household", k.home_case.household), ("trajectory_household", k.home_case)):
        text = words(client.get(reverse(name, args=[row.pk])))
        assert "Hanna Huizinga contact person adult" in text
        assert "Piet Partner" in text and "Second goal of Hanna" in text
        assert "somebody joined the household" in text.lower()


def test_the_time_line_tells_of_the_household_of_this_trajectory_only(k):
    actions.change_household(k.home_case.household, by=k.buddy, name="Family Huizinga", why="As they say it")
    actions.change_household(k.next_door.household, by=k.buddy2, name="Family Next Door")
    told = [change.after for entry in audit.time_line(k.home_case.pk, k.buddy) for change in entry.changes]
    assert "Family Huizinga" in told and "Family Next Door" not in told


@pytest.mark.parametrize("who", ["coordinator", "buddy", "buddy2", "achterwacht", "achterwacht2", "spil"])
def test_the_time_line_is_the_newest_of_what_each_kind_of_row_tells(world, k, who):
    user, cases = getattr(k, who), [k.home_case.pk, k.next_door.pk, world.mine.pk]
    naive = []
    for model in audit.tracked_models():
        if (path := model.trajectory_path or model.time_line_path) and model.view_permission:
            naive += audit.entries_of(model, model.objects.filter(**{f"{path}__in": cases}).allowed(user, model.view_permission), 200, user)
    naive = audit.newest_first(naive)
    assert bool(naive) is (who != "spil")
    assert audit.time_line(cases, user) == naive
    assert [entry.at for entry in audit.time_line(cases, user, limit=5)] == [entry.at for entry in naive[:5]]
    assert all(entry in naive for entry in audit.time_line(cases, user, limit=5))


def test_a_household_page_belongs_to_editions_with_households(world, sign_in):
    assert sign_in(world.leader).get(reverse("trajectory_household", args=[world.mine.pk])).status_code == 404


def test_the_page_of_a_person_links_to_the_household(k, english):
    text = words(english(k.buddy).get(child_of(k.home_case).person.get_absolute_url()))
    assert "Household Huizinga" in text and "No trajectory of their own." in text


def test_a_new_member_lives_where_the_contact_person_does(k, english):
    actions.change_person(k.home_case.person, by=k.coordinator, street="Dorpsstraat 1", place="Beijum")
    said = {"relation": "child", "first_name": "Sem", "last_name": "Huizinga", "birth_date": "2015-03-04", "starts_on": ""}
    answer = english(k.buddy).post(reverse("member_add", args=[k.home_case.household_id]), said)
    assert answer["Location"] == k.home_case.household.get_absolute_url()
    person = Person.objects.get(first_name="Sem")
    assert (person.street, person.place, person.country) == ("Dorpsstraat 1", "Beijum", "NL")


def test_somebody_who_may_be_known_is_asked_about_and_never_merged(k, english):
    known = make.TrajectoryFactory(edition=k.edition, person__first_name="Jörg", person__last_name="Bekend").person
    url = reverse("member_add", args=[k.home_case.household_id])
    said = {"relation": "partner", "first_name": "JORG", "last_name": "bekend", "birth_date": "1980-05-17", "starts_on": ""}
    client = english(k.coordinator)
    assert "Say whether this is the same person." in words(client.post(url, said))
    assert k.home_case.household.members.count() == 2
    client.post(url, {**said, "same_person": known.pk})
    assert k.home_case.household.members.filter(person=known).exists()
    client.post(url, {**said, "same_person": "new"})
    assert Person.objects.filter(name_key="bekend jorg").count() == 2
    # A buddy who does not know that person is not told that they exist.
    make.HouseholdMemberFactory(household=k.next_door.household, person__first_name="Ver", person__last_name="Borgen")
    hidden = english(k.buddy).post(url, {**said, "first_name": "Ver", "last_name": "Borgen"})
    assert hidden.status_code == 302


def test_a_stale_member_form_is_refused_with_both_versions(k, english):
    child, client = child_of(k.home_case), english(k.buddy)
    url = reverse("member_edit", args=[child.pk])
    seen = BeautifulSoup(client.get(url).content, "html.parser").select_one("input[name=seen_version]")["value"]
    actions.change_member(k.home_case.household, by=k.coordinator, member=child, relation="other")
    answer = client.post(url, {"relation": "parent", "starts_on": "", "why": "", "seen_version": seen})
    assert "Somebody else has changed this in the meantime." in words(answer)
    child.refresh_from_db()
    assert child.relation == "other"


def test_the_refusal_of_a_household_without_members_is_told_on_the_page(k, english):
    actions.member_leaves(k.home_case.household, by=k.buddy, member=child_of(k.home_case))
    last = k.home_case.household.members.get(ends_on=None)
    answer = english(k.buddy).post(reverse("member_leave", args=[last.pk]), {"ends_on": TODAY().isoformat(), "why": ""})
    assert "A household cannot be without members." in words(answer)


# ── Sign-up form ──────────────────────────────────────────────────────────────────────────────


def typed(**changes):
    """A complete sign-up of a household."""
    return {
        "first_name": "Roos", "last_name": "Test", "birth_date": "1985-02-03", "sex": "f", "country": "NL", "email": "", "phone": "",
        "street": "Weg 2", "postcode": "", "place": "Beijum", "registered_on": str(TODAY()), "channel": "", "organisation": "",
        "explanation": "", "on_benefit": "answered:yes", "municipality": "not_asked", "household_name": "Family Test", "relation": "adult",
        "member1-first_name": "Kim", "member1-last_name": "Test", "member1-birth_date": "2014-01-01", "member1-relation": "child", **changes,
    }  # fmt: skip


def test_staff_sign_up_a_household_with_its_members(k, english):
    client, url = english(k.coordinator), reverse("sign_up", args=[k.edition.code])
    assert "Household" in words(client.get(url))
    answer = client.post(url, typed())
    assert answer.status_code == 302, words(answer)
    case = Trajectory.objects.get(person__last_name="Test", person__first_name="Roos")
    assert (case.household.name, case.on_benefit) == ("Family Test", "yes")
    kim = case.household.members.get(relation="child").person
    assert (str(kim), kim.street) == ("Kim Test", "Weg 2")


def test_members_without_a_household_or_half_filled_are_told(k, english):
    client, url = english(k.coordinator), reverse("sign_up", args=[k.edition.code])
    assert "Give the household a name." in words(client.post(url, typed(household_name="")))
    assert "Look at the other members of the household." in words(client.post(url, typed(**{"member1-relation": ""})))
    assert not Household.objects.filter(name="Family Test").exists()


def test_a_sign_up_of_somebody_who_lives_in_a_known_household_asks_whether_it_is_that_one(k, english):
    actions.end(k.home_case, by=k.coordinator, ended_on=TODAY(), end_reason="moved")
    person = k.home_case.person
    said = typed(first_name=person.first_name, last_name=person.last_name, birth_date=str(person.birth_date), same_person=str(person.pk))
    said |= {name: "" for name in said if name.startswith("member1")}
    client, url = english(k.coordinator), reverse("sign_up", args=[k.edition.code])
    assert "Say whether this is the same one." in words(client.post(url, said))
    assert client.post(url, {**said, "same_household": str(k.home_case.household_id)}).status_code == 302
    assert Trajectory.objects.filter(person=person, household=k.home_case.household).count() == 2


def test_a_sign_up_without_household_and_an_edition_without_households_work_as_before(world, k, english):
    empty = {name: "" for name in typed() if name.startswith("member1")}
    english(k.coordinator).post(reverse("sign_up", args=[k.edition.code]), typed(household_name="", **empty))
    assert Trajectory.objects.get(person__first_name="Roos").household is None
    page = english(world.leader).get(reverse("sign_up", args=[world.edition.code]))
    assert b"household_name" not in page.content


def test_every_member_row_is_a_person_of_its_own(k):
    members = HouseholdMember.objects.filter(household=k.home_case.household)
    assert members.count() == members.values("person").distinct().count() == 2
