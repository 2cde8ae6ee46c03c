"""Organisations and the programmes that they run."""

from casetrack.access import Permission
from casetrack.actions import action, already_made
from programmes.actions.base import change
from programmes.choices import Event
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
    """Change name, code, kind or description."""
    return change(programme, Event.PROGRAMME_CHANGED, by=by, **fields)
