"""Each role walks every page that RULES open to it, by following links: accessible, within the width of a phone, and quiet."""

from collections import defaultdict
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
}
FIRST = {"leader": ["/", "/participants/?state=paused"]}  # the filter of a list is a form; whoever is paused has pages of their own
TWICE = {"trajectory": 2, "session": 2, "report": 2, "import_run": 2}  # pages whose rows differ much: the first and the last
MOST = {"organisation": 12, "edition": 5, "uitstroom": 5, "uitstroom_members": 12, "participants": 8, "trajectory": 40, "trajectory_outcomes": 12}
OTHERS, OF_ONE_PAGE = 2, 3  # so many pages of each kind are read for links; and so many links of a kind are followed from one page

# Pages that no link reaches, with the reason; other browser tests open them.
NOT_BY_LINK = {
    "quick_contact": "from the list of those whom the user guides, which is empty for a leader",
    "quick_own": "a phone asks it",
    "quick_leave": "after signing out while something was not sent",
    "account_logout": "a button in the menu signs out; the page is for those who come by its address",
    "contact_add": "the form on a trajectory's page sends to it",
    "trajectory_contacts": "from a trajectory with more contacts than its page shows",
    "import_preview": "after sending the files",
    "import_done": "after confirming the import",
    "access_end": "after giving a colleague access",
    "add_partner": "the leader may do this by the API, but sees no organisations to choose from; the administrator's page links here",
}


def kind_of(address):
    """The name of the address behind a path; None for what is no page of ours."""
    try:
        return resolve(address.split("?")[0]).url_name
    except Resolver404:
        return None


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
        link = urljoin(here, element.get("href") or element["hx-get"]).split("#")[0]
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
    unreached = pages_of(ROLES[account]) - set(pages) - set(NOT_BY_LINK)
    assert unreached == set(), sorted(unreached)
    for name, examples in pages.items():
        for address in examples[:: max(1, len(examples) - 1)][: TWICE.get(name, 1)]:
            page.goto(site + address)
            if page.locator("main").count():
                faults += faults_of(page, dark=address == examples[0] and is_first_with(name, account))
    assert faults == [], "\n".join(faults)


def is_first_with(name, account):
    """Of the roles that may open this page, one looks at it in the dark as well."""
    return next((other for other, role in ROLES.items() if name in pages_of(role)), account) == account
