"""Where a page of the meldpunt stands, and the page of one thing to do to a report."""

from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from participants.views.one_form import Way, Words, one_form


def of_meldpunt(meldpunt, *more):
    """The way to the reports of a meldpunt, and on."""
    return [(meldpunt.name, meldpunt.get_absolute_url()), *more]


def of_report(report, *more):
    """The way to a report, and on."""
    return of_meldpunt(report.meldpunt, (report.reference, report.get_absolute_url()), *more)


def of_party(party, *more):
    """The way to another party, and on. Its name stands on the page itself, never in a title or an address."""
    parties = reverse("other_parties", args=[party.meldpunt.code])
    return of_meldpunt(party.meldpunt, (_("Other parties"), parties), (_("Other party"), party.get_absolute_url()), *more)


def done_to_report(request, report, form, action, *, title, done, text="", submit="", warning=False, seen=None, initial=None, row=None, **shown):
    """The page of one thing to do to a report: the form, and back to the report when it was done.

    `seen` is the row whose version the form carries, default the report; `row` what the action runs on, default the report too.
    """
    way = Way(of_report(report), report.get_absolute_url(), report.reference)
    words = Words(title, done, text, submit, warning)
    return one_form(request, words, way, form, action, row or report, seen=seen or report, initial=initial, **shown)


def leads(user, meldpunt) -> bool:
    """Is the user the lead of this meldpunt: assigns, erases, and declares and ends interests of colleagues."""
    return access.can(user, Permission.ASSIGN_DISCRIMINATION_REPORT, meldpunt)
