"""How people came: sign-ups and signals with the attempts to reach them; some wait, some ended without a trajectory."""

from dataclasses import dataclass
from datetime import date, timedelta

from outcomes.demo.neighbourhood import kansrijk_words, residents, spil_words
from outcomes.demo.neighbourhood.cases import Case
from outcomes.demo.neighbourhood.configured import Setup
from outcomes.demo.story import Story, save
from participants.choices import ContactChannel as How
from participants.choices import ContactResult as Result
from referrals.choices import Event
from referrals.models import ContactAttempt, SignUp

EMPTIED_AFTER = 92  # days after which the clock empties what was closed
BY_THEMSELVES = "self"


@dataclass(frozen=True)
class Loose:
    """A sign-up without a trajectory: received so many days ago, and the attempts as (days ago, channel, result)."""

    edition: str
    area: str
    received: int
    source: str
    signals: tuple[str, ...] = ()
    tries: tuple[tuple[int, str, str], ...] = ()
    closed: int | None = None
    reason: str = ""


MISS, TALK, NO, SOON = Result.NOT_REACHED.value, Result.SPOKEN.value, Result.NO_CONTACT_WANTED.value, Result.APPOINTMENT.value
CALL, VISIT, LETTER, HELPED = How.PHONE.value, How.VISIT.value, How.LETTER.value, Result.ALREADY_HELPED.value
OPEN = (
    Loose("spil-westerwolde", "Vlagtwedde", 1, "neighbour", ("loneliness",)),
    Loose("spil-westerwolde", "Vlagtwedde", 3, "gp", ("frailty", "falling")),
    Loose("spil-westerwolde", "Vlagtwedde", 9, "family", ("memory",), ((6, CALL, MISS), (2, CALL, SOON))),
    Loose("spil-westerwolde", "Vlagtwedde", 87, "municipal_taxes", ("money",)),  # expires within a few days
    Loose("spil-westerwolde", "Ter Apel", 2, "self", ("loneliness", "grief")),
    Loose("spil-westerwolde", "Ter Apel", 20, "home_care", ("carer",), ((16, CALL, MISS), (11, LETTER, MISS), (4, VISIT, MISS))),
    Loose("spil-westerwolde", "Sellingen", 5, "district_nurse", ("household",), ((3, CALL, TALK),)),
    Loose("spil-westerwolde", "Bourtange", 33, "housing", ("housing",), ((30, CALL, MISS), (21, VISIT, SOON))),
    Loose("kansrijk-oost", "Beijum", 4, "school"),
    Loose("kansrijk-oost", "Lewenborg", 18, "welfare", (), ((15, CALL, MISS), (9, CALL, MISS))),
    Loose("kansrijk-west", "Selwerd", 7, "self", (), ((5, CALL, SOON),)),
    Loose("kansrijk-zuid", "De Wijert", 2, "municipality"),
)
CLOSED = (
    Loose("spil-westerwolde", "Vlagtwedde", 40, "neighbour", ("loneliness",), ((37, VISIT, NO),), 37, "no_contact_wanted"),
    Loose("spil-westerwolde", "Vlagtwedde", 75, "family", ("memory",), ((70, CALL, HELPED),), 70, "already_helped"),
    Loose("spil-westerwolde", "Ter Apel", 60, "gp", ("falling",), ((55, CALL, MISS), (48, VISIT, TALK)), 47, "referred"),
    Loose("spil-westerwolde", "Sellingen", 25, "self", ("other",), ((23, CALL, TALK),), 22, "not_eligible"),
    Loose("spil-westerwolde", "Ter Apel", 190, "volunteer", ("grief",), ((185, CALL, NO),), 185, "no_contact_wanted"),
    Loose("spil-westerwolde", "Bellingwolde", 210, "housing", ("household",), ((200, LETTER, MISS), (190, CALL, MISS)), 170, "not_reached"),
    Loose("spil-westerwolde", "Sellingen", 240, "municipality", ("money",), ((236, CALL, HELPED),), 236, "already_helped"),
    Loose("spil-westerwolde", "Vlagtwedde", 300, "physiotherapist", ("falling",), ((296, CALL, TALK),), 290, "referred"),
    Loose("spil-westerwolde", "Bourtange", 380, "neighbour", ("frailty",), (), 288, "expired"),
    Loose("spil-westerwolde", "Ter Apel", 410, "family", ("loneliness",), ((404, VISIT, NO),), 404, "no_contact_wanted"),
    Loose("kansrijk-oost", "Beijum", 90, "welfare", (), ((85, CALL, TALK),), 80, "not_eligible"),
    Loose("kansrijk-oost", "Lewenborg", 150, "family", (), ((143, CALL, MISS), (136, VISIT, NO)), 136, "no_contact_wanted"),
    Loose("kansrijk-zuid", "De Wijert", 220, "school", (), ((214, CALL, HELPED),), 214, "already_helped"),
)
TRIED_NOTES = {
    Result.NOT_REACHED: ("Geen gehoor.", "Kaartje in de bus gedaan.", "Voicemail ingesproken.", ""),
    Result.SPOKEN: ("Vriendelijk gesprek. Denkt er even over na.", "Wil graag kennismaken.", ""),
    Result.APPOINTMENT: ("Afspraak staat. Koffie is beloofd.", "Komt goed uit na de middag.", ""),
    Result.NO_CONTACT_WANTED: ("Redt zich en wil geen bezoek. Bedankte wel voor de aandacht.",),
    Result.ALREADY_HELPED: ("Er komt al iemand van de thuiszorg. Dat is genoeg.",),
    Result.HELP_ACCEPTED: ("Ja, kom maar langs.",),
}
REPORTERS = {"family": "Dochter", "neighbour": "Overbuurvrouw", "volunteer": "Vrijwilliger eettafel", "school": "Brugfunctionaris"}


