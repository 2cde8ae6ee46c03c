"""The uitstroom page, the people behind a figure, and reports that stay as they were submitted."""

import re
import uuid
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from casetrack.actions import Refusal
from casetrack.models import Opening
from outcomes import actions
from outcomes.models import Report
from outcomes.statements import Statement, compose
from tests import factories as make
from tests.outcomes.conftest import AS_OF

DAY = {"as_of": AS_OF.isoformat()}


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def figures_of(page):
    return {row.th.contents[0].strip(): [cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.select("table tbody tr")}


@pytest.fixture
def uitstroom(cohort, sign_in, english):
    return soup(sign_in(cohort.world.leader).get(reverse("uitstroom", args=[cohort.edition.code]), DAY))


# ── The page with the figures ─────────────────────────────────────────────────────────────────


def test_each_figure_stands_with_numbers_percentage_and_who_is_left_out(uitstroom):
    rows = figures_of(uitstroom)
    assert rows["R"][1].startswith("3/10")
    assert rows["R"][2] == "30.0 %"
    assert rows["A"][1].startswith("3/5")
    assert rows["A"][3] == "moved away: 1"
    assert rows["B(24)"][1].startswith("0/0")
    assert rows["B(24)"][2] == "n/a"
    assert rows["F"][1].startswith("3/5")
    assert len(rows) >= 11


def test_the_sums_close(uitstroom):
    text = uitstroom.get_text()
    assert "10 signed up = 4 not started + 6 started" in text
    assert "6 started = 2 under way + 4 ended" in text
    assert "4 ended = 1 placed + 3 not placed" in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"as_of": "x"}, "Enter a valid date."),
        ({"as_of": "2999-01-01"}, "The date cannot lie in the future."),
        ({"period_from": "2024-02-01", "period_to": "2024-01-01"}, "The period cannot end before it starts."),
        ({"target": "0"}, "Fill in 1 or more."),
        ({"counts": "everything"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_counted_is_explained_and_gives_no_figures_and_no_file(cohort, sign_in, english, asked, said):
    client = sign_in(cohort.world.leader)
    page = soup(client.get(reverse("uitstroom", args=[cohort.edition.code]), asked))
    assert said in page.get_text()
    assert not page.select("table")
    answer = client.get(reverse("uitstroom_pdf", args=[cohort.edition.code]), asked)
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("uitstroom", args=[cohort.edition.code]))


def test_another_target_and_period_change_what_they_should(cohort, sign_in, english):
    asked = {**DAY, "target": "12", "period_from": "2025-01-01"}
    rows = figures_of(soup(sign_in(cohort.world.leader).get(reverse("uitstroom", args=[cohort.edition.code]), asked)))
    assert rows["F"][1].startswith("3/12")
    assert rows["A"][1].startswith("0/0")
    assert rows["R"][1].startswith("3/10")


def test_the_figures_page_costs_the_same_for_more_people(cohort, sign_in, django_assert_num_queries):
    client, url = sign_in(cohort.world.leader), reverse("uitstroom", args=[cohort.edition.code])
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)
    make.StartedTrajectoryFactory.create_batch(3, edition=cohort.edition)
    with django_assert_num_queries(12):
        client.get(url)


# ── The people behind a figure ────────────────────────────────────────────────────────────────


def people(client, cohort, letter, group):
    answer = client.get(reverse("uitstroom_members", args=[cohort.edition.code, letter]), {**DAY, "group": group})
    page = soup(answer)
    counts = [int(badge.text) for badge in page.select(".tabs .nl-data-badge")]
    return {link["href"] for link in page.select("tbody th a")}, counts, page


@pytest.mark.parametrize("letter", ["R", "S", "A", "B6", "B12", "B24", "D", "E", "J6", "U"])
def test_the_people_are_as_many_as_the_figure_says_and_nobody_stands_twice(cohort, sign_in, letter):
    client = sign_in(cohort.world.leader)
    row = next(row for row in Statement(compose(cohort.edition, as_of=AS_OF)).rows if row.key == letter)
    counted, counts, _ = people(client, cohort, letter, "counted")
    others, _, _ = people(client, cohort, letter, "others")
    left_out, _, _ = people(client, cohort, letter, "left_out")
    assert (len(counted), len(counted) + len(others), len(left_out)) == (row.figure.n, row.figure.d, sum(row.figure.excluded.values()))
    assert counts == [len(counted), len(others), len(left_out)]
    assert not counted & others
    assert not left_out & (counted | others)


