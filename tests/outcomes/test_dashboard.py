"""The dashboard of an edition: counts of people as of a day, for the leader alone."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from outcomes.dashboard import MOST_COLUMNS, end_reasons, labour_status_at_entry, placements_in_time
from tests import factories as make
from tests.outcomes.conftest import AS_OF


def shown(client, cohort, **asked):
    answer = client.get(reverse("edition_dashboard", args=[cohort.edition.code]), {"as_of": AS_OF.isoformat(), **asked})
    return answer, BeautifulSoup(answer.content, "html.parser")


def table(page, caption):
    figure = next(f for f in page.select("figure") if caption in f.figcaption.text)
    return [tuple(cell.text for cell in row.select("th, td")) for row in figure.select("tbody tr")]


@pytest.fixture
def page(cohort, sign_in, english):
    return shown(sign_in(cohort.world.leader), cohort)[1]


def test_the_funnel_counts_people_at_each_step(page):
    assert table(page, "From sign-up") == [("signed up", "10"), ("selected", "6"), ("started", "6"), ("placed", "3")]


def test_the_placed_are_shown_by_country_and_kind(page):
    assert table(page, "by country") == [("Netherlands", "2"), ("Germany", "1")]
    assert table(page, "by kind") == [("paid work", "3")]


def test_every_percentage_stands_beside_its_numbers(page):
    tiles = {tile.h3.text[0]: tile.text for tile in page.select(".tile")}
    assert "30.0 %" in tiles["R"]
    assert "3 of 10" in tiles["R"]
    assert "3 of 5" in tiles["F"]
    for tile in page.select(".tile"):
        assert ("%" in tile.select_one(".tile__value").text) == (" of " in tile.select_one(".tile__part").text)


def test_the_realisation_of_the_target_does_not_stand_under_uitstroom(page):
    headings = {tile.h3.text[0]: tile.find_previous("h2").text for tile in page.select(".tile")}
    assert headings == {"R": "Uitstroom", "S": "Uitstroom", "A": "Uitstroom", "B": "Uitstroom", "F": "Target"}


def test_without_a_denominator_there_is_no_percentage(cohort, sign_in, english):
    page = shown(sign_in(cohort.world.leader), cohort, as_of="2023-01-01")[1]
    assert [tile.select_one(".tile__value").text for tile in page.select(".tile")][:4] == ["n/a"] * 4
    assert not [tile for tile in page.select(".tile")[:4] if "%" in tile.select_one(".tile__value").text]


def test_who_was_not_asked_has_a_bar_of_their_own(cohort, sign_in):
    first, second = cohort.waiting[:2]
    first.labour_status, first.labour_status_state = "inactive", "answered"
    second.labour_status_state = "refused"
    first.save()
    second.save()
    found = labour_status_at_entry(cohort.edition, AS_OF)
    assert [number for _, number in found] == [0, 1, 0, 1, 0, 8]
    assert sum(number for _, number in found) == 10


def test_ends_are_counted_as_of_the_day_and_duplicates_never(cohort):
    make.TrajectoryFactory(edition=cohort.edition, registered_on=date(2024, 1, 1), ended_on=date(2024, 1, 2), end_reason="duplicate")
    assert sum(number for _, number in end_reasons(cohort.edition, date(2024, 8, 31))) == 2
    assert sum(number for _, number in end_reasons(cohort.edition, AS_OF)) == 4


def test_placements_stand_in_their_month_and_empty_months_stand_too(cohort):
    make.OutcomeFactory(trajectory=cohort.started[5], start_on=date(2024, 9, 9))
    assert [number for _, number in placements_in_time(cohort.edition, AS_OF)] == [3, 0, 0, 1]


def test_a_long_time_is_shown_by_year(cohort):
    make.OutcomeFactory(trajectory=cohort.started[5], start_on=date(2027, 1, 1))
    found = placements_in_time(cohort.edition, date(2027, 12, 31))
    assert found == [("2024", 3), ("2025", 0), ("2026", 0), ("2027", 1)]
    assert len(found) < MOST_COLUMNS


def test_a_wrong_day_is_explained_and_shows_no_figures(cohort, sign_in, english):
    for wrong, said in (("31-31-2024", "Enter a valid date."), ("2999-01-01", "The date cannot lie in the future.")):
        answer, page = shown(sign_in(cohort.world.leader), cohort, as_of=wrong)
        assert answer.status_code == 200
        assert said in page.text
        assert not page.select(".tile")


@pytest.mark.parametrize(("who", "status"), [("coach", 403), ("administrator", 403), ("partner", 404), ("funder", 404), ("nobody", 404)])
@pytest.mark.parametrize("name", ["edition_dashboard", "uitstroom", "uitstroom_pdf", "uitstroom_xlsx", "uitstroom_csv", "report_submit"])
def test_only_the_leader_sees_figures(cohort, sign_in, name, who, status):
    assert sign_in(getattr(cohort.world, who)).get(reverse(name, args=[cohort.edition.code])).status_code == status


def test_the_leader_of_the_neighbour_finds_nothing(cohort, sign_in):
    client = sign_in(cohort.world.neighbour.leader)
    assert client.get(reverse("edition_dashboard", args=[cohort.edition.code])).status_code == 404
    assert client.get(reverse("uitstroom_members", args=[cohort.edition.code, "R"])).status_code == 404


def test_the_dashboard_costs_the_same_for_more_people(cohort, sign_in, django_assert_num_queries):
    client = sign_in(cohort.world.leader)
    shown(client, cohort)
    with django_assert_num_queries(15):
        shown(client, cohort)
    for _ in range(3):
        make.OutcomeFactory(trajectory=make.StartedTrajectoryFactory(edition=cohort.edition))
    with django_assert_num_queries(15):
        shown(client, cohort)
