"""Compares a participants file with an edition, and takes it over: batch after batch, in one transaction."""

from itertools import islice

from django.db.models import Max
from django.utils.translation import gettext as _

from casetrack import bulk
from casetrack.access import Permission
from casetrack.choices import AnswerState
from casetrack.privacy import looks_like_bsn
from casetrack.tabular import Problem, Table, Wrong, shorten
from participants.choices import Event
from participants.models import Person, Trajectory, name_key
from programmes.models import Municipality
from referrals.imports import format as columns_of
from referrals.imports.plan import Counts, Duplicate, Plan, Step

BATCH = 2_000
FILE = "participants"
ASKED = ("labour_status", "registered_with_pes", "education")
# Values as plain text: an attribute of an enumeration costs more than the cell it is for.
ANSWERED = AnswerState.ANSWERED.value
UNKNOWN, NOT_ASKED = AnswerState.UNKNOWN.value, AnswerState.NOT_ASKED.value
FACTS = (*ASKED, *(f"{name}_state" for name in ASKED), "municipality_id", "municipality_state")
# The columns that a new row has when the file leaves them out.
_EMPTY = {name: None if name == "birth_date" or name.endswith("_on") else "" for name in (*columns_of.PERSON, *columns_of.TRAJECTORY)}
_OF_PERSON, _OF_TRAJECTORY = (*columns_of.PERSON, "name_key"), ("external_id", *columns_of.TRAJECTORY, *FACTS)


def compare(edition, table: Table, plan: Plan, *, by, write: bool):
    """Go through the file and fill `plan`; with `write`, also save, until the first fault is found.

    Yields a Step after each batch. The caller holds the edition locked, rolls back when the
    plan has errors, and makes sure that `by` may import.
    """
    work = _Work(edition, table, plan, by, write)
    done = 0
    while batch := list(islice(table.rows, BATCH)):
        work.take(batch)
        done += len(batch)
        yield Step(FILE, done, max(table.about, done))


