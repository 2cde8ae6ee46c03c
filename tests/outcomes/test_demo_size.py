"""Many made-up rows to measure with: how many, whose, and with their history."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper

from casetrack.access import Permission
from casetrack.models import User
from outcomes.demo import size
from outcomes.demo.progress import Bar
from outcomes.management.commands.demo import PASSWORD
from outcomes.models import Outcome
from participants.models import Assignment, ContactMoment, Person, Trajectory


def test_outside_a_demonstration_it_is_refused(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="CASETRACK_DEMO"):
        call_command("demo")
    assert not User.objects.exists()


def test_many_trajectories_come_with_history_and_their_coaches(db, settings):
    settings.DEMO = True
    told = io.StringIO()
    call_command("demo", size=300, stdout=io.StringIO(), stderr=told)
    assert Trajectory.objects.count() == Person.objects.count() == Assignment.objects.count() == 300
    assert ContactMoment.objects.count() == 900
    assert 120 <= Outcome.objects.count() <= 240
    for email, load in ((size.WITH_100, 100), (size.WITH_1, 1)):
        assert Trajectory.objects.allowed(User.objects.get(email=email), Permission.VIEW_TRAJECTORY).count() == load
    for model in (Person, Trajectory, Assignment, ContactMoment, Outcome):
        assert model.history.filter(history_user__isnull=False).count() == model.objects.count()
    assert "100%" in told.getvalue()
    Trajectory.objects.first().full_clean(validate_unique=False)


def test_many_trajectories_can_be_made_twice(db):
    size.load(120, password=PASSWORD)
    size.load(120, password=PASSWORD)
    assert Trajectory.objects.count() == 240


@pytest.mark.parametrize(("total", "largest", "programmes"), [(100_000, None, 50), (100_000, 50_000, 26), (300, None, 1), (300, 300, 1)])
def test_the_programmes_share_the_trajectories(total, largest, programmes):
    each = size.sizes(total, largest)
    assert sum(each) == total
    assert len(each) == programmes


def test_the_bar_tells_share_rate_and_remaining_time():
    out = io.StringIO()
    bar = Bar(OutputWrapper(out), every=0)
    bar.start(10)
    bar.add(5)
    assert " 50% 5 of 10," in out.getvalue()
    assert "s left" in out.getvalue()
    bar.add(5)
    assert out.getvalue().endswith("\n")
