"""What a file with reports must hold, told to whoever makes one; and a small example of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from referrals.discrimination_choices import Anonymity, IncidentState, ReportChannel, ReporterRole, ReportKind, ResidenceState
from referrals.imports.report_columns import columns, official_keys
from referrals.models import ListValue

LISTS = ("ground", "terrain", "nature", "handling")
# Made-up reports, in the order of the columns.
EXAMPLES = (
    ("2025-001", "2025-01-14", "report", "phone", "victim", "none", "0106", "0106", "race", "housing", "disputed_treatment", "registration|advice", ""),
    ("2025-002", "2025-02-03", "complaint", "electronic", "witness", "full", "unknown", "not_applicable", "religion|sex", "media", "threat", "", ""),
)  # fmt: skip


@dataclass(frozen=True)
class ColumnHelp:
    """One column: its name in the file, whether it must be there, what it holds, and its codes with their meaning."""

    name: str
    required: bool
    holds: str
    codes: list[tuple[str, str]]


def column_help() -> list[ColumnHelp]:
    """Every column in the order of the format. One query."""
    names = {(row.list, row.key): str(row) for row in ListValue.objects.filter(list__in=LISTS, meldpunt=None)}
    several, one = _("One code, or more with | between them:"), _("One of these codes:")
    place = _("The CBS code of a municipality (four digits, such as 0106), or one of these:")

    def listed(name):
        return [(key, names[name, key]) for key in official_keys(name)]

    def chosen(choices, *keys):
        return [(key, str(label)) for key, label in choices.choices if not keys or key in keys]

    told = {
        "external_id": (_("The number of the report in your own administration. Each number once."), []),
        "received_on": (_("The day on which it came in, as year-month-day: 2025-01-31."), []),
        "kind": (one, chosen(ReportKind)),
        "channel": (one, chosen(ReportChannel)),
        "reporter_role": (one, chosen(ReporterRole)),
        "anonymity": (one, chosen(Anonymity)),
        "residence": (place, chosen(ResidenceState, ResidenceState.UNKNOWN, ResidenceState.ABROAD)),
        "incident": (place, chosen(IncidentState, IncidentState.UNKNOWN, IncidentState.NOT_APPLICABLE)),
        "grounds": (several, listed("ground")),
        "terrain": (one, listed("terrain")),
        "nature": (one, listed("nature")),
        "handling": (several, listed("handling")),
        "bundle": (_("The name of the mass report to which it belongs, if any."), []),
    }
    return [ColumnHelp(column.name, column.required, *told[column.name]) for column in columns({})]


def example() -> tuple[list[str], tuple]:
    """The header and the rows of a file that can be imported."""
    return [column.name for column in columns({})], EXAMPLES
