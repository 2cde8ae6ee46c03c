"""The app referrals."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """See docs/architecture.md."""

    name = "referrals"
    verbose_name = "referrals"

    @staticmethod
    def events():
        """The events that this app writes in the history."""
        from referrals.choices import Event

        return Event
