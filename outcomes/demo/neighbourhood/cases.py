"""Who came when, what it is about, and who guides: the plan of each made-up dossier. No database here but the rows of the set-up."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from casetrack.access import Role
from casetrack.models import User
from outcomes.demo.neighbourhood import kansrijk_words, spil_words
from outcomes.demo.neighbourhood.configured import Setup
from outcomes.demo.neighbourhood.residents import Home, household, older_person
from outcomes.demo.neighbourhood.topics import Topic

SEED = 2018


@dataclass(frozen=True)
class Guide:
    """Somebody beside the participant: from the first day until `until`, the first day without (None: still)."""

    user: User
    role: Role
    since: date
    until: date | None = None
    takes_over: str = ""  # the note of the one before


@dataclass
class Case:
    """One trajectory to write, from sign-up to where it stands today."""

    setup: Setup
    today: date
    home: Home
    topics: tuple[Topic, ...]
    words: object  # the module with the notes that fit the programme
    received_on: date
    source: str
    signals: list[str]
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    planned_end_on: date | None = None
    guides: list[Guide] = field(default_factory=list)
    quiet_days: int | None = None  # the last contact is so many days ago
    back_up: User | None = None
    reads: str = ""  # whether the achterwacht may read: "", "standing" or "withdrawn"
    questions: tuple[int, ...] = ()  # places in QUESTIONS
    again: "Case | None" = None  # the earlier trajectory of whoever came back
    row: object = None  # the trajectory, once saved
    persons: list = field(default_factory=list)  # the one whom one speaks to first
    household: object = None

    def guide(self, day: date, turn: int = 0) -> User:
        """Who writes on this day: those beside the participant in turn, else the coordinator."""
        here = [guide.user for guide in self.guides if guide.since <= day and (guide.until is None or day < guide.until)]
        return here[turn % len(here)] if here else self.setup.coordinator


# ── Kansrijk ──────────────────────────────────────────────────────────────────────────────────

# Days ago that a running trajectory started. The first six of Oost are those of buddy and buddy2.
OOST_RUNNING = (310, 160, 220, 430, 95, 120, 260, 40, 75, 365, 140, 190, 480, 55, 240, 25, 330, 110)
# Days ago of start and end, and the reason of the end; the first one comes back.
OOST_ENDED = (
    (520, 200, "partly_reached"), (600, 240, "goal_reached"), (560, 300, "on_their_own"), (500, 170, "goal_reached"), (470, 100, "referred"),
    (430, 390, "no_contact"), (400, 60, "goal_reached"), (380, 210, "moved"), (350, 30, "on_their_own"), (300, 90, "partly_reached"),
)  # fmt: skip
OOST_NEW = (12, 5)  # signed up so many days ago, and not started
CAME_BACK = 75  # days ago
WEST_RUNNING, WEST_ENDED = (372, 250, 160, 70), ((480, 115, "goal_reached"), (430, 260, "own_choice"))
ZUID_RUNNING, ZUID_ENDED = (410, 290, 200, 130, 45), ((470, 150, "on_their_own"), (390, 80, "partly_reached"))
QUIET = {"kansrijk-oost": {1: 17, 5: 23, 9: 26, 14: 16}, "kansrijk-west": {1: 19}, "kansrijk-zuid": {2: 22}}
A_YEAR = timedelta(days=365)
BORN, MOVED_OUT = 1, 4  # places in the lists above
WORK_FIRST = {1: "betaald", 4: "vrijwillig"}


def kansrijk(setups: dict[str, Setup], users: dict[str, User], rng, today: date) -> list[Case]:
    """The households of Oost, West and Zuid; one of Oost comes back after its end, as a second trajectory."""
    number = iter(range(1, 1000))
    oost = _households(setups["kansrijk-oost"], OOST_RUNNING, OOST_ENDED, rng, today, number, new=OOST_NEW)
    west = _households(setups["kansrijk-west"], WEST_RUNNING, WEST_ENDED, rng, today, number)
    zuid = _households(setups["kansrijk-zuid"], ZUID_RUNNING, ZUID_ENDED, rng, today, number)
    _buddies_of_the_demonstration(oost, users, today)
    for case in west:
        case.planned_end_on = case.started_on + A_YEAR
    for team, achterwacht, may_read in ((oost[6:], "achterwacht2", 3), (west, "achterwacht2", 2), (zuid, "achterwacht3", 2)):
        for place, case in enumerate(team):
            if case.started_on and place % 4 != 3:
                case.back_up = users[achterwacht]
                case.reads = "standing" if place % may_read == 0 else ""
                case.questions = (place % 5,) if place % 3 == 1 else ()
    return [*oost, _back_again(oost, rng, today), *west, *zuid]


def _households(setup, running, ended, rng, today, number, new=()):
    areas = list(setup.guides)
    cases, load = [], {}
    for place, (start, end, reason) in enumerate([*((start, None, "") for start in running), *ended]):
        case = _household(setup, areas[place % len(areas)], next(number), rng, today, start + rng.randint(12, 30))
        case.started_on = today - timedelta(days=start)
        if end is not None:
            case.ended_on, case.end_reason = today - timedelta(days=end), reason
        else:
            case.quiet_days = QUIET[setup.edition.code].get(place)
        buddy = _least_busy(setup, case, start, load)
        until = case.ended_on + timedelta(days=14) if case.ended_on else None
        case.guides = [Guide(buddy, Role.BUDDY, case.started_on - timedelta(days=9), until)]
        _comes_or_goes(case, place)
        cases.append(case)
    for place, ago in enumerate(new):
        cases.append(_household(setup, areas[place % len(areas)], next(number), rng, today, ago))
    return cases


def _household(setup, area, number, rng, today, ago):
    home = household(rng, area, number, today)
    fitting = [topic for topic in kansrijk_words.TOPICS if topic.children <= home.children]
    topics = rng.sample(fitting, min(5, 2 + ago // 120))  # the longer under way, the more
    # Every third household begins with paid or voluntary work, so that there is something to count.
    first = next((topic for topic in fitting if WORK_FIRST.get(number % 6) in topic.wish), topics[0])
    topics = [first, *(topic for topic in topics if topic is not first)]
    return Case(
        setup, today, home, tuple(topics), kansrijk_words, today - timedelta(days=ago),
        rng.choice(tuple(kansrijk_words.FOUND_BY)), [],
    )  # fmt: skip


def _comes_or_goes(case, place):
    """In every tenth household a child was born on the way, and in another one somebody moved out."""
    youngest = case.home.residents[-1]
    if place % 10 == BORN and youngest.relation == "child":
        youngest.details["birth_date"] = youngest.joined_on = case.started_on + timedelta(days=9)
    if place % 10 == MOVED_OUT:
        for resident in case.home.residents:
            if resident.relation == "partner":
                resident.left_on = case.started_on + timedelta(days=15)


def _least_busy(setup, case, days_ago, load):
    """A buddy of the same area who was there already, with the fewest households now."""
    there = [(user, colleague) for user, colleague in setup.guides[case.home.area] if colleague.joined >= days_ago + 9 and colleague.capacity]
    user, _ = min(there, key=lambda pair: (load.get(pair[0].pk, 0) / pair[1].capacity, pair[0].pk))
    load[user.pk] = load.get(user.pk, 0) + (case.ended_on is None)
    return user


def _buddies_of_the_demonstration(oost, users, today):
    """What buddy, buddy2 and the achterwacht of the demonstration find: consent in three states, two buddies at once, a hand-over."""
    buddy, buddy2, before = users["buddy"], users["buddy2"], users["buddy3"]
    for case in oost:
        case.guides = [Guide(_other(guide.user, users), *_rest(guide)) for guide in case.guides]
    hers, theirs = oost[0:4], oost[4:6]
    for case in hers:
        case.guides = [Guide(buddy, Role.BUDDY, case.started_on - timedelta(days=9))]
    hers[2].guides.append(Guide(buddy2, Role.BUDDY, today - timedelta(days=70)))
    handed = today - timedelta(days=65)
    hers[3].guides = [
        Guide(before, Role.BUDDY, hers[3].started_on - timedelta(days=9), handed + timedelta(days=7)),
        Guide(buddy, Role.BUDDY, handed, takes_over="Woensdag is de beste dag. Het gezin weet van de wissel en vindt het goed."),
    ]
    for case in theirs:
        case.guides = [Guide(buddy2, Role.BUDDY, case.started_on - timedelta(days=9))]
    for case, reads, questions in zip(oost[:5], ("standing", "", "withdrawn", "", ""), ((0,), (3, 2), (4,), (), (1,)), strict=True):
        case.back_up, case.reads, case.questions = users["achterwacht"], reads, questions


def _other(user, users):
    """Households beyond the first six are those of other buddies, so that the accounts of the demonstration stay small."""
    return {users["buddy"].pk: users["buddy10"], users["buddy2"].pk: users["buddy4"]}.get(user.pk, user)


def _rest(guide):
    return guide.role, guide.since, guide.until, guide.takes_over


def _back_again(oost, rng, today):
    """The household that ended first in the list and signed up again within a year."""
    [before] = [case for case in oost if case.end_reason == OOST_ENDED[0][2] and (today - case.ended_on).days == OOST_ENDED[0][1]]
    fitting = [topic for topic in kansrijk_words.TOPICS if topic.children <= before.home.children and topic not in before.topics]
    received = today - timedelta(days=CAME_BACK + 10)
    case = Case(before.setup, today, before.home, tuple(rng.sample(fitting, 2)), kansrijk_words, received, "self", [])
    case.started_on, case.again = today - timedelta(days=CAME_BACK), before
    case.guides = [Guide(before.guides[0].user, Role.BUDDY, case.started_on)]
    return case


# ── Spil ──────────────────────────────────────────────────────────────────────────────────────

VISITED = (("Vlagtwedde", 34), ("Ter Apel", 32), ("Sellingen", 24), ("Bourtange", 14), ("Bellingwolde", 14))
SPIL_ENDS = ("on_their_own",) * 14 + ("goal_reached",) * 9 + ("referred",) * 6 + ("partly_reached",) * 5 + ("deceased",) * 5 + ("moved",) * 3
SPIL_ENDS += ("own_choice",) * 2
SOURCES = ("family", *spil_words.TOLD)  # family most of all
ARRIVED = 610  # the first people were visited so many days ago
SPIL_QUIET = {7: 24, 20: 31, 41: 23, 63: 28, 90: 26, 104: 37}


def spil(setup: Setup, rng, today: date) -> list[Case]:
    """The older people who were visited at home, in order of the first visit."""
    areas = [area for area, count in VISITED for _ in range(count)]
    rng.shuffle(areas)
    ends = list(SPIL_ENDS)
    rng.shuffle(ends)
    cases, turns = [], {}
    for place, area in enumerate(areas):
        ago = ARRIVED - place * (ARRIVED - 9) // (len(areas) - 1)
        case = _older(setup, area, place + 1, rng, today, ago)
        stay = rng.randint(70, 320)
        if ends and ago > stay + 10 and place % 5 not in (1, 4):
            case.ended_on, case.end_reason = case.started_on + timedelta(days=stay), ends.pop()
        elif place in SPIL_QUIET and ago > 60:
            case.quiet_days = SPIL_QUIET[place]
        spillen = setup.guides[area]
        turn = turns[area] = turns.get(area, -1) + 1
        user, _ = next(pair for pair in spillen[turn % len(spillen) :] + spillen if pair[1].joined >= ago)
        until = case.ended_on + timedelta(days=30) if case.ended_on else None
        case.guides = [Guide(user, Role.SPIL, case.started_on, until if until and until <= today else None)]
        cases.append(case)
    return cases


def _older(setup, area, number, rng, today, ago):
    home = older_person(rng, area, number, today)
    fitting = [topic for topic in spil_words.TOPICS if topic.sex in ("", home.contact["sex"])]
    topics = tuple(rng.sample(fitting, rng.choice((1, 2, 2, 3))))
    started = today - timedelta(days=ago)
    return Case(
        setup, today, home, topics, spil_words, started - timedelta(days=rng.randint(5, 20)), rng.choice(SOURCES),
        list(dict.fromkeys(signal for topic in topics for signal in topic.signals))[:3], started_on=started,
    )  # fmt: skip
