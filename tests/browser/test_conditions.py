"""The same pages under other conditions: a session that ended, two people at once, no script, no mouse, another language."""

import re

import pytest

from tests.browser.conftest import sign_in
from tests.browser.looks import PHONE, faults_of, picture, press
from tests.browser.test_walks import confirm, fill, send, upload

pytestmark = pytest.mark.browser


def test_the_pictures_of_the_readme_can_be_made(visit):
    leader = visit("leader")
    picture(leader, "work")
    picture(leader, "work-phone", size=PHONE)
    for name, address in {
        "participants": "/participants/?clear=1",
        "dashboard": "/editions/nj-2014/dashboard/",
        "gallery": "/components/",
    }.items():
        assert leader.goto(address).status == 200
        picture(leader, name)
    picture(leader, "gallery-phone", size=PHONE)
    leader.goto("/participants/?clear=1")
    picture(leader, "participants-phone", size=PHONE)
    leader.goto("/participants/?state=active")
    press(leader, leader.locator("#found tbody a").first)
    leader.wait_for_selector("#outcomes h2")
    assert re.search(r"/trajectories/\d+/$", leader.url)
    picture(leader, "trajectory")
    picture(leader, "trajectory-dark", dark=True)


def a_trajectory(page):
    """Open the first participant of my work."""
    page.goto("/work/")
    press(page, page.locator("main .plain-list a[href^='/trajectories/']").first)
    return page.url


def test_what_was_typed_survives_a_session_that_ended_and_is_saved_once(visit):
    coach = visit("coach")
    trajectory = a_trajectory(coach)
    contact = coach.locator("form[action$='/contact/']")
    contact.locator("textarea").fill("Dit mag niet weg zijn.")
    coach.context.clear_cookies(name="sessionid")
    press(coach, contact.locator("button[type=submit]"))
    assert "/sign-in/" in coach.url
    assert "Dit mag niet weg" not in coach.url
    sign_in(coach, "coach")
    assert coach.locator("main textarea").first.input_value() == "Dit mag niet weg zijn."
    coach.locator("form[action$='/contact/'] button[type=submit], main form[data-guard] button[type=submit]").first.dblclick()
    coach.wait_for_url("**/trajectories/*/#contacts")
    coach.goto(trajectory)
    assert coach.locator(".contacts", has_text="Dit mag niet weg zijn.").count() == 1
    assert coach.locator(".contacts li", has_text="Dit mag niet weg zijn.").count() == 1


def test_a_page_that_is_older_than_the_row_shows_both_versions_and_keeps_the_text(visit):
    leader, colleague = visit("leader"), visit("leader")
    leader.goto("/participants/?clear=1")
    press(leader, leader.locator("#found tbody a").first)
    press(leader, leader.locator(".page-head a[href^='/participants/']"))
    person = leader.url
    leader.goto(f"{person}edit/")
    colleague.goto(f"{person}edit/")
    fill(colleague, place="Coevorden")
    send(colleague)
    fill(leader, place="Hoogeveen")
    send(leader)
    both = leader.locator(".compare").inner_text()
    assert "Coevorden" in both and "Hoogeveen" in both
    assert leader.locator("input[name=place]").input_value() == "Hoogeveen"
    assert faults_of(leader, dark=True) == []
    send(leader)
    assert leader.url == person
    assert "Hoogeveen" in leader.locator("main").inner_text()


