"""What older people visited by a Spil tell, would like and can do for others. All of it is invented."""

from outcomes.demo.neighbourhood.topics import CARE, GENERAL, INFORMAL, OWN, VOLUNTEER, Sent, Topic, plan

# Words by which a life area and a wish of the edition are found.
PEOPLE, BODY, HOME, CHORES, MONEY, RELATIVES = ("contact",), ("gezond",), ("wonen",), ("huishoud",), ("geld",), ("mantel",)
SEE, OUT, HELP, SAFE = ("vaker",), ("eropuit",), ("hulp",), ("veilig",)

TOPICS = (
    Topic(
        "De avonden zijn lang sinds ik alleen ben.",
        PEOPLE, SEE,
        (
            plan(
                "Ik heb twee avonden in de week aanspraak.",
                ("Kaartavond in het dorpshuis proberen", "samen met buurvrouw", INFORMAL),
                ("Vaste belavond met zoon", "zoon", INFORMAL),
                ("Bezoek door een vrijwilliger", "Spil regelt", VOLUNTEER),
            ),
        ),
        (
            "De avonden duren lang, vooral in de winter. Kaartavond genoemd.",
            "Was dinsdag bij het kaarten. Verloren, maar gelachen.",
            "De vrijwilliger komt nu om de week. Ze praten over vroeger op het land.",
            "Belt op zondag met de zoon. Staat in de agenda met een kruisje.",
        ),
        signals=("loneliness",),
    ),
    Topic(
        "De trap wordt lastig en ik ben een keer gestruikeld.",
        HOME, SAFE,
        (
            plan(
                "Ik loop veilig in mijn eigen huis.",
                ("Losse kleden weghalen", "kleindochter", INFORMAL),
                ("Tweede leuning laten maken", "Spil vraagt de gemeente", GENERAL),
                ("Oefenen met de fysiotherapeut", "zelf", CARE),
            ),
        ),
        (
            "Samen door het huis gelopen. Drie kleden eruit en een lampje op de overloop.",
            "De leuning zit erop. Loopt de trap weer zonder angst.",
            "Oefent elke ochtend aan het aanrecht, tien keer op de tenen.",
            "Slaapt voorlopig beneden. Wil dat zelf ook zo.",
        ),
        signals=("falling", "frailty"),
        sent=Sent("Fysiotherapie (voorbeeld)", "Oefenen om veilig te lopen, na een struikeling."),
    ),
    Topic(
        "Boodschappen doen lukt niet meer op de fiets.",
        CHORES, OUT,
        (
            plan(
                "Ik heb zelf in de hand wat er in huis komt.",
                ("Op vrijdag meerijden met de buurman", "buurman", INFORMAL),
                ("Bestellen bij de winkel leren", "vrijwilliger", VOLUNTEER),
            ),
        ),
        (
            "Rijdt nu op vrijdag mee. Ze drinken daarna koffie in de winkel.",
            "Bestellen ging één keer mis: twaalf pakken koffie. Daar is om gelachen.",
            "Wil zelf kunnen kiezen. Een lijstje meegeven is niet hetzelfde.",
        ),
        signals=("household",),
    ),
    Topic(
        "Ik zorg voor mijn man en ik ben zo moe.",
        RELATIVES, HELP,
        (
            plan(
                "Ik heb een middag in de week vrij.",
                ("Dochter vragen voor de woensdag", "zelf", INFORMAL),
                ("Dagbesteding bekijken", "samen met Spil", GENERAL),
                ("Contact met het steunpunt voor mantelzorg", "Spil", GENERAL),
            ),
        ),
        (
            "Praatte een uur lang zonder stoppen. Had dat nodig.",
            "De dochter komt nu op woensdag. Vrije middag ging naar de kapper.",
            "Dagbesteding in het dorp viel goed. Hij wil vaker.",
            "Moe maar lichter. Zegt zelf: ik had eerder moeten vragen.",
        ),
        signals=("carer",),
        sex="f",
        sent=Sent("Welzijnsorganisatie Rzijn", "Steun voor een mantelzorger die veel alleen doet."),
    ),
    Topic(
        "Ik vergeet dingen en dat maakt me onrustig.",
        BODY, SAFE,
        (
            plan(
                "Ik houd zelf overzicht over mijn dag.",
                ("Groot bord in de keuken", "zoon", INFORMAL),
                ("Afspraak bij de huisarts", "dochter gaat mee", CARE),
                ("Vaste plek voor sleutels en bril", "zelf", OWN),
            ),
        ),
        (
            "Het bord in de keuken helpt. De dag van vandaag staat er groot op.",
            "Naar de huisarts geweest met de dochter. Er volgt een onderzoek.",
            "Bril lag weer in de koelkast. We konden er samen om lachen.",
            "Rustiger nu de buurvrouw 's ochtends even zwaait.",
        ),
        signals=("memory",),
        sent=Sent("Huisartsenpraktijk (voorbeeld)", "Maakt zich zorgen over het geheugen en wil dat laten nakijken."),
    ),
    Topic(
        "De tuin is mijn lust en mijn leven, maar ik kan het niet alleen.",
        CHORES, HELP,
        (
            plan(
                "De tuin blijft bij, en ik doe mee.",
                ("Hulp zoeken voor de heg", "Spil vraagt rond", VOLUNTEER),
                ("Verhoogde bak voor kruiden", "schoonzoon", INFORMAL),
            ),
        ),
        (
            "De heg is geknipt door een jongen uit de straat. Kreeg er een bak bonen voor mee.",
            "Stekjes weggegeven aan drie buren. Dat is ook tuinieren.",
            "De kruidenbak staat op hoogte. Geen kapotte knieën meer.",
        ),
        signals=("household", "frailty"),
    ),
    Topic(
        "Ik zou zo graag weer naar de zang.",
        PEOPLE, OUT,
        (
            plan(
                "Ik zing weer mee op donderdag.",
                ("Meerijden regelen", "lid van het koor", INFORMAL),
                ("Bladmuziek groot laten printen", "Spil", VOLUNTEER),
            ),
        ),
        (
            "Zong de hele middag na. De buren hoorden het ook.",
            "Vervoer is rond: om de beurt, drie leden van het koor.",
            "Bladmuziek op A3. Nu zijn de noten weer te lezen.",
        ),
        signals=("loneliness",),
    ),
    Topic(
        "Die telefoon en computer begrijp ik niet.",
        PEOPLE, SEE,
        (
            plan(
                "Ik kan zelf beeldbellen met mijn kleinkinderen.",
                ("Les in de bibliotheek", "samen met Spil", GENERAL),
                ("Oefenen met de kleinzoon", "kleinzoon", INFORMAL),
            ),
        ),
        (
            "Beeldbellen is gelukt! Eerst vooral het plafond, daarna gezichten.",
            "Zit nu op dinsdag in het digicafé en helpt daar een ander.",
            "Briefje met drie stappen naast de telefoon geplakt.",
        ),
        signals=("other",),
    ),
    Topic(
        "Brieven van de gemeente leg ik maar weg.",
        MONEY, HELP,
        (
            plan(
                "Mijn papieren zijn op orde.",
                ("Samen de map doornemen", "vrijwilliger thuisadministratie", VOLUNTEER),
                ("Machtiging voor de dochter", "dochter", INFORMAL),
            ),
        ),
        (
            "De map is op orde. De zorgtoeslag liep al twee jaar niet.",
            "De vrijwilliger komt elke maand een uurtje. Met koek.",
            "Brief bleek gewoon een uitnodiging. Voortaan samen open.",
        ),
        signals=("money",),
        sent=Sent("Gemeente Westerwolde", "Vraag over huishoudelijke hulp en de eigen bijdrage."),
    ),
    Topic(
        "Sinds mijn vrouw er niet meer is, weet ik niet waar ik heen moet.",
        PEOPLE, SEE,
        (
            plan(
                "Ik heb weer iets om voor op te staan.",
                ("Koken leren in de mannengroep", "zelf", GENERAL),
                ("Samen met de buurman naar de duiven", "buurman", INFORMAL),
            ),
        ),
        (
            "Veel over haar verteld. De foto stond erbij op tafel.",
            "In de kookgroep maakte hij stamppot. Het recept ging mee naar de buren.",
            "Gaat nu zaterdags kijken bij de duiven. Dat geeft de week een einde.",
            "Een moeilijke dag vandaag. Samen een stuk gelopen.",
        ),
        signals=("grief", "loneliness"),
        sex="m",
    ),
    Topic(
        "Ik eet niet goed meer, voor één persoon koken is niks aan.",
        BODY, SEE,
        (
            plan(
                "Ik eet drie keer in de week warm, en niet alleen.",
                ("Eettafel in het dorpshuis", "samen met Spil", GENERAL),
                ("Eén keer per week bij de buren aan tafel", "buren", INFORMAL),
            ),
        ),
        (
            "De eettafel beviel. Er was grauwe erwten met spek, en veel verhalen.",
            "Eet nu op maandag bij de buren en brengt het toetje mee.",
            "Weegt weer wat meer, zegt de wijkverpleging.",
        ),
        signals=("frailty", "loneliness"),
        sent=Sent("Thuiszorg (voorbeeld)", "Hulp bij het opstaan en de medicijnen, en meekijken met het eten."),
    ),
    Topic(
        "Ons huis is te groot, maar weg uit het dorp wil ik niet.",
        HOME, SAFE,
        (
            plan(
                "Wij weten wat er kan in ons eigen dorp.",
                ("Inschrijven bij de corporatie", "zoon", INFORMAL),
                ("Slaapkamer naar beneden verplaatsen", "familie", INFORMAL),
            ),
        ),
        (
            "De lijst met wensen gemaakt: licht, tuin, dicht bij de winkel.",
            "Slaapkamer staat beneden. Het kon in één middag, met veel handen.",
            "Staat ingeschreven. Haast is er niet.",
        ),
        signals=("housing",),
        sent=Sent("Woningcorporatie (voorbeeld)", "Wil op termijn gelijkvloers wonen in het eigen dorp."),
    ),
)  # fmt: skip

