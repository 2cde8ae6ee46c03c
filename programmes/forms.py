"""What is typed about organisations, programmes, editions, members and sessions.

Choices are rows that the user may see: the key of another row answers like a key that does not exist.
"""

from datetime import date, timedelta

from django import forms
from django.core.validators import MaxValueValidator
from django.db import models
from django.forms import fields_for_model
from django.utils.translation import gettext_lazy as _

from casetrack.forms import ActionForm, DateField, FreeText, TimeInput
from programmes import presets
from programmes.models import (
    Edition,
    Funding,
    Organisation,
    OrganisationMember,
    Phase,
    Programme,
    Session,
)

LONGEST_SERIES = 60
DASHES = models.BLANK_CHOICE_DASH[0]  # what Django offers where nothing is chosen yet
BEFORE = "before"  # begin with the setup of the newest edition
LAST_DAY = date(2100, 1, 1)


def _field(column, **kwargs):
    match column:
        case models.TextField():
            kwargs["form_class"] = FreeText
            kwargs.pop("widget", None)
        case models.DateField():
            kwargs["form_class"] = DateField
        case models.TimeField():
            kwargs["widget"] = TimeInput()
    return column.formfield(**kwargs)


class RowForm(ActionForm):
    """Asks for the columns `names` of `model`; `row` gives what stands there now.

    `seen_as` is the argument in which the action takes the version of `row`, where the
    action is on another row than the one that is changed.
    """

    model: type[models.Model]
    names: tuple[str, ...] = ()
    seen_as = ""

    def __init__(self, *args, row=None, initial=None, **kwargs):
        now = {name: getattr(row, self.model._meta.get_field(name).attname) for name in self.names} if row else {}
        super().__init__(*args, seen=row, initial={**now, **(initial or {})}, **kwargs)
        own = fields_for_model(self.model, fields=self.names, formfield_callback=_field)
        self.fields = {**own, **self.fields}
        self.order_fields(self.field_order)
        for name, field in own.items():
            if isinstance(field, forms.ModelChoiceField):
                related = self.model._meta.get_field(name).related_model
                field.empty_label = _("choose") if field.required else _("not filled in")
                field.queryset = related.objects.allowed(self.user, related.view_permission)
            elif isinstance(field, forms.TypedChoiceField):
                nothing = ("", _("choose") if field.required else _("not filled in"))
                field.choices = [nothing if choice == DASHES else choice for choice in field.choices]

    def run(self, action, obj, *, by, **extra):
        """As in ActionForm; the version that was seen goes to the row that is changed."""
        if self.seen_as:
            extra[self.seen_as] = self.cleaned_data.pop("seen_version", None)
        return super().run(action, obj, by=by, **extra)


class OrganisationForm(RowForm):
    """An organisation."""

    creates = True
    model, names = Organisation, ("name", "kind", "country", "place", "receives_referrals")


class ChangeOrganisationForm(OrganisationForm):
    """Another name, kind, country or place for an organisation, and whether people are referred to it."""

    creates = False


class ProgrammeForm(RowForm):
    """A new programme."""

    creates = True
    model, names = Programme, ("name", "code", "kind", "description")


class ChangeProgrammeForm(ProgrammeForm):
    """Another name, code, kind or description for a programme."""

    creates = False


class EditionForm(RowForm):
    """An edition."""

    model = Edition
    names = ("name", "code", "starts_on", "ends_on", "places", "target", "contact_within_days")