def test_the_main_path_works_without_script(visit):
    leader = visit("leader", java_script_enabled=False)
    leader.goto("/participants/?clear=1")
    everybody = leader.locator("#found [role=status]").inner_text()
    leader.locator(".filters summary").click()
    leader.locator("select[name=edition]").select_option(index=1)
    leader.locator("form.filters button.nl-button--primary").click()
    assert "?" in leader.url and leader.locator("#found [role=status]").inner_text() != everybody
    leader.goto("/participants/?state=active")
    press(leader, leader.locator("#found tbody a").first)
    fill(leader, note="Zonder script opgeschreven.")
    send(leader, "form[action$='/contact/']")
    assert leader.locator(".contacts li", has_text="Zonder script opgeschreven.").count() == 1

    leader.goto("/sessions/?when=past")
    for sheet in [link.get_attribute("href") for link in leader.locator("main ul.rows a[href^='/sessions/']").all()]:
        leader.goto(sheet)
        if leader.locator("button[name=everybody]").count():
            break
    press(leader, leader.locator("button[name=everybody]"))
    assert leader.locator(".attendance > li").count() == leader.locator(".attendance > li:has(input[type=radio]:checked)").count() > 0

    leader.goto("/programmes/nj/editions/new/")
    fill(leader, name="Zonder script", code="zonder-script", starts_on="2014-04-01", ends_on="2014-06-30")
    send(leader)
    upload(leader, "Zonder script", ending="xlsx")
    confirm(leader)
    assert "35" in leader.locator("main table").inner_text()


def tab_to(page, selector, most=120):
    """Press Tab until this has the focus; where the focus is must show all the way.

    Inside a date or time field the browser itself shows where the focus is.
    """
    was = ""
    for _step in range(most):
        page.keyboard.press("Tab")
        now = page.evaluate("document.activeElement.outerHTML.slice(0, 300)")
        if now == was and ('type="date"' in now or 'type="time"' in now):
            continue
        was = now
        shown = page.evaluate(
            """() => { const style = getComputedStyle(document.activeElement);
            return parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none' || style.boxShadow !== 'none' }"""
        )
        assert shown, now
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_a_contact_is_saved_with_the_keyboard_alone(visit):
    coach = visit("coach")
    coach.keyboard.press("Tab")
    skip = coach.locator(".nl-skip-link")
    assert coach.evaluate("document.activeElement.matches('.nl-skip-link')")
    assert skip.bounding_box()["height"] > 20
    coach.keyboard.press("Enter")
    assert coach.evaluate("document.activeElement.id") == "main"
    coach.reload()
    tab_to(coach, ".menu--wide a[href='/participants/']")
    coach.keyboard.press("Enter")
    coach.wait_for_url("**/participants/")
    tab_to(coach, "#found a[href^='/trajectories/']")
    coach.keyboard.press("Enter")
    coach.wait_for_url("**/trajectories/*/")
    tab_to(coach, "textarea[name=note]")
    coach.keyboard.type("Zonder muis geschreven.")
    tab_to(coach, "form[action$='/contact/'] button[type=submit]")
    coach.keyboard.press("Enter")
    coach.wait_for_url("**#contacts")
    assert coach.locator(".contacts li", has_text="Zonder muis geschreven.").count() == 1


def test_a_menu_on_a_phone_opens_and_closes_with_the_keyboard(visit):
    coach = visit("coach", viewport=PHONE)
    tab_to(coach, ".menu--fold summary")
    coach.keyboard.press("Enter")
    assert coach.locator(".menu--fold a[href='/participants/']").is_visible()
    assert faults_of(coach) == []
    coach.keyboard.press("Escape")
    assert not coach.locator(".menu--fold a[href='/participants/']").is_visible()


@pytest.mark.parametrize(("language", "words"), [("de", "Meine Arbeit"), ("en", "My work")])
def test_the_pages_speak_the_chosen_language(visit, language, words):
    leader = visit("leader")
    leader.goto("/work/")
    press(leader, leader.locator(f"button[name=language][value={language}]"))
    for address in ("/work/", "/participants/", "/editions/nj-2014/uitstroom/?as_of=2015-12-31", "/import/", "/help/"):
        assert leader.goto(address).status == 200
        assert leader.locator("html").get_attribute("lang") == language
        over = leader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, address
    leader.goto("/work/")
    assert leader.locator("h1").inner_text() == words
    press(leader, leader.locator("button[name=language][value=nl]"))
    assert leader.locator("h1").inner_text() == "Mijn werk"


def test_the_colours_are_the_users_choice(visit):
    leader = visit("leader")
    light = leader.evaluate("getComputedStyle(document.body).backgroundColor")
    leader.locator("button[name=theme][value=dark]").click()
    leader.reload()
    assert leader.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert leader.locator("button[name=theme][value=dark]").get_attribute("aria-pressed") == "true"