GENERAL_NOTES = (
    "Koffie gedronken en de krant doorgenomen.",
    "Het gaat zijn gangetje. Blij met het zonnetje.",
    "Fotoalbum bekeken. Er kwamen mooie verhalen los.",
    "Even gezwaaid en een praatje bij het hek.",
    "Alles goed. Vroeg zelf hoe het met mij ging.",
    "Gebeld na de storm: dak is nog heel.",
    "Buurman was er ook. Ze houden elkaar in de gaten.",
    "Wilde vooral vertellen over het nieuwe achterkleinkind.",
    "Kort bezoek, want de kapper kwam.",
    "Breit sokken voor de halve straat. Ik heb nu ook een paar.",
    "Samen naar de bushalte gelopen om te kijken hoe het gaat.",
    "Geen vragen, wel gezelligheid.",
)
FIRST_NOTES = (
    "Eerste huisbezoek. Verteld wat een Spil doet: meedenken, niet overnemen.",
    "Kennisgemaakt bij de koffie. Wil één ding: hier blijven wonen.",
    "Eerste gesprek. Samen opgeschreven wie er allemaal in de buurt zijn.",
    "Ontvangen met koek. Eerst geluisterd, daarna pas gevraagd.",
)
MISSED = ("Niet thuis, kaartje achtergelaten.", "Geen gehoor. Buurvrouw zegt: op visite bij de dochter.", "Niet opgenomen.", "")
LAST_NOTES = (
    "Het net is rond: buren, dochter en de eettafel. Afgesproken dat ik over een half jaar nog eens aanbel.",
    "Redt zich goed met de mensen eromheen. Zwaaien blijft.",
    "Afgerond. Weet mij te vinden als er iets verandert.",
)
TOLD = {
    "self": "Belde zelf na het stukje in het dorpsblad.",
    "family": "Dochter vraagt of er eens iemand langs kan gaan.",
    "neighbour": "Buren zien dat het de laatste tijd stil is.",
    "volunteer": "Vrijwilliger van de eettafel maakt zich wat zorgen.",
    "gp": "Huisarts stelt voor dat de Spil kennismaakt. Is besproken.",
    "district_nurse": "Wijkverpleging ziet dat er weinig mensen over de vloer komen.",
    "home_care": "De hulp in huis merkt dat het zwaarder wordt.",
    "housing": "Corporatie hoorde bij een reparatie dat er vragen zijn.",
    "physiotherapist": "Fysiotherapeut hoort dat er graag contact gewenst is.",
    "welfare": "Welzijnswerk vraagt om een bezoek.",
    "municipality": "Kwam langs bij het loket met een vraag over vervoer.",
    "municipal_taxes": "Medewerker aan de telefoon hoorde dat de post te veel is.",
}
OFFERS = {
    "company": ("Kan goed luisteren en heeft altijd koffie.", "Vindt het fijn om iemand te bellen in de ochtend."),
    "cooking": ("Maakt soep voor twee straten als het moet.", "Bakt appeltaart en kan het ook leren."),
    "garden": ("Weet alles van rozen en snoeien.", "Heeft elk jaar te veel bonen en stekjes."),
    "crafts": ("Breit en haakt, en geeft er graag les in.", "Speelt accordeon op verjaardagen."),
    "handiwork": ("Kan nog prima een stekker maken of een lade repareren.",),
    "children": ("Leest graag voor op school.", "Wil wel een keer oppassen na schooltijd."),
    "paperwork": ("Zat vroeger op kantoor en leest brieven mee.",),
    "pets": ("Laat graag een kleine hond uit.",),
    "walk": ("Loopt elke dag een rondje en neemt graag iemand mee.",),
}
ASKS = {
    "company": ("Zou graag een keer in de week bezoek willen.",),
    "transport": ("Zoekt een lift naar de zang op donderdag.", "Zou naar de markt willen in Stadskanaal."),
    "garden": ("Zoekt iemand voor de heg, twee keer per jaar.",),
    "computer": ("Wil leren beeldbellen.",),
    "shopping": ("Vraagt iemand die zware boodschappen meeneemt.",),
    "walk": ("Durft niet alleen, maar wil graag lopen.",),
    "paperwork": ("Vraagt hulp met een formulier.",),
    "cooking": ("Eet liever niet alleen.",),
    "handiwork": ("Lampen ophangen lukt niet meer.",),
    "crafts": ("Zoekt iemand om mee te kaarten.",),
}
FORMAL = (
    # role, what they are called
    ("gp", "Huisarts"), ("district_nurse", "Wijkverpleging"), ("home_care", "Hulp in huis"), ("physiotherapist", "Fysiotherapeut"),
    ("welfare", "Welzijnswerk"), ("housing", "Woningcorporatie"), ("municipality", "Loket van de gemeente"),
)  # fmt: skip
CLUBS = ("Zangkoor", "Kaartclub", "Kerk", "Vrouwen van Nu", "Dorpshuis", "Biljartclub", "Eettafel", "Jeu de boules")
STORIES = (
    ("Eerst vooral het plafond",
     "Mevrouw, ver in de tachtig, wilde haar achterkleinkind zien dat ver weg woont. Beeldbellen leek niets voor haar. Met een "
     "vrijwilliger en een briefje met drie stappen lukte het toch. Eerst zag de familie vooral het plafond. Nu belt zij elke "
     "zondag, en helpt zij anderen in het digicafé."),
    ("De heg en de bonen",
     "Meneer kon zijn heg niet meer knippen. Een jongen uit de straat wilde wel, als hij iets terug mocht doen. Dat werd een bak "
     "bonen uit de tuin en uitleg over snoeien. De heg staat er netjes bij. En op zaterdag drinken ze samen koffie."),
    ("Grauwe erwten",
     "Na het overlijden van zijn vrouw at meneer uit blik. Via de Spil kwam hij bij de eettafel in het dorp. Daar bleek hij de "
     "grauwe erwten van vroeger te kunnen maken. Nu kookt hij één keer per maand voor twintig mensen."),
)  # fmt: skip
REMARKS = ("Kent het hele dorp.", "Werkt op maandag, woensdag en donderdag.", "Bereikbaar tot acht uur 's avonds.", "")
