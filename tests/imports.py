"""Files for the tests of importing, and how they are imported."""

from outcomes.imports.run import import_files

PARTICIPANT = {"external_id": "A-1", "first_name": "Anna", "last_name": "Bruins", "country": "NL", "registered_on": "2014-01-20"}
OUTCOME = {"external_id": "A-1", "kind": "paid_work", "start_on": "2014-07-01"}


def table(*rows, columns=None) -> bytes:
    """A CSV file of these rows ({column: value}); the columns are those of the first row, or given."""
    names = columns or list(rows[0])
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\n".join(";".join(f'"{cell}"' if ";" in str(cell) else str(cell) for cell in line) for line in lines).encode()


def participants(*changes, **every) -> bytes:
    """A participants file: one row for each dict of changes to an ordinary row."""
    rows = [{**PARTICIPANT, **every, "external_id": f"A-{number}", **row} for number, row in enumerate(changes or [{}], start=1)]
    return table(*rows, columns=list(dict.fromkeys(name for row in rows for name in row)))


def outcomes(*changes, **every) -> bytes:
    """An outcomes file: one row for each dict of changes to an ordinary row."""
    rows = [{**OUTCOME, **every, **row} for row in changes or [{}]]
    return table(*rows, columns=list(dict.fromkeys(name for row in rows for name in row)))


def do(edition, by, *, people=None, results=None, **how):
    """Import, to the end; the Plan."""
    files = {name: content for name, content in (("participants", people), ("outcomes", results)) if content is not None}
    steps = import_files(edition, by=by, files=files or None, **how)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
