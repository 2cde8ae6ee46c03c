"""The measurements of a made-up dossier: when they were due, most of them held, and what was answered."""

from datetime import timedelta

from outcomes.demo.neighbourhood.cases import Case
from outcomes.demo.neighbourhood.talks import Talk
from outcomes.demo.story import Story, save
from participants.choices import Event
from participants.models import Answers, GroupAnswers, Measurement
from programmes.choices import CountedFrom, Moment
from programmes.instruments.scoring import score

FORGOTTEN = 0.12  # part of what was due and not held
NOT_MEASURABLE = 0.03
LATER = {Moment.START: 0, Moment.HALFWAY: 1, Moment.END: 2, Moment.FOLLOW_UP: 2}  # how far somebody has come, about
YES, MORE_OR_LESS, NO = 1, 2, 3


def save_measurements(talks_of: list[tuple[Case, list[Talk]]], rng) -> None:
    """Measurements first, then their answers: those for group results where nobody reads them."""
    planned = [row for case, talks in talks_of if talks for row in _due(case, talks, rng)]
    stories = []
    for salt, (case, moment, (instrument, _definition), day, _given) in enumerate(planned):
        author = case.guide(day)
        row = Measurement(
            trajectory=case.row, instrument=instrument, moment=moment, about=case.persons[0], measured_on=day, author=author
        )  # fmt: skip
        stories.append(Story(row, salt).then(day, Event.MEASURED, by=author))
    rows = list(zip(planned, save(stories), strict=True))
    for model, group_only in ((Answers, False), (GroupAnswers, True)):
        save([_answers(model, *plan, row) for plan, row in rows if plan[2][1].group_only == group_only])


def _answers(model, case, _moment, used, day, answers, measurement):
    row = model(measurement=measurement, answers=answers, scores=score(used[1], answers).values)
    return Story(row, measurement.pk).then(day, Event.MEASURED, by=case.guide(day))


def _due(case, talks, rng):
    """What was due and held: at the contact next to the day, never later than today."""
    level = {instrument.pk: rng.random() for instrument, _ in case.setup.instruments}
    for moment in case.setup.moments:
        base = case.started_on if moment.counted_from == CountedFrom.START else case.ended_on
        if base is None:
            continue
        due = base + timedelta(days=moment.after_days)
        ended_before = case.ended_on and moment.counted_from == CountedFrom.START and due > case.ended_on
        if due > case.today or ended_before or case.end_reason in ("no_contact", "deceased") and due >= case.ended_on:
            continue
        for used in case.setup.instruments:
            if rng.random() >= FORGOTTEN:
                reached = [talk.day for talk in talks if talk.reached and talk.day >= case.started_on]
                day = min((abs((day - due).days), day) for day in [*reached, due])[1] if moment.after_days else due
                yield case, moment.moment, used, day, ANSWERS[used[1].scoring](used[1], level[used[0].pk], LATER[Moment(moment.moment)], rng)


def _ladder(definition, level, later, rng):
    """Most start low; some go up, some stay, a few go down."""
    step = 1 + int(level * 3.2) + sum(rng.choices((-1, 0, 1), (1, 6, 4))[0] for _ in range(later))
    return {definition.items[0].code: max(definition.minimum, min(step, definition.maximum))}


def _profile(definition, level, later, rng):
    answers = {}
    for place, item in enumerate(definition.items):
        start = 1 + (level * 7 + place * 1.7) % 3.4
        value = round(start + sum(rng.choices((-0.5, 0, 1), (1, 4, 4))[0] for _ in range(later)))
        answers[item.code] = None if rng.random() < NOT_MEASURABLE else max(definition.minimum, min(value, definition.maximum))
    return answers


def _web(definition, level, later, rng):
    answers = {}
    for place, item in enumerate(definition.items):
        mark = round(3 + (level * 9 + place * 2.3) % 4 + later * rng.choice((-0.5, 0, 0.5, 1)))
        answers[item.code] = None if rng.random() < NOT_MEASURABLE else max(definition.minimum, min(mark, definition.maximum))
    return answers


def _loneliness(definition, level, later, rng):
    """No programme has shown that this changes by it: the odds at the end are nearly those at the start."""
    chance, answers = 0.25 + 0.5 * level - 0.02 * later, {}
    for item in definition.items:
        lonely = rng.random() < chance
        plain = (NO, YES) if item.positive else (YES, NO)
        answers[item.code] = None if rng.random() < NOT_MEASURABLE else rng.choice((plain[0], MORE_OR_LESS)) if lonely else plain[1]
    return answers


ANSWERS = {"ladder": _ladder, "profile": _profile, "web": _web, "de_jong_gierveld": _loneliness}
