"""Items of the menu that stay empty are not offered: what an edition works with is configuration."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casetrack import access
from casetrack.access import Permission, Role
from programmes.menu import NEEDED, idle_items
from tests import factories as make

pytestmark = pytest.mark.django_db

OPENED = {"participants": Permission.VIEW_TRAJECTORY, "exchange": Permission.MATCH_EXCHANGE}
OPENED |= {"help_requests": Permission.ANSWER_HELP, "volunteers": Permission.VIEW_VOLUNTEER}


@pytest.mark.parametrize(
    ("configured", "idle"),
    [
        ({}, {"exchange", "help_requests", "volunteers"}),
        ({"modules": ["goals", "exchange"]}, {"help_requests", "volunteers"}),
        ({"modules": ["back_up"]}, {"exchange", "volunteers"}),
        ({"guide_role": Role.BUDDY}, {"exchange", "help_requests"}),
        ({"guide_role": Role.SPIL, "modules": ["exchange", "back_up"]}, set()),
    ],
)
def test_one_edition_that_works_with_it_is_enough(world, configured, idle):
    make.EditionFactory(programme=world.programme, **configured)
    assert idle_items(world.leader, OPENED) == idle


def test_an_edition_of_another_programme_counts_only_for_who_holds_the_right_there(world):
    make.EditionFactory(programme=world.neighbour.programme, modules=["exchange", "back_up"], guide_role=Role.BUDDY)
    assert idle_items(world.leader, OPENED) == NEEDED.keys()
    make.ProgrammeMemberFactory(programme=world.kansrijk.programme, user=world.leader, role=Role.BUDDY)
    assert idle_items(world.leader, OPENED) == NEEDED.keys()
    make.ProgrammeMemberFactory(programme=world.kansrijk.programme, user=world.leader, role=Role.SPIL)
    assert idle_items(world.leader, OPENED) == NEEDED.keys() - {"exchange"}


def test_without_any_edition_everything_that_needs_one_is_idle(db):
    assert idle_items(make.ProgrammeMemberFactory().user, OPENED) == NEEDED.keys()


def test_an_assignment_holds_in_the_programme_of_its_trajectory(world):
    k = world.kansrijk
    make.ProgrammeMemberFactory(programme=world.programme, user=k.achterwacht, role=Role.ACHTERWACHT)
    assert access.programmes_of(k.achterwacht, Permission.ANSWER_HELP) == [k.programme.pk]
    assert idle_items(k.achterwacht, {"help_requests": Permission.ANSWER_HELP}) == set()
    k.edition.modules.remove("back_up")
    k.edition.save()
    assert idle_items(k.achterwacht, {"help_requests": Permission.ANSWER_HELP}) == {"help_requests"}


def test_a_right_by_an_organisation_or_of_nobody_lies_in_no_programme(world):
    assert access.programmes_of(world.administrator, Permission.MANAGE_PROGRAMME) == []
    assert access.programmes_of(world.deactivated, Permission.VIEW_VOLUNTEER) == []
    assert access.programmes_of(world.anonymous, Permission.VIEW_VOLUNTEER) == []


def test_it_takes_one_query_and_none_for_whom_nothing_of_it_is_opened(world):
    def queries(user, opened):
        access.remember(user)
        access.programmes_of(user, Permission.VIEW_TRAJECTORY)  # the rights are read once per request anyway
        with CaptureQueriesContext(connection) as captured:
            idle_items(user, opened)
        return len(captured)

    make.EditionFactory.create_batch(3, programme=world.programme)
    assert queries(world.leader, OPENED) == 1
    assert queries(world.coach, {"participants": Permission.VIEW_TRAJECTORY}) == 0
