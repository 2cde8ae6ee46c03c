"""What must hold before casetrack starts, as far as this app knows of it."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections

from referrals.models import Mailbox, Meldpunt


@register(Tags.database)
def meldpunt_key_is_there(app_configs=None, databases=None, **kwargs):
    """A key where it is needed: a meldpunt takes reports from everybody, or somebody has a mailbox."""
    if settings.MELDPUNT_KEY:
        return []
    for alias in databases or []:
        if Mailbox._meta.db_table not in connections[alias].introspection.table_names():
            continue  # before the first migration
        if Meldpunt._base_manager.using(alias).filter(public_form=True).exists() or Mailbox._base_manager.using(alias).exists():
            return [
                Error(
                    "MELDPUNT_KEY is missing: reports cannot be received, and what reporters wrote cannot be opened.",
                    hint="Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
                    id="casetrack.E008",
                )
            ]
    return []
