"""Operations on persons and trajectories."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission as RowPermission
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import ByProgramme, Permission, Role
from casetrack.actions import Refusal, action, already_made, fresh
from participants.choices import AttendanceStatus, Event, YesNo
from participants.models import Assignment, Attendance, ContactMoment, Pause, Person, Trajectory, TrajectoryException


def _born_before_today(details):
    born = details.get("birth_date")
    if born is not None and born > timezone.localdate():
        raise Refusal({"birth_date": _("The date cannot lie in the future.")})


def enrol(edition, *, by, event, person=None, person_fields=None, submission=None, why="", **fields):
    """Make a trajectory in `edition`, of `person` or of a new one, in its first phase. Part of an action, never called by itself."""
    if person is None:
        _born_before_today(person_fields)
        person = Person(**person_fields).record(event, by=by, why=why)
    fields.setdefault("phase", edition.phases.order_by("order").first())
    return Trajectory(edition=edition, person=person, submission=submission, **fields).record(event, by=by, why=why)


@action(Permission.CHANGE_PERSON)
def change_person(person, *, by, why="", **fields):
    """Change name, birth date, address or other details."""
    _born_before_today(fields)
    for name, value in fields.items():
        setattr(person, name, value)
    return person.record(Event.PERSON_CHANGED, by=by, why=why)


def _not_ended(trajectory):
    if trajectory.ended_on:
        raise Refusal(_("This trajectory has ended. Reopen it first."))


@action(Permission.CHANGE_TRAJECTORY)
def record_facts(trajectory, *, by, why="", **facts):
    """Record the entry facts, each with the state of its answer."""
    for name, value in facts.items():
        setattr(trajectory, name, value)
    return trajectory.record(Event.FACTS_CHANGED, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def record_intake(trajectory, *, by, intake_on, why=""):
    """The intake took place on this day."""
    _not_ended(trajectory)
    trajectory.intake_on = intake_on
    return trajectory.record(Event.INTAKE_DONE, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def decide(trajectory, *, by, selected, decided_on, why=""):
    """Selected or not (`yes` or `no`), on this day."""
    _not_ended(trajectory)
    if trajectory.started_on and selected == YesNo.NO:
        raise Refusal({"selected": _("This trajectory has already started.")})
    trajectory.selected, trajectory.decided_on = selected, decided_on
    return trajectory.record(Event.SELECTED if selected == YesNo.YES else Event.NOT_SELECTED, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def start(trajectory, *, by, started_on, planned_end_on=None, why=""):
    """The guidance starts; only for somebody who was selected."""
    _not_ended(trajectory)
    if trajectory.selected != YesNo.YES:
        raise Refusal(_("Only somebody who was selected can start. Record the decision first."))
    trajectory.started_on, trajectory.planned_end_on = started_on, planned_end_on
    return trajectory.record(Event.STARTED, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def enter_phase(trajectory, *, by, phase, why=""):
    """Move the trajectory to a phase of its own edition."""
    _not_ended(trajectory)
    if phase is not None and phase.edition_id != trajectory.edition_id:
        raise Refusal({"phase": _("This phase belongs to another edition.")})
    trajectory.phase = phase
    return trajectory.record(Event.PHASE_CHANGED, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def pause(trajectory, *, by, starts_on, reason="", ends_on=None, submission=None):
    """Let a started trajectory stand still; pauses do not overlap."""
    if made := already_made(Pause, submission, by=by):
        return made
    _not_ended(trajectory)
    if not trajectory.started_on or starts_on < trajectory.started_on:
        raise Refusal({"starts_on": _("A pause lies after the start of the trajectory.")})
    for earlier in trajectory.pauses.all():
        if (ends_on is None or earlier.starts_on < ends_on) and (earlier.ends_on is None or starts_on < earlier.ends_on):
            raise Refusal({"starts_on": _("This overlaps with another pause.")})
    return Pause(trajectory=trajectory, starts_on=starts_on, ends_on=ends_on, reason=reason, submission=submission).record(Event.PAUSED, by=by)


@action(Permission.CHANGE_TRAJECTORY)
def resume(trajectory, *, by, ends_on):
    """End the pause of today, or else the open one; `ends_on` is the first day on which the trajectory goes on."""
    paused = trajectory.pauses.filter(access.in_force()).first() or trajectory.pauses.filter(ends_on__isnull=True).first()
    if paused is None:
        raise Refusal(_("This trajectory is not paused."))
    paused.ends_on = ends_on
    return paused.record(Event.RESUMED, by=by)


@action(Permission.CHANGE_TRAJECTORY)
def end(trajectory, *, by, ended_on, end_reason, completed="", why=""):
    """End the trajectory, with its reason; an open pause ends with it."""
    _not_ended(trajectory)
    open_pause = trajectory.pauses.filter(ends_on__isnull=True).first()
    if open_pause is not None:
        open_pause.ends_on = max(ended_on, open_pause.starts_on)
        open_pause.record(Event.RESUMED, by=by)
    trajectory.ended_on, trajectory.end_reason, trajectory.completed = ended_on, end_reason, completed
    return trajectory.record(Event.ENDED, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def reopen(trajectory, *, by, why):
    """Undo the end of a trajectory, with the reason."""
    if not trajectory.ended_on:
        raise Refusal(_("This trajectory has not ended."))
    trajectory.ended_on, trajectory.end_reason, trajectory.completed = None, "", ""
    return trajectory.record(Event.REOPENED, by=by, why=why)


def _works_here(user, programme_id) -> bool:
    return programme_id in access.facts_of(user, fresh=True).ids(ByProgramme, [Role.PROJECT_LEADER, Role.COACH])


@action(Permission.ASSIGN)
def assign(trajectory, *, by, user, starts_on=None, submission=None):
    """Make somebody who works in the programme the coach of this trajectory."""
    if made := already_made(Assignment, submission, by=by):
        return made
    if not _works_here(user, trajectory.programme_id):
        raise Refusal({"user": _("This user does not work in the programme. An administrator can add them.")})
    return Assignment(trajectory=trajectory, user=user, starts_on=starts_on or timezone.localdate(), submission=submission).record(
        Event.ASSIGNED, by=by
    )


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


@action(Permission.RECORD_CONTACT)
def record_contact(trajectory, *, by, channel, result, held_on=None, note="", submission=None):
    """Record a contact moment; not in the future."""
    if made := already_made(ContactMoment, submission, by=by):
        return made
    held_on = held_on or timezone.localdate()
    if held_on > timezone.localdate():
        raise Refusal({"held_on": _("A contact moment cannot lie in the future.")})
    return ContactMoment(trajectory=trajectory, held_on=held_on, channel=channel, result=result, note=note, author=by, submission=submission).record(
        Event.CONTACT_RECORDED, by=by
    )


@action(Permission.RECORD_CONTACT)
def change_contact(trajectory, *, by, contact, why="", contact_version=None, **fields):
    """Change a contact moment that the user wrote; the earlier text stays in the history.

    `contact_version` is the version that the user saw: when the contact has moved on, Stale is raised.
    """
    if contact.trajectory_id != trajectory.pk or contact.author_id != by.pk:  # neither ever changes
        raise Refusal(_("Only the author can change a contact moment."))
    contact = fresh(contact, contact_version)
    if fields.get("held_on", contact.held_on) > timezone.localdate():
        raise Refusal({"held_on": _("A contact moment cannot lie in the future.")})
    for name, value in fields.items():
        setattr(contact, name, value)
    return contact.record(Event.CONTACT_CHANGED, by=by, why=why)


def _check_attendance(session, status, minutes):
    if status not in AttendanceStatus.values:
        raise ValidationError({"status": _("Choose present, absent with notice or absent without notice.")})
    if session.cancelled:
        raise Refusal(_("This session was cancelled."))
    if session.held_on > timezone.localdate() and status != AttendanceStatus.EXCUSED:
        raise Refusal(_("This session has not been held yet. You can record only who gave notice of absence."))
    if minutes is not None and status != AttendanceStatus.PRESENT:
        raise Refusal({"minutes": _("Give minutes only for somebody who was present.")})


def _put_attendance(row, session, trajectory, status, minutes, *, by):
    if row is None:
        return Attendance(session=session, trajectory=trajectory, status=status, minutes=minutes).record(Event.ATTENDANCE_RECORDED, by=by)
    if (row.status, row.minutes) == (status, minutes):
        return row
    row.status, row.minutes = status, minutes
    return row.record(Event.ATTENDANCE_CHANGED, by=by)


@action(Permission.RECORD_ATTENDANCE)
def record_attendance(trajectory, *, by, session, status, minutes=None):
    """Record whether somebody was at a session of their own edition; the same answer again changes nothing."""
    if session.edition_id != trajectory.edition_id:
        raise Refusal(_("This session belongs to another edition."))
    _check_attendance(session, status, minutes)
    row = Attendance.objects.filter(session=session, trajectory=trajectory).first()
    return _put_attendance(row, session, trajectory, status, minutes, by=by)


@dataclass(frozen=True)
class Answer:
    """Was one trajectory's person there; `seen_version` is the version of the record that the user saw (0: none)."""

    trajectory_id: int
    status: str
    minutes: int | None = None
    seen_version: int = 0


