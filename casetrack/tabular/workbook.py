"""Looks at an XLSX file before it is opened: is it whole, is it small enough, and does its first sheet hold formulas.

The reader that follows keeps a sheet as one block of rows × columns, so a single cell far
away would ask for all memory; hence the limits on places as well as on size.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

MAX_UNPACKED = 300_000_000
MAX_COLUMNS = 200
MAX_CELLS = 8_000_000
MAX_FORMULAS = 500
_CHUNK = 1 << 16
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


_BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, StopIteration,
)  # fmt: skip


class BrokenBook(Exception):
    """The file is no XLSX file that can be read."""


class TooLarge(Exception):
    """Unpacked, the file is larger than what is read."""


@dataclass
class FirstSheet:
    """What the look at the first sheet found."""

    formulas: list[tuple[int, int]] = field(default_factory=list)  # row and column, from 1
    faults: list[tuple[int, int]] = field(default_factory=list)  # cells with #N/A and the like


def look(content: bytes, max_rows: int) -> FirstSheet:
    """Check the whole file and scan its first sheet; raises BrokenBook or TooLarge."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            _check_sizes(book)
            return _scan(book, _first_sheet(book), max_rows)
    except _BROKEN as fault:
        raise BrokenBook(str(fault)) from fault


def _check_sizes(book) -> None:
    if len(book.infolist()) > 2_000:
        raise TooLarge
    if sum(part.file_size for part in book.infolist()) > MAX_UNPACKED:
        raise TooLarge
    names = [part.filename for part in book.infolist()]
    if len(names) != len(set(names)):
        raise BrokenBook("a part occurs twice")
    for part in book.infolist():
        # Reading to the end proves the sizes that the file states of itself, and its checksums.
        with book.open(part) as stream:
            while stream.read(_CHUNK):
                pass


def _parser():
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*args):
        raise BrokenBook("document type")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _elements(book, name, wanted) -> list[dict]:
    found = []
    parser = _parser()

    def start(tag, attributes):
        if tag.rsplit(" ", 1)[-1] == wanted:
            found.append(attributes)

    parser.StartElementHandler = start
    parser.Parse(book.read(name), True)
    return found


def _attribute(attributes, ending) -> str:
    return next(value for key, value in attributes.items() if key.rsplit(" ", 1)[-1] == ending)


def _first_sheet(book) -> str:
    sheets = _elements(book, "xl/workbook.xml", "sheet")
    if not sheets:
        raise BrokenBook("no sheet")
    key = _attribute(sheets[0], "id")
    for relation in _elements(book, "xl/_rels/workbook.xml.rels", "Relationship"):
        if relation.get("Id") == key:
            target = relation["Target"]
            return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    raise BrokenBook("no sheet")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Scan:
    """Every element of the sheet passes here once."""

    def __init__(self, max_rows):
        self.found, self.last_row = FirstSheet(), max_rows + 1
        self.row = self.column = self.height = self.width = 0

    def start(self, tag, attributes):
        name = tag.rsplit(" ", 1)[-1]
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is"):
            self._value()
        elif name == "f":
            if len(self.found.formulas) < MAX_FORMULAS:
                self.found.formulas.append((self.row, self.column))
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0

    def _cell(self, attributes):
        self.column += 1
        if "r" in attributes:
            place = _PLACE.fullmatch(attributes["r"])
            if not place:
                raise BrokenBook("place of a cell")
            self.row, self.column = int(place[2]), _column_number(place[1])
        if attributes.get("t") == "e" and len(self.found.faults) < MAX_FORMULAS:
            self.found.faults.append((self.row, self.column))

    def _value(self):
        # A cell far away that is only coloured takes no room; one with a value does.
        self.height, self.width = max(self.height, self.row), max(self.width, self.column)
        if self.width > MAX_COLUMNS or self.height > self.last_row or self.height * self.width > MAX_CELLS:
            raise TooLarge


def _scan(book, name, max_rows) -> FirstSheet:
    scan, parser = _Scan(max_rows), _parser()
    parser.StartElementHandler = scan.start
    with book.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    return scan.found
