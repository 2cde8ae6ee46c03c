"""The part of the sign-up form about a household: its name, who the person is in it, and the other members."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack.access import Permission
from casetrack.forms import FILL_IN, DateField
from participants.actions import living_there
from participants.choices import Relation
from participants.known_forms import MOST_CANDIDATES, AsksWhetherKnown
from participants.models import Household, Person, name_key
from programmes.choices import Module

MEMBERS_AT_ONCE = 6  # more can be added on the page of the household
ADDRESS = ("street", "postcode", "place", "country")
NEW_HOUSEHOLD = "new"


class MemberRow(AsksWhetherKnown, forms.Form):
    """One other member; an empty row is nobody."""

    same_person = forms.CharField(required=False, widget=forms.HiddenInput, label=gettext_lazy("Is this the same person?"))
    first_name = forms.CharField(max_length=300, required=False, label=gettext_lazy("first name"))
    last_name = forms.CharField(max_length=300, required=False, label=gettext_lazy("last name"))
    birth_date = DateField(required=False, label=gettext_lazy("date of birth"))
    relation = forms.ChoiceField(
        choices=[("", gettext_lazy("choose")), *Relation.choices], required=False, label=gettext_lazy("who this is"), initial=""
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    @property
    def filled(self) -> bool:
        """Is this somebody."""
        return any(self.cleaned_data.get(name) for name in ("first_name", "last_name", "birth_date", "relation"))

    def clean(self):
        """Somebody has a name and is somebody to the household; who may be known already is asked about."""
        cleaned = super().clean()
        if not self.filled:
            return cleaned
        for name in ("first_name", "last_name", "relation"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, FILL_IN)
        if not self.errors:
            key = name_key(cleaned["first_name"], cleaned["last_name"])
            known = Person.objects.allowed(self.user, Permission.VIEW_PERSON).filter(name_key=key, birth_date=cleaned["birth_date"])
            question = _("There is already somebody with this name and date of birth. Say whether this is the same person.")
            self.ask(cleaned, known.order_by("pk")[:MOST_CANDIDATES], question)
        return cleaned

    def values(self, address) -> dict:
        """The member as the action takes it; a new one lives at `address`."""
        data = self.cleaned_data
        if data["person"] is not None:
            return {"relation": data["relation"], "person": data["person"]}
        details = {name: data[name] for name in ("first_name", "last_name", "birth_date")}
        return {"relation": data["relation"], "person_fields": {**address, **details}}


class MayBeHousehold(forms.Form):
    """Fields of a sign-up for an edition that works with households; elsewhere they are left out."""

    household_name = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("name of the household"),
        help_text=gettext_lazy("Fill in when a whole household is guided, such as: family Veenstra."),
    )
    relation = forms.ChoiceField(
        choices=Relation.choices, required=False, initial=Relation.ADULT, label=gettext_lazy("who this person is in the household")
    )
    same_household = forms.CharField(required=False, widget=forms.HiddenInput, label=gettext_lazy("Is this the same household?"))

    def ask_households(self, edition):
        """Prepare these fields for `edition`; call it at the end of __init__."""
        self.members, self.known_households = [], {}
        if edition.has(Module.HOUSEHOLDS):
            data = self.data if self.is_bound else None
            self.members = [MemberRow(data, prefix=f"member{n}", user=self.user) for n in range(1, MEMBERS_AT_ONCE + 1)]
            return
        for name in MayBeHousehold.base_fields:
            del self.fields[name]

    def check_household(self, cleaned) -> None:
        """Errors of the members, and the question whether a household is one that is known; call it when the person is known."""
        if "household_name" not in self.fields:
            return
        valid = [row.is_valid() for row in self.members]  # every row, so that all faults are told at once
        if not all(valid):
            self.add_error(None, _("Look at the other members of the household."))
            return
        if any(row.filled for row in self.members) and not cleaned.get("household_name"):
            self.add_error("household_name", _("Give the household a name."))
        if cleaned.get("household_name") and cleaned.get("person"):
            self._compare_household(cleaned)

    def _compare_household(self, cleaned):
        lives_in = cleaned["person"].memberships.filter(living_there()).values("household")
        seen = Household.objects.allowed(self.user, Permission.VIEW_HOUSEHOLD).filter(pk__in=lives_in)
        self.known_households = {str(row.pk): row for row in seen.order_by("name", "pk")[:MOST_CANDIDATES]}
        if not self.known_households:
            return
        asked = self.fields["same_household"]
        asked.widget = forms.RadioSelect(
            choices=[
                *((key, _("Yes, this is %(who)s.") % {"who": row}) for key, row in self.known_households.items()),
                (NEW_HOUSEHOLD, _("No, this is another household.")),
            ]
        )
        same = cleaned.get("same_household")
        if same not in (*self.known_households, NEW_HOUSEHOLD):
            self.add_error("same_household", _("This person already lives in a household that you know. Say whether this is the same one."))
        elif same != NEW_HOUSEHOLD and any(row.filled for row in self.members):
            self.add_error(None, _("This household is known already. Leave the other members empty; add them on the page of the household."))

    def household_values(self, data) -> None:
        """Put the household in `data` as the action takes it: the known one, or a new one with its members."""
        if "household_name" not in self.fields:
            return
        name, relation, same = (data.pop(field) for field in ("household_name", "relation", "same_household"))
        if not name:
            return
        if same in self.known_households:
            data["household"] = self.known_households[same]
            return
        address = {field: self.cleaned_data[field] for field in ADDRESS}
        data["household_fields"] = {"name": name, "relation": relation, "members": [row.values(address) for row in self.members if row.filled]}
