"""Many rows at once, each with its history row: COPY on PostgreSQL, prepared statements on SQLite.

The caller stands inside an action (permission checked, one transaction) and has checked
the values; nothing here runs `full_clean`. The database still checks its constraints.
"""

from collections.abc import Callable, Iterable
from itertools import islice

from django.core.exceptions import FieldDoesNotExist
from django.db import connections, router
from django.utils import timezone

BATCH = 5_000
_AS_THEY_ARE = {
    "CharField", "TextField", "EmailField", "IntegerField", "BigIntegerField", "SmallIntegerField", "PositiveIntegerField",
    "PositiveSmallIntegerField", "AutoField", "BigAutoField", "BooleanField",
}  # fmt: skip
_ALSO_ON_POSTGRESQL = {"DateField", "DateTimeField", "UUIDField"}


def insert(model, rows: Iterable[dict], *, event, by, why="", at=None, progress: Callable | None = None) -> list[int]:
    """Add rows, given as {column: value} (`person_id` for a foreign key); what is left out gets its default.

    Each gets one history row with the event, its author and the time `at` (default now).
    `progress` is called with the number of rows done, after each batch. Returns the new ids,
    in the order of the rows. Values that `save` would compute (a name for search) must be given.
    """
    rows, ids = iter(rows), []
    while batch := list(islice(rows, BATCH)):
        ids += _insert(model, batch, event, by, why, at or timezone.now())
        if progress:
            progress(len(ids))
    return ids


def update(objects: Iterable, columns: Iterable[str], *, event, by, why="", at=None) -> int:
    """Save `columns` of changed objects of one model, with the next version and one history row each.

    Returns how many. The caller holds the rows locked.
    """
    objects = list(objects)
    if not objects:
        return 0
    model = type(objects[0])
    for obj in objects:
        obj.version += 1
    connection = _connection(model)
    fields = [_field(model, column) for column in columns] + [model._meta.get_field("version")]
    writers = [_writer(field, connection) for field in fields]
    quote = connection.ops.quote_name
    assignments = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {assignments} WHERE {quote(model._meta.pk.column)} = %s"  # noqa: S608 (names of our own columns)
    values = [[write(getattr(obj, field.attname)) for field, write in zip(fields, writers, strict=True)] + [obj.pk] for obj in objects]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)
    columns = [field.attname for field in model._meta.concrete_fields]
    _write_history(model, ({name: getattr(obj, name) for name in columns} for obj in objects), "~", event, by, why, at or timezone.now())
    return len(objects)


def _insert(model, rows, event, by, why, at) -> list[int]:
    connection = _connection(model)
    ids = _new_ids(model, connection, len(rows))
    fields, key = model._meta.concrete_fields, model._meta.pk.attname
    unknown = {name for row in rows for name in row} - {field.attname for field in fields}
    if unknown:
        raise FieldDoesNotExist(f"{model.__name__} has no columns {sorted(unknown)}")
    defaults = {field.attname: field.get_default for field in fields}
    full = []
    for pk, row in zip(ids, rows, strict=True):
        whole = {name: row[name] if name in row else default() for name, default in defaults.items()}
        whole[key] = pk
        full.append(whole)
    _write(connection, model, fields, full)
    _write_history(model, full, "+", event, by, why, at)
    return ids


def _write_history(model, rows, kind, event, by, why, at) -> None:
    history = model.history.model
    fields = [field for field in history._meta.concrete_fields if not field.primary_key]
    added = {
        "history_type": kind,
        "history_change_reason": getattr(event, "value", event),
        "history_user_id": by.pk if by else None,
        "history_why": why,
        "history_date": at,
    }
    _write(_connection(model), history, fields, ({**row, **added} for row in rows))


def _connection(model):
    connection = connections[router.db_for_write(model)]
    if not connection.in_atomic_block:
        raise RuntimeError("many rows are written inside one transaction, with their history")
    return connection


def _field(model, column):
    return next(field for field in model._meta.concrete_fields if field.attname == column)


def _writer(field, connection) -> Callable:
    """How a value of this column goes to the database; most go as they are."""
    kind = field
    while kind.is_relation:
        kind = kind.target_field
    name = kind.get_internal_type()
    if name in _AS_THEY_ARE or (connection.vendor == "postgresql" and name in _ALSO_ON_POSTGRESQL):
        return _same
    return lambda value: field.get_db_prep_save(value, connection)


def _same(value):
    return value


def _new_ids(model, connection, count) -> list[int]:
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [f'"{table}"', key, count])
            return [row[0] for row in cursor.fetchall()]
        # SQLite has one writer at a time, so nobody else takes these numbers before they are written.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    first = (row[0] if row else 0) + 1
    return list(range(first, first + count))


def _write(connection, model, fields, rows) -> None:
    writers = [(field.attname, _writer(field, connection)) for field in fields]
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(field.column) for field in fields)
    values = ([write(row[name]) for name, write in writers] for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for line in values:
                    copy.write_row(line)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 (names of our own columns)
