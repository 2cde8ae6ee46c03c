"""The households and people whom a user guides today, with their open tasks: what the quick contact starts from."""

from django.db.models import Max

from casetrack import access
from casetrack.access import Permission
from participants.choices import ContactChannel
from participants.models import Assignment, ContactMoment, Task, Trajectory

MOST = 300  # more than anybody guides; a phone keeps no longer list


def own_trajectories(user) -> list[dict]:
    """Key, name and edition of each trajectory that `user` is assigned to today and may write in, by name. One query."""
    assigned = Assignment.objects.filter(access.in_force(), user=user).values("trajectory_id")
    rows = Trajectory.objects.allowed(user, Permission.RECORD_CONTACT).filter(pk__in=assigned, ended_on=None)
    columns = rows.order_by("person__name_key", "pk").values_list("pk", "person__first_name", "person__last_name", "edition__name")
    return [{"pk": pk, "name": f"{first} {last}", "edition": edition} for pk, first, last, edition in columns[:MOST]]


def households(user) -> list[dict]:
    """The same, each with the open tasks and the channel of the user's last contact: for use without a connection. Three queries more."""
    rows = own_trajectories(user)
    keys = [row["pk"] for row in rows]
    tasks, channels = {}, last_channels(user, keys)
    for task in open_tasks(user, keys):
        tasks.setdefault(task.trajectory_id, []).append({"pk": task.pk, "wording": task.wording})
    return [{**row, "tasks": tasks.get(row["pk"], []), "channel": channels.get(row["pk"], ContactChannel.VISIT)} for row in rows]


def open_tasks(user, trajectories):
    """The tasks of these trajectories (keys) that are not done and not dropped, as far as `user` may see them."""
    return Task.objects.allowed(user, Task.view_permission).filter(trajectory__in=trajectories, done_on=None, dropped_on=None)


def last_channels(user, trajectories) -> dict[int, str]:
    """How `user` had the last contact in each of these trajectories (keys); no entry where there was none."""
    mine = ContactMoment.objects.allowed(user, Permission.VIEW_CONTACT).filter(author=user, trajectory__in=trajectories)
    latest = mine.order_by().values("trajectory").annotate(latest=Max("pk")).values("latest")
    return dict(ContactMoment.objects.filter(pk__in=latest).order_by("pk").values_list("trajectory_id", "channel"))
