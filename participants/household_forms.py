"""What can be typed about households and their members."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack.access import Permission
from casetrack.forms import ActionForm, DateField, FreeText
from participants import actions
from participants.choices import Relation
from participants.forms import TrajectoryForm
from participants.known_forms import MOST_CANDIDATES, AsksWhetherKnown
from participants.models import Household, Person, name_key

CHIPS = {"class": "chips"}
ADDRESS = ("street", "postcode", "place", "country")


def _why():
    return FreeText(rows=2, required=False, label=gettext_lazy("reason"), help_text=gettext_lazy("Kept in the history beside the change."))


def _relation(**kwargs):
    return forms.ChoiceField(choices=Relation.choices, widget=forms.RadioSelect(CHIPS), label=gettext_lazy("who this is"), **kwargs)


class MakeHouseholdForm(TrajectoryForm):
    """A household for a trajectory: a new one, or one in which its person lives already."""

    household = forms.ModelChoiceField(
        Household.objects.none(),
        required=False,
        blank=True,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("a new household"),
        label=gettext_lazy("household"),
    )
    name = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("name of the household"),
        help_text=gettext_lazy("How you call this household, such as: family Veenstra."),
    )
    relation = _relation(initial=Relation.ADULT)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Household.objects.allowed(self.user, Permission.VIEW_HOUSEHOLD)
        lives_in = self.trajectory.person.memberships.filter(actions.living_there()).values("household")
        self.fields["household"].queryset = seen.filter(pk__in=lives_in)
        self.fields["relation"].label = _("who %(person)s is") % {"person": self.trajectory.person}
        if not self.fields["household"].queryset.exists():
            del self.fields["household"]

    def clean(self):
        """A new household has a name."""
        cleaned = super().clean()
        if not cleaned.get("household") and not cleaned.get("name"):
            self.add_error("name", _("Give the household a name."))
        return cleaned


class HouseholdForm(ActionForm):
    """What the household is called."""

    name = forms.CharField(max_length=200, label=gettext_lazy("name of the household"))
    why = _why()

    @staticmethod
    def initial_of(household):
        """The name of now."""
        return {"name": household.name}


class MemberForm(AsksWhetherKnown, ActionForm):
    """Somebody who lives in the household; when the user may know them already, that is asked."""

    creates = True

    same_person = forms.CharField(required=False, widget=forms.HiddenInput, label=gettext_lazy("Is this the same person?"))
    relation = _relation()
    first_name = forms.CharField(max_length=300, label=gettext_lazy("first name"))
    last_name = forms.CharField(max_length=300, label=gettext_lazy("last name"))
    birth_date = DateField(required=False, label=gettext_lazy("date of birth"))
    starts_on = DateField(
        required=False,
        label=gettext_lazy("lives here since"),
        help_text=gettext_lazy("Leave it empty when you do not know, or when it does not matter."),
    )

    def __init__(self, *args, address=None, **kwargs):
        """`address` is where a new person lives: that of the contact person."""
        self.address = address or {}
        super().__init__(*args, **kwargs)

    def clean(self):
        """When somebody with this name and date of birth is known to the user, ask whether it is the same person."""
        cleaned = super().clean()
        if not self._errors.keys() & {"first_name", "last_name", "birth_date"}:
            key = name_key(cleaned["first_name"], cleaned["last_name"])
            known = Person.objects.allowed(self.user, Permission.VIEW_PERSON).filter(name_key=key)
            if cleaned["birth_date"]:
                known = known.filter(Q(birth_date=cleaned["birth_date"]) | Q(birth_date=None))
            self.ask(
                cleaned,
                known.order_by("pk")[:MOST_CANDIDATES],
                _("There is already somebody with this name and date of birth. Say whether this is the same person."),
            )
        return cleaned

    def values(self) -> dict:
        """What the action gets: a known person, or the details of a new one, who lives where the contact person does."""
        data = super().values()
        data.pop("same_person")
        details = {name: data.pop(name) for name in ("first_name", "last_name", "birth_date")}
        if data["person"] is None:
            data["person_fields"] = {**self.address, **details}
        return data


class MemberEditForm(ActionForm):
    """Who a member is, and since when they live here."""

    relation = _relation()
    starts_on = DateField(required=False, label=gettext_lazy("lives here since"))
    why = _why()

    @staticmethod
    def initial_of(member):
        """As it is now."""
        return {"relation": member.relation, "starts_on": member.starts_on}


class MemberLeaveForm(ActionForm):
    """Somebody no longer lives here."""

    ends_on = DateField(
        initial=timezone.localdate, label=gettext_lazy("until"), help_text=gettext_lazy("The first day on which this person no longer lives here.")
    )
    why = _why()

    @staticmethod
    def initial_of(member):
        """Today."""
        return {}


class ContactPersonForm(TrajectoryForm):
    """The member of the household whom one speaks to."""

    person = forms.ModelChoiceField(Person.objects.none(), widget=forms.RadioSelect, empty_label=None, label=gettext_lazy("contact person"))
    why = _why()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = self.trajectory.household.members.filter(actions.living_there())
        self.fields["person"].queryset = Person.objects.filter(pk__in=members.values("person")).order_by("birth_date", "pk")

    @classmethod
    def initial_of(cls, trajectory):
        """The contact person of now."""
        return {"person": trajectory.person_id}
