"""The rules on rows: lists, one row, and actions, for every role."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import ACTIONS, Refusal, action
from participants import actions
from participants.models import Person, Trajectory
from tests import factories as make


def test_a_coach_sees_exactly_the_assigned_trajectories(world):
    seen = Trajectory.objects.allowed(world.coach, Permission.VIEW_TRAJECTORY)
    assert list(seen) == [world.mine]
    assert list(Person.objects.allowed(world.coach, Permission.VIEW_PERSON)) == [world.mine.person]


def test_a_leader_sees_the_programme_and_nothing_of_the_neighbour(world):
    seen = Trajectory.objects.allowed(world.leader, Permission.VIEW_TRAJECTORY)
    assert set(seen) == {world.mine, world.other, world.unassigned}


@pytest.mark.parametrize("who", ["administrator", "funder", "partner", "nobody", "deactivated", "anonymous", "former"])
def test_others_see_no_trajectory_at_all(world, who):
    assert list(Trajectory.objects.allowed(getattr(world, who), Permission.VIEW_TRAJECTORY)) == []


def test_an_action_on_a_row_of_somebody_else_is_refused_and_saves_nothing(world):
    with pytest.raises(PermissionDenied):
        actions.record_contact(world.other, by=world.coach, channel="phone", result="spoken", note="Intruder")
    assert not world.other.contacts.filter(note="Intruder").exists()


def test_every_change_writes_one_history_row_with_author_event_and_reason(world):
    before = world.mine.history.count()
    actions.enter_phase(world.mine, by=world.coach, phase=world.phase, why="First lesson was today")
    row = world.mine.history.first()
    assert world.mine.history.count() == before + 1
    assert (row.history_user, row.history_change_reason, row.history_why) == (world.coach, "phase_changed", "First lesson was today")


def test_rights_on_one_row_equal_the_list_for_every_user_and_trajectory(world):
    users = [v for v in vars(world).values() if hasattr(v, "is_authenticated")]
    for user in users:
        listed = set(Trajectory.objects.allowed(user, Permission.VIEW_TRAJECTORY).values_list("pk", flat=True))
        for row in Trajectory.objects.all():
            assert access.can(user, Permission.VIEW_TRAJECTORY, row) == (row.pk in listed)


def test_a_date_of_a_typing_error_is_refused_by_every_action(world):
    with pytest.raises(ValidationError) as refused:
        actions.change_person(world.mine.person, by=world.leader, birth_date=date(202, 5, 17))
    assert "birth_date" in refused.value.message_dict


def test_two_who_make_the_same_at_one_moment_are_told_so_without_the_other_row(world):
    def clash(edition, *, by):
        make.EditionFactory(code=edition.code)

    with pytest.raises(Refusal) as refused:
        action(Permission.MANAGE_EDITION)(clash)(world.edition, by=world.leader)
    ACTIONS.pop()
    assert world.edition.code not in str(refused.value)


def test_an_unknown_value_of_a_filter_gives_no_rows_instead_of_all(world, sign_in):
    answer = sign_in(world.leader).post(reverse("participants_export", args=["csv"]), {"state": "bogus"})
    assert b"Eigenhuis" not in b"".join(answer.streaming_content)
