"""python manage.py import_participants FILE --edition CODE [--outcomes FILE] [--dry-run] [--accept-warnings] --by USER."""

import sys

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casetrack.actions import Refusal
from casetrack.import_command import content_of, line
from casetrack.models import User
from outcomes.imports.run import HasFaults, MustLook, import_files
from programmes.models import Edition


class Command(BaseCommand):
    """Imports the same files as the page, by the same rules: everything or nothing."""

    help = "Imports participants, and their outcomes, into an edition: everything or nothing."

    def add_arguments(self, parser):
        """Which files, into what, and in whose name."""
        parser.add_argument("file", metavar="FILE", help="participants, CSV or XLSX")
        parser.add_argument("--edition", required=True, metavar="CODE", help="code of the edition, such as nj-2014")
        parser.add_argument("--outcomes", metavar="FILE", help="outcomes, CSV or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--accept-warnings", action="store_true", help="go on although there are warnings")
        parser.add_argument("--by", required=True, metavar="USER", help="e-mail address of the user who imports")

    def handle(self, *, file, edition, outcomes, dry_run, accept_warnings, by, **options):
        """Import and tell what happened; raises CommandError (exit code 1) when nothing was saved."""
        user = User.objects.filter(email=by.strip().lower()).first()
        if user is None:
            raise CommandError(_("--by: there is no user with the e-mail address “%(value)s”.") % {"value": by})
        with translation.override(user.language):
            found = Edition.objects.filter(code=edition).first()
            if found is None:
                raise CommandError(_("--edition: there is no edition with the code “%(value)s”.") % {"value": edition})
            files = {"participants": content_of(file)}
            if outcomes:
                files["outcomes"] = content_of(outcomes)
            plan = self._run(found, user, files, accept_warnings=accept_warnings, save=not dry_run)
            self._tell(plan)
            self.stdout.write(_how_it_ended(plan, dry_run))

    def _run(self, edition, user, files, **how):
        steps = import_files(edition, by=user, files=files, **how)
        try:
            while True:
                self._progress(next(steps))
        except StopIteration as end:
            return end.value
        except PermissionDenied:
            raise CommandError(_("--by: %(user)s may not import into this edition.") % {"user": user}) from None
        except HasFaults as refusal:
            self._list(refusal.plan.errors)
            raise CommandError(refusal.messages[0]) from None
        except MustLook as refusal:
            self._list(refusal.plan.warnings)
            raise CommandError(_("There are warnings. Nothing was imported. Look at them, and add --accept-warnings to go on.")) from None
        except Refusal as refusal:
            raise CommandError(refusal.messages[0]) from None
        finally:
            if sys.stderr.isatty():
                sys.stderr.write("\r\033[K")

    def _progress(self, step):
        if sys.stderr.isatty():
            full = 30 * step.done // max(step.about, 1)
            sys.stderr.write(f"\r{step.file:<12} [{'#' * full}{'.' * (30 - full)}] {step.done}")
            sys.stderr.flush()

    def _list(self, problems):
        for problem in problems:
            self.stderr.write(line(problem))
        if problems.more:
            self.stderr.write(ngettext("… and %(count)d more.", "… and %(count)d more.", problems.more) % {"count": problems.more})

    def _tell(self, plan):
        for name, counts in ((_("Participants"), plan.participants), (_("Outcomes"), plan.outcomes)):
            if counts:
                text = _("%(name)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.")
                self.stdout.write(text % {"name": name, **vars(counts)})
        for change in plan.changes.shown:
            self.stdout.write(f"  {change.external_id}: {change.column}: {change.before or '–'} → {change.after or '–'}")
        self._more(plan.changes)
        if plan.duplicates.total:
            self.stdout.write(_("Possible duplicates, not merged: %(count)d.") % {"count": plan.duplicates.total})
        for twin in plan.duplicates.shown:
            other = twin.edition or _("row %(row)d of this file") % {"row": twin.other_row}
            self.stdout.write(f"  {_('row')} {twin.row}, {twin.external_id}: {twin.name} = {other}")
        self._more(plan.duplicates)

    def _more(self, listed):
        if listed.more:
            self.stdout.write(ngettext("… and %(count)d more.", "… and %(count)d more.", listed.more) % {"count": listed.more})


def _how_it_ended(plan, dry_run) -> str:
    if plan.nothing_to_do:
        return _("Everything is already there; there is nothing to import.")
    return _("Nothing was saved: this was a dry run.") if dry_run else _("Imported.")
