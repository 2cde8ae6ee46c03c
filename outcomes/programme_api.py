"""The API of the figures of a programme, of where people live, of stories and of half-year sheets."""

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import decorators, routers
from rest_framework.response import Response
from rest_framework.serializers import BooleanField, CharField, ChoiceField, DateField, IntegerField, ListField, Serializer, ValidationError

from casetrack import access
from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from outcomes import actions
from outcomes.choices import FollowUpMonths, Living
from outcomes.models import FollowUp, Sheet, Story
from outcomes.programme_figures import VERSION, Span, programme_figures
from outcomes.programme_statements import NOT_PROOF
from outcomes.sheets import half_year_of
from participants.api import PartViewSet
from participants.choices import ConsentHow
from participants.models import Trajectory
from programmes.models import Edition


class PeriodQuery(Serializer):
    """The period that figures are asked for; this half-year when nothing is asked."""

    period_from = DateField(required=False)
    period_to = DateField(required=False)
    as_of = DateField(required=False)

    def validate(self, values):
        """Refuse what is not known, a day to come, and days in the wrong order."""
        if unknown := sorted(set(self.initial_data) - set(self.fields)):
            raise ValidationError({name: [_("There is no such filter.")] for name in unknown})
        today = timezone.localdate()
        first, last = half_year_of(today)
        values = {"period_from": first, "period_to": last, "as_of": today} | values
        if values["as_of"] > today:
            raise ValidationError({"as_of": [_("The date cannot lie in the future.")]})
        if values["period_to"] < values["period_from"]:
            raise ValidationError({"period_to": [_("The period cannot end before it starts.")]})
        return values


class ProgrammeFiguresViewSet(ReadViewSet):
    """The figures of an edition over a period, and what is made of them."""

    model = Edition
    lookup_field = "code"
    serializer_class = rows_of(Edition, ["code", "name"])

    @extend_schema(parameters=[PeriodQuery], responses={200: OpenApiTypes.OBJECT})
    @decorators.action(detail=True, methods=["get"])
    def figures(self, request, code=None):
        """Every figure with unit, N, D, parts, who is left out, period, as-of date and definition version; exact, not for outside."""
        edition = self.get_object()
        access.require(request.user, Permission.VIEW_FIGURES, edition)
        query = PeriodQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        span = Span(asked["period_from"], asked["period_to"], asked["as_of"])
        return Response(
            {
                "edition": edition.code,
                "period_from": span.first,
                "period_to": span.until,
                "as_of": span.as_of,
                "version": VERSION,
                "note": str(NOT_PROOF),
                "figures": [figure.as_dict() for figure in programme_figures(edition, span)],
            }
        )

    figures.casetrack_permission = Permission.VIEW_FIGURES

    write_story = post(
        actions.write_story,
        creates=True,
        trajectory=RowKey(Trajectory),
        title=CharField(max_length=120),
        text=FreeText(required=True, allow_blank=False, max_length=900),
        consent_how=ChoiceField(ConsentHow.choices, required=False, allow_blank=True),
    )
    make_sheet = post(
        actions.make_sheet,
        creates=True,
        period_from=DateField(),
        period_to=DateField(),
        stories=ListField(child=RowKey(Story), required=False, max_length=3),
    )


class StoryViewSet(ReadViewSet):
    """Stories: checked, changed and withdrawn."""

    model = Story
    serializer_class = rows_of(Story, ["edition", "consent", "title", "text", "approved_by", "approved_on", "withdrawn_on"])

    change_story = post(
        actions.change_story, path="change", title=CharField(max_length=120), text=FreeText(required=True, allow_blank=False, max_length=900)
    )
    approve_story = post(actions.approve_story, path="approve", words_seen=BooleanField(required=False))
    withdraw_story = post(actions.withdraw_story, path="withdraw", why=FreeText(max_length=300))


class SheetViewSet(ReadViewSet):
    """Half-year sheets: frozen figures, small numbers hidden."""

    model = Sheet
    serializer_class = rows_of(Sheet, ["edition", "period_from", "period_to", "as_of", "figures", "stories"])


class FollowUpViewSet(PartViewSet):
    """Where people live, 6 and 12 months after the start."""

    model = FollowUp
    serializer_class = rows_of(FollowUp, ["trajectory", "months", "asked_on", "living"])


class TrajectoryFollowUpViewSet(ReadViewSet):
    """Record and correct where somebody lives."""

    model = Trajectory
    serializer_class = rows_of(Trajectory, ["edition"])

    record_follow_up = post(
        actions.record_follow_up,
        creates=True,
        months=ChoiceField(FollowUpMonths.choices),
        living=ChoiceField(Living.choices),
        asked_on=DateField(required=False),
    )
    change_follow_up = post(
        actions.change_follow_up,
        follow_up=RowKey(FollowUp),
        follow_up_version=IntegerField(required=False, help_text="The version of the answer that you saw."),
        living=ChoiceField(Living.choices),
        asked_on=DateField(required=False),
    )


router = routers.SimpleRouter()
router.register("stories", StoryViewSet, "api-story")
router.register("sheets", SheetViewSet, "api-sheet")
router.register("follow-ups", FollowUpViewSet, "api-follow-up")


def _on(url, viewset, name, **methods):
    return path(url, viewset.as_view(methods), name=name)


urlpatterns = [
    *router.urls,
    _on("trajectories/<int:pk>/record-follow-up/", TrajectoryFollowUpViewSet, "api-record-follow-up", post="record_follow_up"),
    _on("trajectories/<int:pk>/change-follow-up/", TrajectoryFollowUpViewSet, "api-change-follow-up", post="change_follow_up"),
    _on("editions/<str:code>/figures/", ProgrammeFiguresViewSet, "api-programme-figures", get="figures"),
    _on("editions/<str:code>/write-story/", ProgrammeFiguresViewSet, "api-write-story", post="write_story"),
    _on("editions/<str:code>/make-sheet/", ProgrammeFiguresViewSet, "api-make-sheet", post="make_sheet"),
]
