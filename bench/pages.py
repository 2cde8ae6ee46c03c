"""List and detail page per role against raw SQL."""

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.clock import Row, compared, interleaved, verdict
from bench.sql import Raw
from casetrack import access
from casetrack.access import Permission
from participants import lists
from participants.models import Assignment, Pause, Trajectory, TrajectoryException
from participants.views import trajectories as detail_page

LIMITS = {"coach of 100": 8, "leader": 5, "coach of 1": 10}
NEWEST = ("-registered_on", "-pk")


def _list(user):
    access.remember(user)  # as each request does
    return lists.list_page(user, {})


def _rows_only(user):
    """The first page as a list with a filter gets it: its SQL composed each time."""
    access.remember(user)
    queryset = Trajectory.objects.allowed(user, Permission.VIEW_TRAJECTORY)
    return lists.keyset(lists.columns_of(queryset), NEWEST)


def _detail(user, key):
    """What the view of a trajectory reads."""
    access.remember(user)
    trajectory = detail_page.whole(user, Trajectory(pk=key))
    access.can(user, Permission.CHANGE_TRAJECTORY, trajectory)
    parts = [
        detail_page._parts(Assignment, user, trajectory).filter(access.in_force()).select_related("user"),
        detail_page._parts(TrajectoryException, user, trajectory).filter(access.in_force()),
        detail_page._parts(Pause, user, trajectory),
    ]
    read = [list(part) for part in parts]
    return (
        trajectory,
        detail_page.phase_steps(trajectory),
        read,
        detail_page.contacts_of(user, trajectory),
        detail_page.attendance_of(user, trajectory),
    )


def _client(user):
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def _get(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


def _queries(call):
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def measure(roles: dict, rounds: int) -> list[Row]:
    """`roles` names the users: coach of 100, leader, coach of 1, and others for information."""
    today, rows, counts = timezone.localdate(), [], {}
    with psycopg.connect(**_parameters(), autocommit=True) as raw_connection:
        for role, user in roles.items():
            raw = Raw(raw_connection, user, today, leader=role.startswith("leader"))
            _same_rows(raw, user)
            rows.append(
                compared(f"list page, data, {role}", interleaved({"ours": lambda: _list(user), "raw": raw.list_page}, rounds), LIMITS.get(role))
            )
            times = interleaved({"ours": lambda: _rows_only(user), "raw": raw.list_rows}, rounds)
            rows.append(compared(f"the 25 rows alone, composed anew, {role}", times, None))
            key = lists.list_page(user, {}).rows[0]["pk"]
            times = interleaved({"ours": lambda: _detail(user, key), "raw": lambda: raw.detail(key)}, rounds)
            rows.append(compared(f"detail page, data, {role}", times, None))
            counts[role] = (_queries(lambda: _list(user)), _queries(lambda: _detail(user, key)))
            rows.append(_whole_pages(role, user, key, rounds))
    rows.append(_constant(counts))
    return rows


def _parameters():
    settings = connection.get_connection_params()
    return {name: settings[name] for name in ("dbname", "user", "password", "host", "port") if settings.get(name)}


def _same_rows(raw, user):
    ours, theirs = [row["pk"] for row in _list(user).rows], [row[0] for row in raw.list_page()[0]]
    if ours != theirs:
        raise SystemExit(f"the raw SQL gives other rows than the list: {theirs} instead of {ours}")


def _whole_pages(role, user, key, rounds):
    client = _client(user)
    pages = {"list": reverse("participants"), "detail": reverse("trajectory", args=[key])}
    times = interleaved({name: lambda address=address: _get(client, address) for name, address in pages.items()}, max(3, rounds // 3))
    return Row(f"whole page over HTTP, {role}", "", f"list {times['list'].median:.0f} ms, detail {times['detail'].median:.0f} ms")


def _constant(counts):
    lists_, details = {n for n, _ in counts.values()}, {n for _, n in counts.values()}
    measured = f"list {sorted(lists_)}, detail {sorted(details)} for {', '.join(counts)}"
    return Row("number of queries, every role and size", "constant", measured, verdict(len(lists_) == len(details) == 1))
