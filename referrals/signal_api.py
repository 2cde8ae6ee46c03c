"""The API of sign-ups and signals: reading, trying to reach somebody, and the decision."""

from django.core.exceptions import ValidationError
from django.db.models import BooleanField as Boolean
from django.db.models import ExpressionWrapper, Q
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import routers
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    EmailField,
    IntegerField,
    MultipleChoiceField,
    PrimaryKeyRelatedField,
    Serializer,
)

from casetrack import audit
from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from participants.actions import colleagues
from participants.api import person_fields, why
from participants.choices import ContactChannel, ContactResult
from participants.models import Person, Trajectory
from programmes.models import Area, Edition
from referrals import actions
from referrals.choices import SignalKind, SignalSource, SignUpEnd
from referrals.models import ContactAttempt, SignUp

NewPerson = type("SignedUpPersonSerializer", (Serializer,), person_fields(True))
# What a partner reads of its own sign-ups; whoever handles them, or sees the trajectory, reads the rest too.
TOLD = ["edition", "organisation", "received_on", "name", "explanation"]
REST = [
    "trajectory", "area", "source", "signals", "birth_year", "phone", "email", "street", "postcode", "place", "reporter_name", "reporter_phone",
    "reporter_email", "told_on", "closed_on", "close_reason", "emptied_on",
]  # fmt: skip


class Kinds(MultipleChoiceField):
    """Kinds of signals, in the order of the list."""

    def to_internal_value(self, data):
        """A list, each once."""
        chosen = super().to_internal_value(data)
        return [value for value in SignalKind.values if value in chosen]


def _text(length):
    return CharField(max_length=length, required=False, allow_blank=True)


def _signal(name_required):
    return {
        "name": CharField(max_length=300, required=name_required),
        "phone": _text(40),
        "email": EmailField(required=False, allow_blank=True),
        "street": _text(200),
        "postcode": _text(10),
        "place": _text(100),
        "birth_year": IntegerField(required=False, allow_null=True, min_value=1900, max_value=2200),
        "explanation": FreeText(),
        "signals": Kinds(choices=SignalKind.choices, required=False),
        "source": ChoiceField(SignalSource.choices, required=False, allow_blank=True),
        "area": RowKey(Area, required=False, allow_null=True),
        "reporter_name": _text(200),
        "reporter_phone": _text(40),
        "reporter_email": EmailField(required=False, allow_blank=True),
    }


class SignUpSerializer(rows_of(SignUp, [*TOLD, *REST])):
    """A sign-up; of what a partner brought, the partner reads only what it told itself."""

    state = CharField(read_only=True)

    class Meta:
        model = SignUp
        fields = read_only_fields = ["pk", *TOLD, *REST, "state", "version"]

    def to_representation(self, row):
        """Without the rest for whoever sees the row only as the partner that brought it."""
        shown = super().to_representation(row)
        return shown if row.whole else {name: value for name, value in shown.items() if name not in {*REST, "state"}}


class Guide(PrimaryKeyRelatedField):
    """The key of a user who works in the programme of the sign-up."""

    def get_queryset(self):
        """Those who work there."""
        view = self.context.get("view")
        row = view.get_object() if view and "pk" in view.kwargs else None
        return colleagues(row.edition.programme_id if row else None)


class SignUpViewSet(ReadViewSet):
    """Sign-ups; a partner sees those that it brought itself, as it told them."""

    model = SignUp
    order = ("-received_on", "-pk")
    serializer_class = SignUpSerializer

    def get_queryset(self):
        """The rows that the user may see, with where they stand and whether all of them may be read."""
        rows = super().get_queryset()
        handled = SignUp.objects.allowed(self.request.user, Permission.HANDLE_SIGN_UP).values("pk")
        seen = Trajectory.objects.allowed(self.request.user, Permission.VIEW_TRAJECTORY).values("pk")
        return rows.with_state().annotate(whole=ExpressionWrapper(Q(pk__in=handled) | Q(trajectory__in=seen), output_field=Boolean()))

    record_attempt = post(
        actions.record_attempt,
        creates=True,
        channel=ChoiceField(ContactChannel.choices),
        result=ChoiceField(ContactResult.choices),
        held_on=DateField(required=False),
        note=FreeText(),
        told=BooleanField(required=False),
    )
    record_told = post(actions.record_told, told_on=DateField(required=False))
    change_sign_up = post(actions.change_sign_up, path="change", why=why(), **_signal(False))
    accept_sign_up = post(
        actions.accept_sign_up,
        path="accept",
        creates=True,
        person=RowKey(Person, required=False),
        person_fields=NewPerson(required=False),
        household_name=_text(200),
        guide=Guide(queryset=colleagues(None), required=False, allow_null=True),
        told_on=DateField(required=False, allow_null=True),
    )
    close_sign_up = post(actions.close_sign_up, path="close", reason=ChoiceField(SignUpEnd.choices), why=why())
    reopen_sign_up = post(actions.reopen_sign_up, path="reopen", why=FreeText(required=True, allow_blank=False))


class EditionSignalViewSet(ReadViewSet):
    """Write down a sign-up or a signal for an edition."""

    model = Edition
    lookup_field = "code"
    serializer_class = rows_of(Edition, ["code", "name"])

    add_signal = post(actions.add_signal, creates=True, received_on=DateField(required=False), **_signal(True))


class ContactAttemptViewSet(ReadViewSet):
    """Attempts to reach somebody who was signed up, newest first; `?sign_up=KEY` narrows the list."""

    model = ContactAttempt
    order = ("-held_on", "-pk")
    serializer_class = rows_of(ContactAttempt, ["sign_up", "held_on", "channel", "result", "note", "author"])

    def filter_queryset(self, queryset):
        """Narrow the list to one sign-up; an unknown filter is refused."""
        asked = self.request.query_params
        if self.action != "list":
            return queryset
        if unknown := sorted(set(asked) - {"sign_up", "after", "before"}):
            raise ValidationError({name: [_("There is no such filter.")] for name in unknown})
        if "sign_up" not in asked:
            return queryset
        key = asked["sign_up"]
        return queryset.filter(sign_up=key) if key.isdecimal() and len(key) < 19 else queryset.none()

    def list(self, request, *args, **kwargs):
        """The list; it is written down first who read it."""
        answer = super().list(request, *args, **kwargs)
        audit.opened(request, what=f"list of {self.model._meta.label_lower}", rows=len(answer.data["results"]))
        return answer


router = routers.SimpleRouter()
router.register("sign-ups", SignUpViewSet, "api-sign-up")
router.register("contact-attempts", ContactAttemptViewSet, "api-contact-attempt")
urlpatterns = [
    *router.urls,
    path("editions/<str:code>/add-signal/", EditionSignalViewSet.as_view({"post": "add_signal"}), name="api-edition-add-signal"),
]
