"""python manage.py open_edition --programme CODE --code CODE --name NAME --start DATE --end DATE [--target N] [--preset CODE] --by USER."""

from argparse import ArgumentTypeError
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from casetrack.models import User
from programmes import presets
from programmes.actions import open_edition
from programmes.models import Programme


def day(text):
    """A date such as 2014-03-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a date written as YYYY-MM-DD, such as 2014-03-31") from None


class Command(BaseCommand):
    """Opens an edition of a programme, as the page does, in the name of a user who may."""

    help = "Opens an edition of a programme."

    def add_arguments(self, parser):
        """What the edition is, and who opens it."""
        parser.add_argument("--programme", required=True, metavar="CODE", help="code of the programme, such as nj")
        parser.add_argument("--code", required=True, help="code of the new edition, such as nj-2014")
        parser.add_argument("--name", required=True, help="name of the new edition")
        parser.add_argument("--start", required=True, type=day, metavar="DATE", help="first day")
        parser.add_argument("--end", required=True, type=day, metavar="DATE", help="last day")
        parser.add_argument("--target", type=int, metavar="N", help="how many people are to be placed")
        parser.add_argument(
            "--preset",
            choices=[preset.code for preset in presets.entries()],
            help="the ready-made setup that the edition begins with, with names in the language of the user",
        )
        parser.add_argument("--by", required=True, metavar="USER", help="e-mail address of the user who opens it")

    def handle(self, *, programme, code, name, start, end, target, preset, by, **options):
        """Open it; raises CommandError with one line for each thing that is wrong."""
        user = User.objects.filter(email=by.strip().lower()).first()
        if user is None:
            raise CommandError(_("--by: there is no user with the e-mail address “%(value)s”.") % {"value": by})
        with translation.override(user.language):
            found = Programme.objects.filter(code=programme).first()
            if found is None:
                raise CommandError(_("--programme: there is no programme with the code “%(value)s”.") % {"value": programme})
            try:
                edition = open_edition(found, by=user, code=code, name=name, starts_on=start, ends_on=end, target=target, preset=preset)
            except PermissionDenied:
                raise CommandError(_("--by: %(user)s may not open an edition of this programme.") % {"user": user}) from None
            except ValidationError as refusal:
                raise CommandError("\n".join(_lines(refusal))) from None
            self.stdout.write(_("Edition %(code)s is open: %(name)s.") % {"code": edition.code, "name": edition.name})


OPTIONS = {"code": "--code", "name": "--name", "starts_on": "--start", "ends_on": "--end", "target": "--target"}


def _lines(refusal):
    if not hasattr(refusal, "error_dict"):
        return refusal.messages
    return [f"{OPTIONS[name]}: {text}" if name in OPTIONS else text for name, texts in refusal.message_dict.items() for text in texts]
