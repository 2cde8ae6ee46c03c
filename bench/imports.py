"""Import of a participants file, with validation and history, against COPY of the same rows."""

import csv
import io
import time

from django.db import connection, transaction

from bench.clock import Row, verdict
from outcomes.imports.run import import_files
from participants.models import Person, Trajectory

GOAL = 5_000
COLUMNS = (
    "external_id", "first_name", "last_name", "birth_date", "sex", "email", "postcode", "place", "country", "municipality_code",
    "labour_status", "registered_with_pes", "education", "registered_on", "channel", "intake_on", "selected", "decided_on", "started_on",
)  # fmt: skip


def participants_file(count: int) -> bytes:
    """A made-up participants file of `count` rows."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    for n in range(count):
        lines.writerow(
            (
                f"B{n:06d}", "Anna", f"Voorbeeld{n}", f"19{60 + n % 40}-0{1 + n % 9}-1{n % 10}", "f", f"b{n}@example.net", "7811 AB", "Emmen",
                "NL", "0114", "inactive", "no", "isced_3_4", "2024-02-01", "self", "2024-02-10", "yes", "2024-02-20", "2024-03-01",
            )
        )  # fmt: skip
    return out.getvalue().encode()


class _Undo(Exception):
    pass


def _import(edition, leader, content):
    """Seconds and CPU seconds of the import, and of COPY of the rows it wrote; all of it is undone."""
    try:
        with transaction.atomic():
            before, cpu = time.perf_counter(), time.process_time()
            for _step in import_files(edition, by=leader, files={"participants": content}, accept_warnings=True):
                pass
            connection.check_constraints()  # foreign keys are checked at the commit, which does not come here
            seconds, cpu = time.perf_counter() - before, time.process_time() - cpu
            copied = {kept: _copy(edition, kept) for kept in (True, False)}
            raise _Undo
    except _Undo:
        return seconds, cpu, copied


def _tables(history):
    own = {
        Trajectory: "SELECT * FROM {table} WHERE edition_id = %s",
        Person: "SELECT * FROM {table} WHERE id IN (SELECT person_id FROM participants_trajectory WHERE edition_id = %s)",
    }
    for model, sql in own.items():
        yield model._meta.db_table, sql
        if history:
            yield model.history.model._meta.db_table, sql


def _copy(edition, history):
    """Seconds of COPY of the rows just imported into tables with the same columns, indexes and checks."""
    seconds = 0.0
    with connection.cursor() as cursor:
        for table, sql in _tables(history):
            cursor.execute(f'CREATE TEMPORARY TABLE bench_copy (LIKE "{table}" INCLUDING ALL)')
            cursor.execute(sql.format(table=f'"{table}"'), [edition.pk])
            lines = cursor.fetchall()
            before = time.perf_counter()
            with cursor.copy("COPY bench_copy FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
            seconds += time.perf_counter() - before
            cursor.execute("DROP TABLE bench_copy")
    return seconds


def measure(edition, leader, count: int, *, judged: bool, times=3) -> list[Row]:
    """Import `count` participants into `edition`, several times, each undone; the best of them."""
    content = participants_file(count)
    seconds, cpu, copied = min((_import(edition, leader, content) for _ in range(times)), key=lambda found: found[0])
    rate, with_history, without = count / seconds, count / copied[True], count / copied[False]
    measured = f"{rate:,.0f} rows/s ({count:,} rows in {seconds:.2f} s, {cpu:.2f} s of it our own CPU time)"
    return [
        Row("import of participants, validated, with history", f"≥ {GOAL:,} rows/s", measured, verdict(rate >= GOAL) if judged else ""),
        Row(
            "COPY of the same rows, person and trajectory, with history", "", f"{with_history:,.0f} rows/s: import takes {with_history / rate:.1f} ×"
        ),
        Row("COPY of the same rows without history", "", f"{without:,.0f} rows/s: import takes {without / rate:.1f} ×"),
    ]
