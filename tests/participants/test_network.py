"""The network around somebody: the list, the picture, before and after, and nobody recognised from elsewhere."""

import re
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from knox.models import AuthToken
from rest_framework.test import APIClient

from casetrack import audit
from casetrack.actions import Refusal, Stale
from participants import actions
from participants.choices import Event
from participants.models import NetworkMember, Person
from participants.network_lists import network_of
from participants.network_map import NAMED, NUMBERED, Node, Words, layout, picture, short, style_of
from tests import factories as make

TODAY = timezone.localdate
WORDS = Words("Network", "Informal: 1.", "Gina", "Informal: 1", "Formal: 0", ("close", "in between", "further away"))


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def case(world):
    """A trajectory of the Spil without a network, which started sixty days ago."""
    started = TODAY() - timedelta(days=60)
    trajectory = make.TrajectoryFactory(
        edition=world.kansrijk.edition, person__first_name="Gina", registered_on=started, intake_on=started, selected="yes", decided_on=started,
        started_on=started,
    )  # fmt: skip
    make.AssignmentFactory(trajectory=trajectory, user=world.spil, role="spil")
    return trajectory


@pytest.fixture
def spil(world, sign_in):
    """The client of the Spil, reading English."""
    client = sign_in(world.spil)
    client.cookies["casetrack_language"] = "en"
    return client


def page_of(trajectory):
    """The address of the network."""
    return reverse("trajectory_network", args=[trajectory.pk])


def soup(response):
    """The page, to look things up in."""
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def member(trajectory, user, name, **fields):
    """Somebody in the network."""
    return actions.add_network_member(trajectory, by=user, name=name, **{"role": "neighbour", **fields})


def typed(**more):
    """What the form sends."""
    said = {"name": "Bep", "kind": "person", "tie": "informal", "role": "neighbour", "closeness": "2", "since": "start"}
    return {**said, "submission": str(uuid4()), **more}


# ── Actions ───────────────────────────────────────────────────────────────────────────────────


def test_a_member_is_added_changed_and_ended_with_history(world, case):
    made = member(case, world.spil, "Bep", closeness=3)
    actions.change_network_member(case, by=world.spil, member=made, closeness=1)
    ended = actions.end_network_member(case, by=world.spil, member=made)
    assert (ended.closeness, ended.ends_on) == (1, TODAY())
    told = [row.history_change_reason for row in made.history.order_by("history_id")]
    assert told == [Event.NETWORK_ADDED, Event.NETWORK_CHANGED, Event.NETWORK_ENDED]
    changed = next(entry for entry in audit.time_line(case.pk, world.spil) if entry.event == str(Event.NETWORK_CHANGED.label))
    assert "Bep" in changed.thing
    assert [(change.before, change.after) for change in changed.changes] == [("further away", "close")]


@pytest.mark.parametrize("wrong", [{"may_be_contacted": True}, {"contact_agreed_on": "today"}, {"starts_on": "tomorrow"}])
def test_an_agreement_has_a_day_and_nobody_comes_in_the_future(world, case, wrong):
    days = {"today": TODAY(), "tomorrow": TODAY() + timedelta(days=1)}
    with pytest.raises(ValidationError):
        member(case, world.spil, "Bep", **{name: days.get(value, value) for name, value in wrong.items()})
    assert not case.network.exists()


def test_a_contact_cannot_leave_before_being_there(world, case):
    made = member(case, world.spil, "Bep", starts_on=TODAY() - timedelta(days=3))
    with pytest.raises(ValidationError, match="leave the network before"):
        actions.end_network_member(case, by=world.spil, member=made, ends_on=TODAY() - timedelta(days=4))


def test_a_member_that_moved_on_is_not_overwritten(world, case):
    made = member(case, world.spil, "Bep")
    actions.change_network_member(case, by=world.coordinator, member=made, name="Bep Bakker")
    with pytest.raises(Stale):
        actions.change_network_member(case, by=world.spil, member=made, member_version=1, name="Bertha")


def test_a_member_of_another_trajectory_is_refused(world, case):
    foreign = NetworkMember.objects.get(trajectory=world.kansrijk.home_case)
    with pytest.raises(Refusal, match="another trajectory"):
        actions.change_network_member(case, by=world.spil, member=foreign, name="Mine now")
    foreign.refresh_from_db()
    assert foreign.name == "Neighbour of Hanna"


