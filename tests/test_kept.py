"""Rows that are put back instead of built are the same rows."""

from django.db import connection

from tests.conftest import build_world
from tests.kept import _kept, kept


def everything():
    """Every row of every table, but for what an order gives no meaning."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith(("django_session", "casetrack_cache"))]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(str, cursor.fetchall()))
        return found


def test_what_is_put_back_equals_what_was_built(db):
    from django.db import transaction

    _kept.clear()
    answers = []
    for _time in range(2):
        with transaction.atomic():
            world = kept("world", build_world)
            answers.append((everything(), world.mine.pk, world.mine.person.last_name, world.kansrijk.home_case.household.name))
            transaction.set_rollback(True)
    assert answers[0] == answers[1]
    assert sum(map(len, answers[0][0].values())) > 500


def test_after_putting_back_new_rows_get_new_keys(db):
    from django.db import transaction

    from tests import factories as make

    with transaction.atomic():
        kept("world", build_world)
        transaction.set_rollback(True)
    world = kept("world", build_world)
    fresh = make.StartedTrajectoryFactory(edition=world.edition)
    assert fresh.pk not in {world.mine.pk, world.other.pk, world.unassigned.pk}
