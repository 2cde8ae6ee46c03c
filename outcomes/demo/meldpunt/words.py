"""What is told in the made-up reports, about whom, and how it ended. Nobody and nothing in it exists."""

MADE_UP = "(Verzonnen melding.)"
# What happened, by area of society; {why} says on which ground.
TOLD = {
    "labour_market": (
        "Na een goed eerste gesprek ging de baan toch niet door. De leidinggevende zei dat de melder niet in het team past. {why}",
        "Een contract werd niet verlengd, terwijl het werk goed was. Collega's kregen wel een nieuw contract. {why}",
        "Op het werk worden steeds grappen gemaakt. De leidinggevende hoort het en zegt er niets van. {why}",
        "Bij een open sollicitatie kwam binnen een uur een afwijzing, zonder dat iemand de brief had gelezen. {why}",
    ),
    "public_services": (
        "Aan de balie werd de melder niet geholpen; anderen in de rij wel. {why}",
        "Een aanvraag voor hulp bleef maanden liggen. Aan de telefoon vielen woorden die de melder kwetsten. {why}",
        "Het gebouw was niet goed toegankelijk en er was geen andere manier om de afspraak te laten doorgaan. {why}",
    ),
    "commercial_services": (
        "In de winkel liep een medewerker steeds achter de melder aan en vroeg om de tas open te maken. {why}",
        "Een verzekering werd geweigerd zonder duidelijke uitleg. {why}",
        "De melder mocht niet naar binnen met de hulphond, ook niet na uitleg. {why}",
    ),
    "public_space": (
        "Op straat werd de melder uitgescholden door een groepje. Niemand greep in. {why}",
        "Op een bankje in het park staan leuzen die anderen kwetsen. {why}",
    ),
    "neighbourhood": (
        "Een buurman scheldt al maanden en gooit afval in de tuin. {why}",
        "Sinds de verhuizing worden de ruiten besmeurd en wordt er 's nachts aangebeld. {why}",
    ),
    "education": (
        "Op school wordt het kind van de melder gepest. De leraar zegt dat het er nu eenmaal bij hoort. {why}",
        "Bij een stage zei de begeleider dat iemand als de melder beter iets anders kan kiezen. {why}",
    ),
    "hospitality": (
        "Aan de deur werd gezegd dat het vol was, terwijl anderen nog naar binnen mochten. {why}",
        "In een restaurant werd de melder niet bediend. {why}",
    ),
    "housing": (
        "De woning was ineens weg toen de verhuurder de naam van de melder hoorde. {why}",
        "Een verhuurder wilde niets aan de drempel veranderen. {why}",
    ),
    "media": ("Onder een bericht in de krant bleven kwetsende reacties staan, ook na een verzoek om ze weg te halen. {why}",),
    "police_justice": ("Bij een controle langs de weg werd alleen de melder aangehouden; andere auto's reden door. {why}",),
    "private_sphere": ("In de familie wordt de melder buitengesloten. {why}",),
    "public_opinion": ("Op een bijeenkomst over de opvang in het dorp riep een spreker dat bepaalde mensen hier niet horen. {why}",),
    "sport": (
        "Langs de lijn klonken scheldwoorden. De club deed er niets mee. {why}",
        "De melder mocht niet meedoen met de training. {why}",
    ),
    "other": ("De melder kreeg een anonieme brief met een kwetsende tekst. {why}",),
    "unknown": ("De melder wil nog niet zeggen waar het gebeurde. {why}",),
}
WHY = {
    "race": "Volgens de melder kwam dat door afkomst.",
    "race.skin_colour": "Volgens de melder kwam dat door huidskleur.",
    "disability": "Volgens de melder kwam dat door een handicap of chronische ziekte.",
    "sexual_orientation": "Volgens de melder kwam dat doordat de melder homo, lesbisch of bi is.",
    "sex": "Volgens de melder was dat bij een man anders gegaan.",
    "sex.pregnancy": "Volgens de melder kwam dat door de zwangerschap.",
    "sex.transgender": "Volgens de melder kwam dat doordat de melder transgender is.",
    "age": "Volgens de melder kwam dat door leeftijd.",
    "religion": "Volgens de melder kwam dat door geloof.",
    "religion.islam": "Volgens de melder kwam dat doordat de melder moslim is.",
    "nationality": "Volgens de melder kwam dat door nationaliteit.",
    "antisemitism": "Er vielen woorden over Joden.",
    "political_opinion": "Volgens de melder kwam dat door politieke gezindheid.",
    "other.social_position": "Volgens de melder kwam dat doordat de melder weinig geld heeft.",
    "other.appearance": "Volgens de melder kwam dat door uiterlijk.",
    "other.criminal_record": "Volgens de melder kwam dat door een oude veroordeling.",
    "civil_status": "Volgens de melder kwam dat doordat de melder niet getrouwd is.",
    "unknown": "De melder weet niet goed waarom.",
}
OF_THE_MASS = "Op een viaduct hing een spandoek met een kwetsende tekst over mensen met een migratieachtergrond. {made_up}"
PLATFORMS = ("een groep op Facebook", "reacties onder een video", "een app-groep van de buurt")

