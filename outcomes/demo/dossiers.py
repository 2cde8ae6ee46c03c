"""Writes the dossiers of one edition: persons, trajectories, sign-ups, coaches, contacts, attendance, outcomes."""

from datetime import timedelta

from casetrack.access import Role
from outcomes.choices import Event as OutcomeEvent
from outcomes.demo import names
from outcomes.demo.story import Story, save, working_day
from outcomes.models import Outcome
from participants.choices import Event
from participants.models import Assignment, Attendance, ContactMoment, Pause, Person, Trajectory, name_key
from programmes.models import Municipality
from referrals.choices import Event as SignUpEvent
from referrals.models import SignUp

LESSONS, TOGETHER, MATCHING, AFTERCARE = 1, 2, 3, 4  # places in the list of phases
ANSWERS = {
    "labour_status": (("inactive", "unemployed", "employed"), (7, 2, 1)),
    "registered_with_pes": (("no", "yes"), (8, 2)),
    "education": (("isced_0_2", "isced_3_4", "isced_5_8"), (3, 5, 2)),
}
SILENCE = ("refused", "unknown", "not_asked")


def add_dossiers(people, edition, phases, sessions, *, staff, partners, rng, today):
    """Save the paths of these people in `edition`; `sessions` are the group days of each group."""
    towns = {town.code: town for town in Municipality.objects.all()}
    persons = save([_person(path, salt, staff) for salt, path in enumerate(people)])
    stories = [
        _trajectory(path, person, salt, edition, phases, staff=staff, towns=towns, rng=rng, today=today)
        for salt, (path, person) in enumerate(zip(people, persons, strict=True))
    ]
    rows = list(zip(people, save(stories), [_coach(path, salt, staff) for salt, path in enumerate(people)], strict=True))
    save([_sign_up(path, row, salt, partners, staff) for salt, (path, row, _) in enumerate(rows)])
    save([_assignment(path, row, coach, salt, staff, today) for salt, (path, row, coach) in enumerate(rows) if coach is not None])
    save([_pause(path, row, coach or staff.leader) for path, row, coach in rows if path.pause])
    save([story for salt, (path, row, coach) in enumerate(rows) for story in _contacts(path, row, salt, coach or staff.leader, rng, today)])
    save(
        [
            story
            for path, row, coach in rows
            if path.group is not None
            for story in _attendance(path, row, sessions, coach or staff.leader, rng, today)
        ]
    )
    _save_outcomes([(path, row, coach or staff.leader) for path, row, coach in rows])


def _coach(path, salt, staff):
    """A third each for two coaches, and a third for nobody yet; everybody who ended had a coach."""
    if path.ended_on or path.selected == "no":
        return (staff.coach, staff.coach2)[salt % 2] if path.started_on else None
    return (staff.coach, staff.coach2, None)[salt % 3]


def _person(path, salt, staff):
    details = {name: value for name, value in path.person.items() if name != "code"}
    row = Person(**details, name_key=name_key(details["first_name"], details["last_name"]))
    return Story(row, salt).then(path.registered_on, Event.SIGNED_UP, by=staff.leader)


def _entry_facts(path, rng, towns):
    facts = {}
    for name, (answers, weights) in ANSWERS.items():
        state = rng.choices(("answered", *SILENCE), (86, 4, 6, 4))[0]
        facts[f"{name}_state"] = state
        facts[name] = rng.choices(answers, weights)[0] if state == "answered" else ""
    state = rng.choices(("answered", *SILENCE), (94, 2, 1, 3))[0]
    return facts | {"municipality_state": state, "municipality": towns[path.person["code"]] if state == "answered" else None}


def _trajectory(path, person, salt, edition, phases, *, staff, towns, rng, today):
    coach = _coach(path, salt, staff) or staff.leader
    row = Trajectory(
        edition=edition, programme_id=edition.programme_id, person=person, channel=path.channel,
        registered_on=path.registered_on, phase=phases[0], external_id=f"{edition.code}-{salt + 1:03d}",
    )  # fmt: skip
    story = Story(row, salt).then(path.registered_on, Event.SIGNED_UP, by=staff.leader)
    facts = _entry_facts(path, rng, towns)
    if path.intake_on:
        story.then(path.intake_on, Event.INTAKE_DONE, by=coach, intake_on=path.intake_on)
        story.then(path.intake_on, Event.FACTS_CHANGED, by=coach, **facts)
    if path.decided_on:
        event = Event.SELECTED if path.selected == "yes" else Event.NOT_SELECTED
        story.then(path.decided_on, event, by=staff.leader, selected=path.selected, decided_on=path.decided_on)
    if path.started_on:
        story.then(path.started_on, Event.STARTED, by=coach, started_on=path.started_on, planned_end_on=path.planned_end_on)
        story.then(path.started_on, Event.PHASE_CHANGED, by=coach, phase=phases[LESSONS])
        for days, place in ((25, TOGETHER), (60, MATCHING)):
            day = working_day(path.started_on + timedelta(days=days))
            if day < (path.ended_on or today):
                story.then(day, Event.PHASE_CHANGED, by=coach, phase=phases[place])
    if path.ended_on:
        changes = {"phase": phases[AFTERCARE]} if path.completed == "yes" else {}
        story.then(path.ended_on, Event.ENDED, by=coach, ended_on=path.ended_on, end_reason=path.end_reason, completed=path.completed, **changes)
    return story


