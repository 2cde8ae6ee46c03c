"""The Monday mail: counts and links for coordinators, names of nobody, once a week."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from casetrack.models import Digest
from participants.models import Person
from tests import factories as make


@pytest.fixture
def quiet(world):
    """A household without contact for too long, beside what the world has."""
    k = world.kansrijk
    k.silent = make.HouseholdTrajectoryFactory(edition=k.edition, area=k.east, person__first_name="Stille", person__last_name="Wateren")
    return world


def sent_to(user):
    return [message for message in mail.outbox if message.to == [user.email]]


def test_a_coordinator_gets_counts_and_links_and_no_name(quiet, capsys):
    call_command("send_digest")
    [message] = sent_to(quiet.coordinator)
    assert "/work/#work-no_contact" in message.body
    names = {name for person in Person.objects.all() for name in (person.first_name, person.last_name)}
    names |= {"Elsje", "Oosting", "Wubbo", "Westing", quiet.kansrijk.home_case.household.name}
    assert not [name for name in names if name in message.subject + message.body]
    assert "Mails sent:" in capsys.readouterr().out


def test_the_count_in_the_mail_is_the_count_on_the_page(quiet, sign_in):
    call_command("send_digest")
    page = sign_in(quiet.coordinator).get("/work/").content.decode()
    lines = [line for line in sent_to(quiet.coordinator)[0].body.splitlines() if line.startswith("- ")]
    assert lines
    for line in lines:
        title, count = line.removeprefix("- ").rsplit(": ", 1)
        assert title in page
        assert f'{title} <span class="nl-data-badge">{count}' in " ".join(page.split())


def test_it_is_sent_once_a_week_whoever_runs_it(quiet):
    call_command("send_digest")
    first = len(mail.outbox)
    call_command("send_digest")
    assert len(mail.outbox) == first > 0
    Digest.objects.update(week=timezone.localdate() - timedelta(days=14))
    call_command("send_digest")
    assert len(mail.outbox) == 2 * first


def test_only_who_coordinates_or_leads_gets_one(quiet):
    call_command("send_digest")
    getters = {message.to[0] for message in mail.outbox}
    assert quiet.coordinator.email in getters
    others = (quiet.buddy, quiet.spil, quiet.achterwacht, quiet.coach, quiet.administrator, quiet.funder, quiet.deactivated, quiet.nobody)
    assert not getters & {user.email for user in others}


def test_a_mail_that_fails_is_tried_again_and_keeps_no_other_back(quiet, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError, match="could not be sent"):
        call_command("send_digest")
    assert not Digest.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_digest")
    assert sent_to(quiet.coordinator)
