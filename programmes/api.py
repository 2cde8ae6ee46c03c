"""The API of programmes, editions and their configuration."""

from rest_framework import routers
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    EmailField,
    IntegerField,
    ListField,
    SlugRelatedField,
    TimeField,
)

from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from casetrack.choices import Country
from programmes import actions, presets
from programmes.choices import FundingRole, OrganisationKind, PlacementKinds, ProgrammeKind, SessionKind
from programmes.models import (
    Edition,
    Funding,
    Organisation,
    OrganisationMember,
    Partnership,
    Phase,
    Programme,
    ProgrammeMember,
    Session,
)
from programmes.offered import organisations_for
from programmes.setup_api import (
    SETUP_COLUMNS,
    EditionSetupPosts,
    OfferedKey,
    OrganisationInstrumentPosts,
    ProgrammeSetupPosts,
    edition_setup,
    register,
)

FOR_STAFF = ("target", "contact_within_days", *SETUP_COLUMNS)  # of an edition; a partner reads the rest


def _version():
    return IntegerField(required=False, help_text="The version of it that you saw; refused with 409 when it has moved on.")


def _reason():
    return FreeText(required=True, allow_blank=False)


def _organisation(required):
    return {
        "name": CharField(max_length=200, required=required),
        "kind": ChoiceField(OrganisationKind.choices, required=required),
        "country": ChoiceField(Country.choices, required=False),
        "place": CharField(max_length=100, required=False, allow_blank=True),
        "receives_referrals": BooleanField(required=False),
    }


def _programme(required):
    return {
        "code": CharField(max_length=40, required=required),
        "name": CharField(max_length=200, required=required),
        "kind": ChoiceField(ProgrammeKind.choices, required=required),
        "description": FreeText(),
    }


def _edition(required):
    return {
        "code": CharField(max_length=40, required=required),
        "name": CharField(max_length=200, required=required),
        "starts_on": DateField(required=required),
        "ends_on": DateField(required=required),
        "places": CharField(max_length=200, required=False, allow_blank=True),
        "target": IntegerField(required=False, allow_null=True, min_value=1),
        "contact_within_days": IntegerField(required=False, min_value=1, max_value=3650),
        **edition_setup(),
    }


def _phase(required):
    return {
        "order": IntegerField(min_value=1, max_value=1000, required=required),
        "name": CharField(max_length=100, required=required),
        "description": FreeText(),
    }


def _session(required):
    return {
        "kind": ChoiceField(SessionKind.choices, required=required),
        "title": CharField(max_length=200, required=required),
        "held_on": DateField(required=required),
        "starts_at": TimeField(required=False, allow_null=True),
        "ends_at": TimeField(required=False, allow_null=True),
        "place": CharField(max_length=200, required=False, allow_blank=True),
        "country": ChoiceField(Country.choices, required=False),
    }


def _funding(required):
    return {
        "funder": RowKey(Organisation, required=required),
        "reference": CharField(max_length=100, required=required),
        "role": ChoiceField(FundingRole.choices, required=False),
        "lead_partner": RowKey(Organisation, required=False, allow_null=True),
        "starts_on": DateField(required=required),
        "ends_on": DateField(required=required),
        "counts": ChoiceField(PlacementKinds.choices, required=False),
        "logo_line": CharField(max_length=300, required=False, allow_blank=True),
    }


def _member(model):
    return {
        "email": EmailField(),
        "role": ChoiceField([(role.value, role.label) for role in model.ROLES]),
        "starts_on": DateField(required=False),
        "first_name": CharField(max_length=150, required=False, allow_blank=True),
        "last_name": CharField(max_length=150, required=False, allow_blank=True),
    }


class OrganisationViewSet(OrganisationInstrumentPosts, ReadViewSet):
    """Organisations that the user's own organisation keeps."""

    model = Organisation
    order = ("name", "pk")
    serializer_class = rows_of(Organisation, ["name", "kind", "country", "place", "kept_by", "receives_referrals"])

    add_organisation = post(actions.add_organisation, creates=True, **_organisation(True))
    change_organisation = post(actions.change_organisation, **_organisation(False))
    add_programme = post(actions.add_programme, creates=True, **_programme(True))
    add_organisation_member = post(actions.add_organisation_member, creates=True, **_member(OrganisationMember))
    end_organisation_member = post(
        actions.end_organisation_member,
        member=RowKey(OrganisationMember),
        ends_on=DateField(required=False),
        member_version=_version(),
    )
    set_organisation_account = post(actions.set_organisation_account, member=RowKey(OrganisationMember), active=BooleanField(), why=_reason())


