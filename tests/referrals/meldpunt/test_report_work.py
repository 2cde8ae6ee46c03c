"""My work of the meldpunt, and the mail on Monday that counts the same."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from casetrack.work import parts_of
from referrals.actions import discrimination as actions
from referrals.models import MailboxMessage
from tests import vault as make
from tests.referrals.meldpunt.pages import words
from tests.referrals.meldpunt.test_report_list import unread_message


def work(user):
    """{list: reference numbers} of the user's work."""
    return {part.name: {row.text for row in part.rows} for part in parts_of(user)}


def references(*rows):
    """The numbers by which people speak of these reports."""
    return {row.reference for row in rows}


def test_everybody_of_the_meldpunt_sees_the_reports_that_nobody_handles(vault):
    assert work(vault.consulent)["nobody"] == references(vault.hidden, vault.of_party, vault.anonymous)
    assert work(vault.barred)["nobody"] == references(vault.anonymous)


def test_the_first_contact_waits_for_whoever_handles_it_and_for_the_lead(vault):
    assert work(vault.consulent)["first-contact"] == references(vault.report, vault.hidden, vault.of_party, vault.anonymous)
    actions.assign_report(vault.report, by=vault.lead, handler=vault.lead)
    assert vault.report.reference not in work(vault.consulent)["first-contact"]
    assert vault.report.reference in work(vault.lead)["first-contact"]
    actions.record_first_contact(vault.report, by=vault.lead)
    assert vault.report.reference not in work(vault.lead)["first-contact"]


@pytest.mark.parametrize(("days", "waits"), [(0, False), (30, True)])
def test_a_report_of_today_does_not_wait_for_contact_yet(vault, days, waits):
    row = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, received_on=timezone.localdate() - timedelta(days=days))
    assert (row.reference in work(vault.consulent)["first-contact"]) == waits


def test_own_open_reports_without_a_step_for_two_weeks_are_there(vault):
    today = timezone.localdate()
    silent = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, handler=vault.consulent, received_on=today - timedelta(days=14))
    make.DiscriminationReportFactory(meldpunt=vault.meldpunt, handler=vault.lead, received_on=today - timedelta(days=40))
    stepped = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, handler=vault.consulent, received_on=today - timedelta(days=40))
    make.HandlingStepFactory(report=stepped, author=vault.consulent, done_on=today - timedelta(days=13))
    assert work(vault.consulent)["silent"] == references(silent)
    assert work(vault.barred).get("silent") is None


def test_unread_messages_are_there_of_closed_reports_too(vault):
    MailboxMessage.objects.update(read_by_meldpunt=True)  # those that the vault begins with
    unread_message(vault.report)
    unread_message(vault.hidden, read=True)
    actions.close_report(vault.report, by=vault.consulent, result="unknown", why="Ready")
    assert work(vault.consulent)["mailbox"] == references(vault.report)
    assert "mailbox" not in work(vault.barred)


def test_my_work_names_numbers_and_no_persons_and_leads_to_the_lists(vault, sign_in):
    page = sign_in(vault.lead).get(reverse("my_work"))
    told = words(page)
    assert vault.hidden.reference in told
    for name in (vault.hidden.reporter.name, vault.hidden.description, vault.party.organisation):
        assert name not in page.content.decode()
    assert f"{reverse('meldpunten')}?status=open&amp;handler=nobody" in page.content.decode()


def test_whoever_has_nothing_waiting_still_finds_the_way_to_the_reports(sign_in, db):
    empty = make.MeldpuntFactory()
    page = sign_in(make.member(empty, "consulent", "consulent@empty.example")).get(reverse("my_work"))
    assert f'href="{reverse("meldpunten")}"' in page.content.decode()


def test_people_of_programmes_have_none_of_these_lists(vault, world):
    for who in ("leader", "coordinator", "administrator", "spil"):
        assert not {"nobody", "first-contact", "silent", "mailbox"} & set(work(getattr(world, who)))


def test_the_mail_on_monday_counts_the_same_lists_for_the_lead_and_names_nothing(vault):
    unread_message(vault.report)
    call_command("send_digest", stdout=StringIO())
    assert [message.to for message in mail.outbox] == [[vault.lead.email]]
    text = mail.outbox[0].subject + mail.outbox[0].body
    for part in parts_of(vault.lead):
        assert f"#work-{part.name}" in text
    for word in (vault.report.reference, vault.report.description, vault.report.reporter.name, vault.party.organisation):
        assert word not in text
