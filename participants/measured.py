"""The rules of measuring that pages, lists and actions share: which definition, by whom, when, and about whom."""

from datetime import timedelta

from participants.models import Person
from participants.models.measurements import professional_in
from programmes.choices import CountedFrom, Moment
from programmes.instruments.definition import Definition, parse
from programmes.models import EditionMoment

FLAGS = ("group_only", "professionals_only", "needs_reason")


def definition_of(instrument) -> Definition:
    """The definition of this version of an instrument; what the row or the definition restricts is restricted."""
    flags = {flag: getattr(instrument, flag) or bool(instrument.definition.get(flag)) for flag in FLAGS}
    return parse({**instrument.definition, **flags})


def may_use(user, definition: Definition, programme_id, *, fresh=False) -> bool:
    """May `user` measure with this instrument in this programme: some instruments are for professionals only."""
    return not definition.professionals_only or programme_id in professional_in(user, fresh=fresh)


def due_on(moment: EditionMoment, trajectory):
    """The day on which this moment of the edition comes for this trajectory; None when its start or end is not known.

    An end measurement that is counted from the start comes with the end of a trajectory that ends sooner.
    """
    if moment.counted_from == CountedFrom.END:
        return trajectory.ended_on and trajectory.ended_on + timedelta(days=moment.after_days)
    day = trajectory.started_on and trajectory.started_on + timedelta(days=moment.after_days)
    return min(day, trajectory.ended_on) if day and trajectory.ended_on and moment.moment == Moment.END else day


def people_of(trajectory, day):
    """Whom a measurement in this trajectory can be about on `day`: the person, then who else lives in the household."""
    others = Person.objects.none()
    if trajectory.household_id:
        members = trajectory.household.members.all()
        here = [m.person_id for m in members if (m.starts_on is None or m.starts_on <= day) and (m.ends_on is None or day < m.ends_on)]
        others = Person.objects.filter(pk__in=here).exclude(pk=trajectory.person_id)
    return [trajectory.person, *others]
