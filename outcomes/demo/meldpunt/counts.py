"""How many reports of what a made-up year has.

2023 follows what is public: 105 reports in Drenthe, about half on race, 11 on disability after 19 the year before (Monitor Discriminatie
Noord-Nederland 2023), areas of society and natures in about the shares of the whole country (Discriminatiecijfers in 2023). The rest is made up,
and so are the sizes of all other years.
"""

YEAR = 2023
SIZE = {2022: 91, 2023: 105}
LATER_SIZES = (98, 112, 108, 117)  # of 2024 and on, in turn

# First ground of each report; some have a second one (see SECOND_GROUNDS).
GROUNDS = {
    "race": 30, "race.skin_colour": 20, "disability": 11, "sexual_orientation": 9, "sex": 5, "sex.pregnancy": 2, "sex.transgender": 2, "age": 7,
    "religion": 1, "religion.islam": 4, "nationality": 3, "antisemitism": 1, "political_opinion": 2, "other.social_position": 2,
    "other.appearance": 2, "other.criminal_record": 1, "civil_status": 1, "unknown": 2,
}  # fmt: skip
GROUNDS_2022 = {
    "race": 26, "race.skin_colour": 16, "disability": 19, "sexual_orientation": 7, "sex": 3, "sex.pregnancy": 2, "sex.transgender": 1, "age": 5,
    "religion": 1, "religion.islam": 3, "nationality": 3, "antisemitism": 1, "political_opinion": 1, "other.social_position": 1,
    "other.appearance": 1, "unknown": 1,
}  # fmt: skip
# A second ground, for so many reports with this first one.
SECOND_GROUNDS = (("religion.islam", "race", 3), ("nationality", "race", 2), ("race", "religion.islam", 3), ("race", "nationality", 1))
TERRAINS = {
    "labour_market": 21, "public_services": 18, "commercial_services": 12, "public_space": 13, "neighbourhood": 8, "education": 6,
    "hospitality": 5, "housing": 5, "media": 3, "police_justice": 3, "private_sphere": 2, "public_opinion": 3, "sport": 3, "other": 1, "unknown": 2,
}  # fmt: skip
NATURES = {
    "disputed_treatment": 42, "disputed_treatment.exclusion": 15, "hostile_treatment": 12, "hostile_treatment.insult": 17,
    "hostile_treatment.bullying": 4, "violence": 2, "violence.damage": 2, "threat": 6, "other": 3, "unknown": 2,
}  # fmt: skip
CHANNELS = {"electronic": 62, "phone": 31, "in_person": 8, "post": 4}
VIAS = {"direct": 58, "discriminatie_nl": 36, "police": 4, "municipality": 4, "coc": 2, "other_adv": 1}
ROLES = {"victim": 68, "witness": 27, "intermediary": 10}
ANONYMITY = {"none": 72, "towards_third_parties": 14, "full": 19}
# The municipality that a report belongs to: where the reporter lives, or else where it happened.
HOMES = {
    "0106": 26, "0114": 22, "0118": 12, "0119": 9, "0109": 7, "1731": 6, "1699": 5, "1730": 5, "1680": 4, "1681": 4, "1690": 3, "1701": 2,
}  # fmt: skip
# Where the reporter lives and where it happened, as seen from that municipality.
PLACES = {
    ("home", "home"): 80, ("home", "other"): 8, ("home", "0014"): 3, ("home", "not_applicable"): 4, ("home", "unknown"): 2,
    ("0014", "home"): 2, ("0363", "home"): 2, ("unknown", "home"): 3, ("abroad", "home"): 1,
}  # fmt: skip
# What was done: the ways of handling of each route.
ROUTES = {"registered": 36, "advised": 34, "policy": 2, "referred": 17, "assisted": 6, "mediated": 4, "investigated": 3, "other": 3}

# A mass report: so many of the reports above, all on the same. Its own share of each list.
MASS = 12
MASS_NAME = "Spandoek langs de N33 (verzonnen)"
MASS_FIELDS = {
    "ground": "race", "terrain": "public_space", "nature": "hostile_treatment.insult", "channel": "electronic", "via": "discriminatie_nl",
    "role": "witness", "anonymity": "full", "route": "registered",
}  # fmt: skip


def deck(counts: dict, size: int, rng, without=None) -> list:
    """The keys of `counts`, in the same shares, as a shuffled list of `size`, less `MASS` of the key `without`."""
    total = sum(counts.values())
    exact = {key: count * size / total for key, count in counts.items()}
    dealt = {key: int(share) for key, share in exact.items()}
    short = size - sum(dealt.values())
    for key in sorted(exact, key=lambda key: dealt[key] - exact[key])[:short]:
        dealt[key] += 1
    if without is not None:
        dealt[without] -= MASS
    keys = [key for key, count in dealt.items() for _each in range(count)]
    rng.shuffle(keys)
    return keys
