"""The API of who guides, of consent and of questions to the achterwacht."""

from django.db.models import OuterRef, Subquery
from django.urls import path
from rest_framework import routers
from rest_framework.serializers import CharField, ChoiceField, DateField, IntegerField, MultipleChoiceField

from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from participants import actions
from participants.api import Colleague, PartViewSet, why
from participants.choices import ConsentHow, ConsentPurpose
from participants.models import Assignment, Consent, HelpRequest, Person, Trajectory
from programmes.choices import Language
from programmes.models import Area, VolunteerFile


class Languages(MultipleChoiceField):
    """Languages, in the order of the list."""

    def to_internal_value(self, data):
        """A list without doubles."""
        chosen = super().to_internal_value(data)
        return [code for code in Language.values if code in chosen]


class TrajectoryGuidanceViewSet(ReadViewSet):
    """Who guides a trajectory, what its participant consents to, and questions about it."""

    model = Trajectory
    serializer_class = rows_of(Trajectory, ["area", "languages"])

    hand_over = post(
        actions.hand_over,
        creates=True,
        from_assignment=RowKey(Assignment),
        user=Colleague(queryset=Person.objects.none()),
        on=DateField(required=False),
        old_until=DateField(required=False),
        note=FreeText(),
    )
    change_matching = post(actions.change_matching, area=RowKey(Area, allow_null=True), languages=Languages(choices=Language.choices), why=why())
    give_consent = post(
        actions.give_consent,
        creates=True,
        purpose=ChoiceField(ConsentPurpose.choices),
        how=ChoiceField(ConsentHow.choices, required=False),
        recipient=CharField(max_length=200, required=False, allow_blank=True),
        wording=FreeText(),
        starts_on=DateField(required=False),
    )
    withdraw_consent = post(actions.withdraw_consent, consent=RowKey(Consent), why=why())
    ask_help = post(actions.ask_help, creates=True, question=FreeText(required=True, allow_blank=False))


class VolunteerHandOverViewSet(ReadViewSet):
    """Hand over everybody whom a volunteer guides."""

    model = VolunteerFile
    serializer_class = rows_of(VolunteerFile, ["user"])

    hand_over_all = post(actions.hand_over_all, user=Colleague(queryset=Person.objects.none()), on=DateField(required=False), note=FreeText())


class ConsentViewSet(PartViewSet):
    """What participants consent to, newest first."""

    model = Consent
    order = ("-starts_on", "-pk")
    serializer_class = rows_of(Consent, ["trajectory", "purpose", "recipient", "how", "wording", "starts_on", "ends_on"])


class HelpRequestViewSet(PartViewSet):
    """Questions to the achterwacht, newest first; the trajectory is named only to those who may see it."""

    model = HelpRequest
    order = ("-asked_on", "-pk")
    serializer_class = rows_of(
        HelpRequest,
        ["trajectory", "question", "asked_by", "asked_by_name", "asked_on", "answer", "answered_by", "answered_on"],
        trajectory=IntegerField(source="visible_trajectory", read_only=True, allow_null=True),
        asked_by_name=CharField(source="asked_by.__str__", read_only=True),
    )
    related = ("asked_by",)

    answer_help = post(actions.answer_help, answer=FreeText(required=True, allow_blank=False))

    def get_queryset(self):
        """The questions that the user may see, each with the key of its trajectory where the user may see that too."""
        queryset = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return queryset
        seen = Trajectory.objects.allowed(self.request.user, Permission.VIEW_TRAJECTORY).filter(pk=OuterRef("trajectory"))
        return queryset.annotate(visible_trajectory=Subquery(seen.values("pk")[:1]))

    def filter_queryset(self, queryset):
        """One trajectory, when the user may see it: the key of an invisible one finds nothing."""
        narrowed = super().filter_queryset(queryset)
        return narrowed.filter(visible_trajectory__isnull=False) if "trajectory" in self.request.query_params else narrowed


router = routers.SimpleRouter()
router.register("consents", ConsentViewSet, "api-consent")
router.register("help-requests", HelpRequestViewSet, "api-help-request")
urlpatterns = [
    *router.urls,
    *(
        path(f"trajectories/<int:pk>/{name}/", TrajectoryGuidanceViewSet.as_view({"post": name.replace("-", "_")}), name=f"api-trajectory-{name}")
        for name in ("hand-over", "change-matching", "give-consent", "withdraw-consent", "ask-help")
    ),
    path("volunteers/<int:pk>/hand-over-all/", VolunteerHandOverViewSet.as_view({"post": "hand_over_all"}), name="api-volunteer-hand-over-all"),
]
