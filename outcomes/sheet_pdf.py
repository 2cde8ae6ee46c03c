"""The half-year sheet as a PDF of exactly one A4 page: figures and stories, the same bytes for the same content and language."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from casetrack.fonts import REGULAR, wrap
from casetrack.palette import GRID, INK, SERIES, SOFT
from casetrack.paper import BOTTOM, TOP, WIDTH, build, text
from outcomes.pdf import ChartFlowable
from outcomes.programme_statements import HIDDEN, NOT_PROOF, WHY_HIDDEN
from outcomes.sheet_content import SheetContent
from outcomes.statements import show_day

HEIGHT = A4[1] - TOP - BOTTOM
BETWEEN = 8 * mm
# How much smaller than usual the page may be set so that everything fits on it; the largest that fits is taken.
SCALES = [1 - step * 0.03 for step in range(22)]
# Of a long list the largest stand on the sheet; the page and the files have them all.
BARS, ROWS = 6, 6


def render_sheet(content: SheetContent) -> bytes:
    """The PDF of a sheet, in the active language; what is too long for the page is set smaller, and never cut off."""
    return build(
        [_page(content)], title=_title(content), author=content.text("organisation"), subject=content.text("programme"), footer=_footer(content)
    )


class _Scaled(Flowable):
    """Parts below one another, set for a wider page and drawn smaller."""

    def __init__(self, parts, scale):
        super().__init__()
        self.parts, self.scale = parts, scale
        self.heights = [part.wrap(WIDTH / scale, 10_000)[1] + part.getSpaceAfter() for part in parts]

    @property
    def height_drawn(self):
        """What it takes of the page."""
        return sum(self.heights) * self.scale

    def wrap(self, room, height):
        """Width and height, as reportlab asks for them."""
        return WIDTH, self.height_drawn

    def draw(self):
        """Onto the page, from the top down."""
        self.canv.scale(self.scale, self.scale)
        top = sum(self.heights)
        for part, height in zip(self.parts, self.heights, strict=True):
            part.drawOn(self.canv, 0, top - height + part.getSpaceAfter())
            top -= height


def _page(content):
    """Everything on the sheet, as large as fits; the smallest of all still holds the longest names and stories."""
    page = None
    for scale in SCALES:
        page = _Scaled(_parts(content, WIDTH / scale), scale)
        if page.height_drawn <= HEIGHT:
            break
    return page


def _title(content):
    return _("%(edition)s, figures and stories") % {"edition": content.text("edition")}


def _footer(content):
    about = " · ".join(part for part in (content.text("organisation"), content.text("programme"), content.text("edition")) if part)
    return (wrap(about, WIDTH - 30 * mm, 7)[0], _("As it was known on %(day)s.") % {"day": show_day(content.span.as_of)})


def _parts(content, width):
    overview = content.overview
    period = _("%(first)s to %(last)s") % {"first": show_day(content.span.first), "last": show_day(content.span.until)}
    known = _("as it was known on %(day)s") % {"day": show_day(content.span.as_of)}
    head = [text(content.text("programme"), "kicker"), text(_title(content), "title"), text(f"{period}, {known}", "label"), Spacer(0, 6)]
    half = (width - BETWEEN) / 2
    left = [text(_("What was counted"), "heading"), _numbers(overview, half)]
    right = [part for line in _drawn(overview) for part in _bars(line, half)]
    right += [part for line in overview.tables if line.figure.key in ("goals_closed", "referrals") for part in _table(line, half)]
    columns = Table([[left, "", right]], colWidths=[half, BETWEEN, half])
    columns.setStyle(TableStyle(_plain()))
    notes = [text(note, "small", width) for note in (NOT_PROOF, WHY_HIDDEN, _("A dash in a table: not shown."))]
    return [*head, columns, Spacer(0, 4), *_stories(content.stories, width), Spacer(0, 6), *notes]


def _plain():
    return [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]


def _numbers(overview, half):
    lines = []
    for line in [*overview.numbers, *(line for line in overview.divided if line.figure.key == "ladder")]:
        # No line may break between a number and its sign.
        value = f"{line.value}\n{line.percentage}".replace(" %", "\N{NO-BREAK SPACE}%") if line.percentage else line.value
        if line.figure.key == "ladder":
            value = ", ".join(f"{name}: {number}" for name, number in line.parts)
        details = [text(line.title, "value"), text(line.definition.meaning, "small")]
        if line.excluded:
            details.append(text(_("Left out: %(who)s.") % {"who": ", ".join(line.excluded)}, "small"))
        lines.append([details, text(value, "strong_number")])
    if not lines:
        return text(_("There is nothing to count yet."), "body")
    table = Table(lines, colWidths=[half * 0.68, half * 0.32])
    table.setStyle(TableStyle([*_plain(), ("LINEBELOW", (0, 0), (-1, -1), 0.5, GRID)]))
    return table


def _drawn(overview):
    """What is drawn: why people ended and what became of sign-ups, in households where they are counted."""
    found = {}
    for line in overview.divided:
        if line.figure.key in ("ended", "sign_ups"):
            found.setdefault(line.figure.key, line)
    return found.values()


def _bars(line, half):
    parts = [text(line.title, "heading")]
    chart = line.chart
    if chart:
        rows = sorted(chart.rows, key=lambda row: -row[1])[:BARS]
        parts.append(ChartFlowable(chart.draw, rows, half))
    hidden = [name for name, number in line.figure.parts.items() if number is None]
    if hidden:
        parts.append(text(_("Not shown: %(parts)s.") % {"parts": ", ".join(line.name(name) for name in hidden)}, "small"))
    return parts


def _table(line, half):
    rows = sorted(line.figure.cells, key=lambda cell: -sum(line.figure.cells[key] or 0 for key in line.figure.cells if key[0] == cell[0]))
    names = list(dict.fromkeys(line.name(row) for row, _column in rows))[:ROWS]
    by_name = dict(line.rows)
    used = [place for place in range(len(line.columns)) if any(numbers[place] != "0" for numbers in by_name.values())]
    head = ["", *(text(capfirst(line.columns[place]), "head_number") for place in used)]
    lines = [head, *([text(capfirst(name), "value"), *(text(_dash(by_name[name][place]), "number") for place in used)] for name in names)]
    first = 0.34 if len(used) > 3 else 0.43
    table = Table(lines, colWidths=[half * first, *([half * (1 - first) / max(len(used), 1)] * len(used))])
    table.setStyle(TableStyle([*_plain(), ("LINEBELOW", (0, 0), (-1, 0), 1, INK), ("LINEBELOW", (0, 1), (-1, -1), 0.5, GRID)]))
    table.hAlign = "LEFT"
    return [text(line.title, "heading"), table]


def _dash(number):
    return "\N{EN DASH}" if number == str(HIDDEN) else number


def _stories(stories, width):
    if not stories:
        return []
    room = (width - 5 * mm * (len(stories) - 1)) / len(stories)
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
