"""The API of outcomes, figures and reports."""

from datetime import date

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import decorators, routers
from rest_framework.response import Response
from rest_framework.serializers import (
    CharField,
    ChoiceField,
    DateField,
    IntegerField,
    Serializer,
    ValidationError,
)

from casetrack import access
from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from casetrack.choices import Country
from outcomes import actions, programme_api
from outcomes.choices import Evidence, OutcomeKind
from outcomes.figures import Period, uitstroom
from outcomes.models import Outcome, Report
from participants.api import PartViewSet
from participants.models import Trajectory
from programmes.choices import PlacementKinds
from programmes.models import Edition, Funding


def _statement(required):
    return {
        "kind": ChoiceField(OutcomeKind.choices, required=required),
        "start_on": DateField(required=required),
        "end_on": DateField(required=False, allow_null=True),
        "country": ChoiceField(Country.choices, required=False, allow_blank=True),
        "organisation": CharField(max_length=300, required=False, allow_blank=True),
        "hours_per_week": IntegerField(required=False, allow_null=True, min_value=1, max_value=60),
        "contract_months": IntegerField(required=False, allow_null=True, min_value=0, max_value=600),
        "evidence": ChoiceField(Evidence.choices, required=False, allow_blank=True),
        "verified_on": DateField(required=False, allow_null=True),
    }


class OutcomeViewSet(PartViewSet):
    """Outcomes: added, never changed; a correction supersedes."""

    model = Outcome
    order = ("-start_on", "-pk")
    serializer_class = rows_of(Outcome, ["trajectory", *_statement(True), "recorded_on", "supersedes", "withdrawn"])


class TrajectoryOutcomeViewSet(ReadViewSet):
    """Record, correct and withdraw the outcomes of a trajectory."""

    model = Trajectory
    serializer_class = rows_of(Trajectory, ["edition"])

    record_outcome = post(actions.record_outcome, creates=True, recorded_on=DateField(required=False), **_statement(True))
    correct_outcome = post(actions.correct_outcome, creates=True, outcome=RowKey(Outcome), why=FreeText(), **_statement(False))
    withdraw_outcome = post(actions.withdraw_outcome, creates=True, outcome=RowKey(Outcome), why=FreeText(required=True, allow_blank=False))


class FiguresQuery(Serializer):
    """What the uitstroom figures are asked for."""

    as_of = DateField(required=False)
    period_from = DateField(required=False, default=None)
    period_to = DateField(required=False, default=None)
    target = IntegerField(required=False, default=None, min_value=1, max_value=1_000_000)
    counts = ChoiceField(PlacementKinds.choices, required=False, default=PlacementKinds.WORK_AND_TRAINING)

    def validate(self, values):
        """Refuse what is not known, a day to come, and a period that ends before it starts."""
        if unknown := sorted(set(self.initial_data) - set(self.fields)):
            raise ValidationError({name: [_("There is no such filter.")] for name in unknown})
        if values.get("as_of") and values["as_of"] > timezone.localdate():
            raise ValidationError({"as_of": [_("The date cannot lie in the future.")]})
        first, last = values["period_from"], values["period_to"]
        if isinstance(first, date) and isinstance(last, date) and last < first:
            raise ValidationError({"period_to": [_("The period cannot end before it starts.")]})
        return values


class FiguresViewSet(ReadViewSet):
    """The uitstroom figures of an edition, and a report made of them."""

    model = Edition
    lookup_field = "code"
    serializer_class = rows_of(Edition, ["code", "name"])

    @extend_schema(parameters=[FiguresQuery], responses={200: OpenApiTypes.OBJECT})
    @decorators.action(detail=True, methods=["get"])
    def uitstroom(self, request, code=None):
        """Every figure with letter, N, D, excluded, period, as-of date and definition version."""
        edition = self.get_object()
        access.require(request.user, Permission.VIEW_FIGURES, edition)
        query = FiguresQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        computed = uitstroom(
            edition,
            as_of=asked.get("as_of") or timezone.localdate(),
            period=Period(asked["period_from"], asked["period_to"]),
            target=asked["target"],
            counts=asked["counts"],
        )
        return Response({"edition": edition.code, "figures": [figure.as_dict() for figure in computed.figures]})

    uitstroom.casetrack_permission = Permission.VIEW_FIGURES

    submit_report = post(
        actions.submit_report,
        creates=True,
        funding=RowKey(Funding),
        title=CharField(max_length=300),
        as_of=DateField(),
        explanation=FreeText(),
        period_from=DateField(required=False, allow_null=True),
        period_to=DateField(required=False, allow_null=True),
        target=IntegerField(required=False, allow_null=True, min_value=1, max_value=1_000_000),
        preview=CharField(required=False, allow_blank=True, max_length=64),
    )


class ReportViewSet(ReadViewSet):
    """Submitted reports: frozen figures."""

    model = Report
    order = ("-submitted_at", "-pk")
    serializer_class = rows_of(
        Report,
        ["funding", "number", "period_from", "period_to", "as_of", "title", "explanation", "figures", "checksum", "submitted_at", "supersedes"],
    )


router = routers.SimpleRouter()
router.register("outcomes", OutcomeViewSet, "api-outcome")
router.register("reports", ReportViewSet, "api-report")


def _on(url, viewset, name, **methods):
    return path(url, viewset.as_view(methods), name=name)


urlpatterns = [
    *router.urls,
    _on("trajectories/<int:pk>/record-outcome/", TrajectoryOutcomeViewSet, "api-record-outcome", post="record_outcome"),
    _on("trajectories/<int:pk>/correct-outcome/", TrajectoryOutcomeViewSet, "api-correct-outcome", post="correct_outcome"),
    _on("trajectories/<int:pk>/withdraw-outcome/", TrajectoryOutcomeViewSet, "api-withdraw-outcome", post="withdraw_outcome"),
    _on("editions/<str:code>/uitstroom/", FiguresViewSet, "api-uitstroom", get="uitstroom"),
    _on("editions/<str:code>/submit-report/", FiguresViewSet, "api-submit-report", post="submit_report"),
    *programme_api.urlpatterns,
]