@pytest.mark.parametrize("who", ["buddy", "buddy2", "spil2", "achterwacht", "leader", "nobody"])
def test_others_see_and_change_no_network(world, case, who):
    user, made = getattr(world, who), member(case, world.spil, "Bep")
    client = Client()
    client.force_login(user)
    assert client.get(page_of(case)).status_code == 404
    assert client.post(reverse("network_edit", args=[made.pk]), typed()).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.end_network_member(case, by=user, member=made)


# ── Nobody is recognised ──────────────────────────────────────────────────────────────────────


def test_a_member_who_takes_part_elsewhere_is_not_revealed(world, case, spil):
    """Somebody with the name and phone of a participant of a colleague, and somebody who is nobody: the same answers, and no query that looks."""
    hidden = world.kansrijk.next_door.person
    names, phone, pages = [str(hidden), "Nobody Niemandsland"], "050 765 43 21", []
    Person._base_manager.filter(pk=hidden.pk).update(phone=phone)
    for name in names:
        with CaptureQueriesContext(connection) as asked:
            spil.post(reverse("network_add", args=[case.pk]), typed(name=name, phone=phone))
            pages.append(soup(spil.get(page_of(case))))
        about_them = [query["sql"] for query in asked if name in query["sql"] or name.split()[1].lower() in query["sql"] or phone in query["sql"]]
        assert about_them
        assert not [sql for sql in about_them if not sql.startswith(("INSERT INTO", "UPDATE")) or "networkmember" not in sql]
        actions.end_network_member(case, by=world.spil, member=case.network.get(ends_on=None), ends_on=case.started_on)
    told = [
        re.sub(r"/network/\d+/|member-\d+", "", str(page.select_one(".people"))).replace(name, "") for page, name in zip(pages, names, strict=True)
    ]
    assert told[0] == told[1]
    assert str(hidden.pk) not in {key for link in pages[0].select("main a") for key in re.findall(r"/participants/(\d+)/", link["href"])}
    assert not [field.name for field in NetworkMember._meta.get_fields() if field.is_relation and field.related_model is Person]


# ── The page ──────────────────────────────────────────────────────────────────────────────────


def test_the_form_counts_from_the_start_or_from_the_day_that_somebody_came(world, case, spil):
    url = reverse("network_add", args=[case.pk])
    came = TODAY() - timedelta(days=5)
    spil.post(url, typed(name="Old friend"))
    spil.post(url, typed(name="New friend", since="later", starts_on=came.isoformat()))
    spil.post(url, typed(name="Newest friend", since="later"))
    found = dict(case.network.values_list("name", "starts_on"))
    assert found == {"Old friend": case.started_on, "New friend": came, "Newest friend": TODAY()}


def test_the_day_of_the_agreement_is_asked_beside_its_field(world, case, spil):
    page = soup(spil.post(reverse("network_add", args=[case.pk]), typed(may_be_contacted="on")))
    assert "Give the day on which it was agreed" in page.select_one("#id_contact_agreed_on").find_parent(class_="field").get_text()
    assert not case.network.exists()


def test_the_list_is_grouped_and_tells_role_closeness_phone_and_consent(world, case, spil):
    member(case, world.spil, "Bep", closeness=1, phone="050 123 45 67", may_be_contacted=True, contact_agreed_on=TODAY())
    member(case, world.spil, "District nurse Tom", tie="formal", role="district_nurse", role_words="comes on Mondays", kind="person")
    page = soup(spil.get(page_of(case)))
    groups = {card.select_one("h2").get_text(strip=True): card.get_text(" ", strip=True) for card in page.select(".grid > .card")}
    assert list(groups) == ["Informal(1)", "Formal(1)"]
    assert "Bep" in groups["Informal(1)"] and "close" in groups["Informal(1)"] and "may be contacted, agreed on" in groups["Informal(1)"]
    assert "comes on Mondays" in groups["Formal(1)"] and "may not be contacted" in groups["Formal(1)"]
    assert page.select_one('a[href="tel:0501234567"]')


