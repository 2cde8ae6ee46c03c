"""My work: what needs attention today, for whom, counted without haste by another way."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casetrack import access
from participants import actions, lists
from participants.models import Trajectory
from tests import factories as make

TODAY = timezone.localdate


def part(user, name):
    """One part of my work."""
    return next(p for p in lists.my_work(user) if p.name == name)


def people(user, name):
    """Last names in a part of my work."""
    return sorted(row["name"].split(" ", 1)[1] for row in part(user, name).rows)


def naive_without_contact(trajectories):
    """The same question asked one by one in Python."""
    found = []
    for t in trajectories:
        if t.ended_on and t.ended_on <= TODAY() or t.selected != "yes":
            continue
        started = t.started_on and t.started_on <= TODAY()
        if started and any(p.starts_on <= TODAY() and (p.ends_on is None or p.ends_on > TODAY()) for p in t.pauses.all()):
            continue
        days = [c.held_on for c in t.contacts.all() if c.result != "not_reached"]
        since = max(days) if days else t.started_on or t.registered_on
        if (TODAY() - since).days > t.edition.contact_within_days:
            found.append(t.pk)
    return sorted(found)


def test_no_contact_for_too_long_equals_a_count_one_by_one(world):
    quick = make.EditionFactory(programme=world.programme, contact_within_days=7)
    for edition in (world.edition, quick):
        for age in (6, 7, 8, 29, 30, 31, 60):
            for kind in ("contact", "start", "selected", "paused", "ended", "new", "resumed"):
                day = TODAY() - timedelta(days=age)
                if kind == "new":
                    make.TrajectoryFactory(edition=edition, registered_on=day)
                    continue
                if kind == "selected":
                    make.TrajectoryFactory(edition=edition, registered_on=day, selected="yes", decided_on=TODAY())
                    continue
                t = make.StartedTrajectoryFactory(edition=edition, registered_on=day - timedelta(days=30))
                if kind == "contact":
                    make.ContactMomentFactory(trajectory=t, held_on=day)
                    make.ContactMomentFactory(trajectory=t, held_on=TODAY(), result="not_reached")
                    make.ContactMomentFactory(trajectory=t, held_on=day - timedelta(days=5))
                if kind == "paused":
                    actions.pause(t, by=world.leader, starts_on=TODAY() - timedelta(days=2))
                if kind == "resumed":
                    actions.pause(t, by=world.leader, starts_on=TODAY() - timedelta(days=2), ends_on=TODAY())
                if kind == "ended":
                    actions.end(t, by=world.leader, ended_on=TODAY(), end_reason="work")
    everybody = Trajectory.objects.filter(programme=world.programme)
    expected = naive_without_contact(everybody)
    assert sorted(everybody.without_contact().values_list("pk", flat=True)) == expected
    assert part(world.leader, "no_contact").count == len(expected) > 10
    assert len(part(world.leader, "no_contact").rows) == 10


def test_new_sign_ups_have_no_intake_and_no_decision(world):
    make.TrajectoryFactory(edition=world.edition, person__last_name="Nieuw")
    make.TrajectoryFactory(edition=world.edition, person__last_name="Intake", intake_on=TODAY())
    make.TrajectoryFactory(edition=world.edition, person__last_name="Afgewezen", selected="no", decided_on=TODAY())
    make.TrajectoryFactory(edition=world.neighbour.edition, person__last_name="Buren")
    assert people(world.leader, "new") == ["Nieuw"]
    assert people(world.coach, "new") == []


def test_past_the_planned_end_or_else_past_the_end_of_the_edition(world):
    old = make.EditionFactory(programme=world.programme, starts_on=TODAY() - timedelta(days=900), ends_on=TODAY() - timedelta(days=1))
    make.StartedTrajectoryFactory(edition=old, person__last_name="Editie")
    make.StartedTrajectoryFactory(edition=old, person__last_name="Langer", planned_end_on=TODAY())
    make.StartedTrajectoryFactory(edition=world.edition, person__last_name="Gepland", planned_end_on=TODAY() - timedelta(days=1))
    ended = make.StartedTrajectoryFactory(edition=old, person__last_name="Klaar")
    actions.end(ended, by=world.leader, ended_on=TODAY(), end_reason="work")
    make.TrajectoryFactory(edition=old, person__last_name="Nooit")
    assert people(world.leader, "past_end") == ["Editie", "Gepland"]


@pytest.mark.parametrize(("days", "shown"), [(1, True), (14, True), (15, False), (0, False)])
def test_assignments_that_end_within_two_weeks(world, days, shown):
    make.AssignmentFactory(trajectory=world.unassigned, user=world.coach2, ends_on=TODAY() + timedelta(days=days))
    assert people(world.leader, "assignment_ends") == (["Niemand"] if shown else [])


def test_sessions_of_this_week_without_cancelled_ones_and_those_of_others(world):
    monday = TODAY() - timedelta(days=TODAY().weekday())
    for title, days, cancelled in (
        ("Maandag", 0, False),
        ("Zondag", 6, False),
        ("Volgende", 7, False),
        ("Vorige", -1, False),
        ("Vervallen", 2, True),
    ):
        make.SessionFactory(edition=world.edition, title=title, held_on=monday + timedelta(days=days), cancelled=cancelled)
    for who in (world.leader, world.coach, world.partner):
        assert {row["title"] for row in part(who, "sessions").rows} == {"Maandag", "Zondag", "Home lesson"}
    assert part(world.funder, "sessions").rows == []


def fill(world, rows):
    """Rows of every kind of attention."""
    for _n in range(rows):
        make.TrajectoryFactory(edition=world.edition)
        t = make.StartedTrajectoryFactory(edition=world.edition, planned_end_on=TODAY() - timedelta(days=1))
        make.AssignmentFactory(trajectory=t, user=world.coach, ends_on=TODAY() + timedelta(days=3))
        make.SessionFactory(edition=world.edition)


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_my_work_takes_eleven_queries_and_the_rights_whatever_the_number_of_rows(world, rows):
    fill(world, rows)
    access.remember(world.leader)
    lists.my_work(world.leader)
    with CaptureQueriesContext(connection) as captured:
        lists.my_work(world.leader)
    assert len(captured) == 11


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_page_of_my_work_takes_the_same_queries_whatever_the_number_of_rows(world, sign_in, rows):
    fill(world, rows)
    client = sign_in(world.coach)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("my_work"))
    assert len(captured) == 20  # session, user, rights, work 11, what the apps add 6


def test_each_part_leads_to_exactly_the_list_that_it_counts(world, sign_in):
    fill(world, 12)
    client = sign_in(world.leader)
    for p in lists.my_work(world.leader)[:-1]:
        asked = dict(pair.split("=") for pair in p.query.split("&"))
        assert lists.list_page(world.leader, asked).count == p.count > 0
    page = BeautifulSoup(client.get(reverse("my_work")).content, "html.parser")
    assert len(page.select("section.card")) == 5
    assert all(len(section.select("li")) <= 10 for section in page.select("section.card"))


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("administrator", "As administrator you do not see the participants."),
        ("funder", "The reports that were submitted to your organisation."),
        ("partner", "The people whom your organisation signed up"),
        ("nobody", "You have no role yet"),
        ("former", "Sessions this week"),
    ],
)
def test_who_guides_nobody_reads_what_there_is_instead(world, sign_in, who, words):
    client = sign_in(getattr(world, who))
    client.cookies["casetrack_language"] = "en"
    body = client.get(reverse("my_work")).content.decode()
    assert words in body
    assert ("You have no role yet" in body) == (who == "nobody")
    assert "Mina" not in body and "No contact for too long" not in body


def test_a_quiet_day_says_so(world, sign_in):
    make.ContactMomentFactory(trajectory=world.mine)
    client = sign_in(world.coach)
    client.cookies["casetrack_language"] = "en"
    assert b"Nothing needs your attention today" in client.get(reverse("my_work")).content
