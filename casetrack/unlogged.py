"""What is not written in the log: visits to pages of people who want to stay unknown."""

import logging

from django.conf import settings


class Visitors(logging.Filter):
    """Lets no line pass about a visit to one of UNLOGGED_PATHS; faults of casetrack itself are still told."""

    def filter(self, record):
        """Whether this line is written."""
        path = getattr(getattr(record, "request", None), "path", "")
        return record.levelno >= logging.ERROR or not path.startswith(settings.UNLOGGED_PATHS)


class Addresses(logging.Filter):
    """Lets no line pass in which the web server names the address of somebody whose request it could not read."""

    def filter(self, record):
        """Whether this line is written."""
        return "from ip=" not in record.getMessage()
