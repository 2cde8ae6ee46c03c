"""What the made-up people of the demonstration are called, where they live and what is noted about them.

All of it is invented; nobody in it exists. E-mail addresses end on example.net, which
nobody can own, and the phone numbers belong to no one.
"""

from dataclasses import dataclass

WOMEN_NL = (
    "Aafke Alies Annet Baukje Carolien Dieuwke Elsbeth Femke Geertje Grietje Hilde Ineke Jantien Janneke Jolanda Klaske "
    "Lammie Lieke Lutske Maaike Marleen Mirjam Nynke Petra Renate Roelie Sanne Saskia Tineke Trijntje Wietske Yvonne"
).split()
MEN_NL = "Albert Bram Douwe Egbert Gerrit Harm Henk Jelle Koen Lucas Marten Pieter Roelof Sietse Tjeerd Wiebe".split()
WOMEN_DE = ("Anja Birgit Christa Dagmar Elke Frauke Gesa Heike Imke Jutta Katrin Kerstin Maren Meike Monika Silke Sonja Svenja Ulrike Wiebke").split()
MEN_DE = "Bernd Dirk Frank Heiko Jens Lars Matthias Olaf Stefan Thorsten Uwe Volker".split()
FROM_ELSEWHERE = "Amal Fatma Halina Ioana Leyla Mariam Nadia Oksana Samira Yasemin".split()
LAST_NL = (
    "Bakker Beukema Bloemhof Boerma Brouwer|de Boer|de Groot|de Vries|van Dalen|van der Laan|van der Veen|ten Cate|"
    "Drent Eggens Haandrikman Heidema Hoving Huizing Jansema Kamps Katerberg Kuipers Lubbers Meijering Mulder Nijboer Oosting "
    "Postma Pranger Reinders Rozema Schuring Sikkema Timmer Veldman Wegman Wolters Zandbergen Zijlstra"
)
LAST_NL = tuple(name for part in LAST_NL.split("|") for name in ([part] if part.startswith(("de ", "van ", "ten ")) else part.split()))
LAST_DE = (
    "Albers Arends Behrens Brinkmann Dierks Eilers Feldkamp Gerdes Hinrichs Janssen Kötter Krüger Lübbers Möller Niehoff Oltmanns "
    "Peters Rüther Schröder Schütte Tiedeken Ulrichs Völker Wübben Zumsande"
).split()
STREETS_NL = ("Dorpsstraat", "Kanaalweg", "Kerkstraat", "Molenweg", "Stationsstraat", "Veenakkers", "Wilhelminalaan", "Zuiderdiep")
STREETS_DE = ("Am Kanal", "Bahnhofstraße", "Birkenweg", "Emsstraße", "Hauptstraße", "Lindenallee", "Moorweg", "Schulstraße")


@dataclass(frozen=True)
class Place:
    """A place to live: postcode, name, country and the code of its municipality or district."""

    postcode: str
    name: str
    country: str
    code: str


PLACES_NL = (
    Place("7811 AB", "Emmen", "NL", "0114"),
    Place("7891 CD", "Klazienaveen", "NL", "0114"),
    Place("7741 EF", "Coevorden", "NL", "0109"),
    Place("7901 GH", "Hoogeveen", "NL", "0118"),
    Place("9693 BK", "Bad Nieuweschans", "NL", "1895"),
    Place("9671 LM", "Winschoten", "NL", "1895"),
    Place("9501 NP", "Stadskanaal", "NL", "0037"),
    Place("9641 RS", "Veendam", "NL", "0047"),
    Place("9561 TV", "Ter Apel", "NL", "1950"),
    Place("9401 WX", "Assen", "NL", "0106"),
)
PLACES_DE = (
    Place("49716", "Meppen", "DE", "03454"),
    Place("49733", "Haren", "DE", "03454"),
    Place("49808", "Lingen", "DE", "03454"),
    Place("48529", "Nordhorn", "DE", "03456"),
    Place("49824", "Emlichheim", "DE", "03456"),
    Place("26789", "Leer", "DE", "03457"),
    Place("26826", "Weener", "DE", "03457"),
)

LESSONS = (
    "Kennismaken", "Wat kan ik?", "Wat wil ik?", "Taal: Nederlands en Duits", "Werken in Duitsland", "Arbeiten in den Niederlanden",
    "Mijn cv", "Bewerbung schreiben", "Sollicitatiebrief", "Computer: de basis", "Computer: online solliciteren", "Gesprek oefenen",
    "Werk en gezin", "Geld en regels", "Op bezoek bij werkgevers", "Mijn plan",
)  # fmt: skip
EXCURSIONS = ("Bezoek aan een zorginstelling", "Betriebsbesichtigung in Meppen")
EMPOWERMENT = ("Sterk in je schoenen", "Selbstbewusst auftreten")

