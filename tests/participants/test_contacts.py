"""The contact form: one step, one record, a warning for a BSN, and text that is never lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from casetrack.actions import Refusal
from participants import actions
from participants.models import ContactMoment
from tests import factories as make

TODAY = timezone.localdate
SAID = {"channel": "visit", "result": "spoken", "note": "Talked about the bakery"}


@pytest.fixture
def coach(world, sign_in):
    """The client of the coach, reading English."""
    client = sign_in(world.coach)
    client.cookies["casetrack_language"] = "en"
    return client


def add(trajectory):
    """The address of the contact form."""
    return reverse("contact_add", args=[trajectory.pk])


def data(**more):
    """What the form sends."""
    return {**SAID, "held_on": TODAY().isoformat(), "submission": str(uuid4()), **more}


def test_a_contact_is_saved_in_one_step_with_its_author(world, coach):
    response = coach.post(add(world.mine), data())
    assert (response.status_code, response["Location"]) == (302, f"{world.mine.get_absolute_url()}#contacts")
    made = ContactMoment.objects.get(note=SAID["note"])
    assert (made.trajectory, made.author, made.channel, made.held_on) == (world.mine, world.coach, "visit", TODAY())
    assert made.history.get().history_change_reason == "contact_recorded"


def test_the_form_stands_on_the_page_of_the_trajectory_and_asks_today(world, coach):
    page = BeautifulSoup(coach.get(world.mine.get_absolute_url()).content, "html.parser")
    form = page.select_one(f'form[action="{add(world.mine)}"]')
    assert form.select_one("[name=held_on]")["value"] == TODAY().isoformat()
    assert len(form.select("[type=radio][name=channel]")) == 8
    assert form.select_one("[name=submission]")["value"]


def test_sending_the_same_form_twice_makes_one_contact(world, coach):
    sent = data()
    assert [coach.post(add(world.mine), sent).status_code for _twice in range(2)] == [302, 302]
    assert ContactMoment.objects.filter(note=SAID["note"]).count() == 1


def test_two_forms_make_two_contacts(world, coach):
    coach.post(add(world.mine), data())
    coach.post(add(world.mine), data())
    assert ContactMoment.objects.filter(note=SAID["note"]).count() == 2


@pytest.mark.parametrize("who", ["coach2", "former", "administrator", "funder", "partner", "nobody"])
def test_others_cannot_add_a_contact(world, sign_in, who):
    assert sign_in(getattr(world, who)).post(add(world.mine), data()).status_code == 404
    assert not ContactMoment.objects.filter(note=SAID["note"]).exists()


def test_a_day_in_the_future_is_refused_and_the_text_kept(world, coach):
    response = coach.post(add(world.mine), data(held_on=(TODAY() + timedelta(days=1)).isoformat()))
    body = response.content.decode()
    assert "A contact moment cannot lie in the future." in body and SAID["note"] in body
    assert not ContactMoment.objects.filter(note=SAID["note"]).exists()


def test_what_looks_like_a_bsn_warns_first_and_is_saved_after_the_tick(world, coach):
    sent = data(note="Order number 111222333 of the bakery")
    warned = coach.post(add(world.mine), sent)
    page = BeautifulSoup(warned.content, "html.parser")
    assert "BSN" in page.main.get_text()
    assert page.select_one("input[name=no_bsn][type=checkbox]")
    assert "111222333" in page.select_one("textarea[name=note]").get_text()
    assert not ContactMoment.objects.filter(note__contains="111222333").exists()
    assert coach.post(add(world.mine), {**sent, "no_bsn": "on"}).status_code == 302
    assert ContactMoment.objects.filter(note__contains="111222333").count() == 1


@pytest.mark.parametrize("note", ["<b>bold</b> & <script>alert(1)</script>", "مرحبا بالعالم", "😀" * 30, "line\nline", "x" * 19_000])
def test_strange_notes_survive(world, coach, note):
    assert coach.post(add(world.mine), data(note=note)).status_code == 302
    page = BeautifulSoup(coach.get(world.mine.get_absolute_url()).content, "html.parser")
    assert note in [p.get_text() for p in page.select(".contacts .keep-lines")]
    assert not page.select(".contacts b, .contacts script")


def test_the_text_is_kept_when_the_session_had_ended(world, client):
    client.cookies["casetrack_language"] = "en"
    refused = client.post(add(world.mine), data(note="Long text that must not get lost"))
    assert refused.status_code == 302 and not ContactMoment.objects.filter(note__startswith="Long text").exists()
    client.post(refused["Location"], {"login": world.coach.email, "password": make.PASSWORD})
    page = BeautifulSoup(client.get(add(world.mine)).content, "html.parser")
    assert page.select_one("textarea[name=note]").get_text().strip() == "Long text that must not get lost"
    assert page.select_one("input[name=channel][value=visit]").has_attr("checked")


def test_the_text_comes_back_on_the_page_of_the_trajectory_where_it_was_typed(world, client):
    source = {"referer": f"http://testserver{world.mine.get_absolute_url()}"}
    refused = client.post(add(world.mine), data(note="Typed on the page itself"), headers=source)
    client.post(refused["Location"], {"login": world.coach.email, "password": make.PASSWORD})
    page = BeautifulSoup(client.get(world.mine.get_absolute_url()).content, "html.parser")
    assert page.select_one("textarea[name=note]").get_text().strip() == "Typed on the page itself"


def test_the_author_changes_a_contact_with_a_reason_and_the_old_text_stays_readable(world, coach):
    url = reverse("contact_edit", args=[world.contact.pk])
    sent = {**SAID, "held_on": TODAY().isoformat(), "seen_version": world.contact.version, "why": "Wrong person"}
    assert coach.post(url, sent).status_code == 302
    world.contact.refresh_from_db()
    assert world.contact.note == SAID["note"]
    words = " ".join(BeautifulSoup(coach.get(reverse("trajectory_history", args=[world.mine.pk])).content, "html.parser").main.get_text(" ").split())
    assert "note: from Note about Mina → to Talked about the bakery" in words and "Wrong person" in words
    assert "how: from phone → to home visit" in words


def test_nobody_else_changes_a_contact_not_even_the_leader(world, sign_in):
    client = sign_in(world.leader)
    client.cookies["casetrack_language"] = "en"
    url = reverse("contact_edit", args=[world.contact.pk])
    page = client.get(url).content.decode()
    assert "Only the author can change a contact moment." in page and "<textarea" not in page
    client.post(url, {**SAID, "held_on": TODAY().isoformat()})
    world.contact.refresh_from_db()
    assert world.contact.note == "Note about Mina"


def test_a_stale_contact_is_refused_with_both_texts_and_saved_the_second_time(world, coach):
    seen = world.contact.version
    actions.change_contact(world.mine, by=world.coach, contact=world.contact, note="Changed in another window")
    url = reverse("contact_edit", args=[world.contact.pk])
    sent = {**SAID, "held_on": TODAY().isoformat(), "seen_version": seen}
    refused = coach.post(url, sent)
    page = BeautifulSoup(refused.content, "html.parser")
    compared = page.select_one(".compare").get_text()
    assert "Changed in another window" in compared and SAID["note"] in compared
    assert page.select_one("textarea[name=note]").get_text().strip() == SAID["note"]
    world.contact.refresh_from_db()
    assert world.contact.note == "Changed in another window"
    assert coach.post(url, {**sent, "seen_version": page.select_one("input[name=seen_version]")["value"]}).status_code == 302
    world.contact.refresh_from_db()
    assert world.contact.note == SAID["note"]


def test_a_changed_contact_cannot_move_into_the_future(world, coach):
    url = reverse("contact_edit", args=[world.contact.pk])
    coach.post(url, {**SAID, "held_on": (TODAY() + timedelta(days=2)).isoformat()})
    world.contact.refresh_from_db()
    assert world.contact.held_on == TODAY()


def test_older_contacts_follow_page_by_page(world, coach):
    for n in range(23):
        make.ContactMomentFactory(trajectory=world.mine, author=world.coach, held_on=TODAY() - timedelta(days=n), note=f"Talk number {n}.")
    page = BeautifulSoup(coach.get(world.mine.get_absolute_url()).content, "html.parser")
    seen, link = [li.get_text() for li in page.select(".contacts > li")], page.select_one('main a[href*="/contacts/?after="]')
    while link is not None:
        url = link["href"] if link["href"].startswith("/") else reverse("trajectory_contacts", args=[world.mine.pk]) + link["href"]
        page = BeautifulSoup(coach.get(url).content, "html.parser")
        seen += [li.get_text() for li in page.select(".contacts > li")]
        link = page.select_one("a[rel=next]")
    assert len(seen) == 24
    assert all(sum(f"Talk number {n}." in one for one in seen) == 1 for n in range(23))


def test_a_key_that_was_used_for_another_trajectory_is_refused_and_loses_nothing(world):
    key = uuid4()
    said = {"channel": "phone", "result": "spoken", "submission": key}
    first = actions.record_contact(world.mine, by=world.leader, **said)
    assert actions.record_contact(world.mine, by=world.leader, **said) == first
    with pytest.raises(Refusal):
        actions.record_contact(world.other, by=world.leader, **said)
