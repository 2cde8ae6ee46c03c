"""Working through sign-ups and signals: the list, the attempts, the decision, and who sees what."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone, translation

from casetrack.access import Role
from casetrack.actions import Refusal
from casetrack.audit import time_line
from casetrack.models import Opening
from participants.models import Assignment, HouseholdMember, Person, Trajectory
from referrals import actions, lists
from referrals.choices import SignUpState, months_after, months_before
from referrals.models import ContactAttempt, SignUp
from tests import factories as make


@pytest.fixture
def k(world):
    """The programme with areas East (of spil) and West (of spil2), each with one signal."""
    return world.kansrijk


def on(row, name):
    """The page of one thing to do to a sign-up."""
    return reverse(f"sign_up_{name}", args=[row.pk])


def names(sign_in, user, **query):
    """The names in the list to work through."""
    page = BeautifulSoup(sign_in(user).get(reverse("sign_ups"), query).content, "html.parser")
    return [cell.find("a").get_text() for cell in page.select("main table.table--cards tbody th")]


def days_ago(number):
    """So many days before today."""
    return timezone.localdate() - timedelta(days=number)


# Writing down


@pytest.mark.parametrize(
    ("who", "status"), [("coordinator", 200), ("spil", 200), ("buddy", 404), ("achterwacht", 404), ("leader", 404), ("partner", 404)]
)
def test_coordinators_and_spillen_write_down_signals(k, world, sign_in, who, status):
    client, url = sign_in(getattr(world, who)), reverse("signal_add", args=[k.edition.code])
    before = SignUp.objects.count()
    assert client.get(url).status_code == status
    answer = client.post(url, {"name": "Tjitske", "received_on": timezone.localdate(), "area": k.east.pk, "source": "gp", "signals": ["memory"]})
    assert answer.status_code == (302 if status == 200 else status)
    assert SignUp.objects.count() == before + (status == 200)
    if status == 200:
        row = SignUp.objects.get(name="Tjitske")
        assert (row.area, row.source, row.signals, row.told_on, row.trajectory) == (k.east, "gp", ["memory"], None, None)
        assert row.history.get().history_user == getattr(world, who)
        assert answer["Location"] == row.get_absolute_url()


def test_a_spil_who_writes_down_a_signal_of_another_area_comes_back_to_the_list(k, sign_in):
    answer = sign_in(k.spil).post(
        reverse("signal_add", args=[k.edition.code]), {"name": "Far", "received_on": timezone.localdate(), "area": k.west.pk}
    )
    assert answer["Location"] == reverse("sign_ups")
    assert SignUp.objects.get(name="Far").area == k.west


@pytest.mark.parametrize("wrong", [{"name": ""}, {"received_on": "2999-01-01"}, {"signals": ["x"]}, {"area": "999999"}, {"birth_year": "1"}])
def test_a_wrong_signal_is_not_saved(k, sign_in, wrong):
    before = SignUp.objects.count()
    said = {"name": "Tjitske", "received_on": str(timezone.localdate()), **wrong}
    assert sign_in(k.coordinator).post(reverse("signal_add", args=[k.edition.code]), said).status_code == 422
    assert SignUp.objects.count() == before


def test_who_signs_up_by_telephone_themselves_knows_it(k):
    row = actions.add_signal(k.edition, by=k.spil, name="Zelf", source="self", received_on=days_ago(3))
    assert row.told_on == days_ago(3)


def test_a_signal_sent_twice_is_one(k):
    key = uuid.uuid4()
    first, second = (actions.add_signal(k.edition, by=k.spil, name="Twice", submission=key) for _ in range(2))
    assert first.pk == second.pk


def test_an_area_of_another_programme_is_refused(k):
    with pytest.raises(Refusal):
        actions.add_signal(k.edition, by=k.coordinator, name="A", area=make.AreaFactory())
    with pytest.raises(Refusal):
        actions.change_sign_up(k.signal_east, by=k.coordinator, area=make.AreaFactory())


# The list


def test_a_spil_works_through_the_own_area_only(k, sign_in):
    assert names(sign_in, k.spil) == ["Elsje Oosting"]
    assert names(sign_in, k.spil2) == ["Wubbo Westing"]
    assert sorted(names(sign_in, k.coordinator)) == ["Elsje Oosting", "Wubbo Westing"]
    text = sign_in(k.spil).get(reverse("sign_ups"), {"state": "all"}).content.decode()
    assert "Wubbo" not in text


def test_a_buddy_sees_the_sign_up_of_the_own_household_and_no_other(k, sign_in):
    text = sign_in(k.buddy).get(reverse("sign_ups")).content.decode()
    assert "Hanna" in text
    for hidden in ("Nadia", "Elsje", "Wubbo", "Mina"):
        assert hidden not in text


def test_the_oldest_comes_first_and_what_is_decided_is_left_out(k, sign_in):
    make.SignalFactory(edition=k.edition, name="Oldest", received_on=days_ago(20))
    make.SignalFactory(edition=k.edition, name="Closed", closed_on=days_ago(1), close_reason="other")
    assert names(sign_in, k.coordinator)[0] == "Oldest"
    assert "Closed" not in names(sign_in, k.coordinator)
    assert names(sign_in, k.coordinator, state="closed") == ["Closed"]
    assert len(names(sign_in, k.coordinator, state="all")) == SignUp.objects.filter(edition=k.edition).count()


def test_the_list_is_narrowed_by_what_the_user_may_see(k, world, sign_in):
    make.SignalFactory(edition=k.edition, name="New one", area=k.east, signals=["money", "grief"], source="school", received_on=days_ago(10))
    assert names(sign_in, k.coordinator, state="new") == ["New one"]
    assert names(sign_in, k.coordinator, signal="grief") == ["New one"]
    assert names(sign_in, k.coordinator, signal="housing") == []
    assert names(sign_in, k.coordinator, source="school") == ["New one"]
    assert names(sign_in, k.coordinator, waiting="7") == ["New one"]
    assert sorted(names(sign_in, k.coordinator, area=k.east.pk)) == ["Elsje Oosting", "New one"]
    assert names(sign_in, k.coordinator, edition=k.edition.code)[0] == "New one"
    answer = sign_in(k.coordinator).get(reverse("sign_ups"), {"area": make.AreaFactory().pk})
    assert answer.status_code == 200 and answer.context["form"].errors


def test_the_list_says_by_when_somebody_must_be_told_and_when_it_expires(k, sign_in):
    row = make.SignalFactory(edition=k.edition, name="Late", received_on=days_ago(40))
    make.ContactAttemptFactory(sign_up=row, held_on=days_ago(5))
    page = sign_in(k.coordinator).get(reverse("sign_ups"))
    shown = next(one for one in page.context["page"] if one.pk == row.pk)
    assert (shown.waits, shown.late_to_tell, shown.expires) == (40, True, months_after(days_ago(5), 3))
    assert next(one for one in page.context["page"] if one.pk == k.signal_east.pk).late_to_tell is False


def test_the_list_to_work_through_costs_the_same_with_more_rows(k, sign_in, django_assert_num_queries):
    client = sign_in(k.coordinator)
    client.get(reverse("sign_ups"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("sign_ups"))
    for number in range(3):
        make.ContactAttemptFactory(sign_up=make.SignalFactory(edition=k.edition, area=k.east, name=f"More {number}"))
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(reverse("sign_ups")).context["page"]) == 5


LIST_QUERIES = 10


# Which channel reaches people


def test_the_success_rate_of_a_channel_is_shown_from_five_attempts_on(k):
    for result in ("spoken", "appointment", "help_accepted", "not_reached", "no_contact_wanted", "already_helped"):
        make.ContactAttemptFactory(sign_up=k.signal_east, channel="visit", result=result)
    rates = {rate.label: (rate.attempts, rate.reached, rate.percent) for rate in lists.channel_rates(lists.attempts_of(k.coordinator))}
    assert rates == {"huisbezoek": (6, 3, 50), "telefoon": (2, None, None)}


def test_a_spil_counts_the_attempts_of_the_own_area(k):
    for _ in range(5):
        make.ContactAttemptFactory(sign_up=k.signal_west, channel="visit", result="spoken")
    assert {rate.label for rate in lists.channel_rates(lists.attempts_of(k.spil))} == {"telefoon"}


def test_few_attempts_are_not_told_apart(k, sign_in):
    page = BeautifulSoup(sign_in(k.coordinator).get(reverse("sign_ups")).content, "html.parser")
    cells = [cell.get_text() for cell in page.select("main table")[-1].select("tbody td")]
    assert cells[1] == "–" and "2" not in cells[0]


# One sign-up


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("spil", 200),
        ("spil2", 404),
        ("buddy", 404),
        ("achterwacht2", 404),
        ("leader", 404),
        ("partner", 404),
        ("administrator", 404),
    ],
)
def test_who_opens_the_signal_of_an_area(k, world, sign_in, who, status):
    client = sign_in(getattr(world, who))
    assert client.get(k.signal_east.get_absolute_url()).status_code == status
    assert client.post(on(k.signal_east, "told"), {"told_on": timezone.localdate()}).status_code == (302 if status == 200 else 404)


def test_opening_a_sign_up_is_written_down(k, sign_in):
    sign_in(k.spil).get(k.signal_east.get_absolute_url())
    assert Opening.objects.filter(user=k.spil, what="referrals.signup", key=str(k.signal_east.pk)).count() == 1


def test_a_partner_sees_of_its_sign_up_only_what_it_told(world, sign_in):
    row = world.sign_up
    row.phone, row.reporter_name, row.source, row.told_on = "0599 999", "Secret Reporter", "gp", days_ago(1)
    row.save()
    make.ContactAttemptFactory(sign_up=row, note="Secret attempt")
    text = sign_in(world.partner).get(row.get_absolute_url()).content.decode()
    assert "Told by the partner" in text and "Mina" in text
    for hidden in ("0599 999", "Secret", "huisarts", str(SignUpState.BECAME_TRAJECTORY.label), f"/trajectories/{row.trajectory_id}/"):
        assert hidden not in text
    whole = sign_in(world.leader).get(row.get_absolute_url()).content.decode()
    assert "0599 999" in whole and "Secret Reporter" in whole and "Secret attempt" in whole
    assert sign_in(world.partner).post(on(row, "close"), {"reason": "other"}).status_code == 403


def test_the_achterwacht_sees_the_sign_up_only_while_consent_stands(k, sign_in):
    without, with_consent = k.home_case.sign_up, k.next_door.sign_up
    assert sign_in(k.achterwacht).get(without.get_absolute_url()).status_code == 404
    assert sign_in(k.achterwacht2).get(with_consent.get_absolute_url()).status_code == 200
    assert sign_in(k.achterwacht2).get(without.get_absolute_url()).status_code == 404
    consent = k.next_door.consents.get(purpose="achterwacht_reads")
    consent.ends_on = timezone.localdate()
    consent.save()
    assert sign_in(k.achterwacht2).get(with_consent.get_absolute_url()).status_code == 404


def test_two_signals_about_the_same_person_are_shown_beside_each_other(k, sign_in):
    by_name = make.SignalFactory(edition=k.edition, area=k.east, name="elsje oosting")
    make.SignalFactory(edition=k.edition, area=k.east, name="Elsje Oosting", closed_on=days_ago(0), close_reason="duplicate")
    elsewhere = make.SignalFactory(edition=k.edition, area=k.west, name="Elsje Oosting")
    assert list(lists.perhaps_the_same(k.spil, k.signal_east)) == [by_name]
    assert set(lists.perhaps_the_same(k.coordinator, k.signal_east)) == {by_name, elsewhere}
    text = sign_in(k.spil).get(k.signal_east.get_absolute_url()).content.decode()
    assert by_name.get_absolute_url() in text and elsewhere.get_absolute_url() not in text
    nameless = make.SignalFactory(edition=k.edition, area=k.east, name="", phone="0599 4")
    make.SignalFactory(edition=k.edition, area=k.east, name="")
    by_phone = make.SignalFactory(edition=k.edition, area=k.east, name="Other", phone="0599 4")
    assert list(lists.perhaps_the_same(k.spil, nameless)) == [by_phone]


def test_an_attempt_takes_two_taps_and_tells_the_person(k, sign_in):
    row = make.SignalFactory(edition=k.edition, area=k.east)
    answer = sign_in(k.spil).post(on(row, "attempt"), {"channel": "visit", "result": "appointment", "told": "on", "held_on": timezone.localdate()})
    assert answer["Location"] == row.get_absolute_url()
    attempt = ContactAttempt.objects.get(sign_up=row)
    assert (attempt.channel, attempt.result, attempt.author) == ("visit", "appointment", k.spil)
    row.refresh_from_db()
    assert row.told_on == timezone.localdate()
    assert SignUp.objects.with_state().get(pk=row.pk).state == SignUpState.TRYING


@pytest.mark.parametrize("wrong", [{"result": ""}, {"channel": "pigeon"}, {"held_on": "2999-01-01"}])
def test_a_wrong_attempt_is_not_saved(k, sign_in, wrong):
    row = make.SignalFactory(edition=k.edition, area=k.east)
    said = {"channel": "visit", "result": "spoken", "held_on": str(timezone.localdate()), **wrong}
    assert sign_in(k.spil).post(on(row, "attempt"), said).status_code == 422
    assert not row.attempts.exists()


def test_changing_the_area_hands_a_signal_to_another_spil(k, sign_in):
    client = sign_in(k.spil)
    answer = client.post(on(k.signal_east, "change"), {"name": "Elsje Oosting", "area": k.west.pk})
    assert answer["Location"] == reverse("sign_ups")
    assert client.get(k.signal_east.get_absolute_url()).status_code == 404
    assert sign_in(k.spil2).get(k.signal_east.get_absolute_url()).status_code == 200


# The decision


def accepted(**changes):
    """A complete form of a sign-up that becomes a trajectory."""
    return {"first_name": "Elsje", "last_name": "Oosting", "country": "NL", "told_on": str(timezone.localdate()), **changes}


def test_a_spil_accepts_and_becomes_the_contact_person(k, sign_in):
    form = sign_in(k.spil).get(on(k.signal_east, "accept")).context["form"]
    assert (form.initial["first_name"], form.initial["last_name"], "guide" in form.fields) == ("Elsje", "Oosting", False)
    answer = sign_in(k.spil).post(on(k.signal_east, "accept"), accepted(phone="0599 1"))
    trajectory = Trajectory.objects.get(sign_up=k.signal_east)
    assert answer["Location"] == reverse("trajectory", args=[trajectory.pk])
    assert (trajectory.person.phone, trajectory.area, trajectory.registered_on) == ("0599 1", k.east, k.signal_east.received_on)
    assert trajectory.assignments.values_list("user", "role").get() == (k.spil.pk, Role.SPIL)
    k.signal_east.refresh_from_db()
    assert k.signal_east.told_on == timezone.localdate()
    assert sign_in(k.spil).get(reverse("trajectory", args=[trajectory.pk])).status_code == 200
    assert sign_in(k.spil2).get(reverse("trajectory", args=[trajectory.pk])).status_code == 404


def test_a_coordinator_accepts_for_a_household_and_names_the_buddy(k, sign_in):
    answer = sign_in(k.coordinator).post(on(k.signal_east, "accept"), accepted(household_name="Family Oosting", guide=k.buddy2.pk))
    assert answer.status_code == 302
    trajectory = Trajectory.objects.get(sign_up=k.signal_east)
    assert (trajectory.household.name, trajectory.assignments.get().user, trajectory.assignments.get().role) == (
        "Family Oosting",
        k.buddy2,
        Role.BUDDY,
    )
    assert HouseholdMember.objects.get(household=trajectory.household).person == trajectory.person


def test_a_coordinator_may_leave_the_guide_for_later_and_is_not_the_guide(k):
    trajectory = actions.accept_sign_up(
        k.signal_east, by=k.coordinator, told_on=timezone.localdate(), person_fields={"first_name": "E", "last_name": "O", "country": "NL"}
    )
    assert not trajectory.assignments.exists() and trajectory.household is None


def test_nobody_takes_part_without_knowing_it(k):
    with pytest.raises(Refusal) as refused:
        actions.accept_sign_up(k.signal_east, by=k.spil, person_fields={"first_name": "E", "last_name": "O", "country": "NL"})
    assert list(refused.value.message_dict) == ["told_on"]
    assert not Person.objects.filter(last_name="O").exists()


def test_somebody_whom_the_user_knows_is_asked_about_first(k, sign_in):
    earlier = make.EditionFactory(programme=k.programme)
    known = make.TrajectoryFactory(edition=earlier, person__first_name="Elsje", person__last_name="Oosting", person__birth_date=None).person
    hidden = make.TrajectoryFactory(person__first_name="Elsje", person__last_name="Oosting").person
    client = sign_in(k.coordinator)
    answer = client.post(on(k.signal_east, "accept"), accepted())
    assert answer.status_code == 422
    offered = BeautifulSoup(answer.content, "html.parser").select("input[name=same_person]")
    assert [choice["value"] for choice in offered] == [str(known.pk), "new"]
    assert client.post(on(k.signal_east, "accept"), accepted(same_person=hidden.pk)).status_code == 422
    assert client.post(on(k.signal_east, "accept"), accepted(same_person=known.pk)).status_code == 302
    assert Trajectory.objects.get(sign_up=k.signal_east).person == known


def test_the_spil_of_another_area_is_not_told_whom_others_know(k, sign_in):
    make.TrajectoryFactory(edition=make.EditionFactory(programme=k.programme), person__first_name="Elsje", person__last_name="Oosting")
    assert sign_in(k.spil).post(on(k.signal_east, "accept"), accepted()).status_code == 302


def test_a_double_click_makes_one_trajectory(k, sign_in):
    said, client = accepted(submission=str(uuid.uuid4()), same_person="new"), sign_in(k.coordinator)
    first, second = (client.post(on(k.signal_east, "accept"), said) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Trajectory.objects.filter(edition=k.edition).count() == 3


def test_what_was_decided_is_not_decided_again(k):
    actions.close_sign_up(k.signal_east, by=k.spil, reason="not_reached")
    for again in (
        lambda: actions.close_sign_up(k.signal_east, by=k.spil, reason="other"),
        lambda: actions.record_attempt(k.signal_east, by=k.spil, channel="phone", result="spoken"),
        lambda: actions.change_sign_up(k.signal_east, by=k.spil, name="B"),
        lambda: actions.accept_sign_up(k.signal_east, by=k.spil, person_fields={}),
    ):
        with pytest.raises(Refusal):
            again()
    assert k.signal_east.history.count() == 2


def test_a_sign_up_ends_with_a_reason_and_opens_again_within_a_week(k, sign_in):
    client = sign_in(k.spil)
    assert client.post(on(k.signal_east, "close"), {"reason": "expired"}).status_code == 422
    assert client.post(on(k.signal_east, "close"), {"reason": "no_contact_wanted", "why": "Said so"}).status_code == 302
    k.signal_east.refresh_from_db()
    assert (k.signal_east.close_reason, k.signal_east.closed_on) == ("no_contact_wanted", timezone.localdate())
    assert client.post(on(k.signal_east, "reopen"), {"why": ""}).status_code == 422
    assert client.post(on(k.signal_east, "reopen"), {"why": "Called back"}).status_code == 302
    k.signal_east.refresh_from_db()
    assert (k.signal_east.close_reason, k.signal_east.closed_on) == ("", None)


def test_after_a_week_the_end_stands(k):
    row = make.SignalFactory(edition=k.edition, closed_on=days_ago(8), received_on=days_ago(20), close_reason="other")
    with pytest.raises(Refusal):
        actions.reopen_sign_up(row, by=k.coordinator, why="Late")
    row.closed_on = days_ago(7)
    row.save()
    assert actions.reopen_sign_up(row, by=k.coordinator, why="Just in time").closed_on is None


def test_somebody_without_the_right_decides_nothing(k):
    from django.core.exceptions import PermissionDenied

    for user in (k.spil2, k.buddy, k.achterwacht):
        with pytest.raises(PermissionDenied):
            actions.close_sign_up(k.signal_east, by=user, reason="other")
        with pytest.raises(PermissionDenied):
            actions.record_attempt(k.signal_east, by=user, channel="phone", result="spoken")


def test_the_time_line_of_the_trajectory_tells_how_it_began(k):
    actions.record_attempt(k.signal_east, by=k.spil, channel="visit", result="help_accepted")
    trajectory = actions.accept_sign_up(
        k.signal_east, by=k.spil, told_on=timezone.localdate(), person_fields={"first_name": "E", "last_name": "O", "country": "NL"}
    )
    with translation.override("en"):
        events = {entry.event for entry in time_line(trajectory.pk, k.spil)}
    assert {"tried to reach somebody", "sign-up became a trajectory", "signed up", "assigned"} <= events
    assert time_line(trajectory.pk, k.spil2) == []


# For my work


def test_my_work_gets_what_waits(k):
    today = timezone.localdate()
    fresh = make.SignalFactory(edition=k.edition, area=k.east, name="Fresh", source="self", told_on=today)
    soon = make.SignalFactory(edition=k.edition, area=k.east, name="Soon", received_on=months_before(today, 3) + timedelta(days=10))
    expired = make.SignalFactory(edition=k.edition, area=k.west, name="Expired", received_on=months_before(today, 3), told_on=today)
    found = {
        "new": [row.name for row in lists.new_sign_ups(k.coordinator)],
        "expiring": [row.name for row in lists.expiring_sign_ups(k.coordinator)],
        "untold": [row.name for row in lists.untold_sign_ups(k.coordinator)],
    }
    assert found == {"new": [soon.name, fresh.name], "expiring": [expired.name, soon.name], "untold": [soon.name]}
    assert [row.name for row in lists.expiring_sign_ups(k.spil)] == [soon.name]
    assert not lists.new_sign_ups(k.buddy).exists() and not lists.untold_sign_ups(k.achterwacht2).exists()
    make.ContactAttemptFactory(sign_up=soon)
    assert [row.name for row in lists.expiring_sign_ups(k.coordinator)] == [expired.name]


def test_who_signed_up_themselves_need_not_be_told(k):
    make.SignalFactory(edition=k.edition, received_on=days_ago(40), source="self")
    assert not lists.untold_sign_ups(k.coordinator).exists()


@pytest.mark.parametrize(
    ("day", "months", "expected"), [("2026-01-31", 1, "2026-02-28"), ("2026-11-30", 3, "2027-02-28"), ("2026-03-15", -3, "2025-12-15")]
)
def test_months_are_counted_as_people_do(day, months, expected):
    from datetime import date

    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


# By the API


def test_a_signal_is_worked_through_by_the_api(k, world):
    from knox.models import AuthToken
    from rest_framework.test import APIClient

    def api(user):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user)[1]}")
        return client

    spil, partner = api(k.spil), api(world.partner)
    added = spil.post(f"/api/v1/editions/{k.edition.code}/add-signal/", {"name": "By API", "area": k.east.pk, "signals": ["money"]}, format="json")
    url = reverse("api-sign-up-detail", args=[added.json()["pk"]])
    assert (added.status_code, spil.get(url).json()["state"], spil.get(url).json()["signals"]) == (201, "new", ["money"])
    assert spil.post(url + "record-attempt/", {"channel": "phone", "result": "spoken", "told": True}, format="json").status_code == 201
    assert spil.get("/api/v1/contact-attempts/", {"sign_up": added.json()["pk"]}).json()["count"] == 1
    assert api(k.spil2).get(url).status_code == 404
    person = {"first_name": "By", "last_name": "Api", "country": "NL"}
    assert spil.post(url + "accept/", {"person_fields": person}, format="json").status_code == 201
    assert Assignment.objects.get(trajectory__sign_up=added.json()["pk"]).user == k.spil
    told = partner.get(reverse("api-sign-up-detail", args=[world.sign_up.pk])).json()
    assert set(told) == {"pk", "edition", "organisation", "received_on", "name", "explanation", "version"}
    assert [row["name"] for row in partner.get("/api/v1/sign-ups/").json()["results"]] == ["Mina Eigenhuis"]
