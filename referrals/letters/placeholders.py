"""The placeholders that a letter template may name, and filling them in.

A template is text of users: it is searched for `{{ name }}` and nothing else. No template engine ever sees it, and what is
filled in is not searched again. Letters are in Dutch, so days and lists are filled in in Dutch whoever writes.
"""

import re
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from referrals import incident_day
from referrals.models import ListValue, OtherParty, Reporter

MARK = re.compile(r"\{\{([^{}]*)\}\}")
LANGUAGE = "nl"


@dataclass(frozen=True)
class Placeholder:
    """A name of the allow-list: what it gives, and whom it names (`reporter`, `other_party`, or nobody)."""

    label: str
    names: str = ""


REPORTER, OTHER_PARTY = "reporter", "other_party"
# What stays in the text until the writer puts words in its place; a letter from a template with it is a conclusion (art. 10.6).
CONCLUSION = "conclusion"
PLACEHOLDERS = {
    "reference": Placeholder(_("number of the report, such as MDD-2026-0017")),
    "received_on": Placeholder(_("day on which the report came in")),
    "today": Placeholder(_("day of the letter")),
    "meldpunt": Placeholder(_("name of the meldpunt")),
    "meldpunt_phone": Placeholder(_("telephone number of the meldpunt")),
    "meldpunt_email": Placeholder(_("e-mail address of the meldpunt")),
    "consulent": Placeholder(_("name of whoever writes the letter")),
    "incident_on": Placeholder(_("when it happened, no more exactly than it is known")),
    "incident_place": Placeholder(_("municipality where it happened")),
    "grounds": Placeholder(_("grounds of discrimination")),
    "terrain": Placeholder(_("area of society")),
    "nature": Placeholder(_("nature")),
    "what_happened": Placeholder(_("what happened, in the words of the report"), REPORTER),
    "reporter_name": Placeholder(_("name of the reporter"), REPORTER),
    "reporter_address": Placeholder(_("address of the reporter"), REPORTER),
    "reporter_contact": Placeholder(_("telephone number and e-mail address of the reporter"), REPORTER),
    "other_party": Placeholder(_("organisation or name of the other party"), OTHER_PARTY),
    "other_party_contact": Placeholder(_("address and other contact details of the other party"), OTHER_PARTY),
    CONCLUSION: Placeholder(_("the reasoned conclusion, which the writer puts here (art. 10.6)")),
}


def names_used(*texts) -> list[str]:
    """The names between double braces in these texts, each once, known or not."""
    return list(dict.fromkeys(found[1].strip() for text in texts for found in MARK.finditer(text)))


def unknown(*texts) -> list[str]:
    """What stands between double braces and is no placeholder; a brace pair that is not closed is shown as it stands."""
    wrong = [name for name in names_used(*texts) if name not in PLACEHOLDERS]
    loose = [text for text in (MARK.sub("", text) for text in texts) if "{{" in text or "}}" in text]
    return wrong + ["{{" if "{{" in text else "}}" for text in loose]


def naming(*texts) -> dict[str, list[str]]:
    """{whom: the placeholders in these texts that name them}."""
    used = [name for name in names_used(*texts) if name in PLACEHOLDERS]
    return {whom: [name for name in used if PLACEHOLDERS[name].names == whom] for whom in (REPORTER, OTHER_PARTY)}


def concludes(template) -> bool:
    """Is a letter from this template the conclusion of an investigation."""
    return CONCLUSION in names_used(template.subject, template.body)


def fill(text, values) -> str:
    """`text` with each placeholder replaced by its value, in one pass; one without a value stays."""
    return MARK.sub(lambda found: values.get(found[1].strip(), found[0]), text)


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
