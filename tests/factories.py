"""Made-up rows for tests."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from casetrack.access import Role
from casetrack.models import User
from outcomes.models import FollowUp, Outcome, Sheet, Story
from participants.models import (
    Answers,
    Assignment,
    Attendance,
    Consent,
    ContactMoment,
    Exchange,
    Goal,
    GroupAnswers,
    HelpRequest,
    Household,
    HouseholdMember,
    Measurement,
    NetworkMember,
    Person,
    Task,
    Theme,
    Trajectory,
)
from programmes.instruments import library
from programmes.models import (
    Area,
    AreaMember,
    Edition,
    EditionInstrument,
    EditionMoment,
    Funding,
    Instrument,
    LifeArea,
    Organisation,
    OrganisationMember,
    Partnership,
    Phase,
    Programme,
    ProgrammeMember,
    Session,
    VolunteerFile,
    Wish,
)
from referrals.models import ContactAttempt, Referral, SignUp

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


class AreaFactory(factory.django.DjangoModelFactory):
    """A neighbourhood of a programme."""

    class Meta:
        model = Area

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Area {n}")


class AreaMemberFactory(factory.django.DjangoModelFactory):
    """A Spil of an area, since long ago."""

    class Meta:
        model = AreaMember

    area = factory.SubFactory(AreaFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.SPIL
    starts_on = factory.LazyFunction(long_ago)


class LifeAreaFactory(factory.django.DjangoModelFactory):
    """A life area of an edition."""

    class Meta:
        model = LifeArea

    edition = factory.SubFactory(EditionFactory)
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Life area {n}")


class WishFactory(factory.django.DjangoModelFactory):
    """A wish of an edition."""

    class Meta:
        model = Wish

    edition = factory.SubFactory(EditionFactory)
    order = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Wish {n}")


class EditionMomentFactory(factory.django.DjangoModelFactory):
    """Measured at the start."""

    class Meta:
        model = EditionMoment

    edition = factory.SubFactory(EditionFactory)
    moment = "start"


class InstrumentFactory(factory.django.DjangoModelFactory):
    """A ladder of an organisation."""

    class Meta:
        model = Instrument

    kept_by = factory.SubFactory(OrganisationFactory)
    code = factory.Sequence(lambda n: f"ladder-{n}")
    name = factory.Sequence(lambda n: f"Ladder {n}")
    scoring = "ladder"
    definition = factory.LazyFunction(lambda: library.load("ladder"))


class EditionInstrumentFactory(factory.django.DjangoModelFactory):
    """An edition that uses an instrument."""

    class Meta:
        model = EditionInstrument

    edition = factory.SubFactory(EditionFactory)
    instrument = factory.SubFactory(InstrumentFactory)


class VolunteerFileFactory(factory.django.DjangoModelFactory):
    """A volunteer with room for three."""

    class Meta:
        model = VolunteerFile

    programme = factory.SubFactory(ProgrammeFactory)
    user = factory.SubFactory(UserFactory)
    capacity = 3


class HouseholdFactory(factory.django.DjangoModelFactory):
    """A household; its members are made apart."""

    class Meta:
        model = Household

    name = factory.Sequence(lambda n: f"Household {n}")


class HouseholdMemberFactory(factory.django.DjangoModelFactory):
    """An adult of a household."""

    class Meta:
        model = HouseholdMember

    household = factory.SubFactory(HouseholdFactory)
    person = factory.SubFactory(PersonFactory)
    relation = "adult"


class HouseholdTrajectoryFactory(StartedTrajectoryFactory):
    """A household under way; its contact person is a member."""

    class Meta:
        skip_postgeneration_save = True

    household = factory.SubFactory(HouseholdFactory)

    @factory.post_generation
    def member(self, create, extracted, **kwargs):
        """The contact person lives in the household."""
        HouseholdMemberFactory(household=self.household, person=self.person)


class ConsentFactory(factory.django.DjangoModelFactory):
    """The achterwacht may read, since a week."""

    class Meta:
        model = Consent

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    purpose = "achterwacht_reads"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=7))


class HelpRequestFactory(factory.django.DjangoModelFactory):
    """A question that waits for an answer."""

    class Meta:
        model = HelpRequest

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    question = factory.Sequence(lambda n: f"Question {n}")
    asked_by = factory.SubFactory(UserFactory)


class ThemeFactory(factory.django.DjangoModelFactory):
    """What gives most stress."""

    class Meta:
        model = Theme

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    wording = factory.Sequence(lambda n: f"Theme {n}")
    rank = 1


class GoalFactory(factory.django.DjangoModelFactory):
    """A goal that is worked on."""

    class Meta:
        model = Goal

    theme = factory.SubFactory(ThemeFactory)
    trajectory = factory.SelfAttribute("theme.trajectory")
    wording = factory.Sequence(lambda n: f"Goal {n}")


class TaskFactory(factory.django.DjangoModelFactory):
    """A small step to do."""

    class Meta:
        model = Task

    goal = factory.SubFactory(GoalFactory)
    trajectory = factory.SelfAttribute("goal.trajectory")
    wording = factory.Sequence(lambda n: f"Small step {n}")
    who = "participant"


class NetworkMemberFactory(factory.django.DjangoModelFactory):
    """A neighbour."""

    class Meta:
        model = NetworkMember

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    name = factory.Sequence(lambda n: f"Neighbour {n}")
    role = "neighbour"


class ExchangeFactory(factory.django.DjangoModelFactory):
    """Somebody who likes to cook for others."""

    class Meta:
        model = Exchange

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    direction = "offer"
    kind = "cooking"


class MeasurementFactory(factory.django.DjangoModelFactory):
    """Measured at the start, without answers yet."""

    class Meta:
        model = Measurement

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    instrument = factory.SubFactory(InstrumentFactory)
    moment = "start"
    about = factory.SelfAttribute("trajectory.person")
    author = factory.SubFactory(UserFactory)


class AnswersFactory(factory.django.DjangoModelFactory):
    """Step 2 of a ladder."""

    class Meta:
        model = Answers

    measurement = factory.SubFactory(MeasurementFactory)
    answers = factory.LazyFunction(lambda: {"step": 2})
    scores = factory.LazyFunction(lambda: {"step": 2})


class GroupAnswersFactory(AnswersFactory):
    """Answers that nobody may read."""

    class Meta:
        model = GroupAnswers


class ContactAttemptFactory(factory.django.DjangoModelFactory):
    """A call that was not answered."""

    class Meta:
        model = ContactAttempt

    sign_up = factory.SubFactory(SignUpFactory)
    channel = "phone"
    result = "not_reached"
    author = factory.SubFactory(UserFactory)


class SignalFactory(SignUpFactory):
    """A signal that came in a few days ago and is not a trajectory yet."""

    trajectory = None
    edition = factory.SubFactory(EditionFactory)
    received_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=3))
    source = "neighbour"
    name = factory.Sequence(lambda n: f"Signalled {n}")


class ReferralFactory(factory.django.DjangoModelFactory):
    """Referred to a food bank, without a result yet."""

    class Meta:
        model = Referral

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    organisation = factory.SubFactory(OrganisationFactory, kind="food_bank", receives_referrals=True)
    reason = factory.Sequence(lambda n: f"Reason {n}")
    consent = factory.SubFactory(ConsentFactory, trajectory=factory.SelfAttribute("..trajectory"), purpose="referral")
    author = factory.SubFactory(UserFactory)


class FollowUpFactory(factory.django.DjangoModelFactory):
    """Lives at home after six months."""

    class Meta:
        model = FollowUp

    trajectory = factory.SubFactory(StartedTrajectoryFactory)
    months = 6
    living = "at_home"


class StoryFactory(factory.django.DjangoModelFactory):
    """A story that was not checked yet."""

    class Meta:
        model = Story

    edition = factory.SelfAttribute("consent.trajectory.edition")
    consent = factory.SubFactory(ConsentFactory, purpose="story")
    title = factory.Sequence(lambda n: f"Story {n}")
    text = "Somebody took a small step."


class SheetFactory(factory.django.DjangoModelFactory):
    """A half-year sheet without figures."""

    class Meta:
        model = Sheet

    edition = factory.SubFactory(EditionFactory)
    period_from = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=180))
    period_to = factory.LazyFunction(timezone.localdate)
    as_of = factory.LazyFunction(timezone.localdate)
    figures = factory.LazyFunction(dict)
    made_by = factory.SubFactory(UserFactory)
