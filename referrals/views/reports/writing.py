"""Writing a report down while somebody is on the telephone, with a draft that is kept on the server; and changing a report."""

import json
import uuid
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casetrack import audit
from casetrack.access import Permission
from casetrack.forms import FreeText
from casetrack.pages import kept_post, page
from casetrack.privacy import looks_like_bsn
from referrals.actions import discrimination as actions
from referrals.models import DiscriminationReport, Meldpunt
from referrals.report_forms import ChangeReportForm, ReportForm
from referrals.report_lists import draft_of
from referrals.report_road import outside_area
from referrals.views.reports.crumbs import of_meldpunt, of_report

MOST_CHARACTERS = 100_000  # of one draft
KEPT_TOO = ("submission", "no_bsn")


@page(Permission.ADD_DISCRIMINATION_REPORT, of=Meldpunt)
def discrimination_report_add(request, meldpunt):
    """The form for a new report, filled with what the user was typing before."""
    draft = draft_of(request.user, meldpunt) if request.method == "GET" else None
    form = _form(request, partial(ReportForm, meldpunt=meldpunt), draft.content if draft else _asked_for(request))
    if form.is_bound and form.is_valid() and form.run(actions.add_report, meldpunt, by=request.user):
        actions.drop_draft(meldpunt, by=request.user)
        _say_saved(request, form.result, _("The report has been saved."))
        return redirect(form.result)
    context = {
        "form": form,
        "meldpunt": meldpunt,
        "draft": draft,
        "saved": _time(draft.saved_at) if draft else "",
        "crumbs": of_meldpunt(meldpunt, (_("New report"), "")),
    }
    return render(request, "referrals/reports/add.html", context, status=422 if form.is_bound else 200)


def _form(request, make, known):
    if request.method == "POST":
        return make(request.POST, user=request.user)
    return make(user=request.user, initial={**known, **(kept_post(request) or {})})


def _asked_for(request):
    """From the page of another party a report about it is written down at once; who may not see it finds it not in the list."""
    party = request.GET.get("party", "")
    return {"other_party": party} if party.isdecimal() and len(party) < 19 else {}


def _say_saved(request, report, words):
    messages.success(request, words)
    if places := outside_area(report):
        names = ", ".join(place.name for place in places)
        messages.warning(
            request,
            _("%(places)s: not in the area of this meldpunt on the day that the report came in. Consider referring it on.") % {"places": names},
        )


@page(Permission.ADD_DISCRIMINATION_REPORT, of=Meldpunt, methods=("POST",))
def report_draft(request, meldpunt):
    """Keep what was typed so far. Answers when it was kept, and what was left out because it looks like a BSN."""
    content, left_out = _typed(request.POST, ReportForm.base_fields)
    if len(json.dumps(content)) > MOST_CHARACTERS:
        return JsonResponse({"refused": _("This is too long to be kept as a draft.")}, status=400)
    try:
        draft = actions.keep_draft(meldpunt, by=request.user, content=content, submission=_key(request.POST))
    except ValidationError as refusal:
        return JsonResponse({"refused": " ".join(refusal.messages)}, status=400)
    left = ", ".join(str(ReportForm.base_fields[name].label) for name in left_out)
    return JsonResponse({"saved": _time(draft.saved_at) if draft else "", "left_out": left})


def _typed(posted, fields):
    """What may be kept: the fields of the form that hold something, and the names of texts that seem to hold a BSN."""
    content, left_out = {}, []
    for name in (*fields, *KEPT_TOO):
        values = [value.replace("\0", "") for value in posted.getlist(name) if value]  # PostgreSQL keeps no zero characters
        if not values or name == "seen_version":
            continue
        if isinstance(fields.get(name), FreeText) and looks_like_bsn(values[0]) and not posted.get("no_bsn"):
            left_out.append(name)
            continue
        content[name] = values if name in ("grounds", "also_reported_to") else values[0]
    return content, left_out


def _key(posted):
    """The random key of the form, when it is one."""
    try:
        return uuid.UUID(posted.get("submission", ""))
    except ValueError:
        return None


def _time(moment):
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


@page(Permission.ADD_DISCRIMINATION_REPORT, of=Meldpunt, methods=("POST",))
def report_draft_drop(request, meldpunt):
    """Throw the draft away, and begin anew."""
    actions.drop_draft(meldpunt, by=request.user)
    messages.success(request, _("The draft has been thrown away."))
    return redirect("discrimination_report_add", code=meldpunt.code)


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_change(request, report):
    """Correct or complete what was reported."""
    audit.opened(request, report)
    form = _form(request, partial(ChangeReportForm, meldpunt=report.meldpunt, report=report, seen=report), {})
    if not form.is_bound:
        form.initial = {**form.initial_of(report), **form.initial}
    if form.is_bound and form.is_valid() and form.run(actions.change_report, report, by=request.user):
        _say_saved(request, form.result, _("Your changes have been saved."))
        return redirect(report)
    context = {"form": form, "report": report, "outside": outside_area(report), "crumbs": of_report(report, (_("Change the report"), ""))}
    return render(request, "referrals/reports/change.html", context, status=422 if form.is_bound else 200)
