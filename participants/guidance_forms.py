"""What can be typed about guides, matching, consent, and questions to the achterwacht."""

import re

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unidecode import unidecode

from casetrack.access import Permission, Role
from casetrack.forms import ActionForm, DateField, FreeText
from participants import actions
from participants.choices import ConsentHow, ConsentPurpose
from participants.forms import TrajectoryForm
from participants.models import Assignment, HouseholdMember
from programmes.choices import Language, Module
from programmes.models import Area

CHIPS = {"class": "chips"}
# A purpose is offered where the edition works with what it is for.
PURPOSE_NEEDS = {
    ConsentPurpose.ACHTERWACHT_READS: Module.BACK_UP,
    ConsentPurpose.REFERRAL: Module.REFERRALS,
    ConsentPurpose.NETWORK: Module.NETWORK,
}
# The question as it is usually put; it is kept with the consent unless other words are filled in.
ASKED = {
    ConsentPurpose.ACHTERWACHT_READS: gettext_lazy("May the achterwacht read your dossier, to think along with us?"),
    ConsentPurpose.REFERRAL: gettext_lazy("May we tell this organisation what it needs to know to help you?"),
    ConsentPurpose.STORY: gettext_lazy("May we tell your story, so that nobody can see that it is about you?"),
    ConsentPurpose.NETWORK: gettext_lazy("May we contact these people around you?"),
}
SHORTEST_NAME = 3  # a shorter name stands in too many sentences as a word


def _why():
    return FreeText(rows=2, required=False, label=gettext_lazy("reason"), help_text=gettext_lazy("Kept in the history beside the change."))


def _user(label):
    return forms.ModelChoiceField(get_user_model().objects.none(), empty_label=gettext_lazy("choose"), label=label)


