"""What is due to be measured, and what was measured: computed from dates and rows, never stored."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casetrack.access import Permission
from participants.choices import EndReason
from participants.measured import definition_of, due_on, may_use
from participants.measurement_charts import Mark, draw
from participants.measurement_groups import GroupResult, Held, result
from participants.models import Answers, GroupAnswers, Measurement, Trajectory
from participants.models.measurements import professional_in
from programmes.choices import CountedFrom, Moment
from programmes.instruments.bands import band, meanings
from programmes.instruments.definition import Definition
from programmes.instruments.scoring import Scores, change
from programmes.models import EditionInstrument, EditionMoment, Instrument

# What was not measured so long after an end is not asked any more.
LAPSES_AFTER = 90
# Nobody is measured after these ends.
NOT_AFTER = (EndReason.DECEASED, EndReason.DUPLICATE)
# The first moment of each way of counting tells since when a trajectory waits: moment, counted from.
FIRST = {"from_start": (Moment.START, CountedFrom.START), "to_end": (Moment.END, CountedFrom.START), "from_end": (Moment.FOLLOW_UP, CountedFrom.END)}


def due_measurements(user, today=None):
    """What `user` has to measure by `today`: a query set of dicts, one for each trajectory, instrument and moment that is due.

    A moment that is counted from the start is due until the trajectory ends; one at or after the end,
    for 90 days. Nothing is due once any version of the instrument was held at that moment. Instruments for
    professionals are due for professionals only.
    One query beside the rows, whatever their number, and the user's rights.
    """
    today = today or timezone.localdate()
    rows = (
        Trajectory.objects.allowed(user, Permission.RECORD_MEASUREMENT)
        .annotate(
            moment=F("edition__moments__moment"),
            counted_from=F("edition__moments__counted_from"),
            after_days=F("edition__moments__after_days"),
            instrument=F("edition__edition_instruments__instrument_id"),
            code=F("edition__edition_instruments__instrument__code"),
            kept_by=F("edition__edition_instruments__instrument__kept_by_id"),
            professionals_only=F("edition__edition_instruments__instrument__professionals_only"),
            needs_reason=F("edition__edition_instruments__instrument__needs_reason"),
            reasons=F("edition__edition_instruments__reasons"),
            dropped_on=F("edition__edition_instruments__ended_on"),
            withdrawn_on=F("edition__edition_instruments__instrument__ended_on"),
        )
        .filter(Q(dropped_on__isnull=True) | Q(dropped_on__gt=today), Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=today))
        .filter(Q(professionals_only=False) | Q(programme_id__in=professional_in(user)))
        .exclude(needs_reason=True, reasons={})  # nothing is asked
        .filter(_due(today))
        .exclude(end_reason__in=NOT_AFTER)
    )
    held = Measurement.objects.filter(
        trajectory=OuterRef("pk"), moment=OuterRef("moment"), instrument__code=OuterRef("code"), instrument__kept_by=OuterRef("kept_by")
    )
    return rows.filter(~Exists(held)).order_by("started_on", "pk", "after_days", "instrument").values("pk", "instrument", "moment")


def _due(today) -> Q:
    """The moments that have come: one query, for the numbers of days that editions have."""
    running, ended = Q(ended_on__isnull=True) | Q(ended_on__gt=today), Q(ended_on__lte=today, ended_on__gt=today - timedelta(days=LAPSES_AFTER))
    due = Q(counted_from=CountedFrom.START, moment=Moment.END) & ended & Q(started_on__isnull=False)
    for counted_from, days in EditionMoment.objects.order_by().values_list("counted_from", "after_days").distinct():
        day, these = today - timedelta(days=days), Q(counted_from=counted_from, after_days=days)
        if counted_from == CountedFrom.START:
            due |= these & Q(started_on__lte=day) & running
        else:
            due |= these & Q(ended_on__lte=day, ended_on__gt=day - timedelta(days=LAPSES_AFTER))
    return due


def due_by_trajectory(user, today=None):
    """What is due, one dict for each trajectory: who it is of, how many are due, and what `due_since` needs; as many queries."""
    end, start = Q(moment=Moment.END), Q(counted_from=CountedFrom.START)
    cases = due_measurements(user, today).order_by("started_on", "pk")
    return cases.values("pk", "person__first_name", "person__last_name", "household__name", "started_on", "ended_on").annotate(
        number=Count("pk"),
        from_start=Min("after_days", filter=start & ~end),
        to_end=Min("after_days", filter=start & end),
        from_end=Min("after_days", filter=~start),
    )


def due_since(row) -> date:
    """The day on which the first of what is due in this row of `due_by_trajectory` came."""
    trajectory = Trajectory(started_on=row["started_on"], ended_on=row["ended_on"])
    moments = [
        EditionMoment(moment=moment, counted_from=counted_from, after_days=row[name])
        for name, (moment, counted_from) in FIRST.items()
        if row[name] is not None
    ]
    return min(due_on(moment, trajectory) for moment in moments)


@dataclass
class Due:
    """A moment of an instrument that was not held yet; `day` is None while its start or end is not known."""

    moment: str
    label: str
    day: date | None
    overdue: bool


@dataclass
class Line:
    """One score of a table: its name, what it was at each moment, and what changed from the first to the last."""

    name: str
    cells: list[str]
    change: str


@dataclass
class Subject:
    """The measurements of one person with one version of an instrument: picture and table of the same."""

    person: object
    held: list[Measurement]
    lines: list[Line] = field(default_factory=list)
    chart: str = ""


@dataclass
class Section:
    """One version of an instrument on the page of a trajectory."""

    instrument: Instrument
    definition: Definition
    in_use: bool
    may_measure: bool
    asked: bool
    due: list[Due]
    subjects: list[Subject]


def sections(user, trajectory, today=None) -> list[Section]:
    """The instruments that the edition uses, and those that were used here, with what is due and what was measured.

    Four queries and one for the household, whatever the number of measurements. Answers to instruments for
    group results are never read.
    """
    today = today or timezone.localdate()
    moments = sorted(EditionMoment.objects.filter(edition=trajectory.edition_id), key=lambda row: Moment.values.index(row.moment))
    held = list(_of(Measurement, user, trajectory).select_related("instrument", "about", "author").order_by("measured_on", "pk"))
    answers = {row.measurement_id: row for row in _of(Answers, user, trajectory)}
    used = EditionInstrument.objects.filter(edition=trajectory.edition_id).select_related("instrument").order_by("instrument__name", "pk")
    uses = {use.instrument: use for use in used if use.ended_on is None or today < use.ended_on}
    uses = {instrument: use for instrument, use in uses.items() if instrument.ended_on is None or today < instrument.ended_on}
    shown = []
    for instrument in dict.fromkeys([*uses, *sorted({row.instrument for row in held}, key=lambda row: (row.name, row.pk))]):
        definition, use = definition_of(instrument), uses.get(instrument)
        may = may_use(user, definition, trajectory.programme_id)
        done = {row.moment for row in held if (row.instrument.code, row.instrument.kept_by_id) == (instrument.code, instrument.kept_by_id)}
        shown.append(
            Section(
                instrument,
                definition,
                in_use=use is not None,
                may_measure=use is not None and may,
                asked=use is not None and bool(definition.asked(use.reasons)),
                due=_waiting(moments, done, trajectory, today) if use else [],
                subjects=_subjects(definition, [row for row in held if row.instrument_id == instrument.pk], answers, trajectory),
            )
        )
    return shown


def _of(model, user, trajectory):
    return model.objects.allowed(user, model.view_permission).filter(**{model.trajectory_path: trajectory.pk})


def _waiting(moments, done, trajectory, today):
    if trajectory.end_reason in NOT_AFTER:
        return []
    ended = trajectory.ended_on is not None and trajectory.ended_on <= today
    found = []
    for moment in moments:
        passed = ended and moment.counted_from == CountedFrom.START and moment.moment != Moment.END
        if moment.moment not in done and not passed:
            day = due_on(moment, trajectory)
            found.append(Due(moment.moment, str(moment.get_moment_display()), day, overdue=day is not None and day <= today))
    return found


def _subjects(definition, held, answers, trajectory):
    """The person of the trajectory first."""
    order = {moment: place for place, moment in enumerate(Moment.values)}
    people = sorted({row.about for row in held}, key=lambda person: (person.pk != trajectory.person_id, person.pk))
    found = []
    for person in people:
        own = sorted((row for row in held if row.about_id == person.pk), key=lambda row: order[row.moment])
        subject = Subject(person, own)
        known = [answers[row.pk] for row in own if row.pk in answers]
        if known and not definition.group_only and len(known) == len(own):
            subject.lines = _lines(definition, known)
            subject.chart = _chart(definition, subject, known)
        found.append(subject)
    return found


def _lines(definition, known):
    codes = meanings(definition)
    asked = [code for code in codes if any(code in row.scores for row in known)]
    first, last = (Scores(definition.code, definition.version, row.scores) for row in (known[0], known[-1]))
    changes = change(definition, first, last) if len(known) > 1 else {}
    return [
        Line(str(codes[code].name), [in_words(definition, code, row.scores.get(code)) for row in known], _change_in_words(changes.get(code)))
        for code in asked
    ]


def in_words(definition: Definition, code: str, value: int | None) -> str:
    """A score as it is read: the value with the name of its class, or that it is not measurable."""
    if value is None:
        return _("not measurable")
    found = band(definition, code, value)
    return f"{value} – {found.label}" if found and str(found.label) != str(value) else str(value)


def _change_in_words(found):
    if found is None:
        return ""
    if found.difference is None:
        return found.gap.label
    size = abs(found.difference)
    if not size:
        return _("the same")
    return _("%(size)s higher") % {"size": size} if found.difference > 0 else _("%(size)s lower") % {"size": size}


def _chart(definition, subject, known):
    marks = [Mark(place, row.scores, newest=place == len(known)) for place, row in enumerate(known, start=1)]
    told = "; ".join(f"{line.name}: {', '.join(line.cells)}" for line in subject.lines)
    key = f"measured-{subject.held[0].instrument_id}-{subject.person.pk}"
    return draw(definition, marks, key=key, title=str(definition.name), description=told)


def earlier_answers(user, trajectory, instrument, about, *, but=None) -> list[tuple[str, date, dict]]:
    """(moment, day, answers) of what this person answered to this version before, in order of time; never of an instrument for group results."""
    rows = _of(Answers, user, trajectory).filter(measurement__instrument=instrument, measurement__about=about).select_related("measurement")
    rows = sorted((row for row in rows if row.measurement != but), key=lambda row: (row.measurement.measured_on, row.pk))
    return [(row.measurement.get_moment_display(), row.measurement.measured_on, row.answers) for row in rows]


def group_results(edition) -> list[tuple[Instrument, GroupResult]]:
    """The result of every instrument that an edition uses or used, for the group; the caller checks who may see figures.

    Answers for group results are counted here and nowhere else. Somebody who was entered twice counts
    once, except there: taking one person out would tell that person's answer. Three queries.
    """
    used = Instrument.objects.filter(used_by__edition=edition).distinct().order_by("name", "edition_of", "pk")
    held = {}
    for model in (Answers, GroupAnswers):
        rows = model.objects.filter(measurement__trajectory__edition=edition)
        if model is Answers:
            rows = rows.exclude(measurement__trajectory__end_reason=EndReason.DUPLICATE)
        columns = (
            "measurement_id",
            "measurement__instrument_id",
            "measurement__trajectory_id",
            "measurement__about_id",
            "measurement__moment",
            "scores",
        )
        for key, instrument, trajectory, about, moment, scores in rows.order_by("pk").values_list(*columns):
            held.setdefault((model, instrument), []).append(Held(key, (trajectory, about), moment, scores))
    found = []
    for instrument in used:
        definition = definition_of(instrument)
        kind = GroupAnswers if definition.group_only else Answers
        found.append((instrument, result(definition, held.get((kind, instrument.pk), []))))
    return found


def result_as_dict(instrument: Instrument, found: GroupResult) -> dict:
    """A group result as the API tells it."""
    return {
        "instrument": instrument.code,
        "version": instrument.edition_of,
        "name": instrument.name,
        "group_only": found.definition.group_only,
        "waiting": found.waiting,
        "scores": [
            {
                "code": score.code,
                "name": score.name,
                "moments": [_row_as_dict(row) for row in score.moments],
                "change": _row_as_dict(score.change) if score.change else None,
            }
            for score in found.scores
        ],
    }


def _row_as_dict(row):
    return {
        "code": row.code,
        "name": capfirst(row.label),
        "n": row.total,
        "classes": [{"code": cell.code, "name": cell.label, "n": cell.number} for cell in row.cells],
    }
