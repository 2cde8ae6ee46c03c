"""python manage.py import_reports FILE --meldpunt CODE [--dry-run] [--accept-warnings] --by USER."""

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casetrack.access import Permission
from casetrack.actions import Refusal
from casetrack.import_command import content_of, line
from casetrack.models import User
from referrals.imports.reports import HasFaults, MustLook, import_reports
from referrals.models import Meldpunt


class Command(BaseCommand):
    """Imports the same file as the page, by the same rules: everything or nothing."""

    help = "Imports reports of discrimination into a meldpunt: everything or nothing."

    def add_arguments(self, parser):
        """Which file, into what, and in whose name."""
        parser.add_argument("file", metavar="FILE", help="reports, CSV or XLSX")
        parser.add_argument("--meldpunt", required=True, metavar="CODE", help="code of the meldpunt, such as mdd")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--accept-warnings", action="store_true", help="go on although there are warnings")
        parser.add_argument("--by", required=True, metavar="USER", help="e-mail address of the user who imports")

    def handle(self, *, file, meldpunt, dry_run, accept_warnings, by, **options):
        """Import and tell what happened; raises CommandError (exit code 1) when nothing was saved."""
        user = User.objects.filter(email=by.strip().lower()).first()
        if user is None:
            raise CommandError(_("--by: there is no user with the e-mail address “%(value)s”.") % {"value": by})
        with translation.override(user.language):
            # Who sees nothing of a meldpunt does not learn here that it exists.
            found = Meldpunt.objects.allowed(user, Permission.VIEW_MELDPUNT).filter(code=meldpunt).first()
            if found is None:
                raise CommandError(_("--meldpunt: there is no meldpunt with the code “%(value)s”.") % {"value": meldpunt})
            plan = self._run(found, user, content=content_of(file), accept_warnings=accept_warnings, save=not dry_run)
            self._tell(plan)
            self.stdout.write(_how_it_ended(plan, dry_run))

    def _run(self, meldpunt, user, **how):
        try:
            return import_reports(meldpunt, by=user, **how)
        except PermissionDenied:
            raise CommandError(_("--by: %(user)s may not import into this meldpunt.") % {"user": user}) from None
        except HasFaults as refusal:
            self._list(refusal.plan.errors)
            raise CommandError(refusal.messages[0]) from None
        except MustLook as refusal:
            self._list(refusal.plan.warnings)
            raise CommandError(_("There are warnings. Nothing was imported. Look at them, and add --accept-warnings to go on.")) from None
        except Refusal as refusal:
            raise CommandError(refusal.messages[0]) from None

    def _list(self, problems):
        for problem in problems:
            self.stderr.write(line(problem))
        if problems.more:
            self.stderr.write(_more(problems.more))

    def _tell(self, plan):
        self.stdout.write(_("Reports: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % vars(plan.counts))
        for change in plan.changes.shown:
            self.stdout.write(f"  {change.external_id}: {change.column}: {change.before or '–'} → {change.after or '–'}")
        if plan.changes.more:
            self.stdout.write(_more(plan.changes.more))
        for name in plan.new_bundles:
            self.stdout.write(_("New bundle: %(name)s.") % {"name": name})
        for code, rows in plan.elsewhere.items():
            self.stdout.write(_("%(code)s is not in the list of municipalities: saved as “elsewhere” (%(rows)d).") % {"code": code, "rows": rows})
        for name, rows in plan.ended.items():
            self.stdout.write(_("%(name)s did not exist any more on the day of receipt (%(rows)d).") % {"name": name, "rows": rows})
        for year, rows in plan.closed_years.items():
            self.stdout.write(_("%(year)d is closed: what changes is listed as a later correction (%(rows)d).") % {"year": year, "rows": rows})


def _more(count) -> str:
    return ngettext("… and %(count)d more.", "… and %(count)d more.", count) % {"count": count}


def _how_it_ended(plan, dry_run) -> str:
    if plan.nothing_to_do:
        return _("Everything is already there; there is nothing to import.")
    return _("Nothing was saved: this was a dry run.") if dry_run else _("Imported.")
