"""The uitstroom figures counted a second time, the slow and plain way: lists, loops and dates.

Written from the text of the definitions alone; it shares no code with outcomes/figures and knows no
database. A row is a dictionary: trajectories have id, person, registered_on, selected, decided_on,
started_on, ended_on, end_reason and completed; outcomes have id, trajectory, kind, start_on, end_on,
recorded_on, supersedes (an id or None) and withdrawn.
"""

import calendar
from datetime import date, timedelta

EXCLUDED = ["deceased", "not_eligible", "moved"]
WORK = ["paid_work", "self_employment"]
LABOUR = [*WORK, "job_searching", "no_work"]


def add_months(day, months):
    """The same day `months` later, or the last day of that month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def known_outcomes(outcomes, as_of):
    """What was recorded by then, stands for something, and was not replaced by then."""
    replaced = {o["supersedes"] for o in outcomes if o["supersedes"] is not None and o["recorded_on"] <= as_of}
    return [o for o in outcomes if o["recorded_on"] <= as_of and not o["withdrawn"] and o["id"] not in replaced and o["start_on"] <= as_of]


def holds(outcome, day):
    """Had it started and not ended on this day?"""
    return outcome["start_on"] <= day and (outcome["end_on"] is None or outcome["end_on"] > day)


def labour_status(own, day):
    """The kind of the outcome about work that started last, or None."""
    about_work = [o for o in own if o["kind"] in LABOUR and holds(o, day)]
    about_work.sort(key=lambda o: (o["start_on"], o["recorded_on"], o["id"]))
    return about_work[-1]["kind"] if about_work else None


def merge(rows, as_of):
    """The trajectories of one person as one: first sign-up, yes and start, last end. `ids` are its trajectories."""
    merged = {"ids": [row["id"] for row in rows], "registered_on": min(row["registered_on"] for row in rows)}
    yes = [row["decided_on"] for row in rows if row["selected"] == "yes" and row["decided_on"]]
    merged["selected"], merged["decided_on"] = ("yes", min(yes)) if yes else ("", None)
    starts = [row["started_on"] for row in rows if row["started_on"]]
    merged["started_on"] = min(starts) if starts else None
    decisive = [row for row in rows if row["started_on"] and row["started_on"] <= as_of] or rows
    merged |= {"ended_on": None, "end_reason": "", "completed": ""}
    if all(row["ended_on"] and row["ended_on"] <= as_of for row in decisive):
        last = max(decisive, key=lambda row: (row["ended_on"], row["id"]))
        merged |= {field: last[field] for field in ("ended_on", "end_reason", "completed")}
    return merged


def recount(trajectories, outcomes, *, as_of, first=None, last=None, target=0, counts=(*WORK, "training"), per_person=False):
    """Every figure as {(letter, horizon): (n, d, excluded)}, the identities, and the members of N and D as sets of ids."""
    rows = [dict(row, ids=[row["id"]]) for row in trajectories if row["end_reason"] != "duplicate"]
    if per_person:
        persons = {row["person"] for row in rows}
        rows = [merge([row for row in rows if row["person"] == person], as_of) for person in sorted(persons)]
    known = known_outcomes(outcomes, as_of)
    for row in rows:
        row["own"] = [o for o in known if o["trajectory"] in row["ids"]]
        row["placements"] = [o for o in row["own"] if o["kind"] in counts]

    def by_now(day):
        return day is not None and day <= as_of

    def in_period(day):
        return day is not None and (first is None or day >= first) and (last is None or day <= last)

    def left_out(row):
        return row["end_reason"] if row["end_reason"] in EXCLUDED and by_now(row["ended_on"]) else ""

    def placed(row):
        return bool(row["placements"])

    def placed_at_end(row):
        day = row["ended_on"] + timedelta(days=28)
        training = "training" in counts and any(o["kind"] == "training" and holds(o, day) for o in row["own"])
        return labour_status(row["own"], day) in [kind for kind in WORK if kind in counts] or training

    def work_at_end(row):
        return labour_status(row["own"], row["ended_on"] + timedelta(days=28)) in WORK

    found, people = {}, {}

    def figure(letter, horizon, denominator, numerator, less_excluded=False, size=None):
        out = {}
        if less_excluded:
            for row in denominator:
                if left_out(row):
                    out[left_out(row)] = out.get(left_out(row), 0) + 1
            denominator = [row for row in denominator if not left_out(row)]
        counted = [row for row in denominator if numerator(row)]
        found[letter, horizon] = (len(counted), len(denominator) if size is None else size, out)
        people[letter, horizon] = ({min(row["ids"]) for row in counted}, {min(row["ids"]) for row in denominator})

    started = [row for row in rows if by_now(row["started_on"])]
    started_in = [row for row in started if in_period(row["started_on"])]
    ended_in = [row for row in rows if by_now(row["ended_on"]) and in_period(row["ended_on"])]
    leavers = [row for row in ended_in if by_now(row["ended_on"] + timedelta(days=28))]

    figure("R", None, [row for row in rows if by_now(row["registered_on"])], placed)
    figure("S", None, [row for row in rows if row["selected"] == "yes" and by_now(row["decided_on"])], placed)
    figure("A", None, started_in, lambda row: any(o["start_on"] >= row["started_on"] for o in row["placements"]), True)
    for h in (6, 12, 24):
        figure(
            "B",
            h,
            [row for row in started_in if by_now(add_months(row["started_on"], h))],
            lambda row, h=h: any(row["started_on"] <= o["start_on"] <= add_months(row["started_on"], h) for o in row["placements"]),
            True,
        )
    figure("D", None, leavers, placed_at_end, True)
    figure("E", None, [row for row in leavers if row["completed"] == "yes"], placed_at_end, True)
    figure("F", None, started, placed, size=target)
    figure(
        "J6",
        6,
        [row for row in ended_in if by_now(add_months(row["ended_on"], 6)) and work_at_end(row)],
        lambda row: any(o["kind"] in WORK and holds(o, add_months(row["ended_on"], 6)) for o in row["own"]),
    )
    figure("U", None, started_in, lambda row: by_now(row["ended_on"]) and row["completed"] != "yes" and not placed(row))

    return found, sums(rows, started, as_of), people


def sums(rows, started, as_of):
    """The numbers that must add up: of all, of who started, and of who of them ended."""
    ended = [row for row in started if row["ended_on"] is not None and row["ended_on"] <= as_of]
    registered = [row for row in rows if row["registered_on"] <= as_of]
    return {
        "registered": len(registered),
        "not_started": sum(row["started_on"] is None or row["started_on"] > as_of for row in registered),
        "started": len(started),
        "active": len(started) - len(ended),
        "ended": len(ended),
        "placed": sum(bool(row["placements"]) for row in ended),
        "not_placed": sum(not row["placements"] for row in ended),
    }
