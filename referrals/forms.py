"""What is typed when somebody signs up."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack.access import Permission
from casetrack.choices import AnswerState, Country
from casetrack.forms import DateField, FreeText
from participants.choices import Channel, Education, LabourStatus, YesNo
from participants.forms import PersonForm
from participants.known_forms import MOST_CANDIDATES, AsksWhetherKnown
from participants.models import ENTRY_FACTS, Person, name_key
from programmes.models import Municipality, Organisation
from referrals.household_forms import MayBeHousehold

PERSON = ("first_name", "last_name", "birth_date", "sex", "email", "phone", "street", "postcode", "place", "country")
ANSWERED = f"{AnswerState.ANSWERED.value}:"


class FactField(forms.ChoiceField):
    """The answer to a question, or why there is none, in one list: the two cannot contradict each other.

    Cleans to (state, answer); the answer is empty unless the state is "answered".
    """

    def __init__(self, answers, **kwargs):
        choices = [
            (AnswerState.NOT_ASKED.value, AnswerState.NOT_ASKED.label),
            (gettext_lazy("answer"), [(f"{ANSWERED}{value}", label) for value, label in answers]),
            (
                gettext_lazy("no answer"),
                [(state.value, state.label) for state in (AnswerState.REFUSED, AnswerState.UNKNOWN)],
            ),
        ]
        super().__init__(choices=choices, initial=AnswerState.NOT_ASKED.value, **kwargs)

    def clean(self, value):
        """State and answer."""
        chosen = super().clean(value)
        return (AnswerState.ANSWERED.value, chosen.removeprefix(ANSWERED)) if chosen.startswith(ANSWERED) else (chosen, "")


class SignUpForm(AsksWhetherKnown, MayBeHousehold, PersonForm):
    """Who signs up, through whom, and what is known at the start."""

    creates = True
    why = None

    country = forms.ChoiceField(label=gettext_lazy("country of residence"), choices=Country.choices, initial=Country.NL)
    same_person = forms.CharField(required=False, widget=forms.HiddenInput, label=gettext_lazy("Is this the same person?"))
    registered_on = DateField(label=gettext_lazy("signed up on"), initial=timezone.localdate)
    channel = forms.ChoiceField(label=gettext_lazy("came through"), required=False, choices=[("", gettext_lazy("not filled in")), *Channel.choices])
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("brought by"),
        required=False,
        empty_label=gettext_lazy("nobody else"),
        help_text=gettext_lazy("The partner of this edition that sent this person. It will see the name and what was told, nothing else."),
    )
    explanation = FreeText(label=gettext_lazy("what was told"), required=False)
    labour_status = FactField(LabourStatus.choices, label=gettext_lazy("work at the start"))
    registered_with_pes = FactField(YesNo.choices, label=gettext_lazy("registered with UWV or Agentur für Arbeit"))
    education = FactField(Education.choices, label=gettext_lazy("highest education"))
    on_benefit = FactField(YesNo.choices, label=gettext_lazy("lives on a benefit (bijstand)"))

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = [fact for fact in ENTRY_FACTS if fact in edition.entry_facts]
        self.fields["organisation"].queryset = Organisation.objects.filter(partnerships__edition=edition).order_by("name", "pk")
        self.places = {str(place.pk): place for place in Municipality.objects.filter(valid_to=None).order_by("country", "name")}
        self.fields["municipality"] = FactField(
            [(key, f"{place.name} ({place.country})") for key, place in self.places.items()], label=_("municipality or district")
        )
        for fact in set(ENTRY_FACTS) - set(self.asked):
            del self.fields[fact]
        self.ask_households(edition)

    def clean(self):
        """When somebody with this name and birth date is known to the user, ask whether it is the same person."""
        cleaned = super().clean()
        if not self._errors.keys() & {"first_name", "last_name", "birth_date"}:
            self._compare(cleaned)
        self.check_household(cleaned)
        return cleaned

    def _compare(self, cleaned):
        key = name_key(cleaned["first_name"], cleaned["last_name"])
        known = Person.objects.allowed(self.user, Permission.VIEW_PERSON).filter(name_key=key, birth_date=cleaned["birth_date"])
        self.ask(
            cleaned,
            known.order_by("pk")[:MOST_CANDIDATES],
            _("There is already somebody with this name and date of birth. Say whether this is the same person."),
        )

    def values(self):
        """What the action gets: a known person or the details of a new one, and each fact with its state."""
        data = super().values()
        data.pop("same_person")
        details = {name: data.pop(name) for name in PERSON}
        if data["person"] is None:
            data["person_fields"] = details
        self.household_values(data)
        for fact in self.asked:
            data[f"{fact}_state"], data[fact] = data[fact]
        if "municipality" in self.asked:
            data["municipality"] = self.places.get(data["municipality"])
        return data
