"""Throws away files that nobody imported within a day, and drafts that nobody went on with; to be run by the clock, such as every hour."""

from django.core.management.base import BaseCommand

from referrals.actions import discrimination, purge_old_imports


class Command(BaseCommand):
    """Throws them away."""

    help = "Throw away uploaded files that nobody imported within a day, and drafts of reports that nobody went on with for two weeks."

    def handle(self, **options):
        """Throw them away and say how many."""
        files = purge_old_imports() + discrimination.purge_old_report_imports()
        self.stdout.write(f"Thrown away: {files}; drafts: {discrimination.purge_old_drafts()}")
