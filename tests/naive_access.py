"""The access rules told a second time, by loops over plain rows: what the matrix test compares with.

Shares only RULES with casetrack/access.py, none of its queries.
"""

from django.utils import timezone

from casetrack.access import READING_THE_DOSSIER, RULES, ByAssignment, ByOrganisation, ByProgramme, Permission
from participants.models import Assignment, Person, TrajectoryException
from programmes.models import OrganisationMember, ProgrammeMember


def _holds(row, user) -> bool:
    today = timezone.localdate()
    return row.user_id == user.pk and row.starts_on <= today and (row.ends_on is None or row.ends_on > today)


def _still_there(user, trajectory) -> bool:
    """An assignment and an exception hold only for somebody who works in the programme today."""
    return any(_holds(m, user) and m.programme_id == trajectory.edition.programme_id for m in ProgrammeMember.objects.all())


def _follow(row, path) -> list:
    """The rows or keys at the end of a dotted path, through single and many relations."""
    found = [row]
    for step in path.split("__"):
        following = []
        for item in found:
            if item is None:
                continue
            value = getattr(item, step)
            following += list(value.all()) if hasattr(value, "all") else [value]
        found = following
    return [getattr(item, "pk", item) for item in found if item is not None]


def may(user, permission, row) -> bool:
    """May `user` do this to `row`, by the letter of RULES?"""
    if not user.is_authenticated or not user.is_active:
        return False
    if isinstance(row, Person):
        return any(may(user, permission, trajectory) for trajectory in row.trajectories.all())
    for grant in RULES[permission]:
        match grant:
            case ByProgramme(roles):
                ours = _follow(row, row.programme_path)
                if any(_holds(m, user) and m.role in roles and m.programme_id in ours for m in ProgrammeMember.objects.all()):
                    return True
            case ByOrganisation(path, roles):
                ours = _follow(row, path)
                if any(_holds(m, user) and m.role in roles and m.organisation_id in ours for m in OrganisationMember.objects.all()):
                    return True
            case ByAssignment(roles):
                ours = _follow(row, row.trajectory_path)
                if any(
                    _holds(a, user) and a.role in roles and a.trajectory_id in ours and _still_there(user, a.trajectory)
                    for a in Assignment.objects.all()
                ):
                    return True
                if permission in READING_THE_DOSSIER and any(
                    _holds(e, user)
                    and e.permission.codename == Permission.VIEW_TRAJECTORY
                    and e.content_object_id in ours
                    and _still_there(user, e.content_object)
                    for e in TrajectoryException.objects.all()
                ):
                    return True
    return False


def may_somewhere(user, permission) -> bool:
    """Does the user hold a role today that gives this permission?"""
    if not user.is_authenticated or not user.is_active:
        return False
    sources = {ByProgramme: ProgrammeMember, ByOrganisation: OrganisationMember, ByAssignment: Assignment}
    for grant in RULES[permission]:
        rows = [row for row in sources[type(grant)].objects.all() if _holds(row, user) and row.role in grant.roles]
        if any(not isinstance(row, Assignment) or _still_there(user, row.trajectory) for row in rows):
            return True
    exceptions = [row for row in TrajectoryException.objects.all() if _holds(row, user) and _still_there(user, row.content_object)]
    return permission in READING_THE_DOSSIER and bool(exceptions)
