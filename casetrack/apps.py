"""The app casetrack."""

from django.apps import AppConfig


class CasetrackConfig(AppConfig):
    """See docs/architecture.md."""

    name = "casetrack"
    verbose_name = "casetrack"
