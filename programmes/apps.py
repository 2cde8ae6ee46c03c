"""The app programmes."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgrammesConfig(AppConfig):
    """See docs/architecture.md."""

    name = "programmes"
    verbose_name = "programmes"

    @staticmethod
    def work_parts():
        """What this app adds to "my work"; see casetrack/work.py."""
        from programmes.work import PARTS

        return PARTS

    @staticmethod
    def events():
        """The events that this app writes in the history."""
        from programmes.choices import Event

        return Event

    @staticmethod
    def idle_menu_items(user, opened):
        """Which of the opened items of the menu stay empty for this user; see programmes/menu.py."""
        from programmes.menu import idle_items

        return idle_items(user, opened)

    def ready(self):
        """Load the reference lists after each migration."""
        from programmes.reference import load_municipalities

        post_migrate.connect(load_municipalities, sender=self)
