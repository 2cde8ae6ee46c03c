"""Outcomes of a trajectory: shown, recorded, corrected, withdrawn."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from outcomes import actions
from outcomes.forms import CorrectionForm, NewOutcomeForm, WithdrawalForm
from outcomes.models import Outcome
from participants.models import Trajectory


def _crumbs(trajectory, here):
    way = [(_("Participants"), reverse("participants")), (str(trajectory), trajectory.get_absolute_url())]
    return [*way, (here, "")]


def _back(trajectory):
    return f"{trajectory.get_absolute_url()}#outcomes"


@page(Permission.VIEW_OUTCOME, of=Trajectory, methods=("GET",))
def trajectory_outcomes(request, trajectory):
    """What came of a trajectory: what holds first, then what was corrected or withdrawn; a part of a page when htmx asks."""
    rows = list(
        Outcome.objects.allowed(request.user, Permission.VIEW_OUTCOME)
        .filter(trajectory=trajectory)
        .select_related("superseded_by")
        .order_by("-start_on", "-pk")[:200]
    )
    stated = [row for row in rows if not row.withdrawn]
    context = {
        "trajectory": trajectory,
        "current": [row for row in stated if not hasattr(row, "superseded_by")],
        "earlier": _with_endings([row for row in stated if hasattr(row, "superseded_by")]),
        "may_record": access.can(request.user, Permission.RECORD_OUTCOME, trajectory),
        "crumbs": _crumbs(trajectory, _("Outcomes")),
    }
    template = "outcomes/trajectory_outcomes_part.html" if request.htmx else "outcomes/trajectory_outcomes.html"
    return render(request, template, context)


def _with_endings(rows):
    """Say of each superseded outcome what became of it, and why; one query."""
    later = {row.superseded_by.pk for row in rows}
    reasons = dict(Outcome.history.filter(id__in=later).order_by("history_id").values_list("id", "history_why")) if later else {}
    for row in rows:
        row.ending = _("withdrawn") if row.superseded_by.withdrawn else _("corrected")
        row.reason = reasons.get(row.superseded_by.pk, "")
    return rows


def _ask(request, trajectory, form, action, *, title, done, text="", **given):
    """Show `form`, or do `action` with it and go back to the trajectory."""
    if form.is_bound and form.is_valid() and form.run(action, trajectory, by=request.user, **given):
        messages.success(request, done)
        return redirect(_back(trajectory))
    context = {
        "trajectory": trajectory,
        "form": form,
        "title": title,
        "text": text,
        "negative": action is actions.withdraw_outcome,
        "submit": title if action is actions.withdraw_outcome else _("Save"),
        "crumbs": _crumbs(trajectory, title),
    }
    return render(request, "outcomes/outcome_form.html", context)


@page(Permission.RECORD_OUTCOME, of=Trajectory)
def outcome_add(request, trajectory):
    """Record what came of a trajectory."""
    form = NewOutcomeForm(request.POST or None, edition=trajectory.edition, initial=kept_post(request) or {})
    return _ask(request, trajectory, form, actions.record_outcome, title=_("Record an outcome"), done=_("The outcome has been saved."))


@page(Permission.RECORD_OUTCOME, of=Outcome)
def outcome_correct(request, outcome):
    """Replace an outcome by a corrected one."""
    seen = {name: getattr(outcome, name) for name in actions.STATEMENT}
    form = CorrectionForm(request.POST or None, edition=outcome.trajectory.edition, initial={**seen, **(kept_post(request) or {})})
    return _ask(
        request,
        outcome.trajectory,
        form,
        actions.correct_outcome,
        title=_("Correct an outcome"),
        text=_("The old outcome stays readable. Reports as of an earlier day keep it."),
        done=_("The outcome has been corrected."),
        outcome=outcome,
    )


@page(Permission.RECORD_OUTCOME, of=Outcome)
def outcome_withdraw(request, outcome):
    """Take back an outcome that should not have been recorded."""
    form = WithdrawalForm(request.POST or None, initial=kept_post(request) or {})
    return _ask(
        request,
        outcome.trajectory,
        form,
        actions.withdraw_outcome,
        title=_("Withdraw an outcome"),
        text=_("“%(outcome)s” will no longer count. It stays readable, with your reason.") % {"outcome": outcome},
        done=_("The outcome has been withdrawn."),
        outcome=outcome,
    )
