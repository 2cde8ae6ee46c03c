"""Does "not found" take longer for a report of discrimination that is there? Then an outsider could find out which are.

    CASETRACK_DEMO=1 DATABASE_URL=sqlite:////tmp/outsiders.sqlite3 .venv/bin/python -m bench.outsiders [--rounds 400]

Loads the demonstration into an empty database, and asks every address below as each account that has no part in the
meldpunt: for a row that is there and for one that is not, in pairs, in an order that chance decides. Prints how often
the one that is there was the slower of the two (50 % when nothing can be learnt), with a margin of 99.9 %. The control is a
consulent, who does get an answer: where that row is not far from 50 %, the measurement has no power. Ends with 1 when
an outsider could tell, or the control could not.
"""

import argparse
import gc
import itertools
import logging
import math
import os
import random
import statistics
import time

BESIDE_THE_PROGRAMMES = ("consulent@example.org", "consulent2@example.org", "meldpunt-lead@example.org")
CONTROL, KEPT_AWAY = "consulent@example.org", "consulent2@example.org"
Z = 3.29  # 99.9 %, two-sided


def main() -> int:
    """Measure and print; 0 when no outsider can tell and the consulent can."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=400, help="pairs for each account and address")
    rounds = parser.parse_args().rounds
    os.environ |= {"DJANGO_SETTINGS_MODULE": "casetrack.settings", "LOG_LEVEL": "CRITICAL"}
    import django

    django.setup()
    logging.disable(logging.CRITICAL)  # every answer is a 404
    from django.core.management import call_command
    from django.db import connection

    from outcomes.management.commands.demo import ACCOUNTS

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("demo", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    outsiders = [email for email, _what in ACCOUNTS if email not in BESIDE_THE_PROGRAMMES]
    print(f"{rounds} pairs for each account and address, {connection.vendor}; medians in milliseconds")
    print("| who asks | there | not there | there is slower |\n| --- | --- | --- | --- |")
    good = [_asked(email, email, rounds, of_hidden=False)[0] for email in outsiders]
    told, power = _asked(CONTROL, f"control: {CONTROL}", rounds, of_hidden=False)
    _asked(KEPT_AWAY, f"kept from it: {KEPT_AWAY}", rounds, of_hidden=True)
    return int(not all(good) or told or power < 0.9)


def _asked(email, name, rounds, *, of_hidden):
    """Ask every address as this account and print the row: (can nothing be told, the share of pairs in which "there" was slower)."""
    from django.test import Client

    from casetrack.models import User

    client, chance = Client(SERVER_NAME="localhost"), random.Random(20_261_128)
    client.force_login(User.objects.get(email=email))
    there, absent, slower = [], [], 0.0
    pairs = list(_addresses(of_hidden))
    for pair in pairs:  # what is read once is read
        for url in pair:
            client.get(url)
    gc.collect()
    gc.disable()
    for _round in range(rounds):
        for pair in pairs:
            taken = {}
            for n in chance.sample((0, 1), 2):
                began = time.perf_counter_ns()
                client.get(pair[n])
                taken[n] = (time.perf_counter_ns() - began) / 1e6
            there.append(taken[0])
            absent.append(taken[1])
            slower += 1 if taken[0] > taken[1] else 0.5 if taken[0] == taken[1] else 0
        gc.collect()
    gc.enable()
    share, margin = slower / len(there), Z * math.sqrt(0.25 / len(there))
    print(f"| {name} | {statistics.median(there):.2f} | {statistics.median(absent):.2f} | {share:.1%} ± {margin:.1%} |", flush=True)
    return abs(share - 0.5) <= margin, share


def _addresses(of_hidden):
    """(an address of a row that is there, the same of one that is not), pages and API."""
    from django.urls import reverse

    from referrals.models import DiscriminationReport, PersonalInterest

    reports = DiscriminationReport.objects.filter(reporter__isnull=False, other_party__isnull=False).order_by("-pk")
    if of_hidden:
        reports = DiscriminationReport.objects.filter(other_party__in=PersonalInterest.objects.values("other_party")).order_by("-pk")
    report = reports.first()
    rows = {
        "discrimination_report": report,
        "discrimination_report_history": report,
        "report_change": report,
        "report_close": report,
        "other_party": report.other_party,
        "api-discrimination-report-detail": report,
        "api-other-party-detail": report.other_party,
    }
    for name, row in rows.items():
        yield reverse(name, args=[row.pk]), reverse(name, args=[_absent(row)])


def _absent(row) -> int:
    """A key that no row has, as long as the key of this one when there is any: a longer address takes longer to read."""
    taken = set(type(row)._base_manager.values_list("pk", flat=True))
    return next(key for key in itertools.count(10 ** (len(str(row.pk)) - 1)) if key not in taken)


if __name__ == "__main__":
    raise SystemExit(main())