NOTES = {
    "NL": (
        "Belde zelf terug. Wil graag weer aan het werk, liefst in de ochtend.",
        "Kinderopvang is nu geregeld voor dinsdag en donderdag.",
        "Cv samen doorgelopen. Stuurt de nieuwe versie voor vrijdag.",
        "Twijfelt over de reistijd. Samen de bus en de trein bekeken.",
        "Heeft een gesprek bij een zorginstelling. Gesprek geoefend.",
        "Vindt het Duits nog lastig, maar durft meer te praten dan eerst.",
        "Wil eerst een cursus computer afmaken en dan solliciteren.",
        "Gaat een dag meelopen in een winkel in de buurt.",
        "Moeder is ziek, daarom deze week minder tijd. Volgende week weer bellen.",
        "Is blij met de groep. Komt met plezier.",
        "Diploma uit het buitenland laten waarderen: formulier samen ingevuld.",
        "Niet opgenomen, bericht ingesproken.",
        "Proefdag ging goed. Werkgever belt deze week over een contract.",
        "Rijbewijs halen blijft een wens. Regeling van de gemeente uitgelegd.",
    ),
    "DE": (
        "Möchte gern in Teilzeit arbeiten, am liebsten in der Nähe.",
        "Lebenslauf gemeinsam durchgesehen. Schickt bis Freitag die neue Fassung.",
        "Hat ein Vorstellungsgespräch in Emmen. Gespräch geübt.",
        "Der Niederländischkurs läuft gut, sie traut sich mehr zu.",
        "Fahrgemeinschaft mit einer anderen Teilnehmerin verabredet.",
        "Kind ist krank, kommt am Donnerstag wieder.",
        "Fragt nach der Krankenversicherung für Grenzgänger. Beratung vermittelt.",
        "Nicht erreicht, auf die Mailbox gesprochen.",
        "Interessiert sich für eine Umschulung an der Volkshochschule.",
        "Probetag war gut. Der Betrieb meldet sich nächste Woche.",
    ),
}
TOLD = {
    "NL": "Is al langer niet aan het werk en wil graag weer beginnen.",
    "DE": "Ist schon länger nicht berufstätig und möchte wieder einsteigen.",
}
EMPLOYERS = {
    ("paid_work", "NL"): ("Bakkerij De Korenaar", "Zorghuis De Linde", "Hotel Het Veen", "Kwekerij Noorderzon", "Kantoor Van Veen", "Winkel De Hoek"),
    ("paid_work", "DE"): ("Café am Markt", "Metallbau Mustermann", "Pflegedienst Emsland-Muster", "Gärtnerei Sonnenhof", "Büro Beispiel"),
    ("self_employment", "NL"): ("Eigen naaiatelier", "Eigen webwinkel"),
    ("self_employment", "DE"): ("Eigenes Nähstudio",),
    ("training", "NL"): ("Opleiding verzorgende", "Mbo-opleiding administratie"),
    ("training", "DE"): ("Kurs an der Volkshochschule", "Umschulung Bürokauffrau"),
    ("voluntary_work", "NL"): ("Buurthuis De Spil",),
    ("voluntary_work", "DE"): ("Nachbarschaftstreff",),
}
PAUSE_REASONS = ("Zorg voor een familielid", "Umzug", "Operatie, komt terug na herstel")
ENDS = {"lost": "Contract liep af", "wrong": "Werkgever meldt: is niet begonnen"}


def invent(rng, *, woman: bool, country: str, number: int) -> dict:
    """The details of one made-up person; `number` keeps the e-mail address apart."""
    german = country == "DE"
    if woman and rng.random() < 0.12:
        first = rng.choice(FROM_ELSEWHERE)
    else:
        first = rng.choice((WOMEN_DE if woman else MEN_DE) if german else (WOMEN_NL if woman else MEN_NL))
    last = rng.choice(LAST_DE if german else LAST_NL)
    home = rng.choice(PLACES_DE if german else PLACES_NL)
    street = f"{rng.choice(STREETS_DE if german else STREETS_NL)} {rng.randint(1, 140)}"
    return {
        "first_name": first,
        "last_name": last,
        "sex": "f" if woman else "m",
        "email": f"persoon{number}@example.net",
        "phone": f"0171 39200{number % 100:02d}" if german else f"06 0000 {number % 10000:04d}",
        "street": street,
        "postcode": home.postcode,
        "place": home.name,
        "country": country,
        "code": home.code,
    }
