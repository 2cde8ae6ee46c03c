"""The benchmark runs from beginning to end, on a few rows; its times mean nothing here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.once
@pytest.mark.skipif(not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")), reason="PostgreSQL is not installed")
def test_the_benchmark_prints_a_table_with_every_part():
    settings = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    command = [sys.executable, "bench/run.py", "--small", "--size", "300", "--rounds", "1"]
    ended = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr[-3000:]
    table = ended.stdout
    for part in (
        "list page, data, coach of 100",
        "list page, data, leader",
        "detail page, data, coach of 1",
        "import of participants",
        "COPY",
        "PDF",
    ):
        assert part in table
    for checked in ("number of queries, every role and size", "queries for all of them"):
        [line] = [line for line in table.splitlines() if line.startswith(f"| {checked}")]
        assert line.endswith("| ok |"), line
