"""The values of the official form in plain words, for people who report; the form itself keeps the words of the law."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# {list: {key of the official value: what somebody who reports would call it}}
PLAIN = {
    "ground": {
        "race": _("my skin colour, my origin or the country of my family"),
        "antisemitism": _("being Jewish"),
        "nationality": _("my nationality (passport)"),
        "disability": _("a disability or a long illness"),
        "age": _("my age"),
        "sexual_orientation": _("whom I love: lesbian, gay, bisexual or straight"),
        "sex": _("being a woman, a man, transgender or intersex; pregnancy"),
        "working_hours": _("working part-time or full-time"),
        "contract_type": _("a temporary or a fixed contract"),
        "civil_status": _("being married, single or living together"),
        "religion": _("my religion"),
        "belief": _("my view of life"),
        "political_opinion": _("my political opinion"),
        "other": _("something else, such as income, looks or place of residence"),
        "unknown": _("I do not know"),
    },
    "terrain": {
        "labour_market": _("at work, or looking for work"),
        "neighbourhood": _("around the house, with neighbours"),
        "public_services": _("with a municipality, in health care or with another public service"),
        "commercial_services": _("in a shop, with a bank, an insurer or another company"),
        "hospitality": _("in a bar, a restaurant or a club, or at a party"),
        "housing": _("looking for a home, or with a landlord"),
        "media": _("on television, in a newspaper or in an advertisement"),
        "education": _("at school or in training"),
        "police_justice": _("with the police or the justice system"),
        "private_sphere": _("at home, or with family"),
        "public_opinion": _("in politics or public debate"),
        "sport": _("in sports or leisure"),
        "public_space": _("in the street or in public transport"),
        "other": _("somewhere else"),
        "unknown": _("I do not know"),
    },
    "nature": {
        "disputed_treatment": _("I was refused, shut out or treated differently"),
        "hostile_treatment": _("insults, bullying or hurtful words"),
        "violence": _("violence, or something was destroyed"),
        "threat": _("a threat"),
        "other": _("something else"),
        "unknown": _("I do not know"),
    },
}
# What differs where somebody else lived through it: no answer says “I” or “my”.
OF_ANOTHER = {
    "ground": {
        "race": _("skin colour, origin or the country of the family"),
        "antisemitism": pgettext_lazy("of somebody else", "being Jewish"),
        "nationality": _("nationality (passport)"),
        "age": pgettext_lazy("of somebody else", "age"),
        "sexual_orientation": _("whom somebody loves: lesbian, gay, bisexual or straight"),
        "sex": pgettext_lazy("of somebody else", "being a woman, a man, transgender or intersex; pregnancy"),
        "working_hours": pgettext_lazy("of somebody else", "working part-time or full-time"),
        "civil_status": pgettext_lazy("of somebody else", "being married, single or living together"),
        "religion": pgettext_lazy("of somebody else", "religion"),
        "belief": pgettext_lazy("of somebody else", "view of life"),
        "political_opinion": pgettext_lazy("of somebody else", "political opinion"),
    },
    "nature": {"disputed_treatment": _("somebody was refused, shut out or treated differently")},
}


def plain(name, *, of_another=False) -> dict[str, str]:
    """{key: what somebody who reports would call it} of a list, told of themselves or of somebody else."""
    return PLAIN[name] | OF_ANOTHER.get(name, {}) if of_another else PLAIN[name]
