"""Columns of the outcomes file (version 1), and what must hold within one row."""

from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack.choices import Country
from casetrack.tabular import Column, Problem, choice, day, text, whole_number
from outcomes.choices import Evidence, OutcomeKind
from outcomes.models import Outcome
from participants.models import Trajectory
from referrals.imports.format import message

FILE = "outcomes"
FACTS = ("kind", "start_on", "end_on", "country", "organisation", "hours_per_week", "contract_months", "evidence", "verified_on")
EMPTY = {"end_on": None, "hours_per_week": None, "contract_months": None, "verified_on": None}
MOST_MONTHS = 600  # fifty years; more is a slip


def columns() -> list[Column]:
    """The columns in the order of the format; dates of what has happened may not lie in the future."""
    today = timezone.localdate()
    past, any_day = day(latest=lambda: today), day()
    return [
        Column("external_id", text(Trajectory._meta.get_field("external_id").max_length), required=True),
        Column("kind", choice(OutcomeKind), required=True),
        Column("start_on", any_day, required=True),
        Column("end_on", any_day, empty=None),
        Column("country", choice(Country)),
        Column("organisation", text(Outcome._meta.get_field("organisation").max_length)),
        Column("hours_per_week", whole_number(1, 60), empty=None),
        Column("contract_months", whole_number(0, MOST_MONTHS), empty=None),
        Column("evidence", choice(Evidence)),
        Column("verified_on", past, empty=None),
        Column("recorded_on", past, empty=None),
    ]


def faults(number, values) -> list[Problem]:
    """What does not fit together in one row."""
    start, end = values.get("start_on"), values.get("end_on")
    if start is None or end is None or end >= start:
        return []
    return [Problem(number, "end_on", end.isoformat(), message(Outcome, "outcome_dates"), FILE)]


def unknown_trajectory(number, external_id) -> Problem:
    """The row is about somebody who is neither in the edition nor in the participants file."""
    expected = _("The number of a trajectory of this edition, or of a row of the participants file.")
    return Problem(number, "external_id", external_id, expected, FILE)
