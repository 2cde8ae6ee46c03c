"""Organisations, and who acts for them."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.audit import entries_of
from casetrack.pages import find, page
from casetrack.paging import keyset
from programmes import actions
from programmes.filters import OrganisationFilter
from programmes.forms import (
    AccountForm,
    ChangeOrganisationForm,
    EndMemberForm,
    OrganisationForm,
    OrganisationMemberForm,
    ProgrammeForm,
)
from programmes.models import Organisation, OrganisationMember, Programme
from programmes.views.asking import ask


def crumbs_of(organisation=None):
    """The way to the organisations, or to one of them."""
    crumbs = [(_("Organisations"), reverse("organisations"))]
    return [*crumbs, (str(organisation), organisation.get_absolute_url())] if organisation else crumbs


@page(Permission.VIEW_ORGANISATION, methods=("GET",))
def organisations(request):
    """The organisations that the administrator's own organisation keeps."""
    rows = Organisation.objects.allowed(request.user, Permission.VIEW_ORGANISATION)
    narrowed = OrganisationFilter(request.GET, rows, request=request)
    shown = keyset(narrowed.qs, ("name", "pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    homes = Organisation.objects.allowed(request.user, Permission.ADD_PROGRAMME).order_by("name", "pk")
    return render(request, "programmes/organisations.html", {"page": shown, "form": narrowed.form, "homes": homes})


@page(Permission.ADD_ORGANISATION, of=Organisation)
def add_organisation(request, home):
    """Another organisation, kept by `home`."""
    return ask(
        request,
        OrganisationForm,
        actions.add_organisation,
        home,
        heading=_("New organisation"),
        crumbs=crumbs_of(),
        back=reverse("organisations"),
        saved=_("The organisation has been added."),
        to=Organisation.get_absolute_url,
    )


@page(Permission.VIEW_ORGANISATION, of=Organisation, methods=("GET",))
def organisation(request, row):
    """One organisation: what it is, who acts for it, what it runs, pays and takes part in."""
    members = OrganisationMember.objects.allowed(request.user, Permission.VIEW_ORGANISATION_MEMBER)
    members = members.filter(organisation=row).select_related("user").order_by("user__last_name", "user__first_name", "pk")
    programmes = Programme.objects.allowed(request.user, Permission.VIEW_PROGRAMME).filter(organisation=row).order_by("name", "pk")
    context = {
        "organisation": row,
        "crumbs": [crumbs_of(row)[0], (str(row), "")],
        "members": members,
        "programmes": programmes,
        "today": timezone.localdate(),
        "entries": entries_of(Organisation, Organisation.objects.filter(pk=row.pk), 20),
    }
    return render(request, "programmes/organisation.html", context)


@page(Permission.MANAGE_ORGANISATION, of=Organisation)
def change_organisation(request, row):
    """Another name, kind, country or place."""
    return ask(
        request,
        ChangeOrganisationForm,
        actions.change_organisation,
        row,
        row=row,
        heading=_("Change the organisation"),
        crumbs=crumbs_of(row),
        back=row.get_absolute_url(),
        saved=_("Your changes have been saved."),
    )


@page(Permission.ADD_PROGRAMME, of=Organisation)
def add_programme(request, row):
    """Another programme that this organisation runs."""
    return ask(
        request,
        ProgrammeForm,
        actions.add_programme,
        row,
        heading=_("New programme"),
        crumbs=[(_("Programmes"), reverse("programmes"))],
        back=reverse("programmes"),
        saved=_("The programme has been added."),
        to=Programme.get_absolute_url,
    )


@page(Permission.MANAGE_ORGANISATION_MEMBER, of=Organisation)
def add_organisation_member(request, row):
    """Somebody gets a role for this organisation."""
    return ask(
        request,
        OrganisationMemberForm,
        actions.add_organisation_member,
        row,
        heading=_("New member"),
        crumbs=crumbs_of(row),
        back=row.get_absolute_url(),
        saved=_("The member has been added."),
    )


def _member(request, row, key):
    return find(OrganisationMember, request.user, pk=key, organisation=row)


@page(Permission.MANAGE_ORGANISATION_MEMBER, of=Organisation)
def end_organisation_member(request, row, member):
    """A role for this organisation ends."""
    member = _member(request, row, member)
    return ask(
        request,
        EndMemberForm,
        actions.end_organisation_member,
        row,
        seen=member,
        initial={"ends_on": timezone.localdate()},
        extra={"member": member},
        heading=_("End the role of %(name)s") % {"name": member.user},
        crumbs=crumbs_of(row),
        back=row.get_absolute_url(),
        submit=_("End this role"),
        saved=_("The role has been ended."),
    )


@page(Permission.MANAGE_ORGANISATION_MEMBER, of=Organisation)
def organisation_account(request, row, member):
    """The account of a member is deactivated, or opened again."""
    member = _member(request, row, member)
    return account_page(request, row, member, actions.set_organisation_account, crumbs_of(row))


def account_page(request, place, member, action, crumbs):
    """Asks why the account of this member is deactivated or opened again, and does it."""
    closing = member.user.is_active
    return ask(
        request,
        AccountForm,
        action,
        place,
        extra={"member": member, "active": not closing},
        heading=(_("Deactivate the account of %(name)s") if closing else _("Open the account of %(name)s again")) % {"name": member.user},
        crumbs=crumbs,
        back=place.get_absolute_url(),
        remark=_("This person is signed out at once and can no longer sign in. What they wrote stays.") if closing else "",
        negative=closing,
        submit=_("Deactivate the account") if closing else _("Open the account again"),
        saved=_("The account has been deactivated.") if closing else _("The account is open again."),
    )
