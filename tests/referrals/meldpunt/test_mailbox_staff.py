"""The side of the staff: they read and answer, mark as read, and never get the code; everybody else gets nothing."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from casetrack.models import Opening
from referrals import sealing
from referrals.actions import discrimination as actions
from referrals.models import Mailbox, MailboxFile, MailboxMessage
from tests import vault as make


def pages(report):
    """Every address of the mailbox of a report, for reading."""
    file = MailboxFile.objects.filter(message__mailbox__report=report).first()
    return [
        reverse("report_mailbox", args=[report.pk]),
        reverse("report_mailbox_part", args=[report.pk]),
        reverse("report_mailbox_file", args=[report.pk, file.pk if file else 1]),
        reverse("api-report-mailbox-detail", args=[report.pk]),
    ]


def test_staff_read_answer_and_mark_as_read(vault, sign_in):
    client, url = sign_in(vault.consulent), reverse("report_mailbox", args=[vault.report.pk])
    assert "Message to vault about" in client.get(url).content.decode()
    unread = MailboxMessage.objects.get(mailbox__report=vault.report)
    assert not unread.read_by_meldpunt  # looking is no reading yet: a link may have been opened by mistake
    client.post(reverse("report_mailbox_read", args=[vault.report.pk]), {"last": unread.pk})
    unread.refresh_from_db()
    assert unread.read_by_meldpunt
    assert client.post(url, {"text": "Thank you", "last": unread.pk}).status_code == 302
    answer = MailboxMessage.objects.get(mailbox__report=vault.report, from_reporter=False)
    assert answer.read_by_meldpunt and not answer.read_by_reporter
    written = vault.report.history.order_by("history_id").last()
    assert (written.history_change_reason, written.history_user) == ("mailbox_answered", vault.consulent)


def test_a_message_that_came_after_the_page_was_opened_stays_new(vault):
    first = MailboxMessage.objects.get(mailbox__report=vault.report)
    actions.reply_by_reporter(vault.report.mailbox, "And one more thing")
    actions.answer_in_mailbox(vault.report, by=vault.consulent, text="Thank you", last=first.pk)
    assert [one.unread for one in actions.read_as_meldpunt(vault.report.mailbox)] == [False, True, False]


def test_reading_is_written_down_and_the_part_on_the_report_tells_no_words(vault, sign_in):
    client = sign_in(vault.consulent)
    part = client.get(reverse("report_mailbox_part", args=[vault.report.pk])).content.decode()
    assert "Message to vault" not in part
    assert not Opening.objects.exists()
    for url in pages(vault.report)[::2]:
        client.get(url)
    assert {row.what for row in Opening.objects.all()} == {"referrals.mailbox"}


def test_only_those_of_the_meldpunt_without_an_interest_get_anything(vault, world, sign_in):
    others = [vault.former, world.leader, world.coach, world.administrator, world.partner, world.funder, make.build_vault(name="away").lead]
    for report in (vault.report, vault.hidden, vault.of_party):
        for user in [*others, *([vault.barred] if report != vault.report else [])]:
            client = sign_in(user)
            for url in pages(report):
                assert client.get(url).status_code == 404, (user, url)
            assert client.post(reverse("report_mailbox", args=[report.pk]), {"text": "x"}).status_code == 404
            assert client.post(reverse("report_mailbox_read", args=[report.pk]), {"last": 99}).status_code == 404
            with pytest.raises(PermissionDenied):
                actions.answer_in_mailbox(report, by=user, text="x")
            with pytest.raises(PermissionDenied):
                actions.mark_mailbox_read(report, by=user, last=99)
    assert MailboxMessage.objects.filter(from_reporter=False).count() == 0


def test_the_file_of_another_report_is_not_found_through_an_own_one(vault, sign_in):
    theirs = MailboxFile.objects.get(message__mailbox__report=vault.hidden)
    assert sign_in(vault.barred).get(reverse("report_mailbox_file", args=[vault.report.pk, theirs.pk])).status_code == 404


def test_staff_never_get_the_code_nor_write_as_the_reporter(vault, sign_in):
    mailbox = Mailbox.objects.get(report=vault.report)
    client = sign_in(vault.lead)
    for url in pages(vault.report):
        body = client.get(url).content
        for kept in (bytes(mailbox.lookup), bytes(mailbox.public_key)):
            assert kept.hex().encode() not in body and kept not in body
    client.post(reverse("report_mailbox", args=[vault.report.pk]), {"text": "As the reporter", "from_reporter": "True"})
    assert not MailboxMessage.objects.get(mailbox=mailbox, from_reporter=False).from_reporter
    for guess in (mailbox.lookup, mailbox.public_key):
        assert client.post("/report/mailbox/reply/", {"code": bytes(guess).hex(), "text": "x"}).status_code == 422


def test_a_report_without_a_mailbox_says_so_and_takes_no_answer(vault, sign_in):
    client = sign_in(vault.consulent)
    url = reverse("report_mailbox", args=[vault.anonymous.pk])
    assert client.get(url).status_code == client.get(reverse("report_mailbox_part", args=[vault.anonymous.pk])).status_code == 200
    assert client.post(url, {"text": "Hello"}).status_code == 422
    with pytest.raises(ValidationError):
        actions.answer_in_mailbox(vault.anonymous, by=vault.consulent, text="Hello")


@pytest.mark.parametrize("wrong", ["", "   "])
def test_an_empty_answer_is_refused(vault, wrong):
    with pytest.raises(ValidationError):
        actions.answer_in_mailbox(vault.report, by=vault.consulent, text=wrong)


def test_the_api_reads_and_answers(vault, sign_in):
    client = sign_in(vault.consulent)
    url = reverse("api-report-mailbox-detail", args=[vault.report.pk])
    [message] = client.get(url).json()["messages"]
    assert (message["text"], message["unread"], message["files"][0]["kind"]) == (f"Message to vault about {vault.report.number}", True, "png")
    answered = client.post(f"{url}answer/", {"text": "Thank you", "last": message["pk"]}, content_type="application/json")
    assert answered.status_code == 200
    assert [one["unread"] for one in client.get(url).json()["messages"]] == [False, False]
    assert client.post(f"{url}mark-read/", {"last": message["pk"]}, content_type="application/json").status_code == 200
    assert "messages" not in client.get(reverse("api-report-mailbox-list")).json()["results"][0]


def test_the_time_line_of_a_report_tells_things_in_their_order_though_reporters_leave_no_time(vault):
    from casetrack.audit import entries_of
    from referrals.models import DiscriminationReport

    actions.become_complaint(vault.report, by=vault.consulent)
    actions.withdraw_by_reporter(vault.report.mailbox)
    actions.close_report(vault.report, by=vault.consulent, result="withdrawn", why="At her own wish")
    rows = entries_of(DiscriminationReport, DiscriminationReport.objects.filter(pk=vault.report.pk))
    closed, withdrawn, complaint = rows[:3]
    assert withdrawn.changes == [] and complaint.changes and any(change.after for change in closed.changes)


def test_sealed_words_of_the_vault_are_opened_by_their_own_meldpunt_only(vault):
    away = make.build_vault(name="away")
    message = MailboxMessage.objects.get(mailbox__report=vault.report)
    with pytest.raises(sealing.Unopened):
        sealing.open_as_meldpunt(message.for_meldpunt, away.meldpunt.code)
