"""The API of measurements. Answers to instruments for group results are read by nobody, so there is no list of them."""

from django.db.models import Exists, OuterRef
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import decorators, routers
from rest_framework.response import Response
from rest_framework.serializers import ChoiceField, DateField, DictField, IntegerField, PrimaryKeyRelatedField

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from participants import actions
from participants.api import PartViewSet
from participants.measurement_lists import group_results, result_as_dict
from participants.models import Answers, Measurement, Person, Trajectory
from programmes.choices import Moment
from programmes.models import Edition, EditionInstrument, Instrument


class InstrumentKey(PrimaryKeyRelatedField):
    """The key of any version of an instrument that the edition of the trajectory in this address uses or used."""

    def get_queryset(self):
        """Those versions."""
        view = self.context.get("view")
        if not view or "pk" not in view.kwargs:
            return Instrument.objects.none()
        chosen = EditionInstrument.objects.filter(edition=view.get_object().edition_id)
        same = chosen.filter(instrument__code=OuterRef("code"), instrument__kept_by=OuterRef("kept_by"))
        return Instrument.objects.filter(Exists(same))


def _answers(**kwargs):
    return DictField(
        child=IntegerField(allow_null=True, min_value=-1_000_000, max_value=1_000_000),
        help_text="A value for each item by its code; null for not measurable.",
        **kwargs,
    )


class TrajectoryMeasurementViewSet(ReadViewSet):
    """Record and correct the measurements of a trajectory."""

    model = Trajectory
    serializer_class = rows_of(Trajectory, ["edition"])

    measure = post(
        actions.measure,
        creates=True,
        instrument=InstrumentKey(queryset=Instrument.objects.none()),
        moment=ChoiceField(Moment.choices),
        answers=_answers(),
        measured_on=DateField(required=False),
        about=RowKey(Person, required=False, help_text="Somebody else of the household; else it is about the person of the trajectory."),
    )
    change_measurement = post(
        actions.change_measurement,
        measurement=RowKey(Measurement),
        measurement_version=IntegerField(required=False, help_text="The version of the measurement that you saw."),
        answers=_answers(required=False),
        measured_on=DateField(required=False),
        why=FreeText(help_text="Why, in your own words; kept in the history."),
    )


class MeasurementViewSet(PartViewSet):
    """That something was measured: which instrument, when, about whom."""

    model = Measurement
    serializer_class = rows_of(Measurement, ["trajectory", "instrument", "moment", "about", "measured_on", "author"])


class AnswersViewSet(PartViewSet):
    """Answers and scores of measurements, except those for group results, which nobody reads."""

    model = Answers
    serializer_class = rows_of(Answers, ["measurement", "answers", "scores"])


class GroupResultViewSet(ReadViewSet):
    """The results of measurements for the group of an edition; null is hidden, because the number is small."""

    model = Edition
    lookup_field = "code"
    serializer_class = rows_of(Edition, ["code", "name"])

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    @decorators.action(detail=True, methods=["get"])
    def measurements(self, request, code=None):
        """For each instrument the classes at each moment, and the change from start to end of those measured at both."""
        edition = self.get_object()
        access.require(request.user, Permission.VIEW_FIGURES, edition)
        audit.opened(request, edition, what="edition_measurements")
        return Response({"edition": edition.code, "instruments": [result_as_dict(*found) for found in group_results(edition)]})

    measurements.casetrack_permission = Permission.VIEW_FIGURES


router = routers.SimpleRouter()
router.register("measurements", MeasurementViewSet, "api-measurement")
router.register("answers", AnswersViewSet, "api-answers")


def _on(url, viewset, name, **methods):
    return path(url, viewset.as_view(methods), name=name)


urlpatterns = [
    *router.urls,
    _on("trajectories/<int:pk>/measure/", TrajectoryMeasurementViewSet, "api-trajectory-measure", post="measure"),
    _on("trajectories/<int:pk>/change-measurement/", TrajectoryMeasurementViewSet, "api-trajectory-change-measurement", post="change_measurement"),
    _on("editions/<str:code>/measurements/", GroupResultViewSet, "api-edition-measurements", get="measurements"),
]
