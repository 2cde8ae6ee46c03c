"""The people around an older person before and after, and what people do for each other."""

from datetime import timedelta

from outcomes.demo import names
from outcomes.demo.neighbourhood import residents, spil_words
from outcomes.demo.neighbourhood.cases import Case
from outcomes.demo.story import Story, save
from participants.choices import Closeness, Direction, Event, NetworkKind, Tie
from participants.models import Exchange, NetworkMember
from programmes.choices import Module

CHILDREN_NAMES = ("Zoon", "Dochter")
MAY_BE_CALLED = 0.45
MATCHES = 9
FEWEST, MOST = 5, 12


def save_networks(cases: list[Case], rng) -> None:
    """From five to twelve around each; some come later, a few go, and some come closer."""
    save([story for case in cases if case.started_on and case.setup.edition.has(Module.NETWORK) for story in _network(case, rng)])


def _network(case, rng):
    around, brought = _informal(case, rng) + _formal(rng), _brought_together(rng)
    at_start = max(FEWEST, len(around))
    for place, (role, name, tie, closeness) in enumerate([*around, *brought][:MOST]):
        day = case.started_on + timedelta(days=4 if place < at_start else rng.randint(40, 170))
        if day > (case.ended_on or case.today):
            continue
        kind = NetworkKind.ORGANISATION if role in ("club", "welfare", "housing", "municipality") else NetworkKind.PERSON
        row = NetworkMember(trajectory=case.row, kind=kind, name=name, tie=tie, role=role, closeness=closeness, starts_on=day)
        if rng.random() < MAY_BE_CALLED:
            row.may_be_contacted, row.contact_agreed_on = True, day
            row.phone = f"0599 001 {rng.randint(0, 999):03d}" if kind == NetworkKind.PERSON else ""
        yield _later(Story(row, place).then(day, Event.NETWORK_ADDED, by=case.guide(day)), row, case, rng)


def _later(story, row, case, rng):
    day, last = row.starts_on + timedelta(days=rng.randint(60, 200)), case.ended_on or case.today
    draw = rng.random()
    if day <= last and draw < 0.06:
        story.then(day, Event.NETWORK_ENDED, by=case.guide(day), ends_on=day)
    elif day <= last and draw < 0.2 and row.closeness > Closeness.CLOSE:
        story.then(day, Event.NETWORK_CHANGED, by=case.guide(day), closeness=row.closeness - 1)
    return story


def _informal(case, rng):
    person, found = case.home.contact, []
    for label in rng.sample(CHILDREN_NAMES * 2, rng.randint(0, 3)):
        first = rng.choice(names.MEN_NL if label == "Zoon" else names.WOMEN_NL)
        found.append(("child", f"{label} {first}", Tie.INFORMAL, rng.choice((Closeness.CLOSE, Closeness.CLOSE, Closeness.MIDDLE))))
    if rng.random() < 0.3:
        partner = rng.choice(residents.OLDER_MEN if person["sex"] == "f" else residents.OLDER_WOMEN)
        found.append(("partner", partner, Tie.INFORMAL, Closeness.CLOSE))
    for _ in range(rng.randint(1, 3)):
        label, first = rng.choice((("Buurvrouw", names.WOMEN_NL), ("Buurman", names.MEN_NL)))
        found.append(("neighbour", f"{label} {rng.choice(first)}", Tie.INFORMAL, rng.choice(Closeness.values)))
    if rng.random() < 0.5:
        first = rng.choice(residents.OLDER_WOMEN + residents.OLDER_MEN)
        found.append(("friend", f"{first} van vroeger", Tie.INFORMAL, rng.choice((Closeness.MIDDLE, Closeness.FAR))))
    if rng.random() < 0.4:
        found.append(("family", f"Zus {rng.choice(residents.OLDER_WOMEN)}", Tie.INFORMAL, rng.choice((Closeness.MIDDLE, Closeness.FAR))))
    return found


def _brought_together(rng):
    """Whom the Spil finds: they come later."""
    found = [("club", rng.choice(spil_words.CLUBS), Tie.INFORMAL, rng.choice((Closeness.MIDDLE, Closeness.FAR)))]
    if rng.random() < 0.6:
        found.append(("volunteer", f"Vrijwilliger {rng.choice(names.WOMEN_NL + names.MEN_NL)}", Tie.INFORMAL, Closeness.MIDDLE))
    return found


def _formal(rng):
    return [(role, name, Tie.FORMAL, rng.choice((Closeness.MIDDLE, Closeness.FAR, Closeness.FAR))) for role, name in rng.sample(spil_words.FORMAL, 3)]


def save_exchanges(cases: list[Case], rng) -> None:
    """What people can do for others and would like; some of it is brought together."""
    stories, of_case = [], []
    for salt, case in enumerate(cases):
        if case.started_on and case.setup.edition.has(Module.EXCHANGE):
            for story in _exchanges(case, salt, rng):
                stories.append(story)
                of_case.append(case)
    _match(list(zip(of_case, save(stories), strict=True)))


def _exchanges(case, salt, rng):
    day, last = case.started_on + timedelta(days=rng.randint(5, 40)), case.ended_on or case.today
    for direction, words, odds in ((Direction.OFFER, spil_words.OFFERS, 0.6), (Direction.ASK, spil_words.ASKS, 0.5)):
        kind = rng.choice(tuple(words))
        if rng.random() < odds and day <= last:
            row = Exchange(trajectory=case.row, direction=direction, kind=kind, wording=rng.choice(words[kind]), starts_on=day)
            story = Story(row, salt).then(day, Event.EXCHANGE_ADDED, by=case.guide(day))
            if case.ended_on:
                story.then(case.ended_on, Event.EXCHANGE_ENDED, by=case.guide(case.ended_on), ends_on=case.ended_on)
            yield story


def _match(rows):
    """Bring the first questions and offers of one kind together, both sides of each; the rest waits in the matching list."""
    open_rows = [(case, row) for case, row in rows if row.ends_on is None]
    offers = {}
    for case, row in open_rows:
        if row.direction == Direction.OFFER:
            offers.setdefault(row.kind, []).append((case, row))
    made = 0
    for case, ask in open_rows:
        others = [pair for pair in offers.get(ask.kind, ()) if pair[0] is not case]
        if ask.direction != Direction.ASK or not others or made == MATCHES:
            continue
        other_case, offer = others[0]
        offers[ask.kind].remove(others[0])
        made += 1
        day = min(max(ask.starts_on, offer.starts_on) + timedelta(days=6), case.today)
        for one, its_other, whose in ((ask, offer, case), (offer, ask, other_case)):
            one.matched_with = its_other
            one._history_date = Story(one, ask.pk).then(day, Event.EXCHANGE_MATCHED, by=whose.setup.coordinator).steps[0].at
            one.record(Event.EXCHANGE_MATCHED, by=whose.setup.coordinator)
