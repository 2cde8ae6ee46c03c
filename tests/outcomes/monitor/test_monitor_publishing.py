"""Publishing a year: once, closed, frozen, with small numbers hidden; and the figures of others and populations beside it."""

import io
import json
from datetime import date

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casetrack.actions import Refusal
from casetrack.disclosure import THRESHOLD
from casetrack.suppression import proven, suppress
from outcomes import actions
from outcomes.meldpunt_figures.monitor import Variant, monitor
from outcomes.meldpunt_figures.publishing import hidden, monitor_of, public_cells
from outcomes.meldpunt_figures.tables import public_tables, table
from outcomes.meldpunt_figures.tally import other_key
from referrals.actions import discrimination
from referrals.models import ExternalFigure, Population, Publication
from tests import vault as make
from tests.outcomes.monitor.attackers import intervals
from tests.outcomes.monitor.conftest import close

BY_RESIDENCE = {"year": 2023, "basis": "residence", "with_mass": True}


@pytest.fixture
def published(year):
    """The year, published by residence; with figures of the police."""
    for code, number in (("0106", 30), ("0109", 3)):
        ExternalFigure.objects.create(
            meldpunt=year.meldpunt, source="police", year=2023, municipality=make.municipality(code), number=number, citation="Police"
        )
    year.row = actions.publish_monitor(year.meldpunt, by=year.lead, **BY_RESIDENCE)
    return year


def test_only_a_closed_year_is_published_by_the_lead_and_once(year):
    with pytest.raises(PermissionDenied):
        actions.publish_monitor(year.meldpunt, by=year.consulent, **BY_RESIDENCE)
    with pytest.raises(Refusal, match="Close this year"):
        actions.publish_monitor(year.meldpunt, by=year.lead, **{**BY_RESIDENCE, "year": 2022})
    row = actions.publish_monitor(year.meldpunt, by=year.lead, **BY_RESIDENCE)
    assert row.history.get().history_change_reason == "monitor_published"
    for other in (BY_RESIDENCE, {**BY_RESIDENCE, "basis": "incident"}, {**BY_RESIDENCE, "with_mass": False}):
        with pytest.raises(Refusal, match="already published"):
            actions.publish_monitor(year.meldpunt, by=year.lead, **other)
    assert Publication.objects.filter(meldpunt=year.meldpunt, year=2023).count() == 1


def test_no_small_number_stands_in_what_is_kept_and_none_can_be_worked_out(published):
    counted = monitor(published.meldpunt, 2023, Variant())
    cells, sums, limits = public_cells(counted)
    shown = monitor_of(published.row)
    for made in public_tables(shown):
        for row in made.rows:
            assert all(number.number is None or number.number == 0 or number.number >= THRESHOLD for number in row.numbers)
    kept = {tuple(map(tuple, key)): number for key, number in published.row.tables["years"]["2023"]["cells"]}
    assert kept.items() <= hidden(counted).shown.items()
    shown = {**kept, **{key: hidden(counted).shown[key] for key in cells if key not in kept}}
    small = {key for key, number in cells.items() if 0 < number < THRESHOLD}
    some = sorted(small, key=repr)[::6]
    assert len(some) > 5
    for low, high in intervals(shown, sums, limits, some).values():
        assert low == 0
        assert high >= THRESHOLD


def test_small_figures_of_others_are_hidden_too(published):
    rows = {row.labels: row.numbers for row in table(monitor_of(published.row), "B2").rows}
    assert rows["Assen", "2023"][1].number == 30
    assert rows["Coevorden", "2023"][1].hidden


@pytest.mark.parametrize(
    ("whole", "parts"), [(50, {"0106": 30, "0114": 18, "0109": 1}), (50, {"0106": 30, "0109": 18}), (49, {"0106": 30, "0114": 18, "0109": 1})]
)
def test_what_others_counted_in_a_municipality_cannot_be_bounded_by_the_whole_area(year, whole, parts):
    """Municipalities do not overlap: 50 in the area, 30 and 18 in two of them, leave at most 2 for the third, and for what is not told."""
    here = {"meldpunt": year.meldpunt, "source": "police", "year": 2023, "citation": "Police"}
    ExternalFigure.objects.create(number=whole, **here)
    for code, number in parts.items():
        ExternalFigure.objects.create(number=number, municipality=make.municipality(code), **here)
    cells, sums, limits = of_others(*public_cells(monitor(year.meldpunt, 2023, Variant())))
    answer = suppress(cells, sums, limits)
    assert proven(cells, sums, limits, answer)
    shown = [answer.shown[other_key("police", code, "")] for code in parts]
    total = answer.shown[other_key("police", "", "")]
    assert total is None or None not in shown or total - sum(number or 0 for number in shown) >= THRESHOLD
    assert total is None or total - sum(number or 0 for number in shown) not in range(1, THRESHOLD)


