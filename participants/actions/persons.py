"""Operations on persons."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action
from participants.choices import Event
from participants.models import Person


def not_in_the_future(**days) -> None:
    """Raise Refusal for each of these dates that lies after today, beside its field."""
    late = {name: _("The date cannot lie in the future.") for name, day in days.items() if day is not None and day > timezone.localdate()}
    if late:
        raise Refusal(late)


def new_person(person_fields, *, by, event, why="") -> Person:
    """A person with these details. Part of an action, which gives the person something to exist for."""
    not_in_the_future(birth_date=person_fields.get("birth_date"))
    return Person(**person_fields).record(event, by=by, why=why)


@action(Permission.CHANGE_PERSON)
def change_person(person, *, by, why="", **fields):
    """Change name, birth date, address or other details."""
    not_in_the_future(birth_date=fields.get("birth_date"))
    for name, value in fields.items():
        setattr(person, name, value)
    return person.record(Event.PERSON_CHANGED, by=by, why=why)
