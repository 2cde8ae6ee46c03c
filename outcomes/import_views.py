"""Importing by page: choose the files, look at what will happen, confirm, and see how far it is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.actions import Refusal
from casetrack.audit import opened
from casetrack.pages import page
from outcomes.imports.forms import UploadForm
from outcomes.imports.run import import_files, look
from referrals.actions import drop_import, upload_import
from referrals.models import ImportFile

State = ImportFile.State
SPLIT = "[[steps]]"


@page(Permission.IMPORT_PARTICIPANTS)
def start(request):
    """Choose an edition and one or two files; below, the last imports."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user, code=request.GET.get("edition", ""))
    if request.method == "POST" and form.is_valid() and form.run(upload_import, form.cleaned_data["edition"], by=request.user):
        return redirect("import_preview", pk=form.result.pk)
    earlier = ImportFile.objects.allowed(request.user, Permission.IMPORT_PARTICIPANTS).select_related("edition", "uploaded_by")[:10]
    return render(request, "outcomes/import_start.html", {"form": form, "earlier": earlier})


@page(Permission.IMPORT_PARTICIPANTS, of=ImportFile, methods=("GET",))
def preview(request, upload):
    """What the files would do now: faults, changes, possible duplicates, doubts."""
    if upload.state == State.IMPORTED:
        return redirect("import_done", pk=upload.pk)
    files = {content.kind: bytes(content.content) for content in upload.contents.all()}
    plan = look(upload.edition, files, by=request.user) if files else None
    opened(request, upload)
    return render(request, "outcomes/import_preview.html", {"upload": upload, "plan": plan, "dropped": upload.state == State.DROPPED})


@page(Permission.IMPORT_PARTICIPANTS, of=ImportFile, methods=("POST",))
def run(request, upload):
    """Import, and send how far it is while it goes; who leaves before the end leaves everything as it was."""
    if upload.state == State.IMPORTED:
        return redirect("import_done", pk=upload.pk)
    frame = render_to_string("outcomes/import_run.html", {"upload": upload, "split": SPLIT}, request)
    before, _mark, after = frame.rpartition(SPLIT)
    steps = import_files(
        upload.edition, by=request.user, upload=upload, accept_warnings="accept_warnings" in request.POST, seen=request.POST.get("plan", "")
    )
    return StreamingHttpResponse(_told(steps, upload, before, after, translation.get_language()))


def _told(steps, upload, before, after, language):
    """The page in pieces: its head, a line for each step (the style sheet shows the last), the result, its foot."""
    translation.activate(language)
    yield before
    try:
        for number, step in enumerate(steps):
            yield render_to_string("outcomes/import_step.html", {"step": step, "number": number})
        told = {"done": True}
    except Refusal as refusal:
        # The same form sent twice: the first has done it.
        told = {"done": True} if refusal.code == "finished" and _is_imported(upload) else {"refusal": refusal.messages[0]}
    except PermissionDenied:
        told = {"refusal": _("You may not import into this edition any more. Nothing was imported.")}
    except OperationalError:
        told = {"refusal": _("Another import is still going on. Nothing was imported. Try again in a few minutes.")}
    finally:
        # Closed half-way: the transaction of the action ends here, undone.
        steps.close()
    yield render_to_string("outcomes/import_result.html", {"upload": upload, **told})
    yield after


def _is_imported(upload) -> bool:
    return ImportFile._base_manager.filter(pk=upload.pk, state=State.IMPORTED).exists()


@page(Permission.IMPORT_PARTICIPANTS, of=ImportFile, methods=("POST",))
def drop(request, upload):
    """Throw the files away."""
    try:
        drop_import(upload, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The files were thrown away. Nothing was imported."))
    return redirect(reverse("import_start"))


@page(Permission.IMPORT_PARTICIPANTS, of=ImportFile, methods=("GET",))
def done(request, upload):
    """What was imported."""
    if upload.state != State.IMPORTED:
        return redirect("import_preview", pk=upload.pk)
    return render(request, "outcomes/import_done.html", {"upload": upload, "result": upload.result})