def test_who_is_left_out_is_named_with_the_reason(cohort, sign_in, english):
    links, _, page = people(sign_in(cohort.world.leader), cohort, "A", "left_out")
    assert links == {cohort.started[3].get_absolute_url()}
    assert "moved away" in page.select_one("tbody").text


def test_opening_the_people_is_written_down(cohort, sign_in):
    people(sign_in(cohort.world.leader), cohort, "R", "counted")
    opening = Opening.objects.get(what="uitstroom_members")
    assert (opening.user, opening.key, opening.rows) == (cohort.world.leader, str(cohort.edition.pk), 3)


@pytest.mark.parametrize("letter", ["Q", "B", "B7", "b6", "R6", "J", "..", "R'"])
def test_an_unknown_figure_is_not_found(cohort, sign_in, letter):
    url = reverse("uitstroom", args=[cohort.edition.code]) + f"{letter}/"
    assert sign_in(cohort.world.leader).get(url).status_code == 404


# ── Submitting ────────────────────────────────────────────────────────────────────────────────


def typed(cohort, **fields):
    return {
        "funding": cohort.funding.pk,
        "title": "Report <b>2024</b>",
        "as_of": AS_OF.isoformat(),
        "target": "5",
        "explanation": "Thank you.",
        "submission": str(uuid.uuid4()),
    } | fields


def hidden_of(page):
    form = page.select_one("main form")
    return {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]") if field["name"] != "csrfmiddlewaretoken"}


def test_a_report_is_previewed_then_submitted_once_however_often_it_is_sent(cohort, sign_in, english):
    client, url = sign_in(cohort.world.leader), reverse("report_submit", args=[cohort.edition.code])
    preview = soup(client.post(url, typed(cohort) | {"step": "preview"}))
    assert not Report.objects.exists()
    assert "3/10" in preview.get_text()
    assert "Report <b>2024</b>" in preview.h1.text
    confirmed = hidden_of(preview) | {"step": "submit"}
    answers = [client.post(url, confirmed) for _ in range(2)]
    report = Report.objects.get()
    assert [(a.status_code, a.url) for a in answers] == [(302, report.get_absolute_url())] * 2
    assert (report.title, report.submitted_by, report.number) == ("Report <b>2024</b>", cohort.world.leader, 1)
    assert report.checksum == confirmed["preview"] == actions.checksum(report.figures)


def test_figures_sent_by_the_browser_are_not_taken(cohort, sign_in):
    client, url = sign_in(cohort.world.leader), reverse("report_submit", args=[cohort.edition.code])
    preview = soup(client.post(url, typed(cohort) | {"step": "preview"}))
    client.post(url, hidden_of(preview) | {"step": "submit", "figures": '[{"letter": "R", "n": 99}]', "checksum": "0" * 64})
    assert {row.key: row.figure.n for row in Statement.of(Report.objects.get()).rows}["R"] == 3


def test_without_a_preview_nothing_is_submitted(cohort, sign_in):
    client, url = sign_in(cohort.world.leader), reverse("report_submit", args=[cohort.edition.code])
    assert client.post(url, typed(cohort) | {"step": "submit"}).status_code == 200
    assert not Report.objects.exists()


def test_figures_that_changed_after_the_preview_are_shown_again(cohort, sign_in, english):
    client, url = sign_in(cohort.world.leader), reverse("report_submit", args=[cohort.edition.code])
    confirmed = hidden_of(soup(client.post(url, typed(cohort) | {"step": "preview"}))) | {"step": "submit"}
    make.OutcomeFactory(trajectory=cohort.started[5], start_on=date(2024, 7, 1))
    again = soup(client.post(url, confirmed))
    assert "The figures have changed since you saw them." in again.get_text()
    assert "4/10" in again.get_text()
    assert not Report.objects.exists()
    assert client.post(url, hidden_of(again) | {"step": "submit"}).status_code == 302
    assert Report.objects.count() == 1


def test_going_back_from_the_preview_keeps_what_was_typed(cohort, sign_in):
    client, url = sign_in(cohort.world.leader), reverse("report_submit", args=[cohort.edition.code])
    page = soup(client.post(url, typed(cohort, explanation="Kept words") | {"step": "change"}))
    assert page.select_one("textarea[name=explanation]").text.strip() == "Kept words"
    assert page.select_one("input[name=title]")["value"] == "Report <b>2024</b>"


