"""Made-up meldpunten for tests: rows of every kind, with neighbours that must never leak."""

from datetime import date, timedelta
from types import SimpleNamespace

import factory
from django.utils import timezone

from casetrack.access import Role
from programmes.models import Municipality
from referrals import sealing
from referrals.models import (
    Bundle,
    DiscriminationReport,
    ExternalFigure,
    HandlingStep,
    Letter,
    LetterTemplate,
    ListValue,
    Mailbox,
    MailboxFile,
    MailboxMessage,
    Meldpunt,
    MeldpuntMunicipality,
    Milestone,
    OtherParty,
    PersonalInterest,
    Population,
    Publication,
    ReportConsent,
    Reporter,
    ReportImport,
    ReportingYear,
    ReportReferral,
    SavedSearch,
)
from tests import factories as make


def value(name, key):
    """The national value of a list of the form."""
    return ListValue.objects.get(list=name, key=key)


def municipality(code="0106"):
    """A municipality of the list; Assen when none is named."""
    return Municipality.objects.get(country="NL", code=code)


class MeldpuntFactory(factory.django.DjangoModelFactory):
    """A meldpunt without an area."""

    class Meta:
        model = Meldpunt

    programme = factory.SubFactory(make.ProgrammeFactory, kind="meldpunt")
    code = factory.SelfAttribute("programme.code")
    name = factory.Sequence(lambda n: f"Meldpunt {n}")


class OtherPartyFactory(factory.django.DjangoModelFactory):
    """A shop."""

    class Meta:
        model = OtherParty

    meldpunt = factory.SubFactory(MeldpuntFactory)
    kind = "shop"
    organisation = factory.Sequence(lambda n: f"Shop {n}")


class BundleFactory(factory.django.DjangoModelFactory):
    """A mass report."""

    class Meta:
        model = Bundle

    meldpunt = factory.SubFactory(MeldpuntFactory)
    name = factory.Sequence(lambda n: f"Bundle {n}")


class DiscriminationReportFactory(factory.django.DjangoModelFactory):
    """A call of last week: race, on the labour market, in Assen by somebody who lives there."""

    class Meta:
        model = DiscriminationReport

    meldpunt = factory.SubFactory(MeldpuntFactory)
    number = factory.Sequence(lambda n: n + 1)
    received_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=7))
    channel = "phone"
    reporter_role = "victim"
    residence = factory.LazyFunction(municipality)
    residence_state = "known"
    incident = factory.LazyFunction(municipality)
    incident_state = "known"
    grounds = factory.LazyFunction(lambda: ["race"])
    terrain = factory.LazyFunction(lambda: value("terrain", "labour_market"))
    nature = factory.LazyFunction(lambda: value("nature", "disputed_treatment"))
    description = factory.Sequence(lambda n: f"What happened {n}")


class ReporterFactory(factory.django.DjangoModelFactory):
    """A reporter with a name."""

    class Meta:
        model = Reporter

    report = factory.SubFactory(DiscriminationReportFactory)
    name = factory.Sequence(lambda n: f"Reporter {n}")
    phone = "050 123 45 67"


class ReportConsentFactory(factory.django.DjangoModelFactory):
    """Consent to a referral."""

    class Meta:
        model = ReportConsent

    report = factory.SubFactory(DiscriminationReportFactory)
    step = "referral"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=5))


class HandlingStepFactory(factory.django.DjangoModelFactory):
    """Advice was given."""

    class Meta:
        model = HandlingStep

    report = factory.SubFactory(DiscriminationReportFactory)
    kind = factory.LazyFunction(lambda: value("handling", "advice"))
    note = factory.Sequence(lambda n: f"Advice {n}")
    author = factory.SubFactory(make.UserFactory)


class MilestoneFactory(factory.django.DjangoModelFactory):
    """The reporter was told that their identity becomes known."""

    class Meta:
        model = Milestone

    report = factory.SubFactory(DiscriminationReportFactory)
    kind = "identity_told"
    author = factory.SubFactory(make.UserFactory)


class LetterTemplateFactory(factory.django.DjangoModelFactory):
    """A letter to the reporter."""

    class Meta:
        model = LetterTemplate

    meldpunt = factory.SubFactory(MeldpuntFactory)
    name = factory.Sequence(lambda n: f"Template {n}")
    to = "reporter"
    subject = "Your report"
    body = "We received your report."


class LetterFactory(factory.django.DjangoModelFactory):
    """A letter that was sent."""

    class Meta:
        model = Letter

    report = factory.SubFactory(DiscriminationReportFactory)
    template = factory.SubFactory(LetterTemplateFactory, meldpunt=factory.SelfAttribute("..report.meldpunt"))
    to = "reporter"
    subject = "Your report"
    body = factory.Sequence(lambda n: f"Letter {n}")
    author = factory.SubFactory(make.UserFactory)


class ReportReferralFactory(factory.django.DjangoModelFactory):
    """Referred to the police, without a result yet."""

    class Meta:
        model = ReportReferral

    report = factory.SubFactory(DiscriminationReportFactory)
    body = "police"
    shared = factory.LazyFunction(lambda: ["facts"])
    consent = factory.SubFactory(ReportConsentFactory, report=factory.SelfAttribute("..report"))
    author = factory.SubFactory(make.UserFactory)


