"""The tables of the monitor equal an independent count, for any reports; each number leads to the reports behind it."""

import csv
import io
import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from casetrack.suppression import proven, suppress
from outcomes.meldpunt_figures.facts import CountedReport
from outcomes.meldpunt_figures.monitor import Monitor, Names, Variant, YearNumbers, monitor
from outcomes.meldpunt_figures.numbers import Number, per_thousand, percent
from outcomes.meldpunt_figures.tables import TABLES, table
from outcomes.meldpunt_figures.tally import MENTIONS, RECEIVED, TOTAL, Values, key_of, tally
from referrals.models import DiscriminationReport, ExternalFigure, MeldpuntMunicipality, Population
from tests import vault as make
from tests.outcomes.monitor import naive_monitor as naive
from tests.outcomes.monitor.attackers import intervals

VALUES = Values(
    municipality=naive.AREA,
    ground=("race", "sex", "age"),
    terrain=naive.TERRAINS,
    nature=naive.NATURES,
    handling=naive.WAYS,
    finer={"race": ("race", "race.skin_colour"), "sex": ("sex", "sex.pregnancy", "sex.transgender")},
    regions={},
)
VARIANTS = [Variant(basis, mass) for basis in ("residence", "incident") for mass in (True, False)]


def monitor_over(now, before, variant):
    """A monitor of two years of made-up reports, without a database."""
    years = {2022: before, 2023: now}
    area = frozenset(naive.AREA)
    cells = {year: VALUES.complete(tally(rows, variant, area)) for year, rows in years.items()}
    others = {("police", "", ""): 200, ("police", "0106", ""): 50, ("police", "", "race"): 120}
    inhabitants = {"0106": 68_000}
    numbers = {year: YearNumbers(known, others if year == 2023 else {}, inhabitants) for year, known in cells.items()}
    return Monitor(2023, variant, numbers, VALUES, Names({}), reports=years, areas=dict.fromkeys(years, area))


def shown(made, code):
    """{labels: numbers} of a table."""
    return {row.labels: [number.number for number in row.numbers] for row in table(made, code).rows}


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(now=naive.reports(), before=naive.reports(8))
@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_every_table_equals_an_independent_count(variant, now, before):
    made = monitor_over(now, before, variant)
    years, how = (before, now), (variant.basis, variant.with_mass)
    assert shown(made, "B1")["whole area", "2023"] == [naive.count(now, *how), 200, None]
    for code in naive.AREA:
        assert shown(made, "B2")[code, "2022"][0] == naive.count(before, *how, municipality=code)
        assert shown(made, "B2")[code, "2023"] == [naive.count(now, *how, municipality=code), 50 if code == "0106" else None, None]
        assert shown(made, "B11")[code,] == [
            naive.mentions(now, *how, municipality=code),
            *(naive.count(now, *how, municipality=code, ground=ground) for ground in VALUES.ground),
        ]
        assert shown(made, "B11b")[code,] == [
            naive.count(now, *how, municipality=code),
            *(naive.count(now, *how, municipality=code, terrain=terrain) for terrain in VALUES.terrain),
        ]
    for ground in VALUES.ground:
        assert shown(made, "B3")["meldpunt", ground] == [naive.count(each, *how, ground=ground) for each in years]
        assert shown(made, "B3").get(("police", ground)) == ([None, 120] if ground == "race" else None)
        assert shown(made, "B4")[ground,] == [
            naive.count(now, *how, ground=ground),
            *(naive.count(now, *how, ground=ground, terrain=terrain) for terrain in VALUES.terrain),
        ]
        assert shown(made, "B6b")[ground,][1:] == [naive.count(now, *how, ground=ground, nature=nature) for nature in VALUES.nature]
    for code, name, values in (("B5", "terrain", VALUES.terrain), ("B6", "nature", VALUES.nature), ("B7", "handling", VALUES.handling)):
        for value in values:
            assert shown(made, code)[value,] == [naive.count(each, *how, **{name: value}) for each in years]
        assert shown(made, code)["reports together",] == [naive.count(each, *how) for each in years]
    for ground, keys in VALUES.finer.items():
        for key in keys:
            name = "not told more finely" if key == ground else key
            assert shown(made, "B8")[ground, name] == [naive.count(each, *how, finer=key) for each in years]
    for code in naive.AREA:
        assert shown(made, "B9")[code,] == [naive.count(now, basis, variant.with_mass, municipality=code) for basis in ("residence", "incident")]
    assert shown(made, "B9")["whole area",] == [naive.count(now, basis, variant.with_mass) for basis in ("residence", "incident")]
    assert shown(made, "B10")["2023",][:2] == [naive.count(now, variant.basis, mass) for mass in (True, False)]
    assert {name: number.number for name, number in made.left_out()} == naive.left_out(now, *how)


