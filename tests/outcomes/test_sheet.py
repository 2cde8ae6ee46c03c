"""The half-year sheet: frozen, on one page, small numbers hidden, without what was withdrawn."""

import io
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation
from knox.models import AuthToken
from rest_framework.test import APIClient

from casetrack.actions import Refusal
from outcomes import actions
from outcomes.models import Sheet, Story
from outcomes.programme_figures import Span
from outcomes.sheet_content import SheetContent
from outcomes.sheet_pdf import render_sheet
from outcomes.sheets import compose_sheet, half_year_of, half_years_before, is_half_year
from participants.actions import withdraw_consent
from tests import factories as make

LONG = "Wij waren bang voor de post. <b>Nu</b> & straks niet meer. "


def pages_of(content, language="en"):
    """The texts of the pages of the PDF."""
    with translation.override(language):
        document = pypdfium2.PdfDocument(render_sheet(content))
    return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture
def last(world):
    """The half-year that was over last, with 12 households that started in it, and stories that were checked."""
    k = world.kansrijk
    first, last = half_year_of(half_year_of(timezone.localdate())[0] - timedelta(days=1))
    cases = []
    for number in range(12):
        fields = {"ended_on": last - timedelta(days=3), "end_reason": "goal_reached" if number < 6 else "moved"} if number < 7 else {}
        cases.append(make.HouseholdTrajectoryFactory(edition=k.edition, registered_on=first - timedelta(days=20), **fields))
    stories = []
    for case in cases[:4]:
        consent = make.ConsentFactory(trajectory=case, purpose="story", starts_on=first)
        stories.append(make.StoryFactory(consent=consent, approved_on=last, approved_by=k.coordinator, title=f"Step {case.pk}", text=LONG * 15))
    return SimpleNamespace(k=k, world=world, first=first, last=last, cases=cases, stories=stories)


def made(last, **fields):
    said = {"period_from": last.first, "period_to": last.last, "stories": last.stories[:3], **fields}
    return actions.make_sheet(last.k.edition, by=last.k.coordinator, **said)


def test_half_years_are_january_to_june_and_july_to_december():
    assert half_year_of(date(2024, 6, 30)) == (date(2024, 1, 1), date(2024, 6, 30))
    assert half_year_of(date(2024, 7, 1)) == (date(2024, 7, 1), date(2024, 12, 31))
    assert is_half_year(date(2024, 7, 1), date(2024, 12, 31))
    assert not is_half_year(date(2024, 7, 1), date(2025, 6, 30))
    assert half_years_before(date(2024, 7, 1), date(2023, 8, 1)) == [(date(2024, 1, 1), date(2024, 6, 30)), (date(2023, 7, 1), date(2023, 12, 31))]


def test_a_sheet_keeps_its_figures_when_the_rows_change(last):
    sheet = made(last)
    before = SheetContent.of(sheet).content
    make.HouseholdTrajectoryFactory(edition=last.k.edition, registered_on=last.first - timedelta(days=20))
    assert SheetContent.of(Sheet.objects.get(pk=sheet.pk)).content == before
    assert compose_sheet(last.k.edition, Span(last.first, last.last, last.last)) != before


def test_small_numbers_are_hidden_on_the_sheet_and_nobody_can_work_them_out(last):
    figures = {(one["key"], one["unit"]): one for one in made(last).figures["figures"]}
    ended = figures["ended", "households"]
    assert ended["parts"] == {"goal_reached": None, "moved": None}
    assert ended["n"] is None
    assert figures["started", "households"]["n"] == 12


@pytest.mark.parametrize("shift", ["start", "end", "whole year", "not over"])
def test_only_a_whole_half_year_that_is_over_becomes_a_sheet(last, shift):
    now = half_year_of(timezone.localdate())
    periods = {
        "start": (last.first + timedelta(days=1), last.last),
        "end": (last.first, last.last - timedelta(days=1)),
        "whole year": (date(last.first.year - 1, 1, 1), date(last.first.year - 1, 12, 31)),
        "not over": now,
    }
    first, until = periods[shift]
    count = Sheet.objects.count()
    with pytest.raises(Refusal):
        made(last, period_from=first, period_to=until)
    assert Sheet.objects.count() == count


