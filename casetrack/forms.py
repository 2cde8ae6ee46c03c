"""ActionForm: parses what was typed, runs an action, and shows a refusal as a form error."""

import uuid

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from casetrack.actions import Stale
from casetrack.privacy import looks_like_bsn


class Renderer(TemplatesSetting):
    """Forms and fields look as the templates under components/ say."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DateField(forms.DateField):
    """A date, typed or chosen; 2026-01-31 and 31-01-2026 are both read."""

    widget = DateInput

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"])
        super().__init__(**kwargs)


class YearField(forms.IntegerField):
    """A year in four digits, from `min_value` on."""

    default_error_messages = {
        "min_value": _("Fill in a year from %(limit_value)s on, in four digits."),
        "max_value": _("Fill in a year up to %(limit_value)s, in four digits."),
    }


class FreeText(forms.CharField):
    """Words of the user; watched for numbers that look like a BSN."""

    widget = forms.Textarea

    def __init__(self, *, rows=4, **kwargs):
        kwargs.setdefault("max_length", 20_000)
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = rows


# What a form says instead of the words of Django, unless the field has words of its own.
CHOOSE = (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField, forms.ModelMultipleChoiceField)
TICK, CHOICE, FILE, FILL_IN = _("Tick this box."), _("Make a choice."), _("Choose a file."), _("Fill this in.")
WHEN_EMPTY = ((forms.BooleanField, TICK), (CHOOSE, CHOICE), (forms.FileField, FILE))
LEAST, MOST = _("Fill in %(limit_value)s or more."), _("Fill in %(limit_value)s or less.")


def speak_plainly(field) -> None:
    """Say in plain words that a field was left empty, or that its number is too small or too big."""
    said = field.error_messages
    if said.get("required") == forms.Field.default_error_messages["required"]:
        said["required"] = next((words for kinds, words in WHEN_EMPTY if isinstance(field, kinds)), FILL_IN)
    if isinstance(field, forms.IntegerField):
        said.setdefault("min_value", LEAST)
        said.setdefault("max_value", MOST)


class PlainForm(forms.Form):
    """A form whose faults are told in plain words."""

    def full_clean(self):
        """Only now all fields are there: forms add some of them after they were made."""
        for field in self.fields.values():
            speak_plainly(field)
        super().full_clean()


class ActionForm(PlainForm):
    """A form that ends in one action.

    It carries the key of this very form (so that sending it twice makes one row), the
    version of the row that the user saw, and, when a text seems to hold a BSN, a box to
    tick. `run` answers True when the action was done; otherwise the form holds the
    errors, `stale` the row as somebody else left it, and `earlier` the row that was made before.
    """

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    no_bsn = forms.BooleanField(widget=forms.HiddenInput, required=False, label=_("This is not a BSN"))

    creates = False  # the action takes `submission`
    one_of = ()  # fields of which one is required, whichever: none of them is called optional

    def __init__(self, *args, seen=None, user=None, **kwargs):
        self.user, self.result, self.stale, self.earlier = user, None, None, None
        super().__init__(*args, **kwargs)
        if seen is not None:
            self.fields["seen_version"].initial = seen.version

    def clean(self):
        """Warn for what looks like a BSN in free text, once; the user may say that it is none."""
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, FreeText) and looks_like_bsn(cleaned.get(name, "")) and not cleaned.get("no_bsn"):
                self.fields["no_bsn"].widget = forms.CheckboxInput()
                self.add_error(
                    name,
                    ValidationError(
                        _(
                            "This text seems to hold a BSN (citizen service number). We may not keep it. Take it out, or tick the box below if it is something else."
                        ),
                        code="bsn",
                    ),
                )
        return cleaned

    def values(self) -> dict:
        """What the action gets: the cleaned fields without the three that belong to the form itself."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("submission", "seen_version", "no_bsn")}

    def run(self, action, obj, *, by, **extra) -> bool:
        """Do the action with what was typed; False when it was refused, with the errors in the form."""
        data = {**self.values(), **extra}
        if self.creates:
            data["submission"] = self.cleaned_data.get("submission")
        try:
            self.result = action(obj, by=by, seen_version=self.cleaned_data.get("seen_version"), **data)
        except Stale as refusal:
            self.stale = refusal.current
            self.add_error(None, refusal)
            self.data = self.data.copy()
            self.data[self.add_prefix("seen_version")] = refusal.current.version
            return False
        except ValidationError as refusal:
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal):
        """Show why the action was refused, or would be."""
        self.earlier = getattr(refusal, "earlier", None)
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            known = name if name in self.fields and name != NON_FIELD_ERRORS else None
            self.add_error(known, errors)
