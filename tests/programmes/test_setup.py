"""The setup of an edition: every part on its page and by its action, and what is refused."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from casetrack.actions import Refusal
from programmes import actions
from programmes.choices import Module
from programmes.models import Edition, EditionInstrument, EditionMoment, LifeArea, Wish
from tests import factories as make

PAGES = ["edition_setup", "setup_work", "setup_questions", "setup_sign_up", "add_life_area", "add_wish", "choose_instrument"]


@pytest.fixture
def k(world):
    """The programme of households."""
    return world.kansrijk


@pytest.fixture
def office(world, sign_in):
    """An administrator, in English."""
    client = sign_in(world.administrator)
    client.cookies["casetrack_language"] = "en"
    return client


def url(name, edition, *more):
    """The address of a page about an edition."""
    return reverse(name, args=[edition.code, *more])


def again(row):
    """The row as it is now."""
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_setup_opens_for_leader_and_administrator_only(world, sign_in, name):
    for who, expected in (("leader", 200), ("administrator", 200), ("coach", 403), ("partner", 403), ("nobody", 404), ("buddy", 404)):
        assert sign_in(getattr(world, who)).get(url(name, world.edition)).status_code == expected, who
    assert sign_in(world.neighbour.leader).get(url(name, world.edition)).status_code == 404


def test_the_setup_shows_every_part_on_one_page(k, office):
    actions.set_moment(k.edition, by=k.home.members.get().user, moment="follow_up", counted_from="end", after_days=183)
    page = BeautifulSoup(office.get(url("edition_setup", k.edition)).content, "html.parser")
    text = " ".join(page.get_text(" ").split())
    for part in (
        "buddy",
        "14",
        "Getting to know",
        "lives on a benefit",
        "All reasons.",
        "Money",
        "More contacts",
        "Ladder test",
        "183 days after the end",
    ):
        assert part in text, part
    assert {a["href"][1:] for a in page.select("nav a[href^='#']")} <= {tag["id"] for tag in page.select("[id]")}


def test_how_an_edition_works_is_changed_and_stands_in_its_history(world, office):
    office.post(
        url("setup_work", world.edition),
        {"modules": ["goals", "network"], "guide_role": "spil", "contact_within_days": "21", "seen_version": world.edition.version},
    )
    edition = again(world.edition)
    assert (edition.modules, edition.guide_role, edition.contact_within_days) == (["goals", "network"], "spil", 21)
    assert edition.has(Module.GOALS) and not edition.has(Module.PLACEMENT)
    assert edition.history.first().history_user == world.administrator
    assert edition.phases.count() == 1 and edition.target == 100


def test_a_module_that_does_not_exist_is_refused_on_the_page_and_in_the_action(world, office):
    answer = office.post(url("setup_work", world.edition), {"modules": ["goals", "dreams"], "guide_role": "coach", "contact_within_days": "21"})
    assert answer.status_code == 422
    for wrong in (
        {"modules": ["dreams"]},
        {"entry_facts": ["shoe_size"]},
        {"end_reasons": ["bored"]},
        {"end_reasons": ["moved", "moved"]},
        {"guide_role": "leader"},
    ):
        with pytest.raises(ValidationError) as refused:
            actions.change_edition(world.edition, by=world.leader, **wrong)
        assert list(refused.value.message_dict) == list(wrong)
    assert again(world.edition).modules == world.edition.modules


def test_a_stale_setup_is_refused_with_both_versions_in_words(world, office):
    actions.change_edition(world.edition, by=world.leader, modules=["goals"])
    answer = office.post(
        url("setup_work", world.edition),
        {"modules": ["network"], "guide_role": "coach", "contact_within_days": "30", "seen_version": world.edition.version},
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "themes, goals and tasks" in text and "network map" in text
    assert again(world.edition).modules == ["goals"]


def test_what_is_asked_is_changed_in_the_order_of_the_list(world, office):
    office.post(url("setup_questions", world.edition), {"entry_facts": ["on_benefit", "education"], "end_reasons": ["referred", "moved"]})
    edition = again(world.edition)
    assert (edition.entry_facts, edition.end_reasons) == (["education", "on_benefit"], ["moved", "referred"])
    office.post(url("setup_questions", world.edition), {})
    assert (again(world.edition).entry_facts, again(world.edition).end_reasons) == ([], [])


def test_the_address_of_the_public_form_is_shown_only_while_it_is_open(k, office):
    shown = office.get(url("edition_setup", k.edition)).content.decode()
    assert "The form is open." in shown
    office.post(url("setup_sign_up", k.edition), {})
    closed = office.get(url("edition_setup", k.edition)).content.decode()
    assert "The form is closed." in closed and "data-copy=" not in closed
    assert again(k.edition).public_sign_up is False


# Life areas and wishes

NAMED = [("life_area", LifeArea, "life_areas"), ("wish", Wish, "wishes")]


@pytest.mark.parametrize(("name", "model", "rows"), NAMED)
def test_names_are_added_renamed_ordered_and_taken_out(world, office, name, model, rows):
    for words in ("One", "Two", "Three"):
        assert office.post(url(f"add_{name}", world.edition), {"name": words}).status_code == 302
    one, two, three = model.objects.filter(edition=world.edition).order_by("order")
    office.post(url(f"change_{name}", world.edition, two.pk), {"name": "Second", "seen_version": two.version})
    office.post(url(f"move_{name}", world.edition, three.pk))
    office.post(url(f"remove_{name}", world.edition, one.pk))
    assert [row.name for row in getattr(world.edition, rows).order_by("order")] == ["Three", "Second"]
    assert [(row.history_type, row.history_change_reason, row.history_user) for row in model.history.filter(id=one.pk)] == [
        ("-", f"{name}_removed", world.administrator), ("+", f"{name}_added", world.administrator),
    ]  # fmt: skip


def test_a_life_area_with_a_goal_and_a_wish_that_somebody_chose_stay(k, office, world):
    make.GoalFactory(theme__trajectory=k.home_case, theme__wish=k.wish, life_area=k.life_area)
    for name, row in (("life_area", k.life_area), ("wish", k.wish)):
        answer = office.post(url(f"remove_{name}", k.edition, row.pk))
        assert (answer.status_code, type(row).objects.filter(pk=row.pk).exists()) == (422, True)
        assert "This is in use" in answer.content.decode()
        assert row.history.filter(history_type="-").count() == 0


@pytest.mark.parametrize(("name", "model", "rows"), NAMED)
def test_a_name_that_is_there_already_or_is_too_long_is_refused(k, office, name, model, rows):
    there = getattr(k.edition, rows).get().name
    for words in (there, "", "x" * 101):
        assert office.post(url(f"add_{name}", k.edition), {"name": words}).status_code == 422
    assert getattr(k.edition, rows).count() == 1


@pytest.mark.parametrize(("name", "model", "rows"), NAMED)
def test_a_part_of_another_edition_answers_like_an_unknown_one(world, office, name, model, rows):
    foreign = getattr(world.kansrijk.edition, rows).get()
    for key in (foreign.pk, 999_999):
        assert office.get(url(f"change_{name}", world.edition, key)).status_code == 404
        assert office.post(url(f"move_{name}", world.edition, key)).status_code == 404
        assert office.post(url(f"remove_{name}", world.edition, key)).status_code == 404
    with pytest.raises(Refusal):
        getattr(actions, f"change_{name}")(world.edition, by=world.leader, **{name: foreign}, name="Taken")
    assert again(foreign).name == foreign.name


@pytest.mark.parametrize(("name", "model", "rows"), NAMED)
def test_an_order_that_misses_a_name_is_refused(world, name, model, rows):
    for words in ("One", "Two"):
        getattr(actions, f"add_{name}")(world.edition, by=world.leader, name=words)
    first, second = getattr(world.edition, rows).order_by("order")
    order = getattr(actions, {"life_area": "order_life_areas", "wish": "order_wishes"}[name])
    with pytest.raises(Refusal):
        order(world.edition, by=world.leader, **{rows: [first]})
    order(world.edition, by=world.leader, **{rows: [second, first]})
    assert [row.name for row in getattr(world.edition, rows).order_by("order")] == ["Two", "One"]


# Moments


def test_a_moment_is_set_changed_and_no_longer_measured(world, office):
    there = url("set_moment", world.edition, "halfway")
    office.post(there, {"counted_from": "start", "after_days": "183"})
    row = world.edition.moments.get()
    assert (row.moment, row.counted_from, row.after_days) == ("halfway", "start", 183)
    office.post(there, {"counted_from": "start", "after_days": "90", "seen_version": row.version})
    assert world.edition.moments.get().after_days == 90
    assert office.post(there, {"counted_from": "start", "after_days": "10", "seen_version": row.version}).status_code == 409
    office.post(url("remove_moment", world.edition, "halfway"))
    assert not world.edition.moments.exists()
    assert EditionMoment.history.filter(history_type="-").get().history_change_reason == "moment_removed"


@pytest.mark.parametrize("days", ["-1", "4000", "soon", ""])
def test_days_outside_the_scale_are_refused(world, office, days):
    assert office.post(url("set_moment", world.edition, "end"), {"counted_from": "start", "after_days": days}).status_code == 422
    assert not world.edition.moments.exists()


def test_a_moment_that_does_not_exist_has_no_page(world, office):
    assert office.get(url("set_moment", world.edition, "someday")).status_code == 404
    assert office.post(url("remove_moment", world.edition, "start")).status_code == 422


# Instruments of an edition


@pytest.fixture
def zrm(world):
    """An instrument of the home organisation that wants a reason per domain."""
    return actions.add_library_instrument(world.home, by=world.administrator, code="zrm-2013")


def test_a_leader_chooses_by_name_from_the_instruments_of_the_organisation_and_no_other(world, sign_in, zrm):
    away = make.InstrumentFactory(kept_by=world.neighbour.home, name="Away ladder")
    ended = make.InstrumentFactory(kept_by=world.home, name="Old ladder", ended_on=timezone.localdate())
    page = sign_in(world.leader).get(url("choose_instrument", world.edition))
    assert {row.pk for row in page.context["form"]["instrument"].field.queryset} == {zrm.pk, world.kansrijk.instrument.pk}
    answers = []
    for key in (away.pk, ended.pk, 999_999):
        answer = sign_in(world.leader).post(url("choose_instrument", world.edition), {"instrument": key})
        answers.append((answer.status_code, answer.context["form"].errors.get_json_data()))
    assert answers[0] == answers[1] == answers[2] and answers[0][0] == 422
    assert sign_in(world.leader).get(reverse("instrument", args=[zrm.pk])).status_code == 404


def test_domains_are_asked_only_with_a_written_reason(world, sign_in, zrm):
    client = sign_in(world.leader)
    answer = client.post(url("choose_instrument", world.edition), {"instrument": zrm.pk})
    used = EditionInstrument.objects.get(edition=world.edition)
    assert answer["Location"] == url("give_reasons", world.edition, used.pk)
    assert used.reasons == {}
    client.post(answer["Location"], {"item-finances": " Debts are why people come. ", "item-housing": "   ", "seen_version": used.version})
    assert again(used).reasons == {"finances": "Debts are why people come."}
    client.post(answer["Location"], {"item-finances": "", "seen_version": again(used).version})
    assert again(used).reasons == {}


def test_reasons_for_what_is_not_asked_or_where_none_are_wanted_are_refused(world, zrm):
    used = actions.choose_instrument(world.edition, by=world.leader, instrument=zrm, reasons={"finances": "Needed"})
    for wrong in ({"shoe_size": "Why not"}, {"finances": "x" * 2001}, {"finances": 5}):
        with pytest.raises(Refusal):
            actions.give_reasons(world.edition, by=world.leader, edition_instrument=used, reasons=wrong)
    ladder = actions.choose_instrument(world.edition, by=world.leader, instrument=world.kansrijk.instrument)
    with pytest.raises(Refusal):
        actions.give_reasons(world.edition, by=world.leader, edition_instrument=ladder, reasons={"step": "Because"})
    assert again(used).reasons == {"finances": "Needed"}


def test_an_instrument_is_dropped_and_can_be_chosen_again(k, world, office):
    used = k.edition_instrument
    office.post(url("drop_instrument", k.edition, used.pk), {"seen_version": used.version})
    assert again(used).ended_on == timezone.localdate()
    assert office.get(url("drop_instrument", k.edition, used.pk)).status_code == 404
    office.post(url("choose_instrument", k.edition), {"instrument": k.instrument.pk})
    assert k.edition.edition_instruments.filter(ended_on=None, instrument=k.instrument).count() == 1


def test_two_versions_of_one_instrument_are_not_used_together(k, world):
    newer = make.InstrumentFactory(kept_by=world.home, code=k.instrument.code, edition_of="2")
    with pytest.raises(Refusal, match="andere versie"):
        actions.choose_instrument(k.edition, by=world.administrator, instrument=newer)
    with pytest.raises(ValidationError):
        actions.choose_instrument(k.edition, by=world.administrator, instrument=k.instrument)
    actions.drop_instrument(k.edition, by=world.administrator, edition_instrument=k.edition_instrument)
    actions.choose_instrument(k.edition, by=world.administrator, instrument=newer)


def test_an_instrument_of_another_organisation_is_refused_by_the_action_too(world):
    away = make.InstrumentFactory(kept_by=world.neighbour.home)
    with pytest.raises(Refusal):
        actions.choose_instrument(world.edition, by=world.leader, instrument=away)


def test_a_coordinator_and_a_coach_change_nothing_of_the_setup(world, k):
    for edition, user in ((k.edition, k.coordinator), (world.edition, world.coach)):
        for name, data in (("add_wish", {"name": "X"}), ("add_life_area", {"name": "X"}), ("change_edition", {"public_sign_up": True})):
            with pytest.raises(PermissionDenied):
                getattr(actions, name)(edition, by=user, **data)


# Partners and organisations


def test_a_project_leader_adds_a_partner_by_name_without_seeing_the_organisation(world, sign_in):
    school = make.OrganisationFactory(name="School", kept_by=world.home)
    client, there = sign_in(world.leader), url("add_partner", world.edition)
    assert url("add_partner", world.edition) in client.get(world.edition.get_absolute_url()).content.decode()
    names = {str(row) for row in client.get(there).context["form"]["organisation"].field.queryset}
    assert "School" in names and not [name for name in names if name.startswith("Away")] and "Home partner" not in names
    assert client.post(there, {"organisation": school.pk}).status_code == 302
    assert client.post(there, {"organisation": world.neighbour.home.pk}).status_code == 422
    assert client.get(school.get_absolute_url()).status_code == 404
    assert world.edition.partnerships.filter(organisation=school).count() == 1


def test_an_organisation_that_people_are_referred_to_is_marked_so(world, office):
    office.post(
        reverse("add_organisation", args=[world.home.pk]), {"name": "Food bank", "kind": "food_bank", "country": "NL", "receives_referrals": "on"}
    )
    row = world.home.keeps.get(name="Food bank")
    assert row.receives_referrals
    office.post(
        reverse("change_organisation", args=[row.pk]), {"name": "Food bank", "kind": "food_bank", "country": "NL", "seen_version": row.version}
    )
    assert not again(row).receives_referrals


# The API


@pytest.fixture
def api(world):
    """`api(user)` gives a client that sends that user's token."""
    from knox.models import AuthToken
    from rest_framework.test import APIClient

    def of(user):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user)[1]}")
        return client

    return of


