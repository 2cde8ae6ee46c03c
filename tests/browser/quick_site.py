"""A small casetrack of its own for the tests of the quick contact: two buddies, a household each, and open tasks.

Run as a program in the environment of the server, it makes the rows and writes their keys as JSON.
"""

import json
import os
import sys
from types import SimpleNamespace

HOUSEHOLDS = [
    ("home", "buddy", ("Hanna", "Huizinga")),
    ("second", "buddy", ("Samira", "Tweemaal")),
    ("stairs", "buddy", ("Truus", "Trappenhuis")),
    ("many", "buddy", ("Manon", "Duizendpoot")),
    ("lost", "buddy", ("Loes", "Verdwijn")),
    ("gone", "buddy", ("Gerda", "Vertrokken")),
    ("other", "buddy2", ("Nadia", "Naastgelegen")),
]
BUDDIES = {"buddy": ("Bea", "Buddy"), "buddy2": ("Bob", "Tweede")}


def build():
    """The rows; gives what a test must know of them."""
    from casetrack.access import Role
    from tests import factories as make

    home = make.OrganisationFactory(name="Wijkhuis")
    programme = make.ProgrammeFactory(organisation=home, code="kansrijk", name="Kansrijk", kind="buddy")
    edition = make.EditionFactory(programme=programme, code="oost", name="Kansrijk Oost", guide_role=Role.BUDDY, modules=["households", "goals"])
    users = {}
    for name, role in (("buddy", Role.BUDDY), ("buddy2", Role.BUDDY), ("coordinator", Role.COORDINATOR)):
        first, last = BUDDIES.get(name, ("Cor", "Coordinator"))
        user = make.UserFactory(email=f"{name}@example.org", first_name=first, last_name=last)
        users[name] = make.ProgrammeMemberFactory(programme=programme, role=role, user=user).user
    told = {}
    for name, guide, person in HOUSEHOLDS:
        case = make.HouseholdTrajectoryFactory(edition=edition, person__first_name=person[0], person__last_name=person[1])
        assignment = make.AssignmentFactory(trajectory=case, user=users[guide], role=Role.BUDDY)
        tasks = [
            make.TaskFactory(goal__theme__trajectory=case, wording=text) for text in ("Samen de post openen", "Bellen met de GKB", "Bibliotheek")
        ]
        told[name] = {"pk": case.pk, "assignment": assignment.pk, "tasks": [task.pk for task in tasks]}
    return told


def rows_of(text):
    """What `build` told, with dots."""
    return SimpleNamespace(**{name: SimpleNamespace(**row) for name, row in json.loads(text).items()})


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    if "DATABASE_URL" not in os.environ:
        sys.exit("Give a database of its own: DATABASE_URL.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetrack.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(build()))
