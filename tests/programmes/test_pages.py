"""Pages of configuration: who opens which, and what the forms do."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from casetrack.access import Role
from casetrack.models import User
from programmes import actions
from programmes.models import (
    Edition,
    Funding,
    Organisation,
    OrganisationMember,
    Phase,
    Programme,
    ProgrammeMember,
    Session,
)
from tests import factories as make

WHO = ("leader", "coach", "administrator", "partner", "funder", "nobody", "away_leader", "away_administrator", "away_partner")


def someone(world, name):
    """`away_leader` is the leader of the neighbour."""
    return getattr(world.neighbour, name.removeprefix("away_")) if name.startswith("away_") else getattr(world, name)


def url_of(name, world):
    """The address of a page about the home programme."""
    w = world
    member = ProgrammeMember.objects.get(user=w.coach, programme=w.programme)
    clerk = OrganisationMember.objects.get(user=w.partner)
    keys = {
        "organisations": [],
        "organisation": [w.funding.funder.pk],
        "change_organisation": [w.funding.funder.pk],
        "add_organisation": [w.home.pk],
        "add_programme": [w.home.pk],
        "add_organisation_member": [w.funding.funder.pk],
        "end_organisation_member": [w.partnership.organisation.pk, clerk.pk],
        "organisation_account": [w.partnership.organisation.pk, clerk.pk],
        "programmes": [],
        "programme": [w.programme.code],
        "change_programme": [w.programme.code],
        "open_edition": [w.programme.code],
        "record_funding": [w.programme.code],
        "change_funding": [w.programme.code, w.funding.pk],
        "add_programme_member": [w.programme.code],
        "end_programme_member": [w.programme.code, member.pk],
        "programme_account": [w.programme.code, member.pk],
        "editions": [],
        "edition": [w.edition.code],
        "change_edition": [w.edition.code],
        "add_phase": [w.edition.code],
        "change_phase": [w.edition.code, w.phase.pk],
        "add_partner": [w.edition.code],
        "plan_session": [w.edition.code],
        "plan_series": [w.edition.code],
        "members": [],
        "sessions": [],
        "change_session": [w.session.pk],
    }
    return reverse(name, args=keys[name])


# Who gets 200, and who 403 (sees it, may not do this); everybody else gets 404.
OPENS = {
    "organisations": ("administrator away_administrator", ""),
    "organisation": ("administrator", ""),
    "change_organisation": ("administrator", ""),
    "add_organisation": ("administrator", ""),
    "add_programme": ("administrator", ""),
    "add_organisation_member": ("administrator", ""),
    "end_organisation_member": ("administrator", ""),
    "organisation_account": ("administrator", ""),
    "programmes": ("leader coach administrator away_leader away_administrator", ""),
    "programme": ("leader coach administrator", ""),
    "change_programme": ("administrator", "leader coach"),
    "open_edition": ("leader administrator", "coach"),
    "record_funding": ("administrator", "leader coach"),
    "change_funding": ("administrator", "leader coach"),
    "add_programme_member": ("administrator", "leader coach"),
    "end_programme_member": ("administrator", "leader coach"),
    "programme_account": ("administrator", "leader coach"),
    "editions": ("leader coach administrator partner away_leader away_administrator away_partner", ""),
    "edition": ("leader coach administrator partner", ""),
    "change_edition": ("leader administrator", "coach partner"),
    "add_phase": ("leader administrator", "coach partner"),
    "change_phase": ("leader administrator", "coach partner"),
    "add_partner": ("leader administrator", "coach partner"),
    "plan_session": ("leader coach", "administrator partner"),
    "plan_series": ("leader coach", "administrator partner"),
    "members": ("leader administrator away_leader away_administrator", ""),
    "sessions": ("leader coach partner away_leader away_partner", ""),
    "change_session": ("leader coach", "partner"),
}


@pytest.mark.parametrize("name", OPENS)
def test_each_page_opens_for_exactly_those_who_may(world, client, name):
    opened, refused = (text.split() for text in OPENS[name])
    url = url_of(name, world)
    for who in WHO:
        client.force_login(someone(world, who))
        expected = 200 if who in opened else 403 if who in refused else 404
        assert client.get(url).status_code == expected, who


def test_numbers_of_an_edition_stay_within_reason_on_every_database(world):
    for wrong in ({"contact_within_days": 1_000_000}, {"target": 10**12}):
        with pytest.raises(ValidationError) as refused:
            actions.change_edition(world.edition, by=world.leader, **wrong)
        assert list(refused.value.message_dict) == list(wrong)


@pytest.mark.parametrize("name", OPENS)
def test_nobody_opens_a_page_without_signing_in(world, client, name):
    response = client.get(url_of(name, world))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [n for n in OPENS if n not in ("organisations", "programmes", "editions", "members", "sessions")])
def test_whoever_may_not_cannot_post_either_and_nothing_changes(world, client, name):
    opened = OPENS[name][0].split()
    before = [model.objects.count() for model in (Organisation, Programme, Edition, Funding, Phase, Session, User, ProgrammeMember)]
    for who in set(WHO) - set(opened):
        client.force_login(someone(world, who))
        assert client.post(url_of(name, world), {"name": "Intruder"}).status_code in (403, 404, 405), who
    assert before == [model.objects.count() for model in (Organisation, Programme, Edition, Funding, Phase, Session, User, ProgrammeMember)]


def test_lists_show_own_rows_and_nothing_of_the_neighbour(world, sign_in):
    for name, own, who in (
        ("organisations", "Home funder", "administrator"),
        ("programmes", "Home programme", "administrator"),
        ("editions", "Home edition", "leader"),
        ("members", "coach@test.example", "administrator"),
        ("sessions", "Home lesson", "leader"),
        ("sessions", "Home lesson", "partner"),
    ):
        text = sign_in(getattr(world, who)).get(reverse(name)).content.decode()
        assert own in text, name
        assert "Away" not in text and "away-" not in text, name


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("organisations", lambda w, n: make.OrganisationFactory.create_batch(n, kept_by=w.home)),
        ("programmes", lambda w, n: make.ProgrammeFactory.create_batch(n, organisation=w.home)),
        ("editions", lambda w, n: make.EditionFactory.create_batch(n, programme=w.programme)),
        ("members", lambda w, n: make.ProgrammeMemberFactory.create_batch(n, programme=w.programme)),
    ],
)
def test_a_list_costs_the_same_number_of_queries_with_more_rows(world, sign_in, name, many, django_assert_num_queries):
    client, url = sign_in(world.administrator), reverse(name)
    client.get(url)
    with django_assert_num_queries(QUERIES[name]):
        client.get(url)
    many(world, 3)
    with django_assert_num_queries(QUERIES[name]):
        client.get(url)


QUERIES = {"organisations": 5, "programmes": 5, "editions": 6, "members": 7}


def post(client, name, world, data, **extra):
    """Post a form of the home programme."""
    return client.post(url_of(name, world), data, **extra)


def test_an_administrator_adds_an_organisation_kept_by_their_own(world, sign_in):
    client = sign_in(world.administrator)
    response = post(client, "add_organisation", world, {"name": "New school", "kind": "school", "country": "DE", "place": "Meppen"})
    row = Organisation.objects.get(name="New school")
    assert response["Location"] == row.get_absolute_url()
    assert row.kept_by == world.home
    assert row.history.get().history_user == world.administrator


def test_an_organisation_with_a_name_in_use_is_refused_and_keeps_what_was_typed(world, sign_in):
    response = post(sign_in(world.administrator), "add_organisation", world, {"name": "Home funder", "kind": "school", "country": "NL"})
    assert response.status_code == 422
    assert 'value="Home funder"' in response.content.decode()
    assert Organisation.objects.filter(name="Home funder").count() == 1


def test_sending_a_form_twice_makes_one_row(world, sign_in):
    client = sign_in(world.administrator)
    data = {"name": "Twice", "kind": "school", "country": "NL", "submission": "0f8fad5b-d9cb-469f-a165-70867728950e"}
    post(client, "add_organisation", world, data)
    assert post(client, "add_organisation", world, data).status_code == 302
    assert Organisation.objects.filter(name="Twice").count() == 1


def test_a_stale_form_is_refused_with_both_versions_shown(world, sign_in):
    client = sign_in(world.administrator)
    data = {"name": "Mine", "kind": "funder", "country": "NL", "place": "", "seen_version": world.funding.funder.version}
    other = Organisation.objects.get(pk=world.funding.funder.pk)
    other.name, other.version = "Theirs", other.version + 1
    other.save()
    response = post(client, "change_organisation", world, data)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in text and "Mine" in text
    other.refresh_from_db()
    assert other.name == "Theirs"


def test_a_stale_form_of_a_part_is_refused_too(world, sign_in):
    world.phase.version += 1
    world.phase.save()
    response = post(sign_in(world.leader), "change_phase", world, {"name": "Other", "description": "", "seen_version": world.phase.version - 1})
    assert response.status_code == 409
    world.phase.refresh_from_db()
    assert world.phase.name == "Lessons"


EDITION = {"name": "Second", "code": "home-2", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "contact_within_days": "30"}


def test_a_new_edition_proposes_the_phases_of_the_one_before(world, sign_in):
    make.PhaseFactory(edition=world.edition, order=2, name="Aftercare of home")
    text = sign_in(world.leader).get(url_of("open_edition", world)).content.decode()
    assert "Lessons\nAftercare of home" in text


def test_the_first_edition_of_guidance_to_work_proposes_the_usual_phases(world, sign_in, settings):
    settings.LANGUAGE_CODE = "en"
    fresh = make.ProgrammeFactory(organisation=world.home, code="fresh")
    text = sign_in(world.administrator).get(reverse("open_edition", args=["fresh"])).content.decode()
    assert "Sign-up\nIntake\nSelection\nLessons\nMatching\nAftercare" in text
    assert fresh.editions.count() == 0


def test_an_edition_is_opened_with_its_phases_in_order(world, sign_in):
    response = post(sign_in(world.leader), "open_edition", world, {**EDITION, "phases": "One\n\n Two \nThree"})
    edition = Edition.objects.get(code="home-2")
    assert response["Location"] == reverse("edition", args=["home-2"])
    assert [(p.order, p.name) for p in edition.phases.all()] == [(1, "One"), (2, "Two"), (3, "Three")]


def test_an_edition_that_ends_before_it_starts_is_not_opened_nor_are_its_phases(world, sign_in):
    before = Phase.objects.count()
    response = post(sign_in(world.leader), "open_edition", world, {**EDITION, "ends_on": "2025-12-31", "phases": "One"})
    assert response.status_code == 422
    assert not Edition.objects.filter(code="home-2").exists()
    assert Phase.objects.count() == before


def test_a_phase_moves_up_and_the_numbers_stay_whole(world, sign_in):
    second = make.PhaseFactory(edition=world.edition, order=2, name="Second")
    third = make.PhaseFactory(edition=world.edition, order=3, name="Third")
    client = sign_in(world.leader)
    client.cookies["casetrack_language"] = "en"
    moved = client.post(reverse("move_phase", args=[world.edition.code, third.pk]), follow=True)
    assert "The phase has been moved up." in moved.content.decode()
    assert [(p.order, p.name) for p in world.edition.phases.order_by("order")] == [(1, "Lessons"), (2, "Third"), (3, "Second")]
    assert (second.history.count(), third.history.count(), world.phase.history.count()) == (2, 2, 1)


def test_a_phase_of_another_edition_answers_like_an_unknown_one(world, sign_in):
    client = sign_in(world.leader)
    for key in (world.neighbour.phase.pk, 999_999):
        assert client.get(reverse("change_phase", args=[world.edition.code, key])).status_code == 404
        assert client.post(reverse("move_phase", args=[world.edition.code, key])).status_code == 404


def test_funding_through_a_lead_partner_names_that_partner(world, sign_in):
    client = sign_in(world.administrator)
    data = {
        "edition": world.edition.pk, "funder": world.funding.funder.pk, "reference": "INT-7", "role": "via_lead_partner",
        "starts_on": "2026-01-01", "ends_on": "2026-12-31", "counts": "work_only", "logo_line": "Made possible by INT",
    }  # fmt: skip
    assert post(client, "record_funding", world, data).status_code == 422
    assert not Funding.objects.filter(reference="INT-7").exists()
    data["lead_partner"] = world.partnership.organisation.pk
    assert post(client, "record_funding", world, data)["Location"] == world.edition.get_absolute_url()
    row = Funding.objects.get(reference="INT-7")
    assert (row.lead_partner, row.counts, row.logo_line) == (world.partnership.organisation, "work_only", "Made possible by INT")


@pytest.mark.parametrize("field", ["edition", "funder", "lead_partner"])
def test_a_foreign_choice_in_funding_answers_like_an_unknown_one(world, sign_in, field):
    client = sign_in(world.administrator)
    foreign = {"edition": world.neighbour.edition, "funder": world.neighbour.funding.funder, "lead_partner": world.neighbour.home}[field]
    answers = []
    for key in (foreign.pk, 999_999):
        data = {
            "edition": world.edition.pk, "funder": world.funding.funder.pk, "reference": "X", "role": "via_lead_partner",
            "lead_partner": world.home.pk, "starts_on": "2026-01-01", "ends_on": "2026-12-31", "counts": "work_only", field: key,
        }  # fmt: skip
        response = post(client, "record_funding", world, data)
        assert response.status_code == 422
        answers.append(response.context["form"].errors.get_json_data())
    assert answers[0] == answers[1] and set(answers[0]) == {field}


def test_a_foreign_organisation_cannot_become_a_partner(world, sign_in):
    client, answers = sign_in(world.administrator), []
    for key in (world.neighbour.partnership.organisation.pk, 999_999):
        response = post(client, "add_partner", world, {"organisation": key})
        assert response.status_code == 422
        answers.append(response.context["form"].errors.get_json_data())
    assert answers[0] == answers[1]
    assert world.edition.partnerships.count() == 1


def test_a_partner_is_added_to_an_edition(world, sign_in):
    school = make.OrganisationFactory(name="School", kept_by=world.home)
    assert post(sign_in(world.administrator), "add_partner", world, {"organisation": school.pk}).status_code == 302
    assert world.edition.partnerships.filter(organisation=school).exists()


def test_a_partner_sees_its_edition_without_phases_target_partners_or_funding(world, sign_in):
    assert "Lessons" in sign_in(world.coach).get(url_of("edition", world)).content.decode()
    text = sign_in(world.partner).get(url_of("edition", world)).content.decode()
    assert "Home edition" in text and "Lessons" not in text
    assert "Home funder" not in text and "Home partner" not in text
    assert "<dd>100</dd>" not in text


# Members and accounts


def test_a_new_member_gets_a_mail_without_names_in_the_subject_and_the_link_works(world, sign_in, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post(sign_in(world.administrator), "add_programme_member", world,
             {"email": "New@Example.org", "role": "coach", "first_name": "Nora", "last_name": "Nieuw"})  # fmt: skip
    member = ProgrammeMember.objects.get(user__email="new@example.org")
    assert (member.role, member.starts_on, member.user.has_usable_password()) == ("coach", timezone.localdate(), False)
    (mail,) = mailoutbox
    assert mail.to == ["new@example.org"]
    assert "Nora" not in mail.subject and "Nieuw" not in mail.subject and "new@" not in mail.subject
    link = next(word for word in mail.body.split() if word.startswith("http"))
    from django.test import Client

    response = Client().get(link.replace("http://testserver", ""), follow=True)
    assert response.status_code == 200
    assert b'name="password1"' in response.content


def test_somebody_who_has_an_account_gets_a_role_and_no_mail(world, sign_in, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = post(sign_in(world.administrator), "add_organisation_member", world, {"email": "coach@test.example", "role": "funder_contact"})
    assert response.status_code == 302
    assert OrganisationMember.objects.filter(user=world.coach, role=Role.FUNDER_CONTACT).exists()
    assert mailoutbox == []


def test_an_unknown_address_without_a_name_makes_nobody(world, sign_in):
    response = post(sign_in(world.administrator), "add_programme_member", world, {"email": "who@example.org", "role": "coach"})
    assert response.status_code == 422
    assert not User.objects.filter(email="who@example.org").exists()


def test_a_role_that_a_programme_does_not_have_is_refused(world, sign_in):
    response = post(sign_in(world.administrator), "add_programme_member", world, {"email": "coach@test.example", "role": "administrator"})
    assert response.status_code == 422


def test_a_role_ends_on_the_first_day_without_it(world, sign_in, client):
    assert post(sign_in(world.administrator), "end_programme_member", world, {"ends_on": str(timezone.localdate())}).status_code == 302
    assert ProgrammeMember.objects.get(user=world.coach).ends_on == timezone.localdate()
    client.force_login(world.coach)
    assert client.get(url_of("programme", world)).status_code == 404


def test_an_administrator_cannot_end_their_own_role(world, sign_in):
    make.OrganisationMemberFactory(organisation=world.home)
    own = OrganisationMember.objects.get(user=world.administrator)
    response = sign_in(world.administrator).post(
        reverse("end_organisation_member", args=[world.home.pk, own.pk]), {"ends_on": str(timezone.localdate())}
    )
    assert response.status_code == 422
    own.refresh_from_db()
    assert own.ends_on is None


def test_a_member_of_another_programme_answers_like_an_unknown_one(world, sign_in):
    client, foreign = sign_in(world.administrator), ProgrammeMember.objects.get(user=world.neighbour.coach)
    for key in (foreign.pk, 999_999):
        for name in ("end_programme_member", "programme_account"):
            assert client.post(reverse(name, args=[world.programme.code, key]), {"ends_on": "2026-01-01", "why": "x"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.ends_on is None and foreign.user.is_active


def test_a_deactivated_user_loses_an_open_session_at_once(world, sign_in):
    from django.test import Client

    theirs = Client()
    theirs.force_login(world.coach)
    assert theirs.get(url_of("programme", world)).status_code == 200
    client = sign_in(world.administrator)
    assert post(client, "programme_account", world, {"why": "Left the institute"}).status_code == 302
    assert theirs.get(url_of("programme", world)).status_code == 302
    member = ProgrammeMember.objects.get(user=world.coach)
    row = member.history.first()
    assert (row.history_change_reason, row.history_why, row.history_user) == ("account_deactivated", "Left the institute", world.administrator)


def test_an_account_is_opened_again(world, sign_in):
    client = sign_in(world.administrator)
    post(client, "programme_account", world, {"why": "Left"})
    post(client, "programme_account", world, {"why": "Came back"})
    world.coach.refresh_from_db()
    assert world.coach.is_active
    assert ProgrammeMember.objects.get(user=world.coach).history.first().history_change_reason == "account_reactivated"


def test_an_account_is_not_deactivated_without_a_reason(world, sign_in):
    assert post(sign_in(world.administrator), "programme_account", world, {"why": ""}).status_code == 422
    world.coach.refresh_from_db()
    assert world.coach.is_active


def test_an_administrator_cannot_deactivate_their_own_account(world, sign_in):
    own = OrganisationMember.objects.get(user=world.administrator)
    response = sign_in(world.administrator).post(reverse("organisation_account", args=[world.home.pk, own.pk]), {"why": "Oops"})
    assert response.status_code == 422
    world.administrator.refresh_from_db()
    assert world.administrator.is_active


def test_somebody_who_also_works_elsewhere_keeps_the_account(world, sign_in):
    make.ProgrammeMemberFactory(programme=world.neighbour.programme, user=world.coach)
    assert post(sign_in(world.administrator), "programme_account", world, {"why": "Left"}).status_code == 422
    world.coach.refresh_from_db()
    assert world.coach.is_active


def test_ended_roles_stand_on_their_own_tab(world, sign_in):
    make.ProgrammeMemberFactory(programme=world.programme, user__email="old@test.example", ends_on=timezone.localdate())
    client = sign_in(world.administrator)
    assert "old@test.example" not in client.get(reverse("members")).content.decode()
    text = client.get(reverse("members") + "?show=ended").content.decode()
    assert "old@test.example" in text and "coach@test.example" not in text


# Sessions


def test_a_session_is_planned(world, sign_in):
    data = {
        "title": "Excursion to the dairy",
        "kind": "excursion",
        "held_on": "2026-03-02",
        "starts_at": "09:00",
        "ends_at": "12:30",
        "country": "DE",
    }
    assert post(sign_in(world.coach), "plan_session", world, data).status_code == 302
    row = Session.objects.get(title="Excursion to the dairy")
    assert (row.edition, row.held_on, row.country) == (world.edition, date(2026, 3, 2), "DE")


def test_a_session_cannot_end_before_it_starts(world, sign_in):
    data = {"title": "Wrong", "kind": "lesson", "held_on": "2026-03-02", "starts_at": "12:00", "ends_at": "09:00", "country": "NL"}
    assert post(sign_in(world.coach), "plan_session", world, data).status_code == 422
    assert not Session.objects.filter(title="Wrong").exists()


SERIES = {"title": "Day", "kind": "lesson", "country": "NL", "first_on": "2026-03-02", "how_many": "16", "every_weeks": "1"}


def test_a_series_skips_the_given_dates_and_goes_on_a_week_later(world, sign_in):
    data = {**SERIES, "skip": "2026-03-16\n06-04-2026"}
    assert post(sign_in(world.leader), "plan_series", world, data).status_code == 302
    days = list(Session.objects.filter(title__startswith="Day ").order_by("held_on").values_list("held_on", flat=True))
    assert len(days) == 16
    assert days[0] == date(2026, 3, 2) and days[-1] == date(2026, 3, 2) + timedelta(weeks=17)
    assert date(2026, 3, 16) not in days and date(2026, 4, 6) not in days
    assert {day.weekday() for day in days} == {0}


@pytest.mark.parametrize(("language", "example"), [("nl", "25-12-2026"), ("de", "25.12.2026"), ("en", "2026-12-25")])
def test_the_example_of_a_date_to_skip_is_written_as_the_language_does_and_is_read(world, sign_in, language, example):
    client = sign_in(world.leader)
    client.cookies["casetrack_language"] = language
    assert example in client.get(reverse("plan_series", args=[world.edition.code])).content.decode()
    assert post(client, "plan_series", world, {**SERIES, "skip": example}).status_code == 302


def test_clearing_a_filter_is_offered_only_when_one_is_set(world, sign_in):
    client, clear = sign_in(world.leader), f'href="{reverse("sessions")}">'
    for asked, offered in (
        ({}, False),
        ({"when": "upcoming", "edition": ""}, False),
        ({"when": "past"}, True),
        ({"edition": world.edition.code}, True),
    ):
        form = BeautifulSoup(client.get(reverse("sessions"), asked).content, "html.parser").select_one("form.filters")
        assert (clear in str(form)) is offered, asked


@pytest.mark.parametrize("wrong", [{"how_many": "1000"}, {"first_on": "9999-12-01"}, {"skip": "soon"}, {"every_weeks": "0"}])
def test_a_wrong_series_plans_nothing(world, sign_in, wrong):
    assert post(sign_in(world.leader), "plan_series", world, {**SERIES, **wrong}).status_code == 422
    assert not Session.objects.filter(title__startswith="Day ").exists()


def test_a_series_sent_twice_is_planned_once(world, sign_in):
    client, data = sign_in(world.leader), {**SERIES, "submission": "0f8fad5b-d9cb-469f-a165-70867728950e"}
    post(client, "plan_series", world, data)
    post(client, "plan_series", world, data)
    assert Session.objects.filter(title__startswith="Day ").count() == 16


def test_a_session_is_cancelled(world, sign_in):
    data = {"title": "Home lesson", "kind": "lesson", "held_on": str(world.session.held_on), "country": "NL", "cancelled": "on", "seen_version": 1}
    assert post(sign_in(world.coach), "change_session", world, data).status_code == 302
    world.session.refresh_from_db()
    assert world.session.cancelled


def test_the_list_shows_what_is_to_come_and_the_past_when_asked(world, sign_in):
    make.SessionFactory(edition=world.edition, title="Long gone", held_on=timezone.localdate() - timedelta(days=30))
    client = sign_in(world.leader)
    now, past = (client.get(reverse("sessions") + query).content.decode() for query in ("", "?when=past"))
    assert "Home lesson" in now and "Long gone" not in now
    assert "Home lesson" not in past and "Long gone" in past


def test_a_foreign_edition_in_the_filter_answers_like_an_unknown_one(world, sign_in):
    client = sign_in(world.leader)
    texts = [client.get(f"{reverse('sessions')}?edition={code}").content.decode() for code in ("away-edition", "no-such-edition")]
    assert "Away lesson" not in texts[0]
    assert texts[0].count("<li") == texts[1].count("<li")


def test_the_list_of_sessions_costs_the_same_with_more_rows(world, sign_in, django_assert_num_queries):
    client = sign_in(world.leader)
    client.get(reverse("sessions"))
    with django_assert_num_queries(7):
        client.get(reverse("sessions"))
    make.SessionFactory.create_batch(3, edition=world.edition)
    with django_assert_num_queries(7):
        client.get(reverse("sessions"))
