"""Random reports for tests, as plain dictionaries (see naive_wga), and how they become rows or counted values."""

from datetime import date

from hypothesis import strategies as st

from outcomes.meldpunt_figures.facts import CountedReport
from referrals.models import ListValue
from tests import factories as make
from tests import vault as vault_rows
from tests.outcomes.meldpunt.naive_wga import FORM

HOME, NEIGHBOUR, FAR = "0106", "0114", "0014"  # Assen, Emmen, Groningen
FINER = {"race.skin_colour", "religion.islam", "sex.pregnancy", "sex.transgender", "other.appearance"}
KEYS = {table["key"]: [key for key, _name in table["values"]] for table in FORM["tables"]}

residences = st.sampled_from([HOME, HOME, HOME, NEIGHBOUR, FAR, "unknown", "elsewhere", "abroad"])
incidents = st.sampled_from([HOME, HOME, HOME, NEIGHBOUR, FAR, "unknown", "elsewhere", "abroad", "not_applicable"])

reports = st.fixed_dictionaries(
    {
        "residence": residences,
        "incident": incidents,
        "grounds": st.lists(st.sampled_from([*KEYS["ground"], *sorted(FINER)]), min_size=1, max_size=4, unique=True),
        "terrain": st.sampled_from(KEYS["terrain"]),
        "nature": st.sampled_from([*KEYS["nature"], "hostile_treatment.insult", "violence.damage"]),
        "steps": st.lists(st.sampled_from(KEYS["handling"]), max_size=4),
        "kind": st.sampled_from(["report", "complaint"]),
    }
)


def counted(number, report) -> CountedReport:
    """The values that the application would read of this report."""
    return CountedReport(
        pk=number,
        received_on="2023-05-01",
        kind=report["kind"],
        channel="phone",
        residence=report["residence"],
        incident=report["incident"],
        grounds=tuple(report["grounds"]),
        official_grounds=tuple(dict.fromkeys(key.split(".")[0] for key in report["grounds"])),
        terrain=report["terrain"],
        nature=report["nature"].split(".")[0],
        handling=tuple(sorted(set(report["steps"]))),
        mass=False,
        online=False,
    )


def write(meldpunt, report, *, received_on=date(2023, 5, 1), author=None):
    """The report as rows of the database."""
    places = {}
    for column in ("residence", "incident"):
        known = report[column].isdigit()
        places[column] = vault_rows.municipality(report[column]) if known else None
        places[f"{column}_state"] = "known" if known else report[column]
    row = vault_rows.DiscriminationReportFactory(
        meldpunt=meldpunt,
        kind=report["kind"],
        complaint_since=received_on if report["kind"] == "complaint" else None,
        received_on=received_on,
        grounds=report["grounds"],
        terrain=ListValue.objects.get(list="terrain", key=report["terrain"]),
        nature=ListValue.objects.get(list="nature", key=report["nature"]),
        **places,
    )
    author = author or make.UserFactory()
    for way in report["steps"]:
        vault_rows.HandlingStepFactory(report=row, kind=vault_rows.value("handling", way), author=author)
    return row
