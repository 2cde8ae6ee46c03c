"""Made-up rows for tests."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from casetrack.access import Role
from casetrack.models import User
from outcomes.models import Outcome
from participants.models import Assignment, Attendance, ContactMoment, Person, Trajectory
from programmes.models import (
    Edition,
    Funding,
    Organisation,
    OrganisationMember,
    Partnership,
    Phase,
    Programme,
    ProgrammeMember,
    Session,
)
from referrals.models import SignUp

PASSWORD = "a-long-test-password"


def long_ago():
    """A first day of a role that has lasted a while."""
    return timezone.localdate() - timedelta(days=400)


class UserFactory(factory.django.DjangoModelFactory):
    """A user without any role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    first_name = factory.Sequence(lambda n: f"First{n}")
    last_name = factory.Sequence(lambda n: f"Last{n}")

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        """A password that every test user has."""
        self.set_password(extracted or PASSWORD)
        self.save()


class OrganisationFactory(factory.django.DjangoModelFactory):
    """An organisation."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = "institute"


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """A programme of job guidance."""

    class Meta:
        model = Programme

    organisation = factory.SubFactory(OrganisationFactory)
    code = factory.Sequence(lambda n: f"programme-{n}")
    name = factory.Sequence(lambda n: f"Programme {n}")
    kind = "job_guidance"


class EditionFactory(factory.django.DjangoModelFactory):
    """An edition of two years around today."""

    class Meta:
        model = Edition

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda n: f"edition-{n}")
    name = factory.Sequence(lambda n: f"Edition {n}")
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=365))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))


class PhaseFactory(factory.django.DjangoModelFactory):
    """A phase of an edition."""

    class Meta:
        model = Phase

    edition = factory.SubFactory(EditionFactory)
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Phase {n}")


class PartnershipFactory(factory.django.DjangoModelFactory):
    """An organisation that takes part in an edition."""

    class Meta:
        model = Partnership

    edition = factory.SubFactory(EditionFactory)
    organisation = factory.SubFactory(OrganisationFactory, kind="employment_service")


class FundingFactory(factory.django.DjangoModelFactory):
    """Money for an edition."""

    class Meta:
        model = Funding

    edition = factory.SubFactory(EditionFactory)
    funder = factory.SubFactory(OrganisationFactory, kind="funder")
    reference = factory.Sequence(lambda n: f"REF-{n}")
    starts_on = factory.SelfAttribute("edition.starts_on")
    ends_on = factory.SelfAttribute("edition.ends_on")


class ProgrammeMemberFactory(factory.django.DjangoModelFactory):
    """A project leader, since long ago."""

    class Meta:
        model = ProgrammeMember

    programme = factory.SubFactory(ProgrammeFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.PROJECT_LEADER
    starts_on = factory.LazyFunction(long_ago)


class OrganisationMemberFactory(factory.django.DjangoModelFactory):
    """An administrator, since long ago."""

    class Meta:
        model = OrganisationMember

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.ADMINISTRATOR
    starts_on = factory.LazyFunction(long_ago)


class PersonFactory(factory.django.DjangoModelFactory):
    """A made-up person."""

    class Meta:
        model = Person

    first_name = factory.Sequence(lambda n: f"Anna{n}")
    last_name = factory.Sequence(lambda n: f"Veenstra{n}")
    birth_date = date(1980, 5, 17)
    country = "NL"


class TrajectoryFactory(factory.django.DjangoModelFactory):
    """Somebody who signed up a while ago."""

    class Meta:
        model = Trajectory

    edition = factory.SubFactory(EditionFactory)
    person = factory.SubFactory(PersonFactory)
    registered_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))


class StartedTrajectoryFactory(TrajectoryFactory):
    """Somebody who was selected and started."""

    intake_on = factory.LazyAttribute(lambda o: o.registered_on + timedelta(days=10))
    selected = "yes"
    decided_on = factory.LazyAttribute(lambda o: o.registered_on + timedelta(days=20))
    started_on = factory.LazyAttribute(lambda o: o.registered_on + timedelta(days=30))


class AssignmentFactory(factory.django.DjangoModelFactory):
    """A coach of a trajectory, since long ago."""

    class Meta:
        model = Assignment

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.COACH
    starts_on = factory.LazyFunction(long_ago)


class ContactMomentFactory(factory.django.DjangoModelFactory):
    """A phone call."""

    class Meta:
        model = ContactMoment

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    channel = "phone"
    result = "spoken"
    note = factory.Sequence(lambda n: f"Note {n}")
    author = factory.SubFactory(UserFactory)


class SessionFactory(factory.django.DjangoModelFactory):
    """A lesson today."""

    class Meta:
        model = Session

    edition = factory.SubFactory(EditionFactory)
    title = factory.Sequence(lambda n: f"Lesson {n}")
    held_on = factory.LazyFunction(timezone.localdate)


class AttendanceFactory(factory.django.DjangoModelFactory):
    """Somebody was there."""

    class Meta:
        model = Attendance

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    session = factory.SubFactory(SessionFactory, edition=factory.SelfAttribute("..trajectory.edition"))
    status = "present"


class SignUpFactory(factory.django.DjangoModelFactory):
    """How a trajectory came in."""

    class Meta:
        model = SignUp

    trajectory = factory.SubFactory(TrajectoryFactory)
    edition = factory.SelfAttribute("trajectory.edition")
    received_on = factory.SelfAttribute("trajectory.registered_on")
    name = factory.LazyAttribute(lambda o: str(o.trajectory.person))


class OutcomeFactory(factory.django.DjangoModelFactory):
    """A job in the Netherlands."""

    class Meta:
        model = Outcome

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    kind = "paid_work"
    start_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    recorded_on = factory.SelfAttribute("start_on")
    country = "NL"
