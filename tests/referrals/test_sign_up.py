"""Signing somebody up, and the list of sign-ups."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from participants.models import Person, Trajectory
from referrals.actions import sign_up
from referrals.choices import SignUpState
from referrals.models import SignUp
from tests import factories as make

KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"


def url_of(world):
    """The sign-up form of the home edition."""
    return reverse("sign_up", args=[world.edition.code])


def typed(**changes):
    """A complete form."""
    return {
        "first_name": "Greta", "last_name": "Möller", "birth_date": "1985-02-03", "sex": "f", "country": "DE", "email": "greta@example.org",
        "phone": "", "street": "", "postcode": "", "place": "Nordhorn", "registered_on": str(timezone.localdate()), "channel": "media",
        "organisation": "", "explanation": "", "labour_status": "answered:inactive", "registered_with_pes": "refused",
        "education": "unknown", "municipality": "not_asked", **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "status"),
    [("leader", 200), ("coach", 403), ("partner", 403), ("administrator", 403), ("funder", 404), ("nobody", 404)],
)
def test_only_a_leader_of_the_programme_signs_people_up(world, sign_in, who, status):
    client, before = sign_in(getattr(world, who)), Person.objects.count()
    assert client.get(url_of(world)).status_code == status
    if status != 200:
        assert client.post(url_of(world), typed()).status_code == status
        assert Person.objects.count() == before


@pytest.mark.parametrize("who", ["leader", "coach", "partner", "administrator", "funder"])
def test_the_neighbours_people_do_not_find_the_form(world, sign_in, who):
    assert sign_in(getattr(world.neighbour, who)).get(url_of(world)).status_code == 404


def test_a_sign_up_makes_a_person_a_trajectory_and_what_was_told(world, sign_in):
    data = typed(organisation=world.partnership.organisation.pk, explanation="Wants to work in care.")
    response = sign_in(world.leader).post(url_of(world), data)
    trajectory = Trajectory.objects.get(person__last_name="Möller")
    assert response["Location"] == reverse("trajectory", args=[trajectory.pk])
    assert (trajectory.edition, trajectory.channel, trajectory.registered_on) == (world.edition, "media", timezone.localdate())
    assert trajectory.phase == world.phase
    assert (trajectory.person.birth_date, trajectory.person.email) == (date(1985, 2, 3), "greta@example.org")
    assert (trajectory.labour_status, trajectory.labour_status_state) == ("inactive", "answered")
    assert (trajectory.registered_with_pes, trajectory.registered_with_pes_state) == ("", "refused")
    assert (trajectory.education_state, trajectory.municipality_state) == ("unknown", "not_asked")
    told = trajectory.sign_up
    assert (told.organisation, told.explanation, told.name) == (world.partnership.organisation, "Wants to work in care.", "Greta Möller")
    for row in (trajectory, trajectory.person, told):
        assert row.history.get().history_user == world.leader


def test_a_municipality_is_one_answer_with_its_state(world, sign_in):
    from programmes.models import Municipality

    place = Municipality.objects.filter(country="NL").first()
    sign_in(world.leader).post(url_of(world), typed(municipality=f"answered:{place.pk}"))
    trajectory = Trajectory.objects.get(person__last_name="Möller")
    assert (trajectory.municipality, trajectory.municipality_state) == (place, "answered")


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_name": ""}, {"last_name": "x" * 301}, {"birth_date": "1850-01-01"}, {"birth_date": "soon"}, {"country": "FR"},
        {"labour_status": "answered"}, {"labour_status": "answered:unknown"}, {"municipality": "answered:999999"}, {"education": ""},
        {"registered_on": "2999-01-01"}, {"email": "no address"},
    ],
)  # fmt: skip
def test_wrong_input_saves_nothing_and_keeps_what_was_typed(world, sign_in, wrong):
    before = Person.objects.count(), Trajectory.objects.count()
    response = sign_in(world.leader).post(url_of(world), typed(**wrong))
    assert response.status_code == 422
    assert "Nordhorn" in response.content.decode()
    assert (Person.objects.count(), Trajectory.objects.count()) == before


def test_an_organisation_that_is_no_partner_answers_like_an_unknown_one(world, sign_in):
    client, answers = sign_in(world.leader), []
    for key in (world.neighbour.partnership.organisation.pk, world.home.pk, 999_999):
        response = client.post(url_of(world), typed(organisation=key))
        assert response.status_code == 422
        answers.append(response.context["form"].errors.get_json_data())
    assert answers[0] == answers[1] == answers[2]
    assert not Person.objects.filter(last_name="Möller").exists()


def test_sending_the_form_twice_makes_one_trajectory(world, sign_in):
    client = sign_in(world.leader)
    data = typed(submission=KEY, same_person="")
    first = client.post(url_of(world), data)
    second = client.post(url_of(world), data | {"same_person": "new"})
    assert first["Location"] == second["Location"]
    assert Trajectory.objects.filter(person__last_name="Möller").count() == 1


def test_strange_names_survive(world, sign_in):
    name = "<b>Zoë</b> 😀 محمد"
    sign_in(world.leader).post(url_of(world), typed(last_name=name))
    assert Person.objects.filter(last_name=name).exists()
    text = sign_in(world.leader).get(reverse("sign_ups"), {"state": "all"}).content.decode()
    assert "&lt;b&gt;Zoë&lt;/b&gt; 😀 محمد" in text and "<b>Zoë" not in text


def test_what_looks_like_a_bsn_warns_once(world, sign_in):
    client = sign_in(world.leader)
    response = client.post(url_of(world), typed(explanation="Number 111222333 was given"))
    assert response.status_code == 422
    assert not Person.objects.filter(last_name="Möller").exists()
    assert client.post(url_of(world), typed(explanation="Number 111222333 was given", no_bsn="on")).status_code == 302


# Possible duplicates


@pytest.fixture
def known(world):
    """Greta is known in another edition of the home programme."""
    earlier = make.EditionFactory(programme=world.programme, code="home-earlier")
    return make.TrajectoryFactory(
        edition=earlier, person__first_name="Greta", person__last_name="Moller", person__birth_date=date(1985, 2, 3), person__place="Emmen"
    ).person


def test_a_possible_duplicate_is_shown_and_nothing_saved_before_the_choice(world, sign_in, known):
    response = sign_in(world.leader).post(url_of(world), typed())
    assert response.status_code == 422
    assert "Emmen" in response.content.decode()
    offered = BeautifulSoup(response.content, "html.parser").select("input[type=radio][name=same_person]")
    assert [choice["value"] for choice in offered] == [str(known.pk), "new"]
    assert world.edition.trajectories.count() == 3


def test_the_same_person_gets_a_second_trajectory_and_keeps_the_known_details(world, sign_in, known):
    assert sign_in(world.leader).post(url_of(world), typed(same_person=known.pk)).status_code == 302
    trajectory = world.edition.trajectories.get(person=known)
    assert trajectory.channel == "media"
    known.refresh_from_db()
    assert (known.place, known.version, Person.objects.filter(birth_date=date(1985, 2, 3)).count()) == ("Emmen", 1, 1)


def test_somebody_else_with_the_same_name_becomes_a_new_person(world, sign_in, known):
    assert sign_in(world.leader).post(url_of(world), typed(same_person="new")).status_code == 302
    assert world.edition.trajectories.exclude(person=known).filter(person__last_name="Möller").exists()


def test_another_birth_date_is_no_duplicate(world, sign_in, known):
    assert sign_in(world.leader).post(url_of(world), typed(birth_date="1985-02-04")).status_code == 302


def test_a_duplicate_that_the_user_may_not_see_is_not_revealed(world, sign_in):
    hidden = make.TrajectoryFactory(
        edition=world.neighbour.edition, person__first_name="Greta", person__last_name="Möller", person__birth_date=date(1985, 2, 3)
    ).person
    response = sign_in(world.leader).post(url_of(world), typed(same_person=hidden.pk))
    assert response.status_code == 302
    assert hidden.trajectories.count() == 1
    assert world.edition.trajectories.filter(person__last_name="Möller").exclude(person=hidden).count() == 1


def test_a_person_who_is_no_candidate_cannot_be_chosen(world, sign_in, known):
    for key in (world.other.person.pk, world.neighbour.trajectory.person.pk, 999_999, "x"):
        assert sign_in(world.leader).post(url_of(world), typed(same_person=key)).status_code == 422
    assert world.edition.trajectories.count() == 3


def test_somebody_who_already_takes_part_is_refused(world, sign_in):
    person = world.mine.person
    data = typed(first_name="Mina", last_name="Eigenhuis", birth_date=str(person.birth_date), same_person=person.pk)
    response = sign_in(world.leader).post(url_of(world), data)
    assert response.status_code == 422
    assert person.trajectories.count() == 1


# The list


def test_a_partner_sees_what_it_told_itself_and_nothing_of_the_dossier(world, sign_in):
    own = world.partnership.organisation
    make.SignUpFactory(trajectory=world.other, organisation=None, explanation="Came by themselves")
    text = sign_in(world.partner).get(reverse("sign_ups")).content.decode()
    assert "Mina Eigenhuis" in text and "Told by the partner" in text and own.name in text
    assert "Otto" not in text and "Vera" not in text and "Came by themselves" not in text
    assert reverse("trajectory", args=[world.mine.pk]) not in text


def test_a_leader_sees_the_sign_ups_of_the_programme_with_the_way_to_the_trajectory(world, sign_in):
    text = sign_in(world.leader).get(reverse("sign_ups"), {"state": "all"}).content.decode()
    assert reverse("trajectory", args=[world.mine.pk]) in text
    assert "Vera" not in text


def test_where_a_sign_up_stands_is_for_leaders_and_never_for_partners(world, sign_in):
    label = str(SignUpState.BECAME_TRAJECTORY.label)
    for who, shown in ((world.leader, True), (world.partner, False)):
        table = BeautifulSoup(sign_in(who).get(reverse("sign_ups"), {"state": "all"}).content, "html.parser").table
        assert (label in table.get_text()) is shown
        assert len(table.select("thead th")) == len(table.select("tbody tr")[0].select("th, td")) == (7 if shown else 5)


def test_somebody_signed_up_for_an_edition_without_phases_has_none(world):
    edition = make.EditionFactory(programme=world.programme)
    person = {"first_name": "Greta", "last_name": "Möller", "country": "DE"}
    assert sign_up(edition, by=world.leader, person_fields=person).phase is None


def test_a_coach_sees_the_sign_ups_of_own_people_only(world, sign_in):
    make.SignUpFactory(trajectory=world.other, organisation=None)
    text = sign_in(world.coach).get(reverse("sign_ups")).content.decode()
    assert "Mina" in text and "Otto" not in text


@pytest.mark.parametrize("who", ["administrator", "funder", "nobody"])
def test_others_do_not_find_the_list(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(reverse("sign_ups")).status_code == 404


def test_a_partner_whose_role_ended_sees_nothing(world, sign_in):
    from programmes.models import OrganisationMember

    role = OrganisationMember.objects.get(user=world.partner)
    role.ends_on = timezone.localdate() - timedelta(days=1)
    role.save()
    assert sign_in(world.partner).get(reverse("sign_ups")).status_code == 404


def test_the_list_costs_the_same_number_of_queries_with_more_rows(world, sign_in, django_assert_num_queries):
    client = sign_in(world.leader)
    client.get(reverse("sign_ups"), {"state": "all"})
    with django_assert_num_queries(QUERIES):
        client.get(reverse("sign_ups"), {"state": "all"})
    for trajectory in (world.other, world.unassigned):
        make.SignUpFactory(trajectory=trajectory, organisation=world.partnership.organisation)
    assert SignUp.objects.filter(edition=world.edition).count() == 3
    with django_assert_num_queries(QUERIES):
        client.get(reverse("sign_ups"), {"state": "all"})


QUERIES = 11
