"""The half-year sheet: figures and stories for whoever pays and decides."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Already, Refusal, action, already_made
from outcomes.choices import Event
from outcomes.models import Sheet, Story
from outcomes.programme_figures import Span
from outcomes.sheets import STORIES_AT_MOST, compose_sheet, is_half_year


@action(Permission.MAKE_SHEET)
def make_sheet(edition, *, by, period_from, period_to, stories=(), submission=None):
    """Freeze the figures of a half-year that is over, small numbers hidden, with up to three checked stories.

    Only whole half-years, and of each one sheet: of two that overlap the difference would show what is hidden.
    The figures are as they were known on the last day of the half-year.
    """
    if made := already_made(Sheet, submission, by=by):
        return made
    stories = list(stories)
    check_half_year(edition, period_from, period_to)
    _check(edition, stories)
    return Sheet(
        edition=edition,
        period_from=period_from,
        period_to=period_to,
        as_of=period_to,
        figures=compose_sheet(edition, Span(period_from, period_to, period_to)),
        stories=[story.pk for story in stories],
        made_by=by,
        submission=submission,
    ).record(Event.SHEET_MADE, by=by)


def check_half_year(edition, period_from, period_to):
    """Raise Refusal unless a sheet of this half-year can be made."""
    if not is_half_year(period_from, period_to):
        raise Refusal({"period_from": _("A sheet is about a half-year: January to June, or July to December.")})
    if period_to >= timezone.localdate():
        raise Refusal({"period_from": _("This half-year is not over yet.")})
    # The edition is locked, so two at one moment cannot both be the first.
    if earlier := Sheet._base_manager.filter(edition=edition, period_from=period_from, period_to=period_to).order_by("pk").first():
        said = _("There is already a sheet of this half-year, made by %(who)s: %(sheet)s. The difference of two sheets could tell small numbers.")
        raise Already(said % {"who": earlier.made_by, "sheet": earlier}, earlier)


def _check(edition, stories):
    if len(stories) > STORIES_AT_MOST or len({story.pk for story in stories}) != len(stories):
        raise Refusal({"stories": _("Choose up to three stories.")})
    ready = set(Story.objects.ready().filter(edition=edition, pk__in=[story.pk for story in stories]).values_list("pk", flat=True))
    if any(story.pk not in ready for story in stories):
        raise Refusal({"stories": _("Choose stories of this edition that were checked and not withdrawn.")})
