"""The programmes Kansrijk and Spil of the demonstration: editions as the presets say, areas, volunteers, and where people are referred to."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from casetrack.access import Role
from casetrack.models import User
from outcomes.demo.neighbourhood import residents, teams
from outcomes.demo.story import Story, save
from programmes import presets
from programmes.choices import Event
from programmes.instruments import library
from programmes.instruments.definition import Definition, parse
from programmes.models import (
    Area,
    AreaMember,
    Edition,
    EditionInstrument,
    EditionMoment,
    Instrument,
    LifeArea,
    Organisation,
    Phase,
    Programme,
    ProgrammeMember,
    VolunteerFile,
    Wish,
)

MADE_UP = " Dit is een demonstratie: alle personen en gebeurtenissen zijn verzonnen."
PROGRAMMES = (
    # code, name, kind, description
    ("kansrijk", "Kansrijk Groningen", "buddy", "Een buddy naast een huishouden. Wat wil jij, en hoe komen we daar?" + MADE_UP),
    ("spil", "Spil, Even Buurten", "neighbourhood", "Eén vaste contactpersoon in de buurt voor mensen van 70 jaar en ouder." + MADE_UP),
)
# code, programme, preset, name, places, and how many days ago it started and in how many days it ends
EDITIONS = (
    ("kansrijk-oost", "kansrijk", "kansrijk-oost", "Kansrijk Oost", "Beijum, Lewenborg", 640, 400),
    ("kansrijk-west", "kansrijk", "kansrijk-west", "Kansrijk West", "Selwerd", 500, 320),
    ("kansrijk-zuid", "kansrijk", "kansrijk-zuid", "Kansrijk Zuid", "De Wijert, Corpus den Hoorn", 500, 320),
    ("spil-westerwolde", "spil", "spil", "Spil Westerwolde", "Vlagtwedde, Ter Apel, Sellingen, Bourtange, Bellingwolde", 660, 300),
)
TEAMS = {"kansrijk-oost": teams.OOST, "kansrijk-west": teams.WEST, "kansrijk-zuid": teams.ZUID, "spil-westerwolde": teams.SPILLEN}
RECEIVERS = (
    # name, kind, place
    ("Gemeentelijke Kredietbank (GKB)", "debt_help", "Groningen"),
    ("Voedselbank Groningen", "food_bank", "Groningen"),
    ("Stichting Leergeld", "fund", "Groningen"),
    ("Jeugdfonds Sport & Cultuur", "fund", "Groningen"),
    ("WIJ-team", "welfare", "Groningen"),
    ("Welzijnsorganisatie Rzijn", "welfare", "Westerwolde"),
    ("Gemeente Westerwolde", "municipality", "Westerwolde"),
    ("Thuiszorg (voorbeeld)", "home_care", "Westerwolde"),
    ("Huisartsenpraktijk (voorbeeld)", "general_practice", "Westerwolde"),
    ("Fysiotherapie (voorbeeld)", "other", "Westerwolde"),
    ("Woningcorporatie (voorbeeld)", "housing", "Westerwolde"),
)


@dataclass
class Setup:
    """An edition with all its parts, who works in it, and who answers for it."""

    edition: Edition
    phases: list
    life_areas: list
    wishes: list
    moments: list
    instruments: list[tuple[Instrument, Definition]]
    areas: dict[str, Area]
    coordinator: User
    guides: dict[str, list[tuple[User, teams.Colleague]]] = field(default_factory=dict)  # by area
    receivers: dict[str, Organisation] = field(default_factory=dict)

    @property
    def role(self) -> Role:
        """Who guides here."""
        return Role(self.edition.guide_role)


def named(rows, words):
    """The first row whose name contains one of `words`, the first word first; else None."""
    return next((row for word in words for row in rows if word in row.name.casefold()), None)


def set_up(home, administrator, coordinator, password_hash, today: date) -> tuple[dict[str, Setup], dict[str, User]]:
    """Save both programmes with everybody who works in them; returns the editions by code and the users by the first part of their address."""
    first_day = today - timedelta(days=700)
    users = _users(password_hash)
    users["coordinator"] = coordinator
    rows = [Programme(organisation=home, code=code, name=name, kind=kind, description=text) for code, name, kind, text in PROGRAMMES]
    programmes = {row.code: row for row in _save(rows, first_day, Event.PROGRAMME_ADDED, administrator)}
    places = {"kansrijk": residents.CITY, "spil": residents.VILLAGES}
    rows = [Area(programme=programmes[code], name=name) for code, names in places.items() for name in names]
    areas = {(area.programme.code, area.name): area for area in _save(rows, first_day, Event.AREA_ADDED, coordinator)}
    _members(programmes, users, first_day, administrator)
    _volunteers(programmes, areas, users, today, coordinator)
    rows = [Organisation(name=name, kind=kind, place=place, kept_by=home, receives_referrals=True) for name, kind, place in RECEIVERS]
    receivers = {row.name: row for row in _save(rows, first_day, Event.ORGANISATION_ADDED, administrator)}
    instruments = _instruments(home, first_day, administrator)
    setups = {}
    for code, programme, preset, name, where, ago, ahead in EDITIONS:
        edition = Edition(
            programme=programmes[programme], code=code, name=name, places=where,
            starts_on=today - timedelta(days=ago), ends_on=today + timedelta(days=ahead), **presets.preset(preset).columns(),
        )  # fmt: skip
        setup = _edition(edition, presets.preset(preset), instruments, administrator, coordinator)
        setup.areas = {area.name: area for (of, _), area in areas.items() if of == programme}
        setup.receivers = receivers
        for colleague in TEAMS[code]:
            setup.guides.setdefault(colleague.area, []).append((users[colleague.key], colleague))
        setups[code] = setup
    return setups, users


def _save(rows, day, event, by):
    return save([Story(row, salt).then(day, event, by=by) for salt, row in enumerate(rows)])


def _users(password_hash):
    people = {colleague.key: (colleague.first, colleague.last) for team in TEAMS.values() for colleague in team} | teams.ACHTERWACHTEN
    rows = [User(email=f"{key}@example.org", first_name=first, last_name=last, password=password_hash) for key, (first, last) in people.items()]
    return dict(zip(people, User.objects.bulk_create(rows), strict=True))


def _members(programmes, users, day, administrator):
    rows = [ProgrammeMember(programme=programme, user=users["coordinator"], role=Role.COORDINATOR) for programme in programmes.values()]
    rows += [ProgrammeMember(programme=programmes["kansrijk"], user=user, role=Role.ACHTERWACHT) for key, user in users.items() if "wacht" in key]
    for code, team in TEAMS.items():
        programme, role = ("spil", Role.SPIL) if code.startswith("spil") else ("kansrijk", Role.BUDDY)
        rows += [ProgrammeMember(programme=programmes[programme], user=users[colleague.key], role=role) for colleague in team]
    for row in rows:
        row.starts_on = day
    _save(rows, day, Event.MEMBER_ADDED, administrator)


def _volunteers(programmes, areas, users, today, coordinator):
    files, works = [], []
    for code, team in TEAMS.items():
        programme, role = ("spil", Role.SPIL) if code.startswith("spil") else ("kansrijk", Role.BUDDY)
        for colleague in team:
            joined, user = today - timedelta(days=colleague.joined), users[colleague.key]
            works.append((joined, AreaMember(area=areas[programme, colleague.area], user=user, role=role, starts_on=joined)))
            file = _file(programmes[programme], user, colleague, today)
            files.append((max(day for day in (joined, file.vog_on, file.trained_on) if day), file))
    save([Story(row, salt).then(day, Event.MEMBER_ADDED, by=coordinator) for salt, (day, row) in enumerate(works)])
    save([Story(row, salt).then(day, Event.VOLUNTEER_ADDED, by=coordinator) for salt, (day, row) in enumerate(files)])


def _file(programme, user, colleague, today):
    vog = today - timedelta(days=colleague.vog)
    return VolunteerFile(
        programme=programme, user=user, vog_on=vog, vog_renew_on=vog + timedelta(days=365 * teams.VOG_YEARS),
        trained_on=today - timedelta(days=colleague.trained) if colleague.trained else None,
        capacity=colleague.capacity, languages=list(colleague.languages), remarks=colleague.remarks,
    )  # fmt: skip


def _instruments(home, day, administrator):
    """The instruments of the presets, in Dutch, by code; each with its definition."""
    codes = sorted({code for _, _, preset, *_ in EDITIONS for code in presets.preset(preset).instruments})
    read = {code: parse(library.load(code)) for code in codes}
    rows = [
        Instrument(
            kept_by=home, code=code, edition_of=found.version, name=found.name.nl, scoring=found.scoring, definition=library.load(code),
            source=found.source.nl, group_only=found.group_only, professionals_only=found.professionals_only, needs_reason=found.needs_reason,
        )
        for code, found in read.items()
    ]  # fmt: skip
    return {row.code: (row, read[row.code]) for row in _save(rows, day, Event.INSTRUMENT_ADDED, administrator)}


def _edition(edition, preset, instruments, administrator, coordinator):
    """The edition and its configuration, as `open_edition` makes them from a preset, on a day in the past."""
    day = edition.starts_on - timedelta(days=21)

    def parts(rows, event):
        return save([Story(row, salt).then(day, event, by=administrator) for salt, row in enumerate(rows)])

    parts([edition], Event.EDITION_OPENED)
    chosen = [instruments[code] for code in preset.instruments]
    parts([EditionInstrument(edition=edition, instrument=instrument) for instrument, _ in chosen], Event.INSTRUMENT_CHOSEN)
    moments = [EditionMoment(edition=edition, moment=row.moment, counted_from=row.counted_from, after_days=row.after_days) for row in preset.moments]
    numbered = {
        model: [model(edition=edition, order=order, name=text.nl) for order, text in enumerate(texts, start=1)]
        for model, texts in ((Phase, preset.phases), (LifeArea, preset.life_areas), (Wish, preset.wishes))
    }
    return Setup(
        edition=edition,
        phases=parts(numbered[Phase], Event.PHASE_ADDED),
        life_areas=parts(numbered[LifeArea], Event.LIFE_AREA_ADDED),
        wishes=parts(numbered[Wish], Event.WISH_ADDED),
        moments=parts(moments, Event.MOMENT_SET),
        instruments=chosen,
        areas={},
        coordinator=coordinator,
    )
