"""Who reported, in the demonstration: names, addresses and numbers that belong to nobody."""

from outcomes.demo import names

FIRST = (*names.WOMEN_NL, *names.MEN_NL, *names.FROM_ELSEWHERE, *names.FROM_ELSEWHERE)
PLACES = {
    "0106": ("9401", "Assen"), "0109": ("7741", "Coevorden"), "0114": ("7811", "Emmen"), "0118": ("7901", "Hoogeveen"), "0119": ("7941", "Meppel"),
    "1680": ("9461", "Gieten"), "1681": ("7876", "Valthermond"), "1690": ("7921", "Zuidwolde"), "1699": ("9301", "Roden"),
    "1701": ("7981", "Diever"), "1730": ("9481", "Vries"), "1731": ("9411", "Beilen"), "0014": ("9711", "Groningen"), "0363": ("1011", "Amsterdam"),
}  # fmt: skip


def reporter(case, number, rng) -> dict:
    """The columns of a reporter: nothing for whoever is fully anonymous, and less for who is anonymous towards others."""
    if case.anonymity == "full":
        return {}
    first, last = rng.choice(FIRST), rng.choice(names.LAST_NL)
    postcode, place = PLACES.get(case.residence, ("", ""))
    told = {"name": f"{first} {last}", "email": f"melder{number}@example.net", "postcode": f"{postcode} XX" if postcode else "", "place": place}
    if case.channel == "phone" or rng.random() < 0.5:
        told["phone"] = f"0600 00 {number // 100:02} {number % 100:02}"
    if case.anonymity == "none" and rng.random() < 0.6:
        told |= {"birth_year": rng.randint(1948, 2005), "sex": rng.choice("ffmmx")}
        told["street"] = f"{rng.choice(names.STREETS_NL)} {rng.randint(1, 99)}"
    return told
