"""python manage.py uitstroom --edition CODE (or --funding REFERENCE) --as-of DATE: every figure, as a table or as JSON."""

import json
from argparse import ArgumentTypeError
from dataclasses import asdict
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from outcomes.choices import OutcomeKind
from outcomes.figures import Period, uitstroom, uitstroom_of_funding
from participants.choices import EndReason
from programmes.choices import PlacementKinds
from programmes.models import Edition, Funding


def day(text):
    """A date such as 2022-03-31."""
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("“%(value)s” is not a date; write it as 2022-03-31.") % {"value": text}) from None


def people(text):
    """A number of people, 0 or more."""
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(_("“%(value)s” is not a number of people; write a whole number such as 100.") % {"value": text})
    return int(text)


class Command(BaseCommand):
    """Prints every uitstroom figure of an edition, or of all editions that one funding pays."""

    help = "Prints every uitstroom figure of an edition or of a funding, from what was known on a day."

    def add_arguments(self, parser):
        """Which edition or funding, as of when, and what counts."""
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--edition", metavar="CODE", help="code of the edition, such as nj-2014")
        whose.add_argument("--funding", metavar="REFERENCE", help="reference of the funder: all its editions, each person once")
        parser.add_argument("--as-of", required=True, type=day, metavar="DATE", help="count what was known on this day")
        parser.add_argument("--from", dest="first", type=day, metavar="DATE", help="first day of the period of A, B, D, E, J6 and U")
        parser.add_argument("--to", dest="last", type=day, metavar="DATE", help="last day of that period")
        parser.add_argument("--target", type=people, metavar="N", help="target of F, instead of the target of the edition")
        parser.add_argument("--counts", choices=PlacementKinds.values, help="what counts as placed, instead of what the funder counts")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, edition, funding, as_of, first, last, target, counts, **options):
        """Count and print; raises CommandError when nothing has that name or the period ends before it starts."""
        if first and last and last < first:
            message = _("--to: %(last)s is before --from %(first)s; the period must not end before it starts.")
            raise CommandError(message % {"first": first, "last": last})
        asked = {"as_of": as_of, "period": Period(first, last), "target": target}
        if edition:
            found = Edition.objects.filter(code=edition).first()
            if found is None:
                raise CommandError(_("--edition: there is no edition with the code “%(value)s”.") % {"value": edition})
            result = uitstroom(found, counts=counts or PlacementKinds.WORK_AND_TRAINING, **asked)
            name, key = f"{found.name} ({found.code})", {"edition": found.code}
        else:
            found = _funding(funding)
            result = uitstroom_of_funding(found, counts=counts, **asked)
            name, key = str(found), {"funding": found.reference, "funder": found.funder.name}
        self.stdout.write(_as_json(key, result) if options["format"] == "json" else "\n".join(_as_text(name, result)))


def _funding(reference):
    found = list(Funding.objects.filter(reference=reference).select_related("funder").order_by("pk"))
    if not found:
        raise CommandError(_("--funding: there is no funding with the reference “%(value)s”.") % {"value": reference})
    if len({row.funder_id for row in found}) > 1:
        raise CommandError(_("--funding: more than one funder uses the reference “%(value)s”.") % {"value": reference})
    return found[0]


def _as_json(key, result):
    content = {
        **key,
        "as_of": result.as_of.isoformat(),
        "figures": [figure.as_dict() for figure in result.figures],
        "identities": asdict(result.identities),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _as_text(name, result):
    """The lines of the table."""
    yield name
    yield _("as of %(day)s, definition version %(version)s") % {"day": date_format(result.as_of), "version": result.version}
    if result.period.first or result.period.last:
        first, last = (date_format(day) if day else "…" for day in (result.period.first, result.period.last))
        yield _("period: %(first)s until and including %(last)s") % {"first": first, "last": last}
    yield _("counts as placed: %(kinds)s") % {"kinds": ", ".join(str(OutcomeKind(kind).label) for kind in result.counts)}
    yield ""
    for figure in result.figures:
        letter = f"B{figure.horizon_months}" if figure.letter == "B" else figure.letter
        numbers = figure.text() if figure.d else f"{figure.n}/0 = {figure.text()}"
        yield f"{letter:<4}{numbers:<22}{figure.name}".rstrip()
        for reason, number in figure.excluded.items():
            yield f"{'':26}" + _("not counted: %(count)s, %(reason)s") % {"count": number, "reason": EndReason(reason).label}
        if figure.waiting:
            yield f"{'':26}{figure.maturity}"
    yield ""
    sums = asdict(result.identities)
    yield _("signed up %(registered)s = not started %(not_started)s + started %(started)s") % sums
    yield _("started %(started)s = under way %(active)s (of which paused %(paused)s) + ended %(ended)s") % sums
    yield _("ended %(ended)s = placed %(placed)s + not placed %(not_placed)s") % sums
