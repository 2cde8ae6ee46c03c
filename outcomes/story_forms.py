"""Forms of stories and of the half-year sheet."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casetrack.forms import ActionForm, FreeText
from outcomes.models import Story
from outcomes.sheets import STORIES_AT_MOST
from outcomes.statements import show_day
from participants.choices import ConsentHow
from participants.models import Trajectory

LONGEST = Story._meta.get_field("text").max_length


class StoryForm(ActionForm):
    """The words of a story."""

    title = forms.CharField(max_length=120, label=_("title"))
    text = FreeText(
        rows=9,
        max_length=LONGEST,
        label=_("story"),
        help_text=_("At most 900 characters. No names, places or other things by which people can be recognised."),
    )


class NewStoryForm(StoryForm):
    """A story of somebody, with their consent."""

    creates = True

    trajectory = forms.ModelChoiceField(Trajectory.objects.none(), label=_("whose story"))
    consent_how = forms.ChoiceField(
        choices=[("", _("it is recorded already")), *ConsentHow.choices],
        required=False,
        label=_("consent to tell this story"),
        help_text=_("Was consent given just now? Say how; it is recorded with today's date."),
    )

    field_order = ["trajectory", "consent_how", "title", "text"]

    def __init__(self, *args, trajectories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trajectory"].queryset = trajectories


class CheckForm(ActionForm):
    """Saying that nobody can be recognised in a story; `words` says whether words of the dossier were found in it."""

    sure = forms.BooleanField(label=_("I have read the story, and nobody can be recognised in it."))
    words_seen = forms.BooleanField(label=_("I have looked at the words above. They do not tell who this is about."))

    def __init__(self, *args, words, **kwargs):
        super().__init__(*args, **kwargs)
        if not words:
            del self.fields["words_seen"]

    def values(self):
        """What the action gets."""
        return {"words_seen": self.cleaned_data.get("words_seen", False)}


class WithdrawStoryForm(ActionForm):
    """Why a story is taken back."""

    why = FreeText(rows=2, max_length=300, required=False, label=_("reason"))


class SheetForm(ActionForm):
    """Which half-year, and which stories."""

    creates = True

    half_year = forms.ChoiceField(label=_("half-year"))
    stories = forms.ModelMultipleChoiceField(
        Story.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("stories"),
        help_text=_("At most three. Only stories that were checked and not withdrawn are here."),
    )

    def __init__(self, *args, half_years, stories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["half_year"].choices = [
            (first.isoformat(), _("%(first)s to %(last)s") % {"first": show_day(first), "last": show_day(last)}) for first, last in half_years
        ]
        self.fields["stories"].queryset = stories
        self.half_years = {first.isoformat(): (first, last) for first, last in half_years}

    def clean_stories(self):
        """Refuse more than fit on the sheet."""
        if len(self.cleaned_data["stories"]) > STORIES_AT_MOST:
            raise ValidationError(_("Choose up to three stories."))
        return self.cleaned_data["stories"]

    @property
    def period(self) -> tuple[date, date]:
        """The first and last day that were chosen."""
        return self.half_years[self.cleaned_data["half_year"]]

    def values(self):
        """What the action gets."""
        first, last = self.period
        return {"period_from": first, "period_to": last, "stories": list(self.cleaned_data["stories"])}