class NewEditionForm(EditionForm):
    """A new edition: what it begins with (a preset, or the setup of `newest`), and its first phases."""

    creates = True
    field_order = ("name", "code", "starts_on", "ends_on", "preset")

    preset = forms.ChoiceField(
        label=_("begin with"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("A ready-made setup. You can change all of it afterwards, on the page Setup of the edition."),
    )
    phases = forms.CharField(
        label=_("phases"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("One phase on a line, in order. You can change them later. What you change here goes before the phases of the setup above."),
    )

    def __init__(self, *args, newest=None, **kwargs):
        self.newest = newest
        super().__init__(*args, **kwargs)
        before = [(BEFORE, _("As “%(name)s”: everything as it is set up there.") % {"name": newest})] if newest else []
        offered = [(preset.code, f"{preset.name}: {preset.sentence}") for preset in presets.entries()]
        self.fields["preset"].choices = [*before, *offered, ("", _("No ready-made setup: guidance by a coach, and nothing else yet."))]
        days = self.fields["contact_within_days"]
        days.required, days.initial = False, None
        days.help_text = _("After this many days without contact, a trajectory is shown under my work. Empty means as the setup above says.")

    def clean_phases(self):
        """The names, one from each line; an empty line is no phase."""
        names = [line.strip() for line in self.cleaned_data["phases"].splitlines() if line.strip()]
        longest = Phase._meta.get_field("name").max_length
        if too_long := [name for name in names if len(name) > longest]:
            raise forms.ValidationError(
                _("The name of a phase has at most %(most)d characters. Too long: %(name)s…"),
                params={"most": longest, "name": too_long[0][:40]},
            )
        return names

    def values(self):
        """What the action gets; phases that nobody touched give way to those of the chosen setup, and empty days too."""
        data = super().values()
        if data["preset"] and data["phases"] == self.initial.get("phases", "").splitlines():
            data["phases"] = []
        if data["preset"] == BEFORE:
            del data["preset"]
            data["like"] = self.newest
        if data["contact_within_days"] is None:
            del data["contact_within_days"]
        return data


class NewPhaseForm(RowForm):
    """A phase at the end of the list."""

    creates = True
    model, names = Phase, ("name", "description")


class PhaseForm(RowForm):
    """Another name or description for a phase."""

    model, names = Phase, ("name", "description")
    seen_as = "phase_version"


class PartnerForm(ActionForm):
    """Which organisation takes part in an edition."""

    creates = True
    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none(), empty_label=_("choose"), label=_("organisation"))

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = offered


class NewFundingForm(RowForm):
    """Who pays for which edition of a programme."""

    creates = True
    model = Funding
    names = ("edition", "funder", "reference", "role", "lead_partner", "starts_on", "ends_on", "counts", "logo_line")

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = self.fields["edition"].queryset.filter(programme=programme)


class FundingForm(RowForm):
    """Other terms of a funding."""

    model = Funding
    names = ("funder", "reference", "role", "lead_partner", "starts_on", "ends_on", "counts", "logo_line")
    seen_as = "funding_version"


class MemberForm(ActionForm):
    """Somebody, by e-mail address, and the role they get; the name is asked of a new user only."""

    creates = True
    email = forms.EmailField(label=_("e-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("role"))
    starts_on = DateField(label=_("from"), required=False, help_text=_("Empty means from today."))
    first_name = forms.CharField(
        label=_("first name"),
        max_length=150,
        required=False,
        help_text=_("Only for somebody who has no account yet. They get a mail to choose a password."),
    )
    last_name = forms.CharField(label=_("last name"), max_length=150, required=False)


class ProgrammeMemberForm(MemberForm):
    """A new role in a programme, one of those of its kind."""

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in programme.roles]


class OrganisationMemberForm(MemberForm):
    """A new role for an organisation."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = OrganisationMember._meta.get_field("role").choices


class EndMemberForm(ActionForm):
    """The first day without the role."""

    ends_on = DateField(label=_("until"), help_text=_("The first day without this role."))

    def run(self, action, obj, *, by, **extra):
        """As in ActionForm; the version that was seen is that of the role."""
        extra["member_version"] = self.cleaned_data.pop("seen_version", None)
        return super().run(action, obj, by=by, **extra)


class AccountForm(ActionForm):
    """Why an account is deactivated or opened again."""

    why = FreeText(label=_("reason"), rows=3, max_length=2000)


class SessionForm(RowForm):
    """A new group day."""

    creates = True
    model = Session
    names = ("title", "kind", "held_on", "starts_at", "ends_at", "place", "country")


class ChangeSessionForm(SessionForm):
    """Another time or place for a group day, or its cancellation."""

    creates = False
    names = (*SessionForm.names, "cancelled")
    seen_as = "session_version"


class SeriesForm(SessionForm):
    """Group days every so many weeks, with the dates on which there is none."""

    names = ("title", "kind", "starts_at", "ends_at", "place", "country")
    field_order = ("title", "kind", "first_on", "how_many", "every_weeks", "skip", "starts_at", "ends_at")

    first_on = DateField(label=_("first day"), validators=[MaxValueValidator(LAST_DAY)])
    how_many = forms.IntegerField(label=_("how many"), min_value=2, max_value=LONGEST_SERIES, initial=16)
    every_weeks = forms.IntegerField(label=_("every how many weeks"), min_value=1, max_value=8, initial=1)
    skip = forms.CharField(
        label=_("skip these dates"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One date on a line, such as 2026-12-25. The series goes on a week later."),
    )

    def clean_skip(self):
        """The dates, one from each line."""
        field, skipped = DateField(), set()
        for line in self.cleaned_data["skip"].replace(",", "\n").splitlines():
            if line.strip():
                try:
                    skipped.add(field.clean(line.strip()))
                except forms.ValidationError:
                    raise forms.ValidationError(_("“%(line)s” is not a date. Write it as 2026-12-25."), params={"line": line.strip()[:40]}) from None
        return skipped

    def values(self):
        """What the action gets: the days themselves."""
        data = super().values()
        first, how_many, weeks, skipped = (data.pop(name) for name in ("first_on", "how_many", "every_weeks", "skip"))
        data["days"], day = [], first
        while len(data["days"]) < how_many:
            if day not in skipped:
                data["days"].append(day)
            day += timedelta(weeks=weeks)
        return data
