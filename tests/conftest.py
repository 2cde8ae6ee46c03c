"""What all tests share: roles with leakable neighbours, quick passwords, and a client that signs in."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from casetrack.access import Role
from referrals import limits
from tests import factories as make
from tests.kept import kept
from tests.vault import build_vault


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
    for limiter in (limits.MAILBOX, limits.REPORTS, limits.REPLIES_WITH_FILES):
        limiter.forget()
    translation.deactivate()  # the language that an earlier test's page left behind


@pytest.fixture
def world(db):
    """One programme with people in every role, and a neighbour programme whose data must never leak.

    world.leader, coach, coach2, partner, funder, administrator; world.edition with three started
    trajectories: mine (of coach), other (of coach2), nobody (no coach); world.neighbour has its own
    leader, coach, edition and trajectory; world.former is a coach whose assignment to `mine` ended yesterday.

    world.kansrijk is a second programme, of households, with coordinator, buddy (of `home_case`), buddy2 (of
    `next_door`), spil (of area `east`; no trajectory), spil2 (of area `west`), achterwacht (of `home_case`, no
    consent) and achterwacht2 (of `next_door`, with consent); each trajectory has a part of every kind.
    """
    return kept("world", build_world)


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
    w.kansrijk = build_kansrijk(home)
    for name in ("coordinator", "buddy", "buddy2", "spil", "spil2", "achterwacht", "achterwacht2"):
        setattr(w, name, getattr(w.kansrijk, name))
    return w


def build_kansrijk(home):
    """A programme of households with buddies, Spillen and achterwachten; see `world`."""
    from datetime import timedelta

    from django.utils import timezone

    k = SimpleNamespace(home=home)
    k.programme = make.ProgrammeFactory(organisation=home, code="kansrijk-test", name="Kansrijk test", kind="buddy")
    k.edition = make.EditionFactory(
        programme=k.programme,
        code="kansrijk-oost-test",
        name="Kansrijk Oost test",
        guide_role=Role.BUDDY,
        contact_within_days=14,
        entry_facts=["on_benefit", "municipality"],
        modules=["households", "goals", "back_up", "network", "exchange", "referrals", "living_at_home"],
        public_sign_up=True,
    )
    k.phase = make.PhaseFactory(edition=k.edition, order=1, name="Getting to know")
    k.east, k.west = make.AreaFactory(programme=k.programme, name="East"), make.AreaFactory(programme=k.programme, name="West")
    for name, role in (
        ("coordinator", Role.COORDINATOR), ("buddy", Role.BUDDY), ("buddy2", Role.BUDDY), ("spil", Role.SPIL), ("spil2", Role.SPIL),
        ("achterwacht", Role.ACHTERWACHT), ("achterwacht2", Role.ACHTERWACHT),
    ):  # fmt: skip
        setattr(k, name, make.ProgrammeMemberFactory(programme=k.programme, role=role, user__email=f"{name}@test.example").user)
    make.AreaMemberFactory(area=k.east, user=k.spil)
    make.AreaMemberFactory(area=k.west, user=k.spil2)
    make.AreaMemberFactory(area=k.east, user=k.buddy, role=Role.BUDDY)
    k.volunteer = make.VolunteerFileFactory(programme=k.programme, user=k.buddy, languages=["nl", "ar"], vog_on=timezone.localdate())
    k.life_area = make.LifeAreaFactory(edition=k.edition, order=1, name="Money")
    k.wish = make.WishFactory(edition=k.edition, order=1, name="More contacts")
    k.moment = make.EditionMomentFactory(edition=k.edition)
    k.instrument = make.InstrumentFactory(kept_by=home, code="ladder-test", name="Ladder test")
    k.edition_instrument = make.EditionInstrumentFactory(edition=k.edition, instrument=k.instrument)
    k.receiver = make.OrganisationFactory(name="Test food bank", kind="food_bank", kept_by=home, receives_referrals=True)

    k.home_case = make.HouseholdTrajectoryFactory(
        edition=k.edition, area=k.east, person__first_name="Hanna", person__last_name="Huizinga", household__name="Household Huizinga"
    )
    k.next_door = make.HouseholdTrajectoryFactory(
        edition=k.edition, area=k.west, person__first_name="Nadia", person__last_name="Naastgelegen", household__name="Household Naastgelegen"
    )
    make.AssignmentFactory(trajectory=k.home_case, user=k.buddy, role=Role.BUDDY)
    make.AssignmentFactory(trajectory=k.next_door, user=k.buddy2, role=Role.BUDDY)
    make.AssignmentFactory(trajectory=k.home_case, user=k.achterwacht, role=Role.ACHTERWACHT)
    make.AssignmentFactory(trajectory=k.next_door, user=k.achterwacht2, role=Role.ACHTERWACHT)
    make.ConsentFactory(trajectory=k.home_case, ends_on=timezone.localdate(), starts_on=timezone.localdate() - timedelta(days=30))  # withdrawn today
    make.ConsentFactory(trajectory=k.next_door)
    for case, guide in ((k.home_case, k.buddy), (k.next_door, k.buddy2)):
        who = case.person.first_name
        make.HouseholdMemberFactory(household=case.household, person__first_name=f"Child of {who}", relation="child")
        make.ContactMomentFactory(trajectory=case, author=guide, channel="visit", note=f"Visit to {who}")
        make.HelpRequestFactory(trajectory=case, asked_by=guide)
        task = make.TaskFactory(goal__theme__trajectory=case, goal__theme__wording=f"Stress of {who}", wording=f"Small step of {who}")
        make.GoalFactory(theme=task.goal.theme, life_area=k.life_area, wording=f"Second goal of {who}")
        make.NetworkMemberFactory(trajectory=case, name=f"Neighbour of {who}")
        make.ExchangeFactory(trajectory=case, wording=f"Soup of {who}")
        make.AnswersFactory(measurement__trajectory=case, measurement__instrument=k.instrument, measurement__author=guide)
        make.GroupAnswersFactory(measurement__trajectory=case, measurement__author=guide, measurement__moment="end")
        make.ReferralFactory(trajectory=case, organisation=k.receiver, author=guide, reason=f"Debts of {who}")
        make.FollowUpFactory(trajectory=case)
        make.SignUpFactory(trajectory=case)
        make.OutcomeFactory(trajectory=case, kind="out_of_benefit", country="")
        make.StoryFactory(consent__trajectory=case, title=f"Story of {who}")
    k.signal_east = make.SignalFactory(edition=k.edition, area=k.east, name="Elsje Oosting", explanation="Told about Elsje")
    k.signal_west = make.SignalFactory(edition=k.edition, area=k.west, name="Wubbo Westing", explanation="Told about Wubbo")
    make.ContactAttemptFactory(sign_up=k.signal_east, author=k.spil, note="Called Elsje")
    make.ContactAttemptFactory(sign_up=k.signal_west, author=k.spil2, note="Called Wubbo")
    k.sheet = make.SheetFactory(edition=k.edition, made_by=k.coordinator)
    return k


@pytest.fixture
def vault(db):
    """A meldpunt with lead, consulent, barred (kept from some reports) and former; see tests/vault.py."""
    return kept("vault", build_vault)


@pytest.fixture
def sign_in(client):
    """`sign_in(user)` gives the client, signed in as that user."""

    def enter(user):
        client.force_login(user)
        return client

    return enter
