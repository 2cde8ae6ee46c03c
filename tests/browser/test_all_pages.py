"""Each role walks every page that it can reach by following links: accessible, within the width of a phone, and quiet."""

from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from tests.test_access import LIBRARIES, addresses, classify

pytestmark = pytest.mark.browser

ROLES = ["leader", "coach", "funder", "partner", "administrator"]
PER_ADDRESS = 2  # of each kind of page, so many examples
LIMIT = 130
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def kind_of(path):
    """The name of the address behind a path; None for what is no page of ours."""
    try:
        return resolve(path).url_name
    except Resolver404:
        return None


def links_of(page, site):
    """The addresses of our own pages to which this page links, without their queries' order."""
    found = page.evaluate("Array.from(document.querySelectorAll('a[href], [hx-get]')).map(e => e.getAttribute('href') || e.getAttribute('hx-get'))")
    for link in found:
        parts = urlsplit(urljoin(page.url, link))
        if f"{parts.scheme}://{parts.netloc}" == site and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def is_file(path):
    """Downloads and documents: not for axe."""
    return path.split("?")[0].rstrip("/").endswith((".csv", ".xlsx", ".pdf", ".json", "/schema"))


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_accessible_and_fits_a_phone(enter, site, role):
    page = enter(f"{role}@example.org")
    waiting, seen, visited, faults = ["/"], {"/"}, {}, []
    while waiting and sum(visited.values()) < LIMIT:
        path = waiting.pop(0)
        kind = kind_of(path.split("?")[0])
        if kind is None or kind == "account_logout" or is_file(path) or visited.get(kind, 0) >= PER_ADDRESS:
            continue
        answer = page.goto(site + path)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        visited[kind] = visited.get(kind, 0) + 1
        if answer.status >= 400:
            faults.append(f"{path}: a link that answers {answer.status}")
            continue
        page.wait_for_load_state("networkidle")
        for link in links_of(page, site):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
        if "<html" in page.content()[:500] and page.locator("main").count():
            faults += faults_of(page, path, both=visited[kind] == 1)
    assert faults == []
    assert visited.get("my_work"), visited


def faults_of(page, path, *, both):
    """What axe finds in the light (and once in the dark), and whether the page is wider than a phone."""
    found = []
    for scheme in ("light", "dark") if both else ("light",):
        page.emulate_media(color_scheme=scheme)
        for violation in Axe().run(page, options=RULES).response["violations"]:
            where = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
            found.append(f"{path} ({scheme}): {violation['id']}: {where}")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 740})
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found.append(f"{path}: {wide} px wider than a phone of 360 px")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_the_walks_together_visit_every_page(enter, site):
    """Every address of a page is reached by a link from another page, for at least one role."""
    reached = set()
    for role in ROLES:
        page = enter(f"{role}@example.org")
        waiting, seen, count = ["/"], {"/"}, {}
        while waiting and sum(count.values()) < 2 * LIMIT:
            path = waiting.pop(0)
            kind = kind_of(path.split("?")[0])
            if kind is None or kind == "account_logout" or count.get(kind, 0) >= 3 * PER_ADDRESS:
                continue
            count[kind] = count.get(kind, 0) + 1
            reached.add(kind)
            if is_file(path):
                continue
            answer = page.request.get(site + path)
            if "text/html" not in answer.headers.get("content-type", ""):
                continue
            page.set_content(answer.text().replace("<script", "<noscript").replace("</script", "</noscript"))
            for link in page.evaluate("Array.from(document.querySelectorAll('a[href], [hx-get]')).map(e => e.getAttribute('href') || e.getAttribute('hx-get'))"):
                parts = urlsplit(urljoin(site + path, link))
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                if f"{parts.scheme}://{parts.netloc}" == site and target not in seen and not parts.path.startswith("/static/"):
                    seen.add(target)
                    waiting.append(target)
        page.context.clear_cookies()
    pages = set()
    for route, pattern in addresses():
        kind, _permission, _model, methods = classify(pattern) if pattern.name else (None, None, None, ())
        if kind in ("page", "signed in") and "GET" in methods:
            pages.add(pattern.name)
    unreached = pages - reached - set(LIBRARIES) - NOT_BY_LINK
    assert unreached == set()


# Pages that are reached by sending a form, or after something happened, and are walked in the other browser tests.
NOT_BY_LINK = {"api_schema"}
