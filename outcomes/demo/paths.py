"""The way of each made-up person through an edition: days, reasons and outcomes; no database here."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from outcomes.demo import names
from outcomes.demo.cohorts import Cohort, Wave
from outcomes.demo.story import working_day

DROPPED = ("care_duties", "illness", "no_contact", "lost_motivation", "own_choice", "mismatch", "benefit_claimant")
REASON_OF = {"paid_work": "work", "self_employment": "self_employed", "training": "training"}
ENOUGH = 0.75  # part of the planned time after which a trajectory counts as completed


@dataclass(frozen=True)
class Fact:
    """One outcome as it was recorded; `corrects` names its place among the facts of the same person."""

    kind: str
    start_on: date
    recorded_on: date
    country: str = ""
    organisation: str = ""
    end_on: date | None = None
    hours_per_week: int | None = None
    contract_months: int | None = None
    evidence: str = ""
    verified_on: date | None = None
    corrects: int | None = None
    withdrawn: bool = False
    why: str = ""


@dataclass
class Path:
    """One person in one edition."""

    person: dict
    registered_on: date
    channel: str
    group: int | None = None
    intake_on: date | None = None
    selected: str = ""
    decided_on: date | None = None
    started_on: date | None = None
    planned_end_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    completed: str = ""
    facts: list[Fact] = field(default_factory=list)
    pause: tuple[date, date | None] | None = None


def paths(cohort: Cohort, rng, today: date, first_number: int) -> list[Path]:
    """Everybody of this edition, in order of sign-up."""
    number = iter(range(first_number, first_number + 10_000))
    made = []
    for group, wave in enumerate(cohort.waves):
        made += _wave(cohort, group, wave, rng, today, number)
    for outcome, times in ((_refused, cohort.refused), (_gave_up, cohort.gave_up)):
        made += [outcome(_arrive(cohort, rng, number, _earliest(cohort), cohort.waves[-1].first_day), rng, today) for _ in range(times)]
    for place in range(cohort.selected):
        path = _arrive(cohort, rng, number, today - timedelta(days=45), today - timedelta(days=20))
        made.append(replace(path, intake_on=path.registered_on + timedelta(days=6), selected="yes", decided_on=today - timedelta(days=5 + place)))
    for place in range(cohort.waiting):
        path = _arrive(cohort, rng, number, today - timedelta(days=1 + 2 * place), today - timedelta(days=2 * place))
        made.append(replace(path, intake_on=today - timedelta(days=1) if place % 3 == 2 else None))
    return sorted(made, key=lambda path: path.registered_on)


def _earliest(cohort):
    return max(cohort.starts_on, cohort.waves[0].first_day - timedelta(days=110))


def _between(rng, first, last):
    return first + timedelta(days=rng.randint(0, max((last - first).days, 0)))


def _arrive(cohort, rng, number, first, last):
    woman = rng.random() >= cohort.men
    country = "DE" if rng.random() < 0.42 else "NL"
    person = names.invent(rng, woman=woman, country=country, number=next(number))
    person["birth_date"] = date(cohort.starts_on.year - rng.randint(24, 58), rng.randint(1, 12), rng.randint(1, 28))
    channel = rng.choices(("self", "family", "partner_organisation", "media", "employer", "other"), (4, 3, 6, 3, 1, 1))[0]
    return Path(person, _between(rng, first, last), channel)


def _refused(path, rng, today):
    path.intake_on = min(path.registered_on + timedelta(days=rng.randint(4, 14)), today)
    path.selected, path.decided_on = "no", min(path.intake_on + timedelta(days=rng.randint(3, 12)), today)
    return path


def _gave_up(path, rng, today):
    path.ended_on = min(path.registered_on + timedelta(days=rng.randint(5, 20)), today)
    path.end_reason = rng.choice(("own_choice", "no_contact"))
    return path


def _wave(cohort, group, wave: Wave, rng, today, number):
    roles = _roles(wave)
    made = []
    for place in range(wave.size):
        path = _arrive(cohort, rng, number, max(cohort.starts_on, wave.first_day - timedelta(days=80)), wave.first_day - timedelta(days=30))
        path.group = group
        path.intake_on = max(working_day(path.registered_on + timedelta(days=rng.randint(4, 12))), path.registered_on)
        path.selected, path.decided_on = "yes", wave.first_day - timedelta(days=12)
        path.started_on, path.planned_end_on = wave.first_day, wave.last_day
        _finish(path, roles[place], wave, rng, place)
        if roles[place] == "staying":
            if wave.last_day < today and place % 2:
                path.planned_end_on = today + timedelta(days=30)
            if place % 8 == 5:
                path.pause = (today - timedelta(days=20), None)
        elif rng.random() < 0.06 and (path.ended_on - path.started_on).days > 60:
            first = path.started_on + timedelta(days=rng.randint(15, 30))
            path.pause = (first, first + timedelta(days=rng.randint(7, 21)))
        made.append(path)
    return made


def _roles(wave):
    roles = ["placed"] * wave.placed + ["later"] * wave.later + ["dropped"] * wave.dropped + list(wave.excluded) + ["staying"] * wave.staying
    roles += ["withdrawn"] * wave.withdrawn_before
    return roles + ["none"] * (wave.size - len(roles))


def _finish(path, role, wave, rng, place):
    span = (wave.last_day - wave.first_day).days
    match role:
        case "placed":
            _placed(path, wave, rng, place, wave.first_day + timedelta(days=span // 2), wave.known_by)
        case "later":
            _end(path, wave.last_day, "edition_closed", span)
            path.facts.append(Fact("job_searching", wave.last_day, wave.last_day, end_on=None, evidence="statement"))
            path.facts.append(_placed_later(path, wave, rng, place))
        case "staying":
            pass
        case "dropped":
            _end(
                path, wave.first_day + timedelta(days=rng.randint(20, int(span * 0.6))), DROPPED[(place + wave.first_day.month) % len(DROPPED)], span
            )
        case "withdrawn":
            _end(path, wave.last_day, "edition_closed", span)
            wrong = _placement(path, rng, place, wave.last_day + timedelta(days=4), wave.known_by - timedelta(days=12))
            path.facts += [wrong, _taken_back(wrong, wave.known_by - timedelta(days=4))]
        case "none":
            _end(path, wave.last_day, "edition_closed", span)
            if place % 3 == 0:
                path.facts.append(_placement(path, rng, place, wave.last_day, wave.last_day + timedelta(days=3), kind="voluntary_work"))
            elif place % 3 == 1:
                path.facts.append(Fact("job_searching", wave.last_day, wave.last_day + timedelta(days=1), evidence="statement"))
        case excluded:
            _end(path, wave.first_day + timedelta(days=rng.randint(25, 60)), excluded, span)


def _end(path, day, reason, span):
    path.ended_on, path.end_reason = day, reason
    path.completed = "yes" if (day - path.started_on).days >= ENOUGH * span else "no"


def _placed(path, wave, rng, place, first, known_by):
    start = _between(rng, first, min(known_by - timedelta(days=2), wave.last_day + timedelta(days=40)))
    fact = _placement(path, rng, place, start, known_by)
    path.facts.append(fact)
    # Who begins before the group is done leaves for it; the others complete first.
    _end(path, min(max(start, path.started_on), wave.last_day), REASON_OF[fact.kind], (wave.last_day - wave.first_day).days)
    if place < wave.withdrawn_after:
        path.facts.append(_taken_back(fact, known_by + timedelta(days=42)))
    elif place % 5 == 3 and wave.staying == 0:
        lost = start + timedelta(days=rng.randint(70, 200))
        path.facts.append(replace(fact, end_on=lost, recorded_on=max(lost, known_by) + timedelta(days=6), corrects=0, why=names.ENDS["lost"]))


def _placed_later(path, wave, rng, place):
    if wave.last_day < wave.known_by and place % 2 == 0:
        # Began in time, but the programme heard of it too late for the report of that day.
        fact = _placement(path, rng, place, wave.known_by - timedelta(days=8), wave.later_by)
        return replace(fact, recorded_on=wave.known_by + timedelta(days=6), verified_on=None)
    first = max(wave.known_by, wave.last_day) + timedelta(days=1)
    return _placement(path, rng, place, _between(rng, first, wave.later_by - timedelta(days=10)), wave.later_by)


def _placement(path, rng, place, start, known_by, kind=None):
    kind = kind or ("training" if place % 4 == 2 else "self_employment" if place == 5 else "paid_work")
    country = path.person["country"] if rng.random() < 0.7 else ("DE" if path.person["country"] == "NL" else "NL")
    recorded = min(start + timedelta(days=rng.randint(1, 9)), known_by)
    work = kind == "paid_work"
    verified = rng.random() < 0.7 and kind != "voluntary_work"
    return Fact(
        kind,
        start,
        recorded,
        country=country,
        organisation=rng.choice(names.EMPLOYERS[kind, country]),
        hours_per_week=rng.choice((12, 16, 20, 24, 28, 32)) if kind != "training" else rng.choice((16, 24, 32)),
        contract_months=rng.choice((0, 6, 7, 12, 12)) if work else None,
        evidence=(rng.choice(("contract", "payslip")) if work else "enrolment_letter" if kind == "training" else "statement"),
        verified_on=min(recorded + timedelta(days=rng.randint(0, 6)), known_by) if verified else None,
    )


def _taken_back(fact, day):
    return replace(fact, recorded_on=day, verified_on=None, corrects=0, withdrawn=True, why=names.ENDS["wrong"])
