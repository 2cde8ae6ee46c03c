"""What an import of reports will do, or has done. What is shown of it does not grow with the file."""

import hashlib
from dataclasses import dataclass, field

from casetrack.tabular import Problem, Problems
from referrals.imports.plan import Change, Counts, Listed, as_text
from referrals.models import DiscriminationReport


@dataclass
class Changed:
    """A known report with the values of the file already in it, and the ways of handling that come and go."""

    report: DiscriminationReport
    before: dict = field(default_factory=dict)  # the columns of the file that change, as they were
    bundle: str | None = None  # the name of another bundle; "" for none any more
    handling_added: list[str] = field(default_factory=list)
    steps_gone: list[int] = field(default_factory=list)


@dataclass
class ReportPlan:
    """What the file says against what is known now. `new` are the values of new reports, with `handling` and `bundle` as keys and name."""

    counts: Counts = field(default_factory=Counts)
    errors: Problems = field(default_factory=Problems)
    warnings: Problems = field(default_factory=Problems)
    changes: Listed = field(default_factory=Listed)
    new: list[dict] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    new_bundles: list[str] = field(default_factory=list)
    elsewhere: dict = field(default_factory=dict)  # rows by a CBS code that is not in the list
    ended: dict = field(default_factory=dict)  # rows by the municipality that was none any more on that day
    closed_years: dict = field(default_factory=dict)  # new and changed rows by a year that was closed
    _digest: object = field(default_factory=hashlib.sha256)

    @staticmethod
    def count(rows: dict, what) -> None:
        """One row more for this, in one of the three dicts above."""
        rows[what] = rows.get(what, 0) + 1

    def note(self, *facts) -> None:
        """Add to the fingerprint: two plans with the same fingerprint do the same."""
        self._digest.update(repr(facts).encode("utf-8", "backslashreplace"))

    @property
    def fingerprint(self) -> str:
        """Of everything that the plan will do."""
        return self._digest.hexdigest()

    @property
    def nothing_to_do(self) -> bool:
        """Every row is known already, as it stands in the file."""
        return not self.errors and not self.counts.new and not self.counts.changed

    def change(self, row, external_id, column, before, after) -> None:
        """One column of one report will change."""
        before, after = as_text(before), as_text(after)
        self.note("change", external_id, column, before, after)
        self.changes.add(Change(row, external_id, column, before, after))

    def warn(self, row, column, value, expected) -> None:
        """A doubt that the user must look at before going on."""
        self.note("warning", row, column, value)
        self.warnings.add(Problem(row, column, value, expected))

    def summary(self) -> dict:
        """The counts, to keep with the import: no personal data."""
        return vars(self.counts) | {"bundles": len(self.new_bundles)}
