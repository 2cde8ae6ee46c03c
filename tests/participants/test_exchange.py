"""What people can do for each other: offers, questions, matches, and who sees which side."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from knox.models import AuthToken
from rest_framework.test import APIClient

from casetrack import audit
from casetrack.actions import Refusal, Stale
from participants import actions
from participants.choices import Event
from participants.models import Exchange
from tests import factories as make

TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def ask(world):
    """Nadia, next door, asks for cooking; Hanna offers soup (from the world)."""
    return make.ExchangeFactory(trajectory=world.kansrijk.next_door, direction="ask", kind="cooking", wording="A warm meal for Nadia")


@pytest.fixture
def offer(world):
    """Hanna's soup."""
    return Exchange.objects.get(trajectory=world.kansrijk.home_case)


@pytest.fixture
def coordinator(world, sign_in):
    """The client of the coordinator, reading English."""
    client = sign_in(world.coordinator)
    client.cookies["casetrack_language"] = "en"
    return client


def soup(response):
    """The page, to look things up in."""
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def page_of(trajectory):
    """The address of what a participant offers and asks."""
    return reverse("trajectory_exchange", args=[trajectory.pk])


def somebody(world, **fields):
    """One more participant of the programme."""
    return make.StartedTrajectoryFactory(edition=world.kansrijk.edition, **fields)


# ── Actions ───────────────────────────────────────────────────────────────────────────────────


def test_an_offer_is_added_changed_and_ended_with_history(world):
    case = world.kansrijk.home_case
    made = actions.add_exchange(case, by=world.buddy, direction="offer", kind="walk", wording="With the dog")
    actions.change_exchange(case, by=world.buddy, exchange=made, wording="With my dog")
    ended = actions.end_exchange(case, by=world.buddy, exchange=made)
    assert (ended.wording, ended.ends_on) == ("With my dog", TODAY())
    told = [row.history_change_reason for row in made.history.order_by("history_id")]
    assert told == [Event.EXCHANGE_ADDED, Event.EXCHANGE_CHANGED, Event.EXCHANGE_ENDED]
    with pytest.raises(Refusal, match="already ended"):
        actions.end_exchange(case, by=world.buddy, exchange=made)


def test_a_match_stands_on_both_sides_and_ending_it_frees_both(world, ask, offer):
    actions.match_exchange(ask.trajectory, by=world.coordinator, exchange=ask, other=offer)
    ask.refresh_from_db()
    offer.refresh_from_db()
    assert (ask.matched_with, offer.matched_with) == (offer, ask)
    assert [row.history.first().history_change_reason for row in (ask, offer)] == [Event.EXCHANGE_MATCHED] * 2
    actions.unmatch_exchange(offer.trajectory, by=world.buddy, exchange=offer)  # the buddy of one side alone may end it
    ask.refresh_from_db()
    offer.refresh_from_db()
    assert (ask.matched_with, offer.matched_with) == (None, None)
    assert [row.history.first().history_change_reason for row in (ask, offer)] == [Event.EXCHANGE_UNMATCHED] * 2


def test_ending_one_side_of_a_match_frees_the_other(world, ask, offer):
    actions.match_exchange(ask.trajectory, by=world.coordinator, exchange=ask, other=offer)
    offer.refresh_from_db()
    actions.end_exchange(offer.trajectory, by=world.buddy, exchange=offer)
    ask.refresh_from_db()
    assert ask.matched_with is None and ask.is_open


def test_who_writes_on_one_side_only_cannot_match(world, ask, offer):
    for user, row, other in ((world.buddy, offer, ask), (world.buddy2, ask, offer), (world.spil, ask, offer)):
        with pytest.raises(PermissionDenied):
            actions.match_exchange(row.trajectory, by=user, exchange=row, other=other)
    ask.refresh_from_db()
    assert ask.matched_with is None


def test_what_does_not_fit_is_refused(world, ask, offer):
    own = make.ExchangeFactory(trajectory=ask.trajectory, direction="offer", kind="cooking")
    household = somebody(world, household=ask.trajectory.household, ended_on=TODAY(), end_reason="moved")
    of_household = make.ExchangeFactory(trajectory=household, direction="offer", kind="cooking")
    other_kind = make.ExchangeFactory(trajectory=offer.trajectory, direction="offer", kind="garden")
    also_asks = make.ExchangeFactory(trajectory=offer.trajectory, direction="ask", kind="cooking")
    over = make.ExchangeFactory(trajectory=offer.trajectory, direction="offer", kind="cooking", ends_on=TODAY())
    left = somebody(world, ended_on=TODAY(), end_reason="moved")
    of_ended = make.ExchangeFactory(trajectory=left, direction="offer", kind="cooking")
    for other in (own, of_household, other_kind, also_asks, over, of_ended):
        with pytest.raises(ValidationError):
            actions.match_exchange(ask.trajectory, by=world.coordinator, exchange=ask, other=other)
    actions.match_exchange(ask.trajectory, by=world.coordinator, exchange=ask, other=offer)
    third = make.ExchangeFactory(trajectory=somebody(world), direction="ask", kind="cooking")
    with pytest.raises(ValidationError, match="already matched"):
        actions.match_exchange(third.trajectory, by=world.coordinator, exchange=third, other=offer)


