"""The page of one report: clock, reporter, pattern, bundle, time line; and everything that is done to a report, by page and API."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casetrack import audit
from casetrack.models import Opening
from referrals.actions import discrimination as actions
from referrals.models import DiscriminationReport, OtherParty, PersonalInterest, Reporter
from referrals.report_lists import Clock
from tests import vault as make
from tests.referrals.meldpunt.pages import at, of, soup, words
from tests.referrals.meldpunt.road import client_of

PAGE_QUERIES = 19
SHOWN_AGAIN = 200  # a page with one form shows what is wrong in place of leading on


@pytest.fixture
def api(client):
    """`api(user, row, name, said)` posts an action by the API."""

    def call(user, row, name, said=None):
        client.force_login(user)
        kind = {DiscriminationReport: "api-discrimination-report", PersonalInterest: "api-personal-interest", OtherParty: "api-other-party"}[
            type(row)
        ]
        return client.post(reverse(f"{kind}-{name}", args=[row.pk]), json.dumps(said or {}), content_type="application/json")

    return call


def again(row):
    """The row as it is now."""
    row.refresh_from_db()
    return row


# What the page shows


def test_the_page_tells_the_report_and_who_opened_it_is_written_down(vault, sign_in):
    page = sign_in(vault.consulent).get(vault.report.get_absolute_url())
    told = words(page)
    for part in (
        vault.report.reference,
        vault.report.description,
        "Reporter of report",
        "050 123 45 67",
        "Bakery of vault",
        vault.bundle.name,
        "Assen",
    ):
        assert part in told, part
    assert soup(page).find("title").get_text().startswith(vault.report.reference)
    opened = set(Opening.objects.values_list("what", "key", "user"))
    assert opened == {
        ("referrals.discriminationreport", str(vault.report.pk), vault.consulent.pk),
        ("referrals.reporter", str(vault.report.reporter.pk), vault.consulent.pk),
    }


def test_the_page_costs_the_same_with_more_reports_about_the_party(vault, sign_in, django_assert_num_queries):
    make.DiscriminationReportFactory(meldpunt=vault.meldpunt, other_party=vault.party)
    client = sign_in(vault.consulent)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(vault.report.get_absolute_url())
    for _ in range(2):
        make.DiscriminationReportFactory(meldpunt=vault.meldpunt, other_party=vault.party, bundle=vault.bundle)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(vault.report.get_absolute_url())


@pytest.mark.parametrize(
    ("received", "today", "state"),
    [
        (date(2026, 3, 2), date(2026, 3, 3), "waiting"),  # Monday: due on Wednesday
        (date(2026, 3, 2), date(2026, 3, 4), "due_today"),
        (date(2026, 3, 2), date(2026, 3, 5), "late"),
        (date(2026, 3, 6), date(2026, 3, 9), "waiting"),  # Friday: the weekend does not count, due on Tuesday
        (date(2026, 3, 6), date(2026, 3, 10), "due_today"),
        (date(2026, 3, 7), date(2026, 3, 10), "due_today"),  # Saturday
        (date(2026, 4, 2), date(2026, 4, 7), "waiting"),  # before Easter: Good Friday and Easter Monday do not count
        (date(2026, 4, 2), date(2026, 4, 8), "due_today"),
        (date(2026, 4, 24), date(2026, 4, 29), "due_today"),  # King's Day is a Monday
        (date(2026, 12, 24), date(2026, 12, 29), "due_today"),  # Christmas on Friday and Saturday
    ],
)
def test_the_clock_counts_working_days_only(vault, received, today, state):
    vault.report.received_on = received
    assert Clock(vault.report, today).state == state


@pytest.mark.parametrize(("spoken", "state"), [(date(2026, 4, 8), "in_time"), (date(2026, 4, 9), "done_late")])
def test_the_clock_stops_at_the_first_contact(vault, spoken, state):
    vault.report.received_on, vault.report.first_contact_on = date(2026, 4, 2), spoken
    assert Clock(vault.report, date(2026, 6, 1)).state == state


def test_a_report_that_was_closed_without_contact_has_no_clock_that_runs(vault):
    vault.report.status = "closed"
    assert Clock(vault.report, timezone.localdate()).state == "none"


def test_the_pattern_counts_other_reports_about_the_party(vault, sign_in):
    client = sign_in(vault.consulent)
    others = [make.DiscriminationReportFactory(meldpunt=vault.meldpunt, other_party=vault.party) for _ in range(2)]
    page = client.get(vault.report.get_absolute_url())
    links = {link["href"] for link in soup(page).select('section[aria-labelledby="party"] li a')}
    assert links == {row.get_absolute_url() for row in others}


def test_whoever_is_kept_from_one_report_about_a_party_sees_nothing_of_the_party_in_another(vault, sign_in):
    PersonalInterest.objects.create(meldpunt=vault.meldpunt, user=vault.barred, report=vault.hidden, reason="A friend")
    vault.hidden.other_party = vault.party
    vault.hidden.save()
    page = sign_in(vault.barred).get(vault.report.get_absolute_url())
    assert "Bakery of vault" not in page.content.decode()
    assert vault.hidden.reference not in page.content.decode()
    assert "Bakery of vault" in words(sign_in(vault.consulent).get(vault.report.get_absolute_url()))


def test_a_municipality_outside_the_area_on_that_day_is_said(vault, sign_in):
    client = sign_in(vault.consulent)
    assert not soup(client.get(vault.report.get_absolute_url())).select(".notice--warning")
    tynaarlo = make.municipality("1730")
    vault.report.residence = tynaarlo
    vault.report.save()
    assert "Tynaarlo" in soup(client.get(vault.report.get_absolute_url())).select_one(".notice--warning").get_text()
    make.MeldpuntMunicipality.objects.create(meldpunt=vault.meldpunt, municipality=tynaarlo, starts_on=date(2020, 1, 1), ends_on=timezone.localdate())
    assert not soup(client.get(vault.report.get_absolute_url())).select(".notice--warning")


# The time line


def test_the_time_line_tells_every_kind_that_the_reader_may_see(vault, sign_in):
    actions.move_report(vault.report, by=vault.consulent, status="intake", why="Called her")
    actions.change_reporter(vault.report, by=vault.consulent, name="Mina")
    actions.declare_interest(vault.meldpunt, by=vault.lead, user=vault.barred, report=vault.report, reason="Her brother")
    seen = {user: {entry.event for entry in audit.report_time_line(vault.report, user)} for user in (vault.lead, vault.consulent, vault.barred)}
    lead, consulent, barred = (set(map(str, seen[user])) for user in (vault.lead, vault.consulent, vault.barred))
    assert barred == set()
    assert len(lead - consulent) == 1
    page = sign_in(vault.consulent).get(at(vault.report, "discrimination_report_history"))
    assert "Called her" in words(page)
    assert "Her brother" not in page.content.decode()


@pytest.mark.parametrize(("precision", "said"), [("month", "March 2026"), ("year", "2026"), ("repeatedly", "more than once since 18 March 2026")])
def test_the_day_of_an_incident_is_nowhere_told_more_exactly_than_it_is_known(vault, precision, said):
    actions.change_report(vault.report, by=vault.consulent, incident_on=date(2026, 3, 18), incident_precision=precision)
    vault.report.refresh_from_db()
    client = client_of(vault.consulent)
    page, told = (words(client.get(at(vault.report, name))) for name in ("discrimination_report", "discrimination_report_history"))
    assert said in page and said in told
    assert precision == "repeatedly" or ("18 March" not in page + told and "1 March" not in page + told)
    kept = {"month": date(2026, 3, 1), "year": date(2026, 1, 1), "repeatedly": date(2026, 3, 18)}[precision]
    assert vault.report.incident_on == kept
    assert str(client.get(at(vault.report, "report_change")).context["form"]["incident_on"].value()) == kept.isoformat()


def test_the_time_line_of_a_new_report_tells_a_place_and_not_that_there_is_one(vault):
    told = words(client_of(vault.consulent).get(at(vault.report, "discrimination_report_history")))
    assert "in a municipality of the list" not in told


def test_the_time_line_as_a_part_of_the_page_has_no_frame(vault, sign_in):
    part = sign_in(vault.consulent).get(at(vault.report, "discrimination_report_history"), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()


def test_the_time_line_names_no_party_that_is_kept_from_the_reader(vault):
    actions.change_report(vault.report, by=vault.consulent, other_party=None)
    vault.hidden.other_party = vault.party
    vault.hidden.save()
    told = {user: str(audit.report_time_line(vault.report, user)) for user in (vault.consulent, vault.barred)}
    assert "Bakery" in told[vault.consulent]
    assert "Bakery" not in told[vault.barred]


# What is done: by page and by API alike


STEPS = [
    # page, action of the API, what is typed, what it is afterwards
    ("report_first_contact", "record-first-contact", {"on": timezone.localdate().isoformat()}, {"first_contact_on": timezone.localdate()}),
    ("report_move", "move-report", {"status": "in_progress", "why": "Talked"}, {"status": "in_progress"}),
    ("report_close", "close-report", {"result": "recognition", "why": "They said sorry", "on": timezone.localdate().isoformat()}, {"status": "closed", "result": "recognition"}),
    ("report_complaint", "become-complaint", {"on": timezone.localdate().isoformat(), "why": ""}, {"kind": "complaint", "complaint_since": timezone.localdate()}),
]  # fmt: skip


@pytest.mark.parametrize("face", ["page", "api"])
@pytest.mark.parametrize(("view", "name", "said", "after"), STEPS)
def test_a_step_is_done_by_page_and_by_api(vault, sign_in, api, face, view, name, said, after):
    before = DiscriminationReport.objects.filter(meldpunt=vault.meldpunt).exclude(pk=vault.report.pk).values_list("pk", "version")
    others = dict(before)
    if face == "page":
        assert sign_in(vault.consulent).get(at(vault.report, view)).status_code == 200
        answer = sign_in(vault.consulent).post(at(vault.report, view), said)
        assert (answer.status_code, answer["Location"]) == (302, vault.report.get_absolute_url())
    else:
        assert api(vault.consulent, vault.report, name, said).status_code == 200
    row = again(vault.report)
    assert {column: getattr(row, column) for column in after} == after
    last = row.history.first()
    assert (last.history_user, last.history_why) == (vault.consulent, said.get("why", ""))
    assert dict(before) == others


@pytest.mark.parametrize("face", ["page", "api"])
def test_a_stale_version_is_refused_and_saves_nothing(vault, sign_in, api, face):
    old = vault.report.version
    actions.move_report(vault.report, by=vault.lead, status="intake")
    said = {"status": "waiting", "why": "", "seen_version": old}
    answer = (
        sign_in(vault.consulent).post(at(vault.report, "report_move"), said)
        if face == "page"
        else api(vault.consulent, vault.report, "move-report", said)
    )
    assert answer.status_code == {"page": SHOWN_AGAIN, "api": 409}[face]
    assert again(vault.report).status == "intake"


@pytest.mark.parametrize("face", ["page", "api"])
def test_a_step_that_is_not_allowed_is_refused(vault, sign_in, api, face):
    actions.close_report(vault.report, by=vault.consulent, result="unknown", why="Ready")
    said = {"status": "intake", "why": ""}
    answer = (
        sign_in(vault.consulent).post(at(vault.report, "report_move"), said)
        if face == "page"
        else api(vault.consulent, vault.report, "move-report", said)
    )
    assert answer.status_code == {"page": SHOWN_AGAIN, "api": 400}[face]
    assert again(vault.report).status == "closed"


def test_only_allowed_steps_are_offered(vault, sign_in):
    client = sign_in(vault.consulent)
    actions.move_report(vault.report, by=vault.consulent, status="in_progress")
    offered = {box["value"] for box in soup(client.get(at(vault.report, "report_move"))).select('input[name="status"]')}
    assert offered == {"waiting", "in_procedure"}


@pytest.mark.parametrize("face", ["page", "api"])
@pytest.mark.parametrize(("view", "name", "said"), [("report_close", "close-report", {"result": "unknown"}), ("report_reopen", "reopen-report", {})])
def test_closing_and_reopening_need_a_text(vault, sign_in, api, face, view, name, said):
    if view == "report_reopen":
        actions.close_report(vault.report, by=vault.consulent, result="unknown", why="Ready")
    before = again(vault.report).version
    for why in ("", "   "):
        typed = {**said, "why": why, "on": timezone.localdate().isoformat()} if view == "report_close" else {"why": why}
        answer = sign_in(vault.consulent).post(at(vault.report, view), typed) if face == "page" else api(vault.consulent, vault.report, name, typed)
        assert answer.status_code == {"page": SHOWN_AGAIN, "api": 400}[face]
    assert again(vault.report).version == before


@pytest.mark.parametrize("face", ["page", "api"])
def test_a_closed_report_is_reopened_with_a_text(vault, sign_in, api, face):
    actions.close_report(vault.report, by=vault.consulent, result="unknown", why="Ready")
    said = {"why": "She called again"}
    sign_in(vault.consulent).post(at(vault.report, "report_reopen"), said) if face == "page" else api(
        vault.consulent, vault.report, "reopen-report", said
    )
    row = again(vault.report)
    assert (row.status, row.closed_on, row.result, row.history.first().history_why) == ("reopened", None, "", "She called again")


@pytest.mark.parametrize("face", ["page", "api"])
def test_a_report_that_nobody_handles_is_taken_and_one_of_a_colleague_is_not(vault, sign_in, api, face):
    def take(row):
        return sign_in(vault.consulent).post(at(row, "report_take")) if face == "page" else api(vault.consulent, row, "take-report")

    assert take(vault.anonymous).status_code == {"page": 302, "api": 200}[face]
    assert again(vault.anonymous).handler == vault.consulent
    actions.assign_report(vault.hidden, by=vault.lead, handler=vault.lead)
    assert take(vault.hidden).status_code == {"page": 302, "api": 400}[face]
    assert again(vault.hidden).handler == vault.lead


@pytest.mark.parametrize("face", ["page", "api"])
def test_the_lead_assigns_and_a_consulent_does_not(vault, sign_in, api, face):
    def assign(by, handler, row=vault.anonymous):
        said = {"handler": handler.pk, "why": ""}
        return sign_in(by).post(at(row, "report_assign"), said) if face == "page" else api(by, row, "assign-report", said)

    assert assign(vault.consulent, vault.consulent).status_code == 403
    assert assign(vault.lead, vault.barred).status_code == {"page": 302, "api": 200}[face]
    assert again(vault.anonymous).handler == vault.barred
    for nobody in (vault.former, vault.barred):
        assert assign(vault.lead, nobody, vault.hidden).status_code == {"page": SHOWN_AGAIN, "api": 400}[face]
    assert again(vault.hidden).handler is None


def test_the_list_to_assign_from_leaves_out_who_has_a_personal_interest(vault, sign_in):
    page = sign_in(vault.lead).get(at(vault.hidden, "report_assign"))
    offered = {option["value"] for option in soup(page).select('select[name="handler"] option')}
    assert offered == {"", str(vault.lead.pk), str(vault.consulent.pk)}


# The reporter


@pytest.mark.parametrize("face", ["page", "api"])
def test_the_reporter_is_changed_and_the_version_is_that_of_the_reporter(vault, sign_in, api, face):
    reporter = vault.report.reporter
    key = "seen_version" if face == "page" else "reporter_version"
    said = {"name": "Mina", "phone": "06 12345678", key: reporter.version}

    def change():
        return (
            sign_in(vault.consulent).post(at(vault.report, "reporter_change"), said)
            if face == "page"
            else api(vault.consulent, vault.report, "change-reporter", said)
        )

    assert change().status_code == {"page": 302, "api": 200}[face]
    assert again(reporter).name == "Mina"
    said["name"] = "Somebody else"
    assert change().status_code == {"page": SHOWN_AGAIN, "api": 409}[face]
    assert again(reporter).name == "Mina"


def test_two_who_write_down_the_first_words_of_a_reporter_do_not_overwrite_each_other(vault, sign_in):
    report = make.DiscriminationReportFactory(meldpunt=vault.meldpunt)
    client = sign_in(vault.consulent)
    seen = soup(client.get(at(report, "reporter_change"))).select_one('input[name="seen_version"]')["value"]
    actions.change_reporter(report, by=vault.lead, name="First")
    assert client.post(at(report, "reporter_change"), {"name": "Second", "seen_version": seen}).status_code == SHOWN_AGAIN
    assert Reporter.objects.get(report=report).name == "First"


@pytest.mark.parametrize("face", ["page", "api"])
@pytest.mark.parametrize("field", ["name", "phone", "email", "street"])
def test_who_is_fully_anonymous_leaves_no_name_the_refusal_names_the_article(vault, sign_in, api, face, field):
    said = {field: "a@b.example"}
    row = vault.anonymous
    answer = sign_in(vault.consulent).post(at(row, "reporter_change"), said) if face == "page" else api(vault.consulent, row, "change-reporter", said)
    assert answer.status_code == {"page": SHOWN_AGAIN, "api": 400}[face]
    assert "art. 5" in answer.content.decode()
    assert not Reporter.objects.filter(report=row).exists()


def test_erasing_says_what_goes_and_what_stays_and_asks_once_more(vault, sign_in):
    client, address = sign_in(vault.lead), at(vault.report, "reporter_erase")
    page = client.get(address)
    assert len(soup(page).select(".notice li")) == 7
    assert client.post(address, {}).status_code == SHOWN_AGAIN
    assert again(vault.report).erased_on is None
    assert client.post(address, {"sure": "on"}).status_code == 302
    row = again(vault.report)
    assert (row.erased_on, row.description, row.reporter.name, row.grounds) == (timezone.localdate(), "", "", ["race"])
    assert "Reporter of report" not in client.get(row.get_absolute_url()).content.decode()
    assert "Reporter of report" not in client.get(at(row, "discrimination_report_history")).content.decode()


@pytest.mark.parametrize("face", ["page", "api"])
def test_a_consulent_erases_nothing(vault, sign_in, api, face):
    answer = (
        sign_in(vault.consulent).post(at(vault.report, "reporter_erase"), {"sure": "on"})
        if face == "page"
        else api(vault.consulent, vault.report, "erase-reporter")
    )
    assert answer.status_code == 403
    assert again(vault.report).erased_on is None


# Personal interests


def test_who_knows_somebody_says_so_and_does_not_see_the_report_any_more(vault, sign_in):
    client = sign_in(vault.consulent)
    answer = client.post(at(vault.report, "report_interest"), {"about": "report", "reason": "My cousin"})
    assert (answer.status_code, answer["Location"]) == (302, of(vault.meldpunt, "discrimination_reports"))
    assert client.get(vault.report.get_absolute_url()).status_code == 404
    assert again(vault.report).handler is None


def test_who_knows_the_party_is_kept_from_all_reports_about_it(vault, sign_in):
    other = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, other_party=vault.party)
    client = sign_in(vault.consulent)
    client.post(at(vault.report, "report_interest"), {"about": "party", "reason": "I worked there"})
    for row in (vault.report, other, vault.party):
        assert client.get(row.get_absolute_url()).status_code == 404


def test_the_lead_declares_and_ends_an_interest_of_a_colleague(vault, sign_in):
    client = sign_in(vault.lead)
    said = {"user": vault.consulent.pk, "reason": "She told me"}
    assert client.post(at(vault.party, "other_party_interest"), said)["Location"] == vault.party.get_absolute_url()
    interest = PersonalInterest.objects.get(user=vault.consulent)
    assert client.get(at(interest, "interest_end")).status_code == 200
    assert client.post(at(interest, "interest_end"), {"why": ""}).status_code == SHOWN_AGAIN
    assert client.post(at(interest, "interest_end"), {"why": "She left that job"}).status_code == 302
    assert sign_in(vault.consulent).get(vault.report.get_absolute_url()).status_code == 200


def test_a_consulent_is_not_asked_for_whom_and_a_colleague_that_is_sent_along_counts_not(vault, sign_in):
    client, address = sign_in(vault.consulent), at(vault.report, "report_interest")
    assert not soup(client.get(address)).select('select[name="user"]')
    client.post(address, {"about": "report", "reason": "x", "user": vault.lead.pk})
    assert PersonalInterest.objects.get(report=vault.report).user == vault.consulent


def test_a_consulent_sees_and_ends_no_interests(vault, sign_in, api):
    client = sign_in(vault.consulent)
    assert client.get(of(vault.meldpunt, "personal_interests")).status_code == 403
    assert client.post(at(vault.interest, "interest_end"), {"why": "x"}).status_code == 404
    assert api(vault.consulent, vault.interest, "end-interest", {"why": "x"}).status_code == 404


def test_the_lead_does_not_see_the_own_interests_and_what_they_are_about(vault, sign_in):
    PersonalInterest.objects.create(meldpunt=vault.meldpunt, user=vault.lead, report=vault.hidden, reason="My own neighbour")
    page = words(sign_in(vault.lead).get(of(vault.meldpunt, "personal_interests")))
    assert "My own neighbour" not in page
    assert vault.hidden.reference not in page
    assert "Hidden works" in page


def test_declaring_by_the_api_is_for_oneself_unless_one_leads(vault, client):
    address = reverse("api-meldpunt-declare-interest", args=[vault.meldpunt.code])

    def declare(by, **said):
        client.force_login(by)
        return client.post(address, json.dumps({"report": vault.report.pk, "reason": "x", **said}), content_type="application/json").status_code

    assert declare(vault.consulent, user=vault.lead.pk) == 400
    assert declare(vault.consulent, report=vault.hidden.pk, other_party=vault.party.pk) == 400
    assert declare(vault.lead, user=vault.consulent.pk) == 200
    assert declare(vault.lead, user=vault.consulent.pk) == 400  # said twice, it is kept once
    assert PersonalInterest.objects.filter(user=vault.consulent).count() == 1
    assert declare(vault.barred, report=vault.hidden.pk) == 400


def test_sending_a_step_twice_does_it_once(vault, sign_in):
    client = sign_in(vault.consulent)
    said = {"on": timezone.localdate().isoformat(), "submission": str(uuid.uuid4()), "seen_version": vault.report.version}
    assert [client.post(at(vault.report, "report_first_contact"), said).status_code for _ in range(2)] == [302, SHOWN_AGAIN]
    assert again(vault.report).history.filter(history_change_reason="first_contact").count() == 1


def test_a_day_that_has_not_come_is_refused(vault, sign_in):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert sign_in(vault.consulent).post(at(vault.report, "report_first_contact"), {"on": tomorrow.isoformat()}).status_code == SHOWN_AGAIN
    assert again(vault.report).first_contact_on is None
