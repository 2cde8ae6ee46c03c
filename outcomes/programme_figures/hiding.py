"""What of the figures may go outside: small numbers are hidden, and whatever would give them away.

Each figure is protected by itself: whoever lays the sheets of two half-years side by side may still find the
number of ends from those who started and those under way. Households and persons of one figure are hidden together, so that
one does not tell the other.
"""

from dataclasses import replace

from casetrack.disclosure import PERCENTAGE_FROM, THRESHOLD, hide_small, hide_small_table, hide_with_total, is_small
from outcomes.programme_figures.results import Figure, Unit


def for_outside(figures: list[Figure], threshold: int = THRESHOLD) -> list[Figure]:
    """The same figures with None for every number that must be hidden."""
    few = _few(figures, threshold)
    shown = [_hidden(figure, threshold, few) for figure in figures]
    return [_with_its_pair(figure, shown) for figure in shown]


def _few(figures, threshold):
    """Were few households under way in the period (few persons, where no households are counted): then its contacts tell of them."""
    under_way = [figure for figure in figures if figure.key in ("running", "ended")]
    unit = Unit.HOUSEHOLDS if any(figure.unit == Unit.HOUSEHOLDS for figure in under_way) else Unit.PERSONS
    return is_small(sum(figure.n for figure in under_way if figure.unit == unit), threshold)


def _hidden(figure, threshold, few):
    if figure.key == "contacts":
        return replace(figure, n=None, d=None) if few else figure
    excluded = hide_small(figure.excluded, threshold)
    if figure.cells:
        table = hide_small_table(figure.cells, threshold)
        return replace(figure, n=table.total, cells=table.cells)
    if figure.parts:
        parts, total = hide_with_total(figure.parts, threshold)
        return replace(figure, n=total, parts=parts, excluded=excluded)
    if figure.d is not None:
        n, d = _share(figure.n, figure.d, threshold)
        return replace(figure, n=n, d=d, excluded=excluded)
    return replace(figure, n=None if is_small(figure.n, threshold) else figure.n)


def _share(n, d, threshold):
    """N of D: D is shown from the threshold on; N too, unless few are in it or not in it, or everybody of a small group is the same."""
    if is_small(d, threshold):
        return None, None
    alike = 0 < d < PERCENTAGE_FROM and n in (0, d)
    return (None, d) if alike or is_small(n, threshold) or is_small(d - n, threshold) else (n, d)


def _with_its_pair(figure, figures):
    """Hidden wherever the figure of the other unit is hidden."""
    for other in figures:
        if other.key == figure.key and other.about == figure.about and other.unit != figure.unit:
            hidden = {key for key, number in other.parts.items() if number is None}
            parts = {key: None if key in hidden else number for key, number in figure.parts.items()}
            figure = replace(figure, parts=parts, n=None if other.n is None else figure.n)
    return figure
