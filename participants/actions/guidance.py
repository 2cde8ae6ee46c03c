"""Who guides a trajectory, and who may look along."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission as RowPermission
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import ByProgramme, Permission, Role
from casetrack.actions import Refusal, action, already_made, fresh
from participants.choices import Event
from participants.models import Assignment, TrajectoryException

# Which work in the programme lets somebody hold a role beside a trajectory: a leader may step in as guide.
MAY_HOLD = {
    Role.COACH: (Role.COACH, Role.PROJECT_LEADER, Role.COORDINATOR),
    Role.BUDDY: (Role.BUDDY, Role.COORDINATOR),
    Role.SPIL: (Role.SPIL, Role.COORDINATOR),
    Role.ACHTERWACHT: (Role.ACHTERWACHT,),
}


def _works_here(user, programme_id, roles=(Role.PROJECT_LEADER, Role.COORDINATOR, Role.COACH)) -> bool:
    return programme_id in access.facts_of(user, fresh=True).ids(ByProgramme, roles)


@action(Permission.ASSIGN)
def assign(trajectory, *, by, user, role=None, starts_on=None, ends_on=None, submission=None):
    """Let somebody who works in the programme guide this trajectory, in `role` (default: the one of the edition)."""
    if made := already_made(Assignment, submission, by=by):
        return made
    role = Role(role or trajectory.edition.guide_role)
    if not _works_here(user, trajectory.programme_id, MAY_HOLD[role]):
        raise Refusal({"user": _("This user does not have this role in the programme. An administrator can add it.")})
    return Assignment(
        trajectory=trajectory, user=user, role=role, starts_on=starts_on or timezone.localdate(), ends_on=ends_on, submission=submission
    ).record(Event.ASSIGNED, by=by)


@action(Permission.ASSIGN)
def end_assignment(trajectory, *, by, assignment, ends_on=None):
    """End an assignment; `ends_on` (default today) is the first day without it, and takes effect at once."""
    assignment = fresh(assignment)
    if assignment.trajectory_id != trajectory.pk:
        raise Refusal(_("This assignment belongs to another trajectory."))
    if assignment.ends_on and assignment.ends_on <= timezone.localdate():
        raise Refusal(_("This assignment has already ended."))
    assignment.ends_on = ends_on or timezone.localdate()
    return assignment.record(Event.ASSIGNMENT_ENDED, by=by)


@action(Permission.ASSIGN)
def grant_access(trajectory, *, by, user, reason, ends_on, submission=None):
    """Let a colleague of the programme read this one dossier until `ends_on`, with the reason written down."""
    if made := already_made(TrajectoryException, submission, by=by):
        return made
    if not _works_here(user, trajectory.programme_id):
        raise Refusal({"user": _("This user does not work in the programme. An administrator can add them.")})
    if ends_on <= timezone.localdate():
        raise Refusal({"ends_on": _("Choose a day after today.")})
    if TrajectoryException.objects.filter(content_object=trajectory, user=user).filter(access.in_force()).exists():
        raise Refusal({"user": _("This colleague already has access.")})
    return TrajectoryException(
        content_object=trajectory,
        user=user,
        permission=RowPermission.objects.get(codename=Permission.VIEW_TRAJECTORY.value, content_type__app_label="participants"),
        reason=reason,
        granted_by=by,
        ends_on=ends_on,
        submission=submission,
    ).record(Event.ACCESS_GRANTED, by=by, why=reason)


@action(Permission.ASSIGN)
def end_access(trajectory, *, by, exception):
    """End the access of a colleague today."""
    exception = fresh(exception)
    if exception.content_object_id != trajectory.pk:
        raise Refusal(_("This access belongs to another trajectory."))
    if exception.ends_on <= timezone.localdate():
        raise Refusal(_("This access has already ended."))
    exception.ends_on = max(timezone.localdate(), exception.starts_on)
    return exception.record(Event.ACCESS_ENDED, by=by)


def colleagues(programme_id):
    """The users who work in a programme today, to choose a coach from."""
    return (
        get_user_model()
        .objects.filter(access.in_force_through("programmemembers"), programmemembers__programme_id=programme_id, is_active=True)
        .distinct()
    )
