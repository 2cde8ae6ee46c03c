"""The people and organisations around somebody, as told in one dossier alone."""

from casetrack.access import Permission
from casetrack.actions import action, already_made
from participants.actions.parts import change_part, not_ended, not_to_come, works_with
from participants.choices import Event
from participants.models import NetworkMember
from programmes.choices import Module


def _days(fields):
    for name in ("starts_on", "contact_agreed_on"):
        if fields.get(name):
            not_to_come(name, fields[name])


@action(Permission.CHANGE_NETWORK)
def add_network_member(trajectory, *, by, submission=None, **fields):
    """Add somebody to the network; nobody is looked up: a member who takes part elsewhere is never known as such."""
    if made := already_made(NetworkMember, submission, by=by):
        return made
    works_with(trajectory, Module.NETWORK)
    not_ended(trajectory)
    _days(fields)
    return NetworkMember(trajectory=trajectory, submission=submission, **fields).record(Event.NETWORK_ADDED, by=by)


@action(Permission.CHANGE_NETWORK)
def change_network_member(trajectory, *, by, member, member_version=None, **fields):
    """Change what is known of somebody in the network."""
    not_ended(trajectory)
    _days(fields)
    return change_part(trajectory, member, member_version, Event.NETWORK_CHANGED, by=by, **fields)


@action(Permission.CHANGE_NETWORK)
def end_network_member(trajectory, *, by, member, ends_on=None, member_version=None):
    """Somebody left the network; `ends_on` (default today) is the first day on which this contact no longer counts."""
    not_ended(trajectory)
    return change_part(trajectory, member, member_version, Event.NETWORK_ENDED, by=by, ends_on=not_to_come("ends_on", ends_on))