def test_the_funding_of_another_edition_cannot_be_chosen(cohort, sign_in):
    client, url = sign_in(cohort.world.leader), reverse("report_submit", args=[cohort.edition.code])
    for other in (cohort.world.funding, cohort.world.neighbour.funding):
        page = soup(client.post(url, typed(cohort, funding=other.pk) | {"step": "preview"}))
        assert page.select(".field--error")
    with pytest.raises(Refusal):
        actions.submit_report(cohort.edition, by=cohort.world.leader, funding=cohort.world.funding, as_of=AS_OF, title="x")


@pytest.mark.parametrize("who", ["coach", "administrator", "funder", "partner", "nobody"])
def test_others_submit_nothing(cohort, who):
    with pytest.raises(PermissionDenied):
        actions.submit_report(cohort.edition, by=getattr(cohort.world, who), funding=cohort.funding, as_of=AS_OF, title="x")
    assert not Report.objects.exists()


def test_a_later_report_on_the_same_period_replaces_the_earlier_one_and_both_stay(cohort, report, sign_in, english):
    again = {"by": cohort.world.leader, "funding": cohort.funding, "as_of": AS_OF, "title": "Better"}
    client, url = sign_in(cohort.world.leader), reverse("report_submit", args=[cohort.edition.code])
    preview = soup(client.post(url, typed(cohort) | {"step": "preview"}))
    assert "This report replaces:" in preview.get_text()
    assert preview.select_one(f"main a[href='{report.get_absolute_url()}']")
    first = soup(client.post(url, typed(cohort, period_from="2024-01-01", period_to="2024-06-30") | {"step": "preview"}))
    assert first.h1.text == "Report <b>2024</b>" and "This report replaces:" not in first.get_text()
    later = actions.submit_report(cohort.edition, **again)
    other = actions.submit_report(cohort.edition, **again, period_from=date(2024, 1, 1), period_to=date(2024, 6, 30))
    assert (later.number, later.supersedes, other.number, other.supersedes) == (2, report, 3, None)
    assert "There is a newer version of this report." in client.get(report.get_absolute_url()).content.decode()
    assert "This report replaces:" in client.get(later.get_absolute_url()).content.decode()


@pytest.mark.parametrize("wrong", [{"as_of": date(2999, 1, 1)}, {"period_from": date(2024, 2, 1), "period_to": date(2024, 1, 1)}])
def test_an_impossible_day_or_period_is_refused(cohort, wrong):
    asked = {"funding": cohort.funding, "as_of": AS_OF, "title": "x"} | wrong
    with pytest.raises(Refusal):
        actions.submit_report(cohort.edition, by=cohort.world.leader, **asked)
    assert not Report.objects.exists()


def test_the_api_submits_the_same_report_once(cohort, sign_in):
    client, url = sign_in(cohort.world.leader), reverse("api-submit-report", args=[cohort.edition.code])
    asked = {"funding": cohort.funding.pk, "title": "By API", "as_of": AS_OF.isoformat(), "submission": str(uuid.uuid4())}
    answers = [client.post(url, asked, content_type="application/json") for _ in range(2)]
    report = Report.objects.get()
    assert [(a.status_code, a.json()["pk"]) for a in answers] == [(201, report.pk)] * 2
    assert {row.key: row.figure.n for row in Statement.of(report).rows}["R"] == 3
    refused = client.post(url, asked | {"figures": [], "submission": str(uuid.uuid4())}, content_type="application/json")
    assert refused.status_code == 400


# ── Reading ───────────────────────────────────────────────────────────────────────────────────

FILES = ["report", "report_pdf", "report_xlsx", "report_csv"]


