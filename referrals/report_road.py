"""The road of a report: what the law asks to have happened, what may be done now, and why something may not be done yet."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.actions import Refusal
from programmes.models import Municipality
from referrals.actions.discrimination import guards
from referrals.discrimination_choices import HandlingKind, MilestoneKind
from referrals.models import ListValue, MeldpuntMunicipality, Milestone


@dataclass(frozen=True)
class Stop:
    """One thing on the road: its words, the row when it was reached, and what stands in its way today (empty: nothing)."""

    key: str
    label: str
    row: Milestone | None = None
    why_not: str = ""


@dataclass(frozen=True)
class Stretch:
    """A part of the road."""

    label: str
    stops: list[Stop]

    @property
    def open(self) -> list[Stop]:
        """What was reached, and what may be done today."""
        return [stop for stop in self.stops if not stop.why_not]


STRETCHES = (
    (_("told"), (MilestoneKind.IDENTITY_TOLD, MilestoneKind.START_TOLD_REPORTER, MilestoneKind.START_TOLD_OTHER)),
    (_("heard"), (MilestoneKind.REPORTER_HEARD, MilestoneKind.OTHER_HEARD)),
    (_("agreed"), guards.AFTER_HEARING),
    (_("concluded"), guards.CONCLUSIONS),
)


def standing_milestones(report) -> list[Milestone]:
    """What was recorded for the law and was not taken back, oldest first."""
    return list(report.milestones.filter(withdrawn_on__isnull=True).select_related("author").order_by("happened_on", "pk"))


def road(report) -> list[Stretch]:
    """Told, heard, agreed, concluded: each with what was reached, and for the rest what must come first."""
    today, reached = timezone.localdate(), {row.kind: row for row in standing_milestones(report)}
    return [
        Stretch(
            label,
            [
                Stop(kind, kind.label, reached.get(kind), "" if kind in reached else _why_not(report, guards.before_milestone, kind, today))
                for kind in kinds
            ],
        )
        for label, kinds in STRETCHES
    ]


def ways(report) -> list[Stop]:
    """The ways of handling that the law or a consent guards, and what stands in the way of each today."""
    today = timezone.localdate()
    named = {row.key: row for row in ListValue.objects.filter(meldpunt=None, list="handling", key__in=guards.CONSENT_FOR)}
    order = (HandlingKind.REFERRAL, "assistance", HandlingKind.OWN_INVESTIGATION, HandlingKind.MEDIATION)
    return [Stop(key, str(named[key]), None, _why_not(report, guards.before_step, key, today)) for key in order]


def nothing_more(report) -> str:
    """Why nothing can be done to this report any more, in words; empty while something can."""
    return _why_not(report, lambda *_all: None, None, timezone.localdate())


def blocked(stretches, ways_) -> dict[str, list[str]]:
    """{reason: the things that may not be done yet for this reason}, in the order of the road: each reason is told once."""
    reasons = {}
    for stop in [*(stop for stretch in stretches for stop in stretch.stops), *ways_]:
        if stop.why_not:
            reasons.setdefault(stop.why_not, []).append(stop.label)
    return reasons


def _why_not(report, guard, what, day) -> str:
    try:
        guards.still_open(report, day, erased_too=what == MilestoneKind.CONCLUSION_OTHER)
        guard(report, what, day)
    except Refusal as refusal:
        return " ".join(refusal.messages)
    return ""


def outside_area(report) -> list[Municipality]:
    """The municipalities of residence and incident that were outside the meldpunt's area on the day of receipt; none while it has no area."""
    named = [place for place in (report.residence, report.incident) if place is not None]
    if not named or not MeldpuntMunicipality._base_manager.filter(meldpunt=report.meldpunt_id).exists():
        return []
    inside = set(report.meldpunt.municipalities(report.received_on).filter(pk__in=[place.pk for place in named]).values_list("pk", flat=True))
    return list({place.pk: place for place in named if place.pk not in inside}.values())
