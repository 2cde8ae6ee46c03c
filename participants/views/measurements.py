"""Measurements of a trajectory, the form to measure, and the results of an edition for the group."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from participants import actions
from participants.measured import definition_of, may_use, people_of
from participants.measurement_charts import draw_group
from participants.measurement_forms import MeasureForm, MeasurementEditForm
from participants.measurement_lists import earlier_answers, group_results, sections
from participants.models import Answers, Measurement, Trajectory
from participants.tabs import tabs_of
from participants.views.crumbs import crumbs
from programmes.choices import Moment
from programmes.models import Edition, EditionInstrument, EditionMoment


@page(Permission.VIEW_MEASUREMENT, of=Trajectory, methods=("GET",))
def trajectory_measurements(request, trajectory):
    """What is due to be measured, and what was measured: as a picture and as a table, the earlier beside the later."""
    audit.opened(request, trajectory)
    context = {
        "trajectory": trajectory,
        "tabs": tabs_of(trajectory, "trajectory_measurements"),
        "sections": sections(request.user, trajectory),
        "may_record": access.can(request.user, Permission.RECORD_MEASUREMENT, trajectory),
        "crumbs": crumbs(trajectory, _("Measurements")),
    }
    return render(request, "participants/trajectory_measurements.html", context)


@page(Permission.RECORD_MEASUREMENT, of=Trajectory)
def measure(request, trajectory, instrument, moment, about=None):
    """Measure with an instrument of the edition (its key) at a moment of the edition, about the person or a member of the household (key)."""
    use, moment, people, about = _asked_for(trajectory, instrument, moment, about)
    definition = definition_of(use.instrument)
    if not may_use(request.user, definition, trajectory.programme_id):
        raise PermissionDenied
    items = definition.asked(use.reasons)
    earlier = earlier_answers(request.user, trajectory, use.instrument, about)
    typed = request.POST if request.method == "POST" else None
    form = MeasureForm(typed, initial=kept_post(request) or {}, definition=definition, items=items, earlier=earlier)
    extra = {"instrument": use.instrument, "moment": moment.value, "about": about}
    if typed is not None and items and form.is_valid() and form.run(actions.measure, trajectory, by=request.user, **extra):
        messages.success(request, _saved(definition))
        return redirect("trajectory_measurements", trajectory.pk)
    context = _form_context(trajectory, form, about)
    context |= {"people": people if len(people) > 1 else [], "moment": moment, "instrument": use.instrument}
    return render(request, "participants/measure.html", context)


def _saved(definition):
    if definition.group_only:
        return _("Saved. The answers are shown to nobody, only results of groups of five or more.")
    return _("The measurement has been saved.")


def _asked_for(trajectory, instrument, moment, about):
    """What the address names, as far as it belongs to this trajectory; Http404 for anything else."""
    chosen = EditionInstrument.objects.filter(edition=trajectory.edition_id).select_related("instrument").order_by("pk")
    uses = [use for use in chosen if use.instrument_id == instrument]
    use = next((use for use in uses if use.ended_on is None), uses[-1] if uses else None)
    people = people_of(trajectory, timezone.localdate())
    person = next((person for person in people if person.pk == about), None) if about else trajectory.person
    if use is None or person is None or not EditionMoment.objects.filter(edition=trajectory.edition_id, moment=moment).exists():
        raise Http404
    return use, Moment(moment), people, person


def _form_context(trajectory, form, about):
    tab = reverse("trajectory_measurements", args=[trajectory.pk])
    return {
        "trajectory": trajectory,
        "form": form,
        "definition": form.definition,
        "about": about,
        "back": tab,
        "crumbs": [*crumbs(trajectory, " ")[:-1], (_("Measurements"), tab), (str(form.definition.name), "")],
    }


@page(Permission.RECORD_MEASUREMENT, of=Measurement)
def measurement_edit(request, measurement):
    """Correct a measurement. Answers for group results are not shown, and do not change once they count."""
    trajectory, definition = measurement.trajectory, definition_of(measurement.instrument)
    if not may_use(request.user, definition, trajectory.programme_id):
        raise PermissionDenied
    audit.opened(request, trajectory)
    now = Answers.objects.allowed(request.user, Answers.view_permission).filter(measurement=measurement).values_list("answers", flat=True).first()
    items = _items_of(measurement, definition, now)
    earlier = earlier_answers(request.user, trajectory, measurement.instrument, measurement.about, but=measurement)
    initial = {**MeasurementEditForm.initial_of(measurement, now), **(kept_post(request) or {})}
    typed = request.POST if request.method == "POST" else None
    form = MeasurementEditForm(typed, initial=initial, definition=definition, items=items, earlier=earlier, seen=measurement)
    change = partial(_change, measurement)
    if typed is not None and form.is_valid() and form.run(change, trajectory, by=request.user):
        messages.success(request, _saved(definition))
        return redirect("trajectory_measurements", trajectory.pk)
    context = _form_context(trajectory, form, measurement.about)
    context |= {"measurement": measurement, "counted": actions.is_counted(measurement, definition), "moment": Moment(measurement.moment)}
    return render(request, "participants/measurement_edit.html", context)


def _items_of(measurement, definition, now):
    """What was asked then or is asked now."""
    uses = EditionInstrument.objects.filter(edition=measurement.trajectory.edition_id, instrument=measurement.instrument_id)
    asked = {item.code for use in uses for item in definition.asked(use.reasons)} | set(now or ())
    return tuple(item for item in definition.items if item.code in asked)


def _change(measurement, trajectory, *, by, seen_version, **fields):
    """The version that the form saw is that of the measurement, not of the trajectory on which it hangs."""
    return actions.change_measurement(trajectory, by=by, measurement=measurement, measurement_version=seen_version, **fields)


@page(Permission.VIEW_FIGURES, of=Edition, methods=("GET",))
def edition_measurements(request, edition):
    """The results of measurements for the whole group, small numbers hidden."""
    audit.opened(request, edition, what="edition_measurements")
    shown = [
        {
            "instrument": instrument,
            "result": result,
            "scores": [_score(instrument, place, score) for place, score in enumerate(result.scores) if score.moments],
        }
        for instrument, result in group_results(edition)
    ]
    way = [(_("Editions"), reverse("editions")), (str(edition), edition.get_absolute_url()), (_("Measurements"), "")]
    return render(request, "participants/edition_measurements.html", {"edition": edition, "shown": shown, "crumbs": way})


def _score(instrument, place, score):
    """One score with its picture, and names for its tables that no other table on the page has."""
    name = f"{instrument}: {score.name}"
    return {
        "score": score,
        "svg": draw_group(score, key=f"group-{instrument.pk}-{place}") if score.told else "",
        "region": name,
        "change_region": f"{name}, {_('from start to end')}",
    }
