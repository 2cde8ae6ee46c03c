"""`manage.py demo`: made-up people to look around with, or many rows to measure with."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from outcomes.demo import load
from outcomes.demo.meldpunt.mailbox import receipt_code

# Who can sign in, and what they are; all of them with the one password.
ACCOUNTS: list[tuple[str, str]] = [
    ("leader@example.org", "project leader of New Jobportunities"),
    ("coach@example.org", "coach of a third of the current trajectories"),
    ("coach2@example.org", "coach of another third"),
    ("funder@example.org", "contact person of the funder Interreg V A"),
    ("partner@example.org", "contact person of the partner UWV"),
    ("coordinator@example.org", "coordinator of Kansrijk Groningen and of Spil"),
    ("buddy@example.org", "buddy of four households in Kansrijk Oost"),
    ("buddy2@example.org", "buddy of three households in Kansrijk Oost, one of them together with the first"),
    ("spil@example.org", "Spil in Vlagtwedde"),
    ("achterwacht@example.org", "achterwacht of five households; one lets the achterwacht read the dossier"),
    ("consulent@example.org", "consulent of the Meldpunt Discriminatie Drenthe"),
    ("consulent2@example.org", "another consulent, kept from the reports about one other party"),
    ("meldpunt-lead@example.org", "lead of the Meldpunt Discriminatie Drenthe"),
    ("administrator@example.org", "administrator of CMO STAMM"),
]
PASSWORD = "alleen-verzonnen-mensen"


def without_signing_in() -> list[str]:
    """What can be tried without an account: reporting, and the mailbox of a made-up report with the code of its receipt."""
    return ["/report/mdd/: report discrimination", f"/report/mailbox/: the mailbox of a made-up report; its code is {receipt_code()}"]


class Command(BaseCommand):
    """Only in a demonstration (CASETRACK_DEMO=1): the accounts have a password that everybody knows."""

    help = "Load the demonstration: real organisations, made-up people. Safe to run twice."

    def add_arguments(self, parser):
        """--size."""
        parser.add_argument("--size", type=int, metavar="N", help="make N trajectories over many programmes instead, to measure with")

    def handle(self, *, size, **options):
        """Load once; say so when it is there already."""
        if not settings.DEMO:
            raise CommandError("The demonstration has accounts with a known password. Set CASETRACK_DEMO=1 to allow that.")
        if size is not None:
            self._load_many(size)
        elif load.is_loaded():
            self.stdout.write("The demonstration is already there.")
        else:
            counted = load.load(password=PASSWORD, today=timezone.localdate())
            self.stdout.write("Real organisations, made-up people and reports: " + ", ".join(f"{code} {n}" for code, n in counted.items()))

    def _load_many(self, size):
        from outcomes.demo import size as many
        from outcomes.demo.progress import Bar

        if size < 1:
            raise CommandError(f"--size {size}: expected a number of at least 1.")
        made = many.load(size, password=PASSWORD, progress=Bar(self.stderr))
        self.stdout.write(f"{made.trajectories} trajectories in {made.programmes} programmes.")
