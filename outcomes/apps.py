"""The app outcomes."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """See docs/architecture.md."""

    name = "outcomes"
    verbose_name = "outcomes"

    @staticmethod
    def events():
        """The events that this app writes in the history."""
        from outcomes.choices import Event

        return Event
