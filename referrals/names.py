"""Does a text name the reporter or the other party of a report? Read before it goes out, so that a name typed by hand is noticed too."""

import re
import unicodedata
from dataclasses import dataclass

from unidecode import unidecode

from referrals.models import OtherParty, Reporter

# Words at the end of the name of an organisation that people leave out.
LEGAL_FORMS = {"bv", "nv", "vof", "cv", "gmbh", "ag"}
SHORTEST, SHORTEST_ALONE = 2, 3  # letters of what is looked for, and of a last name by itself


@dataclass(frozen=True)
class Named:
    """Who is named."""

    reporter: bool
    other_party: bool


def named_in(report, *texts) -> Named:
    """Whom of this report these texts name: by name, last name, address, telephone number or e-mail address.

    Capitals, accents, punctuation and invisible characters make no difference. Nobody whom the meldpunt does
    not know is found.
    """
    words, digits = _words(" ".join(texts)), _digits(" ".join(texts))
    reporter = Reporter._base_manager.filter(report=report).first()
    party = OtherParty._base_manager.filter(pk=report.other_party_id).first()
    return Named(
        reporter=bool(reporter) and _names(_of_reporter(reporter), words, digits), other_party=bool(party) and _names(_of_party(party), words, digits)
    )


def says(text, name) -> bool:
    """Does this text say this name, as whole words; capitals, accents and punctuation make no difference."""
    return bool(_words(name)) and f" {_words(name)} " in f" {_words(text)} "


def same_name(one, other) -> bool:
    """Are these the same name; capitals, accents and punctuation make no difference."""
    return bool(_words(one)) and _words(one) == _words(other)


def known_of(report) -> Named:
    """Whose name the meldpunt knows."""
    named = Reporter._base_manager.filter(report=report).exclude(name="").exists()
    return Named(reporter=named, other_party=report.other_party_id is not None)


def _of_reporter(row):
    return [row.name, _last(row.name), row.phone, row.email, row.street]


def _of_party(row):
    organisation = _words(row.organisation).split()
    while organisation and organisation[-1] in LEGAL_FORMS:
        organisation.pop()
    # A line with a town alone says nothing of the party.
    return [" ".join(organisation), row.name, _last(row.name), *(line for line in row.contact.splitlines() if re.search(r"[\d@]", line))]


def _names(known, words, digits):
    for each in known:
        number = _digits(each)
        if len(number) >= 8 and number in digits:
            return True
        told = _words(each)
        if len(told.replace(" ", "")) >= SHORTEST and f" {told} " in f" {words} ":
            return True
    return False


def _last(name):
    last = _words(name).split()[-1:]
    return last[0] if last and len(last[0]) >= SHORTEST_ALONE else ""


def _words(text):
    """The words in small letters without accents, one space between them; invisible characters are gone, and a B.V. is a bv."""
    shown = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    plain = unidecode(shown).casefold()
    plain = re.sub(r"\b((?:[a-z]\.){2,})", lambda found: found[0].replace(".", ""), plain + " ")
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def _digits(text):
    """All digits, a Dutch or international number written alike: +31 50 and 0031 50 give 050."""
    digits = re.sub(r"[^\d+]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?:\+|00)31(?=\d{9})", "0", digits).replace("+", "")
