"""What can be typed about themes, goals and small steps."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.forms import DateField, FreeText
from participants.choices import GoalState, HelpStep
from participants.forms import TrajectoryForm
from participants.models import Theme
from programmes.models import LifeArea, Wish

CHIPS = {"class": "chips"}
# The order in which help is looked for is said where it is chosen.
LOOK_FIRST = _(
    "Look in this order: what can the participant do, what can people around them do, then a volunteer, a general service, and last a professional."
)


class Words(FreeText):
    """A sentence in the participant's own words, watched for a BSN."""

    def __init__(self, **kwargs):
        super().__init__(**{"rows": 2, "max_length": 300, **kwargs})


def _of_edition(model, **kwargs):
    return forms.ModelChoiceField(model.objects.none(), required=False, empty_label=_("not filled in"), **kwargs)


class _DossierForm(TrajectoryForm):
    """A form with lists of the edition; one that is empty is left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model in (("wish", Wish), ("life_area", LifeArea)):
            if name not in self.fields:
                continue
            offered = model.objects.filter(edition=self.trajectory.edition_id)
            if offered.exists():
                self.fields[name].queryset = offered
            else:
                del self.fields[name]


class ThemeForm(_DossierForm):
    """What gives stress."""

    creates = True

    wording = Words(
        required=False, label=_("in own words"), help_text=_("As the participant says it. You may leave it empty when you choose a wish.")
    )
    wish = _of_edition(Wish, label=_("wish"))
    life_area = _of_edition(LifeArea, label=_("life area"))

    def clean(self):
        """Own words or a wish."""
        cleaned = super().clean()
        if not cleaned.get("wording") and not cleaned.get("wish") and "wording" not in self.errors:
            self.add_error("wording", _("Say it in own words, or choose a wish.") if "wish" in self.fields else _("Say it in own words."))
        return cleaned


class ThemeEditForm(ThemeForm):
    """The words of a theme."""

    creates = False

    wording = Words(label=_("in own words"))

    @staticmethod
    def initial_of(theme):
        """The theme as it is now."""
        return {"wording": theme.wording, "wish": theme.wish_id, "life_area": theme.life_area_id}


class CloseThemeForm(TrajectoryForm):
    """It gives no more stress."""

    closed_on = DateField(label=_("no longer a theme since"), initial=timezone.localdate)


class GoalForm(_DossierForm):
    """What the participant wants to reach."""

    creates = True

    theme = forms.ModelChoiceField(Theme.objects.none(), widget=forms.RadioSelect(CHIPS), empty_label=None, label=_("for this theme"))
    wording = Words(label=_("goal in own words"))
    life_area = _of_edition(LifeArea, label=_("life area"), help_text=_("Leave it empty to take that of the theme."))
    set_on = DateField(label=_("set on"), initial=timezone.localdate)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        themes = Theme.objects.filter(trajectory=self.trajectory, closed_on__isnull=True).order_by("rank", "pk")
        self.fields["theme"].queryset = themes
        if not self.trajectory.goals.exists():
            self.fields["theme"].help_text = _("The first goal is for the theme that gives most stress, the one at the top.")
        self.fields["theme"].initial = themes.first()


class GoalEditForm(_DossierForm):
    """The words, the life area and the day of a goal."""

    wording = Words(label=_("goal in own words"))
    life_area = _of_edition(LifeArea, label=_("life area"))
    set_on = DateField(label=_("set on"))

    @staticmethod
    def initial_of(goal):
        """The goal as it is now."""
        return {"wording": goal.wording, "life_area": goal.life_area_id, "set_on": goal.set_on}


class CloseGoalForm(TrajectoryForm):
    """How a goal ended."""

    state = forms.ChoiceField(
        choices=[choice for choice in GoalState.choices if choice[0] != GoalState.OPEN], widget=forms.RadioSelect(CHIPS), label=_("how it ended")
    )
    closed_on = DateField(label=_("closed on"), initial=timezone.localdate)


class TaskForm(TrajectoryForm):
    """A small step: what, who, when, and what kind of help."""

    creates = True

    wording = Words(label=_("small step"), help_text=_("Small enough to be done before the next visit."))
    who = forms.CharField(max_length=100, label=_("who does it"), help_text=_("The participant, you, or somebody else, in words."))
    due_on = DateField(required=False, label=_("when"))
    help_step = forms.ChoiceField(
        choices=[*HelpStep.choices, ("", _("not filled in"))],
        required=False,
        widget=forms.RadioSelect({"class": "ladder"}),
        label=_("kind of help"),
        help_text=LOOK_FIRST,
    )


class TaskEditForm(TaskForm):
    """An open small step."""

    creates = False

    @staticmethod
    def initial_of(task):
        """The task as it is now."""
        return {"wording": task.wording, "who": task.who, "due_on": task.due_on, "help_step": task.help_step}
