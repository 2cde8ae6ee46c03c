"""The published tables of the monitor as a PDF: small numbers hidden, definitions beside each table, wide tables on a page on its side."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, KeepTogether, Spacer
from reportlab.platypus import Table as Grid

from casetrack.fonts import BOLD, REGULAR, width
from casetrack.palette import GRID, INK, SOFT
from casetrack.paper import ACROSS, WIDTH, build, hyphenated, text, turned
from outcomes.meldpunt_figures.definitions import AREA, LEFT_OUT_WORDS, VERSION, WHY_HIDDEN
from outcomes.meldpunt_figures.monitor import Monitor
from outcomes.meldpunt_figures.numbers import MELDPUNT, Row, Table
from referrals.discrimination_choices import CountBasis, FigureSource

UPRIGHT = 7  # more columns of numbers than this stand on a page on its side
PADDING = 2.5  # points on either side of what a cell holds
LONGEST_NAME, LONGEST_DERIVED, WIDEST_COLUMN, LEAST_NUMBER = 58 * mm, 24 * mm, 34 * mm, 8 * mm


def render_monitor(monitor: Monitor, tables: list[Table], name: str) -> bytes:
    """The PDF of these tables, in the active language; the same bytes for the same tables."""
    title = _("Monitor of discrimination %(year)s") % {"year": monitor.year}
    mass = _("with mass reports") if monitor.variant.with_mass else _("without mass reports")
    silent = {source for source in FigureSource.values if not any(where[0] == source for known in monitor.years.values() for where in known.others)}
    parts = [
        text(name, "kicker"),
        text(title, "title"),
        text(f"{capfirst(CountBasis(monitor.variant.basis).label)}, {mass}.", "label"),
        text(AREA, "small"),
        text(WHY_HIDDEN, "small"),
        text(_("Not counted: %(reasons)s.") % {"reasons": "; ".join(f"{LEFT_OUT_WORDS[r]}: {n.value}" for r, n in monitor.left_out())}, "small"),
        *_silence(silent),
    ]
    across = False
    for table in tables:
        shown, absent = _without_empty_sources(table)
        if across != (len(shown.columns) > UPRIGHT):
            across = not across
            parts += turned(across)
        parts += _parts(shown, absent - silent, ACROSS if across else WIDTH)
    foot = (name, _("Definitions, version %(version)s.") % {"version": VERSION})
    return build(parts, title=title, author=name, subject=_("Monitor of discrimination"), footer=foot)


def _silence(sources):
    """The line that says whose figures are left out, because nobody entered any."""
    names = [label for value, label in FigureSource.choices if value in sources]
    return [text(_("Left out, because nothing was entered: %(sources)s.") % {"sources": ", ".join(map(str, names))}, "small")] if names else []


def _without_empty_sources(table):
    """(the table without the columns and rows of others of which nothing is known, the sources that are left out)."""
    columns = [n for n in range(len(table.columns)) if not table.rows or any(_says(row.numbers[n]) for row in table.rows)]
    rows = [Row(row.labels, [row.numbers[n] for n in columns], row.total) for row in table.rows if any(map(_says, row.numbers))]
    before = {number.source for row in table.rows for number in row.numbers}
    kept = {number.source for row in rows for number in row.numbers}
    shown = Table(table.code, table.definition, table.heads, [table.columns[n] for n in columns], rows, table.changes)
    return shown, before - kept


def _says(number):
    """The own numbers always stand there; those of others when somebody entered them."""
    return number.source == MELDPUNT or bool(number.value)


def _parts(table, absent, room):
    heading = f"{table.code}. {capfirst(str(table.definition.title))} ({table.definition.unit})"
    above = [text(heading, "heading"), text(table.definition.meaning, "small"), *_silence(absent), Spacer(0, 4)]
    return [CondPageBreak(60 * mm), KeepTogether([*above, _grid(table, room), Spacer(0, 6)])]


def _grid(table, room):
    """Names, then for each column the number with what is derived from it: beside it where that fits, else below it."""
    names = [_longest([head, *(row.labels[n] for row in table.rows)]) for n, head in enumerate(table.heads)]
    each = min((room - sum(names)) / len(table.columns), WIDEST_COLUMN)
    derived = [_derived_room(row.numbers[n] for row in table.rows) for n in range(len(table.columns))]
    beside = room == WIDTH and each - max(derived) >= LEAST_NUMBER
    lines, spans, widths = [_head(table, names, each, beside)], [], [*names]
    for n, room_beside in enumerate(derived):
        widths += [each - room_beside, room_beside] if beside else [each]
        spans += _spans(len(names) + 2 * n, room_beside, len(table.rows)) if beside else []
    lines += [_line(row, names, beside) for row in table.rows]
    totals = [("BACKGROUND", (0, n), (-1, n), SOFT) for n, row in enumerate(table.rows, start=1) if row.total]
    grid = Grid(lines, colWidths=widths, repeatRows=1, hAlign="LEFT")
    grid.setStyle(
        [
            ("FONTNAME", (0, 0), (-1, 0), BOLD),
            ("FONTNAME", (0, 1), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, GRID),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            *spans,
            *totals,
        ]
    )
    return grid


def _spans(column, room_beside, rows):
    """The head stands over number and derived; a column in which nothing is derived is one all the way down."""
    return [("SPAN", (column, n), (column + 1, n)) for n in range(rows + 1 if not room_beside else 1)]


def _longest(words):
    """How wide a column of names is: as the longest of them, within bounds."""
    return min(LONGEST_NAME, max(width(capfirst(str(each)), 9, BOLD) for each in words) + 2 * PADDING + 6)


def _derived_room(numbers):
    longest = max((width(_derived(number, " "), 7.5) for number in numbers), default=0)
    return min(LONGEST_DERIVED, longest + 2 * PADDING + 1) if longest else 0


def _head(table, names, each, beside):
    names_look, look = ("head", "head_number") if len(table.columns) <= UPRIGHT else ("narrow_head", "narrow_head_number")
    cells = [hyphenated(capfirst(head), names_look, room - 2 * PADDING) for head, room in zip(table.heads, names, strict=True)]
    for column in table.columns:
        cells += [hyphenated(capfirst(column), look, each - 2 * PADDING), *([""] if beside else [])]
    return cells


def _line(row, names, beside):
    look = "strong" if row.total else "value"
    cells = [hyphenated(capfirst(label), look, room - 2 * PADDING) for label, room in zip(row.labels, names, strict=True)]
    for number in row.numbers:
        own = "strong_number" if row.total else "number"
        cells += [text(number.value, own), text(_derived(number, " "), "derived")] if beside else [_stacked(number, own)]
    return cells


def _stacked(number, look):
    below = _derived(number, "\n")
    return [text(number.value, look), *([text(below, "derived")] if below else [])]


def _derived(number, between):
    """The percentage and the number for every 1,000 inhabitants, as far as they are known."""
    return between.join(words.replace(" ", "\N{NO-BREAK SPACE}") for words in (number.percentage_text, number.rate_text) if words)
