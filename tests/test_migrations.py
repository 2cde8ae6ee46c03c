"""The other tests make their tables from the models; here the migrations make them, from nothing and to the same result."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def columns(cursor, table):
    """Name, type and emptiness of each column."""
    return {(name, kind.lower(), bool(full)) for _n, name, kind, full, *_rest in cursor.execute(f"PRAGMA table_info({table})")}


def test_a_fresh_database_is_migrated_to_the_tables_of_the_models(db, tmp_path):
    path = tmp_path / "fresh.sqlite3"
    env = {"DATABASE_URL": f"sqlite:///{path}", "CASETRACK_DEMO": "1", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(path) as migrated:
        tables = {name for (name,) in migrated.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for model in apps.get_models(include_auto_created=True):
            assert model._meta.db_table in tables
            if connection.vendor != "sqlite":
                continue
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA table_info({model._meta.db_table})")
                wanted = {(name, kind.lower(), bool(full)) for _n, name, kind, full, *_rest in cursor.fetchall()}
            assert columns(migrated, model._meta.db_table) == wanted, model
        assert migrated.execute("SELECT count(*) FROM programmes_municipality").fetchone()[0] > 40
