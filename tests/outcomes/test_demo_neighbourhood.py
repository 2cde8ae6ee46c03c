"""Kansrijk and Spil of the demonstration: realistic sizes, what each account sees, and something of every kind."""

import random
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casetrack.access import Permission
from casetrack.models import User
from outcomes.choices import Living, OutcomeKind
from outcomes.demo.neighbourhood import kansrijk_words, residents, spil_words
from outcomes.management.commands.demo import ACCOUNTS
from outcomes.models import FollowUp, Outcome, Story
from participants.choices import GoalState
from participants.models import (
    Assignment,
    Consent,
    ContactMoment,
    Exchange,
    Goal,
    HelpRequest,
    HouseholdMember,
    Measurement,
    NetworkMember,
    Person,
    Task,
    Theme,
    Trajectory,
)
from programmes import presets
from programmes.models import Edition, ProgrammeMember, VolunteerFile
from referrals.choices import SignUpState
from referrals.models import Referral, SignUp

KANSRIJK = ("kansrijk-oost", "kansrijk-west", "kansrijk-zuid")
ALL = (*KANSRIJK, "spil-westerwolde")


def user(name):
    """The account with this first part of its address."""
    return User.objects.get(email=f"{name}@example.org")


def seen_by(name):
    """The trajectories that this account sees."""
    return Trajectory.objects.allowed(user(name), Permission.VIEW_TRAJECTORY)


def of(code):
    """The trajectories of an edition."""
    return Trajectory.objects.filter(edition__code=code)


# ── Sizes ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("code", "buddies", "households"), [("kansrijk-oost", 13, 30), ("kansrijk-west", 6, 6), ("kansrijk-zuid", 6, 7)])
def test_the_neighbourhoods_have_their_buddies_and_households(demo, code, buddies, households):
    areas = of(code).values("area")
    assert VolunteerFile.objects.filter(programme__code="kansrijk", user__areamembers__area__in=areas).distinct().count() == buddies
    assert of(code).values("household").distinct().count() == households
    assert not of(code).filter(household=None).exists()


def test_118_people_of_70_and_older_were_visited_at_home(demo):
    visited = of("spil-westerwolde").filter(contacts__channel="visit", contacts__result="help_accepted").distinct()
    assert visited.count() == of("spil-westerwolde").count() == 118
    oldest = timezone.localdate() - timedelta(days=int(70 * 365.25))
    assert not of("spil-westerwolde").filter(person__birth_date__gt=oldest).exists()
    assert set(of("spil-westerwolde").values_list("area__name", flat=True)) == set(residents.VILLAGES)


def test_households_have_one_to_six_members(demo):
    sizes = {}
    for household in HouseholdMember.objects.order_by().values_list("household", flat=True):
        sizes[household] = sizes.get(household, 0) + 1
    assert min(sizes.values()) == 1
    assert max(sizes.values()) == 6


@pytest.mark.parametrize("code", ALL)
def test_an_edition_is_configured_as_its_preset_says(demo, code):
    edition, preset = Edition.objects.get(code=code), presets.preset("spil" if code.startswith("spil") else code)
    assert {name: getattr(edition, name) for name in preset.columns()} == preset.columns()
    assert [phase.name for phase in edition.phases.order_by("order")] == [text.nl for text in preset.phases]
    assert [area.name for area in edition.life_areas.order_by("order")] == [text.nl for text in preset.life_areas]
    assert {used.instrument.code for used in edition.edition_instruments.all()} == set(preset.instruments)


# ── Accounts ──────────────────────────────────────────────────────────────────────────────────


def test_every_account_has_a_role_of_its_own(demo):
    assert len({what for _email, what in ACCOUNTS}) == len(ACCOUNTS)
    assert {email.split("@")[0] for email, _what in ACCOUNTS} >= {"coordinator", "buddy", "buddy2", "spil", "achterwacht"}


