"""Charts: the numbers, the room for texts, and an SVG that a strict policy lets through."""

import re
from xml.etree import ElementTree

import pytest
from reportlab.graphics.shapes import Circle, Rect, String

from casetrack.fonts import in_reading_order, runs, width, wrap
from casetrack.palette import PAPER, SERIES
from outcomes import svg
from outcomes.charts import NARROW, WIDE, Chart, bars, columns, stacked

LONG = "Bedrijfsbeëindigingsvergoedingsregelingen en arbeidsongeschiktheidsverzekeringsmaatschappijen"
ROWS = [("signed up", 35), (LONG, 15), ("nothing", 0), ("<b>& placed</b>", 7)]
DRAWN = [(draw, room) for draw in (bars, stacked, columns) for room in (WIDE, NARROW)]


def texts(drawing):
    """Every text with the room it takes: left, bottom, right, top."""
    for shape in drawing.contents:
        if isinstance(shape, String):
            long = width(shape.text, shape.fontSize, shape.fontName)
            left = shape.x - {"start": 0, "middle": long / 2, "end": long}[shape.textAnchor]
            yield shape.text, (left, shape.y - 2, left + long, shape.y + shape.fontSize * 0.75)


@pytest.mark.parametrize(("draw", "room"), DRAWN)
def test_no_text_leaves_the_drawing_or_touches_another(draw, room):
    drawing = draw([(f"label {n}", n) for n in range(24)] if draw is columns else ROWS, room)
    boxes = list(texts(drawing))
    for text, (left, bottom, right, top) in boxes:
        assert left >= -0.5, text
        assert right <= room + 0.5, text
        assert bottom >= -0.5, text
        assert top <= drawing.height + 0.5, text
    for place, (_, a) in enumerate(boxes):
        for _, b in boxes[place + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (boxes[place], b)


@pytest.mark.parametrize("room", [WIDE, NARROW])
def test_bars_are_as_long_as_their_numbers(room):
    found = {shape.width for shape in bars([("a", 10), ("b", 5), ("c", 0)], room).contents if isinstance(shape, Rect)}
    long, short = sorted(found, reverse=True)
    assert long == pytest.approx(2 * short)


@pytest.mark.parametrize("draw", [bars, stacked, columns])
def test_every_number_of_a_chart_stands_in_it_as_text(draw):
    words = " ".join(text for text, _ in texts(draw([("a", 12), ("b", 3)], WIDE)))
    assert "12" in words
    assert "3" in words


@pytest.mark.parametrize("draw", [bars, stacked, columns])
def test_a_chart_of_nothing_is_drawn_too(draw):
    assert draw([], WIDE).width == WIDE
    assert draw([("a", 0)], NARROW).width == NARROW


def test_the_svg_holds_no_style_no_script_and_no_markup_of_a_label():
    text = Chart("funnel", "A <title>", ROWS, bars).svg
    root = ElementTree.fromstring(f"<page>{text}</page>")
    names = {element.tag.split("}")[-1] for element in root.iter()}
    assert names == {"page", "div", "svg", "title", "desc", "rect", "line", "text"}
    assert not [a for element in root.iter() for a in element.attrib if a == "style" or a.startswith("on") or a.endswith("href")]
    assert "<b>" not in text


def test_the_svg_has_a_name_and_the_numbers_in_words_and_ids_once():
    text = Chart("funnel", "From sign-up", ROWS[:1], bars).svg
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 4
    assert text.count('aria-labelledby="funnel-') == 2
    assert "signed up: 35</desc>" in text


def test_every_colour_of_the_svg_has_a_class_for_the_dark_theme():
    for draw in (bars, stacked, columns):
        for tag in re.findall(r"<(?:rect|line|text) [^>]*>", Chart("k", "t", ROWS[:2], draw).svg):
            assert 'class="' in tag, tag


def test_a_shape_that_the_writer_does_not_know_is_refused():
    drawing = bars([("a", 1)], WIDE)
    drawing.add(Circle(1, 1, 1))
    with pytest.raises(TypeError, match="Circle"):
        svg.inline(drawing, key="k", title="t", description="d")


def contrast(one, other):
    def light(colour):
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (colour.red, colour.green, colour.blue)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", SERIES)
def test_white_numbers_on_each_colour_can_be_read(colour):
    assert contrast(colour, PAPER) >= 4.5


@pytest.mark.parametrize("room", [40, 90, 200])
def test_wrapping_keeps_every_letter_and_fits(room):
    lines = wrap(LONG, room, 12)
    assert "".join(lines).replace("-", "").replace(" ", "") == LONG.replace(" ", "")
    assert all(width(line, 12) <= room for line in lines)


def test_characters_that_inter_lacks_get_another_font_or_an_empty_box():
    assert runs("a😀\u200d漢א") == [("Inter", "a"), ("DejaVuSans", "😀"), ("Inter", "□"), ("DejaVuSans", "א")]


def test_words_from_right_to_left_are_turned_round_and_others_stay():
    assert in_reading_order("say שלום עולם now", 400, 9) == "say םלוע םולש now"
    assert in_reading_order("say it now", 400, 9) == "say it now"
