"""The fonts of PDFs and charts: Inter, and two others for the characters that Inter lacks.

All are in the repository, because a server may have no fonts at all. Words in Hebrew and Arabic run
from right to left; Arabic letters are not joined.
"""

import re
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(settings.BASE_DIR) / "casetrack" / "static" / "vendor" / "fonts"
REGULAR, BOLD = "Inter", "Inter-SemiBold"
FILES = {
    REGULAR: "Inter-Regular.ttf",
    BOLD: "Inter-SemiBold.ttf",
    "DejaVuSans": "DejaVuSans.ttf",
    "NotoEmoji": "NotoEmoji-Regular.ttf",
}
SPARE = ("DejaVuSans", "NotoEmoji")
MISSING = "□"

_to_unicode = ttfonts.makeToUnicodeCMap


def _to_utf_16(fontname, subset):
    """reportlab writes emoji into the table for copying text as five digits; PDF wants UTF-16."""
    table = _to_unicode(fontname, subset)
    return re.sub(r" <([0-9A-F]{5,6})>", lambda found: f" <{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>", table)


ttfonts.makeToUnicodeCMap = _to_utf_16


@cache
def font(name) -> TTFont:
    """The font with this name, read from its file at the first use and made known to reportlab."""
    loaded = TTFont(name, FOLDER / FILES[name])
    pdfmetrics.registerFont(loaded)
    return loaded


def has(name, character) -> bool:
    """Does the font have a shape for this character?"""
    return ord(character) in font(name).face.charToGlyph


def runs(text, name=REGULAR) -> list[tuple[str, str]]:
    """`text` cut into pieces of one font each: `name` where it can, else a spare font, else a visible empty box.

    Marks without a shape of their own (joiners, direction marks, variation selectors, control
    characters) are left out.
    """
    found: list[tuple[str, str]] = []
    for character in text:
        if has(name, character) or character == "\n":
            used = name
        elif not character.isprintable() or "\ufe00" <= character <= "\ufe0f":
            continue
        else:
            used = next((spare for spare in SPARE if has(spare, character)), name)
            character = character if has(used, character) else MISSING
        if found and found[-1][0] == used:
            found[-1] = (used, found[-1][1] + character)
        else:
            found.append((used, character))
    return found


def width(text, size, name=REGULAR) -> float:
    """How wide `text` becomes, in points."""
    return sum(font(used).stringWidth(piece, size) for used, piece in runs(text, name))


def _from_right(word) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in word)


def in_reading_order(text, room, size) -> str:
    """`text` as it is drawn from left to right: lines with words from right to left are broken here and turned round."""
    if not _from_right(text):
        return text
    lines = []
    for paragraph in text.split("\n"):
        for line in wrap(paragraph, room, size):
            parts = [(turned, " ".join(words)) for turned, words in groupby(line.split(), _from_right)]
            lines.append(" ".join(words[::-1] if turned else words for turned, words in parts))
    return "\n".join(lines)


def wrap(text, room, size, name=REGULAR) -> list[str]:
    """`text` in lines no wider than `room` points; a word that is too long is cut."""
    lines = [""]
    for word in text.split():
        while width(word, size, name) > room and len(word) > 1:
            cut = max(1, next(n for n in range(len(word), 0, -1) if n == 1 or width(word[:n] + "-", size, name) <= room))
            lines[-1:] = [line for line in lines[-1:] if line] + [word[:cut] + "-"]
            lines.append("")
            word = word[cut:]
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(joined, size, name) > room:
            lines.append(word)
        else:
            lines[-1] = joined
    return [line for line in lines if line] or [""]
