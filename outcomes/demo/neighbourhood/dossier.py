"""Saves the made-up dossiers of Kansrijk and Spil: who it is, how they came, who guides, what was said and done."""

from datetime import timedelta

from casetrack.access import Role
from outcomes.demo.neighbourhood import kansrijk_words
from outcomes.demo.neighbourhood.cases import Case
from outcomes.demo.neighbourhood.configured import named
from outcomes.demo.neighbourhood.plans import Work
from outcomes.demo.neighbourhood.talks import Talk
from outcomes.demo.story import Story, save
from participants.choices import Event
from participants.models import (
    Assignment,
    ContactMoment,
    Goal,
    Household,
    HouseholdMember,
    Person,
    Task,
    Theme,
    Trajectory,
    name_key,
)
from programmes.models import Municipality

# After so many days under way a trajectory enters a phase: the number of the phase in the edition, from 0.
PHASE_DAYS = {
    "kansrijk-oost": ((0, 2), (16, 3), (45, 4)),
    "kansrijk-west": ((0, 2), (16, 3), (183, 4), (345, 5)),
    "kansrijk-zuid": ((0, 2), (16, 3), (45, 4)),
    "spil-westerwolde": ((0, 2), (8, 3), (28, 4), (170, 5)),
}
AFTERCARE = "nazorg"
ANSWERED, UNSAID = "answered", ("refused", "not_asked")


def save_persons(cases: list[Case]) -> None:
    """The persons and households; who comes back is there already."""
    new = [case for case in cases if case.again is None]
    stories, of_case = [], []
    for case in new:
        for resident in case.home.residents:
            row = Person(**resident.details, name_key=name_key(resident.details["first_name"], resident.details["last_name"]))
            day = resident.joined_on or case.received_on
            stories.append(Story(row, len(stories)).then(day, Event.SIGNED_UP, by=case.guide(day)))
            of_case.append(case)
    for case, row in zip(of_case, save(stories), strict=True):
        case.persons.append(row)
    _save_households([case for case in new if case.words is kansrijk_words])
    for case in cases:
        if case.again:
            case.persons = case.again.persons
            case.household = case.again.household


def _save_households(cases):
    told = [
        Story(Household(name=case.home.name), salt).then(case.received_on, Event.HOUSEHOLD_MADE, by=case.setup.coordinator)
        for salt, case in enumerate(cases)
    ]
    for case, household in zip(cases, save(told), strict=True):
        case.household = household
    save(
        [
            _member(case, case.household, resident, person)
            for case in cases
            for resident, person in zip(case.home.residents, case.persons, strict=True)
        ]
    )


def _member(case, household, resident, person):
    day = resident.joined_on or case.received_on
    row = HouseholdMember(household=household, person=person, relation=resident.relation, starts_on=resident.joined_on)
    story = Story(row, person.pk).then(day, Event.MEMBER_JOINED, by=case.guide(day))
    if resident.left_on:
        story.then(resident.left_on, Event.MEMBER_LEFT, by=case.guide(resident.left_on), ends_on=resident.left_on)
    return story


def save_trajectories(cases: list[Case], rng) -> None:
    """The trajectories with their steps and phases, and who is beside them."""
    towns = {town.code: town for town in Municipality.objects.filter(code__in=("0014", "1950"))}
    for case, row in zip(cases, save([_trajectory(case, salt, towns, rng) for salt, case in enumerate(cases)]), strict=True):
        case.row = row
    save([story for salt, case in enumerate(cases) for story in _assignments(case, salt)])


def _trajectory(case, salt, towns, rng):
    setup, edition = case.setup, case.setup.edition
    row = Trajectory(
        edition=edition, programme_id=edition.programme_id, person=case.persons[0], household=case.household, area=setup.areas[case.home.area],
        languages=case.home.languages, phase=setup.phases[0], registered_on=case.received_on,
        channel={"self": "self", "family": "family", "neighbour": "family"}.get(case.source, "partner_organisation"),
    )  # fmt: skip
    story = Story(row, salt).then(case.received_on, Event.SIGNED_UP, by=setup.coordinator)
    if case.started_on is None:
        return story
    by = setup.coordinator if case.household else case.guide(case.started_on)
    story.then(
        case.started_on, Event.STARTED, by=by, started_on=case.started_on, planned_end_on=case.planned_end_on, selected="yes",
        decided_on=case.started_on,
    )  # fmt: skip
    story.then(case.started_on, Event.FACTS_CHANGED, by=by, **_facts(case, towns, rng))
    for days, place in PHASE_DAYS[edition.code]:
        day = case.started_on + timedelta(days=days)
        if day < (case.ended_on or case.today):
            story.then(day, Event.PHASE_CHANGED, by=by, phase=setup.phases[place])
    if case.ended_on:
        if aftercare := named(setup.phases, (AFTERCARE,)):
            story.then(case.ended_on, Event.PHASE_CHANGED, by=by, phase=aftercare)
        completed = "yes" if case.end_reason in ("goal_reached", "partly_reached", "on_their_own", "referred") else "no"
        story.then(case.ended_on, Event.ENDED, by=by, ended_on=case.ended_on, end_reason=case.end_reason, completed=completed)
    return story


