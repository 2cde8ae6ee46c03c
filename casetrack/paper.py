"""What all PDFs share: A4 upright or across, embedded fonts, escaped words, a foot on every page, the same bytes for the same content and language."""

import io
from functools import cache
from xml.sax.saxutils import escape

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab import rl_config
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph

from casetrack.fonts import BOLD, REGULAR, font, in_reading_order, runs
from casetrack.hyphens import broken
from casetrack.palette import GRID, INK, MUTE, SERIES

# Nothing in a text may make the server fetch a file or an address.
rl_config.trustedSchemes = []
rl_config.trustedHosts = []

LEFT, WIDTH = 18 * mm, A4[0] - 36 * mm
TOP, BOTTOM = 16 * mm, 24 * mm
ACROSS = A4[1] - 36 * mm  # the room on a page that lies on its side


@cache
def _style(name):
    looks = {
        "title": {"fontName": BOLD, "fontSize": 19, "leading": 24, "spaceAfter": 4},
        "heading": {"fontName": BOLD, "fontSize": 11.5, "leading": 15, "spaceBefore": 12, "spaceAfter": 5},
        "body": {"fontSize": 9, "leading": 13},
        "letter": {"fontSize": 10.5, "leading": 15},
        "small": {"fontSize": 7.5, "leading": 9.6, "textColor": MUTE},
        "label": {"fontSize": 8.2, "leading": 11, "textColor": MUTE},
        "value": {"fontSize": 8.8, "leading": 11.5},
        "strong": {"fontName": BOLD, "fontSize": 9, "leading": 12},
        "head": {"fontName": BOLD, "fontSize": 8, "leading": 10.5},
        "head_number": {"fontName": BOLD, "fontSize": 8, "leading": 10.5, "alignment": TA_RIGHT},
        "number": {"fontSize": 9, "leading": 12, "alignment": TA_RIGHT},
        "strong_number": {"fontName": BOLD, "fontSize": 9.5, "leading": 12, "alignment": TA_RIGHT},
        "narrow_head": {"fontName": BOLD, "fontSize": 7, "leading": 8.8},
        "narrow_head_number": {"fontName": BOLD, "fontSize": 7, "leading": 8.8, "alignment": TA_RIGHT},
        "derived": {"fontSize": 7.5, "leading": 12, "textColor": MUTE, "alignment": TA_RIGHT},
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


def hyphenated(words, style, room) -> Paragraph:
    """As `text`, for a narrow column of `room` points: long words are broken where a hyphen may stand."""
    look = _style(style)
    return text("\n".join(broken(str(words), room, look.fontSize, look.fontName)), style, room)


def turned(across: bool) -> list:
    """Go on on a new page: on its side, as wide as ACROSS, or upright."""
    return [NextPageTemplate("across" if across else "upright"), PageBreak()]


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
        right = self._pagesize[0] - LEFT
        self.setStrokeColor(GRID)
        self.setLineWidth(0.6)
        self.line(LEFT, 18 * mm, right, 18 * mm)
        self.setFillColor(MUTE)
        self.setFont(REGULAR, 7)
        self.drawRightString(right, 14 * mm, page)
        for place, line in enumerate(self._footer):
            y = 14 * mm - place * 9
            start = LEFT
            for name, piece in runs(line):
                self.setFont(font(name).fontName, 7)
                self.drawString(start, y, piece)
                start += font(name).stringWidth(piece, 7)


def build(parts, *, title, author, subject, footer=()) -> bytes:
    """The PDF of these flowables, in the active language; `footer` are the lines at the foot of every page.

    The same parts give the same bytes; no date of printing stands in it.
    """
    stream = io.BytesIO()
    document = BaseDocTemplate(
        stream,
        pagesize=A4,
        title=title,
        author=author,
        subject=subject,
        creator="casetrack",
        lang=get_language(),
        displayDocTitle=True,
        invariant=1,
    )
    for name, size in (("upright", A4), ("across", landscape(A4))):
        frame = Frame(LEFT, BOTTOM, size[0] - 2 * LEFT, size[1] - TOP - BOTTOM, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate(name, [frame], pagesize=size))
    document.build(parts, canvasmaker=lambda *args, **options: FootedCanvas(*args, footer=footer, **options))
    return stream.getvalue()
