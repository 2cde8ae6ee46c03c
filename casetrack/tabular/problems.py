"""What is wrong in a file, cell by cell: all of it, not only the first fault."""

from dataclasses import asdict, dataclass, field

SHOWN = 500  # more than this nobody reads; the total is always told


@dataclass(frozen=True)
class Problem:
    """One fault or doubt: where it is, what stands there and what is expected, in the language of the user.

    `row` is the number that a spreadsheet shows (the header is row 1); 0 when it is about the whole file.
    """

    row: int
    column: str
    value: str
    expected: str
    file: str = ""

    def as_dict(self) -> dict:
        """For a template or a test."""
        return asdict(self)


@dataclass
class Problems:
    """Faults in the order in which they were found: the first 500, and how many there are."""

    shown: list[Problem] = field(default_factory=list)
    total: int = 0

    def add(self, problem: Problem) -> None:
        """Count it, and keep it while there is room."""
        self.total += 1
        if len(self.shown) < SHOWN:
            self.shown.append(problem)

    def __bool__(self):
        return self.total > 0

    def __iter__(self):
        return iter(self.shown)

    def __len__(self):
        return self.total

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.shown)


def shorten(value, length=60) -> str:
    """A value as it is repeated in a message: one line, at most `length` characters."""
    line = "".join(sign if sign.isprintable() else "·" for sign in str(value))
    return line if len(line) <= length else f"{line[: length - 1]}…"
