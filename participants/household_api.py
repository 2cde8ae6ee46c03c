"""The API of households."""

from django.core.exceptions import ValidationError
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import routers
from rest_framework.serializers import CharField, ChoiceField, DateField, IntegerField, Serializer

from casetrack import audit
from casetrack.api import ReadViewSet, RowKey, post, rows_of
from participants import actions
from participants.api import person_fields, why
from participants.choices import Relation
from participants.models import Household, HouseholdMember, Person, Trajectory

NewPerson = type("NewMemberSerializer", (Serializer,), person_fields(True))


def member_fields():
    """A new member of a household, as the API takes it."""
    return {
        "relation": ChoiceField(Relation.choices),
        "starts_on": DateField(required=False, allow_null=True),
        "person": RowKey(Person, required=False),
        "person_fields": NewPerson(required=False),
    }


NewMember = type("HouseholdMemberFieldsSerializer", (Serializer,), member_fields())


class NewHousehold(Serializer):
    """A household that comes with a sign-up: its name, who the contact person is in it, and the other members."""

    name = CharField(max_length=200)
    relation = ChoiceField(Relation.choices, required=False)
    members = NewMember(many=True, required=False, max_length=30)


class HouseholdViewSet(ReadViewSet):
    """Households, through the trajectories that the user may see."""

    model = Household
    order = ("name", "pk")
    serializer_class = rows_of(Household, ["name"])

    change_household = post(actions.change_household, name=CharField(max_length=200), why=why())
    add_member = post(actions.add_member, creates=True, **member_fields())
    change_member = post(
        actions.change_member,
        member=RowKey(HouseholdMember),
        member_version=IntegerField(required=False, help_text="The version of the member that you saw."),
        relation=ChoiceField(Relation.choices),
        starts_on=DateField(required=False, allow_null=True),
        why=why(),
    )
    member_leaves = post(
        actions.member_leaves,
        member=RowKey(HouseholdMember),
        member_version=IntegerField(required=False, help_text="The version of the member that you saw."),
        ends_on=DateField(required=False),
        why=why(),
    )


class HouseholdMemberViewSet(ReadViewSet):
    """Who lives in which household; `?household=KEY` narrows the list."""

    model = HouseholdMember
    serializer_class = rows_of(HouseholdMember, ["household", "person", "relation", "starts_on", "ends_on"])

    def filter_queryset(self, queryset):
        """Narrow the list to one household that the user may see; an unknown filter is refused."""
        asked = self.request.query_params
        if self.action != "list":
            return queryset
        if unknown := sorted(set(asked) - {"household", "after", "before"}):
            raise ValidationError({name: [_("There is no such filter.")] for name in unknown})
        key = asked.get("household")
        if key is None:
            return queryset
        return queryset.filter(household=key) if key.isascii() and key.isdecimal() and len(key) < 19 else queryset.none()

    def list(self, request, *args, **kwargs):
        """The list; parts of dossiers are read here, so it is written down first."""
        answer = super().list(request, *args, **kwargs)
        audit.opened(request, what=f"list of {self.model._meta.label_lower}", rows=len(answer.data["results"]))
        return answer


class TrajectoryHouseholdViewSet(ReadViewSet):
    """The household of a trajectory."""

    model = Trajectory
    serializer_class = rows_of(Trajectory, ["household"])

    make_household = post(
        actions.make_household,
        household=RowKey(Household, required=False),
        name=CharField(max_length=200, required=False),
        relation=ChoiceField(Relation.choices, required=False),
        why=why(),
    )
    change_contact_person = post(actions.change_contact_person, person=RowKey(Person), why=why())


router = routers.SimpleRouter()
router.register("households", HouseholdViewSet, "api-household")
router.register("household-members", HouseholdMemberViewSet, "api-household-member")
urlpatterns = [
    *router.urls,
    *(
        path(f"trajectories/<int:pk>/{name}/", TrajectoryHouseholdViewSet.as_view({"post": name.replace("-", "_")}), name=f"api-trajectory-{name}")
        for name in ("make-household", "change-contact-person")
    ),
]