def test_before_and_after_counts_and_marks_who_came_and_went(world, case, spil):
    start = case.started_on
    member(case, world.spil, "Stays", starts_on=start)
    actions.end_network_member(case, by=world.spil, member=member(case, world.spil, "Went", starts_on=start))
    member(case, world.spil, "Came", starts_on=TODAY() - timedelta(days=3))
    member(case, world.spil, "Nurse", tie="formal", role="district_nurse")
    plain = soup(spil.get(page_of(case)))
    assert len(plain.select("figure")) == 1 and plain.select_one(".counts") is None
    page = soup(spil.get(page_of(case), {"compare": "1"}))
    assert len(page.select("figure")) == 2
    rows = [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.select(".counts tbody tr")]
    assert rows == [["2", "2"], ["0", "1"], ["–", "2"]]
    marked = {item.select_one("strong").get_text(): [b.get_text() for b in item.select(".nl-data-badge")] for item in page.select(".people li")}
    assert marked == {"Stays": [], "Went": ["gone"], "Came": ["new"], "Nurse": ["new"]}
    before, after = (figure.select_one(".figure--wide-only svg") for figure in page.select("figure"))
    assert "Went" in before.get_text() and "Came" not in before.get_text()
    assert "Came" in after.get_text() and "Went" not in after.get_text()
    assert (len(before.select(".map__star")), len(after.select(".map__star"))) == (0, 2)


def test_days_are_chosen_in_the_address_and_wrong_ones_are_refused(world, case, spil):
    member(case, world.spil, "Came", starts_on=TODAY() - timedelta(days=10))
    ten, five = ((TODAY() - timedelta(days=n)).isoformat() for n in (10, 5))
    eleven = (TODAY() - timedelta(days=11)).isoformat()
    early = soup(spil.get(page_of(case), {"before": eleven, "after": five}))
    assert [b.get_text() for b in early.select(".people .nl-data-badge")] == ["new"]
    later = soup(spil.get(page_of(case), {"before": ten, "after": five}))
    assert not later.select(".people .nl-data-badge")
    for wrong in ({"before": five, "after": ten}, {"after": (TODAY() + timedelta(days=1)).isoformat()}, {"before": "soon"}):
        page = soup(spil.get(page_of(case), wrong))
        assert page.select_one(".errorlist"), wrong


def test_the_picture_of_before_shows_how_close_somebody_was_then(world, case):
    made = member(case, world.spil, "Bep", closeness=3, starts_on=case.started_on)
    first = made.history.get()
    first.history_date = timezone.now() - timedelta(days=50)
    first.save()
    actions.change_network_member(case, by=world.spil, member=made, closeness=1)
    network = network_of(world.spil, case, before=TODAY() - timedelta(days=30))
    assert (network.before.nodes[0].ring, network.after.nodes[0].ring) == (3, 1)


def test_the_edition_without_a_network_has_no_page_and_no_members(world, sign_in):
    assert sign_in(world.coach).get(page_of(world.mine)).status_code == 404
    with pytest.raises(Refusal, match="werkt hier niet mee"):
        member(world.mine, world.coach, "Bep")


def test_the_page_takes_the_same_queries_for_one_and_for_three_members(world, case, spil, django_assert_num_queries):
    member(case, world.spil, "Bep", starts_on=case.started_on)
    url = page_of(case)
    spil.get(url)
    for _size in range(2):
        with django_assert_num_queries(PLAIN):
            spil.get(url)
        with django_assert_num_queries(PLAIN + 1):
            spil.get(url, {"compare": "1"})
        for n in range(2):
            member(case, world.spil, f"Friend {n}", starts_on=case.started_on)


PLAIN = 11


# ── The picture ───────────────────────────────────────────────────────────────────────────────


def nodes(count, *, informal=None, ring=None):
    """So many members, spread over sides and rings unless said."""
    return [
        Node(n, f"Somebody with a long name {n}", n % 2 == 0 if informal is None else informal, ring or n % 3 + 1, n % 5 == 0)
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [1, 7, 20, 40])
@pytest.mark.parametrize(("informal", "ring"), [(None, None), (True, 1), (False, 3)])
def test_nobody_stands_on_somebody_else_and_everybody_in_the_own_ring_and_half(count, informal, ring):
    placed = layout(nodes(count, informal=informal, ring=ring), NUMBERED)
    assert len(placed.places) == count
    spots = [(x, y) for _node, x, y in placed.places]
    size = NUMBERED.node * 2
    for place, (x, y) in enumerate(spots):
        assert all(abs(x - a) >= size or abs(y - b) >= size for a, b in spots[:place])
    inner = (0, *placed.edges[:-1])
    for node, x, y in placed.places:
        far = (x * x + y * y) ** 0.5
        assert inner[node.ring - 1] < far < placed.edges[node.ring - 1]
        assert (x < 0) == node.informal