def change_everything(cohort):
    """Every row on which the figures, the names and the facts of a report rest becomes another."""
    for trajectory in cohort.started[3:]:
        make.OutcomeFactory(trajectory=trajectory, start_on=date(2024, 7, 1))
    make.TrajectoryFactory(edition=cohort.edition, registered_on=date(2024, 3, 1))
    for row, fields in (
        (cohort.edition, {"name": "Renamed", "target": 77}),
        (cohort.edition.programme, {"name": "Renamed"}),
        (cohort.edition.programme.organisation, {"name": "Renamed"}),
        (cohort.funding, {"reference": "Other", "logo_line": "Other", "counts": "work_only"}),
        (cohort.funding.funder, {"name": "Renamed funder"}),
    ):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def body_of(answer):
    """The bytes; of a page only the part that is the report."""
    if answer["Content-Type"].startswith("text/html"):
        return re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": "[^"]*"', "", answer.content.decode())
    return answer.content


@pytest.mark.parametrize("name", ["report", "report_pdf", "report_csv"])
def test_a_submitted_report_stays_the_same_to_the_byte_when_everything_behind_it_changes(cohort, report, sign_in, name):
    client, url = sign_in(cohort.world.leader), reverse(name, args=[report.pk])
    before = body_of(client.get(url))
    change_everything(cohort)
    assert body_of(client.get(url)) == before
    report.refresh_from_db()
    assert report.checksum == actions.checksum(report.figures)


def test_a_changed_number_does_not_fit_the_checksum(report):
    changed = {**report.figures, "figures": [{**report.figures["figures"][0], "n": 4}, *report.figures["figures"][1:]]}
    assert actions.checksum(changed) != report.checksum


@pytest.mark.parametrize("name", FILES)
def test_the_funder_and_the_leader_read_the_report_and_nobody_else(cohort, report, client, name):
    world, url = cohort.world, reverse(name, args=[report.pk])
    for user, status in [
        (world.leader, 200), (world.funder, 200), (world.coach, 404), (world.administrator, 404), (world.partner, 404), (world.nobody, 404),
        (world.neighbour.leader, 404), (world.neighbour.funder, 404), (world.neighbour.administrator, 404),
    ]:  # fmt: skip
        client.force_login(user)
        assert client.get(url).status_code == status, user


def test_the_right_is_checked_again_at_every_download(cohort, report, sign_in):
    client, url = sign_in(cohort.world.funder), reverse("report_pdf", args=[report.pk])
    assert client.get(url).status_code == 200
    member = cohort.world.funder.organisationmembers.get()
    member.ends_on = member.starts_on
    member.save()
    assert client.get(url).status_code == 404


def test_a_funder_sees_totals_without_names_or_ways_to_people(cohort, report, sign_in, english):
    page = soup(sign_in(cohort.world.funder).get(report.get_absolute_url()))
    text = page.get_text()
    assert "3/10" in text
    assert not page.select("a[href^='/trajectories'], a[href*='uitstroom'], a[href^='/editions']")
    for trajectory in cohort.started + cohort.waiting:
        assert trajectory.person.last_name not in text
    assert cohort.world.leader.last_name not in text


def test_the_list_of_a_funder_holds_only_what_was_submitted_to_the_own_organisation(cohort, report, sign_in):
    make.FundingFactory(edition=cohort.edition, reference="Second")
    other = make.FundingFactory(edition=cohort.edition, reference="Third")
    actions.submit_report(cohort.edition, by=cohort.world.leader, funding=other, as_of=AS_OF, title="To another funder")
    links = {link["href"] for link in soup(sign_in(cohort.world.funder).get(reverse("reports"))).select("tbody a")}
    assert links == {report.get_absolute_url()}
    links = soup(sign_in(cohort.world.leader).get(reverse("reports"))).select("tbody a")
    assert len(links) == 2


def test_opening_and_downloading_is_written_down(cohort, report, sign_in):
    client = sign_in(cohort.world.funder)
    for name in FILES:
        client.get(reverse(name, args=[report.pk]))
    assert set(Opening.objects.filter(user=cohort.world.funder).values_list("what", "key")) == {
        (what, str(report.pk)) for what in ("outcomes.report", "report_pdf", "report_xlsx", "report_csv")
    }


def test_a_file_has_a_name_without_personal_data_and_is_never_sniffed(report, sign_in, cohort):
    answer = sign_in(cohort.world.funder).get(reverse("report_pdf", args=[report.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="uitstroom-cohort-2024-12-31-v1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_the_list_of_reports_costs_the_same_for_more_reports(cohort, report, sign_in, django_assert_num_queries):
    client, url = sign_in(cohort.world.funder), reverse("reports")
    client.get(url)
    with django_assert_num_queries(4):
        client.get(url)
    for _ in range(3):
        actions.submit_report(cohort.edition, by=cohort.world.leader, funding=cohort.funding, as_of=AS_OF, title="More")
    with django_assert_num_queries(4):
        client.get(url)
