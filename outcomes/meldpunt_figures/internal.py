"""What the meldpunt wants to know of its own work over a period: exact numbers, for those who work there.

Every number is a group of reports, so that whoever may see them can open them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack.access import Permission
from outcomes.meldpunt_figures.facts import WHOLE, Sight, lacks_ground, official_grounds
from outcomes.meldpunt_figures.numbers import percent, rounded
from referrals.actions.discrimination import FIRST_CONTACT_WITHIN_WORKING_DAYS
from referrals.discrimination_choices import IncidentState, ReportChannel, ReportStatus, ReportVia, ResidenceState
from referrals.models import DiscriminationReport, HandlingStep, OtherParty
from referrals.working_days import working_days_after

# How old an open report is, in days since it came in: up to and including.
AGES = ((7, gettext_lazy("up to a week")), (30, gettext_lazy("8 to 30 days")), (90, gettext_lazy("31 to 90 days")))
OLDER = gettext_lazy("more than 90 days")


@dataclass(frozen=True)
class Group:
    """Some reports that are counted together; `key` names them in an address."""

    key: str
    label: str
    reports: tuple[int, ...]
    share: Decimal | None = None  # in percent, with one decimal, where the group is part of a whole

    @property
    def number(self) -> int:
        """How many."""
        return len(self.reports)


@dataclass(frozen=True)
class Spread:
    """Days from receipt to closing: how many reports, and the quartiles, linear between two of them; None of none."""

    n: int
    lower: Decimal | None
    median: Decimal | None
    upper: Decimal | None


@dataclass(frozen=True)
class Internal:
    """The figures of a period."""

    open: list[tuple[str, list[Group]]]  # each handler, with a group for all and one for each age
    contact: list[Group]
    throughput: Spread
    closed: Group
    channels: list[Group]
    vias: list[Group]
    missing: list[Group]

    @property
    def groups(self) -> dict[str, Group]:
        """Every group by its key."""
        found = [group for _handler, groups in self.open for group in groups]
        return {group.key: group for group in [*found, *self.contact, self.closed, *self.channels, *self.vias, *self.missing]}


def internal(meldpunt, first: date, last: date, today: date, sight: Sight = WHOLE) -> Internal:
    """The figures of the reports received from `first` to `last`; those that are open as they are today. Five queries."""
    every = DiscriminationReport.objects.filter(meldpunt=meldpunt).exclude(pk__in=sight.hidden)
    every = every.select_related("terrain", "nature", "handler").order_by("pk")
    received = list(every.filter(received_on__gte=first, received_on__lte=last))
    closed = [row for row in every.filter(closed_on__gte=first, closed_on__lte=last) if not _handled_elsewhere(row)]
    handled = set(HandlingStep.objects.filter(report__in=[row.pk for row in received]).order_by().values_list("report", flat=True).distinct())
    return Internal(
        open=_open(list(every.exclude(status=ReportStatus.CLOSED)), today),
        contact=_first_contact([row for row in received if not _handled_elsewhere(row)], today),
        throughput=spread((row.closed_on - row.received_on).days for row in closed),
        closed=_group("closed", _("closed in the period"), closed),
        channels=_by(received, "channel", ReportChannel),
        vias=_by(received, "via", ReportVia),
        missing=_missing(received, handled),
    )


def _handled_elsewhere(row):
    """Was it taken in from a file, as handled already: saved closed on the day of receipt, by nobody here (docs/import.md)."""
    return bool(row.external_id) and row.handler_id is None and row.closed_on == row.received_on


def _group(key, label, rows, whole=None):
    found = tuple(row.pk for row in rows)
    return Group(key, str(label), found, percent(len(found), whole) if whole else None)


def _open(rows, today):
    handlers = sorted({row.handler for row in rows if row.handler}, key=lambda user: (str(user), user.pk))
    lines = []
    for handler in [*handlers, *([None] if any(row.handler is None for row in rows) else [])]:
        own = [row for row in rows if row.handler == handler]
        name, key = (str(handler), handler.pk) if handler else (_("nobody yet"), 0)
        groups = [_group(f"open-{key}-{place}", label, part) for place, (label, part) in enumerate(_by_age(own, today))]
        lines.append((name, [_group(f"open-{key}-all", _("together"), own), *groups]))
    return lines


def _by_age(rows, today):
    above = -1
    for days, label in AGES:
        yield label, [row for row in rows if above < (today - row.received_on).days <= days]
        above = days
    yield OLDER, [row for row in rows if (today - row.received_on).days > above]


def contact_due(received_on: date) -> date:
    """The last day on which a first personal contact is in time."""
    return working_days_after(received_on, FIRST_CONTACT_WITHIN_WORKING_DAYS)


def _first_contact(rows, today):
    """Shares are of all whose first contact is decided: in time, later, too late by now, or never; who still waits in time is none of these."""
    spoken = [row for row in rows if row.first_contact_on]
    in_time = [row for row in spoken if row.first_contact_on <= contact_due(row.received_on)]
    open_ones = [row for row in rows if not row.first_contact_on and row.status != ReportStatus.CLOSED]
    waiting = [row for row in open_ones if contact_due(row.received_on) >= today]
    decided = len(rows) - len(waiting)
    return [
        _group("contact-in-time", _("within two working days"), in_time, decided),
        _group("contact-late", _("later"), [row for row in spoken if row not in in_time], decided),
        _group("contact-waiting", _("still waiting, in time"), waiting),
        _group("contact-overdue", _("still waiting, too long"), [row for row in open_ones if row not in waiting], decided),
        _group("contact-none", _("closed without contact"), [row for row in rows if not row.first_contact_on and row not in open_ones], decided),
    ]


def spread(days: Iterable[int]) -> Spread:
    """Median and quartiles of whole days, with one decimal."""
    days = sorted(days)
    if not days:
        return Spread(0, None, None, None)
    return Spread(len(days), *(_quartile(days, part) for part in (1, 2, 3)))


def _quartile(days, part):
    place = Decimal(len(days) - 1) * part / 4
    below = int(place)
    above = min(below + 1, len(days) - 1)
    return rounded(days[below] + (place - below) * (days[above] - days[below]), 1)


def _by(rows, column, choices):
    return [_group(f"{column}-{value}", label, [row for row in rows if getattr(row, column) == value], len(rows)) for value, label in choices.choices]


def _missing(rows, handled):
    official = official_grounds()
    lacking = {
        "residence": (_("municipality where the reporter lives"), lambda row: row.residence_state == ResidenceState.UNKNOWN),
        "incident": (_("municipality where it happened"), lambda row: row.incident_state == IncidentState.UNKNOWN),
        "ground": (_("ground of discrimination"), lambda row: lacks_ground([official[key] for key in row.grounds])),
        "terrain": (_("area of society"), lambda row: row.terrain.official == "unknown"),
        "nature": (_("nature"), lambda row: row.nature.official == "unknown"),
        "handling": (_("way of handling"), lambda row: row.pk not in handled),
        "incident_on": (_("day of the incident"), lambda row: row.incident_on is None),
    }
    return [_group(f"missing-{name}", label, [row for row in rows if test(row)], len(rows)) for name, (label, test) in lacking.items()]


def repeated_parties(user, meldpunt, first: date, last: date):
    """Other parties with two or more reports of the period, as far as `user` may see both: each with its `found` reports."""
    reports = DiscriminationReport.objects.allowed(user, Permission.VIEW_DISCRIMINATION_REPORT)
    reports = reports.filter(received_on__gte=first, received_on__lte=last, other_party=OuterRef("pk")).order_by()
    found = Subquery(reports.values("other_party").annotate(found=Count("pk")).values("found"))
    return OtherParty.objects.allowed(user, Permission.VIEW_OTHER_PARTY).filter(meldpunt=meldpunt).annotate(found=found).filter(Q(found__gte=2))
