"""Areas of a programme, and the files of its volunteers."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.audit import entries_of
from casetrack.pages import find, page
from casetrack.paging import keyset
from programmes import actions
from programmes.forms import EndMemberForm
from programmes.models import Area, AreaMember, Programme, ProgrammeMember, VolunteerFile
from programmes.setup_forms import AreaForm, AreaMemberForm, NewAreaForm, NewVolunteerForm, VolunteerForm
from programmes.views.asking import ask


def _crumbs(programme):
    return [(_("Programmes"), reverse("programmes")), (str(programme), programme.get_absolute_url())]


def _area_crumbs(programme):
    return [*_crumbs(programme), (_("Areas"), reverse("areas", args=[programme.code]))]


@page(Permission.MANAGE_AREA, of=Programme, methods=("GET",))
def areas(request, row):
    """The areas of a programme, and who works in which."""
    working = AreaMember.objects.allowed(request.user, Permission.VIEW_AREA_MEMBER).filter(access.in_force())
    working = working.select_related("user").order_by("user__last_name", "user__first_name", "pk")
    found = Area.objects.allowed(request.user, Permission.VIEW_AREA).filter(programme=row)
    context = {
        "programme": row,
        "crumbs": [*_crumbs(row), (_("Areas"), "")],
        "areas": found.prefetch_related(Prefetch("members", working, to_attr="working")).order_by("name", "pk"),
        "may_place": access.can(request.user, Permission.ADD_VOLUNTEER, row),
    }
    return render(request, "programmes/areas.html", context)


@page(Permission.MANAGE_AREA, of=Programme)
def add_area(request, row):
    """Another area."""
    return ask(
        request,
        NewAreaForm,
        actions.add_area,
        row,
        heading=_("New area"),
        crumbs=_area_crumbs(row),
        back=reverse("areas", args=[row.code]),
        remark=_("An area is a neighbourhood or village as you draw it yourselves."),
        saved=_("The area has been added."),
    )


@page(Permission.MANAGE_AREA, of=Programme)
def change_area(request, row, area):
    """Another name for an area."""
    area = row.areas.filter(pk=area).first()
    if area is None:
        raise Http404
    return ask(
        request,
        AreaForm,
        actions.change_area,
        row,
        row=area,
        extra={"area": area},
        heading=_("Change the area"),
        crumbs=_area_crumbs(row),
        back=reverse("areas", args=[row.code]),
        remark=_("The new name is shown everywhere, also in what was written down before."),
        saved=_("Your changes have been saved."),
    )


def _helpers(user, programme):
    """The buddies and Spillen who work in this programme today."""
    rows = ProgrammeMember.objects.allowed(user, Permission.VIEW_PROGRAMME_MEMBER).filter(access.in_force(), programme=programme)
    return rows.filter(role__in=AreaMember.ROLES).select_related("user").order_by("user__last_name", "user__first_name", "pk")


@page(Permission.MANAGE_VOLUNTEER, of=Area)
def add_area_member(request, row):
    """Somebody begins to work in this area."""
    return ask(
        request,
        AreaMemberForm,
        actions.add_area_member,
        row,
        offered=_helpers(request.user, row.programme),
        heading=_("Who works in %(area)s") % {"area": row},
        crumbs=_area_crumbs(row.programme),
        back=reverse("areas", args=[row.programme.code]),
        remark=_("A Spil sees what is signed up in the own area. A buddy is proposed for people in the own area, and sees nothing more by it."),
        saved=_("Your changes have been saved."),
    )


@page(Permission.MANAGE_VOLUNTEER, of=Area)
def end_area_member(request, row, member):
    """Somebody stops working in this area."""
    member = find(AreaMember, request.user, pk=member, area=row)
    return ask(
        request,
        EndMemberForm,
        actions.end_area_member,
        row,
        seen=member,
        initial={"ends_on": timezone.localdate()},
        extra={"member": member},
        heading=_("%(name)s stops working in %(area)s") % {"name": member.user, "area": row},
        crumbs=_area_crumbs(row.programme),
        back=reverse("areas", args=[row.programme.code]),
        submit=_("End this role"),
        saved=_("Your changes have been saved."),
    )


# Volunteers


@page(Permission.ADD_VOLUNTEER, of=Programme, methods=("GET",))
def programme_volunteers(request, row):
    """The files of the volunteers of a programme, and who has none yet."""
    rows = VolunteerFile.objects.allowed(request.user, Permission.VIEW_VOLUNTEER).filter(programme=row).select_related("user")
    shown = keyset(rows, ("user__last_name", "user__first_name", "pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    _add_roles(shown.rows, row)
    context = {
        "programme": row,
        "crumbs": [*_crumbs(row), (_("Volunteers"), "")],
        "page": shown,
        "without": _without_file(request.user, row),
    }
    return render(request, "programmes/volunteers.html", context)


def _add_roles(files, programme):
    """Give each file its roles and areas of today, in two queries."""
    users = [row.user_id for row in files]
    roles = programme.members.filter(access.in_force(), user__in=users, role__in=AreaMember.ROLES).order_by("role")
    places = AreaMember.objects.filter(access.in_force(), area__programme=programme, user__in=users).select_related("area").order_by("area__name")
    for row in files:
        row.roles = [member.get_role_display() for member in roles if member.user_id == row.user_id]
        row.areas = list(dict.fromkeys(place.area.name for place in places if place.user_id == row.user_id))


def _without_file(user, programme):
    return _helpers(user, programme).exclude(user__in=programme.volunteers.values("user"))


def _volunteer_crumbs(programme):
    return [*_crumbs(programme), (_("Volunteers"), reverse("programme_volunteers", args=[programme.code]))]


@page(Permission.ADD_VOLUNTEER, of=Programme)
def open_volunteer_file(request, row):
    """The file of a buddy or Spil who has none yet."""
    offered = _without_file(request.user, row)
    chosen = offered.filter(user=request.GET.get("user")).first() if request.GET.get("user", "").isdigit() else None
    return ask(
        request,
        NewVolunteerForm,
        actions.open_volunteer_file,
        row,
        programme=row,
        offered=offered,
        initial={"member": chosen.pk} if chosen else {},
        heading=_("New volunteer file"),
        crumbs=_volunteer_crumbs(row),
        back=reverse("programme_volunteers", args=[row.code]),
        to=VolunteerFile.get_absolute_url,
        remark=""
        if offered.exists()
        else _("Everybody with the role of buddy or Spil has a file. An administrator gives these roles under Members of the programme."),
        saved=_("The file has been opened."),
    )


@page(Permission.VIEW_VOLUNTEER, of=VolunteerFile, methods=("GET",))
def volunteer(request, row):
    """The file of one volunteer."""
    audit.opened(request, row)
    _add_roles([row], row.programme)
    context = {
        "volunteer": row,
        "crumbs": [*_volunteer_crumbs(row.programme), (str(row), "")],
        "may_change": access.can(request.user, Permission.MANAGE_VOLUNTEER, row),
        "entries": entries_of(VolunteerFile, VolunteerFile.objects.filter(pk=row.pk), 20),
    }
    return render(request, "programmes/volunteer.html", context)


@page(Permission.MANAGE_VOLUNTEER, of=VolunteerFile)
def change_volunteer_file(request, row):
    """Other details of a volunteer."""
    working = AreaMember.objects.filter(access.in_force(), area__programme=row.programme, user=row.user)
    return ask(
        request,
        VolunteerForm,
        actions.change_volunteer_file,
        row,
        row=row,
        programme=row.programme,
        initial={"areas": sorted(set(working.values_list("area", flat=True)))},
        heading=_("Change the file of %(name)s") % {"name": row.user},
        crumbs=_volunteer_crumbs(row.programme),
        back=row.get_absolute_url(),
        saved=_("Your changes have been saved."),
    )
