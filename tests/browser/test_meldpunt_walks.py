"""The work of a meldpunt in the pages: a call, the road of the law, a letter, the mailbox; and the lead's year, import and monitor."""

import re

import pypdfium2
import pytest
from django.utils import timezone

from outcomes.demo.meldpunt.mailbox import receipt_code
from tests.browser.looks import PHONE, choose, faults_of, picture, press
from tests.browser.test_walks import EXAMPLES, fill, saved_file, send, text_of_pdf

pytestmark = pytest.mark.browser

LIST = "/meldpunten/mdd/reports/"


def select(page, **values):
    """Choose values of lists by the names of their fields."""
    for name, value in values.items():
        page.locator(f"main select[name={name}]").select_option(value)


def write_down_a_call(page):
    """From the list to the page of a new report; gives its address."""
    page.goto(LIST)
    press(page, page.locator("main a[href$='/reports/new/']").first)
    if page.locator("main form[action$='/draft/drop/']").count():  # what another test was typing
        press(page, page.locator("main form[action$='/draft/drop/'] button").first)
        page.goto(f"{LIST}new/")
    fill(page, description="De huurbaas zei dat mensen met mijn achternaam niet welkom zijn.", name="Verzonnen Beller", phone="0592 00 00 01")
    choose(page, "grounds", "race")
    for name, label in (("terrain", "Huisvesting"), ("nature", "Omstreden behandeling")):
        page.locator(f"main select[name={name}]").select_option(label=label)
    select(page, party_kind="landlord")
    fill(page, party_organisation="Verhuurbedrijf De Verzonnen Sleutel")
    assert faults_of(page, dark=True) == []
    send(page)
    assert re.search(r"/reports-of-discrimination/\d+/$", page.url), page.locator("main").inner_text()[:500]
    return re.search(r"/reports-of-discrimination/\d+/", page.url).group()


def test_a_consulent_takes_a_call_and_walks_the_road_of_the_law_to_a_letter(visit):
    consulent = visit("consulent")
    case = write_down_a_call(consulent)
    consulent.wait_for_selector("#main a[href$='/consents/new/']")
    assert faults_of(consulent) == []
    picture(consulent, "meldpunt-report")

    consulent.goto(f"{case}first-contact/")
    send(consulent)
    assert consulent.goto(f"{case}letters/new/").status == 200
    assert faults_of(consulent) == []
    to_other = consulent.locator("main a[href*='/letters/new/']", has_text=re.compile("wederpartij|hoor", re.IGNORECASE)).first
    press(consulent, to_other)
    send(consulent)
    assert "toestemming" in consulent.locator(".error-summary").inner_text(), "no letter to the other party without consent"
    assert faults_of(consulent) == []

    consulent.goto(f"{case}consents/new/")
    select_or_choose(consulent, "step", "contact_other_party")
    send(consulent)
    consulent.goto(f"{case}milestones/new/")
    select_or_choose(consulent, "kind", "identity_told")
    send(consulent)
    consulent.goto(f"{case}letters/new/")
    press(consulent, consulent.locator("main a[href*='/letters/new/']", has_text=re.compile("wederpartij|hoor", re.IGNORECASE)).first)
    body = consulent.locator("main textarea[name=body]")
    body.fill(re.sub(r"\{\{.*?\}\}", "—", body.input_value()))
    send(consulent)
    assert not consulent.locator(".error-summary").count(), consulent.locator(".error-summary").inner_text()
    consulent.goto(f"{case}handling/")
    press(consulent, consulent.locator("main a[href^='/letters/']").first)
    assert faults_of(consulent, dark=True) == []
    content = saved_file(consulent, consulent.locator("main a[href$='/pdf/']").first)
    assert "Verzonnen Sleutel" in text_of_pdf(content)

    consulent.goto(f"{case}complaint/")
    assert faults_of(consulent) == []
    send(consulent)
    consulent.goto(f"{case}close/")
    select_or_choose(consulent, "result", "no_solution")
    fill(consulent, why="De verhuurder reageert niet.")
    send(consulent)
    consulent.goto(f"{case}reopen/")
    assert faults_of(consulent) == []
    fill(consulent, why="De verhuurder belde alsnog.")
    send(consulent)
    consulent.goto(f"{case}handling/")
    press(consulent, consulent.locator("main a[href$='/withdraw/']").first)
    assert faults_of(consulent) == []


