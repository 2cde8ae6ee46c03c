"""A million guesses at the mailbox of a reporter: no hit, and a wrong code takes no longer than a right one.

    CASETRACK_DEMO=1 DATABASE_URL=sqlite:////tmp/guesses.sqlite3 .venv/bin/python -m bench.guesses [--guesses 1000000]

Needs an empty database of its own. Makes 1,000 mailboxes, then asks the function that the page uses for random well-formed
codes; every hundredth question is a right code, so that both kinds meet the same conditions. Prints the distribution of both.
"""

import argparse
import os
import statistics
import time

MAILBOXES = 1_000
EVERY = 100


def main() -> int:
    """Guess and print; 0 when nothing was hit."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--guesses", type=int, default=1_000_000)
    guesses = parser.parse_args().guesses
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetrack.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from referrals import sealing
    from referrals.actions.discrimination import find_mailbox
    from tests import vault

    call_command("migrate", verbosity=0)
    codes = [sealing.new_code() for _ in range(MAILBOXES)]
    with transaction.atomic():
        meldpunt = vault.MeldpuntFactory()
        for code in codes:
            vault.MailboxFactory(code=code, report=vault.DiscriminationReportFactory(meldpunt=meldpunt))
    times, hits = {"right": [], "wrong": []}, 0
    for number in range(guesses):
        kinds = ("wrong", "right") if number % EVERY == 0 else ("wrong",)
        for kind in kinds:
            code = codes[number // EVERY % MAILBOXES] if kind == "right" else sealing.new_code()
            began = time.perf_counter_ns()
            _code, found = find_mailbox(code)
            times[kind].append((time.perf_counter_ns() - began) / 1000)
            hits += kind == "wrong" and found is not None
    print(f"{guesses:,} guesses, {hits} hits; microseconds for one look-up:")
    for kind, all_ in times.items():
        marks = statistics.quantiles(all_, n=100)
        print(
            f"{kind}: n={len(all_):,} p5={marks[4]:.0f} p50={marks[49]:.0f} p95={marks[94]:.0f} p99={marks[98]:.0f} mean={statistics.fmean(all_):.0f}"
        )
    return int(hits > 0)


if __name__ == "__main__":
    raise SystemExit(main())
