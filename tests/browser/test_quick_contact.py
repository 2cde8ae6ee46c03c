"""The quick contact in a real browser on a phone: taps counted, the network cut at every moment, and what stays on the device."""

import json
import random
import re
import subprocess
import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from casetrack.privacy import looks_like_bsn
from tests.browser.conftest import ROOT, served
from tests.browser.looks import PHONE, faults_of
from tests.browser.quick_site import rows_of
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

SECRET_WORDS = "Samen de blauwe enveloppen geopend"
MODULES = "/static/participants/quick/"


@pytest.fixture(scope="module")
def rows():
    """The keys of the rows that the site holds; filled by `quick_site`."""
    return SimpleNamespace()


@pytest.fixture(scope="module")
def quick_site(tmp_path_factory, worker_id, rows):
    """The address of a casetrack with two buddies."""

    def prepare(environment):
        told = subprocess.run(
            [sys.executable, "-m", "tests.browser.quick_site"], cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=120
        )
        vars(rows).update(vars(rows_of(told.stdout)))

    with served(tmp_path_factory, f"quick_{worker_id}", prepare) as address:
        yield address


@pytest.fixture
def phone(browser, quick_site):
    """`phone()` gives a page on a phone of its own; scripts that fail there make the test fail."""
    opened, faults = [], []

    def take(account="buddy", **options):
        context = browser.new_context(base_url=quick_site, viewport=PHONE, locale="nl-NL", has_touch=True, reduced_motion="reduce", **options)
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        if account:
            page.goto("/")
            sign_in(page, account)
        return page

    yield take
    for context in opened:
        context.close()
    assert faults == []


