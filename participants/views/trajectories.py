"""The page of a trajectory, its contacts and its time line."""

from django.db.models import Count, Prefetch, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.choices import AnswerState
from casetrack.pages import kept_post, page
from casetrack.paging import keyset
from participants.choices import AttendanceStatus, TrajectoryState
from participants.forms import ContactForm
from participants.guidance_lists import note_for
from participants.lists import STATE_KINDS
from participants.models import ENTRY_FACTS, Assignment, Attendance, ContactMoment, Pause, Task, Trajectory, TrajectoryException
from participants.tabs import tabs_of
from participants.views.crumbs import crumbs
from participants.views.steps import offered
from programmes.choices import Module
from programmes.models import Phase

KEY_DATES = ("registered_on", "intake_on", "decided_on", "started_on", "planned_end_on", "ended_on")
CONTACTS_AT_ONCE = 10


def whole(user, trajectory):
    """The trajectory with its state, person, edition and what else its pages show: one query."""
    rows = Trajectory.objects.allowed(user, Permission.VIEW_TRAJECTORY).with_state().with_last_contact()
    return rows.select_related("person", "edition__programme", "phase", "municipality", "household", "area").get(pk=trajectory.pk)


@page(Permission.VIEW_TRAJECTORY, of=Trajectory, methods=("GET",))
def trajectory(request, trajectory):
    """Where somebody stands: phases, dates, entry facts, guides, pauses, contacts, attendance."""
    audit.opened(request, trajectory)
    user, trajectory = request.user, whole(request.user, trajectory)
    may_contact = access.can(user, Permission.RECORD_CONTACT, trajectory)
    may_change = access.can(user, Permission.CHANGE_TRAJECTORY, trajectory)
    assignments = list(_parts(Assignment, user, trajectory).filter(access.in_force()).select_related("user").order_by("starts_on", "pk"))
    context = {
        "trajectory": trajectory,
        "crumbs": crumbs(trajectory),
        "tabs": tabs_of(trajectory, "trajectory"),
        **state_badge(trajectory),
        "steps": phase_steps(trajectory),
        "dates": key_dates(trajectory),
        "facts": entry_facts(trajectory),
        "buttons": offered(trajectory) if may_change else [],
        "may_change": may_change,
        "may_assign": access.can(user, Permission.ASSIGN, trajectory),
        "may_contact": may_contact,
        "assignments": assignments,
        "note": note_for(user, assignments),
        "exceptions": _parts(TrajectoryException, user, trajectory).filter(access.in_force()).select_related("user", "granted_by"),
        "pauses": _parts(Pause, user, trajectory),
        "contacts": contacts_of(user, trajectory),
        "contact_form": _contact_form(request, trajectory) if may_contact and not trajectory.ended_on else None,
        "attendance": attendance_of(user, trajectory),
        "goals_url": reverse("trajectory_goals", args=[trajectory.pk]) if trajectory.edition.has(Module.GOALS) else "",
    }
    return render(request, "participants/trajectory.html", context)


def state_badge(trajectory):
    """Words and look of the state of now."""
    return {"state_label": TrajectoryState(trajectory.state).label, "state_kind": STATE_KINDS.get(trajectory.state, "neutral")}


def _contact_form(request, trajectory):
    """The form at the foot of the page; what was typed before the session ended is still in it."""
    kept = kept_post(request, to=reverse("contact_add", args=[trajectory.pk]))
    return ContactForm(initial=kept or {}, trajectory=trajectory, user=request.user)


def _parts(model, user, trajectory):
    return model.objects.allowed(user, model.view_permission).filter(**{model.trajectory_path: trajectory.pk})


def phase_steps(trajectory):
    """The phases of the edition in order: those before the phase of now are done. One query."""
    now = trajectory.phase.order if trajectory.phase else 0
    return [
        {
            "label": name,
            "done": order < now or bool(order == now and trajectory.ended_on),
            "current": order == now and not trajectory.ended_on,
            "date": None,
        }
        for order, name in Phase.objects.filter(edition=trajectory.edition_id).order_by("order").values_list("order", "name")
    ]


def key_dates(trajectory):
    """Label and day of each step; how the decision and the end turned out stands with them."""
    selects = trajectory.edition.has(Module.SELECTION)
    names = [name for name in KEY_DATES if selects or name != "intake_on" or trajectory.intake_on]
    rows = [(Trajectory._meta.get_field(name).verbose_name, getattr(trajectory, name)) for name in names]
    if selects and trajectory.selected:
        rows.insert(3, (_("selected"), trajectory.get_selected_display()))
    if trajectory.ended_on:
        rows.append((_("reason of the end"), trajectory.get_end_reason_display()))
        rows.append((_("completed"), trajectory.get_completed_display()))
    return rows


def entry_facts(trajectory):
    """Label and answer of each entry fact; where there is none, why not."""
    rows = [(_("came through"), trajectory.get_channel_display())]
    for fact in ENTRY_FACTS:
        if fact not in trajectory.edition.entry_facts:
            continue
        state = getattr(trajectory, f"{fact}_state")
        if state != AnswerState.ANSWERED:
            answer = AnswerState(state).label
        else:
            answer = trajectory.municipality if fact == "municipality" else getattr(trajectory, f"get_{fact}_display")()
        rows.append((Trajectory._meta.get_field(fact).verbose_name, answer))
    return rows


def contacts_of(user, trajectory, **keys):
    """A page of contact moments, newest first, with their authors: one query, one more beside a key, and one for the small steps done."""
    rows = _parts(ContactMoment, user, trajectory).select_related("author")
    if trajectory.edition.has(Module.GOALS):
        rows = rows.prefetch_related(Prefetch("done_tasks", Task.objects.allowed(user, Task.view_permission), to_attr="ticked"))
    return keyset(rows, ("-held_on", "-pk"), size=CONTACTS_AT_ONCE, **keys)


def attendance_of(user, trajectory):
    """How often somebody was there, of how many sessions with an answer."""
    return _parts(Attendance, user, trajectory).aggregate(
        total=Count("pk"),
        present=Count("pk", filter=Q(status=AttendanceStatus.PRESENT)),
        absent=Count("pk", filter=Q(status=AttendanceStatus.ABSENT)),
    )


@page(Permission.VIEW_TRAJECTORY, of=Trajectory, methods=("GET",))
def trajectory_contacts(request, trajectory):
    """All contact moments, page by page."""
    audit.opened(request, trajectory)
    trajectory = whole(request.user, trajectory)
    keys = {name: request.GET.get(name) or None for name in ("after", "before")}
    context = {
        "trajectory": trajectory,
        "contacts": contacts_of(request.user, trajectory, **keys),
        "may_contact": access.can(request.user, Permission.RECORD_CONTACT, trajectory),
        "crumbs": crumbs(trajectory, _("Contacts")),
    }
    return render(request, "participants/trajectory_contacts.html", context)


@page(Permission.VIEW_TRAJECTORY, of=Trajectory, methods=("GET",))
def trajectory_history(request, trajectory):
    """The time line: who changed what, from, to, when, why."""
    audit.opened(request, trajectory)
    trajectory = whole(request.user, trajectory)
    entries = audit.time_line(trajectory.pk, request.user)
    context = {"trajectory": trajectory, "entries": entries, "crumbs": crumbs(trajectory, _("Time line"))}
    return render(request, "participants/trajectory_history.html", context)
