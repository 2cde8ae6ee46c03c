"""The pages on which outcomes are shown, recorded, corrected and withdrawn."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outcomes import actions
from outcomes.models import Outcome
from tests import factories as make


def typed(**fields):
    return {"kind": "paid_work", "start_on": "2024-06-01", "recorded_on": timezone.localdate().isoformat(), "submission": str(uuid.uuid4())} | fields


@pytest.fixture
def url(world):
    return reverse("outcome_add", args=[world.mine.pk])


def test_a_coach_records_an_outcome_with_all_its_details(world, sign_in, url):
    details = {"country": "DE", "organisation": "Bäckerei Meppen", "hours_per_week": "32", "contract_months": "0", "evidence": "contract"}
    answer = sign_in(world.coach).post(url, typed(**details, verified_on="2024-06-05", end_on="2025-01-01"))
    outcome = Outcome.objects.get(organisation="Bäckerei Meppen")
    assert (answer.status_code, answer.url) == (302, f"/trajectories/{world.mine.pk}/#outcomes")
    assert (outcome.trajectory, outcome.hours_per_week, outcome.contract_months, outcome.evidence) == (world.mine, 32, 0, "contract")
    assert (outcome.start_on, outcome.end_on, outcome.verified_on) == (date(2024, 6, 1), date(2025, 1, 1), date(2024, 6, 5))
    assert outcome.history.get().history_user == world.coach


def test_sending_the_same_form_twice_makes_one_outcome(world, sign_in, url):
    form, before = typed(), Outcome.objects.count()
    client = sign_in(world.coach)
    assert [client.post(url, form).status_code for _ in range(2)] == [302, 302]
    assert Outcome.objects.count() == before + 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("hours_per_week", "61", "60"),
        ("hours_per_week", "0", "1"),
        ("end_on", "2024-01-01", "An outcome cannot end before it starts."),
        ("recorded_on", (timezone.localdate() + timedelta(days=2)).isoformat(), "What is known cannot lie in the future."),
        ("verified_on", (timezone.localdate() + timedelta(days=2)).isoformat(), "The date cannot lie in the future."),
        ("start_on", "yesterday", "Enter a valid date."),
        ("kind", "", "Make a choice."),
        ("organisation", "x" * 301, "300"),
    ],
)
def test_a_wrong_value_is_named_and_what_was_typed_is_kept(world, sign_in, english, url, field, value, said):
    before = Outcome.objects.count()
    answer = sign_in(world.coach).post(url, typed(organisation="Kept") | {field: value})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert said in text
    assert field == "organisation" or 'value="Kept"' in text
    assert Outcome.objects.count() == before


def test_the_list_shows_what_holds_first_and_what_was_corrected_or_withdrawn_with_the_reason(world, sign_in, english):
    wrong = make.OutcomeFactory(trajectory=world.mine, organisation="Wrong shop")
    actions.correct_outcome(world.mine, by=world.coach, outcome=wrong, organisation="Right shop", why="Typing error")
    gone = make.OutcomeFactory(trajectory=world.mine, organisation="Never began")
    actions.withdraw_outcome(world.mine, by=world.coach, outcome=gone, why="The job <b>fell through</b>")
    text = sign_in(world.coach).get(reverse("trajectory_outcomes", args=[world.mine.pk])).content.decode()
    holds, earlier = text.split("Corrected and withdrawn", 1)
    assert "Right shop" in holds
    assert "Bakery of Mina" in holds
    assert "Wrong shop" not in holds
    assert "Never began" not in holds
    assert "Typing error" in earlier
    assert "The job &lt;b&gt;fell through&lt;/b&gt;" in earlier
    assert "Garage of Otto" not in text


def test_htmx_gets_the_part_alone(world, sign_in):
    url = reverse("trajectory_outcomes", args=[world.mine.pk])
    client = sign_in(world.coach)
    assert "<html" in client.get(url).content.decode()
    assert "<html" not in client.get(url, headers={"HX-Request": "true"}).content.decode()


def test_a_correction_supersedes_and_keeps_the_old_row(world, sign_in):
    answer = sign_in(world.coach).post(reverse("outcome_correct", args=[world.outcome.pk]), typed(kind="training", why="It was a course"))
    newest = Outcome.objects.get(supersedes=world.outcome)
    assert answer.status_code == 302
    assert (newest.kind, newest.history.get().history_why) == ("training", "It was a course")
    assert Outcome.objects.get(pk=world.outcome.pk).kind == "paid_work"


def test_a_reason_that_seems_to_hold_a_bsn_warns_first_and_is_saved_after_the_tick(world, sign_in, english):
    client, said = sign_in(world.coach), typed(why="Was told by 111222333")
    url = reverse("outcome_correct", args=[world.outcome.pk])
    assert "This text seems to hold a BSN" in client.post(url, said).content.decode()
    assert not Outcome.objects.filter(supersedes=world.outcome).exists()
    assert client.post(url, {**said, "no_bsn": "on"}).status_code == 302


def test_an_outcome_that_was_corrected_already_is_not_corrected_again(world, sign_in, english):
    actions.correct_outcome(world.mine, by=world.coach, outcome=world.outcome, kind="training")
    answer = sign_in(world.coach).post(reverse("outcome_correct", args=[world.outcome.pk]), typed())
    assert "This outcome has been corrected already." in answer.content.decode()
    assert Outcome.objects.filter(supersedes=world.outcome).count() == 1


def test_a_withdrawal_needs_a_reason(world, sign_in, english):
    url = reverse("outcome_withdraw", args=[world.outcome.pk])
    client = sign_in(world.coach)
    assert "Fill this in." in client.post(url, {"why": "", "submission": str(uuid.uuid4())}).content.decode()
    assert not Outcome.objects.filter(supersedes=world.outcome).exists()
    assert client.post(url, {"why": "Never began", "submission": str(uuid.uuid4())}).status_code == 302
    assert Outcome.objects.get(supersedes=world.outcome).withdrawn


@pytest.mark.parametrize("name", ["outcome_correct", "outcome_withdraw"])
@pytest.mark.parametrize("who", ["coach2", "former", "administrator", "funder", "partner"])
def test_others_do_not_find_the_outcome(world, sign_in, name, who):
    assert sign_in(getattr(world, who)).get(reverse(name, args=[world.outcome.pk])).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many_outcomes(world, sign_in, django_assert_num_queries):
    url, client = reverse("trajectory_outcomes", args=[world.mine.pk]), sign_in(world.coach)
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)
    for _ in range(3):
        make.OutcomeFactory(trajectory=world.mine)
    with django_assert_num_queries(9):
        client.get(url)
