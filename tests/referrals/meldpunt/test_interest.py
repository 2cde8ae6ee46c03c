"""Art. 2.5: whoever has a personal interest cannot open or handle the report, by no door, and does not end it themselves."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from referrals.actions import discrimination as actions
from referrals.models import PersonalInterest, ReportReferral
from tests import vault as make
from tests.referrals.meldpunt.pages import soup
from tests.referrals.meldpunt.road import CHANNELS, ago, attempt, on_the_road


def everything(vault, report):
    """Every action on a report and its parts, with data that would do."""
    consent, told, sent = report.consents.first(), report.milestones.first(), report.referrals.first()
    return [
        ("change_report", {"description": "Other words"}),
        ("close_report", {"result": "unknown", "why": "Done", "on": ago(0)}),
        ("become_complaint", {"on": ago(0)}),
        ("move_report", {"status": "intake"}),
        ("take_report", {}),
        ("record_first_contact", {"on": ago(0)}),
        ("change_reporter", {"birth_year": 1990}),
        ("record_step", {"kind": make.value("handling", "advice")}),
        ("record_milestone", {"kind": "reporter_heard"}),
        ("give_report_consent", {"step": "story"}),
        ("refer_report", {"body": "police", "shared": ["facts"]}),
        ("send_letter", {"template": vault.template, "subject": "Hello", "body": "Hello"}),
        ("withdraw_report_consent", {"consent": consent}),
        ("withdraw_milestone", {"milestone": told, "why": "Oops"}),
        ("record_report_referral_result", {"referral": sent, "result": "Helped"}),
    ]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("which", ["hidden", "of_party"])
def test_whoever_has_a_personal_interest_does_nothing_to_the_report_by_any_door(vault, channel, which):
    report = getattr(vault, which)
    for name, data in everything(vault, report):
        status, _text = attempt(channel, vault.barred, report, name, **data)
        assert status == (403 if channel == "action" else 404), name
        status_of_neighbour = attempt(channel, make.build_vault(name=f"away-{name.replace('_', '-')}").consulent, report, name, **data)[0]
        assert status_of_neighbour == status


@pytest.mark.parametrize("channel", ["api", "page"])
def test_a_part_of_a_hidden_report_cannot_be_used_through_another_report(vault, channel):
    consent = vault.hidden.consents.first()
    refused = attempt(channel, vault.barred, vault.report, "refer_report", body="police", shared=["facts"], referred_on=ago(0), consent=consent)
    assert refused is not None
    assert not ReportReferral.objects.filter(report=vault.report, consent=consent).exists()


def test_the_interest_is_not_ended_by_whoever_has_it_not_even_by_the_lead(vault):
    own = actions.declare_interest(vault.meldpunt, by=vault.lead, report=vault.report, reason="My brother")
    for user, interest in ((vault.barred, vault.interest), (vault.lead, own)):
        with pytest.raises(PermissionDenied):
            actions.end_interest(interest, by=user, why="I am done")
    assert not PersonalInterest.objects.filter(ends_on__isnull=False).exists()


def test_nobody_with_an_interest_in_the_other_party_becomes_the_handler(vault):
    with pytest.raises(ValidationError, match=r"2\.5"):
        actions.add_report(
            vault.meldpunt, by=vault.lead, handler=vault.barred, other_party=vault.hidden_party, received_on=ago(1), channel="phone",
            reporter_role="victim", grounds=["race"], terrain=make.value("terrain", "housing"), nature=make.value("nature", "threat"),
        )  # fmt: skip
    report = on_the_road(vault, handler=vault.barred, milestones={})
    actions.change_report(report, by=vault.lead, other_party=vault.hidden_party)
    report.refresh_from_db()
    assert report.handler is None
    with pytest.raises(PermissionDenied):
        actions.take_report(report, by=vault.barred)


@pytest.mark.parametrize("about", [True, False])
def test_a_report_about_a_party_that_is_hidden_looks_like_one_about_nobody(vault, sign_in, client, about):
    """Else whoever is kept from one report learns which others are about the same party."""
    report = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, received_on=ago(1))
    if about:
        actions.change_report(report, by=vault.consulent, other_party=vault.party)
    vault.hidden.other_party = vault.party
    vault.hidden.save()
    signed_in = sign_in(vault.barred)
    listed = signed_in.get(vault.meldpunt.get_absolute_url(), {"missing": "other_party"}).content.decode()
    assert report.reference in listed
    for name in ("discrimination_report", "discrimination_report_history", "report_change"):
        page = signed_in.get(reverse(name, args=[report.pk])).content.decode()
        assert "Bakery" not in page and "ander dossier" not in page and "another dossier" not in page
    card = soup(signed_in.get(report.get_absolute_url())).select_one('[aria-labelledby="party"]')
    assert card is not None and not card.select("a[href*='other-parties']")
    client.force_login(vault.barred)
    found = client.get(reverse("api-discrimination-report-list"), {"missing": "other_party"}).json()["results"]
    assert report.pk in {row["pk"] for row in found}
