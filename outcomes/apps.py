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

    @staticmethod
    def work_parts():
        """What this app adds to "my work"; see casetrack/work.py."""
        from outcomes.work import PARTS

        return PARTS
