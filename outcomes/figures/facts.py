"""The facts about each member of an edition or a funding as of a day, gathered by the database in one pass.

The facts that the definitions use, per member:

- `registered`, `chosen` (decided with yes), `start`, `end`, `reason`, `complete`: the dates, and how it ended;
- `left_out`: the end reason that keeps out of a denominator, or empty;
- `start_6`, `start_12`, `start_24`, `end_day_28`, `end_6`: the ends of the horizons;
- `placed_on`: the start of the first placement; `placed_since`: of the first one from the start on;
- `work_rank`, `no_work_rank`: the last outcome with and without work that holds on day 28 after the end;
- `training_on`: training that holds on day 28; `kept_work_on`: work that holds 6 months after the end.
"""

from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, F, FilteredRelation, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from casetrack.access import in_force
from outcomes.choices import OutcomeKind
from outcomes.figures.database import AddDays, AddMonths, Recency
from outcomes.figures.definitions import EXCLUDED, HORIZONS, WORK
from outcomes.models import Outcome
from participants.choices import EndReason, YesNo
from participants.models import Pause, Trajectory
from programmes.models import Funding

WITHOUT_WORK = (OutcomeKind.JOB_SEARCHING, OutcomeKind.NO_WORK)
NO_DUPLICATE = ~Q(end_reason=EndReason.DUPLICATE)


def recorded(as_of, path=""):
    """The outcomes that had started and were recorded by `as_of`, and state something."""
    return Q(**{f"{path}recorded_on__lte": as_of, f"{path}start_on__lte": as_of, f"{path}withdrawn": False})


def not_superseded(as_of, path=""):
    """The outcomes that no row recorded by `as_of` supersedes: neither a correction nor a withdrawal."""
    return Q(**{f"{path}superseded_by__isnull": True}) | Q(**{f"{path}superseded_by__recorded_on__gt": as_of})


def _rows(editions):
    return Trajectory.objects.filter(NO_DUPLICATE, edition__in=editions).order_by()


def _in_editions(path, editions):
    return Q(**{f"{path}__edition__in": editions}) & ~Q(**{f"{path}__end_reason": EndReason.DUPLICATE})


@dataclass(frozen=True)
class Single:
    """The trajectories of people who have one in these editions: each is one member."""

    editions: tuple[int, ...]

    outcomes = "outcomes"
    outcome_filter = Q()

    def members(self):
        """One row for each member."""
        if len(self.editions) == 1:
            return _rows(self.editions)  # nobody takes part in an edition twice
        others = _rows(self.editions).filter(person=OuterRef("person")).exclude(pk=OuterRef("pk"))
        return _rows(self.editions).filter(~Exists(others))

    def dates(self, as_of):
        """The dates of a member and how it ended."""
        return {
            "registered": F("registered_on"),
            "chosen": Case(When(selected=YesNo.YES, then=F("decided_on"))),
            "start": F("started_on"),
            "end": F("ended_on"),
            "reason": F("end_reason"),
            "complete": F("completed"),
        }

    def own(self, path):
        """The condition that a row reached through `path` belongs to the member of the outer query."""
        return Q(**{path: OuterRef("pk")})


