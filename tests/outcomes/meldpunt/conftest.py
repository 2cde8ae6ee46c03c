"""What these tests share: a year of reports around Assen, closed or open."""

from datetime import date
from types import SimpleNamespace

import pytest

from referrals.models import MeldpuntMunicipality
from tests import vault as make
from tests.outcomes.meldpunt.random_reports import FAR, HOME, NEIGHBOUR, write

YEAR = 2023


def plain(**different):
    """A report of somebody from Assen about something there, with what the test says differently."""
    usual = {
        "residence": HOME,
        "incident": HOME,
        "grounds": ["race"],
        "terrain": "housing",
        "nature": "threat",
        "steps": ["advice"],
        "kind": "report",
    }
    return {**usual, **different}


@pytest.fixture
def year(vault):
    """The vault with Emmen in its area too, and five reports of 2023: `inside`, `both` (Assen and Emmen), `nowhere`, `secret` and `hers`.

    `vault.barred` has a personal interest in `secret`, and none in the others; the reports of `vault` itself are of this year.
    """
    MeldpuntMunicipality.objects.create(meldpunt=vault.meldpunt, municipality=make.municipality(NEIGHBOUR), starts_on=date(2020, 1, 1))
    rows = {
        "inside": plain(),
        "both": plain(residence=NEIGHBOUR, grounds=["sex", "age"], steps=[]),
        "nowhere": plain(residence="unknown", incident=FAR, terrain="unknown"),
        "secret": plain(grounds=["religion"], steps=["mediation"]),
        "hers": plain(incident="not_applicable", kind="complaint"),
    }
    y = SimpleNamespace(
        vault=vault, meldpunt=vault.meldpunt, **{name: write(vault.meldpunt, row, received_on=date(YEAR, 6, 1)) for name, row in rows.items()}
    )
    make.PersonalInterest.objects.create(meldpunt=vault.meldpunt, user=vault.barred, report=y.secret, reason="Her sister")
    return y


@pytest.fixture
def english(client):
    """Pages in English."""
    client.cookies["casetrack_language"] = "en"
