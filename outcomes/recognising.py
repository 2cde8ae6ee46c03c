"""By what somebody could be recognised in a story: words of their dossier, and what looks like a date, an age or an address.

It warns; a person decides. It cannot know every way in which neighbours know each other.
"""

import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from unidecode import unidecode

from participants.models import Assignment, HouseholdMember, NetworkMember, Person
from referrals.models import Referral, SignUp

SHORTEST = 3
# Parts of names that stand in every text.
PARTICLES = {
    "van",
    "der",
    "den",
    "het",
    "ter",
    "ten",
    "von",
    "zur",
    "zum",
    "the",
    "and",
    "met",
    "een",
    "und",
    "die",
    "das",
    "des",
    "les",
    "del",
    "los",
}

_LOOKS = {
    "e-mail": re.compile(r"\S+@\S+"),
    "phone": re.compile(r"(?<!\d)\+?\d(?:[ ()/.-]?\d){7,}"),
    "postcode": re.compile(r"\b[1-9]\d{3} ?[A-Za-z]{2}\b"),
    "date": re.compile(r"\b\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:19|20)\d{2}\b"),
    "age": re.compile(r"\b\d{1,3}(?=[ -]?(?:jaar|jarige|jaren|jahre|j\u00e4hrige?|years?|yr|maanden|monate|months?)\b)", re.IGNORECASE),
}


@dataclass(frozen=True)
class Found:
    """A piece of the story, and what it may be."""

    words: str
    what: str


def found_words(trajectory, text: str) -> list[Found]:
    """What in `text` may tell who it is about, in the order in which it stands there, each once."""
    spots = {}
    for kind, pattern in _LOOKS.items():
        for match in pattern.finditer(text):
            spots.setdefault(match.group().strip(), (match.start(), _label(kind)))
    known = _words_of(trajectory)
    for match in re.finditer(r"[^\W_]+(?:['\u2019-][^\W_]+)*", text):
        for part in {match.group(), *re.split(r"['\u2019-]", match.group())}:
            if what := known.get(_key(part)):
                spots.setdefault(match.group(), (match.start(), what))
    for age, what in _ages(trajectory).items():
        if match := re.search(rf"(?<!\d){age}(?!\d)", text):
            spots.setdefault(match.group(), (match.start(), what))
    return [Found(words, str(what)) for words, (_place, what) in sorted(spots.items(), key=lambda item: item[1][0])]


def _label(kind):
    return {
        "e-mail": _("looks like an e-mail address"),
        "phone": _("looks like a phone number"),
        "postcode": _("looks like a postcode"),
        "date": _("looks like a date or a year"),
        "age": _("looks like an age"),
    }[kind]


def _key(word):
    return unidecode(word).casefold()


def _people(trajectory):
    keys = {trajectory.person_id}
    if trajectory.household_id:
        keys |= set(HouseholdMember.objects.filter(household=trajectory.household_id).values_list("person_id", flat=True))
    return list(Person.objects.filter(pk__in=keys))


def _words_of(trajectory) -> dict[str, str]:
    """Each word of names, places and organisations of the dossier, with what it is."""
    people = _people(trajectory)
    guides = Assignment.objects.filter(trajectory=trajectory).values_list("user__first_name", "user__last_name")
    network = NetworkMember.objects.filter(trajectory=trajectory).values_list("name", flat=True)
    names = [str(person) for person in people] + [" ".join(names) for names in guides] + [*network]
    places = [place for person in people for place in (person.street, person.place, person.postcode)]
    places += [str(place) for place in (trajectory.area, trajectory.municipality) if place]
    organisations = [str(row.organisation) for row in Referral.objects.filter(trajectory=trajectory).select_related("organisation")]
    organisations += list(trajectory.outcomes.values_list("organisation", flat=True))
    if trajectory.household:
        names.append(trajectory.household.name)
    for name, place, street in SignUp.objects.filter(trajectory=trajectory).values_list("reporter_name", "place", "street"):
        names.append(name)
        places += [place, street]
    found = {}
    for texts, what in ((organisations, _("name of an organisation")), (places, _("name of a place")), (names, _("name"))):
        for text in texts:
            for word in re.findall(r"[^\W_]+", text or ""):
                if len(word) >= SHORTEST and _key(word) not in PARTICLES and not word.isdigit():
                    found[_key(word)] = what
    return found


def _ages(trajectory) -> dict[int, str]:
    today = timezone.localdate()
    born = [person.birth_date for person in _people(trajectory) if person.birth_date]
    return {today.year - day.year - ((today.month, today.day) < (day.month, day.day)): _("age of somebody in the household") for day in born}
