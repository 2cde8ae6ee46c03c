"""The app referrals."""

from django.apps import AppConfig


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
