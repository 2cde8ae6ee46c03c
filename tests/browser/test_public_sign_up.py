"""The public form in a real browser: on a small phone, without script, by keyboard alone; and a Spil who works through what came in."""

import pytest

from tests.browser.looks import PHONE, faults_of, press

pytestmark = pytest.mark.browser

FORM = "/sign-up/spil-westerwolde/"
LEAST_MILLISECONDS = 4500  # nobody fills in the form faster; the form says so


def on_a_phone(visit, **options):
    """A page of somebody who has no account, on a small phone."""
    return visit(viewport=PHONE, **options)


def test_every_state_of_the_form_is_accessible_and_fits_a_small_phone(visit):
    page, faults = on_a_phone(visit), []
    for address in (FORM, f"{FORM}?who=self", f"{FORM}?who=other", f"{FORM}thanks/"):
        assert page.goto(address).status == 200
        faults += faults_of(page, dark=True)
    page.goto(f"{FORM}?who=other")
    press(page, page.locator("main form[data-guard] button[type=submit]"))
    page.wait_for_selector(".error-summary")
    faults += faults_of(page, dark=True)
    assert faults == [], "\n".join(faults)
    assert not [cookie for cookie in page.context.cookies() if "session" in cookie["name"]]


def test_every_target_is_big_enough_for_a_thumb(visit):
    page = on_a_phone(visit)
    page.goto(f"{FORM}?who=self")
    sizes = page.locator("main form[data-guard] :is(label:has(input[type=checkbox]), select, textarea, button, input[type=tel])").evaluate_all(
        "all => all.filter(one => one.offsetParent).map(one => Math.round(one.getBoundingClientRect().height))"
    )
    assert len(sizes) > 10
    assert min(sizes) >= 40


def test_a_neighbour_signs_somebody_up_without_script_and_a_spil_takes_it_up(visit):
    page = on_a_phone(visit, java_script_enabled=False)
    page.goto(FORM)
    press(page, page.locator("main a[href='?who=other']"))
    page.locator("input[name=name]").fill("Grietje Zonderscript")
    page.locator("input[name=reporter_name]").fill("Buurman Bert")
    page.locator("select[name=relation]").select_option("neighbour")
    page.locator("select[name=area]").select_option(label="Vlagtwedde")
    page.locator("input[name=signals][value=loneliness]").check()
    page.wait_for_timeout(LEAST_MILLISECONDS)
    press(page, page.locator("main form[data-guard] button[type=submit]"))
    assert page.locator(".error-summary a").count() == 1  # no way to reach her
    page.locator("input[name=phone]").fill("0599 000 111")
    press(page, page.locator("main form[data-guard] button[type=submit]"))
    assert page.url.endswith(f"{FORM}thanks/")
    assert "Grietje" not in page.locator("body").inner_text()

    spil = visit("spil", viewport=PHONE)
    spil.goto("/sign-ups/")
    assert faults_of(spil) == []
    press(spil, spil.get_by_role("link", name="Grietje Zonderscript"))
    assert "Buurman Bert" in spil.locator("main").inner_text()
    spil.locator("label:has(input[name=channel][value=visit])").click()
    spil.locator("label:has(input[name=result][value=help_accepted])").click()
    spil.locator("input[name=told]").check()
    press(spil, spil.locator("main form[data-guard] button[type=submit]").first)
    spil.wait_for_selector("#attempts")
    assert faults_of(spil, dark=True) == []
    press(spil, spil.locator("a[href$='/accept/']"))
    assert faults_of(spil) == []
    assert spil.locator("input[name=last_name]").input_value() == "Zonderscript"
    press(spil, spil.locator("main form[data-guard] button[type=submit]"))
    spil.wait_for_url("**/trajectories/*/")
    assert "Grietje Zonderscript" in spil.locator("h1").inner_text()


def test_somebody_signs_up_by_keyboard_alone_in_another_language(visit):
    page = visit(viewport={"width": 640, "height": 740})
    page.goto(FORM)

    def tab_to(selector, most=60):
        for _ in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by keyboard")

    tab_to("button[name=language][value=de]")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=de]")
    tab_to("a[href='?who=self']")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=name]")
    tab_to("input[name=name]")
    page.keyboard.type("Tina Tastatur")
    tab_to("input[name=email]")
    page.keyboard.type("tina@example.org")
    tab_to("input[name=signals]")
    page.keyboard.press("Space")
    tab_to("textarea[name=explanation]")
    page.keyboard.type("Nur mit der Tastatur")
    page.wait_for_timeout(LEAST_MILLISECONDS)
    tab_to("main form[data-guard] button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{FORM}thanks/")
    assert page.locator("html").get_attribute("lang") == "de"


def test_who_is_too_fast_is_told_and_loses_nothing(visit):
    page = on_a_phone(visit)
    page.goto(f"{FORM}?who=self")
    page.locator("input[name=name]").fill("Snelle Sien")
    page.locator("input[name=phone]").fill("0599 000 222")
    press(page, page.locator("main form[data-guard] button[type=submit]"))
    page.wait_for_selector(".error-summary")
    assert faults_of(page) == []
    assert page.locator("input[name=name]").input_value() == "Snelle Sien"
    page.wait_for_timeout(LEAST_MILLISECONDS)
    press(page, page.locator("main form[data-guard] button[type=submit]"))
    page.wait_for_url(f"**{FORM}thanks/")


def test_a_buddy_refers_to_an_organisation_and_records_the_result(visit):
    buddy = visit("buddy", viewport=PHONE)
    buddy.goto("/participants/")
    press(buddy, buddy.locator("#found tbody a").first)
    buddy.wait_for_url("**/trajectories/*/")
    press(buddy, buddy.locator("nav.tabs a[href$='/referrals/']"))
    assert faults_of(buddy, dark=True) == []
    press(buddy, buddy.locator("a[href$='/refer/']"))
    assert faults_of(buddy) == []
    press(buddy, buddy.locator("main form[data-guard] button[type=submit]"))
    assert buddy.locator(".error-summary a").count() == 3  # where, why, and consent
    buddy.locator("select[name=organisation]").select_option(index=1)
    buddy.locator("textarea[name=reason]").fill("Boodschappen voor twee weken")
    buddy.locator("input[name=consent][value='now:spoken']").check()
    press(buddy, buddy.locator("main form[data-guard] button[type=submit]"))
    buddy.wait_for_url("**/referrals/")
    assert "Boodschappen voor twee weken" in buddy.locator("main").inner_text()
    press(buddy, buddy.locator("a[href$='/result/']").first)
    assert faults_of(buddy) == []
    buddy.locator("input[name=result][value=helped]").check()
    press(buddy, buddy.locator("main form[data-guard] button[type=submit]"))
    buddy.wait_for_url("**/referrals/")
    assert faults_of(buddy) == []
