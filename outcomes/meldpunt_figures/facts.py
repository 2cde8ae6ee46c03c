"""What the form and the monitor count of each report, as plain values: read live, or as they stood when the year was closed."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from referrals.discrimination_choices import BundleKind
from referrals.models import DiscriminationReport, HandlingStep, ListValue, PersonalInterest, ReportingYear

WITHOUT = _("Without the reports that you are kept from (Besluit ADV, art. 2.5).")


@dataclass(frozen=True)
class Sight:
    """Over which reports exact figures are counted for somebody: all but the `hidden` ones, from which they are kept away (Besluit ADV, art. 2.5).

    `kept_away` is true for whoever has a personal interest in anything of the meldpunt, whether a report hangs on it or not:
    that, and nothing about the hidden reports, decides which pages and files they get.
    """

    kept_away: bool = False
    hidden: frozenset[int] = frozenset()


WHOLE = Sight()


def sight(user, meldpunt) -> Sight:
    """What `user` counts of this meldpunt today. One query, two for whoever is kept away from something."""
    if not PersonalInterest.stands(user, meldpunt):
        return WHOLE
    rows = DiscriminationReport._base_manager.filter(DiscriminationReport.kept_from(user), meldpunt=meldpunt).order_by()
    return Sight(True, frozenset(rows.values_list("pk", flat=True)))


# Where a report lies that is in no municipality of the list: the state itself, such as "unknown" or "abroad".


@dataclass(frozen=True)
class CountedReport:
    """One report as it is counted. `residence` and `incident` are CBS codes, or a state such as `unknown`.

    `grounds` are the finest keys, `official_grounds`, `terrain`, `nature` and `handling` the keys of the form.
    """

    pk: int
    received_on: str
    kind: str
    channel: str
    residence: str
    incident: str
    grounds: tuple[str, ...]
    official_grounds: tuple[str, ...]
    terrain: str
    nature: str
    handling: tuple[str, ...]
    mass: bool
    online: bool

    def as_dict(self) -> dict:
        """The values without the key, as a closed year keeps them."""
        values = asdict(self)
        del values["pk"]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}

    @classmethod
    def from_dict(cls, pk, values) -> "CountedReport":
        """The report as a closed year kept it."""
        return cls(pk=int(pk), **{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def live(meldpunt, year, sight: Sight = WHOLE) -> list[CountedReport]:
    """The reports received in a calendar year, as they are now, in the order of their keys. Three queries.

    The day of receipt is a date of the Netherlands, so no time zone can move a report to another year.
    """
    official = official_grounds()
    rows = DiscriminationReport._base_manager.filter(meldpunt=meldpunt, received_on__gte=date(year, 1, 1), received_on__lte=date(year, 12, 31))
    rows = rows.exclude(pk__in=sight.hidden).select_related("residence", "incident", "terrain", "nature", "bundle").order_by("pk")
    reports = list(rows)  # before the steps: a report that comes in between would seem to have none
    handling: dict[int, set] = {}
    steps = HandlingStep._base_manager.filter(report__in=rows.values("pk")).order_by()
    for report, way in steps.values_list("report", "kind__official").distinct():
        handling.setdefault(report, set()).add(way)
    return [
        CountedReport(
            pk=row.pk,
            received_on=row.received_on.isoformat(),
            kind=row.kind,
            channel=row.channel,
            residence=row.residence.code if row.residence else row.residence_state,
            incident=row.incident.code if row.incident else row.incident_state,
            grounds=tuple(row.grounds),
            official_grounds=tuple(dict.fromkeys(official[key] for key in row.grounds)),
            terrain=row.terrain.official,
            nature=row.nature.official,
            handling=tuple(sorted(handling.get(row.pk, ()))),
            mass=row.bundle is not None and row.bundle.kind == BundleKind.MASS,
            online=row.online,
        )
        for row in reports
    ]


def official_grounds() -> dict[str, str]:
    """{ground: the ground of the form as which it counts}. One query."""
    return dict(ListValue.objects.filter(list="ground").values_list("key", "official"))


def lacks_ground(grounds) -> bool:
    """Is one of these grounds of the form `unknown`, also beside others: then the form counts the report as unknown too."""
    return "unknown" in grounds


def closed_year(meldpunt, year) -> ReportingYear | None:
    """The newest closing of this year; None while it is open."""
    return ReportingYear.objects.filter(meldpunt=meldpunt, year=year).order_by("-issue").first()


def kept(closed: ReportingYear, sight: Sight = WHOLE) -> list[CountedReport]:
    """The reports as a closed year kept them."""
    rows = sorted(((int(pk), values) for pk, values in closed.counted.items()), key=lambda row: row[0])
    return [CountedReport.from_dict(pk, values) for pk, values in rows if pk not in sight.hidden]
