"""The API: the same rows, filters and actions as the pages."""

import uuid

import pytest
from django.urls import reverse
from knox.models import AuthToken
from rest_framework.test import APIClient

from casetrack.actions import ACTIONS
from casetrack.models import Opening
from participants.models import ContactMoment, Trajectory
from tests import factories as make
from tests.test_access import addresses


@pytest.fixture
def api(world):
    """`api(user)` gives a client that sends that user's token."""

    def of(user):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user)[1]}")
        return client

    return of


def on(trajectory, name):
    """The address of an action on a trajectory."""
    return reverse(f"api-trajectory-{name}", args=[trajectory.pk])


def test_a_list_holds_exactly_what_the_user_may_see(world, api):
    names = [row["person_name"] for row in api(world.coach).get("/api/v1/trajectories/").json()["results"]]
    assert names == ["Mina Eigenhuis"]
    assert api(world.leader).get("/api/v1/trajectories/").json()["count"] == 3


def test_a_token_of_a_deactivated_user_opens_nothing(world, api):
    client = api(world.leader)
    assert client.get("/api/v1/trajectories/").status_code == 200
    world.leader.is_active = False
    world.leader.save()
    assert client.get("/api/v1/trajectories/").status_code == 401


def test_no_token_in_the_database_can_be_used_as_it_stands(world, api):
    api(world.leader)
    stored = AuthToken.objects.get()
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {stored.digest}")
    assert client.get("/api/v1/trajectories/").status_code == 401


def test_an_action_answers_with_the_row_and_writes_history(world, api):
    answer = api(world.coach).post(on(world.mine, "record-contact"), {"channel": "phone", "result": "spoken", "note": "Hello"}, format="json")
    assert answer.status_code == 201
    contact = ContactMoment.objects.get(pk=answer.json()["pk"])
    assert (contact.note, contact.author, contact.history.get().history_user) == ("Hello", world.coach, world.coach)


def test_a_repeated_call_makes_one_row(world, api):
    said = {"channel": "phone", "result": "spoken", "submission": str(uuid.uuid4())}
    client = api(world.coach)
    first, second = (client.post(on(world.mine, "record-contact"), said, format="json").json() for _ in range(2))
    assert first["pk"] == second["pk"]
    assert ContactMoment.objects.filter(trajectory=world.mine).count() == 2


def test_the_key_of_somebody_elses_call_tells_nothing(world, api):
    said = {"channel": "phone", "result": "spoken", "note": "Mine", "submission": str(uuid.uuid4())}
    api(world.coach).post(on(world.mine, "record-contact"), said, format="json")
    answer = api(world.coach2).post(on(world.other, "record-contact"), said, format="json")
    assert answer.status_code == 400
    assert "Mine" not in answer.content.decode()


def test_a_stale_call_is_refused_and_saves_nothing(world, api):
    client = api(world.coach)
    version = client.get(on(world.mine, "detail")).json()["version"]
    client.post(on(world.mine, "enter-phase"), {"phase": world.phase.pk, "seen_version": version}, format="json")
    answer = client.post(on(world.mine, "enter-phase"), {"phase": None, "seen_version": version}, format="json")
    assert (answer.status_code, answer.json()["version"]) == (409, version + 1)
    world.mine.refresh_from_db()
    assert world.mine.phase == world.phase


def test_a_refused_value_names_the_field_and_saves_nothing(world, api):
    answer = api(world.coach).post(on(world.mine, "end"), {"ended_on": "1999-01-01", "end_reason": "work"}, format="json")
    assert answer.status_code == 400
    world.mine.refresh_from_db()
    assert world.mine.ended_on is None


def test_a_field_that_the_action_does_not_know_is_refused(world, api):
    said = {"channel": "phone", "result": "spoken", "author": world.leader.pk}
    answer = api(world.coach).post(on(world.mine, "record-contact"), said, format="json")
    assert (answer.status_code, list(answer.json())) == (400, ["author"])


def test_the_key_of_an_invisible_row_answers_as_one_that_does_not_exist(world, api):
    client = api(world.coach)
    foreign = client.post(on(world.mine, "enter-phase"), {"phase": world.neighbour.phase.pk}, format="json")
    absent = client.post(on(world.mine, "enter-phase"), {"phase": 987654321}, format="json")
    assert foreign.status_code == absent.status_code == 400
    assert foreign.content.replace(str(world.neighbour.phase.pk).encode(), b"") == absent.content.replace(b"987654321", b"")


