"""Measurements: an instrument was held, and what was answered."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from participants.choices import Event
from participants.measured import definition_of, may_use, people_of
from participants.measurement_groups import Held, last_counted
from participants.models import Answers, GroupAnswers, Measurement
from programmes.instruments.scoring import score
from programmes.models import EditionInstrument, EditionMoment


@action(Permission.RECORD_MEASUREMENT)
def measure(trajectory, *, by, instrument, moment, answers, measured_on=None, about=None, submission=None):
    """Record the answers ({item code: value, None for not measurable}) to an instrument at a moment, about one person.

    The instrument is one that the edition uses on that day, in exactly this version, the moment one of
    the edition, and `about` (default: the person of the trajectory) takes part on that day. Answers to an
    instrument for group results are kept apart, where nobody reads them.
    """
    if made := already_made(Measurement, submission, by=by):
        return made
    measured_on, about = measured_on or timezone.localdate(), about or trajectory.person
    definition = definition_of(instrument)
    _check_use(trajectory, by, instrument, definition)
    if not EditionMoment.objects.filter(edition=trajectory.edition_id, moment=moment).exists():
        raise Refusal({"moment": _("This edition does not measure at this moment.")})
    _check_day(trajectory, measured_on, about)
    values = _scored(trajectory, instrument, definition, measured_on, answers)
    measurement = Measurement(
        trajectory=trajectory, instrument=instrument, moment=moment, about=about, measured_on=measured_on, author=by, submission=submission
    ).record(Event.MEASURED, by=by)
    kind = GroupAnswers if definition.group_only else Answers
    kind(measurement=measurement, **values).record(Event.MEASURED, by=by)
    return measurement


@action(Permission.RECORD_MEASUREMENT)
def change_measurement(trajectory, *, by, measurement, answers=None, measured_on=None, why="", measurement_version=None):
    """Correct a measurement, within its own version of the instrument; the earlier answers stay in the history.

    `measurement_version` is the version that the user saw: when it has moved on, Stale is raised. Answers
    that are counted in a result for groups do not change any more.
    """
    if measurement.trajectory_id != trajectory.pk:
        raise Refusal(_("This measurement belongs to another trajectory."))
    measurement = fresh(measurement, measurement_version)
    instrument = measurement.instrument
    definition = definition_of(instrument)
    _check_use(trajectory, by, instrument, definition)
    kept = fresh(_kept(measurement))
    if is_counted(measurement, definition):
        raise Refusal(_("This measurement already counts in the results of the group. It cannot be changed any more."))
    measurement.measured_on = measured_on or measurement.measured_on
    _check_day(trajectory, measurement.measured_on, measurement.about)
    values = _scored(trajectory, instrument, definition, measurement.measured_on, kept.answers if answers is None else answers, known=kept.answers)
    measurement.record(Event.MEASUREMENT_CHANGED, by=by, why=why)
    if values["answers"] != kept.answers:
        kept.answers, kept.scores = values["answers"], values["scores"]
        kept.record(Event.MEASUREMENT_CHANGED, by=by, why=why)
    return measurement


def _kept(measurement):
    """The row with the answers, in the one place or the other."""
    return Answers.objects.filter(measurement=measurement).first() or GroupAnswers.objects.get(measurement=measurement)


def is_counted(measurement, definition) -> bool:
    """Does a result for groups count this measurement, so that changing it would tell what one person answered?"""
    if not definition.group_only:
        return False
    rows = GroupAnswers.objects.filter(
        measurement__instrument=measurement.instrument_id,
        measurement__moment=measurement.moment,
        measurement__trajectory__edition=measurement.trajectory.edition_id,
    )
    held = [Held(key, (), measurement.moment, scores) for key, scores in rows.values_list("measurement_id", "scores")]
    return measurement.pk <= last_counted(definition, held, measurement.moment)


def _check_use(trajectory, by, instrument, definition):
    """The edition uses or used exactly this version, and `by` may use it."""
    versions = {
        row.instrument.pk: row.instrument.edition_of
        for row in _chosen(trajectory).filter(instrument__code=instrument.code, instrument__kept_by=instrument.kept_by_id)
    }
    if not versions:
        raise Refusal({"instrument": _("This edition does not use this instrument.")})
    if instrument.pk not in versions:
        words = {"used": ", ".join(sorted(versions.values())), "given": instrument.edition_of}
        raise Refusal({"instrument": _("This is version %(given)s of the instrument. This edition uses version %(used)s.") % words})
    if not may_use(by, definition, trajectory.programme_id, fresh=True):
        raise Refusal({"instrument": _("This instrument is for professionals only. A coach, coordinator or project leader can measure with it.")})


def _chosen(trajectory):
    return EditionInstrument.objects.filter(edition=trajectory.edition_id).select_related("instrument")


def _check_day(trajectory, day, about):
    if day > timezone.localdate():
        raise Refusal({"measured_on": _("A measurement cannot lie in the future.")})
    if day < trajectory.registered_on:
        raise Refusal({"measured_on": _("A measurement cannot be before the sign-up.")})
    if about not in people_of(trajectory, day):
        raise Refusal({"about": _("Somebody else than who takes part on that day cannot be measured here.")})


def _scored(trajectory, instrument, definition, day, answers, known=()):
    """Answers and scores, after checking that the instrument was in use on the day and that each item may be asked."""
    uses = [use for use in _chosen(trajectory).filter(instrument=instrument) if use.ended_on is None or day < use.ended_on]
    if not uses or (instrument.ended_on and instrument.ended_on <= day):
        raise Refusal({"instrument": _("This instrument was no longer used on that day.")})
    try:
        scores = score(definition, answers)
    except ValidationError as problems:
        raise Refusal({"answers": problems.error_list}) from None
    asked = {item.code for use in uses for item in definition.asked(use.reasons)} | set(known)
    if extra := [str(item.name) for item in definition.items if answers.get(item.code) is not None and item.code not in asked]:
        text = _("Nobody wrote down why this is needed here, so it is not asked: %(items)s.")
        raise Refusal({"answers": text % {"items": ", ".join(extra)}})
    if not answers:
        raise Refusal({"answers": _("Give an answer, or say that it is not measurable.")})
    kept = {item.code: answers.get(item.code) for item in definition.items if item.code in asked}
    return {"answers": kept, "scores": scores.values if not definition.needs_reason else {code: scores.values[code] for code in kept}}
