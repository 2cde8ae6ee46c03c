"""Closes and empties sign-ups that are no longer needed; to be run by the clock, every day."""

from django.core.management.base import BaseCommand

from referrals.actions import expire_sign_ups


class Command(BaseCommand):
    """Closes and empties them."""

    help = "Close sign-ups that nobody acted on for three months, and empty what was closed."

    def handle(self, **options):
        """Do it, and say how many."""
        done = expire_sign_ups()
        self.stdout.write(f"Closed: {done['closed']}; emptied: {done['emptied']}")
