"""What a report to a funder says: composed once from the figures, frozen as JSON, and read back for page and files.

A submitted report is shown, printed and exported from its frozen content alone, so that it
stays what it was when people, names or definitions change afterwards.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casetrack.choices import Country
from outcomes.choices import OutcomeKind
from outcomes.figures import Figure, Identities, Period, funnel, placed_by_country, uitstroom
from participants.choices import EndReason
from programmes.choices import PlacementKinds

ALWAYS = Period()
FUNNEL = ("registered", "selected", "started", "placed")


def compose(edition, *, as_of, period=ALWAYS, target=None, counts=PlacementKinds.WORK_AND_TRAINING, funding=None, title="", explanation="") -> dict:
    """The content of a report on an edition as of a day, as plain JSON; four queries.

    With `funding`, what that funder counts as placed is used, and its reference and line stand in it.
    """
    counts = funding.counts if funding else counts
    computed = uitstroom(edition, as_of=as_of, period=period, target=target, counts=counts)
    return {
        "title": title,
        "explanation": explanation,
        "organisation": str(edition.programme.organisation),
        "programme": edition.programme.name,
        "edition": edition.name,
        "edition_code": edition.code,
        "funder": str(funding.funder) if funding else "",
        "reference": funding.reference if funding else "",
        "lead_partner": str(funding.lead_partner or "") if funding else "",
        "logo_line": funding.logo_line if funding else "",
        "as_of": as_of.isoformat(),
        "period": period.as_dict(),
        "counts": str(counts),
        "version": computed.version,
        "figures": [_frozen(figure) for figure in computed.figures],
        "identities": {name: getattr(computed.identities, name) for name in Identities.__dataclass_fields__},
        "funnel": funnel(edition, as_of, counts=counts),
        "countries": placed_by_country(edition, as_of, counts=counts),
    }


def _frozen(figure):
    """Without the name, which each reader gets in their own language."""
    return {key: value for key, value in figure.as_dict().items() if key != "name"}


def _day(text):
    return date.fromisoformat(text) if text else None


def _period(content):
    content = content or {}
    return Period(_day(content.get("from")), _day(content.get("to")))


def show_day(day) -> str:
    """A date in the words of the reader's language."""
    return date_format(day, "DATE_FORMAT") if day else ""


def show_period(period, as_of) -> str:
    """A period in words; without a last day it runs until the day as of which is counted."""
    last = show_day(period.last or as_of)
    if period.first is None:
        return _("until and including %(day)s") % {"day": last}
    return _("%(first)s to %(last)s") % {"first": show_day(period.first), "last": last}


@dataclass(frozen=True)
class Row:
    """One figure as a reader sees it."""

    figure: Figure

    @property
    def key(self) -> str:
        """The part of an address that names this figure: `R`, `B12`, `J6`."""
        return f"B{self.figure.horizon_months}" if self.figure.letter == "B" else self.figure.letter

    @property
    def letter(self) -> str:
        """The letter, with the horizon where one letter has more: `B(12)`."""
        return f"B({self.figure.horizon_months})" if self.figure.letter == "B" else self.figure.letter

    @property
    def title(self) -> str:
        """Letter and name."""
        return f"{self.letter}: {self.figure.name}"

    @property
    def fraction(self) -> str:
        """N of D, never a percentage without it; a dash where no target was agreed."""
        without_target = self.figure.letter == "F" and not self.figure.d
        return f"{self.figure.n}/–" if without_target else f"{self.figure.n}/{self.figure.d}"

    @property
    def percentage(self) -> str:
        """One decimal, or "n/a" when D is 0."""
        value = self.figure.percentage
        return _("n/a") if value is None else f"{number_format(value, 1)} %"

    @property
    def excluded(self) -> list[str]:
        """Who is left out of D, per reason."""
        labels = dict(EndReason.choices)
        return [f"{labels.get(reason, reason)}: {count}" for reason, count in self.figure.excluded.items()]


