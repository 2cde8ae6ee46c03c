"""The mailbox of a reporter: what the code opens, and that every other code gets one and the same answer."""

import secrets
import statistics
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from referrals import limits, sealing
from referrals.actions import discrimination as actions
from referrals.actions.discrimination import receiving, writing
from referrals.models import Mailbox, MailboxFile, MailboxMessage, ReportConsent
from tests import vault as make
from tests.referrals.meldpunt.visitor import STORY, Visitor, later, photo, sent

GUESSES, PAGE_GUESSES = 1_000_000, 3_000


@pytest.fixture
def visitor(vault):
    return Visitor(vault.meldpunt)


@pytest.fixture
def code(visitor):
    """The code of somebody who reported just now."""
    return visitor.report()


def of(code):
    """The mailbox of a code."""
    return Mailbox.objects.get(lookup=sealing.lookup(sealing.read_code(code)))


def text(visitor):
    return visitor.page.select_one("main").get_text(" ")


# Reading and writing


def test_the_code_opens_the_mailbox_however_it_is_typed(visitor, code):
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " ")):
        assert visitor.mailbox(typed).status == 200


def test_staff_answer_and_the_reporter_reads_it_and_replies(visitor, code, vault):
    report = of(code).report
    actions.answer_in_mailbox(report, by=vault.consulent, text="Shall we write to the landlord?")
    assert "Shall we write to the landlord?" in text(visitor.mailbox(code))
    assert of(code).messages.get().read_by_reporter
    visitor.mailbox(code, "reply", text="Yes, please do.")
    assert visitor.status == 200 and "Yes, please do." in text(visitor)
    assert [one.text for one in actions.read_as_meldpunt(of(code))] == ["Shall we write to the landlord?", "Yes, please do."]
    newest = of(code).messages.order_by("pk").last()
    assert (newest.from_reporter, newest.read_by_meldpunt, newest.written_on) == (True, False, timezone.localdate())


def test_words_are_nowhere_in_the_database_but_sealed(visitor, code):
    visitor.mailbox(code, "reply", text="Words that nobody else may read")
    row = of(code).messages.get()
    assert b"Words" not in bytes(row.for_reporter) + bytes(row.for_meldpunt)


def test_a_file_comes_back_to_both_sides_as_an_attachment(visitor, code, vault, sign_in):
    visitor.mailbox(code, "reply", text="", files=[sent(photo())])
    file = MailboxFile.objects.get(message__mailbox=of(code))
    answers = [visitor.mailbox(code, "file", file=str(file.pk)).answer]
    answers.append(sign_in(vault.consulent).get(f"/reports-of-discrimination/{of(code).report_id}/mailbox/files/{file.pk}/"))
    for answer in answers:
        assert answer.content.startswith(b"\xff\xd8\xff")
        assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"] and "script-src" not in answer["Content-Security-Policy"]
        assert "Mina" not in answer["Content-Disposition"]


def test_the_file_of_another_mailbox_is_not_found(visitor, code, vault):
    other = Visitor(vault.meldpunt)
    theirs = other.report([photo()])
    key = MailboxFile.objects.get(message__mailbox=of(theirs)).pk
    for wrong in (key, 987654321, "x", "", "9" * 40, "²"):
        assert visitor.mailbox(code, "file", file=str(wrong)).status == 404


def test_the_same_message_sent_twice_is_one_and_later_again_another(visitor, code, vault):
    for _ in range(2):
        visitor.mailbox(code, "reply", text="Yes", files=[sent(photo())])
    assert of(code).messages.count() == MailboxFile.objects.filter(message__mailbox=of(code)).count() == 1
    visitor.mailbox(code, "reply", text="Yes", files=[sent(photo(size=(30, 30)))])
    actions.answer_in_mailbox(of(code).report, by=vault.consulent, text="And this?")
    actions.answer_in_mailbox(of(code).report, by=vault.consulent, text="And this?")
    visitor.mailbox(code, "reply", text="Yes")
    assert [one.from_reporter for one in of(code).messages.order_by("pk")] == [True, True, False, True]


