"""What the figures are when they are counted: whole numbers, with everything that belongs to them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from outcomes.figures.definitions import DEFINITIONS, VERSION


@dataclass(frozen=True)
class Period:
    """A period with both its days; None leaves that side open. Raises ValueError when it ends before it starts."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self):
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it starts ({self.first})")

    def as_dict(self):
        """As it stands in JSON."""
        return {"from": self.first and self.first.isoformat(), "to": self.last and self.last.isoformat()}


@dataclass(frozen=True)
class Figure:
    """One figure: numerator `n` and denominator `d` in people, and all that a reader needs to judge it.

    `excluded` counts per end reason who was left out of `d`; `waiting` counts who is not in it yet,
    because their horizon had not passed on `as_of`; `counts` are the kinds of outcome that count as placed.
    """

    letter: str
    horizon_months: int | None
    n: int
    d: int
    excluded: dict[str, int]
    period: Period
    as_of: date
    version: int
    counts: tuple[str, ...]
    waiting: int = 0

    @property
    def percentage(self) -> Decimal | None:
        """N of D in per cent, one decimal, half up; None when D is 0."""
        if not self.d:
            return None
        return (Decimal(self.n) * 100 / Decimal(self.d)).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def _definition(self):
        return DEFINITIONS[self.letter, self.horizon_months]

    @property
    def name(self):
        """The short name, in the language of the reader."""
        return str(self._definition.name)

    @property
    def meaning(self):
        """What the figure says, in one or two plain sentences."""
        return str(self._definition.meaning)

    @property
    def definition(self):
        """Exactly what is counted, in English: the definition as it stands with the code."""
        return self._definition.text

    @property
    def mature(self) -> bool:
        """Has the horizon passed for everybody who started or ended in the period?"""
        return not self.waiting

    @property
    def maturity(self):
        """A sentence that says whether this figure can still change by the passing of time."""
        if self.waiting:
            text = ngettext(
                "%(count)s person is not counted yet: for them it is too early.",
                "%(count)s people are not counted yet: for them it is too early.",
                self.waiting,
            )
            return text % {"count": self.waiting}
        if self._definition.fixed:
            return gettext("Everybody is counted: it is too early for nobody.")
        return gettext("This is how it was on the date of this figure. It can still change.")

    def text(self):
        """Such as "7/35 = 20,0 %"; without a denominator there is no percentage."""
        if self.percentage is None:
            return gettext("n/a")
        return f"{self.n}/{self.d} = {number_format(self.percentage, 1)} %"

    def as_dict(self):
        """As it stands in JSON and in a submitted report."""
        return {
            "letter": self.letter,
            "horizon_months": self.horizon_months,
            "n": self.n,
            "d": self.d,
            "excluded": dict(self.excluded),
            "period": self.period.as_dict(),
            "as_of": self.as_of.isoformat(),
            "version": self.version,
            "name": self.name,
            "percentage": None if self.percentage is None else str(self.percentage),
            "counts": list(self.counts),
            "waiting": self.waiting,
        }


@dataclass(frozen=True)
class Identities:
    """The numbers of people that must add up on every report; `paused` is a part of `active`."""

    registered: int
    not_started: int
    started: int
    active: int
    paused: int
    ended: int
    placed: int
    not_placed: int

    @property
    def hold(self) -> bool:
        """Do the sums come out?"""
        return (
            self.registered == self.not_started + self.started
            and self.started == self.active + self.ended
            and self.ended == self.placed + self.not_placed
            and self.paused <= self.active
        )


@dataclass(frozen=True)
class Uitstroom:
    """All figures of an edition or a funding as of a day."""

    as_of: date
    period: Period
    counts: tuple[str, ...]
    figures: list[Figure] = field(default_factory=list)
    identities: Identities | None = None
    version: int = VERSION

    def figure(self, letter, horizon=None) -> Figure:
        """The figure with this letter; B needs its horizon in months. Raises KeyError when there is none."""
        for figure in self.figures:
            if figure.letter == letter and (horizon is None or figure.horizon_months == horizon):
                if horizon is None and letter == "B":
                    break
                return figure
        raise KeyError((letter, horizon))
