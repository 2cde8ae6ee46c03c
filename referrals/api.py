"""The API of what comes in."""

from django.urls import path
from rest_framework.serializers import CharField, ChoiceField, DateField, PrimaryKeyRelatedField, Serializer

from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from participants.api import entry_facts, person_fields
from participants.choices import Channel
from participants.household_api import NewHousehold
from participants.models import Household, Person
from programmes.models import Edition, Organisation
from referrals import actions, referral_api, signal_api

NewPerson = type("NewPersonSerializer", (Serializer,), person_fields(True))


class PartnerOrganisation(PrimaryKeyRelatedField):
    """The key of an organisation that takes part in an edition for which the user may sign people up."""

    def get_queryset(self):
        """The partners of those editions."""
        request = self.context.get("request")
        editions = Edition.objects.allowed(request.user, Permission.SIGN_UP) if request else Edition.objects.none()
        return Organisation.objects.filter(partnerships__edition__in=editions).distinct()


class EditionSignUpViewSet(ReadViewSet):
    """Sign somebody up for an edition."""

    model = Edition
    lookup_field = "code"
    serializer_class = rows_of(Edition, ["code", "name"])

    sign_up = post(
        actions.sign_up,
        creates=True,
        registered_on=DateField(required=False),
        person=RowKey(Person, required=False),
        person_fields=NewPerson(required=False),
        household=RowKey(Household, required=False),
        household_fields=NewHousehold(required=False),
        organisation=PartnerOrganisation(queryset=Organisation.objects.none(), required=False),
        channel=ChoiceField(Channel.choices, required=False, allow_blank=True),
        external_id=CharField(max_length=100, required=False, allow_blank=True),
        explanation=FreeText(),
        **entry_facts(),
    )


urlpatterns = [
    *signal_api.urlpatterns,
    *referral_api.urlpatterns,
    path("editions/<str:code>/sign-up/", EditionSignUpViewSet.as_view({"post": "sign_up"}), name="api-edition-sign-up"),
]
