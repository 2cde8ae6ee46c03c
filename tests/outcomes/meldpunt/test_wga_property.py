"""The form of the Wga equals an independently written count, for random reports, and its control sums hold."""

import json
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outcomes.meldpunt_figures.wga import COLUMNS, VALUES, ControlSum, WgaReturn, reconcile, wga
from tests import vault as vault_rows
from tests.outcomes.meldpunt.naive_wga import FORM, recount
from tests.outcomes.meldpunt.random_reports import FAR, HOME, NEIGHBOUR, counted, reports, write

data_sets = st.lists(reports, max_size=14)


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data_sets)
def test_the_form_equals_an_independent_count_of_a_thousand_random_data_sets(rows):
    read = [counted(number, row) for number, row in enumerate(rows, start=1)]
    forms = [wga(read, place) for place in (HOME, NEIGHBOUR)]
    for form, place in zip(forms, (HOME, NEIGHBOUR), strict=True):
        assert form.tables() == recount(rows, place)
        assert_control_sums(form.tables())
        assert_every_number_knows_its_reports(form, rows, place)
    found = reconcile(read, forms)
    touched = [[place for place in (HOME, NEIGHBOUR) if place in (row["residence"], row["incident"])] for row in rows]
    assert (len(found.once), len(found.twice), len(found.nowhere)) == tuple(sum(len(places) == times for places in touched) for times in (1, 2, 0))
    assert found.registered == len(rows)
    assert sum(form.complaints["total"] for form in forms) == found.in_forms


def assert_control_sums(tables):
    """Column 3 is 1 + 2, column 5 is 3 + 4; terrain and nature have one value each, grounds at least one."""
    whole = tables["complaints"]["total"]
    for rows in tables.values():
        for row in rows.values():
            assert row["resident_total"] == row["resident_inside"] + row["resident_outside"]
            assert row["total"] == row["resident_total"] + row["nonresident_inside"]
    for column in COLUMNS:
        sums = {table: sum(row[column] for row in rows.values()) for table, rows in tables.items()}
        assert sums["terrain"] == sums["nature"] == whole[column] <= sums["ground"]


def assert_every_number_knows_its_reports(form, rows, place):
    """The keys behind a number are those of the reports that the recount finds one by one."""
    for number, row in enumerate(rows, start=1):
        alone = recount([row], place)
        for table, values in form.cells.items():
            for value, columns in values.items():
                for column, keys in columns.items():
                    assert keys.count(number) == alone[table][value][column]


@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(rows=st.lists(reports, max_size=8), others=st.lists(reports, max_size=3))
def test_the_command_equals_an_independent_count_of_what_is_in_the_database(rows, others):
    """Reports of another year and of another meldpunt stand beside them and never count."""
    with transaction.atomic():
        meldpunt, away = vault_rows.MeldpuntFactory(), vault_rows.MeldpuntFactory()
        for row in rows:
            write(meldpunt, row)
        for row in others:
            write(away, row)
            write(meldpunt, row, received_on=date(2022, 12, 31))
            write(meldpunt, row, received_on=date(2024, 1, 1))
        for place in (HOME, NEIGHBOUR, FAR):
            out = StringIO()
            call_command("wga_return", f"--municipality={place}", "--year=2023", f"--meldpunt={meldpunt.code}", stdout=out)
            assert json.loads(out.getvalue()) == {"municipality": place, "year": 2023, "tables": recount(rows, place)}
        transaction.set_rollback(True)


# ── What is decided about single reports ──────────────────────────────────────────────────────

PLAIN = {
    "residence": HOME, "incident": HOME, "grounds": ["race"], "terrain": "housing", "nature": "threat", "steps": ["advice"], "kind": "report",
}  # fmt: skip


def columns_of(**different):
    """The columns in which one report stands, in Assen."""
    numbers = wga([counted(1, {**PLAIN, **different})], HOME).complaints
    return {column for column, number in numbers.items() if number}


@pytest.mark.parametrize("residence", [NEIGHBOUR, "unknown", "abroad", "elsewhere"])
def test_whoever_is_not_known_to_live_there_is_no_resident(residence):
    assert columns_of(residence=residence) == {"nonresident_inside", "total"}


@pytest.mark.parametrize("incident", [NEIGHBOUR, "unknown", "elsewhere", "abroad", "not_applicable"])
def test_what_is_not_known_to_have_happened_there_counts_as_elsewhere_for_a_resident(incident):
    assert columns_of(incident=incident) == {"resident_outside", "resident_total", "total"}


@pytest.mark.parametrize(("residence", "incident"), [(NEIGHBOUR, FAR), ("unknown", "unknown"), ("abroad", "not_applicable")])
def test_a_report_that_does_not_touch_the_municipality_is_not_counted(residence, incident):
    assert columns_of(residence=residence, incident=incident) == set()


def test_a_ground_and_a_way_of_handling_count_once_a_report_however_often_they_occur():
    row = {**PLAIN, "grounds": ["sex.pregnancy", "sex.transgender", "race"], "steps": ["advice", "advice", "referral"]}
    tables = wga([counted(1, row)], HOME).tables()
    assert {key for key, numbers in tables["ground"].items() if numbers["total"]} == {"sex", "race"}
    assert (tables["ground"]["sex"]["total"], tables["handling"]["advice"]["total"], tables["handling"]["referral"]["total"]) == (1, 1, 1)


def test_melding_and_klacht_count_alike():
    form = wga([counted(1, PLAIN), counted(2, {**PLAIN, "kind": "complaint"})], HOME)
    assert form.complaints == {"resident_inside": 2, "resident_outside": 0, "resident_total": 2, "nonresident_inside": 0, "total": 2}


def test_the_structure_is_that_of_the_official_form():
    tables = wga([], HOME).tables()
    assert list(tables) == ["complaints", "ground", "terrain", "nature", "handling"] == [table["key"] for table in FORM["tables"]]
    assert [len(rows) for rows in tables.values()] == [1, 15, 15, 6, 8]
    assert COLUMNS == ("resident_inside", "resident_outside", "resident_total", "nonresident_inside", "total")
    for table in FORM["tables"]:
        assert list(tables[table["key"]]) == [key for key, _name in table["values"]] == list(VALUES[table["key"]])
        assert all(row == dict.fromkeys(COLUMNS, 0) for row in tables[table["key"]].values())


@pytest.mark.parametrize("broken", [{"terrain": "no-such-terrain"}, {"nature": ""}, {"official_grounds": ("race", "hair")}, {"official_grounds": ()}])
def test_a_report_that_the_form_has_no_place_for_stops_the_count(broken):
    with pytest.raises(ControlSum):
        wga([replace(counted(1, PLAIN), **broken)], HOME)


@pytest.mark.parametrize(
    ("table", "value", "column"),
    [(table, values[0], column) for table, values in VALUES.items() for column in COLUMNS],
)
def test_a_number_that_was_tampered_with_breaks_a_control_sum(table, value, column):
    form = wga([counted(1, {**PLAIN, "grounds": ["race"], "terrain": "labour_market", "nature": "disputed_treatment"})], HOME)
    rows = {**form.cells[table], value: {**form.cells[table][value], column: (*form.cells[table][value][column], 7)}}
    with pytest.raises(ControlSum):
        WgaReturn(HOME, {**form.cells, table: rows}).check()


def test_a_form_that_counts_a_report_of_no_register_breaks_the_reconciliation():
    with pytest.raises(ControlSum):
        reconcile([], [wga([counted(1, PLAIN)], HOME)])
