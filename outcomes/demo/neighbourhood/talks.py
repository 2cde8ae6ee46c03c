"""The contacts of a made-up dossier: on which days, how, what came of it, and what was noted."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from outcomes.demo.neighbourhood import kansrijk_words
from outcomes.demo.neighbourhood.cases import Case
from outcomes.demo.story import working_day
from participants.choices import ContactChannel as How
from participants.choices import ContactResult as Result

REACHED = (Result.SPOKEN, Result.APPOINTMENT, Result.HELP_ACCEPTED)
WEIGHTS = {
    "kansrijk": ((How.VISIT, How.PHONE, How.CHAT, How.LOCATION, How.VIDEO, How.EMAIL, How.GROUP, How.LETTER), (44, 20, 17, 9, 3, 3, 3, 1)),
    "spil": ((How.VISIT, How.PHONE, How.LOCATION, How.GROUP, How.LETTER, How.EMAIL), (52, 34, 6, 5, 2, 1)),
}
MISSES = {How.VISIT: 0.09, How.PHONE: 0.22, How.CHAT: 0.16, How.VIDEO: 0.08, How.EMAIL: 0.3, How.LETTER: 0.75}
HOURS = (time(9, 30), time(10), time(10, 30), time(13, 30), time(14), time(15), time(19))


@dataclass
class Talk:
    """One contact."""

    day: date
    channel: str
    result: str
    note: str
    next_on: date | None = None
    next_at: time | None = None
    row: object = None

    @property
    def reached(self) -> bool:
        """Was somebody spoken to."""
        return self.result in REACHED


def talks(case: Case, rng, today: date) -> list[Talk]:
    """Everything from the first call to the last contact, in order; today's and later appointments with it."""
    days = _days(case, rng, today)
    notes = _notes(case, rng)
    made = []
    for place, day in enumerate(days):
        made.append(_first(case, day, rng) if place == 0 else _talk(case, day, rng, notes))
    if made and case.ended_on and case.end_reason not in ("no_contact", "deceased", "moved", "own_choice"):
        made[-1].channel, made[-1].result, made[-1].note = How.VISIT, Result.SPOKEN, rng.choice(case.words.LAST_NOTES)
    if case.end_reason == "no_contact":
        for talk in made[-3:]:
            talk.channel, talk.result, talk.note = How.PHONE, Result.NOT_REACHED, "Niet opgenomen, bericht gestuurd."
    if case.end_reason == "own_choice" and made:
        made[-1].channel, made[-1].result, made[-1].note = How.PHONE, Result.NO_CONTACT_WANTED, "Wil stoppen en zegt het zelf te redden. Dat is goed."
    _appointments(case, made, rng, today)
    _hand_overs(case, made)
    return made


def _days(case, rng, today):
    """Closer together at the start; with some people the last contact is long ago."""
    if case.started_on is None:
        return []
    of_kansrijk = case.words is kansrijk_words
    last = case.ended_on or today - timedelta(days=case.quiet_days or rng.randint(0, 9 if of_kansrijk else 15))
    day, days = case.started_on - timedelta(days=rng.randint(3, 7) if of_kansrijk else 0), []
    day = max(day, case.received_on)
    while day < last - timedelta(days=3):
        days.append(day)
        early = (day - case.started_on).days < 60
        day += timedelta(days=rng.randint(5, 10) if early and of_kansrijk else rng.randint(9, 14) if of_kansrijk else rng.randint(16, 38))
        day = working_day(day) if rng.random() < 0.9 else day
    return sorted({*days, last})


def _first(case, day, rng):
    result = Result.HELP_ACCEPTED if case.words is not kansrijk_words else Result.SPOKEN
    return Talk(day, How.VISIT, result, rng.choice(case.words.FIRST_NOTES))


def _talk(case, day, rng, notes):
    channels, weights = WEIGHTS["kansrijk" if case.words is kansrijk_words else "spil"]
    channel = rng.choices(channels, weights)[0]
    if rng.random() < MISSES.get(channel, 0):
        return Talk(day, channel, Result.NOT_REACHED, rng.choice(case.words.MISSED))
    result = rng.choices((Result.SPOKEN, Result.APPOINTMENT, Result.HELP_ACCEPTED), (80, 15, 5))[0]
    return Talk(day, channel, result, notes.pop() if notes and rng.random() < 0.8 else "")


def _notes(case, rng):
    """The notes that fit, those of the first topic first, with general ones between; none twice in one dossier."""
    general = list(case.words.GENERAL_NOTES)
    rng.shuffle(general)
    found = []
    for topic in case.topics:
        for note in topic.notes:
            found.append(note)
            if general and rng.random() < 0.45:
                found.append(general.pop())
    return [*general, *reversed(found)]


def _appointments(case, made, rng, today):
    """What was agreed for the next time; the last one of somebody under way lies ahead, unless they are quiet."""
    for talk, after in pairwise(made):
        if talk.reached and rng.random() < 0.6:
            talk.next_on, talk.next_at = after.day, rng.choice((*HOURS, None))
    if made and case.ended_on is None and case.quiet_days is None and made[-1].reached:
        made[-1].next_on, made[-1].next_at = working_day(today + timedelta(days=rng.randint(3, 11))), rng.choice(HOURS)


def _hand_overs(case, made):
    for guide in case.guides:
        if guide.takes_over:
            talk = next(talk for talk in made if talk.day >= guide.since)
            talk.channel, talk.result, talk.note = How.VISIT, Result.SPOKEN, kansrijk_words.HANDED_NOTE
