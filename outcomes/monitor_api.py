"""API of the monitor: its tables, what is published, figures of others, populations, and the figures of the work."""

from django.http import Http404
from django.urls import path
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import decorators, routers
from rest_framework.response import Response
from rest_framework.serializers import BooleanField, CharField, ChoiceField, IntegerField, PrimaryKeyRelatedField, ValidationError

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, post, rows_of
from outcomes import actions
from outcomes.meldpunt_figures.facts import sight
from outcomes.meldpunt_figures.internal import internal
from outcomes.meldpunt_figures.monitor import monitor
from outcomes.meldpunt_figures.publishing import monitor_of
from outcomes.meldpunt_figures.tables import TABLES, public_tables, table
from outcomes.monitor_exports import as_data
from outcomes.monitor_forms import InternalForm, MonitorForm
from programmes.models import Municipality
from referrals.discrimination_choices import CountBasis, FigureSource
from referrals.models import ExternalFigure, Meldpunt, Population, Publication


def _place(**more):
    """A municipality of the reference list, which everybody may see."""
    return PrimaryKeyRelatedField(queryset=Municipality.objects.all(), **more)


def _year(**more):
    return IntegerField(min_value=2000, max_value=2199, **more)


def _figure(required):
    return {
        "source": ChoiceField(FigureSource.choices, required=required),
        "year": _year(required=required),
        "municipality": _place(required=False, allow_null=True),
        "ground": CharField(max_length=60, required=False, allow_blank=True),
        "number": IntegerField(min_value=0, max_value=10_000_000, required=required),
        "citation": CharField(max_length=300, required=required),
    }


def _population(required):
    return {
        "municipality": _place(required=required),
        "year": _year(required=required),
        "inhabitants": IntegerField(min_value=1, max_value=20_000_000, required=required),
        "citation": CharField(max_length=300, required=required),
    }


def _why():
    return FreeText(required=True, allow_blank=False, max_length=300)


class ExternalFigureViewSet(ReadViewSet):
    """Figures of the police and the College: corrected with a reason, which stays in the history."""

    model = ExternalFigure
    order = ("-year", "-pk")
    serializer_class = rows_of(ExternalFigure, ["meldpunt", *_figure(True)])

    correct_figure = post(actions.correct_figure, path="correct", why=_why(), **_figure(False))
    remove_figure = post(actions.remove_figure, path="remove", why=_why())


class PopulationViewSet(ReadViewSet):
    """Inhabitants of municipalities on 1 January: corrected with a reason, which stays in the history."""

    model = Population
    order = ("-year", "-pk")
    serializer_class = rows_of(Population, ["meldpunt", *_population(True)])

    correct_population = post(actions.correct_population, path="correct", why=_why(), **_population(False))
    remove_population = post(actions.remove_population, path="remove", why=_why())


class PublicationViewSet(ReadViewSet):
    """The published tables of a year: small numbers hidden, never changed."""

    model = Publication
    order = ("-year", "-pk")
    serializer_class = rows_of(Publication, ["meldpunt", "year", "basis", "with_mass", "published_on"])

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    @decorators.action(detail=True, methods=["get"])
    def tables(self, request, pk=None):
        """The tables; `number` is null where it is hidden or not known."""
        row = self.get_object()
        audit.opened(request, row, what="publication_tables")
        shown = monitor_of(row)
        return Response(as_data(shown, public_tables(shown), str(row.meldpunt)))


def _parameters(*names):
    return [OpenApiParameter(name, str, required=False) for name in names]


def _asked(form_class, request, names):
    """The valid form of what was asked; a filter that there is not, or a value that is none, is refused."""
    if unknown := sorted(set(request.query_params) - set(names)):
        raise ValidationError({name: ["There is no such filter."] for name in unknown})
    form = form_class(request.query_params)
    if not form.is_valid():
        raise ValidationError(form.errors)
    return form


class MonitorViewSet(ReadViewSet):
    """The monitor and the figures of the work of a meldpunt, exact; entering and publishing."""

    model = Meldpunt
    lookup_field = "code"
    serializer_class = rows_of(Meldpunt, ["code", "name"])

    @extend_schema(parameters=_parameters("year", "basis", "mass", "table"), responses={200: OpenApiTypes.OBJECT})
    @decorators.action(detail=True, methods=["get"])
    def monitor(self, request, code=None):
        """Every table of a year, or the one that `table` names."""
        meldpunt = self._meldpunt(request)
        form = _asked(MonitorForm, request, ("year", "basis", "mass", "table"))
        chosen = request.query_params.get("table")
        if chosen and chosen not in TABLES:
            raise Http404
        audit.opened(request, meldpunt, what="monitor_api")
        counted = monitor(meldpunt, form.cleaned_data["year"], form.variant, sight(request.user, meldpunt))
        return Response(as_data(counted, [table(counted, each) for each in ([chosen] if chosen else TABLES)], str(meldpunt)))

    monitor.casetrack_permission = Permission.VIEW_MELDPUNT_FIGURES

    @extend_schema(parameters=_parameters("period_from", "period_to"), responses={200: OpenApiTypes.OBJECT})
    @decorators.action(detail=True, methods=["get"])
    def figures(self, request, code=None):
        """How the work goes over a period: numbers only."""
        meldpunt = self._meldpunt(request)
        form = _asked(InternalForm, request, ("period_from", "period_to"))
        audit.opened(request, meldpunt, what="internal_figures")
        seen = sight(request.user, meldpunt)
        found = internal(meldpunt, form.cleaned_data["period_from"], form.cleaned_data["period_to"], timezone.localdate(), seen)
        spread = {name: getattr(found.throughput, name) for name in ("n", "lower", "median", "upper")}
        return Response(
            {
                "without_reports_kept_from_you": seen.kept_away,
                "open": [{"handler": handler, "ages": [_group(group) for group in groups]} for handler, groups in found.open],
                "days_to_closing": {name: value if value is None or name == "n" else float(value) for name, value in spread.items()},
                **{name: [_group(group) for group in getattr(found, name)] for name in ("contact", "channels", "vias", "missing")},
            }
        )

    figures.casetrack_permission = Permission.VIEW_MELDPUNT_FIGURES

    enter_figure = post(actions.enter_figure, creates=True, **_figure(True))
    enter_population = post(actions.enter_population, creates=True, **_population(True))
    publish_monitor = post(
        actions.publish_monitor,
        creates=True,
        year=_year(),
        basis=ChoiceField(CountBasis.choices),
        with_mass=BooleanField(),
        preview=CharField(required=False, allow_blank=True, max_length=64),
    )

    def _meldpunt(self, request):
        meldpunt = self.get_object()
        access.require(request.user, Permission.VIEW_MELDPUNT_FIGURES, meldpunt)
        return meldpunt


def _group(group):
    return {"key": group.key, "label": group.label, "number": group.number, "share": None if group.share is None else float(group.share)}


router = routers.SimpleRouter()
router.register("figures-of-others", ExternalFigureViewSet, "api-external-figure")
router.register("populations", PopulationViewSet, "api-population")
router.register("publications", PublicationViewSet, "api-publication")


def _on(name, **methods):
    return path(f"meldpunten/<str:code>/{name}/", MonitorViewSet.as_view(methods), name=f"api-{name}")


urlpatterns = [
    *router.urls,
    _on("monitor", get="monitor"),
    _on("internal-figures", get="figures"),
    _on("enter-figure", post="enter_figure"),
    _on("enter-population", post="enter_population"),
    _on("publish-monitor", post="publish_monitor"),
]
