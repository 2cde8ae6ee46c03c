"""A reporting year of a meldpunt: the reports it counts, the municipalities it answers to, and what still lacks."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outcomes.meldpunt_figures.facts import WHOLE, CountedReport, Sight, kept, lacks_ground, live
from programmes.models import Municipality
from referrals.discrimination_choices import OPEN_STATUSES, IncidentState, ResidenceState
from referrals.models import DiscriminationReport, Meldpunt, MeldpuntMunicipality, ReportingYear

FIRST_YEAR = 2000  # as old as a closed year can be (`ReportingYear.year`)

NOT_BY_KEPT_AWAY = _(
    "You have a personal interest in a report or in an other party (Besluit ADV, art. 2.5). What is closed or published holds all reports, "
    "so a lead without such an interest does this."
)

NOT_OPENED = _(
    "This holds all reports, those that you are kept from too (Besluit ADV, art. 2.5). A colleague without a personal interest can open it."
)

MISSING = {
    "residence": _("where the reporter lives is not known"),
    "incident": _("where it happened is not known"),
    "ground": _("ground unknown"),
    "terrain": _("area of society unknown"),
    "nature": _("nature unknown"),
    "handling": _("no step of handling"),
    "open": _("still open"),
}


@dataclass(frozen=True)
class YearRegister:
    """The reports of a year as its figures count them, for one user: as it was closed, or as they are now while it is open."""

    meldpunt: Meldpunt
    year: int
    closed: ReportingYear | None
    issues: tuple[ReportingYear, ...]
    reports: list[CountedReport]
    sight: Sight = WHOLE

    @property
    def is_kept_whole(self) -> bool:
        """Are its forms fixed, and the user kept away from something: what they count themselves, taken off a form, would tell them the rest."""
        return self.closed is not None and self.sight.kept_away

    @property
    def is_over(self) -> bool:
        """Only a year that is over can be closed."""
        return self.year < timezone.localdate().year

    @property
    def is_newest(self) -> bool:
        """Is this the count that holds: not an issue that was replaced by a later one?"""
        return self.closed is None or self.closed == self.issues[0]


def may_be_asked(year) -> bool:
    """Is this a year of which figures can exist: from 2000 on, and begun."""
    return FIRST_YEAR <= year <= timezone.localdate().year


def register(meldpunt, year, issue=None, sight: Sight = WHOLE) -> YearRegister | None:
    """The register of a year as it was last closed, or as it was closed in this issue; None when there is no such issue."""
    issues = tuple(ReportingYear.objects.filter(meldpunt=meldpunt, year=year).select_related("closed_by").order_by("-issue", "-pk"))
    closed = next((row for row in issues if issue in (None, row.issue)), None)
    if issue is not None and closed is None:
        return None
    reports = live(meldpunt, year, sight) if closed is None else kept(closed, sight)
    return YearRegister(meldpunt, year, closed, issues, reports, sight)


def register_asked(meldpunt, year, issue: str | None, sight: Sight) -> YearRegister | None:
    """The same for what stands in an address: None as well for a year that cannot be asked, or an issue that is no number."""
    if not may_be_asked(year) or (issue is not None and not (issue.isascii() and issue.isdigit() and len(issue) < 6)):
        return None
    return register(meldpunt, year, None if issue is None else int(issue), sight)


def deadline(year) -> date:
    """The first day on which the figures of `year` are too late: the college reports before 1 April of the next year (Wga, art. 3)."""
    return date(year + 1, 4, 1)


def fingerprint(reports) -> str:
    """A text that changes when anything that is counted changes, so that what is closed is what was seen."""
    content = json.dumps({report.pk: report.as_dict() for report in reports}, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


# ── Municipalities ────────────────────────────────────────────────────────────────────────────


def in_year(year) -> Q:
    """Memberships of an area that held on at least one day of a year."""
    return Q(starts_on__lte=date(year, 12, 31)) & (Q(ends_on__isnull=True) | Q(ends_on__gt=date(year, 1, 1)))


def area(meldpunt, year) -> list[Municipality]:
    """The municipalities that belonged to the area on at least one day of the year, by name."""
    joined = MeldpuntMunicipality._base_manager.filter(in_year(year), meldpunt=meldpunt)
    return list(Municipality.objects.filter(pk__in=joined.order_by().values("municipality")).order_by("name", "pk"))


def municipality(code) -> Municipality | None:
    """The Dutch municipality with this CBS code, such as 0106."""
    return Municipality.objects.filter(country="NL", code=code).first() if "\0" not in code else None


def meldpunten_of(municipality_, year) -> list[Meldpunt]:
    """The meldpunten to whose area a municipality belonged in a year."""
    joined = MeldpuntMunicipality._base_manager.filter(in_year(year), municipality=municipality_)
    return list(Meldpunt._base_manager.filter(pk__in=joined.order_by().values("meldpunt")).order_by("pk"))


# ── Years ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class YearRow:
    """A year in the list of years: how many reports were received in it, and when it was closed last."""

    year: int
    reports: int
    closed: ReportingYear | None

    @property
    def deadline(self) -> date:
        """See `deadline`."""
        return deadline(self.year)

    @property
    def state(self) -> str:
        """`closed`, `running` (not over yet), `open` (to be closed) or `late` (the return is overdue)."""
        today = timezone.localdate()
        if self.closed:
            return "closed"
        return "running" if self.year >= today.year else "late" if today >= self.deadline else "open"


def years(meldpunt, today=None, sight: Sight = WHOLE) -> list[YearRow]:
    """The years with reports, those that were closed, this year and the one before; the newest first. Two queries."""
    today = today or timezone.localdate()
    rows = DiscriminationReport._base_manager.filter(meldpunt=meldpunt).exclude(pk__in=sight.hidden).order_by()
    reports = dict(rows.annotate(in_year=ExtractYear("received_on")).values_list("in_year").annotate(Count("pk")))
    closings = ReportingYear.objects.filter(meldpunt=meldpunt).defer("counted").select_related("closed_by").order_by("issue", "pk")
    closed = {row.year: row for row in closings}
    return [YearRow(year, reports.get(year, 0), closed.get(year)) for year in sorted({*reports, *closed, today.year, today.year - 1}, reverse=True)]


def to_be_closed(meldpunt, today=None, sight: Sight = WHOLE) -> list[YearRow]:
    """The years that are over and not closed, the oldest first: those with reports, and the last one where it had an area."""
    today = today or timezone.localdate()
    waiting = [row for row in reversed(years(meldpunt, today, sight)) if row.closed is None and row.year < today.year]
    return [row for row in waiting if row.reports or area(meldpunt, row.year)]


# ── What lacks ────────────────────────────────────────────────────────────────────────────────


def missing(meldpunt, year, reports) -> dict[str, tuple[int, ...]]:
    """For each thing that can lack, the keys of the reports concerned; kinds of which nothing lacks are left out. One query."""
    rows = DiscriminationReport._base_manager.filter(meldpunt=meldpunt, received_on__year=year, status__in=OPEN_STATUSES).order_by()
    open_keys = set(rows.values_list("pk", flat=True))
    found: dict[str, list[int]] = {kind: [] for kind in MISSING}
    for report in reports:
        for kind in lacking(report, open_keys):
            found[kind].append(report.pk)
    return {kind: tuple(keys) for kind, keys in found.items() if keys}


def lacking(report: CountedReport, open_keys=()) -> list[str]:
    """What is missing of one report, as keys of MISSING."""
    lacks = {
        "residence": report.residence == ResidenceState.UNKNOWN,
        "incident": report.incident == IncidentState.UNKNOWN,
        "ground": lacks_ground(report.official_grounds),
        "terrain": report.terrain == "unknown",
        "nature": report.nature == "unknown",
        "handling": not report.handling,
        "open": report.pk in open_keys,
    }
    return [kind for kind, lacks_it in lacks.items() if lacks_it]
