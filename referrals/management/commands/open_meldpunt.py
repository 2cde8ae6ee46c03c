"""python manage.py open_meldpunt --programme CODE --name NAME [--phone PHONE] [--email ADDRESS] --by USER."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from casetrack.models import User
from programmes.models import Programme
from referrals.actions.discrimination import open_meldpunt


class Command(BaseCommand):
    """Opens a meldpunt for a programme, as the page does, in the name of a user who may."""

    help = "Opens a meldpunt for a programme of the kind of discrimination reports."

    def add_arguments(self, parser):
        """What the meldpunt is, and who opens it."""
        parser.add_argument("--programme", required=True, metavar="CODE", help="code of the programme; the meldpunt gets the same")
        parser.add_argument("--name", required=True, help="official name, as it stands on the form for the municipalities")
        parser.add_argument("--phone", default="")
        parser.add_argument("--email", default="")
        parser.add_argument("--by", required=True, metavar="USER", help="e-mail address of the user who opens it")

    def handle(self, *, programme, name, phone, email, by, **options):
        """Open it; raises CommandError with one line for each thing that is wrong."""
        user = User.objects.filter(email=by.strip().lower()).first()
        if user is None:
            raise CommandError(_("--by: there is no user with the e-mail address “%(value)s”.") % {"value": by})
        with translation.override(user.language):
            found = Programme.objects.filter(code=programme).first()
            if found is None:
                raise CommandError(_("--programme: there is no programme with the code “%(value)s”.") % {"value": programme})
            try:
                meldpunt = open_meldpunt(found, by=user, name=name, phone=phone, email=email)
            except PermissionDenied:
                raise CommandError(_("--by: %(user)s may not open a meldpunt for this programme.") % {"user": user}) from None
            except ValidationError as refusal:
                raise CommandError("\n".join(refusal.messages)) from None
            self.stdout.write(_("The meldpunt %(code)s is open: %(name)s.") % {"code": meldpunt.code, "name": meldpunt.name})
