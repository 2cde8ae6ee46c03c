"""Tables in files: every fault named when read, no formula when written."""

import csv
import io
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest
import xlsxwriter
from django.utils import timezone

from casetrack.choices import Country
from casetrack.privacy import names_a_bsn
from casetrack.tabular import Column, Unreadable, choice, csv_lines, day, is_email, read, text, whole_number, xlsx_bytes

COLUMNS = [
    Column("id", text(10), required=True),
    Column("name", text(300)),
    Column("born", day(latest=timezone.localdate), empty=None),
    Column("country", choice(Country)),
    Column("hours", whole_number(1, 60), empty=None),
    Column("mail", is_email()),
]

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org")',
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
]
BEFORE = ["", " ", "  ", "\ufeff", "\u200b", "\u00a0", "\n", "\x01", " \ufeff"]
WORDS = [
    "", "plain", "O'Brien", '"quoted"', "a,b;c|d", "two\nlines", "0031", "1e5", "TRUE", "#N/A", "NaN", "null", "{{7*7}}", "<b>bold</b>",
    "<script>alert(1)</script>", "]]>", "&amp;", "😀 👩🏽‍🏭 🇳🇱", "مرحبا بالعالم", "שלום", "\u202eabc", "e\u0301",
    "Ĳsbrand", "Groß", "Súdwest", "n" * 300,
    "ﷺ", "中文字", "Ω≈ç√", "'; DROP TABLE person; --", "../../etc/passwd", "%s%d", "$HOME", "\\", "_x000D_", "  spaces  ", "2014-01-31", "1/2", "١٢٣",
]  # fmt: skip
NAUGHTY = [before + formula for before in BEFORE for formula in FORMULAS] + WORDS


def xlsx(rows, change=lambda book, sheet: None):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet, dates = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, dates)
            elif cell is not None:
                sheet.write(number, column, cell)
    change(book, sheet)
    book.close()
    return stream.getvalue()


def rows_of(content, **options):
    return list(read(content, COLUMNS, max_bytes=5_000_000, **options).rows)


def refusal(content, **options):
    with pytest.raises(Unreadable) as refused:
        rows_of(content, **options)
    return refused.value.problems


def test_there_are_more_than_a_hundred_naughty_strings():
    assert len(NAUGHTY) > 130


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_is_read_with_and_without_a_mark_with_comma_and_semicolon(start, delimiter):
    content = start + f"id,name,born\n1,Zoë,2014-01-31\n\n , ,\n2,,\n".replace(",", delimiter).encode()  # noqa: F541
    assert rows_of(content) == [
        (2, {"id": "1", "name": "Zoë", "born": date(2014, 1, 31)}, []),
        (5, {"id": "2", "name": "", "born": None}, []),
    ]


def test_real_dates_and_whole_numbers_of_a_spreadsheet_are_read():
    content = xlsx([["id", "name", "born", "hours"], [], [7, 3.5, date(2014, 1, 31), 24], [None, None, None, None], ["x", True, "2014-02-28", "8"]])
    assert rows_of(content) == [
        (3, {"id": "7", "name": "3.5", "born": date(2014, 1, 31), "hours": 24}, []),
        (5, {"id": "x", "name": "yes", "born": date(2014, 2, 28), "hours": 8}, []),
    ]


def test_every_fault_is_told_with_row_column_value_and_what_is_expected():
    tomorrow = timezone.localdate() + timedelta(1)
    content = f"id,name,born,country,hours,mail\n,{'n' * 301},2014-02-30,FR,61,x\n12345678901,a\tb,31-01-2014,nl,0,\n3,,{tomorrow},,1.5,\n"
    found = [(p.row, p.column, p.value) for _n, _values, problems in rows_of(content.encode()) for p in problems]
    assert [(row, column) for row, column, _value in found] == [
        (2, "id"), (2, "name"), (2, "born"), (2, "country"), (2, "hours"), (2, "mail"),
        (3, "id"), (3, "name"), (3, "born"), (3, "country"), (3, "hours"), (4, "born"), (4, "hours"),
    ]  # fmt: skip
    assert found[1][2] == "n" * 59 + "…"
    assert found[7][2] == "a·b"
    assert all(p.expected for _n, _v, problems in rows_of(content.encode()) for p in problems)


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x85", "\u2028"])
def test_control_signs_are_refused(sign):
    [(number, values, problems)] = rows_of(f"id,name\n1,a{sign}b\n".encode())
    assert (number, [p.column for p in problems]) == (2, ["name"])
    assert "name" not in values


def test_a_file_that_is_not_utf8_names_line_and_byte():
    [problem] = refusal("id,name\n1,Anna\n2,Zoë\n".encode("cp1252"))
    assert problem.row == 3
    assert "0xEB" in problem.value
    assert "20" in problem.value


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf16_is_refused(encoding):
    refusal(b"\xfe\xff" * (encoding == "utf-16-be") + "id,name\n1,ë\n".encode(encoding))


@pytest.mark.parametrize("content", [b"", b"  \n", b"\n\n", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b'id,name\n1,"open\n'])
def test_empty_and_broken_files_are_refused(content):
    assert refusal(content)


def test_a_spreadsheet_cut_short_or_damaged_is_refused():
    content = xlsx([["id", "name"], [1, "a"]])
    for broken in (content[:-200], content[:300] + b"\0" * 200 + content[500:]):
        assert refusal(broken)