@dataclass(frozen=True)
class Statement:
    """A composed report: a concept, or, with a number, the frozen content of a submitted one."""

    content: dict
    number: int = 0
    checksum: str = ""
    submitted_at: datetime | None = None

    @classmethod
    def of(cls, report) -> "Statement":
        """What a submitted report says: nothing but the frozen row itself."""
        own = {
            "title": report.title,
            "explanation": report.explanation,
            "as_of": report.as_of.isoformat(),
            "period": Period(report.period_from, report.period_to).as_dict(),
        }
        return cls({**report.figures, **own}, report.number, report.checksum, report.submitted_at)

    def __getattr__(self, name):
        """The texts of the content: `statement.edition`, `statement.logo_line`."""
        if name.startswith("_") or name not in TEXTS:
            raise AttributeError(name)
        return str(self.content.get(name) or "")

    @property
    def standing(self) -> str:
        """Is this a concept, or which version was submitted."""
        return _("Report, version %(number)s") % {"number": self.number} if self.number else _("Concept: not submitted")

    @property
    def as_of(self) -> date:
        """The day as of which everything was known."""
        return _day(self.content["as_of"])

    @property
    def period(self) -> Period:
        """The period of the figures that have one."""
        return _period(self.content.get("period"))

    @property
    def version(self) -> int:
        """Of the definitions."""
        return self.content.get("version", 1)

    @property
    def counts(self) -> str:
        """What counts as placed, in words."""
        return str(dict(PlacementKinds.choices).get(self.content.get("counts"), ""))

    @property
    def rows(self) -> list[Row]:
        """Every figure."""
        return [
            Row(
                Figure(
                    letter=one["letter"],
                    horizon_months=one["horizon_months"],
                    n=one["n"],
                    d=one["d"],
                    excluded=one["excluded"],
                    period=_period(one["period"]),
                    as_of=_day(one["as_of"]),
                    version=one["version"],
                    counts=tuple(one.get("counts", ())),
                    waiting=one.get("waiting", 0),
                )
            )
            for one in self.content.get("figures", [])
        ]

    @property
    def identities(self) -> Identities | None:
        """The numbers of people that add up."""
        found = self.content.get("identities")
        return Identities(**found) if found else None

    @property
    def sums(self) -> list[str]:
        """The identities as sums that close, in words."""
        found = self.identities
        if found is None:
            return []
        return [
            _("%(total)s signed up = %(a)s not started + %(b)s started") % {"total": found.registered, "a": found.not_started, "b": found.started},
            _("%(total)s started = %(a)s under way + %(b)s ended") % {"total": found.started, "a": found.active, "b": found.ended},
            _("%(total)s ended = %(a)s placed + %(b)s not placed") % {"total": found.ended, "a": found.placed, "b": found.not_placed},
        ]

    @property
    def steps(self) -> list[tuple[str, int]]:
        """The funnel: label and number of people."""
        return self.some_steps(FUNNEL)

    def some_steps(self, names) -> list[tuple[str, int]]:
        """These steps of the funnel: label and number of people."""
        found = self.content.get("funnel") or {}
        labels = {"registered": _("signed up"), "selected": _("selected"), "started": _("started"), "placed": _("placed")}
        return [(labels[name], found[name]) for name in FUNNEL if name in names and name in found]

    @property
    def countries(self) -> list[tuple[str, int]]:
        """The placed by country; what is not known stands in it too."""
        labels = dict(Country.choices)
        found = self.content.get("countries") or {}
        order = [*labels, *sorted(code for code in found if code and code not in labels), ""]
        return [(str(labels.get(code, code)) if code else _("country not known"), found[code]) for code in order if code in found]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the report is about, as pairs of label and value; empty ones are left out."""
        target = next((str(row.figure.d) for row in self.rows if row.figure.letter == "F" and row.figure.d), "")
        pairs = [
            (_("organisation"), self.organisation),
            (_("programme"), self.programme),
            (_("edition"), self.edition),
            (_("funder"), self.funder),
            (_("reference"), self.reference),
            (_("lead partner"), self.lead_partner),
            (_("as of"), show_day(self.as_of)),
            (_("period"), show_period(self.period, self.as_of)),
            (_("counts as placed"), self.counts),
            (_("target"), target),
            (_("version of the definitions"), str(self.version)),
            (_("submitted at"), date_format(timezone.localtime(self.submitted_at), "DATETIME_FORMAT") if self.submitted_at else ""),
        ]
        return [(capfirst(str(label)), value) for label, value in pairs if value]

    @property
    def file_name(self) -> str:
        """A name for a file of this report, without an ending and without personal data."""
        parts = ["uitstroom", self.content.get("edition_code", ""), self.as_of.isoformat(), f"v{self.number}" if self.number else "concept"]
        return "-".join(part for part in parts if part)


TEXTS = ("title", "explanation", "organisation", "programme", "edition", "edition_code", "funder", "reference", "lead_partner", "logo_line")


def kind_names(counts) -> str:
    """The kinds of outcome that count as placed, in words."""
    labels = dict(OutcomeKind.choices)
    return ", ".join(str(labels.get(kind, kind)) for kind in counts)
