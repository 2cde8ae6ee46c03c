"""Who works in Kansrijk and Spil in the demonstration, and what is in the file of each volunteer. All made up."""

from dataclasses import dataclass

VOG_YEARS = 3  # after so many years the programmes want a new one


@dataclass(frozen=True)
class Colleague:
    """A buddy or Spil: days are counted back from today.

    `trained` is None without a certificate; `vog` so many days ago that it lapses on day 1,095.
    """

    key: str
    first: str
    last: str
    area: str
    languages: tuple[str, ...] = ("nl",)
    capacity: int = 3
    trained: int | None = 500
    vog: int = 420
    remarks: str = ""

    @property
    def joined(self) -> int:
        """So many days ago: who has no certificate yet came with the VOG, the others long ago."""
        return 640 if self.trained else self.vog


# Of the WIJ-teams: the part of the e-mail address before @, first and last name.
ACHTERWACHTEN = {
    "achterwacht": ("Harmen", "Mellema"),
    "achterwacht2": ("Ingrid", "Wiersum"),
    "achterwacht3": ("Anouk", "Nienhuis"),
}
LAPSES_SOON, LAPSED = 1095 - 19, 1095 + 6

OOST = (
    Colleague("buddy", "Saskia", "Werkman", "Beijum", ("nl", "en"), capacity=5, trained=610, vog=640, remarks="Liefst overdag."),
    Colleague("buddy2", "Youssef", "Daoudi", "Lewenborg", ("nl", "ar", "fr"), capacity=4, trained=610, vog=LAPSES_SOON),
    Colleague("buddy3", "Bea", "Stavenga", "Beijum", ("nl", "nds"), trained=610, vog=700),
    Colleague("buddy4", "Margriet", "Kooistra", "Lewenborg", ("nl", "de"), trained=540, remarks="Heeft een auto."),
    Colleague("buddy5", "Remco", "Holwerda", "Beijum", ("nl",), capacity=2, trained=540),
    Colleague("buddy6", "Selma", "Aydin", "Beijum", ("nl", "tr"), trained=400, vog=380),
    Colleague("buddy7", "Dineke", "Ritsema", "Lewenborg", ("nl", "nds"), trained=400, vog=LAPSED, remarks="Nieuwe VOG is aangevraagd."),
    Colleague("buddy8", "Olga", "Petersen", "Beijum", ("nl", "de", "ru"), capacity=2, trained=330),
    Colleague("buddy9", "Gerben", "Tolsma", "Lewenborg", ("nl", "fy"), capacity=2, trained=None, vog=90, remarks="Volgt de training nog, loopt mee."),
    Colleague("buddy10", "Linda", "Schaafsma", "Beijum", ("nl",), capacity=3, trained=330, vog=1095 - 44),
    Colleague("buddy11", "Winston", "Rosaria", "Lewenborg", ("nl", "pap", "es"), trained=250),
    Colleague("buddy12", "Abeba", "Gebru", "Beijum", ("nl", "ti", "en"), capacity=2, trained=250, vog=270),
    Colleague("buddy13", "Hanneke", "Feringa", "Lewenborg", ("nl", "ngt"), capacity=0, trained=250, remarks="Neemt even rust tot na de zomer."),
)
WEST = (
    Colleague("buddy14", "Carla", "Doornbos", "Selwerd", ("nl", "nds"), trained=450),
    Colleague("buddy15", "Marek", "Wozniak", "Selwerd", ("nl", "pl"), capacity=2, trained=450),
    Colleague("buddy16", "Trea", "Bolhuis", "Selwerd", trained=450, vog=1095 - 28),
    Colleague("buddy17", "Jerrel", "Pinas", "Selwerd", ("nl", "en"), capacity=2, trained=300),
    Colleague("buddy18", "Wilma", "Huizenga", "Selwerd", trained=300, remarks="Werkt op woensdag."),
    Colleague("buddy19", "Esther", "Knol", "Selwerd", capacity=2, trained=480, vog=500),
)
ZUID = (
    Colleague("buddy20", "Tjitske", "Vledder", "De Wijert", ("nl", "fy"), trained=460),
    Colleague("buddy21", "Hamid", "Rezaei", "De Wijert", ("nl", "fa"), trained=460),
    Colleague("buddy22", "Corrie", "Smit", "De Wijert", trained=460, remarks="Ook in het weekend, na overleg."),
    Colleague("buddy23", "Anne", "Loman", "Corpus den Hoorn", ("nl", "en"), capacity=2, trained=320),
    Colleague("buddy24", "Ria", "Zandstra", "De Wijert", capacity=2, trained=320),
    Colleague("buddy25", "Semra", "Kaya", "Corpus den Hoorn", ("nl", "tr", "de"), capacity=2, trained=None, vog=60),
)
SPILLEN = (
    Colleague("spil", "Roelie", "Kruize", "Vlagtwedde", ("nl", "nds", "de"), capacity=20, trained=700, vog=700, remarks="Kent het hele dorp."),
    Colleague("spil2", "Jaap", "Luth", "Vlagtwedde", ("nl", "nds"), capacity=14, trained=690),
    Colleague("spil3", "Margreet", "Heres", "Ter Apel", ("nl", "nds"), capacity=16, trained=690, vog=LAPSES_SOON + 5),
    Colleague("spil4", "Arjen", "Kral", "Ter Apel", ("nl", "en", "ar"), capacity=16, trained=500),
    Colleague("spil5", "Ineke", "Wubs", "Sellingen", ("nl", "nds"), capacity=12, trained=690, remarks="Werkt op maandag, woensdag en donderdag."),
    Colleague("spil6", "Bert", "Ottens", "Sellingen", ("nl", "nds"), capacity=12, trained=260),
    Colleague("spil7", "Gea", "Tuinman", "Bourtange", ("nl", "nds", "de"), capacity=12, trained=690),
    Colleague("spil8", "Klaske", "Nomden", "Bellingwolde", ("nl",), capacity=12, trained=420),
)
