"""The app casetrack."""

from django.apps import AppConfig


class CasetrackConfig(AppConfig):
    """See docs/architecture.md."""

    name = "casetrack"
    verbose_name = "casetrack"

    def ready(self):
        """Register the checks that run before anything starts."""
        from casetrack import checks  # noqa: F401
