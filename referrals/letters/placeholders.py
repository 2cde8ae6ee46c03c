"""The placeholders that a letter template may name, and filling them in.

A template is text of users: it is searched for `{{ name }}` and nothing else. No template engine ever sees it, and what is
filled in is not searched again. Letters are in Dutch, so days and lists are filled in in Dutch whoever writes.
"""

import re
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from referrals.models import ListValue, OtherParty, Reporter
from referrals.models.discrimination import incident_day

MARK = re.compile(r"\{\{([^{}]*)\}\}")
LANGUAGE = "nl"


@dataclass(frozen=True)
class Placeholder:
    """A name of the allow-list: the same name in Dutch and in German, what it gives, and whom it names (`reporter`, `other_party`, or nobody)."""

    nl: str
    de: str
    label: str
    names: str = ""


REPORTER, OTHER_PARTY = "reporter", "other_party"
# What stays in the text until the writer puts words in its place; a letter from a template with it is a conclusion (art. 10.6).
CONCLUSION = "conclusion"
PLACEHOLDERS = {
    "reference": Placeholder("kenmerk", "aktenzeichen", _("number of the report, such as MDD-2026-0017")),
    "received_on": Placeholder("ontvangen_op", "eingegangen_am", _("day on which the report came in")),
    "today": Placeholder("vandaag", "heute", _("day of the letter")),
    "meldpunt": Placeholder("meldpunt", "meldestelle", _("name of the meldpunt")),
    "meldpunt_phone": Placeholder("telefoon_meldpunt", "telefon_meldestelle", _("telephone number of the meldpunt")),
    "meldpunt_email": Placeholder("mail_meldpunt", "mail_meldestelle", _("e-mail address of the meldpunt")),
    "consulent": Placeholder("consulent", "beratungsperson", _("name of whoever writes the letter")),
    "incident_on": Placeholder("wanneer_gebeurd", "wann_passiert", _("when it happened, no more exactly than it is known")),
    "incident_place": Placeholder("waar_gebeurd", "wo_passiert", _("municipality where it happened")),
    "grounds": Placeholder("gronden", "gruende", _("grounds of discrimination")),
    "terrain": Placeholder("terrein", "bereich", _("area of society")),
    "nature": Placeholder("aard", "art", _("nature")),
    "what_happened": Placeholder("wat_er_gebeurde", "was_passiert_ist", _("what happened, in the words of the report"), REPORTER),
    "reporter_name": Placeholder("naam_melder", "name_meldende_person", _("name of the reporter"), REPORTER),
    "reporter_address": Placeholder("adres_melder", "adresse_meldende_person", _("address of the reporter"), REPORTER),
    "reporter_contact": Placeholder("contact_melder", "kontakt_meldende_person", _("telephone number and e-mail address of the reporter"), REPORTER),
    "other_party": Placeholder("wederpartij", "gegenseite", _("organisation or name of the other party"), OTHER_PARTY),
    "other_party_contact": Placeholder(
        "contact_wederpartij", "kontakt_gegenseite", _("address and other contact details of the other party"), OTHER_PARTY
    ),
    CONCLUSION: Placeholder("conclusie", "schlussfolgerung", _("the reasoned conclusion, which the writer puts here (art. 10.6)")),
}
# {each name that may be written, in one of the three languages: the placeholder}.
WRITTEN = {written: name for name, placeholder in PLACEHOLDERS.items() for written in (placeholder.nl, placeholder.de, name)}


def spoken(name) -> str:
    """A placeholder as it is written in the language of the user."""
    return getattr(PLACEHOLDERS[name], (get_language() or LANGUAGE)[:2], name)


def offered() -> list[tuple[str, Placeholder]]:
    """Every placeholder with its name in the language of the user."""
    return [(spoken(name), placeholder) for name, placeholder in PLACEHOLDERS.items()]


def named(*texts) -> list[str]:
    """The placeholders that stand in these texts, in whatever language they are written, each once."""
    return list(dict.fromkeys(WRITTEN[written] for written in names_used(*texts) if written in WRITTEN))


def names_used(*texts) -> list[str]:
    """The names between double braces in these texts, each once, known or not."""
    return list(dict.fromkeys(found[1].strip() for text in texts for found in MARK.finditer(text)))


def unknown(*texts) -> list[str]:
    """What stands between double braces and is no placeholder; a brace pair that is not closed is shown as it stands."""
    wrong = [name for name in names_used(*texts) if name not in WRITTEN]
    loose = [text for text in (MARK.sub("", text) for text in texts) if "{{" in text or "}}" in text]
    return wrong + ["{{" if "{{" in text else "}}" for text in loose]


def naming(*texts) -> dict[str, list[str]]:
    """{whom: the placeholders in these texts that name them}."""
    used = named(*texts)
    return {whom: [name for name in used if PLACEHOLDERS[name].names == whom] for whom in (REPORTER, OTHER_PARTY)}


def concludes(template) -> bool:
    """Is a letter from this template the conclusion of an investigation."""
    return CONCLUSION in named(template.subject, template.body)


def fill(text, values) -> str:
    """`text` with each placeholder replaced by its value, in one pass; one without a value stays."""
    return MARK.sub(lambda found: values.get(WRITTEN.get(found[1].strip()), found[0]), text)


def values_for(report, user) -> dict[str, str]:
    """What the placeholders give for this report, as far as `user` may see it; nothing is given as an empty text."""
    reporter = Reporter.objects.allowed(user, Reporter.view_permission).filter(report=report).first()
    party = OtherParty.objects.allowed(user, OtherParty.view_permission).filter(pk=report.other_party_id).first()
    with translation.override(LANGUAGE):
        grounds = ListValue.objects.filter(list="ground", key__in=report.grounds).order_by("order", "pk")
        return {
            "reference": report.reference,
            "received_on": date_format(report.received_on, "DATE_FORMAT"),
            "today": date_format(timezone.localdate(), "DATE_FORMAT"),
            "meldpunt": report.meldpunt.name,
            "meldpunt_phone": report.meldpunt.phone,
            "meldpunt_email": report.meldpunt.email,
            "consulent": str(user),
            "incident_on": _when(report),
            "incident_place": str(report.incident) if report.incident_id else str(report.get_incident_state_display()),
            "grounds": ", ".join(str(value) for value in grounds),
            "terrain": str(report.terrain),
            "nature": str(report.nature),
            "what_happened": report.description,
            "reporter_name": reporter.name if reporter else "",
            "reporter_address": _lines(reporter.street, f"{reporter.postcode} {reporter.place}".strip()) if reporter else "",
            "reporter_contact": _lines(reporter.phone, reporter.email) if reporter else "",
            "other_party": _lines(party.organisation, party.name) if party else "",
            "other_party_contact": party.contact if party else "",
        }


def _when(report) -> str:
    """When it happened, no more exactly than somebody said: a letter states no day that nobody gave."""
    return incident_day.in_words(report.incident_on, report.incident_precision) or str(report.get_incident_precision_display())


def addressee_of(to, values, typed="") -> str:
    """The name and address that a letter begins with: as typed, else those of the party; empty where nobody is known, and for somebody else."""
    if typed.strip():
        return typed
    names = {REPORTER: ("reporter_name", "reporter_address"), OTHER_PARTY: ("other_party", "other_party_contact")}.get(to, ())
    return _lines(*(values[name] for name in names))


def _lines(*lines):
    return "\n".join(line for line in lines if line)
