"""Measures casetrack with 100,000 trajectories on PostgreSQL, against hand-written SQL and COPY, in one run.

    ./ct bench             everything, about five minutes
    ./ct bench --small     with 2,000 trajectories, to see that it works; the times say little
    ./ct bench --write     also puts the table in docs/benchmark.md

Runs on the PostgreSQL of DATABASE_URL, which must be empty; without one it starts a throwaway server.
"""

import argparse
import os
import platform
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmark.md"
BEGIN, END = "<!-- measured -->", "<!-- end -->"
BIG, SMALL = 100_000, 2_000


def main(arguments=None) -> int:
    """Measure and print; 0 when every goal is met."""
    options = _options(arguments)
    sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return _run(options)
    from postgres import throwaway

    with throwaway() as url:
        os.environ["DATABASE_URL"] = url
        return _run(options)


def _options(arguments):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="2,000 trajectories and few rounds")
    parser.add_argument("--size", type=int, help="so many trajectories")
    parser.add_argument("--rounds", type=int, help="how many times each call is made")
    parser.add_argument("--write", action="store_true", help="put the table in docs/benchmark.md")
    options = parser.parse_args(arguments)
    options.size = options.size or (SMALL if options.small else BIG)
    options.rounds = options.rounds or (5 if options.small else 60)
    return options


def _run(options) -> int:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "casetrack.settings", "CASETRACK_DEMO": "1", "LOG_LEVEL": "ERROR"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.core.management.base import OutputWrapper
    from django.db import connection

    from outcomes.demo import size
    from outcomes.demo.progress import Bar
    from outcomes.management.commands.demo import PASSWORD

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    began = time.monotonic()
    made = size.load(options.size, password=PASSWORD, progress=Bar(OutputWrapper(sys.stderr)), largest=options.size // 2)
    loading = time.monotonic() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    rows = measure(made, options, loading)
    table = as_table(rows)
    print(table)
    if options.write:
        write(table, options.size)
    return 1 if any(row.verdict == "not ok" for row in rows) else 0


def measure(made, options, loading):
    """All rows of the table."""
    from bench import imports, pages, reports
    from bench.clock import Row

    judged = not options.small
    large, usual = made.editions[0], made.editions[-1]
    roles = {
        "coach of 100": made.coach_of_100,
        "leader": made.leaders[-1],
        f"leader of {options.size // 2:,}": made.leaders[0],
        "coach of 1": made.coach_of_1,
    }
    rows = [Row(f"making {options.size:,} trajectories with history", "", f"{loading:.0f} s")]
    rows += pages.measure(roles, options.rounds)
    rows += imports.measure(usual, made.leaders[-1], options.size // 10, judged=judged, times=1 if options.small else 3)
    figures = {f"{edition.target:,} trajectories": edition for edition in (usual, large)}
    rows += reports.measure_figures(figures, max(3, options.rounds // 10))
    rows += reports.measure_pdf(usual, max(3, options.rounds // 4), judged=judged)
    if not judged:
        for row in rows:
            row.verdict = row.verdict if row.goal in ("constant", "≤ 3") else ""
    return rows


def as_table(rows) -> str:
    """As a Markdown table."""
    lines = ["| what | goal | measured | |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {row.what} | {row.goal} | {row.measured} | {row.verdict} |" for row in rows)])


def write(table: str, size: int) -> None:
    """Put the table between the marks of docs/benchmark.md, with day and machine."""
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    import django

    about = (
        f"{date.today()}, {size:,} trajectories, {os.cpu_count()} cores with a load of {os.getloadavg()[1]:.1f} "
        f"(above {os.cpu_count()} the machine was busy with other work), Python {platform.python_version()}, Django {django.__version__}."
    )
    PAGE.write_text(f"{head}{BEGIN}\n{about}\n\n{table}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
