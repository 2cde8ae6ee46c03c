"""The pages of reporting years and of the form: every number leads to its reports, for those who may; nobody else gets anything."""

import csv
import io
import json
import re
from html import unescape

import pytest
from django.urls import reverse

from casetrack.models import Opening
from outcomes import actions
from outcomes.meldpunt_figures import years
from outcomes.meldpunt_figures.facts import live
from outcomes.meldpunt_figures.wga import COLUMNS, VALUES
from outcomes.meldpunt_figures.wga_words import filled_in
from referrals.actions import discrimination
from referrals.models import MeldpuntMunicipality, ReportingYear
from tests import vault as make
from tests.outcomes.meldpunt.conftest import YEAR, plain
from tests.outcomes.meldpunt.random_reports import HOME, write

pytestmark = pytest.mark.usefixtures("english")


def url(name, y, *more, **query):
    """The address of a page of the year."""
    text = reverse(name, args=[y.meldpunt.code, *([] if name == "reporting_years" else [YEAR]), *more])
    return text + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def words(response):
    """The text of a page as it is seen, on one line, without marks."""
    assert response.status_code == 200
    seen = re.sub(r'<span class="visually-hidden"[^>]*>.*?</span>', " ", response.content.decode())
    whole = seen.replace("<wbr>", "").replace("\N{SOFT HYPHEN}", "")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", whole)).split())


ALL_PAGES = [
    ("reporting_years", ()), ("reporting_year", ()), ("reporting_year_missing", ()), ("reporting_year_nowhere", ()), ("reporting_year_corrections", ()),
    ("wga", (HOME,)), ("wga_reports", (HOME,)), ("wga_pdf", (HOME,)), ("wga_csv", (HOME,)), ("wga_json", (HOME,)),
]  # fmt: skip


# ── Who gets in ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["leader", "coach", "administrator", "funder", "partner", "coordinator", "nobody"])
def test_those_of_programmes_get_nothing_at_any_address(world, year, sign_in, who):
    actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR)
    client = sign_in(getattr(world, who))
    for name, more in [*ALL_PAGES, ("reporting_year_close", ())]:
        assert client.get(url(name, year, *more)).status_code == 404, name
    assert client.get(reverse("api-wga", args=[year.meldpunt.code, YEAR, HOME])).status_code == 404
    assert client.get(reverse("api-reporting-year-list")).status_code == 404
    assert client.post(reverse("api-close-year", args=[year.meldpunt.code]), {"year": YEAR}, content_type="application/json").status_code == 404


def test_a_neighbouring_meldpunt_gets_nothing_and_another_address_of_it_answers_as_one_that_is_not_there(year, sign_in):
    away = make.build_vault(name="away")
    client = sign_in(away.lead)
    for name, more in ALL_PAGES:
        assert client.get(url(name, year, *more)).status_code == 404, name
    listed = client.get(reverse("api-reporting-year-list")).json()["results"]
    assert {row["meldpunt"] for row in listed} == {away.meldpunt.pk}
    assert client.get(reverse("api-wga", args=[year.meldpunt.code, YEAR, HOME])).status_code == 404


def test_the_consulent_reads_and_only_the_lead_closes(year, sign_in):
    client = sign_in(year.vault.consulent)
    assert "Close this year" not in words(client.get(url("reporting_year", year)))
    assert client.get(url("reporting_year_close", year)).status_code == 403
    assert client.post(url("reporting_year_close", year), {"confirmed": "on"}).status_code == 403
    assert not ReportingYear.objects.filter(year=YEAR).exists()


@pytest.mark.parametrize("asked", [1999, 2190])
def test_a_year_that_cannot_be_asked_is_not_there(year, sign_in, asked):
    assert sign_in(year.vault.lead).get(reverse("reporting_year", args=[year.meldpunt.code, asked])).status_code == 404


@pytest.mark.parametrize("issue", ["1", "0", "x", "-1", "٣", "999999999999"])
def test_an_issue_that_was_never_closed_is_not_there(year, sign_in, issue):
    assert sign_in(year.vault.lead).get(url("wga", year, HOME, issue=issue)).status_code == 404


@pytest.mark.parametrize("code", ["9999", "unknown", "elsewhere", "%00"])
def test_a_municipality_that_does_not_exist_is_not_there(year, sign_in, code):
    address = url("wga", year, HOME).replace(HOME, code)
    assert sign_in(year.vault.lead).get(address).status_code == 404


# ── Years ─────────────────────────────────────────────────────────────────────────────────────


