"""What can be typed about the network around somebody, and about what people can do for each other."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.forms import DateField, FreeText
from participants.choices import Closeness, Direction, ExchangeKind, NetworkKind, NetworkRole, Tie
from participants.forms import TrajectoryForm
from participants.network_lists import start_of
from programmes.models import Area

CHIPS = {"class": "chips"}
AT_START, LATER = "start", "later"


def _one_of(choices, **kwargs):
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect(CHIPS), **kwargs)


class _MemberForm(TrajectoryForm):
    name = forms.CharField(max_length=200, label=_("name"), help_text=_("A first name is enough."))
    kind = _one_of(NetworkKind.choices, label=_("what"), initial=NetworkKind.PERSON)
    tie = _one_of(Tie.choices, label=_("informal or formal"), initial=Tie.INFORMAL)
    role = forms.ChoiceField(choices=[("", _("choose")), *NetworkRole.choices], label=_("role"))
    role_words = forms.CharField(required=False, max_length=100, label=_("role in own words"))
    closeness = forms.TypedChoiceField(
        choices=Closeness.choices, coerce=int, widget=forms.RadioSelect(CHIPS), label=_("how close"), initial=Closeness.MIDDLE
    )
    phone = forms.CharField(required=False, max_length=40, label=_("phone"), widget=forms.TextInput(attrs={"type": "tel"}))
    may_be_contacted = forms.BooleanField(required=False, label=_("may be contacted"), help_text=_("The participant and this contact both agree."))
    contact_agreed_on = DateField(required=False, label=_("agreed on"))

    def clean(self):
        """A day of the agreement when, and only when, there is one."""
        cleaned = super().clean()
        agreed, day = cleaned.get("may_be_contacted"), cleaned.get("contact_agreed_on")
        if agreed and not day and "contact_agreed_on" not in self.errors:
            self.add_error("contact_agreed_on", _("Give the day on which it was agreed that this contact may be contacted."))
        elif day and not agreed:
            self.add_error("may_be_contacted", _("Tick this when it was agreed, or leave the day empty."))
        return cleaned


class NetworkForm(_MemberForm):
    """Somebody in the network: there from the start, or come later."""

    creates = True

    since = _one_of([(AT_START, _("was there at the start")), (LATER, _("came later"))], label=_("in the network"))
    starts_on = DateField(required=False, label=_("since"), help_text=_("Only for a contact that came later. Empty means today."))

    def values(self) -> dict:
        """The day since when, in place of the choice."""
        values = super().values()
        if values.pop("since") == AT_START:
            values["starts_on"] = start_of(self.trajectory)
        return {**values, "starts_on": values["starts_on"] or timezone.localdate()}


class NetworkEditForm(_MemberForm):
    """Somebody in the network, as known by now."""

    starts_on = DateField(label=_("in the network since"))
    ends_on = DateField(required=False, label=_("until"), help_text=_("The first day on which this contact no longer counts."))

    @staticmethod
    def initial_of(member):
        """What is known now."""
        return {name: getattr(member, name) for name in NetworkEditForm.base_fields if hasattr(member, name)}


class EndForm(TrajectoryForm):
    """It no longer holds."""

    ends_on = DateField(label=_("until"), initial=timezone.localdate, help_text=_("The first day on which this no longer holds."))


class DaysForm(forms.Form):
    """The two days that are compared."""

    before = DateField(label=_("before"))
    after = DateField(label=_("after"))

    def clean(self):
        """In order, and not in the future."""
        cleaned = super().clean()
        before, after = cleaned.get("before"), cleaned.get("after")
        if after and after > timezone.localdate():
            self.add_error("after", _("The date cannot lie in the future."))
        if before and after and before > after:
            self.add_error("before", _("The first day cannot lie after the second."))
        return cleaned


class ExchangeForm(TrajectoryForm):
    """What somebody can do for others, or would like."""

    creates = True

    direction = _one_of(Direction.choices, label=_("offers or asks"))
    kind = _one_of(ExchangeKind.choices, label=_("what"))
    wording = FreeText(rows=2, max_length=300, required=False, label=_("in own words"))


class ExchangeEditForm(TrajectoryForm):
    """The kind and the words of an offer or question."""

    kind = _one_of(ExchangeKind.choices, label=_("what"))
    wording = FreeText(rows=2, max_length=300, required=False, label=_("in own words"))

    @staticmethod
    def initial_of(exchange):
        """As it is now."""
        return {"kind": exchange.kind, "wording": exchange.wording}


OPEN, MATCHED = "open", "matched"


class ExchangeFilter(forms.Form):
    """Which questions the matching list shows."""

    kind = forms.ChoiceField(choices=[("", _("all")), *ExchangeKind.choices], required=False, label=_("what"))
    area = forms.ModelChoiceField(Area.objects.none(), required=False, empty_label=_("all"), label=_("area"))
    show = forms.ChoiceField(choices=[(OPEN, _("nobody found yet")), (MATCHED, _("matched"))], required=False, label=_("show"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.allowed(user, Area.view_permission)
