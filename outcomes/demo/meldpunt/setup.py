"""The meldpunt of the demonstration itself: programme, people, area, letters, and the figures of others beside its own."""

from dataclasses import dataclass
from datetime import date

from casetrack.access import Role
from casetrack.models import User
from outcomes.demo.meldpunt.counts import HOMES, MASS_NAME
from outcomes.demo.meldpunt.plans import LEFT_ON
from outcomes.demo.story import Story, save
from programmes.choices import Event as ProgrammeEvent
from programmes.models import Municipality, Programme, ProgrammeMember
from referrals.choices import Event
from referrals.models import Bundle, ExternalFigure, LetterTemplate, ListValue, Meldpunt, MeldpuntMunicipality, Population, SavedSearch

CODE, NAME = "mdd", "Meldpunt Discriminatie Drenthe"
INVENTED = "Dit is een demonstratie: het meldpunt bestaat echt, alle mensen, meldingen, partijen en data zijn verzonnen."
OPENED = date(2021, 11, 1)
JOINED = date(2012, 1, 1)  # made up, like the day on which Tynaarlo left
# Part of the e-mail address before @: first and last name, role. All made up.
PEOPLE = {
    "meldpunt-lead": ("Hilde", "Rozenboom", Role.MELDPUNT_LEAD),
    "consulent": ("Farid", "Amrani", Role.CONSULENT),
    "consulent2": ("Anneke", "Veldhuis", Role.CONSULENT),
}
LETTERS = (
    (
        "Ontvangstbevestiging aan de melder", "reporter", "Wij hebben uw melding ontvangen",
        "Beste {{ naam_melder }},\n\nWij hebben uw melding ontvangen. Uw melding heeft nummer {{ kenmerk }}. "
        "Wij doen niets zonder uw toestemming, behalve meetellen.\n\nMet vriendelijke groet,\n{{ consulent }}\n{{ meldpunt }}",
    ),
    (
        "Verzoek om een reactie aan de wederpartij (hoor en wederhoor)", "other_party", "Verzoek om uw reactie",
        "Geachte heer, mevrouw,\n\nBij {{ meldpunt }} kwam een melding binnen waarin u wordt genoemd ({{ kenmerk }}). "
        "Wij horen graag uw kant van het verhaal.\n\nMet vriendelijke groet,\n{{ consulent }}\n{{ meldpunt }}",
    ),
)  # fmt: skip
# Made-up numbers: the police and the College publish theirs for three provinces together, which do not belong beside those of one.
OF_OTHERS = "Verzonnen getal voor de demonstratie, voor Drenthe alleen"
FIGURES = (("police", 2022, 121, OF_OTHERS), ("police", 2023, 139, OF_OTHERS), ("college", 2022, 8, OF_OTHERS), ("college", 2023, 9, OF_OTHERS))
# Made-up round numbers of inhabitants: no figures of CBS.
INHABITANTS = {
    "0106": 70_000, "0109": 35_000, "0114": 105_000, "0118": 55_000, "0119": 35_000, "1680": 25_000, "1681": 25_000, "1690": 25_000,
    "1699": 30_000, "1701": 20_000, "1730": 35_000, "1731": 35_000,
}  # fmt: skip
NO_CBS = "Verzonnen, afgerond getal voor de demonstratie; geen cijfer van het CBS"


@dataclass
class Setup:
    """What the reports of the demonstration lean on."""

    meldpunt: Meldpunt
    users: dict[str, User]
    municipalities: dict[str, Municipality]
    values: dict[tuple[str, str], ListValue]
    bundle: Bundle
    templates: list[LetterTemplate]

    @property
    def lead(self) -> User:
        """The lead of the meldpunt."""
        return self.users["meldpunt-lead"]


