"""The colours of charts and reports, for a white ground; a page in the dark theme replaces them by their class."""

from reportlab.lib.colors import HexColor

INK, MUTE, GRID, PAPER = HexColor("#1d2b36"), HexColor("#51606d"), HexColor("#d5dce2"), HexColor("#ffffff")
SOFT = HexColor("#f1f5f8")
# White text on each has a contrast of at least 4.5 to 1.
SERIES = (HexColor("#1c5b9e"), HexColor("#a34a00"), HexColor("#00695c"), HexColor("#6a3f9c"), HexColor("#5a6672"))

CLASSES = {
    "#1d2b36": "ink",
    "#51606d": "mute",
    "#d5dce2": "grid",
    "#ffffff": "paper",
    **{"#" + colour.hexval()[2:].lower(): f"series-{number}" for number, colour in enumerate(SERIES, start=1)},
}
