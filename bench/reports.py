"""The uitstroom figures against one raw aggregate, and the PDF of them."""

import tracemalloc
from datetime import timedelta

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import sql
from bench.clock import Row, compared, cpu_seconds, interleaved, verdict
from bench.pages import _parameters
from outcomes.figures import uitstroom
from outcomes.pdf import render
from outcomes.statements import Statement, compose

MOST_QUERIES, MOST_CPU = 3, 0.3


def measure_figures(editions: dict, rounds: int) -> list[Row]:
    """`editions` by name; each computed by us and by one statement, which must agree."""
    as_of, rows = timezone.localdate() - timedelta(days=30), []
    with psycopg.connect(**_parameters(), autocommit=True) as raw:
        for name, edition in editions.items():
            _agree(uitstroom(edition, as_of=as_of), sql.uitstroom(raw, edition, as_of))
            calls = {"ours": lambda e=edition: uitstroom(e, as_of=as_of), "raw": lambda e=edition: sql.uitstroom(raw, e, as_of)}
            rows.append(compared(f"all uitstroom figures, {name}", interleaved(calls, rounds, warm_up=1), None))
            with CaptureQueriesContext(connection) as captured:
                uitstroom(edition, as_of=as_of)
            rows.append(Row(f"queries for all of them, {name}", f"≤ {MOST_QUERIES}", str(len(captured)), verdict(len(captured) <= MOST_QUERIES)))
    return rows


def _agree(ours, raw):
    for figure in ours.figures:
        letter = f"{figure.letter}{figure.horizon_months}" if figure.letter == "B" else figure.letter
        n, d = raw[letter]
        if (figure.n, figure.d) != (n, d) and letter != "F" or figure.n != n:
            raise SystemExit(f"the raw SQL says {letter} = {n}/{d}, the figures say {figure.n}/{figure.d}")


def measure_pdf(edition, rounds: int, *, judged: bool) -> list[Row]:
    """CPU time and peak memory of the PDF of the report on an edition."""
    statement = Statement(compose(edition, as_of=timezone.localdate(), title="Benchmark"))
    content = render(statement)
    seconds = cpu_seconds(lambda: render(statement), rounds)
    tracemalloc.start()
    render(statement)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    pages = content.count(b"/Type /Page\n") + content.count(b"/Type /Page ")
    measured = f"{seconds:.3f} s, {pages} page{'s' if pages != 1 else ''}, {len(content) / 1000:.0f} kB"
    return [
        Row("PDF of the report, CPU time", f"< {MOST_CPU} s", measured, verdict(seconds < MOST_CPU) if judged else ""),
        Row("PDF of the report, memory", "", f"{peak / 1e6:.1f} MB at most during one"),
    ]