class MatchForm(TrajectoryForm):
    """Somebody of the matching list becomes the guide."""

    creates = True

    user = _user(gettext_lazy("colleague"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        edition = self.trajectory.edition
        self.fields["user"].queryset = actions.colleagues(edition.programme_id, [Role(edition.guide_role)])


class MatchingForm(TrajectoryForm):
    """Area and languages, by which a guide is looked for."""

    area = forms.ModelChoiceField(Area.objects.none(), required=False, empty_label=gettext_lazy("not filled in"), label=gettext_lazy("area"))
    languages = forms.MultipleChoiceField(
        choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple(CHIPS), label=gettext_lazy("languages spoken")
    )
    why = _why()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(programme=self.trajectory.programme_id).order_by("name", "pk")

    @classmethod
    def initial_of(cls, trajectory):
        """As it is now."""
        return {"area": trajectory.area_id, "languages": trajectory.languages}


class _NextGuideForm(ActionForm):
    user = _user(gettext_lazy("next guide"))
    on = DateField(initial=timezone.localdate, label=gettext_lazy("the next guide starts on"))
    note = FreeText(
        required=False,
        label=gettext_lazy("note for the next guide"),
        help_text=gettext_lazy("The next guide sees this for 30 days. It stays in the time line."),
    )


class HandOverForm(_NextGuideForm):
    """From one guide to the next."""

    creates = True

    from_assignment = forms.ModelChoiceField(
        Assignment.objects.none(), widget=forms.RadioSelect(CHIPS), empty_label=None, label=gettext_lazy("present guide")
    )
    old_until = DateField(
        required=False,
        label=gettext_lazy("the present guide stays until"),
        help_text=gettext_lazy("Only when both go along for a while. The first day without the present guide."),
    )
    field_order = ["from_assignment", "user", "on", "old_until", "note"]

    def __init__(self, *args, trajectory, present, **kwargs):
        """`present` are the assignments that can be handed over."""
        super().__init__(*args, **kwargs)
        self.fields["from_assignment"].queryset = Assignment.objects.filter(pk__in=[row.pk for row in present]).select_related("user")
        roles = {Role(row.role) for row in present}
        people = actions.colleagues(trajectory.programme_id, roles)
        if len(present) == 1:
            self.fields["from_assignment"].initial = present[0].pk
            if not self.is_bound:
                people = people.exclude(pk=present[0].user_id)
        self.fields["user"].queryset = people


class HandOverAllForm(_NextGuideForm):
    """Everybody whom a volunteer guides goes to one other volunteer."""

    def __init__(self, *args, volunteer, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = actions.colleagues(volunteer.programme_id, roles).exclude(pk=volunteer.user_id)


class ConsentForm(TrajectoryForm):
    """What the participant consents to, and how that was said."""

    creates = True

    purpose = forms.ChoiceField(widget=forms.RadioSelect, label=gettext_lazy("what for"))
    recipient = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("to whom"), help_text=gettext_lazy("Who may then see or do this, in words.")
    )
    how = forms.ChoiceField(
        choices=ConsentHow.choices, widget=forms.RadioSelect(CHIPS), initial=ConsentHow.SPOKEN, label=gettext_lazy("how it was given")
    )
    wording = FreeText(
        rows=3,
        required=False,
        label=gettext_lazy("what was asked"),
        help_text=gettext_lazy("Leave it empty when you asked it in the words that stand beside what it is for."),
    )
    starts_on = DateField(initial=timezone.localdate, label=gettext_lazy("given on"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        edition = self.trajectory.edition
        self.fields["purpose"].choices = [
            (value, f"{label}: “{ASKED[value]}”")
            for value, label in ConsentPurpose.choices
            if value not in PURPOSE_NEEDS or edition.has(PURPOSE_NEEDS[value])
        ]

    def values(self) -> dict:
        """What the action gets; without own words, the question as it stands on the form."""
        data = super().values()
        return {**data, "wording": data["wording"] or str(ASKED[data["purpose"]])}


class WithdrawForm(TrajectoryForm):
    """The participant takes consent back, today."""

    why = _why()


class HelpForm(TrajectoryForm):
    """A question to the achterwacht, who does not see the dossier."""

    creates = True

    question = FreeText(
        label=gettext_lazy("question"), help_text=gettext_lazy("Do not name the participant. The achterwacht sees the question, not the dossier.")
    )
    no_name = forms.BooleanField(required=False, widget=forms.HiddenInput, label=gettext_lazy("This is not a name of the household"))

    def clean(self):
        """Warn once when a name of the participant or the household stands in the question."""
        cleaned = super().clean()
        named = sorted(self._names() & _words(cleaned.get("question", "")))
        if named and not cleaned.get("no_name"):
            self.fields["no_name"].widget = forms.CheckboxInput()
            self.add_error("question", _("Your question seems to name somebody of the household. Take the name out, or tick the box below."))
        return cleaned

    def _names(self) -> set[str]:
        people = [self.trajectory.person]
        if self.trajectory.household_id:
            rows = HouseholdMember.objects.allowed(self.user, Permission.VIEW_HOUSEHOLD).filter(household=self.trajectory.household_id)
            people += [row.person for row in rows.select_related("person")]
        return {word for person in people for word in _words(str(person)) if len(word) >= SHORTEST_NAME} - SMALL_WORDS

    def values(self) -> dict:
        """What the action gets: the question."""
        return {"question": self.cleaned_data["question"]}


# Parts of Dutch and German family names that are ordinary words.
SMALL_WORDS = {"van", "von", "der", "den", "het", "ten", "ter", "vom", "zum", "zur", "dem", "des", "und"}


def _words(text) -> set[str]:
    return set(re.findall(r"[a-z]+", unidecode(text).casefold()))


class AnswerForm(ActionForm):
    """The answer of the achterwacht."""

    answer = FreeText(label=gettext_lazy("answer"))

    @staticmethod
    def initial_of(question):
        """The answer of now, to correct it."""
        return {"answer": question.answer}
