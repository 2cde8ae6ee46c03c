"""python manage.py wga_return: whose return, where it goes, and errors that say what is wrong."""

import json
import sys
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from referrals.models import MeldpuntMunicipality
from tests import vault as make

ASSEN, EMMEN, GRONINGEN = "0106", "0114", "0014"


@pytest.fixture
def two(db):
    """Two meldpunten: one of Assen, with two reports of 2023 and one on either side of the year; one of Emmen, with one report of Assen."""
    one, other = make.MeldpuntFactory(code="one", name="Meldpunt One"), make.MeldpuntFactory(code="other", name="Meldpunt Other")
    MeldpuntMunicipality.objects.create(meldpunt=one, municipality=make.municipality(ASSEN), starts_on=date(2020, 1, 1))
    MeldpuntMunicipality.objects.create(meldpunt=other, municipality=make.municipality(EMMEN), starts_on=date(2020, 1, 1), ends_on=date(2023, 1, 1))
    for day in (date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1)):
        make.DiscriminationReportFactory(meldpunt=one, received_on=day)
    make.DiscriminationReportFactory(meldpunt=other, received_on=date(2023, 6, 1))
    return one, other


def run(*arguments, **options):
    """What the command prints, in English."""
    out = StringIO()
    with translation.override("en"):
        call_command("wga_return", *arguments, stdout=out, **options)
    return out.getvalue()


def total(printed):
    """The number of reports on a printed return."""
    return json.loads(printed)["tables"]["complaints"]["total"]["total"]


def test_the_meldpunt_is_the_one_to_whose_area_the_municipality_belonged(two):
    assert total(run(f"--municipality={ASSEN}", "--year=2023")) == 2
    assert total(run(f"--municipality={ASSEN}", "--year=2023", "--format=json", "--meldpunt=other")) == 1


@pytest.mark.parametrize(("year", "number"), [(2022, 1), (2023, 2), (2024, 1), (2021, 0)])
def test_the_day_of_receipt_decides_the_year_to_the_day(two, year, number):
    assert total(run(f"--municipality={ASSEN}", f"--year={year}")) == number


def test_the_only_meldpunt_answers_for_any_municipality(db):
    meldpunt = make.MeldpuntFactory()
    make.DiscriminationReportFactory(meldpunt=meldpunt, received_on=date(2023, 6, 1), residence=make.municipality(GRONINGEN))
    assert total(run(f"--municipality={GRONINGEN}", "--year=2023")) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--municipality=9999", "--year=2023"], "no municipality with the code “9999”"),
        (["--municipality=unknown", "--year=2023"], "no municipality with the code “unknown”"),
        ([f"--municipality={ASSEN}", "--year=1999"], "from 2000 to"),
        ([f"--municipality={ASSEN}", "--year=2190"], "from 2000 to"),
        ([f"--municipality={ASSEN}", "--year=2023", "--meldpunt=three"], "no meldpunt with the code “three”"),
        ([f"--municipality={EMMEN}", "--year=2023"], "Choose one with --meldpunt: one, other"),
        ([f"--municipality={GRONINGEN}", "--year=2023"], "Choose one with --meldpunt: one, other"),
        ([f"--municipality={ASSEN}", "--year=2023", "--format=pdf"], "needs a file"),
        ([f"--municipality={ASSEN}", "--year=2023", "--output=/no/such/folder/file.json"], "cannot write /no/such/folder/file.json"),
    ],
)
def test_what_is_wrong_is_said(two, arguments, words):
    with pytest.raises(CommandError, match=words):
        run(*arguments)


def test_a_municipality_of_two_meldpunten_asks_which(two):
    MeldpuntMunicipality.objects.create(meldpunt=two[1], municipality=make.municipality(ASSEN), starts_on=date(2023, 12, 31))
    assert total(run(f"--municipality={ASSEN}", "--year=2022")) == 1
    with pytest.raises(CommandError, match="more than one meldpunt in 2023"):
        run(f"--municipality={ASSEN}", "--year=2023")


def test_without_a_meldpunt_it_says_so(db):
    with pytest.raises(CommandError, match="no meldpunt yet"):
        run(f"--municipality={ASSEN}", "--year=2023")


@pytest.mark.parametrize(("ending", "start"), [("pdf", b"%PDF-"), ("csv", b"\xef\xbb\xbfNaam"), ("json", b"{\n")])
def test_each_format_goes_to_a_file_or_to_standard_output_as_the_same_bytes(two, tmp_path, monkeypatch, ending, start):
    path = tmp_path / f"return.{ending}"
    arguments = [f"--municipality={ASSEN}", "--year=2023", f"--format={ending}"]
    assert run(*arguments, f"--output={path}") == ""
    printed = TextIOWrapper(BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", printed)
    call_command("wga_return", *arguments)
    assert path.read_bytes() == printed.buffer.getvalue()
    assert path.read_bytes().startswith(start)
