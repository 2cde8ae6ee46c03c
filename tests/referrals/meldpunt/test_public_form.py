"""Reporting without signing in: the five steps, the receipt, and what is kept."""

import uuid
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from referrals import limits, sealing
from referrals.actions import discrimination as actions
from referrals.actions.discrimination import erasing
from referrals.models import DiscriminationReport, Mailbox, MailboxFile, Reporter
from referrals.report_public_forms import Answers
from tests import vault as make
from tests.referrals.meldpunt.visitor import STORY, Visitor, later, photo


@pytest.fixture
def visitor(vault):
    return Visitor(vault.meldpunt)


def newest():
    return DiscriminationReport.objects.order_by("pk").last()


def test_somebody_reports_without_an_account_and_gets_a_code_once(visitor, vault):
    before = DiscriminationReport.objects.count()
    code = visitor.report()
    assert DiscriminationReport.objects.count() == before + 1
    report = newest()
    assert (report.meldpunt, report.description, report.grounds, report.terrain.key, report.nature.key) == (
        vault.meldpunt, STORY, ["race"], "housing", "unknown",
    )  # fmt: skip
    assert (report.channel, report.via, report.kind, report.status, report.handler, report.reporter_role) == (
        "electronic", "direct", "report", "new", None, "victim",
    )  # fmt: skip
    assert (report.incident_on, report.incident_precision, report.received_on) == (date(2024, 2, 3), "day", timezone.localdate())
    assert len(code) == 35 and sealing.read_code(code)
    assert report.mailbox.lookup == sealing.lookup(sealing.read_code(code))


def test_it_is_anonymous_unless_chosen_otherwise_and_keeps_four_digits_only(visitor):
    visitor.report(name="Mina Huurder", phone="06 12345678", email="mina@example.org")
    report = newest()
    assert report.anonymity == "full"
    told = Reporter.objects.get(report=report)
    assert {name: getattr(told, name) for name in Reporter.telling_fields if getattr(told, name)} == {"postcode": "9401"}


@pytest.mark.parametrize("anonymity", ["none", "towards_third_parties"])
def test_whoever_chooses_it_is_known_by_name(visitor, anonymity):
    visitor.report(anonymity=anonymity, name="Mina Huurder", phone="06 12345678")
    report = newest()
    assert (report.anonymity, report.reporter.name, report.reporter.phone) == (anonymity, "Mina Huurder", "06 12345678")


def test_without_any_name_or_contact_nobody_can_be_known(visitor):
    visitor.get(visitor.start)
    visitor.send(description=STORY)
    visitor.send()
    visitor.send()
    visitor.send(anonymity="none")
    assert (visitor.status, visitor.step) == (422, "you")
    assert visitor.page.select_one(".error-summary a")["href"] == "#id_name"