def select_or_choose(page, name, value):
    """Choose this value, whether the field is a list or a row of buttons."""
    if page.locator(f"main select[name={name}]").count():
        select(page, **{name: value})
    else:
        choose(page, name, value)


def test_a_call_is_kept_while_it_is_typed(visit):
    consulent = visit("consulent")
    consulent.goto(f"{LIST}new/")
    with consulent.expect_response(lambda answer: answer.url.endswith("/reports/draft/"), timeout=30_000):
        consulent.locator("main textarea[name=description]").press_sequentially("Beller vertelt van een sollicitatie.")
    consulent.wait_for_load_state("networkidle")
    again = visit("consulent")
    again.goto(f"{LIST}new/")
    assert "Beller vertelt" in again.locator("main").inner_html()
    other = visit("consulent2")
    other.goto(f"{LIST}new/")
    assert "Beller vertelt" not in other.content()


def test_a_consulent_answers_the_mailbox_and_the_reporter_reads_it_with_the_code(visit):
    consulent = visit("consulent", viewport=PHONE)
    consulent.goto(f"{LIST}?unread=yes")
    press(consulent, consulent.locator("main a[href^='/reports-of-discrimination/']").first)
    case = re.search(r"/reports-of-discrimination/\d+/", consulent.url).group()
    consulent.goto(f"{case}mailbox/")
    assert faults_of(consulent, dark=True) == []
    consulent.locator("main textarea").first.fill("Dank u. Wilt u vertellen wanneer het was?")
    send(consulent, "main form:has(textarea)")
    reporter = visit(viewport=PHONE)
    reporter.goto("/report/mailbox/")
    reporter.locator("main input[name=code]").fill(receipt_code())
    press(reporter, reporter.locator("main form:has(input[name=code]) button.nl-button--primary").first)
    assert "Wilt u vertellen wanneer het was?" in reporter.locator("main").inner_text()
    assert receipt_code() not in reporter.url
    assert faults_of(reporter) == []


def test_the_lead_closes_a_year_publishes_the_monitor_and_takes_reports_in(visit, tmp_path):
    lead, last = visit("meldpunt-lead"), timezone.localdate().year - 1
    lead.goto(f"/meldpunten/mdd/years/{last}/")
    assert faults_of(lead) == []
    press(lead, lead.locator("main a[href$='/close/'], header a[href$='/close/'], .page-head a[href$='/close/']").first)
    assert faults_of(lead) == []
    if lead.locator("main input[type=checkbox]:visible").count():
        lead.locator("main input[type=checkbox]:visible").first.check()
    send(lead)
    lead.goto(f"/meldpunten/mdd/years/{last}/municipalities/0106/")
    assert faults_of(lead, dark=True) == []
    picture(lead, "meldpunt-wga")
    content = saved_file(lead, lead.locator("a[href$='wga.pdf']").first)
    assert "Klacht van ingezetene" in re.sub(r"\s+", " ", text_of_pdf(content))
    assert len(pypdfium2.PdfDocument(content)) == 2

    lead.goto("/meldpunten/mdd/monitor/publish/")
    assert faults_of(lead) == []
    if lead.locator("main select[name=year]").count():
        select(lead, year="2023")
    else:
        fill(lead, year="2023")
    lead.set_default_timeout(90_000)  # hiding is worked out twice: for the look, and when it is published
    send(lead)
    if "/publish/" in lead.url:
        assert not lead.locator(".error-summary").count(), lead.locator(".error-summary").inner_text()
        assert faults_of(lead) == []
        choose(lead, "looked")
        press(lead, lead.locator("main form[data-guard] button.nl-button--primary").last)
    assert re.search(r"/publications/\d+/$", lead.url), lead.locator("main").inner_text()[:500]
    assert faults_of(lead, dark=True) == []
    picture(lead, "meldpunt-publication")
    assert saved_file(lead, lead.locator("a[href$='tables.pdf']").first).startswith(b"%PDF")
    lead.set_default_timeout(15_000)

    lead.goto("/meldpunten/mdd/import/")
    header, first = (EXAMPLES / "reports-2023.csv").read_text(encoding="utf-8").splitlines()[:2]
    one = tmp_path / "one.csv"
    one.write_text(f"{header}\nanother-{first}\n", encoding="utf-8")
    lead.locator("main input[type=file]").set_input_files(one)
    send(lead)
    assert faults_of(lead, dark=True) == []
    if lead.locator("#accept_warnings").count():
        lead.locator("#accept_warnings").check()
    press(lead, lead.locator("main form[action$='/run/'] button").first)
    lead.goto(lead.url.replace("/run/", "/done/"))
    assert faults_of(lead) == []