def test_the_list_of_years_tells_how_many_reports_and_whether_it_is_closed(year, sign_in, django_assert_num_queries):
    client = sign_in(year.vault.consulent)
    text = words(client.get(url("reporting_years", year)))
    assert f"{YEAR} 5 open, too late before 1 April 2024" in text
    actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR)
    with django_assert_num_queries(8):
        text = words(client.get(url("reporting_years", year)))
    assert f"{YEAR} 5 closed on" in text
    for number in (2015, 2016, 2017):
        write(year.meldpunt, plain(), received_on=year.inside.received_on.replace(year=number))
    with django_assert_num_queries(8):
        client.get(url("reporting_years", year))


def test_a_year_shows_its_municipalities_and_how_they_add_up_to_the_register(year, sign_in):
    client = sign_in(year.vault.consulent)
    text = words(client.get(url("reporting_year", year)))
    page = client.get(url("reporting_year", year)).content.decode()
    assert url("wga_reports", year, HOME, table="complaints", value="total", column="resident_outside") in unescape(page)
    assert "Assen 4 2 1 3 1" in text
    assert "Emmen 1 0 1 1 0" in text
    assert "All municipalities together 5 2 2 4 1" in text
    assert "Registered in this year 5 = 3 + 1 + 1" in text
    assert "All forms together 5 = 3 + 2 × 1" in text
    assert "before 1 April 2024 (Wga, art. 3)" in text
    assert "provisional" in text


def test_a_year_costs_the_same_for_more_reports(year, sign_in, django_assert_num_queries):
    client = sign_in(year.vault.lead)
    with django_assert_num_queries(13):
        client.get(url("reporting_year", year))
    for number in range(3):
        write(year.meldpunt, plain(), received_on=year.inside.received_on.replace(month=number + 1))
    with django_assert_num_queries(13):
        client.get(url("reporting_year", year))


def test_what_is_on_no_form_is_listed_with_the_reason(year, sign_in):
    text = words(sign_in(year.vault.consulent).get(url("reporting_year_nowhere", year)))
    assert "Not known Groningen 1" in text
    assert year.nowhere.reference in text
    assert year.inside.reference not in text


def test_what_is_missing_is_listed_by_kind_before_the_year_is_closed(year, sign_in):
    client = sign_in(year.vault.consulent)
    assert "Where the reporter lives is not known" in words(client.get(url("reporting_year", year)))
    text = words(client.get(url("reporting_year_missing", year, what="handling")))
    assert year.both.reference in text
    assert "No step of handling, still open" in text
    assert year.inside.reference not in text
    everything = words(client.get(url("reporting_year_missing", year)))
    assert all(row.reference in everything for row in (year.inside, year.both, year.nowhere))


# ── The form ──────────────────────────────────────────────────────────────────────────────────


def test_the_form_on_the_page_has_the_words_and_numbers_of_the_printed_one_and_each_number_opens_its_reports(year, sign_in):
    client = sign_in(year.vault.consulent)
    page = client.get(url("wga", year, HOME))
    text = words(page)
    assert "Naam antidiscriminatievoorziening: Meldpunt vault Rapportage ten behoeve van de gemeente: Assen Jaar van registratie: 2023" in text
    form = filled_in(years.register(year.meldpunt, YEAR), years.municipality(HOME))
    seen = 0
    for table, values in VALUES.items():
        for value in values if table != "complaints" else ("",):
            for column in COLUMNS:
                number = form.counted.number(table, value, column) if value else form.counted.totals(table)[column]
                link = url("wga_reports", year, HOME, table=table, value=value, column=column)
                assert (link in unescape(page.content.decode())) == (number > 0), link
                if number:
                    answer = client.get(link)
                    seen += 1
                    assert f" {number} · " in f" {words(answer)}"
                    assert {row.pk for row in answer.context["page"]} == set(form.counted.keys(table, value, column))
    assert seen > 30


@pytest.mark.parametrize(
    "query",
    [{"table": "no"}, {"table": "ground", "value": "no"}, {"column": "no"}, {"table": "ground", "value": "housing"}, {"value": "%00"}],
)
def test_a_number_that_the_form_does_not_have_is_not_there(year, sign_in, query):
    assert sign_in(year.vault.lead).get(url("wga_reports", year, HOME, **query)).status_code == 404


def test_the_files_hold_the_same_numbers_and_no_report(year, sign_in):
    client = sign_in(year.vault.consulent)
    data = json.loads(client.get(url("wga_json", year, HOME)).content)
    assert data == client.get(reverse("api-wga", args=[year.meldpunt.code, YEAR, HOME])).json()
    assert data["tables"] == filled_in(years.register(year.meldpunt, YEAR), years.municipality(HOME)).counted.tables()
    table = client.get(url("wga_csv", year, HOME))
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert rows[1][4:11] == ["Totaal aantal klachten", "Totaal", "2", "1", "3", "1", "4"]
    assert table["Content-Disposition"] == 'attachment; filename="wga-0106-2023-voorlopig.csv"'
    pdf = client.get(url("wga_pdf", year, HOME))
    assert pdf.content.startswith(b"%PDF-")
    assert "no-store" in pdf["Cache-Control"]


