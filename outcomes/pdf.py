"""The report as a PDF: A4, embedded fonts, the same bytes for the same content and language."""

import io
from functools import cache
from xml.sax.saxutils import escape

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from reportlab import rl_config
from reportlab.graphics import renderPDF
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Paragraph, Spacer, Table, TableStyle

from outcomes import charts
from outcomes.fonts import BOLD, REGULAR, font, in_reading_order, runs, wrap
from outcomes.palette import GRID, INK, MUTE, SERIES, SOFT
from outcomes.statements import Statement

# Nothing in a text may make the server fetch a file or an address.
rl_config.trustedSchemes = []
rl_config.trustedHosts = []

LEFT, WIDTH = 18 * mm, A4[0] - 36 * mm
TOP, BOTTOM = 16 * mm, 24 * mm


READING = gettext_lazy("N is the number of people to whom the figure applies. D is the number of people it is compared with.")


@cache
def _style(name):
    looks = {
        "title": {"fontName": BOLD, "fontSize": 19, "leading": 24, "spaceAfter": 4},
        "heading": {"fontName": BOLD, "fontSize": 11.5, "leading": 15, "spaceBefore": 12, "spaceAfter": 5},
        "body": {"fontSize": 9, "leading": 13},
        "small": {"fontSize": 7.5, "leading": 9.6, "textColor": MUTE},
        "label": {"fontSize": 8.2, "leading": 11, "textColor": MUTE},
        "value": {"fontSize": 8.8, "leading": 11.5},
        "strong": {"fontName": BOLD, "fontSize": 9, "leading": 12},
        "head": {"fontName": BOLD, "fontSize": 8, "leading": 10.5},
        "head_number": {"fontName": BOLD, "fontSize": 8, "leading": 10.5, "alignment": TA_RIGHT},
        "number": {"fontSize": 9, "leading": 12, "alignment": TA_RIGHT},
        "strong_number": {"fontName": BOLD, "fontSize": 9.5, "leading": 12, "alignment": TA_RIGHT},
        "kicker": {"fontName": BOLD, "fontSize": 8.5, "leading": 12, "textColor": SERIES[0]},
    }[name]
    for each in (REGULAR, BOLD):
        font(each)
    return ParagraphStyle(name, **{"fontName": REGULAR, "textColor": INK, "bulletFontName": REGULAR, "splitLongWords": 1, **looks})


def text(words, style="body", room=WIDTH) -> Paragraph:
    """The only way in which words get into the PDF: everything in them is escaped, so nothing in them is markup.

    Characters that Inter lacks are set in a spare font, or as an empty box.
    """
    look, pieces = _style(style), []
    for name, piece in runs(in_reading_order(str(words).replace("\t", " "), room, look.fontSize), look.fontName):
        shown = escape(piece).replace("\n", "<br/>")
        pieces.append(shown if name == look.fontName else f'<font name="{name}">{shown}</font>')
    return Paragraph("".join(pieces), look)


class ChartFlowable(Flowable):
    """A chart as wide as its room, usually the page; drawn larger and scaled, so that its texts are no larger than those around it."""

    scale = 0.75

    def __init__(self, draw, rows, room=WIDTH):
        super().__init__()
        self.drawing = draw(rows, room / self.scale)

    def wrap(self, room, height):
        """Width and height, as reportlab asks for them."""
        return self.drawing.width * self.scale, self.drawing.height * self.scale

    def draw(self):
        """Onto the page."""
        self.canv.scale(self.scale, self.scale)
        renderPDF.draw(self.drawing, self.canv, 0, 0)


