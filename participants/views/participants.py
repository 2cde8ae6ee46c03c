"""The list of participants: filters by address, names by POST, choices that stick, and exports."""

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack import audit
from casetrack.access import Permission
from casetrack.pages import page
from casetrack.tabular import writing
from participants import lists
from participants.filters import TrajectoryFilter, filled_form

# What a filter is may stand in an address and in a cookie: none of it says anything about a participant.
KEPT = tuple(name for name in TrajectoryFilter.base_filters if name != "q")
COOKIE = "casetrack_list"
COOKIE_AGE = 90 * 24 * 3600
EXPORTS = ("csv", "xlsx")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(Permission.VIEW_TRAJECTORY)
def participants(request):
    """The list; a search by name is a POST, so that no name stands in an address."""
    if "clear" in request.GET:
        response = redirect("participants")
        response.delete_cookie(COOKIE, path=reverse("participants"), samesite="Lax")
        return response
    data = _asked(request)
    if request.method == "POST" and not data.get("q") and not request.htmx:
        return _sticking(redirect(f"{reverse('participants')}?{urlencode(_kept(data))}"), data)
    found = lists.list_page(request.user, data)
    narrowed = any(data.get(name) for name in (*KEPT, "q") if name != "sort")
    context = {
        "found": found,
        "asked": [(name, data[name]) for name in (*KEPT, "q") if data.get(name)],
        "kept": urlencode(_kept(data)),
        "narrowed": narrowed,
        "searching": bool(data.get("q")),
    }
    if request.htmx:
        return _sticking(render(request, "participants/list_part.html", context), data)
    context |= {"form": _form(found, request.user), "chosen": bool(_kept(data))}
    return _sticking(render(request, "participants/list.html", context), data)


def _asked(request):
    """What was asked for: the form or address, else what this browser last chose."""
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in (*KEPT, "q", "after", "before")}
    asked = {name: request.GET.get(name, "") for name in (*KEPT, "after", "before")}
    if not any(name in request.GET for name in KEPT):
        chosen = QueryDict(request.COOKIES.get(COOKIE, "")[:1000])
        asked |= {name: chosen.get(name, "") for name in KEPT}
    return asked


def _kept(data):
    return {name: data[name] for name in KEPT if data.get(name)}


def _sticking(response, data):
    """Keep the choice of the form in this browser; a link that only points somewhere leaves it alone."""
    if data.get("sort"):
        response.set_cookie(
            COOKIE, urlencode(_kept(data)), max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=settings.HTTPS,
            path=reverse("participants"),
        )  # fmt: skip
    return response


def _form(found, user):
    form = filled_form(found.filter, user)
    form.fields["q"].widget = forms.TextInput(
        attrs={
            "type": "search",
            "autocomplete": "off",
            "hx-post": reverse("participants"),
            "hx-trigger": "input changed delay:400ms",
            "hx-include": "closest form",
            "hx-target": "#found",
        }
    )
    return form


@page(Permission.EXPORT_TRAJECTORIES, methods=("POST",))
def participants_export(request, format):  # noqa: A002 (the name of that part of the address)
    """Exactly the rows of the list that was on screen, as CSV or XLSX; who took it along is written down first."""
    if format not in EXPORTS:
        raise Http404
    data = _asked(request)
    rows = list(lists.all_rows(request.user, data))
    audit.opened(request, what=f"export {format}", rows=len(rows))
    heads = [
        _("name"),
        _("edition"),
        _("state"),
        _("phase"),
        _("guide"),
        _("signed up on"),
        _("last contact"),
        _("municipality or district"),
        _("household"),
    ]
    columns = ("name", "edition", "state_label", "phase", "guides", "registered_on", "last_contact", "municipality", "household")
    cells = [[row[column] for column in columns] for row in rows]
    if format == "csv":
        response = StreamingHttpResponse(writing.csv_lines(heads, cells), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(writing.xlsx_bytes(heads, cells, sheet=_("Participants")), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="participants-{timezone.localdate():%Y-%m-%d}.{format}"'
    return response
