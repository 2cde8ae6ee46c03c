"""What came of it: outcomes, where older people live after 6 and 12 months, and stories told with consent."""

from datetime import timedelta

from outcomes.choices import Event, Living, OutcomeKind
from outcomes.demo.neighbourhood import kansrijk_words, spil_words
from outcomes.demo.neighbourhood.cases import Case
from outcomes.demo.neighbourhood.plans import Work
from outcomes.demo.story import Story as Told
from outcomes.demo.story import save
from outcomes.models import FollowUp, Outcome, Story
from participants.choices import ConsentPurpose, GoalState
from participants.choices import Event as ParticipantEvent
from participants.models import Consent
from programmes.choices import Module

# A reached goal with this wish became an outcome of this kind, at such a place.
FROM_WISH = {
    "Betaald werk": (OutcomeKind.PAID_WORK, ("Bakkerij De Korenaar", "Zorghuis De Linde", "Fietsenwinkel Het Spatbord"), "contract"),
    "Vrijwilligerswerk": (OutcomeKind.VOLUNTARY_WORK, ("Weggeefwinkel in de wijk", "Buurthuis De Deel", "Speeltuin Het Klimrek"), "statement"),
    "Opleiding": (OutcomeKind.TRAINING, ("Taalhuis", "Mbo-opleiding zorg en welzijn", "Cursus computer"), "enrolment_letter"),
}
OFF_BENEFIT = "yes"
ASKED = 0.9  # part of the older people of whom it was asked
STORY_ASKED = "Mogen we jouw verhaal vertellen, zonder naam, op het halfjaarblad van het programma?"


def save_outcomes(work_of: list[tuple[Case, Work]], rng) -> None:
    """Work, training and voluntary work where a goal for it was reached; some with work leave the benefit."""
    save([story for case, work in work_of for story in _outcomes(case, work, rng)])


def _outcomes(case, work, rng):
    by = case.setup.coordinator
    for goal in work.goals:
        if goal.row.state != GoalState.REACHED or goal.theme.row.wish is None or goal.theme.row.wish.name not in FROM_WISH:
            continue
        kind, places, evidence = FROM_WISH[goal.theme.row.wish.name]
        day = goal.row.closed_on
        work_hours = {"hours_per_week": rng.choice((12, 16, 20, 24))} if kind == OutcomeKind.PAID_WORK else {}
        yield _outcome(case, kind, day, by, country="NL", organisation=rng.choice(places), evidence=evidence, **work_hours)
        if kind == OutcomeKind.PAID_WORK and case.row.on_benefit == OFF_BENEFIT:
            later = day + timedelta(days=30)
            if later <= case.today:
                yield _outcome(case, OutcomeKind.OUT_OF_BENEFIT, later, by, evidence="statement")


def _outcome(case, kind, day, by, **columns):
    known = min(day + timedelta(days=5), case.today)
    row = Outcome(trajectory=case.row, kind=kind, start_on=day, recorded_on=known, **columns)
    return Told(row, case.row.pk).then(known, Event.OUTCOME_RECORDED, by=by)


def save_follow_ups(cases: list[Case], rng) -> None:
    """Where somebody lives 6 and 12 months after the start, as far as that day has come and it was asked."""
    stories = []
    for case in cases:
        if not case.started_on or not case.setup.edition.has(Module.LIVING_AT_HOME):
            continue
        for months, days in ((6, 183), (12, 365)):
            day = case.started_on + timedelta(days=days + rng.randint(0, 12))
            if day <= case.today and rng.random() < ASKED:
                row = FollowUp(trajectory=case.row, months=months, asked_on=day, living=_living(case, day, rng))
                stories.append(Told(row, months).then(day, Event.FOLLOWED_UP, by=case.guide(day)))
    save(stories)


def _living(case, day, rng):
    gone = case.ended_on and case.ended_on <= day
    if gone and case.end_reason == "deceased":
        return Living.DECEASED
    if gone and case.end_reason == "moved":
        return Living.CARE_HOME
    return rng.choices((Living.AT_HOME, Living.UNKNOWN, Living.ELSEWHERE), (92, 6, 2))[0]


def save_stories(cases: list[Case]) -> None:
    """Stories of people who completed: checked by the coordinator, one withdrawn with its consent, one not yet checked."""
    told = []
    for code, words, withdrawn in (("kansrijk-oost", kansrijk_words, 3), ("spil-westerwolde", spil_words, None)):
        done = [case for case in cases if case.setup.edition.code == code and case.end_reason in ("goal_reached", "on_their_own")]
        told += [(case, *text, place == withdrawn, place) for place, (case, text) in enumerate(zip(done, words.STORIES, strict=False))]
    consents = save([_story_consent(case, gone, salt) for salt, (case, _title, _text, gone, _place) in enumerate(told)])
    save([_story(*plan, consent, salt) for salt, (plan, consent) in enumerate(zip(told, consents, strict=True))])


def _story_consent(case, gone, salt):
    row = Consent(trajectory=case.row, purpose=ConsentPurpose.STORY, wording=STORY_ASKED, starts_on=case.ended_on, how="written")
    story = Told(row, salt).then(case.ended_on, ParticipantEvent.CONSENT_GIVEN, by=case.setup.coordinator)
    if gone:
        day = case.today - timedelta(days=12)
        story.then(day, ParticipantEvent.CONSENT_WITHDRAWN, by=case.setup.coordinator, why="Vindt het bij nader inzien te persoonlijk.", ends_on=day)
    return story


def _story(case, title, text, gone, place, consent, salt):
    by = case.setup.coordinator
    written = case.ended_on + timedelta(days=4)
    row = Story(edition=case.setup.edition, consent=consent, title=title, text=text)
    story = Told(row, salt).then(written, Event.STORY_WRITTEN, by=by)
    unchecked = case.words is spil_words and place == len(spil_words.STORIES) - 1
    if not unchecked:
        story.then(written + timedelta(days=3), Event.STORY_APPROVED, by=by, approved_by=by, approved_on=written + timedelta(days=3))
    if gone:
        day = case.today - timedelta(days=12)
        story.then(day, Event.STORY_WITHDRAWN, by=by, why="De toestemming is ingetrokken.", withdrawn_on=day)
    return story