def test_who_opened_a_file_or_the_reports_behind_a_number_is_written_down(year, sign_in):
    client = sign_in(year.vault.consulent)
    for name in ("wga_pdf", "wga_reports"):
        client.get(url(name, year, HOME))
        opening = Opening.objects.get(user=year.vault.consulent, what=name)
        assert (opening.key, opening.rows) == (str(year.meldpunt.pk), 1 if name == "wga_pdf" else 4)


def test_the_form_and_the_reports_behind_a_number_cost_the_same_for_more_reports(year, sign_in, django_assert_num_queries):
    client = sign_in(year.vault.consulent)
    with django_assert_num_queries(11):
        client.get(url("wga", year, HOME))
    with django_assert_num_queries(15):
        client.get(url("wga_reports", year, HOME))
    for number in range(3):
        write(year.meldpunt, plain(), received_on=year.inside.received_on.replace(month=number + 1))
    with django_assert_num_queries(11):
        client.get(url("wga", year, HOME))
    with django_assert_num_queries(15):
        client.get(url("wga_reports", year, HOME))


# ── Whoever is kept away ──────────────────────────────────────────────────────────────────────


def test_whoever_is_kept_away_sees_what_changed_of_other_reports_only(year, sign_in):
    actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR)
    discrimination.change_report(year.secret, by=year.vault.consulent, grounds=["belief"])
    discrimination.change_report(year.inside, by=year.vault.consulent, grounds=["age"])
    for who, sees in ((year.vault.barred, False), (year.vault.consulent, True)):
        client = sign_in(who)
        for name in ("reporting_year_missing", "reporting_year_corrections"):
            text = words(client.get(url(name, year)))
            assert (year.secret.reference in text) == sees, name
            assert ("Without the reports that you are kept from." in text) != sees, name
            assert year.inside.reference in text, name
        assert f"{2 if sees else 1} report{'s' if sees else ''} would count otherwise now." in words(client.get(url("reporting_year", year)))
        # What changed of a hidden report is not told, neither in words nor by the numbers that it changes.
        changes = words(client.get(url("reporting_year_corrections", year)))
        assert ("Grounds: Religion → Belief" in changes) == sees
        assert ("Discriminatiegrond Godsdienst Totaal 1 0" in changes) == sees
        assert "Discriminatiegrond Ras Totaal" in changes


def test_why_a_hidden_report_is_on_no_form_is_not_told(year, sign_in):
    discrimination.change_report(
        year.secret, by=year.vault.consulent, residence=None, residence_state="abroad", incident=None, incident_state="not_applicable"
    )
    for who, sees in ((year.vault.barred, False), (year.vault.consulent, True)):
        text = words(sign_in(who).get(url("reporting_year_nowhere", year)))
        assert ("Abroad" in text) == sees
        assert ("Without the reports that you are kept from." in text) != sees
        assert "Not known Groningen 1" in text


def test_what_is_kept_of_each_report_leaves_by_no_api(year, sign_in):
    closing = actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR)
    client = sign_in(year.vault.barred)
    row = client.get(reverse("api-reporting-year-detail", args=[closing.pk])).json()
    assert sorted(row) == ["closed_by", "closed_on", "issue", "meldpunt", "pk", "reason", "version", "year"]


# ── Closing ───────────────────────────────────────────────────────────────────────────────────


def typed(page, **fields):
    """What the form on this page sends."""
    form = page.context["form"]
    return {"submission": form["submission"].value(), "preview": form["preview"].value(), **fields}


def test_the_lead_closes_a_year_after_a_last_look(year, sign_in):
    client = sign_in(year.vault.lead)
    page = client.get(url("reporting_year_close", year))
    assert "5 reports are kept as they count now." in words(page)
    assert "Where the reporter lives is not known 1 report" in words(page)
    refused = client.post(url("reporting_year_close", year), typed(page))
    assert refused.context["form"].has_error("confirmed")
    assert not ReportingYear.objects.filter(year=YEAR).exists()
    assert client.post(url("reporting_year_close", year), typed(page, confirmed="on")).headers["Location"] == url("reporting_year", year)
    text = words(client.get(url("reporting_year", year)))
    assert "Its figures will not change any more." in text
    assert f"by {year.vault.lead}, version 1." in text
    assert "What is missing" not in text


