"""What the actions of programmes share."""


def change(row, event, *, by, why="", **fields):
    """Give the row these values, and record what happened."""
    for name, value in fields.items():
        setattr(row, name, value)
    return row.record(event, by=by, why=why)