class ProgrammeViewSet(ProgrammeSetupPosts, ReadViewSet):
    """Programmes."""

    model = Programme
    order = ("name", "pk")
    lookup_field = "code"
    lookup_value_regex = "[^/]+"
    serializer_class = rows_of(Programme, ["organisation", "code", "name", "kind", "description"])

    change_programme = post(actions.change_programme, **_programme(False))
    open_edition = post(
        actions.open_edition,
        creates=True,
        phases=ListField(child=CharField(max_length=100), required=False, max_length=30),
        preset=ChoiceField([preset.code for preset in presets.entries()], required=False),
        like=RowKey(Edition, required=False),
        **_edition(True),
    )
    record_funding = post(actions.record_funding, creates=True, edition=RowKey(Edition), **_funding(True))
    change_funding = post(actions.change_funding, funding=RowKey(Funding), funding_version=_version(), **_funding(False))
    add_programme_member = post(actions.add_programme_member, creates=True, **_member(ProgrammeMember))
    end_programme_member = post(
        actions.end_programme_member,
        member=RowKey(ProgrammeMember),
        ends_on=DateField(required=False),
        member_version=_version(),
    )
    set_programme_account = post(actions.set_programme_account, member=RowKey(ProgrammeMember), active=BooleanField(), why=_reason())


class EditionSerializer(
    rows_of(
        Edition,
        ["programme", "code", "name", "starts_on", "ends_on", "places", *FOR_STAFF],
        programme=SlugRelatedField("code", read_only=True),
    )
):
    """An edition; how it is run is told to those who see its programme, as on its page."""

    def to_representation(self, row):
        """The fields that the user may read."""
        shown = super().to_representation(row)
        if "own" not in self.context:
            programmes = Programme.objects.allowed(self.context["request"].user, Permission.VIEW_PROGRAMME)
            self.context["own"] = set(programmes.values_list("pk", flat=True))
        return shown if row.programme_id in self.context["own"] else {name: value for name, value in shown.items() if name not in FOR_STAFF}


class EditionViewSet(EditionSetupPosts, ReadViewSet):
    """Editions, with their phases and partners."""

    model = Edition
    order = ("-starts_on", "-pk")
    related = ("programme",)
    lookup_field = "code"
    lookup_value_regex = "[^/]+"
    serializer_class = EditionSerializer

    change_edition = post(actions.change_edition, **_edition(False))
    add_phase = post(actions.add_phase, creates=True, **_phase(True))
    change_phase = post(actions.change_phase, phase=RowKey(Phase), phase_version=_version(), **_phase(False))
    order_phases = post(actions.order_phases, phases=ListField(child=RowKey(Phase), max_length=200))
    add_partner = post(actions.add_partner, creates=True, organisation=OfferedKey(Organisation, organisations_for))
    plan_session = post(actions.plan_session, creates=True, **_session(True))
    plan_series = post(
        actions.plan_series,
        creates=True,
        days=ListField(child=DateField(), min_length=1, max_length=100),
        **{name: shape for name, shape in _session(True).items() if name != "held_on"},
    )
    change_session = post(
        actions.change_session,
        session=RowKey(Session),
        session_version=_version(),
        cancelled=BooleanField(required=False),
        **_session(False),
    )


class PhaseViewSet(ReadViewSet):
    """Phases of editions."""

    model = Phase
    serializer_class = rows_of(Phase, ["edition", "order", "name", "description"])


class PartnershipViewSet(ReadViewSet):
    """Partners of editions."""

    model = Partnership
    serializer_class = rows_of(Partnership, ["edition", "organisation"])


class FundingViewSet(ReadViewSet):
    """Who pays for an edition."""

    model = Funding
    serializer_class = rows_of(
        Funding,
        ["edition", "funder", "reference", "role", "lead_partner", "starts_on", "ends_on", "counts", "logo_line"],
    )


class ProgrammeMemberViewSet(ReadViewSet):
    """Who works in a programme."""

    model = ProgrammeMember
    serializer_class = rows_of(ProgrammeMember, ["programme", "user", "role", "starts_on", "ends_on"])


class OrganisationMemberViewSet(ReadViewSet):
    """Who acts for an organisation."""

    model = OrganisationMember
    serializer_class = rows_of(OrganisationMember, ["organisation", "user", "role", "starts_on", "ends_on"])


class SessionViewSet(ReadViewSet):
    """Group days."""

    model = Session
    order = ("-held_on", "-pk")
    serializer_class = rows_of(Session, ["edition", "kind", "title", "held_on", "starts_at", "ends_at", "place", "country", "cancelled"])


router = routers.SimpleRouter()
router.register("organisations", OrganisationViewSet, "api-organisation")
router.register("programmes", ProgrammeViewSet, "api-programme")
router.register("editions", EditionViewSet, "api-edition")
router.register("phases", PhaseViewSet, "api-phase")
router.register("partnerships", PartnershipViewSet, "api-partnership")
router.register("fundings", FundingViewSet, "api-funding")
router.register("programme-members", ProgrammeMemberViewSet, "api-programme-member")
router.register("organisation-members", OrganisationMemberViewSet, "api-organisation-member")
router.register("sessions", SessionViewSet, "api-session")
register(router)
urlpatterns = router.urls
