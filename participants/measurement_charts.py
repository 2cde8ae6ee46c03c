"""Pictures of measurements as SVG: attributes and classes only, so that a strict CSP holds.

Texts in a picture are short; names stand in full in the table beside it. A mark is a circle with the
number of its moment: 1 start, 2 halfway, and so on, so that no colour has to be told apart.
"""

import math
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from programmes.instruments.bands import meanings
from programmes.instruments.definition import Definition

WIDTH, RADIUS, SIZE = 320, 11, 13
LETTER = 7.6  # an average letter of this size is no wider
LEAST_STEP, STEP = 8, 20  # how high a step of a ladder is


@dataclass(frozen=True)
class Mark:
    """The scores at one moment: the number that stands in its circle, and whether it is the newest."""

    number: int
    scores: dict
    newest: bool


def draw(definition: Definition, marks: list[Mark], *, key: str, title: str, description: str) -> SafeString:
    """The picture of one person's scores; `key` makes its ids unique on the page."""
    body, height = DRAWINGS[definition.scoring](definition, marks)
    return _svg(body, height, key, title, description)


def _svg(body, height, key, title, description):
    ids = (f"{key}-title", f"{key}-description")
    return format_html(
        '<svg class="chart measured" role="img" aria-labelledby="{} {}" viewBox="0 0 {} {}" width="{}" height="{}">'
        '<title id="{}">{}</title><desc id="{}">{}</desc>{}</svg>',
        *ids, WIDTH, _n(height), WIDTH, _n(height), ids[0], title, ids[1], description, body,
    )  # fmt: skip


def _n(number):
    return f"{number:.1f}".removesuffix(".0")


def _text(x, y, text, *, anchor="start", look="f-ink", bold=False):
    weight = "600" if bold else "400"
    return format_html(
        '<text x="{}" y="{}" font-size="{}" font-weight="{}" text-anchor="{}" class="{}">{}</text>', _n(x), _n(y), SIZE, weight, anchor, look, text
    )


def _line(x1, y1, x2, y2, look="s-grid"):
    return format_html('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke-width="1" class="{}"/>', _n(x1), _n(y1), _n(x2), _n(y2), look)


def _rect(x, y, width, height, look):
    return format_html('<rect x="{}" y="{}" width="{}" height="{}" rx="2" class="{}"/>', _n(x), _n(y), _n(width), _n(height), look)


def _mark(x, y, mark, radius=RADIUS):
    """A circle with a number: filled for the newest moment, open for the earlier ones."""
    look = "f-series-1 s-paper" if mark.newest else "f-paper s-mute"
    circle = format_html('<circle cx="{}" cy="{}" r="{}" stroke-width="1.5" class="{}"/>', _n(x), _n(y), _n(radius), look)
    return circle + _text(x, y + 4.5, mark.number, anchor="middle", look="f-paper" if mark.newest else "f-ink", bold=True)


def _all(parts):
    return format_html_join("", "{}", ((part,) for part in parts))


def _short(text, room):
    return Truncator(text).chars(max(int(room / LETTER), 2))


def _stacks(marks, code):
    """The marks of one score by value, in order of time."""
    found = {}
    for mark in marks:
        if (value := mark.scores.get(code)) is not None:
            found.setdefault(value, []).append(mark)
    return found


def _stairs(definition, marks):
    """A ladder as stairs: each step higher than the one before, with the moments on the step where somebody stood."""
    levels, stacks = definition.levels, _stacks(marks, definition.items[0].code)
    wide = WIDTH / len(levels)
    radius = min(RADIUS, wide / 2 - 1)
    rise = min(STEP, max(LEAST_STEP, 200 / len(levels)))
    head = (2 * radius + 3) * max([len(stack) for stack in stacks.values()] + [0]) + 4
    height = head + rise * len(levels) + 22
    parts = []
    for place, level in enumerate(levels):
        high = rise * (place + 1) + 20
        here = stacks.get(level.value, [])
        look = "f-series-1" if any(mark.newest for mark in here) else "f-series-5" if here else "f-grid"
        parts.append(_rect(place * wide + 1, height - high, wide - 2, high, look))
        parts.append(_text((place + 0.5) * wide, height - 6, level.value, anchor="middle", look="f-paper" if here else "f-ink", bold=bool(here)))
        for up, mark in enumerate(here):
            parts.append(_mark((place + 0.5) * wide, height - high - (2 * radius + 3) * up - radius - 3, mark, radius))
    return _all(parts), height


