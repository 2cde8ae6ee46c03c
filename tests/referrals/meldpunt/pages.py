"""Reading the pages of the meldpunt back, and what is typed in its form."""

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from tests import vault as make


def at(row, name):
    """The address of one thing to do to a row."""
    return reverse(name, args=[row.pk])


def of(meldpunt, name):
    """The address of a page of a meldpunt."""
    return reverse(name, args=[meldpunt.code])


def soup(answer):
    """The page as it was answered."""
    return BeautifulSoup(answer.content, "html.parser")


def words(answer):
    """What a reader of the page sees."""
    return soup(answer).find("main").get_text(" ", strip=True)


def listed(answer):
    """The reference numbers in the list on the page, in its order."""
    return [cell.find("a").get_text() for cell in soup(answer).select("main table.table--cards tbody th")]


def typed(**more):
    """What a consulent fills in at least in the form for a report."""
    return {
        "kind": "report",
        "grounds": ["race"],
        "terrain": make.value("terrain", "housing").pk,
        "nature": make.value("nature", "threat").pk,
        "received_on": timezone.localdate().isoformat(),
        "incident_precision": "unknown",
        "reporter_role": "victim",
        "anonymity": "none",
        "channel": "phone",
        "via": "direct",
        **more,
    }