def save_sign_ups(cases: list[Case], rng) -> None:
    """The sign-up of everybody who takes part, with one to three attempts before."""
    rows = save([_accepted(case, salt, rng) for salt, case in enumerate(cases)])
    save([story for case, row in zip(cases, rows, strict=True) for story in _attempts_before(case, row, rng)])


def _told(case):
    return case.words.TOLD[case.source] if case.words is spil_words else kansrijk_words.FOUND_BY[case.source]


def _since(case):
    """The day on which the sign-up became a trajectory."""
    return min((guide.since for guide in case.guides), default=case.started_on or case.received_on)


def _accepted(case, salt, rng):
    person, setup = case.home.contact, case.setup
    told_on = case.received_on if case.source == BY_THEMSELVES else max(case.received_on, _since(case) - timedelta(days=2))
    row = SignUp(
        edition=setup.edition, area=setup.areas[case.home.area], received_on=case.received_on, source=case.source, signals=case.signals,
        name=f"{person['first_name']} {person['last_name']}", phone=person.get("phone", ""), place=person["place"],
        explanation=_told(case), reporter_name=REPORTERS.get(case.source, ""),
    )  # fmt: skip
    # With the public form there is nobody whom the history could name.
    by = None if case.source == BY_THEMSELVES and setup.edition.public_sign_up else setup.coordinator
    story = Story(row, salt).then(case.received_on, Event.SIGN_UP_RECEIVED, by=by)
    accepted = setup.coordinator if case.household else case.guide(_since(case))
    return story.then(max(told_on, _since(case)), Event.SIGN_UP_ACCEPTED, by=accepted, trajectory=case.row, told_on=told_on)