def test_only_what_happened_must_be_told(visitor):
    visitor.get(visitor.start)
    visitor.send()
    assert (visitor.status, visitor.step) == (422, "what")
    visitor.send(description=STORY)
    for step in ("where", "about", "you"):
        assert visitor.step == step
        visitor.send()
    with later(10):
        visitor.send("send")
    assert visitor.code
    report = newest()
    assert (report.grounds, report.terrain.key, report.nature.key) == (["unknown"], "unknown", "unknown")
    assert (report.incident_on, report.incident_precision, report.incident_state, report.residence_state) == (None, "unknown", "unknown", "unknown")
    assert not Reporter.objects.filter(report=report).exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"day": "", "month": "", "year": "2023"}, (date(2023, 1, 1), "year")),
        ({"day": "", "month": "5", "year": "2023"}, (date(2023, 5, 1), "month")),
        ({"day": "7", "month": "5", "year": "2023"}, (date(2023, 5, 7), "day")),
        ({"day": "7", "month": "5", "year": "2023", "repeated": "on"}, (date(2023, 5, 7), "repeatedly")),
        ({"day": "", "month": "", "year": "", "repeated": "on"}, (None, "unknown")),
    ],
)
def test_the_day_may_be_known_exactly_roughly_or_not_at_all(visitor, typed, kept):
    visitor.report(**typed)
    assert (newest().incident_on, newest().incident_precision) == kept


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"day": "31", "month": "2", "year": "2024"}, "day"),
        ({"day": "3", "month": "", "year": "2024"}, "month"),
        ({"day": "3", "month": "2", "year": ""}, "year"),
        ({"day": "1", "month": "1", "year": str(timezone.localdate().year + 1)}, "year"),
        ({"day": "x", "month": "2", "year": "2024"}, "day"),
        ({"year": "1000000000000"}, "year"),
        ({"year": "10000"}, "year"),
        ({"year": "1899"}, "year"),
        ({"year": "-1"}, "year"),
        ({"year": "9" * 5000}, "year"),
        ({"postcode": "94"}, "postcode"),
        ({"postcode": "Assen"}, "postcode"),
        ({"postcode": "9401 straat"}, "postcode"),
        ({"incident": "999999"}, "incident"),
    ],
)
def test_what_cannot_be_is_said_at_once_and_nothing_is_lost(visitor, typed, field):
    visitor.get(visitor.start)
    visitor.send(description=STORY)
    visitor.send(**{"platform": "Marktplaats", **typed})
    assert (visitor.status, visitor.step) == (422, "where")
    assert visitor.page.select_one(".error-summary a")["href"] == f"#id_{field}"
    assert visitor.typed()["platform"] == ["Marktplaats"]
    assert visitor.typed()["description"] == [STORY]


@pytest.mark.parametrize("role", ["victim", "witness", "intermediary"])
def test_whoever_reports_for_another_is_asked_in_other_words(visitor, role):
    visitor.client.cookies["casetrack_language"] = "en"
    visitor.get(visitor.start)
    visitor.send(description=STORY, reporter_role=role)
    where = visitor.page.find("form", id="step").get_text(" ", strip=True)
    assert ("not for theirs" in where) == (role != "victim")
    visitor.send()
    answers = {label.get_text(strip=True) for label in visitor.page.select("form#step fieldset label")}
    own = role == "victim"
    assert ("My age" in answers, "Age" in answers) == (own, not own)
    assert all(answer[0].isupper() for answer in answers)
    assert not [answer for answer in answers if not own and answer.startswith(("My ", "I was"))]


def test_a_role_that_is_none_is_taken_for_that_of_the_reporter(vault):
    form = Answers(vault.meldpunt, QueryDict("reporter_role=nonsense")).form("about")
    assert not form.for_another


def test_no_field_of_which_one_is_required_is_called_optional(visitor):
    visitor.get(visitor.start)
    visitor.send(description=STORY)
    assert visitor.page.select("form#step .field__optional")
    visitor.send()
    visitor.send()
    assert visitor.step == "you"
    assert not visitor.page.select("form#step .field__optional")


def test_the_last_look_shows_no_question_that_was_skipped(visitor):
    visitor.client.cookies["casetrack_language"] = "en"
    visitor.get(visitor.start)
    visitor.send(description=STORY)
    for _step in ("where", "about", "you"):
        visitor.send()
    assert "I do not know" not in visitor.page.select_one("#step").get_text()


ABSURD = ["1000000000000", "-1", "9" * 5000, "1e999", "a\0b", "²", "\u202e\uffff\U0010ffff<b>" * 5000]