def test_what_looks_like_a_bsn_is_refused_until_it_is_said_to_be_none(world, api):
    client, said = api(world.coach), {"channel": "phone", "result": "spoken", "note": "number 111222333"}
    assert client.post(on(world.mine, "record-contact"), said, format="json").status_code == 400
    assert client.post(on(world.mine, "record-contact"), said | {"no_bsn": True}, format="json").status_code == 201


def test_pages_follow_each_other_without_gap_or_double(world, api):
    for _ in range(60):
        make.TrajectoryFactory(edition=world.edition)
    client, seen, after = api(world.leader), [], None
    for _ in range(10):
        page = client.get("/api/v1/trajectories/", {"after": after} if after else {}).json()
        seen += [row["pk"] for row in page["results"]]
        after = page["after"]
        if after is None:
            break
    expected = list(Trajectory.objects.filter(edition=world.edition).order_by("-registered_on", "-pk").values_list("pk", flat=True))
    assert seen == expected
    assert page["before"] == page["results"][0]["pk"]


def test_the_key_of_an_invisible_row_as_a_page_edge_gives_the_first_page(world, api):
    client = api(world.coach)
    plain = client.get("/api/v1/trajectories/").json()
    assert client.get("/api/v1/trajectories/", {"after": world.other.pk}).json() == plain
    assert client.get("/api/v1/trajectories/", {"after": "nonsense"}).json() == plain


def test_a_list_takes_the_same_number_of_queries_for_one_and_for_many_rows(world, api, django_assert_num_queries):
    one, many = api(world.coach), api(world.leader)
    for _ in range(20):
        make.StartedTrajectoryFactory(edition=world.edition)
    with django_assert_num_queries(5):
        one.get("/api/v1/trajectories/")
    with django_assert_num_queries(5):
        many.get("/api/v1/trajectories/")


def test_options_tells_nothing_and_only_json_is_spoken(world, api):
    client = api(world.leader)
    assert client.options("/api/v1/trajectories/").status_code == 405
    assert client.get("/api/v1/trajectories/", HTTP_ACCEPT="text/html").status_code == 406
    form = client.post(on(world.mine, "record-contact"), {"channel": "phone"}, format="multipart")
    assert form.status_code == 415


def test_nothing_is_changed_by_put_patch_or_delete(world, api):
    client = api(world.leader)
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)(on(world.mine, "detail"), {}, format="json").status_code == 405


def test_the_search_is_a_post_and_finds_only_what_the_user_may_see(world, api):
    found = api(world.leader).post("/api/v1/trajectories/search/", {"q": "anderman"}, format="json").json()
    assert [row["person_name"] for row in found["results"]] == ["Otto Anderman"]
    assert api(world.coach).post("/api/v1/trajectories/search/", {"q": "anderman"}, format="json").json()["count"] == 0


def test_figures_are_refused_for_a_day_to_come_and_for_a_parameter_that_does_not_exist(world, api):
    client, url = api(world.leader), reverse("api-uitstroom", args=[world.edition.code])
    assert client.get(url).status_code == 200
    for name, value in {"as_of": "2999-01-01", "from": "2014-01-01", "target": "0"}.items():
        refused = client.get(url, {name: value})
        assert (refused.status_code, list(refused.json())) == (400, [name])


def test_reading_a_dossier_by_the_api_is_written_down_as_on_the_pages(world, api):
    client = api(world.coach)
    for url in (on(world.mine, "detail"), on(world.mine, "history"), reverse("api-person-detail", args=[world.mine.person_id])):
        assert client.get(url).status_code == 200
    client.get("/api/v1/contacts/", {"trajectory": world.mine.pk})
    assert client.get(on(world.other, "detail")).status_code == 404
    found = Opening.objects.order_by("at").values_list("user", "what", "key", "rows")
    trajectory, person = ("participants.trajectory", str(world.mine.pk), 1), ("participants.person", str(world.mine.person_id), 1)
    contacts = ("list of participants.contactmoment", "", 1)
    assert list(found) == [(world.coach.pk, *what) for what in (trajectory, trajectory, person, contacts)]


