"""The API of referrals to other organisations."""

from django.urls import path
from rest_framework import routers
from rest_framework.serializers import ChoiceField, DateField, PrimaryKeyRelatedField

from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from participants.api import PartViewSet
from participants.choices import ConsentHow
from participants.models import Consent, Trajectory
from programmes.models import Organisation
from referrals import actions
from referrals.choices import ReferralResult
from referrals.models import Referral, receivers


class Receiver(PrimaryKeyRelatedField):
    """The key of an organisation to which people of the trajectory's edition are referred."""

    def get_queryset(self):
        """Those of the list."""
        view = self.context.get("view")
        trajectory = view.get_object() if view and "pk" in view.kwargs else None
        return receivers(trajectory.edition) if trajectory else Organisation.objects.none()


class TrajectoryReferralViewSet(ReadViewSet):
    """Refer somebody to an organisation."""

    model = Trajectory
    serializer_class = rows_of(Trajectory, ["edition"])

    refer = post(
        actions.refer,
        creates=True,
        organisation=Receiver(queryset=Organisation.objects.none()),
        reason=FreeText(required=True, allow_blank=False),
        referred_on=DateField(required=False),
        consent=RowKey(Consent, required=False, allow_null=True),
        consent_how=ChoiceField(ConsentHow.choices, required=False, allow_blank=True),
    )


class ReferralViewSet(PartViewSet):
    """Referrals, newest first."""

    model = Referral
    order = ("-referred_on", "-pk")
    serializer_class = rows_of(
        Referral, ["trajectory", "organisation", "reason", "referred_on", "consent", "result", "result_on", "result_note", "author"]
    )

    record_referral_result = post(
        actions.record_referral_result,
        path="record-result",
        result=ChoiceField(ReferralResult.choices),
        result_on=DateField(required=False),
        result_note=FreeText(),
    )


router = routers.SimpleRouter()
router.register("referrals", ReferralViewSet, "api-referral")
urlpatterns = [
    *router.urls,
    path("trajectories/<int:pk>/refer/", TrajectoryReferralViewSet.as_view({"post": "refer"}), name="api-trajectory-refer"),
]
