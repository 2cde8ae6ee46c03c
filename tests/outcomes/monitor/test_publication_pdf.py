"""The PDF of what is published: what it says, which pages lie on their side, and what it leaves out."""

import io
from datetime import date

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from outcomes import actions
from outcomes.meldpunt_figures.definitions import DEFINITIONS
from outcomes.meldpunt_figures.monitor import Variant, monitor
from outcomes.meldpunt_figures.tables import public_tables
from outcomes.monitor_pdf import render_monitor
from referrals.models import ExternalFigure, MeldpuntMunicipality
from tests import vault as make

WIDE = {"B4", "B11", "B11b"}


def pages(content):
    """(words, width, height) of every page, its lines joined by single spaces."""
    found = pypdfium2.PdfDocument(io.BytesIO(content))
    return [(" ".join(page.get_textpage().get_text_range().split()), *page.get_size()) for page in found]


def drawn(year, language="en"):
    """The pages of the tables of 2023, as they would be published but with every number told."""
    with translation.override(language):
        counted = monitor(year.meldpunt, 2023, Variant())
        return pages(render_monitor(counted, public_tables(counted), str(year.meldpunt)))


def figure(year, source, number, **where):
    ExternalFigure.objects.create(meldpunt=year.meldpunt, source=source, year=2023, number=number, citation="Monitor", **where)


@pytest.fixture
def row(year):
    """The year as it is published."""
    return actions.publish_monitor(year.meldpunt, by=year.lead, year=2023, basis="residence", with_mass=True)


def test_the_pdf_says_which_numbers_are_hidden_in_the_words_of_the_page(year, row, client, english):
    client.force_login(year.consulent)
    page = BeautifulSoup(client.get(reverse("publication", args=[row.pk])).content, "html.parser").get_text(" ", strip=True)
    pdf = pages(client.get(reverse("publication_pdf", args=[row.pk])).content)
    said = "Numbers from 1 to 4 are hidden"
    assert said in page and said in pdf[0][0]
    assert "below 5" not in "".join(words for words, *_size in pdf)


@pytest.mark.parametrize("language", ["en", "nl", "de"])
def test_wide_tables_lie_on_their_side_and_the_others_stand_upright(year, language):
    found = {}
    for words, across, up in drawn(year, language):
        found |= {code: across > up for code in DEFINITIONS if f"{code}. " in words}
    assert {code for code, lies in found.items() if lies} == WIDE
    assert set(found) == {code for code, definition in DEFINITIONS.items() if definition.public}


def test_a_table_that_fits_on_a_page_stands_on_one_with_its_title(year):
    told = drawn(year)
    for code, last in (("B4", "Together"), ("B7", "Reports together"), ("B11", "Together"), ("B11b", "Together")):
        (page,) = [words for words, *_size in told if f"{code}. " in words]
        assert last in page[page.index(f"{code}. ") :], code


def test_a_table_that_goes_on_on_another_page_repeats_its_heads(year):
    for code in ("0118", "1680", "1681", "1690", "1699", "1701", "1730", "1731"):
        MeldpuntMunicipality.objects.create(meldpunt=year.meldpunt, municipality=make.municipality(code), starts_on=date(2019, 1, 1))
    told = [words for words, *_size in drawn(year)]
    first = next(place for place, words in enumerate(told) if "B2. " in words)
    assert told[first + 1].startswith("Municipality Year Meldpunt")
    assert "B3. " not in told[first]


def test_sources_of_which_nothing_was_entered_are_left_out_and_named_once(year):
    year.external.delete()
    told = " ".join(words for words, *_size in drawn(year))
    assert told.count("Left out, because nothing was entered: police, College voor de Rechten van de Mens.") == 1
    assert "Area Year Meldpunt whole area".casefold() in told.casefold()


def test_a_source_stands_where_something_was_entered_and_is_named_in_the_tables_without(year):
    figure(year, "police", 639)
    told = " ".join(words for words, *_size in drawn(year))
    assert "nothing was entered: College voor de Rechten van de Mens." in told
    assert "639" in told and "Area Year Meldpunt Police" in told
    assert told.count("Left out, because nothing was entered: police.") == 1, "nothing of a municipality"
    figure(year, "police", 42, municipality=make.municipality("0106"))
    told = " ".join(words for words, *_size in drawn(year))
    assert "Municipality Year Meldpunt Police" in told and "entered: police." not in told


def test_heads_are_broken_with_a_hyphen_or_after_a_slash(year):
    (page,) = [words for words, *_size in drawn(year, "nl") if "B4. " in words]
    page = page.replace("\x02", "-").replace("\ufffe", "-").replace("- ", "-")
    assert "Com-merciële dienst-verlening" in page
    assert "Politie/ OM/ Vreem-delin-gen-dienst" in page
