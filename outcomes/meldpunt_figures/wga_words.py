"""The words of the official form, in Dutch whatever the language of the user: it is a form of the law."""

from dataclasses import dataclass
from datetime import date

from outcomes.meldpunt_figures.wga import WgaReturn, wga
from referrals.reference import wga_form

TITLE = "Registratieformulier antidiscriminatievoorzieningen"
HEAD = ("Naam antidiscriminatievoorziening", "Rapportage ten behoeve van de gemeente", "Jaar van registratie")
SOURCE = "Regeling registratieformulier antidiscriminatievoorzieningen (Stcrt. 2010, 17434)"
TOTAL = "Totaal"
# The heads of the five columns stand in two levels: the first three under one.
RESIDENT, RESIDENT_COLUMNS = "Klacht van ingezetene", ("over voorval in de gemeente", "over voorval in andere gemeente", TOTAL)
OTHER_COLUMNS = ("Klacht van niet-ingezetene over voorval in de gemeente", TOTAL)
# The footnotes of the form, to the letter (Regeling, bijlage): under two tables, and at one way of handling.
FOOTNOTES = {
    "ground": "Het totale aantal in deze tabel kan afwijken van het totaal aantal klachten. Een klacht kan namelijk over discriminatie op meerdere "
    "gronden gaan, waardoor er verschil ontstaan tussen de twee totalen.",
    "handling": "Per klacht kunnen meerdere wijzen van klachtbehandeling worden toegepast en geregistreerd. Daarbij kan de wijze van "
    "klachtbehandeling niet of niet volledig ingevuld zijn voor de op het moment van rapportage nog lopende klachten. Het totale aantal "
    "geregistreerde werkwijzen van klachtbehandeling kan om die redenen dan ook afwijken het totale aantal klachten.",
    "registration": "De werkwijze ‘registratie’ betekent dat de klachtbehandeling heeft bestaan uit het registreren van de klacht of melding en uit "
    "het geven van een korte reactie (telefonisch of per e-mail).",
}
MARKS = dict(zip(FOOTNOTES, "¹²³", strict=True))

COLUMN_NAMES = {column["key"]: column["nl"] for column in wga_form()["columns"]}
TABLES = {table["key"]: table for table in wga_form()["tables"]}
VALUE_NAMES = {table: dict(content["values"]) for table, content in TABLES.items()}


@dataclass(frozen=True)
class WgaForm:
    """One filled-in form: whose, for which municipality and year, and whether the year is closed (`issue` and day) or still open."""

    meldpunt: str
    municipality: str
    year: int
    counted: WgaReturn
    issue: int | None = None
    closed_on: date | None = None
    kept_away: bool = False  # counted for somebody who is kept from some reports, without these

    @property
    def is_provisional(self) -> bool:
        """The year is still open: the numbers can change."""
        return self.issue is None

    @property
    def standing(self) -> str:
        """Whether the numbers can still change, for the foot of the form."""
        if self.kept_away:
            return "Onvolledig, geen opgave voor de gemeente: zonder de meldingen waar de maker niet bij mag (Besluit ADV, art. 2.5)."
        if self.is_provisional:
            return "Voorlopig: het jaar van registratie is nog niet afgesloten."
        return f"Vastgesteld op {self.closed_on:%d-%m-%Y}, versie {self.issue}."

    @property
    def head(self) -> tuple[tuple[str, str], ...]:
        """The three lines above the form."""
        return tuple(zip(HEAD, (self.meldpunt, self.municipality, str(self.year)), strict=True))

    @property
    def file_name(self) -> str:
        """Without an ending: code of the municipality and year."""
        return f"wga-{self.counted.municipality}-{self.year}{'-onvolledig' if self.kept_away else '-voorlopig' if self.is_provisional else ''}"


def rows_of(form: WgaForm, table) -> list[tuple[str, str, dict[str, int]]]:
    """(key, name, numbers by column) of each row of a table; the row of totals has an empty key. The first table has that row alone."""
    counted = form.counted
    rows = [] if table == "complaints" else [(key, VALUE_NAMES[table][key], numbers) for key, numbers in counted.tables()[table].items()]
    return [*rows, ("", TOTAL, counted.totals(table))]


def filled_in(register, municipality) -> WgaForm:
    """The form of one municipality from the register of a year (`YearRegister`)."""
    closed = register.closed
    return WgaForm(
        meldpunt=register.meldpunt.name,
        municipality=municipality.name,
        year=register.year,
        counted=wga(register.reports, municipality.code),
        issue=closed.issue if closed else None,
        closed_on=closed.closed_on if closed else None,
        kept_away=register.sight.kept_away,
    )
