"""What every operation on a part of a dossier asks first."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.actions import Refusal, fresh


def works_with(trajectory, module):
    """Raise Refusal where the edition does not work with `module`."""
    if not trajectory.edition.has(module):
        raise Refusal(_("This edition does not work with this."))


def not_ended(trajectory):
    """Raise Refusal when the trajectory has ended."""
    if trajectory.ended_on:
        raise Refusal(_("This trajectory has ended. Reopen it first."))


def not_to_come(name, day=None):
    """The day, or today where there is none; raises Refusal beside the field `name` when it has yet to come."""
    day = day or timezone.localdate()
    if day > timezone.localdate():
        raise Refusal({name: _("The date cannot lie in the future.")})
    return day


def part_of(trajectory, part, seen_version=None):
    """The part of this trajectory as it is now, locked; Stale when it moved on after the user saw `seen_version`."""
    if part.trajectory_id != trajectory.pk:  # never changes
        raise Refusal(_("This belongs to another trajectory."))
    return fresh(part, seen_version)


def change_part(trajectory, part, seen_version, event, *, by, **fields):
    """Set `fields` of a part of this trajectory and record `event`."""
    part = part_of(trajectory, part, seen_version)
    for name, value in fields.items():
        setattr(part, name, value)
    return part.record(event, by=by)
