"""Programmes, who works in them, and who pays for their editions."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.audit import entries_of
from casetrack.pages import find, page
from casetrack.paging import keyset
from programmes import actions, presets
from programmes.forms import (
    BEFORE,
    ChangeProgrammeForm,
    EndMemberForm,
    FundingForm,
    NewEditionForm,
    NewFundingForm,
    ProgrammeMemberForm,
)
from programmes.models import Edition, Funding, Organisation, Programme, ProgrammeMember
from programmes.views.asking import ask
from programmes.views.organisations import account_page


def _crumbs(programme):
    return [(_("Programmes"), reverse("programmes")), (str(programme), programme.get_absolute_url())]


@page(Permission.VIEW_PROGRAMME, methods=("GET",))
def programmes(request):
    """The programmes in which the user works, or that their organisation runs."""
    rows = Programme.objects.allowed(request.user, Permission.VIEW_PROGRAMME).select_related("organisation")
    shown = keyset(rows, ("name", "pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    homes = Organisation.objects.allowed(request.user, Permission.ADD_PROGRAMME).order_by("name", "pk")
    return render(request, "programmes/programmes.html", {"page": shown, "homes": homes})


@page(Permission.VIEW_PROGRAMME, of=Programme, methods=("GET",))
def programme(request, row):
    """One programme: what it is, its editions and who works in it."""
    members = ProgrammeMember.objects.allowed(request.user, Permission.VIEW_PROGRAMME_MEMBER)
    members = members.filter(programme=row).select_related("user").order_by("user__last_name", "user__first_name", "pk")
    context = {
        "programme": row,
        "crumbs": [_crumbs(row)[0], (str(row), "")],
        "editions": Edition.objects.allowed(request.user, Permission.VIEW_EDITION).filter(programme=row).order_by("-starts_on", "-pk"),
        "members": members,
        "today": timezone.localdate(),
        "entries": entries_of(Programme, Programme.objects.filter(pk=row.pk), 20),
    }
    return render(request, "programmes/programme.html", context)


@page(Permission.MANAGE_PROGRAMME, of=Programme)
def change_programme(request, row):
    """Another name, code, kind or description."""
    return ask(
        request,
        ChangeProgrammeForm,
        actions.change_programme,
        row,
        row=row,
        heading=_("Change the programme"),
        crumbs=_crumbs(row),
        back=row.get_absolute_url(),
        to=Programme.get_absolute_url,
        saved=_("Your changes have been saved."),
    )


def proposed(programme, newest) -> dict:
    """What the form of a new edition begins with: all of the newest edition; without one, the preset for this kind of programme."""
    if newest is not None:
        return {"phases": "\n".join(phase.name for phase in newest.phases.all()), "preset": BEFORE}
    preset = presets.suggested(programme)
    return {"phases": "\n".join(preset.phase_names()), "preset": preset.code} if preset else {"preset": ""}


@page(Permission.OPEN_EDITION, of=Programme)
def open_edition(request, row):
    """Another edition of this programme."""
    newest = row.editions.order_by("-starts_on", "-pk").first()
    return ask(
        request,
        NewEditionForm,
        actions.open_edition,
        row,
        initial=proposed(row, newest),
        newest=newest,
        heading=_("New edition"),
        crumbs=_crumbs(row),
        back=row.get_absolute_url(),
        to=Edition.get_absolute_url,
        saved=_("The edition has been opened."),
    )


@page(Permission.MANAGE_FUNDING, of=Programme)
def record_funding(request, row):
    """Who pays for an edition of this programme."""
    chosen = Edition.objects.allowed(request.user, Permission.VIEW_EDITION)
    chosen = chosen.filter(programme=row, code=request.GET.get("edition", "")).first()
    initial = {"edition": chosen.pk, "starts_on": chosen.starts_on, "ends_on": chosen.ends_on} if chosen else {}
    return ask(
        request,
        NewFundingForm,
        actions.record_funding,
        row,
        programme=row,
        initial=initial,
        heading=_("New funding"),
        crumbs=_crumbs(row),
        back=chosen.get_absolute_url() if chosen else row.get_absolute_url(),
        to=lambda funding: funding.edition.get_absolute_url(),
        saved=_("The funding has been recorded."),
        remark=_("The funder and the lead partner must be in the list of organisations. Add them there first."),
    )


@page(Permission.MANAGE_FUNDING, of=Programme)
def change_funding(request, row, funding):
    """Other terms of a funding."""
    funding = find(Funding, request.user, pk=funding, edition__programme=row)
    return ask(
        request,
        FundingForm,
        actions.change_funding,
        row,
        row=funding,
        extra={"funding": funding},
        heading=_("Change the funding"),
        crumbs=_crumbs(row),
        back=funding.edition.get_absolute_url(),
        saved=_("Your changes have been saved."),
    )


@page(Permission.MANAGE_PROGRAMME_MEMBER, of=Programme)
def add_programme_member(request, row):
    """Somebody gets a role in this programme."""
    return ask(
        request,
        ProgrammeMemberForm,
        actions.add_programme_member,
        row,
        programme=row,
        heading=_("New member"),
        crumbs=_crumbs(row),
        back=row.get_absolute_url(),
        saved=_("The member has been added."),
    )


def _member(request, row, key):
    return find(ProgrammeMember, request.user, pk=key, programme=row)


@page(Permission.MANAGE_PROGRAMME_MEMBER, of=Programme)
def end_programme_member(request, row, member):
    """A role in this programme ends."""
    member = _member(request, row, member)
    return ask(
        request,
        EndMemberForm,
        actions.end_programme_member,
        row,
        seen=member,
        initial={"ends_on": timezone.localdate()},
        extra={"member": member},
        heading=_("End the role of %(name)s") % {"name": member.user},
        crumbs=_crumbs(row),
        back=row.get_absolute_url(),
        submit=_("End this role"),
        saved=_("The role has been ended."),
    )


@page(Permission.MANAGE_PROGRAMME_MEMBER, of=Programme)
def programme_account(request, row, member):
    """The account of a member is deactivated, or opened again."""
    return account_page(request, row, _member(request, row, member), actions.set_programme_account, _crumbs(row))
