"""Sign-ups that nobody acted on expire, and what is no longer needed is really gone."""

import itertools
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from casetrack.actions import Refusal
from casetrack.audit import tracked_models
from referrals import actions
from referrals.choices import SignUpState, months_before
from referrals.models import ContactAttempt, SignUp
from tests import factories as make

SECRETS = ("Trijntje Geheim", "0599 777", "geheim@example.org", "Geheimstraat 1", "Says Geheim", "Buur Geheim", "Note Geheim", "Why Geheim")


@pytest.fixture
def signal(world):
    """A signal full of personal data, with an attempt and reasons."""
    k = world.kansrijk
    row = make.SignalFactory(
        edition=k.edition, area=k.east, name=SECRETS[0], phone=SECRETS[1], email=SECRETS[2], street=SECRETS[3], explanation=SECRETS[4],
        reporter_name=SECRETS[5], birth_year=1940, signals=["memory"], source="gp",
    )  # fmt: skip
    actions.record_attempt(row, by=k.spil, channel="phone", result="not_reached", note=SECRETS[6])
    actions.change_sign_up(row, by=k.spil, postcode="9501 AA", why=SECRETS[7])
    row.refresh_from_db()
    return row


def left_in_database():
    """The secrets that stand in any column of any table of the referrals, history tables included."""
    found = set()
    with connection.cursor() as cursor:
        for table in ("referrals_signup", "referrals_historicalsignup", "referrals_contactattempt", "referrals_historicalcontactattempt"):
            cursor.execute(f"SELECT * FROM {table}")
            text = repr(cursor.fetchall())
            found |= {secret for secret in SECRETS if secret in text}
    return found


def age(row, received, tried=None):
    """Let it have come in, and have been tried, so long ago."""
    row.received_on = received
    row.save()
    ContactAttempt.objects.filter(sign_up=row).get()
    for attempt in row.attempts.all():
        attempt.held_on = tried or received
        attempt.save()


def test_the_secrets_of_this_test_are_found_where_they_stand(signal):
    assert left_in_database() == set(SECRETS)
    assert SignUp in tracked_models()


def test_what_nobody_acted_on_for_three_months_is_closed_and_emptied_in_the_history_too(signal):
    today = timezone.localdate()
    age(signal, months_before(today, 3))
    assert actions.expire_sign_ups() == {"closed": 1, "emptied": 1}
    assert left_in_database() == set()
    signal.refresh_from_db()
    assert (signal.close_reason, signal.closed_on, signal.emptied_on, signal.birth_year) == ("expired", today, today, None)
    assert (signal.signals, signal.source, signal.area_id, signal.attempts.get().result) == (["memory"], "gp", signal.area_id, "not_reached")
    assert signal.history.first().history_user is None
    assert SignUp.objects.with_state().get(pk=signal.pk).state == SignUpState.CLOSED


def test_one_day_earlier_it_still_waits(signal):
    age(signal, months_before(timezone.localdate(), 3) + timedelta(days=1))
    assert actions.expire_sign_ups() == {"closed": 0, "emptied": 0}
    assert left_in_database() == set(SECRETS)


def test_an_attempt_keeps_it_open_for_three_months_more(signal):
    today = timezone.localdate()
    age(signal, months_before(today, 8), months_before(today, 3) + timedelta(days=1))
    assert SignUp.objects.with_state().get(pk=signal.pk).state == SignUpState.TRYING
    assert actions.expire_sign_ups()["closed"] == 0
    age(signal, months_before(today, 8), months_before(today, 3))
    assert SignUp.objects.with_state().get(pk=signal.pk).state == SignUpState.EXPIRED


def test_what_was_closed_is_emptied_after_three_months_and_not_before(world, signal):
    today = timezone.localdate()
    actions.close_sign_up(signal, by=world.spil, reason="already_helped", why="Why Geheim")
    signal.refresh_from_db()
    for closed, emptied in ((months_before(today, 3) + timedelta(days=1), 0), (months_before(today, 3), 1)):
        signal.received_on, signal.closed_on = months_before(today, 4), closed
        signal.save()
        assert actions.expire_sign_ups() == {"closed": 0, "emptied": emptied}
    assert left_in_database() == set()
    signal.refresh_from_db()
    assert signal.close_reason == "already_helped"


def test_what_became_a_trajectory_stays_with_the_dossier(world, signal):
    person = {"first_name": "Trijntje", "last_name": "Geheim", "country": "NL"}
    actions.accept_sign_up(signal, by=world.spil, person_fields=person, told_on=timezone.localdate())
    signal.refresh_from_db()
    age(signal, months_before(timezone.localdate(), 9))
    assert actions.expire_sign_ups() == {"closed": 0, "emptied": 0}
    assert left_in_database() == set(SECRETS)


def test_running_it_twice_changes_nothing_more(signal, capsys):
    age(signal, months_before(timezone.localdate(), 5))
    call_command("expire_sign_ups")
    before = signal.history.count()
    call_command("expire_sign_ups")
    assert capsys.readouterr().out.splitlines() == ["Closed: 1; emptied: 1", "Closed: 0; emptied: 0"]
    assert signal.history.count() == before


def test_other_sign_ups_keep_their_history(world, signal):
    others = [world.kansrijk.signal_east, world.kansrijk.signal_west, world.sign_up]
    before = [(row.name, row.history.count(), *row.history.values_list("name", flat=True)) for row in others]
    age(signal, months_before(timezone.localdate(), 5))
    actions.expire_sign_ups()
    after = [(row.name, row.history.count(), *row.history.values_list("name", flat=True)) for row in others]
    assert after == before


def test_an_emptied_sign_up_can_still_be_read_and_is_only_counted(world, sign_in, signal):
    age(signal, months_before(timezone.localdate(), 5))
    actions.expire_sign_ups()
    text = sign_in(world.spil).get(signal.get_absolute_url()).content.decode()
    listed = sign_in(world.coordinator).get("/sign-ups/", {"state": "closed"}).content.decode()
    assert not [secret for secret, page in itertools.product(SECRETS, (text, listed)) if secret in page]
    signal.refresh_from_db()
    with pytest.raises(Refusal):
        actions.reopen_sign_up(signal, by=world.coordinator, why="x")
    with pytest.raises(Refusal):
        actions.record_told(signal, by=world.coordinator)
