"""The form with which everybody can sign up, without signing in."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casetrack.actions import Refusal
from casetrack.forms import ActionForm, FreeText
from programmes.models import Area
from referrals.actions import receive_sign_up
from referrals.choices import SignalKind, SignalSource

# Nobody fills in this form faster; a program does.
LEAST_SECONDS = 4
# A form that lay open longer asks to be sent again.
MOST_SECONDS = 24 * 3600
BIG = {"class": "big"}
_SALT = "public sign-up"


def opened_now(place) -> str:
    """When the form of `place` (an edition, a meldpunt) was opened, signed: nothing has to be kept of who opened it."""
    return signing.TimestampSigner(salt=_SALT).sign(place.code)


class OpenToAll(ActionForm):
    """A form that anybody may send: a trap for programs, and the moment at which it was opened."""

    creates = True

    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    # A trap: people do not see this field, programs fill it in.
    website = forms.CharField(
        required=False, label=_("Please leave this field empty"), widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = place
        self.fields["opened"].initial = opened_now(place)

    def clean_website(self):
        """Whoever filled in the trap is told, and can empty it: a browser may have filled it in by itself."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave this field empty, and send the form again."))
        return ""

    def clean_opened(self):
        """Neither too fast for a person, nor from days ago; then the form can be sent once more."""
        try:
            code = signing.TimestampSigner(salt=_SALT).unsign(self.cleaned_data["opened"], max_age=MOST_SECONDS)
            if code != self.place.code:
                raise signing.BadSignature
        except signing.BadSignature:
            self._open_again()
            raise ValidationError(_("This form was open too long. Please look at it again, and send it once more.")) from None
        sent = signing.TimestampSigner(salt=_SALT)
        try:
            sent.unsign(self.cleaned_data["opened"], max_age=LEAST_SECONDS)
        except signing.SignatureExpired:
            return code
        raise ValidationError(_("That went very fast. Please look at it again, and send it once more."))

    def _open_again(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("opened")] = opened_now(self.place)

    def values(self) -> dict:
        """What the action gets."""
        data = super().values()
        del data["opened"], data["website"]
        return data


def _phone(**kwargs):
    return forms.CharField(max_length=40, required=False, widget=forms.TextInput({"type": "tel"}), **kwargs)


class PublicSignUpForm(OpenToAll):
    """Somebody signs up themselves. Only what is needed to come into contact."""

    source = SignalSource.SELF
    who = "self"

    name = forms.CharField(max_length=300, label=_("your name"))
    phone = _phone(label=_("phone"))
    email = forms.EmailField(required=False, label=_("e-mail address"))
    street = forms.CharField(max_length=200, required=False, label=_("street and number"))
    postcode = forms.CharField(max_length=10, required=False, label=_("postcode"))
    place = forms.CharField(max_length=100, required=False, label=_("place"))
    area = forms.ModelChoiceField(Area.objects.none(), required=False, empty_label=_("I do not know"), label=_("area"))
    signals = forms.MultipleChoiceField(
        choices=SignalKind.choices, required=False, widget=forms.CheckboxSelectMultiple(BIG), label=_("What is it about?")
    )
    explanation = FreeText(
        required=False, max_length=2000, label=_("in your own words"), help_text=_("Please do not write a BSN (citizen service number) here.")
    )

    # Which fields are about whoever fills in the form: a browser may offer what it knows of them (WCAG 1.3.5), of others nothing.
    OWN = {
        "name": "name", "phone": "tel", "email": "email", "street": "street-address", "postcode": "postal-code", "place": "address-level2",
    }  # fmt: skip

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, place=edition, **kwargs)
        self.edition, self.busy = edition, False
        for name in PublicSignUpForm.OWN | self.OWN:
            self.fields[name].widget.attrs["autocomplete"] = self.OWN.get(name, "off")
        self.fields["area"].queryset = Area.objects.filter(programme=edition.programme_id).order_by("name", "pk")
        if not self.fields["area"].queryset.exists():
            del self.fields["area"]

    def clean(self):
        """At least one way to reach them."""
        cleaned = super().clean()
        if not any(cleaned.get(name) or name in self.errors for name in ("phone", "email", "street")):
            self.add_error("phone", _("Fill in a phone number, an e-mail address or an address, so that we can come into contact."))
        return cleaned

    def values(self) -> dict:
        """What the action gets."""
        return {"source": self.source, "told": True, **super().values()}

    def receive(self) -> bool:
        """Keep it; False when it was refused, with the errors in the form."""
        try:
            receive_sign_up(self.edition, submission=self.cleaned_data["submission"], **self.values())
        except Refusal as refusal:
            self.busy = getattr(refusal, "code", "") == "busy"
            self.refuse(refusal)
        except ValidationError as refusal:
            self.refuse(refusal)
        return not self.errors


class PublicSignalForm(PublicSignUpForm):
    """Somebody signs up somebody else, or a household."""

    source = None
    who = "other"
    OWN = {"reporter_name": "name", "reporter_phone": "tel", "reporter_email": "email"}

    name = forms.CharField(max_length=300, label=_("name of the person or the household"))
    reporter_name = forms.CharField(max_length=200, label=_("your own name"))
    relation = forms.ChoiceField(label=_("how you know them"))
    reporter_phone = _phone(label=_("your own phone number"))
    reporter_email = forms.EmailField(required=False, label=_("your own e-mail address"))
    told = forms.BooleanField(required=False, label=_("I have told them that I sign them up."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = [choice for choice in SignalSource.choices if choice[0] != SignalSource.SELF]
        self.fields["relation"].choices = [("", _("choose")), *others]

    def values(self) -> dict:
        """What the action gets."""
        data = super().values()
        data["source"] = data.pop("relation")
        return data


FORMS = {form.who: form for form in (PublicSignUpForm, PublicSignalForm)}
