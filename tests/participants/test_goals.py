"""Themes ranked by stress, goals, and small steps: actions, pages, access and the time line."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from knox.models import AuthToken
from rest_framework.test import APIClient

from casetrack import audit
from casetrack.actions import Refusal, Stale
from casetrack.models import Opening
from participants import actions
from participants.choices import Event, GoalState
from participants.models import ContactMoment, Goal, Task, Theme
from tests import factories as make

TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def case(world):
    """A trajectory of the buddy without themes or goals."""
    trajectory = make.StartedTrajectoryFactory(edition=world.kansrijk.edition, person__first_name="Gina", person__last_name="Goldsteen")
    make.AssignmentFactory(trajectory=trajectory, user=world.buddy, role="buddy")
    return trajectory


@pytest.fixture
def buddy(world, sign_in):
    """The client of the buddy, reading English."""
    client = sign_in(world.buddy)
    client.cookies["casetrack_language"] = "en"
    return client


def themes(trajectory, user, *wordings):
    """Themes with these words, the first on top."""
    return [actions.add_theme(trajectory, by=user, wording=wording) for wording in wordings]


def ranks(trajectory):
    """The words and ranks of the open themes, by rank."""
    return list(trajectory.themes.filter(closed_on=None).order_by("rank").values_list("wording", "rank"))


def page_of(trajectory):
    """The address of the goals."""
    return reverse("trajectory_goals", args=[trajectory.pk])


def soup(response):
    """The page, to look things up in."""
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


# ── Themes ────────────────────────────────────────────────────────────────────────────────────


def test_a_new_theme_comes_last(world, case):
    themes(case, world.buddy, "Debts", "Mould in the bedroom", "No friends")
    assert ranks(case) == [("Debts", 1), ("Mould in the bedroom", 2), ("No friends", 3)]


def test_a_theme_without_own_words_takes_those_of_the_wish(world, case):
    made = actions.add_theme(case, by=world.buddy, wish=world.kansrijk.wish)
    assert (made.wording, made.wish) == ("More contacts", world.kansrijk.wish)


def test_a_theme_without_words_and_wish_is_refused(world, case):
    with pytest.raises(Refusal, match="own words"):
        actions.add_theme(case, by=world.buddy)
    assert not case.themes.exists()


def test_a_wish_or_life_area_of_another_edition_is_refused(world, case):
    elsewhere = make.EditionFactory(programme=world.kansrijk.programme)
    for name, row in (("wish", make.WishFactory(edition=elsewhere)), ("life_area", make.LifeAreaFactory(edition=elsewhere))):
        with pytest.raises(ValidationError) as refused:
            actions.add_theme(case, by=world.buddy, wording="Debts", **{name: row})
        assert list(refused.value.message_dict) == [name]
    assert not case.themes.exists()


def test_ranking_numbers_from_one_and_writes_history_of_what_moved_only(world, case):
    debts, mould, friends = themes(case, world.buddy, "Debts", "Mould", "Friends")
    actions.rank_themes(case, by=world.buddy, order=[friends.pk, debts.pk, mould.pk])
    assert ranks(case) == [("Friends", 1), ("Debts", 2), ("Mould", 3)]
    actions.rank_themes(case, by=world.buddy, order=[debts.pk, friends.pk, mould.pk])
    assert ranks(case) == [("Debts", 1), ("Friends", 2), ("Mould", 3)]
    told = [row.history.filter(history_change_reason=Event.THEMES_RANKED).count() for row in (debts, mould, friends)]
    assert told == [2, 1, 2]
    assert friends.history.first().history_user == world.buddy


@pytest.mark.parametrize("wrong", ["one missing", "one twice", "one of another trajectory"])
def test_an_order_that_is_not_of_these_themes_is_refused(world, case, wrong):
    first, second = (theme.pk for theme in themes(case, world.buddy, "Debts", "Mould"))
    foreign = Theme.objects.get(trajectory=world.kansrijk.home_case).pk
    order = {"one missing": [second], "one twice": [second, second], "one of another trajectory": [second, first, foreign]}[wrong]
    with pytest.raises(Refusal):
        actions.rank_themes(case, by=world.buddy, order=order)
    assert ranks(case) == [("Debts", 1), ("Mould", 2)]


def test_an_order_given_on_an_old_page_changes_nothing(world, case):
    first, second, third = (theme.pk for theme in themes(case, world.buddy, "Debts", "Mould", "Friends"))
    actions.rank_themes(case, by=world.coordinator, order=[third, first, second])
    with pytest.raises(Refusal, match="changed in the meantime"):
        actions.rank_themes(case, by=world.buddy, order=[second, first, third], seen_order=[first, second, third])
    assert ranks(case)[0] == ("Friends", 1)


def test_closing_a_theme_closes_the_ranks_and_reopening_puts_it_last(world, case):
    debts, _mould, _friends = themes(case, world.buddy, "Debts", "Mould", "Friends")
    actions.close_theme(case, by=world.buddy, theme=debts)
    assert ranks(case) == [("Mould", 1), ("Friends", 2)]
    debts.refresh_from_db()
    assert debts.closed_on == TODAY()
    actions.reopen_theme(case, by=world.buddy, theme=debts)
    assert ranks(case) == [("Mould", 1), ("Friends", 2), ("Debts", 3)]


def test_ranks_are_one_to_n_whatever_happens(world, case):
    chance, user = Random(20), world.buddy
    for turn in range(40):
        opened, closed = (list(case.themes.filter(closed_on__isnull=state).order_by("rank")) for state in (True, False))
        match chance.choice(["add", "rank", "rank", "close", "reopen"]):
            case "add":
                actions.add_theme(case, by=user, wording=f"Theme {turn}")
            case "rank":
                actions.rank_themes(case, by=user, order=chance.sample([theme.pk for theme in opened], len(opened)))
            case "close" if opened:
                actions.close_theme(case, by=user, theme=chance.choice(opened))
            case "reopen" if closed:
                actions.reopen_theme(case, by=user, theme=chance.choice(closed))
        assert [rank for _wording, rank in ranks(case)] == list(range(1, len(ranks(case)) + 1))
    assert case.themes.count() > 3


def test_a_theme_with_an_open_goal_stays_open(world, case):
    (debts,) = themes(case, world.buddy, "Debts")
    actions.set_goal(case, by=world.buddy, theme=debts, wording="A letter less every week")
    with pytest.raises(Refusal, match="still open"):
        actions.close_theme(case, by=world.buddy, theme=debts)
    assert ranks(case) == [("Debts", 1)]


def test_a_change_of_rank_is_readable_in_the_time_line(world, case):
    debts, mould = themes(case, world.buddy, "Debts", "Mould")
    actions.rank_themes(case, by=world.buddy, order=[mould.pk, debts.pk])
    told = {entry.thing: entry for entry in audit.time_line(case.pk, world.buddy) if entry.event == str(Event.THEMES_RANKED.label)}
    moved = [entry for thing, entry in told.items() if "Mould" in thing]
    assert len(told) == 2
    assert [(change.before, change.after) for change in moved[0].changes] == [(2, 1)]
    assert moved[0].who == str(world.buddy)


# ── Goals ─────────────────────────────────────────────────────────────────────────────────────


def test_a_goal_without_a_ranking_is_refused_and_says_why(world, case):
    with pytest.raises(Refusal, match="Add the themes first"):
        actions.set_goal(case, by=world.buddy, wording="Sleep well")
    assert not case.goals.exists()


def test_the_first_goal_is_for_the_theme_on_top(world, case):
    debts, mould = themes(case, world.buddy, "Debts", "Mould")
    with pytest.raises(ValidationError) as refused:
        actions.set_goal(case, by=world.buddy, theme=mould, wording="A dry bedroom")
    assert "Debts" in refused.value.message_dict["theme"][0]
    assert not case.goals.exists()
    actions.set_goal(case, by=world.buddy, theme=debts, wording="No new debts")
    actions.set_goal(case, by=world.buddy, theme=mould, wording="A dry bedroom")
    assert case.goals.count() == 2


def test_a_goal_for_a_theme_of_another_trajectory_or_a_closed_one_is_refused(world, case):
    debts, mould = themes(case, world.buddy, "Debts", "Mould")
    actions.close_theme(case, by=world.buddy, theme=debts)
    for theme in (Theme.objects.get(trajectory=world.kansrijk.next_door), debts):
        with pytest.raises(Refusal):
            actions.set_goal(case, by=world.buddy, theme=theme, wording="Not here")
    assert actions.set_goal(case, by=world.buddy, theme=mould, wording="A dry bedroom").theme == mould


def test_a_goal_takes_the_life_area_of_its_theme(world, case):
    theme = actions.add_theme(case, by=world.buddy, wording="Debts", life_area=world.kansrijk.life_area)
    assert actions.set_goal(case, by=world.buddy, theme=theme, wording="No new debts").life_area == world.kansrijk.life_area


@pytest.mark.parametrize("state", [GoalState.REACHED, GoalState.PARTLY, GoalState.DROPPED])
def test_closing_a_goal_dates_it_and_lets_go_of_its_open_steps(world, case, state):
    (debts,) = themes(case, world.buddy, "Debts")
    goal = actions.set_goal(case, by=world.buddy, theme=debts, wording="No new debts", set_on=TODAY() - timedelta(days=9))
    done, waiting = (actions.add_task(case, by=world.buddy, goal=goal, wording=w, who="Gina") for w in ("Call", "Write"))
    actions.tick_task(case, by=world.buddy, task=done)
    actions.close_goal(case, by=world.buddy, goal=goal, state=state)
    goal.refresh_from_db()
    done.refresh_from_db()
    waiting.refresh_from_db()
    assert (goal.state, goal.closed_on) == (state, TODAY())
    assert (done.done_on, done.dropped_on, waiting.dropped_on) == (TODAY(), None, TODAY())
    reopened = actions.reopen_goal(case, by=world.buddy, goal=goal)
    assert (reopened.state, reopened.closed_on) == (GoalState.OPEN, None)


def test_a_goal_cannot_be_closed_before_it_was_set_or_in_the_future(world, case):
    (debts,) = themes(case, world.buddy, "Debts")
    goal = actions.set_goal(case, by=world.buddy, theme=debts, wording="No new debts")
    for day in (TODAY() - timedelta(days=1), TODAY() + timedelta(days=1)):
        with pytest.raises(ValidationError):
            actions.close_goal(case, by=world.buddy, goal=goal, state=GoalState.REACHED, closed_on=day)
    goal.refresh_from_db()
    assert goal.state == GoalState.OPEN


# ── Small steps ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def step(world, case):
    """An open small step."""
    (debts,) = themes(case, world.buddy, "Debts")
    goal = actions.set_goal(case, by=world.buddy, theme=debts, wording="No new debts")
    return actions.add_task(case, by=world.buddy, goal=goal, wording="Open the post", who="Gina", help_step="own_strength")


def test_a_step_is_ticked_opened_again_and_dropped(world, case, step):
    ticked = actions.tick_task(case, by=world.buddy, task=step)
    assert (ticked.done_on, ticked.history.first().history_change_reason) == (TODAY(), Event.TASK_DONE)
    with pytest.raises(Refusal, match="already been ticked off"):
        actions.tick_task(case, by=world.buddy, task=step)
    opened = actions.reopen_task(case, by=world.buddy, task=step)
    assert (opened.done_on, opened.history.first().history_change_reason) == (None, Event.TASK_UNDONE)
    dropped = actions.drop_task(case, by=world.buddy, task=step)
    assert (dropped.dropped_on, dropped.done_on) == (TODAY(), None)
    assert actions.reopen_task(case, by=world.buddy, task=step).history.first().history_change_reason == Event.TASK_REOPENED


def test_a_step_that_moved_on_is_not_overwritten(world, case, step):
    seen = step.version
    actions.change_task(case, by=world.coordinator, task=step, wording="Open the post together")
    with pytest.raises(Stale):
        actions.change_task(case, by=world.buddy, task=step, task_version=seen, wording="Throw the post away")
    step.refresh_from_db()
    assert step.wording == "Open the post together"


def test_nothing_changes_in_an_ended_trajectory(world, case, step):
    actions.end(case, by=world.coordinator, ended_on=TODAY(), end_reason="goal_reached")
    for change in (
        lambda: actions.add_theme(case, by=world.buddy, wording="Too late"),
        lambda: actions.tick_task(case, by=world.buddy, task=step),
        lambda: actions.rank_themes(case, by=world.buddy, order=[]),
    ):
        with pytest.raises(Refusal, match="has ended"):
            change()
    step.refresh_from_db()
    assert step.done_on is None


def test_the_goals_of_an_edition_without_goals_are_refused(world):
    with pytest.raises(Refusal, match="does not work with this"):
        actions.add_theme(world.mine, by=world.coach, wording="Debts")


# ── Who may ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who", ["buddy2", "spil", "achterwacht", "achterwacht2", "leader", "coach", "nobody"])
def test_others_see_and_change_no_goals(world, who):
    k, user = world.kansrijk, getattr(world, who)
    own = k.home_case if who != "achterwacht2" else k.next_door  # the achterwacht with consent reads, and writes nothing
    task = Task.objects.get(trajectory=own)
    client = Client()
    client.force_login(user)
    expected = 403 if who == "achterwacht2" else 404
    assert client.get(page_of(own)).status_code == (200 if who == "achterwacht2" else 404)
    assert client.post(reverse("task_tick", args=[task.pk])).status_code == expected
    with pytest.raises(PermissionDenied):
        actions.tick_task(own, by=user, task=task)
    task.refresh_from_db()
    assert task.done_on is None


def test_the_page_shows_the_own_household_only(world, buddy):
    k = world.kansrijk
    body = buddy.get(page_of(k.home_case)).content.decode()
    assert "Stress of Hanna" in body and "Small step of Hanna" in body
    assert "Nadia" not in body
    assert buddy.get(page_of(k.next_door)).status_code == 404


def test_a_step_of_another_household_is_not_ticked_along_with_a_contact(world, buddy):
    k = world.kansrijk
    foreign = Task.objects.get(trajectory=k.next_door)
    said = {"channel": "visit", "result": "spoken", "held_on": TODAY().isoformat(), "submission": str(uuid4()), "done_tasks": [foreign.pk]}
    assert buddy.post(reverse("contact_add", args=[k.home_case.pk]), said).status_code == 200  # the form again, with an error
    foreign.refresh_from_db()
    assert foreign.done_on is None


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────


def test_the_two_questions_lead(world, buddy):
    page = soup(buddy.get(page_of(world.kansrijk.home_case)))
    heads = [head.get_text(strip=True) for head in page.select("h2")]
    assert heads[:2] == ["What do you want?", "How do we get there?"]
    assert page.select_one('.tabs a[aria-current="page"]').get_text(strip=True) == "Goals"


def test_themes_are_ranked_by_buttons_without_script(world, case, buddy):
    _debts, mould, _friends = themes(case, world.buddy, "Debts", "Mould", "Friends")
    page = soup(buddy.get(page_of(case)))
    order = page.select_one("#themes [name=order]")["value"]
    assert page.select_one(f"#up-{mould.pk}")["name"] == "up"
    answer = buddy.post(reverse("themes_rank", args=[case.pk]), {"order": order, "up": mould.pk})
    assert (answer.status_code, answer["Location"]) == (302, f"{page_of(case)}#themes")
    assert ranks(case) == [("Mould", 1), ("Debts", 2), ("Friends", 3)]
    late = soup(buddy.post(reverse("themes_rank", args=[case.pk]), {"order": order, "down": mould.pk}, follow=True))
    assert "The themes have changed in the meantime" in late.get_text()
    assert ranks(case)[0] == ("Mould", 1)


def test_with_script_only_the_list_of_themes_comes_back(world, case, buddy):
    debts, mould = themes(case, world.buddy, "Debts", "Mould")
    answer = buddy.post(reverse("themes_rank", args=[case.pk]), {"order": f"{debts.pk},{mould.pk}", "down": debts.pk}, headers={"HX-Request": "true"})
    part = soup(answer)
    assert part.select_one("html") is None
    assert [item.get_text(strip=True) for item in part.select("li strong")] == ["Mould", "Debts"]
    assert "The order has been saved." in part.get_text()


def test_theme_goal_and_step_are_added_and_ticked_by_the_pages(world, case, buddy):
    buddy.post(reverse("theme_add", args=[case.pk]), {"wording": "Debts", "submission": str(uuid4())})
    theme = case.themes.get()
    said = {"theme": theme.pk, "wording": "No new debts", "set_on": TODAY().isoformat(), "submission": str(uuid4())}
    assert [buddy.post(reverse("goal_add", args=[case.pk]), said).status_code for _twice in range(2)] == [302, 302]
    goal = case.goals.get()
    buddy.post(reverse("task_add", args=[goal.pk]), {"wording": "Open the post", "who": "Gina", "help_step": "informal", "submission": str(uuid4())})
    task = goal.tasks.get()
    answer = buddy.post(reverse("task_tick", args=[task.pk]), {"seen_version": task.version})
    assert answer["Location"] == f"{page_of(case)}#task-{task.pk}"
    task.refresh_from_db()
    assert (task.done_on, task.help_step) == (TODAY(), "informal")
    buddy.post(reverse("goal_close", args=[goal.pk]), {"state": "reached", "closed_on": TODAY().isoformat()})
    goal.refresh_from_db()
    assert goal.state == GoalState.REACHED
    assert "1 closed goal" in buddy.get(page_of(case)).content.decode()


def test_the_kinds_of_help_stand_in_the_order_in_which_help_is_looked_for(world, buddy):
    goal = Goal.objects.filter(trajectory=world.kansrijk.home_case).first()
    page = soup(buddy.get(reverse("task_add", args=[goal.pk])))
    offered = [box["value"] for box in page.select("[name=help_step]")]
    assert offered[:5] == ["own_strength", "informal", "volunteer", "general", "professional"]
    assert "Look in this order" in page.get_text()


def test_the_form_of_the_first_goal_says_why_another_theme_is_refused(world, case, buddy):
    _debts, mould = themes(case, world.buddy, "Debts", "Mould")
    said = {"theme": mould.pk, "wording": "A dry bedroom", "set_on": TODAY().isoformat(), "submission": str(uuid4())}
    body = soup(buddy.post(reverse("goal_add", args=[case.pk]), said)).get_text()
    assert "gives most stress" in body and "Debts" in body
    assert not case.goals.exists()


def test_what_somebody_else_changed_meanwhile_stands_beside_what_was_typed(world, buddy):
    task = Task.objects.get(trajectory=world.kansrijk.home_case)
    url, seen = reverse("task_edit", args=[task.pk]), task.version
    actions.change_task(task.trajectory, by=world.coordinator, task=task, wording="Changed by the coordinator")
    page = soup(buddy.post(url, {"wording": "Changed by the buddy", "who": "Hanna", "help_step": "", "seen_version": seen}))
    assert "Changed by the coordinator" in page.select_one(".compare").get_text() and "Changed by the buddy" in page.select_one(".compare").get_text()
    task.refresh_from_db()
    assert task.wording == "Changed by the coordinator"


def test_a_step_past_its_day_is_marked_until_it_is_done(world, case, step, buddy):
    actions.change_task(case, by=world.buddy, task=step, due_on=TODAY() - timedelta(days=1))
    page = soup(buddy.get(page_of(case)))
    assert page.select_one(f"#task-{step.pk}")["class"] == ["is-overdue"]
    assert "1 small step is past its day." in page.get_text()
    actions.tick_task(case, by=world.buddy, task=step)
    assert "past its day" not in buddy.get(page_of(case)).content.decode()


def test_today_is_not_past_its_day(world, case, step, buddy):
    actions.change_task(case, by=world.buddy, task=step, due_on=TODAY())
    assert "past its day" not in buddy.get(page_of(case)).content.decode()


def test_who_only_reads_finds_no_buttons(world):
    client = Client()
    client.force_login(world.achterwacht2)
    page = soup(client.get(page_of(world.kansrijk.next_door)))
    assert "Small step of Nadia" in page.get_text()
    assert not page.select("main form") and not page.select("main .nl-button")


def test_the_overview_brings_the_goals_in_by_htmx_and_works_without(world, buddy):
    k = world.kansrijk
    overview = soup(buddy.get(k.home_case.get_absolute_url()))
    card = overview.select_one("#goals")
    assert card["hx-get"] == card.select_one("a")["href"] == page_of(k.home_case)
    part = soup(buddy.get(page_of(k.home_case), headers={"HX-Request": "true"}))
    assert part.select_one("html") is None and "Small step of Hanna" in part.get_text()
    assert Opening.objects.filter(user=world.buddy, what="participants.trajectory", key=str(k.home_case.pk)).count() == 2


def test_an_edition_without_goals_has_neither_page_nor_card(world, sign_in):
    client = sign_in(world.coach)
    assert client.get(page_of(world.mine)).status_code == 404
    assert soup(client.get(world.mine.get_absolute_url())).select_one("#goals") is None


def test_the_page_takes_the_same_queries_for_one_and_for_three_goals(world, case, step, buddy, django_assert_num_queries):
    url = page_of(case)
    buddy.get(url)
    with django_assert_num_queries(QUERIES):
        buddy.get(url)
    theme = case.themes.get()
    themes(case, world.buddy, "Mould", "Friends")
    for n in range(2):
        goal = actions.set_goal(case, by=world.buddy, theme=theme, wording=f"Goal {n}")
        actions.add_task(case, by=world.buddy, goal=goal, wording=f"Step {n}", who="Gina")
    with django_assert_num_queries(QUERIES):
        buddy.get(url)


QUERIES = 16


# ── The contact form ──────────────────────────────────────────────────────────────────────────


def test_the_contact_form_ticks_steps_and_makes_the_next_appointment(world, case, step, buddy):
    other = actions.add_task(case, by=world.buddy, goal=step.goal, wording="Call the bank", who="Gina")
    form = soup(buddy.get(case.get_absolute_url())).select_one(f'form[action="{reverse("contact_add", args=[case.pk])}"]')
    assert sorted(box["value"] for box in form.select("[name=done_tasks]")) == sorted([str(step.pk), str(other.pk)])
    said = {
        "channel": "visit", "result": "spoken", "held_on": TODAY().isoformat(), "note": "Opened it together", "submission": str(uuid4()),
        "done_tasks": [step.pk], "next_on": (TODAY() + timedelta(days=7)).isoformat(), "next_at": "14:30",
    }  # fmt: skip
    assert buddy.post(reverse("contact_add", args=[case.pk]), said).status_code == 302
    contact = ContactMoment.objects.get(trajectory=case)
    step.refresh_from_db()
    other.refresh_from_db()
    assert (step.done_on, step.done_in, other.done_on) == (TODAY(), contact, None)
    assert contact.next_on == TODAY() + timedelta(days=7)
    shown = soup(buddy.get(case.get_absolute_url())).select_one(".contacts")
    assert "Open the post" in shown.get_text() and "14:30" in shown.get_text()


def test_a_step_that_a_colleague_ticked_meanwhile_stops_no_contact(world, case, step, buddy):
    actions.tick_task(case, by=world.coordinator, task=step)
    said = {"channel": "visit", "result": "spoken", "held_on": TODAY().isoformat(), "submission": str(uuid4()), "done_tasks": [step.pk]}
    assert buddy.post(reverse("contact_add", args=[case.pk]), said).status_code == 302
    step.refresh_from_db()
    assert step.done_in is None and ContactMoment.objects.filter(trajectory=case).count() == 1


def test_an_appointment_before_the_contact_or_a_time_without_a_day_is_refused(world, case, buddy):
    for wrong in ({"next_on": (TODAY() - timedelta(days=1)).isoformat()}, {"next_at": "14:30"}):
        said = {"channel": "visit", "result": "spoken", "held_on": TODAY().isoformat(), "note": "Kept", "submission": str(uuid4()), **wrong}
        assert "Kept" in soup(buddy.post(reverse("contact_add", args=[case.pk]), said)).get_text()
    assert not ContactMoment.objects.filter(trajectory=case).exists()


# ── API ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def api(world):
    """The API client of the buddy."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(world.buddy)[1]}")
    return client


