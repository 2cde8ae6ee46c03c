"""What changed after a year was closed: per report, and per number of a form. The closed year itself stays as it was."""

from collections.abc import Iterable
from dataclasses import dataclass

from outcomes.meldpunt_figures.facts import CountedReport
from outcomes.meldpunt_figures.wga import WgaReturn

# What the figures of the monitor count besides; those of the form come first.
FACTS = ("received_on", "residence", "incident", "grounds", "terrain", "nature", "handling", "kind", "channel", "online", "mass")


@dataclass(frozen=True)
class Correction:
    """One report: what was counted of it (`before`), and what would be counted now (`after`); None where it does not count."""

    pk: int
    before: CountedReport | None
    after: CountedReport | None

    @property
    def changed(self) -> list[str]:
        """The facts that differ; all of them for a report that counts on one side only."""
        return [name for name in FACTS if getattr(self.before, name, None) != getattr(self.after, name, None)]


@dataclass(frozen=True)
class ChangedCell:
    """One number of a form that would be another one now."""

    table: str
    value: str
    column: str
    before: int
    after: int


def corrections(closed: Iterable[CountedReport], now: Iterable[CountedReport]) -> list[Correction]:
    """The reports that count otherwise now than when the year was closed, by their keys."""
    before, after = ({report.pk: report for report in reports} for reports in (closed, now))
    return [Correction(pk, before.get(pk), after.get(pk)) for pk in sorted({*before, *after}) if before.get(pk) != after.get(pk)]


def changed_cells(closed: WgaReturn, now: WgaReturn) -> list[ChangedCell]:
    """The numbers of one form that would change, in the order of the form."""
    after = now.tables()
    return [
        ChangedCell(table, value, column, number, after[table][value][column])
        for table, rows in closed.tables().items()
        for value, row in rows.items()
        for column, number in row.items()
        if number != after[table][value][column]
    ]
