"""The Meldpunt of the demonstration: sizes and shares as published, the law kept in every row, and nobody else sees anything of it."""

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from casetrack.access import Permission
from casetrack.audit import tracked_models
from casetrack.models import User
from casetrack.tabular import csv_lines
from outcomes.demo.meldpunt import counts, words
from outcomes.demo.meldpunt.mailbox import receipt_code
from outcomes.demo.meldpunt.plans import plan_year
from outcomes.management.commands.demo import ACCOUNTS
from outcomes.meldpunt_figures.facts import closed_year, kept, live
from referrals import sealing
from referrals.actions.discrimination import guards
from referrals.discrimination_choices import HandlingKind, MilestoneKind
from referrals.imports.reports import look_at_reports
from referrals.models import (
    DiscriminationReport,
    ExternalFigure,
    HandlingStep,
    Letter,
    Mailbox,
    Meldpunt,
    Milestone,
    OtherParty,
    PersonalInterest,
    Population,
    ReportConsent,
    Reporter,
    ReportReferral,
)
from referrals.working_days import working_days_after

EXAMPLE = Path(__file__).parents[2] / "examples" / "reports-2023.csv"
DRENTHE = set(counts.HOMES)


def user(name):
    """The account with this first part of its address."""
    return User.objects.get(email=f"{name}@example.org")


def mdd():
    """The meldpunt."""
    return Meldpunt.objects.get(code="mdd")


def of(year):
    """What is counted of a year."""
    return live(mdd(), year)


def times(values):
    """How often each value stands there."""
    return Counter(values)


# ── Sizes and shares ──────────────────────────────────────────────────────────────────────────


def test_2023_has_105_reports_of_twelve_municipalities(demo):
    reports = of(2023)
    assert len(reports) == 105
    homes = {report.residence if report.residence in DRENTHE else report.incident for report in reports}
    assert homes == DRENTHE
    assert len(DRENTHE) == 12


def test_about_half_of_2023_is_on_race_and_disability_went_from_19_to_11(demo):
    grounds = times(key for report in of(2023) for key in report.official_grounds)
    assert 0.48 <= grounds["race"] / 105 <= 0.56
    assert grounds["disability"] == 11
    assert times(key for report in of(2022) for key in report.official_grounds)["disability"] == 19
    assert grounds.total() > 105, "some have two grounds"


@pytest.mark.parametrize(
    ("key", "share"),
    [("labour_market", 20), ("public_services", 17), ("commercial_services", 12), ("neighbourhood", 8), ("education", 7), ("hospitality", 5), ("housing", 5)],
)  # fmt: skip
def test_areas_of_society_have_about_the_shares_of_the_country(demo, key, share):
    assert abs(100 * times(report.terrain for report in of(2023))[key] / 105 - share) <= 2


def test_more_than_half_is_disputed_treatment(demo):
    natures = times(report.nature for report in of(2023))
    assert natures["disputed_treatment"] == 57
    assert natures.total() == 105


def test_2022_has_fewer_reports_and_is_closed_as_it_was(demo):
    assert len(of(2022)) < len(of(2023))
    closed = mdd().reportingyears.get(year=2022)
    assert (closed.issue, closed.closed_by, closed.closed_on < date(2023, 4, 1)) == (1, user("meldpunt-lead"), True)
    assert kept(closed_year(mdd(), 2022)) == of(2022)


def test_every_year_that_is_over_is_closed_but_the_last(demo):
    closed = mdd().reportingyears.order_by("year").values_list("year", flat=True)
    assert list(closed) == list(range(2022, timezone.localdate().year - 1))


def test_one_mass_report_holds_twelve_on_the_same_ground(demo):
    mass = [report for report in of(2023) if report.mass]
    assert len(mass) == 12
    assert {report.official_grounds for report in mass} == {("race",)}
    assert not [report for report in of(2022) if report.mass]


