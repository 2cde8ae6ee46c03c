"""The picture of a network: the person in the middle, who is closer stands in an inner ring.

Informal contacts are circles on the left, formal ones squares on the right, so that nothing hangs
on a colour alone. The same members always give the same picture. It is written as SVG with
classes only, which a strict CSP allows; static/participants/plan.css gives the colours.
"""

from dataclasses import dataclass
from html import escape
from math import cos, pi, radians, sin

from django.utils.safestring import SafeString, mark_safe

RINGS = (1, 2, 3)
SHIFTS = (0, 0.25, -0.25)  # of the room of one node: turned a little where the next ring is in the way
SPREAD = 144  # degrees of each half that are used: above and below stand the names of the rings
LONGEST_NAME = 13
LETTER = 0.58  # mean width of a letter, as a part of its height


@dataclass(frozen=True)
class Node:
    """Somebody in the picture: the number in the list, the name, the side, the ring from 1 (close) to 3, and whether this is a newcomer."""

    number: int
    name: str
    informal: bool
    ring: int
    new: bool = False


@dataclass(frozen=True)
class Style:
    """Measures of a picture, in units of the drawing: with names, or with numbers only."""

    named: bool
    node: float  # half the width of a node
    first: float  # radius of the first arc
    ring: float  # from the first arc of one ring to that of the next, when one arc is enough
    arc: float  # from one arc to the next inside a ring
    text: float
    largest: float  # no larger than this, or the names would become too small


NAMED = Style(named=True, node=15, first=112, ring=90, arc=50, text=17, largest=348)
NUMBERED = Style(named=False, node=12, first=58, ring=36, arc=28, text=12, largest=float("inf"))


@dataclass(frozen=True)
class Layout:
    """Where everybody stands, seen from the middle: nodes with x and y, and the outer radius of each ring."""

    style: Style
    places: list[tuple[Node, float, float]]
    edges: tuple[float, ...]

    @property
    def radius(self) -> float:
        """Of the outer ring."""
        return self.edges[-1]


def short(name: str, longest=LONGEST_NAME) -> str:
    """The name, cut where it is too long for the picture."""
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def layout(nodes, style) -> Layout | None:
    """Place the nodes ring by ring, each half on as many arcs as it needs; None when it grows larger than the style allows."""
    places, boxes, edges, radius = [], [], [], style.first
    for ring in RINGS:
        last = radius
        for informal in (True, False):
            waiting, arc = [node for node in nodes if node.ring == ring and node.informal == informal], radius
            while waiting:
                if arc > style.largest:
                    return None
                taken = _on_arc(waiting, arc, boxes, style)
                places += taken
                boxes += [_box(*place, style) for place in taken]
                waiting, last, arc = waiting[len(taken) :], max(last, arc), arc + style.arc
        edges.append(last + style.ring / 2)
        radius = last + style.ring
    return Layout(style, places, tuple(edges)) if edges[-1] <= style.largest + style.ring else None


def _on_arc(waiting, radius, boxes, style):
    """As many of the first ones as stand free of each other and of those before, evenly spread over one arc."""
    most = max(1, int(pi * radius / (2 * style.node)))
    for many in range(min(len(waiting), most), 0, -1):
        for shift in SHIFTS:
            places = [(node, *_point(node.informal, radius, (place + 0.5 + shift) / many)) for place, node in enumerate(waiting[:many])]
            if _free([_box(*place, style) for place in places], boxes):
                return places
    return []


def _point(informal, radius, share):
    angle = radians(SPREAD * (share - 0.5))
    return (-1 if informal else 1) * radius * cos(angle), radius * sin(angle)


def _box(node, x, y, style):
    """Left, top, right and bottom of a node with its name."""
    half = max(style.node, len(short(node.name)) * style.text * 0.29 if style.named else 0) + 2
    return x - half, y - style.node - 2, x + half, y + style.node + (style.text + 5 if style.named else 2)


def _free(new, old) -> bool:
    return not any(_touch(one, other) for place, one in enumerate(new) for other in (*old, *new[:place]))


