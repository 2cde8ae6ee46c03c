"""The small pages that each do one thing to a trajectory: intake, decision, start, pause, end, guide, …"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.pages import kept_post, page
from participants import actions, forms
from participants.choices import TrajectoryState
from participants.models import Assignment, Trajectory, TrajectoryException
from participants.views.crumbs import crumbs


@dataclass(frozen=True)
class Step:
    """One thing to do to a trajectory: its address name, form, action and words."""

    name: str
    form: type
    action: Callable
    title: str
    done: str
    text: str = ""
    submit: str = ""
    warning: bool = False
    correct: str = ""


STEPS = [
    Step(
        "trajectory_intake",
        forms.IntakeForm,
        actions.record_intake,
        _("Record the intake"),
        _("The intake has been recorded."),
        correct=_("Correct the intake"),
    ),
    Step(
        "trajectory_decide",
        forms.DecideForm,
        actions.decide,
        _("Record the decision"),
        _("The decision has been recorded."),
        correct=_("Correct the decision"),
    ),
    Step(
        "trajectory_start", forms.StartForm, actions.start, _("Start the guidance"), _("The start has been recorded."), correct=_("Correct the start")
    ),
    Step("trajectory_phase", forms.PhaseForm, actions.enter_phase, _("Change the phase"), _("The phase has been changed.")),
    Step("trajectory_pause", forms.PauseForm, actions.pause, _("Pause"), _("The pause has been recorded.")),
    Step("trajectory_resume", forms.ResumeForm, actions.resume, _("Go on after the pause"), _("The trajectory goes on.")),
    Step(
        "trajectory_end",
        forms.EndForm,
        actions.end,
        _("End the trajectory"),
        _("The trajectory has ended."),
        text=_(
            "An ended trajectory does not change any more and leaves the lists of my work. Outcomes can still be added. You can reopen it, with a reason."
        ),
        submit=_("End the trajectory"),
        warning=True,
    ),
    Step(
        "trajectory_reopen",
        forms.ReopenForm,
        actions.reopen,
        _("Reopen the trajectory"),
        _("The trajectory is open again."),
        text=_("The date and the reason of the end are taken away. They stay readable in the history."),
        submit=_("Reopen the trajectory"),
        warning=True,
    ),
    Step("trajectory_facts", forms.FactsForm, actions.record_facts, _("Entry facts"), _("The entry facts have been saved.")),
    Step("trajectory_assign", forms.AssignForm, actions.assign, _("Assign somebody"), _("The assignment has been made.")),
    Step(
        "trajectory_grant",
        forms.GrantAccessForm,
        actions.grant_access,
        _("Give a colleague access"),
        _("The colleague now has access."),
        text=_("The colleague can read this dossier until the day that you choose, and change nothing."),
    ),
]
BY_NAME = {step.name: step for step in STEPS}

# What can be done next in each state, the likeliest first; then what can be corrected.
NEXT = {
    TrajectoryState.REGISTERED: ("intake", "decide", "end"),
    TrajectoryState.INTAKE: ("decide", "end"),
    TrajectoryState.SELECTED: ("start", "phase", "end"),
    TrajectoryState.NOT_SELECTED: ("end", "decide"),
    TrajectoryState.ACTIVE: ("phase", "pause", "end"),
    TrajectoryState.PAUSED: ("resume", "phase", "end"),
    TrajectoryState.ENDED: ("reopen",),
}


def offered(trajectory):
    """The steps that make sense in the state of `trajectory`: address name, words, and whether it corrects an earlier one."""
    if trajectory.ended_on:
        names, corrections = ("reopen",), ()
    else:
        names = NEXT[trajectory.state]
        filled = (("intake", trajectory.intake_on), ("decide", trajectory.decided_on), ("start", trajectory.started_on))
        corrections = [name for name, day in filled if day and name not in names]
    steps = [BY_NAME[f"trajectory_{name}"] for name in names]
    return [
        *({"url_name": step.name, "label": step.title, "correction": False} for step in steps),
        *({"url_name": f"trajectory_{name}", "label": BY_NAME[f"trajectory_{name}"].correct, "correction": True} for name in corrections),
    ]


def _view(step):
    @page(step.action.permission, of=Trajectory)
    def view(request, trajectory):
        return _run(request, trajectory, step)

    view.__name__ = view.__qualname__ = step.name
    view.__doc__ = step.action.__doc__
    return view


def _run(request, trajectory, step, **extra):
    typed = request.POST if request.method == "POST" else None
    initial = {**step.form.initial_of(trajectory), **(kept_post(request) or {})}
    form = step.form(typed, initial=initial, trajectory=trajectory, seen=trajectory)
    if typed is not None and form.is_valid() and form.run(step.action, trajectory, by=request.user, **extra):
        messages.success(request, step.done)
        return redirect("trajectory", trajectory.pk)
    context = {"trajectory": trajectory, "form": form, "step": step, "crumbs": crumbs(trajectory, step.title)}
    return render(request, "participants/step.html", context)


VIEWS = {step.name: _view(step) for step in STEPS}

END_ASSIGNMENT = Step(
    "assignment_end",
    forms.EndAssignmentForm,
    actions.end_assignment,
    _("End the assignment"),
    _("The assignment has ended."),
    text=_("From this day on, this guide no longer sees this dossier."),
    submit=_("End the assignment"),
    warning=True,
)
END_ACCESS = Step(
    "access_end",
    forms.EndAccessForm,
    actions.end_access,
    _("End the access"),
    _("The access has ended."),
    text=_("The colleague can no longer read this dossier."),
    submit=_("End the access"),
    warning=True,
)


@page(Permission.ASSIGN, of=Assignment)
def assignment_end(request, assignment):
    """End an assignment."""
    return _run(request, assignment.trajectory, END_ASSIGNMENT, assignment=assignment)


@page(Permission.ASSIGN, of=TrajectoryException)
def access_end(request, exception):
    """End the access of a colleague today."""
    return _run(request, exception.content_object, END_ACCESS, exception=exception)