def test_absurd_answers_never_break_a_page_wherever_they_travel(visitor):
    visitor.up_to_last()
    good = visitor.typed()
    assert {"year", "month", "day", "incident", "submission", "opened", "website", "anonymity", "terrain"} <= good.keys()
    names = [*good, "to", "returns", "ticket", "no_bsn", "language", "seen_version", "also_reported_to", "repeated", "online", "was_where"]
    before = DiscriminationReport.objects.count()
    with later(10):
        for name in dict.fromkeys(names):
            for value in ABSURD:
                visitor.post(visitor.start, {**good, "to": "send", "website": "trap", name: value})
                assert visitor.status in (200, 422, 429), (name, value[:20])
        for value in ABSURD:
            everywhere = dict.fromkeys(good, value)
            for step in ("what", "where", "about", "you", "last"):
                for to in ("next", "back", "send", step):
                    visitor.post(visitor.start, {**everywhere, "step": step, "to": to})
                    assert visitor.status in (200, 422), (step, to, value[:20])
    assert DiscriminationReport.objects.count() <= before + len(ABSURD) * 2


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "hex", "utf-16", "nonsense"])
def test_half_characters_by_another_codec_are_read_as_they_were_sent(visitor, charset):
    """With utf-7 and unicode_escape these bytes would be a surrogate, which no database keeps; hex is no codec for text."""
    for to in ("next", "send"):
        body = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in (
            ("step", "what"), ("to", to), ("description", "+2AA- \\ud800"), ("opened", "+2AA- \\ud800"), ("ticket", "\\ud800"),
        ))  # fmt: skip
        answer = visitor.client.generic("POST", visitor.start, body.encode() + b"--x--\r\n", f"multipart/form-data; boundary=x; charset={charset}")
        assert answer.status_code in (200, 422)
        assert "+2AA- \\ud800" in answer.content.decode()


@pytest.mark.parametrize("part", ["", "reply", "file", "withdraw", "erase"])
def test_absurd_fields_never_break_a_page_of_the_mailbox(visitor, part):
    code = visitor.report()
    for name in ("code", "text", "do", "no_bsn", "file", "ticket", "language"):
        for value in ABSURD:
            visitor.mailbox(**{"code": code, "part": part, name: value})
            assert visitor.status in (200, 404, 422, 429), (name, value[:20])


def test_places_are_municipalities_of_today_with_those_of_the_area_first(visitor, vault):
    assen, emmen = make.municipality("0106"), make.municipality("0114")
    visitor.get(visitor.start)
    visitor.send(description=STORY)
    groups = {group["label"]: [option.text for option in group.select("option")] for group in visitor.page.select("select[name=incident] optgroup")}
    near, far = groups.values()
    assert near == ["Assen"] and "Emmen" in far
    visitor.report(incident=str(assen.pk), residence=str(emmen.pk))
    assert (newest().incident, newest().residence) == (assen, emmen)
    visitor.report(incident="not_applicable", residence="abroad", online="on", platform="Marktplaats")
    report = newest()
    assert (report.incident_state, report.residence_state, report.online, report.platform) == ("not_applicable", "abroad", True, "Marktplaats")


@pytest.mark.parametrize("place", ["elsewhere", "abroad"])
def test_whoever_lives_where_no_list_reaches_says_so_and_staff_read_the_same(visitor, place):
    visitor.report(incident=place, residence=place)
    report = newest()
    assert (report.incident_state, report.residence_state, report.incident, report.residence) == (place, place, None, None)
    assert report.get_incident_state_display() == report.get_residence_state_display()


def test_grounds_are_plain_words_and_those_of_before_are_not_offered(visitor, vault):
    ended = make.value("ground", "working_hours")
    ended.valid_to = timezone.localdate()
    ended.save()
    visitor.get(visitor.start)
    visitor.send(description=STORY)
    visitor.send()
    offered = [box["value"] for box in visitor.page.select("input[name=grounds]")]
    assert "race" in offered and "unknown" in offered and "working_hours" not in offered
    visitor.send(grounds=["race", "religion", "unknown"], also_reported_to=["police"])
    assert visitor.step == "you"
    visitor.send()
    with later(10):
        visitor.send("send")
    assert (newest().grounds, newest().also_reported_to) == (["race", "religion"], ["police"])


# Back and forth


def test_back_and_forward_keep_what_was_typed_even_what_is_not_right_yet(visitor):
    visitor.get(visitor.start)
    visitor.send(description=STORY, reporter_role="witness")
    visitor.send("back", day="31", month="2", year="2024", repeated="on", postcode="94")
    assert visitor.step == "what"
    assert visitor.typed()["description"] == [STORY] and visitor.typed()["reporter_role"] == ["witness"]
    visitor.send()
    kept = visitor.typed()
    assert (kept["day"], kept["month"], kept["year"], kept["repeated"], kept["postcode"]) == (["31"], ["2"], ["2024"], ["on"], ["94"])


