"""What can be typed about persons, trajectories and contacts."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Role
from casetrack.choices import AnswerState, Country
from casetrack.forms import ActionForm, DateField, FreeText, TimeInput
from participants import actions
from participants.choices import (
    ContactChannel,
    ContactResult,
    Education,
    EndReason,
    LabourStatus,
    Sex,
    YesNo,
)
from participants.models import ENTRY_FACTS, Assignment, Task, TrajectoryException
from programmes.choices import Module
from programmes.models import Municipality, Phase


def _choice(choices, *, required=True, empty=_("not filled in"), radio=False, **kwargs):
    """One of a value list, by select or big radio buttons; an optional one may stay empty."""
    listed = list(choices) if required and radio else [("", empty if not required else _("choose")), *choices]
    widget = forms.RadioSelect({"class": "chips"}) if radio else forms.Select
    return forms.ChoiceField(choices=listed, required=required, widget=widget, **kwargs)


def _why(*, required=False, label=_("reason"), help_text=_("Kept in the history beside the change.")):
    return FreeText(rows=2, required=required, label=label, help_text=help_text)


class PersonForm(ActionForm):
    """The details of a person."""

    first_name = forms.CharField(max_length=300, label=_("first name"))
    last_name = forms.CharField(max_length=300, label=_("last name"))
    birth_date = DateField(required=False, label=_("date of birth"))
    sex = _choice(Sex.choices, required=False, label=_("sex"))
    email = forms.EmailField(required=False, label=_("e-mail address"))
    phone = forms.CharField(required=False, max_length=40, label=_("phone"), widget=forms.TextInput(attrs={"type": "tel"}))
    street = forms.CharField(required=False, max_length=200, label=_("street and number"))
    postcode = forms.CharField(required=False, max_length=10, label=_("postcode"))
    place = forms.CharField(required=False, max_length=100, label=_("place"))
    country = _choice(Country.choices, label=_("country of residence"))
    why = _why()

    @staticmethod
    def initial_of(person):
        """The details as they are now."""
        return {name: getattr(person, name) for name in PersonForm.base_fields if hasattr(person, name)}


class TrajectoryForm(ActionForm):
    """A form about one trajectory, which it knows."""

    def __init__(self, *args, trajectory, **kwargs):
        self.trajectory = trajectory
        super().__init__(*args, **kwargs)

    @classmethod
    def initial_of(cls, trajectory):
        """What the form begins with: what is known already, else today."""
        return {}


class IntakeForm(TrajectoryForm):
    """The intake took place."""

    intake_on = DateField(label=_("intake on"))
    why = _why(label=_("remark"))

    @classmethod
    def initial_of(cls, trajectory):
        """The day that is known, else today."""
        return {"intake_on": trajectory.intake_on or timezone.localdate()}


class DecideForm(TrajectoryForm):
    """Selected or not."""

    selected = _choice(YesNo.choices, radio=True, label=_("selected"))
    decided_on = DateField(label=_("decided on"))
    why = _why()

    @classmethod
    def initial_of(cls, trajectory):
        """The decision that is known; else today."""
        return {"selected": trajectory.selected, "decided_on": trajectory.decided_on or timezone.localdate()}


class StartForm(TrajectoryForm):
    """The guidance starts."""

    started_on = DateField(label=_("started on"))
    planned_end_on = DateField(required=False, label=_("planned end"))
    why = _why(label=_("remark"))

    @classmethod
    def initial_of(cls, trajectory):
        """The dates that are known; else today, and the last day of the edition."""
        return {
            "started_on": trajectory.started_on or timezone.localdate(),
            "planned_end_on": trajectory.planned_end_on or trajectory.edition.ends_on,
        }


class PhaseForm(TrajectoryForm):
    """The phase in which somebody is."""

    phase = forms.ModelChoiceField(
        Phase.objects.none(), required=False, widget=forms.RadioSelect({"class": "chips"}), blank=True, empty_label=_("no phase"), label=_("phase")
    )
    why = _why()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = Phase.objects.filter(edition=self.trajectory.edition_id)

    @classmethod
    def initial_of(cls, trajectory):
        """The phase of now."""
        return {"phase": trajectory.phase_id or ""}


class PauseForm(TrajectoryForm):
    """A time in which the trajectory stands still."""

    creates = True

    starts_on = DateField(label=_("from"), initial=timezone.localdate)
    ends_on = DateField(required=False, label=_("until"), help_text=_("The first day on which it goes on. Leave it empty when you do not know yet."))
    reason = FreeText(rows=2, required=False, label=_("reason"))


class ResumeForm(TrajectoryForm):
    """The trajectory goes on."""

    ends_on = DateField(label=_("goes on from"), initial=timezone.localdate, help_text=_("The first day on which it goes on."))


class EndForm(TrajectoryForm):
    """The trajectory ends."""

    ended_on = DateField(label=_("ended on"), initial=timezone.localdate)
    end_reason = _choice(EndReason.choices, label=_("reason of the end"))
    completed = _choice(YesNo.choices, required=False, radio=True, label=_("completed"), help_text=_("Did this person complete what was agreed?"))
    why = _why(label=_("remark"))


class ReopenForm(TrajectoryForm):
    """The end was a mistake, or somebody comes back."""

    why = _why(required=True)


class FactsForm(TrajectoryForm):
    """The entry facts, each with the state of its answer."""

    labour_status_state = _choice(AnswerState.choices, label=_("work at the start: answer"))
    labour_status = _choice(LabourStatus.choices, required=False, label=_("work at the start"))
    registered_with_pes_state = _choice(AnswerState.choices, label=_("UWV or Agentur für Arbeit: answer"))
    registered_with_pes = _choice(YesNo.choices, required=False, label=_("registered with UWV or Agentur für Arbeit"))
    education_state = _choice(AnswerState.choices, label=_("highest education: answer"))
    education = _choice(Education.choices, required=False, label=_("highest education"))
    municipality_state = _choice(AnswerState.choices, label=_("municipality or district: answer"))
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), required=False, empty_label=_("not filled in"), label=_("municipality or district")
    )
    on_benefit_state = _choice(AnswerState.choices, label=_("lives on a benefit: answer"))
    on_benefit = _choice(YesNo.choices, required=False, label=_("lives on a benefit (bijstand)"))
    why = _why()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = [fact for fact in ENTRY_FACTS if fact in self.trajectory.edition.entry_facts]
        for fact in set(ENTRY_FACTS) - set(self.asked):
            del self.fields[fact], self.fields[f"{fact}_state"]
        if "municipality" not in self.fields:
            return
        # A municipality that has ended since stays the answer of those who lived there.
        current = Q(valid_to=None) | Q(pk=self.trajectory.municipality_id)
        self.fields["municipality"].queryset = Municipality.objects.filter(current)

    @classmethod
    def initial_of(cls, trajectory):
        """The answers of now."""
        return {
            name: getattr(trajectory, f"{name}_id" if name == "municipality" else name) for fact in ENTRY_FACTS for name in (fact, f"{fact}_state")
        }

    def clean(self):
        """An answer when, and only when, the question was answered; said beside the question concerned."""
        cleaned = super().clean()
        for fact in self.asked:
            state, value = cleaned.get(f"{fact}_state"), cleaned.get(fact)
            if state == AnswerState.ANSWERED and not value:
                self.add_error(fact, _("Give the answer, or choose another state of the answer."))
            elif state and state != AnswerState.ANSWERED and value:
                self.add_error(fact, _("Leave this empty, or choose “answered”."))
        return cleaned


class _ColleagueForm(TrajectoryForm):
    user = forms.ModelChoiceField(get_user_model().objects.none(), empty_label=_("choose"), label=_("colleague"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        colleagues = actions.colleagues(self.trajectory.programme_id)
        if not self.is_bound:  # what was chosen already is for the action to judge: the same form may come twice
            colleagues = colleagues.exclude(pk__in=self.not_offered())
        self.fields["user"].queryset = colleagues

    def not_offered(self):
        """Those whom it would change nothing for: today's guides."""
        return list(self.trajectory.assignments.filter(access.in_force()).values_list("user_id", flat=True))


