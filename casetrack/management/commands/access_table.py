"""Writes docs/access.md: who may do what, as the rules in casetrack/access.py say."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from casetrack.access import READING_THE_DOSSIER, RULES, ByArea, ByAssignment, ByConsent, ByOrganisation, ByProgramme, Permission, Role

PAGE = settings.BASE_DIR / "docs" / "access.md"

# What the path of a ByOrganisation grant means, seen from the row.
ORGANISATIONS = {
    "pk": "the organisation itself",
    "organisation": "the organisation that the row names",
    "kept_by": "the organisation that keeps the record",
    "organisation__kept_by": "the organisation that keeps its record",
    "programme__organisation": "the organisation of the programme",
    "edition__programme__organisation": "the organisation of the programme",
    "partnerships__organisation": "an organisation that takes part in the edition",
    "edition__partnerships__organisation": "an organisation that takes part in the edition",
    "funding__funder": "the funder that the report is addressed to",
}

HEAD = """# Who may do what

Made from `RULES` in `casetrack/access.py` by `./ct manage access_table`; do not edit. A test fails when this page lags behind.

Every line holds for active users only, and only while the fact behind it lasts: a membership or an assignment has a first
day and may have a first day without. An assignment to a trajectory holds only for somebody who works in its programme.
Nobody passes the rules: there is no superuser. Who may not see a row gets the same
answer as for a row that does not exist.
"""

EXCEPTIONS = """## Exceptions on one trajectory

With `assign`, a colleague can be given reading access to one dossier, with a reason and an end date. It opens: {opened}.
"""


def sentence(grant) -> str:
    """One grant in words: which role, by which fact."""
    roles = " or ".join(str(role.label) for role in grant.roles)
    match grant:
        case ByProgramme():
            return f"{roles} of the programme"
        case ByAssignment():
            return f"{roles} assigned to the trajectory"
        case ByConsent():
            return f"{roles} assigned to the trajectory, while the participant's consent stands"
        case ByArea():
            return f"{roles} who works in the area"
        case ByOrganisation(path, _):
            return f"{roles} of {ORGANISATIONS[path]}"


def page() -> str:
    """The text of docs/access.md."""
    with translation.override("en"):
        lines = [HEAD, "| permission | to | who, by which fact |", "|---|---|---|"]
        lines += [f"| `{p.value}` | {p.label} | {'; '.join(map(sentence, RULES[p])) or 'nobody'} |" for p in Permission]
        lines += ["", "## Per role", "", "| | " + " | ".join(str(role.label) for role in Role) + " |", "|---|" + ":-:|" * len(Role)]
        lines += [f"| {p.label} | " + " | ".join("●" if _holds(role, p) else "" for role in Role) + " |" for p in Permission]
        opened = ", ".join(f"`{p.value}`" for p in Permission if p in READING_THE_DOSSIER)
        lines += ["", EXCEPTIONS.format(opened=opened)]
        return "\n".join(lines)


def _holds(role, permission) -> bool:
    return any(role in grant.roles for grant in RULES[permission])


class Command(BaseCommand):
    """Writes the page."""

    help = "Write docs/access.md from the access rules."

    def handle(self, **options):
        """Write the page and say where it stands."""
        PAGE.write_text(page(), encoding="utf-8")
        self.stdout.write(f"Written: {PAGE.relative_to(settings.BASE_DIR)}")