def test_a_box_that_was_emptied_stays_empty(visitor):
    visitor.get(visitor.start)
    visitor.send(description=STORY)
    visitor.send("back", repeated="on")
    visitor.send()
    visitor.send("back", repeated=None)
    visitor.send()
    assert "repeated" not in visitor.typed()


def test_the_last_look_shows_every_answer_and_leads_back_to_each_step(visitor):
    visitor.up_to_last(reporter_role="witness")
    text = visitor.page.select_one("main").get_text(" ")
    for said in (STORY, "3 februari 2024", "9401"):
        assert said in text
    assert [button["value"] for button in visitor.page.select("section button[name=to]")] == ["what", "where", "about", "you"]
    visitor.send("what")
    assert (visitor.step, visitor.typed()["description"]) == ("what", [STORY])
    visitor.send(description="Something else")
    assert visitor.step == "last"
    assert "Something else" in visitor.page.text


def test_another_language_keeps_what_was_typed(visitor):
    visitor.get(visitor.start)
    visitor.send(description=STORY)
    data = {**visitor.typed(), "day": "4", "language": "de"}
    visitor.post(visitor.start, data)
    assert (visitor.page.html["lang"], visitor.step, visitor.status) == ("de", "where", 200)
    assert visitor.typed()["day"] == ["4"] and visitor.typed()["description"] == [STORY]
    assert visitor.client.cookies["casetrack_language"].value == "de"


def test_nothing_is_kept_before_the_last_step(visitor):
    before = DiscriminationReport.objects.count()
    visitor.up_to_last()
    assert DiscriminationReport.objects.count() == before


def test_skipping_a_step_is_noticed_at_the_end(visitor):
    visitor.get(visitor.start)
    with later(10):
        visitor.send("send")
    assert (visitor.status, visitor.step) == (422, "what")


# Once


def test_the_same_form_sent_twice_is_one_report_and_shows_the_code_once(visitor):
    visitor.up_to_last()
    before = DiscriminationReport.objects.count()
    data = {**visitor.typed(), "to": "send"}
    with later(10):
        visitor.post(visitor.start, data)
        code = visitor.code
        visitor.post(visitor.start, data)
    assert code and visitor.status == 200
    assert not visitor.code and code not in visitor.answer.content.decode()
    assert DiscriminationReport.objects.count() == before + 1
    assert Mailbox.objects.filter(report=newest()).count() == 1


def test_the_key_of_another_form_tells_nothing(visitor, vault):
    away = make.build_vault(name="away")
    visitor.up_to_last()
    key = visitor.typed()["submission"]
    with later(10):
        visitor.send("send")
    other = Visitor(away.meldpunt)
    other.up_to_last()
    with later(10):
        other.send("send", submission=key)
    assert (other.status, other.code) == (422, "")


def test_a_report_that_staff_wrote_down_is_not_found_by_its_key(visitor, vault):
    key = uuid.uuid4()
    fields = {"terrain": make.value("terrain", "housing"), "nature": make.value("nature", "threat"), "grounds": ["race"], "reporter_role": "victim"}
    actions.add_report(vault.meldpunt, by=vault.consulent, submission=key, received_on=timezone.localdate(), channel="phone", **fields)
    visitor.up_to_last()
    with later(10):
        visitor.send("send", submission=str(key))
    assert (visitor.status, visitor.code) == (422, "")


# Programs and floods


def test_a_filled_trap_is_shown_and_can_be_emptied(visitor):
    visitor.up_to_last()
    assert visitor.page.select_one("input[name=website]").find_parent(hidden=True)
    with later(10):
        visitor.send("send", website="http://buy.example")
    assert visitor.status == 422
    assert not visitor.page.select_one("input[name=website]").find_parent(hidden=True)
    with later(10):
        visitor.send("send", website="")
    assert visitor.code


