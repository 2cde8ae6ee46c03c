"""The figures of an edition over a period: who came, what was done, and how it went on.

The definitions stand in `definitions.py`, one function each, over the plain facts that `facts.py` reads
in a fixed number of queries; `hiding.py` makes of them what may go outside. They count what happened
and say nothing about what caused it. The uitstroom figures (`outcomes.figures`) stand apart.
"""

from outcomes.programme_figures.count import programme_figures, units_of
from outcomes.programme_figures.definitions import DEFINITIONS, VERSION
from outcomes.programme_figures.hiding import for_outside
from outcomes.programme_figures.results import Figure, Span, Unit

__all__ = ["DEFINITIONS", "VERSION", "Figure", "Span", "Unit", "for_outside", "programme_figures", "units_of"]
