"""Organisations and the programmes that they run."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from programmes.actions.base import change
from programmes.choices import ROLES_OF, Event
from programmes.models import Organisation, Programme


@action(Permission.ADD_ORGANISATION)
def add_organisation(home, *, by, submission=None, **fields):
    """Add an organisation (funder, partner, employer, …) to those that `home` keeps."""
    return already_made(Organisation, submission, by=by) or Organisation(kept_by=home, submission=submission, **fields).record(
        Event.ORGANISATION_ADDED, by=by
    )


@action(Permission.MANAGE_ORGANISATION)
def change_organisation(organisation, *, by, **fields):
    """Change name, kind, country or place."""
    return change(organisation, Event.ORGANISATION_CHANGED, by=by, **fields)


@action(Permission.ADD_PROGRAMME)
def add_programme(organisation, *, by, submission=None, **fields):
    """Add a programme that `organisation` runs."""
    return already_made(Programme, submission, by=by) or Programme(organisation=organisation, submission=submission, **fields).record(
        Event.PROGRAMME_ADDED, by=by
    )


@action(Permission.MANAGE_PROGRAMME)
def change_programme(programme, *, by, **fields):
    """Change name, code, kind or description; not to a kind in which the roles of today do not exist."""
    roles = ROLES_OF.get(fields.get("kind"), programme.roles)
    held = programme.members.exclude(ends_on__lte=timezone.localdate()).exclude(role__in=roles)
    if roles != programme.roles and held.exists():
        raise Refusal({"kind": _("Somebody has a role that a programme of this kind does not know. End those roles first.")})
    return change(programme, Event.PROGRAMME_CHANGED, by=by, **fields)
