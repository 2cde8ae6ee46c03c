"""Nobody forgotten: what needs attention of a user today. Computed when asked, never stored.

Each app says in `work_parts()` of its AppConfig which lists it has; the page "my work" shows
them and the Monday mail counts them, so the two cannot disagree.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.utils import timezone

from casetrack.paging import capped_count

SHOWN_AT_ONCE = 10


@dataclass(frozen=True)
class WorkRow:
    """One thing to do: what it is about, where it is done, and why it is here."""

    text: str
    url: str
    detail: str = ""


@dataclass
class WorkPart:
    """One list of my work: the first rows, and how many there are in all."""

    name: str
    title: str
    count: int = 0
    more: bool = False
    rows: list[WorkRow] = field(default_factory=list)
    url: str = ""

    @property
    def hidden(self):
        """Are there rows that are not shown here."""
        return self.more or self.count > len(self.rows)


def part_of(name, title, queryset, row: Callable, *, url="", shown=SHOWN_AT_ONCE) -> WorkPart:
    """The part with the rows of `queryset`, in its order; `row` makes a WorkRow of one. Two queries."""
    count, more = capped_count(queryset)
    return WorkPart(name, title, count, more, [row(one) for one in queryset[:shown]] if count else [], url)


def parts_of(user, today=None) -> Iterable[WorkPart]:
    """The parts of all apps that have something for this user today."""
    today = today or timezone.localdate()
    for app in apps.get_app_configs():
        for find in getattr(app, "work_parts", list)():
            part = find(user, today)
            if part is not None and part.count:
                yield part
