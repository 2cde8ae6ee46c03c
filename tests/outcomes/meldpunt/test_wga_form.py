"""The form as a file: the official words in the official order, in Dutch, and the same numbers in every format."""

import csv
import io
import json
from datetime import date

import pypdfium2
import pytest
from django.utils import translation

from outcomes.meldpunt_figures.wga import COLUMNS, wga
from outcomes.meldpunt_figures.wga_exports import content
from outcomes.meldpunt_figures.wga_words import WgaForm
from tests.outcomes.meldpunt.naive_wga import FORM
from tests.outcomes.meldpunt.random_reports import HOME, NEIGHBOUR, counted

REPORTS = [
    {"residence": HOME, "incident": HOME, "grounds": ["race", "sex.pregnancy"], "terrain": "housing", "nature": "threat", "steps": ["advice"]},
    {"residence": HOME, "incident": "unknown", "grounds": ["age"], "terrain": "other", "nature": "other", "steps": []},
    {
        "residence": NEIGHBOUR,
        "incident": HOME,
        "grounds": ["other"],
        "terrain": "unknown",
        "nature": "violence",
        "steps": ["registration", "referral"],
    },
]
# The three footnotes to the letter, and the heads of the five columns, as they stand in the Staatscourant.
GROUNDS_DIFFER = (
    "¹ Het totale aantal in deze tabel kan afwijken van het totaal aantal klachten. Een klacht kan namelijk over discriminatie op meerdere "
    "gronden gaan, waardoor er verschil ontstaan tussen de twee totalen."
)
HANDLING_DIFFERS = (
    "² Per klacht kunnen meerdere wijzen van klachtbehandeling worden toegepast en geregistreerd. Daarbij kan de wijze van klachtbehandeling "
    "niet of niet volledig ingevuld zijn voor de op het moment van rapportage nog lopende klachten. Het totale aantal geregistreerde werkwijzen "
    "van klachtbehandeling kan om die redenen dan ook afwijken het totale aantal klachten."
)
REGISTERED = (
    "³ De werkwijze ‘registratie’ betekent dat de klachtbehandeling heeft bestaan uit het registreren van de klacht of melding en uit het geven "
    "van een korte reactie (telefonisch of per e-mail)."
)
HEADS = (
    "Klacht van ingezetene Klacht van niet-ingezetene over voorval in de gemeente Totaal "
    "over voorval in de gemeente over voorval in andere gemeente Totaal"
)


def form(**more):
    """Three reports of 2023 for Assen, of a meldpunt with an ordinary name."""
    counts = wga([counted(number, {"kind": "report", **row}) for number, row in enumerate(REPORTS, start=1)], HOME)
    return WgaForm(**{"meldpunt": "Meldpunt Discriminatie Drenthe", "municipality": "Assen", "year": 2023, "counted": counts, **more})


def pages_of(pdf):
    """The text of each page, in the order of the page, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def expected_lines(printed):
    """All that the form must say, from top to bottom: head, five tables with their rows and numbers, and the footnotes."""
    yield "Naam antidiscriminatievoorziening Meldpunt Discriminatie Drenthe"
    yield "Rapportage ten behoeve van de gemeente Assen"
    yield "Jaar van registratie 2023"
    marks = {"ground": " ¹", "handling": " ²"}
    notes = {"ground": [GROUNDS_DIFFER], "handling": [HANDLING_DIFFERS, REGISTERED]}
    for number, table in enumerate(FORM["tables"], start=1):
        yield f"{number} {table['nl']}{marks.get(table['key'], '')}"
        yield HEADS
        rows = printed["tables"][table["key"]]
        for value, name in table["values"] if table["key"] != "complaints" else ():
            yield " ".join([name + (" ³" if value == "registration" else ""), *(str(rows[value][column]) for column in COLUMNS)])
        yield " ".join(["Totaal", *(str(sum(row[column] for row in rows.values())) for column in COLUMNS)])
        yield from notes.get(table["key"], ())


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_the_printed_form_has_the_official_words_in_the_official_order_in_dutch(language):
    with translation.override(language):
        pages = pages_of(content(form(), "pdf"))
        data = json.loads(content(form(), "json"))
    text, at = " ".join(pages), 0
    for line in expected_lines(data):
        found = text.find(line, at)
        assert found >= 0, line
        at = found + len(line)
    assert not [table["footnote"] for table in FORM["tables"] if table.get("footnote", "In het kort") in text], "words of our own"
    assert [f"pagina {number} van 2" in page for number, page in enumerate(pages, start=1)] == [True, True]


def test_a_year_that_is_still_open_says_so_at_the_foot_of_every_page_and_a_closed_one_when_it_was_closed():
    assert all("Voorlopig" in page for page in pages_of(content(form(), "pdf")))
    closed = pages_of(content(form(issue=2, closed_on=date(2024, 2, 14)), "pdf"))
    assert all("Vastgesteld op 14-02-2024, versie 2." in page and "oorlopig" not in page for page in closed)


def test_the_same_form_gives_the_same_bytes_whatever_the_language():
    with translation.override("de"):
        one = content(form(), "pdf")
    assert one == content(form(), "pdf")


def test_a_name_with_markup_or_of_great_length_stays_text():
    pages = pages_of(content(form(meldpunt="<b>Bureau</b> & " + "Zeer lange naam " * 30), "pdf"))
    assert "<b>Bureau</b> &" in pages[0]


def test_the_csv_has_the_same_words_order_and_numbers_and_is_no_formula():
    text = content(form(meldpunt="=1+1"), "csv").decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(text))
    assert heads == [
        "Naam antidiscriminatievoorziening", "Rapportage ten behoeve van de gemeente", "Jaar van registratie", "Stand", "Tabel", "Rubriek",
        *(column["nl"] for column in FORM["columns"]), "Noot",
    ]  # fmt: skip
    assert {tuple(row[:4]) for row in rows} == {("'=1+1", "Assen", "2023", "Voorlopig: het jaar van registratie is nog niet afgesloten.")}
    tables = json.loads(content(form(), "json"))["tables"]
    expected = []
    for table in FORM["tables"]:
        numbers = tables[table["key"]]
        for value, name in table["values"] if table["key"] != "complaints" else ():
            expected.append([table["nl"], name, *(str(numbers[value][column]) for column in COLUMNS)])
        expected.append([table["nl"], "Totaal", *(str(sum(row[column] for row in numbers.values())) for column in COLUMNS)])
    assert [row[4:11] for row in rows] == expected
    notes = [row[11] for row in rows if row[11]]
    assert [f"{mark} {note}" for mark, note in zip("¹³²", notes, strict=True)] == [GROUNDS_DIFFER, REGISTERED, HANDLING_DIFFERS]


def test_the_json_has_these_keys_and_no_others():
    data = json.loads(content(form(), "json"))
    assert list(data) == ["municipality", "year", "tables"]
    assert (data["municipality"], data["year"]) == (HOME, 2023)
    assert {table: list(rows) for table, rows in data["tables"].items()} == {
        table["key"]: [key for key, _name in table["values"]] for table in FORM["tables"]
    }
    assert all(list(row) == list(COLUMNS) for rows in data["tables"].values() for row in rows.values())
    assert data["tables"]["ground"]["sex"] == {
        "resident_inside": 1, "resident_outside": 0, "resident_total": 1, "nonresident_inside": 0, "total": 1,
    }  # fmt: skip
