"""The rules on rows: lists, one row, and actions, for every role."""

import pytest
from django.core.exceptions import PermissionDenied

from casetrack import access
from casetrack.access import Permission
from participants import actions
from participants.models import Person, Trajectory


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
