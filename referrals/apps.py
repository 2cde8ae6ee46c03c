"""The app referrals."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReferralsConfig(AppConfig):
    """See docs/architecture.md."""

    name = "referrals"
    verbose_name = "referrals"

    @staticmethod
    def work_parts():
        """What this app adds to "my work"; see casetrack/work.py."""
        from referrals.work import PARTS

        return PARTS

    @staticmethod
    def events():
        """The events that this app writes in the history."""
        from referrals.choices import Event

        return Event

    def ready(self):
        """Load the value lists of the official form after each migration; register the check of the key."""
        from referrals import checks  # noqa: F401
        from referrals.reference import load_list_values

        post_migrate.connect(load_list_values, sender=self)
