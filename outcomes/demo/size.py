"""Many made-up trajectories in many programmes, with coaches, contacts and outcomes: to measure with.

Everything is written in bulk with history. The shape is that of a large organisation: about
2,000 trajectories a programme, coaches with 50 to 500 trajectories each, one coach with
exactly 100 and one with exactly 1, three contacts a trajectory and three outcomes for five.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from casetrack import bulk
from casetrack.access import Role
from casetrack.models import User
from outcomes.choices import Event as OutcomeEvent
from outcomes.demo import names
from outcomes.models import Outcome
from participants.choices import Event
from participants.models import Assignment, ContactMoment, Person, Trajectory, name_key
from programmes.choices import Event as ProgrammeEvent
from programmes.models import Edition, Organisation, OrganisationMember, Programme, ProgrammeMember

SEED = 100_000
A_PROGRAMME = 2_000
CONTACTS, OUTCOMES_OF_FIVE = 3, 3
LOADS = (50, 80, 120, 180, 250, 350, 500)  # how many trajectories a coach has
WITH_100, WITH_1 = "coach-100@load.example.org", "coach-1@load.example.org"
FIRST_DAY, DAYS = date(2020, 1, 6), 1_500
FUNNEL = {"not_selected": 0.25, "waiting": 0.10}
ROWS_EACH = 3 + CONTACTS + OUTCOMES_OF_FIVE / 5


@dataclass
class Made:
    """What was made: how many trajectories and programmes, and the users to measure with."""

    trajectories: int
    programmes: int
    leaders: list
    coach_of_100: object
    coach_of_1: object
    editions: list


class Quiet:
    """Progress that nobody looks at."""

    def start(self, total):
        """Nothing."""

    def add(self, rows):
        """Nothing."""


def sizes(total: int, largest: int | None = None) -> list[int]:
    """How many trajectories each programme has: about 2,000, after one of `largest` if that is asked for."""
    first = [min(largest, total)] if largest else []
    rest = total - sum(first)
    programmes = max(1, round(rest / A_PROGRAMME)) if rest else 0
    return first + [rest // programmes + (n < rest % programmes) for n in range(programmes)]


@transaction.atomic
def load(total: int, *, password: str, progress=None, largest: int | None = None) -> Made:
    """Make `total` trajectories beside what is there; all or nothing."""
    rng, progress = random.Random(SEED), progress or Quiet()
    progress.start(int(total * ROWS_EACH))
    writer = _Writer(rng, progress, make_password(password), run=1 + Programme.objects.filter(code__startswith="load-").count())
    for size in sizes(total, largest):
        writer.programme(size)
    writer.finish()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return writer.made(total)


class _Writer:
    """Writes programme after programme; one coach in the first one gets exactly 100, another exactly 1."""

    def __init__(self, rng, progress, hashed, run):
        self.rng, self.progress, self.hashed, self.run = rng, progress, hashed, run
        self.numbers, self.leaders, self.editions = count(run), [], []
        self.special = []
        self.administrator = self._user(f"administrator-{run}@load.example.org", "Beheer")
        self.home = Organisation(name=f"Load institute {run}", kind="institute")
        self.home.record(ProgrammeEvent.ORGANISATION_ADDED, by=self.administrator)
        self.home.kept_by = self.home
        self.home.record(ProgrammeEvent.ORGANISATION_CHANGED, by=self.administrator)
        OrganisationMember(organisation=self.home, user=self.administrator, role=Role.ADMINISTRATOR, starts_on=FIRST_DAY).record(
            ProgrammeEvent.MEMBER_ADDED, by=self.administrator
        )

    def made(self, total):
        """The account of what was written."""
        coaches = User.objects.in_bulk([WITH_100, WITH_1], field_name="email")
        return Made(total, len(self.editions), self.leaders, coaches.get(WITH_100), coaches.get(WITH_1), self.editions)

    def _user(self, email, last_name):
        user = User(email=email, first_name="Load", last_name=last_name, password=self.hashed)
        user.save()
        return user

    def _member(self, programme, user, role):
        ProgrammeMember(programme=programme, user=user, role=role, starts_on=FIRST_DAY).record(ProgrammeEvent.MEMBER_ADDED, by=self.administrator)

    def programme(self, size):
        """One programme with one edition, its leader and coaches, and `size` trajectories."""
        number = next(self.numbers)
        programme = Programme(organisation=self.home, code=f"load-{number}", name=f"Load programme {number}", kind="job_guidance")
        programme.record(ProgrammeEvent.PROGRAMME_ADDED, by=self.administrator)
        edition = Edition(
            programme=programme, code=f"load-{number}-1", name=f"Load edition {number}", target=size,
            starts_on=FIRST_DAY, ends_on=FIRST_DAY + timedelta(days=DAYS + 400),
        )  # fmt: skip
        edition.record(ProgrammeEvent.EDITION_OPENED, by=self.administrator)
        leader = self._user(f"leader-{number}@load.example.org", f"Leader {number}")
        self._member(programme, leader, Role.PROJECT_LEADER)
        self.leaders.append(leader)
        self.editions.append(edition)
        people = self._insert(Person, (self._person(n) for n in range(size)), Event.IMPORTED, leader)
        rows = [self._trajectory(edition, person, n) for n, person in enumerate(people)]
        ids = self._insert(Trajectory, rows, Event.IMPORTED, leader)
        coaches = self._coaches(programme, number, size)
        assigned = list(zip(ids, coaches, strict=True))
        self._insert(Assignment, (self._assignment(pk, coach) for pk, coach in assigned), Event.ASSIGNED, leader)
        contacts = (self._contact(pk, coach, row, n) for (pk, coach), row in zip(assigned, rows, strict=True) for n in range(CONTACTS))
        self._insert(ContactMoment, contacts, Event.CONTACT_RECORDED, leader)
        outcomes = (self._outcome(pk, row) for pk, row in zip(ids, rows, strict=True) if pk % 5 < OUTCOMES_OF_FIVE)
        self._insert(Outcome, outcomes, OutcomeEvent.OUTCOME_IMPORTED, leader)

    def finish(self):
        """Draw the bar to its end: the number of outcomes was an estimate."""
        self.progress.add(max(0, getattr(self.progress, "total", 0) - getattr(self.progress, "done", 0)))

    def _insert(self, model, rows, event, by):
        before = 0

        def told(done):
            nonlocal before
            self.progress.add(done - before)
            before = done

        return bulk.insert(model, rows, event=event, by=by, progress=told)

    def _coaches(self, programme, number, size):
        """The coach of each trajectory, in order of the trajectories."""
        of_each, loads = [], iter(LOADS * (1 + size // sum(LOADS)))
        if not self.editions[1:]:
            of_each += self._special(programme, size)
        serial = count(1)
        while len(of_each) < size:
            coach = self._user(f"coach-{number}-{next(serial)}@load.example.org", f"Coach {number}")
            self._member(programme, coach, Role.COACH)
            of_each += [coach.pk] * next(loads)
        of_each = of_each[:size]
        self.rng.shuffle(of_each)
        return of_each

    def _special(self, programme, size):
        if size <= 101 or User.objects.filter(email=WITH_1).exists():
            return []
        hundred, one = self._user(WITH_100, "Honderd"), self._user(WITH_1, "Een")
        for user in (hundred, one):
            self._member(programme, user, Role.COACH)
        return [hundred.pk] * 100 + [one.pk]

    def _person(self, number):
        rng = self.rng
        german, woman = rng.random() < 0.4, rng.random() < 0.7
        first = rng.choice((names.WOMEN_DE if woman else names.MEN_DE) if german else (names.WOMEN_NL if woman else names.MEN_NL))
        last = rng.choice(names.LAST_DE if german else names.LAST_NL)
        return {
            "first_name": first,
            "last_name": last,
            "name_key": name_key(first, last),
            "birth_date": date(1960 + number % 42, 1 + number % 12, 1 + number % 28),
            "sex": "f" if woman else "m",
            "country": "DE" if german else "NL",
        }

    def _trajectory(self, edition, person, number):
        rng = self.rng
        registered = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        row = {
            "programme_id": edition.programme_id,
            "edition_id": edition.pk,
            "person_id": person,
            "external_id": f"L{number:06d}",
            "channel": "self",
            "registered_on": registered,
            "labour_status": "inactive",
            "labour_status_state": "answered",
        }
        draw = rng.random()
        if draw < FUNNEL["waiting"]:
            return row
        row |= {"intake_on": registered + timedelta(days=7), "decided_on": registered + timedelta(days=14)}
        if draw < FUNNEL["waiting"] + FUNNEL["not_selected"]:
            return row | {"selected": "no"}
        started = registered + timedelta(days=28)
        row |= {"selected": "yes", "started_on": started, "planned_end_on": started + timedelta(days=180)}
        if draw < 0.75:
            ended = started + timedelta(days=rng.randrange(40, 200))
            row |= {
                "ended_on": ended,
                "end_reason": "work" if draw < 0.6 else "moved" if draw < 0.62 else "own_choice",
                "completed": "yes" if draw < 0.7 else "no",
            }
        return row

    def _assignment(self, trajectory, coach):
        return {"trajectory_id": trajectory, "user_id": coach, "role": Role.COACH.value, "starts_on": FIRST_DAY}

    def _contact(self, trajectory, coach, row, number):
        return {
            "trajectory_id": trajectory,
            "held_on": row["registered_on"] + timedelta(days=7 + 21 * number),
            "channel": "phone",
            "result": "spoken",
            "note": self.rng.choice(names.NOTES["NL"]),
            "author_id": coach,
        }

    def _outcome(self, trajectory, row):
        start = (row.get("started_on") or row["registered_on"]) + timedelta(days=self.rng.randrange(60, 240))
        return {
            "trajectory_id": trajectory,
            "kind": ("paid_work", "training", "job_searching", "self_employment")[trajectory % 4],
            "start_on": start,
            "end_on": start + timedelta(days=400) if trajectory % 7 == 0 else None,
            "country": "NL" if trajectory % 3 else "DE",
            "recorded_on": start + timedelta(days=5),
            "evidence": "contract",
        }
