"""Who guides a trajectory: the tab, the matching list, and the hand-over."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import page
from participants import actions, guidance_forms
from participants.actions import guidance
from participants.guidance_lists import Brief, matches, note_for
from participants.models import Assignment, Consent, HelpRequest, Trajectory
from participants.tabs import tabs_of
from participants.views.crumbs import crumbs
from participants.views.one_form import Way, Words, one_form
from participants.views.trajectories import whole
from programmes.choices import Language, Module
from programmes.models import VolunteerFile

HERE = "trajectory_guidance"
MATCHING = Words(gettext_lazy("Area and languages"), gettext_lazy("Area and languages have been saved."))
HAND_OVER = Words(gettext_lazy("Hand over to the next guide"), gettext_lazy("The guidance has been handed over."), submit=gettext_lazy("Hand over"))


@page(Permission.VIEW_TRAJECTORY, of=Trajectory, methods=("GET",))
def trajectory_guidance(request, trajectory):
    """Who guides, by which area and languages, what the participant consents to, and questions to the achterwacht."""
    audit.opened(request, trajectory)
    user, trajectory = request.user, whole(request.user, trajectory)
    today = timezone.localdate()
    assignments = list(_of(Assignment, user, trajectory).select_related("user").order_by("starts_on", "pk"))
    running = [row for row in assignments if row.ends_on is None or row.ends_on > today]
    guides = [row for row in running if row.role in guidance.GUIDING]
    present = [row for row in guides if row.starts_on <= today]
    consents = list(_of(Consent, user, trajectory))
    may_assign = access.can(user, Permission.ASSIGN, trajectory)
    back_up = trajectory.edition.has(Module.BACK_UP)
    context = {
        "trajectory": trajectory,
        "tabs": tabs_of(trajectory, HERE),
        "crumbs": crumbs(trajectory, _("Guidance")),
        "running": running,
        "present": present,
        "earlier": [row for row in assignments if row not in running],
        "today": today,
        "note": note_for(user, present),
        "may_assign": may_assign,
        "may_match": may_assign and VolunteerFile.objects.allowed(user, Permission.VIEW_VOLUNTEER).filter(programme=trajectory.programme_id).exists(),
        "may_hand_over": may_assign and bool(guides),
        "spoken": ", ".join(str(Language(code).label) for code in trajectory.languages),
        "standing": [row for row in consents if row.ends_on is None or row.ends_on > today],
        "withdrawn": [row for row in consents if row.ends_on is not None and row.ends_on <= today],
        "may_consent": access.can(user, Permission.RECORD_CONSENT, trajectory),
        "back_up": back_up,
        "questions": list(_of(HelpRequest, user, trajectory).select_related("asked_by", "answered_by")) if back_up else [],
        "may_ask": back_up and access.can(user, Permission.ASK_HELP, trajectory),
        "may_answer": back_up and access.can(user, Permission.ANSWER_HELP, trajectory),
    }
    return render(request, "participants/trajectory_guidance.html", context)


def _of(model, user, trajectory):
    return model.objects.allowed(user, model.view_permission).filter(trajectory=trajectory.pk)


def way(trajectory):
    """The way to a page that stands under the guidance."""
    back = reverse(HERE, args=[trajectory.pk])
    return Way([*crumbs(trajectory, _("Guidance"))[:-1], (_("Guidance"), back)], back, str(trajectory))


@page(Permission.ASSIGN, of=Trajectory)
def trajectory_matching(request, trajectory):
    """The area and the languages by which a guide is looked for."""
    form = guidance_forms.MatchingForm
    initial = form.initial_of(trajectory)
    return one_form(
        request,
        MATCHING,
        way(trajectory),
        partial(form, trajectory=trajectory),
        actions.change_matching,
        trajectory,
        initial=initial,
        seen=trajectory,
    )


@page(Permission.ASSIGN, of=Trajectory)
def trajectory_match(request, trajectory):
    """The volunteers who fit, the best first, each with a button; `?all=1` shows those without room too."""
    form = None
    if request.method == "POST":
        form = guidance_forms.MatchForm(request.POST, trajectory=trajectory, user=request.user)
        if form.is_valid() and form.run(actions.assign, trajectory, by=request.user):
            messages.success(request, _("%(user)s has been assigned.") % {"user": form.result.user})
            return redirect(HERE, trajectory.pk)
    everybody = request.GET.get("all") == "1"
    above = way(trajectory)
    context = {
        "trajectory": trajectory,
        "form": form,
        "fresh": guidance_forms.MatchForm(trajectory=trajectory, user=request.user),
        "matches": matches(request.user, trajectory, everybody=everybody),
        "everybody": everybody,
        "spoken": ", ".join(str(Language(code).label) for code in trajectory.languages),
        "crumbs": [*above.above, (_("Find a guide"), "")],
    }
    return render(request, "participants/trajectory_match.html", context)


@page(Permission.ASSIGN, of=Trajectory)
def trajectory_hand_over(request, trajectory):
    """Choose the next guide, with what they must know beside it."""
    audit.opened(request, trajectory)
    running = _of(Assignment, request.user, trajectory).filter(actions.not_over(), role__in=guidance.GUIDING)
    present = list(running.select_related("user").order_by("starts_on", "pk"))
    make_form = partial(guidance_forms.HandOverForm, trajectory=trajectory, present=present)
    shown = {"trajectory": trajectory, "present": present, "brief": Brief(request.user, trajectory)}
    template = "participants/trajectory_hand_over.html"
    return one_form(request, HAND_OVER, way(trajectory), make_form, actions.hand_over, trajectory, seen=trajectory, template=template, **shown)
