"""Asks whether somebody is a person whom the user knows already, before a second record of the same person is made."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

NEW_PERSON = "new"
MOST_CANDIDATES = 10


class AsksWhetherKnown:
    """A form with a hidden field `same_person`, which becomes a question as soon as there are candidates."""

    candidates = ()

    def ask(self, cleaned, candidates, question):
        """Put the chosen candidate in `cleaned["person"]`, or None for somebody new; without an answer the form is not valid."""
        self.candidates, cleaned["person"] = list(candidates), None
        if not self.candidates:
            return
        options = {str(person.pk): person for person in self.candidates}
        asked = self.fields["same_person"]  # changed in place: Django has bound this very field already
        asked.required = True
        asked.widget = forms.RadioSelect(
            choices=[*((key, _described(person)) for key, person in options.items()), (NEW_PERSON, _("No, this is somebody else."))]
        )
        chosen = cleaned.get("same_person")
        if chosen in options:
            cleaned["person"] = options[chosen]
        elif chosen != NEW_PERSON:
            self.add_error("same_person", question)


def _described(person) -> str:
    born = date_format(person.birth_date, "DATE_FORMAT") if person.birth_date else _("date of birth not known")
    return _("Yes, this is %(who)s.") % {"who": ", ".join(filter(None, [str(person), born, person.place]))}