def test_stories_that_were_not_checked_or_are_withdrawn_or_of_elsewhere_are_refused(last):
    unchecked = Story.objects.filter(edition=last.k.edition, approved_on=None).first()
    elsewhere = make.StoryFactory(approved_on=last.last, approved_by=last.k.coordinator)
    withdrawn = actions.withdraw_story(last.stories[3], by=last.k.coordinator)
    for stories in ([unchecked], [elsewhere], [withdrawn], [last.stories[0]] * 2, [*last.stories[:3], unchecked]):
        with pytest.raises(Refusal):
            made(last, stories=stories)


def test_of_a_half_year_one_sheet_is_made_whatever_was_entered_since(last):
    sheet = made(last, submission=(key := uuid4()))
    make.HouseholdTrajectoryFactory(edition=last.k.edition, registered_on=last.first - timedelta(days=20))
    assert made(last, submission=key) == sheet  # the very same form, sent twice
    with pytest.raises(Refusal, match="al een blad van dit halfjaar") as refused:
        made(last, submission=uuid4(), stories=[])
    assert refused.value.earlier == sheet and str(sheet) in refused.value.messages[0] and str(sheet.made_by) in refused.value.messages[0]
    assert set(Sheet.objects.filter(edition=last.k.edition)) == {sheet, last.k.sheet}
    earlier = half_year_of(last.first - timedelta(days=1))
    assert made(last, period_from=earlier[0], period_to=earlier[1], stories=[]).pk
    other = make.EditionFactory(programme=last.k.programme)
    assert actions.make_sheet(other, by=last.k.coordinator, period_from=last.first, period_to=last.last).pk


@pytest.mark.parametrize("step", ["preview", "make"])
def test_the_page_refuses_a_second_sheet_and_links_to_the_first(last, sign_in, step):
    sheet, client = made(last), sign_in(last.k.coordinator)
    answer = client.post(reverse("sheet_make", args=[last.k.edition.code]), {"half_year": last.first.isoformat(), "step": step})
    page = BeautifulSoup(answer.content, "html.parser").main
    assert str(sheet) in page.select_one(".error-summary").text
    assert page.select(f'a[href="{sheet.get_absolute_url()}"]')


def test_the_api_refuses_a_second_sheet_and_says_where_the_first_one_is(last):
    sheet, client = made(last), APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(last.k.coordinator)[1]}")
    said = {"period_from": last.first.isoformat(), "period_to": last.last.isoformat()}
    answer = client.post(reverse("api-make-sheet", args=[last.k.edition.code]), said, format="json")
    assert (answer.status_code, answer.json()["earlier"]) == (400, reverse("api-sheet-detail", args=[sheet.pk]))
    assert str(sheet) in answer.json()["detail"][0]
    assert client.get(answer.json()["earlier"]).json()["pk"] == sheet.pk


def test_a_story_that_is_withdrawn_later_is_left_out_of_the_sheet_that_was_made(last):
    sheet = made(last)
    first, second, third = last.stories[:3]
    assert [story.pk for story in SheetContent.of(sheet).stories] == [first.pk, second.pk, third.pk]
    actions.withdraw_story(first, by=last.k.coordinator)
    withdraw_consent(second.consent.trajectory, by=last.k.coordinator, consent=second.consent)
    content = SheetContent.of(Sheet.objects.get(pk=sheet.pk))
    assert [story.pk for story in content.stories] == [third.pk]
    text = "".join(pages_of(content))
    assert third.title in text
    assert first.title not in text
    assert second.title not in text


