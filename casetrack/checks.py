"""What must hold before casetrack starts: settings that are unsafe outside a demonstration are refused.

Django runs these with every command; `manage.py serve` and casetrack/wsgi.py do not start
when one of them is an error.
"""

import django
import rest_framework
from django.conf import settings
from django.core import checks
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

SECRET_KEY_LENGTH = 50
MELDPUNT_KEY_LENGTH = 32
LOOPBACK = ("127.0.0.1", "localhost", "::1")

# The first versions without the known leaks: pages kept for the wrong reader (Django).
MINIMUM_VERSIONS = {"Django": (django, (5, 2, 19)), "Django REST framework": (rest_framework, (3, 18, 0))}

# SQLite keeps what it acknowledged at a power cut, keeps references whole, overwrites what was
# deleted, and does not trust functions inside a database file.
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}


@register(Tags.security)
def settings_are_safe(app_configs=None, **kwargs):
    """The settings that matter outside a demonstration; nothing is asked of a demonstration here."""
    if settings.DEMO:
        return []
    faults = []
    if settings.SECRET_KEY == settings.DEMO_SECRET_KEY or len(settings.SECRET_KEY) < SECRET_KEY_LENGTH:
        faults.append(
            Error(
                f"SECRET_KEY must be a random text of your own of at least {SECRET_KEY_LENGTH} characters.",
                hint="Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
                id="casetrack.E001",
            )
        )
    # Without the key there is no public form and no mailbox; that one is there where it is needed is asked in referrals/checks.py.
    own = [settings.MELDPUNT_KEY, *settings.MELDPUNT_KEY_FALLBACKS] if settings.MELDPUNT_KEY else settings.MELDPUNT_KEY_FALLBACKS
    if any(len(key) < MELDPUNT_KEY_LENGTH or key in (settings.DEMO_MELDPUNT_KEY, settings.SECRET_KEY) for key in own):
        faults.append(
            Error(
                f"MELDPUNT_KEY must be a random text of its own of at least {MELDPUNT_KEY_LENGTH} characters, not the SECRET_KEY.",
                hint="Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
                id="casetrack.E007",
            )
        )
    if settings.DEBUG:
        faults.append(Error("DEBUG is on: error pages would show personal data.", hint="Leave DEBUG out.", id="casetrack.E002"))
    if not settings.ALLOWED_HOSTS or any("*" in host for host in settings.ALLOWED_HOSTS):
        faults.append(Error("ALLOWED_HOSTS must name the hosts one by one.", hint="ALLOWED_HOSTS=casetrack.example.org", id="casetrack.E003"))
    if not settings.HTTPS:
        faults.append(Error("HTTPS is off: log-ins and personal data would travel in the open.", hint="Leave HTTPS out.", id="casetrack.E004"))
    if settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend")):
        faults.append(
            checks.Warning(
                "Mail goes to the console: nobody can set a new password.",
                hint="EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
                id="casetrack.W001",
            )
        )
    return faults


@register(Tags.security)
def libraries_are_safe(app_configs=None, **kwargs):
    """The libraries are not older than the first versions without a known leak."""
    return [
        Error(f"{name} {library.__version__} has known leaks; {'.'.join(map(str, first))} is the first without.", id="casetrack.E005")
        for name, (library, first) in MINIMUM_VERSIONS.items()
        if tuple(int(part) for part in library.__version__.split(".")[:3]) < first
    ]


@register(Tags.database)
def sqlite_is_safe(app_configs=None, databases=None, **kwargs):
    """SQLite runs with the pragmas that keep data whole; asked of an open connection."""
    faults = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            for pragma, wanted in PRAGMAS.items():
                found = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
                if found != wanted and not (pragma == "journal_mode" and found == "memory"):
                    faults.append(Error(f"SQLite runs with {pragma} = {found}; {wanted} is needed.", id="casetrack.E006"))
    return faults


def refuse_unsafe_settings() -> None:
    """Raise ImproperlyConfigured, naming every fault, when the settings are unsafe; for the web server's entry point."""
    errors = [fault for check in (settings_are_safe, libraries_are_safe) for fault in check() if fault.is_serious()]
    if errors:
        raise ImproperlyConfigured("casetrack does not start.\n" + "\n".join(f"- {e.msg} {e.hint or ''}".rstrip() for e in errors))