class _Work:
    def __init__(self, edition, table, plan, by, write):
        self.edition, self.plan, self.by, self.write = edition, plan, by, write
        self.columns = set(table.columns)
        self.municipalities = {(m.country, m.code): m for m in Municipality.objects.all()}
        self.codes = {m.pk: m.code for m in self.municipalities.values()}
        self.namesakes: dict[tuple, int] = {}
        self.last_person = Person._base_manager.aggregate(last=Max("pk"))["last"] or 0
        plan.participants = Counts()
        plan.know(edition)

    def take(self, batch) -> None:
        """One batch: faults first, then what is new and what changes."""
        known = self._known({values.get("external_id") for _number, values, _faults in batch})
        new, changed = [], []
        for number, values, faults in batch:
            wrong = self.columns - values.keys()
            external_id = values.get("external_id")
            trajectory = known.get(external_id)
            state = self._state(values, trajectory)
            if external_id:
                self._once(number, external_id, faults)
            if "country" not in wrong:
                self._lean_on_country(number, state, values, trajectory, faults)
            faults += columns_of.faults(number, state, wrong, FILE)
            self._doubts(number, values)
            for fault in faults:
                self.plan.errors.add(fault)
            if faults:
                continue
            if trajectory is None:
                new.append((number, state))
            else:
                changed += self._differences(number, trajectory, state)
        self._look_for_duplicates(new)
        self.plan.participants.new += len(new)
        for _number, state in new:
            self.plan.note("new", *state.values())
        if self.write and not self.plan.errors:
            self._insert([state for _number, state in new])
            self._update(changed)

    def _known(self, external_ids) -> dict:
        keys = [self.plan.trajectories[name] for name in external_ids if name in self.plan.trajectories]
        if not keys:
            return {}
        rows = Trajectory._base_manager.filter(pk__in=keys).select_related("person").order_by("pk")
        if self.write:
            rows = rows.select_for_update(of=("self", "person"))
        return {row.external_id: row for row in rows}

    def _once(self, number, external_id, faults) -> None:
        first = self.plan.external_ids.setdefault(external_id, number)
        if first != number:
            expected = _("Each number once. It already stands in row %(row)d.") % {"row": first}
            faults.append(Problem(number, "external_id", shorten(external_id), expected, FILE))

    def _state(self, values, trajectory) -> dict:
        """Every column as it will be after the import; what the file leaves out stays as it is."""
        if trajectory is None:
            state = {name: values.get(name, empty) for name, empty in _EMPTY.items()}
        else:
            state = {name: values.get(name, getattr(trajectory.person, name)) for name in columns_of.PERSON}
            state |= {name: values.get(name, getattr(trajectory, name)) for name in columns_of.TRAJECTORY}
        for name in ASKED:
            state[name], state[f"{name}_state"] = self._answer(name, values, trajectory)
        state["external_id"] = values.get("external_id", "")
        return state

    def _answer(self, name, values, trajectory):
        """An entry fact and the state of its answer; an empty cell is "does not know", unless it is already kept why there is none."""
        if answer := values.get(name):
            return answer, ANSWERED
        state = getattr(trajectory, f"{name}_state") if trajectory else NOT_ASKED
        if name not in values:
            return (getattr(trajectory, name) if trajectory else ""), state
        return "", (state if trajectory and state != ANSWERED else UNKNOWN)

    def _municipality(self, values, trajectory, state):
        """As `_answer`, with the municipality that the code of this country names."""
        kept = trajectory.municipality_id if trajectory else None
        asked = trajectory.municipality_state if trajectory else NOT_ASKED
        if "municipality_code" not in values:
            return kept, asked
        if not values["municipality_code"]:
            return None, (asked if trajectory and asked != ANSWERED else UNKNOWN)
        found = columns_of.municipality_in(self.municipalities, state["country"], values["municipality_code"])
        return found.pk, ANSWERED

    def _lean_on_country(self, number, state, values, trajectory, faults) -> None:
        """Postcode and municipality are read as the country of residence writes them."""

        def reading(column, read):
            try:
                return read()
            except Wrong as fault:
                faults.append(Problem(number, column, shorten(values[column]), str(fault), FILE))
                return None

        answer = reading("municipality_code", lambda: self._municipality(values, trajectory, state))
        state["municipality_id"], state["municipality_state"] = answer or (None, UNKNOWN)
        if values.get("postcode"):
            state["postcode"] = reading("postcode", lambda: columns_of.postcode_in(state["country"], state["postcode"])) or ""

    def _doubts(self, number, values) -> None:
        for name in columns_of.TEXTS:
            cell = values.get(name, "")
            if len(cell) > 8 and looks_like_bsn(cell):
                text = _("This seems to hold a BSN (citizen service number). We may not keep it. Take it out, unless it is something else.")
                self.plan.warn(number, name, shorten(cell), text, FILE)

    def _look_for_duplicates(self, new) -> None:
        """New rows that share name and date of birth with a person whom the user may see, or with another row."""
        keys = {}
        for number, state in new:
            state["name_key"] = name_key(state["first_name"], state["last_name"])
            if state["birth_date"]:
                keys[number] = (state["name_key"], state["birth_date"])
        people = self._people(set(keys.values()))
        for number, state in new:
            key = keys.get(number)
            if key is None:
                continue
            name = f"{state['first_name']} {state['last_name']}"
            first = self.namesakes.setdefault(key, number)
            if first != number:
                self.plan.duplicate(Duplicate(number, state["external_id"], name, other_row=first))
            for person, edition in people.get(key, ()):
                self.plan.duplicate(Duplicate(number, state["external_id"], name, person_id=person, edition=edition))

    def _people(self, keys) -> dict:
        """Persons of the programme whom the user may see, by name and date of birth; first the few that could match."""
        found: dict[tuple, list] = {}
        # Not those whom this import itself has just added. By name alone: with the dates as a
        # second list PostgreSQL would try every name with every date.
        same_name = Person.objects.filter(name_key__in={name for name, _born in keys}, pk__lte=self.last_person, birth_date__isnull=False)
        likely = [pk for pk, name, born in same_name.order_by("pk").values_list("pk", "name_key", "birth_date") if (name, born) in keys]
        if not likely:
            return found
        rows = Person.objects.allowed(self.by, Permission.VIEW_PERSON)
        rows = rows.filter(pk__in=likely, trajectories__programme_id=self.edition.programme_id).order_by("pk", "trajectories__pk")
        for name, born, person, edition in rows.values_list("name_key", "birth_date", "pk", "trajectories__edition__name"):
            found.setdefault((name, born), []).append((person, edition))
        return found

    def _differences(self, number, trajectory, state) -> list:
        """The trajectory with what changes on it and on its person; empty when nothing does."""
        person = [name for name in columns_of.PERSON if getattr(trajectory.person, name) != state[name]]
        own = [name for name in (*columns_of.TRAJECTORY, *FACTS) if getattr(trajectory, name) != state[name]]
        if not person and not own:
            self.plan.participants.unchanged += 1
            return []
        self.plan.participants.changed += 1
        for name in person:
            self.plan.change(number, trajectory.external_id, name, getattr(trajectory.person, name), state[name])
        for name in own:
            before, after = getattr(trajectory, name), state[name]
            if name == "municipality_id":
                name, before, after = "municipality_code", self.codes.get(before), self.codes.get(after)
            self.plan.change(number, trajectory.external_id, name, before, after)
        return [(trajectory, state, bool(person), bool(own))]

    def _insert(self, states) -> None:
        people = bulk.insert(Person, [{name: state[name] for name in _OF_PERSON} for state in states], event=Event.IMPORTED, by=self.by)
        edition = {"edition_id": self.edition.pk, "programme_id": self.edition.programme_id}
        rows = [
            {"person_id": person, **edition, **{name: state[name] for name in _OF_TRAJECTORY}} for person, state in zip(people, states, strict=True)
        ]
        keys = bulk.insert(Trajectory, rows, event=Event.IMPORTED, by=self.by)
        self.plan.trajectories.update(zip((row["external_id"] for row in rows), keys, strict=True))

    def _update(self, changed) -> None:
        columns = (*columns_of.TRAJECTORY, *FACTS)
        people, trajectories = {}, []
        for trajectory, state, person_changes, own_changes in changed:
            if person_changes:
                person = trajectory.person
                for name in columns_of.PERSON:
                    setattr(person, name, state[name])
                person.name_key = name_key(person.first_name, person.last_name)
                people[person.pk] = person
            if own_changes:
                for name in columns:
                    setattr(trajectory, name, state[name])
                trajectories.append(trajectory)
        bulk.update(people.values(), (*columns_of.PERSON, "name_key"), event=Event.IMPORT_CHANGED, by=self.by)
        bulk.update(trajectories, columns, event=Event.IMPORT_CHANGED, by=self.by)
