"""Keyset pages: page 5,000 costs what page 1 costs, and the address of a page holds no names."""

from dataclasses import dataclass

from django.db.models import BooleanField, F, Func, Value

PAGE_SIZE = 25
COUNT_LIMIT = 1000


class _RowBefore(Func):
    """(a, b) < (x, y) as one row comparison, which an index answers at once."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, columns, values, operator):
        self.operator, self.width = operator, len(columns)
        super().__init__(*columns, *values)

    def as_sql(self, compiler, connection, **extra):
        parts = [compiler.compile(source) for source in self.source_expressions]
        left = ", ".join(sql for sql, _ in parts[: self.width])
        right = ", ".join(sql for sql, _ in parts[self.width :])
        return f"({left}) {self.operator} ({right})", [p for _, params in parts for p in params]


@dataclass
class KeysetPage:
    """One page of a list: its rows, and the keys with which the pages beside it begin."""

    rows: list
    after: object = None
    before: object = None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def keyset(queryset, order, *, after=None, before=None, size=PAGE_SIZE) -> KeysetPage:
    """The page of `queryset` that follows the row `after` (or comes before the row `before`).

    `order` is ("-registered_on", "-pk") or ("name", "pk"): one direction, ending in the
    key. `after` and `before` are keys of rows in `queryset`; an unknown one gives the first page.
    """
    columns = [name.lstrip("-") for name in order]
    descending = order[0].startswith("-")
    if any(name.startswith("-") != descending for name in order):
        raise ValueError("one direction for all columns")
    backwards = before is not None
    rows = queryset.order_by(*order)
    found = None
    if (edge := before if backwards else after) is not None:
        try:
            found = queryset.order_by().filter(pk=edge).values_list(*columns).first()
        except (ValueError, TypeError, OverflowError):
            found = None
    if found:
        rows = rows.filter(_RowBefore([F(c) for c in columns], [Value(v) for v in found], "<" if descending != backwards else ">"))
    if found and backwards:
        taken = list(rows.reverse()[: size + 1])
        more, taken = len(taken) > size, taken[:size][::-1]
        return KeysetPage(taken, after=_key(taken[-1]) if taken else None, before=_key(taken[0]) if more else None)
    page = first_page(list(rows[: size + 1]), size=size)
    page.before = _key(page.rows[0]) if found and page.rows else None
    return page


def first_page(taken, *, size=PAGE_SIZE) -> KeysetPage:
    """The page that begins a list, of its first rows: one more than the page holds, when there are."""
    return KeysetPage(taken[:size], after=_key(taken[size - 1]) if len(taken) > size else None)


def _key(row):
    return row["pk"] if isinstance(row, dict) and "pk" in row else row["id"] if isinstance(row, dict) else row.pk


def capped_count(queryset) -> tuple[int, bool]:
    """How many rows, exactly up to 1,000; the second value says that there are more."""
    return or_more(capped(queryset).count())


def capped(queryset):
    """The rows to count: one more than the limit is enough."""
    return queryset.order_by().values("pk")[: COUNT_LIMIT + 1]


def or_more(count: int) -> tuple[int, bool]:
    """A count of `capped` rows as it is said: up to 1,000, and whether there are more."""
    return min(count, COUNT_LIMIT), count > COUNT_LIMIT
