"""Throws away uploaded files that nobody imported within a day; to be run by the clock, such as every hour."""

from django.core.management.base import BaseCommand

from referrals.actions import discrimination, purge_old_imports


class Command(BaseCommand):
    """Throws the files away."""

    help = "Throw away uploaded files that nobody imported within a day."

    def handle(self, **options):
        """Throw them away and say how many."""
        self.stdout.write(f"Thrown away: {purge_old_imports() + discrimination.purge_old_report_imports()}")
