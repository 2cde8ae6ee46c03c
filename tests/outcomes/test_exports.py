"""Figures as CSV and XLSX: texts only, and the same numbers as on the page."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from outcomes import actions
from tests.outcomes.conftest import AS_OF
from tests.outcomes.test_report import change_everything

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x.example","y")']


def cells_of_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def cells_of_xlsx(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    return [list(row) for row in sheet.iter_rows()]


@pytest.fixture
def naughty(cohort):
    """A report on an edition whose name looks like a formula."""
    reports = []
    for name in FORMULAS:
        cohort.edition.name = name
        cohort.edition.save()
        reports.append(actions.submit_report(cohort.edition, by=cohort.world.leader, funding=cohort.funding, as_of=AS_OF, title=name))
    return reports


def test_no_cell_of_the_csv_starts_like_a_formula(naughty, cohort, sign_in):
    client = sign_in(cohort.world.funder)
    for report, name in zip(naughty, FORMULAS, strict=True):
        cells = cells_of_csv(client.get(reverse("report_csv", args=[report.pk])).content)
        assert cells[1][0] == f"'{name}"
        assert not [cell for row in cells for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_every_cell_of_the_xlsx_is_text(naughty, cohort, sign_in):
    client = sign_in(cohort.world.funder)
    for report, name in zip(naughty, FORMULAS, strict=True):
        rows = cells_of_xlsx(client.get(reverse("report_xlsx", args=[report.pk])).content)
        assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
        assert rows[1][0].value == name


def test_files_hold_what_the_page_shows(cohort, sign_in, english):
    client, asked = sign_in(cohort.world.leader), {"as_of": AS_OF.isoformat(), "target": "12"}
    as_csv = cells_of_csv(client.get(reverse("uitstroom_csv", args=[cohort.edition.code]), asked).content)
    as_xlsx = [
        [cell.value or "" for cell in row] for row in cells_of_xlsx(client.get(reverse("uitstroom_xlsx", args=[cohort.edition.code]), asked).content)
    ]
    assert as_csv == as_xlsx
    heads = as_csv[0]
    rows = {row[1] + row[2]: dict(zip(heads, row, strict=True)) for row in as_csv[1:]}
    assert len(rows) == 11
    assert (rows["R"]["N"], rows["R"]["D"], rows["R"]["Percentage"]) == ("3", "10", "30.0 %")
    assert (rows["F"]["N"], rows["F"]["D"]) == ("3", "12")
    assert (rows["B24"]["D"], rows["B24"]["Percentage"]) == ("0", "n/a")
    assert rows["A"]["Left out of D"] == "moved away: 1"
    assert {row["Report version"] for row in rows.values()} == {"concept"}


def test_every_row_of_a_submitted_file_names_version_and_checksum(cohort, report, sign_in):
    rows = cells_of_csv(sign_in(cohort.world.funder).get(reverse("report_csv", args=[report.pk])).content)[1:]
    assert {tuple(row[-2:]) for row in rows} == {("1", report.checksum)}


def test_files_have_the_type_that_they_are(cohort, report, sign_in):
    client = sign_in(cohort.world.funder)
    found = {name: client.get(reverse(name, args=[report.pk])) for name in ("report_pdf", "report_xlsx", "report_csv")}
    assert found["report_pdf"].content[:5] == b"%PDF-"
    assert found["report_xlsx"].content[:2] == b"PK"
    assert found["report_csv"]["Content-Type"] == "text/csv; charset=utf-8"
    assert found["report_pdf"]["Content-Type"] == "application/pdf"


def test_the_xlsx_of_a_submitted_report_stays_the_same_when_what_lies_behind_it_changes(cohort, report, sign_in):
    client, url = sign_in(cohort.world.leader), reverse("report_xlsx", args=[report.pk])
    before = [[cell.value for cell in row] for row in cells_of_xlsx(client.get(url).content)]
    change_everything(cohort)
    assert [[cell.value for cell in row] for row in cells_of_xlsx(client.get(url).content)] == before