class GroupStale(Refusal):
    """Somebody else recorded other answers in the meantime: `rows` are those, by trajectory. Nothing was saved."""

    def __init__(self, rows):
        self.rows = rows
        super().__init__(_("Somebody else has changed this in the meantime. Nothing was saved. Look at both versions and save again."), code="stale")


@action(Permission.VIEW_SESSION)
def record_group_attendance(session, *, by, answers):
    """Record who was at a session: all answers or none; an answer that is already recorded changes nothing.

    Raises PermissionDenied when `by` may not record the attendance of one of them, and
    GroupStale when one of the records moved on to another answer.
    """
    keys = [answer.trajectory_id for answer in answers]
    group = Trajectory.objects.filter(pk__in=keys, edition_id=session.edition_id)
    group = access.allowed(group, by, Permission.RECORD_ATTENDANCE, fresh=True).select_for_update(of=("self",)).in_bulk()
    if set(keys) - set(group):
        raise PermissionDenied
    now = {row.trajectory_id: row for row in Attendance.objects.select_for_update(of=("self",)).filter(session=session, trajectory__in=keys)}
    moved_on = {
        answer.trajectory_id: now[answer.trajectory_id]
        for answer in answers
        if answer.trajectory_id in now
        and now[answer.trajectory_id].version != answer.seen_version
        and (now[answer.trajectory_id].status, now[answer.trajectory_id].minutes) != (answer.status, answer.minutes)
    }
    if moved_on:
        raise GroupStale(moved_on)
    for answer in answers:
        _check_attendance(session, answer.status, answer.minutes)
        key = answer.trajectory_id
        _put_attendance(now.get(key), session, group[key], answer.status, answer.minutes, by=by)
    return session


def colleagues(programme_id):
    """The users who work in a programme today, to choose a coach from."""
    return (
        get_user_model()
        .objects.filter(access.in_force_through("programmemembers"), programmemembers__programme_id=programme_id, is_active=True)
        .distinct()
    )
