"""Long words are broken where a hyphen may stand, in narrow columns of PDFs and on pages."""

import pytest
from django.utils.safestring import SafeString

from casetrack.fonts import BOLD, width
from casetrack.hyphens import broken, pieces, syllables
from casetrack.templatetags.casetrack import hyphenated

NAMES = [
    "Politie/OM/Vreemdelingendienst", "Commerciële dienstverlening", "Handicap/chronische ziekte", "Overig (niet wettelijke) gronden",
    "Arbeidscontract vast/tijdelijk", "Openbare ruimte/publiek domein", "Onbekend/n.v.t.", "Midden-Drenthe",
    "Befristeter oder unbefristeter Arbeitsvertrag", "Hospitality and entertainment",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_pieces_of_a_name_are_the_name(name):
    assert "".join(pieces(name)) == name


@pytest.mark.parametrize("name", NAMES)
def test_in_a_narrow_column_every_line_fits_and_a_word_ends_with_a_hyphen_or_a_slash_where_it_is_broken(name):
    lines = broken(name, 42, 7, BOLD)
    assert len(lines) > 1
    assert max(width(line, 7, BOLD) for line in lines) <= 42
    told = ""
    for line in lines:
        told += line if name.startswith(told + line) else line.removesuffix("-")
        told += " " if name.startswith(told + " ") else ""
        assert name.startswith(told)


def test_a_word_that_fits_stays_whole():
    assert broken("Openbare ruimte/publiek domein", 500, 7) == ["Openbare ruimte/publiek domein"]
    assert broken("Media en reclame", 40, 7) == ["Media en", "reclame"]
    assert broken("", 40, 7) == []


def test_a_known_word_is_broken_as_its_language_does_and_an_unknown_one_only_where_it_must():
    assert "-".join(syllables("Vreemdelingendienst")) == "Vreem-de-lin-gen-dienst"
    assert "-".join(syllables("Commerciële")) == "Com-mer-cië-le"
    assert syllables("Bergambacht") == ["Bergambacht"]
    assert "-".join(syllables("Bergambacht", guess=True)) == "Ber-gam-bacht"


def test_on_a_page_the_points_are_unseen_and_the_words_are_escaped():
    shown = hyphenated("Politie/OM/Vreemdelingendienst")
    assert isinstance(shown, SafeString)
    assert shown.replace("\N{SOFT HYPHEN}", "|") == "Po|li|tie/<wbr>OM/<wbr>Vreem|de|lin|gen|dienst"
    assert hyphenated("<b>Onderwijs & zorg</b>").replace("\N{SOFT HYPHEN}", "") == "&lt;b&gt;Onderwijs &amp; zorg&lt;/<wbr>b&gt;"
    assert hyphenated("Midden-Drenthe") == "Midden-Drenthe"
    assert hyphenated("") == ""
    assert hyphenated(2025) == "2025"
