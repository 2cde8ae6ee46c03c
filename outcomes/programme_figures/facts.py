"""The plain facts of an edition, read in a fixed number of queries, as they were known on a day.

Trajectories that were entered twice are left out of everything. What has a date after the as-of
date is not known yet: an end is no end, a closed goal is open, a referral has no result.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, F, Max, Q, Value, When

from casetrack.choices import AnswerState
from outcomes.choices import OutcomeKind
from outcomes.figures.facts import not_superseded, recorded
from outcomes.models import FollowUp, Outcome
from outcomes.programme_figures.results import Span
from participants.choices import ContactResult, EndReason, GoalState
from participants.models import Answers, ContactMoment, Goal, HouseholdMember, Trajectory
from programmes.choices import Moment, Scoring
from referrals.models import ContactAttempt, Referral, SignUp

NO_AREA = "no_life_area"


@dataclass(frozen=True)
class CaseFacts:
    """A trajectory: of whom, from when until when, and whether they lived on a benefit at the start."""

    pk: int
    person: int
    household: int | None
    registered: date
    started: date | None
    ended: date | None
    reason: str
    on_benefit: str
    received: date | None = None


@dataclass(frozen=True)
class Step:
    """A step on a ladder at one moment; None is not measurable."""

    trajectory: int
    about: int
    instrument: int
    moment: str
    day: date
    step: int | None


@dataclass(frozen=True)
class SignUpFacts:
    """A sign-up, and where it stands."""

    received: date
    became: bool
    closed: date | None
    reason: str
    last_try: date | None


@dataclass
class Facts:
    """Everything that the definitions count from."""

    span: Span
    cases: list[CaseFacts]
    members: dict[int, list[tuple[int, date | None, date | None]]]
    later: list[CaseFacts]
    contacts: Counter
    reached_under_way: int
    attempts: Counter
    goals: list[tuple[str, date, str, date | None]]
    areas: dict[str, str]
    steps: list[Step]
    instruments: dict[int, str]
    out_of_benefit: dict[int, list[date]]
    living: dict[tuple[int, int], str]
    referrals: Counter
    sign_ups: list[SignUpFacts]

    def persons_of(self, case: CaseFacts, day: date) -> set[int]:
        """The persons of a trajectory on a day: of a household its members then, and always the contact person."""
        living = {
            person
            for person, since, until in self.members.get(case.household, ())
            if (since is None or since <= day) and (until is None or until > day)
        }
        return living | {case.person}


def read(edition, span: Span) -> Facts:
    """The facts of an edition; eleven queries, whatever its size."""
    cases = _cases(Trajectory.objects.filter(edition=edition), span)
    reached, contacts = _contacts(edition, span)
    goals, areas = _goals(edition, span)
    steps, instruments = _steps(edition, span)
    return Facts(
        span=span,
        cases=cases,
        members=_members(edition),
        later=_cases(Trajectory.objects.filter(programme=edition.programme_id), span),
        contacts=contacts,
        reached_under_way=reached,
        attempts=_attempts(edition, span),
        goals=goals,
        areas=areas,
        steps=steps,
        instruments=instruments,
        out_of_benefit=_out_of_benefit(edition, span),
        living=_living(edition, span),
        referrals=_referrals(edition, span),
        sign_ups=_sign_ups(edition, span),
    )


def _of(edition, path="trajectory__"):
    """The rows on trajectories of the edition that were not entered twice."""
    return Q(**{f"{path}edition": edition}) & ~Q(**{f"{path}end_reason": EndReason.DUPLICATE})


def _cases(rows, span):
    found = rows.exclude(end_reason=EndReason.DUPLICATE).filter(registered_on__lte=span.as_of).order_by()
    columns = ("pk", "person_id", "household_id", "registered_on", "started_on", "ended_on", "end_reason", "on_benefit", "on_benefit_state")
    cases = []
    for pk, person, household, registered, started, ended, reason, benefit, state, received in found.values_list(*columns, "sign_up__received_on"):
        known = ended is not None and ended <= span.as_of
        answer = benefit if state == AnswerState.ANSWERED else state
        cases.append(CaseFacts(pk, person, household, registered, started, ended if known else None, reason if known else "", answer, received))
    return cases


def _members(edition):
    """Who lives in the households of this edition."""
    rows = HouseholdMember.objects.filter(household__trajectories__edition=edition).order_by().distinct()
    found = defaultdict(list)
    for household, person, since, until in rows.values_list("household_id", "person_id", "starts_on", "ends_on"):
        found[household].append((person, since, until))
    return dict(found)


# What became of a contact or an attempt: reached, answered but not going on with it, or not reached.
REACHED = {ContactResult.NOT_REACHED: "not_reached", ContactResult.NO_CONTACT_WANTED: "other_answer", ContactResult.ALREADY_HELPED: "other_answer"}
_REACHED = Case(*(When(result=result, then=Value(name)) for result, name in REACHED.items()), default=Value("reached"), output_field=CharField())


def _contacts(edition, span):
    """How many contacts reached somebody while under way; and all contacts of the period by channel and whether somebody was reached."""
    rows = ContactMoment.objects.filter(_of(edition), held_on__range=(span.first, span.last)).order_by()
    under_way = Q(trajectory__started_on__lte=F("held_on")) & (Q(trajectory__ended_on__isnull=True) | Q(trajectory__ended_on__gte=F("held_on")))
    counted = rows.annotate(reached=_REACHED).values("channel", "reached").annotate(number=Count("pk"), on_the_way=Count("pk", filter=under_way))
    reached, found = 0, Counter()
    for row in counted:
        found[row["channel"], row["reached"]] = row["number"]
        reached += 0 if row["reached"] == "not_reached" else row["on_the_way"]
    return reached, found


def _attempts(edition, span):
    rows = ContactAttempt.objects.filter(sign_up__edition=edition, held_on__range=(span.first, span.last)).order_by()
    rows = rows.annotate(reached=_REACHED).values_list("channel", "reached").annotate(number=Count("pk"))
    return Counter({(channel, reached): number for channel, reached, number in rows})


def _goals(edition, span):
    """Goals by life area (their own, else that of their theme), with the names of the areas."""
    rows = Goal.objects.filter(_of(edition), set_on__lte=span.as_of).order_by("life_area__order", "theme__life_area__order", "pk")
    columns = ("life_area_id", "life_area__name", "theme__life_area_id", "theme__life_area__name", "set_on", "state", "closed_on")
    goals, names = [], {}
    for own, own_name, of_theme, theme_name, set_on, state, closed in rows.values_list(*columns):
        area = str(own or of_theme or NO_AREA)
        if area != NO_AREA:
            names[area] = own_name if own else theme_name
        known = closed is not None and closed <= span.as_of
        goals.append((area, set_on, state if known else GoalState.OPEN.value, closed if known else None))
    return goals, names


def _steps(edition, span):
    """Steps on the ladders; not of answers for group results, which only whole groups of five may tell (`measurement_lists.group_results`)."""
    steps, names = [], {}
    rows = Answers.objects.filter(
        _of(edition, "measurement__trajectory__"),
        measurement__measured_on__lte=span.as_of,
        measurement__instrument__scoring=Scoring.LADDER,
        measurement__moment__in=(Moment.START, Moment.END),
    ).order_by("measurement__instrument__name", "pk")
    paths = [f"measurement__{column}" for column in ("trajectory_id", "about_id", "instrument_id", "moment", "measured_on")]
    rows = rows.values_list(*paths, "scores", "measurement__instrument__name", "measurement__instrument__edition_of")
    for trajectory, about, instrument, moment, day, scores, name, version in rows:
        names[instrument] = f"{name} ({version})"
        steps.append(Step(trajectory, about, instrument, moment, day, next(iter(scores.values()), None)))
    return steps, names


def _out_of_benefit(edition, span):
    """Per trajectory the days since which somebody is no longer on a benefit, as recorded and neither corrected nor withdrawn."""
    rows = Outcome.objects.filter(recorded(span.as_of), not_superseded(span.as_of), _of(edition), kind=OutcomeKind.OUT_OF_BENEFIT).order_by()
    found = defaultdict(list)
    for trajectory, day in rows.values_list("trajectory_id", "start_on"):
        found[trajectory].append(day)
    return dict(found)


def _living(edition, span):
    rows = FollowUp.objects.filter(_of(edition), asked_on__lte=span.as_of).order_by()
    return {(trajectory, months): living for trajectory, months, living in rows.values_list("trajectory_id", "months", "living")}


def _referrals(edition, span):
    rows = Referral.objects.filter(_of(edition), referred_on__range=(span.first, span.last)).order_by()
    known = Case(When(result_on__lte=span.as_of, then=F("result")), default=Value(""), output_field=CharField())
    rows = rows.annotate(known=known).values_list("organisation__kind", "known").annotate(number=Count("pk"))
    return Counter({(kind, result): number for kind, result, number in rows})


def _sign_ups(edition, span):
    tries = Max("attempts__held_on", filter=Q(attempts__held_on__lte=span.as_of))
    rows = SignUp.objects.filter(edition=edition, received_on__range=(span.first, span.last)).order_by()
    rows = rows.exclude(trajectory__end_reason=EndReason.DUPLICATE, trajectory__isnull=False).annotate(last_try=tries)
    columns = ("received_on", "trajectory__registered_on", "closed_on", "close_reason", "last_try")
    return [
        SignUpFacts(received, became is not None and became <= span.as_of, closed, reason, last_try)
        for received, became, closed, reason, last_try in rows.values_list(*columns)
    ]
