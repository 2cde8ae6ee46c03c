"""The form of the Wga: five tables of five columns for one municipality, counted from plain values.

The structure is that of the Regeling registratieformulier antidiscriminatievoorzieningen (BWBR0027116), as
referrals/data/wga-form.json has it. Every registered report counts, melding and klacht alike: what the law
calls a klacht is every complaint that was registered (Wga, art. 2 and 3).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from outcomes.meldpunt_figures.facts import CountedReport
from referrals.reference import wga_form

COLUMNS = tuple(column["key"] for column in wga_form()["columns"])
VALUES = {table["key"]: tuple(key for key, _name in table["values"]) for table in wga_form()["tables"]}
# Tables in which each report stands exactly once, and at least once (the first footnote of the form).
ONCE, AT_LEAST_ONCE = ("terrain", "nature"), ("ground",)

Cells = dict[str, dict[str, dict[str, tuple[int, ...]]]]


class ControlSum(ValueError):
    """Numbers of the form that must agree do not: the count cannot be trusted, and nothing is shown."""


@dataclass(frozen=True)
class WgaReturn:
    """The form of one municipality: for each table, value and column the keys of the reports that are counted there."""

    municipality: str
    cells: Cells

    def keys(self, table, value, column) -> tuple[int, ...]:
        """The keys of the reports behind one number, without a value those behind the row of totals; KeyError when the form has no such number."""
        if value:
            return self.cells[table][value][column]
        return tuple(sorted({key for columns in self.cells[table].values() for key in columns[column]}))

    def number(self, table, value, column) -> int:
        """One number of the form."""
        return len(self.cells[table][value][column])

    def totals(self, table) -> dict[str, int]:
        """The row of totals of a table: for grounds and ways of handling it may be more than the number of reports."""
        return {column: sum(len(columns[column]) for columns in self.cells[table].values()) for column in COLUMNS}

    @property
    def complaints(self) -> dict[str, int]:
        """The first table: how many reports stand in each column."""
        return self.totals("complaints")

    def tables(self) -> dict[str, dict[str, dict[str, int]]]:
        """All numbers: {table: {value: {column: number}}}, in the order of the form."""
        return {
            table: {value: {column: len(keys) for column, keys in columns.items()} for value, columns in rows.items()}
            for table, rows in self.cells.items()
        }

    def check(self) -> "WgaReturn":
        """The form itself; raises ControlSum where its numbers contradict each other."""
        for table, rows in self.tables().items():
            for value, row in rows.items():
                _must(row["resident_total"] == row["resident_inside"] + row["resident_outside"], table, value)
                _must(row["total"] == row["resident_total"] + row["nonresident_inside"], table, value)
                _must(all(row[column] <= self.complaints[column] for column in COLUMNS), table, value)
        for column in COLUMNS:
            for table in ONCE:
                _must(self.totals(table)[column] == self.complaints[column], table, column)
            for table in AT_LEAST_ONCE:
                _must(self.totals(table)[column] >= self.complaints[column], table, column)
        return self


def _must(holds, *where):
    if not holds:
        raise ControlSum(f"the control sum does not hold: {' '.join(where)}")


def wga(reports: Iterable[CountedReport], municipality_code: str) -> WgaReturn:
    """The form of one municipality, over these reports; those that touch it in no way are left out.

    A reporter who is not known to live there counts as a non-resident, and an incident that is not known to have
    happened there as one elsewhere: the form has no other columns. Raises ControlSum where a report holds a
    value that the form does not have, or lacks one that it must have.
    """
    cells = {table: {value: {column: [] for column in COLUMNS} for value in values} for table, values in VALUES.items()}
    for report in reports:
        columns = columns_of(report, municipality_code)
        for table, values in values_of(report).items() if columns else ():
            for value in values:
                _must(value in cells[table], table, value)
                for column in columns:
                    cells[table][value][column].append(report.pk)
    frozen = {
        table: {value: {column: tuple(keys) for column, keys in columns.items()} for value, columns in rows.items()} for table, rows in cells.items()
    }
    return WgaReturn(municipality_code, frozen).check()


def columns_of(report: CountedReport, municipality_code: str) -> tuple[str, ...]:
    """The columns in which a report counts for this municipality; none when it neither happened there nor was told by a resident."""
    happened_here = report.incident == municipality_code
    if report.residence == municipality_code:
        return "resident_inside" if happened_here else "resident_outside", "resident_total", "total"
    return ("nonresident_inside", "total") if happened_here else ()


def values_of(report: CountedReport) -> dict[str, set[str]]:
    """The rows in which a report counts, each once: one or more grounds, one terrain, one nature, none or more ways of handling."""
    return {
        "complaints": {"total"},
        "ground": set(report.official_grounds),
        "terrain": {report.terrain},
        "nature": {report.nature},
        "handling": set(report.handling),
    }


@dataclass(frozen=True)
class Reconciliation:
    """The register of a year against the forms of its municipalities: where each report counts.

    `twice` are reports by a resident of one municipality about an incident in another: each of the two counts it.
    """

    once: tuple[int, ...]
    twice: tuple[int, ...]
    nowhere: tuple[int, ...]

    @property
    def registered(self) -> int:
        """All reports of the year."""
        return len(self.once) + len(self.twice) + len(self.nowhere)

    @property
    def in_forms(self) -> int:
        """The totals of all forms together."""
        return len(self.once) + 2 * len(self.twice)


def reconcile(reports: list[CountedReport], returns: Iterable[WgaReturn]) -> Reconciliation:
    """Where each report of the year counts; raises ControlSum unless the forms and the register agree."""
    returns = list(returns)
    times = Counter(key for form in returns for key in form.keys("complaints", "total", "total"))
    found = Reconciliation(*(tuple(report.pk for report in reports if times[report.pk] == number) for number in (1, 2, 0)))
    _must(found.registered == len(reports), "register")
    _must(found.in_forms == sum(form.complaints["total"] for form in returns), "register", "total")
    return found
