"""What an import will do, or has done: counts, changes, doubts and faults. Its size does not grow with the file."""

import hashlib
from dataclasses import dataclass, field

from casetrack.tabular import Problem, Problems
from participants.models import Trajectory

SHOWN = 500


@dataclass(frozen=True)
class Step:
    """How far a long import is: rows done of about so many, of which file."""

    file: str
    done: int
    about: int


@dataclass(frozen=True)
class Change:
    """One column of one row: how it stands, and how it will stand."""

    row: int
    external_id: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Duplicate:
    """A new row with the same name and date of birth as a person of the programme, or as another row."""

    row: int
    external_id: str
    name: str
    person_id: int | None = None
    edition: str = ""
    other_row: int | None = None


@dataclass
class Listed:
    """Things to show: the first 500, and how many there are."""

    shown: list = field(default_factory=list)
    total: int = 0

    def add(self, thing) -> None:
        """Count it, and keep it while there is room."""
        self.total += 1
        if len(self.shown) < SHOWN:
            self.shown.append(thing)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.shown)


@dataclass
class Counts:
    """Rows of one file by what happens to them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        """Rows without a fault."""
        return self.new + self.changed + self.unchanged


@dataclass
class Plan:
    """What the files say against what is known now."""

    participants: Counts | None = None
    outcomes: Counts | None = None
    errors: Problems = field(default_factory=Problems)
    warnings: Problems = field(default_factory=Problems)
    changes: Listed = field(default_factory=Listed)
    duplicates: Listed = field(default_factory=Listed)
    external_ids: dict[str, int] = field(default_factory=dict)
    trajectories: dict[str, int] | None = None  # of the edition, by external_id
    known: set[int] = field(default_factory=set)  # those that were there before this import
    _digest: object = field(default_factory=hashlib.sha256)

    def know(self, edition) -> None:
        """Read once which trajectories the edition has; the caller holds the edition locked when it writes."""
        if self.trajectories is None:
            rows = Trajectory._base_manager.filter(edition=edition).exclude(external_id="").order_by("pk")
            self.trajectories = dict(rows.values_list("external_id", "pk"))
            self.known = set(self.trajectories.values())

    def note(self, *facts) -> None:
        """Add to the fingerprint: two plans with the same fingerprint do the same."""
        self._digest.update(repr(facts).encode("utf-8", "backslashreplace"))

    @property
    def fingerprint(self) -> str:
        """Of everything that the plan will do."""
        return self._digest.hexdigest()

    @property
    def nothing_to_do(self) -> bool:
        """Every row is known already, as it stands in the files."""
        counts = [counts for counts in (self.participants, self.outcomes) if counts]
        return not self.errors and not any(one.new or one.changed for one in counts)

    def change(self, row, external_id, column, before, after) -> None:
        """One column of one row will change."""
        before, after = as_text(before), as_text(after)
        self.note("change", external_id, column, before, after)
        self.changes.add(Change(row, external_id, column, before, after))

    def duplicate(self, found: Duplicate) -> None:
        """A new row looks like somebody who is already known."""
        self.note("duplicate", found)
        self.duplicates.add(found)

    def warn(self, row, column, value, text, file) -> None:
        """A doubt that the user must look at before going on."""
        self.note("warning", row, column, value, file)
        self.warnings.add(Problem(row, column, value, text, file))

    def summary(self) -> dict:
        """The counts, to keep with the import: no personal data."""
        return {
            "participants": vars(self.participants) if self.participants else None,
            "outcomes": vars(self.outcomes) if self.outcomes else None,
            "duplicates": self.duplicates.total,
        }


def as_text(value) -> str:
    """A value as the file writes it."""
    return "" if value is None else str(value)
