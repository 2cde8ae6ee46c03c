"""The entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetrack.settings")
application = get_wsgi_application()

from casetrack.checks import refuse_unsafe_settings  # noqa: E402  (settings and apps must be there first)

refuse_unsafe_settings()