def test_people_of_two_programmes_are_not_matched(world, ask):
    elsewhere = make.EditionFactory(programme__organisation=world.home, modules=["exchange"])
    make.ProgrammeMemberFactory(programme=elsewhere.programme, user=world.coordinator, role="coordinator")
    offer = make.ExchangeFactory(trajectory=make.StartedTrajectoryFactory(edition=elsewhere), direction="offer", kind="cooking")
    with pytest.raises(ValidationError, match="same programme"):
        actions.match_exchange(ask.trajectory, by=world.coordinator, exchange=ask, other=offer)


def test_the_kind_of_a_match_stays_and_a_changed_row_is_not_overwritten(world, ask, offer):
    actions.match_exchange(ask.trajectory, by=world.coordinator, exchange=ask, other=offer)
    with pytest.raises(ValidationError, match="matched with somebody"):
        actions.change_exchange(offer.trajectory, by=world.buddy, exchange=offer, kind="garden")
    with pytest.raises(Stale):
        actions.change_exchange(offer.trajectory, by=world.buddy, exchange=offer, exchange_version=1, wording="Stew")


def test_an_edition_without_exchange_refuses_it(world):
    with pytest.raises(Refusal, match="does not work with this"):
        actions.add_exchange(world.mine, by=world.coach, direction="offer", kind="walk")


# ── Who sees what ─────────────────────────────────────────────────────────────────────────────


def test_the_other_side_of_a_match_is_named_only_to_who_may_see_it(world, ask, offer, coordinator):
    actions.match_exchange(ask.trajectory, by=world.coordinator, exchange=ask, other=offer)
    buddy = Client()
    buddy.force_login(world.buddy)
    buddy.cookies["casetrack_language"] = "en"
    for url in (page_of(offer.trajectory), reverse("trajectory_history", args=[offer.trajectory_id])):
        body = buddy.get(url).content.decode()
        assert "Nadia" not in body and f"/trajectories/{ask.trajectory_id}/" not in body, url
    assert "Ask your coordinator." in buddy.get(page_of(offer.trajectory)).content.decode()
    assert "Nadia Naastgelegen" in coordinator.get(page_of(offer.trajectory)).content.decode()
    told = [change.after for entry in audit.time_line(offer.trajectory_id, world.coordinator) for change in entry.changes]
    assert "A warm meal for Nadia" in told
    assert "of another dossier" in [change.after for entry in audit.time_line(offer.trajectory_id, world.buddy) for change in entry.changes]


def test_the_matching_list_holds_only_what_the_user_may_see(world, ask, offer):
    assert "Nadia" in signed_in(world.coordinator).get(reverse("exchange")).content.decode()
    empty = signed_in(world.spil).get(reverse("exchange"))
    assert empty.status_code == 200 and "Nadia" not in empty.content.decode() and "Hanna" not in empty.content.decode()
    make.AssignmentFactory(trajectory=ask.trajectory, user=world.spil, role="spil")
    one_side = signed_in(world.spil).get(reverse("exchange")).content.decode()
    assert "Nadia" in one_side and "Hanna" not in one_side
    for who in ("buddy", "buddy2", "achterwacht", "coach", "administrator", "nobody"):
        assert signed_in(getattr(world, who)).get(reverse("exchange")).status_code == 404, who


def signed_in(user):
    """A client of this user, reading English."""
    client = Client()
    client.force_login(user)
    client.cookies["casetrack_language"] = "en"
    return client


@pytest.mark.parametrize("who", ["buddy2", "spil", "spil2", "achterwacht", "leader", "nobody"])
def test_others_see_and_change_nothing(world, offer, who):
    client = signed_in(getattr(world, who))
    assert client.get(page_of(offer.trajectory)).status_code == 404
    for name in ("exchange_edit", "exchange_end", "exchange_match", "exchange_unmatch"):
        assert client.post(reverse(name, args=[offer.pk])).status_code == 404
    offer.refresh_from_db()
    assert offer.ends_on is None


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────


def test_who_could_do_it_stands_beside_the_question_same_area_first(world, ask, coordinator):
    farah = somebody(world, area=world.kansrijk.east, person__first_name="Farah")
    far = make.ExchangeFactory(trajectory=farah, kind="cooking", starts_on=TODAY() - timedelta(days=9))
    near = make.ExchangeFactory(trajectory=somebody(world, area=world.kansrijk.west, person__first_name="Wieke"), kind="cooking")
    make.ExchangeFactory(trajectory=somebody(world, person__first_name="Gardener"), kind="garden")
    page = soup(coordinator.get(reverse("exchange")))
    assert [head.get_text() for head in page.select(".question h2")] == ["Cooking or eating together: Nadia Naastgelegen"]
    offers = [item.get_text(" ", strip=True) for item in page.select(".question li")]
    names = [text.split()[0] for text in offers]
    assert names[0] == "Wieke" and set(names) == {"Wieke", "Farah", "Hanna"} and "same area" in offers[0]
    keys = [button["value"] for button in page.select(".question button[name=other]")]
    assert keys[0] == str(near.pk) and str(far.pk) in keys