@pytest.mark.parametrize("moment", ["too fast", "days ago", "made up"])
def test_a_form_that_no_person_sent_asks_to_be_sent_again_and_then_works(visitor, moment):
    visitor.up_to_last()
    with later({"too fast": 0, "days ago": 3 * 24 * 3600, "made up": 10}[moment]):
        visitor.send("send", **({"opened": "vault:x:y"} if moment == "made up" else {}))
        assert (visitor.status, visitor.step) == (422, "last")
    with later(30 + (3 * 24 * 3600 if moment == "days ago" else 0)):
        visitor.send("send")
    assert visitor.code


def test_a_number_that_looks_like_a_bsn_is_kept_only_when_it_is_said_to_be_none(visitor):
    visitor.get(visitor.start)
    visitor.send(description="Client number 111222333")
    assert (visitor.status, visitor.step) == (422, "what")
    visitor.send(no_bsn="on")
    assert visitor.step == "where"
    visitor.send()
    visitor.send()
    visitor.send()
    with later(10):
        visitor.send("send")
    assert visitor.code and newest().description == "Client number 111222333"


def test_whoever_reports_often_waits_and_then_gets_through_while_neighbours_report_at_once(visitor, vault, monkeypatch):
    monkeypatch.setattr(limits.REPORTS, "own", (2, 3600))
    neighbour = Visitor(vault.meldpunt)
    neighbour.client.defaults["REMOTE_ADDR"] = "203.0.113.78"
    for _ in range(2):
        assert visitor.report()
    visitor.up_to_last()
    with later(10):
        visitor.send("send")
        assert (visitor.status, visitor.step) == (429, "last")
        ticket = visitor.typed()["ticket"]
        visitor.send("send")  # at once: the same ticket is not old enough
        assert (visitor.status, visitor.typed()["ticket"]) == (429, ticket)
    with later(10 + limits.WAIT_SECONDS + 2):
        visitor.send("send")
    assert visitor.code
    assert neighbour.report()


def test_there_is_no_form_where_a_meldpunt_takes_no_reports(visitor, vault, settings):
    for broken in ("public_form", "key", "code"):
        if broken == "public_form":
            vault.meldpunt.public_form = False
            vault.meldpunt.save()
        elif broken == "key":
            vault.meldpunt.public_form = True
            vault.meldpunt.save()
            settings.MELDPUNT_KEY = ""
        url = reverse("public_report", args=["nowhere"]) if broken == "code" else visitor.start
        assert visitor.get(url).status == 404
        assert visitor.post(url, {"to": "send"}).status == 404
    assert visitor.get("/report/%00/").status == 404


def test_whatever_is_not_there_gets_one_and_the_same_page_for_visitors(visitor, vault, settings):
    code = visitor.report()
    closed = make.build_vault(name="closed").meldpunt
    closed.public_form = False
    closed.save()
    seen = set()
    absent = ["", "nope/", "%00/", "%0A/", "a/b/c/d/", "mailbox//", "mailbox/nope/", "x" * 500 + "/"]
    for path in (*absent, f"{closed.code}/", f"{vault.meldpunt.code}/next/"):
        for answer in (visitor.get(f"/report/{path}").answer, visitor.post(f"/report/{path}", {"code": code, "to": "send"}).answer):
            seen.add((answer.status_code, repr(sorted(answer.items())), answer.content))
    assert visitor.mailbox(code, "file", file="1").status == 404
    seen.add((404, repr(sorted(visitor.answer.items())), visitor.answer.content))
    assert len(seen) == 1 and seen.pop()[0] == 404
    assert visitor.page.select_one("[data-quick-exit]")["href"] == settings.QUICK_EXIT_URL
    assert visitor.page.select_one("main a")["href"] == reverse("mailbox")
    assert not visitor.page.select('a[href^="/account"], a[href="/"]') and "Set-Cookie" not in visitor.answer
    assert visitor.answer["Referrer-Policy"] == "no-referrer" and "no-store" in visitor.answer["Cache-Control"]
    assert visitor.post("/report/nope/", {"language": "de"}).page.html["lang"] == "de" and visitor.status == 404


