"""Kansrijk and Spil in the pages: a buddy on a phone, a Spil, a coordinator, and an achterwacht with and without consent."""

import re

import pypdfium2
import pytest
from django.utils import timezone

from tests.browser.looks import PHONE, choose, faults_of, picture, press
from tests.browser.test_walks import fill, saved_file, send

pytestmark = pytest.mark.browser


def trajectory_of(page, *, nth=0):
    """The address of a trajectory in the list of participants."""
    page.goto("/participants/")
    return page.locator("main a[href^='/trajectories/']").nth(nth).get_attribute("href")


def test_a_buddy_ranks_themes_sets_goals_and_asks_for_help_on_a_phone(visit):
    buddy = visit("buddy", viewport=PHONE, has_touch=True)
    picture(buddy, "buddy-work-phone", size=PHONE)
    case = trajectory_of(buddy)
    buddy.goto(f"{case}goals/")
    picture(buddy, "goals-phone", size=PHONE)
    themes = buddy.locator("#themes ol > li")
    before = themes.locator("strong").all_inner_texts()
    assert len(before) >= 2, "the demonstration gives the buddy two themes to rank"
    themes.nth(1).locator("button[name=up]").click()
    buddy.wait_for_selector(f"#themes li:first-child strong:has-text({before[1]!r})")
    buddy.goto(f"{case}history/")
    assert buddy.locator(".timeline").first.inner_text()

    buddy.goto(f"{case}goals/new/")
    choose(buddy, "theme")
    fill(buddy, wording="Elke week samen koffie met de buurvrouw")
    send(buddy)
    goal = buddy.locator("main section, main article, main li").filter(has_text="Elke week samen koffie met de buurvrouw").first
    press(buddy, goal.locator("a[href$='/tasks/']").first)
    fill(buddy, wording="De buurvrouw vragen", who="de deelnemer zelf")
    send(buddy)
    assert buddy.get_by_text("De buurvrouw vragen").count()
    assert faults_of(buddy) == []

    buddy.goto("/quick/")
    picture(buddy, "quick-phone", size=PHONE)
    press(buddy, buddy.locator("main a[href^='/quick/']").first)
    picture(buddy, "quick-contact-phone", size=PHONE)

    buddy.goto(f"{case}ask/")
    fill(buddy, question="Wie weet hoe je een betalingsregeling aanvraagt bij de energieleverancier?")
    send(buddy)
    assert buddy.get_by_text("Wie weet hoe je een betalingsregeling aanvraagt").count()
    assert faults_of(buddy) == []


def test_an_achterwacht_reads_a_dossier_only_while_consent_stands(visit):
    buddy, achterwacht = visit("buddy"), visit("achterwacht")
    achterwacht.goto("/questions/")
    assert achterwacht.locator("main").inner_text().strip()
    assert faults_of(achterwacht) == []
    picture(achterwacht, "questions")
    seen = set(links(achterwacht, "/participants/"))
    closed = [case for case in links(buddy, "/participants/") if case not in seen]
    assert closed, "the demonstration has a household of the buddy that the achterwacht may not read"
    opened = None
    for case in closed:
        assert achterwacht.goto(case).status == 404
        buddy.goto(f"{case}consent/")
        if opened is None and buddy.locator("main input[name=purpose][value=achterwacht_reads]").count():
            choose(buddy, "purpose", "achterwacht_reads")
            send(buddy)
            if achterwacht.goto(case).status == 200:
                opened = case
    assert opened, "consent opens the dossier of a household behind which the achterwacht stands"
    assert opened in links(achterwacht, "/participants/")
    assert not achterwacht.locator("main form[data-guard]").count()
    buddy.goto(f"{opened}guidance/")
    withdraw = buddy.locator("main a[href*='/consents/'][href$='/withdraw/']")
    addresses = [link.get_attribute("href") for link in withdraw.all()]
    for address in addresses:
        buddy.goto(address)
        if "achterwacht" in buddy.locator("main").inner_text():
            send(buddy)
            break
    assert achterwacht.goto(opened).status == 404
    assert achterwacht.goto(f"{opened}history/").status == 404
    assert opened not in links(achterwacht, "/participants/")


def links(page, address):
    page.goto(address)
    return list(dict.fromkeys(link.get_attribute("href") for link in page.locator("main a[href^='/trajectories/']").all()))