def sign_in(page, account):
    page.locator("input[name=login]").fill(f"{account}@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


@pytest.fixture(scope="module")
def office(browser, quick_site):
    """The coordinator at the office: reads and changes by the API."""
    context = browser.new_context(base_url=quick_site)
    page = context.new_page()
    page.goto("/")
    sign_in(page, "coordinator")
    yield Office(page)
    context.close()


class Office:
    """What the office sees and does."""

    def __init__(self, page):
        self.page = page

    def contacts(self, trajectory):
        """Every contact of a trajectory."""
        found, after = [], None
        while True:
            answer = self.page.request.get("/api/v1/contacts/", params={"trajectory": trajectory, **({"after": after} if after else {})}).json()
            found += answer["results"]
            after = answer["after"]
            if after is None:
                return found

    def noted(self, trajectory, note):
        """The contacts of a trajectory with exactly this note."""
        return [one for one in self.contacts(trajectory) if one["note"] == note]

    def do(self, trajectory, action, **data):
        """One action of the API."""
        token = next(one["value"] for one in self.page.context.cookies() if one["name"] == "csrftoken")
        address = f"/api/v1/trajectories/{trajectory}/{action}/"
        answer = self.page.request.post(address, data=data, headers={"X-CSRFToken": token})
        assert answer.ok, (answer.status, answer.text())
        return answer.json()


def unique():
    """A word that no other note holds; letters only, because nine digits in a row may be taken for a BSN."""
    return "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=20))


class Taps:
    """A thumb that counts."""

    def __init__(self, page):
        self.page, self.taps, self.texts = page, 0, 0

    def tap(self, where):
        self.taps += 1
        self.page.locator(where).first.tap()

    def write(self, where, text):
        """Into a text field: one tap to begin, and then letters."""
        self.texts += 1
        self.tap(where)
        self.page.keyboard.type(text)


def ready(page):
    """The scripts have done what they do at the start."""
    page.wait_for_selector("[data-quick][data-ready]", state="attached")


def open_form(page, trajectory):
    page.goto(f"/quick/{trajectory.pk}/")
    ready(page)


def prepare(page):
    """A phone that was used before: the service worker runs, and the households are on the device."""
    page.goto("/quick/")
    ready(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.evaluate(
        """async () => {
          while (!navigator.serviceWorker.controller || (await caches.keys()).length !== 1) await new Promise((done) => setTimeout(done, 20));
        }"""
    )
    assert page.evaluate(f"import('{MODULES}device.js').then(device => device.households()).then(rows => rows.length)") > 0


def visit(thumb, rows, note):
    """A buddy logs a visit, from the list of their households to the list again."""
    thumb.tap(f"a[href='/quick/{rows.home.pk}/']")
    thumb.page.wait_for_url(f"**/quick/{rows.home.pk}/")
    ready(thumb.page)
    for task in rows.home.tasks[:2]:
        thumb.tap(f"label:has(input[name=done_tasks][value='{task}'])")
    thumb.tap("label:has(input[name=next][value='7'])")
    thumb.write("textarea[name=note]", note)
    thumb.tap("button[type=submit] >> visible=true")
    thumb.page.wait_for_url("**/quick/")


def on_device(page):
    """Every byte that the site keeps on this device, as text: database, caches, storage."""
    return page.evaluate(
        """async () => {
          const bytes = [];
          for (const { name } of await indexedDB.databases()) {
            const database = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
            for (const store of database.objectStoreNames) {
              const rows = await new Promise((done) => { const asked = database.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); });
              for (const row of rows) {
                bytes.push(JSON.stringify(row));
                const buffers = Object.values(row).filter((value) => value instanceof ArrayBuffer);
                for (const value of buffers) for (const code of ["latin1", "utf-16le"]) bytes.push(new TextDecoder(code).decode(value));
              }
            }
            database.close();
          }
          const kept = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              kept.push(request.url);
              bytes.push(await (await cache.match(request)).text());
            }
          }
          return { text: bytes.join("\\n"), kept, databases: (await indexedDB.databases()).map(({ name }) => name),
                   session: JSON.stringify(sessionStorage), local: JSON.stringify(localStorage) };
        }"""
    )


# ── With a connection ─────────────────────────────────────────────────────────────────────────


def test_a_visit_with_two_tasks_and_an_appointment_takes_six_taps_and_one_text_field(phone, office, rows):
    page, note = phone(), f"Zes tikken {unique()}"
    page.goto("/quick/")
    ready(page)
    thumb = Taps(page)
    visit(thumb, rows, note)
    assert (thumb.taps, thumb.texts) == (6, 1)
    assert page.locator("[data-show~=note-saved]").is_visible()
    [contact] = office.noted(rows.home.pk, note)
    assert (contact["channel"], contact["result"]) == ("visit", "spoken") and contact["next_on"]
    open_form(page, rows.home)
    left = page.locator("input[name=done_tasks]").evaluate_all("boxes => boxes.map(box => Number(box.value))")
    assert left == rows.home.tasks[2:]


def test_every_target_is_at_least_44_pixels_high(phone, rows):
    page = phone()
    for address in ("/quick/", f"/quick/{rows.second.pk}/"):
        page.goto(address)
        ready(page)
        small = page.locator("main :is(a, button, .big label, textarea, input[type=date]):visible").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().height < 44 && getComputedStyle(one).display !== 'inline').map(one => one.outerHTML)"
        )
        assert small == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_are_accessible_at_360_pixels_and_with_letters_twice_as_large(phone, rows, language):
    page = phone()
    page.goto("/work/")
    page.locator(f"button[name=language][value={language}]").click()
    found = []
    for address in ("/quick/", f"/quick/{rows.second.pk}/", "/quick/leave/", "/quick/empty/list/", "/quick/empty/contact/"):
        page.goto(address)
        page.wait_for_timeout(100)
        found += faults_of(page, dark=language == "nl")
    assert found == []


