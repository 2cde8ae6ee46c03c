"""Writes CSV and XLSX with text cells only: nothing that a spreadsheet would run as a formula."""

import csv
import io

import xlsxwriter
from django.utils.encoding import force_str

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BEFORE = "\ufeff\u200b\u200e\u200f\u2060 \u00a0\n" + "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 127)))
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)], "\ufffd")
_NARROWEST, _WIDEST = 8, 50  # columns, in signs
_SHEET = 31  # signs of the name of a sheet
_CELL = 32_767  # what a cell of a spreadsheet can hold


def harmless(value) -> str:
    """The text of a CSV cell, with an apostrophe before what a spreadsheet could run as a formula.

    What spreadsheets skip at the start (byte order marks, spaces, control signs) is looked through.
    """
    words = _words(value)
    if words.startswith(FORMULA_STARTS) or words.lstrip(_BEFORE).startswith(FORMULA_STARTS):
        return f"'{words}"
    return words


def _words(value) -> str:
    return "" if value is None else force_str(value)


class _Line:
    def write(self, line):
        self.line = line


def csv_lines(header, rows):
    """The file as UTF-8 bytes, line by line, for a streamed answer: with a byte order mark, and commas."""
    kept = _Line()
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in header])
    yield b"\xef\xbb\xbf" + kept.line.encode("utf-8", "replace")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        yield kept.line.encode("utf-8", "replace")


def xlsx_bytes(header, rows, *, sheet="") -> bytes:
    """The file in memory, written row by row; every cell is text, so nothing in it is run; columns fit what they hold.

    Signs that XML cannot hold are replaced by U+FFFD; text is cut at the 32,767 characters that a cell holds.
    """
    stream = io.BytesIO()
    options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    page = book.add_worksheet(sheet[:_SHEET] or None)
    bold = book.add_format({"bold": True})
    widths = {column: len(_words(cell)) for column, cell in enumerate(header)}
    for column, cell in enumerate(header):
        page.write_string(0, column, _in_xml(cell), bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            words = _in_xml(cell)
            if words:
                page.write_string(number, column, words)
                widths[column] = max(widths.get(column, 0), len(words))
    for column, width in widths.items():
        page.set_column(column, column, min(max(width + 2, _NARROWEST), _WIDEST))
    page.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def _in_xml(value) -> str:
    return _words(value).translate(_NOT_IN_XML)[:_CELL]
