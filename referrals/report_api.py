"""API of reports of discrimination."""

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import decorators, routers
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DictField,
    EmailField,
    IntegerField,
    ListField,
    PrimaryKeyRelatedField,
    Serializer,
    SlugRelatedField,
)

from casetrack import audit
from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from casetrack.models import User
from participants.api import why
from programmes.models import Municipality
from referrals.actions import discrimination as actions
from referrals.discrimination_choices import (
    AlsoReportedTo,
    Anonymity,
    BundleKind,
    IncidentState,
    PartyKind,
    Precision,
    ReportChannel,
    ReporterRole,
    ReporterSex,
    ReportKind,
    ReportResult,
    ReportStatus,
    ReportVia,
    ResidenceState,
    ValueList,
)
from referrals.models import Bundle, DiscriminationReport, ListValue, Meldpunt, OtherParty, PersonalInterest, Reporter, SavedSearch
from referrals.report_filters import ReportFilter, criteria_of, refuse_unknown

REPORT = [
    "meldpunt", "number", "external_id", "kind", "complaint_since", "received_on", "channel", "via", "reporter_role", "anonymity", "incident_on",
    "incident_precision", "residence", "residence_state", "incident", "incident_state", "grounds", "terrain", "nature", "online", "platform",
    "description", "bundle", "also_reported_to", "status", "handler", "first_contact_on", "closed_on", "result", "erased_on",
]  # fmt: skip


def _text(length):
    return CharField(max_length=length, required=False, allow_blank=True)


class OfferedValue(SlugRelatedField):
    """A value of a list of the official form that this meldpunt uses, by its key."""

    def __init__(self, name, **kwargs):
        self.name = name
        super().__init__(slug_field="key", queryset=ListValue.objects.none(), **kwargs)

    def get_queryset(self):
        """The values of the law and the own ones that can be chosen today."""
        row = _row(self.context)
        return ListValue.offered(row if isinstance(row, Meldpunt) else row.meldpunt, self.name) if row else ListValue.objects.none()


def _row(context):
    """The row on which an action is asked; None while the API is described."""
    view = context.get("view")
    return view.get_object() if view and view.kwargs else None


def _municipality():
    return PrimaryKeyRelatedField(queryset=Municipality.objects.order_by("country", "name", "pk"), required=False, allow_null=True)


def report_columns(required):
    """The columns of a report that a user fills in; `required` those without which there is none."""
    return {
        "external_id": _text(100),
        "received_on": DateField(required=required),
        "channel": ChoiceField(ReportChannel.choices, required=required),
        "via": ChoiceField(ReportVia.choices, required=False),
        "reporter_role": ChoiceField(ReporterRole.choices, required=required),
        "anonymity": ChoiceField(Anonymity.choices, required=False),
        "incident_on": DateField(required=False, allow_null=True),
        "incident_precision": ChoiceField(Precision.choices, required=False),
        "residence": _municipality(),
        "residence_state": ChoiceField(ResidenceState.choices, required=False),
        "incident": _municipality(),
        "incident_state": ChoiceField(IncidentState.choices, required=False),
        "grounds": ListField(child=CharField(max_length=60), required=required, max_length=50),
        "terrain": OfferedValue(ValueList.TERRAIN, required=required),
        "nature": OfferedValue(ValueList.NATURE, required=required),
        "online": BooleanField(required=False),
        "platform": _text(100),
        "description": FreeText(),
        "bundle": RowKey(Bundle, required=False, allow_null=True),
        "also_reported_to": ListField(child=ChoiceField(AlsoReportedTo.choices), required=False, max_length=10),
        "other_party": RowKey(OtherParty, required=False, allow_null=True),
    }


def reporter_columns():
    """What may be known of a reporter."""
    return {
        "name": _text(300),
        "phone": _text(40),
        "email": EmailField(required=False, allow_blank=True),
        "street": _text(200),
        "postcode": _text(10),
        "place": _text(100),
        "birth_year": IntegerField(required=False, allow_null=True, min_value=1900, max_value=2200),
        "sex": ChoiceField(ReporterSex.choices, required=False, allow_blank=True),
    }


