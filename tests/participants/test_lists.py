"""The list of participants: who sees whom, filters, search, order, pages, exports, and what sticks."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casetrack import access
from casetrack.models import Opening
from participants import actions, lists
from participants.choices import TrajectoryState
from participants.filters import filled_form
from participants.models import Person
from tests import factories as make

LIST = "/participants/"


def names(response):
    """The names in the table of the page, in order."""
    return [cell.get_text(strip=True) for cell in BeautifulSoup(response.content, "html.parser").select("tbody th")]


def shown(user, **data):
    """The names that the data part of the list gives."""
    return [row["name"] for row in lists.list_page(user, data).rows]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("leader", {"Mina Eigenhuis", "Otto Anderman", "Nina Niemand"}),
        ("coach", {"Mina Eigenhuis"}),
        ("coach2", {"Otto Anderman"}),
        ("former", set()),
        ("neighbour.leader", {"Vera Verweg"}),
    ],
)
def test_everybody_sees_exactly_the_own_trajectories(world, sign_in, who, expected):
    user = world.neighbour.leader if who == "neighbour.leader" else getattr(world, who)
    response = sign_in(user).get(LIST)
    if who == "former":
        assert response.status_code == 404
        return
    assert set(names(response)) == expected
    found = lists.list_page(user, {})
    assert (found.count, found.more) == (len(expected), False)


@pytest.mark.parametrize("who", ["administrator", "funder", "partner", "nobody"])
def test_who_has_no_participants_finds_no_list(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get(LIST).status_code == 404
    assert client.post(LIST, {"q": "Mina"}).status_code == 404
    assert client.post(f"{LIST}export/csv/").status_code == 404


def queries_of(function, *args):
    """How many queries it takes."""
    with CaptureQueriesContext(connection) as captured:
        function(*args)
    return len(captured)


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_list_takes_three_queries_and_one_for_the_rights_whatever_the_number_of_rows(world, rows):
    leader = make.ProgrammeMemberFactory().user
    edition = make.EditionFactory(programme=leader.programmemembers.get().programme)
    for _n in range(rows):
        trajectory = make.StartedTrajectoryFactory(edition=edition)
        make.AssignmentFactory(trajectory=trajectory)
        make.ContactMomentFactory(trajectory=trajectory)
    access.remember(leader)
    assert queries_of(lists.list_page, leader, {}) == 4
    assert queries_of(lists.list_page, leader, {}) == 3
    assert len(lists.list_page(leader, {}).rows) == rows


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_of_the_list_takes_the_same_queries_whatever_the_number_of_rows(world, sign_in, rows):
    leader = make.ProgrammeMemberFactory().user
    edition = make.EditionFactory(programme=leader.programmemembers.get().programme)
    make.StartedTrajectoryFactory.create_batch(rows, edition=edition)
    client = sign_in(leader)
    assert queries_of(client.get, LIST) == 9  # session, user, rights, the menu, list 3, choices 2


def test_a_search_ignores_accents_capitals_and_the_order_of_words(world):
    make.StartedTrajectoryFactory(edition=world.edition, person__first_name="Jörg", person__last_name="Çelik-Müller")
    assert shown(world.leader, q="celik JORG") == ["Jörg Çelik-Müller"]
    assert shown(world.leader, q="jorg mull") == ["Jörg Çelik-Müller"]
    assert shown(world.leader, q="jorg jansen") == []
    assert shown(world.coach, q="celik") == []


def test_a_search_finds_names_in_other_scripts_and_smileys(world):
    make.StartedTrajectoryFactory(edition=world.edition, person__first_name="محمد", person__last_name="😀")
    assert shown(world.leader, q="محمد") == ["محمد 😀"]
    assert shown(world.leader, q="😀") == ["محمد 😀"]
    assert shown(world.leader, q="🙃") == []


def test_a_search_finds_the_own_number_only_as_a_whole(world):
    make.StartedTrajectoryFactory(edition=world.edition, external_id="NJ-77", person__last_name="Genummerd")
    assert [name.split()[1] for name in shown(world.leader, q="NJ-77")] == ["Genummerd"]
    assert shown(world.leader, q="NJ-7") == []


def test_a_search_is_a_post_and_its_name_stands_in_no_address(world, sign_in):
    make.StartedTrajectoryFactory.create_batch(30, edition=world.edition, person__last_name="Zoekmij")
    client = sign_in(world.leader)
    response = client.post(LIST, {"q": "Zoekmij", "sort": "newest"})
    assert len(names(response)) == 25
    page = BeautifulSoup(response.content, "html.parser")
    assert not [
        tag
        for tag in page.select("[href], [action], [hx-get], [hx-post]")
        if "oekmij" in str(tag.attrs.get("href", "")) + str(tag.attrs.get("action", ""))
    ]
    after = page.select_one("button[name=after]")["value"]
    more = client.post(LIST, {"q": "Zoekmij", "sort": "newest", "after": after})
    assert len(names(more)) == 5
    assert names(client.get(f"{LIST}?q=Zoekmij")) != names(response)[:5]
    assert len(names(client.get(f"{LIST}?q=Mina"))) == 25


def test_no_address_on_the_pages_holds_a_name(world, sign_in):
    client = sign_in(world.leader)
    for url in (
        LIST,
        reverse("my_work"),
        world.mine.get_absolute_url(),
        world.mine.person.get_absolute_url(),
        reverse("trajectory_history", args=[world.mine.pk]),
    ):
        page = BeautifulSoup(client.get(url).content, "html.parser")
        for tag in page.select("[href], [action], [hx-get], [hx-post], [formaction]"):
            for name in ("href", "action", "hx-get", "hx-post", "formaction"):
                address = tag.attrs.get(name, "").lower()
                assert not any(part in address for part in ("mina", "eigenhuis", "otto", "anderman", "nina")), address


def test_live_search_answers_with_the_rows_only(world, sign_in):
    response = sign_in(world.leader).post(LIST, {"q": "mina"}, headers={"HX-Request": "true"})
    assert names(response) == ["Mina Eigenhuis"]
    assert b"<html" not in response.content


def test_filters_without_a_name_end_at_an_address_that_can_be_kept(world, sign_in):
    response = sign_in(world.leader).post(LIST, {"q": "", "state": "active", "sort": "name"})
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?state=active&sort=name")


@pytest.mark.parametrize("state", TrajectoryState.values)
def test_the_filter_on_state_gives_those_who_stand_there_today(world, state):
    today = timezone.localdate()
    make.TrajectoryFactory(edition=world.edition, person__last_name="Registered")
    make.TrajectoryFactory(edition=world.edition, person__last_name="Intake", intake_on=today)
    make.TrajectoryFactory(edition=world.edition, person__last_name="Selected", selected="yes", decided_on=today)
    make.TrajectoryFactory(edition=world.edition, person__last_name="Not_selected", selected="no", decided_on=today)
    paused = make.StartedTrajectoryFactory(edition=world.edition, person__last_name="Paused")
    actions.pause(paused, by=world.leader, starts_on=today)
    ended = make.StartedTrajectoryFactory(edition=world.edition, person__last_name="Ended")
    actions.end(ended, by=world.leader, ended_on=today, end_reason="work")
    expected = {"Eigenhuis", "Anderman", "Niemand"} if state == "active" else {state.capitalize()}
    rows = lists.list_page(world.leader, {"state": state}).rows
    assert {row["name"].split()[-1] for row in rows} == expected
    assert {row["state"] for row in rows} == {state}


def test_a_coordinator_can_choose_each_buddy_in_the_list(world):
    choices = filled_form(lists.narrowed(world.coordinator, {}), world.coordinator).fields["guide"].widget.choices
    assert str(world.buddy.pk) in {key for key, _name in choices}
    of_coach = filled_form(lists.narrowed(world.coach, {}), world.coach).fields["guide"].widget.choices
    assert {key for key, _name in of_coach} == {"", "mine", "nobody"}


@pytest.mark.parametrize(("language", "word"), [("nl", "begeleider"), ("de", "Begleitperson"), ("en", "guide")])
def test_whoever_guides_is_called_a_guide_whatever_the_role(world, sign_in, language, word):
    client = sign_in(world.coordinator)
    client.cookies["casetrack_language"] = language
    page = client.get(LIST).content.decode()
    assert f'<th scope="col">{word[0].upper()}{word[1:]}</th>' in page and "coach" not in page.lower()
    heads = b"".join(client.post(f"{LIST}export/csv/").streaming_content).decode("utf-8-sig").splitlines()[0]
    assert word in heads and "coach" not in heads.lower()


def test_the_filter_on_the_guide_knows_me_nobody_and_a_colleague(world):
    assert shown(world.leader, guide="nobody") == ["Nina Niemand"]
    assert shown(world.leader, guide=str(world.coach2.pk)) == ["Otto Anderman"]
    assert shown(world.leader, guide=str(world.former.pk)) == []
    assert shown(world.leader, guide="mine") == []
    assert shown(world.coach, guide="mine") == ["Mina Eigenhuis"]
    assert shown(world.leader, guide="99999999999999999999999") == []


def test_filters_on_edition_programme_and_phase(world):
    actions.enter_phase(world.mine, by=world.leader, phase=world.phase)
    assert shown(world.leader, phase=str(world.phase.pk)) == ["Mina Eigenhuis"]
    assert len(shown(world.leader, edition="home-edition", programme="home-programme")) == 3
    assert shown(world.leader, edition="away-edition") == []
    assert shown(world.leader, phase=str(2**70)) == []


def test_the_order_is_newest_oldest_or_by_name_with_accents_in_place(world):
    today = timezone.localdate()
    make.StartedTrajectoryFactory(edition=world.edition, person__last_name="Äbel", person__first_name="A", registered_on=today - timedelta(days=300))
    assert shown(world.leader, sort="name") == ["A Äbel", "Otto Anderman", "Mina Eigenhuis", "Nina Niemand"]
    assert shown(world.leader, sort="oldest")[0] == "A Äbel"
    assert shown(world.leader, sort="newest")[-1] == "A Äbel"
    assert shown(world.leader, sort="bogus") == shown(world.leader, sort="newest")


@pytest.mark.parametrize("sort", ["newest", "oldest", "name"])
def test_the_pages_together_hold_everybody_once_forwards_and_backwards(world, sort):
    make.StartedTrajectoryFactory.create_batch(60, edition=world.edition)
    seen, data = [], {"sort": sort}
    while True:
        found = lists.list_page(world.leader, data)
        seen += [row["pk"] for row in found.rows]
        if not found.page.after:
            break
        data = {"sort": sort, "after": str(found.page.after)}
    assert len(seen) == len(set(seen)) == 63
    back = lists.list_page(world.leader, {"sort": sort, "before": str(found.page.before)})
    assert [row["pk"] for row in back.rows] == seen[25:50]


def test_the_choice_of_filter_and_order_sticks_until_it_is_cleared(world, sign_in):
    client = sign_in(world.leader)
    actions.enter_phase(world.mine, by=world.leader, phase=world.phase)
    client.get(LIST, {"sort": "name", "phase": world.phase.pk, "edition": "home-edition"})
    assert names(client.get(LIST)) == ["Mina Eigenhuis"]
    assert "Mina" not in str(client.cookies["casetrack_list"]) and client.cookies["casetrack_list"]["httponly"]
    kept_on = client.cookies["casetrack_list"]["path"]
    response = client.get(LIST, {"clear": "1"})
    gone = response.cookies["casetrack_list"]
    assert (response.status_code, gone["max-age"], gone["path"]) == (302, 0, kept_on)
    assert len(names(client.get(LIST))) == 3


def test_a_name_never_sticks(world, sign_in):
    client = sign_in(world.leader)
    client.post(LIST, {"q": "Mina", "sort": "name"})
    assert "Mina" not in str(client.cookies)
    assert len(names(client.get(LIST))) == 3


def test_a_link_of_my_work_leaves_the_own_choice_alone(world, sign_in):
    client = sign_in(world.leader)
    client.get(LIST, {"attention": "no_contact"})
    assert "casetrack_list" not in client.cookies


def test_a_broken_cookie_and_broken_filters_do_no_harm(world, sign_in):
    client = sign_in(world.leader)
    client.cookies["casetrack_list"] = "sort=%FF&state=bogus&phase=x&guide=%00"
    assert client.get(LIST).status_code == 200
    assert client.get(LIST, {"after": "9" * 30, "state": "'", "phase": "-1"}).status_code == 200
    assert client.get(LIST, {"guide": "9" * 5000}).status_code == 200


def test_an_empty_list_says_what_to_do_next(world, sign_in):
    client = sign_in(make.ProgrammeMemberFactory().user)
    client.cookies["casetrack_language"] = "en"
    assert b"There are no participants yet" in client.get(LIST).content
    assert b"Nobody was found" in client.post(LIST, {"q": "xyz"}).content


def test_an_export_holds_exactly_the_rows_of_the_list_as_text(world, sign_in):
    make.StartedTrajectoryFactory(
        edition=world.edition, person__first_name="=1+1", person__last_name="<b>Formule</b>", registered_on=timezone.localdate() - timedelta(days=300)
    )
    client = sign_in(world.leader)
    asked = {"state": "active", "sort": "name"}
    on_screen = shown(world.leader, **asked)
    lines = list(csv.reader(io.StringIO(b"".join(client.post(f"{LIST}export/csv/", asked).streaming_content).decode("utf-8-sig"))))
    assert [line[0].lstrip("'") for line in lines[1:]] == on_screen
    book = openpyxl.load_workbook(io.BytesIO(client.post(f"{LIST}export/xlsx/", asked).content))
    assert book.sheetnames == ["Deelnemers"]
    cells = list(book.active.iter_rows(values_only=True))
    assert [row[0] for row in cells[1:]] == on_screen
    assert all(cell.data_type in ("s", "n") and not str(cell.value or "").startswith("=SUM") for row in book.active.iter_rows() for cell in row)
    assert list(Opening.objects.filter(what__startswith="export").order_by("at").values_list("what", "rows")) == [
        ("export csv", 4),
        ("export xlsx", 4),
    ]


def test_an_export_of_a_coach_holds_the_own_trajectories_and_a_search_narrows_it(world, sign_in):
    body = b"".join(sign_in(world.coach).post(f"{LIST}export/csv/").streaming_content)
    assert b"Eigenhuis" in body and b"Anderman" not in body
    body = b"".join(sign_in(world.leader).post(f"{LIST}export/csv/", {"q": "otto"}).streaming_content)
    assert b"Eigenhuis" not in body and b"Anderman" in body


def test_who_reads_along_for_a_while_sees_the_dossier_in_the_list_and_cannot_take_it_along(world, sign_in):
    actions.grant_access(world.other, by=world.leader, user=world.coach, reason="Stand-in", ends_on=timezone.localdate() + timedelta(days=3))
    assert "Otto Anderman" in shown(world.coach)
    body = b"".join(sign_in(world.coach).post(f"{LIST}export/csv/").streaming_content)
    assert b"Eigenhuis" in body and b"Anderman" not in body


def test_an_export_of_many_rows_loses_none(world):
    make.StartedTrajectoryFactory.create_batch(12, edition=world.edition)
    rows = [row["pk"] for row in lists.all_rows(world.leader, {"sort": "name"}, size=5)]
    assert len(rows) == len(set(rows)) == 15


def test_an_export_is_a_post_of_a_known_kind(world, sign_in):
    client = sign_in(world.leader)
    assert client.get(f"{LIST}export/csv/").status_code == 405
    assert client.post(f"{LIST}export/pdf/").status_code == 404


@pytest.mark.parametrize("name", ["x" * 300, "😀" * 50, "שלום עולם", "<b>vet</b>", 'O\'Brien "q" & co'])
def test_strange_names_survive_on_the_list_and_the_pages(world, sign_in, name):
    trajectory = make.StartedTrajectoryFactory(edition=world.edition, person__first_name="Z", person__last_name=name)
    client = sign_in(world.leader)
    assert f"Z {name}" in names(client.get(LIST))
    for url in (trajectory.get_absolute_url(), trajectory.person.get_absolute_url()):
        page = BeautifulSoup(client.get(url).content, "html.parser")
        assert page.h1.get_text(strip=True) == f"Z {name}"
        assert not page.select("main b")


def test_a_person_in_two_programmes_appears_once_for_each_leader(world):
    shared = Person.objects.get(pk=world.mine.person_id)
    make.StartedTrajectoryFactory(edition=world.neighbour.edition, person=shared)
    assert shown(world.leader, q="mina") == ["Mina Eigenhuis"]
    assert shown(world.neighbour.leader, q="mina") == ["Mina Eigenhuis"]
