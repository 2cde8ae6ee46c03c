"""The pages and the API of measurements."""

import re
import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from casetrack.audit import time_line, tracked_models
from casetrack.models import Opening
from participants import actions
from participants.models import Answers, GroupAnswers, Measurement
from programmes.instruments import library
from programmes.models import EditionMoment
from tests import factories as make
from tests.participants.test_measurements import LONELY, add_instrument, hold, hold_loneliness, k  # noqa: F401  the fixture

HAPPY = {code: 4 - value for code, value in LONELY.items()}
SECRET = LONELY | {"trust": 2}


@pytest.fixture
def api(k):  # noqa: F811
    """`api(user)` gives a client of the API that is signed in as this user."""

    def of(user):
        client = APIClient()
        client.force_login(user)
        return client

    return of


def page(client, url):
    """The page as it is read."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    return BeautifulSoup(answer.content, "html.parser")


def form_of(k, moment="start", instrument=None):  # noqa: F811
    """The address of the form to measure."""
    return reverse("measure", args=[k.home_case.pk, (instrument or k.instrument).pk, moment])


def tab(case):
    """The address of the page of measurements."""
    return reverse("trajectory_measurements", args=[case.pk])


# ── The page of a trajectory ──────────────────────────────────────────────────────────────────


def test_the_page_shows_what_is_due_with_a_button_to_measure(k, sign_in):  # noqa: F811
    shown = page(sign_in(k.buddy), tab(k.home_case))
    assert shown.find("a", href=form_of(k))
    assert not shown.find("svg", class_="measured")
    assert shown.find("a", href=form_of(k, instrument=k.loneliness))


def test_a_buddy_records_a_measurement_and_sees_it_as_a_picture_and_a_table(k, sign_in):  # noqa: F811
    client = sign_in(k.buddy)
    answer = client.post(form_of(k), {"item-step": "2", "measured_on": "", "submission": uuid.uuid4()})
    assert answer.status_code == 200  # the date is asked
    answer = client.post(form_of(k), {"item-step": "2", "measured_on": k.day.isoformat(), "submission": uuid.uuid4()}, follow=True)
    assert Answers.objects.get().scores == {"step": 2}
    shown = BeautifulSoup(answer.content, "html.parser")
    picture = shown.find("svg", class_="measured")
    assert picture.find("circle")
    assert not picture.find(attrs={"style": True})
    assert "2" in shown.find("table").find("td", string=re.compile("2")).get_text()
    assert not shown.find("a", href=form_of(k))


def test_a_question_without_an_answer_is_asked_again_and_what_was_typed_is_kept(k, sign_in):  # noqa: F811
    profile = add_instrument(k.edition, "domains-profile")
    given = {"item-home": "3", "item-money": "none", "measured_on": k.day.isoformat()}
    shown = BeautifulSoup(sign_in(k.buddy).post(form_of(k, instrument=profile), given).content, "html.parser")
    assert not Measurement.objects.exists()
    assert {(one["name"], one["value"]) for one in shown.select("input[type=radio][checked]")} == {("item-home", "3"), ("item-money", "none")}
    assert len(shown.select(".question.field--error")) == 3
    assert len(shown.select(".error-summary li")) == 3


def test_the_earlier_answer_stands_beside_the_new_question_and_chooses_nothing(k, sign_in):  # noqa: F811
    hold(k, answers={"step": 4})
    shown = page(sign_in(k.buddy), form_of(k, "halfway"))
    marked = [label for label in shown.select(".levels label") if label.select(".level__earlier")]
    assert [label.input["value"] for label in marked] == ["4"]
    assert shown.select(".question__earlier")
    assert not shown.select("input[type=radio][checked]")
    assert [one["value"] for one in shown.select("input[type=radio]")] == ["1", "2", "3", "4", "5", "none"]


def test_the_form_for_group_results_shows_no_earlier_answer_and_says_so_after_saving(k, sign_in):  # noqa: F811
    hold_loneliness(k, answers=SECRET)
    client = sign_in(k.coordinator)
    shown = page(client, form_of(k, "halfway", k.loneliness))
    assert not shown.select(".level__earlier, .question__earlier")
    given = {f"item-{code}": str(value) for code, value in SECRET.items()} | {"measured_on": k.day.isoformat()}
    answer = client.post(form_of(k, "halfway", k.loneliness), given, follow=True)
    assert GroupAnswers.objects.count() == 2
    message = str(next(iter(answer.context["messages"])))
    assert message.startswith(("Saved.", "Opgeslagen", "De ")), message
    edit = page(client, reverse("measurement_edit", args=[Measurement.objects.last().pk]))
    assert not edit.select("input[type=radio][checked]")


def test_criteria_stand_with_their_level_and_the_source_at_the_foot(k, sign_in):  # noqa: F811
    steps = add_instrument(k.edition, "participatieladder")
    shown = page(sign_in(k.buddy), form_of(k, instrument=steps))
    assert len(shown.select(".level__more")) == 6
    assert "VNG" in shown.get_text()


def test_a_long_scale_without_levels_is_a_list_and_a_short_one_buttons(k, sign_in):  # noqa: F811
    definition = library.load("talk-web") if "talk-web" in [entry.code for entry in library.entries()] else None
    web = next(entry.code for entry in library.entries() if entry.scoring == "web")
    definition = library.load(web)
    short = add_instrument(k.edition, web)
    long = make.InstrumentFactory(kept_by=k.home, code="long-web", scoring="web", definition=definition | {"minimum": 0, "maximum": 100})
    make.EditionInstrumentFactory(edition=k.edition, instrument=long)
    client = sign_in(k.buddy)
    assert page(client, form_of(k, instrument=short)).select("input[type=radio]")
    lists = page(client, form_of(k, instrument=long)).select("select")
    assert {len(one.select("option")) for one in lists} == {103}
    given = {f"item-{item['code']}": "100" for item in definition["items"]} | {"measured_on": k.day.isoformat()}
    assert client.post(form_of(k, instrument=long), given, follow=True).status_code == 200
    assert set(Answers.objects.get().scores.values()) == {100}


def test_every_kind_of_instrument_is_drawn_with_gaps_and_earlier_moments(k, sign_in):  # noqa: F811
    for entry in library.entries():
        instrument = (
            k.loneliness
            if entry.code == k.loneliness.code
            else add_instrument(k.edition, entry.code, reasons={item.code: "Needed" for item in entry.items})
        )
        for moment, value in (("start", entry.minimum), ("end", entry.maximum)):
            answers = {item.code: value for item in entry.items}
            if moment == "end" and len(entry.items) > 1:
                answers[entry.items[0].code] = None
            actions.measure(k.home_case, by=k.coordinator, instrument=instrument, moment=moment, answers=answers)
    pictures = page(sign_in(k.buddy), tab(k.home_case)).select("svg.measured")
    assert len(pictures) == len(library.entries()) - 1  # all but the one for groups
    ids = [one["id"] for one in page(sign_in(k.buddy), tab(k.home_case)).select("[id]")]
    assert len(ids) == len(set(ids))
    for picture in pictures:
        assert float(picture["viewbox"].split()[3]) > 40
        assert not {"nan", "inf"} & set(re.split(r"[ ,]", str(picture)))


def test_a_measurement_about_a_child_is_asked_by_its_own_address(k, sign_in):  # noqa: F811
    child = k.home_case.household.members.get(relation="child").person
    url = reverse("measure_about", args=[k.home_case.pk, k.instrument.pk, "start", child.pk])
    client = sign_in(k.buddy)
    assert page(client, form_of(k)).find("a", href=url)
    client.post(url, {"item-step": "1", "measured_on": k.day.isoformat()})
    assert Measurement.objects.get().about == child


@pytest.mark.parametrize(
    ("instrument", "moment", "about"),
    [("unknown", "start", None), ("same", "never", None), ("same", "start", "stranger"), ("same", "start", "next door"), ("huge", "start", None)],
)
def test_an_address_that_names_what_does_not_belong_here_is_not_there(k, sign_in, instrument, moment, about):  # noqa: F811
    known = {"unknown": make.InstrumentFactory().pk, "same": k.instrument.pk, "huge": 10**30}
    people = {"stranger": k.world.mine.person_id, "next door": k.next_door.person_id}
    keys = [k.home_case.pk, known[instrument], moment, *([people[about]] if about else [])]
    assert sign_in(k.buddy).get(reverse("measure_about" if about else "measure", args=keys)).status_code == 404


def test_a_moment_that_the_edition_does_not_have_is_not_there(k, sign_in):  # noqa: F811
    EditionMoment._base_manager.filter(edition=k.edition, moment="halfway")._raw_delete("default")
    assert sign_in(k.buddy).get(form_of(k, "halfway")).status_code == 404


def test_a_volunteer_gets_no_form_of_an_instrument_for_professionals(k, sign_in):  # noqa: F811
    profile = add_instrument(k.edition, "domains-profile", professionals_only=True)
    shown = page(sign_in(k.buddy), tab(k.home_case))
    assert not shown.find("a", href=form_of(k, instrument=profile))
    assert sign_in(k.buddy).get(form_of(k, instrument=profile)).status_code == 403
    assert sign_in(k.coordinator).get(form_of(k, instrument=profile)).status_code == 200


def test_a_volunteer_does_not_see_what_was_measured_with_an_instrument_for_professionals(k, sign_in):  # noqa: F811
    profile = add_instrument(k.edition, "domains-profile", professionals_only=True)
    measurement = hold(k, by=k.coordinator, instrument=profile, answers={"home": 3})
    make.ConsentFactory(trajectory=k.home_case, purpose="achterwacht_reads")
    address = reverse("api-answers-detail", args=[measurement.answers.pk])
    for user, sees in ((k.buddy, False), (k.coordinator, True), (k.achterwacht, True)):
        client = sign_in(user)
        assert client.get(address).status_code == (200 if sees else 404)
        section = page(client, tab(k.home_case)).find("section", {"aria-labelledby": f"instrument-{profile.pk}"})
        assert bool(section.find("table")) == sees
        told = [change.label for entry in time_line(k.home_case.pk, user) for change in entry.changes]
        assert (str(Answers._meta.get_field("answers").verbose_name) in told) == sees


def test_without_a_reason_nothing_is_asked(k, sign_in):  # noqa: F811
    profile = add_instrument(k.edition, "domains-profile", needs_reason=True)
    client = sign_in(k.buddy)
    assert not page(client, tab(k.home_case)).find("a", href=form_of(k, instrument=profile))
    assert not page(client, form_of(k, instrument=profile)).select("input[type=radio]")
    assert client.post(form_of(k, instrument=profile), {"measured_on": k.day.isoformat()}).status_code == 200
    assert not Measurement.objects.exists()


def test_a_change_after_somebody_elses_shows_that_and_keeps_what_was_typed(k, sign_in):  # noqa: F811
    measurement = hold(k)
    actions.change_measurement(k.home_case, by=k.coordinator, measurement=measurement, answers={"step": 5})
    url = reverse("measurement_edit", args=[measurement.pk])
    given = {"item-step": "3", "measured_on": k.day.isoformat(), "seen_version": "1"}
    shown = BeautifulSoup(sign_in(k.buddy).post(url, given).content, "html.parser")
    assert Answers.objects.get().answers == {"step": 5}
    assert [one["value"] for one in shown.select("input[type=radio][checked]")] == ["3"]
    assert sign_in(k.buddy).post(url, given | {"seen_version": "2"}).status_code == 302
    assert Answers.objects.get().answers == {"step": 3}


def test_what_was_typed_before_the_session_ended_is_still_there(k, sign_in, client):  # noqa: F811
    client.post(form_of(k), {"item-step": "4", "measured_on": k.day.isoformat()})
    shown = page(sign_in(k.buddy), form_of(k))
    assert [one["value"] for one in shown.select("input[type=radio][checked]")] == ["4"]


def test_the_page_takes_the_same_number_of_queries_for_few_and_for_many_measurements(k, sign_in, django_assert_num_queries):  # noqa: F811
    client = sign_in(k.buddy)
    hold(k)
    page(client, tab(k.home_case))
    with django_assert_num_queries(13):
        page(client, tab(k.home_case))
    child = k.home_case.household.members.get(relation="child").person
    for moment in ("halfway", "end", "follow_up"):
        hold(k, moment=moment)
        hold(k, moment=moment, about=child)
    with django_assert_num_queries(13):
        page(client, tab(k.home_case))


# ── Nobody reads answers for group results ────────────────────────────────────────────────────


def test_answers_for_group_results_stand_on_no_page_and_in_no_answer_of_the_api(k, sign_in, api):  # noqa: F811
    measurement = hold_loneliness(k, answers=SECRET)
    actions.change_measurement(k.home_case, by=k.coordinator, measurement=measurement, answers=SECRET | {"close": 2}, why="Typing error")
    pages = [
        tab(k.home_case),
        reverse("measurement_edit", args=[measurement.pk]),
        reverse("trajectory", args=[k.home_case.pk]),
        reverse("trajectory_history", args=[k.home_case.pk]),
        reverse("person", args=[k.home_case.person_id]),
        reverse("edition_measurements", args=[k.edition.code]),
        form_of(k, "end", k.loneliness),
        reverse("participants_export", args=["csv"]),
    ]
    lists = [
        "/api/v1/answers/",
        "/api/v1/measurements/",
        f"/api/v1/answers/?trajectory={k.home_case.pk}",
        reverse("api-measurement-detail", args=[measurement.pk]),
        reverse("api-trajectory-history", args=[k.home_case.pk]),
        reverse("api-trajectory-detail", args=[k.home_case.pk]),
        reverse("api-edition-measurements", args=[k.edition.code]),
    ]
    kept = GroupAnswers.objects.get()
    for user in (k.coordinator, k.buddy):
        for url in [*pages, *lists]:
            client = (api if url in lists else sign_in)(user)
            answer = client.post(url) if "export" in url else client.get(url)
            assert answer.status_code in (200, 403, 404), url
            text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
            told = re.sub(r"<form.*?</form>", "", text, flags=re.DOTALL)
            assert "missing_people" not in told, url
            assert str(kept.scores) not in told, url
            assert "severely" not in told, url
        assert api(user).get(f"/api/v1/answers/{kept.pk}/").status_code == 404


def test_no_list_of_the_api_holds_the_model_of_answers_for_group_results():
    from django.urls import get_resolver

    def views(patterns):
        for pattern in patterns:
            yield from views(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.callback]

    shown = {getattr(getattr(view, "cls", None), "model", getattr(view, "page_model", None)) for view in views(get_resolver().url_patterns)}
    assert GroupAnswers in tracked_models()
    assert not {GroupAnswers, GroupAnswers.history.model} & shown


# ── The API ───────────────────────────────────────────────────────────────────────────────────


def test_a_measurement_by_the_api_is_the_same_action(k, api):  # noqa: F811
    url = reverse("api-trajectory-measure", args=[k.home_case.pk])
    said = {"instrument": k.instrument.pk, "moment": "start", "answers": {"step": 2}, "submission": str(uuid.uuid4())}
    first, second = (api(k.buddy).post(url, said, format="json") for _ in range(2))
    assert (first.status_code, first.json()["pk"]) == (201, second.json()["pk"])
    changed = {"measurement": first.json()["pk"], "answers": {"step": None}, "why": "Not asked after all"}
    assert api(k.buddy).post(reverse("api-trajectory-change-measurement", args=[k.home_case.pk]), changed, format="json").status_code == 200
    rows = api(k.buddy).get("/api/v1/answers/").json()["results"]
    assert [(row["answers"], row["scores"]) for row in rows] == [({"step": None}, {"step": None})]
    assert api(k.buddy2).get("/api/v1/answers/").json()["count"] == 0
    assert Opening.objects.filter(what="list of participants.answers").count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"answers": {"step": 9}}, "answers"),
        ({"answers": {"step": "two"}}, "answers"),
        ({"answers": [2]}, "answers"),
        ({"moment": "never"}, "moment"),
        ({"measured_on": "2999-01-01"}, "measured_on"),
    ],
)
def test_bad_input_by_the_api_names_the_field_and_saves_nothing(k, api, said, field):  # noqa: F811
    url = reverse("api-trajectory-measure", args=[k.home_case.pk])
    answer = api(k.buddy).post(url, {"instrument": k.instrument.pk, "moment": "start", "answers": {"step": 2}, **said}, format="json")
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not Measurement.objects.exists()


def test_unknown_and_foreign_keys_answer_alike(k, api):  # noqa: F811
    url = reverse("api-trajectory-measure", args=[k.home_case.pk])
    foreign = {"instrument": make.InstrumentFactory().pk, "about": k.next_door.person_id}
    for name, key in foreign.items():
        answers = []
        for value in (key, 987654321):
            said = {"instrument": k.instrument.pk, "moment": "start", "answers": {"step": 2}, name: value}
            answers.append(api(k.buddy).post(url, said, format="json"))
        assert [one.status_code for one in answers] == [400, 400]
        assert answers[0].content.replace(str(key).encode(), b"") == answers[1].content.replace(b"987654321", b"")


# ── Results of the group ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def group(k):  # noqa: F811
    """Twelve people on the ladder at the start and at the end, ten of them with the loneliness scale; a neighbour edition beside them."""
    start = timezone.localdate() - timedelta(days=20)
    for place in range(12):
        case = make.StartedTrajectoryFactory(edition=k.edition)
        for moment, step in (("start", 2), ("end", 2 if place < 5 else 3)):
            actions.measure(case, by=k.coordinator, instrument=k.instrument, moment=moment, answers={"step": step}, measured_on=start)
        if place < 10:
            actions.measure(case, by=k.coordinator, instrument=k.loneliness, moment="start", answers=LONELY if place < 5 else HAPPY)
    other = make.EditionFactory(programme=k.programme)
    make.EditionMomentFactory(edition=other)
    make.EditionInstrumentFactory(edition=other, instrument=k.instrument)
    actions.measure(make.StartedTrajectoryFactory(edition=other), by=k.coordinator, instrument=k.instrument, moment="start", answers={"step": 2})
    return k


def test_the_results_of_the_group_stand_on_the_page_as_in_the_api(group, sign_in, api):
    shown = page(sign_in(group.coordinator), reverse("edition_measurements", args=[group.edition.code]))
    assert len(shown.select("svg.measured")) == 4  # the ladder, and three scores of loneliness
    told = api(group.coordinator).get(reverse("api-edition-measurements", args=[group.edition.code])).json()["instruments"]
    steps = next(one for one in told if one["instrument"] == group.instrument.code)
    assert [(row["code"], row["n"]) for row in steps["scores"][0]["moments"]] == [("start", 12), ("end", 12)]
    assert {one["code"]: one["n"] for one in steps["scores"][0]["change"]["classes"]} == {"higher": 7, "same": 5, "lower": 0}
    lonely = next(one for one in told if one["instrument"] == group.loneliness.code)
    assert (lonely["group_only"], lonely["waiting"]) == (True, 0)
    assert [(row["n"], [one["n"] for one in row["classes"]]) for row in lonely["scores"][0]["moments"]] == [(10, [5, 0, 5])]


def test_somebody_who_was_entered_twice_counts_once(group, api):
    case = Measurement.objects.filter(instrument=group.instrument, trajectory__edition=group.edition).first().trajectory
    case.ended_on, case.end_reason = group.day, "duplicate"
    case.save()
    told = api(group.coordinator).get(reverse("api-edition-measurements", args=[group.edition.code])).json()["instruments"]
    assert {row["n"] for one in told if one["instrument"] == group.instrument.code for row in one["scores"][0]["moments"]} == {11}


def test_only_who_may_see_figures_sees_results_of_the_group(group, sign_in):
    url, api_url = (reverse(name, args=[group.edition.code]) for name in ("edition_measurements", "api-edition-measurements"))
    for user in (group.world.leader, group.world.neighbour.leader, group.world.nobody):
        assert [sign_in(user).get(one).status_code for one in (url, api_url)] == [404, 404]
    for user in (group.buddy, group.spil, group.achterwacht, group.world.administrator):
        answers = [sign_in(user).get(one) for one in (url, api_url)]
        assert {one.status_code for one in answers} <= {403, 404}
        assert not any(group.instrument.name in one.content.decode() for one in answers)
    assert sign_in(group.coordinator).get(url).status_code == 200


def test_the_results_take_the_same_number_of_queries_for_few_and_for_many_people(group, sign_in, django_assert_num_queries):
    client, url = sign_in(group.coordinator), reverse("edition_measurements", args=[group.edition.code])
    page(client, url)
    with django_assert_num_queries(10):
        page(client, url)
    case = make.StartedTrajectoryFactory(edition=group.edition)
    actions.measure(case, by=group.coordinator, instrument=group.instrument, moment="start", answers={"step": 5})
    with django_assert_num_queries(10):
        page(client, url)
