"""Importing reports of discrimination by page: choose the file, look at what will happen, confirm."""

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.actions import Refusal
from casetrack.audit import opened
from casetrack.pages import page
from casetrack.tabular import writing
from referrals.actions.discrimination import drop_reports, upload_reports
from referrals.imports import report_help
from referrals.imports.reports import import_reports, look_at_reports
from referrals.models import Meldpunt, ReportImport
from referrals.report_import_forms import ReportUploadForm

State = ReportImport.State
IMPORT = Permission.IMPORT_DISCRIMINATION_REPORTS


@page(IMPORT, of=Meldpunt)
def start(request, meldpunt):
    """Choose a file; below, the last imports."""
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReportUploadForm(*typed, user=request.user)
    if typed and form.is_valid() and form.run(upload_reports, meldpunt, by=request.user):
        return redirect("report_import_preview", pk=form.result.pk)
    earlier = ReportImport.objects.allowed(request.user, IMPORT).filter(meldpunt=meldpunt).select_related("uploaded_by")[:10]
    context = {"meldpunt": meldpunt, "form": form, "earlier": earlier, "columns": report_help.column_help()}
    return render(request, "referrals/report_import_start.html", context)


@page(IMPORT, of=Meldpunt, methods=("GET",))
def example(request, meldpunt):
    """A small file that can be imported, with made-up reports."""
    answer = HttpResponse(b"".join(writing.csv_lines(*report_help.example())), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="casetrack-reports-example.csv"'
    return answer


@page(IMPORT, of=ReportImport, methods=("GET",))
def preview(request, upload):
    """What the file would do now: faults, changes, doubts."""
    if upload.state == State.IMPORTED:
        return redirect("report_import_done", pk=upload.pk)
    plan = look_at_reports(upload.meldpunt, bytes(upload.content.content), by=request.user) if hasattr(upload, "content") else None
    opened(request, upload)
    context = {"upload": upload, "meldpunt": upload.meldpunt, "plan": plan, "dropped": upload.state == State.DROPPED}
    return render(request, "referrals/report_import_preview.html", context)


@page(IMPORT, of=ReportImport, methods=("POST",))
def run(request, upload):
    """Import."""
    try:
        import_reports(
            upload.meldpunt, by=request.user, upload=upload, accept_warnings="accept_warnings" in request.POST, seen=request.POST.get("plan", "")
        )
    except Refusal as refusal:
        # The same form sent twice: the first has done it.
        if refusal.code != "finished":
            messages.error(request, refusal.messages[0])
    except OperationalError:
        messages.error(request, _("Another import is still going on. Nothing was imported. Try again in a few minutes."))
    return redirect("report_import_preview", pk=upload.pk)


@page(IMPORT, of=ReportImport, methods=("POST",))
def drop(request, upload):
    """Throw the file away."""
    try:
        drop_reports(upload, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The file was thrown away. Nothing was imported."))
    return redirect("report_import_start", code=upload.meldpunt.code)


@page(IMPORT, of=ReportImport, methods=("GET",))
def done(request, upload):
    """What was imported."""
    if upload.state != State.IMPORTED:
        return redirect("report_import_preview", pk=upload.pk)
    return render(request, "referrals/report_import_done.html", {"upload": upload, "meldpunt": upload.meldpunt, "result": upload.result})
