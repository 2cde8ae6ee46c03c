"""Referring somebody to another organisation, with consent, and what came of it."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from casetrack.actions import Refusal
from casetrack.audit import time_line
from participants.models import Consent
from referrals import actions, lists
from referrals.models import Referral
from tests import factories as make


@pytest.fixture
def k(world):
    """The programme that refers: home_case of buddy, next_door of buddy2, each referred once."""
    return world.kansrijk


def days_ago(number):
    """So many days before today."""
    return timezone.localdate() - timedelta(days=number)


def typed(k, **changes):
    """A complete form."""
    return {
        "organisation": k.receiver.pk,
        "reason": "Food for two weeks",
        "referred_on": str(timezone.localdate()),
        "consent": "now:spoken",
        **changes,
    }


@pytest.mark.parametrize(
    ("who", "read", "write"),
    [
        ("coordinator", 200, 200), ("buddy", 200, 200), ("buddy2", 404, 404), ("spil", 404, 404), ("achterwacht", 404, 404),
        ("achterwacht2", 404, 404), ("leader", 404, 404), ("partner", 404, 404), ("administrator", 404, 404),
    ],
)  # fmt: skip
def test_who_reads_and_who_refers(k, world, sign_in, who, read, write):
    client = sign_in(getattr(world, who))
    assert client.get(reverse("trajectory_referrals", args=[k.home_case.pk])).status_code == read
    assert client.get(reverse("referral_add", args=[k.home_case.pk])).status_code == write
    before = Referral.objects.count()
    answer = client.post(reverse("referral_add", args=[k.home_case.pk]), typed(k))
    assert answer.status_code == (302 if write == 200 else write)
    assert Referral.objects.count() == before + (write == 200)


def test_the_achterwacht_reads_with_consent_and_refers_nobody(k, sign_in):
    client = sign_in(k.achterwacht2)
    assert "Debts of Nadia" in client.get(reverse("trajectory_referrals", args=[k.next_door.pk])).content.decode()
    assert client.get(reverse("referral_add", args=[k.next_door.pk])).status_code == 403
    referral = k.next_door.referrals.get()
    assert client.post(reverse("referral_result", args=[referral.pk]), {"result": "helped"}).status_code == 403


def test_the_page_shows_the_referrals_of_this_trajectory_only(k, sign_in):
    text = sign_in(k.coordinator).get(reverse("trajectory_referrals", args=[k.home_case.pk])).content.decode()
    assert "Debts of Hanna" in text and "Debts of Nadia" not in text


def test_an_edition_that_does_not_refer_has_no_such_page(world, sign_in):
    client = sign_in(world.leader)
    for name in ("trajectory_referrals", "referral_add"):
        assert client.get(reverse(name, args=[world.mine.pk])).status_code == 404
    with pytest.raises(Refusal):
        actions.refer(world.mine, by=world.leader, organisation=world.home, reason="x", consent_how="spoken")


def test_consent_given_for_this_referral_is_recorded_with_it(k, sign_in):
    sign_in(k.buddy).post(reverse("referral_add", args=[k.home_case.pk]), typed(k, consent="now:written"))
    referral = k.home_case.referrals.latest("pk")
    consent = referral.consent
    assert (consent.purpose, consent.recipient, consent.how, consent.starts_on) == ("referral", "Test food bank", "written", timezone.localdate())
    assert (referral.organisation, referral.author, referral.result) == (k.receiver, k.buddy, "")
    again = actions.refer(k.home_case, by=k.buddy, organisation=k.receiver, reason="Again", consent_how="spoken")
    assert again.consent == consent


def test_without_consent_nobody_is_referred(k, sign_in):
    before = Referral.objects.count(), Consent.objects.count()
    answer = sign_in(k.buddy).post(reverse("referral_add", args=[k.home_case.pk]), typed(k, consent=""))
    assert answer.status_code == 422 and "Food for two weeks" in answer.content.decode()
    with pytest.raises(Refusal):
        actions.refer(k.home_case, by=k.buddy, organisation=k.receiver, reason="x")
    assert (Referral.objects.count(), Consent.objects.count()) == before


@pytest.mark.parametrize("consent", ["of another", "for another organisation", "for something else", "withdrawn", "later"])
def test_a_consent_that_does_not_cover_the_referral_is_refused(k, consent):
    made = {
        "of another": lambda: make.ConsentFactory(trajectory=k.next_door, purpose="referral", recipient="Test food bank"),
        "for another organisation": lambda: make.ConsentFactory(trajectory=k.home_case, purpose="referral", recipient="Somebody else"),
        "for something else": lambda: make.ConsentFactory(trajectory=k.home_case, purpose="network"),
        "withdrawn": lambda: make.ConsentFactory(trajectory=k.home_case, purpose="referral", recipient="Test food bank", ends_on=days_ago(1)),
        "later": lambda: make.ConsentFactory(trajectory=k.home_case, purpose="referral", recipient="Test food bank", starts_on=timezone.localdate()),
    }[consent]()
    before = Referral.objects.count()
    with pytest.raises(Refusal) as refused:
        actions.refer(k.home_case, by=k.coordinator, organisation=k.receiver, reason="x", referred_on=days_ago(1), consent=made)
    assert list(refused.value.message_dict) == ["consent"]
    assert Referral.objects.count() == before


def test_a_standing_consent_is_offered_and_used(k, sign_in):
    standing = make.ConsentFactory(trajectory=k.home_case, purpose="referral", recipient="Test food bank")
    foreign = make.ConsentFactory(trajectory=k.next_door, purpose="referral", recipient="Test food bank")
    client, url = sign_in(k.buddy), reverse("referral_add", args=[k.home_case.pk])
    values = {choice["value"] for choice in BeautifulSoup(client.get(url).content, "html.parser").select("input[name=consent]")}
    assert str(standing.pk) in values and str(foreign.pk) not in values
    assert client.post(url, typed(k, consent=foreign.pk)).status_code == 422
    assert client.post(url, typed(k, consent=standing.pk)).status_code == 302
    assert k.home_case.referrals.latest("pk").consent == standing


def test_only_organisations_of_the_own_list_can_be_chosen(k, world, sign_in):
    not_in_list = make.OrganisationFactory(name="Not in the list", kept_by=k.home)
    foreign = make.OrganisationFactory(name="Foreign", kept_by=world.neighbour.home, receives_referrals=True)
    bakery = make.OrganisationFactory(name="Debt help", kind="debt_help", kept_by=k.home, receives_referrals=True)
    page = BeautifulSoup(sign_in(k.buddy).get(reverse("referral_add", args=[k.home_case.pk])).content, "html.parser")
    groups = {group["label"]: [option.text for option in group.select("option")] for group in page.select("optgroup")}
    assert sorted(groups.values()) == [["Debt help"], ["Test food bank"]]
    for organisation in (not_in_list, foreign):
        assert sign_in(k.buddy).post(reverse("referral_add", args=[k.home_case.pk]), typed(k, organisation=organisation.pk)).status_code == 422
        with pytest.raises(Refusal):
            actions.refer(k.home_case, by=k.buddy, organisation=organisation, reason="x", consent_how="spoken")
    assert actions.refer(k.home_case, by=k.buddy, organisation=bakery, reason="x", consent_how="spoken").pk


@pytest.mark.parametrize("wrong", [{"organisation": ""}, {"reason": ""}, {"referred_on": "2999-01-01"}, {"reason": "Number 111222333"}])
def test_wrong_input_refers_nobody(k, sign_in, wrong):
    before = Referral.objects.count()
    assert sign_in(k.buddy).post(reverse("referral_add", args=[k.home_case.pk]), typed(k, **wrong)).status_code == 422
    assert Referral.objects.count() == before


def test_sending_the_form_twice_refers_once(k, sign_in):
    said, client = typed(k, submission=str(uuid.uuid4())), sign_in(k.buddy)
    for _ in range(2):
        assert client.post(reverse("referral_add", args=[k.home_case.pk]), said).status_code == 302
    assert k.home_case.referrals.count() == 2


def test_the_result_is_recorded_and_can_be_changed(k, sign_in):
    referral, client = k.home_case.referrals.get(), sign_in(k.buddy)
    url = reverse("referral_result", args=[referral.pk])
    assert client.post(url, {"result": "waiting_list", "result_on": str(timezone.localdate())}).status_code == 302
    assert client.post(url, {"result": "helped", "result_on": str(timezone.localdate()), "result_note": "From Monday"}).status_code == 302
    referral.refresh_from_db()
    assert (referral.result, referral.result_on, referral.result_note) == ("helped", timezone.localdate(), "From Monday")
    assert list(referral.history.values_list("result", flat=True))[:2] == ["helped", "waiting_list"]
    assert client.post(url, {"result": "helped", "result_on": "2999-01-01"}).status_code == 422
    assert client.post(url, {"result": "helped", "result_on": str(days_ago(1))}).status_code == 422  # before the referral


def test_the_result_of_somebody_else_is_not_found(k, sign_in):
    referral = k.next_door.referrals.get()
    assert sign_in(k.buddy).post(reverse("referral_result", args=[referral.pk]), {"result": "helped"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.record_referral_result(referral, by=k.buddy, result="helped")


def test_the_time_line_tells_of_the_referral_and_its_result(k):
    actions.record_referral_result(k.home_case.referrals.get(), by=k.buddy, result="helped")
    with translation.override("en"):
        events = [entry.event for entry in time_line(k.home_case.pk, k.buddy)]
    assert "result of a referral" in events
    assert time_line(k.home_case.pk, k.achterwacht2) == []


def test_referrals_without_a_result_wait_after_fourteen_days(k):
    mine, other = k.home_case.referrals.get(), k.next_door.referrals.get()
    for referral, day in ((mine, days_ago(14)), (other, days_ago(15))):
        referral.referred_on = day
        referral.save()
    make.ReferralFactory(trajectory=k.home_case, consent=mine.consent, referred_on=days_ago(13))
    make.ReferralFactory(trajectory=k.home_case, consent=mine.consent, referred_on=days_ago(30), result="helped", result_on=days_ago(1))
    assert list(lists.unanswered_referrals(k.coordinator)) == [other, mine]
    assert list(lists.unanswered_referrals(k.buddy)) == [mine]
    assert not lists.unanswered_referrals(k.achterwacht2).exists()


def test_a_referral_by_the_api(k):
    from knox.models import AuthToken
    from rest_framework.test import APIClient

    def api(user):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user)[1]}")
        return client

    url = reverse("api-trajectory-refer", args=[k.home_case.pk])
    said = {"organisation": k.receiver.pk, "reason": "Food", "consent_how": "spoken"}
    assert api(k.buddy).post(url, {**said, "consent_how": ""}, format="json").status_code == 400
    made = api(k.buddy).post(url, said, format="json")
    assert made.status_code == 201
    result = reverse("api-referral-record-referral-result", args=[made.json()["pk"]])
    assert api(k.buddy).post(result, {"result": "helped"}, format="json").status_code == 200
    assert api(k.buddy2).post(result, {"result": "helped"}, format="json").status_code == 404
    assert {row["trajectory"] for row in api(k.buddy).get("/api/v1/referrals/").json()["results"]} == {k.home_case.pk}
