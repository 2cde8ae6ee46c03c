"""The report as a PDF: A4, embedded fonts, the same bytes for the same content and language."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reportlab.graphics import renderPDF
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from casetrack.fonts import REGULAR, wrap
from casetrack.palette import GRID, INK, SOFT
from casetrack.paper import WIDTH, build, text
from outcomes import charts
from outcomes.statements import Statement

READING = gettext_lazy("N is the number of people to whom the figure applies. D is the number of people it is compared with.")


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
    return build(
        _story(statement),
        title=statement.title or _("Uitstroom of %(edition)s") % {"edition": statement.edition},
        author=statement.organisation,
        subject=f"{statement.programme}, {statement.edition}",
        footer=_footer(statement),
    )