def test_what_changes_between_the_look_and_the_click_is_shown_before_it_is_closed(year, sign_in):
    client = sign_in(year.vault.lead)
    page = client.get(url("reporting_year_close", year))
    discrimination.change_report(year.inside, by=year.vault.consulent, grounds=["age"])
    again = client.post(url("reporting_year_close", year), typed(page, confirmed="on"))
    assert "Something that is counted has changed since you looked." in words(again)
    assert client.post(url("reporting_year_close", year), typed(again, confirmed="on")).status_code == 302
    assert ReportingYear.objects.get(meldpunt=year.meldpunt, year=YEAR).counted[str(year.inside.pk)]["grounds"] == ["age"]


def test_a_year_closed_twice_shows_both_versions_and_what_changed_between(year, sign_in):
    client = sign_in(year.vault.lead)
    actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR)
    discrimination.change_report(year.inside, by=year.vault.consulent, grounds=["age"])
    text = words(client.get(url("reporting_year", year)))
    assert "1 report would count otherwise now." in text
    changes = words(client.get(url("reporting_year_corrections", year)))
    assert f"{year.inside.reference} Changed Grounds: Race → Age" in changes
    assert "Assen Row Column Counted Now Discriminatiegrond Ras Klacht van ingezetene over voorval in de gemeente 1 0" in changes
    page = client.get(url("reporting_year_close", year))
    assert "This year was closed before." in words(page)
    assert client.post(url("reporting_year_close", year), typed(page, confirmed="on")).context["form"].has_error("reason")
    assert client.post(url("reporting_year_close", year), typed(page, confirmed="on", reason="Assen asked for it")).status_code == 302
    text = words(client.get(url("reporting_year", year)))
    assert "version 2." in text
    assert "Why it was closed anew: Assen asked for it" in text
    assert "Version 1, closed on" in text
    earlier = client.get(url("reporting_year", year, issue=1))
    assert "This is an earlier version." in words(earlier)
    assert url("wga", year, HOME, issue=1) in earlier.content.decode()
    form = client.get(url("wga", year, HOME, issue=1)).content.decode()
    assert url("wga_pdf", year, HOME, issue=1) in form
    assert f"{url('wga_reports', year, HOME, issue=1)}&amp;table=ground&amp;value=race" in form
    races = [client.get(url("wga_json", year, HOME, **query)).json()["tables"]["ground"]["race"]["total"] for query in ({"issue": 1}, {})]
    assert races == [2, 1]
    assert b"Close this year anew" not in earlier.content


def test_a_report_that_came_late_is_named_as_added_and_one_that_left_as_gone(year, sign_in):
    actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR)
    late = write(year.meldpunt, plain(), received_on=year.inside.received_on)
    discrimination.change_report(year.inside, by=year.vault.consulent, received_on=year.inside.received_on.replace(year=2024))
    text = words(sign_in(year.vault.consulent).get(url("reporting_year_corrections", year)))
    year.inside.refresh_from_db()
    assert f"{late.reference} Added Received on: – → 2023-06-01" in text
    assert f"{year.inside.reference} No longer in this year Received on: 2023-06-01 → –" in text


def test_an_open_year_has_no_page_of_corrections_and_a_running_one_cannot_be_closed(year, sign_in):
    client = sign_in(year.vault.lead)
    assert client.get(url("reporting_year_corrections", year)).status_code == 404
    running = reverse("reporting_year", args=[year.meldpunt.code, years.timezone.localdate().year])
    assert "Close this year" not in words(client.get(running))
    assert client.get(f"{running}close/").status_code == 404


def test_the_api_closes_a_year_for_the_lead_only_and_says_what_is_wrong(year, sign_in):
    address = reverse("api-close-year", args=[year.meldpunt.code])
    assert sign_in(year.vault.consulent).post(address, {"year": YEAR}, content_type="application/json").status_code == 403
    client = sign_in(year.vault.lead)
    assert client.post(address, {"year": 2190}, content_type="application/json").json() == {"year": ["Only a year that is over can be closed."]}
    done = client.post(address, {"year": YEAR}, content_type="application/json")
    assert (done.status_code, done.json()["text"]) == (201, str(YEAR))
    assert "reason" in client.post(address, {"year": YEAR}, content_type="application/json").json()
    wga_address = reverse("api-wga", args=[year.meldpunt.code, YEAR, HOME])
    assert client.get(f"{wga_address}?issue=1").json() == client.get(wga_address).json()
    assert client.get(f"{wga_address}?issue=2").status_code == 404


def test_a_year_of_a_meldpunt_without_an_area_says_so(year, sign_in):
    MeldpuntMunicipality._base_manager.filter(meldpunt=year.meldpunt)._raw_delete("default")
    text = words(sign_in(year.vault.lead).get(url("reporting_year", year)))
    assert "No municipality belonged to the area in this year." in text
    assert len(live(year.meldpunt, YEAR)) == 5
