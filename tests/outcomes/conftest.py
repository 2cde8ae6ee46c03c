"""What these tests share: an edition with known figures, and the demonstration."""

import io
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from outcomes import actions
from tests import factories as make

AS_OF = date(2024, 12, 31)


@pytest.fixture
def cohort(world):
    """Ten people of 2024 in an edition of world.programme, as of 31 December 2024.

    10 signed up, 6 selected and started, 4 ended (one of them moved away, one for work); 3 placed (2 NL, 1 DE).
    """
    edition = make.EditionFactory(
        programme=world.programme, code="cohort", name="Cohort 2024", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31), target=5
    )
    funding = make.FundingFactory(edition=edition, funder=world.funding.funder, reference="INT-2024-7", logo_line="Made possible by the Home funder.")
    day = date(2024, 2, 1)
    waiting = [make.TrajectoryFactory(edition=edition, registered_on=day) for _ in range(4)]
    started = [make.StartedTrajectoryFactory(edition=edition, registered_on=day, **end) for end in ENDS]
    for trajectory, country in zip(started[:3], ("NL", "NL", "DE"), strict=True):
        make.OutcomeFactory(trajectory=trajectory, kind="paid_work", start_on=date(2024, 6, 1), country=country, organisation="Bakery")
    return SimpleNamespace(edition=edition, funding=funding, waiting=waiting, started=started, world=world)


ENDS = (
    {"ended_on": date(2024, 9, 1), "end_reason": "work", "completed": "yes"},
    {},
    {},
    {"ended_on": date(2024, 8, 1), "end_reason": "moved"},
    {"ended_on": date(2024, 8, 1), "end_reason": "no_contact"},
    {"ended_on": date(2024, 10, 1), "end_reason": "own_choice", "completed": "no"},
)


@pytest.fixture
def report(cohort):
    """A submitted report on the cohort."""
    return actions.submit_report(
        cohort.edition, by=cohort.world.leader, funding=cohort.funding, as_of=AS_OF, title="Report 2024", explanation="As agreed."
    )


@pytest.fixture
def english(client):
    """Pages in English."""
    client.cookies["casetrack_language"] = "en"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for these tests and rolled back after them."""
    quick = override_settings(DEMO=True, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), quick, transaction.atomic():
        call_command("demo", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db, settings):
    """The demonstration; what a test changes is undone."""
    settings.DEMO = True
