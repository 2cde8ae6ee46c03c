"""What households of Kansrijk worry about and work on, as a buddy writes it down. All of it is invented."""

from outcomes.demo.neighbourhood.topics import CARE, GENERAL, INFORMAL, OWN, VOLUNTEER, Sent, Topic, plan

# Words by which a life area of an edition is found; the three variants name them differently.
MONEY, HOME, HEALTH, PEOPLE = ("geld", "financ"), ("thuis", "wonen"), ("welzijn", "lijf"), ("mensen", "welzijn")
SCHOOL, WORK = ("opleiding", "telt"), ("werk", "dag")

TOPICS = (
    Topic(
        "Er ligt een stapel post en ik durf hem niet open te maken.",
        MONEY, (),
        (
            plan(
                "Ik maak elke week mijn post open en weet wat er staat.",
                ("Alle post in één doos doen", "zelf", OWN),
                ("Samen sorteren: weg, bewaren, iets doen", "samen met buddy", VOLUNTEER),
                ("Een vaste middag kiezen voor de post", "zelf", OWN),
                ("Mapjes kopen met een kleur per onderwerp", "buddy", VOLUNTEER),
            ),
            plan(
                "Ik heb een lijst van alles wat ik moet betalen.",
                ("Lijst maken van de vaste lasten", "samen met buddy", VOLUNTEER),
                ("Bellen met de energieleverancier over een regeling", "zelf, buddy zit ernaast", OWN),
            ),
        ),
        (
            "Samen de post opengemaakt. Drie stapels, en een kop thee erbij. Het viel mee.",
            "De doos is leeg! Alleen de brief van het waterschap ligt er nog.",
            "Heeft zelf gebeld voor uitstel. Was zenuwachtig, maar het is gelukt.",
            "Post ligt nu op één plek. Er zit geen aanmaning meer tussen.",
            "Mapjes gemaakt: blauw voor school, rood voor betalen, groen voor bewaren.",
        ),
        sent=Sent("Gemeentelijke Kredietbank (GKB)", "Overzicht van de schulden en een regeling met de schuldeisers."),
    ),
    Topic(
        "Na de twintigste is het geld op.",
        MONEY, (),
        (
            plan(
                "Ik kom de maand door zonder te lenen.",
                ("Twee weken opschrijven wat eruit gaat", "zelf", OWN),
                ("Kijken welke abonnementen weg kunnen", "samen met buddy", VOLUNTEER),
                ("Weekgeld op een aparte rekening zetten", "zelf", OWN),
            ),
            plan(
                "Ik vraag aan waar ik recht op heb.",
                ("Toeslagen nalopen op de site", "samen met buddy", VOLUNTEER),
                ("Stadjerspas aanvragen", "zelf", GENERAL),
                ("Bijzondere bijstand vragen voor de wasmachine", "WIJ-team", GENERAL),
            ),
        ),
        (
            "Kassabonnen doorgenomen zonder oordeel. Twee abonnementen opgezegd.",
            "Het weekgeld werkt goed. Vrijdag was er nog twaalf euro over.",
            "Zorgtoeslag bleek te laag. Aangepast; komt met terugwerkende kracht.",
            "Deze maand niet geleend. Daar hebben we even bij stilgestaan.",
            "Krap door een onverwachte rekening. Samen gekeken wat kan wachten.",
        ),
        sent=Sent("Voedselbank Groningen", "Tijdelijk pakket zolang de regeling nog niet rond is."),
    ),
    Topic(
        "Ik weet niet meer aan wie ik allemaal moet betalen.",
        MONEY, (),
        (
            plan(
                "Ik heb een plan om van mijn schulden af te komen.",
                ("Brieven van schuldeisers bij elkaar zoeken", "zelf", OWN),
                ("Afspraak maken bij de kredietbank", "buddy", GENERAL),
                ("Samen naar het eerste gesprek", "samen met buddy", VOLUNTEER),
                ("Formulier met inkomsten en uitgaven invullen", "zelf, met broer", INFORMAL),
            ),
        ),
        (
            "Bij het gesprek meegegaan. Heeft het woord zelf gedaan, ik zat ernaast.",
            "Het stabilisatietraject is aangevraagd. Dat geeft lucht.",
            "Deurwaarder belde. Samen teruggebeld, er komt een regeling.",
            "Slaapt beter nu er een overzicht is.",
            "Nog twee brieven gevonden. Geen drama, ze staan nu op de lijst.",
        ),
        sent=Sent("Gemeentelijke Kredietbank (GKB)", "Hulp bij schulden; betaalt nu aan zes partijen tegelijk."),
    ),
    Topic(
        "De kinderen willen op sport, en dat kan nu niet.",
        HOME, ("kinder",),
        (
            plan(
                "De kinderen gaan na de zomer op een club.",
                ("Vragen wat de kinderen leuk vinden", "zelf", OWN),
                ("Aanvraag bij het Jeugdfonds", "buddy", GENERAL),
                ("Proefles bezoeken", "zelf", OWN),
                ("Tweedehands sportkleding zoeken", "buurvrouw", INFORMAL),
            ),
        ),
        (
            "Proefles judo was een succes. De jongste praat nergens anders over.",
            "Aanvraag is goedgekeurd. De club stuurt de rekening rechtstreeks.",
            "Schoenen gevonden bij de ruilkast op school.",
            "Stond langs de lijn met andere ouders. Dat was ook gezellig.",
            "Zwemles begint volgende maand. Er stond een glimlach op ieders gezicht.",
        ),
        children=1,
        sent=Sent("Jeugdfonds Sport & Cultuur", "Contributie voor een sportclub."),
    ),
    Topic(
        "Ik slaap slecht en overdag ben ik moe.",
        HEALTH, (),
        (
            plan(
                "Ik heb weer energie om de dag door te komen.",
                ("Drie keer per week een blokje om", "zelf", OWN),
                ("Met de huisarts praten over het slapen", "zelf", CARE),
                ("Telefoon 's avonds uit de slaapkamer", "zelf", OWN),
            ),
        ),
        (
            "Samen een rondje door het park. Lopend praten gaat makkelijker.",
            "De huisarts denkt mee. Over vier weken weer een afspraak.",
            "Vier van de zeven nachten goed geslapen. Dat is winst.",
            "Moe vandaag. We hebben alleen koffie gedronken, ook goed.",
            "Loopt nu elke ochtend mee als de buurvrouw de hond uitlaat.",
        ),
    ),
    Topic(
        "Ik praat soms de hele dag met niemand.",
        PEOPLE, ("contact",),
        (
            plan(
                "Ik heb elke week een vast moment met andere mensen.",
                ("Een keer kijken bij het buurthuis", "samen met buddy", VOLUNTEER),
                ("Meedoen met de kookgroep", "zelf", GENERAL),
                ("Mijn oude vriendin een bericht sturen", "zelf", OWN),
            ),
        ),
        (
            "Voor het eerst mee naar het buurthuis. Bleef een uur langer dan gedacht.",
            "De kookgroep is donderdag vaste prik geworden.",
            "Heeft een oude vriendin teruggevonden. Ze bellen nu elke zondag.",
            "Vond het spannend om binnen te stappen. We zijn samen gegaan.",
            "Vertelt meer uit zichzelf. Lacht ook meer.",
        ),
    ),
    Topic(
        "Ons huis is vol en vochtig. Ik schaam me als er iemand komt.",
        HOME, ("huis",),
        (
            plan(
                "Er is weer een plek in huis waar ik graag zit.",
                ("Eén hoek van de kamer leeg maken", "zelf", OWN),
                ("Spullen naar de kringloop brengen", "zwager met aanhanger", INFORMAL),
                ("Schimmel melden bij de woningcorporatie", "samen met buddy", GENERAL),
                ("Een muur verven", "samen met buddy", VOLUNTEER),
            ),
        ),
        (
            "De hoek bij het raam is klaar: een stoel, een lamp en een plant.",
            "De corporatie komt kijken naar de vochtplekken. Foto's meegestuurd.",
            "Zes dozen naar de kringloop. Dat ruimt op, ook in het hoofd.",
            "De muur is nu lichtgeel. De buurman hielp spontaan mee.",
            "Voor het eerst in jaren visite gehad. Was trots.",
        ),
        sent=Sent("Stichting Leergeld", "Bureau en laptop voor huiswerk op de eigen kamer."),
    ),
    Topic(
        "Onze oudste gaat niet graag naar school.",
        HOME, ("kinder",),
        (
            plan(
                "Wij praten thuis en op school over wat er speelt.",
                ("Gesprek met de mentor aanvragen", "zelf", OWN),
                ("Met de brugfunctionaris meedenken", "samen met buddy", GENERAL),
                ("Elke avond tien minuten samen zonder telefoon", "zelf", OWN),
            ),
        ),
        (
            "Goed gesprek op school. De brugfunctionaris luistert echt.",
            "Er is een plek in de huiswerkklas op dinsdag.",
            "Thuis meer rust aan tafel. Er wordt weer verteld over de dag.",
            "De mentor belt elke twee weken. Dat geeft vertrouwen.",
            "Deze week geen dag gemist op school.",
        ),
        children=2,
        sent=Sent("Stichting Leergeld", "Kosten van de schoolreis en een fiets om naar school te gaan."),
    ),
    Topic(
        "Lezen en schrijven kost me veel moeite.",
        SCHOOL, ("opleiding",),
        (
            plan(
                "Ik kan zelf een brief en een formulier lezen.",
                ("Langs bij het taalhuis", "samen met buddy", GENERAL),
                ("Twee keer per week oefenen met een app", "zelf", OWN),
                ("Een brief van school voorlezen en uitleggen", "zelf", OWN),
            ),
        ),
        (
            "In het taalhuis geweest. Kan volgende week beginnen, met koffie vooraf.",
            "Las zelf de brief van de tandarts voor. We hebben gejuicht.",
            "Oefent in de bus. De app telt al dertig dagen op rij.",
            "Durft nu te zeggen: wilt u het nog een keer uitleggen?",
            "Heeft zelf een kaartje geschreven voor een jarige.",
        ),
    ),
    Topic(
        "Ik wil weer aan het werk, maar ik weet niet waar ik moet beginnen.",
        WORK, ("betaald",),
        (
            plan(
                "Ik heb een baan voor minstens twaalf uur.",
                ("Opschrijven wat ik goed kan", "samen met buddy", VOLUNTEER),
                ("Cv maken op de computer", "zelf, met nicht", INFORMAL),
                ("Drie bedrijven in de buurt langs", "zelf", OWN),
                ("Gesprek oefenen", "samen met buddy", VOLUNTEER),
            ),
        ),
        (
            "Lijst gemaakt van wat goed gaat. Het werden er elf.",
            "Cv is klaar. Staat nu ook op de telefoon.",
            "Eerste gesprek gehad bij een bakkerij. Spannend en leuk.",
            "Rekensom gemaakt: wat verandert er in de toeslagen bij twaalf uur werk.",
            "Mag een dag meelopen in het zorgcentrum.",
        ),
    ),
    Topic(
        "Ik wil iets doen voor anderen en eropuit.",
        WORK, ("vrijwillig",),
        (
            plan(
                "Ik heb vrijwilligerswerk dat bij mij past.",
                ("Kijken bij de weggeefwinkel", "samen met buddy", VOLUNTEER),
                ("Twee ochtenden proberen", "zelf", OWN),
            ),
        ),
        (
            "Proefochtend in de weggeefwinkel. Kwam stralend thuis.",
            "Staat nu op het rooster: dinsdag en vrijdag.",
            "Kreeg een compliment van de beheerder. Vertelde het drie keer.",
            "Helpt ook bij het buurtfeest. Dat had niemand een jaar geleden gedacht.",
        ),
    ),
    Topic(
        "Ik ben zonder diploma gestopt en dat zit me dwars.",
        SCHOOL, ("opleiding",),
        (
            plan(
                "Ik begin aan een opleiding naast mijn gezin.",
                ("Open avond bezoeken", "zelf, zus past op", INFORMAL),
                ("Vragen wat studeren doet met de uitkering", "WIJ-team", GENERAL),
                ("Aanmelden", "samen met buddy", VOLUNTEER),
            ),
        ),
        (
            "Naar de open avond geweest. Zorg en welzijn spreekt het meest aan.",
            "Opvang voor de lesdagen is rond: zus en buurvrouw om en om.",
            "Toelatingsgesprek gehad. De uitslag komt over twee weken.",
            "Eerste toets gehaald! Stuurde meteen een foto.",
        ),
        children=1,
    ),
    Topic(
        "Alles gaat tegelijk kapot: de wasmachine, de fiets, de telefoon.",
        HOME, ("huis",),
        (
            plan(
                "De spullen die we echt nodig hebben doen het weer.",
                ("Lijstje maken: wat is het eerst nodig", "zelf", OWN),
                ("Fiets laten maken bij de fietswerkplaats", "zelf", GENERAL),
                ("Wasmachine zoeken bij de kringloop", "buddy", VOLUNTEER),
            ),
        ),
        (
            "Fiets rijdt weer, voor zes euro bij de werkplaats in de wijk.",
            "Wasmachine gevonden. De buren hielpen tillen.",
            "Wassen kon deze week bij de buurvrouw. Daar bleef het niet bij één kop koffie.",
            "Lijstje is half afgevinkt. De telefoon kan nog even wachten.",
        ),
    ),
    Topic(
        "Mijn moeder heeft veel zorg nodig en ik kom niet aan mezelf toe.",
        ("gevoel", "welzijn"), (),
        (
            plan(
                "Ik heb één middag in de week voor mezelf.",
                ("Met broer en zus afspreken wie wanneer gaat", "zelf", INFORMAL),
                ("Vragen naar dagopvang", "WIJ-team", GENERAL),
                ("Woensdagmiddag naar het zwembad", "zelf", OWN),
            ),
        ),
        (
            "Familiegesprek gehad. De zorg is nu verdeeld over drie mensen.",
            "Woensdag was echt vrij. Gezwommen en nergens aan gedacht.",
            "Moeder gaat proefdraaien bij de dagopvang.",
            "Was even op. We hebben de week samen lichter gemaakt.",
        ),
    ),
    Topic(
        "Van al die regels en formulieren snap ik niets meer.",
        MONEY, (),
        (
            plan(
                "Ik weet bij wie ik terechtkan met een vraag.",
                ("Kaartje maken met namen en nummers", "samen met buddy", VOLUNTEER),
                ("Mee naar het spreekuur van het WIJ-team", "samen met buddy", GENERAL),
                ("DigiD op de telefoon zetten", "zelf, met dochter van de buren", INFORMAL),
            ),
        ),
        (
            "DigiD werkt nu op de telefoon. Dat scheelt een hoop gedoe.",
            "Kaartje met nummers hangt op de koelkast.",
            "Bij het spreekuur geweest. Duidelijke taal, fijne vrouw aan de balie.",
            "Heeft het formulier zelf ingevuld. Ik keek alleen mee.",
        ),
        sent=Sent("WIJ-team", "Uitleg over de regels bij samenwonen en toeslagen."),
    ),
)  # fmt: skip

