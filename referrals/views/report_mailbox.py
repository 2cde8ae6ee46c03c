"""The mailbox of a report, for the staff of the meldpunt: they read and answer, and never see the code."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.audit import opened
from casetrack.pages import kept_post, page
from referrals import sealing
from referrals.actions import discrimination as actions
from referrals.models import DiscriminationReport, Mailbox, MailboxFile
from referrals.report_mailbox_forms import AnswerForm, SeenForm
from referrals.views.mailboxes import as_attachment


def _of(report):
    return Mailbox.objects.filter(report=report).select_related("report__meldpunt").first()


@page(Permission.USE_MAILBOX, of=DiscriminationReport, methods=("GET",))
def report_mailbox_part(request, report):
    """For the page of the report: is there a mailbox, and something new in it. Nothing of what was written."""
    mailbox = _of(report)
    new = mailbox.messages.filter(read_by_meldpunt=False).count() if mailbox else 0
    count = mailbox.messages.count() if mailbox else 0
    return render(request, "referrals/report_mailbox_part.html", {"report": report, "mailbox": mailbox, "new": new, "count": count})


@page(Permission.USE_MAILBOX, of=DiscriminationReport)
def report_mailbox(request, report):
    """Read the messages, and answer."""
    form = AnswerForm(request.POST or None, initial=kept_post(request))
    if request.method == "POST" and form.is_valid() and form.run(actions.answer_in_mailbox, report, by=request.user):
        messages.success(request, _("Your answer is in the mailbox."))
        return redirect("report_mailbox", pk=report.pk)
    return _mailbox(request, report, form)


def _mailbox(request, report, form):
    mailbox = _of(report)
    letters = actions.read_as_meldpunt(mailbox) if mailbox else []
    opened(request, report, what="referrals.mailbox")
    last = letters[-1].pk if letters else 0
    form.fields["last"].initial = last
    context = {
        "report": report,
        "mailbox": mailbox,
        "letters": letters,
        "form": form,
        "seen_form": SeenForm(initial={"last": last}) if any(one.unread for one in letters) else None,
    }
    return render(request, "referrals/report_mailbox.html", context, status=422 if form.errors else 200)


@page(Permission.USE_MAILBOX, of=DiscriminationReport, methods=("POST",))
def report_mailbox_read(request, report):
    """The new messages were read."""
    form = SeenForm(request.POST)
    if form.is_valid() and form.run(actions.mark_mailbox_read, report, by=request.user):
        return redirect("report_mailbox", pk=report.pk)
    return _mailbox(request, report, AnswerForm())


@page(Permission.USE_MAILBOX, of=DiscriminationReport, methods=("GET",))
def report_mailbox_file(request, report, file):
    """One of the files, to keep."""
    row = MailboxFile.objects.filter(message__mailbox__report=report, pk=file).first()
    if row is None:
        raise Http404
    opened(request, report, what="referrals.mailbox")
    return as_attachment(row, sealing.open_as_meldpunt(row.for_meldpunt, report.meldpunt.code))
