"""python manage.py wga_return --municipality CODE --year YYYY --format json|csv|pdf: the form of the Wga of one municipality."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from outcomes.meldpunt_figures import years
from outcomes.meldpunt_figures.wga_exports import FORMATS, content
from outcomes.meldpunt_figures.wga_words import filled_in
from referrals.models import Meldpunt


class Command(BaseCommand):
    """Writes the return of one municipality and year: as the year was closed, or provisional while it is open."""

    help = "Writes the form of the Wga of one municipality and year, as JSON, CSV or PDF."

    def add_arguments(self, parser):
        """Whose return, in which format, and where it goes."""
        parser.add_argument("--municipality", required=True, metavar="CODE", help="CBS code of the municipality, such as 0106")
        parser.add_argument("--year", required=True, type=int, metavar="YYYY", help="the year in which the reports were received")
        parser.add_argument("--format", choices=list(FORMATS), default="json")
        parser.add_argument("--meldpunt", metavar="CODE", help="code of the meldpunt, where more than one could be meant")
        parser.add_argument("--output", metavar="FILE", type=Path, help="write to this file instead of printing")

    def handle(self, *, municipality, year, meldpunt, output, **options):
        """Count and write; raises CommandError for an unknown municipality, year or meldpunt, and for a file that cannot be written."""
        place = years.municipality(municipality)
        if place is None:
            raise CommandError(_("--municipality: there is no municipality with the code “%(value)s”.") % {"value": municipality})
        if not years.may_be_asked(year):
            asked = {"value": year, "first": years.FIRST_YEAR, "last": timezone.localdate().year}
            raise CommandError(_("--year: give a year from %(first)s to %(last)s, not %(value)s.") % asked)
        register = years.register(_meldpunt(meldpunt, place, year), year)
        self._write(content(filled_in(register, place), options["format"]), options["format"], output)

    def _write(self, written, ending, output):
        if output is not None:
            try:
                output.write_bytes(written)
            except OSError as problem:
                raise CommandError(_("--output: cannot write %(file)s: %(problem)s.") % {"file": output, "problem": problem.strerror}) from None
            return
        binary = getattr(self.stdout, "buffer", None)
        if binary is not None:
            binary.write(written)
            binary.flush()
        elif ending == "pdf":
            raise CommandError(_("--output: a PDF needs a file to go to."))
        else:
            self.stdout.write(written.decode(), ending="")


def _meldpunt(code, place, year):
    """The meldpunt with this code; without one the only meldpunt, or the only one to whose area the municipality belonged in that year."""
    if code is not None:
        found = Meldpunt.objects.filter(code=code).first()
        if found is None:
            raise CommandError(_("--meldpunt: there is no meldpunt with the code “%(value)s”.") % {"value": code})
        return found
    everybody = list(Meldpunt.objects.order_by("code", "pk"))
    if not everybody:
        raise CommandError(_("There is no meldpunt yet."))
    possible = everybody if len(everybody) == 1 else years.meldpunten_of(place, year)
    if len(possible) != 1:
        codes = ", ".join(row.code for row in possible or everybody)
        asked = {"place": place, "year": year, "codes": codes}
        if possible:
            raise CommandError(_("%(place)s belonged to more than one meldpunt in %(year)s. Choose one with --meldpunt: %(codes)s.") % asked)
        raise CommandError(_("%(place)s belonged to no meldpunt in %(year)s. Choose one with --meldpunt: %(codes)s.") % asked)
    return possible[0]