def of_others(cells, sums, limits):
    """The figures of others alone: nothing ties them to those of the meldpunt."""
    ours = {key: number for key, number in cells.items() if "source" in dict(key)}
    return ours, [one for one in sums if one.total in ours], [one for one in limits if one.lesser in ours]


def test_grounds_of_others_overlap_so_that_each_stays_below_the_whole_alone(year):
    here = {"meldpunt": year.meldpunt, "source": "police", "year": 2023, "citation": "Police"}
    for number, ground in ((50, ""), (30, "race"), (18, "age")):
        ExternalFigure.objects.create(number=number, ground=ground, **here)
    cells, sums, limits = of_others(*public_cells(monitor(year.meldpunt, 2023, Variant())))
    assert len(cells) == 3
    assert not sums
    assert {(one.lesser, one.greater) for one in limits} == {
        (other_key("police", "", each), (other_key("police", "", ""),)) for each in ("race", "age")
    }


def test_what_is_published_never_changes(published, client, english):
    client.force_login(published.lead)
    before = {ending: client.get(reverse(f"publication_{ending}", args=[published.row.pk])).content for ending in ("csv", "json", "pdf")}
    for row in published.rows[:8]:
        row.residence = make.municipality("0114")
        row.save()
    ExternalFigure.objects.create(meldpunt=published.meldpunt, source="college", year=2023, number=39, citation="College")
    close(published, 2022)
    actions.publish_monitor(published.meldpunt, by=published.lead, **{**BY_RESIDENCE, "year": 2022})
    after = {ending: client.get(reverse(f"publication_{ending}", args=[published.row.pk])).content for ending in ("csv", "json", "pdf")}
    assert before == after


def test_a_later_year_shows_the_earlier_one_as_it_was_published(published):
    for row in published.rows:
        make.DiscriminationReportFactory(meldpunt=published.meldpunt, received_on=date(2024, 2, 2), grounds=row.grounds, residence=row.residence,
                                         residence_state=row.residence_state)  # fmt: skip
    close(published, 2024)
    later = actions.publish_monitor(published.meldpunt, by=published.lead, **{**BY_RESIDENCE, "year": 2024})
    assert sorted(later.tables["years"]) == ["2023", "2024"]
    assert later.tables["years"]["2023"] == published.row.tables["years"]["2023"]
    close(published, 2025)
    other = actions.publish_monitor(published.meldpunt, by=published.lead, year=2025, basis="incident", with_mass=True)
    assert sorted(other.tables["years"]) == ["2025"], "counted otherwise, so it does not stand beside them"


def test_publishing_the_same_year_gives_the_same_tables(year):
    one, two = (hidden(monitor(year.meldpunt, 2023, Variant())).shown for _ in range(2))
    assert one == two


def test_percentages_in_public_come_from_shown_numbers_of_thirty_at_least(published):
    for made in public_tables(monitor_of(published.row)):
        for row in made.rows:
            for number in row.numbers:
                if number.percentage is not None:
                    assert number.number is not None and number.base >= 30 and number.percentage == int(number.percentage)


def test_the_lead_sees_the_exact_numbers_beside_before_publishing_and_a_consulent_cannot_publish(year, client, english):
    address = reverse("publish_monitor", args=[year.meldpunt.code])
    client.force_login(year.consulent)
    assert client.get(address).status_code == 403
    client.force_login(year.lead)
    page = BeautifulSoup(client.post(address, {"year": 2023, "basis": "residence", "with_mass": "on"}).content, "html.parser")
    marked = [int(mark.get_text().removeprefix("hidden:").strip()) for mark in page.find_all("mark")]
    assert marked and min(marked) >= 0 and any(0 < number < THRESHOLD for number in marked)
    sent = {"year": 2023, "basis": "residence", "with_mass": "on", "step": "publish"}
    seen = page.find("input", {"name": "preview"})["value"]
    assert "After you publish" in client.post(address, sent).content.decode(), "whoever has not looked, looks first"
    assert not Publication.objects.filter(year=2023).exists()
    answer = client.post(address, {**sent, "preview": seen}).content.decode()
    assert "tick that you have" in answer and not Publication.objects.filter(year=2023).exists()
    done = client.post(address, {**sent, "preview": seen, "looked": "on"}, follow=True)
    assert "The tables are published." in done.content.decode()
    assert Publication.objects.get(year=2023).with_mass
    assert "There is no closed year" in client.get(address).content.decode()


