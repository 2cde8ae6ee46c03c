"""Compares an outcomes file with what is recorded, and takes it over.

Outcomes have no number of their own. Within a trajectory a row of the file is, in this order:
the same as a recorded outcome (unchanged), another version of one with the same kind, first
day and organisation (a correction, which supersedes it), or new. What is recorded and does
not stand in the file stays as it is.
"""

from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack import bulk
from casetrack.privacy import looks_like_bsn
from casetrack.tabular import Table, shorten
from outcomes.choices import Event
from outcomes.imports import format as columns_of
from outcomes.imports.format import EMPTY, FACTS, FILE
from outcomes.models import Outcome
from referrals.imports.plan import Counts, Plan, Step

BATCH = 2_000


def compare(edition, table: Table, plan: Plan, *, by, write: bool):
    """Go through the file and fill `plan`; with `write`, also save. Yields a Step after each batch.

    The file is read to its end first, because the rows of one trajectory are compared together.
    `recorded_on` never makes a difference by itself: when the programme got to know something
    is not rewritten by a later file.
    """
    plan.outcomes = Counts()
    plan.know(edition)
    known = plan.trajectories
    today, present = timezone.localdate(), [name for name in FACTS if name in table.columns]
    by_trajectory, done = {}, 0
    while batch := list(islice(table.rows, BATCH)):
        _read(batch, plan, by_trajectory)
        done += len(batch)
        yield Step(FILE, done // 2, max(table.about, done))
    groups, done = iter(by_trajectory.items()), done // 2
    while batch := dict(islice(groups, BATCH)):
        recorded = _recorded({known[external_id] for external_id in batch if external_id in known} & plan.known, write=write)
        rows = []
        for external_id, lines in batch.items():
            if external_id not in known and external_id not in plan.external_ids:
                for number, _values in lines:
                    plan.errors.add(columns_of.unknown_trajectory(number, shorten(external_id)))
                continue
            rows += _match(known.get(external_id), external_id, lines, recorded, present, plan, today)
        if write and not plan.errors:
            _save(rows, by)
        done += sum(len(lines) for lines in batch.values()) // 2
        yield Step(FILE, done, max(table.about, done))


def _read(batch, plan, by_trajectory) -> None:
    for number, values, faults in batch:
        faults += columns_of.faults(number, values)
        for fault in faults:
            plan.errors.add(fault)
        for name in ("external_id", "organisation"):
            cell = values.get(name, "")
            if len(cell) > 8 and looks_like_bsn(cell):
                text = _("This seems to hold a BSN (citizen service number). We may not keep it. Take it out, unless it is something else.")
                plan.warn(number, name, shorten(cell), text, FILE)
        # A row with a fault still counts for the check that its trajectory exists.
        if values.get("external_id"):
            by_trajectory.setdefault(values["external_id"], []).append((number, None if faults else values))


def _recorded(trajectories, *, write) -> dict[int, list[Outcome]]:
    """What now holds of these trajectories: neither superseded nor withdrawn."""
    if not trajectories:
        return {}
    rows = Outcome._base_manager.filter(trajectory_id__in=list(trajectories), superseded_by__isnull=True, withdrawn=False).order_by("pk")
    if write:
        rows = rows.select_for_update(of=("self",))
    found: dict[int, list[Outcome]] = {}
    for row in rows:
        found.setdefault(row.trajectory_id, []).append(row)
    return found


def _match(trajectory, external_id, lines, recorded, present, plan, today) -> list[tuple[dict, object]]:
    """The rows to add for one trajectory, each with its event."""
    lines = [(number, values) for number, values in lines if values is not None]
    left, rows, rest = list(recorded.get(trajectory, ())), [], []
    for number, values in lines:
        same = next((old for old in left if all(getattr(old, name) == values[name] for name in present)), None)
        if same is not None:
            left.remove(same)
            plan.outcomes.unchanged += 1
        else:
            rest.append((number, values))
    key = [name for name in ("kind", "start_on", "organisation") if name in present]
    for number, values in rest:
        old = next((old for old in left if all(getattr(old, name) == values[name] for name in key)), None)
        if old is not None:
            left.remove(old)
            rows.append(_correction(number, external_id, old, values, present, plan, today))
        else:
            rows.append(_new(trajectory, external_id, values, plan, today))
    return rows


def _correction(number, external_id, old, values, present, plan, today):
    """A new row that supersedes `old`, known from later on, so that earlier as-of figures stay what they were."""
    plan.outcomes.changed += 1
    for name in present:
        if getattr(old, name) != values[name]:
            plan.change(number, external_id, f"{old.kind} {old.start_on}: {name}", getattr(old, name), values[name])
    row = {name: values[name] if name in present else getattr(old, name) for name in FACTS}
    told = values.get("recorded_on")
    row["recorded_on"] = told if told is not None and told > old.recorded_on else max(today, old.recorded_on)
    return {**row, "trajectory_id": old.trajectory_id, "supersedes_id": old.pk}, Event.OUTCOME_CORRECTED


def _new(trajectory, external_id, values, plan, today):
    plan.outcomes.new += 1
    plan.note("outcome", external_id, sorted(values.items(), key=lambda item: item[0]))
    row = {name: values.get(name, EMPTY.get(name, "")) for name in FACTS}
    return {**row, "recorded_on": values.get("recorded_on") or today, "trajectory_id": trajectory}, Event.OUTCOME_IMPORTED


def _save(rows, by) -> None:
    for event in (Event.OUTCOME_IMPORTED, Event.OUTCOME_CORRECTED):
        bulk.insert(Outcome, [row for row, kind in rows if kind is event], event=event, by=by)
