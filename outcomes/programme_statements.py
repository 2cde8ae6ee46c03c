"""The figures of a programme as a reader sees them: on the page, in files and on the sheet alike."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack.disclosure import PERCENTAGE_FROM
from outcomes.charts import Chart, bars
from outcomes.programme_figures import DEFINITIONS, VERSION, Figure, Unit
from outcomes.programme_figures.definitions import NO_RESULT, Became, Definition
from outcomes.programme_figures.facts import NO_AREA
from outcomes.programme_figures.results import Left

# Figures in these units say by their name what they count.
PLAIN_UNITS = {Unit.TRAJECTORIES, Unit.CONTACTS, Unit.ATTEMPTS, Unit.GOALS, Unit.REFERRALS, Unit.SIGN_UPS}
# Inside, whoever reads a percentage sees the numbers beside it.
PERCENTAGE_INSIDE_FROM = 10
DAYS_OF_A_MONTH = Decimal("365.25") / 12

NOT_PROOF = gettext_lazy("These figures say what was counted. They do not show what caused it, and prove no effect of the programme.")
HIDDEN = gettext_lazy("not shown")
WHY_HIDDEN = gettext_lazy("Numbers below 5 are not shown, nor numbers from which they could be worked out.")


@dataclass(frozen=True)
class Line:
    """One figure with its words. `outside` shows percentages only of larger groups."""

    figure: Figure
    outside: bool = False

    @property
    def definition(self) -> Definition:
        """Where its meaning stands."""
        return DEFINITIONS[self.figure.key]

    @property
    def key(self) -> str:
        """A name for it on a page, different from all others."""
        return "-".join(part for part in (self.figure.key, str(self.figure.unit), str(sum(map(ord, self.figure.about)) or "")) if part)

    @property
    def label(self) -> str:
        """Its short name; of an instrument with that name."""
        label = str(self.definition.label)
        return f"{label} ({self.figure.about})" if self.figure.about else label

    @property
    def unit(self) -> str:
        """What it counts, in words."""
        return str(Unit(self.figure.unit).label)

    @property
    def title(self) -> str:
        """Name and unit, where the name does not say it."""
        if self.figure.unit in PLAIN_UNITS:
            return capfirst(self.label)
        return capfirst(_("%(figure)s, in %(unit)s") % {"figure": self.label, "unit": self.unit})

    @property
    def value(self) -> str:
        """The number, or N of D, never a percentage without them."""
        figure = self.figure
        if figure.key == "contacts":
            return self.rate
        if figure.d is None and (figure.n is not None or figure.parts or figure.cells):
            return shown(figure.n)
        if figure.n is None and figure.d is not None:
            return _("not shown, of %(d)s") % {"d": figure.d}
        return str(HIDDEN) if figure.d is None else _("%(n)s of %(d)s") % {"n": figure.n, "d": figure.d}

    @property
    def rate(self) -> str:
        """Contacts per trajectory per month, one decimal, half up."""
        if self.figure.n is None:
            return str(HIDDEN)
        if not self.figure.d:
            return _("n/a")
        rate = (Decimal(self.figure.n) * DAYS_OF_A_MONTH / Decimal(self.figure.d)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return number_format(rate, 1)

    @property
    def percentage(self) -> str:
        """One decimal, half up; empty where the group is too small to say so."""
        n, d = self.figure.n, self.figure.d
        if self.figure.key == "contacts" or n is None or d is None or d < (PERCENTAGE_FROM if self.outside else PERCENTAGE_INSIDE_FROM):
            return ""
        value = (Decimal(n) * 100 / Decimal(d)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{number_format(value, 1)} %"

    @property
    def excluded(self) -> list[str]:
        """Who is not in D, by reason."""
        labels = dict(Left.choices)
        return [f"{labels.get(reason, reason)}: {shown(number)}" for reason, number in self.figure.excluded.items()]

    def name(self, key: str) -> str:
        """A key of parts or rows in words."""
        labels = {**dict(self.definition.rows.choices if self.definition.rows else ()), **dict(Became.choices), NO_AREA: _("no life area")}
        return str(self.figure.names.get(key) or labels.get(key, key))

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Its parts: name and number."""
        return [(self.name(key), shown(number)) for key, number in self.figure.parts.items()]

    @property
    def columns(self) -> list[str]:
        """The headings of its table, without the first."""
        labels = {**dict(self.definition.columns.choices if self.definition.columns else ()), NO_RESULT: _("no result yet")}
        return [str(labels.get(key, key)) for key in self._columns]

    @property
    def _columns(self):
        return list(dict.fromkeys(column for _row, column in self.figure.cells))

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The rows of its table: name and numbers."""
        names = dict.fromkeys(row for row, _column in self.figure.cells)
        return [(self.name(row), [shown(self.figure.cells[row, column]) for column in self._columns]) for row in names]

    @property
    def chart(self) -> Chart | None:
        """Its parts as bars, as far as they are shown; None where there is nothing to draw."""
        rows = [(self.name(key), number) for key, number in self.figure.parts.items() if number is not None]
        return Chart(self.key, self.title, rows, bars, self.unit) if rows else None


def shown(number: int | None) -> str:
    """A number, or that it is hidden."""
    return str(HIDDEN) if number is None else str(number)


@dataclass(frozen=True)
class Overview:
    """All figures of an edition over a period."""

    lines: list[Line]

    @classmethod
    def of(cls, figures: list[Figure], *, outside=False) -> "Overview":
        """The figures, in the order of the definitions; tables without rows are left out."""
        return cls([Line(figure, outside) for figure in figures])

    @property
    def numbers(self) -> list[Line]:
        """What is one number, a rate or a share."""
        return [line for line in self.lines if not line.definition.rows and not line.definition.columns]

    @property
    def divided(self) -> list[Line]:
        """What is divided into parts."""
        return [line for line in self.lines if line.figure.parts and not line.definition.columns]

    @property
    def tables(self) -> list[Line]:
        """What has rows and columns."""
        return [line for line in self.lines if line.figure.cells]

    @property
    def version(self) -> int:
        """Of the definitions."""
        return VERSION
