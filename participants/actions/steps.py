"""The steps of a trajectory."""

from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from participants.actions.households import household_of
from participants.actions.persons import new_person
from participants.choices import Event, YesNo
from participants.models import Pause, Trajectory
from programmes.choices import Module


def enrol(edition, *, by, event, person=None, person_fields=None, household=None, household_fields=None, submission=None, why="", **fields):
    """Make a trajectory in `edition`, of `person` or of a new one, in its first phase. Part of an action, never called by itself.

    With `household` or `household_fields` (see `household_of`) it is one of a household, and the person is whom one speaks to.
    """
    if person is None:
        person = new_person(person_fields, by=by, event=event, why=why)
    household = household_of(edition, person, by=by, household=household, household_fields=household_fields)
    fields.setdefault("phase", edition.phases.order_by("order").first())
    return Trajectory(edition=edition, person=person, household=household, submission=submission, **fields).record(event, by=by, why=why)


def _not_ended(trajectory):
    if trajectory.ended_on:
        raise Refusal(_("This trajectory has ended. Reopen it first."))


@action(Permission.CHANGE_TRAJECTORY)
def record_facts(trajectory, *, by, why="", **facts):
    """Record the entry facts, each with the state of its answer."""
    for name, value in facts.items():
        setattr(trajectory, name, value)
    return trajectory.record(Event.FACTS_CHANGED, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def record_intake(trajectory, *, by, intake_on, why=""):
    """The intake took place on this day."""
    _not_ended(trajectory)
    trajectory.intake_on = intake_on
    return trajectory.record(Event.INTAKE_DONE, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def decide(trajectory, *, by, selected, decided_on, why=""):
    """Selected or not (`yes` or `no`), on this day."""
    _not_ended(trajectory)
    if trajectory.started_on and selected == YesNo.NO:
        raise Refusal({"selected": _("This trajectory has already started.")})
    trajectory.selected, trajectory.decided_on = selected, decided_on
    return trajectory.record(Event.SELECTED if selected == YesNo.YES else Event.NOT_SELECTED, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def start(trajectory, *, by, started_on, planned_end_on=None, why=""):
    """The guidance starts; where the edition selects, only for somebody who was selected."""
    _not_ended(trajectory)
    if not trajectory.edition.has(Module.SELECTION):
        trajectory.selected, trajectory.decided_on = YesNo.YES, started_on  # starting is the decision
    elif trajectory.selected != YesNo.YES:
        raise Refusal(_("Only somebody who was selected can start. Record the decision first."))
    trajectory.started_on, trajectory.planned_end_on = started_on, planned_end_on
    return trajectory.record(Event.STARTED, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def enter_phase(trajectory, *, by, phase, why=""):
    """Move the trajectory to a phase of its own edition."""
    _not_ended(trajectory)
    if phase is not None and phase.edition_id != trajectory.edition_id:
        raise Refusal({"phase": _("This phase belongs to another edition.")})
    trajectory.phase = phase
    return trajectory.record(Event.PHASE_CHANGED, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def pause(trajectory, *, by, starts_on, reason="", ends_on=None, submission=None):
    """Let a started trajectory stand still; pauses do not overlap."""
    if made := already_made(Pause, submission, by=by):
        return made
    _not_ended(trajectory)
    if not trajectory.started_on or starts_on < trajectory.started_on:
        raise Refusal({"starts_on": _("A pause lies after the start of the trajectory.")})
    for earlier in trajectory.pauses.all():
        if (ends_on is None or earlier.starts_on < ends_on) and (earlier.ends_on is None or starts_on < earlier.ends_on):
            raise Refusal({"starts_on": _("This overlaps with another pause.")})
    return Pause(trajectory=trajectory, starts_on=starts_on, ends_on=ends_on, reason=reason, submission=submission).record(Event.PAUSED, by=by)


@action(Permission.CHANGE_TRAJECTORY)
def resume(trajectory, *, by, ends_on):
    """End the pause of today, or else the open one; `ends_on` is the first day on which the trajectory goes on."""
    paused = trajectory.pauses.filter(access.in_force()).first() or trajectory.pauses.filter(ends_on__isnull=True).first()
    if paused is None:
        raise Refusal(_("This trajectory is not paused."))
    paused.ends_on = ends_on
    return paused.record(Event.RESUMED, by=by)


@action(Permission.CHANGE_TRAJECTORY)
def end(trajectory, *, by, ended_on, end_reason, completed="", why=""):
    """End the trajectory, with its reason; an open pause ends with it."""
    _not_ended(trajectory)
    open_pause = trajectory.pauses.filter(ends_on__isnull=True).first()
    if open_pause is not None:
        open_pause.ends_on = max(ended_on, open_pause.starts_on)
        open_pause.record(Event.RESUMED, by=by)
    offered = trajectory.edition.end_reasons
    if offered and end_reason not in offered:
        raise Refusal({"end_reason": _("This edition does not use this reason.")})
    trajectory.ended_on, trajectory.end_reason, trajectory.completed = ended_on, end_reason, completed
    return trajectory.record(Event.ENDED, by=by, why=why)


@action(Permission.CHANGE_TRAJECTORY)
def reopen(trajectory, *, by, why):
    """Undo the end of a trajectory, with the reason."""
    if not trajectory.ended_on:
        raise Refusal(_("This trajectory has not ended."))
    trajectory.ended_on, trajectory.end_reason, trajectory.completed = None, "", ""
    return trajectory.record(Event.REOPENED, by=by, why=why)