def test_the_buddies_see_exactly_their_households_and_share_one(demo):
    first, second = set(seen_by("buddy")), set(seen_by("buddy2"))
    assert (len(first), len(second), len(first & second)) == (4, 3, 1)
    assert not Person.objects.allowed(user("buddy"), Permission.VIEW_PERSON).exclude(memberships__household__trajectories__in=first).exists()


def test_the_coordinator_sees_both_programmes_and_nothing_of_the_other(demo):
    assert set(seen_by("coordinator").order_by().values_list("edition__code", flat=True)) == set(ALL)
    assert seen_by("coordinator").count() == 31 + 6 + 7 + 118


def test_the_spil_sees_own_people_and_the_signals_of_the_own_village(demo):
    seen = seen_by("spil")
    assert 8 <= seen.filter(ended_on=None).count() <= 20
    assert set(seen.values_list("area__name", flat=True)) == {"Vlagtwedde"}
    signals = SignUp.objects.filter(trajectory=None).allowed(user("spil"), Permission.VIEW_SIGN_UP).with_state()
    assert set(signals.values_list("area__name", flat=True)) == {"Vlagtwedde"}
    states = [signal.state for signal in signals]
    assert {SignUpState.NEW, SignUpState.TRYING, SignUpState.CLOSED} <= set(states)


def test_a_signal_expires_within_a_week_and_none_has_expired_unseen(demo):
    waiting = SignUp.objects.filter(trajectory=None, closed_on=None, edition__code__in=ALL)
    assert not [row for row in waiting.with_state() if row.state == SignUpState.EXPIRED]
    assert [row for row in waiting.with_state(timezone.localdate() + timedelta(days=7)) if row.state == SignUpState.EXPIRED]


def test_the_achterwacht_sees_only_the_dossier_with_consent(demo):
    beside = Assignment.objects.filter(user=user("achterwacht"))
    assert beside.count() >= 3
    consents = Consent.objects.filter(trajectory__assignments__in=beside, purpose="achterwacht_reads")
    assert consents.filter(ends_on=None).count() == 1
    assert consents.exclude(ends_on=None).count() == 1
    assert list(seen_by("achterwacht")) == [consents.get(ends_on=None).trajectory]
    assert HelpRequest.objects.allowed(user("achterwacht"), Permission.VIEW_HELP_REQUEST).filter(answered_on=None).count() == 1


def test_whoever_asks_the_achterwacht_guides_and_whoever_answers_is_the_achterwacht(demo):
    for question in HelpRequest.objects.select_related("trajectory"):
        beside = question.trajectory.assignments
        assert beside.filter(user=question.asked_by_id, role="buddy", starts_on__lte=question.asked_on).exists()
        assert question.answered_by_id is None or beside.filter(user=question.answered_by_id, role="achterwacht").exists()


def test_the_administrator_administers_but_opens_no_dossier(demo):
    assert {edition.code for edition in Edition.objects.allowed(user("administrator"), Permission.VIEW_EDITION)} >= set(ALL)
    assert not seen_by("administrator").exists()


# ── Something of every kind ───────────────────────────────────────────────────────────────────


def test_nobody_is_forgotten_has_something_to_show(demo):
    today = timezone.localdate()
    for name in ("buddy", "buddy2", "coordinator"):
        assert seen_by(name).without_contact(today).exists(), name
    assert of("kansrijk-west").past_planned_end(today).exists()
    assert VolunteerFile.objects.filter(trained_on=None).exists()
    assert VolunteerFile.objects.filter(vog_renew_on__gte=today, vog_renew_on__lte=today + timedelta(days=30)).exists()
    assert VolunteerFile.objects.filter(vog_renew_on__lt=today).exists()
    assert Referral.objects.filter(result="", referred_on__lt=today - timedelta(days=14)).exists()
    assert Task.objects.filter(done_on=None, dropped_on=None, due_on__lt=today, trajectory__ended_on=None).exists()
    assert ContactMoment.objects.filter(next_on__gte=today).exists()


