"""The start is refused with unsafe settings, and not with safe ones."""

import socket

import pytest
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from casetrack import checks

SAFE = {
    "MELDPUNT_KEY": "m" * 32,
    "DEMO": False,
    "DEBUG": False,
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": ["casetrack.example.org"],
    "HTTPS": True,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}
UNSAFE = [
    ("SECRET_KEY", "k" * 49, "casetrack.E001"),
    ("DEBUG", True, "casetrack.E002"),
    ("ALLOWED_HOSTS", [], "casetrack.E003"),
    ("ALLOWED_HOSTS", ["*"], "casetrack.E003"),
    ("ALLOWED_HOSTS", ["*.example.org"], "casetrack.E003"),
    ("HTTPS", False, "casetrack.E004"),
]


@pytest.fixture
def safe(settings):
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def test_safe_settings_are_accepted(safe):
    assert checks.settings_are_safe() == []
    checks.refuse_unsafe_settings()


@pytest.mark.parametrize(("name", "value", "fault"), UNSAFE)
def test_unsafe_settings_are_refused(safe, name, value, fault):
    setattr(safe, name, value)
    assert [found.id for found in run_checks(tags=[Tags.security]) if found.id.startswith("casetrack.")] == [fault]
    with pytest.raises(ImproperlyConfigured):
        checks.refuse_unsafe_settings()


def test_the_key_of_the_demonstration_is_refused_elsewhere(safe):
    safe.SECRET_KEY = safe.DEMO_SECRET_KEY
    assert [found.id for found in checks.settings_are_safe()] == ["casetrack.E001"]


def test_mail_to_the_console_is_a_warning_only(safe):
    safe.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert [found.id for found in checks.settings_are_safe()] == ["casetrack.W001"]
    checks.refuse_unsafe_settings()


def test_an_old_library_is_refused(monkeypatch):
    monkeypatch.setattr("django.__version__", "5.2.18")
    assert [found.id for found in checks.libraries_are_safe()] == ["casetrack.E005"]


@pytest.mark.django_db
def test_the_database_runs_as_it_should():
    assert checks.sqlite_is_safe(databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")
@pytest.mark.parametrize(("pragma", "unsafe"), [("synchronous", 1), ("foreign_keys", 0), ("secure_delete", 0), ("trusted_schema", 1)])
def test_a_careless_sqlite_is_refused(pragma, unsafe):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}={unsafe}")
        try:
            assert [found.id for found in checks.sqlite_is_safe(databases=["default"])] == ["casetrack.E006"]
        finally:
            cursor.execute(f"PRAGMA {pragma}={checks.PRAGMAS[pragma]}")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_a_demonstration_is_refused_on_other_addresses_than_this_machine(settings, host):
    settings.DEMO = True
    with pytest.raises(CommandError, match="this machine alone"):
        call_command("serve", host=host)


def test_a_port_in_use_is_named():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"port {port}.*choose another port"):
            call_command("serve", port=port)


def test_a_port_that_cannot_be_is_refused():
    with pytest.raises(CommandError, match="not a port"):
        call_command("serve", port=70000)


@pytest.mark.parametrize("key", ["k" * 31, "demo", "secret"])
def test_a_weak_key_of_the_meldpunt_is_refused_and_none_is_no_fault_by_itself(safe, key):
    safe.MELDPUNT_KEY = ""
    assert checks.settings_are_safe() == []
    safe.MELDPUNT_KEY = {"demo": safe.DEMO_MELDPUNT_KEY, "secret": safe.SECRET_KEY}.get(key, key)
    assert [found.id for found in checks.settings_are_safe()] == ["casetrack.E007"]
    safe.MELDPUNT_KEY, safe.MELDPUNT_KEY_FALLBACKS = "m" * 32, [safe.MELDPUNT_KEY]
    assert [found.id for found in checks.settings_are_safe()] == ["casetrack.E007"]


def test_a_meldpunt_that_takes_reports_does_not_start_without_its_key(vault, settings):
    def faults():
        return [found.id for found in run_checks(tags=[Tags.database], databases=["default"]) if found.id == "casetrack.E008"]

    assert faults() == []
    settings.MELDPUNT_KEY = ""
    assert faults() == ["casetrack.E008"]
