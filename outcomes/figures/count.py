"""Counting the figures, and finding the people behind them."""

from collections import Counter
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


def _tally(people, as_of, kinds, conditions):
    """How many members meet each condition: one query for each part of the population."""
    # A count may not have the name of a fact: a later condition would then mean the count.
    counts = {f"is_{name}": Count("pk", filter=condition) for name, condition in conditions.items()}
    total = Counter()
    for part in people.parts:
        total.update(facts(part, as_of, kinds).annotate(paused=paused(part, as_of)).aggregate(**counts))
    return {name: total[f"is_{name}"] for name in conditions}


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
    identities = _identity_conditions(as_of)
    wanted = dict(identities)
    for number, rule in enumerate(rules.values()):
        wanted[f"n_{number}"] = rule.denominator & rule.numerator
        wanted[f"d_{number}"] = rule.denominator
        if rule.waiting:
            wanted[f"waiting_{number}"] = rule.waiting & Q(left_out="") if rule.less_excluded else rule.waiting
        if rule.less_excluded:
            wanted |= {f"x_{number}_{reason}": rule.excluded(reason) for reason in EXCLUDED}
    found = _tally(people, as_of, kinds, wanted)
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
    return Uitstroom(as_of, period, figures[0].counts, figures, Identities(**{name: found[name] for name in identities}))


def uitstroom(edition, *, as_of, period=ALWAYS, target=None, counts=PlacementKinds.WORK_AND_TRAINING) -> Uitstroom:
    """Every figure of an edition as of a day, in one query.

    The period is about A, B, D, E, J6 and U. Without `target`, F compares with the target of the
    edition. Raises ValueError when `counts` is not a PlacementKinds.
    """
    return _uitstroom(population(edition), as_of, period, target, counts)


def uitstroom_of_funding(funding, *, as_of, period=ALWAYS, target=None, counts=None) -> Uitstroom:
    """Every figure over all editions that the same funder pays under the same reference, in at most three queries.

    Each person counts once; see `outcomes.figures.facts.Merged` for how trajectories are merged.
    Without `counts`, what the funder counts as placed; without `target`, the targets of the editions together.
    """
    return _uitstroom(population(funding), as_of, period, target, counts or funding.counts)


def members(source, letter, horizon=None, *, as_of, period=ALWAYS, counts=PlacementKinds.WORK_AND_TRAINING) -> Members:
    """The trajectories behind one figure of an edition or a funding. Raises KeyError for an unknown figure.

    The denominator of F is a number, the target; its people are those who started.
    """
    people, kinds = population(source), PLACEMENT[PlacementKinds(counts)]
    rule = DEFINITIONS[letter, horizon].rule(as_of, period, kinds)
    found = [facts(part, as_of, kinds) for part in people.parts]

    def rows(condition):
        keys = Q()
        for part in found:
            keys |= Q(pk__in=part.filter(condition).values("pk"))
        return Trajectory.objects.filter(keys)

    excluded = rows(rule.population & ~Q(left_out="")) if rule.less_excluded else Trajectory.objects.none()
    return Members(
        numerator=rows(rule.denominator & rule.numerator),
        denominator=rows(rule.denominator),
        # The last part knows how to merge, and merging a single trajectory changes nothing.
        excluded=excluded.annotate(left_out=people.parts[-1].dates(as_of)["reason"]),
    )


def funnel(source, as_of, *, counts=PlacementKinds.WORK_AND_TRAINING) -> dict[str, int]:
    """How many were registered, selected, started, and placed after a start, as of a day: one query for an edition."""
    started = Q(start__lte=as_of)
    steps = {
        "registered": Q(registered__lte=as_of),
        "selected": Q(chosen__lte=as_of),
        "started": started,
        "placed": started & PLACED,
    }
    return _tally(population(source), as_of, PLACEMENT[PlacementKinds(counts)], steps)


def _placed_by(field, source, as_of, counts):
    kinds, total = PLACEMENT[PlacementKinds(counts)], Counter()
    for part in population(source).parts:
        rows = part.members().annotate(**part.dates(as_of)).filter(start__lte=as_of)
        rows = rows.annotate(first=first_placement(part, as_of, kinds, field)).filter(first__isnull=False)
        total.update(dict(rows.values("first").annotate(people=Count("pk")).values_list("first", "people")))
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def placed_by_country(source, as_of, *, counts=PlacementKinds.WORK_AND_TRAINING) -> dict[str, int]:
    """The placed of the funnel by the country of their first placement; an empty country is unknown."""
    return _placed_by("country", source, as_of, counts)


def placed_by_kind(source, as_of, *, counts=PlacementKinds.WORK_AND_TRAINING) -> dict[str, int]:
    """The placed of the funnel by the kind of their first placement."""
    return _placed_by("kind", source, as_of, counts)
