"""The public form of a meldpunt and the mailbox in a real browser: on a phone, without script, by keyboard alone, in three languages."""

import io
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from referrals import sealing
from tests.browser.conftest import ROOT, served
from tests.browser.looks import PHONE, faults_of, picture
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

FORM, MAILBOX = "/report/mdd/", "/report/mailbox/"
LEAST_MILLISECONDS = 4500  # nobody fills in the form faster; the form says so
STORY = "De verhuurder wees mij af vanwege mijn naam"
DEVICE = "Mozilla/5.0 (Telefoon van de melder)"
ADDRESS = "203.0.113.77"


@pytest.fixture(scope="module")
def disk():
    """Where the server keeps its database; filled when it starts."""
    return SimpleNamespace()


@pytest.fixture(scope="module")
def meldpunt_site(tmp_path_factory, worker_id, disk):
    """The address of a casetrack with one meldpunt."""

    def prepare(environment):
        disk.database = environment["DATABASE_URL"]
        environment["TRUSTED_PROXIES"] = "1"
        subprocess.run([sys.executable, "-m", "tests.browser.meldpunt_site"], cwd=ROOT, env=environment, check=True, timeout=300)

    with served(tmp_path_factory, f"meldpunt_{worker_id}", prepare) as address:
        yield address


@pytest.fixture
def browse(browser, meldpunt_site):
    """`browse()` gives a page of somebody on a phone of their own; scripts that fail there make the test fail."""
    opened, faults = [], []

    def take(**options):
        context = browser.new_context(
            **{"base_url": meldpunt_site, "viewport": PHONE, "locale": "nl-NL", "reduced_motion": "reduce", "user_agent": DEVICE, **options}
        )
        if "extra_http_headers" not in options:
            context.route(f"{meldpunt_site}/**", lambda route: route.continue_(headers={**route.request.headers, "x-forwarded-for": ADDRESS}))
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: faults.append(f"{page.url}: {message.text}") if message.type == "error" else None)
        return page

    yield take
    for context in opened:
        context.close()
    assert [fault for fault in faults if "the server responded with a status of 4" not in fault] == []


def press(page, to):
    """A button of the step."""
    page.locator(f"main button[name=to][value={to}]").last.click()


def up_to_last(page):
    """Through the steps to the last look."""
    page.goto(FORM)
    page.locator("textarea[name=description]").fill(STORY)
    picture(page, "report-phone", size=PHONE)
    press(page, "next")
    page.locator("select[name=incident]").select_option(label="Assen")
    press(page, "next")
    page.locator("input[name=grounds][value=race]").check()
    press(page, "next")
    press(page, "next")
    page.wait_for_selector("main button[value=send]")


def code_of(page):
    """The code on the receipt."""
    return "".join(page.locator("[data-code]").text_content().split())


def photo(folder):
    """A photo that tells by whom it was made."""
    exif = Image.Exif()
    exif[0x013B] = "Mina Huurder"
    out = io.BytesIO()
    Image.new("RGB", (300, 200), (200, 30, 30)).save(out, "JPEG", exif=exif.tobytes())
    path = Path(folder) / "Mina.jpg"
    path.write_bytes(out.getvalue())
    return path


def open_mailbox(page, code):
    page.goto(MAILBOX)
    page.locator("input[name=code]").fill(code)
    page.locator("main form[data-guard] button").click()


