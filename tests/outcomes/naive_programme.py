"""The figures of a programme counted again, the slow way: row by row, day by day, written from the published meaning alone."""

from datetime import date, timedelta

from participants.models import ContactMoment, Goal, Measurement, Trajectory
from referrals.models import Referral, SignUp


def plus_months(day, months):
    """The same day so many months on, or the last day of that month: by walking to it."""
    month_index = day.month + months
    year, month = day.year + (month_index - 1) // 12, (month_index - 1) % 12 + 1
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(number, day.day))
        except ValueError:
            continue
    raise AssertionError(day)


def days_between(first, last):
    """Every day from first to last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


class Recount:
    """One recount; every method gives {(key, unit, about): what is counted, without zeros}."""

    def __init__(self, edition, first, until, as_of):
        self.edition, self.first, self.as_of = edition, first, as_of
        self.last = until if until < as_of else as_of
        self.period = set(days_between(first, self.last)) if self.last >= first else set()
        every = Trajectory.objects.filter(edition=edition)
        self.all = [t for t in every if t.end_reason != "duplicate" and t.registered_on <= as_of]

    def end_of(self, t):
        """The end as it was known."""
        return t.ended_on if t.ended_on and t.ended_on <= self.as_of else None

    def people(self, t, day):
        """Who belongs to a trajectory on a day."""
        found = {t.person_id}
        if t.household:
            for member in t.household.members.all():
                if member.starts_on and day < member.starts_on:
                    continue
                if member.ends_on and day >= member.ends_on:
                    continue
                found.add(member.person_id)
        return found

    def two_units(self, key, pairs):
        """Households and persons of (trajectory, day)."""
        people = set()
        for t, day in pairs:
            people |= self.people(t, day)
        return {(key, "households", ""): {"n": len({t.household_id for t, _ in pairs} - {None})}, (key, "persons", ""): {"n": len(people)}}

    def started(self):
        """Who started."""
        return self.two_units("started", [(t, t.started_on) for t in self.all if t.started_on in self.period])

    def running(self):
        """Who was under way on the last day."""
        on = [t for t in self.all if t.started_on and t.started_on <= self.last and not (self.end_of(t) and self.end_of(t) <= self.last)]
        return self.two_units("running", [(t, self.last) for t in on])

    def ended(self):
        """Who ended, by reason."""
        households, persons = {}, {}
        for t in self.all:
            if t.started_on and self.end_of(t) in self.period:
                households.setdefault(t.end_reason, set()).update({t.household_id} - {None})
                day = max(t.ended_on - timedelta(days=1), t.started_on)
                persons.setdefault(t.end_reason, set()).update(self.people(t, day))
        found = {}
        for unit, groups in (("households", households), ("persons", persons)):
            parts = {reason: len(group) for reason, group in groups.items() if group}
            found["ended", unit, ""] = {"n": sum(parts.values()), "parts": parts}
        return found

    def contacts(self):
        """Contacts in which somebody answered while under way, and the days under way."""
        n = days = 0
        for t in self.all:
            answered = [c.held_on for c in t.contacts.all() if c.result != "not_reached"]
            for day in self.period:
                if t.started_on and t.started_on <= day and (self.end_of(t) is None or day <= self.end_of(t)):
                    days += 1
                    n += answered.count(day)
        return {("contacts", "contacts", ""): {"n": n, "d": days}}

    def channels(self, key, unit, rows):
        """Rows by channel and whether somebody was reached."""
        cells = {}
        for row in rows:
            if row.held_on in self.period:
                column = {"not_reached": "not_reached", "no_contact_wanted": "other_answer", "already_helped": "other_answer"}.get(
                    row.result, "reached"
                )
                cells[row.channel, column] = cells.get((row.channel, column), 0) + 1
        return {(key, unit, ""): {"n": sum(cells.values()), "cells": cells}}

    def reached_contacts(self):
        """Contacts by channel."""
        rows = [c for c in ContactMoment.objects.all() if c.trajectory.edition_id == self.edition.pk and c.trajectory.end_reason != "duplicate"]
        return self.channels("reached_contacts", "contacts", rows)

    def reached_attempts(self):
        """Attempts by channel."""
        rows = [a for s in SignUp.objects.filter(edition=self.edition) for a in s.attempts.all()]
        return self.channels("reached_attempts", "attempts", rows)

    def goals(self):
        """Goals set and goals closed."""
        set_, closed = {}, {}
        for goal in Goal.objects.filter(trajectory__edition=self.edition):
            if goal.trajectory.end_reason == "duplicate":
                continue
            area = goal.life_area or goal.theme.life_area
            name = area.name if area else ""
            is_closed = goal.closed_on is not None and goal.closed_on <= self.as_of
            if goal.set_on in self.period:
                cell = (name, goal.state if is_closed else "open")
                set_[cell] = set_.get(cell, 0) + 1
            if is_closed and goal.closed_on in self.period and goal.set_on <= self.as_of:
                closed[name, goal.state] = closed.get((name, goal.state), 0) + 1
        return {
            ("goals_set", "goals", ""): {"n": sum(set_.values()), "cells": set_},
            ("goals_closed", "goals", ""): {"n": sum(closed.values()), "cells": closed},
        }

    def ladder(self):
        """Steps at the end against steps at the start."""
        found = {}
        for end in Measurement.objects.filter(trajectory__edition=self.edition, moment="end", instrument__scoring="ladder"):
            if end.trajectory.end_reason == "duplicate" or end.measured_on not in self.period or (step := self.step(end)) == "no answers":
                continue
            counted = found.setdefault(("ladder", "persons", str(end.instrument)), {"n": 0, "parts": {}, "excluded": {}})
            start = Measurement.objects.filter(
                trajectory=end.trajectory, about=end.about, instrument=end.instrument, moment="start", measured_on__lte=self.as_of
            ).first()
            before = self.step(start) if start else "no answers"
            if before == "no answers":
                group, name = "excluded", "no_start"
            elif before is None or step is None:
                group, name = "excluded", "not_measurable"
            else:
                group, name = "parts", "up" if step > before else "down" if step < before else "same"
                counted["n"] += 1
            counted[group][name] = counted[group].get(name, 0) + 1
        return found

    def step(self, measurement):
        """The step, None, or that there are no answers that may be told one by one."""
        return measurement.answers.scores["step"] if hasattr(measurement, "answers") else "no answers"

    def out_of_benefit(self):
        """No longer on a benefit."""
        n = d = 0
        left = {}
        for t in self.all:
            if not t.started_on or t.started_on > self.last or t.on_benefit == "no":
                continue
            if t.on_benefit_state != "answered":
                name = "not_asked" if t.on_benefit_state == "not_asked" else "unknown"
                left[name] = left.get(name, 0) + 1
                continue
            since = []
            for outcome in t.outcomes.filter(kind="out_of_benefit"):
                replaced = any(later.recorded_on <= self.as_of for later in t.outcomes.filter(supersedes=outcome))
                if not outcome.withdrawn and not replaced and outcome.recorded_on <= self.as_of and outcome.start_on <= self.as_of:
                    since.append(outcome.start_on)
            if since and min(since) < self.first:
                left["before"] = left.get("before", 0) + 1
                continue
            d += 1
            n += 1 if self.period & set(since) else 0
        return {("out_of_benefit", "trajectories", ""): {"n": n, "d": d, "excluded": left}}

    def relapse(self):
        """Who came back."""
        n = d = 0
        left = {}
        every = [t for t in Trajectory.objects.filter(edition__programme=self.edition.programme) if t.end_reason != "duplicate"]
        every = [t for t in every if t.registered_on <= self.as_of]
        for t in self.all:
            end = self.end_of(t)
            if not t.started_on or not end or end > self.last:
                continue
            if t.end_reason in ("deceased", "moved"):
                left[t.end_reason] = left.get(t.end_reason, 0) + 1
                continue
            limit = plus_months(end, 12)
            if limit > self.as_of:
                left["too_early"] = left.get("too_early", 0) + 1
                continue
            d += 1
            back = False
            for other in every:
                if other.pk != t.pk and (other.person_id == t.person_id or (t.household_id and other.household_id == t.household_id)):
                    came = [other.registered_on] + [s.received_on for s in SignUp.objects.filter(trajectory=other)]
                    back = back or any(end < day <= limit for day in came)
            n += back
        return {("relapse", "trajectories", ""): {"n": n, "d": d, "excluded": left}}

    def living(self):
        """Where people live."""
        found = {}
        for months in (6, 12):
            n = d = 0
            left = {}
            for t in self.all:
                if not t.started_on or plus_months(t.started_on, months) > self.last:
                    continue
                asked = t.follow_ups.filter(months=months, asked_on__lte=self.as_of).first()
                where = asked.living if asked else "not_asked"
                if where in ("at_home", "care_home", "elsewhere"):
                    d += 1
                    n += where == "at_home"
                else:
                    left[where] = left.get(where, 0) + 1
            found[f"living_at_home_{months}", "trajectories", ""] = {"n": n, "d": d, "excluded": left}
        return found

    def referrals(self):
        """Where people were referred to."""
        cells = {}
        for referral in Referral.objects.filter(trajectory__edition=self.edition):
            if referral.trajectory.end_reason != "duplicate" and referral.referred_on in self.period:
                known = referral.result_on is not None and referral.result_on <= self.as_of
                cell = (referral.organisation.kind, referral.result if known else "no_result")
                cells[cell] = cells.get(cell, 0) + 1
        return {("referrals", "referrals", ""): {"n": sum(cells.values()), "cells": cells}}

    def sign_ups(self):
        """What came in."""
        parts = {}
        for row in SignUp.objects.filter(edition=self.edition):
            if row.received_on not in self.period or (row.trajectory and row.trajectory.end_reason == "duplicate"):
                continue
            acted = [row.received_on, *(a.held_on for a in row.attempts.all() if a.held_on <= self.as_of)]
            if row.trajectory and row.trajectory.registered_on <= self.as_of:
                end = "trajectory"
            elif row.closed_on and row.closed_on <= self.as_of:
                end = row.close_reason
            else:
                end = "expired" if plus_months(max(acted), 3) <= self.as_of else "open"
            parts[end] = parts.get(end, 0) + 1
        return {("sign_ups", "sign_ups", ""): {"n": sum(parts.values()), "parts": parts}}


def recount(edition, first, until, as_of):
    """Every figure, counted again."""
    again, found = Recount(edition, first, until, as_of), {}
    for part in (
        again.started, again.running, again.ended, again.contacts, again.reached_contacts, again.reached_attempts, again.goals, again.ladder,
        again.out_of_benefit, again.relapse, again.living, again.referrals, again.sign_ups,
    ):  # fmt: skip
        found |= part()
    return found