@pytest.mark.parametrize("why", ["read", "another day"])
def test_the_same_words_of_a_reporter_later_are_a_message_of_their_own(visitor, code, vault, why):
    for _ in range(2):
        visitor.mailbox(code, "reply", text="Is there any news?")
    first = of(code).messages.get()
    if why == "read":
        actions.mark_mailbox_read(of(code).report, by=vault.consulent, last=first.pk)
    else:
        of(code).messages.update(written_on=timezone.localdate() - timedelta(days=30))
    for _ in range(2):
        visitor.mailbox(code, "reply", text="Is there any news?")
        assert visitor.status == 200
    assert of(code).messages.count() == 2 and text(visitor).count("Is there any news?") == 2
    assert [one.unread for one in actions.read_as_meldpunt(of(code))] == [why != "read", True]


@pytest.mark.parametrize("why", ["read", "another day"])
def test_the_same_answer_of_the_staff_later_is_an_answer_of_its_own(visitor, code, vault, why):
    report = of(code).report
    for _ in range(2):
        actions.answer_in_mailbox(report, by=vault.consulent, text="Please call us.")
    assert of(code).messages.count() == 1
    if why == "read":
        visitor.mailbox(code)
    else:
        of(code).messages.update(written_on=timezone.localdate() - timedelta(days=30))
    for _ in range(2):
        actions.answer_in_mailbox(report, by=vault.consulent, text="Please call us.")
    assert of(code).messages.count() == 2
    assert [row.history_change_reason for row in report.history.order_by("history_id")].count("mailbox_answered") == 2
    assert [one.unread for one in actions.read_as_reporter(of(code), sealing.read_code(code))] == [why != "read", True]


def test_an_empty_message_is_refused_and_what_was_typed_is_kept(visitor, code):
    visitor.mailbox(code, "reply", text="   ")
    assert visitor.status == 422
    visitor.mailbox(code, "reply", text="My answer", files=[sent(b"MZ program")])
    assert visitor.status == 422 and visitor.page.select_one("textarea[name=text]").text.strip() == "My answer"
    assert not of(code).messages.exists()


def test_a_full_mailbox_takes_no_more(visitor, code, monkeypatch):
    monkeypatch.setattr(writing, "MOST_MESSAGES", 2)
    for number in range(3):
        visitor.mailbox(code, "reply", text=f"Message {number}")
    assert visitor.status == 422 and of(code).messages.count() == 2


# Withdrawing and erasing


def test_withdrawing_ends_every_consent_and_staff_see_it(visitor, code, vault, sign_in):
    report = of(code).report
    consent = make.ReportConsentFactory(report=report, step="referral")
    neighbour = ReportConsent.objects.filter(report=vault.report).get()
    assert visitor.mailbox(code, "withdraw").page.select_one("input[name=sure]")
    assert of(code).withdrawn_on is None
    visitor.mailbox(code, "withdraw", sure="1")
    consent.refresh_from_db()
    neighbour.refresh_from_db()
    assert (consent.ends_on, neighbour.ends_on, of(code).withdrawn_on) == (timezone.localdate(), None, timezone.localdate())
    assert report.history.order_by("history_id").last().history_change_reason == "report_withdrawn"
    with pytest.raises(actions.steps.Refusal):
        actions.refer_report(report, by=vault.consulent, body="police", shared=["facts"])
    page = sign_in(vault.consulent).get(f"/reports-of-discrimination/{report.pk}/mailbox/part/").content.decode()
    assert "notice--warning" in page
    versions = report.history.count()
    visitor.mailbox(code, "withdraw", sure="1")
    assert report.history.count() == versions


def test_erasing_leaves_a_report_that_is_only_counted(visitor, vault):
    others = MailboxMessage.objects.count()
    code = visitor.report([photo()], anonymity="none", name="Mina Huurder")
    visitor.mailbox(code, "reply", text="One more thing")
    report = of(code).report
    visitor.mailbox(code, "erase")
    assert Mailbox.objects.filter(report=report).exists()
    visitor.mailbox(code, "erase", sure="1")
    assert visitor.answer["Clear-Site-Data"] == '"cache"'
    report.refresh_from_db()
    assert (report.description, report.grounds, report.erased_on, report.reporter.name) == ("", ["race"], timezone.localdate(), "")
    assert not Mailbox.objects.filter(report=report).exists()
    assert (MailboxMessage.objects.count(), MailboxFile.objects.count()) == (others, others)
    assert not any(STORY in row.description for row in report.history.all())
    vault.report.refresh_from_db()
    assert vault.report.description
    assert visitor.mailbox(code).status == 422


