"""The definitions of the figures of a programme, one function each: this is what they mean.

Each function is pure: it counts from plain facts (`facts.Facts`), as they were known on the as-of
date. A change of meaning is a new `VERSION`.

- **Period**: from its first to its last day, both counted; days after the as-of date do not count.
- **Households and persons** are counted apart. A trajectory of a household is one household; its
  persons are its members on that day, and always its contact person. A trajectory of one person is
  no household and one person. In one number each household and each person counts once.
- **Trajectories** that were entered twice count nowhere.
- **+ n months**: the same day n months later, or the last day of that month.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from inspect import getdoc

from django.db import models
from django.utils.translation import gettext_lazy as _

from casetrack.choices import AnswerState
from outcomes.choices import Living
from outcomes.programme_figures.facts import NO_AREA, Facts
from outcomes.programme_figures.results import Figure, Left, Unit, months_later
from participants.choices import ContactChannel, EndReason, GoalState, YesNo
from programmes.choices import Module, Moment, OrganisationKind
from referrals.choices import ReferralResult, SignUpEnd
from referrals.models import EXPIRES_AFTER_MONTHS

VERSION = 1
RELAPSE_MONTHS = 12


class Reached(models.TextChoices):
    """What became of a contact or an attempt."""

    REACHED = "reached", _("reached")
    OTHER_ANSWER = "other_answer", _("does not want contact, or already gets help")
    NOT_REACHED = "not_reached", _("not reached")


class Became(models.TextChoices):
    """What became of a sign-up, besides the reasons for which it was closed."""

    TRAJECTORY = "trajectory", _("became a trajectory")
    OPEN = "open", _("not decided yet")


class Moved(models.TextChoices):
    """How a step on a ladder changed."""

    UP = "up", _("higher step")
    SAME = "same", _("same step")
    DOWN = "down", _("lower step")


def _each(facts: Facts, key, cases) -> Iterator[Figure]:
    """The households and the persons of (trajectory, day) pairs, each once."""
    cases = list(cases)
    yield Figure(key, Unit.HOUSEHOLDS, len({case.household for case, _day in cases if case.household}))
    yield Figure(key, Unit.PERSONS, len(set().union(*(facts.persons_of(case, day) for case, day in cases))))


def started(facts: Facts) -> Iterator[Figure]:
    """Started: started_on lies in the period. Persons: those of the household on the day of the start."""
    yield from _each(facts, "started", ((case, case.started) for case in facts.cases if facts.span.holds(case.started)))


def running(facts: Facts) -> Iterator[Figure]:
    """Under way on the last day: started_on on or before it, and not ended by then. Persons: those of the household on that day."""
    last = facts.span.last
    on_the_way = (case for case in facts.cases if case.started and case.started <= last and (case.ended is None or case.ended > last))
    yield from _each(facts, "running", ((case, last) for case in on_the_way))


def ended(facts: Facts) -> Iterator[Figure]:
    """Ended, by reason: started, and ended_on lies in the period. Persons: those of the household on the day before the end.

    Each reason counts a household and a person once.
    """
    over = [case for case in facts.cases if case.started and facts.span.holds(case.ended)]
    households, persons = {}, {}
    for reason in EndReason.values:
        found = [case for case in over if case.reason == reason]
        # On the day of the end itself members may have left with it.
        people = set().union(*(facts.persons_of(case, _day_before(case)) for case in found))
        if found:
            households[reason] = len({case.household for case in found if case.household})
            persons[reason] = len(people)
    yield Figure("ended", Unit.HOUSEHOLDS, sum(households.values()), parts=households)
    yield Figure("ended", Unit.PERSONS, sum(persons.values()), parts=persons)


def _day_before(case):
    return case.ended.fromordinal(max(case.ended.toordinal() - 1, case.started.toordinal()))


def contacts(facts: Facts) -> Iterator[Figure]:
    """Contacts per trajectory per month.

    N: contact moments of the period, held from the start to the end of their trajectory, in which
    somebody answered (any result but "not reached"). D: the days of the period on which trajectories were
    under way, added up, first and last day counted. The rate is N / D x 365.25 / 12.
    """
    days = sum(facts.span.days(case.started, case.ended) for case in facts.cases)
    yield Figure("contacts", Unit.CONTACTS, facts.reached_under_way, days)


def _by_channel(key, unit, numbers) -> Figure:
    channels = [channel for channel in ContactChannel.values if any(channel == found for found, _reached in numbers)]
    cells = {(channel, reached): numbers[channel, reached] for channel in channels for reached in Reached.values}
    return Figure(key, unit, sum(cells.values()), cells=cells)


def reached_contacts(facts: Facts) -> Iterator[Figure]:
    """Contacts by channel: every contact moment of the period, reached or not, also before the start and after the end.

    Reached: spoken, appointment made, help accepted. The other answers stand apart.
    """
    yield _by_channel("reached_contacts", Unit.CONTACTS, facts.contacts)


def reached_attempts(facts: Facts) -> Iterator[Figure]:
    """Attempts to reach somebody who was signed up, by channel: every attempt of the period. Reached: as for contacts."""
    yield _by_channel("reached_attempts", Unit.ATTEMPTS, facts.attempts)


def _by_area(facts, key, goals, states) -> Figure:
    numbers = Counter(goals)
    areas = [area for area in [*facts.areas, NO_AREA] if any(area == found for found, _state in numbers)]
    cells = {(area, str(state)): numbers[area, state] for area in areas for state in states}
    return Figure(key, Unit.GOALS, sum(cells.values()), cells=cells, names={area: facts.areas[area] for area in areas if area in facts.areas})


def goals_set(facts: Facts) -> Iterator[Figure]:
    """Goals set in the period, by life area and by how they stood on the as-of date.

    The life area of a goal, or else that of its theme.
    """
    found = [(area, state) for area, set_on, state, _closed in facts.goals if facts.span.holds(set_on)]
    yield _by_area(facts, "goals_set", found, GoalState.values)


def goals_closed(facts: Facts) -> Iterator[Figure]:
    """Goals closed in the period, whenever they were set, by life area: reached, partly reached or dropped."""
    found = [(area, state) for area, _set_on, state, closed in facts.goals if facts.span.holds(closed)]
    yield _by_area(facts, "goals_closed", found, [state for state in GoalState.values if state != GoalState.OPEN])


def ladder(facts: Facts) -> Iterator[Figure]:
    """Step change on a ladder from the start to the end, one figure for each version of an instrument.

    Counted: whoever was measured at the end in the period and at the start, both with a step, in this
    version of the instrument. Left out: not measured at the start; not measurable at either moment.
    Answers for group results do not count here: their results stand with the measurements.
    """
    at = {(step.instrument, step.trajectory, step.about, step.moment): step.step for step in facts.steps}
    for instrument, name in facts.instruments.items():
        moved, left = Counter(), Counter()
        for step in facts.steps:
            if step.instrument != instrument or step.moment != Moment.END or not facts.span.holds(step.day):
                continue
            before = (instrument, step.trajectory, step.about, Moment.START)
            if before not in at:
                left[Left.NO_START.value] += 1
            elif step.step is None or at[before] is None:
                left[Left.NOT_MEASURABLE.value] += 1
            else:
                moved[_direction(step.step - at[before])] += 1
        if moved or left:
            parts = {way.value: moved[way] for way in Moved}
            yield Figure("ladder", Unit.PERSONS, sum(parts.values()), parts=parts, excluded=dict(left), about=name)


def _direction(difference):
    return Moved.SAME if not difference else Moved.UP if difference > 0 else Moved.DOWN


def out_of_benefit(facts: Facts) -> Iterator[Figure]:
    """No longer on a benefit (uit de bijstand).

    D: trajectories that started on or before the last day of the period, where the answer at the start was
    yes, less those out of the benefit before the period. N: those of D with an outcome "no longer on a
    benefit" that starts in the period, recorded by the as-of date and by then neither corrected nor
    withdrawn. Left out: not asked, other answers that are no answer, and out of it before the period.
    """
    n, d, left = 0, 0, Counter()
    for case in facts.cases:
        if case.started is None or case.started > facts.span.last or case.on_benefit == YesNo.NO:
            continue
        since = facts.out_of_benefit.get(case.pk, [])
        if case.on_benefit != YesNo.YES:
            left[(Left.NOT_ASKED if case.on_benefit == AnswerState.NOT_ASKED else Left.UNKNOWN).value] += 1
        elif any(day < facts.span.first for day in since):
            left[Left.BEFORE.value] += 1
        else:
            d += 1
            n += any(facts.span.holds(day) for day in since)
    yield Figure("out_of_benefit", Unit.TRAJECTORIES, n, d, excluded=dict(left))


def relapse(facts: Facts) -> Iterator[Figure]:
    """Back within 12 months after the end.

    D: trajectories that started and ended on or before the last day of the period, at least 12 months before
    the as-of date. N: those of D after whose end, and at most 12 months after it, the same person or
    household signed up again in the same programme: a new trajectory was registered, or its sign-up
    came in. Left out: deceased, moved away, and too early to tell (ended less than 12 months before the
    as-of date). The first day of the period plays no part.
    """
    n, d, left = 0, 0, Counter()
    for case in facts.cases:
        if case.started is None or case.ended is None or case.ended > facts.span.last:
            continue
        if case.reason in (EndReason.DECEASED, EndReason.MOVED):
            left[(Left.DECEASED if case.reason == EndReason.DECEASED else Left.MOVED).value] += 1
        elif months_later(case.ended, RELAPSE_MONTHS) > facts.span.as_of:
            left[Left.TOO_EARLY.value] += 1
        else:
            d += 1
            n += any(_came_back(case, other) for other in facts.later)
    yield Figure("relapse", Unit.TRAJECTORIES, n, d, excluded=dict(left))


def _came_back(case, other):
    same = other.person == case.person or (case.household is not None and other.household == case.household)
    if other.pk == case.pk or not same:
        return False
    return any(day and case.ended < day <= months_later(case.ended, RELAPSE_MONTHS) for day in (other.registered, other.received))


def living_at_home(months: int, facts: Facts) -> Iterator[Figure]:
    """Living at home so many months after the start.

    D: trajectories that started so many months or longer before the last day of the period, for which it was
    asked and known where the contact person lives. N: those who live at home. Left out: not asked, unknown,
    and deceased. The first day of the period plays no part.
    """
    n, d, left = 0, 0, Counter()
    for case in facts.cases:
        if case.started is None or months_later(case.started, months) > facts.span.last:
            continue
        living = facts.living.get((case.pk, months))
        if living in (None, Living.UNKNOWN, Living.DECEASED):
            left[{None: Left.NOT_ASKED, Living.UNKNOWN: Left.UNKNOWN, Living.DECEASED: Left.DECEASED}[living].value] += 1
        else:
            d += 1
            n += living == Living.AT_HOME
    yield Figure(f"living_at_home_{months}", Unit.TRAJECTORIES, n, d, excluded=dict(left))


NO_RESULT = "no_result"


def referrals(facts: Facts) -> Iterator[Figure]:
    """Referrals of the period by kind of organisation and by the result that was known on the as-of date."""
    kinds = [kind for kind in OrganisationKind.values if any(kind == found for found, _result in facts.referrals)]
    results = [*ReferralResult.values, NO_RESULT]
    cells = {(kind, result): facts.referrals[kind, "" if result == NO_RESULT else result] for kind in kinds for result in results}
    yield Figure("referrals", Unit.REFERRALS, sum(cells.values()), cells=cells)


def sign_ups(facts: Facts) -> Iterator[Figure]:
    """Sign-ups received in the period, by what had become of them on the as-of date.

    Expired: closed as expired, or nobody acted on it for three months. Sign-ups of somebody who was
    entered twice do not count.
    """
    found = Counter(_end_of(sign_up, facts.span.as_of) for sign_up in facts.sign_ups)
    parts = {value: found[value] for value in (*Became.values, *SignUpEnd.values) if found[value]}
    yield Figure("sign_ups", Unit.SIGN_UPS, sum(parts.values()), parts=parts)


def _end_of(sign_up, as_of):
    if sign_up.became:
        return Became.TRAJECTORY.value
    if sign_up.closed and sign_up.closed <= as_of:
        return sign_up.reason
    since = max(sign_up.received, sign_up.last_try or sign_up.received)
    return SignUpEnd.EXPIRED.value if months_later(since, EXPIRES_AFTER_MONTHS) <= as_of else Became.OPEN.value


@dataclass(frozen=True)
class Definition:
    """A definition with its short name and its meaning in plain words; `needs` is the module that the edition must work with.

    `rows` and `columns` name the keys of parts and cells.
    """

    count: Callable[[Facts], Iterator[Figure]]
    label: str
    meaning: str
    needs: Module | None = None
    fact: str = ""
    rows: type[models.TextChoices] | None = None
    columns: type[models.TextChoices] | None = None

    @property
    def text(self) -> str:
        """Exactly what is counted, in English."""
        return getdoc(self.count.func if isinstance(self.count, partial) else self.count)

    def for_edition(self, edition) -> bool:
        """Does this edition work with what is counted?"""
        return (self.needs is None or edition.has(self.needs)) and (not self.fact or self.fact in edition.entry_facts)


DEFINITIONS = {
    "started": Definition(started, _("started"), _("Who started in this period.")),
    "running": Definition(running, _("under way"), _("Who was under way on the last day of this period.")),
    "ended": Definition(ended, _("ended"), _("Who ended in this period, and why."), rows=EndReason),
    "contacts": Definition(
        contacts,
        _("contacts per trajectory per month"),
        _("How often there was contact with each household or person under way, in a month. Contacts in which nobody was reached do not count."),
    ),
    "reached_contacts": Definition(
        reached_contacts,
        _("contacts, by channel"),
        _("All contacts of this period: how, and was somebody reached."),
        rows=ContactChannel,
        columns=Reached,
    ),
    "reached_attempts": Definition(
        reached_attempts,
        _("attempts to reach whoever was signed up, by channel"),
        _("All attempts of this period to reach people who were signed up: how, and was somebody reached."),
        rows=ContactChannel,
        columns=Reached,
    ),
    "goals_set": Definition(
        goals_set, _("goals set"), _("Goals that were set in this period, by life area, and how they stand."), Module.GOALS, columns=GoalState
    ),
    "goals_closed": Definition(
        goals_closed,
        _("goals closed"),
        _("Goals that were closed in this period, by life area, also those that were set before."),
        Module.GOALS,
        columns=GoalState,
    ),
    "ladder": Definition(
        ladder,
        _("step on the ladder, from start to end"),
        _("Of the people who were measured at the end in this period and also at the start: how many stand higher, the same or lower."),
        rows=Moved,
    ),
    "out_of_benefit": Definition(
        out_of_benefit,
        _("no longer on a benefit (uit de bijstand)"),
        _("Of those who lived on a benefit at the start and still did when this period began: how many no longer do."),
        fact="on_benefit",
    ),
    "relapse": Definition(
        relapse,
        _("back within 12 months"),
        _("Of those who ended 12 months ago or longer: how many signed up again within 12 months after the end."),
    ),
    "living_at_home_6": Definition(
        partial(living_at_home, 6),
        _("living at home after 6 months"),
        _("Of those who started 6 months ago or longer and of whom it is known: how many live at home."),
        Module.LIVING_AT_HOME,
    ),
    "living_at_home_12": Definition(
        partial(living_at_home, 12),
        _("living at home after 12 months"),
        _("Of those who started 12 months ago or longer and of whom it is known: how many live at home."),
        Module.LIVING_AT_HOME,
    ),
    "referrals": Definition(
        referrals,
        _("referrals"),
        _("Referrals of this period: to what kind of organisation, and what came of them."),
        Module.REFERRALS,
        rows=OrganisationKind,
        columns=ReferralResult,
    ),
    "sign_ups": Definition(sign_ups, _("sign-ups"), _("Sign-ups that came in during this period, and what became of them."), rows=SignUpEnd),
}
