"""Households: the tab of a trajectory, the page of a household, and who lives there."""

from functools import partial

from django.db.models import F
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import page
from participants import actions, household_forms, lists
from participants.choices import GoalState
from participants.models import Goal, Household, HouseholdMember, Trajectory
from participants.tabs import of_module, tabs_of
from participants.views.crumbs import crumbs
from participants.views.one_form import Way, Words, one_form
from participants.views.trajectories import whole
from programmes.choices import Module

MAKE = Words(gettext_lazy("Make a household"), gettext_lazy("The household has been made."))
CHANGE = Words(gettext_lazy("Change the name of the household"), gettext_lazy("The household has been saved."))
ADD = Words(gettext_lazy("Add somebody to the household"), gettext_lazy("The member has been added."))
EDIT = Words(gettext_lazy("Change the member"), gettext_lazy("The member has been saved."))
LEAVE = Words(
    gettext_lazy("Somebody leaves the household"),
    gettext_lazy("The member has left the household."),
    text=gettext_lazy("The details stay in the dossier. Somebody who comes back can be added again."),
)
SPEAK_TO = Words(
    gettext_lazy("Choose the contact person"),
    gettext_lazy("The contact person has been changed."),
    text=gettext_lazy("The trajectory then carries the name of this person."),
)


def members_of(user, household):
    """Who lives in the household today, and who did: with the persons, oldest first. One query."""
    rows = HouseholdMember.objects.allowed(user, Permission.VIEW_HOUSEHOLD).filter(household=household).select_related("person")
    rows = list(rows.order_by(F("person__birth_date").asc(nulls_last=True), "pk"))
    gone = [row for row in rows if not _lives_there(row)]
    return [row for row in rows if row not in gone], gone


def _lives_there(member):
    # The same rule as actions.living_there, on a row that was read already; nobody leaves or comes on a day to come.
    return member.ends_on is None


def open_goals(user, trajectories):
    """The goals that these trajectories (keys) work on, as far as the user may see them."""
    return Goal.objects.allowed(user, Permission.VIEW_GOAL).filter(trajectory__in=trajectories, state=GoalState.OPEN).select_related("life_area")


def shown_of(user, household):
    """What both pages show of a household, besides its time line: members, trajectories and open goals. Six queries, and the rights."""
    living, gone = members_of(user, household)
    seen = Trajectory.objects.allowed(user, Permission.VIEW_TRAJECTORY).filter(household=household)
    rows = lists.readable(list(lists.columns_of(seen.order_by("-registered_on", "-pk"))), user)
    return {
        "household": household,
        "members": living,
        "gone": gone,
        "contact_persons": set(seen.filter(ended_on=None).values_list("person", flat=True)),
        "trajectories": rows,
        "goals": open_goals(user, [row["pk"] for row in rows]),
        "may_change": access.can(user, Permission.CHANGE_HOUSEHOLD, household),
    }


@page(Permission.VIEW_HOUSEHOLD, of=Trajectory, methods=("GET",))
@of_module(Module.HOUSEHOLDS)
def trajectory_household(request, trajectory):
    """The household of a trajectory, or how to make one."""
    audit.opened(request, trajectory)
    trajectory = whole(request.user, trajectory)
    context = {
        "trajectory": trajectory,
        "tabs": tabs_of(trajectory, "trajectory_household"),
        "crumbs": crumbs(trajectory, _("Household")),
        "may_change": access.can(request.user, Permission.CHANGE_HOUSEHOLD, trajectory),
    }
    if trajectory.household_id:
        context |= shown_of(request.user, trajectory.household)
        context["entries"] = audit.time_line(trajectory.pk, request.user, limit=20)
    return render(request, "participants/trajectory_household.html", context)


@page(Permission.VIEW_HOUSEHOLD, of=Household, methods=("GET",))
def household(request, household):
    """Who lives here, their trajectories that the user may see, what they work on, and what happened."""
    audit.opened(request, household)
    context = shown_of(request.user, household)
    context["crumbs"] = [(_("Participants"), reverse("participants")), (str(household), "")]
    context["entries"] = audit.time_line([row["pk"] for row in context["trajectories"]], request.user)
    return render(request, "participants/household.html", context)


@page(Permission.CHANGE_HOUSEHOLD, of=Trajectory)
@of_module(Module.HOUSEHOLDS)
def household_make(request, trajectory):
    """The trajectory becomes one of a household."""
    back = reverse("trajectory_household", args=[trajectory.pk])
    way = Way([*crumbs(trajectory, _("Household"))[:-1], (_("Household"), back)], back, str(trajectory))
    form = partial(household_forms.MakeHouseholdForm, trajectory=trajectory)
    return one_form(request, MAKE, way, form, actions.make_household, trajectory, seen=trajectory)


@page(Permission.CHANGE_HOUSEHOLD, of=Trajectory)
@of_module(Module.HOUSEHOLDS)
def contact_person(request, trajectory):
    """Another member of the household becomes the one to speak to."""
    back = reverse("trajectory_household", args=[trajectory.pk])
    way = Way([*crumbs(trajectory, _("Household"))[:-1], (_("Household"), back)], back, str(trajectory))
    form = partial(household_forms.ContactPersonForm, trajectory=trajectory)
    initial = household_forms.ContactPersonForm.initial_of(trajectory)
    return one_form(request, SPEAK_TO, way, form, actions.change_contact_person, trajectory, initial=initial, seen=trajectory)


def _way(household, about=""):
    back = household.get_absolute_url()
    return Way([(_("Participants"), reverse("participants")), (str(household), back)], back, about or str(household))


@page(Permission.CHANGE_HOUSEHOLD, of=Household)
def household_edit(request, household):
    """Another name for the household."""
    form = household_forms.HouseholdForm
    return one_form(request, CHANGE, _way(household), form, actions.change_household, household, initial=form.initial_of(household), seen=household)


@page(Permission.CHANGE_HOUSEHOLD, of=Household)
def member_add(request, household):
    """Somebody lives in the household."""
    form = partial(household_forms.MemberForm, address=_address(request.user, household))
    return one_form(request, ADD, _way(household), form, actions.add_member, household)


def _address(user, household):
    """Where the contact person lives: so does somebody new in the household."""
    seen = Trajectory.objects.allowed(user, Permission.VIEW_TRAJECTORY).filter(household=household)
    newest = seen.select_related("person").order_by("-registered_on", "-pk").first()
    return {name: getattr(newest.person, name) for name in household_forms.ADDRESS}


@page(Permission.CHANGE_HOUSEHOLD, of=HouseholdMember)
def member_edit(request, member):
    """Who a member is, and since when they live here."""
    form = household_forms.MemberEditForm
    return _of_member(request, EDIT, member, form, actions.change_member)


@page(Permission.CHANGE_HOUSEHOLD, of=HouseholdMember)
def member_leave(request, member):
    """A member no longer lives here."""
    return _of_member(request, LEAVE, member, household_forms.MemberLeaveForm, actions.member_leaves)


def _of_member(request, words, member, form, action):
    """The version that the form saw is that of the member, not of the household."""

    def run(household, *, by, seen_version=None, **fields):
        return action(household, by=by, member=member, member_version=seen_version, **fields)

    way = _way(member.household, str(member.person))
    return one_form(request, words, way, form, run, member.household, initial=form.initial_of(member), seen=member)
