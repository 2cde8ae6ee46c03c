"""Writes the Meldpunt of the demonstration: set-up, plans of all years, and then every kind of row at once."""

import random
from datetime import date

from outcomes.demo.meldpunt import lawful, reports
from outcomes.demo.meldpunt.mailbox import save_mailbox
from outcomes.demo.meldpunt.open_cases import open_cases
from outcomes.demo.meldpunt.plans import SEED, plan_year
from outcomes.demo.meldpunt.setup import set_up
from outcomes.demo.story import Story, save
from outcomes.meldpunt_figures.facts import live
from referrals.choices import Event
from referrals.models import ReportingYear

FIRST_YEAR = 2022


def write(home, *, administrator, password_hash: str, today: date) -> dict[str, int]:
    """Returns how many reports the meldpunt has. Runs in the transaction of the caller."""
    rng = random.Random(SEED)
    setup = set_up(home, administrator, password_hash, today)
    cases = [case for year in range(FIRST_YEAR, today.year + 1) for case in plan_year(year, today)]
    cases = sorted([*cases, *open_cases(today)], key=lambda case: case.received_on)
    parties = reports.save_parties(setup, cases)
    reports.save_interest(setup, parties, cases)
    saved = reports.save_reports(setup, cases, parties)
    reports.save_reporters(setup, cases, saved, rng)
    pairs = list(zip(cases, saved, strict=True))
    lawful.save_work(setup, pairs, rng)
    save_mailbox(pairs)
    for year in range(FIRST_YEAR, today.year - 1):  # the last year that is over waits to be closed
        _close(setup, year)
    return {setup.meldpunt.code: len(saved)}


def _close(setup, year):
    """The year was accounted for before the first of April of the next (Wga, art. 3)."""
    counted = {str(report.pk): report.as_dict() for report in live(setup.meldpunt, year)}
    day = date(year + 1, 3, 20)
    row = ReportingYear(meldpunt=setup.meldpunt, year=year, closed_on=day, closed_by=setup.lead, counted=counted)
    save([Story(row).then(day, Event.YEAR_CLOSED, by=setup.lead)])
