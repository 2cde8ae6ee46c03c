"""The printed form of the Wga: A4, in the order and with the words of the regulation."""

from django.utils import translation
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Spacer, Table, TableStyle

from casetrack.fonts import REGULAR, wrap
from casetrack.palette import GRID, INK, SOFT
from casetrack.paper import WIDTH, build, text
from outcomes.meldpunt_figures.wga import COLUMNS
from outcomes.meldpunt_figures.wga_words import (
    FOOTNOTES,
    MARKS,
    OTHER_COLUMNS,
    RESIDENT,
    RESIDENT_COLUMNS,
    SOURCE,
    TABLES,
    TITLE,
    WgaForm,
    rows_of,
)

# Names first, then the five columns; together as wide as the page.
NUMBERS = [25 * mm, 28 * mm, 16 * mm, 37 * mm, 16 * mm]
NAME = WIDTH - sum(NUMBERS)


def render_form(form: WgaForm) -> bytes:
    """The PDF of one form, in Dutch whatever the language of the user."""
    with translation.override("nl"):
        parts = [text(TITLE, "title"), text(SOURCE, "label"), Spacer(0, 8), _head(form), Spacer(0, 6)]
        for number, table in enumerate(TABLES, start=1):
            parts.append(KeepTogether([text(_title(number, table), "heading"), _table(form, table), *_footnotes(table)]))
        footer = (wrap(" · ".join([form.meldpunt, form.municipality, str(form.year)]), WIDTH - 30 * mm, 7)[0], form.standing)
        return build(parts, title=f"{TITLE}, {form.municipality}, {form.year}", author=form.meldpunt, subject=SOURCE, footer=footer)


def _title(number, table):
    return f"{number}  {TABLES[table]['nl']} {MARKS.get(table, '')}".rstrip()


def _head(form):
    lines = Table([[text(label, "label"), text(value, "strong")] for label, value in form.head], colWidths=[NAME + 15 * mm, WIDTH - NAME - 15 * mm])
    room = [("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5)]
    lines.setStyle(TableStyle([*_plain(), *room, ("BACKGROUND", (0, 0), (-1, -1), SOFT), ("LINEBELOW", (0, 0), (-1, -2), 0.5, GRID)]))
    return lines


def _plain():
    return [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 0.8),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.4),
    ]


def _table(form, table):
    upper = ["", text(RESIDENT, "head"), "", "", *(text(words, "head_number") for words in OTHER_COLUMNS)]
    lower = ["", *(text(words, "head_number") for words in RESIDENT_COLUMNS), "", ""]
    rows = [_row(table, *row) for row in rows_of(form, table)]
    drawn = Table([upper, lower, *rows], colWidths=[NAME, *NUMBERS], repeatRows=2)
    drawn.setStyle(
        TableStyle(
            [
                *_plain(),
                ("SPAN", (1, 0), (3, 0)),
                *(("SPAN", (column, 0), (column, 1)) for column in (0, 4, 5)),
                ("VALIGN", (0, 0), (-1, 1), "BOTTOM"),
                ("LINEBELOW", (1, 0), (3, 0), 0.5, GRID),
                ("LINEBELOW", (0, 1), (-1, 1), 1, INK),
                ("LINEBELOW", (0, 2), (-1, -2), 0.5, GRID),
                ("LINEABOVE", (0, -1), (-1, -1), 0.8, INK),
                ("LINEBELOW", (0, -1), (-1, -1), 0.8, INK),
                # The columns that are sums of those to the left of them.
                ("BACKGROUND", (3, 2), (3, -1), SOFT),
                ("BACKGROUND", (5, 2), (5, -1), SOFT),
            ]
        )
    )
    return drawn


def _row(table, key, name, numbers):
    mark = f" {MARKS[key]}" if table == "handling" and key in MARKS else ""
    name_style, number_style = ("value", "number") if key else ("strong", "strong_number")
    return [text(f"{name}{mark}", name_style), *(text(numbers[column], number_style) for column in COLUMNS)]


def _footnotes(table):
    notes = [table] if table in FOOTNOTES else []
    if table == "handling":
        notes.append("registration")
    words = [f"{MARKS[note]} {FOOTNOTES[note]}" for note in notes]
    return [Spacer(0, 3), *(text(note, "small") for note in words)] if words else []