def party_columns(required):
    """What may be known of another party."""
    return {
        "kind": ChoiceField(PartyKind.choices, required=required),
        "organisation": _text(200),
        "name": _text(200),
        "contact": FreeText(),
    }


NewReporter = type("NewReporterSerializer", (Serializer,), reporter_columns())
NewOtherParty = type("NewOtherPartySerializer", (Serializer,), party_columns(True))


class Handler(PrimaryKeyRelatedField):
    """The key of a user who may handle reports of this meldpunt, and (of one report) has no personal interest in it."""

    def get_queryset(self):
        """Those who work there today."""
        row = _row(self.context)
        if row is None:
            return User.objects.none()
        report = row if isinstance(row, DiscriminationReport) else None
        return actions.handlers(row.meldpunt if report else row, report)


class Criteria(DictField):
    """Filters of the list of reports by name; words to search for are none, as they may be a name."""

    child = CharField(max_length=60, allow_blank=True)

    def run_validation(self, data):
        """The filters that hold something; refused when one is unknown."""
        request = self.context.get("request")
        return criteria_of(super().run_validation(data), request.user) if request else {}


class MeldpuntViewSet(ReadViewSet):
    """What is written down at a meldpunt."""

    model = Meldpunt
    lookup_field = "code"
    serializer_class = rows_of(Meldpunt, ["code", "name"])

    add_report = post(
        actions.add_report,
        creates=True,
        kind=ChoiceField(ReportKind.choices, required=False),
        reporter=NewReporter(required=False),
        party_fields=NewOtherParty(required=False),
        **report_columns(True),
    )
    make_bundle = post(actions.make_bundle, creates=True, name=CharField(max_length=200), kind=ChoiceField(BundleKind.choices))
    save_search = post(actions.save_search, creates=True, name=CharField(max_length=100), criteria=Criteria(), shared=BooleanField(required=False))
    declare_interest = post(
        actions.declare_interest,
        user=Handler(queryset=User.objects.none(), required=False),
        report=RowKey(DiscriminationReport, required=False),
        other_party=RowKey(OtherParty, required=False),
        reason=FreeText(required=True, allow_blank=False),
    )


class VisibleParty(PrimaryKeyRelatedField):
    """The key of the other party, for whoever may see it; null alike where there is none."""

    def get_attribute(self, row):
        """Nothing where the reader is kept from the party."""
        party = super().get_attribute(row)
        return party if party and party.pk in self.context["view"].visible_parties else None


class DiscriminationReportSerializer(rows_of(DiscriminationReport, REPORT)):
    """A report; who told it stands apart."""

    other_party = VisibleParty(read_only=True)
    reference = CharField(read_only=True)

    class Meta:
        model = DiscriminationReport
        fields = read_only_fields = ["pk", "reference", *REPORT, "other_party", "version"]


class DiscriminationReportViewSet(ReadViewSet):
    """Reports of the meldpunt; the same filters as the page, and a search by POST."""

    model = DiscriminationReport
    order = ("-received_on", "-pk")
    related = ("meldpunt",)
    serializer_class = DiscriminationReportSerializer

    @property
    def visible_parties(self):
        """The keys of the other parties that the user may see: one query a request."""
        if not hasattr(self, "_visible_parties"):
            seen = OtherParty.objects.allowed(self.request.user, Permission.VIEW_OTHER_PARTY)
            self._visible_parties = set(seen.order_by().values_list("pk", flat=True))
        return self._visible_parties

    def filter_queryset(self, queryset):
        """Narrow a list by the same filters as the page; an unknown filter is refused."""
        return ReportFilter.narrow(queryset, self.request) if self.action in ("list", "search") else queryset

    @extend_schema(request={"application/json": {"type": "object", "properties": {"q": {"type": "string"}}}})
    @decorators.action(detail=False, methods=["post"])
    def search(self, request):
        """Search by number, or words of other party or description: by POST, so that no name stands in an address."""
        return self.list(request)

    change_report = post(actions.change_report, party_fields=NewOtherParty(required=False), why=why(), **report_columns(False))
    become_complaint = post(actions.become_complaint, on=DateField(required=False), why=why())
    take_report = post(actions.take_report)
    assign_report = post(actions.assign_report, handler=Handler(queryset=User.objects.none()), why=why())
    record_first_contact = post(actions.record_first_contact, on=DateField(required=False))
    move_report = post(actions.move_report, status=ChoiceField(ReportStatus.choices), why=why())
    close_report = post(
        actions.close_report,
        result=ChoiceField(ReportResult.choices),
        on=DateField(required=False),
        why=FreeText(required=True, help_text="How it ended, in your own words."),
    )
    reopen_report = post(actions.reopen_report, why=FreeText(required=True, help_text="Why it goes on, in your own words."))
    change_reporter = post(actions.change_reporter, reporter_version=IntegerField(required=False), **reporter_columns())
    erase_reporter = post(actions.erase_reporter)


