"""Editions, with their phases and partners."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal
from casetrack.audit import entries_of
from casetrack.pages import page
from casetrack.paging import keyset
from programmes import actions
from programmes.filters import EditionFilter
from programmes.forms import EditionForm, NewPhaseForm, PartnerForm, PhaseForm
from programmes.models import Edition, Funding, Partnership, Phase, Programme
from programmes.offered import organisations_for
from programmes.views.asking import ask


def crumbs_of(edition):
    """The way to an edition."""
    return [(_("Editions"), reverse("editions")), (str(edition), edition.get_absolute_url())]


@page(Permission.VIEW_EDITION, methods=("GET",))
def editions(request):
    """The editions that the user works on, takes part in or keeps."""
    rows = Edition.objects.allowed(request.user, Permission.VIEW_EDITION).select_related("programme")
    narrowed = EditionFilter(request.GET, rows, request=request)
    shown = keyset(narrowed.qs, ("-starts_on", "-pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    programmes = Programme.objects.allowed(request.user, Permission.OPEN_EDITION).order_by("name", "pk")
    context = {"page": shown, "form": narrowed.form, "programmes": programmes}
    return render(request, "programmes/editions.html", context)


@page(Permission.VIEW_EDITION, of=Edition, methods=("GET",))
def edition(request, row):
    """One edition: dates, phases, partners, funding, and the way to what happens in it."""
    staff = access.can(request.user, Permission.VIEW_PROGRAMME, row.programme)
    fundings = Funding.objects.allowed(request.user, Permission.VIEW_FUNDING).filter(edition=row)
    partnerships = Partnership.objects.allowed(request.user, Permission.VIEW_PARTNERSHIP).filter(edition=row)
    context = {
        "edition": row,
        "crumbs": [crumbs_of(row)[0], (str(row), "")],
        "staff": staff,
        "may_manage": access.can(request.user, Permission.MANAGE_EDITION, row),
        "may_fund": access.can(request.user, Permission.MANAGE_FUNDING, row.programme),
        "phases": Phase.objects.allowed(request.user, Permission.VIEW_PHASE).filter(edition=row).order_by("order"),
        "partnerships": partnerships.select_related("organisation").order_by("organisation__name", "pk"),
        "fundings": fundings.select_related("funder", "lead_partner").order_by("funder__name", "pk"),
        "entries": entries_of(Edition, Edition.objects.filter(pk=row.pk), 20) if staff else [],
    }
    return render(request, "programmes/edition.html", context)


@page(Permission.MANAGE_EDITION, of=Edition)
def change_edition(request, row):
    """Other dates, places, target or name."""
    return ask(
        request,
        EditionForm,
        actions.change_edition,
        row,
        row=row,
        heading=_("Change the edition"),
        crumbs=crumbs_of(row),
        back=row.get_absolute_url(),
        to=Edition.get_absolute_url,
        saved=_("Your changes have been saved."),
    )


@page(Permission.MANAGE_EDITION, of=Edition)
def add_phase(request, row):
    """Another phase, after the last."""
    last = row.phases.order_by("-order").values_list("order", flat=True).first() or 0
    return ask(
        request,
        NewPhaseForm,
        actions.add_phase,
        row,
        extra={"order": last + 1},
        heading=_("New phase"),
        crumbs=crumbs_of(row),
        back=row.get_absolute_url(),
        saved=_("The phase has been added."),
    )


def _phase(row, key):
    found = row.phases.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@page(Permission.MANAGE_EDITION, of=Edition)
def change_phase(request, row, phase):
    """Another name or description for a phase."""
    phase = _phase(row, phase)
    return ask(
        request,
        PhaseForm,
        actions.change_phase,
        row,
        row=phase,
        extra={"phase": phase},
        heading=_("Change the phase"),
        crumbs=crumbs_of(row),
        back=row.get_absolute_url(),
        saved=_("Your changes have been saved."),
    )


@page(Permission.MANAGE_EDITION, of=Edition, methods=("POST",))
def move_phase(request, row, phase):
    """A phase changes places with the one before it."""
    phase = _phase(row, phase)
    order = list(row.phases.order_by("order"))
    place = order.index(phase)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
        try:
            actions.order_phases(row, by=request.user, phases=order)
        except Refusal as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The phase has been moved up."))
    return redirect(row.get_absolute_url() + "#phases")


@page(Permission.MANAGE_EDITION, of=Edition)
def add_partner(request, row):
    """An organisation takes part in this edition."""
    offered = organisations_for(row)
    return ask(
        request,
        PartnerForm,
        actions.add_partner,
        row,
        offered=offered,
        heading=_("New partner"),
        crumbs=crumbs_of(row),
        back=row.get_absolute_url(),
        saved=_("The partner has been added."),
        remark=_("Contact persons of the partner see the sessions of this edition and the people they signed up themselves.")
        if offered.exists()
        else _("There is no organisation to choose from. An administrator can add organisations and partners."),
    )
