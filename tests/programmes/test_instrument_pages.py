"""Instruments of an organisation: the library, own ones on a page, versions, and their end."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from programmes import actions
from programmes.instruments import library
from programmes.instruments.definition import parse
from programmes.models import Instrument
from tests import factories as make


@pytest.fixture
def office(world, sign_in):
    """An administrator, in Dutch, the language that typed texts are kept in."""
    client = sign_in(world.administrator)
    client.cookies["casetrack_language"] = "nl"
    return client


def new(world, scoring):
    """The address where an own instrument is entered."""
    return reverse("add_instrument", args=[world.home.pk, scoring])


def kept(world, code):
    """An instrument of the library, added to the home organisation."""
    with translation.override("nl"):
        return actions.add_library_instrument(world.home, by=world.administrator, code=code)


def read(code, version="1"):
    """The definition of an instrument that was kept, as it is read."""
    return parse(Instrument.objects.get(code=code, edition_of=version).definition)


def test_instruments_open_for_the_administrator_of_the_organisation_only(world, sign_in):
    zrm = kept(world, "zrm-2013")
    for url in (
        reverse("instruments", args=[world.home.pk]),
        new(world, "ladder"),
        reverse("instrument", args=[zrm.pk]),
        reverse("new_version", args=[zrm.pk]),
    ):
        assert sign_in(world.administrator).get(url).status_code == 200
        for who in (world.leader, world.coach, world.coordinator, world.neighbour.administrator):
            assert sign_in(who).get(url).status_code == 404, url
    assert sign_in(world.administrator).get(reverse("instruments", args=[world.funding.funder.pk])).status_code == 403


def test_the_library_shows_source_and_conditions_and_adds_with_one_click(world, office):
    page = office.get(reverse("instruments", args=[world.home.pk])).content.decode()
    for entry in library.entries():
        assert entry.name.nl in page
    assert "© GGD Amsterdam" in page and "wetenschappelijk onderzoek" in page
    answer = office.post(reverse("add_library_instrument", args=[world.home.pk]), {"code": "zrm-2013"})
    row = Instrument.objects.get(code="zrm-2013")
    assert answer["Location"] == reverse("instrument", args=[row.pk])
    assert (row.kept_by, row.scoring, row.professionals_only, row.needs_reason, row.group_only) == (world.home, "profile", True, True, False)
    assert row.history.get().history_user == world.administrator
    assert not row.used_by.exists()
    assert "GGD Amsterdam" in office.get(answer["Location"]).content.decode()


def test_what_is_not_in_the_library_or_is_there_already_is_not_added(world, office):
    for code in ("tfi", "../zrm-2013", "", "ladder", "ladder"):
        assert office.post(reverse("add_library_instrument", args=[world.home.pk]), {"code": code}).status_code == 302
    assert list(Instrument.objects.filter(kept_by=world.home).values_list("code", flat=True).order_by("code")) == ["ladder", "ladder-test"]


def test_nobody_else_adds_or_ends_an_instrument(world):
    ladder = kept(world, "ladder")
    for user in (world.leader, world.coordinator, world.neighbour.administrator):
        with pytest.raises(PermissionDenied):
            actions.add_library_instrument(world.home, by=user, code="zrm-2013")
        with pytest.raises(PermissionDenied):
            actions.end_instrument(ladder, by=user)


def test_every_instrument_of_the_library_is_shown_readably(world, office):
    for entry in library.entries():
        row = kept(world, entry.code)
        page = office.get(reverse("instrument", args=[row.pk])).content.decode()
        assert all(item.name.nl in page for item in entry.items)
        assert all(level.name.nl in page for level in entry.levels)


# An own instrument

LADDER = {
    "name": "Beweegladder",
    "version": "1",
    "source": "Eigen werk",
    "items": "Beweging",
    "levels": "Zit\nLoopt | Minstens een keer per week\n\n Rent ",
}


def test_an_own_ladder_is_entered_with_steps_and_criteria(world, office):
    answer = office.post(new(world, "ladder"), LADDER)
    row = Instrument.objects.get(code="beweegladder")
    assert answer["Location"] == reverse("instrument", args=[row.pk])
    definition = read("beweegladder")
    assert [(level.value, level.name.nl, level.criteria and level.criteria.nl) for level in definition.levels] == [
        (1, "Zit", None), (2, "Loopt", "Minstens een keer per week"), (3, "Rent", None),
    ]  # fmt: skip
    assert [item.name.nl for item in definition.items] == ["Beweging"]
    assert (row.edition_of, row.scoring, row.source, row.needs_reason) == ("1", "ladder", "Eigen werk", False)


def test_an_own_profile_has_a_code_for_each_domain_and_keeps_what_was_ticked(world, office):
    office.post(
        new(world, "profile"),
        {"name": "Eigen matrix", "code": "matrix", "version": "2026", "source": "GGD", "items": "Geld\nWonen & buurt\nGeld!\n??",
         "levels": "Slecht\nGoed", "needs_reason": "on", "professionals_only": "on"},
    )  # fmt: skip
    row = Instrument.objects.get(code="matrix")
    assert (row.needs_reason, row.professionals_only, row.group_only, row.edition_of) == (True, True, False, "2026")
    assert [item.code for item in read("matrix", "2026").items] == ["geld", "wonen-buurt", "geld-2", "item-4"]


def test_an_own_talk_sheet_has_axes_and_marks(world, office):
    office.post(new(world, "web"), {"name": "Web", "version": "1", "source": "Eigen", "items": "A\nB\nC", "minimum": "1", "maximum": "5"})
    definition = read("web")
    assert (definition.minimum, definition.maximum, [item.name.nl for item in definition.items]) == (1, 5, ["A", "B", "C"])


@pytest.mark.parametrize(
    ("scoring", "change", "field"),
    [
        ("ladder", {"levels": "Only one"}, "levels"),
        ("ladder", {"levels": ""}, "levels"),
        ("ladder", {"levels": "x" * 201 + "\nTwo"}, "levels"),
        ("ladder", {"code": "Big Letters"}, "code"),
        ("ladder", {"name": ""}, "name"),
        ("ladder", {"source": ""}, "source"),
        ("ladder", {"version": "v" * 21}, "version"),
        ("profile", {"items": "\n".join(f"Domain {n}" for n in range(41))}, "items"),
        ("web", {"items": "One\nTwo", "minimum": "0", "maximum": "10"}, "items"),
        ("web", {"items": "A\nB\nC", "minimum": "5", "maximum": "5"}, "maximum"),
        ("web", {"items": "A\nB\nC", "minimum": "0", "maximum": "101"}, "maximum"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field_and_kept(world, office, scoring, change, field):
    answer = office.post(new(world, scoring), {**LADDER, **change})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Instrument.objects.filter(kept_by=world.home).exclude(code="ladder-test").exists()
    assert "Eigen werk" in answer.content.decode() or "source" in change


def test_a_kind_that_cannot_be_entered_from_nothing_has_no_page(world, office):
    assert office.get(new(world, "de_jong_gierveld")).status_code == 404
    assert office.get(new(world, "unknown")).status_code == 404


def test_a_code_and_version_stand_once_in_an_organisation(world, office):
    office.post(new(world, "ladder"), LADDER)
    answer = office.post(new(world, "ladder"), LADDER)
    assert answer.status_code == 422
    assert Instrument.objects.filter(code="beweegladder").count() == 1
    assert make.InstrumentFactory(kept_by=world.neighbour.home, code="beweegladder").pk


# Versions


def test_own_wording_of_the_loneliness_scale_is_a_new_version_with_the_same_scoring(world, office):
    first = kept(world, "de-jong-gierveld-6")
    there = reverse("new_version", args=[first.pk])
    form = office.get(there).context["form"]
    assert form["version"].value() == "2" and form["group_only"].value() is True
    typed = {name: form[name].value() for name in ("name", "version", "source", "levels")}
    words = {f"item-{number}": f"Eigen vraag {number}" for number in range(1, 7)}
    assert office.post(there, {**typed, **words, "group_only": "on"}).status_code == 302
    old, fresh = read("de-jong-gierveld-6"), read("de-jong-gierveld-6", "2")
    assert [item.name.nl for item in fresh.items] == list(words.values())
    assert [(item.code, item.scale, item.positive) for item in fresh.items] == [(item.code, item.scale, item.positive) for item in old.items]
    assert [level.name for level in fresh.levels] == [level.name for level in old.levels] and fresh.name == old.name
    assert Instrument.objects.get(pk=first.pk).history.count() == 1


def test_an_item_of_the_loneliness_scale_without_words_is_refused_at_that_item(world, office):
    there = reverse("new_version", args=[kept(world, "de-jong-gierveld-6").pk])
    typed = {name: office.get(there).context["form"][name].value() for name in ("name", "version", "source", "levels")}
    answer = office.post(there, {**typed, **{f"item-{number}": "Vraag" for number in range(1, 6)}, "item-6": " "})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["item-6"]


def test_a_new_version_keeps_codes_and_languages_of_what_stayed_and_leaves_the_old_one_alone(world, office):
    first = kept(world, "domains-profile")
    before = Instrument.objects.get(pk=first.pk).definition
    there = reverse("new_version", args=[first.pk])
    form = office.get(there).context["form"]
    typed = {name: form[name].value() for name in ("name", "version", "source", "levels", "items")}
    office.post(there, {**typed, "items": typed["items"].replace("Welzijn", "Gezondheid") + "\nKinderen"})
    fresh = read("domains-profile", "2")
    assert [item.code for item in fresh.items] == ["home", "gezondheid", "money", "training", "work", "kinderen"]
    assert fresh.items[0].name.de == "Situation zu Hause" and fresh.items[1].name.de == ""
    assert fresh.levels == parse(before).levels
    assert Instrument.objects.get(pk=first.pk).definition == before


def test_a_version_that_is_there_already_is_refused_at_its_field(world, office):
    first = kept(world, "ladder")
    there = reverse("new_version", args=[first.pk])
    typed = {name: office.get(there).context["form"][name].value() for name in ("name", "source", "levels", "items")}
    answer = office.post(there, {**typed, "version": "1"})
    assert answer.status_code == 422
    assert Instrument.objects.filter(code="ladder").count() == 1


# The end


def test_ending_an_instrument_ends_it_in_every_edition_and_offers_it_no_more(world, office):
    k = world.kansrijk
    office.post(reverse("end_instrument", args=[k.instrument.pk]), {"seen_version": k.instrument.version})
    row, used = Instrument.objects.get(pk=k.instrument.pk), k.edition.edition_instruments.get()
    assert (row.ended_on, used.ended_on) == (timezone.localdate(), timezone.localdate())
    assert used.history.first().history_user == world.administrator
    form = office.get(reverse("choose_instrument", args=[k.edition.code])).context["form"]
    assert row not in form["instrument"].field.queryset
    assert office.post(reverse("end_instrument", args=[k.instrument.pk]), {}).status_code == 422
    assert office.get(reverse("instrument", args=[row.pk])).status_code == 200


def test_a_definition_sent_to_the_api_is_checked_as_on_the_page(world):
    from knox.models import AuthToken
    from rest_framework.test import APIClient

    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(world.administrator)[1]}")
    there = reverse("api-organisation-add-instrument", args=[world.home.pk])
    for wrong in ({}, [], "ladder", {**library.load("ladder"), "levels": []}, {**library.load("ladder"), "colour": "red"}):
        assert client.post(there, {"definition": wrong}, format="json").status_code == 400, wrong
    assert client.post(there, {"definition": {**library.load("ladder"), "code": "by-api"}}, format="json").status_code == 201
    assert Instrument.objects.get(code="by-api").name
    with pytest.raises(ValidationError):
        actions.add_instrument(world.home, by=world.administrator, definition={"scoring": "total"})