def test_a_contact_is_logged_with_the_keyboard_alone(phone, office, rows):
    page, note = phone(), f"Zonder muis {unique()}"
    open_form(page, rows.second)

    def tab_to(selector):
        for _step in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                assert page.evaluate("getComputedStyle(document.activeElement.closest('label') ?? document.activeElement).outlineStyle") != "none"
                return
        raise AssertionError(selector)

    tab_to("input[name=channel]")
    page.keyboard.press("ArrowDown")
    tab_to("input[name=result]")
    tab_to("input[name=done_tasks]")
    page.keyboard.press("Space")
    tab_to("textarea[name=note]")
    page.keyboard.type(note)
    tab_to("input[name=next]")
    page.keyboard.press("ArrowDown")
    tab_to("form[data-quick-form] button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/quick/")
    [contact] = office.noted(rows.second.pk, note)
    assert contact["next_on"] and contact["channel"] != "visit"


def test_without_javascript_it_is_an_ordinary_form(phone, office, rows):
    page, note = phone(java_script_enabled=False), f"Zonder script {unique()}"
    page.goto("/quick/")
    page.locator(f"a[href='/quick/{rows.second.pk}/']").click()
    page.locator("textarea[name=note]").fill(note)
    page.locator("input[name=next][value='14']").check(force=True)
    page.locator("form[data-quick-form] button[type=submit]").click()
    page.wait_for_url("**/quick/")
    assert office.noted(rows.second.pk, note)[0]["next_on"]
    assert faults_without_script(page) == []


def faults_without_script(page):
    """What must not be seen without JavaScript."""
    return [one for one in ("data-show", "data-waiting") if page.locator(f"main [{one}]:visible").count()]


def test_a_number_that_looks_like_a_bsn_is_asked_about_before_it_is_kept(phone, office, rows):
    page, note = phone(), f"nummer 111222333 {unique()}"
    open_form(page, rows.second)
    page.locator("textarea[name=note]").fill(note)
    page.locator("form[data-quick-form] button[type=submit]").click()
    assert page.locator("[data-show=bsn]").is_visible()
    assert page.evaluate("document.activeElement.name") == "no_bsn"
    assert office.noted(rows.second.pk, note) == []
    page.keyboard.press("Space")
    page.locator("form[data-quick-form] button[type=submit]").click()
    page.wait_for_url("**/quick/")
    assert len(office.noted(rows.second.pk, note)) == 1


def test_the_phone_knows_a_bsn_as_the_server_does(phone):
    page, chance = phone(), random.Random(5)
    texts = ["111222333", "0000.00000", "111 222 333", "+31111222333", "1112223334", "tel 111.222.333!", "a1-1-1-2-2-2-3-3-3b"]
    texts += ["".join(chance.choice("0123456789") for _ in range(chance.choice([8, 9, 9, 9, 10]))) for _ in range(500)]
    page.goto("/quick/")
    found = page.evaluate(f"texts => import('{MODULES}bsn.js').then(bsn => texts.map(bsn.looksLikeBsn))", texts)
    assert found == [looks_like_bsn(text) for text in texts]


def test_what_was_typed_is_there_again_and_goes_when_it_is_sent(phone, office, rows):
    page, note = phone(), f"Begonnen {unique()}"
    open_form(page, rows.second)
    page.locator("textarea[name=note]").press_sequentially(note)
    page.locator("label:has(input[name=result][value=not_reached])").tap()
    page.wait_for_selector("[data-show=kept]:visible")
    page.wait_for_timeout(600)
    assert note not in on_device(page)["text"]
    page.goto("/work/")
    open_form(page, rows.home)
    assert page.locator("textarea[name=note]").input_value() == ""
    open_form(page, rows.second)
    assert page.locator("textarea[name=note]").input_value() == note
    assert page.locator("input[value=not_reached]").is_checked()
    assert page.locator("[data-show=draft]").is_visible()
    page.locator("form[data-quick-form] button[type=submit]").tap()
    page.wait_for_url("**/quick/")
    assert len(office.noted(rows.second.pk, note)) == 1
    open_form(page, rows.second)
    assert page.locator("textarea[name=note]").input_value() == ""
    assert not page.locator("[data-show=draft]").is_visible()


# ── Without a connection ──────────────────────────────────────────────────────────────────────


def cut(page, off=True):
    """The connection of the phone, off or on."""
    page.context.set_offline(off)