def test_two_buddies_guide_one_household_and_another_was_handed_over(demo):
    shared = set(seen_by("buddy")) & set(seen_by("buddy2"))
    assert Assignment.objects.filter(trajectory__in=shared, role="buddy", ends_on=None).count() == 2
    handed = Assignment.history.filter(history_change_reason="handed_over", user=user("buddy"))
    assert handed.exclude(history_why="").count() == 1


def test_a_household_signed_up_again_within_a_year(demo):
    for household in of("kansrijk-oost").values_list("household", flat=True).distinct():
        both = list(of("kansrijk-oost").filter(household=household).order_by("registered_on"))
        if len(both) == 2:
            assert both[0].ended_on < both[1].registered_on <= both[0].ended_on + timedelta(days=365)
            return
    raise AssertionError("no household came back")


def test_themes_were_ranked_again_and_those_that_are_open_stand_one_below_another(demo):
    changed = Theme.history.filter(history_change_reason="themes_ranked").values("id").distinct().count()
    assert changed > 50
    for trajectory in Trajectory.objects.filter(edition__code__in=ALL):
        ranks = list(trajectory.themes.filter(closed_on=None).order_by("rank").values_list("rank", flat=True))
        assert ranks == list(range(1, len(ranks) + 1))


def test_goals_and_tasks_are_in_every_state_and_tasks_were_ticked_off_in_a_contact_of_the_same_dossier(demo):
    assert set(Goal.objects.order_by().values_list("state", flat=True)) == set(GoalState.values)
    ticked = Task.objects.exclude(done_in=None).select_related("done_in")
    assert ticked.count() > 200
    assert all(task.done_in.trajectory_id == task.trajectory_id and task.done_in.held_on == task.done_on for task in ticked)
    assert Task.objects.exclude(dropped_on=None).exists()


def test_everybody_under_way_for_a_while_works_on_a_goal(demo):
    running = Trajectory.objects.filter(edition__code__in=ALL, ended_on=None, started_on__lt=timezone.localdate() - timedelta(days=60))
    assert running.count() > 60
    assert running.filter(goals__state=GoalState.OPEN).distinct().count() >= 0.95 * running.count()


def test_the_first_goal_belongs_to_the_theme_that_gave_most_stress(demo):
    for trajectory in Trajectory.objects.filter(edition__code__in=ALL, goals__isnull=False).distinct():
        first = trajectory.goals.order_by("set_on", "pk").first()
        ranked = Theme.history.filter(id=first.theme_id, history_date__date__lte=first.set_on).order_by("-history_date").first()
        assert ranked.rank == 1


def test_older_people_have_five_to_twelve_around_them_and_some_came_later(demo):
    for trajectory in of("spil-westerwolde"):
        assert 5 <= trajectory.network.count() <= 12
    later = NetworkMember.objects.filter(starts_on__gt=timezone.localdate() - timedelta(days=600)).exclude(ends_on=None)
    assert later.exists()
    assert not NetworkMember.objects.filter(trajectory__edition__code__in=KANSRIJK).exists()


def test_offers_and_questions_are_matched_from_both_sides(demo):
    matched = Exchange.objects.exclude(matched_with=None).select_related("matched_with")
    assert matched.count() >= 8
    for row in matched:
        assert row.matched_with.matched_with_id == row.pk
        assert (row.kind, row.trajectory_id) != (row.matched_with.kind, row.matched_with.trajectory_id)
        assert {row.direction, row.matched_with.direction} == {"offer", "ask"}
    assert Exchange.objects.filter(matched_with=None, ends_on=None, direction="ask").exists()


def test_measurements_were_held_at_start_halfway_and_end_and_some_are_missing(demo):
    moments = set(Measurement.objects.order_by().values_list("moment", flat=True))
    assert {"start", "halfway", "end"} <= moments
    for code in ALL:
        started = of(code).filter(started_on__isnull=False)
        measured = started.filter(measurements__moment="start").distinct().count()
        assert 0.6 * started.count() < measured
    assert of("spil-westerwolde").exclude(measurements__moment="start").exists()
    assert not Measurement.objects.filter(instrument__code="de-jong-gierveld-6", answers__isnull=False).exists(), "answers for group results only"