def _facts(case, towns, rng):
    """The entry facts that the edition asks, most of them answered."""
    answers = {
        "labour_status": rng.choices(("inactive", "unemployed", "employed"), (4, 5, 2))[0],
        "on_benefit": rng.choices(("yes", "no"), (8, 3))[0],
        "municipality": towns["0014" if case.household else "1950"],
    }
    facts = {}
    for name in case.setup.edition.entry_facts:
        answered = rng.random() < 0.9
        facts[f"{name}_state"] = ANSWERED if answered else rng.choice(UNSAID)
        if answered:
            facts[name] = answers[name]
    return facts


def _assignments(case, salt):
    for guide in case.guides:
        row = Assignment(trajectory=case.row, user=guide.user, role=guide.role, starts_on=guide.since)
        event = Event.HANDED_OVER if guide.takes_over else Event.ASSIGNED
        by = case.setup.coordinator if case.household else guide.user
        story = Story(row, salt).then(guide.since, event, by=by, why=guide.takes_over)
        if guide.until:
            story.then(min(guide.until, case.today), Event.ASSIGNMENT_ENDED, by=case.setup.coordinator, ends_on=guide.until)
        yield story
    if case.back_up:
        since = case.started_on
        row = Assignment(trajectory=case.row, user=case.back_up, role=Role.ACHTERWACHT, starts_on=since)
        yield Story(row, salt).then(since, Event.ASSIGNED, by=case.setup.coordinator)


def save_contacts(talks_of: list[tuple[Case, list[Talk]]]) -> None:
    """The contacts, each by whoever guided on that day."""
    stories, told = [], []
    for salt, (case, talks) in enumerate(talks_of):
        for turn, talk in enumerate(talks):
            author = case.guide(talk.day, turn // 3)
            row = ContactMoment(
                trajectory=case.row, held_on=talk.day, author=author, channel=talk.channel, result=talk.result, note=talk.note,
                next_on=talk.next_on, next_at=talk.next_at,
            )  # fmt: skip
            stories.append(Story(row, salt + turn).then(talk.day, Event.CONTACT_RECORDED, by=author))
            told.append(talk)
    for talk, row in zip(told, save(stories), strict=True):
        talk.row = row


def save_work(work_of: list[tuple[Case, Work]]) -> None:
    """Themes, then goals, then tasks: each points to the one before."""
    themes = [(case, plan) for case, work in work_of for plan in work.themes]
    _save(themes, _theme)
    goals = [(case, plan) for case, work in work_of for plan in work.goals]
    _save(goals, lambda case, plan: Goal(
        trajectory=case.row, theme=plan.theme.row, life_area=plan.theme.row.life_area, wording=plan.plan.wording, set_on=plan.set_on
    ))  # fmt: skip
    tasks = [(case, plan) for case, work in work_of for plan in work.tasks]
    for _case, plan in tasks:
        if plan.talk:
            plan.changes[-1].columns["done_in"] = plan.talk.row
    _save(tasks, lambda case, plan: Task(
        trajectory=case.row, goal=plan.goal.row, wording=plan.step.wording, who=plan.step.who, help_step=plan.step.help, due_on=plan.due_on
    ))  # fmt: skip


def _theme(case, plan):
    setup = case.setup
    return Theme(
        trajectory=case.row, wording=plan.topic.stress, rank=case.topics.index(plan.topic) + 1, wish=named(setup.wishes, plan.topic.wish),
        life_area=named(setup.life_areas, plan.topic.area),
    )  # fmt: skip


def _save(pairs, make):
    stories = []
    for salt, (case, plan) in enumerate(pairs):
        story = Story(make(case, plan), salt)
        for change in plan.changes:
            story.then(change.day, change.event, by=case.guide(change.day), **change.columns)
        stories.append(story)
    for (_case, plan), row in zip(pairs, save(stories), strict=True):
        plan.row = row