class LoggedViewSet(ReadViewSet):
    """Rows that say who somebody is: a list of them is written down as well as opening one."""

    filters = ("meldpunt",)

    def filter_queryset(self, queryset):
        """Narrow the list by keys that the user may see; an unknown filter is refused."""
        asked = self.request.query_params
        if self.action != "list":
            return queryset
        refuse_unknown(asked, {*self.filters, "after", "before"})
        for name in self.filters:
            if name in asked:
                key = asked[name]
                queryset = queryset.filter(**{name: key}) if key.isascii() and key.isdecimal() and len(key) < 19 else queryset.none()
        return queryset

    def list(self, request, *args, **kwargs):
        """The list; who read how many is written down first."""
        response = super().list(request, *args, **kwargs)
        if self.model.personal_fields:
            audit.opened(request, what=self.model._meta.label_lower, rows=len(response.data["results"]))
        return response


class ReporterViewSet(LoggedViewSet):
    """Who reported; `?report=KEY` narrows the list."""

    model = Reporter
    filters = ("report",)
    serializer_class = rows_of(Reporter, ["report", *Reporter.telling_fields])


class OtherPartyViewSet(LoggedViewSet):
    """About whom reports are."""

    model = OtherParty
    serializer_class = rows_of(OtherParty, ["meldpunt", "kind", "organisation", "name", "contact"])

    change_other_party = post(actions.change_other_party, **party_columns(False))


class BundleViewSet(LoggedViewSet):
    """Reports about the same."""

    model = Bundle
    serializer_class = rows_of(Bundle, ["meldpunt", "name", "kind"])


class SavedSearchViewSet(LoggedViewSet):
    """The searches that the user keeps, and those that colleagues share."""

    model = SavedSearch
    serializer_class = rows_of(SavedSearch, ["meldpunt", "owner", "name", "criteria", "shared"])

    change_search = post(actions.change_search, name=CharField(max_length=100), shared=BooleanField())
    remove_search = post(actions.remove_search)


class PersonalInterestViewSet(LoggedViewSet):
    """Who is kept from what, for the lead; never the own ones."""

    model = PersonalInterest
    serializer_class = rows_of(PersonalInterest, ["meldpunt", "user", "report", "other_party", "reason", "starts_on", "ends_on"])

    end_interest = post(actions.end_interest, why=FreeText(required=True, allow_blank=False, help_text="Why it ends, in your own words."))


router = routers.SimpleRouter()
router.register("reports-of-discrimination", DiscriminationReportViewSet, basename="api-discrimination-report")
router.register("reporters", ReporterViewSet, basename="api-reporter")
router.register("other-parties", OtherPartyViewSet, basename="api-other-party")
router.register("bundles", BundleViewSet, basename="api-bundle")
router.register("report-searches", SavedSearchViewSet, basename="api-report-search")
router.register("personal-interests", PersonalInterestViewSet, basename="api-personal-interest")

WRITTEN_DOWN = ("add_report", "make_bundle", "save_search", "declare_interest")

urlpatterns = [
    *router.urls,
    *(
        path(
            f"meldpunten/<str:code>/{name.replace('_', '-')}/", MeldpuntViewSet.as_view({"post": name}), name=f"api-meldpunt-{name.replace('_', '-')}"
        )
        for name in WRITTEN_DOWN
    ),
]
