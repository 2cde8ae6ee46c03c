"""Many rows at once, each with its history row: COPY on PostgreSQL, prepared statements on SQLite.

The caller stands inside an action (permission checked, one transaction) and has checked
the values; nothing here runs `full_clean`. The database still checks its constraints.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from operator import itemgetter

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
    _write_history(connection, model, [obj.pk for obj in objects], "~", event, by, why, at or timezone.now())
    return len(objects)


def insert_past(model, rows: list[dict], past: list[tuple[int, dict]]) -> list[int]:
    """Add rows with a history of more than one event, of days gone by: for made-up people and for what moves in from elsewhere.

    `rows` name every column but the key; `past` are the history rows in order, each as the place
    of its row in `rows` and every column but the keys. Returns the new ids, in the order of the rows.
    """
    connection = _connection(model)
    ids, key = _new_ids(model, connection, len(rows)), model._meta.pk.attname
    _write(connection, model, model._meta.concrete_fields, [{**row, key: pk} for row, pk in zip(rows, ids, strict=True)])
    history = model.history.model
    fields = [field for field in history._meta.concrete_fields if not field.primary_key]
    _write(connection, history, fields, [{**row, key: ids[place]} for place, row in past])
    return ids


def _insert(model, rows, event, by, why, at) -> list[int]:
    connection = _connection(model)
    ids = _new_ids(model, connection, len(rows))
    fields, key = model._meta.concrete_fields, model._meta.pk.attname
    unknown = set().union(*rows) - {field.attname for field in fields}
    if unknown:
        raise FieldDoesNotExist(f"{model.__name__} has no columns {sorted(unknown)}")
    computed = {field.attname: field.get_default for field in fields if callable(field.default)}
    fixed = {field.attname: field.get_default() for field in fields if field.attname not in computed}
    full = []
    for pk, row in zip(ids, rows, strict=True):
        missing = {name: default() for name, default in computed.items() if name not in row}
        full.append({**fixed, **missing, **row, key: pk})
    _write(connection, model, fields, full)
    _write_history(connection, model, ids, "+", event, by, why, at)
    return ids


def _write_history(connection, model, ids, kind, event, by, why, at) -> None:
    """One history row for each of these rows as it stands now; the database copies them itself."""
    history, quote = model.history.model._meta, connection.ops.quote_name
    added = {
        "history_type": kind,
        "history_change_reason": getattr(event, "value", event),
        "history_user_id": by.pk if by else None,
        "history_why": why,
        "history_date": at,
    }
    own = [quote(field.column) for field in model._meta.concrete_fields]
    names = own + [quote(_field(history.model, name).column) for name in added]
    values = [_field(history.model, name).get_db_prep_save(value, connection) for name, value in added.items()]
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    columns, taken = ", ".join(names), ", ".join(own + ["%s"] * len(values))
    with connection.cursor() as cursor:
        for some in _portions(ids):
            these, keys = _one_of(connection, key, some)
            cursor.execute(
                f"INSERT INTO {quote(history.db_table)} ({columns}) SELECT {taken} FROM {table} WHERE {these} ORDER BY {key}",  # noqa: S608 (names of our own columns)
                [*values, *keys],
            )


def _one_of(connection, key, ids):
    """The condition that the key is one of `ids`, and its parameters: one array where the database knows arrays."""
    if connection.vendor == "postgresql":
        return f"{key} = ANY(%s)", [ids]
    return f"{key} IN ({', '.join(['%s'] * len(ids))})", ids


def _portions(ids):
    ids = iter(ids)
    while some := list(islice(ids, BATCH)):
        yield some


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
            # The name of the sequence in a sub-query of its own: it is looked up once, not for every number.
            sql = "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) FROM generate_series(1, %s)"
            cursor.execute(sql, [f'"{table}"', key, count])
            return [row[0] for row in cursor.fetchall()]
        # SQLite has one writer at a time, so nobody else takes these numbers before they are written.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    first = (row[0] if row else 0) + 1
    return list(range(first, first + count))


def _write(connection, model, fields, rows) -> None:
    writers = [_writer(field, connection) for field in fields]
    lines = map(itemgetter(*(field.attname for field in fields)), rows)
    if any(write is not _same for write in writers):
        lines = ([write(value) for write, value in zip(writers, line, strict=True)] for line in lines)
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", lines)  # noqa: S608 (names of our own columns)
