"""The charts of an edition and of a report; every number in them is a count of people."""

from collections import Counter
from dataclasses import replace

from django.db.models import Count, Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casetrack.choices import AnswerState
from outcomes.charts import Chart, bars, columns, stacked
from outcomes.choices import OutcomeKind
from outcomes.figures import members, placed_by_kind
from outcomes.figures.definitions import PLACEMENT
from outcomes.models import Outcome
from outcomes.statements import FUNNEL
from participants.choices import EndReason, LabourStatus
from participants.models import Trajectory
from programmes.choices import Module, PlacementKinds

MOST_COLUMNS = 24


def charts_of(statement) -> list[Chart]:
    """The charts that stand in every report: the funnel, and the placed by country. No query."""
    found = []
    if statement.steps:
        found.append(Chart("funnel", _("From sign-up to placement, in people"), statement.steps, bars))
    if statement.countries:
        found.append(Chart("countries", _("Placed, by country, in people"), statement.countries, stacked))
    return found


def dashboard_charts(edition, statement) -> list[Chart]:
    """What the dashboard of this edition draws: only the steps and facts that the edition works with."""
    if edition.has(Module.PLACEMENT):
        first, *others = [*charts_of(statement), *more_charts(edition, statement.as_of)]
        return [replace(first, rows=statement.some_steps(_steps(edition))), *others]
    charts = [
        Chart("funnel", _("From sign-up to start, in trajectories"), statement.some_steps(_steps(edition)), bars, _("trajectories")),
        Chart("ends", _("Why trajectories ended"), end_reasons(edition, statement.as_of), bars, _("trajectories")),
    ]
    if "labour_status" in edition.entry_facts:
        labour = labour_status_at_entry(edition, statement.as_of)
        charts.append(Chart("labour", _("Work at the start, in trajectories"), labour, bars, _("trajectories")))
    return charts


def _steps(edition):
    left_out = {"selected": Module.SELECTION, "placed": Module.PLACEMENT}
    return [step for step in FUNNEL if step not in left_out or edition.has(left_out[step])]


def more_charts(edition, as_of) -> list[Chart]:
    """What only the dashboard shows: kinds, months, ends and work at the start; four queries."""
    return [
        Chart("kinds", _("Placed, by kind, in people"), _kinds(edition, as_of), stacked),
        Chart("months", _("First placements, by time, in people"), placements_in_time(edition, as_of), columns),
        Chart("ends", _("Why trajectories ended, in people"), end_reasons(edition, as_of), bars),
        Chart("labour", _("Work at the start, in people"), labour_status_at_entry(edition, as_of), bars),
    ]


def _kinds(edition, as_of):
    labels = dict(OutcomeKind.choices)
    return [(str(labels[kind]), number) for kind, number in placed_by_kind(edition, as_of).items()]


def _population(edition):
    """The population of the figures: everybody but those entered twice."""
    return Trajectory.objects.filter(edition=edition).exclude(end_reason=EndReason.DUPLICATE).order_by()


def end_reasons(edition, as_of) -> list[tuple[str, int]]:
    """Why those who had ended by the day did so, the most frequent first."""
    ended = _population(edition).filter(ended_on__lte=as_of)
    labels = dict(EndReason.choices)
    rows = ended.values("end_reason").annotate(people=Count("pk")).order_by("-people", "end_reason")
    return [(str(labels.get(row["end_reason"], row["end_reason"])), row["people"]) for row in rows]


def labour_status_at_entry(edition, as_of) -> list[tuple[str, int]]:
    """Everybody who had signed up by the day, by their work at the start; who did not answer stands in it too."""
    registered = _population(edition).filter(registered_on__lte=as_of)
    found = Counter()
    for row in registered.values("labour_status_state", "labour_status").annotate(people=Count("pk")):
        found[row["labour_status"] or row["labour_status_state"]] += row["people"]
    states = [state for state in AnswerState if state != AnswerState.ANSWERED]
    return [(str(value.label), found[value]) for value in (*LabourStatus, *states)]


def placements_in_time(edition, as_of) -> list[tuple[str, int]]:
    """When the placed of the funnel were placed first, by month; by year where there would be too many columns."""
    placed = members(edition, "F", as_of=as_of).numerator
    known = Outcome.objects.filter(start_on__lte=as_of, recorded_on__lte=as_of, withdrawn=False)
    known = known.filter(kind__in=PLACEMENT[PlacementKinds.WORK_AND_TRAINING], trajectory__in=placed.values("pk"))
    first = known.exclude(superseded_by__recorded_on__lte=as_of).order_by().values("trajectory").annotate(day=Min("start_on"))
    days = sorted(first.values_list("day", flat=True))
    if not days:
        return []
    first, last = (days[0].year * 12 + days[0].month - 1), (days[-1].year * 12 + days[-1].month - 1)
    if last - first >= MOST_COLUMNS:
        found = Counter(day.year for day in days)
        return [(str(year), found[year]) for year in range(days[0].year, days[-1].year + 1)]
    found = Counter(day.replace(day=1) for day in days)
    months = [days[0].replace(year=number // 12, month=number % 12 + 1, day=1) for number in range(first, last + 1)]
    return [(date_format(month, "M Y"), found[month]) for month in months]