def _touch(one, other) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@dataclass(frozen=True)
class Words:
    """The words of a picture, in the user's language."""

    title: str
    description: str
    middle: str
    informal: str
    formal: str
    rings: tuple[str, str, str]


def style_of(*drawings) -> Style:
    """Names where they fit in every one of these pictures (lists of nodes), so that they look alike; else numbers stand for the names."""
    return NAMED if all(layout(nodes, NAMED) for nodes in drawings) else NUMBERED


def picture(nodes, words: Words, *, key: str, style: Style) -> SafeString:
    """The drawing as one <svg>; `key` makes the ids of title and description unique on the page.

    `style` must have room for the nodes: see `style_of`.
    """
    placed = layout(nodes, style)
    beside = 44 if style.named else 8
    half, top = placed.radius + beside, placed.radius + 26
    parts = [*_ground(placed, words), *_sides(words, half, top, style), *_middle(words, style)]
    parts += [part for place in placed.places for part in _node(*place, style)]
    box = f"{-half:g} {-top:g} {2 * half:g} {top + placed.radius + 8:g}"
    return mark_safe(  # noqa: S308  every text in it was escaped
        f'<svg class="map" role="img" aria-labelledby="{key}-title {key}-description" xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
        f'<title id="{key}-title">{escape(words.title)}</title><desc id="{key}-description">{escape(words.description)}</desc>{"".join(parts)}</svg>'
    )


def _text(x, y, text, size, kind, anchor="middle"):
    return f'<text class="map__{kind}" x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}">{escape(text)}</text>'


def _ground(placed, words):
    """Rings from the outside in, the line between the two sides, and the names of the rings below the middle."""
    edges = placed.edges
    yield from (f'<circle class="map__ring map__ring--{ring}" r="{edge:g}"/>' for ring, edge in reversed(list(zip(RINGS, edges, strict=True))))
    yield f'<line class="map__axis" x1="0" y1="{-edges[-1]:g}" x2="0" y2="{edges[-1]:g}"/>'
    for edge, name in zip(edges, words.rings, strict=True):
        yield _text(0, edge - 5, name, placed.style.text - 3, "label")


def _sides(words, half, top, style):
    yield _text(-half + 4, -top + 16, words.informal, style.text + 1, "side", "start")
    yield _text(half - 4, -top + 16, words.formal, style.text + 1, "side", "end")


def _middle(words, style):
    size = 42 if style.named else 27
    yield f'<circle class="map__me" r="{size}"/>'
    text, room = (style.text if style.named else 10), 2 * (size - 4)
    whole = room / (LETTER * text * max(len(words.middle), 1)) >= 0.7  # smaller than that nobody can read it
    name = words.middle if whole else words.middle[:1]
    yield _text(0, text / 3, name, min(text, room / (LETTER * max(len(name), 1))), "me-name")


def _node(node, x, y, style):
    kind, size = "informal" if node.informal else "formal", style.node
    mark = f"map__{kind}{' map__new' if node.new else ''}"
    if node.informal:
        yield f'<circle class="{mark}" cx="{x:.1f}" cy="{y:.1f}" r="{size:g}"/>'
    else:
        yield f'<rect class="{mark}" x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size:g}" height="{2 * size:g}" rx="2"/>'
    yield _text(x, y + style.text / 3, str(node.number), min(style.text, 15) - 1, f"{kind}-number")
    if style.named:
        yield _text(x, y + size + style.text, short(node.name), style.text, "name")
    if node.new:
        yield star(x + size * 0.85, y - size * 0.85, 6.5)


def star(x, y, size) -> str:
    """A star of five points, which marks a newcomer."""
    points = ((size if point % 2 == 0 else size * 0.45, radians(point * 36 - 90)) for point in range(10))
    return f'<polygon class="map__star" points="{" ".join(f"{x + far * cos(angle):.1f},{y + far * sin(angle):.1f}" for far, angle in points)}"/>'