def bytes_of(disk):
    """The files of the database; nothing on PostgreSQL, whose rows are searched in tests/referrals/meldpunt/test_traces.py."""
    if not disk.database.startswith("sqlite"):
        return b""
    path = Path(disk.database.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_report_to_reply_to_erasure_on_a_phone(browse, disk, tmp_path, script):
    page = browse(java_script_enabled=script)
    up_to_last(page)
    page.wait_for_timeout(LEAST_MILLISECONDS)
    page.locator("input[name=files]").set_input_files(photo(tmp_path))
    press(page, "send")
    code = code_of(page)
    assert sealing.read_code(code)
    assert page.url.endswith(FORM) and not [cookie for cookie in page.context.cookies() if cookie["name"] != "casetrack_language"]

    staff = browse(viewport={"width": 1280, "height": 900}, user_agent="Office", extra_http_headers={"x-forwarded-for": "198.51.100.9"})
    staff.goto("/")
    staff.locator("input[name=login]").fill("consulent@example.org")
    staff.locator("input[name=password]").fill(PASSWORD)
    staff.locator("main form button[type=submit]").click()
    staff.wait_for_url(lambda address: "/sign-in/" not in address)
    newest = max(row["pk"] for row in staff.request.get("/api/v1/report-mailboxes/").json()["results"])
    staff.goto(f"/reports-of-discrimination/{newest}/mailbox/")
    assert faults_of(staff, dark=True) == []
    staff.locator("textarea[name=text]").fill("Zullen wij de verhuurder schrijven?")
    staff.locator("main form[data-unsaved] button[type=submit]").click()
    staff.wait_for_selector(".letter--own")
    assert faults_of(staff) == []

    open_mailbox(page, code.lower().replace("-", " "))
    assert "Zullen wij de verhuurder schrijven?" in page.locator("main").inner_text()
    page.locator("textarea[name=text]").fill("Ja, graag. Mijn geheime antwoord.")
    page.locator("main form:has(textarea) button[type=submit]").click()
    page.wait_for_selector("[role=status]")
    with page.expect_download() as kept:
        page.locator("main form[action$='/file/'] button").first.click()
    assert b"Mina" not in Path(kept.value.path()).read_bytes()
    page.locator("main form[action$='/withdraw/'] button").click()
    page.locator("main form:has([name=sure]) button").click()
    page.wait_for_selector("[role=status]")
    assert page.locator("form[action$='/withdraw/']").count() == 0
    assert b"geheime antwoord" not in bytes_of(disk)

    page.locator("main form[action$='/erase/'] button").click()
    page.locator("main form:has([name=sure]) button").click()
    assert page.locator("h1").count() == 1
    open_mailbox(page, code)
    page.wait_for_selector(".error-summary")
    left = bytes_of(disk)
    plain = sealing.read_code(code)
    for trace in (code, code.lower(), plain, plain.lower(), plain[:13], DEVICE, ADDRESS, "Mina", STORY):
        at = left.find(trace.encode())
        assert at < 0, (trace, left[max(0, at - 60) : at + 60])


def test_every_page_and_every_error_is_accessible_and_fits_a_small_phone_with_large_letters(browse):
    page, faults = browse(), []
    page.goto(FORM)
    faults += faults_of(page, dark=True)
    press(page, "next")
    page.wait_for_selector(".error-summary")
    faults += faults_of(page, dark=True)
    page.locator("textarea[name=description]").fill(STORY)
    press(page, "next")
    page.wait_for_selector("select[name=incident]")
    faults += faults_of(page, dark=True)
    page.locator("input[name=day]").fill("31")
    page.locator("select[name=month]").select_option("2")
    page.locator("input[name=postcode]").fill("94")
    press(page, "next")
    page.wait_for_selector(".error-summary")
    faults += faults_of(page, dark=True)
    page.locator("input[name=day]").fill("")
    page.locator("select[name=month]").select_option("")
    page.locator("input[name=postcode]").fill("9401 AB")
    press(page, "next")
    page.wait_for_selector("input[name=grounds]")
    faults += faults_of(page, dark=True)
    press(page, "next")
    page.wait_for_selector("input[name=anonymity]")
    faults += faults_of(page, dark=True)
    page.locator("input[name=anonymity][value=none]").check()
    press(page, "next")
    page.wait_for_selector(".error-summary")
    faults += faults_of(page, dark=True)
    page.locator("input[name=name]").fill("Mina Huurder")
    press(page, "next")
    page.wait_for_selector("main button[value=send]")
    faults += faults_of(page, dark=True)
    page.locator("input[name=files]").set_input_files({"name": "a.exe", "mimeType": "application/x-dosexec", "buffer": b"MZ"})
    press(page, "send")
    page.wait_for_selector(".error-summary")
    faults += faults_of(page, dark=True)
    page.wait_for_timeout(LEAST_MILLISECONDS)
    press(page, "send")
    page.wait_for_selector("[data-code]")
    faults += faults_of(page, dark=True)
    code = code_of(page)
    page.reload()
    page.wait_for_selector("h1")
    assert page.locator("[data-code]").count() == 0
    faults += faults_of(page)
    page.goto(MAILBOX)
    faults += faults_of(page, dark=True)
    open_mailbox(page, "geen code")
    page.wait_for_selector(".error-summary")
    faults += faults_of(page, dark=True)
    open_mailbox(page, code)
    page.wait_for_selector("#letters")
    faults += faults_of(page, dark=True)
    page.locator("main form:has(textarea) button[type=submit]").click()
    page.wait_for_selector(".error-summary")
    faults += faults_of(page, dark=True)
    for part in ("withdraw", "erase"):
        open_mailbox(page, code)
        page.locator(f"main form[action$='/{part}/'] button").click()
        page.wait_for_selector("[name=sure]", state="attached")
        faults += faults_of(page, dark=True)
    page.goto(f"{MAILBOX}left/")
    faults += faults_of(page)
    assert faults == [], "\n".join(faults)


def test_every_target_is_big_enough_for_a_thumb(browse):
    page = browse()
    up_to_last(page)
    for step in ("what", "where", "about", "you"):
        page.locator(f"main button[name=to][value={step}]").first.click()
        page.wait_for_selector("input[name=returns]", state="attached")
        sizes = page.locator(
            "main form :is(label:has(input:is([type=checkbox], [type=radio])), select, textarea, button, input[type=text])"
        ).evaluate_all("all => all.filter(one => one.offsetParent).map(one => Math.round(one.getBoundingClientRect().height))")
        assert sizes and min(sizes) >= 40, step
        press(page, "next")


def tab_to(page, selector, most=90):
    """Press Tab until this has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_somebody_reports_and_reads_by_keyboard_alone_in_another_language(browse):
    page = browse(viewport={"width": 640, "height": 740})
    page.goto(FORM)
    tab_to(page, "textarea[name=description]")
    page.keyboard.type("Nur mit der Tastatur")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # the next of the radio buttons
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    for _ in range(40):
        if page.evaluate("document.activeElement.matches('button[name=language][value=de]')"):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=de]")
    assert page.locator("textarea[name=description]").input_value() == "Nur mit der Tastatur"
    assert page.locator("input[name=reporter_role]:checked").get_attribute("value") == "witness"
    tab_to(page, "main button[name=to][value=next]")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=platform]")
    tab_to(page, "input[name=platform]")
    page.keyboard.type("Marktplaats")
    page.keyboard.press("Enter")  # as the button “next” does, and not that of a language
    page.wait_for_selector("input[name=grounds]")
    assert page.locator("html").get_attribute("lang") == "de"
    tab_to(page, "input[name=grounds]")
    page.keyboard.press("Space")
    for wanted in ("input[name=anonymity]", "main button[value=send]"):
        tab_to(page, "main button[name=to][value=next]")
        page.keyboard.press("Enter")
        page.wait_for_selector(wanted)
    page.wait_for_timeout(LEAST_MILLISECONDS)
    tab_to(page, "main button[value=send]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-code]")
    code = code_of(page)
    page.goto(MAILBOX)
    tab_to(page, "input[name=code]")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_selector("textarea[name=text]")
    tab_to(page, "textarea[name=text]")
    page.keyboard.type("Danke")
    tab_to(page, "main form:has(textarea) button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".letter--own")
    tab_to(page, "main form[action$='/erase/'] button")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=sure]", state="attached")
    tab_to(page, "main form:has([name=sure]) button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{MAILBOX}erase/")


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_the_form_is_there_in_three_languages(browse, language):
    page = browse()
    page.goto(FORM)
    page.locator(f"button[name=language][value={language}]").click()
    page.wait_for_selector(f"html[lang={language}]")
    up_to_last(page)
    assert page.locator("html").get_attribute("lang") == language
    assert faults_of(page) == []


@pytest.fixture
def elsewhere():
    """The neutral page to which one leaves: counted, and never fetched from a test."""
    return []


def leaving(page, elsewhere):
    page.route(
        "https://www.buienradar.nl/**",
        lambda route: (elsewhere.append(route.request.headers), route.fulfill(body="<h1>Weer</h1>", content_type="text/html")),
    )


@pytest.mark.parametrize("way", ["click", "escape", "without script"])
def test_the_page_is_left_quickly_for_one_that_betrays_nothing(browse, elsewhere, way):
    page = browse(java_script_enabled=way != "without script")
    leaving(page, elsewhere)
    page.goto(MAILBOX)
    page.goto(FORM)
    page.locator("textarea[name=description]").fill("Half written")
    if way == "escape":
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        assert page.url.endswith(FORM)
        page.keyboard.press("Escape")
    else:
        page.locator("[data-quick-exit]").click()
    page.wait_for_url("https://www.buienradar.nl/")
    assert elsewhere and "referer" not in elsewhere[0]
    if way != "without script":  # the form left no entry of its own in the history
        page.go_back()
        page.wait_for_url(f"**{MAILBOX}")


def test_nothing_but_the_site_itself_is_asked_for_anything(browse, meldpunt_site):
    page, asked = browse(), []
    page.on("request", lambda request: asked.append(request.url))
    up_to_last(page)
    page.goto(MAILBOX)
    assert asked and not [url for url in asked if not url.startswith(meldpunt_site)]


def test_on_paper_stands_the_card_alone(browse):
    page = browse(viewport={"width": 800, "height": 1000})
    up_to_last(page)
    page.wait_for_timeout(LEAST_MILLISECONDS)
    press(page, "send")
    page.wait_for_selector("[data-print]:not([hidden])")
    page.emulate_media(media="print")
    seen = page.locator("body").inner_text()
    assert code_of(page)[:11] in seen and page.locator(".receipt__picture svg").is_visible()
    for hidden in ("h1", ".notice", "[data-quick-exit]", "main ul", "[data-print]"):
        assert not page.locator(hidden).first.is_visible()
    assert STORY not in seen


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_code_is_copied_where_a_script_can_with_a_warning_and_stays_nowhere_else(browse, script):
    page = browse(java_script_enabled=script)
    if script:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    up_to_last(page)
    page.wait_for_timeout(LEAST_MILLISECONDS)
    press(page, "send")
    code, copy, warning = code_of(page), page.locator("[data-copy]"), page.locator("#receipt-shared")
    assert copy.is_visible() == warning.is_visible() == script
    assert code not in page.url
    if not script:
        return
    assert page.locator("#receipt-copied[role=status]").text_content() == ""
    copy.click()
    page.wait_for_function("document.getElementById('receipt-copied').textContent")
    assert page.locator("#receipt-copied").inner_text() == "Gekopieerd"
    assert page.evaluate("navigator.clipboard.readText()") == code
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.includes('code'), history.state]") == [0, 0, False, None]
    assert faults_of(page) == []
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    copy.click()
    page.wait_for_function("document.getElementById('receipt-copied').textContent !== 'Gekopieerd'")