def waiting(page):
    """How many contacts wait on this device."""
    return page.evaluate(f"import('{MODULES}device.js').then(device => device.own('waiting')).then(rows => rows.length)")


def send_now(page):
    """Ask the page to send what waits; how that ended."""
    return page.evaluate(f"import('{MODULES}line.js').then(line => line.sendAll())")


def test_a_visit_is_logged_with_the_network_down_in_as_many_taps_and_arrives_once(phone, office, rows):
    page, note = phone(), f"In het trappenhuis {unique()}"
    prepare(page)
    cut(page)
    page.goto("/quick/")
    ready(page)
    thumb = Taps(page)
    thumb.tap(f"a[href='/quick/{rows.stairs.pk}/']")
    page.wait_for_url(f"**/quick/{rows.stairs.pk}/")
    ready(page)
    assert "Truus Trappenhuis" in page.locator("h1").inner_text()
    open_tasks = page.locator("input[name=done_tasks]").evaluate_all("boxes => boxes.map(box => box.value)")
    for task in open_tasks[:2]:
        thumb.tap(f"label:has(input[name=done_tasks][value='{task}'])")
    thumb.tap("label:has(input[name=next][value='7'])")
    thumb.write("textarea[name=note]", note)
    thumb.tap("form[data-quick-form] button[type=submit]")
    page.wait_for_url("**/quick/")
    assert (thumb.taps, thumb.texts) == (6, 1)
    ready(page)
    assert page.locator("[data-show~=note-waiting]").is_visible()
    assert page.locator("[data-count]").inner_text() == "1"
    assert "Truus Trappenhuis" in page.locator("[data-waiting]").inner_text()
    assert office.noted(rows.stairs.pk, note) == []
    kept = on_device(page)
    for secret in (note, "Truus", "Trappenhuis", "Hanna", "GKB", "trappenhuis"):
        assert secret not in kept["text"] and secret not in kept["session"] and secret not in kept["local"], secret
    cut(page, off=False)
    page.wait_for_selector("[data-show=waiting]", state="hidden")
    [contact] = office.noted(rows.stairs.pk, note)
    assert contact["channel"] == "visit"
    page.reload()
    ready(page)
    assert len(office.noted(rows.stairs.pk, note)) == 1


def keep_one(page, trajectory, note, **more):
    """Put a contact away on this device as the form does; gives its key."""
    value = {"trajectory": trajectory.pk, "channel": "visit", "result": "spoken", "note": note, "next": "", **more}
    return page.evaluate(
        f"""async (value) => {{
          const device = await import('{MODULES}device.js');
          const id = crypto.randomUUID();
          await device.keep(id, 'waiting', value);
          return id;
        }}""",
        value,
    )


class Cuts:
    """A network that fails at moments that chance chooses, for the requests that save; writes down what the server said was saved."""

    KINDS = ("before", "during", "after", "broken", "portal", "empty", "none")

    def __init__(self, page, chance, most):
        self.chance, self.left, self.made, self.acknowledged = chance, most, dict.fromkeys(self.KINDS, 0), set()
        page.route("**/quick/*/send/", self._send)

    def _send(self, route):
        kind = self.chance.choice(self.KINDS) if self.left else "none"
        self.left -= kind != "none"
        self.made[kind] += 1
        match kind:
            case "before":  # nothing reached the server
                route.abort("connectionfailed")
            case "during":  # it was saved, and the answer was lost
                route.fetch()
                route.abort("connectionreset")
            case "after":  # the answer came, and then the page was gone: nothing could be taken off the device
                answer = route.fetch()
                route.fulfill(response=answer, headers={**answer.headers, "content-type": "text/html"}, body=answer.body()[:20])
            case "broken":  # the server, or what stands before it, has a fault
                route.fulfill(status=self.chance.choice([500, 502, 503, 429]), body="busy")
            case "portal":  # a free network answers in place of the server
                route.fulfill(status=self.chance.choice([200, 302]), body="<h1>Welcome, pay here</h1>", headers={"location": "/quick/"})
            case "empty":  # saved, and an answer without content
                route.fetch()
                route.fulfill(status=200, body="")
            case "none":
                answer = route.fetch()
                if answer.status == 200:
                    self.acknowledged.add(answer.json()["saved"])
                route.fulfill(response=answer)


