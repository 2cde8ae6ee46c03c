"""Columns of the participants file (version 1), and what must hold within one row."""

import re
from itertools import combinations

from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.nl import postcode as dutch_postcode

from casetrack.choices import Country
from casetrack.tabular import Column, Problem, Wrong, choice, day, is_email, shorten, text
from participants.choices import Channel, Education, EndReason, LabourStatus, Sex, YesNo
from participants.models import STEP_ORDER, STEPS, Person, Trajectory

PERSON = ("first_name", "last_name", "birth_date", "sex", "email", "phone", "street", "postcode", "place", "country")
TRAJECTORY = ("registered_on", "channel", "intake_on", "decided_on", "started_on", "ended_on", "selected", "completed", "end_reason")
TEXTS = ("external_id", "first_name", "last_name", "street", "place")  # watched for numbers that look like a BSN
_GERMAN_POSTCODE = re.compile(r"\d{5}", re.ASCII)


def _limit(model, column) -> int:
    return model._meta.get_field(column).max_length


def columns() -> list[Column]:
    """The columns in the order of the format; dates of what has happened may not lie in the future."""
    today = timezone.localdate()
    past, any_day = day(latest=lambda: today), day()
    person = {name: text(_limit(Person, name)) for name in ("first_name", "last_name", "phone", "street", "place")}
    return [
        Column("external_id", text(_limit(Trajectory, "external_id")), required=True),
        Column("first_name", person["first_name"], required=True),
        Column("last_name", person["last_name"], required=True),
        Column("birth_date", past, empty=None),
        Column("sex", choice(Sex)),
        Column("email", is_email(_limit(Person, "email"))),
        Column("phone", person["phone"]),
        Column("street", person["street"]),
        Column("postcode", text(_limit(Person, "postcode"))),
        Column("place", person["place"]),
        Column("country", choice(Country), required=True),
        Column("municipality_code", text(8)),
        Column("labour_status", choice(LabourStatus)),
        Column("registered_with_pes", choice(YesNo)),
        Column("education", choice(Education)),
        Column("registered_on", past, required=True),
        Column("channel", choice(Channel)),
        Column("intake_on", any_day, empty=None),
        Column("decided_on", past, empty=None),
        Column("started_on", any_day, empty=None),
        Column("ended_on", any_day, empty=None),
        Column("selected", choice(YesNo)),
        Column("completed", choice(YesNo)),
        Column("end_reason", choice(EndReason)),
    ]


def message(model, constraint: str) -> str:
    """The words that the database constraint of this name has for people."""
    return str(next(c for c in model._meta.constraints if c.name == constraint).violation_error_message)


def faults(number, state, wrong, file):
    """What does not fit together in one row, given its whole state after the import: a list of Problems.

    `wrong` holds the columns that already have a fault of their own; what leans on them is not said again.
    """
    found = []

    def say(column, expected, *involved):
        if not wrong.intersection((column, *involved)):
            found.append(Problem(number, column, shorten(state[column] or ""), str(expected), file))

    if any(state[step] is not None for step in STEPS[1:]):
        _say_order(state, say)
    if state["end_reason"] and state["ended_on"] is None:
        say("end_reason", message(Trajectory, "trajectory_end_reason"), "ended_on")
    if state["ended_on"] is not None and not state["end_reason"]:
        say("end_reason", message(Trajectory, "trajectory_end_reason"), "ended_on")
    if state["completed"] and state["ended_on"] is None:
        say("completed", message(Trajectory, "trajectory_completed_after_end"), "ended_on")
    if state["birth_date"] is not None and state["registered_on"] is not None and state["birth_date"] >= state["registered_on"]:
        say("birth_date", _("A date before the sign-up."), "registered_on")
    return found


def _say_order(state, say) -> None:
    """The nearest step before decides: each step is said once."""
    told = set()
    for first, last in reversed(list(combinations(STEPS, 2))):
        before, after = state[first], state[last]
        if last not in told and before is not None and after is not None and after < before:
            told.add(last)
            say(last, STEP_ORDER[first, last], first)


def postcode_in(country: str, cell: str) -> str:
    """The postcode as it is written in this country; raises Wrong."""
    if country == Country.NL:
        try:
            return dutch_postcode.validate(cell)
        except WrongNumber:
            raise Wrong(_("A Dutch postcode, such as 1234 AB.")) from None
    if not _GERMAN_POSTCODE.fullmatch(cell):
        raise Wrong(_("A German postcode: five digits."))
    return cell


def municipality_in(known: dict, country: str, code: str):
    """The municipality of this code in this country; raises Wrong with a hint where leading zeros were lost."""
    found = known.get((country, code))
    if found is not None:
        return found
    near = known.get((country, code.zfill(4 if country == Country.NL else 5)))
    if near is not None:
        raise Wrong(_("A code of this country. Is %(code)s (%(name)s) meant?") % {"code": near.code, "name": near.name})
    raise Wrong(_("A code of this country from the list of municipalities and districts."))
