"""Counting the figures of an edition over a period."""

from outcomes.programme_figures import facts
from outcomes.programme_figures.definitions import DEFINITIONS
from outcomes.programme_figures.results import Figure, Span, Unit
from programmes.choices import Module


def programme_figures(edition, span: Span) -> list[Figure]:
    """Every figure that this edition works with, in a fixed number of queries; what has nothing to count is left out."""
    found = facts.read(edition, span)
    figures = [figure for definition in DEFINITIONS.values() if definition.for_edition(edition) for figure in definition.count(found)]
    units = units_of(edition)
    return [figure for figure in figures if figure.unit in units]


def units_of(edition) -> set[str]:
    """What is counted in this edition: households only where it works with them."""
    return set(Unit.values) if edition.has(Module.HOUSEHOLDS) else set(Unit.values) - {Unit.HOUSEHOLDS.value}