def test_names_stand_free_of_each_other_and_too_many_become_numbers():
    few = layout(nodes(12), NAMED)
    assert len(few.places) == 12
    rows = sorted((y, x) for _node, x, y in few.places)
    assert all(b[0] - a[0] >= 10 or abs(a[1] - b[1]) >= 60 for a, b in pairwise(rows))
    assert layout(nodes(40, informal=True, ring=1), NAMED) is None
    assert style_of(nodes(12), nodes(40, informal=True, ring=1)) is NUMBERED  # both pictures alike
    crowd = BeautifulSoup(picture(nodes(40, informal=True, ring=1), WORDS, key="k", style=NUMBERED), "html.parser")
    assert len(crowd.select(".map__informal")) == 40 and not crowd.select(".map__name")


def test_the_same_members_give_the_same_picture():
    assert picture(nodes(40), WORDS, key="k", style=NUMBERED) == picture(nodes(40), WORDS, key="k", style=NUMBERED)


def test_the_picture_says_in_shape_side_and_words_what_it_says_in_colour():
    drawn = BeautifulSoup(picture([Node(1, "Bep", True, 1), Node(2, "Nurse", False, 2, True)], WORDS, key="k", style=NAMED), "html.parser")
    svg = drawn.svg
    assert svg["role"] == "img"
    assert [drawn.find(id=key).get_text() for key in svg["aria-labelledby"].split()] == ["Network", "Informal: 1."]
    informal, formal = svg.select_one(".map__informal"), svg.select_one(".map__formal")
    assert (informal.name, formal.name) == ("circle", "rect")
    assert float(informal["cx"]) < 0 < float(formal["x"])
    assert len(svg.select(".map__star")) == 1
    assert "Informal: 1" in svg.get_text() and "further away" in svg.get_text()


def test_the_picture_has_no_style_and_no_name_can_break_out_of_it():
    drawn = picture([Node(1, "<b>&\"'", True, 1)], WORDS, key="k", style=NAMED)
    assert "style=" not in drawn and "<b>" not in drawn
    assert "&lt;b&gt;&amp;" in drawn


def test_long_names_are_cut_in_the_picture_and_whole_in_the_list(world, case, spil):
    name = "Wilhelmina van den Broek-Oosterveld"
    member(case, world.spil, name)
    page = soup(spil.get(page_of(case)))
    assert page.select_one("svg .map__name").get_text() == short(name) == "Wilhelmina v…"
    assert page.select_one(".people strong").get_text() == name


def test_the_numbers_in_both_pictures_are_those_of_the_list(world, case, spil):
    for name in ("Zus", "Anna", "Mo"):
        member(case, world.spil, name, starts_on=case.started_on)
    page = soup(spil.get(page_of(case), {"compare": "1"}))
    listed = [(item.select_one(".people__number").get_text(), item.select_one("strong").get_text()) for item in page.select(".people li")]
    assert listed == [("1", "Anna"), ("2", "Mo"), ("3", "Zus")]
    for svg in page.select(".figure--wide-only svg"):
        drawn = re.findall(r"(\d)</text><text[^>]*>(\w+)<", str(svg))
        assert sorted(drawn) == listed


# ── API ───────────────────────────────────────────────────────────────────────────────────────


def test_the_api_does_the_same_and_names_no_row_of_others(world, case):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(world.spil)[1]}")
    url = reverse("api-trajectory-add-network-member", args=[case.pk])
    made = client.post(url, {"name": "Bep", "role": "neighbour", "closeness": 1}, format="json").json()["pk"]
    end = reverse("api-trajectory-end-network-member", args=[case.pk])
    foreign = NetworkMember.objects.get(trajectory=world.kansrijk.home_case).pk
    hidden, absent = (client.post(end, {"member": key}, format="json") for key in (foreign, 987654321))
    assert hidden.status_code == absent.status_code == 400
    assert hidden.content.replace(str(foreign).encode(), b"") == absent.content.replace(b"987654321", b"")
    assert client.post(end, {"member": made}, format="json").status_code == 200
    assert [row["name"] for row in client.get("/api/v1/network-members/").json()["results"]] == ["Bep"]
