"""The achterwacht: nothing of the dossier without consent, everything readable with it, closed at once; and questions without the dossier."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casetrack.access import READING_THE_DOSSIER, Permission, Role
from casetrack.actions import Refusal
from casetrack.audit import tracked_models
from participants import actions, lists
from participants.models import Consent, HelpRequest, Trajectory
from tests import factories as make

TODAY = timezone.localdate
READS = "achterwacht_reads"


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


def dossier(case):
    """Every address on which something of the dossier stands: name of the address and row."""
    child = case.household.members.exclude(person=case.person).get()
    return [
        ("trajectory", case), ("trajectory_history", case), ("trajectory_contacts", case), ("trajectory_guidance", case), ("trajectory_household", case),
        ("household", case.household), ("person", case.person), ("person", child.person),
        ("api-trajectory-detail", case), ("api-trajectory-history", case), ("api-person-detail", case.person), ("api-person-detail", child.person),
        ("api-household-detail", case.household), ("api-household-member-detail", child),
        ("api-contact-detail", case.contacts.first()), ("api-consent-detail", case.consents.first()), ("api-assignment-detail", case.assignments.first()),
    ]  # fmt: skip


def statuses(client, case):
    """What each of them answers."""
    return {client.get(reverse(name, args=[row.pk])).status_code for name, row in dossier(case)}


def found(client, user):
    """How many dossiers the list, its count, a search, the API, its search and its parts hold for this user."""
    data = lists.list_page(user, {})
    searched = lists.list_page(user, {"q": "hanna"})
    api = client.get("/api/v1/trajectories/")
    by_name = client.post("/api/v1/trajectories/search/", {"q": "hanna"}, content_type="application/json")
    parts = [client.get(f"/api/v1/{part}/") for part in ("contacts", "consents", "assignments", "household-members", "households", "persons")]
    return (
        len(data.rows), data.count, len(searched.rows),
        *(answer.json()["count"] if answer.status_code == 200 else answer.status_code for answer in (api, by_name, *parts)),
    )  # fmt: skip


NOTHING = (0, 0, 0, *[404] * 8)


# ── Consent ───────────────────────────────────────────────────────────────────────────────────


def test_the_dossier_opens_with_consent_and_closes_at_once_when_it_is_withdrawn(k, sign_in):
    case, client = k.home_case, sign_in(k.achterwacht)
    assert statuses(client, case) == {404}
    assert found(client, k.achterwacht) == NOTHING
    consent = actions.give_consent(case, by=k.buddy, purpose=READS, how="spoken", wording="May she read along?")
    assert statuses(client, case) == {200}
    assert found(client, k.achterwacht)[:5] == (1, 1, 1, 1, 1)
    actions.withdraw_consent(case, by=k.buddy, consent=consent, why="Changed her mind")
    assert statuses(client, case) == {404}
    assert found(client, k.achterwacht) == NOTHING
    assert client.get(reverse("participants")).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_achterwacht_never_takes_a_dossier_along(k, sign_in, kind):
    client = sign_in(k.achterwacht2)
    assert statuses(client, k.next_door) == {200}
    assert client.post(reverse("participants_export", args=[kind])).status_code == 404


def test_consent_opens_reading_and_nothing_else(k, sign_in):
    client, case = sign_in(k.achterwacht2), k.next_door
    child = case.household.members.exclude(person=case.person).get()
    for name, row in (
        ("contact_add", case), ("member_add", case.household), ("member_edit", child), ("consent_give", case), ("trajectory_assign", case),
        ("trajectory_hand_over", case), ("person_edit", case.person), ("consent_withdraw", case.consents.first()), ("help_ask", case),
    ):  # fmt: skip
        assert client.get(reverse(name, args=[row.pk])).status_code == 403, name
    for permission in Permission:
        if Trajectory.objects.allowed(k.achterwacht2, permission).exists():
            assert permission in READING_THE_DOSSIER | {Permission.VIEW_SIGN_UP, Permission.VIEW_HELP_REQUEST, Permission.VIEW_ATTEMPT} | ANSWERS


ANSWERS = {Permission.ANSWER_HELP}


def test_consent_for_one_household_opens_no_other(k, sign_in):
    actions.give_consent(k.home_case, by=k.buddy, purpose=READS)
    client = sign_in(k.achterwacht)
    assert statuses(client, k.home_case) == {200}
    assert statuses(client, k.next_door) == {404}


def test_consent_helps_nobody_who_is_not_the_achterwacht_of_it(k, sign_in):
    for user in (k.spil, k.spil2, k.achterwacht, k.buddy):
        assert statuses(sign_in(user), k.next_door) == {404}
    row = k.next_door.assignments.get(user=k.achterwacht2)
    actions.end_assignment(k.next_door, by=k.coordinator, assignment=row)
    assert statuses(sign_in(k.achterwacht2), k.next_door) == {404}


@pytest.mark.parametrize("purpose", ["referral", "story", "network"])
def test_consent_for_something_else_opens_nothing(k, sign_in, purpose):
    actions.give_consent(k.home_case, by=k.buddy, purpose=purpose, recipient="Somebody new")
    assert statuses(sign_in(k.achterwacht), k.home_case) == {404}


def test_without_consent_no_row_of_the_dossier_can_be_read(k):
    readable = [model for model in tracked_models() if model.objects.allowed(k.achterwacht, model.view_permission).exists()]
    assert readable == [HelpRequest]


def test_consent_stands_once_whoever_the_recipient_and_withdrawing_takes_back_all_of_it(k, sign_in):
    consent = actions.give_consent(k.home_case, by=k.buddy, purpose=READS, recipient="The WIJ team")
    with pytest.raises(Refusal):
        actions.give_consent(k.home_case, by=k.buddy, purpose=READS, recipient="Somebody else")
    make.ConsentFactory(trajectory=k.home_case, recipient="Came in another way")
    actions.withdraw_consent(k.home_case, by=k.buddy, consent=consent)
    assert statuses(sign_in(k.achterwacht), k.home_case) == {404}


def test_other_consents_stand_side_by_side_per_recipient(k):
    one = actions.give_consent(k.home_case, by=k.buddy, purpose="network", recipient="Neighbour")
    other = actions.give_consent(k.home_case, by=k.buddy, purpose="network", recipient="Sister")
    with pytest.raises(ValidationError):
        actions.give_consent(k.home_case, by=k.buddy, purpose="network", recipient="Sister")
    actions.withdraw_consent(k.home_case, by=k.buddy, consent=one)
    other.refresh_from_db()
    assert other.ends_on is None


def test_consent_is_not_given_in_the_future_and_is_withdrawn_once(k):
    with pytest.raises(Refusal):
        actions.give_consent(k.home_case, by=k.buddy, purpose=READS, starts_on=TODAY() + timedelta(days=1))
    consent = actions.give_consent(k.home_case, by=k.buddy, purpose=READS)
    with pytest.raises(Refusal):
        actions.withdraw_consent(k.next_door, by=k.coordinator, consent=consent)
    actions.withdraw_consent(k.home_case, by=k.buddy, consent=consent)
    with pytest.raises(Refusal):
        actions.withdraw_consent(k.home_case, by=k.buddy, consent=consent)
    events = [row.history_change_reason for row in consent.history.order_by("history_id")]
    assert events == ["consent_given", "consent_withdrawn"]


def test_consent_that_was_withdrawn_can_be_given_again(k, sign_in):
    first = actions.give_consent(k.home_case, by=k.buddy, purpose=READS)
    actions.withdraw_consent(k.home_case, by=k.buddy, consent=first)
    actions.give_consent(k.home_case, by=k.buddy, purpose=READS)
    assert statuses(sign_in(k.achterwacht), k.home_case) == {200}


def test_the_buddy_records_and_withdraws_consent_on_the_pages(k, english):
    client, here = english(k.buddy), reverse("trajectory_guidance", args=[k.home_case.pk])
    said = {"purpose": READS, "recipient": "Karin of WIJ", "how": "written", "wording": "May Karin read along?", "starts_on": TODAY().isoformat()}
    assert client.post(reverse("consent_give", args=[k.home_case.pk]), said)["Location"] == here
    text = words(client.get(here))
    assert "The achterwacht may read the dossier: Karin of WIJ" in text and "May Karin read along?" in text
    consent = Consent.objects.get(recipient="Karin of WIJ")
    assert client.post(reverse("consent_withdraw", args=[consent.pk]), {"why": "No longer needed"})["Location"] == here
    assert "Withdrawn" in words(client.get(here))
    refused = client.post(reverse("consent_give", args=[k.home_case.pk]), {**said, "starts_on": (TODAY() + timedelta(days=1)).isoformat()})
    assert "The date cannot lie in the future." in words(refused)


def test_without_own_words_the_question_of_the_form_is_kept(k, english):
    said = {"purpose": "story", "recipient": "", "how": "spoken", "wording": "", "starts_on": TODAY().isoformat()}
    client, url = english(k.coordinator), reverse("consent_give", args=[k.home_case.pk])
    k.home_case.consents.filter(purpose="story").get()  # the one of the story that is there already
    assert "This consent is already recorded." in words(client.post(url, said))
    assert client.post(url, {**said, "recipient": "The magazine"}).status_code == 302
    assert Consent.objects.get(recipient="The magazine").wording == "May we tell your story, so that nobody can see that it is about you?"


def test_purposes_are_those_that_the_edition_works_with(world, k, english):
    def purposes(user, case):
        page = BeautifulSoup(english(user).get(reverse("consent_give", args=[case.pk])).content, "html.parser")
        return [field["value"] for field in page.select("[name=purpose]")]

    assert purposes(k.buddy, k.home_case) == [READS, "referral", "story", "network"]
    assert purposes(world.coach, world.mine) == ["story"]


# ── Questions ─────────────────────────────────────────────────────────────────────────────────

QUESTION = "How does one ask for a food parcel?"


def test_a_question_is_read_without_the_dossier(k, english):
    asked = actions.ask_help(k.home_case, by=k.buddy, question=QUESTION)
    client = english(k.achterwacht)
    for url in (reverse("help_requests"), reverse("help_request_answer", args=[asked.pk]), reverse("my_work")):
        page = client.get(url)
        assert page.status_code == 200
        for secret in ("Hanna", "Huizinga", f"/trajectories/{k.home_case.pk}/", f"/households/{k.home_case.household_id}/"):
            assert secret not in page.content.decode(), url
    text = words(client.get(reverse("help_requests")))
    assert QUESTION in text and str(k.buddy) in text
    body = client.get(reverse("api-help-request-detail", args=[asked.pk])).json()
    assert (body["question"], body["trajectory"]) == (QUESTION, None)
    assert client.get(reverse("api-help-request-list"), {"trajectory": k.home_case.pk}).json()["count"] == 0
    assert client.get(reverse("trajectory_guidance", args=[k.home_case.pk])).status_code == 404


def test_with_consent_the_question_says_whom_it_is_about(k, english):
    actions.give_consent(k.home_case, by=k.buddy, purpose=READS)
    asked = actions.ask_help(k.home_case, by=k.buddy, question=QUESTION)
    client = english(k.achterwacht)
    assert "Hanna Huizinga" in words(client.get(reverse("help_requests")))
    assert client.get(reverse("api-help-request-detail", args=[asked.pk])).json()["trajectory"] == k.home_case.pk
    assert client.get(reverse("api-help-request-list"), {"trajectory": k.home_case.pk}).json()["count"] == 2


def test_an_achterwacht_sees_the_questions_of_the_own_households_only(k, english):
    actions.ask_help(k.next_door, by=k.buddy2, question="Somebody else's question")
    assert "Somebody else's question" not in words(english(k.achterwacht).get(reverse("help_requests")))
    assert "Somebody else's question" in words(english(k.achterwacht2).get(reverse("help_requests")))
    assert "Somebody else's question" in words(english(k.coordinator).get(reverse("help_requests")))


def test_the_answer_reaches_whoever_asked(k, english):
    asked = actions.ask_help(k.home_case, by=k.buddy, question=QUESTION)
    answer = english(k.achterwacht).post(reverse("help_request_answer", args=[asked.pk]), {"answer": "Call the food bank on Monday."})
    assert answer["Location"] == reverse("help_requests")
    asked.refresh_from_db()
    assert (asked.answered_by, asked.answered_on, asked.history.first().history_change_reason) == (k.achterwacht, TODAY(), "help_answered")
    for user in (k.buddy, k.coordinator):
        assert "Call the food bank on Monday." in words(english(user).get(reverse("trajectory_guidance", args=[k.home_case.pk])))


def test_whoever_answered_corrects_the_answer_and_nobody_else_does(k):
    asked = actions.ask_help(k.home_case, by=k.buddy, question=QUESTION)
    actions.answer_help(asked, by=k.achterwacht, answer="Monday.")
    actions.answer_help(asked, by=k.achterwacht, answer="Tuesday.")
    with pytest.raises(Refusal):
        actions.answer_help(asked, by=k.coordinator, answer="Never.")
    for user in (k.buddy, k.achterwacht2):
        with pytest.raises(PermissionDenied):
            actions.answer_help(asked, by=user, answer="Never.")
    asked.refresh_from_db()
    assert asked.answer == "Tuesday."


def test_who_guides_asks_and_nobody_else(k):
    for user in (k.coordinator, k.achterwacht, k.buddy2, k.spil):
        with pytest.raises(PermissionDenied):
            actions.ask_help(k.home_case, by=user, question=QUESTION)
    with pytest.raises(ValidationError):
        actions.ask_help(k.home_case, by=k.buddy, question="")
    key = uuid.uuid4()
    assert actions.ask_help(k.home_case, by=k.buddy, question=QUESTION, submission=key) == actions.ask_help(
        k.home_case, by=k.buddy, question=QUESTION, submission=key
    )


def test_an_edition_without_an_achterwacht_has_no_questions(world, sign_in):
    with pytest.raises(Refusal):
        actions.ask_help(world.mine, by=world.coach, question=QUESTION)
    assert sign_in(world.coach).get(reverse("help_ask", args=[world.mine.pk])).status_code == 404


@pytest.mark.parametrize("name", ["Hanna", "hanna", "HUIZINGA", "child of Hanna", "Hänna's"])
def test_a_name_of_the_household_in_the_question_is_warned_for_once(k, english, name):
    client, url = english(k.buddy), reverse("help_ask", args=[k.home_case.pk])
    before = HelpRequest.objects.count()
    text = words(client.post(url, {"question": f"What can {name} do?"}))
    assert "Your question seems to name somebody of the household." in text and "This is not a name of the household" in text
    assert HelpRequest.objects.count() == before
    assert client.post(url, {"question": f"What can {name} do?", "no_name": "on"}).status_code == 302
    assert HelpRequest.objects.count() == before + 1


def test_a_question_without_a_name_is_sent_and_the_form_says_to_whom(k, english):
    client, url = english(k.buddy), reverse("help_ask", args=[k.home_case.pk])
    assert f"Your question goes to {k.achterwacht}." in words(client.get(url))
    assert client.post(url, {"question": QUESTION})["Location"] == reverse("trajectory_guidance", args=[k.home_case.pk])
    row = k.home_case.assignments.get(role=Role.ACHTERWACHT)
    actions.end_assignment(k.home_case, by=k.coordinator, assignment=row)
    assert "Your coordinator gets the question." in words(client.get(url))


def test_a_bsn_in_a_question_is_warned_for(k, english):
    answer = english(k.buddy).post(reverse("help_ask", args=[k.home_case.pk]), {"question": "Number 111222333, what now?"})
    assert "BSN" in words(answer) and not HelpRequest.objects.filter(question__contains="111222333").exists()


@pytest.mark.parametrize("rows", [1, 6])
def test_the_page_of_questions_takes_the_same_queries_whatever_their_number(k, sign_in, rows):
    make.HelpRequestFactory.create_batch(rows, trajectory=k.home_case, asked_by=k.buddy)
    for n in range(rows):
        asked = make.HelpRequestFactory(trajectory=k.home_case, asked_by=k.buddy)
        actions.answer_help(asked, by=k.achterwacht, answer=f"Answer {n}")
    client = sign_in(k.achterwacht)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("help_requests")).status_code == 200
    assert len(captured) == 8  # session, user, rights, the menu, open, answered, which may be answered, the log: none for dossiers that nobody opened


@pytest.mark.parametrize("rows", [1, 5])
def test_the_guidance_page_takes_the_same_queries_whatever_hangs_on_it(k, sign_in, rows):
    for n in range(rows):
        make.AssignmentFactory(trajectory=k.home_case, role=Role.BUDDY)
        make.HelpRequestFactory(trajectory=k.home_case, asked_by=make.UserFactory())
        make.ConsentFactory(trajectory=k.home_case, purpose="network", recipient=f"R{n}")
    client = sign_in(k.coordinator)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("trajectory_guidance", args=[k.home_case.pk])).status_code == 200
    assert len(captured) == QUERIES


QUERIES = 14  # session, user, rights, the menu, the row and its whole, the log, assignments, consents, questions, files, and what may be done
