"""A session, with the attendance of the group."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from participants.attendance_forms import Sheet
from programmes.models import Session


@page(Permission.VIEW_SESSION, of=Session)
def session(request, row):
    """When and where a group meets and, for those who guide people in it, who was there."""
    records = access.may_somewhere(request.user, Permission.VIEW_ATTENDANCE)
    leads = access.can(request.user, Permission.SIGN_UP, row.edition)
    if request.method == "POST" and not access.may_somewhere(request.user, Permission.RECORD_ATTENDANCE):
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    sheet = Sheet(row, request.user, posted, kept=kept_post(request)) if records else None
    if request.method == "POST" and sheet.run():
        messages.success(request, _("The attendance has been saved."))
        return redirect("session", pk=row.pk)
    context = {
        "session": row,
        "crumbs": [(_("Sessions"), f"{reverse('sessions')}?edition={row.edition.code}"), (str(row), "")],
        "sheet": sheet,
        "leads": leads,
        "may_plan": access.can(request.user, Permission.PLAN_SESSION, row),
    }
    refused = request.method == "POST"
    return render(request, "participants/attendance.html", context, status=(409 if _stale(sheet) else 422) if refused else 200)


def _stale(sheet) -> bool:
    return any(form.now for form in sheet.rows)
