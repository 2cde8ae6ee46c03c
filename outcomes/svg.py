"""Write a reportlab drawing as SVG for a page: classes and attributes only, so that a strict CSP holds.

reportlab's own SVG writer puts everything in `style=`, which the policy of our pages blocks.
The colours of the light theme stand in the drawing; the class beside each lets a theme
replace it (casetrack/static, `.chart`).
"""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from reportlab.graphics import shapes

from casetrack.palette import CLASSES


def _hex(colour):
    return "#" + colour.hexval()[2:].lower()


def _paint(shape, *kinds):
    attributes, classes = [], []
    for kind in kinds:
        colour = getattr(shape, f"{kind}Color", None)
        if colour is None:
            attributes.append(f'{kind}="none"')
            continue
        attributes.append(f'{kind}="{_hex(colour)}"')
        if kind == "stroke":
            attributes.append(f'stroke-width="{shape.strokeWidth:g}"')
        if name := CLASSES.get(_hex(colour)):
            classes.append(f"{kind[0]}-{name}")
    return " ".join(attributes) + (f' class="{" ".join(classes)}"' if classes else "")


def _element(shape, height):
    match shape:
        case shapes.Group():
            return "".join(_element(part, height) for part in shape.contents)
        case shapes.Rect():
            corner = f' rx="{shape.rx:g}"' if shape.rx else ""
            place = f'x="{shape.x:g}" y="{height - shape.y - shape.height:g}" width="{shape.width:g}" height="{shape.height:g}"'
            return f"<rect {place}{corner} {_paint(shape, 'fill', 'stroke')}/>"
        case shapes.Line():
            place = f'x1="{shape.x1:g}" y1="{height - shape.y1:g}" x2="{shape.x2:g}" y2="{height - shape.y2:g}"'
            return f"<line {place} {_paint(shape, 'stroke')}/>"
        case shapes.String():
            weight = ' font-weight="600"' if shape.fontName.endswith("SemiBold") else ""
            place = f'x="{shape.x:g}" y="{height - shape.y:g}" font-size="{shape.fontSize:g}" text-anchor="{shape.textAnchor}"'
            return f"<text {place}{weight} {_paint(shape, 'fill')}>{escape(shape.text)}</text>"
    raise TypeError(f"no SVG for {type(shape).__name__}")


def inline(drawing, *, key, title, description) -> SafeString:
    """The drawing as one <svg> element with a title and a description; `key` makes its ids unique on the page.

    Raises TypeError for a shape that this writer does not know.
    """
    body = "".join(_element(shape, drawing.height) for shape in drawing.contents)
    return mark_safe(  # noqa: S308  every text in it was escaped above
        f'<svg class="chart" role="img" aria-labelledby="{key}-title {key}-description" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" width="{drawing.width:g}" height="{drawing.height:g}">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-description">{escape(description)}</desc>{body}</svg>'
    )