WIDE = (
    "monitor/tables/B1/", "monitor/tables/B2/", "monitor/tables/B4/", "monitor/tables/B11/", "figures/", "years/2023/", "years/2023/municipalities/0106/",
)  # fmt: skip


def test_a_table_wider_than_a_phone_says_so_and_keeps_its_names_in_sight(visit):
    lead = visit("meldpunt-lead", viewport=PHONE)
    for address in WIDE:
        lead.goto(f"/meldpunten/mdd/{address}")
        frame = lead.locator(".table-region[data-scrolls]").first
        frame.wait_for()
        assert frame.locator(".table-region__hint").is_visible(), address
        frame.evaluate("frame => { frame.scrollLeft = 60 }")
        name, edge = frame.locator("tbody th:first-child, tfoot th:first-child").first.bounding_box(), frame.bounding_box()
        assert abs(name["x"] - edge["x"]) <= 1.5, f"{address}: the name scrolled away"
        assert name["width"] < edge["width"] / 2, address
    lead.set_viewport_size({"width": 1280, "height": 900})
    lead.goto("/meldpunten/mdd/years/2023/")
    lead.wait_for_timeout(300)
    assert not lead.locator(".table-region__hint").first.is_visible()


def test_the_total_is_the_first_number_that_a_phone_shows(visit):
    lead = visit("meldpunt-lead", viewport=PHONE)
    for address, name in (("monitor/tables/B4/", "Samen"), ("monitor/tables/B11b/", "Samen"), ("figures/", "Samen"), ("years/2023/", "Totaal")):
        lead.goto(f"/meldpunten/mdd/{address}")
        head = lead.locator("thead th.number").first
        assert head.inner_text().strip() == name, address
        box = head.bounding_box()
        assert box["x"] + box["width"] <= PHONE["width"], address


@pytest.mark.parametrize("account", ["leader", "coordinator", "administrator", "partner", "funder", "achterwacht"])
def test_nobody_else_finds_the_vault(visit, account):
    page = visit(account)
    assert not page.locator("a[href^='/meldpunten/']").count()
    absent = page.goto("/reports-of-discrimination/987654321/")
    there = page.goto("/reports-of-discrimination/1/")
    assert (absent.status, there.status) == (404, 404)
    for hidden in (
        LIST,
        "/meldpunten/",
        "/meldpunten/mdd/monitor/",
        "/meldpunten/mdd/years/2023/",
        "/meldpunten/mdd/import/",
        "/meldpunten/mdd/setup/",
    ):
        assert page.goto(hidden).status == 404, hidden


def test_a_consulent_finds_nothing_of_programmes(visit):
    consulent = visit("consulent")
    for hidden in (
        "/participants/",
        "/sign-ups/",
        "/editions/",
        "/reports/",
        "/import/",
        "/volunteers/",
        "/programmes/nj/",
        "/editions/nj-demo/uitstroom/",
    ):
        assert consulent.goto(hidden).status == 404, hidden