class MailboxFactory(factory.django.DjangoModelFactory):
    """The mailbox of a report, with one message of the reporter and a file; `code` opens it."""

    class Meta:
        model = Mailbox
        skip_postgeneration_save = True

    class Params:
        code = factory.LazyFunction(sealing.new_code)

    report = factory.SubFactory(DiscriminationReportFactory)
    lookup = factory.LazyAttribute(lambda o: sealing.lookup(o.code))
    public_key = factory.LazyAttribute(lambda o: sealing.public_key_of(o.code))

    @factory.post_generation
    def message(self, create, extracted, **kwargs):
        """Both sealed for both sides."""

        def sealed(content):
            return {
                "for_reporter": sealing.seal_for_reporter(content, self.public_key),
                "for_meldpunt": sealing.seal_for_meldpunt(content, self.report.meldpunt.code),
            }

        words = f"Message to {self.report.meldpunt.code} about {self.report.number}"
        message = MailboxMessage.objects.create(mailbox=self, from_reporter=True, **sealed(sealing.padded(words)))
        MailboxFile.objects.create(message=message, kind="png", size=7, **sealed(b"picture"))


class SavedSearchFactory(factory.django.DjangoModelFactory):
    """A search that somebody keeps for themselves."""

    class Meta:
        model = SavedSearch

    meldpunt = factory.SubFactory(MeldpuntFactory)
    owner = factory.SubFactory(make.UserFactory)
    name = factory.Sequence(lambda n: f"Search {n}")
    criteria = factory.LazyFunction(lambda: {"ground": "race"})


# The tables of a year without a single report.
NOTHING_PUBLISHED = {
    "definitions": 1,
    "values": {"municipality": [], "ground": [], "terrain": [], "nature": [], "handling": [], "finer": {}, "regions": {}},
    "names": [],
    "years": {"2021": {"cells": [], "others": [], "inhabitants": {}}},
}


def member(meldpunt, role, email):
    """A user who works for this meldpunt."""
    return make.ProgrammeMemberFactory(programme=meldpunt.programme, role=role, user__email=email).user


def build_vault(home=None, name="vault"):
    """One meldpunt with a row of every kind: lead, consulent, barred (kept from `hidden` and from `hidden_party`), former.

    v.report is an ordinary report with parts of every kind; v.hidden one in which `barred` has a personal interest;
    v.of_party one about `hidden_party`, in which `barred` has one too; v.anonymous one without a name.
    """
    v = SimpleNamespace(home=home or make.OrganisationFactory(name=f"Institute of {name}"))
    programme = make.ProgrammeFactory(organisation=v.home, code=name, name=f"Programme {name}", kind="meldpunt")
    v.meldpunt = MeldpuntFactory(programme=programme, name=f"Meldpunt {name}", public_form=True)
    v.area = MeldpuntMunicipality.objects.create(meldpunt=v.meldpunt, municipality=municipality(), starts_on=date(2020, 1, 1))
    v.lead = member(v.meldpunt, Role.MELDPUNT_LEAD, f"lead@{name}.example")
    v.consulent = member(v.meldpunt, Role.CONSULENT, f"consulent@{name}.example")
    v.barred = member(v.meldpunt, Role.CONSULENT, f"barred@{name}.example")
    gone = make.ProgrammeMemberFactory(programme=programme, role=Role.CONSULENT, user__email=f"former@{name}.example")
    gone.ends_on = timezone.localdate()
    gone.save()
    v.former = gone.user

    v.party = OtherPartyFactory(meldpunt=v.meldpunt, organisation=f"Bakery of {name}")
    v.hidden_party = OtherPartyFactory(meldpunt=v.meldpunt, organisation=f"Hidden works of {name}")
    v.bundle = BundleFactory(meldpunt=v.meldpunt)
    v.template = LetterTemplateFactory(meldpunt=v.meldpunt)
    v.report = _with_parts(v, DiscriminationReportFactory(meldpunt=v.meldpunt, other_party=v.party, handler=v.consulent, bundle=v.bundle))
    v.hidden = _with_parts(v, DiscriminationReportFactory(meldpunt=v.meldpunt))
    v.of_party = _with_parts(v, DiscriminationReportFactory(meldpunt=v.meldpunt, other_party=v.hidden_party))
    v.anonymous = DiscriminationReportFactory(meldpunt=v.meldpunt, anonymity="full", handler=None)
    v.interest = PersonalInterest.objects.create(meldpunt=v.meldpunt, user=v.barred, report=v.hidden, reason="A neighbour of the reporter")
    v.party_interest = PersonalInterest.objects.create(meldpunt=v.meldpunt, user=v.barred, other_party=v.hidden_party, reason="Works there")
    v.own_value = ListValue.objects.create(
        meldpunt=v.meldpunt, list="ground", key=f"other.{name}-hair", official="other", name_nl="Haarkleur", name_de="Haarfarbe", name_en="Hair"
    )
    v.search = SavedSearchFactory(meldpunt=v.meldpunt, owner=v.consulent)
    v.year = ReportingYear.objects.create(meldpunt=v.meldpunt, year=2021, closed_by=v.lead)
    v.publication = Publication.objects.create(meldpunt=v.meldpunt, year=2021, basis="residence", published_by=v.lead, tables=NOTHING_PUBLISHED)
    v.external = ExternalFigure.objects.create(meldpunt=v.meldpunt, source="police", year=2021, number=7, citation="Made up")
    v.population = Population.objects.create(meldpunt=v.meldpunt, municipality=municipality(), year=2021, inhabitants=70_000, citation="Made up")
    v.upload = ReportImport.objects.create(meldpunt=v.meldpunt, name="reports.csv", uploaded_by=v.lead)
    return v


def _with_parts(v, report):
    ReporterFactory(report=report, name=f"Reporter of report {report.number} of {v.meldpunt.code}")
    consent = ReportConsentFactory(report=report)
    HandlingStepFactory(report=report, author=v.consulent)
    MilestoneFactory(report=report, author=v.consulent)
    LetterFactory(report=report, template=v.template, author=v.consulent)
    ReportReferralFactory(report=report, consent=consent, author=v.consulent)
    MailboxFactory(report=report)
    return report
