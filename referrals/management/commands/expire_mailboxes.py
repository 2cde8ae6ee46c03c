"""Deletes mailboxes of reporters that are over; to be run by the clock, every day."""

from django.core.management.base import BaseCommand

from referrals.actions.discrimination import erasing, expire_mailboxes


class Command(BaseCommand):
    """Deletes them."""

    help = "Delete the mailboxes of reports that were closed a year ago."

    def handle(self, **options):
        """Do it, and say how many."""
        self.stdout.write(f"Deleted: {expire_mailboxes()}")
        if not erasing.leave_no_bytes():  # of what reporters erased while somebody was reading
            self.stdout.write("The log of the database could not be emptied, because somebody is reading. Run this again.")