def _attempts_before(case, sign_up, rng):
    span = (_since(case) - case.received_on).days
    if span < 1:
        return
    days = sorted(rng.sample(range(1, span + 1), min(span, rng.choice((1, 1, 2, 3)))))
    by = case.guide(_since(case)) if case.words is spil_words else case.setup.coordinator
    for place, days_after in enumerate(days):
        is_last = place == len(days) - 1
        channel = rng.choices((How.PHONE, How.VISIT, How.LETTER), (7, 3, 1))[0] if not is_last else rng.choice((How.PHONE, How.VISIT))
        result = rng.choice((Result.APPOINTMENT, Result.HELP_ACCEPTED, Result.SPOKEN)) if is_last else Result.NOT_REACHED
        yield _attempt(sign_up, case.received_on + timedelta(days=days_after), channel, result, by, rng.choice(TRIED_NOTES[result]))


def _attempt(sign_up, day, channel, result, by, note):
    row = ContactAttempt(sign_up=sign_up, held_on=day, channel=channel, result=result, note=note, author=by)
    return Story(row, sign_up.pk).then(day, Event.CONTACT_TRIED, by=by)


def save_loose(setups: dict[str, Setup], rng, today: date) -> None:
    """Signals that wait, and those that ended without a trajectory; the oldest are emptied, as the clock does."""
    planned = list(enumerate(OPEN + CLOSED, start=1))
    rows = save([_loose(setups[loose.edition], loose, number, rng, today) for number, loose in planned])
    stories = []
    for (_number, loose), row in zip(planned, rows, strict=True):
        setup = setups[loose.edition]
        for ago, channel, result in loose.tries:
            note = "" if row.emptied_on else rng.choice(TRIED_NOTES[Result(result)])
            stories.append(_attempt(row, today - timedelta(days=ago), channel, result, _handler(setup, loose), note))
    save(stories)


def _handler(setup, loose):
    return setup.guides[loose.area][0][0] if loose.edition.startswith("spil") else setup.coordinator


def _loose(setup, loose, number, rng, today):
    received = today - timedelta(days=loose.received)
    row = SignUp(edition=setup.edition, area=setup.areas[loose.area], received_on=received, source=loose.source, signals=list(loose.signals))
    emptied = loose.closed is not None and loose.closed >= EMPTIED_AFTER
    if not emptied:
        for name, value in _telling(loose, number, rng, today).items():
            setattr(row, name, value)
    if loose.source == BY_THEMSELVES or loose.tries:
        row.told_on = received if loose.source == BY_THEMSELVES else None
    story = Story(row, number).then(received, Event.SIGN_UP_RECEIVED, by=_handler(setup, loose))
    talked = [ago for ago, _channel, result in loose.tries if result != MISS]
    if talked and row.told_on is None:
        day = today - timedelta(days=talked[0])
        story.then(day, Event.SIGN_UP_TOLD, by=_handler(setup, loose), told_on=day)
    if loose.closed is not None:
        day = today - timedelta(days=loose.closed)
        by_the_clock = loose.reason == "expired"
        story.then(
            day, Event.SIGN_UP_CLOSED, by=None if by_the_clock else _handler(setup, loose), closed_on=day, close_reason=loose.reason
        )  # fmt: skip
        if emptied:
            day = day if by_the_clock else day + timedelta(days=EMPTIED_AFTER)
            story.then(day, Event.SIGN_UP_EMPTIED, by=None, emptied_on=day)
    return story


def _telling(loose, number, rng, today):
    """Who it is about, and who said so."""
    if loose.edition.startswith("spil"):
        home, told = residents.older_person(rng, loose.area, 900 + number, today), spil_words.TOLD[loose.source]
    else:
        home, told = residents.household(rng, loose.area, 900 + number, today), kansrijk_words.FOUND_BY[loose.source]
    person = home.contact
    return {
        "name": f"{person['first_name']} {person['last_name']}",
        "birth_year": person["birth_date"].year,
        "phone": person["phone"],
        "street": person["street"],
        "place": person["place"],
        "explanation": told,
        "reporter_name": REPORTERS.get(loose.source, ""),
    }
