"""A small casetrack of its own for the tests of the public form of a meldpunt: a meldpunt, a consulent, and nothing else.

Run as a program in the environment of the server, it makes the rows.
"""

import os
import sys


def build():
    """The rows."""
    from datetime import date

    from casetrack.access import Role
    from tests import factories as make
    from tests import vault

    home = make.OrganisationFactory(name="Meldpunt Drenthe")
    programme = make.ProgrammeFactory(organisation=home, code="mdd", name="Meldpunt", kind="meldpunt")
    meldpunt = vault.MeldpuntFactory(programme=programme, name="Meldpunt Discriminatie Drenthe", phone="0592 12 34 56", public_form=True)
    for code in ("0106", "0114", "0118"):
        vault.MeldpuntMunicipality.objects.create(meldpunt=meldpunt, municipality=vault.municipality(code), starts_on=date(2020, 1, 1))
    user = make.UserFactory(email="consulent@example.org", first_name="Coby", last_name="Consulent")
    make.ProgrammeMemberFactory(programme=programme, role=Role.CONSULENT, user=user)


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    if "DATABASE_URL" not in os.environ:
        sys.exit("Give a database of its own: DATABASE_URL.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetrack.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    build()