def test_what_is_published_is_what_was_looked_at(year, client, english):
    """A figure of the police that comes in after the look: it is shown first, and published when it was seen."""
    client.force_login(year.lead)
    address, sent = reverse("publish_monitor", args=[year.meldpunt.code]), {"year": 2023, "basis": "residence", "with_mass": "on"}

    def seen(answer):
        return BeautifulSoup(answer.content, "html.parser").find("input", {"name": "preview"})["value"]

    before = seen(client.post(address, sent))
    assert before == seen(client.post(address, sent))
    ExternalFigure.objects.create(meldpunt=year.meldpunt, source="police", year=2023, number=4711, citation="Police")
    with pytest.raises(Refusal, match="has changed since you looked"):
        actions.publish_monitor(year.meldpunt, by=year.lead, preview=before, **BY_RESIDENCE)
    answer = client.post(reverse("api-publish-monitor", args=[year.meldpunt.code]), {**BY_RESIDENCE, "preview": before}, "application/json")
    assert answer.status_code == 400
    sent["looked"] = "on"
    answer = client.post(address, {**sent, "step": "publish", "preview": before})
    assert "has changed since you looked" in answer.content.decode()
    assert "4711" in answer.content.decode()
    assert not Publication.objects.filter(year=2023).exists()
    done = client.post(address, {**sent, "step": "publish", "preview": seen(answer)}, follow=True)
    assert "The tables are published." in done.content.decode()


def test_figures_of_others_by_region_are_said_to_stay_empty(published):
    assert "for a region of it they stay empty" in str(table(monitor_of(published.row), "B1").definition.meaning)


def test_the_public_files_hold_the_same_numbers_and_no_small_one(published, client, english):
    client.force_login(published.consulent)
    data = json.loads(client.get(reverse("publication_json", args=[published.row.pk])).content)
    assert data["small_numbers_hidden"] is True
    numbers = [number["number"] for made in data["tables"] for row in made["rows"] for number in row["numbers"]]
    assert not [number for number in numbers if number is not None and 0 < number < THRESHOLD]
    pdf = pypdfium2.PdfDocument(io.BytesIO(client.get(reverse("publication_pdf", args=[published.row.pk])).content))
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "B11b" in words and "Monitor of discrimination 2023" in words
    assert client.get(reverse("api-publication-tables", args=[published.row.pk])).json() == data
    page = client.get(reverse("publication", args=[published.row.pk])).content.decode()
    assert "B4" in page and "<mark>" not in page


def test_the_publication_pages_ask_as_much_of_the_database_whatever_they_hold(published, client, django_assert_num_queries):
    client.force_login(published.consulent)
    client.get(reverse("publication", args=[published.row.pk]))
    for row in (published.publication, published.row):
        with django_assert_num_queries(6):
            client.get(reverse("publication", args=[row.pk]))


# ── Figures of others and populations ─────────────────────────────────────────────────────────


def enter(vault, **fields):
    said = {"source": "police", "year": 2022, "number": 559, "citation": "Monitor 2022", **fields}
    return actions.enter_figure(vault.meldpunt, by=vault.lead, **said)


def test_a_wrong_figure_is_corrected_with_its_reason_and_what_stood_there_stays_known(vault):
    row = enter(vault, number=27)
    row = actions.correct_figure(row, by=vault.lead, number=37, why="Another page prints 37")
    assert row.number == 37
    assert [(entry.number, entry.history_change_reason, entry.history_why) for entry in row.history.order_by("history_id")] == [
        (27, "figure_entered", ""),
        (37, "figure_corrected", "Another page prints 37"),
    ]


def test_a_figure_that_was_removed_stays_in_the_history_and_on_the_page(vault, client, english):
    row = enter(vault, number=4711)
    actions.remove_figure(row, by=vault.lead, why="Was of another province")
    assert not ExternalFigure.objects.filter(year=2022).exists()
    last = ExternalFigure.history.filter(year=2022).order_by("-history_id").first()
    assert (last.history_type, last.number, last.history_user, last.history_why) == ("-", 4711, vault.lead, "Was of another province")
    client.force_login(vault.consulent)
    page = client.get(reverse("external_figures", args=[vault.meldpunt.code])).content.decode()
    assert "4711" in page and "Was of another province" in page
    assert reverse("external_figure_enter", args=[vault.meldpunt.code]) not in page


@pytest.mark.parametrize("why", ["", "  "])
def test_a_correction_or_removal_needs_a_reason(vault, why):
    row = enter(vault)
    for change in (actions.correct_figure, actions.remove_figure):
        with pytest.raises(Refusal):
            change(row, by=vault.lead, why=why)
    assert ExternalFigure.objects.get(pk=row.pk).version == 1