def test_the_api_does_the_same(world, case, api):
    def call(name, **said):
        return api.post(reverse(f"api-trajectory-{name}", args=[case.pk]), said, format="json")

    one = call("add-theme", wording="Debts", life_area=world.kansrijk.life_area.pk).json()["pk"]
    two = call("add-theme", wish=world.kansrijk.wish.pk).json()["pk"]
    assert call("rank-themes", order=[two, one]).status_code == 200
    assert call("set-goal", theme=one, wording="Not yet").status_code == 400
    goal = call("set-goal", theme=two, wording="Coffee with somebody").json()["pk"]
    task = call("add-task", goal=goal, wording="Ring the bell next door", who="Gina").json()["pk"]
    assert call("tick-task", task=task).status_code == 200
    assert [row["wording"] for row in api.get("/api/v1/themes/", {"trajectory": case.pk}).json()["results"]] == ["More contacts", "Debts"]
    assert api.get("/api/v1/tasks/", {"trajectory": case.pk}).json()["results"][0]["done_on"] == TODAY().isoformat()


def test_the_api_names_no_row_of_others(world, case, api):
    foreign = Task.objects.get(trajectory=world.kansrijk.next_door)
    url = reverse("api-trajectory-tick-task", args=[case.pk])
    hidden, absent = (api.post(url, {"task": key}, format="json") for key in (foreign.pk, 987654321))
    assert hidden.status_code == absent.status_code == 400
    assert hidden.content.replace(str(foreign.pk).encode(), b"") == absent.content.replace(b"987654321", b"")
    assert all("Nadia" not in str(api.get(f"/api/v1/{name}/").json()) for name in ("themes", "goals", "tasks"))


def test_a_life_area_of_another_edition_is_unknown_to_the_api(world, case, api):
    elsewhere = make.LifeAreaFactory(edition=world.edition)
    answer = api.post(reverse("api-trajectory-add-theme", args=[case.pk]), {"wording": "Debts", "life_area": elsewhere.pk}, format="json")
    assert (answer.status_code, list(answer.json())) == (400, ["life_area"])
