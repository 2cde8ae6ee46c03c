"""Plans the reports of a made-up year: for each what was told and what was done, as plain values. The same for everybody who runs it."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from outcomes.demo.meldpunt import counts, words
from outcomes.demo.story import working_day
from referrals.working_days import working_days_after

SEED = 2023
HANDLERS = ("consulent", "consulent2", "meldpunt-lead")
HANDLING = {
    "registered": ("registration",),
    "advised": ("advice",),
    "policy": ("advice", "policy_influence"),
    "referred": ("advice", "referral"),
    "assisted": ("advice", "assistance"),
    "mediated": ("advice", "mediation"),
    "investigated": ("advice", "own_investigation"),
    "other": ("other",),
}
OPENLY = ("mediated", "investigated")  # Besluit, art. 5.4: not for whoever is anonymous in any way
NOT_FULLY_ANONYMOUS = (*OPENLY, "referred", "assisted", "policy")
LEFT_ON = date(2024, 1, 1)  # Tynaarlo; made up


@dataclass
class Case:
    """One report: columns, route of handling, and the days on which things happened. Days are never after `today`."""

    received_on: date
    ground: str
    terrain: str
    nature: str
    channel: str
    via: str
    role: str
    anonymity: str
    residence: str  # a CBS code, "unknown" or "abroad"
    incident: str  # a CBS code, "unknown" or "not_applicable"
    route: str
    handler: str | None
    second: str = ""
    mass: bool = False
    complaint: bool = False
    complaint_since: date | None = None
    description: str = ""
    party: str = ""
    online: bool = False
    contact_on: date | None = None
    steps: list[tuple[str, date]] = field(default_factory=list)
    moves: list[tuple[str, date]] = field(default_factory=list)
    closed_on: date | None = None
    result: str = ""
    why: str = ""
    external_id: str = ""
    mailbox: bool = False
    letter: str = ""

    @property
    def grounds(self) -> list[str]:
        """One or two keys."""
        return [self.ground, *([self.second] if self.second else [])]


def plan_year(year: int, today: date) -> list[Case]:
    """The reports of one year up to today, by day of receipt."""
    rng = random.Random(SEED + year)
    size = counts.SIZE.get(year) or counts.LATER_SIZES[(year - 2024) % len(counts.LATER_SIZES)]
    if year == today.year:
        size = size * today.timetuple().tm_yday // 365
    mass = counts.MASS if year == counts.YEAR else 0
    cases = [_ordinary(values, year, rng, today) for values in _deal(size, year, mass, rng)]
    cases += [_of_the_mass(rng) for _each in range(mass)]
    cases.sort(key=lambda case: case.received_on)
    _second_grounds(cases)
    for number, case in enumerate(cases, start=1):
        _name(case, number, year, rng)
        _work(case, rng, today)
    return cases


def _deal(size, year, mass, rng):
    """The values of each ordinary report: one from every deck, so that the sizes are those of `counts`."""
    own = counts.MASS_FIELDS if mass else {}
    lists = {
        "ground": counts.GROUNDS_2022 if year == 2022 else counts.GROUNDS,
        "terrain": counts.TERRAINS,
        "nature": counts.NATURES,
        "channel": counts.CHANNELS,
        "via": counts.VIAS,
        "role": counts.ROLES,
        "anonymity": counts.ANONYMITY,
        "route": counts.ROUTES,
        "home": counts.HOMES,
        "places": counts.PLACES,
    }
    decks = {name: counts.deck(values, size if name in own else size - mass, rng, own.get(name)) for name, values in lists.items()}
    _who_may(decks["route"], decks["anonymity"])
    return [dict(zip(decks, values, strict=True)) for values in zip(*decks.values(), strict=True)]


def _who_may(routes, anonymity):
    """Lay the routes so that nobody who is anonymous gets one that the law rules out: by exchanging the anonymity of two reports."""
    for refused, wanted in ((OPENLY, ("none",)), (NOT_FULLY_ANONYMOUS, ("none", "towards_third_parties"))):
        for place, route in enumerate(routes):
            if route in refused and anonymity[place] not in wanted:
                free = [n for n, kind in enumerate(anonymity) if kind in wanted and routes[n] not in NOT_FULLY_ANONYMOUS]
                if free:
                    anonymity[place], anonymity[free[0]] = anonymity[free[0]], anonymity[place]
                else:
                    anonymity[place] = wanted[0]


def _ordinary(values, year, rng, today):
    home, (residence, incident) = values.pop("home"), values.pop("places")
    last = min(date(year, 12, 31), today - timedelta(days=1))
    day = date(year, 1, 2) + timedelta(days=rng.randrange(max(1, (last - date(year, 1, 2)).days + 1)))
    if values["channel"] != "electronic":
        day = max(working_day(day), date(year, 1, 2))
    if day >= LEFT_ON and home == "1730":
        home = "0106"
    other = rng.choice([code for code in counts.HOMES if code not in (home, "1730")])
    places = {"home": home, "other": other}
    return Case(
        received_on=day, residence=places.get(residence, residence), incident=places.get(incident, incident),
        handler=rng.choices(HANDLERS, (46, 40, 14))[0], **values,
    )  # fmt: skip


def _of_the_mass(rng):
    day = date(counts.YEAR, 6, 12) + timedelta(days=rng.choice((0, 0, 0, 1, 1, 2, 4)))
    home = rng.choice(("0106", "0106", "1731", "1680", "0114", "1699"))
    return Case(
        received_on=day, residence=home, incident="0106", handler="consulent", mass=True,
        description=words.OF_THE_MASS.format(made_up=words.MADE_UP), **counts.MASS_FIELDS,
    )  # fmt: skip


def _second_grounds(cases):
    for first, second, many in counts.SECOND_GROUNDS:
        fitting = [case for case in cases if case.ground == first and not case.second and not case.mass]
        for case in fitting[:many]:
            case.second = second


def _name(case, number, year, rng):
    """What was told, about whom, and the number under which a file knows it."""
    if year == counts.YEAR:
        case.external_id = f"V-{year}-{number:03}"
    if case.mass:
        return
    case.description = f"{rng.choice(words.TOLD[case.terrain]).format(why=words.WHY[case.ground])} {words.MADE_UP}"
    names = words.parties_of(case.terrain)
    if case.route in OPENLY or (case.terrain in words.PARTIES and rng.random() < 0.55):
        case.party = names[0] if rng.random() < 0.6 else rng.choice(names)
    case.online = case.terrain in ("media", "public_opinion") or rng.random() < 0.05
    case.complaint = case.route in ("policy", "referred", "assisted", "mediated", "investigated") or (case.route == "advised" and rng.random() < 0.85)


def _work(case, rng, today):
    """The first contact, the steps and the end, each on a working day; what would lie after today has not happened yet."""
    late = rng.random() < 0.07
    if case.anonymity != "full" or case.channel in ("phone", "in_person"):
        on_the_spot = case.channel in ("phone", "in_person") and rng.random() < 0.7
        case.contact_on = case.received_on if on_the_spot else working_days_after(case.received_on, rng.randint(3, 6) if late else rng.randint(1, 2))
    begun = case.contact_on or working_days_after(case.received_on, 1)
    day = begun
    if case.complaint:
        case.complaint_since = case.received_on if rng.random() < 0.9 else begun
    moves = [("intake", begun)] if case.route != "registered" else []
    for place, way in enumerate(HANDLING[case.route]):
        day = working_days_after(day, rng.randint(1, 3) if way in ("registration", "advice", "other") else rng.randint(18, 45))
        case.steps.append((way, day))
        if place == 0 and case.route not in ("registered", "other"):
            moves.append(("in_progress", day))
    if case.route == "assisted":
        moves.append(("in_procedure", case.steps[-1][1]))
    closed = working_days_after(day, rng.randint(0, 2) if case.route == "registered" else rng.randint(4, 20))
    case.moves, case.closed_on = moves, closed
    case.result, case.why = rng.choice(words.ENDS[case.route])
    _until(case, today)


def _until(case, today):
    """Take away what has not happened yet: the report is still open then."""
    if case.contact_on and case.contact_on > today:
        case.contact_on = None
    if case.complaint_since and case.complaint_since > today:
        case.complaint, case.complaint_since = False, None
    case.steps = [(way, day) for way, day in case.steps if day <= today]
    case.moves = [(status, day) for status, day in case.moves if day <= today]
    if case.closed_on > today:
        case.closed_on, case.result, case.why = None, "", ""