@hypothesis_settings(max_examples=60, deadline=None)
@given(now=naive.reports())
def test_the_sums_and_limits_that_protect_small_numbers_hold_for_any_reports(now):
    for variant in VARIANTS:
        cells = VALUES.complete(tally(now, variant, frozenset(naive.AREA)))
        assert cells[RECEIVED] == len(now)
        assert cells[MENTIONS] == naive.mentions(now, variant.basis, variant.with_mass)
        for one in VALUES.sums():
            assert cells[one.total] == sum(cells[part] for part in one.parts), one
        for one in VALUES.limits():
            assert cells[one.lesser] <= sum(cells[key] for key in one.greater), one


def a_report(pk, municipality, grounds, finer=()):
    """A report as it is counted, about housing, by residence."""
    return CountedReport(
        pk=pk, received_on="2023-05-05", kind="discrimination", channel="phone", residence=municipality, incident=municipality,
        grounds=tuple(finer or grounds), official_grounds=tuple(grounds), terrain=naive.TERRAINS[pk % 2], nature=naive.NATURES[pk % 2], handling=(),
        mass=False, online=False,
    )  # fmt: skip


def test_no_table_tells_what_every_report_of_a_municipality_was_about():
    here, there = naive.AREA[:2]
    reports = [a_report(pk, here, ("race", "age"), ("race.skin_colour", "age")) for pk in range(6)]
    reports += [a_report(pk, there, (("race", "age"), ("sex",), ("race",))[pk % 3]) for pk in range(6, 48)]
    cells = VALUES.complete(tally(reports, Variant(), frozenset(naive.AREA)))
    sums, limits = VALUES.sums(), VALUES.limits()
    answer = suppress(cells, sums, limits)
    assert proven(cells, sums, limits, answer)
    assert cells[key_of(municipality=here)] == cells[key_of(municipality=here, ground="race")] == 6
    for ground in ("race", "age"):
        cell = key_of(municipality=here, ground=ground)
        assert answer.shown[cell] is None
        assert intervals({**answer.shown, key_of(municipality=here): 6}, sums, limits, [cell])[cell][0] <= 1


def test_what_is_derived_is_rounded_half_away_from_zero():
    assert str(percent(1, 8)) == "12.5"
    assert str(percent(1, 16)) == "6.3"
    assert str(per_thousand(105, 500_000)) == "0.2"
    assert str(per_thousand(25, 100_000)) == "0.3"
    number = Number(15, base=120, inhabitants=60_000, before=20)
    assert (str(number.percentage), str(number.rate), str(number.change)) == ("12.5", "0.3", "-25")
    assert Number(3, before=0).change is None
    assert (Number(None, base=10, before=4, inhabitants=9).percentage, Number(None).value) == (None, "")


def test_a_change_is_written_with_a_minus_sign():
    assert Number(15, before=20).change_text == "\N{MINUS SIGN}25 %"
    assert Number(25, before=20).change_text == "+25 %"


def test_a_year_that_runs_is_not_set_beside_a_whole_one(vault):
    now = timezone.localdate().year
    for year, number in ((now - 2, 3), (now - 1, 6), (now, 2)):
        for _ in range(number):
            make.DiscriminationReportFactory(meldpunt=vault.meldpunt, received_on=date(year, 1, 1))
    counted = monitor(vault.meldpunt, now, Variant())
    assert counted.number(TOTAL, now, change=True).change is None
    assert counted.number(TOTAL, now - 1, change=True).change is not None


def test_of_a_year_without_registrations_nothing_is_known_unless_it_runs_or_was_closed(year):
    make.DiscriminationReportFactory(meldpunt=year.meldpunt, received_on=date(2022, 3, 3))
    counted = monitor(year.meldpunt, 2023, Variant())
    assert [counted.number(TOTAL, each).value for each in (2019, 2020, 2021, 2022, 2023)] == ["", "", "0", "1", "26"], "2021 was closed"
    assert {row.labels: row.numbers[0].value for row in table(counted, "B10").rows}["2020",] == ""
    assert all(number.value == "" for row in table(monitor(year.meldpunt, 2020, Variant()), "B4").rows for number in row.numbers)


def test_in_public_percentages_are_whole_and_of_thirty_at_least():
    assert str(Number(15, base=120, public=True).percentage) == "13"
    assert Number(15, base=29, public=True).percentage is None
    assert Number(15, before=29, public=True).change is None