def test_each_of_many_contacts_arrives_exactly_once_through_200_random_cuts(phone, office, rows):
    page, chance = phone(), random.Random(20260801)
    prepare(page)
    cuts, ledger = Cuts(page, chance, most=200), {}
    for batch in range(12):
        for number in range(6):
            note = f"Ronde {batch}.{number} {unique()}"
            ledger[keep_one(page, rows.many, note)] = note
        send_now(page)
    for _ in range(60):
        if not waiting(page):
            break
        send_now(page)
    assert waiting(page) == 0 and cuts.left == 0
    assert sum(cuts.made[kind] for kind in cuts.KINDS if kind != "none") == 200 and min(cuts.made.values()) > 10, cuts.made
    assert cuts.acknowledged == set(ledger)
    arrived = sorted(one["note"] for one in office.contacts(rows.many.pk) if one["note"].startswith("Ronde "))
    assert arrived == sorted(ledger.values())


def test_two_tabs_that_send_at_once_send_each_contact_once(phone, rows):
    page = phone()
    prepare(page)
    other = page.context.new_page()
    other.goto("/quick/")
    ready(other)
    sent = []
    page.context.on("request", lambda request: sent.append(request.post_data_json["submission"]) if request.url.endswith("/send/") else None)
    kept = [keep_one(page, rows.many, f"Twee tabbladen {unique()}") for _ in range(10)]
    for tab in (page, other):
        tab.evaluate(f"import('{MODULES}line.js').then(line => {{ globalThis.sending = line.sendAll() }})")
    for tab in (page, other):
        assert tab.evaluate("globalThis.sending") == "sent"
    assert sorted(sent) == sorted(kept)


def test_an_answer_that_never_comes_leaves_the_contact_waiting_and_tells_the_user(phone, office, rows):
    page, note = phone(), f"Antwoord kwijt {unique()}"
    prepare(page)
    open_form(page, rows.many)
    page.route("**/quick/*/send/", lambda route: (route.fetch(), route.abort("connectionreset")))
    page.locator("textarea[name=note]").fill(note)
    page.locator("form[data-quick-form] button[type=submit]").tap()
    page.wait_for_url("**/quick/")
    ready(page)
    assert page.locator("[data-show~=note-waiting]").is_visible() and page.locator("[data-count]").inner_text() == "1"
    assert len(office.noted(rows.many.pk, note)) == 1
    page.unroute("**/quick/*/send/")
    page.locator("[data-send-now]").tap()
    page.wait_for_selector("[data-show=waiting]", state="hidden")
    assert len(office.noted(rows.many.pk, note)) == 1


def test_what_waits_goes_after_signing_in_again_when_the_session_ended_without_a_connection(phone, office, rows):
    page, note = phone(), f"Sessie voorbij {unique()}"
    prepare(page)
    open_form(page, rows.many)
    cut(page)
    page.locator("textarea[name=note]").fill(note)
    page.locator("form[data-quick-form] button[type=submit]").tap()
    page.wait_for_url("**/quick/")
    ready(page)
    page.context.clear_cookies(name="sessionid")
    cut(page, off=False)
    page.wait_for_selector("[data-show~=signed-out]:visible")
    assert page.locator("[data-count]").inner_text() == "1"
    assert page.evaluate("sessionStorage.getItem('casetrack-quick-keys')") is None
    assert office.noted(rows.many.pk, note) == []
    page.locator("[data-show~=signed-out] a").tap()
    sign_in(page, "buddy")
    ready(page)
    page.wait_for_selector("[data-show=waiting]", state="hidden")
    assert len(office.noted(rows.many.pk, note)) == 1


