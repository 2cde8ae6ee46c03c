"""What staff type about a sign-up or signal: writing it down, trying to reach somebody, and the decision."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission, Role
from casetrack.choices import Country
from casetrack.forms import ActionForm, DateField, FreeText, YearField
from casetrack.models import User
from participants.actions import colleagues
from participants.choices import ContactChannel, ContactResult
from participants.forms import PersonForm
from participants.known_forms import MOST_CANDIDATES, AsksWhetherKnown
from participants.models import Person, name_key
from programmes.choices import Module
from programmes.models import Area
from referrals.choices import SignalKind, SignalSource, SignUpEnd

BIG = {"class": "big"}
CHOOSE = ("", _("choose"))
PERSON = ("first_name", "last_name", "birth_date", "sex", "email", "phone", "street", "postcode", "place", "country")


def _phone(label):
    return forms.CharField(max_length=40, required=False, label=label, widget=forms.TextInput({"type": "tel"}))


def _why(**kwargs):
    return FreeText(rows=2, **{"required": False, "label": _("remark"), **kwargs})


class SignalForm(ActionForm):
    """A sign-up or signal as it was told: nothing is asked that is not needed to come into contact."""

    creates = True

    name = forms.CharField(max_length=300, label=_("name as told"))
    phone = _phone(_("phone"))
    explanation = FreeText(required=False, label=_("what was told"))
    signals = forms.MultipleChoiceField(
        choices=SignalKind.choices, required=False, widget=forms.CheckboxSelectMultiple({"class": "chips"}), label=_("what it is about")
    )
    source = forms.ChoiceField(choices=[("", _("not filled in")), *SignalSource.choices], required=False, label=_("who signs up"))
    area = forms.ModelChoiceField(Area.objects.none(), required=False, empty_label=_("not known"), label=_("area"))
    received_on = DateField(label=_("received on"), initial=timezone.localdate)
    email = forms.EmailField(required=False, label=_("e-mail address"))
    street = forms.CharField(max_length=200, required=False, label=_("street and number"))
    postcode = forms.CharField(max_length=10, required=False, label=_("postcode"))
    place = forms.CharField(max_length=100, required=False, label=_("place"))
    birth_year = YearField(required=False, min_value=1900, max_value=2200, label=_("year of birth"))
    reporter_name = forms.CharField(max_length=200, required=False, label=_("name of whoever signs up somebody else"))
    reporter_phone = _phone(_("phone of whoever signs up somebody else"))
    reporter_email = forms.EmailField(required=False, label=_("e-mail address of whoever signs up somebody else"))

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        areas = Area.objects.allowed(self.user, Permission.VIEW_AREA).filter(programme=edition.programme_id).order_by("name", "pk")
        self.fields["area"].queryset = areas
        if not areas.exists():
            del self.fields["area"]


class ChangeSignUpForm(SignalForm):
    """Correct or complete a sign-up."""

    creates = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["received_on"]
        self.fields["name"].required = False  # what came in by an older way may have none

    @staticmethod
    def initial_of(sign_up):
        """What is known now."""
        return {name: getattr(sign_up, "area_id" if name == "area" else name) for name in SignalForm.base_fields if hasattr(sign_up, name)}


class AttemptForm(ActionForm):
    """Somebody tried to reach the person: two taps and a note."""

    creates = True

    channel = forms.ChoiceField(choices=ContactChannel.choices, widget=forms.RadioSelect(BIG), label=_("how"), initial=ContactChannel.PHONE)
    result = forms.ChoiceField(choices=ContactResult.choices, widget=forms.RadioSelect(BIG), label=_("result"))
    told = forms.BooleanField(required=False, label=_("They now know that they were signed up, and by whom."))
    note = FreeText(rows=2, required=False, label=_("note"))
    held_on = DateField(label=_("date"), initial=timezone.localdate)

    def __init__(self, *args, sign_up, **kwargs):
        super().__init__(*args, **kwargs)
        if sign_up.told_on:
            del self.fields["told"]


class ToldForm(ActionForm):
    """When the person heard that they were signed up."""

    told_on = DateField(label=_("told about it on"), initial=timezone.localdate)


class CloseSignUpForm(ActionForm):
    """Why a sign-up does not become a trajectory."""

    reason = forms.ChoiceField(
        choices=[(value, label) for value, label in SignUpEnd.choices if value != SignUpEnd.EXPIRED],
        widget=forms.RadioSelect,
        label=_("why it was closed"),
    )
    why = _why()


class ReopenSignUpForm(ActionForm):
    """Why a sign-up is open again."""

    why = _why(required=True, label=_("reason"))


class AcceptSignUpForm(AsksWhetherKnown, PersonForm):
    """Who takes part from now on: a person the user knows already, or a new one."""

    creates = True
    why = None

    country = forms.ChoiceField(label=_("country of residence"), choices=Country.choices, initial=Country.NL)
    same_person = forms.CharField(required=False, widget=forms.HiddenInput, label=_("Is this the same person?"))
    household_name = forms.CharField(
        max_length=200,
        required=False,
        label=_("name of the household"),
        help_text=_("Fill in when a whole household is guided, such as: family Veenstra."),
    )
    guide = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label=_("nobody yet"), label=_("who guides"), help_text=_("You can also assign somebody later.")
    )
    told_on = DateField(label=_("told about it on"), help_text=_("When the person heard that they were signed up."))

    def __init__(self, *args, sign_up, may_assign, **kwargs):
        super().__init__(*args, **kwargs)
        self.sign_up = sign_up
        if may_assign:
            self.fields["guide"].queryset = colleagues(sign_up.edition.programme_id, [Role(sign_up.edition.guide_role)])
        else:
            del self.fields["guide"]
        if not sign_up.edition.has(Module.HOUSEHOLDS):
            del self.fields["household_name"]
        if sign_up.told_on:
            del self.fields["told_on"]

    @staticmethod
    def initial_of(sign_up):
        """What was told; the last word of a name is the last name until somebody says otherwise."""
        first, _space, last = sign_up.name.strip().rpartition(" ")
        known = {name: getattr(sign_up, name) for name in ("email", "phone", "street", "postcode", "place")}
        return {"first_name": first, "last_name": last, **known}

    def clean(self):
        """When somebody of this name is known to the user, ask whether it is the same person."""
        cleaned = super().clean()
        if not self._errors.keys() & {"first_name", "last_name"}:
            self._compare(cleaned)
        return cleaned

    def _compare(self, cleaned):
        key = name_key(cleaned["first_name"], cleaned["last_name"])
        known = Person.objects.allowed(self.user, Permission.VIEW_PERSON).filter(name_key=key).order_by("pk")[:MOST_CANDIDATES]
        candidates = [person for person in known if self._may_be(person, cleaned.get("birth_date"))]
        self.ask(cleaned, candidates, _("You already know somebody with this name. Say whether this is the same person."))

    def _may_be(self, person, born) -> bool:
        """Two dates of birth, or a date and a year, that differ are two persons."""
        if person.birth_date is None:
            return True
        if born:
            return person.birth_date == born
        return self.sign_up.birth_year in (None, person.birth_date.year)

    def values(self) -> dict:
        """What the action gets: a known person, or the details of a new one."""
        data = super().values()
        data.pop("same_person")
        details = {name: data.pop(name) for name in PERSON}
        if data["person"] is None:
            data["person_fields"] = details
        return data
