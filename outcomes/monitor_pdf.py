"""The published tables of the monitor as a PDF: small numbers hidden, definitions beside each table."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Spacer
from reportlab.platypus import Table as Grid

from casetrack.fonts import BOLD, REGULAR
from casetrack.palette import GRID
from casetrack.paper import WIDTH, build, text
from outcomes.meldpunt_figures.definitions import AREA, LEFT_OUT_WORDS, VERSION
from outcomes.meldpunt_figures.monitor import Monitor
from outcomes.meldpunt_figures.numbers import Table
from referrals.discrimination_choices import CountBasis

ACROSS = 8  # more columns than this do not fit: the table goes on below itself


def render_monitor(monitor: Monitor, tables: list[Table], name: str) -> bytes:
    """The PDF of these tables, in the active language; the same bytes for the same tables."""
    title = _("Monitor of discrimination %(year)s") % {"year": monitor.year}
    mass = _("with mass reports") if monitor.variant.with_mass else _("without mass reports")
    parts = [
        text(name, "kicker"),
        text(title, "title"),
        text(f"{capfirst(CountBasis(monitor.variant.basis).label)}, {mass}.", "label"),
        text(AREA, "small"),
        text(_("A dash: not shown. Numbers below 5 are hidden, and others so that they cannot be worked out. Empty: not known."), "small"),
        text(_("Not counted: %(reasons)s.") % {"reasons": "; ".join(f"{LEFT_OUT_WORDS[r]}: {n.value}" for r, n in monitor.left_out())}, "small"),
    ]
    for table in tables:
        parts += _parts(table)
    foot = (name, _("Definitions, version %(version)s.") % {"version": VERSION})
    return build(parts, title=title, author=name, subject=_("Monitor of discrimination"), footer=foot)


def _parts(table):
    heading = f"{table.code}. {capfirst(str(table.definition.title))} ({table.definition.unit})"
    parts = [CondPageBreak(60 * mm), text(heading, "heading"), text(table.definition.meaning, "small"), Spacer(0, 4)]
    for start in range(0, len(table.columns), ACROSS):
        parts += [_grid(table, range(start, min(start + ACROSS, len(table.columns)))), Spacer(0, 6)]
    return parts


def _grid(table, columns):
    heads = len(table.heads)
    beside = [34 * mm, 32 * mm] if heads > 1 else [46 * mm]
    each = (WIDTH - sum(beside)) / len(columns)
    lines = [[*(text(capfirst(head), "head") for head in table.heads), *(text(capfirst(table.columns[n]), "head_number", each) for n in columns)]]
    for row in table.rows:
        look = "strong" if row.total else "value"
        lines.append([*(text(capfirst(label), look) for label in row.labels), *(_cell(row.numbers[n], row.total) for n in columns)])
    grid = Grid(lines, colWidths=[*beside, *([each] * len(columns))], repeatRows=1)
    grid.setStyle(
        [
            ("FONTNAME", (0, 0), (-1, 0), BOLD),
            ("FONTNAME", (0, 1), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, GRID),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ]
    )
    return grid


def _cell(number, total):
    derived = [words.replace(" %", "\N{NO-BREAK SPACE}%") for words in (number.percentage_text, number.rate_text) if words]
    return text("\n".join([number.value, *derived]), "strong_number" if total else "number")