def test_what_waits_is_sent_from_whatever_page_opens_after_signing_in(phone, office, rows):
    page, note = phone(), f"Van mijn werk {unique()}"
    prepare(page)
    page.route("**/quick/*/send/", lambda route: route.abort())
    keep_one(page, rows.many, note)
    page.context.clear_cookies(name="sessionid")
    page.goto("/work/")
    assert page.evaluate("sessionStorage.getItem('casetrack-quick-keys')") is None
    page.unroute("**/quick/*/send/")
    with page.expect_response("**/quick/*/send/") as answer:
        sign_in(page, "buddy")
    assert answer.value.status == 200 and "/work/" in page.url
    assert len(office.noted(rows.many.pk, note)) == 1


# ── Who may read it ───────────────────────────────────────────────────────────────────────────


def test_another_user_of_the_device_reads_nothing_sends_nothing_and_takes_nothing_away(phone, office, rows):
    page, note = phone(), f"Alleen van Bea {unique()}"
    prepare(page)
    page.route("**/quick/*/send/", lambda route: route.abort())
    kept = keep_one(page, rows.many, note)
    keys = page.evaluate("sessionStorage.getItem('casetrack-quick-keys')")
    page.unroute("**/quick/*/send/")
    page.context.clear_cookies(name="sessionid")
    page.goto("/")
    sign_in(page, "buddy2")
    # Even with what the other one left in the tab, the page of this user opens nothing of it.
    page.evaluate("keys => sessionStorage.setItem('casetrack-quick-keys', keys)", keys)
    page.goto("/quick/")
    ready(page)
    body = page.locator("body").inner_text()
    assert note not in body and "Manon" not in body and "Nadia Naastgelegen" in body
    assert page.locator("[data-show=of-others]").is_visible() and not page.locator("[data-show=waiting]").is_visible()
    assert page.evaluate("JSON.parse(sessionStorage.getItem('casetrack-quick-keys')).keys[0].key") != json.loads(keys)["keys"][0]["key"]
    assert page.evaluate(f"import('{MODULES}device.js').then(device => device.own('waiting', 'known', 'draft', 'refused'))")[0]["kind"] == "known"
    sign_out(page)
    page.wait_for_url("**/sign-in/**")
    assert kept in on_device(page)["text"]
    sign_in(page, "buddy")
    page.goto("/quick/")
    ready(page)
    assert len(office.noted(rows.many.pk, note)) == 1


def sign_out(page):
    """By the menu, as everybody does."""
    page.locator(".site-bar details.fold summary").last.click()
    page.locator(".fold__panel form[action='/sign-out/'] button").click()


def test_signing_out_takes_everything_off_the_device(phone, rows):
    page = phone()
    prepare(page)
    assert on_device(page)["databases"] == ["casetrack-quick"]
    sign_out(page)
    page.wait_for_url("**/sign-in/**")
    left = on_device(page)
    assert (left["databases"], left["kept"], left["session"]) == ([], [], "{}")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert left["local"] == "{}"


def test_signing_out_asks_first_when_something_waits_and_then_takes_it_away(phone, office, rows):
    page, note = phone(), f"Weg ermee {unique()}"
    prepare(page)
    page.route("**/quick/*/send/", lambda route: route.abort())
    keep_one(page, rows.many, note)
    sign_out(page)
    page.wait_for_url("**/quick/leave/")
    ready(page)
    assert "Manon Duizendpoot" in page.locator("[data-waiting]").inner_text()
    assert faults_of(page) == []
    page.locator("main form[action='/sign-out/'] button").click()
    page.wait_for_url("**/sign-in/**")
    left = on_device(page)
    assert (left["databases"], left["kept"], left["session"]) == ([], [], "{}")
    assert office.noted(rows.many.pk, note) == []


def test_what_waits_can_be_sent_from_the_page_for_signing_out(phone, office, rows):
    page, note = phone(), f"Eerst versturen {unique()}"
    prepare(page)
    page.route("**/quick/*/send/", lambda route: route.abort())
    keep_one(page, rows.many, note)
    sign_out(page)
    page.wait_for_url("**/quick/leave/")
    ready(page)
    page.unroute("**/quick/*/send/")
    page.locator("[data-send-now]").tap()
    page.wait_for_selector("[data-show=waiting]", state="hidden")
    assert len(office.noted(rows.many.pk, note)) == 1


