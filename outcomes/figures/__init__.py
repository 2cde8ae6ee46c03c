"""The uitstroom figures R, S, A, B, D, E, F, J6 and U: what they mean, counting them, and the people behind them.

The definitions stand in `definitions.py`, one function per letter. Everything is computed by the
database, from what was known on the as-of date; the results are whole numbers.
"""

from outcomes.figures.count import Members, funnel, members, placed_by_country, placed_by_kind, uitstroom, uitstroom_of_funding
from outcomes.figures.definitions import DEFINITIONS, VERSION
from outcomes.figures.results import Figure, Identities, Period, Uitstroom

__all__ = [
    "DEFINITIONS",
    "VERSION",
    "Figure",
    "Identities",
    "Members",
    "Period",
    "Uitstroom",
    "funnel",
    "members",
    "placed_by_country",
    "placed_by_kind",
    "uitstroom",
    "uitstroom_of_funding",
]
