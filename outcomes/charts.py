"""Charts, drawn once with reportlab's shapes: the page writes them as SVG, the PDF draws them directly.

Each function returns a drawing of the width that was asked for; texts are measured, so that
a long label wraps and never runs into a bar. Numbers and labels stand beside every colour.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from reportlab.graphics.shapes import Drawing, Line, Rect, String

from casetrack.fonts import BOLD, REGULAR, font, width, wrap
from casetrack.palette import GRID, INK, MUTE, PAPER, SERIES
from outcomes import svg

WIDE, NARROW = 540, 290
SIZE, LEADING, BAR, GAP = 12, 15, 22, 12


@dataclass(frozen=True)
class Chart:
    """A chart with the same numbers as a table: `rows` are (label, number), `draw` makes it for a width, `unit` is what is counted."""

    key: str
    title: str
    rows: list[tuple[str, int]]
    draw: Callable
    unit: str = ""

    @property
    def svg(self) -> SafeString:
        """The drawing twice: for a desktop, and narrow for a phone with texts of the same size; a page shows one."""
        return mark_safe("".join(self._drawn(*each) for each in (("wide", WIDE), ("phone", NARROW))))  # noqa: S308  escaped in outcomes.svg

    def _drawn(self, name, room):
        drawn = svg.inline(self.draw(self.rows, room), key=f"{self.key}-{name}", title=self.title, description=self.description)
        return f'<div class="figure--{name}-only">{drawn}</div>'

    @property
    def description(self) -> str:
        """The numbers in words, for who does not see the drawing."""
        return ", ".join(f"{label}: {number}" for label, number in self.rows)

    @property
    def heads(self) -> list[str]:
        """The headings of the table."""
        return [_("what"), self.unit or _("people")]

    @property
    def total(self) -> int:
        """Everything in the chart together."""
        return sum(number for _, number in self.rows)


def _drawing(room, height):
    # Without its own first font, reportlab would name Helvetica in the PDF, which is not embedded.
    font(REGULAR)
    return Drawing(room, height, initialFontName=REGULAR)


def _text(x, y, text, *, anchor="start", bold=False, colour=INK):
    return String(x, y, str(text), fontName=font(BOLD if bold else REGULAR).fontName, fontSize=SIZE, textAnchor=anchor, fillColor=colour)


def _shown(rows):
    return [(capfirst(str(label)), number) for label, number in rows]


def _bar(x, y, length, colour, height=BAR):
    return Rect(x, y, length, height, rx=2, ry=2, fillColor=colour, strokeColor=None)


def bars(rows, room) -> Drawing:
    """A horizontal bar for each row, with its number behind it; on a narrow drawing the label stands above the bar."""
    rows = _shown(rows)
    most = max([number for _, number in rows] + [1])
    behind = max([width(str(number), SIZE, BOLD) for _, number in rows] + [0]) + 8
    beside = room >= 500
    column = min(max([width(label, SIZE) for label, _ in rows] + [0]) + 12, room * 0.42) if beside else 0
    texts = [wrap(label, column - 12 if beside else room, SIZE) for label, _ in rows]
    heights = [max(BAR, LEADING * len(lines)) if beside else BAR + LEADING * len(lines) + 2 for lines in texts]
    drawing = _drawing(room, sum(heights) + GAP * max(len(rows) - 1, 0) + 4)
    top = drawing.height - 2
    for (_label, number), lines, height in zip(rows, texts, heights, strict=True):
        bottom = top - height + (max(height - BAR, 0) / 2 if beside else 0)
        first = top - height / 2 + LEADING * len(lines) / 2 - SIZE if beside else top - SIZE
        for place, line in enumerate(lines):
            drawing.add(_text(0, first - place * LEADING, line))
        length = (room - column - behind) * number / most
        drawing.add(Line(column, bottom, column, bottom + BAR, strokeColor=MUTE, strokeWidth=1))
        if number:
            drawing.add(_bar(column, bottom, max(length, 2), SERIES[0]))
        drawing.add(_text(column + length + 8, bottom + (BAR - SIZE) / 2 + 2, number, bold=True))
        top -= height + GAP
    return drawing


def stacked(rows, room) -> Drawing:
    """One bar that is divided over the rows, with a legend that names each part and its number."""
    rows = _shown(rows)
    total = sum(number for _, number in rows)
    legend, x, line = [], 0, 0
    for place, (label, number) in enumerate(rows):
        text = f"{label}: {number}"
        for piece, part in enumerate(wrap(text, room - 20, SIZE)):
            long = 20 + width(part, SIZE) + 18
            if x and (piece or x + long - 18 > room):
                x, line = 0, line + 1
            legend.append((x, line, part, None if piece else SERIES[place % len(SERIES)]))
            x += long
    drawing = _drawing(room, 34 + (line + 1) * 19 + 6)
    bottom, x = drawing.height - 34, 0
    if not total:
        drawing.add(Rect(0, bottom, room, 32, rx=2, ry=2, fillColor=None, strokeColor=GRID, strokeWidth=1))
    for place, (_label, number) in enumerate(rows):
        length = room * number / total if total else 0
        if length:
            drawing.add(_bar(x, bottom, max(length - 2, 1), SERIES[place % len(SERIES)], 32))
        if length > width(str(number), SIZE, BOLD) + 8:
            drawing.add(_text(x + length / 2 - 1, bottom + 11, number, anchor="middle", bold=True, colour=PAPER))
        x += length
    for x, line, text, colour in legend:
        y = bottom - 20 - line * 19
        if colour:
            drawing.add(Rect(x, y - 1, 12, 12, rx=2, ry=2, fillColor=colour, strokeColor=None))
        drawing.add(_text(x + 20, y, text))
    return drawing


def columns(rows, room) -> Drawing:
    """A column for each row, in order of time; as many labels as fit without touching."""
    rows = _shown(rows)
    drawing = _drawing(room, 200)
    floor, high = 26, 148
    step = room / max(len(rows), 1)
    thick = min(step * 0.7, 44)
    most = max([number for _, number in rows] + [1])
    widest = max([width(label, SIZE) for label, _ in rows] + [1]) + 10
    every = max(1, -(-int(widest) // max(int(step), 1)))
    drawing.add(Line(0, floor, room, floor, strokeColor=MUTE, strokeWidth=1))
    for place, (label, number) in enumerate(rows):
        middle = step * (place + 0.5)
        height = high * number / most
        if number:
            drawing.add(_bar(middle - thick / 2, floor, thick, SERIES[0], max(height, 2)))
            if width(str(number), SIZE, BOLD) <= step:
                drawing.add(_text(middle, floor + height + 5, number, anchor="middle", bold=True))
        if place % every == 0:
            half = width(label, SIZE) / 2
            drawing.add(_text(min(max(middle, half), room - half), floor - 18, label, anchor="middle", colour=MUTE))
    return drawing
