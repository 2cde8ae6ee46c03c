"""The tables of the monitor, counted anew by plain loops over plain reports; shares nothing with outcomes/meldpunt_figures but the facts."""

from hypothesis import strategies as st

from outcomes.meldpunt_figures.facts import CountedReport

AREA = ("0106", "0109", "0114")
PLACES = (*AREA, "0014", "unknown", "abroad")
OFFICIAL = {"race": "race", "race.skin_colour": "race", "sex": "sex", "sex.pregnancy": "sex", "sex.transgender": "sex", "age": "age"}
TERRAINS = ("labour_market", "housing", "sport", "unknown")
NATURES = ("disputed_treatment", "violence", "unknown")
WAYS = ("registration", "advice", "mediation")


@st.composite
def reports(draw, most=25):
    """Reports of one year."""
    made = []
    for pk in range(draw(st.integers(0, most))):
        grounds = draw(st.lists(st.sampled_from(sorted(OFFICIAL)), min_size=1, max_size=3, unique=True))
        made.append(
            CountedReport(
                pk=pk,
                received_on="2023-05-01",
                kind="report",
                channel="phone",
                residence=draw(st.sampled_from(PLACES)),
                incident=draw(st.sampled_from((*PLACES, "not_applicable"))),
                grounds=tuple(grounds),
                official_grounds=tuple(dict.fromkeys(OFFICIAL[ground] for ground in grounds)),
                terrain=draw(st.sampled_from(TERRAINS)),
                nature=draw(st.sampled_from(NATURES)),
                handling=tuple(draw(st.lists(st.sampled_from(WAYS), unique=True))),
                mass=draw(st.booleans()),
                online=False,
            )
        )
    return made


def place(report, basis):
    return report.residence if basis == "residence" else report.incident


def those(reports, basis, with_mass, area=AREA):
    """The reports that count."""
    return [report for report in reports if (with_mass or not report.mass) and place(report, basis) in area]


def left_out(reports, basis, with_mass, area=AREA):
    """{reason: number} of those that do not."""
    found = {"mass": 0, "not_applicable": 0, "unknown": 0, "outside": 0}
    for report in reports:
        where = place(report, basis)
        if not with_mass and report.mass:
            found["mass"] += 1
        elif where not in area:
            found[where if where in ("not_applicable", "unknown") else "outside"] += 1
    return found


def holds(report, basis, name, value):
    """Does the report belong to this value of this dimension."""
    match name:
        case "municipality":
            return place(report, basis) == value
        case "ground":
            return any(OFFICIAL[ground] == value for ground in report.grounds)
        case "finer":
            return value in report.grounds
        case "handling":
            return value in report.handling
    return getattr(report, name) == value


def count(reports, basis, with_mass, **where):
    """How many of the reports that count belong to all of these."""
    return sum(all(holds(report, basis, name, value) for name, value in where.items()) for report in those(reports, basis, with_mass))


def mentions(reports, basis, with_mass, **where):
    """How often they name a ground of the official form together."""
    rows = [r for r in those(reports, basis, with_mass) if all(holds(r, basis, name, value) for name, value in where.items())]
    return sum(len({OFFICIAL[ground] for ground in report.grounds}) for report in rows)