def test_the_pdf_is_one_page_with_three_long_stories_and_every_figure(last):
    k = last.k
    for number in range(12):
        area = make.LifeAreaFactory(edition=k.edition, order=number + 2, name=f"Life area with a rather long name that goes on {number} " + "x" * 40)
        theme = make.ThemeFactory(trajectory=last.cases[number])
        for state in ("reached", "partly", "dropped"):
            for _ in range(2):
                make.GoalFactory(theme=theme, life_area=area, set_on=last.first, state=state, closed_on=last.last)
    for story in last.stories:
        story.title, story.text = "T" * 120, ("W" * 99 + "\n") * 9
        story.save()
    content = SheetContent.of(made(last))
    for language in ("en", "nl", "de"):
        assert len(pages_of(content, language)) == 1


def test_the_pdf_says_what_it_is_of_when_and_that_it_proves_nothing(last):
    (text,) = pages_of(SheetContent.of(made(last)))
    text = " ".join(text.split())
    assert "Kansrijk Oost test, figures and stories" in text
    assert "prove no effect" in text
    assert "Numbers below 5 are not shown" in text
    assert "page 1 of 1" in text
    assert "<b>Nu</b> & straks" in text


def test_every_font_of_the_sheet_is_embedded_and_the_bytes_are_the_same_again(last):
    content = SheetContent.of(made(last))
    first = render_sheet(content)
    assert first == render_sheet(content)
    assert b"Helvetica" not in first
    assert pypdfium2.PdfDocument(io.BytesIO(first)).get_page_size(0) == pytest.approx((595.3, 841.9), abs=0.2)


def test_a_sheet_without_figures_and_stories_still_opens(last, sign_in):
    empty = last.k.sheet
    client = sign_in(last.k.coordinator)
    assert client.get(reverse("sheet", args=[empty.pk])).status_code == 200
    assert len(pages_of(SheetContent.of(empty))) == 1
    assert client.get(reverse("sheet_pdf", args=[empty.pk]))["Content-Type"] == "application/pdf"


def test_a_coordinator_sees_the_sheet_before_making_it(last, sign_in, client):
    client.cookies["casetrack_language"] = "en"
    sign_in(last.k.coordinator)
    url = reverse("sheet_make", args=[last.k.edition.code])
    page = BeautifulSoup(client.get(url).content, "html.parser")
    assert [box["value"] for box in page.select("[name=stories]")] == [str(story.pk) for story in reversed(last.stories)]
    said = {"half_year": last.first.isoformat(), "stories": [story.pk for story in last.stories[:2]]}
    count = Sheet.objects.count()
    preview = client.post(url, said)
    assert Sheet.objects.count() == count
    shown = BeautifulSoup(preview.content, "html.parser")
    assert last.stories[0].title in shown.text
    hidden = [(field["name"], field.get("value", "")) for field in shown.select("form[data-guard] input[type=hidden]")]
    posted = {name: [value for key, value in hidden if key == name] for name, _value in hidden}
    answer = client.post(url, {**posted, "step": "make"})
    sheet = Sheet.objects.order_by("pk").last()
    assert answer["Location"] == sheet.get_absolute_url()
    assert sheet.stories == [story.pk for story in last.stories[:2]] or sorted(sheet.stories) == [story.pk for story in last.stories[:2]]
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("sheets", args=[last.k.edition.code])).status_code == 200


def test_more_than_three_stories_are_refused_on_the_page(last, sign_in):
    client = sign_in(last.k.coordinator)
    count = Sheet.objects.count()
    answer = client.post(
        reverse("sheet_make", args=[last.k.edition.code]),
        {"half_year": last.first.isoformat(), "stories": [s.pk for s in last.stories], "step": "make"},
    )
    assert answer.status_code == 200
    assert Sheet.objects.count() == count


@pytest.mark.parametrize("name", ["buddy", "spil", "achterwacht2"])
def test_only_those_who_lead_make_sheets(last, name):
    with pytest.raises(PermissionDenied):
        actions.make_sheet(last.k.edition, by=getattr(last.k, name), period_from=last.first, period_to=last.last)


def test_a_leader_of_another_programme_finds_no_sheet(last, sign_in):
    client = sign_in(last.world.leader)
    assert client.get(reverse("sheet", args=[last.k.sheet.pk])).status_code == 404
    assert client.get(reverse("sheet_pdf", args=[last.k.sheet.pk])).status_code == 404
