"""The public form: signing up, oneself or somebody else, without signing in."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participants.models import Person
from referrals import public_forms
from referrals.actions import incoming, receive_sign_up
from referrals.models import SignUp
from tests import factories as make


@pytest.fixture
def edition(db):
    """An edition of any kind of programme, with two areas, to which everybody may sign up."""
    row = make.EditionFactory(code="open-edition", name="Open edition", public_sign_up=True)
    make.AreaFactory(programme=row.programme, name="North")
    make.AreaFactory(programme=row.programme, name="South")
    make.AreaFactory(name="Elsewhere")
    return row


def url_of(edition, who=""):
    """The form of this edition."""
    return reverse("public_sign_up", args=[edition.code]) + (f"?who={who}" if who else "")


def opened(edition, seconds_ago=60):
    """The signed moment of a form that was opened a while ago."""
    import time
    from unittest.mock import patch

    with patch.object(signing.time, "time", return_value=time.time() - seconds_ago):
        return public_forms.opened_now(edition)


def filled(edition, **changes):
    """A complete form for oneself."""
    return {
        "who": "self", "name": "Geeske de Boer", "phone": "0599 123456", "email": "", "street": "", "postcode": "", "place": "",
        "area": "", "signals": ["loneliness", "falling"], "explanation": "I would like some company.", "website": "",
        "opened": opened(edition), "submission": str(uuid.uuid4()), **changes,
    }  # fmt: skip


def about_another(edition, **changes):
    """A complete form about somebody else."""
    return filled(edition, who="other", reporter_name="Harm Buur", relation="neighbour", reporter_phone="", reporter_email="") | changes


def test_somebody_signs_up_without_an_account(client, edition):
    answer = client.post(url_of(edition), filled(edition))
    assert (answer.status_code, answer["Location"]) == (302, reverse("public_sign_up_done", args=[edition.code]))
    row = SignUp.objects.get()
    assert (row.edition, row.name, row.phone, row.source, row.signals) == (
        edition,
        "Geeske de Boer",
        "0599 123456",
        "self",
        ["loneliness", "falling"],
    )
    assert (row.trajectory, row.received_on, row.told_on) == (None, timezone.localdate(), timezone.localdate())
    written = row.history.get()
    assert (written.history_user, written.history_change_reason) == (None, "sign_up_received")
    assert not Person.objects.exists()


def test_somebody_signs_up_a_neighbour_who_must_still_be_told(client, edition):
    area = edition.programme.areas.get(name="North")
    assert client.post(url_of(edition), about_another(edition, area=area.pk)).status_code == 302
    row = SignUp.objects.get()
    assert (row.source, row.reporter_name, row.told_on, row.area) == ("neighbour", "Harm Buur", None, area)
    assert client.post(url_of(edition), about_another(edition, told="on")).status_code == 302
    assert SignUp.objects.order_by("pk").last().told_on == timezone.localdate()


def test_the_form_for_another_says_that_they_will_hear_of_it(client, edition):
    text = client.get(url_of(edition, "other"), headers={"cookie": "casetrack_language=en"}).content.decode()
    assert "within one month that you signed them up" in text
    assert "within one month that you signed them up" not in client.get(url_of(edition, "self")).content.decode()


def test_the_first_page_asks_for_whom_without_script(client, edition):
    links = BeautifulSoup(client.get(url_of(edition)).content, "html.parser").select("main a[href^='?who=']")
    assert [link["href"] for link in links] == ["?who=self", "?who=other"]
    assert client.post(url_of(edition), {"name": "No choice"}).status_code == 422
    assert not SignUp.objects.exists()


def test_no_session_is_made_and_no_address_of_the_visitor_kept(client, edition):
    for who in ("", "self", "other"):
        client.get(url_of(edition, who))
    client.post(url_of(edition), filled(edition), REMOTE_ADDR="203.0.113.77")
    client.get(reverse("public_sign_up_done", args=[edition.code]))
    assert "sessionid" not in client.cookies
    assert not Session.objects.exists()
    row = SignUp.objects.get()
    stored = [*vars(row).values(), *vars(row.history.get()).values()]
    assert not [value for value in stored if "203.0.113.77" in str(value)]


def test_the_form_works_in_a_browser_that_keeps_no_cookies(edition):
    assert Client(enforce_csrf_checks=True).post(url_of(edition), filled(edition)).status_code == 302


def test_a_signed_in_colleague_is_not_written_down_as_the_author(client, edition):
    client.force_login(make.ProgrammeMemberFactory(programme=edition.programme).user)
    client.post(url_of(edition), filled(edition))
    assert SignUp.objects.get().history.get().history_user is None


def test_nothing_is_fetched_from_elsewhere(client, edition):
    for who in ("", "self", "other"):
        page = BeautifulSoup(client.get(url_of(edition, who)).content, "html.parser")
        found = [tag.get("src") or tag.get("href") for tag in page.select("script, link, img, iframe")]
        assert found
        assert not [address for address in found if address and address.startswith(("http", "//"))]


@pytest.mark.parametrize("change", ["closed", "over", "not yet", "unknown"])
def test_there_is_no_form_for_an_edition_that_takes_no_sign_ups(client, edition, change):
    today = timezone.localdate()
    if change == "closed":
        edition.public_sign_up = False
    elif change == "over":
        edition.ends_on = today - timedelta(days=1)
    elif change == "not yet":
        edition.starts_on = today + timedelta(days=1)
    else:
        edition.code = "nothing-here"
    if change != "unknown":
        edition.save()
    for answer in (client.get(url_of(edition)), client.post(url_of(edition), filled(edition)), client.get(url_of(edition) + "thanks/")):
        assert answer.status_code == 404
    for path in ("", "%00/", "nowhere/", "nowhere/thanks/", "a/b/c/"):
        for answer in (client.get(f"/sign-up/{path}"), client.post(f"/sign-up/{path}", {"who": "self"})):
            if answer.status_code != 405:  # the page of thanks takes no form
                assert answer.status_code == 404
                assert "referrals/public_nothing.html" in [template.name for template in answer.templates]
    assert not SignUp.objects.exists()


def test_an_edition_runs_on_its_first_and_its_last_day(client, edition):
    edition.starts_on = edition.ends_on = timezone.localdate()
    edition.save()
    assert client.get(url_of(edition)).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"phone": ""}, {"phone": "", "email": "no address"}, {"phone": "", "place": "Emmen"}, {"signals": ["nonsense"]},
        {"area": "999999"}, {"explanation": "x" * 2001}, {"explanation": "My number is 111222333"}, {"name": "x" * 301}, {"submission": "no key"},
    ],
)  # fmt: skip
def test_wrong_input_saves_nothing_and_keeps_what_was_typed(client, edition, wrong):
    answer = client.post(url_of(edition), filled(edition, **{"postcode": "9501 AA"} | wrong))
    assert answer.status_code == 422
    assert "9501 AA" in answer.content.decode()
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("way", [{"phone": "0599 1"}, {"email": "g@example.org"}, {"street": "Kerkstraat 1"}])
def test_one_way_to_reach_somebody_is_enough(client, edition, way):
    assert client.post(url_of(edition), filled(edition, **{"phone": ""} | way)).status_code == 302


@pytest.mark.parametrize("wrong", [{"reporter_name": ""}, {"relation": ""}, {"relation": "self"}])
def test_who_signs_up_another_says_who_they_are(client, edition, wrong):
    assert client.post(url_of(edition), about_another(edition, **wrong)).status_code == 422
    assert not SignUp.objects.exists()


def test_the_area_of_another_programme_is_no_choice(client, edition):
    from programmes.models import Area

    page = BeautifulSoup(client.get(url_of(edition, "self")).content, "html.parser")
    assert [option.text for option in page.select("select[name=area] option")][1:] == ["North", "South"]
    elsewhere = Area.objects.get(name="Elsewhere")
    assert client.post(url_of(edition), filled(edition, area=elsewhere.pk)).status_code == 422
    with pytest.raises(incoming.Refusal):
        receive_sign_up(edition, submission=uuid.uuid4(), name="A", phone="1", area=elsewhere)


def test_a_number_that_looks_like_a_bsn_is_kept_only_when_it_is_said_to_be_none(client, edition):
    said = filled(edition, explanation="Client number 111222333")
    assert client.post(url_of(edition), said).status_code == 422
    assert client.post(url_of(edition), said | {"no_bsn": "on"}).status_code == 302


# Double and automatic


def test_the_same_form_sent_twice_is_one_sign_up(client, edition):
    said = filled(edition)
    assert [client.post(url_of(edition), said).status_code for _ in range(2)] == [302, 302]
    assert SignUp.objects.count() == 1


def test_a_form_without_a_key_does_not_find_somebody_elses_sign_up(client, edition):
    make.SignalFactory(edition=edition)
    assert client.post(url_of(edition), filled(edition, submission="")).status_code == 302
    assert SignUp.objects.count() == 2


def test_the_key_of_another_form_tells_nothing(client, edition):
    other = make.EditionFactory(code="other-edition", public_sign_up=True)
    said = filled(edition)
    client.post(url_of(edition), said)
    answer = client.post(url_of(other), said | {"opened": opened(other)})
    assert answer.status_code == 422
    assert SignUp.objects.count() == 1


def test_a_filled_trap_is_shown_and_can_be_emptied(client, edition):
    page = BeautifulSoup(client.get(url_of(edition, "self")).content, "html.parser")
    assert page.select_one("input[name=website]").find_parent(hidden=True)
    answer = client.post(url_of(edition), filled(edition, website="http://buy.example"))
    assert answer.status_code == 422
    assert not SignUp.objects.exists()
    assert not BeautifulSoup(answer.content, "html.parser").select_one("input[name=website]").find_parent(hidden=True)
    assert client.post(url_of(edition), filled(edition)).status_code == 302


@pytest.mark.parametrize("moment", ["too fast", "days ago", "none", "made up", "of another edition"])
def test_a_form_that_no_person_sent_asks_to_be_sent_again_and_then_works(client, edition, moment):
    other = make.EditionFactory(code="other-edition", public_sign_up=True)
    value = {
        "too fast": opened(edition, 0), "days ago": opened(edition, 3 * 24 * 3600), "none": "", "made up": "open-edition:x:y",
        "of another edition": opened(other),
    }[moment]  # fmt: skip
    answer = client.post(url_of(edition), filled(edition, opened=value))
    assert answer.status_code == 422
    assert "Geeske de Boer" in answer.content.decode()
    assert not SignUp.objects.exists()
    fresh = BeautifulSoup(answer.content, "html.parser").select_one("input[name=opened]")["value"]
    import time
    from unittest.mock import patch

    later = time.time() + 10
    with patch.object(signing.time, "time", return_value=later):
        assert client.post(url_of(edition), filled(edition, opened=fresh)).status_code == 302


def test_a_flood_is_stopped_for_its_edition_only_and_for_an_hour(client, edition, monkeypatch):
    monkeypatch.setattr(incoming, "PUBLIC_PER_HOUR", 3)
    for _ in range(3):
        assert client.post(url_of(edition), filled(edition)).status_code == 302
    answer = client.post(url_of(edition), filled(edition, name="Jan Laat"))
    assert answer.status_code == 429
    assert "Jan Laat" in answer.content.decode()
    assert SignUp.objects.count() == 3
    other = make.EditionFactory(code="other-edition", public_sign_up=True)
    assert client.post(url_of(other), filled(other)).status_code == 302
    SignUp.history.filter(edition=edition).update(history_date=timezone.now() - timedelta(minutes=61))
    assert client.post(url_of(edition), filled(edition)).status_code == 302


def test_what_staff_write_down_does_not_count_as_a_flood(client, edition, monkeypatch):
    monkeypatch.setattr(incoming, "PUBLIC_PER_HOUR", 1)
    leader = make.ProgrammeMemberFactory(programme=edition.programme).user
    for _ in range(3):
        incoming.add_signal(edition, by=leader, name="By telephone")
    assert client.post(url_of(edition), filled(edition)).status_code == 302


def test_the_page_of_thanks_knows_nothing_of_what_was_sent(client, edition):
    client.post(url_of(edition), filled(edition))
    text = client.get(reverse("public_sign_up_done", args=[edition.code])).content.decode()
    assert "Geeske" not in text and str(SignUp.objects.get().submission) not in text


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_the_form_is_there_in_every_language(client, edition, language):
    client.cookies["casetrack_language"] = language
    page = BeautifulSoup(client.get(url_of(edition, "other")).content, "html.parser")
    assert page.html["lang"] == language
    assert {button["value"] for button in page.select("button[name=language]")} == {"nl", "de", "en"}


def test_who_rather_calls_finds_the_number(client, edition, monkeypatch):
    assert "tel:" not in client.get(url_of(edition)).content.decode()
    edition.sign_up_phone = "0599 12 34 56"
    edition.save()
    monkeypatch.setattr(incoming, "PUBLIC_PER_HOUR", 0)
    for answer in (client.get(url_of(edition)), client.get(url_of(edition, "other")), client.post(url_of(edition), filled(edition))):
        assert 'href="tel:0599123456"' in answer.content.decode()


def test_a_browser_offers_what_it_knows_of_the_visitor_and_nothing_of_others(client, edition):
    def offered(who):
        page = BeautifulSoup(client.get(url_of(edition, who)).content, "html.parser")
        return {one["name"]: one["autocomplete"] for one in page.select("main input[autocomplete]") if one["name"] != "website"}

    assert offered("self")["phone"] == "tel" and "off" not in offered("self").values()
    other = offered("other")
    assert (other["phone"], other["name"], other["reporter_phone"], other["reporter_name"]) == ("off", "off", "tel", "name")
