"""Every check and test, one after another; a failing one does not stop the others. `./ct test` calls it.

Arguments go to pytest. Ends with 1 when anything failed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from postgres import stop_on_signals, throwaway

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NOTHING_SELECTED = 5  # pytest's answer when the arguments select no test

CHECKS = {
    "ruff check": [BIN / "ruff", "check", "-q"],
    "ruff format": [BIN / "ruff", "format", "--check", "-q"],
    "templates": [BIN / "djlint", ".", "--lint", "--quiet"],
    "layers": [BIN / "lint-imports", "--no-cache"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}


def quiet(name, command) -> bool:
    """Run one check; its output is shown only when it fails."""
    started = time.monotonic()
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ended.returncode:
        print(ended.stdout, end="")
    _say(name, ended.returncode == 0, started)
    return ended.returncode == 0


def tests(name, url, *arguments) -> bool:
    """Run pytest on this database; its output is shown as it comes.

    Playwright keeps an event loop running in the thread of the tests, which Django takes for a danger.
    """
    started = time.monotonic()
    print(f"── tests on {name}", flush=True)
    chosen = sys.argv[1:]
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-n", "2", *arguments, *chosen]
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}, check=False).returncode
    good = code == 0 or (code == NOTHING_SELECTED and bool(chosen))
    _say(f"tests on {name}", good, started)
    return good


def _say(name, good, started):
    print(f"{'ok  ' if good else 'FAIL'} {name} ({time.monotonic() - started:.1f} s)", flush=True)


def main() -> int:
    """All of it; 0 when everything is in order."""
    stop_on_signals()
    failed = [name for name, command in CHECKS.items() if not quiet(name, command)]
    if not tests("SQLite", f"sqlite:///{ROOT / 'var' / 'unused.sqlite3'}", "-m", "not browser and not once"):
        failed.append("tests on SQLite")
    # The browser needs a server and a test that see each other's rows at the same time; one database is enough for it.
    with throwaway() as url:
        if not tests("PostgreSQL, with the browser", url):
            failed.append("tests on PostgreSQL")
    if failed:
        print("not in order: " + ", ".join(failed))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