def test_the_numbers_are_those_of_the_closed_year_whatever_is_corrected_later(year):
    before = monitor(year.meldpunt, 2023, Variant()).number(TOTAL).number
    make.DiscriminationReportFactory(meldpunt=year.meldpunt, received_on=date(2023, 3, 3))
    assert before == 26
    assert monitor(year.meldpunt, 2023, Variant()).number(TOTAL).number == 26


def test_an_open_year_counts_what_is_there_now(vault):
    make.DiscriminationReportFactory(meldpunt=vault.meldpunt, received_on=date(2019, 3, 3))
    make.DiscriminationReportFactory(meldpunt=make.build_vault(name="away").meldpunt, received_on=date(2019, 3, 3))
    counted = monitor(vault.meldpunt, 2020, Variant())
    assert counted.years[2019].cells[RECEIVED] == 1, "not the neighbour's"
    assert counted.number(TOTAL, 2019).number == 0, "Assen joined in 2020"
    assert counted.number(key_of(municipality="0106"), 2019).number is None


def test_a_municipality_that_left_is_counted_in_the_years_in_which_it_belonged(vault):
    joined = MeldpuntMunicipality.objects.get(meldpunt=vault.meldpunt, municipality__code="0109")
    joined.ends_on = date(2023, 1, 1)
    joined.save()
    there = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, residence=make.municipality("0109"), received_on=date(2022, 3, 3))
    counted = monitor(vault.meldpunt, 2023, Variant())
    assert there.residence.code not in counted.values.municipality
    assert counted.number(TOTAL, 2022).number == 1
    counted = monitor(vault.meldpunt, 2022, Variant())
    assert counted.number(key_of(municipality="0109")).number == 1


@pytest.fixture
def two_regions(year):
    """The same year with a municipality of Groningen in the area, and in 2022 another one of Drenthe that left with the end of it."""
    for code, starts, ends in (("0014", date(2021, 1, 1), None), ("1680", date(2021, 1, 1), date(2023, 1, 1))):
        MeldpuntMunicipality.objects.create(meldpunt=year.meldpunt, municipality=make.municipality(code), starts_on=starts, ends_on=ends)
    for code, number in (("0106", 3), ("1680", 2), ("0014", 4)):
        for _ in range(number):
            make.DiscriminationReportFactory(meldpunt=year.meldpunt, residence=make.municipality(code), received_on=date(2022, 3, 3))
    return year


def test_a_region_of_an_earlier_year_has_the_municipalities_of_that_year(two_regions):
    counted = monitor(two_regions.meldpunt, 2023, Variant())
    assert "1680" not in counted.values.municipality
    regions = {labels: numbers[0] for labels, numbers in shown(counted, "B1").items()}
    assert (regions["Drenthe", "2023"], regions["Groningen", "2023"], regions["whole area", "2023"]) == (26, 2, 28)
    assert (regions["Drenthe", "2022"], regions["Groningen", "2022"], regions["whole area", "2022"]) == (5, 4, 9)
    assert (regions["Drenthe", "2020"], regions["Groningen", "2020"]) == (None, None), "nothing is known of that year"


def test_the_number_of_a_region_opens_the_reports_of_that_region(two_regions, client, english):
    client.force_login(two_regions.consulent)
    for row in table(monitor(two_regions.meldpunt, 2023, Variant()), "B1").rows:
        if row.numbers[0].number:
            asked = {"cell": ",".join(f"{name}:{value}" for name, value in row.numbers[0].key), "year": row.labels[1]}
            assert cell_page(client, two_regions.meldpunt, **asked).context["number"] == row.numbers[0].number, row.labels
    page = cell_page(client, two_regions.meldpunt, cell="region:Groningen")
    assert page.context["number"] == 2
    assert {row.residence.code for row in page.context["page"]} == {"0014"}
    assert cell_page(client, two_regions.meldpunt, cell="region:Utrecht").context["number"] == 0


def test_figures_of_others_and_populations_of_a_neighbour_are_not_used(year):
    away = make.build_vault(name="away").meldpunt
    ExternalFigure.objects.create(meldpunt=away, source="police", year=2023, number=999, citation="x")
    ExternalFigure.objects.create(meldpunt=year.meldpunt, source="college", year=2023, number=39, citation="x")
    Population.objects.create(meldpunt=year.meldpunt, municipality=make.municipality(), year=2023, inhabitants=60_000, citation="CBS")
    counted = monitor(year.meldpunt, 2023, Variant())
    assert shown(counted, "B1")["whole area", "2023"] == [26, None, 39]
    assert str(counted.number(key_of(municipality="0106"), inhabitants_of="0106").rate) == "0.2"


