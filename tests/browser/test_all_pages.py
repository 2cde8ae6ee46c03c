"""Each role walks every page that RULES open to it, by following links: accessible, within the width of a phone, and quiet."""

import os
from collections import defaultdict
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

from casetrack.access import RULES, Role
from tests.browser.looks import faults_of
from tests.test_access import addresses, classify

pytestmark = pytest.mark.browser

ROLES = {
    "leader": Role.PROJECT_LEADER,
    "administrator": Role.ADMINISTRATOR,
    "coach": Role.COACH,
    "partner": Role.PARTNER,
    "funder": Role.FUNDER_CONTACT,
    "coordinator": Role.COORDINATOR,
    "buddy": Role.BUDDY,
    "spil": Role.SPIL,
    "achterwacht": Role.ACHTERWACHT,
    "consulent": Role.CONSULENT,
    "meldpunt-lead": Role.MELDPUNT_LEAD,
}
OPEN_REPORTS = ["/", "/meldpunten/mdd/reports/?status=open"]
FIRST = {
    "leader": ["/", "/participants/?state=paused"],
    # Which editions and programmes stand first depends on what other tests open.
    "administrator": ["/", "/editions/kansrijk-oost/setup/", "/programmes/kansrijk/areas/"],
    "consulent": OPEN_REPORTS,
    "meldpunt-lead": OPEN_REPORTS,
}  # the filter of a list is a form; whoever is paused has pages of their own
TWICE = {"trajectory": 2, "session": 2, "report": 2, "import_run": 2}  # pages whose rows differ much: the first and the last
MOST = {
    "programme": 5,
    "organisation": 12,
    "edition": 8,
    "uitstroom": 5,
    "uitstroom_members": 12,
    "participants": 8,
    "trajectory": 40,
    "trajectory_outcomes": 12,
    "trajectory_exchange": 14,
    "sign_up_detail": 6,
    "discrimination_report": 40,
    "report_steps_part": 40,
    "report_mailbox_part": 40,
    "reporting_year": 6,
}
WHOLE = os.environ.get("CASETRACK_WHOLE") == "1"
OTHERS, OF_ONE_PAGE = 2, 3  # so many pages of each kind are read for links; and so many links of a kind are followed from one page

# Pages that no link reaches, with the reason; other browser tests open them.
NOT_BY_LINK = {
    "quick_contact": "from the list of those whom the user guides, which is empty for a leader",
    "quick_own": "a phone asks it",
    "quick_leave": "after signing out while something was not sent",
    "account_logout": "a button in the menu signs out; the page is for those who come by its address",
    "contact_add": "the form on a trajectory's page sends to it",
    "theme_add": "the form on the page of goals sends to it",
    "exchange_add": "the form on the page of offers and questions sends to it",
    "trajectory_contacts": "from a trajectory with more contacts than its page shows",
    "import_preview": "after sending the files",
    "import_done": "after confirming the import",
    "access_end": "after giving a colleague access",
    "quick": "for those who guide somebody",
    "help_requests": "for the achterwacht; whoever asks finds the answer at the guidance",
    "household_make": "every household of the demonstration has been made",
    "open_volunteer_file": "every volunteer of the demonstration has a file",
    "give_reasons": "for an instrument that wants reasons, which the demonstration does not use",
    "sign_up_attempt": "the form on the page of a sign-up sends to it",
    "sign_up_reopen": "after closing a sign-up",
    "sheet": "after making a sheet",
    "sheet_pdf": "after making a sheet",
    "story_approve": "after writing a story",
    "follow_up_change": "of the few who were asked already",
    "contact_edit": "of a contact that the user wrote",
    **dict.fromkeys(
        ("publication", "publication_csv", "publication_json", "publication_pdf", "publication_xlsx"), "after publishing the tables of a year"
    ),
    **dict.fromkeys(("report_letter", "report_letter_pdf"), "after sending a letter"),
    **dict.fromkeys(("report_complaint", "report_first_contact", "report_reopen"), "only for reports to which that can still happen"),
    **dict.fromkeys(("report_consent_withdraw", "report_milestone_withdraw", "report_referral_result"), "after a consent, a milestone or a referral"),
    "report_mailbox_file": "after the reporter sent a file",
    "report_mailbox": "of a report with a mailbox",
    "report_import_preview": "after sending the file",
    "report_import_done": "after confirming the import",
    "reporting_year_nowhere": "of a year with reports on no form",
    "reporting_year_missing": "of a year with values that are not known",
    "reporting_year_corrections": "of a year with corrections after it was closed",
    "reporting_year_close": "of a year that is over and not closed yet",
    "report_search_change": "of a search of one's own",
    "add_partner": "the leader may do this by the API, but sees no organisations to choose from; the administrator's page links here",
}

