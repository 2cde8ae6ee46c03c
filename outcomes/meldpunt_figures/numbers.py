"""A number of the monitor with what is derived from it, and how both are written; and the tables that hold them."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casetrack.disclosure import PERCENTAGE_FROM
from referrals.discrimination_choices import FigureSource

MELDPUNT = "meldpunt"
SOURCES = (MELDPUNT, *FigureSource.values)
HIDDEN = "–"


def rounded(number: Decimal, places: int) -> Decimal:
    """Half is rounded away from zero: 0.25 becomes 0.3, -12.5 becomes -13."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def percent(part: int, whole: int, places: int = 1) -> Decimal:
    """`part` as a percentage of `whole` (more than 0)."""
    return rounded(Decimal(part) * 100 / Decimal(whole), places)


def per_thousand(number: int, inhabitants: int) -> Decimal:
    """For every 1,000 inhabitants on 1 January of the year, with one decimal; 0.0 may stand for fewer than one in 20,000."""
    return rounded(Decimal(number) * 1000 / Decimal(inhabitants), 1)


def percentage_shown(percentage: Decimal, *, signed=False) -> str:
    """A percentage as it is written in the active language."""
    text = number_format(percentage, force_grouping=False).replace("-", "\N{MINUS SIGN}")
    return f"{'+' if signed and percentage > 0 else ''}{text} %"


@dataclass(frozen=True)
class Number:
    """One cell of a table: `number` is None when it is not known, or `hidden`.

    `base` is the whole of which it is a part, `inhabitants` the population of 1 January, `before` the same number of the
    year before. In what is `public`, percentages are whole, and said of at least 30 only; all is derived from shown numbers.
    """

    number: int | None
    key: tuple = ()
    year: int = 0
    source: str = MELDPUNT
    base: int | None = None
    inhabitants: int | None = None
    before: int | None = None
    hidden: bool = False
    public: bool = False
    variant: object = None  # how it was counted, where a table compares two ways

    @property
    def value(self) -> str:
        """The number itself, as text; empty when it is not known."""
        return HIDDEN if self.hidden else "" if self.number is None else str(self.number)

    @property
    def percentage(self) -> Decimal | None:
        """Of `base`: with one decimal, in public whole."""
        if self.number is None or not self.base or (self.public and self.base < PERCENTAGE_FROM):
            return None
        return percent(self.number, self.base, 0 if self.public else 1)

    @property
    def rate(self) -> Decimal | None:
        """For every 1,000 inhabitants."""
        return None if self.number is None or not self.inhabitants else per_thousand(self.number, self.inhabitants)

    @property
    def change(self) -> Decimal | None:
        """How much more than the year before, as a whole percentage; None after a year without any."""
        if self.number is None or not self.before or (self.public and self.before < PERCENTAGE_FROM):
            return None
        return percent(self.number - self.before, self.before, 0)

    @property
    def percentage_text(self) -> str:
        """The percentage as it is written."""
        return "" if self.percentage is None else percentage_shown(self.percentage)

    @property
    def rate_text(self) -> str:
        """The number for every 1,000 inhabitants as it is written."""
        return "" if self.rate is None else _("%(rate)s per 1,000") % {"rate": number_format(self.rate)}

    @property
    def change_text(self) -> str:
        """The change as it is written."""
        return "" if self.change is None else percentage_shown(self.change, signed=True)


@dataclass(frozen=True)
class Row:
    """A line of a table: its labels, its numbers, and whether it holds totals."""

    labels: tuple[str, ...]
    numbers: list[Number]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table of the monitor: its code (B1 to B11b), its definition, heads for labels and numbers, and its rows.

    `changes` says that the last number of each row is set beside the year before.
    """

    code: str
    definition: object
    heads: list[str]
    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    changes: bool = False