def test_some_left_the_benefit_and_some_do_voluntary_work(demo):
    kinds = list(Outcome.objects.filter(trajectory__edition__code__in=KANSRIJK).order_by().values_list("kind", flat=True))
    assert kinds.count(OutcomeKind.OUT_OF_BENEFIT) >= 2
    assert kinds.count(OutcomeKind.VOLUNTARY_WORK) >= 2


def test_of_some_it_is_unknown_where_they_live(demo):
    assert {Living.AT_HOME, Living.UNKNOWN, Living.CARE_HOME, Living.DECEASED} <= set(FollowUp.objects.order_by().values_list("living", flat=True))
    assert set(FollowUp.objects.order_by().values_list("months", flat=True)) == {6, 12}


def test_a_withdrawn_story_lost_its_consent_and_names_nobody(demo):
    stories = Story.objects.select_related("consent__trajectory__person")
    assert stories.exclude(approved_on=None).filter(withdrawn_on=None).count() >= 4
    [withdrawn] = stories.exclude(withdrawn_on=None)
    assert withdrawn.consent.ends_on == withdrawn.withdrawn_on
    for story in stories:
        assert len(story.text) <= 900
        assert story.consent.trajectory.person.first_name not in story.text


def test_an_old_closed_sign_up_is_only_counted(demo):
    emptied = SignUp.objects.exclude(emptied_on=None)
    assert emptied.count() >= 5
    for row in [*emptied, *SignUp.history.filter(id__in=emptied.values("pk"))]:
        assert not any(getattr(row, name) for name in SignUp.telling_fields)


def test_everybody_who_guides_works_in_the_programme(demo):
    for assignment in Assignment.objects.filter(trajectory__edition__code__in=ALL).select_related("trajectory"):
        members = ProgrammeMember.objects.filter(programme=assignment.trajectory.programme_id, user=assignment.user_id, role=assignment.role)
        assert members.filter(starts_on__lte=assignment.starts_on).exists()


# ── Words and pages ───────────────────────────────────────────────────────────────────────────


def test_the_same_seed_makes_the_same_people():
    def made():
        rng = random.Random(5)
        return [residents.household(rng, "Beijum", number, date(2025, 1, 1)) for number in range(30)] + [
            residents.older_person(rng, "Ter Apel", number, date(2025, 1, 1)) for number in range(30)
        ]

    assert made() == made()


@pytest.mark.parametrize("words", [kansrijk_words, spil_words])
def test_the_texts_are_short_and_none_stands_twice(words):
    notes = [note for topic in words.TOPICS for note in topic.notes]
    assert len(set(notes)) == len(notes)
    assert max(len(note) for note in (*notes, *words.GENERAL_NOTES)) < 110
    assert all(len(topic.goals) >= 1 and 2 <= len(goal.steps) <= 4 for topic in words.TOPICS for goal in topic.goals)


@pytest.mark.parametrize("code", ALL)
@pytest.mark.parametrize("page", ["edition", "edition_dashboard", "edition_programme_figures", "stories", "sheets", "edition_measurements"])
def test_the_pages_of_an_edition_open(demo, client, code, page):
    client.force_login(user("coordinator"))
    assert client.get(reverse(page, args=[code])).status_code == 200


@pytest.mark.parametrize("name", ["buddy", "spil", "achterwacht"])
def test_the_pages_of_a_dossier_open_for_whoever_guides(demo, client, name):
    trajectory = seen_by(name).order_by("-started_on").last()
    client.force_login(user(name))
    for page in ("trajectory", "trajectory_goals", "trajectory_measurements", "trajectory_referrals", "trajectory_guidance", "trajectory_history"):
        assert client.get(reverse(page, args=[trajectory.pk])).status_code == 200, page