GENERAL_NOTES = (
    "Koffie aan de keukentafel. Het ging vooral over de week.",
    "Even bijgepraat. Het gaat rustig zijn gang.",
    "Gelachen om de hond van de buren. Ook dat hoort erbij.",
    "Kort gebeld om te horen hoe het gesprek ging.",
    "Vandaag vooral geluisterd.",
    "Gevraagd wat er goed ging deze week. Dat waren drie dingen.",
    "Naar de markt gelopen en ondertussen gepraat.",
    "Wilde graag even niets moeten. Prima.",
    "Plan van vorige keer nagelopen. Loopt.",
    "Appje gehad: alles is geregeld, met een duim erbij.",
    "Feestje in huis, dus kort gebleven. Volgende week verder.",
    "Heeft zelf de afspraak verzet. Goed dat dat lukt.",
)
FIRST_NOTES = (
    "Kennisgemaakt. Verteld wie ik ben en dat niets hoeft.",
    "Eerste bezoek. Gevraagd: wat wil jij? Daar was even stilte, en toen veel.",
    "Kennismaking bij de buurtkamer, dat voelde prettiger dan thuis.",
    "Thee, koekje, kennismaken. We klikken wel.",
)
MISSED = ("Belde aan, niemand thuis. Kaartje in de bus gedaan.", "Niet opgenomen, bericht gestuurd.", "Geen gehoor. Probeer het morgen weer.", "")
LAST_NOTES = (
    "Afgerond met taart. Teruggekeken naar de eerste week: wat een verschil.",
    "Laatste gesprek. Redt zich nu zelf en weet de weg.",
    "Afscheid genomen. Mag altijd bellen, en weet dat ook.",
    "Samen de lijst doorgelopen. Wat nog open is, pakt het gezin zelf op.",
)
HANDED_NOTE = "Samen met de vorige buddy op bezoek geweest. Warm overgedragen."
FOUND_BY = {
    "self": "Hoorde van een buur over Kansrijk en wil graag een buddy.",
    "school": "De brugfunctionaris van school denkt dat een buddy kan helpen. Het gezin weet ervan.",
    "welfare": "Het WIJ-team stelt een buddy voor. Er speelt veel tegelijk.",
    "family": "Familie maakt zich zorgen en heeft het samen besproken.",
    "volunteer": "Kwam bij de voedselbank in gesprek met een buddy.",
    "municipality": "De consulent van de gemeente ziet dat het thuis veel is.",
}
QUESTIONS = (
    # question to the achterwacht, and the answer (empty: still open)
    ("Een gezin krijgt een brief over huurachterstand. Wie belt er met de corporatie, wij of het gezin zelf?",
     "Laat het gezin zelf bellen en ga ernaast zitten. Lukt het niet, dan bel ik met ze mee. Doe het wel deze week."),
    ("Hoe vraag ik bijzondere bijstand aan voor iemand die geen computer heeft?",
     "Kom samen naar het spreekuur op dinsdag. Daar vullen we het op papier in. Neem een afschrift en een legitimatie mee."),
    ("Ik merk dat ik elke avond word gebeld. Hoe geef ik dat een grens zonder iemand kwijt te raken?",
     "Spreek vaste belmomenten af en zeg wat je buiten die tijden doet. Fijn dat je het vraagt; zullen we donderdag even bellen?"),
    ("Er is een kind van zestien dat wil werken naast school. Wat doet dat met de uitkering van de ouders?", ""),
    ("Mag ik mee naar een gesprek bij de kredietbank, of moet dat met een machtiging?",
     "Meegaan mag altijd als de deelnemer dat wil. Voor bellen namens iemand is een machtiging nodig."),
    ("Wie kan helpen als het in huis te koud is en de meter op nul staat?", ""),
)  # fmt: skip
REMARKS = ("Liefst overdag.", "Heeft een auto.", "Werkt op woensdag.", "Ook in het weekend, na overleg.", "", "", "", "")
STORIES = (
    ("De hoek bij het raam",
     "Een moeder liet jaren niemand binnen. Het huis was vol, haar hoofd ook. Met haar buddy begon ze met één hoek: een stoel, een lamp, "
     "een plant. Daar dronk ze koffie, eerst alleen, later met de buurvrouw. Nu komt er elke vrijdag iemand langs. \"Ik ben niet veranderd\", "
     "zegt ze. \"Ik heb weer plek.\""),
    ("Twaalf euro over",
     "Een gezin kwam elke maand geld tekort. Samen met de buddy schreef het twee weken alles op. Twee abonnementen gingen eruit en een "
     "toeslag bleek te laag. Aan het eind van de maand was er twaalf euro over. Die ging in een pot op de kast. Waarvoor? \"Voor ijs, "
     "als het zomer is.\""),
    ("De brief van de tandarts",
     "Een vader vroeg altijd anderen om zijn post te lezen. Hij durfde naar het taalhuis toen zijn buddy meeging. Een half jaar later las "
     "hij zijn dochter de brief van de tandarts voor. Langzaam, en helemaal zelf. Nu leest hij elke avond een bladzijde met haar."),
    ("Weer op het veld",
     "Een jongen wilde voetballen, maar dat kon thuis niet betaald worden. Zijn ouders vonden vragen moeilijk. Na een aanvraag van tien "
     "minuten stond hij op het veld. Zijn moeder helpt nu in de kantine."),
)  # fmt: skip
