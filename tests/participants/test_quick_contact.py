"""The quick contact on the server: the list, the form without JavaScript, sending what a phone kept, and its keys."""

import contextlib
import json
import uuid
from base64 import b64decode
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casetrack.models import Opening
from participants import actions
from participants.models import ContactMoment, Task
from participants.quick_keys import hkdf, keys_of
from participants.views.quick import FILES
from tests import factories as make


@pytest.fixture
def tasks(world):
    """Two open tasks of `mine`, and one of `other`."""
    return [
        make.TaskFactory(goal__theme__trajectory=row, wording=text)
        for row, text in ((world.mine, "Call GKB"), (world.mine, "Bank card"), (world.other, "Secret"))
    ]


def saying(**more):
    """What a phone sends."""
    return {"channel": "visit", "result": "spoken", "note": "At the table", "submission": str(uuid.uuid4()), **more}


def send(client, trajectory, **more):
    return client.post(reverse("quick_send", args=[trajectory.pk]), json.dumps(saying(**more)), content_type="application/json")


# ── The list and the form ─────────────────────────────────────────────────────────────────────


def test_the_list_holds_those_whom_the_user_guides_today(world, sign_in):
    page = sign_in(world.coach).get(reverse("quick")).content.decode()
    assert "Mina Eigenhuis" in page and "Otto" not in page
    assert "Mina" not in sign_in(world.former).get(reverse("quick")).content.decode()


def test_a_leader_who_guides_nobody_has_an_empty_list_and_may_still_open_the_form(world, sign_in):
    client = sign_in(world.leader)
    assert "Mina" not in client.get(reverse("quick")).content.decode()
    assert client.get(reverse("quick_contact", args=[world.mine.pk])).status_code == 200


def test_a_trajectory_that_ended_leaves_the_list(world, sign_in):
    actions.end(world.mine, by=world.leader, ended_on=timezone.localdate(), end_reason="work")
    assert "Mina" not in sign_in(world.coach).get(reverse("quick")).content.decode()


def test_the_list_takes_the_same_number_of_queries_for_one_and_for_many_households(world, sign_in, django_assert_num_queries):
    client = sign_in(world.coach)
    with django_assert_num_queries(4):
        client.get(reverse("quick"))
    for _ in range(5):
        one = make.StartedTrajectoryFactory(edition=world.edition)
        make.AssignmentFactory(trajectory=one, user=world.coach)
        make.TaskFactory(goal__theme__trajectory=one)
    with django_assert_num_queries(4):
        client.get(reverse("quick"))
    with django_assert_num_queries(7):
        client.get(reverse("quick_own"))


def test_the_form_saves_a_visit_with_two_tasks_and_an_appointment_without_javascript(world, sign_in, tasks):
    client, url = sign_in(world.coach), reverse("quick_contact", args=[world.mine.pk])
    answer = client.post(url, saying(done_tasks=[tasks[0].pk, tasks[1].pk], next="7", next_at="14:30"))
    assert answer.url == reverse("quick")
    contact = world.mine.contacts.latest("pk")
    assert (contact.channel, contact.note, contact.author, str(contact.next_at)) == ("visit", "At the table", world.coach, "14:30:00")
    assert contact.next_on == timezone.localdate() + timedelta(days=7)
    assert set(Task.objects.filter(done_in=contact)) == set(tasks[:2])


def test_the_form_has_at_most_five_fields_and_starts_with_the_channel_of_the_last_contact(world, sign_in, tasks):
    client = sign_in(world.coach)
    form = client.get(reverse("quick_contact", args=[world.mine.pk])).context["form"]
    shown = {field.name.removesuffix("_on").removesuffix("_at") for field in form.visible_fields()}
    assert shown == {"channel", "result", "done_tasks", "note", "next"}
    assert form["channel"].value() == "phone"
    new = make.StartedTrajectoryFactory(edition=world.edition)
    make.AssignmentFactory(trajectory=new, user=world.coach)
    assert client.get(reverse("quick_contact", args=[new.pk])).context["form"]["channel"].value() == "visit"


def test_an_appointment_on_another_day_needs_that_day(world, sign_in):
    client = sign_in(world.coach)
    assert send(client, world.mine, next="other").status_code == 409
    day = timezone.localdate() + timedelta(days=3)
    assert send(client, world.mine, next="other", next_on=day.isoformat()).status_code == 200
    assert world.mine.contacts.latest("pk").next_on == day


def test_a_day_without_an_appointment_is_not_kept(world, sign_in):
    send(sign_in(world.coach), world.mine, next="", next_on="2026-05-01", next_at="10:00")
    contact = world.mine.contacts.latest("pk")
    assert (contact.next_on, contact.next_at) == (None, None)


