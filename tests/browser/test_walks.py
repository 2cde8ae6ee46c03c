"""The work of each role from beginning to end, in the pages, as somebody does it who has never seen them."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from django.utils import timezone

from tests.browser.looks import PHONE, faults_of, picture, press

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
HOSTILE = "<b>Vet</b> 😀 " + "שלום " + "x" * 280  # markup, emoji, from right to left, and 300 characters long


def send(page, form="main form[data-guard]"):
    """Press the button that saves."""
    press(page, page.locator(f"{form} button.nl-button--primary").first)


def fill(page, **values):
    """Fill in fields by their names."""
    for name, value in values.items():
        page.locator(f"main [name={name}]:visible").first.fill(value)


def saved_file(page, button):
    """The bytes of the file that this button or link downloads."""
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_bytes()


def text_of_pdf(content):
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def upload(page, edition, folder=EXAMPLES, ending="csv"):
    """From the page Import to its preview."""
    page.goto("/import/")
    page.locator("select[name=edition]").select_option(label=edition)
    for name in ("participants", "outcomes"):
        page.locator(f"input[name={name}]").set_input_files(folder / f"nj-2014-{name}.{ending}")
    send(page)


def confirm(page):
    """From the preview, over the progress, to the end."""
    if page.locator("#accept_warnings").count():
        page.locator("#accept_warnings").check()
    press(page, page.locator("main form[action$='/run/'] button"))
    press(page, page.locator("main a[href$='/done/']"))


def test_a_new_user_imports_a_cohort_sees_its_uitstroom_and_hands_the_funder_a_report(visit):
    leader = visit("leader")
    assert leader.locator("html").get_attribute("lang") == "nl"
    press(leader, leader.locator(".menu--wide a[href='/editions/']"))
    press(leader, leader.locator("a[href$='/editions/new/']").first)
    fill(leader, name="Proefeditie 2014", code="proef-2014", starts_on="2014-04-01", ends_on="2014-06-30", target="7")
    send(leader)
    upload(leader, "Proefeditie 2014")
    assert faults_of(leader) == []
    picture(leader, "import-preview")
    confirm(leader)
    assert faults_of(leader) == []

    press(leader, leader.get_by_role("link", name="Proefeditie 2014").first)
    press(leader, leader.locator("a[href$='/uitstroom/']"))
    fill(leader, as_of="2015-12-31")
    leader.locator("form.filters button").click()
    rows = leader.locator("main table").first.locator("tbody tr").all_inner_texts()
    figures = {row.split()[0]: row for row in rows}
    assert "7/35" in re.sub(r"\s", "", figures["R"]).replace("van", "/") and "20,0" in figures["R"]
    assert "7/15" in re.sub(r"\s", "", figures["S"]).replace("van", "/") and "46,7" in figures["S"]
    picture(leader, "uitstroom")

    text = text_of_pdf(saved_file(leader, leader.locator("a[href*='uitstroom.pdf']")))
    assert "20,0" in text and "46,7" in text and "2015" in text
    assert re.search(r"1 van \d", text)

    administrator = visit("administrator")
    administrator.goto("/editions/proef-2014/")
    press(administrator, administrator.locator("a[href*='/funding/new/']"))
    fill(administrator, reference="PROEF-14", starts_on="2014-01-01", ends_on="2016-12-31")
    funder = administrator.locator("select[name=funder] option", has_text="Interreg").first.get_attribute("value")
    administrator.locator("select[name=funder]").select_option(funder)
    send(administrator)
    assert "PROEF-14" in administrator.locator("main").inner_text()

    press(leader, leader.locator("a[href*='/report/']").first)
    fill(leader, title="Eindverslag van de proef", explanation="Vier mensen < zes & 😀")
    send(leader)
    press(leader, leader.locator("button[value=submit]"))
    assert "/reports/" in leader.url
    picture(leader, "report")

    contact = visit("funder")
    contact.goto("/reports/")
    press(contact, contact.get_by_role("link", name="Eindverslag van de proef"))
    assert "46,7" in contact.locator("main").inner_text()
    assert "< zes & 😀" in contact.locator("main").inner_text()
    assert "20,0" in text_of_pdf(saved_file(contact, contact.locator("a[href$='report.pdf']")))
    for hidden in ("/participants/", "/editions/", "/editions/proef-2014/", "/sessions/", "/import/", "/sign-ups/"):
        assert contact.goto(hidden).status == 404, hidden


def rows_of_export(page, state=""):
    """The rows of the list as CSV."""
    page.goto(f"/participants/?clear=1{state}")
    content = saved_file(page, page.locator("button[formaction$='/csv/']"))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";" if b";" in content.split(b"\n")[0] else ","))


def test_a_coach_sees_exactly_the_own_people_in_list_search_and_export(visit):
    coach, leader = visit("coach"), visit("leader")
    mine, everybody = rows_of_export(coach), rows_of_export(leader)
    own = coach.locator(".fold__who strong").text_content()
    coach_column = next(name for name, value in mine[0].items() if own in (value or ""))
    assert mine and [row for row in everybody if own in row[coach_column].split(", ")] == mine
    assert len(everybody) > len(mine)

    other = next(row for row in everybody if own not in row[coach_column])
    name = next(value for key, value in other.items() if key.lower() in ("achternaam", "naam", "name"))
    coach.goto("/participants/")
    coach.locator("input[name=q]").fill(name)
    coach.locator("form.filters button.nl-button--primary").click()
    assert coach.url.endswith("/participants/")
    assert coach.locator("#found tbody tr", has_text=name).count() == 0

    leader.goto("/participants/")
    known = {link.get_attribute("href") for link in leader.locator("#found tbody a").all()}
    hidden = [address for address in known if coach.request.get(address).status == 404]
    assert hidden
    coach.goto(hidden[0])
    assert coach.locator("main h1").count() == 1
    assert coach.goto("/trajectories/987654321/").status == 404


def test_a_coach_records_a_contact_on_a_phone_in_three_taps(visit):
    coach = visit("coach", viewport=PHONE, has_touch=True)
    coach.locator("main .plain-list a[href^='/trajectories/']").first.tap()
    coach.locator("a[href='#new-contact']").tap()
    fill(coach, note="Belde op de fiets terug.")
    picture(coach, "contact-phone", size=PHONE)
    coach.locator("form[action$='/contact/'] button[type=submit]").tap()
    coach.wait_for_url("**/trajectories/*/#contacts")
    assert coach.locator(".contacts", has_text="Belde op de fiets terug.").count() == 1
    picture(coach, "trajectory-phone", size=PHONE)
    coach.locator("a[href$='/history/']").first.tap()
    assert "Belde op de fiets terug." in coach.locator("main").inner_text()


def test_a_coach_with_many_contacts_finds_the_older_ones(visit):
    coach = visit("coach")
    press(coach, coach.locator("main .plain-list a[href^='/trajectories/']").last)
    address = coach.url
    for number in range(11):
        coach.goto(f"{address}contact/")
        if not number:
            assert faults_of(coach, dark=True) == []
        fill(coach, note=f"Gesprek {number}")
        send(coach)
    press(coach, coach.locator(".more a[href*='/contacts/']"))
    assert coach.locator(".contacts li").count() >= 1
    assert faults_of(coach, dark=True) == []


def test_the_attendance_of_a_whole_group_is_saved_on_one_screen(visit):
    coach = visit("leader")
    coach.goto("/sessions/?when=past")
    sheets = [link.get_attribute("href") for link in coach.locator("main ul.rows a[href^='/sessions/']").all()]
    for sheet in sheets:
        coach.goto(sheet)
        if coach.locator("button[name=everybody]").count():
            break
    picture(coach, "attendance")
    people = coach.locator(".attendance > li")
    assert people.count() > 1
    people.first.locator("input[type=number]").fill("")
    people.first.locator("input[type=radio]").nth(1).check()
    chosen = people.first.locator("input[type=radio]:checked").get_attribute("value")
    press(coach, coach.locator("button[name=everybody]"))
    coach.reload()
    answers = [row.locator("input[type=radio]:checked").get_attribute("value") for row in people.all()]
    assert answers[0] == chosen
    assert len(answers) == people.count()


def test_signing_up_asks_about_a_double_and_warns_for_a_bsn(visit):
    leader = visit("leader")
    leader.goto("/sign-ups/")
    sign_up = leader.locator("main a[href$='/sign-up/']").first.get_attribute("href")
    for again in (False, True):
        leader.goto(sign_up)
        fill(leader, first_name="Dubbele", last_name="Naam", birth_date="1980-05-04")
        if again:
            fill(leader, explanation="Haar nummer is 111222333.")
        send(leader)
        assert (leader.url.endswith("/sign-up/")) is again
    assert faults_of(leader) == []
    assert leader.locator("input[name=no_bsn]").count() == 1
    fill(leader, explanation="Wil graag in de zorg werken.")
    leader.locator("input[name=same_person]").last.check()
    send(leader)
    assert "/trajectories/" in leader.url
    leader.goto("/participants/?clear=1")
    leader.locator("input[name=q]").fill("Dubbele Naam")
    leader.locator("form.filters button.nl-button--primary").click()
    assert leader.locator("#found tbody tr").count() == 2


def test_a_hostile_name_is_text_everywhere(visit):
    leader = visit("leader")
    leader.goto("/sign-ups/")
    sign_up = leader.locator("main a[href$='/sign-up/']").first.get_attribute("href")
    leader.goto(sign_up)
    fill(leader, first_name=HOSTILE, last_name="Vijand", explanation="<script>alert(1)</script>")
    send(leader)
    assert leader.locator("main h1").inner_text().startswith("<b>Vet</b> 😀")
    assert faults_of(leader) == []
    leader.goto("/participants/?clear=1")
    leader.locator("input[name=q]").fill("Vijand")
    leader.locator("form.filters button.nl-button--primary").click()
    assert HOSTILE.strip() in leader.locator("#found tbody tr").first.inner_text()
    assert leader.locator("main b").count() == 0
    assert faults_of(leader) == []
    as_csv = saved_file(leader, leader.locator("button[formaction$='/csv/']")).decode("utf-8-sig")
    assert HOSTILE.strip() in as_csv
    book = openpyxl.load_workbook(io.BytesIO(saved_file(leader, leader.locator("form[action$='/xlsx/'] button").first)))
    assert any(HOSTILE.strip() in str(cell) for row in book.active.values for cell in row)
    leader.goto(sign_up.replace("sign-up", "uitstroom"))
    assert "Vijand" not in text_of_pdf(saved_file(leader, leader.locator("a[href*='uitstroom.pdf']")))


def test_an_administrator_adds_a_member_and_ends_the_membership(visit):
    administrator = visit("administrator")
    administrator.goto("/programmes/nj/")
    press(administrator, administrator.locator("a[href$='/members/new/']"))
    fill(administrator, email="nieuw@example.org", first_name="Nieuwe", last_name="Collega")
    administrator.locator("select[name=role]").select_option("coach")
    send(administrator)
    row = administrator.locator("tr", has_text="nieuw@example.org")
    assert row.count() == 1
    press(administrator, row.locator("a[href$='/end/']"))
    fill(administrator, ends_on=timezone.localdate().isoformat())
    send(administrator)
    row = administrator.locator("tr", has_text="nieuw@example.org")
    assert row.count() == 0 or row.locator("a[href$='/end/']").count() == 0
    for hidden in ("/participants/", "/import/", "/reports/"):
        assert administrator.goto(hidden).status == 404, hidden


def test_a_leader_lets_a_colleague_read_along_for_a_while_and_ends_it(visit):
    leader = visit("leader")
    leader.goto("/participants/?clear=1")
    press(leader, leader.locator("#found tbody a").first)
    trajectory = leader.url
    leader.goto(f"{trajectory}grant/")
    leader.locator("select[name=user] option:not([value=''])").first.wait_for(state="attached")
    leader.locator("select[name=user]").select_option(index=1)
    fill(leader, ends_on="2030-01-01", reason="Vervangt tijdens ziekte.")
    send(leader)
    press(leader, leader.locator("a[href^='/access/']").first)
    assert faults_of(leader, dark=True) == []
    press(leader, leader.locator("main form[data-guard] button").first)
    assert leader.url == trajectory
    assert leader.locator("a[href^='/access/']").count() == 0


def test_a_partner_sees_sessions_and_own_sign_ups_only(visit):
    partner = visit("partner")
    assert {link.get_attribute("href") for link in partner.locator(".menu--wide a").all()} == {"/work/", "/sign-ups/", "/sessions/", "/editions/"}
    partner.goto("/sign-ups/")
    assert partner.locator("main tbody tr").count() > 0
    assert partner.locator("main tbody a[href^='/trajectories/']").count() == 0
    for hidden in ("/participants/", "/import/", "/reports/"):
        assert partner.goto(hidden).status == 404, hidden
    assert partner.goto("/editions/nj-demo/uitstroom/").status == 403


def test_signing_out_by_its_address_asks_first(visit):
    leader = visit("leader")
    leader.goto("/sign-out/")
    assert faults_of(leader, dark=True) == []
    press(leader, leader.locator("main form button[type=submit]").first)
    leader.wait_for_url(lambda address: "/sign-out/" not in address)  # the device is wiped first
    assert leader.goto("/work/").url.endswith("/sign-in/?next=/work/")
    assert faults_of(leader, dark=True) == []
