"""Contact moments."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from participants.choices import Event
from participants.models import ContactMoment


@action(Permission.RECORD_CONTACT)
def record_contact(trajectory, *, by, channel, result, held_on=None, note="", next_on=None, next_at=None, done_tasks=(), submission=None):
    """Record a contact moment, not in the future, and tick off the tasks that were done in it.

    `done_tasks` are tasks of this trajectory. One that was ticked off or dropped in the
    meantime stays as it is: what was said and done at the door is not lost for it.
    """
    if made := already_made(ContactMoment, submission, by=by):
        if made.trajectory_id != trajectory.pk:
            raise Refusal(_("This form cannot be used again. Open a new one."), code="submission")
        return made
    held_on = held_on or timezone.localdate()
    if held_on > timezone.localdate():
        raise Refusal({"held_on": _("A contact moment cannot lie in the future.")})
    contact = ContactMoment(
        trajectory=trajectory, held_on=held_on, channel=channel, result=result, note=note, next_on=next_on, next_at=next_at, author=by,
        submission=submission,
    ).record(Event.CONTACT_RECORDED, by=by)  # fmt: skip
    for task in done_tasks:
        task = fresh(task)
        if task.trajectory_id != trajectory.pk:
            raise Refusal({"done_tasks": _("This task belongs to another trajectory.")})
        if task.done_on is None and task.dropped_on is None:
            task.done_on, task.done_in = held_on, contact
            task.record(Event.TASK_DONE, by=by)
    return contact


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
