"""Stories: only with consent, checked by hand, and gone everywhere once withdrawn."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from casetrack.actions import Refusal
from outcomes import actions
from outcomes.models import Story
from outcomes.recognising import found_words
from participants.actions import give_consent, withdraw_consent
from participants.models import Consent
from tests import factories as make

TEXT = "Somebody dared to open the letters again. Now there is room for the children."


def write(k, **fields):
    said = {"trajectory": k.home_case, "title": "The letters", "text": TEXT, **fields}
    return actions.write_story(k.edition, by=k.coordinator, **said)


@pytest.fixture
def k(world):
    """The programme of households, without the stories that every row of it has."""
    return world.kansrijk


def other_case(k):
    """Somebody of the edition without consent to a story."""
    return make.StartedTrajectoryFactory(
        edition=k.edition, person__first_name="Zeynep", person__last_name="de Graaf", person__birth_date=date(1980, 5, 17)
    )


def test_without_consent_no_story_is_written(k):
    case = other_case(k)
    with pytest.raises(Refusal) as refused:
        write(k, trajectory=case)
    assert list(refused.value.error_dict) == ["consent_how"]
    assert not Story.objects.filter(consent__trajectory=case).exists()


def test_consent_that_is_given_now_is_recorded_with_the_story(k):
    case = other_case(k)
    story = write(k, trajectory=case, consent_how="spoken")
    consent = Consent.objects.get(trajectory=case)
    assert (story.consent, consent.purpose, consent.how, consent.starts_on) == (consent, "story", "spoken", timezone.localdate())
    assert consent.history.get().history_user == k.coordinator


def test_consent_for_something_else_is_no_consent_for_a_story(k):
    case = other_case(k)
    give_consent(case, by=k.coordinator, purpose="referral", recipient="Food bank")
    with pytest.raises(Refusal):
        write(k, trajectory=case)


def test_consent_that_was_withdrawn_is_asked_for_again(k):
    case = other_case(k)
    consent = give_consent(case, by=k.coordinator, purpose="story")
    withdraw_consent(case, by=k.coordinator, consent=consent)
    with pytest.raises(Refusal):
        write(k, trajectory=case)


def test_a_story_of_another_edition_is_refused(k, world):
    with pytest.raises(Refusal):
        write(k, trajectory=world.mine)


@pytest.mark.parametrize("name", ["buddy", "spil", "achterwacht"])
def test_only_those_who_lead_write_stories(k, name):
    with pytest.raises(PermissionDenied):
        actions.write_story(k.edition, by=getattr(k, name), trajectory=k.home_case, title="x", text="y")


def test_a_story_that_is_too_long_is_refused(k):
    with pytest.raises(Refusal):
        write(k, text="a" * 901)
    assert write(k, text="a" * 900).text == "a" * 900


def test_only_a_checked_story_whose_consent_stands_is_ready(k):
    story = write(k)
    assert not Story.objects.ready().filter(pk=story.pk).exists()
    actions.approve_story(story, by=k.coordinator)
    assert Story.objects.ready().get(pk=story.pk).approved_by == k.coordinator
    withdraw_consent(k.home_case, by=k.buddy, consent=story.consent)
    assert not Story.objects.ready().filter(pk=story.pk).exists()
    assert not Story.objects.get(pk=story.pk).stands
    assert Story.objects.get(pk=story.pk).withdrawn_on is None


def test_a_changed_story_must_be_checked_again(k):
    story = actions.approve_story(write(k), by=k.coordinator)
    story = actions.change_story(story, by=k.coordinator, title="The letters", text="Other words.")
    assert (story.approved_by, story.approved_on) == (None, None)


def test_a_withdrawn_story_stays_withdrawn(k):
    story = actions.withdraw_story(write(k), by=k.coordinator, why="Asked by the participant")
    for again in (
        lambda: actions.approve_story(story, by=k.coordinator),
        lambda: actions.change_story(story, by=k.coordinator, title="x", text="y"),
        lambda: actions.withdraw_story(story, by=k.coordinator),
    ):
        with pytest.raises(Refusal):
            again()


def test_a_name_in_a_story_must_have_been_looked_at(k):
    story = write(k, text="Hanna opened the letters again.")
    with pytest.raises(Refusal) as refused:
        actions.approve_story(story, by=k.coordinator)
    assert list(refused.value.error_dict) == ["words_seen"]
    assert actions.approve_story(story, by=k.coordinator, words_seen=True).approved_on == timezone.localdate()


RECOGNISED = {
    "name of the contact person": ("Hanna was brave.", "Hanna"),
    "name written another way": ("HÁNNA was brave.", "HÁNNA"),
    "name in a possessive": ("It was Huizinga's letter.", "Huizinga's"),
    "name of a child": ("Sanne can swim now.", "Sanne"),
    "name of somebody of the network": ("Klaasje next door helped.", "Klaasje"),
    "name of an organisation": ("The Test bank gave food.", "Test"),
    "name of the guide": ("Buddy Boukje came by.", "Boukje"),
    "area": ("It was in East.", "East"),
    "place": ("They live in Beijum.", "Beijum"),
    "street": ("On the Emingaheerd it is quiet.", "Emingaheerd"),
    "age": ("A child of 7 years.", "7"),
    "age of somebody": ("He is 44, and proud.", "44"),
    "date": ("On 3-4-2021 it changed.", "3-4-2021"),
    "year": ("It changed in 2021.", "2021"),
    "phone": ("Call 06-12345678.", "06-12345678"),
    "e-mail": ("Mail to somebody@example.org today.", "somebody@example.org"),
    "postcode": ("In 9737 AB.", "9737 AB"),
}


@pytest.mark.parametrize(("text", "words"), RECOGNISED.values(), ids=RECOGNISED)
def test_what_may_tell_who_it_is_about_is_found(k, text, words):
    person = k.home_case.person
    person.street, person.place = "Emingaheerd 12", "Beijum"
    today = timezone.localdate()
    person.birth_date = date(today.year - 44, 1, 1)
    person.save()
    make.HouseholdMemberFactory(household=k.home_case.household, person__first_name="Sanne", person__last_name="Huizinga", relation="child")
    make.NetworkMemberFactory(trajectory=k.home_case, name="Klaasje Kuiper")
    k.buddy.first_name = "Boukje"
    k.buddy.save()
    assert words in [found.words for found in found_words(k.home_case, text)]


def test_words_of_another_dossier_are_not_told_of(k):
    assert found_words(k.home_case, "Nadia was brave, and van den kept going.") == []
    assert found_words(k.home_case, TEXT) == []


def test_the_page_shows_the_words_and_asks_to_look_at_them(k, sign_in, client):
    client.cookies["casetrack_language"] = "en"
    story = write(k, text="Hanna opened the letters again.")
    url = reverse("story_approve", args=[story.pk])
    page = BeautifulSoup(sign_in(k.coordinator).get(url).content, "html.parser")
    assert "Hanna" in page.select_one(".notice--warning").text
    assert page.select_one("[name=words_seen]")
    refused = client.post(url, {"sure": "on"})
    assert refused.status_code == 200
    assert Story.objects.get(pk=story.pk).approved_on is None
    client.post(url, {"sure": "on", "words_seen": "on"})
    assert Story.objects.get(pk=story.pk).approved_on == timezone.localdate()


def test_a_coordinator_writes_a_story_on_the_page(k, sign_in):
    case = other_case(k)
    client = sign_in(k.coordinator)
    url = reverse("story_write", args=[k.edition.code])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"trajectory": case.pk, "consent_how": "written", "title": "A start", "text": TEXT})
    story = Story.objects.get(consent__trajectory=case)
    assert answer["Location"] == reverse("story", args=[story.pk])
    assert client.get(answer["Location"]).status_code == 200
    client.post(reverse("story_withdraw", args=[story.pk]), {"why": "Asked"})
    assert Story.objects.get(pk=story.pk).withdrawn_on == timezone.localdate()


def test_the_people_of_another_programme_cannot_be_chosen(k, world, sign_in):
    client = sign_in(k.coordinator)
    page = client.get(reverse("story_write", args=[k.edition.code])).content.decode()
    assert "Hanna Huizinga" in page
    for name in ("Mina", "Vera"):
        assert name not in page
    answer = client.post(
        reverse("story_write", args=[k.edition.code]), {"trajectory": world.mine.pk, "consent_how": "spoken", "title": "x", "text": "y"}
    )
    assert answer.status_code == 200
    assert not Story.objects.filter(consent__trajectory=world.mine).exists()


@pytest.mark.parametrize("name", ["buddy", "spil", "achterwacht2", "leader", "neighbour.leader"])
def test_nobody_else_finds_the_stories(world, sign_in, name):
    user = world
    for part in name.split("."):
        user = getattr(user, part)
    story = Story.objects.filter(edition=world.kansrijk.edition).first()
    client = sign_in(user)
    assert client.get(reverse("story", args=[story.pk])).status_code == 404
    assert client.get(reverse("stories", args=[world.kansrijk.edition.code])).status_code in (403, 404)
