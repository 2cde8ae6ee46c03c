"""Date arithmetic and comparisons that SQLite and PostgreSQL must answer alike."""

from django.db.models import DateField, Func, TextField


class AddMonths(Func):
    """The same day `months` later; the last day of that month where the day does not exist.

    31 August + 6 months is 28 (or 29) February. Empty when the date is empty.
    """

    output_field = DateField()
    arity = 1

    def __init__(self, date, months):
        self.months = int(months)
        super().__init__(date)

    def _constructor_args(self):
        return (*self.get_source_expressions(), self.months)

    def as_postgresql(self, compiler, connection, **context):
        """PostgreSQL keeps to the last day of the month by itself."""
        return super().as_sql(compiler, connection, template=f"(%(expressions)s + interval '{self.months} months')::date", **context)

    def as_sqlite(self, compiler, connection, **context):
        """SQLite runs over into the next month, so the last day of the wanted month is the limit."""
        sql, params = compiler.compile(self.get_source_expressions()[0])
        same_day = f"date({sql}, '+{self.months} months')"
        last_day = f"date({sql}, 'start of month', '+{self.months + 1} months', '-1 day')"
        return f"MIN({same_day}, {last_day})", (*params, *params)


class AddDays(Func):
    """The date `days` later. Empty when the date is empty."""

    output_field = DateField()
    arity = 1

    def __init__(self, date, days):
        self.days = int(days)
        super().__init__(date)

    def as_postgresql(self, compiler, connection, **context):
        """A date plus a whole number is a date."""
        return super().as_sql(compiler, connection, template=f"(%(expressions)s + {self.days})", **context)

    def as_sqlite(self, compiler, connection, **context):
        """Stays a date without a time, so that it compares with stored dates."""
        return super().as_sql(compiler, connection, template=f"date(%(expressions)s, '+{self.days} days')", **context)


class Recency(Func):
    """What comes last: a value that compares first by start, then by the day of recording, then by number.

    Only to compare with others of its kind inside the database; it is never read.
    """

    output_field = TextField()
    arity = 3

    def as_postgresql(self, compiler, connection, **context):
        """An array compares element by element."""
        template = "ARRAY[%s - DATE '0001-01-01', %s - DATE '0001-01-01', %s]::bigint[]"
        return self._filled(compiler, template)

    def as_sqlite(self, compiler, connection, **context):
        """Dates are text of one length; the number is filled up to one length."""
        return self._filled(compiler, "(%s || %s || substr('0000000000000000000' || %s, -19))")

    def _filled(self, compiler, template):
        parts = [compiler.compile(expression) for expression in self.get_source_expressions()]
        return template % tuple(sql for sql, _ in parts), tuple(value for _, params in parts for value in params)
