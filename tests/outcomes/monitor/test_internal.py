"""What the meldpunt wants to know of its own work, against plain recounts."""

import statistics
from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from outcomes.meldpunt_figures.facts import live
from outcomes.meldpunt_figures.internal import contact_due, internal, repeated_parties, spread
from outcomes.meldpunt_figures.years import missing
from referrals.models import PersonalInterest
from tests import vault as make

FIRST, LAST, TODAY = date(2023, 1, 1), date(2023, 12, 31), date(2023, 12, 31)


def report(vault, **fields):
    return make.DiscriminationReportFactory(meldpunt=vault.meldpunt, **{"received_on": date(2023, 5, 8), **fields})


def numbers(groups):
    return {group.key.split("-", 1)[1]: group.number for group in groups}


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2023, 5, 8), date(2023, 5, 10)),
        (date(2023, 5, 12), date(2023, 5, 16)),
        (date(2023, 4, 26), date(2023, 5, 1)),  # King's Day and a weekend between
        (date(2023, 12, 22), date(2023, 12, 28)),  # Christmas
    ],
)
def test_the_second_working_day_is_the_last_in_time(received, due):
    assert contact_due(received) == due


def test_first_contact_in_time_late_waiting_and_without(vault):
    report(vault, first_contact_on=date(2023, 5, 10))
    report(vault, first_contact_on=date(2023, 5, 8))
    report(vault, first_contact_on=date(2023, 5, 11))
    report(vault)
    report(vault, received_on=date(2023, 12, 29))
    report(vault, status="closed", closed_on=date(2023, 6, 1), result="unknown")
    report(vault, received_on=date(2022, 12, 31), first_contact_on=date(2023, 1, 2))
    found = internal(vault.meldpunt, FIRST, LAST, TODAY).contact
    assert numbers(found) == {"in-time": 2, "late": 1, "waiting": 1, "overdue": 1, "none": 1}
    assert {group.key: group.share and str(group.share) for group in found} == {
        "contact-in-time": "40.0",
        "contact-late": "20.0",
        "contact-waiting": None,
        "contact-overdue": "20.0",
        "contact-none": "20.0",
    }


def test_whoever_was_never_spoken_to_makes_the_share_in_time_smaller(vault):
    report(vault, first_contact_on=date(2023, 5, 10))
    for _ in range(3):
        report(vault)
    in_time = internal(vault.meldpunt, FIRST, LAST, TODAY).contact[0]
    assert (in_time.number, str(in_time.share)) == (1, "25.0")


@pytest.mark.parametrize(("grounds", "lacks"), [(["unknown"], 1), (["unknown", "race"], 1), (["race"], 0)])
def test_a_ground_lacks_here_where_it_lacks_in_the_year(vault, grounds, lacks):
    row = report(vault, grounds=grounds)
    assert numbers(internal(vault.meldpunt, FIRST, LAST, TODAY).missing)["ground"] == lacks
    assert [row.pk in missing(vault.meldpunt, 2023, live(vault.meldpunt, 2023)).get("ground", ())] == [bool(lacks)]


@given(st.lists(st.integers(0, 400), min_size=2, max_size=40))
def test_quartiles_are_those_of_the_standard_library(days):
    found = spread(days)
    wanted = statistics.quantiles(days, n=4, method="inclusive")
    assert found.n == len(days)
    assert [float(found.lower), float(found.median), float(found.upper)] == pytest.approx(wanted, abs=0.051)


def test_quartiles_of_none_and_of_one():
    assert (spread([]).n, spread([]).median) == (0, None)
    assert (spread([3]).lower, spread([3]).median, spread([3]).upper) == (3, 3, 3)


def test_open_reports_by_handler_and_age_are_those_of_today(vault):
    ages = (0, 7, 8, 30, 31, 90, 91, 400)
    for days in ages:
        report(vault, handler=vault.lead, received_on=TODAY - timedelta(days=days))
    report(vault, handler=vault.lead, status="closed", closed_on=TODAY, result="unknown")
    lines = dict(internal(vault.meldpunt, FIRST, LAST, TODAY).open)
    assert [group.number for group in lines[str(vault.lead)]] == [8, 2, 2, 2, 2]
    assert "open-0-all" in internal(vault.meldpunt, FIRST, LAST, TODAY).groups, "those that nobody handles yet"


def test_throughput_is_of_the_reports_closed_in_the_period(vault):
    for days in (1, 3, 5, 7):
        report(vault, received_on=date(2023, 5, 1), status="closed", closed_on=date(2023, 5, 1) + timedelta(days=days), result="unknown")
    report(vault, received_on=date(2022, 1, 1), status="closed", closed_on=date(2022, 12, 31), result="unknown")
    found = internal(vault.meldpunt, FIRST, LAST, TODAY)
    assert (found.throughput.n, found.throughput.lower, found.throughput.median, found.throughput.upper) == (4, 2.5, 4, 5.5)
    assert found.closed.number == 4


