"""Forms of the figures of a programme, and of where people live."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.forms import ActionForm, DateField, PlainForm
from outcomes.choices import FollowUpMonths, Living
from outcomes.models import FollowUp
from outcomes.programme_figures import Span
from outcomes.sheets import half_year_of


class PeriodForm(PlainForm):
    """For which period figures are asked; this half-year where nothing was asked."""

    period_from = DateField(label=_("period from"))
    period_to = DateField(label=_("period until"))
    as_of = DateField(label=_("as of"), help_text=_("What was known on this day."))

    def __init__(self, asked):
        today = timezone.localdate()
        first, last = half_year_of(today)
        usual = {"period_from": first.isoformat(), "period_to": last.isoformat(), "as_of": today.isoformat()}
        super().__init__({**usual, **asked.dict()})

    def clean_as_of(self):
        """Refuse a day on which nothing is known yet."""
        if self.cleaned_data["as_of"] > timezone.localdate():
            raise forms.ValidationError(_("The date cannot lie in the future."))
        return self.cleaned_data["as_of"]

    def clean(self):
        """Refuse a period that ends before it starts, or that starts after the day of knowing."""
        cleaned = super().clean()
        first, last, as_of = (cleaned.get(name) for name in ("period_from", "period_to", "as_of"))
        if first and last and last < first:
            self.add_error("period_to", _("The period cannot end before it starts."))
        if first and as_of and as_of < first:
            self.add_error("as_of", _("Choose a day in the period or after it."))
        return cleaned

    @property
    def span(self) -> Span:
        """What was asked for."""
        return Span(self.cleaned_data["period_from"], self.cleaned_data["period_to"], self.cleaned_data["as_of"])


class FollowUpForm(ActionForm):
    """Where somebody lives."""

    living = forms.ChoiceField(choices=Living.choices, widget=forms.RadioSelect, label=FollowUp._meta.get_field("living").verbose_name)
    asked_on = DateField(initial=timezone.localdate, label=FollowUp._meta.get_field("asked_on").verbose_name)


class NewFollowUpForm(FollowUpForm):
    """Where somebody lives, asked for the first time at this moment."""

    creates = True

    months = forms.TypedChoiceField(choices=FollowUpMonths.choices, coerce=int, label=_("how long after the start"))

    field_order = ["months", "living", "asked_on"]
