"""A meldpunt with a closed year of known reports, and a consulent who is barred from some."""

from datetime import date

import pytest
from django.utils import translation

from referrals.models import MeldpuntMunicipality, ReportingYear
from tests import vault as make

CODES = ("0106", "0109", "0114")


@pytest.fixture(autouse=True)
def _names_in_english():
    """Tables, causes and refusals are compared by their English names."""
    with translation.override("en"):
        yield


@pytest.fixture
def vault(db):
    """The vault, with two more municipalities."""
    v = make.build_vault()
    for code in CODES[1:]:
        MeldpuntMunicipality.objects.create(meldpunt=v.meldpunt, municipality=make.municipality(code), starts_on=date(2020, 1, 1))
    return v


@pytest.fixture
def year(vault):
    """2023: 30 reports, closed; v.rows are the reports, 12 in Assen, 9 in Coevorden, 5 in Emmen, 2 elsewhere, 2 unknown."""
    places = [*["0106"] * 12, *["0109"] * 9, *["0114"] * 5, *["0014"] * 2, *[None] * 2]
    vault.rows = []
    for number, code in enumerate(places):
        where = {"residence": make.municipality(code), "residence_state": "known"} if code else {"residence": None, "residence_state": "unknown"}
        happened = {"incident": None, "incident_state": "not_applicable"} if number % 10 == 0 else {}
        vault.rows.append(
            make.DiscriminationReportFactory(
                meldpunt=vault.meldpunt,
                received_on=date(2023, 1 + number % 12, 5),
                grounds=[("race", "sex.pregnancy", "age")[number % 3], *(["disability"] if number % 7 == 0 else [])],
                terrain=make.value("terrain", ("labour_market", "housing", "sport")[number % 4 % 3]),
                nature=make.value("nature", ("disputed_treatment", "threat")[number % 2]),
                **where,
                **happened,
            )
        )
    close(vault, 2023)
    return vault


def close(vault, year):
    """Close a year as it is now."""
    from outcomes.meldpunt_figures.facts import live

    counted = {str(report.pk): report.as_dict() for report in live(vault.meldpunt, year)}
    return ReportingYear.objects.create(meldpunt=vault.meldpunt, year=year, closed_by=vault.lead, counted=counted)


@pytest.fixture
def english(client):
    """Pages in English."""
    client.cookies["casetrack_language"] = "en"