def test_channels_vias_and_missing_values(vault):
    report(vault, channel="post", via="coc", residence=None, residence_state="unknown", grounds=["unknown"])
    handled = report(vault, channel="phone", terrain=make.value("terrain", "unknown"), nature=make.value("nature", "unknown"))
    make.HandlingStepFactory(report=handled, author=vault.lead)
    make.HandlingStepFactory(report=handled, author=vault.lead)
    report(vault, received_on=date(2024, 1, 1), incident=None, incident_state="unknown")
    away = make.build_vault(name="away")
    report(away)
    found = internal(vault.meldpunt, FIRST, LAST, TODAY)
    assert numbers(found.channels) == {"post": 1, "electronic": 0, "phone": 1, "in_person": 0}
    assert numbers(found.vias)["coc"] == 1
    assert numbers(found.missing) == {"residence": 1, "incident": 0, "ground": 1, "terrain": 1, "nature": 1, "handling": 1, "incident_on": 2}
    assert [str(group.share) for group in found.channels if group.number] == ["50.0", "50.0"]


def test_the_figures_ask_the_same_however_many_reports_there_are(vault, django_assert_num_queries):
    report(vault)
    with django_assert_num_queries(5):
        internal(vault.meldpunt, FIRST, LAST, TODAY)
    for _ in range(4):
        report(vault, handler=vault.lead)
    with django_assert_num_queries(5):
        internal(vault.meldpunt, FIRST, LAST, TODAY)


def test_parties_with_two_reports_are_shown_as_far_as_both_may_be_seen(vault):
    for party in (vault.party, vault.hidden_party):
        for _ in range(2):
            report(vault, other_party=party)
    alone = make.OtherPartyFactory(meldpunt=vault.meldpunt)
    report(vault, other_party=alone)
    report(vault, other_party=alone, received_on=date(2022, 5, 5))

    def seen(user):
        return {(party, party.found) for party in repeated_parties(user, vault.meldpunt, FIRST, LAST)}

    assert seen(vault.consulent) == {(vault.party, 2), (vault.hidden_party, 2)}
    assert seen(vault.barred) == {(vault.party, 2)}
    assert seen(make.build_vault(name="away").lead) == set()
    third = report(vault, other_party=vault.party)
    PersonalInterest.objects.create(meldpunt=vault.meldpunt, user=vault.lead, report=third, reason="A cousin")
    assert seen(vault.lead) == {(vault.hidden_party, 2)}, "who is kept from a report of a party is kept from the party"


def test_the_page_leads_to_the_reports_that_the_user_may_see_and_counts_just_these(vault, client):
    client.cookies["casetrack_language"] = "en"
    mine = [report(vault, channel="post"), report(vault, channel="post")]
    PersonalInterest.objects.create(meldpunt=vault.meldpunt, user=vault.barred, report=mine[0], reason="A cousin")
    period = {"period_from": "2023-01-01", "period_to": "2023-12-31"}
    address = reverse("internal_reports", args=[vault.meldpunt.code])
    for user, number in ((vault.consulent, 2), (vault.barred, 1)):
        client.force_login(user)
        page = client.get(reverse("internal_figures", args=[vault.meldpunt.code]), period)
        assert f"{address}?period_from=2023-01-01&amp;period_to=2023-12-31&amp;group=channel-post" in page.content.decode()
        page = client.get(address, {**period, "group": "channel-post"})
        assert (page.context["number"], len(page.context["page"])) == (number, number)
        assert ("Without the reports that you are kept from." in page.content.decode()) == (user == vault.barred)
    assert client.get(address, {**period, "group": "nonsense"}).status_code == 404
    assert client.get(address, {"period_from": "x"}).status_code == 404
    data = client.get(reverse("api-internal-figures", args=[vault.meldpunt.code]), period).json()
    assert {group["key"]: group["number"] for group in data["channels"]}["channel-post"] == 1, "the last one who asked is kept away"
    assert client.get(reverse("api-internal-figures", args=[vault.meldpunt.code]), {"x": 1}).status_code == 400


def test_what_was_taken_in_from_a_file_as_handled_says_nothing_of_the_work_here(vault):
    taken_in = {"status": "closed", "result": "unknown", "closed_on": date(2023, 5, 5), "handler": None}
    report(vault, received_on=date(2023, 5, 5), external_id="elsewhere-1", **taken_in)
    own = report(vault, received_on=date(2023, 5, 5), **{**taken_in, "handler": vault.consulent})
    found = internal(vault.meldpunt, FIRST, LAST, TODAY)
    assert found.closed.reports == (own.pk,)
    assert found.throughput.n == 1
    assert found.groups["contact-none"].reports == (own.pk,)
    assert sum(group.number for group in found.channels) == 2


def test_reports_are_read_before_their_steps_so_that_none_that_comes_in_between_seems_unhandled(vault, django_assert_num_queries):
    report(vault)
    with django_assert_num_queries(3) as asked:
        live(vault.meldpunt, 2023)
    assert 'FROM "referrals_handlingstep"' in asked.captured_queries[-1]["sql"]