def test_a_spil_works_through_a_signal_and_draws_the_network(visit):
    spil = visit("spil")
    spil.goto("/sign-ups/")
    assert faults_of(spil) == []
    picture(spil, "sign-ups")
    waiting = spil.locator("main a[href^='/sign-ups/']").filter(has_text=re.compile(r"\w")).all()
    address = next(link.get_attribute("href") for link in waiting if re.fullmatch(r"/sign-ups/\d+/", link.get_attribute("href")))
    spil.goto(address)
    choose(spil, "channel", "phone")
    choose(spil, "result", "appointment")
    press(spil, spil.locator("main form[action$='/attempt/'] button.nl-button--primary"))
    spil.goto(f"{address}accept/")
    spil.locator("main input[name=last_name]").fill("Verzonnen")
    spil.locator("main input[name=first_name]").fill("Aaltje")
    if not spil.locator("main input[name=told_on]").input_value():
        spil.locator("main input[name=told_on]").fill(timezone.localdate().isoformat())
    send(spil)
    assert "/trajectories/" in spil.url, spil.locator("main").inner_text()[:500]
    case = re.search(r"/trajectories/\d+/", spil.url).group()
    for name, role, closeness in (("Buurvrouw Jantje", "neighbour", 1), ("Huisarts", "gp", 3)):
        spil.goto(f"{case}network/new/")
        fill(spil, name=name)
        spil.locator("main select[name=role]").select_option(role)
        choose(spil, "closeness", closeness)
        choose(spil, "since", "start" if closeness == 1 else "later")
        send(spil)
    assert spil.get_by_text("Buurvrouw Jantje").count()
    assert spil.locator("main svg[role=img]").count()
    assert faults_of(spil) == []
    spil.goto(f"{case}exchange/")
    choose(spil, "direction", "offer")
    choose(spil, "kind", "cooking")
    send(spil)
    assert faults_of(spil) == []
    spil.goto("/exchange/")
    assert faults_of(spil) == []

    other = trajectory_of(spil, nth=1)
    spil.goto(f"{other}network/")
    picture(spil, "network")


def test_a_coordinator_matches_hands_over_and_makes_a_sheet(visit):
    coordinator = visit("coordinator")
    picture(coordinator, "coordinator-work")
    coordinator.goto("/volunteers/")
    assert faults_of(coordinator) == []
    picture(coordinator, "volunteers")
    cases = links(coordinator, "/participants/?edition=kansrijk-oost")
    coordinator.goto(f"{cases[0]}match/?all=1")
    assert faults_of(coordinator) == []
    picture(coordinator, "match")
    press(coordinator, coordinator.locator("main ol form button").first)
    coordinator.goto(f"{cases[0]}guidance/")
    assert faults_of(coordinator) == []
    coordinator.goto(f"{cases[0]}hand-over/")
    assert faults_of(coordinator) == []

    coordinator.goto("/editions/kansrijk-oost/figures/")
    assert coordinator.locator("main table").count()
    assert faults_of(coordinator) == []
    picture(coordinator, "programme-figures")
    coordinator.goto("/editions/kansrijk-oost/measurements/")
    assert faults_of(coordinator) == []
    coordinator.goto("/editions/kansrijk-oost/stories/")
    assert faults_of(coordinator) == []

    coordinator.goto("/editions/kansrijk-oost/sheets/make/")
    assert faults_of(coordinator) == []
    for nth in range(min(3, coordinator.locator("main input[name=stories]").count())):
        choose(coordinator, "stories", nth=nth)
    send(coordinator)
    if "/sheets/make/" in coordinator.url:  # the preview
        assert faults_of(coordinator) == []
        send(coordinator)
    assert re.search(r"/sheets/\d+/$", coordinator.url), coordinator.locator("main").inner_text()[:500]
    assert faults_of(coordinator) == []
    picture(coordinator, "sheet")
    content = saved_file(coordinator, coordinator.locator("main a[href$='.pdf']").first)
    assert len(pypdfium2.PdfDocument(content)) == 1


def test_an_administrator_opens_an_edition_from_a_ready_made_setup(visit):
    administrator = visit("administrator")
    administrator.goto("/programmes/kansrijk/")
    press(administrator, administrator.locator("main a[href$='/editions/new/']").first)
    fill(administrator, name="Kansrijk Noord", code="kansrijk-noord", starts_on="2026-09-01", ends_on="2027-09-01")
    choose(administrator, "preset", "kansrijk-west")
    assert faults_of(administrator) == []
    send(administrator)
    administrator.goto("/editions/kansrijk-noord/setup/")
    assert faults_of(administrator) == []
    picture(administrator, "setup")
