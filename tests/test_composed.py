"""Queries that are composed once: the same rows as the query sets that they are made of."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import BigIntegerField, DateField, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casetrack import access
from casetrack.access import RULES, Permission
from casetrack.audit import tracked_models
from casetrack.composed import Given, composed
from casetrack.models import TrackedModel, User
from participants.models import Person, Trajectory
from tests import factories as make

pytestmark = pytest.mark.django_db


def signed_up_before():
    """Made up here: those signed up before a day, besides some."""
    others = Given("others", BigIntegerField(), many=True)
    rows = Trajectory.objects.filter(registered_on__lt=Given("day", DateField()), programme_id__gt=0).exclude(pk__in=others)
    return rows.order_by("pk").values_list("pk", "registered_on", Value("%s (:others:) {}"))


def keys(rows):
    """Made up here: the keys, in order."""
    return rows.order_by("pk").values_list("pk")


def test_a_composed_query_gives_the_rows_of_the_query_set_with_the_values_of_today():
    first, second, third = make.TrajectoryFactory.create_batch(3)
    day = first.registered_on + timedelta(days=1)
    query = composed(signed_up_before)
    constant = "%s (:others:) {}"
    assert query.rows(day=day, others=[second.pk]) == [(t.pk, t.registered_on, constant) for t in (first, third)]
    assert query.rows(day=day, others=[first.pk, third.pk]) == [(second.pk, second.registered_on, constant)]
    assert query.rows(day=first.registered_on, others=[0]) == []
    assert query.count(day=day, others=[second.pk]) == 2
    assert composed(signed_up_before) is query


def test_a_value_of_another_type_is_refused_before_anything_is_asked():
    make.TrajectoryFactory()
    with CaptureQueriesContext(connection) as captured, pytest.raises(ValidationError):
        composed(signed_up_before).rows(day="0001-01-01'; DROP TABLE x --", others=[1])
    assert not captured.captured_queries


@pytest.mark.parametrize("given", [{}, {"day": None}, {"others": [1]}, {"day": None, "others": [1], "more": 1}])
def test_a_value_too_few_or_too_many_is_refused(given):
    with pytest.raises(TypeError, match="needed"):
        composed(signed_up_before).rows(**given)


def test_an_empty_list_of_keys_is_refused():
    with pytest.raises(ValueError, match="others"):
        composed(signed_up_before).rows(day=timezone.localdate(), others=[])


def keeps_rows_from_somebody(model):
    """Does the model say which rows it keeps from a user, whatever the rules open?"""
    return model.kept_from.__func__ is not TrackedModel.kept_from.__func__


MODELS = [model for model in tracked_models() if model.view_permission and not model.access_through and not keeps_rows_from_somebody(model)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_composed_once_opens_the_same_rows_as_the_list(world, model):
    for user in User.objects.all():
        expected = list(keys(model.objects.allowed(user, model.view_permission)))
        rows = access.Allowed(model, user, model.view_permission)
        assert rows.rows(keys) == expected, user
        assert rows.count(keys) == len(expected)
    assert User.objects.count() > 5


def test_who_is_seen_through_others_has_no_composed_list(world):
    with pytest.raises(TypeError, match="trajectories"):
        access.Allowed(Person, world.leader, Permission.VIEW_PERSON)


def test_what_has_rows_that_are_kept_from_somebody_has_no_composed_list(world):
    kept = [model for model in tracked_models() if keeps_rows_from_somebody(model)]
    assert len(kept) > 5
    for model in kept:
        with pytest.raises(TypeError, match="kept from"):
            access.Allowed(model, world.leader, model.view_permission)


def test_rights_are_read_by_one_query_and_kept_for_a_request(world):
    access.remember(world.coach)
    with CaptureQueriesContext(connection) as captured:
        for permission in RULES:
            access.may_somewhere(world.coach, permission)
    assert len(captured) == 1
