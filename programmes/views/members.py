"""Everybody who has or had a role in what the user keeps or leads."""

from itertools import chain

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.pages import page
from programmes.filters import of_time
from programmes.models import Organisation, OrganisationMember, Programme, ProgrammeMember

MOST = 500


@page(Permission.VIEW_PROGRAMME_MEMBER, methods=("GET",))
def members(request):
    """Roles in programmes and for organisations, by name; those that ended on their own tab."""
    ended = request.GET.get("show") == "ended"
    today = timezone.localdate()
    in_programmes = ProgrammeMember.objects.allowed(request.user, Permission.VIEW_PROGRAMME_MEMBER).select_related("user", "programme")
    for_organisations = OrganisationMember.objects.allowed(request.user, Permission.VIEW_ORGANISATION_MEMBER).select_related("user", "organisation")
    order = ("user__last_name", "user__first_name", "pk")
    found = [list(rows.filter(of_time(ended, today)).order_by(*order)[: MOST + 1]) for rows in (in_programmes, for_organisations)]
    rows = sorted(chain(*found), key=lambda row: (row.user.last_name, row.user.first_name, row.user_id))
    known = {
        Programme: _keys(Programme, request.user, Permission.MANAGE_PROGRAMME_MEMBER),
        Organisation: _keys(Organisation, request.user, Permission.MANAGE_ORGANISATION_MEMBER),
    }
    for row in rows:
        row.place = row.programme if isinstance(row, ProgrammeMember) else row.organisation
        row.manageable = row.place.pk in known[type(row.place)] and row.user_id != request.user.pk
    tabs = [
        {"label": _("Now"), "url": reverse("members"), "current": not ended, "count": None},
        {"label": _("Ended"), "url": reverse("members") + "?show=ended", "current": ended, "count": None},
    ]
    context = {"rows": rows[:MOST], "more": len(rows) > MOST, "most": MOST, "tabs": tabs, "ended": ended, "today": today}
    return render(request, "programmes/members.html", context)


def _keys(model, user, permission):
    return set(model.objects.allowed(user, permission).values_list("pk", flat=True))
