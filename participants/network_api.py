"""The API of the network around somebody, and of what people can do for each other."""

from django.urls import path
from rest_framework import routers
from rest_framework.serializers import BooleanField, CharField, ChoiceField, DateField, IntegerField

from casetrack.api import ReadViewSet, RowKey, post, rows_of
from participants import actions
from participants.api import PartViewSet
from participants.choices import Closeness, Direction, ExchangeKind, NetworkKind, NetworkRole, Tie
from participants.models import Exchange, NetworkMember, Trajectory


def member_fields(required):
    """What is known of somebody in the network, as the API takes it."""
    return {
        "kind": ChoiceField(NetworkKind.choices, required=False),
        "name": CharField(max_length=200, required=required),
        "tie": ChoiceField(Tie.choices, required=False),
        "role": ChoiceField(NetworkRole.choices, required=required),
        "role_words": CharField(max_length=100, required=False, allow_blank=True),
        "closeness": ChoiceField(Closeness.choices, required=False),
        "phone": CharField(max_length=40, required=False, allow_blank=True),
        "may_be_contacted": BooleanField(required=False),
        "contact_agreed_on": DateField(required=False, allow_null=True),
        "starts_on": DateField(required=False),
    }


class TrajectoryNetworkViewSet(ReadViewSet):
    """The network of a participant, and what they can do for others."""

    model = Trajectory
    serializer_class = rows_of(Trajectory, ["edition"])

    add_network_member = post(actions.add_network_member, creates=True, **member_fields(True))
    change_network_member = post(
        actions.change_network_member,
        member=RowKey(NetworkMember),
        member_version=IntegerField(required=False, help_text="The version of the contact that you saw."),
        ends_on=DateField(required=False, allow_null=True),
        **member_fields(False),
    )
    end_network_member = post(
        actions.end_network_member,
        member=RowKey(NetworkMember),
        member_version=IntegerField(required=False, help_text="The version of the contact that you saw."),
        ends_on=DateField(required=False),
    )
    add_exchange = post(
        actions.add_exchange,
        creates=True,
        direction=ChoiceField(Direction.choices),
        kind=ChoiceField(ExchangeKind.choices),
        wording=CharField(max_length=300, required=False, allow_blank=True),
        starts_on=DateField(required=False),
    )
    change_exchange = post(
        actions.change_exchange,
        exchange=RowKey(Exchange),
        exchange_version=IntegerField(required=False, help_text="The version of the offer or question that you saw."),
        kind=ChoiceField(ExchangeKind.choices, required=False),
        wording=CharField(max_length=300, required=False, allow_blank=True),
    )
    end_exchange = post(
        actions.end_exchange,
        exchange=RowKey(Exchange),
        exchange_version=IntegerField(required=False, help_text="The version of the offer or question that you saw."),
        ends_on=DateField(required=False),
    )
    match_exchange = post(actions.match_exchange, exchange=RowKey(Exchange), other=RowKey(Exchange))
    unmatch_exchange = post(
        actions.unmatch_exchange,
        exchange=RowKey(Exchange),
        exchange_version=IntegerField(required=False, help_text="The version of the offer or question that you saw."),
    )


class NetworkMemberViewSet(PartViewSet):
    """The people and organisations around participants."""

    model = NetworkMember
    serializer_class = rows_of(NetworkMember, ["trajectory", *member_fields(True), "ends_on"])


class ExchangeViewSet(PartViewSet):
    """Offers and questions; whom one is matched with stands in the other dossier."""

    model = Exchange
    serializer_class = rows_of(
        Exchange,
        ["trajectory", "direction", "kind", "wording", "starts_on", "ends_on", "is_matched"],
        is_matched=BooleanField(read_only=True),
    )


router = routers.SimpleRouter()
router.register("network-members", NetworkMemberViewSet, "api-network-member")
router.register("exchanges", ExchangeViewSet, "api-exchange")
NAMES = (
    "add_network_member", "change_network_member", "end_network_member", "add_exchange", "change_exchange", "end_exchange", "match_exchange",
    "unmatch_exchange",
)  # fmt: skip
urlpatterns = [
    *router.urls,
    *(
        path(
            f"trajectories/<int:pk>/{name.replace('_', '-')}/",
            TrajectoryNetworkViewSet.as_view({"post": name}),
            name=f"api-trajectory-{name.replace('_', '-')}",
        )
        for name in NAMES
    ),
]