def set_up(home, administrator, hashed, today) -> Setup:
    """Everything but the reports."""
    row = Programme(organisation=home, code=CODE, name=NAME, kind="meldpunt", description=INVENTED)
    [programme] = save([Story(row).then(OPENED, ProgrammeEvent.PROGRAMME_ADDED, by=administrator)])
    users = {}
    for name, (first, last, _role) in PEOPLE.items():
        users[name] = User(email=f"{name}@example.org", first_name=first, last_name=last, password=hashed)
        users[name].save()
    members = [ProgrammeMember(programme=programme, user=users[name], role=PEOPLE[name][2], starts_on=OPENED) for name in PEOPLE]
    save([Story(member, salt).then(OPENED, ProgrammeEvent.MEMBER_ADDED, by=administrator) for salt, member in enumerate(members)])
    row = Meldpunt(programme=programme, code=CODE, name=NAME, phone="0592 00 00 00", email="mdd@example.org", public_form=True)
    [meldpunt] = save([Story(row).then(OPENED, Event.MELDPUNT_OPENED, by=administrator)])
    found = Setup(
        meldpunt=meldpunt,
        users=users,
        municipalities={row.code: row for row in Municipality.objects.filter(country="NL")},
        values={(value.list, value.key): value for value in ListValue.objects.filter(meldpunt=None)},
        bundle=Bundle(meldpunt=meldpunt, name=MASS_NAME),
        templates=[LetterTemplate(meldpunt=meldpunt, name=name, to=to, subject=subject, body=body) for name, to, subject, body in LETTERS],
    )
    save([Story(found.bundle).then(date(2023, 6, 12), Event.BUNDLE_MADE, by=users["consulent"])])
    save([Story(row, salt).then(OPENED, Event.LETTER_TEMPLATE_CHANGED, by=found.lead) for salt, row in enumerate(found.templates)])
    _area(found, today)
    _figures(found, today)
    _own(found, today)
    return found


def _own(found, today):
    """What the lead made for all: a search, and a finer ground that the law's list does not know."""
    day = min(date(2024, 2, 12), today)
    search = SavedSearch(
        meldpunt=found.meldpunt,
        owner=found.lead,
        name="Open meldingen over werk",
        criteria={"status": "open", "terrain": "labour_market"},
        shared=True,
    )
    value = ListValue(
        meldpunt=found.meldpunt, list="ground", key=f"other.{found.meldpunt.code}-dialect", official="other", order=2000,
        name_nl="Taal of dialect", name_de="Sprache oder Dialekt", name_en="Language or dialect",
    )  # fmt: skip
    save([Story(search).then(day, Event.SEARCH_SAVED, by=found.lead)])
    save([Story(value).then(day, Event.LIST_VALUE_ADDED, by=found.lead)])


def _area(found, today):
    """The twelve municipalities of Drenthe; one of them has left."""
    stories = []
    for salt, code in enumerate(HOMES):
        row = MeldpuntMunicipality(meldpunt=found.meldpunt, municipality=found.municipalities[code], starts_on=JOINED)
        story = Story(row, salt).then(OPENED, Event.MUNICIPALITY_JOINED, by=found.lead)
        if code == "1730" and today >= LEFT_ON:
            story.then(LEFT_ON, Event.MUNICIPALITY_LEFT, by=found.lead, why="Verzonnen: heeft voortaan een eigen meldpunt.", ends_on=LEFT_ON)
        stories.append(story)
    save(stories)


def _figures(found, today):
    entered = min(date(2024, 2, 12), today)
    rows = [
        ExternalFigure(meldpunt=found.meldpunt, source=source, year=year, number=number, citation=citation)
        for source, year, number, citation in FIGURES
    ]
    save([Story(row, salt).then(entered, Event.FIGURE_ENTERED, by=found.lead) for salt, row in enumerate(rows)])
    rows = [
        Population(meldpunt=found.meldpunt, municipality=found.municipalities[code], year=year, inhabitants=number, citation=NO_CBS)
        for year in range(2022, today.year + 1)
        for code, number in INHABITANTS.items()
    ]
    save([Story(row, salt).then(min(date(row.year, 3, 1), today), Event.POPULATION_ENTERED, by=found.lead) for salt, row in enumerate(rows)])