def test_only_the_lead_enters_corrects_and_removes(vault):
    row = enter(vault)
    for attempt in (
        lambda: actions.enter_figure(vault.meldpunt, by=vault.consulent, source="police", year=2020, number=1, citation="x"),
        lambda: actions.correct_figure(row, by=vault.consulent, why="x", number=1),
        lambda: actions.remove_population(vault.population, by=vault.consulent, why="x"),
        lambda: actions.load_populations(vault.meldpunt, by=vault.consulent, rows=[]),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.parametrize(
    "fields", [{"ground": "race.skin_colour"}, {"ground": "nonsense"}, {"municipality": "0014"}, {"municipality": "0106", "ground": "race"}]
)
def test_a_figure_is_of_the_area_of_a_municipality_in_it_or_of_an_official_ground(vault, fields):
    if code := fields.get("municipality"):
        fields = {**fields, "municipality": make.municipality(code)}
    with pytest.raises(Refusal):
        enter(vault, **fields)


def test_the_same_figure_is_entered_once(vault):
    enter(vault)
    with pytest.raises(ValidationError, match="already entered"):
        enter(vault, number=1)


def test_the_form_enters_a_figure_and_shows_a_refusal(vault, client, english):
    client.force_login(vault.lead)
    address = reverse("external_figure_enter", args=[vault.meldpunt.code])
    said = {"source": "college", "year": 2022, "number": 37, "citation": "Monitor", "ground": "", "municipality": ""}
    assert client.post(address, said).status_code == 302
    assert ExternalFigure.objects.get(source="college").number == 37
    assert "already entered" in client.post(address, said).content.decode()


GOOD = "municipality,year,inhabitants,citation\n0106,2023,68836,CBS StatLine\n0109,2023,35297,CBS StatLine\n"


def load(client, vault, **said):
    return client.post(reverse("populations_load", args=[vault.meldpunt.code]), said)


def test_populations_are_pasted_or_uploaded_and_loading_twice_changes_nothing(vault, client, english):
    client.force_login(vault.lead)
    assert load(client, vault, pasted=GOOD).status_code == 302
    assert load(client, vault, file=SimpleUploadedFile("p.csv", GOOD.encode())).status_code == 302
    rows = Population.objects.filter(year=2023).order_by("municipality__code")
    assert [(row.municipality.code, row.inhabitants, row.version) for row in rows] == [("0106", 68836, 1), ("0109", 35297, 1)]


def test_every_error_is_named_by_row_and_column_and_nothing_is_saved(vault, client, english):
    client.force_login(vault.lead)
    lines = GOOD + "9999,2023,5,CBS\n0114,x,10,CBS\n0114,2022,-3,CBS\n0106,2023,1,CBS\n0106,2021,1,CBS\n0114,2020,10,\n"
    page = load(client, vault, pasted=lines)
    problems = {(problem.row, problem.column) for problem in page.context["problems"]}
    assert problems == {(4, "municipality"), (5, "year"), (6, "inhabitants"), (7, "year"), (8, "inhabitants"), (9, "citation")}
    assert not Population.objects.filter(year=2023).exists()
    assert "70000, as it is entered. Correct it there." in page.content.decode()


@pytest.mark.parametrize("said", [{}, {"pasted": "a,b\n1,2"}, {"pasted": "municipality,year\n0106,2023"}])
def test_what_is_no_such_file_is_refused_with_words(vault, client, english, said):
    client.force_login(vault.lead)
    page = load(client, vault, **said)
    assert page.status_code == 200
    assert page.context["form"].errors


def test_a_population_is_corrected_on_its_page_with_its_history_below(vault, client, english):
    client.force_login(vault.lead)
    address = reverse("population_correct", args=[vault.population.pk])
    said = {"municipality": vault.population.municipality_id, "year": 2021, "inhabitants": 68_000, "citation": "CBS", "why": "A typing error"}
    assert client.post(address, {**said, "seen_version": 1}).status_code == 302
    page = client.get(address).content.decode()
    assert "A typing error" in page
    assert "70000" in page
    assert "Somebody else has changed this" in client.post(address, {**said, "seen_version": 1}).content.decode()


def test_who_publishes_is_told_that_reports_would_count_otherwise_now(year, client, english):
    client.force_login(year.lead)
    address, sent = reverse("publish_monitor", args=[year.meldpunt.code]), {"year": 2023, "basis": "residence", "with_mass": "on"}
    assert "would count otherwise now" not in client.post(address, sent).content.decode()
    report = year.rows[0]
    discrimination.change_report(report, by=year.lead, grounds=["belief"] if report.grounds != ["belief"] else ["age"])
    assert "1 report would count otherwise now. What you publish is as the year was closed." in client.post(address, sent).content.decode()
