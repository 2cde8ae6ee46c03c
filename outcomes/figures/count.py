"""Counting the figures, and finding the people behind them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from outcomes.figures.definitions import DEFINITIONS, EXCLUDED, PLACED, PLACEMENT, VERSION
from outcomes.figures.facts import facts, first_placement, paused, population
from outcomes.figures.results import Figure, Identities, Period, Uitstroom
from participants.models import Trajectory
from programmes.choices import PlacementKinds

ALWAYS = Period()


@dataclass(frozen=True)
class Members:
    """The trajectories behind a figure; the caller narrows each to what the reader may see with `.allowed`.

    Every row of `numerator` is also in `denominator`, and none of `excluded` is. `excluded` carries `left_out`,
    the reason. For a funding, one trajectory stands for the person.
    """

    numerator: QuerySet
    denominator: QuerySet
    excluded: QuerySet


def _count(condition):
    return Count("pk", filter=condition)


def _identity_conditions(as_of):
    registered, started, ended = Q(registered__lte=as_of), Q(start__lte=as_of), Q(end__lte=as_of)
    running = Q(end__isnull=True) | Q(end__gt=as_of)
    return {
        "registered": registered,
        "not_started": registered & (Q(start__isnull=True) | Q(start__gt=as_of)),
        "started": started,
        "active": started & running,
        "paused": started & running & Q(paused=True),
        "ended": started & ended,
        "placed": started & ended & PLACED,
        "not_placed": started & ended & ~PLACED,
    }


def _uitstroom(people, as_of, period, target, counts):
    kinds = PLACEMENT[PlacementKinds(counts)]
    rules = {key: definition.rule(as_of, period, kinds) for key, definition in DEFINITIONS.items()}
    wanted = {f"is_{name}": _count(condition) for name, condition in _identity_conditions(as_of).items()}
    for number, rule in enumerate(rules.values()):
        wanted[f"n_{number}"] = _count(rule.denominator & rule.numerator)
        wanted[f"d_{number}"] = _count(rule.denominator)
        if rule.waiting:
            wanted[f"waiting_{number}"] = _count(rule.waiting & Q(left_out="") if rule.less_excluded else rule.waiting)
        if rule.less_excluded:
            wanted |= {f"x_{number}_{reason}": _count(rule.excluded(reason)) for reason in EXCLUDED}
    found = facts(people, as_of, kinds).annotate(paused=paused(people, as_of)).aggregate(**wanted)
    figures = []
    for number, (letter, horizon) in enumerate(rules):
        excluded = {str(reason): found.get(f"x_{number}_{reason}", 0) for reason in EXCLUDED}
        figures.append(
            Figure(
                letter=letter,
                horizon_months=horizon,
                n=found[f"n_{number}"],
                d=(people.target if target is None else target) if letter == "F" else found[f"d_{number}"],
                excluded={reason: count for reason, count in excluded.items() if count},
                period=period,
                as_of=as_of,
                version=VERSION,
                counts=tuple(str(kind) for kind in kinds),
                waiting=found.get(f"waiting_{number}", 0),
            )
        )
    identities = Identities(**{name.removeprefix("is_"): count for name, count in found.items() if name.startswith("is_")})
    return Uitstroom(as_of, period, figures[0].counts, figures, identities)


def uitstroom(edition, *, as_of, period=ALWAYS, target=None, counts=PlacementKinds.WORK_AND_TRAINING) -> Uitstroom:
    """Every figure of an edition as of a day, in one query.

    The period is about A, B, D, E, J6 and U. Without `target`, F compares with the target of the
    edition. Raises ValueError when `counts` is not a PlacementKinds.
    """
    return _uitstroom(population(edition), as_of, period, target, counts)


def uitstroom_of_funding(funding, *, as_of, period=ALWAYS, target=None, counts=None) -> Uitstroom:
    """Every figure over all editions that the same funder pays under the same reference, in two queries.

    Each person counts once; see `outcomes.figures.facts.OfFunding` for how trajectories are merged.
    Without `counts`, what the funder counts as placed; without `target`, the targets of the editions together.
    """
    return _uitstroom(population(funding), as_of, period, target, counts or funding.counts)


def members(source, letter, horizon=None, *, as_of, period=ALWAYS, counts=PlacementKinds.WORK_AND_TRAINING) -> Members:
    """The trajectories behind one figure of an edition or a funding. Raises KeyError for an unknown figure.

    The denominator of F is a number, the target; its people are those who started.
    """
    people, kinds = population(source), PLACEMENT[PlacementKinds(counts)]
    rule = DEFINITIONS[letter, horizon].rule(as_of, period, kinds)
    found = facts(people, as_of, kinds)

    def rows(condition):
        return Trajectory.objects.filter(pk__in=found.filter(condition).values("pk"))

    excluded = rows(rule.population & ~Q(left_out="")) if rule.less_excluded else Trajectory.objects.none()
    return Members(
        numerator=rows(rule.denominator & rule.numerator),
        denominator=rows(rule.denominator),
        excluded=excluded.annotate(left_out=people.dates(as_of)["reason"]),
    )


def funnel(source, as_of, *, counts=PlacementKinds.WORK_AND_TRAINING) -> dict[str, int]:
    """How many were registered, selected, started, and placed after a start, as of a day: one query."""
    started = Q(start__lte=as_of)
    steps = {
        "registered": Q(registered__lte=as_of),
        "selected": Q(chosen__lte=as_of),
        "started": started,
        "placed": started & PLACED,
    }
    rows = facts(population(source), as_of, PLACEMENT[PlacementKinds(counts)])
    # A count may not have the name of a fact: the database would then count the count.
    found = rows.aggregate(**{f"is_{step}": _count(condition) for step, condition in steps.items()})
    return {step: found[f"is_{step}"] for step in steps}


def _placed_by(field, source, as_of, counts):
    people, kinds = population(source), PLACEMENT[PlacementKinds(counts)]
    rows = people.members().order_by().annotate(**people.dates(as_of)).filter(start__lte=as_of)
    rows = rows.annotate(first=first_placement(people, as_of, kinds, field)).filter(first__isnull=False)
    return dict(rows.values("first").annotate(people=Count("pk")).order_by("-people", "first").values_list("first", "people"))


def placed_by_country(source, as_of, *, counts=PlacementKinds.WORK_AND_TRAINING) -> dict[str, int]:
    """The placed of the funnel by the country of their first placement; an empty country is unknown. One query."""
    return _placed_by("country", source, as_of, counts)


def placed_by_kind(source, as_of, *, counts=PlacementKinds.WORK_AND_TRAINING) -> dict[str, int]:
    """The placed of the funnel by the kind of their first placement. One query."""
    return _placed_by("kind", source, as_of, counts)