def _strips(definition, marks):
    """A line for each score from its lowest to its highest value, with the moments on it."""
    parts, top, first, last = [], 0, RADIUS * 2, WIDTH - RADIUS * 2
    asked = {code for mark in marks for code in mark.scores}
    for meaning in meanings(definition).values():
        if meaning.code not in asked:
            continue
        stacks = _stacks(marks, meaning.code)
        rows = max([len(stack) for stack in stacks.values()] + [1])
        middle = top + 26 + RADIUS
        parts.append(_text(0, top + 14, _short(str(meaning.name), WIDTH), bold=True))
        steps = meaning.maximum - meaning.minimum
        places = {value: first + (last - first) * (value - meaning.minimum) / steps for value in range(meaning.minimum, meaning.maximum + 1)}
        parts.append(_line(first, middle, last, middle, "s-mute"))
        if steps <= 12:
            parts += [_line(x, middle - 5, x, middle + 5, "s-mute") for x in places.values()]
        parts += [_text(0, middle + 5, meaning.minimum, look="f-mute"), _text(WIDTH, middle + 5, meaning.maximum, anchor="end", look="f-mute")]
        if not stacks:
            text = _("not measurable")
            parts += [_rect(WIDTH / 2 - len(text) * LETTER / 2 - 6, middle - 10, len(text) * LETTER + 12, 20, "f-paper")]
            parts.append(_text(WIDTH / 2, middle + 4.5, text, anchor="middle", look="f-mute"))
        for value, stack in stacks.items():
            parts += [_mark(places[value], middle + (2 * RADIUS + 2) * down, mark) for down, mark in enumerate(stack)]
        top = middle + RADIUS + (2 * RADIUS + 2) * (rows - 1) + 12
    return _all(parts), top


def _web(definition, marks):
    """A web with an axis for each item, from the lowest mark in the middle to the highest at the rim."""
    items, reach, middle, height = definition.items, 84, WIDTH / 2, 270
    centre = height / 2

    def at(place, part):
        turn = 2 * math.pi * place / len(items)
        return middle + reach * part * math.sin(turn), centre - reach * part * math.cos(turn)

    def ring(part):
        return " ".join(f"{_n(x)},{_n(y)}" for x, y in (at(place, part) for place in range(len(items))))

    parts = [format_html('<polygon points="{}" fill="none" stroke-width="1" class="s-grid"/>', ring(part)) for part in (0.25, 0.5, 0.75, 1)]
    for place, item in enumerate(items):
        parts.append(_line(middle, centre, *at(place, 1)))
        parts += _axis_name(str(item.name), *at(place, 1.14), middle)
    parts += [_shape(definition, mark, at) for mark in marks]
    return _all(parts), height


def _axis_name(name, x, y, middle):
    side = "middle" if abs(x - middle) < 2 else "start" if x > middle else "end"
    room = WIDTH - 8 if side == "middle" else WIDTH - x if side == "start" else x
    lines = [""]
    for word in name.split():
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(joined) * LETTER > room:
            lines.append(word)
        else:
            lines[-1] = joined
    lines = [_short(line, room) for line in lines[:2]]
    return [_text(x, y + 4 + 15 * (place - (len(lines) - 1) / 2), line, anchor=side) for place, line in enumerate(lines)]


def _shape(definition, mark, at):
    """The marks of one moment, joined where every axis has one; a gap in the web is not bridged."""
    span = definition.maximum - definition.minimum
    known = [(place, mark.scores.get(item.code)) for place, item in enumerate(definition.items)]
    points = [at(place, (value - definition.minimum) / span) for place, value in known if value is not None]
    look = "s-series-1" if mark.newest else "s-mute is-earlier"
    joined = ""
    if len(points) == len(known):
        joined = format_html(
            '<polygon points="{}" fill="none" stroke-width="2.5" class="{}"/>', " ".join(f"{_n(x)},{_n(y)}" for x, y in points), look
        )
    return joined + _all(_mark(x, y, mark, 9) for x, y in points)


DRAWINGS = {"ladder": _stairs, "de_jong_gierveld": _strips, "profile": _strips, "web": _web}


def draw_group(score, *, key: str) -> SafeString:
    """Bars of one score of a group: for each class a bar for each moment, with its number or that it is hidden."""
    numbers = [cell.number for row in score.told for cell in row.cells if cell.number]
    most, thick, top, parts = max([*numbers, 1]), 18, 0, []
    for place, cell in enumerate(score.told[0].cells):
        parts.append(_text(0, top + 14, _short(cell.label, WIDTH), bold=True))
        top += 20
        for number, row in enumerate(score.told, start=1):
            found = row.cells[place].number
            length = (WIDTH - 100) * (found or 0) / most
            parts.append(_text(12, top + 14, number, anchor="middle", look="f-mute"))
            if found:
                parts.append(_rect(26, top, max(length, 2), thick, f"f-series-{number}"))
            text = _("hidden") if found is None else found
            parts.append(_text(32 + length, top + 14, text, look="f-mute" if found is None else "f-ink", bold=found is not None))
            top += thick + 4
        top += 8
    return _svg(_all(parts), top, key, score.name, group_in_words(score))


def group_in_words(score) -> str:
    """The numbers of a picture of a group, in words."""
    rows = []
    for row in score.told:
        told = ", ".join(f"{cell.label}: {_('hidden') if cell.number is None else cell.number}" for cell in row.cells)
        rows.append(f"{row.label}: {told}")
    return "; ".join(rows)
