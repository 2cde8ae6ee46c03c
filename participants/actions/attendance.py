"""Attendance."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action
from participants.choices import AttendanceStatus, Event
from participants.models import Attendance, Trajectory


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
