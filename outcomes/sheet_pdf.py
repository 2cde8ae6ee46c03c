"""The half-year sheet as a PDF of exactly one A4 page: figures and stories, the same bytes for the same content and language."""

import io

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, KeepInFrame, PageTemplate, Spacer, Table, TableStyle

from outcomes.fonts import REGULAR, wrap
from outcomes.palette import GRID, INK, SERIES, SOFT
from outcomes.pdf import BOTTOM, LEFT, TOP, WIDTH, ChartFlowable, FootedCanvas, text
from outcomes.programme_statements import NOT_PROOF, WHY_HIDDEN
from outcomes.sheets import SheetContent
from outcomes.statements import show_day

HALF = (WIDTH - 8 * mm) / 2
# Of a long list the largest stand on the sheet; the page and the files have them all.
BARS, ROWS = 6, 6


def render_sheet(content: SheetContent) -> bytes:
    """The PDF of a sheet, in the active language; what is too long for the page is set smaller, and never cut off."""
    stream, footer = io.BytesIO(), _footer(content)
    document = BaseDocTemplate(
        stream,
        pagesize=A4,
        title=_title(content),
        author=content.text("organisation"),
        subject=content.text("programme"),
        creator="casetrack",
        lang=get_language(),
        displayDocTitle=True,
        invariant=1,
    )
    height = A4[1] - TOP - BOTTOM
    document.addPageTemplates(PageTemplate("page", [Frame(LEFT, BOTTOM, WIDTH, height, 0, 0, 0, 0)]))
    page = KeepInFrame(WIDTH, height - 1, _parts(content), mode="shrink")
    document.build([page], canvasmaker=lambda *args, **options: FootedCanvas(*args, footer=footer, **options))
    return stream.getvalue()


def _title(content):
    return _("%(edition)s, figures and stories") % {"edition": content.text("edition")}


def _footer(content):
    about = " · ".join(part for part in (content.text("organisation"), content.text("programme"), content.text("edition")) if part)
    return (wrap(about, WIDTH - 30 * mm, 7)[0], _("As it was known on %(day)s.") % {"day": show_day(content.span.as_of)})


def _parts(content):
    overview = content.overview
    period = _("%(first)s to %(last)s") % {"first": show_day(content.span.first), "last": show_day(content.span.until)}
    known = _("as it was known on %(day)s") % {"day": show_day(content.span.as_of)}
    head = [text(content.text("programme"), "kicker"), text(_title(content), "title"), text(f"{period}, {known}", "label"), Spacer(0, 6)]
    left = [text(_("What was counted"), "heading"), _numbers(overview)]
    right = [part for line in _drawn(overview) for part in _bars(line)]
    for line in overview.tables:
        if line.figure.key in ("goals_closed", "referrals"):
            (left if len(left) <= len(right) else right).extend(_table(line))
    columns = Table([[left, right]], colWidths=[HALF + 4 * mm, HALF + 4 * mm])
    columns.setStyle(TableStyle([*_plain(), ("RIGHTPADDING", (0, 0), (0, 0), 8 * mm)]))
    return [*head, columns, Spacer(0, 4), *_stories(content.stories), Spacer(0, 6), text(NOT_PROOF, "small"), text(WHY_HIDDEN, "small")]


def _plain():
    return [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]


def _numbers(overview):
    lines = []
    for line in [*overview.numbers, *(line for line in overview.divided if line.figure.key == "ladder")]:
        value = f"{line.value} ({line.percentage})" if line.percentage else line.value
        if line.figure.key == "ladder":
            value = ", ".join(f"{name}: {number}" for name, number in line.parts)
        details = [text(line.title, "value"), text(line.definition.meaning, "small")]
        if line.excluded:
            details.append(text(_("Left out: %(who)s.") % {"who": ", ".join(line.excluded)}, "small"))
        lines.append([details, text(value, "strong_number")])
    if not lines:
        return text(_("There is nothing to count yet."), "body")
    table = Table(lines, colWidths=[HALF * 0.68, HALF * 0.32])
    table.setStyle(TableStyle([*_plain(), ("LINEBELOW", (0, 0), (-1, -1), 0.5, GRID)]))
    return table


def _drawn(overview):
    """What is drawn: why people ended and what became of sign-ups, in households where they are counted."""
    found = {}
    for line in overview.divided:
        if line.figure.key in ("ended", "sign_ups"):
            found.setdefault(line.figure.key, line)
    return found.values()


def _bars(line):
    parts = [text(line.title, "heading")]
    chart = line.chart
    if chart:
        rows = sorted(chart.rows, key=lambda row: -row[1])[:BARS]
        parts.append(ChartFlowable(chart.draw, rows, HALF))
    hidden = [name for name, number in line.figure.parts.items() if number is None]
    if hidden:
        parts.append(text(_("Not shown: %(parts)s.") % {"parts": ", ".join(line.name(name) for name in hidden)}, "small"))
    return parts


def _table(line):
    rows = sorted(line.figure.cells, key=lambda cell: -sum(line.figure.cells[key] or 0 for key in line.figure.cells if key[0] == cell[0]))
    names = list(dict.fromkeys(line.name(row) for row, _column in rows))[:ROWS]
    by_name = dict(line.rows)
    head = ["", *(text(capfirst(column), "head_number") for column in line.columns)]
    lines = [head, *([text(name, "value"), *(text(number, "number") for number in by_name[name])] for name in names)]
    first = 0.34 if len(line.columns) > 3 else 0.43
    table = Table(lines, colWidths=[HALF * first, *([HALF * (1 - first) / len(line.columns)] * len(line.columns))])
    table.setStyle(TableStyle([*_plain(), ("LINEBELOW", (0, 0), (-1, 0), 1, INK), ("LINEBELOW", (0, 1), (-1, -1), 0.5, GRID)]))
    return [text(line.title, "heading"), table]


def _stories(stories):
    if not stories:
        return []
    room = (WIDTH - 5 * mm * (len(stories) - 1)) / len(stories)
    cells, widths = [], []
    for story in stories:
        if cells:
            cells.append("")
            widths.append(5 * mm)
        cells.append(
            [
                text(story.title, "strong", room - 14),
                Spacer(0, 3),
                *(text(part, "value", room - 14) for part in story.text.splitlines() if part.strip()),
            ]
        )
        widths.append(room)
    table = Table([cells], colWidths=widths)
    style = [*_plain()]
    for place in range(0, len(cells), 2):
        style += [("BACKGROUND", (place, 0), (place, 0), SOFT), ("LINEABOVE", (place, 0), (place, 0), 1.5, SERIES[0])]
        style += [
            ("LEFTPADDING", (place, 0), (place, 0), 7),
            ("RIGHTPADDING", (place, 0), (place, 0), 7),
            ("BOTTOMPADDING", (place, 0), (place, 0), 7),
        ]
    table.setStyle(TableStyle(style))
    return [text(_("Stories"), "heading"), table]
