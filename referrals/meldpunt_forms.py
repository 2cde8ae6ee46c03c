"""What is typed about a meldpunt: its details, area, own values and letter templates."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from casetrack.forms import ActionForm, DateField
from programmes.forms import RowForm
from programmes.models import Municipality
from referrals.discrimination_choices import ValueList
from referrals.models import LetterTemplate, ListValue, Meldpunt, MeldpuntMunicipality


class OpenMeldpuntForm(RowForm):
    """The name of a new meldpunt, and how it is reached."""

    creates = True
    model, names = Meldpunt, ("name", "phone", "email")


class MeldpuntForm(RowForm):
    """Other details of a meldpunt, and whether everybody can report."""

    model, names = Meldpunt, ("name", "phone", "email", "public_form")


class JoinAreaForm(ActionForm):
    """Which municipality joins, and from when: one that still exists and is not in the area."""

    creates = True
    municipality = forms.ModelChoiceField(queryset=Municipality.objects.none(), label=_("municipality"), empty_label=_("choose"))
    starts_on = DateField(label=_("from"), initial=timezone.localdate)

    def __init__(self, *args, meldpunt, **kwargs):
        super().__init__(*args, **kwargs)
        inside = MeldpuntMunicipality.objects.filter(meldpunt=meldpunt, ends_on=None).values("municipality")
        there = Q(valid_to=None) | Q(valid_to__gt=timezone.localdate())
        self.fields["municipality"].queryset = Municipality.objects.filter(there, country="NL").exclude(pk__in=inside).order_by("name", "pk")


class LeaveAreaForm(ActionForm):
    """The first day without this municipality."""

    ends_on = DateField(label=_("until"), initial=timezone.localdate, help_text=_("The first day on which it no longer belongs to the area."))

    def run(self, action, obj, *, by, **extra):
        """As in ActionForm; the version that was seen is that of the municipality in the area."""
        extra["joined_version"] = self.cleaned_data.pop("seen_version", None)
        return super().run(action, obj, by=by, **extra)


class ListValueForm(ActionForm):
    """A finer value, and as which value of the law it counts."""

    creates = True
    counts_as = forms.ChoiceField(
        label=_("counts on the form as"), help_text=_("The form for the municipalities counts it as this value. This cannot be changed later.")
    )
    name_nl = forms.CharField(label=_("name in Dutch"), max_length=200)
    name_de = forms.CharField(label=_("name in German"), max_length=200)
    name_en = forms.CharField(label=_("name in English"), max_length=200)
    valid_from = DateField(label=_("from"), initial=timezone.localdate)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of_the_law = [row for row in ListValue.objects.filter(meldpunt=None).order_by("list", "order", "pk") if row.key == row.official]
        self._values = {f"{row.list}:{row.key}": row for row in of_the_law}
        groups = [(name.label, [(key, str(row)) for key, row in self._values.items() if row.list == name]) for name in ValueList]
        self.fields["counts_as"].choices = [("", _("choose")), *groups]

    def values(self) -> dict:
        """What the action gets: the list and the official value, and a code made from the Dutch name."""
        data = super().values()
        counts = self._values[data.pop("counts_as")]
        return {**data, "list": counts.list, "official": counts.key, "key": slugify(data["name_nl"])[:20].strip("-") or "x"}


class EndListValueForm(ActionForm):
    """The first day on which a value can no longer be chosen."""

    valid_to = DateField(label=_("until"), initial=timezone.localdate, help_text=_("The first day on which it can no longer be chosen."))

    def run(self, action, obj, *, by, **extra):
        """As in ActionForm; the version that was seen is that of the value."""
        extra["value_version"] = self.cleaned_data.pop("seen_version", None)
        return super().run(action, obj, by=by, **extra)


class NewLetterTemplateForm(RowForm):
    """A letter template, with placeholders of the list."""

    creates = True
    model, names = LetterTemplate, ("name", "to", "subject", "body")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["rows"] = 18


class LetterTemplateForm(NewLetterTemplateForm):
    """Other words for a letter template."""

    creates = False
    seen_as = "template_version"


class EndTemplateForm(ActionForm):
    """Asks once more."""

    def run(self, action, obj, *, by, **extra):
        """As in ActionForm; the version that was seen is that of the template."""
        extra["template_version"] = self.cleaned_data.pop("seen_version", None)
        return super().run(action, obj, by=by, **extra)
