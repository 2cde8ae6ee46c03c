"""Erasing who reported: it takes every word with it, whatever was recorded, by each of the three ways."""

import pytest
from django.urls import reverse
from django.utils import timezone

from referrals.actions import discrimination as actions
from referrals.models import DiscriminationReport, Mailbox
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