def test_the_device_holds_no_word_of_what_was_typed_and_the_worker_keeps_no_page_of_a_user(phone, rows):
    page, note = phone(), f"{SECRET_WORDS} {unique()}"
    prepare(page)
    page.goto(f"/quick/{rows.many.pk}/")
    ready(page)
    page.locator("textarea[name=note]").press_sequentially(note)
    page.wait_for_selector("[data-show=kept]:visible")
    page.goto("/work/")
    keep_one_offline = keep_one(page, rows.other, SECRET_WORDS)
    left = on_device(page)
    assert keep_one_offline in left["text"]
    for secret in (SECRET_WORDS, "enveloppen", "Manon", "Duizendpoot", "Huizinga", "Bea", "buddy@example.org", "post openen"):
        assert secret not in left["text"] and secret not in left["session"] and secret not in left["local"], secret
    assert not [address for address in left["kept"] if not re.search(r"/static/|/quick/empty/", address)]
    # The key lies in the tab only, and the rows cannot be read without it.
    key = json.loads(json.loads(left["session"])["casetrack-quick-keys"])["keys"][0]["key"]
    assert key not in left["text"]
    page.evaluate("sessionStorage.clear()")
    cut(page)
    page.goto("/quick/")
    ready(page)
    assert page.locator("[data-show=closed]").is_visible() and page.locator("[data-count]").inner_text() == "1"
    assert page.locator("[data-households] li").count() == 0
    page.goto(f"/quick/{rows.many.pk}/")
    assert page.locator("[data-show=closed]").is_visible() and not page.locator("form[data-quick-form]").is_visible()


def test_a_draft_for_a_household_that_was_lost_is_refused_and_only_its_text_stays(phone, office, rows):
    page, note = phone(), f"Voor mij bewaren {unique()}"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    prepare(page)
    open_form(page, rows.lost)
    cut(page)
    page.locator("textarea[name=note]").fill(note)
    page.locator("form[data-quick-form] button[type=submit]").tap()
    page.wait_for_url("**/quick/")
    ready(page)
    office.do(rows.lost.pk, "end-assignment", assignment=rows.lost.assignment)
    cut(page, off=False)
    page.wait_for_selector("[data-show=refused]:visible")
    refused = page.locator("[data-refused]").inner_text()
    assert note in refused and "Loes" not in page.locator("body").inner_text()
    assert not page.locator("[data-change]").is_visible() and not page.locator("[data-show=waiting]").is_visible()
    assert office.noted(rows.lost.pk, note) == []
    assert faults_of(page) == []
    page.reload()
    ready(page)
    page.locator("[data-copy]").tap()
    page.wait_for_selector("[data-copied]:visible")
    assert page.evaluate("navigator.clipboard.readText()") == note
    page.locator("[data-delete]").tap()
    page.locator("[data-really]").tap()
    page.wait_for_selector("[data-show=refused]", state="hidden")
    assert page.evaluate(f"import('{MODULES}device.js').then(device => device.own('refused')).then(rows => rows.length)") == 0


def test_a_form_that_was_begun_for_a_lost_household_leaves_its_text(phone, office, rows):
    page, note = phone(), f"Half geschreven {unique()}"
    open_form(page, rows.gone)
    page.locator("textarea[name=note]").press_sequentially(note)
    page.wait_for_selector("[data-show=kept]:visible")
    page.wait_for_timeout(600)
    page.goto("/quick/")
    ready(page)
    assert page.locator(f"a[href='/quick/{rows.gone.pk}/'] [data-unfinished]").is_visible()
    office.do(rows.gone.pk, "end-assignment", assignment=rows.gone.assignment)
    assert page.goto(f"/quick/{rows.gone.pk}/").status == 404
    page.goto("/quick/")
    ready(page)
    assert note in page.locator("[data-refused]").inner_text() and "Gerda" not in page.locator("body").inner_text()


