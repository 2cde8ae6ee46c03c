"""What is done with a report, as its page and API show it."""

import pytest
from django.urls import reverse
from django.utils import translation

from casetrack.models import Opening
from referrals.actions import discrimination as actions
from referrals.models import ReportConsent, ReportReferral
from referrals.report_road import road, ways
from tests import vault as make
from tests.referrals.meldpunt.pages import soup
from tests.referrals.meldpunt.road import ROAD, ago, attempt, client_of, on_the_road


def stops(report):
    """{milestone: (reached, why not)} of the road of a report."""
    with translation.override("en"):
        return {stop.key: (stop.row is not None, stop.why_not) for stretch in road(report) for stop in stretch.stops}


def test_the_road_shows_what_comes_next_and_why_the_rest_does_not(vault):
    report = on_the_road(vault, milestones={})
    seen = stops(report)
    assert seen["identity_told"] == (False, "")
    assert "art. 5.3" in seen["other_heard"][1] and "art. 5.3" in seen["reporter_agrees"][1]
    for kind in ROAD:
        assert seen[kind][1] == "", kind
        actions.record_milestone(report, by=vault.consulent, kind=kind)
        seen = stops(report)
        assert seen[kind] == (True, "")
    assert all(not way.why_not for way in ways(report))


def test_the_road_of_an_anonymous_report_is_closed_and_says_so(vault):
    report = on_the_road(vault, milestones={}, anonymity="full")
    assert {kind for kind, (_done, why) in stops(report).items() if "art. 5.4" in why} == {
        "identity_told", "start_told_reporter", "start_told_other", "other_heard", "reporter_agrees", "other_agrees", "conclusion_reporter",
        "conclusion_other",
    }  # fmt: skip
    with translation.override("en"):
        assert [way.key for way in ways(report) if way.why_not] == ["own_investigation", "mediation"]


def test_the_page_shows_what_was_done_and_writes_down_who_looked(vault):
    report = on_the_road(vault)
    actions.record_step(report, by=vault.consulent, kind=make.value("handling", "mediation"), note="A good talk")
    actions.refer_report(report, by=vault.consulent, body="college", shared=["facts", "reporter"], body_name="College in Utrecht")
    client = client_of(vault.consulent)
    page = client.get(reverse("report_steps_part", args=[report.pk]))
    text = page.content.decode()
    for part in ("A good talk", "College in Utrecht", "what happened, without names", "possible now", "Mediation"):
        assert part in text, part
    assert "Mina Zonderberg" not in text
    assert Opening.objects.filter(user=vault.consulent, what="referrals.discriminationreport", key=str(report.pk)).exists()
    part = client.get(reverse("report_steps_part", args=[report.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "A good talk" in part


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"anonymity": "full"}, "This report is anonymous, so there can be no investigation and no mediation (Besluit ADV, art. 5.4)."),
        ({"status": "closed", "result": "unknown", "closed_on": ago(1)}, "This report is closed. Reopen it first, and say why."),
        ({"erased_on": ago(1)}, "The data of this reporter were erased: the report is only counted."),
    ],
)
def test_the_page_tells_each_reason_once_and_folds_what_may_not_be_done(vault, fields, reason):
    report = on_the_road(vault, milestones={}, **fields)
    page = soup(client_of(vault.consulent).get(reverse("report_steps_part", args=[report.pk])))
    assert page.main.get_text(" ", strip=True).count(reason) == 1
    folded = {item.get_text(strip=True) for item in page.select("main details li")}
    assert ("Reporter agrees to mediation (art. 11)" in folded) == ("anonymity" in fields)
    assert "not yet" not in page.main.get_text()


def test_every_link_on_the_page_opens(vault):
    report = on_the_road(vault, residence=make.municipality("1730"))
    actions.refer_report(report, by=vault.consulent, body="college", shared=[])
    actions.send_letter(report, by=vault.consulent, template=vault.template, subject="S", body="B")
    actions.withdraw_milestone(report, by=vault.consulent, milestone=report.milestones.get(kind="other_agrees"), why="No")
    actions.withdraw_report_consent(report, by=vault.consulent, consent=report.consents.get(step="procedure"))
    client = client_of(vault.consulent)
    text = client.get(reverse("report_steps_part", args=[report.pk])).content.decode()
    from bs4 import BeautifulSoup

    links = {a["href"] for a in BeautifulSoup(text, "html.parser").main.find_all("a") if a["href"].startswith("/")}
    assert len(links) > 12
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)


