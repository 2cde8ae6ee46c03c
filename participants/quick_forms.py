"""The form of a quick contact: five fields, for a thumb."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.forms import ActionForm, DateField, FreeText, TimeInput
from participants.choices import ContactChannel, ContactResult
from participants.models import Task
from participants.quick_lists import last_channels, open_tasks

BIG = {"class": "big"}
OTHER_DAY = "other"
NEXT = [("", _("none")), ("7", _("in a week")), ("14", _("in two weeks")), (OTHER_DAY, _("other day"))]


class QuickContactForm(ActionForm):
    """How, what came of it, which tasks were done, a note, and the next appointment.

    A task that was ticked but is no longer open stops nothing: after `run`, `unneeded` names those.
    """

    creates = True

    channel = forms.ChoiceField(choices=ContactChannel.choices, widget=forms.RadioSelect(BIG), label=_("how"), initial=ContactChannel.VISIT)
    result = forms.ChoiceField(choices=ContactResult.choices, widget=forms.RadioSelect(BIG), label=_("result"), initial=ContactResult.SPOKEN)
    done_tasks = forms.TypedMultipleChoiceField(coerce=int, widget=forms.CheckboxSelectMultiple(BIG), required=False, label=_("done"))
    note = FreeText(rows=3, required=False, label=_("note"))
    next = forms.ChoiceField(choices=NEXT, widget=forms.RadioSelect(BIG), required=False, label=_("next appointment"))
    next_on = DateField(required=False, label=_("day"))
    next_at = forms.TimeField(required=False, widget=TimeInput, label=_("time"))
    held_on = DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user=None, trajectory=None, **kwargs):
        """Without a trajectory: the empty form that a phone keeps."""
        super().__init__(*args, user=user, **kwargs)
        self._tasks, self._gone = {}, []
        if trajectory is None:
            return
        self._tasks = {task.pk: task for task in open_tasks(user, [trajectory.pk])}
        self._of_trajectory = Task.objects.allowed(user, Task.view_permission).filter(trajectory=trajectory)
        self.fields["channel"].initial = last_channels(user, [trajectory.pk]).get(trajectory.pk, ContactChannel.VISIT)
        self.fields["done_tasks"].choices = [(task.pk, task.wording) for task in self._tasks.values()]
        if self.is_bound:
            self._leave_out_what_is_no_longer_open()

    def _leave_out_what_is_no_longer_open(self):
        name = self.add_prefix("done_tasks")
        ticked, still_open = self.data.getlist(name), {str(key) for key in self._tasks}
        self._gone = [int(key) for key in ticked if key not in still_open and key.isascii() and key.isdecimal() and len(key) < 19]
        self.data = self.data.copy()
        self.data.setlist(name, [key for key in ticked if key in still_open])

    @property
    def unneeded(self) -> list[str]:
        """The tasks that were ticked, but done in another contact or dropped in the meantime; when the form comes twice, not its own."""
        return (
            list(self._of_trajectory.filter(pk__in=self._gone).exclude(done_in=self.result).values_list("wording", flat=True)) if self._gone else []
        )

    def clean_held_on(self):
        """The day on which it was saved on the phone; a clock that runs ahead gives today."""
        return min(self.cleaned_data["held_on"] or timezone.localdate(), timezone.localdate())

    def clean(self):
        """The next appointment as a day: so many days after the contact, or the day that was chosen."""
        cleaned = super().clean()
        choice = cleaned.get("next", "")
        if choice == OTHER_DAY and not cleaned.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("Choose the day of the appointment."))
        elif choice and choice != OTHER_DAY and cleaned.get("held_on"):
            cleaned["next_on"] = cleaned["held_on"] + timedelta(days=int(choice))
        elif not choice:
            cleaned["next_on"] = cleaned["next_at"] = None
        return cleaned

    def values(self) -> dict:
        """What the action gets: the tasks themselves, and the appointment as a day."""
        values = super().values()
        values.pop("next")
        return {**values, "done_tasks": [self._tasks[key] for key in values["done_tasks"]]}
