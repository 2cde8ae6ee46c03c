"""What is typed about the setup of an edition: how it works, life areas, wishes, moments, instruments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casetrack.choices import EndReason, EntryFact
from casetrack.forms import ActionForm, DateField
from programmes.choices import Language, Module
from programmes.forms import RowForm
from programmes.instruments.definition import parse
from programmes.models import Area, Edition, EditionInstrument, EditionMoment, Instrument, LifeArea, ProgrammeMember, VolunteerFile, Wish


class Boxes(forms.MultipleChoiceField):
    """Boxes to tick, none of them needed; what was ticked comes in the order of the list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, choices, **kwargs):
        super().__init__(choices=choices, required=False, **kwargs)

    def clean(self, value):
        """The values, each once."""
        chosen = super().clean(value)
        return [key for key, _label in self.choices if key in chosen]


class WorkForm(RowForm):
    """With what an edition works, who guides, and within how many days contact is expected."""

    model, names = Edition, ("modules", "guide_role", "contact_within_days")
    modules = Boxes(
        Module.choices,
        label=_("what this edition works with"),
        help_text=_("What you do not tick is not shown in this edition. What was written down before stays, and comes back when you tick it again."),
    )


class QuestionsForm(RowForm):
    """What is asked at the start, and from which reasons an end is chosen."""

    model, names = Edition, ("entry_facts", "end_reasons")
    entry_facts = Boxes(
        EntryFact.choices, label=_("facts at the start"), help_text=_("Ask only what this edition needs. What was answered before stays.")
    )
    end_reasons = Boxes(
        EndReason.choices, label=_("reasons of the end"), help_text=_("Tick the reasons to choose from. None ticked means all of them.")
    )


class SignUpSetupForm(RowForm):
    """Whether everybody can sign up without signing in."""

    model, names = Edition, ("public_sign_up", "sign_up_phone")


class NewLifeAreaForm(RowForm):
    """A life area at the end of the list."""

    creates = True
    model, names = LifeArea, ("name",)


class LifeAreaForm(RowForm):
    """Another name for a life area."""

    model, names = LifeArea, ("name",)
    seen_as = "life_area_version"


class NewWishForm(RowForm):
    """A wish at the end of the list."""

    creates = True
    model, names = Wish, ("name",)


class WishForm(RowForm):
    """Other words for a wish."""

    model, names = Wish, ("name",)
    seen_as = "wish_version"


class MomentForm(RowForm):
    """When something is measured at one moment."""

    model, names = EditionMoment, ("counted_from", "after_days")
    seen_as = "moment_version"


class ConfirmForm(ActionForm):
    """Nothing but a yes; where the action is on another row, the version that was seen goes to it as the argument `seen_as`."""

    def __init__(self, *args, seen_as="", **kwargs):
        self.seen_as = seen_as
        super().__init__(*args, **kwargs)

    def run(self, action, obj, *, by, **extra):
        """As in ActionForm."""
        if self.seen_as:
            extra[self.seen_as] = self.cleaned_data.pop("seen_version", None)
        return super().run(action, obj, by=by, **extra)


class ChooseInstrumentForm(ActionForm):
    """Which instrument of the organisation an edition uses."""

    creates = True
    instrument = forms.ModelChoiceField(queryset=Instrument.objects.none(), empty_label=_("choose"), label=_("instrument"))

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instrument"].queryset = offered


class ReasonsForm(ActionForm):
    """Why each item of an instrument is asked; one field for each."""

    def __init__(self, *args, row: EditionInstrument, **kwargs):
        super().__init__(*args, seen=row, **kwargs)
        self.items = parse(row.instrument.definition).items
        for item in self.items:
            # A plain text, as it is about the edition and never about a person.
            self.fields[f"item-{item.code}"] = forms.CharField(
                label=str(item.name),
                required=False,
                max_length=2000,
                initial=row.reasons.get(item.code, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def values(self):
        """What the action gets: the reasons by item."""
        return {"reasons": {item.code: self.cleaned_data[f"item-{item.code}"] for item in self.items}}

    def run(self, action, obj, *, by, **extra):
        """As in ActionForm; the version that was seen is that of the use of the instrument."""
        extra["edition_instrument_version"] = self.cleaned_data.pop("seen_version", None)
        return super().run(action, obj, by=by, **extra)


class NewAreaForm(RowForm):
    """A new area."""

    creates = True
    model, names = Area, ("name",)


class AreaForm(RowForm):
    """Another name for an area."""

    model, names = Area, ("name",)
    seen_as = "area_version"


class AreaMemberForm(ActionForm):
    """Who works in an area, and from when."""

    creates = True
    member = forms.ModelChoiceField(queryset=ProgrammeMember.objects.none(), empty_label=_("choose"), label=_("buddy or Spil"))
    starts_on = DateField(label=_("from"), required=False, help_text=_("Empty means from today."))

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = offered


class VolunteerForm(RowForm):
    """The file of a volunteer."""

    model = VolunteerFile
    names = ("trained_on", "vog_on", "vog_renew_on", "capacity", "languages", "remarks")
    field_order = ("member", "trained_on", "vog_on", "vog_renew_on", "capacity", "areas", "languages", "remarks")

    languages = Boxes(Language.choices, label=_("languages"), help_text=_("Languages that this volunteer can hold a talk in."))
    areas = forms.ModelMultipleChoiceField(
        queryset=Area.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("areas"),
        help_text=_("Where this volunteer works."),
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = programme.areas.all()
        if not programme.areas.exists():
            del self.fields["areas"]

    def values(self):
        """What the action gets: the areas as rows."""
        data = super().values()
        if "areas" in data:
            data["areas"] = list(data["areas"])
        return data


class NewVolunteerForm(VolunteerForm):
    """The file of somebody with a role as buddy or Spil in the programme."""

    creates = True
    member = forms.ModelChoiceField(queryset=ProgrammeMember.objects.none(), empty_label=_("choose"), label=_("buddy or Spil"))

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = offered