def _sign_up(path, trajectory, salt, partners, staff):
    brought = partners[salt % 2] if path.channel == "partner_organisation" else None
    row = SignUp(
        trajectory=trajectory, edition=trajectory.edition, organisation=brought, received_on=path.registered_on,
        name=str(trajectory.person), explanation=names.TOLD[path.person["country"]],
    )  # fmt: skip
    return Story(row, salt).then(path.registered_on, SignUpEvent.SIGN_UP_RECEIVED, by=staff.leader)


def _assignment(path, trajectory, coach, salt, staff, today):
    first = path.intake_on or path.registered_on
    story = Story(Assignment(trajectory=trajectory, user=coach, role=Role.COACH, starts_on=first), salt).then(first, Event.ASSIGNED, by=staff.leader)
    if path.ended_on:
        last = path.ended_on + timedelta(days=60)
        if last <= today:
            story.then(last, Event.ASSIGNMENT_ENDED, by=staff.leader, ends_on=last)
    elif path.started_on and salt % 8 == 0:
        # Leaves soon: somebody else has to take over.
        story.then(today - timedelta(days=3), Event.ASSIGNMENT_ENDED, by=staff.leader, ends_on=today + timedelta(days=10))
    return story


def _pause(path, trajectory, author):
    first, last = path.pause
    row = Pause(trajectory=trajectory, starts_on=first, reason=names.PAUSE_REASONS[trajectory.pk % len(names.PAUSE_REASONS)])
    story = Story(row).then(first, Event.PAUSED, by=author)
    return story.then(last, Event.RESUMED, by=author, ends_on=last) if last else story


def _contacts(path, trajectory, salt, author, rng, today):
    """A talk at the intake and every few weeks after it; with some people under way the last one is long ago."""
    if not path.intake_on:
        return []
    last = path.ended_on or (path.decided_on if path.selected == "no" else today)
    if path.started_on and not path.ended_on and salt % 4 == 1:
        last = today - timedelta(days=34 + salt % 9)
    days, day = [], path.intake_on
    while day <= last:
        days.append(day)
        day += timedelta(days=rng.randint(14, 29))
    if path.started_on and not path.ended_on and salt % 4 != 1:
        days.append(today - timedelta(days=salt % 11))
    days = sorted(max(working_day(day), path.intake_on) for day in days)
    return [_contact(path, trajectory, day, author, salt + place, rng) for place, day in enumerate(days)]


def _contact(path, trajectory, day, author, salt, rng):
    note = rng.choice(names.NOTES[path.person["country"]])
    missed = note.startswith(("Niet opgenomen", "Nicht erreicht"))
    row = ContactMoment(
        trajectory=trajectory, held_on=day, author=author, note=note,
        channel="phone" if missed else rng.choice(("phone", "phone", "visit", "location", "video", "chat")),
        result="not_reached" if missed else rng.choice(("spoken", "spoken", "spoken", "appointment")),
    )  # fmt: skip
    return Story(row, salt).then(day, Event.CONTACT_RECORDED, by=author)


def _attendance(path, trajectory, sessions, author, rng, today):
    """The group days between start and end; the last few days are still to be filled in."""
    last = min(path.ended_on or today, today - timedelta(days=2))
    stories = []
    for session in sessions[path.group]:
        if path.started_on <= session.held_on <= last:
            status = rng.choices(("present", "excused", "absent"), (87, 9, 4))[0]
            row = Attendance(trajectory=trajectory, session=session, status=status, minutes=300 if status == "present" else None)
            stories.append(Story(row, session.pk).then(session.held_on, Event.ATTENDANCE_RECORDED, by=author))
    return stories


def _save_outcomes(rows):
    """First what was recorded, then what corrects it."""
    saved = {}
    for correcting in (False, True):
        stories, keys = [], []
        for path, trajectory, author in rows:
            for place, fact in enumerate(path.facts):
                if (fact.corrects is not None) == correcting:
                    before = saved[trajectory.pk, fact.corrects] if correcting else None
                    stories.append(_outcome(fact, trajectory, author, before))
                    keys.append((trajectory.pk, place))
        saved.update(zip(keys, save(stories), strict=True))


def _outcome(fact, trajectory, author, before):
    values = {name: value for name, value in vars(fact).items() if name not in ("corrects", "why")}
    event = OutcomeEvent.OUTCOME_RECORDED
    if before is not None:
        event = OutcomeEvent.OUTCOME_WITHDRAWN if fact.withdrawn else OutcomeEvent.OUTCOME_CORRECTED
    row = Outcome(trajectory=trajectory, supersedes=before, **values)
    return Story(row, trajectory.pk).then(fact.recorded_on, event, by=author, why=fact.why)