def test_the_form_is_found_without_the_slash_at_the_end(visitor):
    assert visitor.get(visitor.start.rstrip("/")).answer["Location"] == visitor.start


# What is kept of a visit


def test_no_cookie_but_the_language_and_no_session_is_made(visitor):
    visitor.report()
    assert not visitor.client.cookies
    assert not Session.objects.exists()


def test_a_signed_in_colleague_is_not_written_down_as_the_author(vault):
    visitor = Visitor(vault.meldpunt)
    visitor.client.force_login(vault.consulent)
    visitor.report()
    assert {row.history_user for row in newest().history.all()} == {None}


def test_the_history_of_what_reporters_do_knows_the_day_only(visitor, vault):
    code = visitor.report(anonymity="none", name="Mina")
    report = newest()
    make.ReportConsentFactory(report=report, step="referral", starts_on=timezone.localdate())
    visitor.mailbox(code, "withdraw", sure="1")
    visitor.mailbox(code, "erase", sure="1")
    written = [*report.history.filter(history_user=None), *Reporter.history.filter(report=report)]
    written += [row for row in erasing.ReportConsent.history.filter(report=report, history_user=None) if row.history_type == "~"]
    assert len(written) >= 6
    for row in written:
        moment = timezone.localtime(row.history_date)
        assert (moment.date(), moment.hour, moment.minute, moment.second, moment.microsecond) == (timezone.localdate(), 0, 0, 0, 0)


def test_what_staff_do_keeps_its_time(vault):
    actions.take_report(vault.anonymous, by=vault.consulent)
    row = vault.anonymous.history.order_by("history_id").last()
    assert timezone.now() - row.history_date < timedelta(minutes=1)


def test_every_page_is_private_neutral_and_fetches_nothing_from_elsewhere(visitor, settings):
    code = visitor.report()
    seen = [(visitor.answer, visitor.page)]
    for url in (visitor.start, "/report/mailbox/", "/report/mailbox/left/"):
        visitor.get(url)
        seen.append((visitor.answer, visitor.page))
    for part in ("", "reply", "withdraw", "erase"):
        visitor.mailbox(code, part)
        seen.append((visitor.answer, visitor.page))
    for answer, page in seen:
        assert answer["Referrer-Policy"] == "no-referrer" and "no-store" in answer["Cache-Control"]
        assert "Set-Cookie" not in answer
        title = page.title.text.lower()
        assert title and not any(word in title for word in ("discriminati", "melding", "meldpunt", "report"))
        fetched = [tag.get("src") or tag.get("href") for tag in page.select("script, link, img, iframe, object, source")]
        assert fetched and not [address for address in fetched if not address.startswith("/static/")]
        leave = page.select_one("[data-quick-exit]")
        assert leave["href"] == settings.QUICK_EXIT_URL and "noreferrer" in leave["rel"]
        for link in page.select("a[href], form[action]"):
            assert not sealing.read_code((link.get("href") or link.get("action")).rsplit("/", 1)[-1])


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_every_page_is_there_in_every_language(visitor, language):
    visitor.client.cookies["casetrack_language"] = language
    visitor.get(visitor.start)
    for step in ("what", "where", "about", "you", "last"):
        assert (visitor.step, visitor.page.html["lang"]) == (step, language)
        visitor.send(description=STORY)


def test_whoever_rather_calls_finds_the_number_on_every_step(visitor, vault):
    vault.meldpunt.phone = "0592 12 34 56"
    vault.meldpunt.save()
    visitor.get(visitor.start)
    for _step in range(5):
        assert visitor.page.select_one('a[href="tel:0592123456"]')
        visitor.send(description=STORY)


def test_files_of_the_report_lie_sealed_in_the_mailbox(visitor):
    visitor.report([photo(), photo("PNG")])
    kept = MailboxFile.objects.filter(message__mailbox__report=newest())
    assert [file.kind for file in kept] == ["jpeg", "png"]
    for file in kept:
        assert b"\xff\xd8\xff" not in bytes(file.for_reporter) + bytes(file.for_meldpunt)
        assert "Mina" not in str(vars(file))
