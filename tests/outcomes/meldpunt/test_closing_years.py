"""A closed year: what is kept, that nothing changes it, and that every later difference is listed."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from outcomes import actions
from outcomes.meldpunt_figures import years
from outcomes.meldpunt_figures.corrections import changed_cells, corrections
from outcomes.meldpunt_figures.facts import live
from outcomes.meldpunt_figures.wga import COLUMNS, wga
from outcomes.meldpunt_figures.wga_words import filled_in
from outcomes.work import years_to_close
from referrals.actions import discrimination
from referrals.models import ReportingYear
from tests import vault as make
from tests.outcomes.meldpunt.conftest import YEAR, plain
from tests.outcomes.meldpunt.random_reports import HOME, NEIGHBOUR, write


def form_of(meldpunt, place=HOME, issue=None):
    """The numbers of a form as pages, files and the command show them."""
    return filled_in(years.register(meldpunt, YEAR, issue), years.municipality(place)).counted.tables()


def differences(y):
    """{key of a report: facts that differ} since the year was closed."""
    register = years.register(y.meldpunt, YEAR)
    return {one.pk: one.changed for one in corrections(register.reports, live(y.meldpunt, YEAR))}


@pytest.fixture
def closed(year):
    """The year, closed by the lead."""
    year.closing = actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR)
    return year


def test_closing_keeps_what_every_report_counts_as(year):
    before = {place: form_of(year.meldpunt, place) for place in (HOME, NEIGHBOUR)}
    closing = actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR)
    assert (closing.issue, closing.closed_by, closing.closed_on, closing.reason) == (1, year.vault.lead, timezone.localdate(), "")
    assert set(closing.counted) == {str(row.pk) for row in (year.inside, year.both, year.nowhere, year.secret, year.hers)}
    assert closing.counted[str(year.both.pk)] == {
        "received_on": "2023-06-01", "kind": "report", "channel": "phone", "residence": NEIGHBOUR, "incident": HOME, "grounds": ["sex", "age"],
        "official_grounds": ["sex", "age"], "terrain": "housing", "nature": "threat", "handling": [], "mass": False, "online": False,
    }  # fmt: skip
    assert closing.history.get().history_change_reason == "year_closed"
    assert {place: form_of(year.meldpunt, place) for place in (HOME, NEIGHBOUR)} == before
    assert differences(year) == {}


CHANGES = {
    "residence": ({"residence": None, "residence_state": "unknown"}, ["residence"]),
    "incident": ({"incident": None, "incident_state": "not_applicable"}, ["incident"]),
    "grounds": ({"grounds": ["age", "race"]}, ["grounds"]),
    "finer ground": ({"grounds": ["race.skin_colour"]}, ["grounds"]),
    "online": ({"online": True}, ["online"]),
    "channel": ({"channel": "post"}, ["channel"]),
    "another year": ({"received_on": date(2024, 1, 1)}, None),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_later_correction_is_listed_and_changes_no_number_of_the_closed_year(closed, name):
    before = form_of(closed.meldpunt)
    fields, facts = CHANGES[name]
    discrimination.change_report(closed.inside, by=closed.vault.consulent, **fields)
    assert form_of(closed.meldpunt) == before
    found = differences(closed)
    assert list(found) == [closed.inside.pk]
    assert facts is None or found[closed.inside.pk] == facts


@pytest.mark.parametrize(("column", "value"), [("terrain", "media"), ("nature", "violence")])
def test_another_terrain_or_nature_is_listed_and_changes_no_number(closed, column, value):
    before = form_of(closed.meldpunt)
    discrimination.change_report(closed.inside, by=closed.vault.consulent, **{column: make.value(column, value)})
    assert form_of(closed.meldpunt) == before
    assert differences(closed) == {closed.inside.pk: [column]}


def test_a_step_that_is_added_later_or_dated_later_is_listed_and_changes_no_number(closed):
    before = form_of(closed.meldpunt)
    discrimination.record_step(closed.both, by=closed.vault.consulent, kind=make.value("handling", "advice"), done_on=date(2023, 7, 1))
    discrimination.record_step(closed.nowhere, by=closed.vault.consulent, kind=make.value("handling", "policy_influence"))
    assert form_of(closed.meldpunt) == before
    assert differences(closed) == {closed.both.pk: ["handling"], closed.nowhere.pk: ["handling"]}


def test_a_report_that_is_added_with_an_older_day_of_receipt_is_listed_and_changes_no_number(closed):
    before = form_of(closed.meldpunt)
    added = write(closed.meldpunt, plain(), received_on=date(2023, 12, 31))
    assert form_of(closed.meldpunt) == before
    assert "residence" in differences(closed)[added.pk]


def test_becoming_a_complaint_or_part_of_a_mass_report_is_listed(closed):
    discrimination.become_complaint(closed.inside, by=closed.vault.consulent)
    discrimination.change_report(closed.both, by=closed.vault.consulent, bundle=closed.vault.bundle)
    assert differences(closed) == {closed.inside.pk: ["kind"], closed.both.pk: ["mass"]}


def test_erasing_who_reported_changes_nothing_that_is_counted(closed):
    discrimination.erase_reporter(closed.inside, by=closed.vault.lead)
    assert differences(closed) == {}


def test_the_numbers_of_the_form_that_would_change_are_named_and_no_others(closed):
    discrimination.change_report(closed.inside, by=closed.vault.consulent, grounds=["age"])
    now = wga(live(closed.meldpunt, YEAR), HOME)
    cells = changed_cells(wga(years.register(closed.meldpunt, YEAR).reports, HOME), now)
    columns = ["resident_inside", "resident_total", "total"]
    counted, would_be = form_of(closed.meldpunt), now.tables()
    assert [(c.table, c.value, c.column) for c in cells] == [("ground", value, column) for value in ("race", "age") for column in columns]
    assert all((c.before, c.after) == (counted[c.table][c.value][c.column], would_be[c.table][c.value][c.column]) for c in cells)
    assert all(abs(c.before - c.after) == 1 for c in cells)


def test_closing_anew_asks_why_and_leaves_the_earlier_version_as_it_was(closed):
    first = form_of(closed.meldpunt)
    discrimination.change_report(closed.inside, by=closed.vault.consulent, grounds=["age"])
    with pytest.raises(ValidationError) as refused:
        actions.close_year(closed.meldpunt, by=closed.vault.lead, year=YEAR, reason="  ")
    assert "reason" in refused.value.message_dict
    second = actions.close_year(closed.meldpunt, by=closed.vault.lead, year=YEAR, reason="Assen asked for it")
    assert (second.issue, second.reason, second.history.get().history_why) == (2, "Assen asked for it", "Assen asked for it")
    assert form_of(closed.meldpunt, issue=1) == first
    assert form_of(closed.meldpunt) == form_of(closed.meldpunt, issue=2) != first
    assert differences(closed) == {}
    assert years.register(closed.meldpunt, YEAR, 3) is None
    assert ReportingYear.objects.filter(meldpunt=closed.meldpunt, year=YEAR).count() == 2


def test_the_command_gives_the_year_as_it_was_closed(closed):
    discrimination.change_report(closed.inside, by=closed.vault.consulent, grounds=["age"])
    out = StringIO()
    call_command("wga_return", f"--municipality={HOME}", f"--year={YEAR}", stdout=out)
    assert json.loads(out.getvalue())["tables"] == form_of(closed.meldpunt, issue=1)


def test_the_same_form_sent_twice_closes_once(year):
    key = "3f0f5f52-6c5c-4a2c-9a3e-111111111111"
    one, two = (actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR, submission=key) for _ in range(2))
    assert one == two


def test_what_has_changed_since_the_user_looked_is_not_closed(year):
    seen = years.fingerprint(live(year.meldpunt, YEAR))
    discrimination.change_report(year.inside, by=year.vault.consulent, grounds=["age"])
    with pytest.raises(ValidationError) as refused:
        actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR, preview=seen)
    assert refused.value.code == "preview"
    assert not ReportingYear.objects.filter(meldpunt=year.meldpunt, year=YEAR).exists()
    assert actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR, preview=years.fingerprint(live(year.meldpunt, YEAR)))


@pytest.mark.parametrize("far", [0, 1, 170])
def test_a_year_that_is_not_over_cannot_be_closed(year, far):
    with pytest.raises(ValidationError) as refused:
        actions.close_year(year.meldpunt, by=year.vault.lead, year=timezone.localdate().year + far)
    assert "year" in refused.value.message_dict


@pytest.mark.parametrize("who", ["consulent", "barred", "former"])
def test_only_the_lead_closes_a_year(year, who):
    with pytest.raises(PermissionDenied):
        actions.close_year(year.meldpunt, by=getattr(year.vault, who), year=YEAR)


def test_the_lead_of_another_meldpunt_closes_nothing_here_and_its_reports_are_not_kept(year):
    away = make.build_vault(name="away")
    with pytest.raises(PermissionDenied):
        actions.close_year(year.meldpunt, by=away.lead, year=YEAR)
    other = write(away.meldpunt, plain(), received_on=date(YEAR, 1, 1))
    assert str(other.pk) not in actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR).counted


def test_the_first_and_last_day_belong_to_the_year_and_the_days_beside_it_do_not(year):
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
    rows = [write(year.meldpunt, plain(), received_on=day) for day in days]
    kept = actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR).counted
    assert [str(row.pk) in kept for row in rows] == [False, True, True, False]


def test_a_year_without_reports_is_closed_with_zeros(year):
    assert actions.close_year(year.meldpunt, by=year.vault.lead, year=2020).counted == {}
    assert years.register(year.meldpunt, 2020).reports == []


def test_a_step_of_the_next_year_counts_for_the_report_of_this_year_until_it_is_closed(year):
    make.HandlingStepFactory(report=year.both, kind=make.value("handling", "referral"), done_on=date(2024, 1, 5))
    assert form_of(year.meldpunt)["handling"]["referral"]["total"] == 1


# ── What lacks, and what adds up ──────────────────────────────────────────────────────────────


def test_what_is_missing_is_named_per_report(year):
    found = years.missing(year.meldpunt, YEAR, live(year.meldpunt, YEAR))
    everything = {row.pk for row in (year.inside, year.both, year.nowhere, year.secret, year.hers)}
    assert {kind: set(keys) for kind, keys in found.items()} == {
        "residence": {year.nowhere.pk}, "terrain": {year.nowhere.pk}, "handling": {year.both.pk}, "open": everything,
    }  # fmt: skip
    discrimination.move_report(year.inside, by=year.vault.consulent, status="in_progress")
    discrimination.close_report(year.inside, by=year.vault.consulent, result="registered_only", why="As she wished")
    assert set(years.missing(year.meldpunt, YEAR, live(year.meldpunt, YEAR))["open"]) == everything - {year.inside.pk}


def test_the_municipalities_of_a_year_are_those_that_belonged_to_the_area_on_one_of_its_days(year):
    rows = [("0109", date(2023, 12, 31), None), ("0118", date(2024, 1, 1), None), ("1680", date(2019, 1, 1), date(2023, 1, 1)),
            ("1681", date(2019, 1, 1), date(2023, 1, 2))]  # fmt: skip
    for code, starts_on, ends_on in rows:
        make.MeldpuntMunicipality.objects.create(meldpunt=year.meldpunt, municipality=make.municipality(code), starts_on=starts_on, ends_on=ends_on)
    assert {place.code for place in years.area(year.meldpunt, YEAR)} == {HOME, NEIGHBOUR, "0109", "1681"}
    assert years.meldpunten_of(make.municipality("1681"), YEAR) == [year.meldpunt]
    assert years.meldpunten_of(make.municipality("1680"), YEAR) == []


# ── My work ───────────────────────────────────────────────────────────────────────────────────


def test_my_work_of_the_lead_lists_a_year_that_is_over_until_it_is_closed(year):
    today = timezone.localdate()
    part = years_to_close(year.vault.lead, today)
    assert [row.text for row in part.rows] == [f"{number}, Meldpunt vault" for number in (YEAR, today.year - 1)]
    assert part.count == 2
    actions.close_year(year.meldpunt, by=year.vault.lead, year=YEAR)
    assert [row.text for row in years_to_close(year.vault.lead, today).rows] == [f"{today.year - 1}, Meldpunt vault"]


def test_the_deadline_is_the_first_of_april_of_the_next_year(year):
    assert years.deadline(YEAR) == date(2024, 4, 1)
    row = next(row for row in years.years(year.meldpunt) if row.year == YEAR)
    assert (row.reports, row.state, row.deadline - timedelta(days=1)) == (5, "late", date(2024, 3, 31))


@pytest.mark.parametrize("who", ["consulent", "barred", "former"])
def test_my_work_of_others_lists_no_year(year, who):
    assert years_to_close(getattr(year.vault, who), timezone.localdate()) is None


def test_columns_add_up_over_the_municipalities(year):
    forms = {place: form_of(year.meldpunt, place)["complaints"]["total"] for place in (HOME, NEIGHBOUR)}
    assert forms[HOME] == dict(zip(COLUMNS, (2, 1, 3, 1, 4), strict=True))
    assert forms[NEIGHBOUR] == dict(zip(COLUMNS, (0, 1, 1, 0, 1), strict=True))
