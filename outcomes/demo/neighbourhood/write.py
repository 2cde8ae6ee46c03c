"""Writes Kansrijk and Spil of the demonstration: set-up, plans of all dossiers, and then every kind of row at once."""

import random
from datetime import date

from outcomes.demo.neighbourhood import beside, cases, dossier, incoming, measured, results, surroundings
from outcomes.demo.neighbourhood.configured import set_up
from outcomes.demo.neighbourhood.plans import work
from outcomes.demo.neighbourhood.talks import talks


def write(home, *, administrator, coordinator, password_hash: str, today: date) -> dict[str, int]:
    """Returns how many trajectories each edition has. Runs in the transaction of the caller."""
    rng = random.Random(cases.SEED)
    setups, users = set_up(home, administrator, coordinator, password_hash, today)
    planned = [*cases.kansrijk(setups, users, rng, today), *cases.spil(setups["spil-westerwolde"], rng, today)]
    dossier.save_persons(planned)
    dossier.save_trajectories(planned, rng)
    incoming.save_sign_ups(planned, rng)
    incoming.save_loose(setups, rng, today)
    talks_of = [(case, talks(case, rng, today)) for case in planned]
    dossier.save_contacts(talks_of)
    work_of = [(case, work(case, told, rng, today)) for case, told in talks_of if told]
    dossier.save_work(work_of)
    beside.save_consents_to_read(planned)
    beside.save_questions(planned)
    beside.save_referrals(talks_of, rng)
    measured.save_measurements(talks_of, rng)
    surroundings.save_networks(planned, rng)
    surroundings.save_exchanges(planned, rng)
    results.save_outcomes(work_of, rng)
    results.save_follow_ups(planned, rng)
    results.save_stories(planned)
    return {code: sum(case.setup is setup for case in planned) for code, setup in setups.items()}