def test_a_match_is_made_and_ended_by_the_pages(world, ask, offer, coordinator):
    answer = coordinator.post(reverse("exchange_match", args=[ask.pk]), {"other": offer.pk}, follow=True)
    assert "They have been matched. Tell them both." in soup(answer).get_text()
    assert "There are no questions here" in soup(coordinator.get(reverse("exchange"))).get_text()
    shown = soup(coordinator.get(reverse("exchange"), {"show": "matched"}))
    assert "Hanna Huizinga" in shown.select_one(".question").get_text()
    ask.refresh_from_db()
    coordinator.post(reverse("exchange_unmatch", args=[ask.pk]), {"seen_version": ask.version})
    ask.refresh_from_db()
    assert ask.matched_with is None


def test_a_key_that_is_no_visible_offer_matches_nothing(world, ask, coordinator):
    for key in ("", "x", "987654321", "\0"):
        assert coordinator.post(reverse("exchange_match", args=[ask.pk]), {"other": key}).status_code == 302
    ask.refresh_from_db()
    assert ask.matched_with is None


def test_the_list_is_narrowed_by_kind_and_area(world, ask, coordinator):
    make.ExchangeFactory(trajectory=somebody(world, area=world.kansrijk.east, person__first_name="Ella"), direction="ask", kind="garden")
    url = reverse("exchange")

    def names(**chosen):
        return [head.get_text().split(": ")[1].split()[0] for head in soup(coordinator.get(url, chosen)).select(".question h2")]

    assert names() == ["Ella", "Nadia"]
    assert names(kind="garden") == names(area=world.kansrijk.east.pk) == ["Ella"]
    assert names(kind="cooking", area=world.kansrijk.east.pk) == []
    assert names(kind="pets") == []
    hidden = make.AreaFactory(programme=world.neighbour.programme)
    assert names(area=hidden.pk) == names(kind="unknown") == names(show="everything") == []  # never silently ignored


def test_an_offer_is_added_by_the_page_once(world, sign_in):
    case = world.kansrijk.home_case
    client = sign_in(world.buddy)
    said = {"direction": "ask", "kind": "computer", "wording": "My phone", "submission": str(uuid4())}
    assert [client.post(reverse("exchange_add", args=[case.pk]), said).status_code for _twice in range(2)] == [302, 302]
    assert list(case.exchanges.filter(direction="ask").values_list("kind", "wording")) == [("computer", "My phone")]
    assert "My phone" in client.get(page_of(case)).content.decode()


def test_the_menu_offers_the_list_to_who_matches(world):
    url = reverse("exchange")
    for who, expected in (("coordinator", True), ("spil", True), ("buddy", False), ("coach", False)):
        page = soup(signed_in(getattr(world, who)).get(reverse("my_work")))
        assert bool(page.select(f'.menu a[href="{url}"]')) == expected, who


def test_both_pages_take_the_same_queries_for_one_and_for_three_rows(world, ask, offer, coordinator, django_assert_num_queries):
    case = world.kansrijk.home_case
    for url in (reverse("exchange"), page_of(case)):
        coordinator.get(url)
    for _size in range(2):
        with django_assert_num_queries(LIST):
            coordinator.get(reverse("exchange"))
        with django_assert_num_queries(OWN):
            coordinator.get(page_of(case))
        for _row in range(2):
            other = somebody(world)
            make.ExchangeFactory(trajectory=other, direction="ask", kind="walk")
            make.ExchangeFactory(trajectory=other, direction="offer", kind="cooking")
            make.ExchangeFactory(trajectory=case, direction="offer", kind="walk")


LIST, OWN = 9, 11


# ── API ───────────────────────────────────────────────────────────────────────────────────────


def test_the_api_does_the_same_and_hides_whom_one_is_matched_with(world, ask, offer):
    def api(user):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user)[1]}")
        return client

    url = reverse("api-trajectory-match-exchange", args=[ask.trajectory_id])
    assert api(world.buddy2).post(url, {"exchange": ask.pk, "other": offer.pk}, format="json").status_code == 400
    assert api(world.coordinator).post(url, {"exchange": ask.pk, "other": offer.pk}, format="json").status_code == 200
    row = api(world.buddy).get("/api/v1/exchanges/", {"trajectory": offer.trajectory_id}).json()["results"][0]
    assert row["is_matched"] is True and "matched_with" not in row
    assert "Nadia" not in str(api(world.buddy).get("/api/v1/exchanges/").json())
