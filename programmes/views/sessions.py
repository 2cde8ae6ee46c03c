"""Group days: the list, and planning them."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.pages import page
from casetrack.paging import keyset
from programmes import actions
from programmes.filters import SessionFilter
from programmes.forms import ChangeSessionForm, SeriesForm, SessionForm
from programmes.models import Edition, Session
from programmes.views.asking import ask
from programmes.views.editions import crumbs_of


@page(Permission.VIEW_SESSION, methods=("GET",))
def sessions(request):
    """Sessions to come, or those that were, by week."""
    rows = Session.objects.allowed(request.user, Permission.VIEW_SESSION).select_related("edition")
    narrowed = SessionFilter(request.GET, rows, request=request)
    order = ("-held_on", "-pk") if narrowed.past else ("held_on", "pk")
    shown = keyset(narrowed.qs, order, after=request.GET.get("after"), before=request.GET.get("before"))
    for row in shown:
        row.monday = row.held_on - timedelta(days=row.held_on.weekday())
    plannable = Edition.objects.allowed(request.user, Permission.PLAN_SESSION).order_by("-starts_on", "-pk")
    chosen = narrowed.form.cleaned_data.get("edition") if narrowed.is_valid() else None
    context = {
        "page": shown,
        "form": narrowed.form,
        "past": narrowed.past,
        "today": timezone.localdate(),
        "plannable": chosen if chosen and chosen in plannable else plannable.first(),
    }
    return render(request, "programmes/sessions.html", context)


def _initial(row):
    return {"place": row.places.split(",")[0].strip()}


@page(Permission.PLAN_SESSION, of=Edition)
def plan_session(request, row):
    """One more session of this edition."""
    return ask(
        request,
        SessionForm,
        actions.plan_session,
        row,
        initial=_initial(row),
        heading=_("New session"),
        crumbs=crumbs_of(row),
        back=_list_of(row),
        saved=_("The session has been planned."),
    )


@page(Permission.PLAN_SESSION, of=Edition)
def plan_series(request, row):
    """A series of sessions of this edition."""
    return ask(
        request,
        SeriesForm,
        actions.plan_series,
        row,
        initial={**_initial(row), "title": _("Lesson")},
        heading=_("New series of sessions"),
        crumbs=crumbs_of(row),
        back=_list_of(row),
        saved=_("The sessions have been planned."),
        submit=_("Plan all"),
    )


def _list_of(row):
    return f"{reverse('sessions')}?edition={row.code}"


@page(Permission.PLAN_SESSION, of=Session)
def change_session(request, row):
    """Another time or place, or the cancellation of a session."""
    return ask(
        request,
        ChangeSessionForm,
        actions.change_session,
        row.edition,
        row=row,
        extra={"session": row},
        heading=_("Change the session"),
        crumbs=[(_("Sessions"), reverse("sessions")), (str(row), reverse("session", args=[row.pk]))],
        back=reverse("session", args=[row.pk]),
        saved=_("Your changes have been saved."),
    )
