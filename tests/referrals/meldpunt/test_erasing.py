"""Erasing who reported: it takes every word with it, whatever was recorded, by each of the three ways."""

import pytest
from django.urls import reverse
from django.utils import timezone

from referrals.actions import discrimination as actions
from referrals.models import DiscriminationReport, Mailbox, PersonalInterest
from tests import vault as make
from tests.referrals.meldpunt.road import ago, client_of, on_the_road
from tests.referrals.meldpunt.visitor import Visitor

CANARY = "Canaria"


def filled_in(vault):
    """A report with every kind of part, words in each, and consents that differ in the recipient alone; (report, code of its mailbox)."""
    report = on_the_road(vault, consents=("investigation", "mediation", "contact_other_party"), description=CANARY, platform=CANARY)
    for recipient in ("", f"{CANARY} one", f"{CANARY} two"):
        consent = make.ReportConsentFactory(report=report, recipient=recipient, wording=CANARY, starts_on=ago(15))
    make.ReportConsentFactory(report=report, recipient=CANARY, starts_on=ago(15), ends_on=ago(14))
    make.HandlingStepFactory(report=report, note=CANARY, author=vault.consulent)
    make.MilestoneFactory(report=report, kind="conclusion_reporter", note=CANARY, author=vault.consulent)
    make.LetterFactory(report=report, template=vault.template, addressee=CANARY, body=CANARY, author=vault.consulent)
    make.ReportReferralFactory(report=report, consent=consent, body_name=CANARY, result=CANARY, result_on=ago(0), author=vault.consulent)
    PersonalInterest.objects.create(meldpunt=vault.meldpunt, user=vault.barred, report=report, reason=f"Neighbour of {CANARY}")
    actions.assign_report(report, by=vault.lead, handler=vault.lead, why=f"{CANARY} asked for it")
    code = make.sealing.new_code()
    make.MailboxFactory(report=report, code=code)
    return report, code


def left_of(report) -> str:
    """Everything that the tables and their history hold of a report."""
    found = [*DiscriminationReport.objects.filter(pk=report.pk).values(), *DiscriminationReport.history.filter(id=report.pk).values()]
    for model in actions.erasing.TELLING:
        found += [*model.objects.filter(report=report).values(), *model.history.filter(report=report).values()]
    return repr(found)


@pytest.mark.parametrize("way", ["action", "page of the lead", "mailbox"])
def test_a_report_with_every_kind_of_part_is_erased_whole(vault, way):
    report, code = filled_in(vault)
    assert CANARY in left_of(report) and "Zonderberg" in left_of(report)
    if way == "action":
        actions.erase_reporter(report, by=vault.lead)
    elif way == "mailbox":
        Visitor(vault.meldpunt).mailbox(code, "erase", sure="1")
    else:
        answer = client_of(vault.lead).post(reverse("reporter_erase", args=[report.pk]), {"sure": "on"})
        assert answer.status_code == 302
    report.refresh_from_db()
    assert report.erased_on == timezone.localdate()
    assert CANARY not in left_of(report) and "Zonderberg" not in left_of(report)
    assert not Mailbox.objects.filter(report=report).exists()
    assert not report.consents.filter(ends_on=None).exists()
    assert report.referrals.get().result_on is None
    assert vault.hidden.reporter.name and vault.hidden.consents.filter(ends_on=None).exists()
    assert report.interests.get().user == vault.barred  # kept away as before
    if way == "mailbox":  # the day at which the reporter did it, never the time
        for model in (DiscriminationReport, *actions.erasing.TELLING):
            of = {"id": report.pk} if model is DiscriminationReport else {"report": report}
            for row in model.history.filter(**of, history_user=None, history_change_reason="reporter_erased"):
                assert timezone.localtime(row.history_date).strftime("%H%M%S%f") == "000000000000", model


def test_no_words_come_back_after_an_erasure(vault):
    report = on_the_road(vault, milestones={})
    interest = PersonalInterest.objects.create(meldpunt=vault.meldpunt, user=vault.barred, report=report, reason="x")
    agreed = make.MilestoneFactory(report=report, kind="reporter_agrees", author=vault.consulent)
    actions.erase_reporter(report, by=vault.lead)
    say = {"by": vault.lead, "why": f"{CANARY} asked for it"}
    actions.move_report(report, status="in_progress", **say)
    actions.change_report(report, online=True, **say)
    actions.assign_report(report, handler=vault.lead, **say)
    actions.become_complaint(report, **say)
    actions.withdraw_milestone(report, milestone=agreed, **say)
    actions.close_report(report, result="changed", **say)
    actions.reopen_report(report, **say)
    actions.end_interest(interest, **say)
    actions.declare_interest(vault.meldpunt, by=vault.lead, user=vault.barred, report=report, reason=f"Neighbour of {CANARY}")
    assert report.history.first().history_change_reason == "report_reopened"
    assert CANARY not in left_of(report)


def test_what_was_erased_leaves_the_log_of_the_database_whoever_erases(vault, django_capture_on_commit_callbacks):
    code = make.sealing.new_code()
    make.MailboxFactory(report=on_the_road(vault), code=code)
    with django_capture_on_commit_callbacks() as by_reporter:
        Visitor(vault.meldpunt).mailbox(code, "erase", sure="1")
    with django_capture_on_commit_callbacks() as by_lead:
        actions.erase_reporter(vault.report, by=vault.lead)
    assert actions.erasing.leave_no_bytes in by_reporter and actions.erasing.leave_no_bytes in by_lead