def test_a_leader_configures_an_edition_by_the_api(world, api, zrm):
    client = api(world.leader)

    def say(name, data):
        return client.post(reverse(f"api-edition-{name}", args=[world.edition.code]), data, format="json")

    assert say("change-edition", {"modules": ["goals"], "guide_role": "buddy", "entry_facts": ["on_benefit"]}).status_code == 200
    assert say("change-edition", {"modules": ["dreams"]}).status_code == 400
    key = say("add-life-area", {"name": "Home"}).json()["pk"]
    assert say("change-life-area", {"life_area": key, "name": "At home"}).status_code == 200
    assert say("set-moment", {"moment": "start", "counted_from": "start", "after_days": 0}).status_code == 200
    assert say("choose-instrument", {"instrument": zrm.pk, "reasons": {"finances": "Needed"}}).status_code == 201
    assert say("remove-life-area", {"life_area": key}).status_code == 200
    edition = Edition.objects.get(pk=world.edition.pk)
    assert (edition.modules, edition.guide_role, edition.life_areas.count(), edition.moments.count()) == (["goals"], "buddy", 0, 1)


def test_the_key_of_an_instrument_or_partner_that_is_not_offered_answers_as_one_that_does_not_exist(world, api):
    client = api(world.leader)
    away = {
        "choose-instrument": ("instrument", make.InstrumentFactory(kept_by=world.neighbour.home)),
        "add-partner": ("organisation", world.neighbour.home),
    }
    for name, (field, row) in away.items():
        there = reverse(f"api-edition-{name}", args=[world.edition.code])
        foreign, absent = (client.post(there, {field: key}, format="json") for key in (row.pk, 987654321))
        assert foreign.status_code == absent.status_code == 400
        assert foreign.content.replace(str(row.pk).encode(), b"") == absent.content.replace(b"987654321", b"")


def test_an_edition_is_opened_with_a_preset_by_the_api(world, api):
    said = {"code": "by-api", "name": "By API", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "preset": "spil"}
    assert api(world.leader).post(reverse("api-programme-open-edition", args=[world.programme.code]), said, format="json").status_code == 201
    assert Edition.objects.get(code="by-api").guide_role == "spil"
    said |= {"code": "by-api-2", "preset": "kansrijk-noord"}
    assert api(world.leader).post(reverse("api-programme-open-edition", args=[world.programme.code]), said, format="json").status_code == 400


def test_a_partner_reads_nothing_of_the_setup_by_the_api(world, api):
    row = api(world.partner).get(reverse("api-edition-detail", args=[world.edition.code])).json()
    assert not {"modules", "guide_role", "entry_facts", "end_reasons", "public_sign_up"} & set(row)
    make.LifeAreaFactory(edition=world.edition)
    assert api(world.partner).get("/api/v1/life-areas/").status_code == 404
    assert api(world.leader).get("/api/v1/life-areas/").json()["count"] == 1