def test_wrong_columns_are_all_told_and_a_near_name_is_offered():
    problems = refusal(b"Id,naam,name,name,Hours,bsn,Burgerservicenummer\n1\n")
    told = {p.column: p.expected for p in problems}
    assert set(told) == {"Id", "naam", "name", "Hours", "bsn", "Burgerservicenummer", "id"}
    assert "name" in told["naam"]
    assert "hours" in told["Hours"]
    assert "BSN" in told["bsn"]
    assert "BSN" in told["Burgerservicenummer"]


def test_names_of_a_bsn_column_are_known_and_others_are_not():
    assert all(map(names_a_bsn, ["BSN", "bsn_nummer", "bsnnr", "burgerservicenummer", "sofinummer", "klant bsn", "citizen_service_number"]))
    assert not any(map(names_a_bsn, ["external_id", "absent", "sofie", "observation", "jobsnow"]))


def test_a_value_outside_the_named_columns_is_refused():
    [(_n, _v, problems)] = rows_of(b"id,name,\n1,a,x,y\n")
    assert [(p.column, p.value) for p in problems] == [("C", "x"), ("D", "y")]


def test_too_many_rows_and_too_many_bytes_are_refused():
    assert refusal(b"id\n" + b"1\n" * 11, max_rows=10)[0].row == 12
    assert len(rows_of(b"id\n" + b"1\n" * 10, max_rows=10)) == 10
    with pytest.raises(Unreadable):
        read(b"id\n" + b"1\n" * 10, COLUMNS, max_bytes=20)


def test_a_formula_is_refused_with_its_place():
    def formulas(book, sheet):
        sheet.write_formula(1, 1, "=1+1", value="2")
        sheet.write_formula(4, 2, '=HYPERLINK("x")')

    problems = refusal(xlsx([["id", "name", "born"], [1]], formulas))
    assert [(p.row, p.column) for p in problems] == [(2, "B"), (5, "C")]


def test_a_formula_on_another_sheet_does_not_matter():
    content = xlsx([["id"], [1]], lambda book, sheet: book.add_worksheet().write_formula(0, 0, "=1+1"))
    assert rows_of(content) == [(2, {"id": "1"}, [])]


def test_a_value_far_away_is_refused_and_a_coloured_cell_is_not():
    assert refusal(xlsx([["id"], [1]], lambda book, sheet: sheet.write(1_000_000, 0, "x")))
    assert refusal(xlsx([["id"], [1]], lambda book, sheet: sheet.write(1, 16_000, "x")))
    assert rows_of(xlsx([["id"], [1]], lambda book, sheet: sheet.write_blank(1_000_000, 16_000, None, book.add_format({"bold": True}))))


def test_a_file_that_unpacks_to_too_much_is_refused():
    stream = io.BytesIO(xlsx([["id"], [1]]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as book:
        for number in range(4):
            with book.open(f"xl/media/{number}.bin", "w") as part:
                for _n in range(80):
                    part.write(bytes(1_000_000))
    assert len(stream.getvalue()) < 5_000_000
    assert "200000" in refusal(stream.getvalue())[0].expected


def test_a_spreadsheet_with_a_document_type_is_refused():
    source, stream = zipfile.ZipFile(io.BytesIO(xlsx([["id"], [1]]))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for name in source.namelist():
            body = source.read(name)
            if name.endswith("sheet1.xml"):
                body = body.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
            book.writestr(name, body)
    assert refusal(stream.getvalue())


def test_csv_cells_never_start_a_formula_and_the_rest_survives():
    content = b"".join(csv_lines(["text"], ([word] for word in NAUGHTY)))
    assert content.startswith(b"\xef\xbb\xbf")
    cells = [row[0] if row else "" for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))][1:]
    assert len(cells) == len(NAUGHTY)
    for cell, word in zip(cells, NAUGHTY, strict=True):
        assert cell in (word, f"'{word}")
        if any(word.endswith(formula) for formula in FORMULAS):
            assert cell == f"'{word}"
    assert [cell for cell, word in zip(cells, NAUGHTY, strict=True) if word in WORDS] == WORDS


def test_xlsx_cells_are_text_without_formulas_and_come_back_as_they_were():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(["text", "number"], ([word, 5] for word in NAUGHTY))))
    rows = list(book.active.iter_rows(min_row=2))
    assert len(rows) == len(NAUGHTY)
    for (cell, number), word in zip(rows, NAUGHTY, strict=True):
        assert cell.data_type in ("s", "n")
        assert (cell.data_type == "n") == (cell.value is None)
        assert number.value == "5"
        kept = openpyxl.utils.escape.unescape(cell.value or "")
        assert kept == word.replace("\x01", "\ufffd")


def test_columns_are_as_wide_as_what_they_hold_up_to_a_limit():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(["id", "name", "note"], [["1", "n" * 20, "w" * 500], ["2", "n", ""]], sheet="N" * 40)))
    assert [round(book.active.column_dimensions[letter].width) for letter in "ABC"] == [9, 23, 51]
    assert book.sheetnames == ["N" * 31]


def test_what_was_written_is_read_again():
    names = [word.strip() for word in WORDS if word.strip() and "\n" not in word and len(word) <= 300]
    rows = [[str(number), name] for number, name in enumerate(names)]
    assert [values["name"] for _n, values, _p in rows_of(xlsx_bytes(["id", "name"], rows))] == names
    assert [values["name"] for _n, values, _p in rows_of(b"".join(csv_lines(["id", "name"], rows)))] == names
