"""What is done to a report: taking, assigning, first contact, status, closing, reopening, becoming a complaint; and the reporter."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from casetrack import audit
from casetrack.access import Permission
from casetrack.pages import page
from referrals.actions import discrimination as actions
from referrals.models import DiscriminationReport, Reporter
from referrals.report_forms import (
    REPORTER_FIELDS,
    AssignForm,
    CloseForm,
    ComplaintForm,
    EraseForm,
    MoveForm,
    OnForm,
    ReopenForm,
    ReporterForm,
)
from referrals.views.reports.crumbs import done_to_report


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport, methods=("POST",))
def report_take(request, report):
    """Handle a report oneself that nobody handles yet."""
    try:
        actions.take_report(report, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("You handle this report now."))
    return redirect(report)


@page(Permission.ASSIGN_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_assign(request, report):
    """Give a report to a colleague without a personal interest in it."""
    form = partial(AssignForm, report=report)
    known = {"handler": report.handler_id}
    return done_to_report(
        request, report, form, actions.assign_report, title=_("Assign the report"), done=_("The report has been assigned."), initial=known
    )


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_first_contact(request, report):
    """When there was personal contact with the reporter for the first time."""
    return done_to_report(
        request, report, OnForm, actions.record_first_contact, title=_("Record the first contact"), done=_("The first contact has been saved.")
    )


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_move(request, report):
    """Another status."""
    form = partial(MoveForm, report=report)
    return done_to_report(request, report, form, actions.move_report, title=_("Change the status"), done=_("The status has been changed."))


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_close(request, report):
    """The handling ends, with a result and a text."""
    title = _("Close the report")
    text = _("You can reopen a report later. After an investigation both parties first get a written conclusion (Besluit ADV, art. 10.6).")
    return done_to_report(
        request, report, CloseForm, actions.close_report, title=title, done=_("The report has been closed."), text=text, submit=title
    )


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_reopen(request, report):
    """The handling goes on."""
    title = _("Reopen the report")
    return done_to_report(request, report, ReopenForm, actions.reopen_report, title=title, done=_("The report is open again."), submit=title)


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_complaint(request, report):
    """The report (melding) becomes a complaint (klacht)."""
    text = _("A complaint asks for more than registering. From this day on it counts as one.")
    return done_to_report(
        request, report, ComplaintForm, actions.become_complaint, title=_("Make it a complaint"), done=_("The report is a complaint now."), text=text
    )


@page(Permission.CHANGE_REPORTER, of=DiscriminationReport)
def reporter_change(request, report):
    """What is known of the reporter; the form carries the version of the reporter, not of the report."""
    reporter = Reporter.objects.allowed(request.user, Permission.VIEW_REPORTER).filter(report=report).first()
    if reporter is not None:
        audit.opened(request, reporter)

    def change(report, *, seen_version=None, **said):
        return actions.change_reporter(report, reporter_version=seen_version, **said)

    return done_to_report(
        request,
        report,
        ReporterForm,
        change,
        title=_("Change who reported"),
        done=_("Your changes have been saved."),
        text=_("Everything may be empty. Whoever is anonymous towards the meldpunt too leaves no name and no contact details (Besluit ADV, art. 5)."),
        seen=reporter or Reporter(version=0),  # so that somebody else's first words are not written over either
        initial={name: getattr(reporter, name) for name in REPORTER_FIELDS} if reporter else {},
    )


@page(Permission.ERASE_REPORTER, of=DiscriminationReport)
def reporter_erase(request, report):
    """Erase who reported: the page says what goes and what stays, and asks once more."""
    title = _("Erase who reported")
    return done_to_report(
        request,
        report,
        EraseForm,
        actions.erase_reporter,
        title=title,
        done=_("Who reported has been erased."),
        submit=title,
        template="referrals/reports/erase.html",
    )