# ── Sending what a phone kept ─────────────────────────────────────────────────────────────────


def test_what_is_sent_twice_is_saved_once_and_both_answers_name_it(world, sign_in, tasks):
    client, key = sign_in(world.coach), str(uuid.uuid4())
    for _ in range(2):
        answer = send(client, world.mine, submission=key, done_tasks=[str(tasks[0].pk)])
        assert (answer.status_code, answer.json()) == (200, {"saved": key, "unneeded": []})
    assert ContactMoment.objects.filter(submission=key).count() == 1


def test_a_contact_keeps_the_day_of_the_visit_and_a_clock_that_runs_ahead_gives_today(world, sign_in):
    client, today = sign_in(world.coach), timezone.localdate()
    for sent, kept in ((today - timedelta(days=2), today - timedelta(days=2)), (today + timedelta(days=1), today)):
        assert send(client, world.mine, held_on=sent.isoformat(), next="7").status_code == 200
        contact = world.mine.contacts.latest("pk")
        assert (contact.held_on, contact.next_on) == (kept, kept + timedelta(days=7))


def test_a_task_that_is_no_longer_open_stops_nothing_and_is_named(world, sign_in, tasks):
    client = sign_in(world.coach)
    actions.record_contact(world.mine, by=world.leader, channel="phone", result="spoken", done_tasks=[tasks[0]])
    answer = send(client, world.mine, done_tasks=[str(task.pk) for task in tasks] + ["987654321", "x", "٣", "9" * 40])
    assert (answer.status_code, answer.json()["unneeded"]) == (200, ["Call GKB"])
    contact = world.mine.contacts.latest("pk")
    assert list(Task.objects.filter(done_in=contact)) == [tasks[1]]
    tasks[2].refresh_from_db()
    assert tasks[2].done_on is None


def test_a_refused_contact_comes_back_with_the_reason_and_saves_nothing(world, sign_in):
    before = ContactMoment.objects.count()
    answer = send(sign_in(world.coach), world.mine, note="number 111222333")
    assert answer.status_code == 409 and "BSN" in answer.json()["reasons"][0]
    assert ContactMoment.objects.count() == before
    assert send(Client(), world.mine).status_code == 302


@pytest.mark.parametrize("body", ["", "[]", "5", '{"note": "\\ud800"}', "[" * 100_000, '{"channel": {"a": 1}}', '{"submission": "x"}'])
def test_what_cannot_be_read_is_refused_and_saves_nothing(world, sign_in, body):
    before = ContactMoment.objects.count()
    url = reverse("quick_send", args=[world.mine.pk])
    answer = sign_in(world.coach).post(url, body, content_type="application/json")
    assert answer.status_code == 409 and answer.json()["reasons"]
    assert ContactMoment.objects.count() == before


def test_a_contact_without_its_own_key_is_refused(world, sign_in):
    assert send(sign_in(world.coach), world.mine, submission="").status_code == 409


def test_who_lost_the_household_gets_the_answer_of_an_unknown_one_without_a_name(world, sign_in):
    client = sign_in(world.coach)
    actions.end_assignment(world.mine, by=world.leader, assignment=world.mine.assignments.get(user=world.coach))
    before = ContactMoment.objects.count()
    lost = send(client, world.mine)
    world.mine.pk = 987654321
    unknown = send(client, world.mine)
    assert (lost.status_code, unknown.status_code) == (404, 404)
    assert "Mina" not in lost.content.decode() and "Eigenhuis" not in lost.content.decode()
    assert ContactMoment.objects.count() == before


def test_the_submission_of_somebody_else_tells_nothing(world, sign_in):
    key = str(uuid.uuid4())
    assert send(sign_in(world.coach), world.mine, submission=key, note="Mine").status_code == 200
    answer = send(sign_in(world.coach2), world.other, submission=key)
    assert answer.status_code == 409 and "Mine" not in answer.content.decode()


def test_what_was_typed_when_the_session_ended_waits_on_the_phone_and_not_in_a_session(world):
    client = Client()
    send(client, world.mine)
    assert "kept_post" not in client.session


def test_the_list_for_the_phone_holds_the_open_tasks_and_is_written_down(world, sign_in, tasks):
    answer = sign_in(world.coach).get(reverse("quick_own"))
    told = answer.json()
    assert [row["name"] for row in told["households"]] == ["Mina Eigenhuis"]
    assert {task["wording"] for task in told["households"][0]["tasks"]} == {"Call GKB", "Bank card"}
    assert told["households"][0]["channel"] == "phone" and told["token"]
    assert "no-store" in answer["Cache-Control"]
    assert list(Opening.objects.values_list("user", "what", "rows")) == [(world.coach.pk, "quick contact", 1)]