def test_a_partner_reads_its_edition_without_target_by_the_api_too(world, api):
    hidden = {"target", "contact_within_days"}
    for who, expected in ((world.leader, hidden), (world.administrator, hidden), (world.partner, set())):
        row = api(who).get(reverse("api-edition-detail", args=[world.edition.code])).json()
        listed = next(r for r in api(who).get("/api/v1/editions/").json()["results"] if r["code"] == world.edition.code)
        assert row["name"] == listed["name"] == "Home edition"
        assert hidden & set(row) == hidden & set(listed) == expected


def test_a_filter_of_parts_is_never_ignored(world, api):
    client = api(world.leader)
    assert client.get("/api/v1/contacts/").json()["count"] == 2
    assert client.get("/api/v1/contacts/", {"trajectory": world.mine.pk}).json()["count"] == 1
    assert client.get("/api/v1/contacts/", {"trajectory": "x"}).json()["count"] == 0
    assert client.get("/api/v1/contacts/", {"note": "Otto"}).status_code == 400


@pytest.mark.parametrize("url", ["/editions/%00/", "/programmes/a%00b/", "/api/v1/editions/%00/", "/api/v1/editions/%00/uitstroom/"])
def test_a_key_that_no_database_can_hold_answers_like_an_unknown_one(world, sign_in, url):
    assert sign_in(world.leader).get(url).status_code == 404


BROKEN = {
    "a list": "[{}]",
    "a number": "5",
    "half a character": '{"q": "\\ud800"}',
    "half a character as a name": '{"\\ud800": 1}',
    "half a character as a choice": '{"state": "\\ud800", "channel": "\\ud800", "result": "spoken"}',
    "far too deep": "[" * 100_000,
    "too large": '{"q": "' + "a" * 2_600_000 + '"}',
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_body_that_cannot_be_read_is_refused_and_saves_nothing(world, api, body):
    before = ContactMoment.objects.count()
    client = api(world.leader)
    for url in ("/api/v1/trajectories/search/", on(world.mine, "record-contact")):
        assert client.post(url, body, content_type="application/json").status_code == 400, url
    assert ContactMoment.objects.count() == before


def test_an_unknown_filter_is_refused_and_never_ignored(world, api):
    assert api(world.leader).get("/api/v1/trajectories/", {"person__last_name": "A"}).status_code == 400


def test_the_time_line_tells_who_changed_what_from_to_and_why(world, api):
    client = api(world.coach)
    client.post(on(world.mine, "enter-phase"), {"phase": world.phase.pk, "why": "First lesson"}, format="json")
    newest = client.get(on(world.mine, "history")).json()[0]
    assert (newest["who"], newest["why"], newest["changes"][0]["to"]) == (str(world.coach), "First lesson", "Lessons")


def test_the_openapi_document_names_every_address_of_the_api(world, sign_in):
    document = sign_in(world.leader).get(reverse("api_schema")).json()
    assert document["openapi"].startswith("3")
    assert "/api/v1/trajectories/{id}/record-contact/" in document["paths"]
    assert sign_in(world.leader).get(reverse("api_docs")).status_code == 200


# Actions that take files, which the API does not: it speaks JSON only.
WITH_FILES = {"upload_import", "drop_import", "import_files", "upload_reports", "drop_reports", "import_reports", "load_populations"}
# What a page keeps while somebody types; a program sends a report whole.
OF_A_PAGE = {"keep_draft", "drop_draft"}


def test_every_action_is_one_post_of_the_api():
    offered = set()
    for _route, pattern in addresses():
        view = pattern.callback
        if hasattr(view, "cls"):
            for handler in view.actions.values():
                offered.add(getattr(getattr(view.cls, handler, None), "casetrack_action", None))
    missing = {action.__name__ for action in ACTIONS if action not in offered}
    assert missing == WITH_FILES | OF_A_PAGE, sorted(missing ^ (WITH_FILES | OF_A_PAGE))


def test_the_attendance_of_a_group_is_recorded_in_one_call_or_not_at_all(world, api):
    url = reverse("api-record-group-attendance", args=[world.session.pk])
    both = [{"trajectory": t.pk, "status": "present"} for t in (world.mine, world.other)]
    assert api(world.coach).post(url, {"answers": both}, format="json").status_code == 403
    assert not world.session.attendances.exists()
    assert api(world.leader).post(url, {"answers": both}, format="json").status_code == 200
    assert world.session.attendances.count() == 2
    again = [{"trajectory": world.mine.pk, "status": "absent", "seen_version": 0}]
    assert api(world.leader).post(url, {"answers": again}, format="json").status_code == 409