class FootedCanvas(Canvas):
    """Knows how many pages there are before it writes their feet; adds no font that is not embedded."""

    def __init__(self, *args, footer=(), **options):
        super().__init__(*args, **{**options, "initialFontName": REGULAR})
        self._footer, self._pages = footer, []
        self.setProducer("casetrack")

    def showPage(self):  # noqa: N802  the name is reportlab's
        """Keep the page until the number of pages is known."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        """Write every page with its foot."""
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self._draw_foot(_("page %(number)s of %(total)s") % {"number": number, "total": len(self._pages)})
            super().showPage()
        super().save()

    def _draw_foot(self, page):
        self.setStrokeColor(GRID)
        self.setLineWidth(0.6)
        self.line(LEFT, 18 * mm, LEFT + WIDTH, 18 * mm)
        self.setFillColor(MUTE)
        self.setFont(REGULAR, 7)
        self.drawRightString(LEFT + WIDTH, 14 * mm, page)
        for place, line in enumerate(self._footer):
            y = 14 * mm - place * 9
            start = LEFT
            for name, piece in runs(line):
                self.setFont(font(name).fontName, 7)
                self.drawString(start, y, piece)
                start += font(name).stringWidth(piece, 7)


def _title(statement):
    parts = [text(statement.standing, "kicker"), text(statement.title or _("Uitstroom of %(edition)s") % {"edition": statement.edition}, "title")]
    if statement.logo_line:
        parts.append(text(statement.logo_line, "label"))
    return [*parts, Spacer(0, 6)]


def _facts(statement):
    pairs = [[text(label, "label"), text(value, "value")] for label, value in statement.facts]
    half = (len(pairs) + 1) // 2
    lines = [left + right for left, right in zip(pairs[:half], [*pairs[half:], [text("", "label"), text("", "value")]][:half], strict=True)]
    side = WIDTH / 2
    table = Table(lines, colWidths=[side * 0.38, side * 0.62] * 2)
    table.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("BACKGROUND", (0, 0), (-1, -1), SOFT),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
                ("LEFTPADDING", (0, 0), (-1, -1), 7),
            ]
        )
    )
    return table


def _figures(statement):
    lines = [
        [
            "",
            text(_("Figure"), "head"),
            text(_("N of D"), "head_number"),
            text(_("Percentage"), "head_number"),
            text(_("Left out of D"), "head"),
        ]
    ]
    for row in statement.rows:
        left_out = row.excluded or ["–"]
        lines.append(
            [
                text(row.letter, "strong"),
                [text(capfirst(row.figure.name), "strong"), text(row.figure.meaning, "small"), *_waiting(row)],
                text(row.fraction, "number"),
                text(row.percentage, "strong_number"),
                text("\n".join(left_out), "small"),
            ]
        )
    table = Table(lines, colWidths=[12 * mm, WIDTH - 82 * mm, 16 * mm, 21 * mm, 33 * mm], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 1, INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.5, GRID),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ]
        )
    )
    return table


def _waiting(row):
    return [text(row.figure.maturity, "small")] if row.figure.waiting else []


def _section(heading, *parts):
    return KeepTogether([text(heading, "heading"), *parts])


def _story(statement):
    story = [*_title(statement), _facts(statement), text(_("Figures"), "heading"), _figures(statement), Spacer(0, 4)]
    story.append(text(READING, "small"))
    if statement.steps:
        story.append(_section(_("From sign-up to placement, in people"), ChartFlowable(charts.bars, statement.steps)))
    if statement.countries:
        story.append(_section(_("Placed, by country, in people"), ChartFlowable(charts.stacked, statement.countries)))
    if statement.sums:
        story.append(_section(_("These sums must close"), *(text(line) for line in statement.sums)))
    if statement.explanation:
        story.append(text(_("Explanation"), "heading"))
        story += [text(line) if line.strip() else Spacer(0, 6) for line in statement.explanation.splitlines()]
    return story


def _footer(statement):
    about = " · ".join(part for part in (statement.organisation, statement.edition, statement.reference) if part)
    about = wrap(about, WIDTH - 30 * mm, 7)[0]
    if not statement.number:
        return (about, statement.standing)
    return (about, _("Version %(number)s · checksum %(checksum)s") % {"number": statement.number, "checksum": statement.checksum})


def render(statement: Statement) -> bytes:
    """The PDF of a statement, in the active language.

    The same statement gives the same bytes; no date of printing stands in it.
    """
    stream, footer = io.BytesIO(), _footer(statement)
    document = BaseDocTemplate(
        stream,
        pagesize=A4,
        title=statement.title or _("Uitstroom of %(edition)s") % {"edition": statement.edition},
        author=statement.organisation,
        subject=f"{statement.programme}, {statement.edition}",
        creator="casetrack",
        lang=get_language(),
        displayDocTitle=True,
        invariant=1,
    )
    frame = Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    document.build(_story(statement), canvasmaker=lambda *args, **options: FootedCanvas(*args, footer=footer, **options))
    return stream.getvalue()
