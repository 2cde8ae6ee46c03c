"""The PDF of a report: complete, embedded, the same for the same content, and deaf to markup."""

import re
import time

import pypdfium2
import pytest
from django.utils import translation

from outcomes import pdf
from outcomes.statements import Statement


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def statement(report):
    return Statement.of(report)


def pages_of(content):
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def with_words(statement, words):
    return Statement({**statement.content, "explanation": words}, statement.number, statement.checksum, statement.submitted_at)


def test_everything_a_programme_officer_needs_stands_in_it(statement, cohort):
    pages = pages_of(pdf.render(statement))
    text = "\n".join(pages)
    for part in (
        "Report 2024", "Made possible by the Home funder.", "INT-2024-7", str(cohort.funding.funder), "Cohort 2024", "31 December 2024",
        "3/10", "30.0 %", "moved away: 1", "0/0", "n/a", "10 signed up = 4 not started + 6 started", "Netherlands: 2", "As agreed.",
        "This is not an uitstroom percentage.",
    ):  # fmt: skip
        assert part in text, part
    for number, page in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in page
        assert statement.checksum in page
        assert "Version 1" in page


def test_a_concept_says_so_on_every_page_and_has_no_checksum(statement):
    concept = Statement(statement.content)
    for page in pages_of(pdf.render(concept)):
        assert "Concept: not submitted" in page
        assert "checksum" not in page


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, "until and including 31 December 2024"),
        ("2024-02-01", None, "1 February 2024 to 31 December 2024"),
        (None, "2024-06-30", "until and including 30 June 2024"),
        ("2024-02-01", "2024-06-30", "1 February 2024 to 30 June 2024"),
    ],
)
def test_the_period_is_told_in_words_and_an_open_one_ends_on_the_day_of_counting(statement, first, last, words):
    changed = Statement({**statement.content, "period": {"from": first, "to": last}})
    assert words in dict(changed.facts)["Period"]


def test_the_same_report_gives_the_same_bytes(statement):
    assert pdf.render(statement) == pdf.render(statement)


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_every_font_is_embedded_and_the_language_is_told(statement, language):
    with translation.override(language):
        content = pdf.render(with_words(statement, "emoji 😀 and שלום"))
    assert b"Helvetica" not in content
    described = content.count(b"/Type /FontDescriptor")
    assert described == content.count(b"/FontFile2") == len(set(re.findall(rb"/BaseFont /(\S+)", content))) == 3
    assert f"/Lang ({language})".encode() in content
    assert b"/Title" in content


NAUGHTY = [
    "<b>bold</b>", "<font color='red' size=90>x</font>", "<img src='file:///etc/passwd'/>", "<img src='http://127.0.0.1:9/x.png'/>",
    "<a href=\"javascript:alert(1)\">here</a>", "<b>unclosed", "a < b & c > d", "&lt;b&gt;", "<para>", "]]>", "%s {0} ${x}", "</font>",
]  # fmt: skip


@pytest.mark.parametrize("words", NAUGHTY)
def test_markup_in_a_text_stays_text(statement, words):
    content = pdf.render(with_words(statement, words))
    assert words in "\n".join(pages_of(content))
    assert b"/Subtype /Link" not in content
    assert b"/Subtype /Image" not in content


@pytest.mark.parametrize("words", NAUGHTY)
def test_markup_in_a_title_or_a_name_stays_text(statement, words):
    changed = {**statement.content, "title": words, "logo_line": words, "edition": words, "funder": words}
    assert "\n".join(pages_of(pdf.render(Statement(changed)))).count(words) >= 3


def test_emoji_and_other_scripts_survive_as_text(statement):
    text = "\n".join(pages_of(pdf.render(with_words(statement, "Łukasz Öztürk Đorđe Ελλάδα Київ 😀 🎉 שלום مرحبا"))))
    for part in ("Łukasz Öztürk Đorđe Ελλάδα Київ", "😀", "🎉", "שלום", "مرحبا"):
        assert part in text


def test_a_character_that_no_font_has_is_shown_as_a_box(statement):
    assert "□□" in "\n".join(pages_of(pdf.render(with_words(statement, "漢字"))))


@pytest.mark.parametrize(
    "words", ["x" * 300, "\x00\x07\x1b", "\n" * 500, "👩🏽‍🚀" * 200, "\u202eabc\u202c", "a\ud800b", "word " * 5000, "مرحبا " * 400]
)
def test_no_text_breaks_the_pdf(statement, words):
    assert pages_of(pdf.render(with_words(statement, words)))


def test_a_title_of_300_letters_stays_on_the_page(statement):
    document = pypdfium2.PdfDocument(pdf.render(Statement({**statement.content, "title": "W" * 300})))
    page = document[0]
    words = page.get_textpage()
    rights = [words.get_charbox(n)[2] for n in range(words.count_chars())]
    assert max(rights) <= page.get_width() - 40
    document.close()


def test_one_report_takes_less_than_a_third_of_a_second_of_processor_time(statement):
    pdf.render(statement)
    start = time.process_time()
    pdf.render(statement)
    assert time.process_time() - start < 0.3
