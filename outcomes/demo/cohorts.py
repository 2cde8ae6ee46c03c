"""The cohorts of the demonstration: counts from the public record, persons and days made up.

New Jobportunities 2014: 35 registered, 15 selected and started, 7 placed directly after.
New Jobportunities 2.0: 28 placed of a target of 100 on 31 March 2022. All other counts
(2017–2018, what followed on 2.0, and the current edition) are invented.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Wave:
    """A group that starts together: how many start, and how many are placed, known by which day.

    `later` are placed after `known_by`; `dropped` leave early without result; `excluded` are
    end reasons that take somebody out of the figures; `staying` do not end. Outcomes that turned
    out to be wrong: `withdrawn_before` come on top of those placed and are taken back before
    `known_by`; `withdrawn_after` are among those placed and are taken back after it.
    """

    first_day: date
    last_day: date
    size: int
    placed: int
    known_by: date
    later: int = 0
    later_by: date | None = None
    dropped: int = 0
    excluded: tuple[str, ...] = ()
    staying: int = 0
    withdrawn_before: int = 0
    withdrawn_after: int = 0


@dataclass(frozen=True)
class Cohort:
    """An edition with its groups, and those who signed up and did not start.

    `refused` were not selected, `gave_up` ended before the decision, `selected` wait for the
    start and `waiting` for the decision.
    """

    code: str
    name: str
    starts_on: date
    ends_on: date
    places: str
    target: int | None
    waves: tuple[Wave, ...]
    refused: int
    gave_up: int = 0
    men: float = 0.0
    waiting: int = 0
    selected: int = 0
    fundings: tuple[dict, ...] = field(default=())


INTERREG, REGIO_DEAL, INVENTED_FUND = "Interreg V A", "Regio Deal Zuid- en Oost-Drenthe", "Voorbeeldfonds (verzonnen)"
LEAD_PARTNER = "Eems Dollard Regio"
INTERREG_LINE = "Mogelijk gemaakt door Interreg V A Deutschland-Nederland. Verzonnen voorbeeld."
REGIO_DEAL_LINE = "Mogelijk gemaakt door de Regio Deal Zuid- en Oost-Drenthe. Verzonnen voorbeeld."

NJ_2014 = Cohort(
    code="nj-2014",
    name="New Jobportunities 2014",
    starts_on=date(2014, 2, 1),
    ends_on=date(2014, 12, 31),
    places="Emmen, Meppen",
    target=None,
    waves=(Wave(date(2014, 5, 20), date(2014, 11, 27), size=15, placed=7, known_by=date(2014, 12, 19), dropped=3, withdrawn_before=1),),
    refused=20,
    fundings=(
        {
            "funder": INVENTED_FUND,
            "reference": "DEMO-2014-01 (verzonnen)",
            "logo_line": "Mogelijk gemaakt door het Voorbeeldfonds. Verzonnen voorbeeld.",
        },
    ),
)

NJ_2017 = Cohort(
    code="nj-2017",
    name="New Jobportunities 2017–2018",
    starts_on=date(2017, 10, 1),
    ends_on=date(2018, 12, 31),
    places="Bad Nieuweschans, Leer, Winschoten",
    target=80,
    waves=(
        Wave(date(2018, 1, 9), date(2018, 5, 31), size=20, placed=11, known_by=date(2018, 9, 30), dropped=3, excluded=("moved",)),
        Wave(date(2018, 3, 6), date(2018, 7, 31), size=20, placed=12, known_by=date(2018, 11, 30), dropped=2),
        Wave(date(2018, 5, 15), date(2018, 10, 31), size=20, placed=10, known_by=date(2018, 12, 31), dropped=4, later=1, later_by=date(2019, 4, 30)),
        Wave(
            date(2018, 8, 28),
            date(2018, 12, 20),
            size=20,
            placed=9,
            known_by=date(2018, 12, 31),
            dropped=3,
            excluded=("not_eligible",),
            later=3,
            later_by=date(2019, 4, 30),
        ),
    ),
    refused=12,
    gave_up=2,
    fundings=({"funder": INTERREG, "reference": "DEMO-2017-02 (verzonnen)", "lead_partner": LEAD_PARTNER, "logo_line": INTERREG_LINE},),
)

NJ_2_0 = Cohort(
    code="nj-2.0",
    name="New Jobportunities 2.0",
    starts_on=date(2021, 7, 1),
    ends_on=date(2022, 12, 31),
    places="Emmen, Coevorden, Meppen",
    target=100,
    waves=(
        Wave(
            date(2021, 8, 31),
            date(2021, 12, 17),
            size=20,
            placed=13,
            known_by=date(2022, 3, 31),
            dropped=3,
            later=1,
            later_by=date(2022, 9, 30),
            withdrawn_after=1,
        ),
        Wave(
            date(2021, 10, 26),
            date(2022, 2, 25),
            size=20,
            placed=11,
            known_by=date(2022, 3, 31),
            dropped=2,
            later=3,
            later_by=date(2022, 10, 31),
            excluded=("moved",),
        ),
        Wave(date(2022, 1, 18), date(2022, 5, 31), size=20, placed=4, known_by=date(2022, 3, 31), dropped=3, later=8, later_by=date(2022, 12, 20)),
        Wave(date(2022, 4, 5), date(2022, 8, 31), size=18, placed=10, known_by=date(2022, 12, 31), dropped=3, later=1, later_by=date(2023, 3, 31)),
    ),
    refused=14,
    gave_up=2,
    men=0.3,
    fundings=({"funder": REGIO_DEAL, "reference": "DEMO-2021-03 (verzonnen)", "logo_line": REGIO_DEAL_LINE},),
)


def current(today: date) -> Cohort:
    """An invented edition that runs today, so that there is work to do: groups before, at and after their end."""
    tuesday = today - timedelta(days=today.weekday() - 1)
    first, second = tuesday - timedelta(weeks=19), tuesday - timedelta(weeks=5)
    return Cohort(
        code="nj-demo",
        name="NJ demonstratie (verzonnen)",
        starts_on=first - timedelta(days=60),
        ends_on=today + timedelta(days=150),
        places="Emmen, Meppen",
        target=40,
        waves=(
            Wave(first, today - timedelta(days=12), size=16, placed=6, known_by=today - timedelta(days=2), dropped=1, staying=9),
            Wave(second, today + timedelta(days=75), size=18, placed=0, known_by=today, staying=18),
        ),
        refused=5,
        gave_up=1,
        men=0.3,
        waiting=9,
        selected=5,
        fundings=(
            {"funder": REGIO_DEAL, "reference": "DEMO-NU-04 (verzonnen)", "logo_line": REGIO_DEAL_LINE},
            {
                "funder": INTERREG, "reference": "DEMO-NU-05 (verzonnen)", "lead_partner": LEAD_PARTNER,
                "logo_line": INTERREG_LINE, "counts": "work_only",
            },
        ),
    )  # fmt: skip


def cohorts(today: date) -> list[Cohort]:
    """All editions of the demonstration, oldest first."""
    return [NJ_2014, NJ_2017, NJ_2_0, current(today)]
