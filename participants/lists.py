"""What the list of participants and the page "my work" show: rows as plain dicts, only the columns needed."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import BigIntegerField, DateField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.composed import Given
from casetrack.paging import PAGE_SIZE, KeysetPage, capped, capped_count, first_page, keyset, or_more
from participants.choices import Attention, ListOrder, TrajectoryState
from participants.filters import TrajectoryFilter, needing_attention
from participants.models import Assignment, Trajectory
from programmes.models import Session

ORDERS = {
    ListOrder.NEWEST: ("-registered_on", "-pk"),
    ListOrder.OLDEST: ("registered_on", "pk"),
    ListOrder.NAME: ("person__name_key", "pk"),
}
COLUMNS = (
    "pk", "person_id", "person__first_name", "person__last_name", "person__name_key", "edition__name", "phase__name",
    "registered_on", "municipality__name", "last_contact", "state", "household__name",
)  # fmt: skip
# What makes the list another one than the whole list from its beginning.
NARROWING = {*TrajectoryFilter.base_filters, "after", "before"} - {"sort"}
SHOWN_AT_ONCE = 10
# How a state looks: the kind of its badge.
STATE_KINDS = {
    TrajectoryState.REGISTERED: "info",
    TrajectoryState.INTAKE: "info",
    TrajectoryState.SELECTED: "info",
    TrajectoryState.ACTIVE: "success",
    TrajectoryState.PAUSED: "warning",
}


@dataclass
class ListPage:
    """One page of the list: what was asked, rows, keys of the pages beside it, and the count."""

    user: object
    data: dict
    page: KeysetPage
    count: int
    more: bool

    @cached_property
    def filter(self) -> TrajectoryFilter:
        """The filter behind it, for its form."""
        return narrowed(self.user, self.data)

    @property
    def rows(self):
        """The rows, as dicts."""
        return self.page.rows


def narrowed(user, data, permission=Permission.VIEW_TRAJECTORY) -> TrajectoryFilter:
    """The trajectories on which `user` has `permission`, narrowed by `data` (names of TrajectoryFilter)."""
    return TrajectoryFilter(data, Trajectory.objects.allowed(user, permission), user=user)


def order_of(data):
    """The columns of the order that `data` names; an unknown one is the newest first."""
    return ORDERS.get(data.get("sort"), ORDERS[ListOrder.NEWEST])


def list_page(user, data) -> ListPage:
    """The page of the list that `data` asks for: filters, `q`, `sort`, and `after` or `before` a key.

    Three queries whatever the number of rows (four beside a key, one more for `no_contact`),
    besides the user's rights.
    """
    if any(data.get(name) for name in NARROWING):
        chosen = narrowed(user, data).qs
        count, more = capped_count(chosen)
        page = keyset(columns_of(chosen), order_of(data), after=data.get("after") or None, before=data.get("before") or None)
    else:
        count, more, page = _beginning(user, order_of(data))
    page.rows = readable(page.rows, user)
    return ListPage(user, data, page, count, more)


def _beginning(user, order):
    """What everybody opens first: count and first page of the whole list, by SQL that is composed once."""
    mine = access.Allowed(Trajectory, user, Permission.VIEW_TRAJECTORY)
    rows = mine.rows(_first_rows, order, today=timezone.localdate())
    return *or_more(mine.count(capped)), first_page([dict(zip(COLUMNS, row, strict=True)) for row in rows])


def _first_rows(trajectories, order):
    rows = trajectories.with_state(Given("today", DateField())).with_last_contact()
    return rows.order_by(*order).values_list(*COLUMNS)[: PAGE_SIZE + 1]


def all_rows(user, data, size=1000):
    """Every row of the list that `data` asks for and `user` may export, page after page.

    Who may only read along in a dossier for a while sees it in the list, and does not take it along.
    """
    queryset, after = columns_of(narrowed(user, data, Permission.EXPORT_TRAJECTORIES).qs), None
    while True:
        page = keyset(queryset, order_of(data), after=after, size=size)
        yield from readable(page.rows, user)
        if (after := page.after) is None:
            return


def columns_of(queryset):
    """The columns of a row of the list, ready for `readable`."""
    return queryset.with_state().with_last_contact().values(*COLUMNS)


def readable(rows, user) -> list[dict]:
    """The rows with name, state and dates as they are read, and the guides of today: one query."""
    labels, days = {value: str(label) for value, label in TrajectoryState.choices}, _Days()
    guiding = guides([row["pk"] for row in rows], user)
    return [
        {
            "pk": row["pk"],
            "person_id": row["person_id"],
            "name": f"{row['person__first_name']} {row['person__last_name']}",
            "household": row["household__name"] or "",
            "edition": row["edition__name"],
            "state": row["state"],
            "state_label": labels[row["state"]],
            "state_kind": STATE_KINDS.get(row["state"], "neutral"),
            "phase": row["phase__name"] or "",
            "guides": ", ".join(guiding.get(row["pk"], ())),
            "registered_on": days[row["registered_on"]],
            "last_contact": days[row["last_contact"]],
            "municipality": row["municipality__name"] or "",
        }
        for row in rows
    ]


class _Days(dict):
    """Dates as the user's language writes them, each worked out once."""

    def __missing__(self, day):
        self[day] = date_format(day, "SHORT_DATE_FORMAT") if day else ""
        return self[day]


