"""The demonstration: counts of the public record, history that reads well, and accounts that work."""

import io
import random
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from casetrack.access import Permission
from casetrack.audit import time_line, tracked_models
from casetrack.models import User
from outcomes.demo.cohorts import NJ_2014
from outcomes.demo.load import SEED
from outcomes.demo.paths import paths
from outcomes.figures import uitstroom
from outcomes.management.commands.demo import ACCOUNTS, PASSWORD
from outcomes.models import Outcome, Report
from participants.models import Person, Trajectory
from programmes.models import Edition

# What comes in with the public form, and what the clock does, has no author.
# The clock, public forms, and the value lists of the law that come with casetrack.
BY_NOBODY = {"sign_up_received", "sign_up_closed", "sign_up_emptied", "discrimination_reported", "list_value_added"}


def figure(code, letter, as_of):
    """Numerator and denominator of a figure of an edition."""
    computed = uitstroom(Edition.objects.get(code=code), as_of=as_of)
    [found] = [figure for figure in computed.figures if figure.letter == letter]
    return found.n, found.d


def counts():
    """How many rows and history rows each model has."""
    return {model: (model._base_manager.count(), model.history.count()) for model in tracked_models()}


def test_the_editions_have_the_counts_of_the_public_record(demo):
    for day in (date(2014, 12, 31), timezone.localdate()):
        assert figure("nj-2014", "R", day) == (7, 35)
        assert figure("nj-2014", "S", day) == (7, 15)
    assert figure("nj-2.0", "F", date(2022, 3, 31)) == (28, 100)
    assert Trajectory.objects.filter(edition__code="nj-2017", started_on__isnull=False).count() == 80


def test_a_report_as_of_an_earlier_day_differs_from_what_is_known_now(demo):
    known_then = figure("nj-2.0", "F", date(2022, 3, 31))
    in_time = uitstroom(Edition.objects.get(code="nj-2.0"), as_of=date(2022, 6, 30))
    began_in_time = Outcome.objects.filter(
        trajectory__edition__code="nj-2.0", start_on__lte=date(2022, 3, 31), recorded_on__gt=date(2022, 3, 31), supersedes__isnull=True
    ).exclude(kind="job_searching")
    assert known_then == (28, 100)
    assert began_in_time.exists(), "somebody who began in time was heard of too late"
    assert in_time.figures[0].n != 28
    assert Outcome.objects.filter(withdrawn=True).count() == 2


def test_loading_twice_makes_nothing_double(demo):
    before, told = counts(), io.StringIO()
    call_command("demo", stdout=told)
    assert counts() == before
    assert "already there" in told.getvalue()


def test_two_loads_give_the_same_people(demo):
    before = list(Person.objects.order_by("pk").values_list("first_name", "last_name", "birth_date", "street"))
    again = paths(NJ_2014, random.Random(SEED), timezone.localdate(), 1)
    assert [(p.person["first_name"], p.person["last_name"], p.person["birth_date"], p.person["street"]) for p in again] == before[:35]


def test_every_row_holds_by_its_own_rules_and_every_history_row_has_an_author_and_lies_in_the_past(demo):
    now = timezone.now()
    for model in tracked_models():
        relations = [field.name for field in model._meta.concrete_fields if field.is_relation]  # the database has checked these
        for row in model._base_manager.all():
            row.clean_fields(exclude=relations)
        assert set(model.history.filter(history_user__isnull=True).values_list("history_change_reason", flat=True)) <= BY_NOBODY, model
        assert not model.history.filter(history_date__gt=now).exists(), model
        assert model.history.filter(history_type="+").count() == model._base_manager.count(), model


def test_the_last_history_row_is_what_the_row_is_now(demo):
    for model in tracked_models():
        columns = [field.attname for field in model._meta.concrete_fields]
        now = {row["id"]: row for row in model._base_manager.values(*columns)}
        last = {row["id"]: row for row in model.history.order_by("history_date", "history_id").values(*columns)}
        assert last == now


def test_the_time_line_tells_the_story_in_the_order_of_the_days(demo):
    trajectory = Trajectory.objects.filter(edition__code="nj-2014", end_reason="work", completed="no").first()
    entries = time_line(trajectory.pk, User.objects.get(email="leader@example.org"))
    assert entries[-1].at.date() == trajectory.registered_on
    assert len(entries) > 15


def test_the_funder_finds_one_submitted_report_and_nobody_elses(demo):
    funder = User.objects.get(email="funder@example.org")
    [report] = Report.objects.allowed(funder, Permission.VIEW_REPORT)
    assert (report.funding.edition.code, report.as_of) == ("nj-2017", date(2018, 12, 31))
    assert not Trajectory.objects.allowed(funder, Permission.VIEW_TRAJECTORY).exists()


@pytest.mark.parametrize("email", [email for email, _what in ACCOUNTS])
def test_each_account_can_sign_in(demo, client, email):
    assert client.login(email=email, password=PASSWORD)


def test_the_coaches_each_have_about_a_third_of_the_current_trajectories(demo):
    current = Trajectory.objects.filter(edition__code="nj-demo", ended_on__isnull=True)
    for email in ("coach@example.org", "coach2@example.org"):
        seen = current.allowed(User.objects.get(email=email), Permission.VIEW_TRAJECTORY).count()
        assert 0.25 <= seen / current.count() <= 0.45


def test_all_four_answer_states_occur(demo):
    states = set(Trajectory.objects.order_by().values_list("education_state", flat=True))
    assert states == {"answered", "refused", "unknown", "not_asked"}
