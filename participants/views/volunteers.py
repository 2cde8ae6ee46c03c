"""The volunteers of the own programmes: how many they guide, and where everybody goes when one of them leaves."""

from functools import partial

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack import audit
from casetrack.access import Permission, Role
from casetrack.pages import page
from casetrack.paging import keyset
from participants import actions, guidance_forms, guidance_lists
from participants.views.one_form import Way, Words, one_form
from programmes.models import VolunteerFile

HAND_OVER_ALL = Words(
    gettext_lazy("Hand over everything"),
    gettext_lazy("Everything has been handed over."),
    text=gettext_lazy("The next guide takes over every household and person of this list, on the day that you choose."),
    submit=gettext_lazy("Hand over everything"),
    warning=True,
)


@page(Permission.VIEW_VOLUNTEER, methods=("GET",))
def volunteers(request):
    """The files of volunteers, with how many they guide, their areas and their VOG."""
    files = VolunteerFile.objects.allowed(request.user, Permission.VIEW_VOLUNTEER).select_related("user", "programme")
    keys = {name: request.GET.get(name) or None for name in ("after", "before")}
    shown = keyset(files, ("user__last_name", "user__first_name", "pk"), **keys)
    rows = guidance_lists.volunteers(request.user, shown)
    audit.opened(request, what="list of volunteers", rows=len(rows))
    context = {"page": shown, "rows": rows, "programmes": len({row.file.programme_id for row in rows}) > 1}
    return render(request, "participants/volunteers.html", context)


@page(Permission.ASSIGN, of=VolunteerFile)
def volunteer_hand_over(request, volunteer):
    """Everybody whom a volunteer guides goes to another."""
    audit.opened(request, volunteer)
    running = list(actions.assignments_of(volunteer).select_related("trajectory__person", "trajectory__edition", "trajectory__household"))
    roles = {Role(row.role) for row in running}
    back = reverse("volunteers")
    place = Way([(_("Volunteers"), back)], back, str(volunteer))
    form = partial(guidance_forms.HandOverAllForm, volunteer=volunteer, roles=roles)
    shown = {"running": running, "volunteer": volunteer}
    return one_form(request, HAND_OVER_ALL, place, form, actions.hand_over_all, volunteer, template="participants/volunteer_hand_over.html", **shown)
