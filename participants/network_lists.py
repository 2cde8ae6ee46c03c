"""What the page of a network shows: the list and the picture of today, or before and after beside each other."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from participants.choices import Closeness, Tie
from participants.models import NetworkMember
from participants.network_map import NUMBERED, Node, Words, picture, style_of


@dataclass
class Row:
    """Somebody in the list: the number in the picture, and whether they came or went between the two days."""

    number: int
    member: NetworkMember
    new: bool = False
    gone: bool = False


@dataclass
class Snapshot:
    """The network on one day: who was in it, as `closeness` and `tie` were then."""

    day: date
    heading: str
    nodes: list[Node] = field(default_factory=list)
    wide: str = ""
    phone: str = ""

    @property
    def informal(self) -> int:
        """How many are informal."""
        return sum(node.informal for node in self.nodes)

    @property
    def formal(self) -> int:
        """How many are formal."""
        return len(self.nodes) - self.informal

    @property
    def new(self) -> int:
        """How many came since the day before."""
        return sum(node.new for node in self.nodes)


@dataclass
class Network:
    """What is shown: the days, the list of everybody in it by side, and who has left."""

    snapshots: list[Snapshot]
    groups: list[tuple[str, list[Row]]]
    left: list[NetworkMember]

    @property
    def before(self) -> Snapshot | None:
        """The earlier day, when two are compared."""
        return self.snapshots[0] if len(self.snapshots) > 1 else None

    @property
    def after(self) -> Snapshot:
        """The later day, or the only one."""
        return self.snapshots[-1]

    @property
    def everybody(self) -> int:
        """How many are in the list."""
        return sum(len(rows) for _heading, rows in self.groups)


def start_of(trajectory) -> date:
    """The day that counts as before: the start, or else the sign-up; never a day to come."""
    return min(trajectory.started_on or trajectory.registered_on, timezone.localdate())


def network_of(user, trajectory, *, before=None, after=None) -> Network:
    """The network on `after` (default today), and on `before` when two days are compared.

    One query, and one more for how close everybody was on the earlier day.
    """
    after = after or timezone.localdate()
    everybody = list(NetworkMember.objects.allowed(user, NetworkMember.view_permission).filter(trajectory=trajectory))
    now = {member.pk for member in everybody if _in_force(member, after)}
    then = {member.pk for member in everybody if before and _in_force(member, before)}
    shown = sorted((m for m in everybody if m.pk in now | then), key=lambda m: (m.tie != Tie.INFORMAL, m.closeness, m.name.casefold(), m.pk))
    rows = [Row(number, m, bool(before) and m.pk not in then, m.pk not in now) for number, m in enumerate(shown, start=1)]
    days = [(after, now, {})]
    if before:
        days.insert(0, (before, then, _as_told(then, before)))
    snapshots = [_snapshot(rows, day, present, told, bool(before) and present is now) for day, present, told in days]
    _draw(trajectory, snapshots)
    groups = [(Tie(tie).label, [row for row in rows if row.member.tie == tie]) for tie in Tie.values]
    left = [member for member in everybody if member.ends_on and member.ends_on <= after and member.pk not in now | then]
    return Network(snapshots, groups, left)


def _in_force(member, day) -> bool:
    return member.starts_on <= day and (member.ends_on is None or member.ends_on > day)


def _as_told(members, day) -> dict[int, tuple[int, str]]:
    """Closeness and side of these members as they stood in the dossier on `day`, or as they were first told. One query."""
    found = {}
    history = NetworkMember.history.filter(id__in=members).order_by("history_date", "history_id")
    for key, at, closeness, tie in history.values_list("id", "history_date", "closeness", "tie"):
        if key not in found or timezone.localdate(at) <= day:
            found[key] = closeness, tie
    return found


def _snapshot(rows, day, present, told, newcomers) -> Snapshot:
    """One day as nodes."""
    nodes = []
    for row in rows:
        if row.member.pk in present:
            closeness, tie = told.get(row.member.pk, (row.member.closeness, row.member.tie))
            nodes.append(Node(row.number, row.member.name, tie == Tie.INFORMAL, closeness, newcomers and row.new))
    heading = _("Today") if day == timezone.localdate() else date_format(day, "DATE_FORMAT")
    return Snapshot(day, heading, nodes)


def _draw(trajectory, snapshots) -> None:
    """The pictures of these days, alike: one for a desktop, and one for a phone with numbers only."""
    wide = style_of(*(shown.nodes for shown in snapshots))
    for place, shown in enumerate(snapshots, start=1):
        words = _words(trajectory, shown)
        shown.wide = picture(shown.nodes, words, key=f"map-{place}-wide", style=wide)
        shown.phone = picture(shown.nodes, words, key=f"map-{place}-phone", style=NUMBERED)


def _words(trajectory, shown) -> Words:
    counted = {"informal": shown.informal, "formal": shown.formal, "new": shown.new}
    told = _("Informal: %(informal)s. Formal: %(formal)s. New: %(new)s. The list on this page names everybody.") % counted
    return Words(
        title=_("Network map: %(day)s") % {"day": shown.heading},
        description=told,
        middle=trajectory.person.first_name,
        informal=_("Informal: %(number)s") % {"number": shown.informal},
        formal=_("Formal: %(number)s") % {"number": shown.formal},
        rings=tuple(str(label) for label in Closeness.labels),
    )
