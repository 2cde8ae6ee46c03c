"""The areas of a programme, who works in which, and the files of volunteers."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from programmes.actions.base import change
from programmes.choices import Event
from programmes.models import Area, AreaMember, VolunteerFile


@action(Permission.MANAGE_AREA)
def add_area(programme, *, by, name, submission=None):
    """Add an area to a programme."""
    return already_made(Area, submission, by=by) or Area(programme=programme, name=name, submission=submission).record(Event.AREA_ADDED, by=by)


@action(Permission.MANAGE_AREA)
def change_area(programme, *, by, area, name, area_version=None):
    """Give an area of this programme another name."""
    area = fresh(area, area_version)
    if area.programme_id != programme.pk:
        raise Refusal(_("This area belongs to another programme."))
    return change(area, Event.AREA_CHANGED, by=by, name=name)


@action(Permission.MANAGE_VOLUNTEER)
def add_area_member(area, *, by, member, starts_on=None, submission=None):
    """Let somebody with a role in the programme (`member`) work in an area, in that role; a Spil then sees what is signed up there."""
    if made := already_made(AreaMember, submission, by=by):
        return made
    if member.programme_id != area.programme_id or member.role not in AreaMember.ROLES or _ended(member):
        raise Refusal({"member": _("Choose a buddy or Spil who works in this programme.")})
    return _work(area, member.user, member.role, by=by, starts_on=starts_on, submission=submission)


@action(Permission.MANAGE_VOLUNTEER)
def end_area_member(area, *, by, member, ends_on=None, member_version=None):
    """End the work of somebody in an area; `ends_on` (default today) is the first day without it."""
    member = fresh(member, member_version)
    if member.area_id != area.pk:
        raise Refusal(_("This belongs to another area."))
    return change(member, Event.AREA_WORK_ENDED, by=by, ends_on=ends_on or timezone.localdate())


@action(Permission.ADD_VOLUNTEER)
def open_volunteer_file(programme, *, by, member, areas=None, submission=None, **fields):
    """Open the file of a buddy or Spil with a role in this programme (`member`); `areas`, when given, are those where they work."""
    if made := already_made(VolunteerFile, submission, by=by):
        return made
    if member.programme_id != programme.pk or not volunteer_roles(programme, member.user):
        raise Refusal({"member": _("Choose a buddy or Spil who works in this programme.")})
    volunteer = VolunteerFile(programme=programme, user=member.user, submission=submission, **fields).record(Event.VOLUNTEER_ADDED, by=by)
    _work_in(volunteer, areas, by=by)
    return volunteer


@action(Permission.MANAGE_VOLUNTEER)
def change_volunteer_file(volunteer, *, by, areas=None, **fields):
    """Change the file of a volunteer; `areas`, when given, are all areas where they work from today."""
    _work_in(volunteer, areas, by=by)
    return change(volunteer, Event.VOLUNTEER_CHANGED, by=by, **fields)


def volunteer_roles(programme, user) -> list[str]:
    """The roles in which somebody can be a volunteer in this programme today: buddy, Spil, both or none."""
    held = programme.members.filter(access.in_force(), user=user, role__in=AreaMember.ROLES)
    return sorted(set(held.values_list("role", flat=True)))


def _ended(member):
    return member.ends_on is not None and member.ends_on <= timezone.localdate()


def _work(area, user, role, *, by, starts_on=None, submission=None):
    row = AreaMember(area=area, user=user, role=role, starts_on=starts_on or timezone.localdate(), submission=submission)
    return row.record(Event.AREA_WORK_STARTED, by=by)


def _work_in(volunteer, areas, *, by):
    """Begin and end work in areas, so that from today the volunteer works in exactly these."""
    if areas is None:
        return
    if any(area.programme_id != volunteer.programme_id for area in areas):
        raise Refusal({"areas": _("This area belongs to another programme.")})
    wanted = {(area.pk, role) for area in areas for role in volunteer_roles(volunteer.programme, volunteer.user)}
    rows = AreaMember.objects.select_for_update().filter(area__programme=volunteer.programme_id, user=volunteer.user_id, ends_on__isnull=True)
    kept = set()
    for row in rows:
        if (row.area_id, row.role) in wanted:
            kept.add((row.area_id, row.role))
        else:
            change(row, Event.AREA_WORK_ENDED, by=by, ends_on=max(timezone.localdate(), row.starts_on))
    by_key = {area.pk: area for area in areas}
    for key, role in sorted(wanted - kept):
        _work(by_key[key], volunteer.user, role, by=by)
