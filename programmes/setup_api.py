"""The API of what editions are made of: setup, instruments, areas and volunteer files."""

from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DictField,
    IntegerField,
    JSONField,
    ListField,
)

from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from casetrack.choices import EndReason, EntryFact
from programmes import actions
from programmes.choices import CountedFrom, Language, Module, Moment
from programmes.models import (
    Area,
    AreaMember,
    Edition,
    EditionInstrument,
    EditionMoment,
    Instrument,
    LifeArea,
    ProgrammeMember,
    VolunteerFile,
    Wish,
)
from programmes.offered import instruments_for


def _name():
    return CharField(max_length=100)


def seen():
    """The version of the part that is changed."""
    return IntegerField(required=False, help_text="The version of it that you saw; refused with 409 when it has moved on.")


class OfferedKey(RowKey):
    """The key of a row that the row of this address offers to choose from by name; another answers as one that does not exist."""

    def __init__(self, model=None, offered=None, **kwargs):
        self.offered = offered
        super().__init__(model, **kwargs)

    def get_queryset(self):
        """The rows that are offered."""
        view = self.context.get("view")
        if view is None or getattr(view, "swagger_fake_view", False):
            return self.model.objects.none()
        return self.offered(view.get_object())


def edition_setup():
    """The columns of an edition that say how it works."""
    return {
        "modules": ListField(child=ChoiceField(Module.choices), required=False),
        "guide_role": ChoiceField(Edition._meta.get_field("guide_role").choices, required=False),
        "entry_facts": ListField(child=ChoiceField(EntryFact.choices), required=False),
        "end_reasons": ListField(child=ChoiceField(EndReason.choices), required=False),
        "public_sign_up": BooleanField(required=False),
        "sign_up_phone": CharField(max_length=40, required=False, allow_blank=True),
    }


SETUP_COLUMNS = tuple(edition_setup())


class EditionSetupPosts:
    """What is changed in the setup of an edition."""

    add_life_area = post(actions.add_life_area, creates=True, name=_name())
    change_life_area = post(actions.change_life_area, life_area=RowKey(LifeArea), name=_name(), life_area_version=seen())
    order_life_areas = post(actions.order_life_areas, life_areas=ListField(child=RowKey(LifeArea), max_length=200))
    remove_life_area = post(actions.remove_life_area, life_area=RowKey(LifeArea))
    add_wish = post(actions.add_wish, creates=True, name=_name())
    change_wish = post(actions.change_wish, wish=RowKey(Wish), name=_name(), wish_version=seen())
    order_wishes = post(actions.order_wishes, wishes=ListField(child=RowKey(Wish), max_length=200))
    remove_wish = post(actions.remove_wish, wish=RowKey(Wish))
    set_moment = post(
        actions.set_moment,
        moment=ChoiceField(Moment.choices),
        counted_from=ChoiceField(CountedFrom.choices),
        after_days=IntegerField(min_value=0, max_value=3650),
        moment_version=seen(),
    )
    remove_moment = post(actions.remove_moment, moment=ChoiceField(Moment.choices))
    choose_instrument = post(
        actions.choose_instrument,
        creates=True,
        instrument=OfferedKey(Instrument, instruments_for),
        reasons=DictField(child=CharField(allow_blank=True), required=False),
    )
    give_reasons = post(
        actions.give_reasons,
        edition_instrument=RowKey(EditionInstrument),
        reasons=DictField(child=CharField(allow_blank=True)),
        edition_instrument_version=seen(),
    )
    drop_instrument = post(
        actions.drop_instrument,
        edition_instrument=RowKey(EditionInstrument),
        ended_on=DateField(required=False),
        edition_instrument_version=seen(),
    )


def _file():
    return {
        "trained_on": DateField(required=False, allow_null=True),
        "vog_on": DateField(required=False, allow_null=True),
        "vog_renew_on": DateField(required=False, allow_null=True),
        "capacity": IntegerField(required=False, min_value=0, max_value=200),
        "languages": ListField(child=ChoiceField(Language.choices), required=False),
        "remarks": FreeText(),
        "areas": ListField(child=RowKey(Area), required=False, max_length=200),
    }


class ProgrammeSetupPosts:
    """Areas and volunteers of a programme."""

    add_area = post(actions.add_area, creates=True, name=_name())
    change_area = post(actions.change_area, area=RowKey(Area), name=_name(), area_version=seen())
    open_volunteer_file = post(actions.open_volunteer_file, creates=True, member=RowKey(ProgrammeMember), **_file())


class OrganisationInstrumentPosts:
    """Instruments that an organisation begins to use."""

    add_instrument = post(actions.add_instrument, creates=True, definition=JSONField())
    add_library_instrument = post(actions.add_library_instrument, creates=True, code=CharField(max_length=50))


class AreaViewSet(ReadViewSet):
    """Areas of programmes."""

    model = Area
    serializer_class = rows_of(Area, ["programme", "name"])

    add_area_member = post(actions.add_area_member, creates=True, member=RowKey(ProgrammeMember), starts_on=DateField(required=False))
    end_area_member = post(actions.end_area_member, member=RowKey(AreaMember), ends_on=DateField(required=False), member_version=seen())


class AreaMemberViewSet(ReadViewSet):
    """Who works in which area."""

    model = AreaMember
    serializer_class = rows_of(AreaMember, ["area", "user", "role", "starts_on", "ends_on"])


class VolunteerFileViewSet(ReadViewSet):
    """Files of volunteers."""

    model = VolunteerFile
    serializer_class = rows_of(VolunteerFile, ["programme", "user", "trained_on", "vog_on", "vog_renew_on", "capacity", "languages", "remarks"])

    change_volunteer_file = post(actions.change_volunteer_file, **_file())


class LifeAreaViewSet(ReadViewSet):
    """Life areas of editions."""

    model = LifeArea
    serializer_class = rows_of(LifeArea, ["edition", "order", "name"])


class WishViewSet(ReadViewSet):
    """Wishes that editions offer to choose from."""

    model = Wish
    serializer_class = rows_of(Wish, ["edition", "order", "name"])


class EditionMomentViewSet(ReadViewSet):
    """When editions measure."""

    model = EditionMoment
    serializer_class = rows_of(EditionMoment, ["edition", "moment", "counted_from", "after_days"])


class EditionInstrumentViewSet(ReadViewSet):
    """Which instruments editions use."""

    model = EditionInstrument
    serializer_class = rows_of(EditionInstrument, ["edition", "instrument", "reasons", "ended_on"])


class InstrumentViewSet(ReadViewSet):
    """Instruments that organisations keep."""

    model = Instrument
    serializer_class = rows_of(
        Instrument,
        ["kept_by", "code", "edition_of", "name", "scoring", "definition", "source", "group_only", "professionals_only", "needs_reason", "ended_on"],
    )

    end_instrument = post(actions.end_instrument, ended_on=DateField(required=False))


def register(router):
    """Give these lists their addresses."""
    router.register("areas", AreaViewSet, "api-area")
    router.register("area-members", AreaMemberViewSet, "api-area-member")
    router.register("volunteers", VolunteerFileViewSet, "api-volunteer")
    router.register("life-areas", LifeAreaViewSet, "api-life-area")
    router.register("wishes", WishViewSet, "api-wish")
    router.register("edition-moments", EditionMomentViewSet, "api-edition-moment")
    router.register("edition-instruments", EditionInstrumentViewSet, "api-edition-instrument")
    router.register("instruments", InstrumentViewSet, "api-instrument")
