"""The app participants."""

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    """See docs/architecture.md."""

    name = "participants"
    verbose_name = "participants"

    page_scripts = ("participants/quick/everywhere.js",)  # modules that every page loads

    @staticmethod
    def work_parts():
        """What this app adds to "my work"; see casetrack/work.py."""
        from participants.work import PARTS

        return PARTS

    @staticmethod
    def events():
        """The events that this app writes in the history."""
        from participants.choices import Event

        return Event