def test_the_number_of_queries_of_the_page_does_not_grow_with_what_was_done(vault, django_assert_max_num_queries):
    report = on_the_road(vault)
    client = client_of(vault.consulent)
    url = reverse("report_steps_part", args=[report.pk])
    client.get(url)
    for _ in range(5):
        make.HandlingStepFactory(report=report, author=vault.consulent, consent=report.consents.first())
        make.LetterFactory(report=report, template=vault.template, author=vault.consulent)
        make.ReportReferralFactory(report=report, author=vault.consulent, consent=report.consents.first())
    with django_assert_max_num_queries(75):
        client.get(url)


@pytest.mark.parametrize("channel", ["action", "page", "api"])
def test_a_consent_and_a_referral_with_its_result_are_recorded_by_every_door(vault, channel):
    report = on_the_road(vault, consents=(), milestones={})
    asked = {"step": "referral", "how": "written", "recipient": "", "wording": "May we send this?", "starts_on": ago(2)}
    assert attempt(channel, vault.consulent, report, "give_report_consent", **asked) is None
    consent = ReportConsent.objects.get(report=report)
    assert (consent.how, consent.wording, consent.starts_on) == ("written", "May we send this?", ago(2))
    told = {"body": "ombudsman", "body_name": "", "shared": ["facts"], "referred_on": ago(1), "consent": consent}
    assert attempt(channel, vault.consulent, report, "refer_report", **told) is None
    row = ReportReferral.objects.get(report=report)
    assert (row.body, row.shared, row.consent, row.author) == ("ombudsman", ["facts"], consent, vault.consulent)
    assert [step.kind.key for step in report.steps.all()] == ["referral"]
    assert attempt(channel, vault.consulent, report, "record_report_referral_result", referral=row, result="Taken up", result_on=ago(0)) is None
    row.refresh_from_db()
    assert (row.result, row.result_on) == ("Taken up", ago(0))


def test_a_referral_without_any_consent_says_what_to_do_first(vault):
    report = on_the_road(vault, consents=(), milestones={})
    page = client_of(vault.consulent).get(reverse("report_refer", args=[report.pk])).content.decode()
    assert "Ask for consent first" in page and 'name="body"' not in page
    form = client_of(vault.consulent).get(f"{reverse('report_consent_add', args=[report.pk])}?step=referral")
    assert soup(form).select_one("select[name=step] option[selected]")["value"] == "referral"


def test_the_api_lists_the_parts_of_one_report_to_those_who_may_and_writes_it_down(vault):
    client, barred = client_of(vault.consulent), client_of(vault.barred)
    for name in ("api-report-consent-list", "api-handling-step-list", "api-milestone-list", "api-letter-list", "api-report-referral-list"):
        rows = client.get(reverse(name), {"report": vault.hidden.pk}).json()["results"]
        assert rows and {row["report"] for row in rows} == {vault.hidden.pk}, name
        assert barred.get(reverse(name), {"report": vault.hidden.pk}).json()["results"] == [], name
        assert client.get(reverse(name), {"reporter": "Mina"}).status_code == 400
    assert Opening.objects.filter(user=vault.consulent, what="list of referrals.letter").exists()


def test_a_consent_that_somebody_else_changed_meanwhile_is_not_overwritten(vault):
    report = on_the_road(vault)
    consent = report.consents.get(step="story") if report.consents.filter(step="story").exists() else report.consents.get(step="procedure")
    url = reverse("report_consent_withdraw", args=[consent.pk])
    typed = {"ends_on": ago(0).isoformat(), "seen_version": consent.version + 1}
    assert client_of(vault.consulent).post(url, typed).status_code == 409
    consent.refresh_from_db()
    assert consent.ends_on is None


def test_the_form_for_a_step_offers_no_referral_and_says_where_it_is_done(vault):
    page = soup(client_of(vault.consulent).get(reverse("report_step_add", args=[vault.report.pk])))
    offered = {option["value"] for option in page.select("select[name=kind] option") if option["value"]}
    assert offered == {str(row.pk) for row in make.ListValue.offered(vault.meldpunt, "handling") if row.official != "referral"}
    assert "“Refer the report”" in page.select_one("main").get_text()