def test_every_way_of_handling_and_every_channel_occurs_in_2023(demo):
    reports = of(2023)
    ways = times(way for report in reports for way in report.handling)
    assert set(ways) == {"registration", "advice", "policy_influence", "mediation", "assistance", "referral", "own_investigation", "other"}
    assert {report.channel for report in reports} == {"post", "electronic", "phone", "in_person"}
    assert {"unknown", "abroad"} <= {report.residence for report in reports}
    assert {"unknown", "not_applicable"} <= {report.incident for report in reports}


def test_the_area_is_of_eleven_municipalities_since_one_left(demo):
    today = timezone.localdate()
    assert mdd().municipalities(today).count() == 11
    assert mdd().municipalities(date(2023, 7, 1)).count() == 12
    assert not mdd().municipalities(today).filter(code="1730").exists()


def test_the_figures_of_others_name_their_source_and_populations_say_that_they_are_made_up(demo):
    others = {(row.source, row.year): row.number for row in ExternalFigure.objects.filter(meldpunt=mdd())}
    assert others == {("police", 2022): 121, ("police", 2023): 139, ("college", 2022): 8, ("college", 2023): 9}
    assert all(row.citation.startswith("Verzonnen") for row in ExternalFigure.objects.filter(meldpunt=mdd()))
    people = Population.objects.filter(meldpunt=mdd(), year=2023)
    assert people.count() == 12
    assert all(row.citation.startswith("Verzonnen") and row.inhabitants % 5000 == 0 for row in people)


def test_the_same_year_is_planned_alike_every_time():
    assert plan_year(2023, date(2025, 1, 1)) == plan_year(2023, date(2031, 1, 1))


@pytest.mark.parametrize("today", [date(2024, 1, 1), date(2024, 2, 29), date(2026, 1, 3), date(2026, 12, 31)])
def test_the_years_can_be_planned_on_any_day(today):
    for year in range(2022, today.year + 1):
        for case in plan_year(year, today):
            days = [case.received_on, case.contact_on, case.closed_on, case.complaint_since, *(day for _what, day in case.steps + case.moves)]
            assert max(day for day in days if day) <= today
            assert min(day for day in days if day) == case.received_on


# ── Something of every kind ───────────────────────────────────────────────────────────────────


