"""API of figures of the meldpunt: the form of the Wga, and closing a reporting year."""

from django.http import Http404
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import decorators, routers
from rest_framework.response import Response
from rest_framework.serializers import CharField, IntegerField

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, post, rows_of
from outcomes.actions import close_year
from outcomes.meldpunt_figures import years
from outcomes.meldpunt_figures.facts import sight
from outcomes.meldpunt_figures.wga_exports import as_data
from outcomes.meldpunt_figures.wga_words import filled_in
from referrals.models import Meldpunt, ReportingYear


class ReportingYearViewSet(ReadViewSet):
    """Closed reporting years; what each report counted as is read through the form only."""

    model = ReportingYear
    order = ("-year", "-pk")
    serializer_class = rows_of(ReportingYear, ["meldpunt", "year", "issue", "closed_on", "closed_by", "reason"])


class MeldpuntYearViewSet(ReadViewSet):
    """The years of a meldpunt: the form of one municipality, and closing a year."""

    model = Meldpunt
    lookup_field = "code"
    serializer_class = rows_of(Meldpunt, ["code", "name"])

    @extend_schema(
        parameters=[OpenApiParameter("issue", int, description="an earlier closing of the year; without it the newest, or provisional")],
        responses={200: OpenApiTypes.OBJECT},
    )
    @decorators.action(detail=True, methods=["get"])
    def wga(self, request, code=None, year=None, municipality=None):
        """The numbers of the form for one municipality and year, with the codes of the official form."""
        meldpunt = self.get_object()
        access.require(request.user, Permission.VIEW_MELDPUNT_FIGURES, meldpunt)
        place = years.municipality(municipality)
        register = years.register_asked(meldpunt, year, request.query_params.get("issue"), sight(request.user, meldpunt))
        if place is None or register is None:
            raise Http404
        if register.is_kept_whole:
            return Response({"detail": str(years.NOT_OPENED)}, status=409)
        audit.opened(request, meldpunt, what="wga_api")
        return Response(as_data(filled_in(register, place)))

    wga.casetrack_permission = Permission.VIEW_MELDPUNT_FIGURES

    close_year = post(
        close_year,
        creates=True,
        year=IntegerField(min_value=years.FIRST_YEAR, max_value=2199),
        reason=FreeText(),
        preview=CharField(required=False, allow_blank=True, max_length=64),
    )


router = routers.SimpleRouter()
router.register("reporting-years", ReportingYearViewSet, "api-reporting-year")

urlpatterns = [
    *router.urls,
    path("meldpunten/<str:code>/years/<int:year>/wga/<str:municipality>/", MeldpuntYearViewSet.as_view({"get": "wga"}), name="api-wga"),
    path("meldpunten/<str:code>/close-year/", MeldpuntYearViewSet.as_view({"post": "close_year"}), name="api-close-year"),
]