class AssignForm(_ColleagueForm):
    """Somebody stands beside the participant, in the role of the edition or as achterwacht."""

    creates = True

    role = _choice([(role.value, role.label) for role in Assignment.ROLES], radio=True, label=_("role"))
    starts_on = DateField(label=_("from"), initial=timezone.localdate)
    ends_on = DateField(required=False, label=_("until"), help_text=_("The first day without this role. Leave it empty when you do not know yet."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        edition = self.trajectory.edition
        roles = [Role(edition.guide_role), *([Role.ACHTERWACHT] if edition.has(Module.BACK_UP) else [])]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["role"].initial = edition.guide_role
        if len(roles) == 1:
            del self.fields["role"]
        able = actions.colleagues(edition.programme_id, roles)
        self.fields["user"].queryset = self.fields["user"].queryset.filter(pk__in=able.values("pk"))


class EndAssignmentForm(TrajectoryForm):
    """Somebody stops guiding."""

    ends_on = DateField(label=_("until"), initial=timezone.localdate, help_text=_("The first day without this role."))


class GrantAccessForm(_ColleagueForm):
    """A colleague may read along for a while."""

    creates = True

    ends_on = DateField(label=_("until"), help_text=_("The first day without this access."))
    reason = FreeText(rows=2, label=_("reason"), help_text=_("Why this colleague needs to see this dossier."))

    def not_offered(self):
        """Today's guides, and those who have this access already."""
        given = TrajectoryException.objects.filter(content_object=self.trajectory).filter(access.in_force())
        return [*super().not_offered(), *given.values_list("user_id", flat=True)]


class EndAccessForm(TrajectoryForm):
    """The access of a colleague ends today."""


class _ContactForm(TrajectoryForm):
    channel = _choice(ContactChannel.choices, radio=True, label=_("how"), initial=ContactChannel.PHONE)
    result = _choice(ContactResult.choices, radio=True, label=_("result"), initial=ContactResult.SPOKEN)
    held_on = DateField(label=_("date"), initial=timezone.localdate)
    note = FreeText(required=False, label=_("note"))
    next_on = DateField(required=False, label=_("next appointment"))
    next_at = forms.TimeField(required=False, widget=TimeInput, label=_("time of the appointment"))

    def clean(self):
        """A time of the next appointment needs its day."""
        cleaned = super().clean()
        if cleaned.get("next_at") and not cleaned.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("Choose the day of the appointment."))
        return cleaned


class ContactForm(_ContactForm):
    """What happened, when, by which channel, what came of it, which small steps were done, and when the next appointment is."""

    creates = True

    done_tasks = forms.ModelMultipleChoiceField(Task.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("done"))

    field_order = ("channel", "result", "held_on", "done_tasks", "note", "next_on", "next_at")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.trajectory.edition.has(Module.GOALS):
            del self.fields["done_tasks"]
            return
        tasks = Task.objects.allowed(self.user, Task.view_permission).filter(trajectory=self.trajectory)
        # What was ticked is for the action to judge: a task that somebody else ticked meanwhile stops nothing.
        self.fields["done_tasks"].queryset = tasks
        if not self.is_bound:
            open_tasks = [(task.pk, task.wording) for task in tasks.filter(done_on=None, dropped_on=None)]
            self.fields["done_tasks"].choices = open_tasks
            if not open_tasks:
                del self.fields["done_tasks"]


class ContactEditForm(_ContactForm):
    """A contact moment that the user wrote, to correct."""

    why = _why()

    @staticmethod
    def initial_of(contact):
        """The contact as it is now."""
        return {name: getattr(contact, name) for name in ("channel", "result", "held_on", "note", "next_on", "next_at")}