# About whom reports are: by area of society the kind, and names that exist nowhere. The first of a list has most reports.
PARTIES = {
    "labour_market": ("employer", ("Uitzendbureau Veenkracht", "Bouwbedrijf Esdoornhof", "Kwekerij Het Rozenblik")),
    "public_services": ("care", ("Zorggroep Hunzestroom", "Wijkpost Zandlichten")),
    "commercial_services": ("shop", ("Supermarkt De Korenmaat", "Verzekeraar Zwerfkei")),
    "education": ("school", ("Scholengroep De Vlasbloem",)),
    "hospitality": ("hospitality", ("Danscafé De Nachtpauw",)),
    "housing": ("landlord", ("Woningstichting Heidelicht", "Verhuurbedrijf Turfschip")),
    "neighbourhood": ("neighbour", ("Buren aan de Lindenbrink",)),
    "media": ("media", ("Weekblad De Hunebode",)),
    "police_justice": ("police", ("Verkeersteam Zuidas-Noord",)),
    "sport": ("other", ("Sportclub Veenlopers",)),
}
OTHERWISE = ("other", ("Vereniging De Klaproos",))
INVENTED = " (verzonnen)"


def parties_of(terrain: str) -> tuple[str, ...]:
    """The names of those whom reports on this area of society can be about."""
    return PARTIES.get(terrain, OTHERWISE)[1]


ASKED = "Mogen wij dit voor u doen? U kunt dit altijd weer intrekken."
NOTES = {
    "registration": ("Geregistreerd; de melder wil alleen dat het bekend is.", "Kort teruggebeld en bedankt voor de melding."),
    "advice": ("Uitgelegd wat de wet zegt en welke stappen er zijn.", "Advies gegeven over een brief en over bewijs bewaren.", ""),
    "policy_influence": ("Met de organisatie gesproken over het beleid aan de deur.",),
    "referral": ("",),
    "assistance": ("Meegedacht met het verzoekschrift en mee geweest naar de zitting.",),
    "mediation": ("Gesprek met beide partijen, op een neutrale plek.",),
    "own_investigation": ("Gesprekken met beide partijen en twee getuigen; conclusie opgesteld.",),
    "other": ("Gastles aangeboden aan de organisatie.",),
}
# By route: the results that are possible, and what was written at the end.
ENDS = {
    "registered": (("registered_only", "Op verzoek van de melder alleen geregistreerd."),),
    "advised": (
        ("unknown", "Advies gegeven; de melder regelt het verder zelf."),
        ("recognition", "De melder kreeg excuses na een eigen brief."),
        ("withdrawn", "De melder wil er niet mee verder."),
        ("no_solution", "Advies gegeven, maar de organisatie reageert niet."),
    ),
    "policy": (("changed", "De organisatie heeft haar regels aangepast."),),
    "referred": (("referred", "Doorverwezen; de andere instantie neemt het over."),),
    "assisted": (
        ("college_yes", "Het College oordeelde: verboden onderscheid."),
        ("college_no", "Het College oordeelde: geen verboden onderscheid."),
        ("police_report", "Aangifte opgenomen; het meldpunt ging mee."),
    ),
    "mediated": (("mediated", "Afspraken gemaakt en op papier gezet."), ("not_mediated", "Het gesprek leidde niet tot afspraken.")),
    "investigated": (
        ("changed", "Onderzoek afgerond; de organisatie past haar werkwijze aan."),
        ("recognition", "Onderzoek afgerond; de organisatie erkent wat er gebeurde."),
    ),
    "other": (("changed", "De organisatie nam een gastles af."), ("unknown", "Na overleg afgesloten.")),
}
# Where reports were referred to, and what came of it.
BODIES = (
    ("police", "Aangifte opgenomen."),
    ("college", "Verzoek om een oordeel is ingediend."),
    ("lawyer", "Eerste gesprek is geweest."),
    ("police", "Gesprek met de wijkagent."),
    ("mind", "Het bericht is van het platform gehaald."),
    ("college", ""),
    ("ombudsman", "De ombudsman heeft de gemeente om een reactie gevraagd."),
    ("other_adv", "Het andere meldpunt heeft de melding overgenomen."),
    ("child_ombudsman", ""),
)
ADDRESSEES = {"reporter": "Aan de melder (verzonnen)", "other_party": "Aan de directie (verzonnen)\nIndustrieweg 1\n7800 XX Emmen"}
# What a reporter wrote in the mailbox, and has not been read yet.
IN_THE_MAILBOX = (
    "Ik heb nog iets gevonden: een vriend stond erbij en wil vertellen wat hij zag. Kan dat? "
    "Ik wil wel graag dat niemand mijn naam te weten komt. " + MADE_UP
)