# What an edition without the module does not show. Every one of these is walked as coordinator, buddy or Spil.
OF_MODULES = {
    "add_area_member", "change_area", "change_life_area", "change_volunteer_file", "change_wish", "consent_withdraw", "contact_person",
    "drop_instrument", "end_area_member", "exchange_edit", "exchange_end", "follow_up_add", "goal_add", "goal_close", "goal_edit", "help_ask",
    "help_request_answer", "household", "household_edit", "measure", "measure_about", "measurement_edit", "member_add", "member_edit",
    "member_leave", "network_add", "network_edit", "network_end", "referral_add", "referral_result", "remove_life_area", "remove_moment",
    "remove_wish", "sign_up_accept", "sign_up_change", "sign_up_close", "sign_up_detail", "sign_up_told", "signal_add", "story",
    "story_change", "story_withdraw", "task_add", "task_edit", "theme_close", "theme_edit", "trajectory_exchange", "trajectory_follow_ups",
    "trajectory_goals", "trajectory_household", "trajectory_match", "trajectory_network", "trajectory_referrals", "volunteer",
    "volunteer_hand_over",
}  # fmt: skip
OF_NETWORKS = {"exchange_edit", "exchange_end", "network_add", "network_edit", "network_end", "trajectory_exchange", "trajectory_network"}
OF_HOUSEHOLDS = {
    "contact_person", "household", "household_edit", "measure_about", "member_add", "member_edit", "member_leave", "trajectory_household",
}  # fmt: skip
OF_PLACEMENT = {
    "uitstroom",
    "uitstroom_csv",
    "uitstroom_members",
    "uitstroom_pdf",
    "uitstroom_xlsx",
    "report",
    "report_csv",
    "report_pdf",
    "report_xlsx",
}
OF_SESSIONS = {"session", "change_session"}
OF_SELECTION = {"trajectory_intake", "trajectory_resume", "trajectory_reopen"}
# What the programmes of an account do not work with, or its own cases do not have.
NOT_WITH = {
    "leader": OF_MODULES | {"exchange"},
    "coach": OF_MODULES,
    "coordinator": OF_PLACEMENT | OF_SESSIONS | OF_SELECTION,
    "buddy": OF_NETWORKS | {"sign_up_detail", "trajectory_follow_ups"},
    "spil": OF_HOUSEHOLDS
    | OF_SELECTION
    | {"consent_withdraw", "help_ask", "follow_up_add", "outcome_correct", "outcome_withdraw", "referral_result"},
    "achterwacht": OF_NETWORKS | {"sign_up_detail", "trajectory_follow_ups"},
}


def kind_of(address):
    """The name of the address behind a path; None for what is no page of ours."""
    try:
        return resolve(address.split("?")[0]).url_name
    except Resolver404:
        return None


@cache
def pages_of(role):
    """The names of the pages that this role may open, by the letter of RULES."""
    names = set()
    for _route, pattern in addresses():
        kind, permission, _model, methods = classify(pattern)
        open_to_role = kind == "signed in" or (kind == "page" and any(role in grant.roles for grant in RULES[permission]))
        if open_to_role and "GET" in methods:
            names.add(pattern.name)
    return names


def links_of(html, here):
    """The addresses of our own to which this page links, parts that htmx fetches included."""
    site = "{0.scheme}://{0.netloc}".format(urlsplit(here))
    for element in BeautifulSoup(html, "html.parser").select("a[href], [hx-get]"):
        link = urljoin(here, element.get("href") or element.get("hx-get") or "/a-link-without-an-address/").split("#")[0]
        if link.startswith(f"{site}/") and not link.startswith(f"{site}/static/"):
            yield link.removeprefix(site)


def walk(browser, site, *, first):
    """(addresses of pages by name, links that answer with an error) of who is signed in, by following links from the start page.

    Of each page the first links of a kind are followed, and the kinds take turns: so one
    long list does not hide the rare cases.
    """
    waiting, seen, broken, pages = [(kind_of(address), address) for address in first], set(first), [], defaultdict(list)
    while waiting:
        kind, address = waiting.pop(min(range(len(waiting)), key=lambda place: (len(pages[waiting[place][0]]), -place)))
        if kind in ("account_logout", None) or len(pages[kind]) >= MOST.get(kind, OTHERS):
            continue
        answer = browser.request.get(site + address)
        if answer.status != 200:
            broken.append(f"{address}: a link that answers {answer.status}")
        is_page = "text/html" in answer.headers.get("content-type", "")
        pages[kind].append(address if is_page else None)
        fresh = defaultdict(list)
        for link in links_of(answer.text(), answer.url) if is_page else ():
            if link not in seen:
                fresh[kind_of(link)].append(link)
        for name, links in fresh.items():
            chosen = links[:: max(1, len(links) // OF_ONE_PAGE)][-OF_ONE_PAGE:]
            seen.update(chosen)
            waiting += [(name, link) for link in chosen]
    return {kind: [address for address in found if address] for kind, found in pages.items()}, broken


@pytest.mark.parametrize("account", ROLES)
def test_every_page_of_a_role_is_linked_accessible_and_fits_a_phone(visit, site, account):
    page = visit(account)
    pages, faults = walk(page, site, first=FIRST.get(account, ["/"]))
    unreached = pages_of(ROLES[account]) - set(pages) - set(NOT_BY_LINK) - NOT_WITH.get(account, set())
    assert not unreached, " ".join(sorted(unreached))
    for name, examples in pages.items():
        if not is_looked_at_by(name, account):
            continue
        for address in examples[:: max(1, len(examples) - 1)][: TWICE.get(name, 1)]:
            page.goto(site + address)
            if page.locator("main").count():
                faults += faults_of(page, dark=address == examples[0] and is_first_with(name, account))
    assert faults == [], "\n".join(faults)


def test_what_an_account_does_not_meet_another_one_does():
    for account, names in NOT_WITH.items():
        others = {other for other, role in ROLES.items() if other != account}
        assert not [name for name in names if all(name in NOT_WITH.get(other, ()) or name not in pages_of(ROLES[other]) for other in others)]


def who_meet(name):
    """The accounts that meet this page, in the order of ROLES."""
    return [account for account, role in ROLES.items() if name in pages_of(role) and name not in NOT_WITH.get(account, ())]


def is_looked_at_by(name, account):
    """Of the roles that meet this page, the first and the last look at it; with CASETRACK_WHOLE=1 all of them."""
    those = who_meet(name)
    return WHOLE or account not in those or account in (those[0], those[-1])


def is_first_with(name, account):
    """Of the roles that meet this page, one looks at it in the dark as well."""
    return next(iter(who_meet(name)), account) == account