def test_every_row_holds_what_forms_and_constraints_ask(demo):
    for model in (DiscriminationReport, Reporter, OtherParty, ReportConsent, Milestone, HandlingStep, ReportReferral, Letter):
        rows = list(model.objects.all())
        assert rows, model
        for row in rows[:: max(1, len(rows) // 60)]:
            row.full_clean()


def test_reports_are_mostly_closed_and_first_contacts_mostly_in_time(demo):
    old = DiscriminationReport.objects.filter(received_on__year=2023)
    assert old.exclude(status="closed").count() == 0
    spoken = [report for report in DiscriminationReport.objects.all() if report.first_contact_on]
    in_time = [report for report in spoken if report.first_contact_on <= working_days_after(report.received_on, 2)]
    assert 0.88 <= len(in_time) / len(spoken) < 1


def test_some_reports_are_open_in_every_state_and_for_some_the_clock_runs(demo):
    today = timezone.localdate()
    recent = DiscriminationReport.objects.exclude(status="closed")
    assert set(recent.order_by().values_list("status", flat=True)) == {"new", "intake", "in_progress", "waiting", "in_procedure", "reopened"}
    waiting = [report for report in recent if report.first_contact_on is None and report.anonymity == "none"]
    due = [working_days_after(report.received_on, 2) for report in waiting]
    assert [day for day in due if day >= today]
    assert [day for day in due if day < today]
    assert [report for report in waiting if report.handler is None]


def test_more_than_one_report_is_about_the_same_other_party(demo):
    about = times(DiscriminationReport.objects.exclude(other_party=None).order_by().values_list("other_party", flat=True))
    assert len([party for party, many in about.items() if many >= 2]) >= 3


def test_two_letters_were_sent_and_are_kept_as_pdf(demo):
    letters = list(Letter.objects.select_related("content"))
    assert {letter.to for letter in letters} == {"reporter", "other_party"}
    assert all(bytes(letter.content.pdf).startswith(b"%PDF") and "{{" not in letter.body for letter in letters)


def test_a_report_has_an_unread_message_in_its_mailbox(demo):
    mailbox = Mailbox.objects.get()
    message = mailbox.messages.get(from_reporter=True, read_by_meldpunt=False)
    assert bytes(mailbox.lookup) == sealing.lookup(receipt_code())
    assert sealing.unpadded(sealing.open_as_reporter(message.for_reporter, receipt_code())) == words.IN_THE_MAILBOX
    assert sealing.unpadded(sealing.open_as_meldpunt(message.for_meldpunt, "mdd")) == words.IN_THE_MAILBOX
    assert mailbox.report.anonymity == "full"


def test_every_description_says_that_it_is_made_up_and_names_nobody(demo):
    names = [name.split()[0] for name in Reporter.objects.values_list("name", flat=True)]
    assert len(names) > 200
    for told in DiscriminationReport.objects.values_list("description", flat=True):
        assert told.endswith(words.MADE_UP)
        assert "  " not in told
    for party in OtherParty.objects.all():
        assert str(party).endswith("(verzonnen)")
    assert "verzonnen" in mdd().programme.description


# ── The law ───────────────────────────────────────────────────────────────────────────────────


def test_no_step_stands_without_its_consent(demo):
    for step in HandlingStep.objects.select_related("kind", "consent"):
        wanted = guards.CONSENT_FOR.get(step.kind.official)
        assert (step.consent is None) == (wanted is None)
        assert wanted is None or (step.consent.step == wanted and step.consent.report_id == step.report_id and step.consent.starts_on <= step.done_on)


def test_the_guards_would_have_let_every_step_pass(demo):
    hard = HandlingStep.objects.filter(kind__official__in=[HandlingKind.MEDIATION, HandlingKind.OWN_INVESTIGATION]).select_related("report", "kind")
    assert len(hard) > 6
    for step in hard:
        assert guards.before_step(step.report, step.kind.official, step.done_on) == step.consent
        assert step.report.other_party_id
        milestones = Milestone.objects.filter(report=step.report).exclude(kind__startswith="conclusion")
        assert all(step.report.received_on <= row.happened_on <= step.done_on for row in milestones)
    for report in DiscriminationReport.objects.filter(status="closed"):
        guards.before_closing(report)
    for referral in ReportReferral.objects.select_related("report", "consent"):
        guards.before_sharing(referral.report, referral.shared)
        assert referral.consent.step == "referral"
    for letter in Letter.objects.select_related("report"):
        guards.before_letter(letter.report, letter.to, names_reporter=False, names_other_party=False, addressee=letter.addressee, on=letter.sent_on)


def test_whoever_is_fully_anonymous_left_no_name_and_was_not_investigated(demo):
    hidden = DiscriminationReport.objects.exclude(anonymity="none")
    assert hidden.count() > 30
    assert not Reporter.objects.filter(report__anonymity="full").exists()
    assert not HandlingStep.objects.filter(report__in=hidden, kind__official__in=["mediation", "own_investigation"]).exists()
    assert not Milestone.objects.filter(report__in=hidden, kind=MilestoneKind.OTHER_HEARD).exists()


def test_somebody_from_a_municipality_that_left_is_referred_on(demo):
    referral = ReportReferral.objects.exclude(municipality=None).latest("referred_on")
    assert (referral.municipality.code, referral.body) == ("1730", "other_adv")


def test_a_consulent_is_kept_from_the_reports_about_one_party(demo):
    interest = PersonalInterest.objects.get()
    kept = DiscriminationReport.objects.filter(other_party=interest.other_party)
    assert kept.exists()
    assert not kept.filter(handler=interest.user).exists()
    seen = DiscriminationReport.objects.allowed(interest.user, Permission.VIEW_DISCRIMINATION_REPORT)
    assert not seen.filter(pk__in=kept).exists()
    assert seen.count() == DiscriminationReport.objects.count() - kept.count()


# ── Accounts ──────────────────────────────────────────────────────────────────────────────────


def of_the_vault():
    """Every tracked model that hangs on a meldpunt."""
    return [model for model in tracked_models() if "meldpunt__" in model.programme_path or model is Meldpunt]


def test_the_accounts_of_the_meldpunt_are_listed_and_see_its_reports(demo):
    names = {email.split("@")[0] for email, _what in ACCOUNTS}
    for name in ("consulent", "consulent2", "meldpunt-lead"):
        assert name in names
        assert DiscriminationReport.objects.allowed(user(name), Permission.VIEW_DISCRIMINATION_REPORT).count() > 300


def test_everybody_else_of_the_demonstration_sees_nothing_of_it(demo):
    of_meldpunt = ("consulent@", "consulent2@", "meldpunt-lead@")
    others = [User.objects.get(email=email) for email, _what in ACCOUNTS if not email.startswith(of_meldpunt)]
    assert "leader@example.org" in [person.email for person in others]
    for person in others:
        for model in of_the_vault():
            assert not model.objects.allowed(person, model.view_permission).exists(), (person, model)


@pytest.mark.parametrize("name", ["leader", "administrator", "coordinator"])
def test_the_programmes_side_gets_no_page_of_it(demo, client, name):
    client.force_login(user(name))
    assert client.get(reverse("report_import_start", args=["mdd"])).status_code == 404


def test_the_people_of_the_meldpunt_see_nothing_of_programmes(demo):
    for name in ("consulent", "meldpunt-lead"):
        for model in tracked_models():
            if model not in of_the_vault() and model.__name__ not in ("Programme", "ProgrammeMember", "Organisation"):
                assert not model.objects.allowed(user(name), model.view_permission).exists(), (name, model)


# ── The example file ──────────────────────────────────────────────────────────────────────────


def example() -> bytes:
    """The 105 reports of 2023 as the file with examples holds them."""
    columns = [
        "external_id", "received_on", "kind", "channel", "reporter_role", "anonymity", "residence", "incident", "grounds", "terrain", "nature",
        "handling", "bundle",
    ]  # fmt: skip
    rows = [
        [
            case.external_id, case.received_on.isoformat(), "complaint" if case.complaint else "report", case.channel, case.role, case.anonymity,
            case.residence, case.incident, "|".join(dict.fromkeys(key.split(".")[0] for key in case.grounds)), case.terrain.split(".")[0],
            case.nature.split(".")[0], "|".join(way for way, _day in case.steps), counts.MASS_NAME if case.mass else "",
        ]
        for case in plan_year(2023, date(2025, 1, 1))
    ]  # fmt: skip
    return b"".join(csv_lines(columns, rows))


def test_the_example_file_holds_the_reports_of_the_demonstration(demo):
    assert EXAMPLE.read_bytes() == example()
    assert len(list(csv.DictReader(EXAMPLE.read_text(encoding="utf-8-sig").splitlines()))) == 105
    plan = look_at_reports(mdd(), EXAMPLE.read_bytes(), by=user("meldpunt-lead"))
    assert not plan.errors
    assert (plan.counts.new, plan.counts.changed, plan.counts.unchanged) == (0, 0, 105)


def test_a_day_is_never_after_today(demo):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not DiscriminationReport.history.filter(history_date__date__gte=tomorrow).exists()
    assert not HandlingStep.objects.filter(done_on__gte=tomorrow).exists()
    assert not Milestone.objects.filter(happened_on__gte=tomorrow).exists()