# ── Keys ──────────────────────────────────────────────────────────────────────────────────────


def key_of(client, device="phone"):
    return client.post(reverse("quick_key"), json.dumps({"device": device}), content_type="application/json").json()


def test_the_same_user_on_the_same_device_gets_the_same_key_and_nobody_else_does(world, sign_in):
    first, again = key_of(sign_in(world.coach)), key_of(sign_in(world.coach))
    assert first == again and len(b64decode(first["keys"][0]["key"])) == 32
    others = [key_of(sign_in(world.coach), "other phone"), key_of(sign_in(world.coach2))]
    seen = {(one["keys"][0]["key"], one["keys"][0]["owner"]) for one in [first, *others]}
    assert len(seen) == 3 and len({key for key, _owner in seen}) == 3 and len({owner for _key, owner in seen}) == 3
    assert first["who"] != others[1]["who"]


def test_a_key_is_not_given_by_get_to_strangers_or_for_a_device_without_a_name(world, sign_in):
    client = sign_in(world.coach)
    assert client.get(reverse("quick_key")).status_code == 405
    assert Client().post(reverse("quick_key"), "{}", content_type="application/json").status_code == 302
    for body in ("{}", '{"device": ""}', '{"device": 5}', '{"device": "' + "x" * 101 + '"}', "["):
        assert client.post(reverse("quick_key"), body, content_type="application/json").status_code == 400


def test_an_earlier_secret_still_opens_what_was_kept_before(world, settings):
    settings.SECRET_KEY = "first" * 20
    before = keys_of(world.coach, "phone")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "second" * 20, ["first" * 20]
    after = keys_of(world.coach, "phone")
    assert after[1:] == before and after[0]["key"] != before[0]["key"] and after[0]["owner"] != before[0]["owner"]


def test_the_derivation_is_that_of_rfc_5869():
    """Its first test case: the first 32 bytes."""
    derived = hkdf(bytes.fromhex("0b" * 22), bytes.fromhex("000102030405060708090a0b0c"), bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"))
    assert derived.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"


# ── What a phone keeps ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["quick_empty_list", "quick_empty_contact"])
def test_the_pages_that_a_phone_keeps_hold_nobody_whoever_asks(world, sign_in, name):
    stranger = Client().get(reverse(name)).content.decode()
    asked = sign_in(world.coach).get(reverse(name))
    assert world.coach.email not in asked.content.decode() and str(world.coach) not in asked.content.decode()
    assert 'name="csrfmiddlewaretoken"' not in asked.content.decode() and not asked.cookies
    without = [line for line in asked.content.decode().split("\n") if "submission" not in line]
    assert without == [line for line in stranger.split("\n") if "submission" not in line]


def test_the_service_worker_keeps_files_that_are_there_and_the_two_empty_pages_only(client, db):
    answer = client.get(reverse("quick_worker"))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript") and "no-store" in answer["Cache-Control"]
    files, pages = (json.loads(text.split(f"const {name} = ")[1].split(";\n")[0]) for name in ("FILES", "PAGES"))
    assert all(finders.find(name) for name in FILES)
    for name in files:
        with contextlib.closing(client.get(name)) as file:
            assert file.status_code == 200, name
    assert pages == {"list": reverse("quick_empty_list"), "contact": reverse("quick_empty_contact")}
    assert len(json.loads(text.split("const VERSION = ")[1].split(";\n")[0])) == 16


def test_the_script_names_the_addresses_of_the_site():
    with open(finders.find("participants/quick/addresses.js")) as file:
        text = file.read()
    names = {"LIST": "quick", "OWN": "quick_own", "KEY": "quick_key", "LEAVE": "quick_leave", "WORKER": "quick_worker"}
    for constant, name in names.items():
        assert f'{constant} = "{reverse(name)}"' in text
    for constant, name in {"CONTACT": "quick_contact", "SEND": "quick_send"}.items():
        assert f"{constant} = (pk) => `{reverse(name, args=[1]).replace('/1/', '/${pk}/')}`" in text
    with open(finders.find("participants/quick/everywhere.js")) as file:
        assert f'action="{reverse("account_logout")}"' in file.read()


def test_every_module_that_another_one_needs_is_kept_too():
    for name in FILES:
        if not name.startswith("participants/quick/") or not name.endswith(".js"):
            continue
        with open(finders.find(name)) as file:
            needed = {part.split('"')[0] for part in file.read().split('"./')[1:]}
        assert {f"participants/quick/{other}" for other in needed} <= set(FILES), name
