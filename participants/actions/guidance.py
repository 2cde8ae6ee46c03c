"""Who guides a trajectory, and who may look along."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission as RowPermission
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import ByProgramme, Permission, Role
from casetrack.actions import Refusal, action, already_made, fresh
from participants.choices import Event
from participants.models import Assignment, TrajectoryException
from programmes.choices import Module

LONGEST_SIDE_BY_SIDE = timedelta(days=366)  # the guide who leaves goes along with the next one no longer than this

# Which work in the programme lets somebody hold a role beside a trajectory: a leader may step in as guide.
MAY_HOLD = {
    Role.COACH: (Role.COACH, Role.PROJECT_LEADER, Role.COORDINATOR),
    Role.BUDDY: (Role.BUDDY, Role.COORDINATOR),
    Role.SPIL: (Role.SPIL, Role.COORDINATOR),
    Role.ACHTERWACHT: (Role.ACHTERWACHT,),
}
GUIDING = (Role.COACH, Role.BUDDY, Role.SPIL)  # whoever holds one of these beside a trajectory takes up room for it


def _works_here(user, programme_id, roles=(Role.PROJECT_LEADER, Role.COORDINATOR, Role.COACH)) -> bool:
    return programme_id in access.facts_of(user, fresh=True).ids(ByProgramme, roles)


def _fits(trajectory, user, role):
    if role == Role.ACHTERWACHT and not trajectory.edition.has(Module.BACK_UP):
        raise Refusal({"role": _("This edition works without an achterwacht.")})
    if not _works_here(user, trajectory.programme_id, MAY_HOLD[role]):
        raise Refusal({"user": _("This user does not have this role in the programme. An administrator can add it.")})


def _assigned(trajectory, user, role, starts_on, ends_on):
    """Does the user hold this role here on a day from `starts_on` until `ends_on`."""
    overlap = Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)
    if ends_on is not None:
        overlap &= Q(starts_on__lt=ends_on)
    return trajectory.assignments.filter(overlap, user=user, role=role).exists()


@action(Permission.ASSIGN)
def assign(trajectory, *, by, user, role=None, starts_on=None, ends_on=None, submission=None):
    """Let somebody who works in the programme guide this trajectory, in `role` (default: the one of the edition).

    `ends_on`, if known, is the first day without. Two at once are allowed, one user twice in the same role is not.
    """
    if made := already_made(Assignment, submission, by=by):
        return made
    role = Role(role or trajectory.edition.guide_role)
    starts_on = starts_on or timezone.localdate()
    _fits(trajectory, user, role)
    if _assigned(trajectory, user, role, starts_on, ends_on):
        raise Refusal({"user": _("This colleague is already assigned to this trajectory.")})
    return Assignment(trajectory=trajectory, user=user, role=role, starts_on=starts_on, ends_on=ends_on, submission=submission).record(
        Event.ASSIGNED, by=by
    )


def _running(trajectory, assignment):
    assignment = fresh(assignment)
    if assignment.trajectory_id != trajectory.pk:
        raise Refusal(_("This assignment belongs to another trajectory."))
    if assignment.ends_on and assignment.ends_on <= timezone.localdate():
        raise Refusal(_("This assignment has already ended."))
    return assignment


@action(Permission.ASSIGN)
def end_assignment(trajectory, *, by, assignment, ends_on=None):
    """End an assignment; `ends_on` is the first day without it, and takes effect at once.

    Without it: today, or for an assignment that has yet to start, the day it would start.
    """
    assignment = _running(trajectory, assignment)
    assignment.ends_on = ends_on or max(timezone.localdate(), assignment.starts_on)
    return assignment.record(Event.ASSIGNMENT_ENDED, by=by)


@action(Permission.ASSIGN)
def hand_over(trajectory, *, by, from_assignment, user, on=None, old_until=None, note="", submission=None):
    """End one assignment and start the same role for `user` on the day `on` (default today), with a note for the next guide.

    `old_until` is the first day without the present guide (default: `on`); until then the two guide side by side.
    The note is the reason in the history of the new assignment. Returns the new assignment.
    """
    if made := already_made(Assignment, submission, by=by):
        return made
    old = _running(trajectory, from_assignment)
    return _hand_over(trajectory, old, by=by, user=user, on=on or timezone.localdate(), old_until=old_until, note=note, submission=submission)


def _hand_over(trajectory, old, *, by, user, on, old_until=None, note="", submission=None):
    if user.pk == old.user_id:
        raise Refusal({"user": _("Choose somebody else than the present guide.")})
    old_until = old_until or on
    if old_until < on:
        raise Refusal({"old_until": _("The present guide stays at least until the next one starts.")})
    if old_until - on > LONGEST_SIDE_BY_SIDE:
        raise Refusal({"old_until": _("Choose a day within a year of the hand-over.")})
    _fits(trajectory, user, Role(old.role))
    if _assigned(trajectory, user, old.role, on, None):
        raise Refusal({"user": _("This colleague is already assigned to this trajectory.")})
    if old.ends_on is None or old.ends_on > old_until:
        old.ends_on = old_until
        old.record(Event.ASSIGNMENT_ENDED, by=by)
    return Assignment(trajectory=trajectory, user=user, role=old.role, starts_on=on, submission=submission).record(Event.HANDED_OVER, by=by, why=note)


@action(Permission.ASSIGN)
def hand_over_all(volunteer, *, by, user, on=None, note=""):
    """Hand over everybody whom a volunteer guides in the programme to `user`, on the day `on` (default today), all or nobody.

    `volunteer` is the volunteer file. Where `user` guides already, the assignment of the volunteer just ends.
    Returns the volunteer file.
    """
    on = on or timezone.localdate()
    running = assignments_of(volunteer).select_related("trajectory__edition").select_for_update(of=("self",)).order_by("pk")
    found = list(running)
    if not found:
        raise Refusal(_("This volunteer guides nobody at the moment."))
    for old in found:
        if user.pk != old.user_id and _assigned(old.trajectory, user, old.role, on, None):
            old.ends_on = max(on, old.starts_on)
            old.record(Event.ASSIGNMENT_ENDED, by=by, why=note)
        else:
            _hand_over(old.trajectory, old, by=by, user=user, on=max(on, old.starts_on), note=note)
    return volunteer


def assignments_of(volunteer):
    """The assignments of a volunteer (file) to guide in its programme that have not ended, in trajectories that run."""
    return Assignment.objects.filter(
        not_over(), user=volunteer.user_id, trajectory__programme=volunteer.programme_id, trajectory__ended_on=None, role__in=GUIDING
    )


def not_over(day=None) -> Q:
    """Assignments that hold on `day` (default today) or start later: they take room."""
    return Q(ends_on__isnull=True) | Q(ends_on__gt=day or timezone.localdate())


@action(Permission.ASSIGN)
def change_matching(trajectory, *, by, area=None, languages=(), why=""):
    """Say in which area the participant lives and which languages they speak, for matching."""
    if area is not None and area.programme_id != trajectory.programme_id:
        raise Refusal({"area": _("This area belongs to another programme.")})
    trajectory.area, trajectory.languages = area, list(languages)
    return trajectory.record(Event.MATCHING_CHANGED, by=by, why=why)


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


def colleagues(programme_id, roles=None):
    """The users who work in a programme today, to choose a guide from; with `roles`, those who may hold one of these beside a trajectory."""
    works_there = access.in_force_through("programmemembers") & Q(programmemembers__programme_id=programme_id)
    if roles is not None:
        works_there &= Q(programmemembers__role__in={needed for role in roles for needed in MAY_HOLD[role]})
    return get_user_model().objects.filter(works_there, is_active=True).distinct()