def test_the_monitor_asks_the_database_the_same_however_many_reports_there_are(year, django_assert_num_queries):
    with django_assert_num_queries(19):
        monitor(year.meldpunt, 2023, Variant())
    for _ in range(3):
        make.DiscriminationReportFactory(meldpunt=year.meldpunt, received_on=date(2022, 3, 3))
    with django_assert_num_queries(19):
        monitor(year.meldpunt, 2023, Variant())


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────


def cell_page(client, meldpunt, **asked):
    return client.get(reverse("monitor_reports", args=[meldpunt.code]), {"year": 2023, "basis": "residence", "mass": "with", **asked})


def test_every_number_of_every_table_opens_as_many_reports(year, client, english):
    client.force_login(year.consulent)
    for code in TABLES:
        page = client.get(reverse("monitor_table", args=[year.meldpunt.code, code]), {"year": 2023})
        assert page.status_code == 200
    counted = monitor(year.meldpunt, 2023, Variant())
    for code in ("B4", "B8", "B9", "B11"):
        for row in table(counted, code).rows[:4]:
            for number in row.numbers:
                if number.number and number.year == 2023 and "mentions" not in dict(number.key):
                    asked = {"cell": ",".join(f"{name}:{value}" for name, value in number.key)}
                    asked["basis"] = number.variant.basis if number.variant else "residence"
                    page = cell_page(client, year.meldpunt, **asked)
                    assert page.context["number"] == number.number, (code, number)
                    assert len(page.context["page"].rows) == min(number.number, 25)


@pytest.mark.parametrize("cell", ["ground", "a:b:c,d", "a:1,b:2,c:3,d:4"])
def test_what_is_no_cell_is_not_found(year, client, cell):
    client.force_login(year.consulent)
    assert cell_page(client, year.meldpunt, cell=cell).status_code == 404


def test_an_unknown_table_or_year_is_refused(year, client):
    client.force_login(year.consulent)
    assert client.get(reverse("monitor_table", args=[year.meldpunt.code, "B99"])).status_code == 404
    assert client.get(reverse("monitor", args=[year.meldpunt.code]), {"year": "x"}).status_code == 200


def test_the_files_hold_every_number_with_its_definition(year, client, english):
    client.force_login(year.lead)
    asked = {"year": 2023, "basis": "residence", "mass": "with"}
    rows = list(csv.DictReader(io.StringIO(client.get(reverse("monitor_csv", args=[year.meldpunt.code]), asked).content.decode("utf-8-sig"))))
    assert {row["Table"] for row in rows} == set(TABLES)
    assert all(row["Unit"] in ("reports", "mentions") and row["Meaning"] and row["Left out"] and row["Version of the definitions"] for row in rows)
    data = json.loads(client.get(reverse("monitor_json", args=[year.meldpunt.code]), asked).content)
    assert data["left_out"] == {"mass": 0, "not_applicable": 0, "unknown": 2, "outside": 2}
    assert sum(len(row["numbers"]) for made in data["tables"] for row in made["rows"]) == len(rows)
    assert client.get(reverse("monitor_xlsx", args=[year.meldpunt.code]), asked).content.startswith(b"PK")


def test_nobody_else_finds_the_monitor_and_a_neighbour_finds_no_trace(world, year, client):
    away = make.build_vault(name="away")
    addresses = [reverse("monitor", args=[year.meldpunt.code]), reverse("monitor_table", args=[year.meldpunt.code, "B1"])]
    addresses += [reverse("internal_figures", args=[year.meldpunt.code]), reverse("publication", args=[year.publication.pk])]
    addresses += [reverse("api-monitor", args=[year.meldpunt.code]), reverse("api-publication-tables", args=[year.publication.pk])]
    for user in (world.leader, world.administrator, world.funder, away.lead, away.consulent, year.former):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses), user
    client.force_login(year.consulent)
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_the_page_of_reports_asks_the_same_for_one_and_for_many(year, client, django_assert_num_queries):
    client.force_login(year.consulent)
    cell_page(client, year.meldpunt, cell="ground:race")
    for cell in ("municipality:0114,ground:age", "ground:race"):
        with django_assert_num_queries(27):
            cell_page(client, year.meldpunt, cell=cell)
    assert DiscriminationReport.objects.filter(received_on__lte=timezone.localdate()).exists()
