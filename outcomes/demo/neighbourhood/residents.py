"""Who lives there: made-up households in the city of Groningen and older people in Westerwolde. No database here."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from outcomes.demo import names

OLDER_WOMEN = (
    "Aaltje Annechien Berendina Dina Fenna Geertruida Geessien Gezina Grietje Harmina Hendrikje Hillechien Jacoba Jantje Lammechien Martha "
    "Roelfien Siena Swaantje Tjaakje Trientje Zwaantje"
).split()
OLDER_MEN = "Albert Berend Derk Engbert Geert Harm Hinderk Jakob Jan Klaas Lammert Otto Reint Roelf Sieger Tonnis Wubbo".split()
CHILDREN = (
    ("f", "Amira Evi Fenna Ilse Juna Lina Liv Lotte Mila Noa Nour Sara Yara Zoë".split()),
    ("m", "Adam Bram Daan Finn Ilyas Jonas Luuk Milan Noah Ruben Sem Thijs Tobias Yunus".split()),
)
# Families that speak another language at home besides Dutch: last names, first names (women, men), language.
OTHERS = (
    ("Yilmaz", ("Elif", "Leyla"), ("Emre", "Kerem"), "tr"),
    ("Haile", ("Selam", "Mariam"), ("Dawit", "Samuel"), "ti"),
    ("Nowak", ("Alicja", "Halina"), ("Tomasz", "Pawel"), "pl"),
    ("Haddad", ("Nadia", "Samira"), ("Karim", "Omar"), "ar"),
    ("Martina", ("Gisela", "Ruthmila"), ("Roland", "Ivan"), "pap"),
    ("Bondarenko", ("Oksana", "Iryna"), ("Andriy", "Taras"), "uk"),
)
# How many adults and children live together; the third number is one of the grandparents.
SHAPES = (
    (1, 2, 0), (2, 2, 0), (1, 0, 0), (1, 1, 0), (2, 3, 0), (1, 3, 0), (2, 1, 0), (1, 2, 1), (2, 4, 0), (1, 1, 0), (2, 0, 0), (1, 2, 0),
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """An area of a programme, with made-up streets."""

    area: str
    place: str
    postcode: str
    streets: tuple[str, ...]


CITY = {
    "Beijum": Place("Beijum", "Groningen", "9737 AB", ("Klaproosheerd", "Wikkeheerd", "Zuringheerd")),
    "Lewenborg": Place("Lewenborg", "Groningen", "9733 CD", ("Giek", "Fokmast", "Sluisdek")),
    "Selwerd": Place("Selwerd", "Groningen", "9741 EF", ("Lindelaan", "Meidoornlaan", "Sporkenhoutlaan")),
    "De Wijert": Place("De Wijert", "Groningen", "9721 GH", ("Voorbeeldlaan", "Componistenhof", "Zangersplein")),
    "Corpus den Hoorn": Place("Corpus den Hoorn", "Groningen", "9728 KL", ("Waterliniehof", "Sluizenlaan")),
}
VILLAGES = {
    "Vlagtwedde": Place("Vlagtwedde", "Vlagtwedde", "9541 AB", ("Dorpsstraat", "Esweg", "Molenpad")),
    "Sellingen": Place("Sellingen", "Sellingen", "9551 CD", ("Beekweg", "Dorpsstraat", "Bosrand")),
    "Ter Apel": Place("Ter Apel", "Ter Apel", "9561 EF", ("Kanaalweg", "Kloosterpad", "Marktstraat")),
    "Bourtange": Place("Bourtange", "Bourtange", "9545 GH", ("Vestingpad", "Moerasweg")),
    "Bellingwolde": Place("Bellingwolde", "Bellingwolde", "9695 KL", ("Hoofdweg", "Rustbosch")),
}


@dataclass
class Resident:
    """One person: the columns of a Person, and who that is in the household."""

    details: dict
    relation: str
    joined_on: date | None = None
    left_on: date | None = None


@dataclass
class Home:
    """Who lives at one address; the first one is whom one speaks to."""

    name: str
    area: str
    residents: list[Resident]
    languages: list[str] = field(default_factory=lambda: ["nl"])

    @property
    def contact(self) -> dict:
        """The columns of the person one speaks to."""
        return self.residents[0].details

    @property
    def children(self) -> int:
        """How many children live here."""
        return sum(resident.relation == "child" for resident in self.residents)


def household(rng, area: str, number: int, today: date) -> Home:
    """A made-up household of one to six persons."""
    where = CITY[area]
    adults, children, grandparents = SHAPES[number % len(SHAPES)]
    other = rng.choice(OTHERS) if number % 5 == 3 else None
    last = other[0] if other else rng.choice(names.LAST_NL)
    address = _address(rng, where)
    sexes = ["f", "m"] if rng.random() < 0.65 else ["m", "f"]
    taken, youngest = set(), rng.randint(27, 44)
    residents = []
    for place in range(adults):
        first = _first(rng, sexes[place], other, taken)
        reach = {"phone": f"06 0000 {7000 + number * 3 + place:04d}"} | ({"email": f"huis{number}@example.net"} if place == 0 else {})
        residents.append(_resident(first, last, sexes[place], _born(rng, today, youngest + place, youngest + place + 3), address, **reach))
    for resident in residents:
        resident.relation = "adult" if resident is residents[0] else "partner"
    for age in sorted((rng.randint(1, min(17, youngest - 19)) for _ in range(children)), reverse=True):
        sex, choices = rng.choice(CHILDREN)
        first = rng.choice([name for name in choices if name not in taken])
        taken.add(first)
        residents.append(_resident(first, last, sex, _born(rng, today, age, age + 1), address, relation="child"))
    residents += [
        _resident(rng.choice(OLDER_WOMEN), rng.choice(names.LAST_NL), "f", _born(rng, today, 66, 74), address, relation="parent")
        for _ in range(grandparents)
    ]
    name = f"Gezin {last}" if children else f"Huishouden {last}"
    return Home(name, area, residents, ["nl", other[3]] if other else ["nl", "nds"] if rng.random() < 0.2 else ["nl"])


def older_person(rng, area: str, number: int, today: date) -> Home:
    """Somebody of 70 or older who lives alone or with a partner; the partner is no participant."""
    where, sex = VILLAGES[area], "f" if rng.random() < 0.62 else "m"
    first, last = rng.choice(OLDER_WOMEN if sex == "f" else OLDER_MEN), rng.choice(names.LAST_NL)
    person = _resident(first, last, sex, _born(rng, today, 72, 94), _address(rng, where), phone=f"0599 000 {number:03d}")
    return Home(f"{first} {last}", area, [person], ["nl", "nds"] if rng.random() < 0.45 else ["nl"])


def _first(rng, sex, other, taken):
    choices = (other[1] if sex == "f" else other[2]) if other else (names.WOMEN_NL if sex == "f" else names.MEN_NL)
    first = rng.choice([name for name in choices if name not in taken])
    taken.add(first)
    return first


def _born(rng, today, youngest, oldest):
    """A birthday of somebody who has turned `youngest`, and not yet `oldest`."""
    return today - timedelta(days=rng.randint(int(youngest * 365.25) + 1, int(oldest * 365.25) - 1))


def _address(rng, where):
    return {"street": f"{rng.choice(where.streets)} {rng.randint(1, 180)}", "postcode": where.postcode, "place": where.place, "country": "NL"}


def _resident(first, last, sex, born, address, *, relation="adult", **reach):
    return Resident({"first_name": first, "last_name": last, "sex": sex, "birth_date": born, **address, **reach}, relation)
