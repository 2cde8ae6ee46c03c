"""What all tests share: roles with leakable neighbours, quick passwords, and a client that signs in."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection

from casetrack.access import Role
from tests import factories as make


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Before the test database goes, end connections that Playwright's event loop kept open beside the test's own."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True)
def _quick_and_clean(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def world(db):
    """One programme with people in every role, and a neighbour programme whose data must never leak.

    world.leader, coach, coach2, partner, funder, administrator; world.edition with three started
    trajectories: mine (of coach), other (of coach2), nobody (no coach); world.neighbour has its own
    leader, coach, edition and trajectory; world.former is a coach whose assignment to `mine` ended yesterday.
    """
    return build_world()


def build_world():
    """The rows of the `world` fixture."""
    from datetime import timedelta

    from django.utils import timezone

    home = make.OrganisationFactory(name="Home institute")
    home.kept_by = home
    home.save()
    w = SimpleNamespace(home=home)
    w.programme = make.ProgrammeFactory(organisation=home, code="home-programme", name="Home programme")
    w.edition = make.EditionFactory(programme=w.programme, code="home-edition", name="Home edition", target=100)
    w.phase = make.PhaseFactory(edition=w.edition, order=1, name="Lessons")
    w.funding = make.FundingFactory(edition=w.edition, funder__name="Home funder", funder__kept_by=home)
    w.partnership = make.PartnershipFactory(edition=w.edition, organisation__name="Home partner", organisation__kept_by=home)

    w.leader = make.ProgrammeMemberFactory(programme=w.programme, user__email="leader@test.example").user
    w.coach = make.ProgrammeMemberFactory(programme=w.programme, role=Role.COACH, user__email="coach@test.example").user
    w.coach2 = make.ProgrammeMemberFactory(programme=w.programme, role=Role.COACH, user__email="coach2@test.example").user
    w.former = make.ProgrammeMemberFactory(programme=w.programme, role=Role.COACH, user__email="former@test.example").user
    w.administrator = make.OrganisationMemberFactory(organisation=home, user__email="administrator@test.example").user
    w.funder = make.OrganisationMemberFactory(organisation=w.funding.funder, role=Role.FUNDER_CONTACT, user__email="funder@test.example").user
    w.partner = make.OrganisationMemberFactory(organisation=w.partnership.organisation, role=Role.PARTNER, user__email="partner@test.example").user
    w.nobody = make.UserFactory(email="nobody@test.example")
    w.deactivated = make.ProgrammeMemberFactory(programme=w.programme, user__email="gone@test.example", user__is_active=False).user
    w.anonymous = AnonymousUser()

    w.mine = make.StartedTrajectoryFactory(edition=w.edition, person__first_name="Mina", person__last_name="Eigenhuis")
    w.other = make.StartedTrajectoryFactory(edition=w.edition, person__first_name="Otto", person__last_name="Anderman")
    w.unassigned = make.StartedTrajectoryFactory(edition=w.edition, person__first_name="Nina", person__last_name="Niemand")
    make.AssignmentFactory(trajectory=w.mine, user=w.coach)
    make.AssignmentFactory(trajectory=w.other, user=w.coach2)
    make.AssignmentFactory(trajectory=w.mine, user=w.former, ends_on=timezone.localdate() - timedelta(days=1))
    w.contact = make.ContactMomentFactory(trajectory=w.mine, author=w.coach, note="Note about Mina")
    w.other_contact = make.ContactMomentFactory(trajectory=w.other, author=w.coach2, note="Secret about Otto")
    w.session = make.SessionFactory(edition=w.edition, title="Home lesson")
    w.outcome = make.OutcomeFactory(trajectory=w.mine, organisation="Bakery of Mina")
    w.other_outcome = make.OutcomeFactory(trajectory=w.other, organisation="Garage of Otto")
    w.sign_up = make.SignUpFactory(trajectory=w.mine, organisation=w.partnership.organisation, explanation="Told by the partner")

    away = make.OrganisationFactory(name="Away institute")
    away.kept_by = away
    away.save()
    n = w.neighbour = SimpleNamespace(home=away)
    n.programme = make.ProgrammeFactory(organisation=away, code="away-programme", name="Away programme")
    n.edition = make.EditionFactory(programme=n.programme, code="away-edition", name="Away edition")
    n.phase = make.PhaseFactory(edition=n.edition, order=1, name="Away phase")
    n.funding = make.FundingFactory(edition=n.edition, funder__name="Away funder", funder__kept_by=away)
    n.partnership = make.PartnershipFactory(edition=n.edition, organisation__name="Away partner", organisation__kept_by=away)
    n.leader = make.ProgrammeMemberFactory(programme=n.programme, user__email="away-leader@test.example").user
    n.coach = make.ProgrammeMemberFactory(programme=n.programme, role=Role.COACH, user__email="away-coach@test.example").user
    n.administrator = make.OrganisationMemberFactory(organisation=away, user__email="away-administrator@test.example").user
    n.funder = make.OrganisationMemberFactory(organisation=n.funding.funder, role=Role.FUNDER_CONTACT).user
    n.partner = make.OrganisationMemberFactory(organisation=n.partnership.organisation, role=Role.PARTNER).user
    n.trajectory = make.StartedTrajectoryFactory(edition=n.edition, person__first_name="Vera", person__last_name="Verweg")
    make.AssignmentFactory(trajectory=n.trajectory, user=n.coach)
    n.contact = make.ContactMomentFactory(trajectory=n.trajectory, author=n.coach, note="Secret about Vera")
    n.session = make.SessionFactory(edition=n.edition, title="Away lesson")
    n.outcome = make.OutcomeFactory(trajectory=n.trajectory, organisation="Shop of Vera")
    n.sign_up = make.SignUpFactory(trajectory=n.trajectory, organisation=n.partnership.organisation)
    return w


@pytest.fixture
def sign_in(client):
    """`sign_in(user)` gives the client, signed in as that user."""

    def enter(user):
        client.force_login(user)
        return client

    return enter