def test_it_tries_again_by_itself(phone, office, rows):
    page, note = phone(), f"Vanzelf {unique()}"
    prepare(page)
    page.route("**/quick/*/send/", lambda route: route.abort())
    keep_one(page, rows.many, note)
    assert send_now(page) == "no-line"
    page.wait_for_selector("[data-show=no-line]:visible")
    page.unroute("**/quick/*/send/")
    page.wait_for_selector("[data-show=waiting]", state="hidden", timeout=12_000)
    assert len(office.noted(rows.many.pk, note)) == 1


def test_a_contact_that_is_refused_and_changed_later_keeps_the_day_on_which_it_was_held(phone, office, rows):
    page, note = phone(), f"Van gisteren 111222333 {unique()}"
    prepare(page)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    keep_one(page, rows.many, note, held_on=yesterday)
    send_now(page)
    page.wait_for_selector("[data-show=refused]:visible")
    page.locator("[data-change]").tap()
    page.wait_for_url(f"**/quick/{rows.many.pk}/")
    ready(page)
    mended = note.replace("111222333", "weg")
    page.locator("textarea[name=note]").fill(mended)
    page.wait_for_timeout(600)  # kept as a draft in between
    page.locator("form[data-quick-form] button[type=submit]").tap()
    page.wait_for_url("**/quick/")
    assert [row["held_on"] for row in office.noted(rows.many.pk, mended)] == [yesterday]


def test_a_contact_that_is_refused_can_be_changed_and_sent_again(phone, office, rows):
    page, note = phone(), f"Met nummer 111222333 {unique()}"
    prepare(page)
    keep_one(page, rows.many, note)
    send_now(page)
    page.wait_for_selector("[data-show=refused]:visible")
    assert "BSN" in page.locator("[data-reasons]").inner_text()
    page.locator("[data-change]").tap()
    page.wait_for_url(f"**/quick/{rows.many.pk}/")
    ready(page)
    assert page.locator("textarea[name=note]").input_value() == note
    assert "BSN" in page.locator("[data-reasons]").inner_text()
    page.locator("textarea[name=note]").fill(note.replace("111222333", "weg"))
    page.locator("form[data-quick-form] button[type=submit]").tap()
    page.wait_for_url("**/quick/")
    assert len(office.noted(rows.many.pk, note.replace("111222333", "weg"))) == 1


def test_a_task_that_was_ticked_elsewhere_stops_nothing_and_is_named(phone, office, rows):
    page, note = phone(), f"Al gedaan {unique()}"
    prepare(page)
    cut(page)
    task = rows.many.tasks[0]
    keep_one(page, rows.many, note, done_tasks=[str(task)])
    office.do(rows.many.pk, "record-contact", channel="phone", result="spoken", done_tasks=[task])
    cut(page, off=False)
    page.wait_for_selector("[data-show=said]:visible")
    assert "Samen de post openen" in page.locator("[data-said]").inner_text()
    assert len(office.noted(rows.many.pk, note)) == 1
    page.locator("[data-understood]").tap()
    page.wait_for_selector("[data-show=said]", state="hidden")


def test_two_tabs_with_one_household_do_not_write_over_each_other(phone, office, rows):
    page = phone()
    notes = [f"Eerste {unique()}", f"Tweede {unique()}"]
    open_form(page, rows.many)
    page.locator("textarea[name=note]").press_sequentially(notes[0])
    page.wait_for_selector("[data-show=kept]:visible")
    page.wait_for_timeout(600)
    other = page.context.new_page()
    open_form(other, rows.many)
    assert other.locator("textarea[name=note]").input_value() == ""
    other.locator("textarea[name=note]").fill(notes[1])
    for tab in (page, other):
        tab.locator("form[data-quick-form] button[type=submit]").tap()
        tab.wait_for_url("**/quick/")
    assert [len(office.noted(rows.many.pk, note)) for note in notes] == [1, 1]
