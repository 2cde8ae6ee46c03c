"""Where somebody lives, 6 and 12 months after the start."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from outcomes import actions
from outcomes.choices import FollowUpMonths
from outcomes.models import FollowUp
from outcomes.programme_figures.results import months_later
from outcomes.programme_forms import FollowUpForm, NewFollowUpForm
from participants.models import Trajectory
from participants.tabs import of_module
from programmes.choices import Module


def _crumbs(trajectory, here):
    return [(_("Participants"), reverse("participants")), (str(trajectory), trajectory.get_absolute_url()), (here, "")]


@page(Permission.VIEW_FOLLOW_UP, of=Trajectory, methods=("GET",))
@of_module(Module.LIVING_AT_HOME)
def trajectory_follow_ups(request, trajectory):
    """What was answered and what is still to be asked; a part of a page when htmx asks."""
    rows = FollowUp.objects.allowed(request.user, Permission.VIEW_FOLLOW_UP).filter(trajectory=trajectory)
    answers = {row.months: row for row in rows}
    today = timezone.localdate()
    moments = []
    for months in FollowUpMonths:
        since = months_later(trajectory.started_on, months) if trajectory.started_on else None
        moments.append({"months": months, "answer": answers.get(months.value), "since": since, "due": since is not None and since <= today})
    context = {
        "trajectory": trajectory,
        "moments": moments,
        "may_record": access.can(request.user, Permission.RECORD_FOLLOW_UP, trajectory),
        "crumbs": _crumbs(trajectory, _("Living at home")),
    }
    template = "outcomes/trajectory_follow_ups_part.html" if request.htmx else "outcomes/trajectory_follow_ups.html"
    return render(request, template, context)


def _ask(request, trajectory, form, action, **given):
    title = _("Where does somebody live?")
    if form.is_bound and form.is_valid() and form.run(action, trajectory, by=request.user, **given):
        messages.success(request, _("The answer has been saved."))
        return redirect(trajectory)
    context = {
        "trajectory": trajectory,
        "form": form,
        "title": title,
        "text": "",
        "negative": False,
        "submit": _("Save"),
        "crumbs": _crumbs(trajectory, title),
    }
    return render(request, "outcomes/outcome_form.html", context)


@page(Permission.RECORD_FOLLOW_UP, of=Trajectory)
@of_module(Module.LIVING_AT_HOME)
def follow_up_add(request, trajectory):
    """Record where somebody lives; `?months=` says which moment it is about."""
    asked = request.GET.get("months")
    initial = {"months": asked} if asked in map(str, FollowUpMonths.values) else {}
    form = NewFollowUpForm(request.POST or None, initial={**initial, **(kept_post(request) or {})})
    return _ask(request, trajectory, form, actions.record_follow_up)


@page(Permission.RECORD_FOLLOW_UP, of=FollowUp)
def follow_up_change(request, follow_up):
    """Correct where somebody lived."""
    trajectory = follow_up.trajectory
    if not trajectory.edition.has(Module.LIVING_AT_HOME):
        raise Http404
    seen = {"living": follow_up.living, "asked_on": follow_up.asked_on}
    form = FollowUpForm(request.POST or None, initial={**seen, **(kept_post(request) or {})}, seen=follow_up)

    def change(trajectory, *, by, seen_version=None, **fields):
        # The version that the form saw is that of the answer, not of the trajectory.
        return actions.change_follow_up(trajectory, by=by, follow_up=follow_up, follow_up_version=seen_version, **fields)

    return _ask(request, trajectory, form, change)
