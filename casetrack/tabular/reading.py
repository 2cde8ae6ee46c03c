"""Reads a table from CSV or XLSX bytes: the header is checked against the format, rows come one by one."""

import csv
import difflib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from casetrack.privacy import names_a_bsn
from casetrack.tabular import workbook
from casetrack.tabular.columns import CONTROL, Column, Wrong
from casetrack.tabular.problems import Problem, Problems, shorten

MAX_ROWS = 200_000
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


class Unreadable(Exception):
    """The file as a whole cannot be read: `problems` says why."""

    def __init__(self, problems):
        self.problems = problems
        super().__init__("; ".join(problem.expected for problem in problems))


@dataclass
class Table:
    """A file whose header fits the format: the columns that it has, and its rows.

    `rows` gives (row number, {column: value}, faults found in the row); empty rows are skipped.
    A column whose cell is at fault is not among the values.
    """

    columns: list[str]
    rows: Iterator[tuple[int, dict, list[Problem]]]
    about: int = 0  # rows, as far as can be told before they are read


def read(content: bytes, columns: list[Column], *, max_bytes: int, name: str = "", max_rows: int = MAX_ROWS) -> Table:
    """Read a CSV file (UTF-8, comma or semicolon) or the first sheet of an XLSX file.

    Raises Unreadable for what is wrong with the file or its header; what is wrong in a row
    comes with the row. A CSV file can also turn out to be broken while its rows are read.
    """
    if len(content) > max_bytes:
        _refuse(name, _("The file is larger than %(limit)d MB. Split it.") % {"limit": max_bytes // 1_000_000})
    if not content.strip():
        _refuse(name, _("The file is empty. The first row must hold the names of the columns."))
    lines, about = _xlsx(content, name, max_rows) if content.startswith(b"PK") else (_csv(content, name), content.count(b"\n"))
    for number, cells in lines:
        if any(cells):
            header = _header(number, cells, columns, name)
            return Table([c for c in header if c], _rows(lines, header, columns, name, max_rows), about)
    return _refuse(name, _("The file is empty. The first row must hold the names of the columns."))


def text_named_as_workbook(name: str, start: bytes) -> bool:
    """Is a file with this name and these first bytes called .xlsx, while it is no spreadsheet of any kind?"""
    return name.lower().endswith(".xlsx") and not start.startswith((b"PK", _OLD_WORKBOOK))


def _refuse(file, expected, row=0, column="", value=""):
    raise Unreadable([Problem(row, column, value, expected, file)])


def _csv(content, name) -> Iterator[tuple[int, list[str]]]:
    words = _decode(content, name)
    first = words.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield number, [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            expected = _("The row cannot be read. Check the quotation marks: a quotation mark inside a cell is written twice.")
            raise Unreadable([Problem(number, "", "", expected, name)]) from None


def _decode(content, name) -> str:
    if content.startswith(_OLD_WORKBOOK):
        _refuse(name, _("This is an old spreadsheet file (.xls). Save it as .xlsx or as CSV UTF-8."))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(name, _("The file is UTF-16. Save it as CSV UTF-8."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        # With a byte order mark the decoder counts from behind it.
        start = fault.start + len(content) - len(fault.object)
        line = content.count(b"\n", 0, start) + 1
        return _refuse(
            name,
            _("The file is not UTF-8. Save it as CSV UTF-8."),
            line,
            value=_("byte %(byte)s at position %(position)d") % {"byte": f"0x{content[start]:02X}", "position": start + 1},
        )


def _xlsx(content, name, max_rows) -> tuple[Iterator[tuple[int, list[str]]], int]:
    try:
        found = workbook.look(content, max_rows)
    except workbook.BrokenBook:
        _refuse(name, _("The file is broken or is not a spreadsheet. Save it again as .xlsx or as CSV UTF-8."))
    except workbook.TooLarge:
        _refuse(name, _("The file holds too much: at most %(rows)d rows, and no values far outside the table.") % {"rows": max_rows})
    problems = [
        Problem(row, _letters(column), "", _("A value. A formula is not read: copy the cells and paste them as values."), name)
        for row, column in found.formulas
    ]
    problems += [Problem(row, _letters(column), "", _("A value. This cell holds an error of the spreadsheet."), name) for row, column in found.faults]
    if problems:
        raise Unreadable(problems)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        lines = sheet.iter_rows()
    except (CalamineError, ValueError, OSError):
        _refuse(name, _("The file is broken or is not a spreadsheet. Save it again as .xlsx or as CSV UTF-8."))
    return _cells(lines), sheet.height


def _cells(lines):
    for number, cells in enumerate(lines, start=1):
        yield number, [cell.strip() if isinstance(cell, str) else _as_text(cell) for cell in cells]


def _as_text(cell) -> str:
    """What stands in a cell that is no text, written as the format writes it."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time().isoformat() == "00:00:00":
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return str(cell)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _header(number, cells, columns, file) -> list[str]:
    """The names of the columns as the file has them; raises Unreadable with all that is wrong with them."""
    known, problems = {column.name: column for column in columns}, Problems()
    while cells and not cells[-1]:
        cells = cells[:-1]
    for name in cells:
        if name and name not in known:
            problems.add(Problem(number, shorten(name), "", _unknown(name, known), file))
    for name in sorted({cell for cell in cells if cell and cells.count(cell) > 1}):
        problems.add(Problem(number, shorten(name), "", _("Each column once. This column stands in the file more than once."), file))
    for column in columns:
        if column.required and column.name not in cells:
            problems.add(Problem(number, column.name, "", _("This column is required. The file does not have it."), file))
    if problems:
        raise Unreadable(problems.shown)
    return cells


def _unknown(name, known) -> str:
    if names_a_bsn(name):
        return _("No BSN (citizen service number) is kept here. Take this column out of the file.")
    near = difflib.get_close_matches(name.lower().replace(" ", "_"), known, n=1, cutoff=0.6)
    if near:
        return _("This column is not known. Is %(name)s meant?") % {"name": near[0]}
    return _("This column is not known. The known columns are: %(names)s.") % {"names": ", ".join(known)}


def _rows(lines, header, columns, file, max_rows):
    width, count = len(header), 0
    by_name = {column.name: column for column in columns}
    fields = [(place, name, by_name[name]) for place, name in enumerate(header) if name]
    for number, cells in lines:
        if not any(cells):
            continue
        count += 1
        if count > max_rows:
            _refuse(file, _("The file has more than %(limit)d rows. Split it.") % {"limit": max_rows}, number)
        problems = [
            Problem(number, _letters(place + 1), shorten(cell), _("No value: this cell stands outside the named columns."), file)
            for place, cell in enumerate(cells)
            if cell and (place >= width or not header[place])
        ]
        yield number, _read_row(number, cells, fields, file, problems), problems


def _read_row(number, cells, fields, file, problems) -> dict:
    values, length = {}, len(cells)
    for place, name, column in fields:
        cell = cells[place] if place < length else ""
        if not cell:
            if column.required:
                problems.append(Problem(number, name, "", _("A value: this column may not be empty."), file))
            else:
                values[name] = column.empty
            continue
        try:
            if not cell.isprintable() and CONTROL.search(cell):
                raise Wrong(_("One line of text, without control signs."))
            values[name] = column.read(cell)
        except Wrong as wrong:
            problems.append(Problem(number, name, shorten(cell), str(wrong), file))
    return values
