"""Queries that Django composes once, and that are then asked with other values.

Django works longer on the SQL of a list than the database on the answer. What every request asks
is therefore written as a query set with a `Given` wherever a value of the moment belongs: who
asks, which day, which keys. The SQL of it is kept; only the values change, and they are always
bound as parameters, never written into the text.
"""

from collections.abc import Callable
from functools import cache

from django.db import connection
from django.db.models import Expression, QuerySet


class Given(Expression):
    """The place of a value that is given when the query is asked; with `many`, of the keys behind `__in`."""

    def __init__(self, name, output_field, *, many=False):
        super().__init__(output_field=output_field)
        self.name, self.many = name, many

    @property
    def mark(self) -> str:
        """Where the keys belong, until their number is known."""
        return f"(:{self.name}:)"

    def as_sql(self, compiler, connection):
        """The mark, and this place itself as its parameter: a constant of the query cannot be mistaken for it."""
        return (self.mark if self.many else "%s"), [self]


class Composed:
    """The SQL of one query set, and what belongs at each mark in it."""

    def __init__(self, queryset: QuerySet):
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.places = compiler.as_sql()
        self.converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        self.names = {place.name for place in self.places if isinstance(place, Given)}

    def rows(self, **given) -> list[tuple]:
        """The rows, with the values of the columns as Django gives them; TypeError unless exactly what is needed is given."""
        found = self._ask("{}", given)
        if not self.converters:
            return found
        rows = [list(row) for row in found]
        for place, (converters, expression) in self.converters.items():
            for row in rows:
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
        return [tuple(row) for row in rows]

    def count(self, **given) -> int:
        """How many rows there are."""
        return self._ask("SELECT COUNT(*) FROM ({}) AS counted", given)[0][0]

    def _ask(self, around, given):
        if given.keys() != self.names:
            raise TypeError(f"given {sorted(given)}, needed {sorted(self.names)}")
        sql, values = self.sql, []
        for place in self.places:
            if not isinstance(place, Given):
                values.append(place)
            elif place.many:
                keys = given[place.name]
                if not keys:
                    raise ValueError(f"no keys given for {place.name}")
                values += keys
            else:
                values.append(place.output_field.get_db_prep_value(given[place.name], connection))
        for place in self.places:
            if isinstance(place, Given) and place.many:
                sql = sql.replace(place.mark, f"({', '.join(['%s'] * len(given[place.name]))})")
        with connection.cursor() as cursor:
            cursor.execute(around.format(sql), values)
            return cursor.fetchall()


def composed(build: Callable[..., QuerySet], *shape) -> Composed:
    """The query set that `build(*shape)` makes, composed the first time.

    `build` is a function of a module and `shape` what makes its SQL another one (an order, a
    model), so that few are kept. What differs from one user or day to the next is a `Given`.
    """
    return _kept(connection.alias, build, *shape)


@cache
def _kept(_alias, build, *shape):
    return Composed(build(*shape))
