"""Forms of outcomes and reports."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.choices import Country
from casetrack.forms import ActionForm, DateField, FreeText, PlainForm
from outcomes.choices import Evidence, OutcomeKind
from outcomes.figures import Period
from outcomes.models import Outcome, Report, may_be_recorded
from programmes.choices import PlacementKinds
from programmes.models import Funding


def _words(model, name):
    """Label and help of a column, so that page and history use the same words."""
    column = model._meta.get_field(name)
    return {"label": column.verbose_name, "help_text": column.help_text}


def _target():
    return forms.IntegerField(required=False, min_value=1, max_value=1_000_000, label=_("target"), help_text=_("How many people were to be placed."))


def _with_empty(choices):
    return [("", _("not known")), *choices]


class OutcomeForm(ActionForm):
    """What came of a trajectory."""

    creates = True

    kind = forms.ChoiceField(choices=OutcomeKind.choices, widget=forms.RadioSelect, **_words(Outcome, "kind"))
    start_on = DateField(**_words(Outcome, "start_on"))
    end_on = DateField(required=False, **_words(Outcome, "end_on"))
    country = forms.ChoiceField(choices=_with_empty(Country.choices), required=False, **_words(Outcome, "country"))
    organisation = forms.CharField(max_length=300, required=False, **_words(Outcome, "organisation"))
    hours_per_week = forms.IntegerField(min_value=1, max_value=60, required=False, **_words(Outcome, "hours_per_week"))
    contract_months = forms.IntegerField(min_value=0, max_value=600, required=False, **_words(Outcome, "contract_months"))
    evidence = forms.ChoiceField(choices=_with_empty(Evidence.choices), required=False, **_words(Outcome, "evidence"))
    verified_on = DateField(required=False, **_words(Outcome, "verified_on"))

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(value, label) for value, label in OutcomeKind.choices if may_be_recorded(edition, value)]


class NewOutcomeForm(OutcomeForm):
    """An outcome that was not known before."""

    recorded_on = DateField(
        initial=timezone.localdate,
        label=Outcome._meta.get_field("recorded_on").verbose_name,
        help_text=_("The day on which the programme got to know it. Figures as of an earlier day leave it out."),
    )


class CorrectionForm(OutcomeForm):
    """The same outcome as it should have been."""

    why = FreeText(rows=2, max_length=300, required=False, label=_("reason"), help_text=_("What was wrong, in a few words."))


class WithdrawalForm(ActionForm):
    """Why an outcome should not have been recorded."""

    creates = True

    why = FreeText(rows=3, max_length=1000, label=_("reason"), help_text=_("Everybody who may see the outcome can read this."))


def _in_future(day):
    return day is not None and day > timezone.localdate()


class FiguresForm(PlainForm):
    """For which day, period and target figures are asked; filled in with usual values where nothing was asked."""

    as_of = DateField(label=_("as of"), help_text=_("What was known on this day."))
    period_from = DateField(required=False, label=_("period from"), help_text=_("About a start or an end. Empty: from the first day."))
    period_to = DateField(required=False, label=_("period until"))
    target = _target()
    counts = forms.ChoiceField(choices=PlacementKinds.choices, label=_("counts as placed"))

    def __init__(self, asked, *, edition):
        usual = {"as_of": timezone.localdate().isoformat(), "target": edition.target or "", "counts": PlacementKinds.WORK_AND_TRAINING}
        super().__init__({**usual, **asked.dict()})
        self.edition = edition

    def clean_as_of(self):
        """Refuse a day on which nothing is known yet."""
        if _in_future(self.cleaned_data["as_of"]):
            raise forms.ValidationError(_("The date cannot lie in the future."))
        return self.cleaned_data["as_of"]

    def clean(self):
        """Refuse a period that ends before it starts."""
        cleaned = super().clean()
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("The period cannot end before it starts."))
        return cleaned

    @property
    def period(self) -> Period:
        """The period that was asked for."""
        return Period(self.cleaned_data.get("period_from"), self.cleaned_data.get("period_to"))

    def choices_made(self) -> dict:
        """What `compose` gets."""
        cleaned = self.cleaned_data
        return {"as_of": cleaned["as_of"], "period": self.period, "target": cleaned.get("target"), "counts": cleaned["counts"]}


class AsOfForm(FiguresForm):
    """For which day a dashboard is asked."""

    period_from = period_to = target = counts = None

    def choices_made(self) -> dict:
        """What the dashboard gets."""
        return {"as_of": self.cleaned_data["as_of"]}


class ReportForm(ActionForm):
    """A report to a funder, before it is submitted."""

    creates = True

    funding = forms.ModelChoiceField(Funding.objects.none(), empty_label=None, **_words(Report, "funding"))
    title = forms.CharField(max_length=300, **_words(Report, "title"))
    as_of = DateField(label=Report._meta.get_field("as_of").verbose_name, help_text=_("What was known on this day."))
    period_from = DateField(required=False, **_words(Report, "period_from"))
    period_to = DateField(required=False, **_words(Report, "period_to"))
    target = _target()
    explanation = FreeText(required=False, rows=6, **_words(Report, "explanation"))
    preview = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, fundings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["funding"].queryset = fundings

    clean_as_of = FiguresForm.clean_as_of

    def clean(self):
        """Refuse a period that ends before it starts."""
        cleaned = super().clean()
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("The period cannot end before it starts."))
        return cleaned

    def content(self) -> dict:
        """What `compose` gets."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in ("funding", "title", "as_of", "target", "explanation")},
            "period": Period(cleaned["period_from"], cleaned["period_to"]),
        }