def guides(trajectories, user) -> dict[int, list[str]]:
    """The names of those who guide these trajectories (keys) today."""
    names = {}
    if not trajectories:
        return names
    assignments = access.Allowed(Assignment, user, Permission.VIEW_ASSIGNMENT)
    for key, first, last in assignments.rows(_guides, today=timezone.localdate(), trajectories=trajectories):
        names.setdefault(key, []).append(f"{first} {last}")
    return names


def _guides(assignments):
    these = Given("trajectories", BigIntegerField(), many=True)
    now = assignments.filter(access.in_force(Given("today", DateField())), trajectory__in=these)
    return now.order_by("starts_on", "pk").values_list("trajectory_id", "user__first_name", "user__last_name")


@dataclass
class Part:
    """One list of my work: the first rows, how many there are in all, and the query of the whole list."""

    name: str
    rows: list
    count: int
    more: bool
    query: str = ""

    @property
    def hidden(self):
        """Are there rows that are not shown here."""
        return self.count > len(self.rows)


def my_work(user) -> list[Part]:
    """What needs attention of `user` today, per reason; at most ten rows each.

    Two queries a part and one more for `no_contact`, whatever the number of rows, besides the user's rights.
    """
    mine = Trajectory.objects.allowed(user, Permission.VIEW_TRAJECTORY)
    new = mine.with_state().filter(state=TrajectoryState.REGISTERED)
    parts = [_part("new", new, f"state={TrajectoryState.REGISTERED}")]
    parts += [_part(str(reason), needing_attention(mine, reason), f"attention={reason}") for reason in Attention.values]
    return [*parts, sessions_this_week(user)]


# What the lists of this app are called, on the page and in the weekly mail.
TITLES = {
    "new": _("New sign-ups"),
    Attention.NO_CONTACT: _("No contact for too long"),
    Attention.PAST_END: _("Past the planned end"),
    Attention.ASSIGNMENT_ENDS: _("Assignment ends soon"),
}


def attention_counts(user) -> list[tuple]:
    """Name, title, count and whether there are more of each list of trajectories that has something, as on the page."""
    return [(part.name, TITLES[part.name], part.count, part.more) for part in my_work(user) if part.count and part.name in TITLES]


def _part(name, queryset, query):
    days = _Days()
    count, more = capped_count(queryset)
    rows = queryset.with_last_contact().order_by("registered_on", "pk").values(
        "pk", "person__first_name", "person__last_name", "edition__name", "registered_on", "last_contact", "planned_end_on",
        "edition__ends_on",
    )[:SHOWN_AT_ONCE]  # fmt: skip
    shown = [
        {
            "pk": row["pk"],
            "name": f"{row['person__first_name']} {row['person__last_name']}",
            "edition": row["edition__name"],
            "registered_on": days[row["registered_on"]],
            "last_contact": days[row["last_contact"]],
            "expected_end": days[row["planned_end_on"] or row["edition__ends_on"]],
        }
        for row in rows
    ]
    return Part(name, shown, count, more, query)


def sessions_this_week(user, today=None) -> Part:
    """The sessions from Monday to Sunday of this week that the user may see, without the cancelled ones."""
    today = today or timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    week = Session.objects.allowed(user, Permission.VIEW_SESSION).filter(held_on__gte=monday, held_on__lt=monday + timedelta(days=7), cancelled=False)
    count, more = capped_count(week)
    rows = week.order_by("held_on", "starts_at", "pk").values("pk", "title", "held_on", "starts_at", "place", "edition__name")
    return Part("sessions", list(rows[:SHOWN_AT_ONCE]), count, more)
