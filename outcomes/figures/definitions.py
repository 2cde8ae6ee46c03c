"""The definitions of the uitstroom figures, one function per letter: this is what the letters mean.

Each function says who is in the denominator (D) and who of them is in the numerator (N), as
conditions on the facts of outcomes/figures/facts.py. The same conditions count the figures and
list the people behind them. A change of meaning is a new `VERSION`.

- **As of**: only what was known on that day. A date counts when it is on or before it; an outcome
  counts when it was also recorded by then, and not superseded by then.
- **Population**: all trajectories, never those that ended as duplicate, whatever the date.
- **Placed**: an outcome of a kind that counts (paid work, own business, training; for some funders
  work only) that started on or before the day.
- **Holding** a kind on a day: an outcome of it that had started and had not ended.
- **Labour status** on a day: of the outcomes about work that hold on that day, the one that started
  last; on the same day, the one recorded last.
- **Excluded** in A, B, D and E: ended by the as-of date as deceased, not eligible or moved away.
- **+ n months**: the same day n months later, or the last day of that month.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from inspect import getdoc

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from outcomes.choices import OutcomeKind
from participants.choices import EndReason, YesNo
from programmes.choices import PlacementKinds

VERSION = 1

WORK = (OutcomeKind.PAID_WORK, OutcomeKind.SELF_EMPLOYMENT)
PLACEMENT = {
    PlacementKinds.WORK_AND_TRAINING: (*WORK, OutcomeKind.TRAINING),
    PlacementKinds.WORK_ONLY: WORK,
}
EXCLUDED = (EndReason.DECEASED, EndReason.NOT_ELIGIBLE, EndReason.MOVED)
HORIZONS = (6, 12, 24)

PLACED = Q(placed_on__isnull=False)
# On day 28 after the end: the labour status is work.
IN_WORK = Q(work_rank__isnull=False) & (Q(no_work_rank__isnull=True) | Q(work_rank__gt=F("no_work_rank")))


@dataclass(frozen=True)
class Rule:
    """Who belongs where: `population` before exclusions, `numerator` of what is left, `waiting` for later."""

    population: Q
    numerator: Q
    less_excluded: bool = False
    waiting: Q | None = None

    @property
    def denominator(self):
        """Who is in D."""
        return self.population & Q(left_out="") if self.less_excluded else self.population

    def excluded(self, reason):
        """Who is kept out of D for this reason."""
        return self.population & Q(left_out=reason)


def _in(field, period):
    condition = Q()
    if period.first:
        condition &= Q(**{f"{field}__gte": period.first})
    if period.last:
        condition &= Q(**{f"{field}__lte": period.last})
    return condition


def _by(field, as_of, period):
    return Q(**{f"{field}__lte": as_of}) & _in(field, period)


def placed_of_registered(as_of, period, kinds):
    """R, placed of registered.

    D: registered_on on or before the as-of date. N: those of D who are placed at the as-of date.
    The period plays no part.
    """
    return Rule(Q(registered__lte=as_of), PLACED)


def placed_of_selected(as_of, period, kinds):
    """S, placed of selected.

    D: selected is yes, and decided_on on or before the as-of date. N: those of D who are placed at
    the as-of date. The period plays no part.
    """
    return Rule(Q(chosen__lte=as_of), PLACED)


def start_cohort(as_of, period, kinds):
    """A, start cohort with an open horizon.

    D: started_on in the period and on or before the as-of date, less the excluded. N: those of D who
    are placed at the as-of date by an outcome that starts on or after started_on. It rises with time.
    """
    return Rule(_by("start", as_of, period), Q(placed_since__isnull=False), less_excluded=True)


def start_cohort_within(months, as_of, period, kinds):
    """B, start cohort with a fixed horizon of 6, 12 or 24 months.

    D: started_on in the period, and started_on + the horizon on or before the as-of date, less the
    excluded. N: those of D with an outcome that counts as placed, starting from started_on up to and
    including started_on + the horizon.
    """
    horizon = f"start_{months}"
    started = _by("start", as_of, period)
    return Rule(
        started & Q(**{f"{horizon}__lte": as_of}),
        Q(placed_since__lte=F(horizon)),
        less_excluded=True,
        waiting=started & Q(**{f"{horizon}__gt": as_of}),
    )


def leavers(as_of, period, kinds):
    """D, leavers.

    D: ended_on in the period, and ended_on + 28 days on or before the as-of date, less the excluded.
    N: those of D who on the day ended_on + 28 days have a labour status that counts as placed, or
    hold training where training counts.
    """
    ended = _by("end", as_of, period)
    placed = IN_WORK | Q(training_on__isnull=False) if OutcomeKind.TRAINING in kinds else IN_WORK
    return Rule(ended & Q(end_day_28__lte=as_of), placed, less_excluded=True, waiting=ended & Q(end_day_28__gt=as_of))


def completed_only(as_of, period, kinds):
    """E, completed only: it flatters, because whoever dropped out is not in it.

    D: as D, and completed is yes. N: as D.
    """
    rule = leavers(as_of, period, kinds)
    completed = Q(complete=YesNo.YES)
    return Rule(rule.population & completed, rule.numerator, less_excluded=True, waiting=rule.waiting & completed)


def realisation(as_of, period, kinds):
    """F, realisation of the target. It is never called uitstroom.

    D: the agreed target, a number; the people listed with it are those who started. N: started on or
    before the as-of date and placed at the as-of date. The period plays no part.
    """
    return Rule(Q(start__lte=as_of), PLACED)


def sustained(as_of, period, kinds):
    """J6, sustained after 6 months.

    D: ended_on in the period, the labour status on the day ended_on + 28 days is paid work or own
    business, and ended_on + 6 months on or before the as-of date. N: those of D who hold paid work or
    an own business on the day ended_on + 6 months.
    """
    ended = _by("end", as_of, period)
    return Rule(
        ended & Q(end_6__lte=as_of) & IN_WORK,
        Q(kept_work_on__isnull=False),
        waiting=ended & Q(end_6__gt=as_of) & (Q(end_day_28__gt=as_of) | IN_WORK),
    )


def drop_out(as_of, period, kinds):
    """U, drop-out.

    D: started_on in the period and on or before the as-of date. N: those of D whose ended_on is on or
    before the as-of date, completed is not yes, and who are not placed at the as-of date.
    """
    return Rule(_by("start", as_of, period), Q(end__lte=as_of) & ~Q(complete=YesNo.YES) & ~PLACED)


@dataclass(frozen=True)
class Definition:
    """A letter with its words and its rule; `fixed`: people are counted only when a time has passed."""

    rule: Callable
    name: str
    meaning: str
    fixed: bool = False

    @property
    def text(self):
        """The docstring of the rule."""
        return getdoc(self.rule.func if isinstance(self.rule, partial) else self.rule)


# In the order in which they are shown. The key is the letter and the horizon in months.
DEFINITIONS = {
    ("R", None): Definition(
        placed_of_registered,
        _("placed of everybody who signed up"),
        _("Of all people who signed up, this part was placed. People who never started count too."),
    ),
    ("S", None): Definition(
        placed_of_selected,
        _("placed of everybody who was selected"),
        _("Of all people who were selected, this part was placed."),
    ),
    ("A", None): Definition(
        start_cohort,
        _("placed of everybody who started"),
        _("Of the people who started in the period, this part was placed after the start. This figure rises with time."),
    ),
    ("B", 6): Definition(
        partial(start_cohort_within, 6),
        _("placed within 6 months after the start"),
        _("Of the people who started in the period, this part was placed within 6 months. Only people who started 6 months ago or longer count."),
        fixed=True,
    ),
    ("B", 12): Definition(
        partial(start_cohort_within, 12),
        _("placed within 12 months after the start"),
        _("Of the people who started in the period, this part was placed within 12 months. Only people who started 12 months ago or longer count."),
        fixed=True,
    ),
    ("B", 24): Definition(
        partial(start_cohort_within, 24),
        _("placed within 24 months after the start"),
        _("Of the people who started in the period, this part was placed within 24 months. Only people who started 24 months ago or longer count."),
        fixed=True,
    ),
    ("D", None): Definition(
        leavers,
        _("placed of everybody who left"),
        _("Of the people who left in the period, this part was placed 28 days later. People who left early count too."),
        fixed=True,
    ),
    ("E", None): Definition(
        completed_only,
        _("placed of everybody who completed"),
        _("Of the people who completed in the period, this part was placed 28 days later. It flatters: people who dropped out do not count."),
        fixed=True,
    ),
    ("F", None): Definition(
        realisation,
        _("realisation of the target"),
        _("So many people who started were placed, compared with the agreed target. This is not an uitstroom percentage."),
    ),
    ("J6", 6): Definition(
        sustained,
        _("still at work after 6 months"),
        _("Of the people who had work 28 days after they left, this part had work 6 months after they left."),
        fixed=True,
    ),
    ("U", None): Definition(
        drop_out,
        _("drop-out"),
        _("Of the people who started in the period, this part left without completing and without being placed."),
    ),
}