def test_leaving_makes_the_browser_forget(visitor):
    assert visitor.get("/report/mailbox/left/").answer["Clear-Site-Data"] == '"cache"'


def test_a_mailbox_ends_a_year_after_the_report_was_closed(visitor, code, vault):
    report = of(code).report
    actions.close_report(report, by=vault.consulent, result="registered_only", why="As she wished")
    today = timezone.localdate()
    plain = sealing.read_code(code)
    assert actions.find_mailbox(plain, today + timedelta(days=364))[1] is not None
    assert actions.find_mailbox(plain, today + timedelta(days=365))[1] is None
    other = Visitor(vault.meldpunt).report()
    assert actions.expire_mailboxes(today + timedelta(days=364)) == 0
    assert actions.expire_mailboxes(today + timedelta(days=365)) == 1
    assert not Mailbox.objects.filter(report=report).exists() and of(other)
    call_command("expire_mailboxes", verbosity=0)


@pytest.mark.parametrize("meanwhile", ["reopened", "erased"])
def test_a_mailbox_that_changes_while_the_clock_works_is_left_alone_and_the_others_still_end(visitor, vault, monkeypatch, meanwhile):
    codes = [visitor.report() for _ in range(3)]
    for code in codes:
        actions.close_report(of(code).report, by=vault.consulent, result="registered_only", why="As she wished")
    first, second, locked = of(codes[0]), of(codes[1]), receiving._locked

    def just_before(mailbox):
        if mailbox == first and meanwhile == "reopened":
            actions.reopen_report(second.report, by=vault.consulent, why="Something new")
        if mailbox == first and meanwhile == "erased":
            receiving.erasing.erase_by_reporter(second)
        return locked(mailbox)

    monkeypatch.setattr(receiving, "_locked", just_before)
    assert actions.expire_mailboxes(timezone.localdate() + timedelta(days=365)) == 2
    assert list(Mailbox.objects.filter(pk__in=(first.pk, second.pk))) == ([second] if meanwhile == "reopened" else [])


# Wrong codes


def wrong_codes(visitor, code, vault):
    """A code of every kind that opens nothing."""
    plain = sealing.read_code(code)
    erased = Visitor(vault.meldpunt).report()
    Visitor(vault.meldpunt).mailbox(erased, "erase", sure="1")
    expired = Visitor(vault.meldpunt).report()
    closed = of(expired).report
    closed.received_on = timezone.localdate() - timedelta(days=800)
    closed.incident_on, closed.incident_precision = None, "unknown"
    closed.status, closed.result, closed.closed_on = "closed", "unknown", timezone.localdate() - timedelta(days=700)
    closed.save()
    return {
        "unknown": sealing.grouped(sealing.new_code()),
        "erased": erased,
        "expired": expired,
        "one wrong symbol": ("0" if plain[0] != "0" else "1") + plain[1:],
        "too short": plain[:-1],
        "no code": "hello",
        "empty": "",
        "markup": "<script>alert(1)</script>",
        "long": "A" * 5000,
    }


@pytest.mark.parametrize("part", ["", "reply", "file", "withdraw", "erase"])
def test_every_code_that_opens_nothing_gets_one_and_the_same_answer(visitor, code, vault, part):
    answers = {}
    for kind, wrong in wrong_codes(visitor, code, vault).items():
        visitor.mailbox(wrong, part, sure="1", text="x", file="1")
        answers[kind] = (visitor.status, dict(visitor.answer.items()), visitor.answer.content)
    assert len({repr(answer) for answer in answers.values()}) == 1, {kind: answer[:1] for kind, answer in answers.items()}
    assert answers["erased"][0] == 422


@pytest.mark.once
def test_thousands_of_guesses_through_the_page_get_the_same_bytes(visitor, code, monkeypatch):
    monkeypatch.setattr(limits.MAILBOX, "own", (10**9, 1))
    monkeypatch.setattr(limits.MAILBOX, "everybody", (10**9, 1))
    seen = set()
    for number in range(PAGE_GUESSES):
        guess = sealing.new_code() if number % 3 else "".join(sealing.new_code()[:-1]) + "0"
        answer = visitor.client.post("/report/mailbox/", {"code": guess})
        seen.add((answer.status_code, len(answer.content), answer.content))
    assert len(seen) == 1
    assert visitor.mailbox(code).status == 200