@dataclass(frozen=True)
class Merged:
    """People with more than one trajectory in these editions: each person is one member.

    Merged over the trajectories that are no duplicates: the first sign-up, the first decision with
    yes, the first start, the last end. Somebody has ended when every trajectory that had started by
    the as-of date has ended by then; the reason and whether it was completed are those of the one
    that ended last. Where none had started, the same holds for all of them. Outcomes of all these
    trajectories count. The row that stands for the person is the one added first.
    """

    editions: tuple[int, ...]

    outcomes = "person__trajectories__outcomes"

    @property
    def outcome_filter(self):
        """Only outcomes of trajectories in these editions."""
        return _in_editions("person__trajectories", self.editions)

    def members(self):
        """One row for each person."""
        others = _rows(self.editions).filter(person=OuterRef("person"))
        earlier, later = others.filter(pk__lt=OuterRef("pk")), others.filter(pk__gt=OuterRef("pk"))
        return _rows(self.editions).filter(~Exists(earlier), Exists(later))

    def dates(self, as_of):
        """The merged dates of a person and how it ended."""
        rows = _rows(self.editions).filter(person=OuterRef("person"))

        def first(field):
            return Subquery(rows.filter(**{f"{field}__isnull": False}).order_by(field).values(field)[:1])

        started = rows.filter(started_on__lte=as_of)
        still_open = Q(ended_on__isnull=True) | Q(ended_on__gt=as_of)
        running = Exists(started.filter(still_open)) | (~Exists(started) & Exists(rows.filter(still_open)))
        by_then = Case(When(started_on__lte=as_of, then=Value(1)), default=Value(0))
        last = rows.filter(ended_on__lte=as_of).order_by(by_then.desc(), "-ended_on", "-pk")

        def of_last(field):
            return Case(When(~running, then=Subquery(last.values(field)[:1])))

        return {
            "registered": first("registered_on"),
            "chosen": Subquery(rows.filter(selected=YesNo.YES, decided_on__isnull=False).order_by("decided_on").values("decided_on")[:1]),
            "start": first("started_on"),
            "end": of_last("ended_on"),
            "reason": Coalesce(of_last("end_reason"), Value("")),
            "complete": Coalesce(of_last("completed"), Value("")),
        }

    def own(self, path):
        """The condition that a row reached through `path` belongs to the member of the outer query."""
        return _in_editions(path, self.editions) & Q(**{f"{path}__person": OuterRef("person")})


@dataclass(frozen=True)
class Population:
    """Who is counted: parts that share nobody, so that their counts add up; `target` is how many are to be placed."""

    target: int
    parts: tuple[Single | Merged, ...]


def population(source):
    """The members of an edition, or of all editions that one funder pays under one reference, each person once.

    Only people in more than one of these editions need merging, which takes a query of its own.
    """
    if not isinstance(source, Funding):
        return Population(source.target or 0, (Single((source.pk,)),))
    same = Funding._base_manager.filter(funder_id=source.funder_id, reference=source.reference).order_by("edition_id")
    targets = dict(same.values_list("edition_id", "edition__target"))
    editions = tuple(targets)
    parts = (Single(editions),) if len(editions) == 1 else (Single(editions), Merged(editions))
    return Population(sum(target or 0 for target in targets.values()), parts)


def _holding(day, kinds):
    ends_later = Q(known__end_on__isnull=True) | Q(known__end_on__gt=F(day))
    return Q(known__kind__in=kinds, known__start_on__lte=F(day)) & ends_later


def facts(part, as_of, kinds):
    """The members of a part of a population with the facts named above, as of a day; `kinds` count as placed."""
    rows = part.members().annotate(**part.dates(as_of))
    rows = rows.annotate(
        left_out=Case(When(end__lte=as_of, reason__in=EXCLUDED, then=F("reason")), default=Value(""), output_field=CharField()),
        end_day_28=AddDays("end", 28),
        end_6=AddMonths("end", 6),
        **{f"start_{months}": AddMonths("start", months) for months in HORIZONS},
    )
    condition = recorded(as_of, f"{part.outcomes}__") & part.outcome_filter
    rows = rows.annotate(known=FilteredRelation(part.outcomes, condition=condition))
    counts = not_superseded(as_of, "known__")
    recency = Recency("known__start_on", "known__recorded_on", "known__pk")
    return rows.annotate(
        placed_on=Min("known__start_on", filter=counts & Q(known__kind__in=kinds)),
        placed_since=Min("known__start_on", filter=counts & Q(known__kind__in=kinds, known__start_on__gte=F("start"))),
        work_rank=Max(recency, filter=counts & _holding("end_day_28", WORK)),
        no_work_rank=Max(recency, filter=counts & _holding("end_day_28", WITHOUT_WORK)),
        training_on=Min("known__start_on", filter=counts & _holding("end_day_28", [OutcomeKind.TRAINING])),
        kept_work_on=Min("known__start_on", filter=counts & _holding("end_6", WORK)),
    )


def paused(part, as_of):
    """Does a trajectory of the member stand still on this day?"""
    going = Q(trajectory__started_on__lte=as_of)
    return Exists(Pause._base_manager.filter(in_force(as_of), part.own("trajectory"), going))


def first_placement(part, as_of, kinds, field):
    """This field of the first known placement of a member."""
    rows = Outcome._base_manager.filter(recorded(as_of), not_superseded(as_of), part.own("trajectory"), kind__in=kinds)
    return Subquery(rows.order_by("start_on", "recorded_on", "pk").values(field)[:1])
