"""The network around a participant: a list, a picture, and the picture of before beside that of after."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import page
from participants import actions
from participants.models import NetworkMember, Trajectory
from participants.network_forms import DaysForm, EndForm, NetworkEditForm, NetworkForm
from participants.network_lists import network_of, start_of
from participants.tabs import of_module, tabs_of
from participants.views.crumbs import crumbs
from participants.views.parts import PartPage, run_form
from participants.views.trajectories import whole
from programmes.choices import Module

HERE = "trajectory_network"
IN_THE_ADDRESS = ("before", "after", "compare")


@page(Permission.VIEW_NETWORK, of=Trajectory, methods=("GET",))
@of_module(Module.NETWORK)
def trajectory_network(request, trajectory):
    """The network today; with `compare`, or `before` and `after` (days), both pictures beside each other."""
    audit.opened(request, trajectory)
    trajectory = whole(request.user, trajectory)
    form, days = _days(request, trajectory)
    network = network_of(request.user, trajectory, **days)
    context = {
        "trajectory": trajectory,
        "network": network,
        "form": form,
        "tabs": tabs_of(trajectory, HERE),
        "crumbs": crumbs(trajectory, _("Network")),
        "may_change": access.can(request.user, Permission.CHANGE_NETWORK, trajectory) and not trajectory.ended_on,
    }
    return render(request, "participants/network.html", context)


def _days(request, trajectory):
    """The form with the two days, and the days when they are to be compared: those of the address, else the start and today."""
    usual = {"before": start_of(trajectory), "after": timezone.localdate()}
    if not any(name in request.GET for name in IN_THE_ADDRESS):
        return None, {}
    typed = {name: request.GET.get(name) or day.isoformat() for name, day in usual.items()}
    form = DaysForm(typed)
    return form, form.cleaned_data if form.is_valid() else usual


def network_page(**words):
    """A page with one form, one level under the network."""
    return PartPage(parent=gettext_lazy("Network"), parent_url=HERE, **words)


ADD = network_page(title=gettext_lazy("Add somebody to the network"), done=gettext_lazy("The contact has been added."))
EDIT = network_page(title=gettext_lazy("Change the contact of the network"), done=gettext_lazy("The contact has been saved."))
END = network_page(
    title=gettext_lazy("Take out of the network"),
    done=gettext_lazy("The contact is no longer in the network."),
    text=gettext_lazy("This contact stays in the picture of the days before."),
    submit=gettext_lazy("Take out of the network"),
)


@page(Permission.CHANGE_NETWORK, of=Trajectory)
@of_module(Module.NETWORK)
def network_add(request, trajectory):
    """Add somebody."""
    return run_form(request, trajectory, ADD, NetworkForm, actions.add_network_member)


@page(Permission.CHANGE_NETWORK, of=NetworkMember)
def network_edit(request, member):
    """Change what is known of somebody."""
    initial = NetworkEditForm.initial_of(member)
    return run_form(request, member.trajectory, EDIT, NetworkEditForm, actions.change_network_member, part=("member", member), initial=initial)


@page(Permission.CHANGE_NETWORK, of=NetworkMember)
def network_end(request, member):
    """Somebody left the network."""
    return run_form(request, member.trajectory, END, EndForm, actions.end_network_member, part=("member", member), about=member.name)