@pytest.mark.once
def test_a_million_guesses_hit_nothing(code):
    """The hashes of a million well-formed codes stand in no row; bench/guesses.py asks the database for each of them."""
    kept = {bytes(row) for row in Mailbox.objects.values_list("lookup", flat=True)}
    assert sealing.lookup(sealing.read_code(code)) in kept
    for _ in range(GUESSES // 1000):
        number = secrets.randbits(130 * 1000)
        for _guess in range(1000):
            bits, number = number & (2**130 - 1), number >> 130
            symbols = "".join(sealing.SYMBOLS[(bits >> shift) & 31] for shift in range(0, 130, 5))
            assert sealing.lookup(symbols + sealing.check_symbol(symbols)) not in kept


def test_a_wrong_code_takes_as_long_as_a_right_one(code):
    """The look-up alone, hit and miss in turn; bench/guesses.py does it a million times and looks at the whole distribution."""
    right, times = sealing.read_code(code), {True: [], False: []}
    for number in range(2000):
        hit = bool(number % 2)
        guess = right if hit else sealing.new_code()
        began = time.perf_counter()
        found = actions.find_mailbox(guess)[1]
        times[hit].append(time.perf_counter() - began)
        assert (found is not None) == hit
    hit, miss = (statistics.median(times[side]) for side in (True, False))
    assert miss < hit * 1.1, "a wrong code must not be slower"
    assert hit < miss * 3, "the rest is the making of the rows that were found"


def test_the_work_for_any_code_is_one_question_to_the_database(code, django_assert_num_queries):
    for typed in (code, sealing.new_code(), "hello", ""):
        with django_assert_num_queries(1):
            actions.find_mailbox(typed)


# Limits


def test_guessing_costs_a_wait_and_locks_out_neither_neighbours_nor_the_one_with_the_code(visitor, code, vault, monkeypatch):
    monkeypatch.setattr(limits.MAILBOX, "own", (5, 600))
    for _ in range(5):
        assert visitor.mailbox(sealing.new_code()).status == 422
    visitor.mailbox(sealing.new_code(), "reply", text="One symbol was wrong")
    assert visitor.status == 429
    fields = {field["name"]: field["value"] for field in visitor.page.select("main form input")}
    assert fields["text"] == "One symbol was wrong"
    elsewhere = Visitor(vault.meldpunt)
    elsewhere.client.defaults["REMOTE_ADDR"] = "203.0.113.99"
    assert elsewhere.mailbox(sealing.new_code()).status == 422
    visitor.mailbox(code, "reply", text="I am no program")
    assert visitor.status == 200 and "I am no program" in text(visitor)
    with later(limits.WAIT_SECONDS + 2):
        assert visitor.post("/report/mailbox/reply/", fields).status == 422
        assert visitor.post("/report/mailbox/reply/", fields).status == 429  # a ticket works once


@pytest.mark.parametrize("part", ["", "reply", "file", "withdraw", "erase"])
def test_a_right_code_never_waits_and_over_the_limit_too_all_others_get_the_same_answer(visitor, code, vault, monkeypatch, part):
    wrong = wrong_codes(visitor, code, vault)
    monkeypatch.setattr(limits.MAILBOX, "own", (0, 600))
    monkeypatch.setattr(limits.MAILBOX, "everybody", (0, 600))
    answers = set()
    for typed in wrong.values():
        visitor.mailbox(typed, part)
        headers = {name: value for name, value in visitor.answer.items() if name != "Content-Length"}
        for field in visitor.page.select("main form input"):
            field["value"] = ""
        answers.add((visitor.status, repr(headers), str(visitor.page)))
    assert len(answers) == 1 and answers.pop()[0] == 429
    assert visitor.mailbox(code).status == 200
    visitor.mailbox(code, "reply", text="Still here")
    assert visitor.status == 200 and "Still here" in text(visitor)


def test_using_a_mailbox_is_no_guessing(visitor, code, monkeypatch):
    monkeypatch.setattr(limits.MAILBOX, "own", (1, 600))
    for _ in range(10):
        assert visitor.mailbox(code).status == 200
    assert visitor.mailbox(sealing.new_code()).status == 422
