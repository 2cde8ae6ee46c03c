"""The real application for the browser: `manage.py serve` with demo data, once for each test process."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from outcomes.management.commands.demo import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 150


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id):
    """The address of a running casetrack with demo data, in a database of its own."""
    with served(tmp_path_factory, worker_id) as address:
        yield address


@contextmanager
def served(tmp_path_factory, name, prepare=None):
    """A casetrack of its own, in a database named after `name`; `prepare` fills that first, else it holds the demo data."""
    environment = {**os.environ, "CASETRACK_DEMO": "1", "LOG_LEVEL": "WARNING"}
    environment["DATABASE_URL"], clean_up = _database(tmp_path_factory, name, "empty" if prepare else "demo", environment)
    if prepare:
        prepare(environment)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("log") / "serve.log"
    with log.open("wb") as lines:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"],
            cwd=ROOT,
            env=environment,
            stdout=lines,
            stderr=lines,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/health/", server, log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        clean_up()
    said = log.read_text(errors="replace")
    assert " ERROR " not in said, said[said.index(" ERROR ") - 100 :][:5000]


# What is made once and then copied: with these commands of manage.py.
ORIGINALS = {"empty": ["migrate", "createcachetable"], "demo": ["migrate", "createcachetable", "demo"]}


def _database(tmp_path_factory, name, kind, environment):
    """(URL, how to remove it) of a copy of an original; the first test process that needs the original makes it."""
    configured = settings.DATABASES["default"]
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared  # of all test processes of this run
    if configured["ENGINE"].endswith("sqlite3"):
        original, copy = shared / f"{kind}.sqlite3", tmp_path_factory.mktemp("site") / "browser.sqlite3"
        with _one_at_a_time(shared / f"{kind}.lock"):
            if not original.exists():
                _make(f"sqlite:///{original}", kind, environment)
        shutil.copy(original, copy)
        return f"sqlite:///{copy}", lambda: None
    host, user = configured["HOST"] or "", configured["USER"]
    login = {"host": host, "user": user, "port": configured["PORT"] or None, "dbname": "postgres"}

    def run(*statements):
        with psycopg.connect(**login, autocommit=True) as server:
            for statement in statements:
                server.execute(statement)

    original, made = f"browser_original_{kind}", shared / f"{kind}.made"
    with _one_at_a_time(shared / f"{kind}.lock"):
        if not made.exists():
            run(f'DROP DATABASE IF EXISTS "{original}" WITH (FORCE)', f'CREATE DATABASE "{original}"')
            _make(f"postgres://{user}@/{host}/{original}", kind, environment)
            made.touch()
        run(f'CREATE DATABASE "browser_{name}" TEMPLATE "{original}"')
    return f"postgres://{user}@/{host}/browser_{name}", lambda: run(f'DROP DATABASE "browser_{name}" WITH (FORCE)')


@contextmanager
def _one_at_a_time(path):
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(url, kind, environment):
    for command in ORIGINALS[kind]:
        manage = [sys.executable, "manage.py", command, "--verbosity", "0"]
        subprocess.run(manage, cwd=ROOT, env={**environment, "DATABASE_URL": url}, check=True, timeout=300)


def _wait(address, server, log):
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        if server.poll() is not None:
            break
    raise AssertionError(f"casetrack did not start:\n{log.read_text(errors='replace')[-5000:]}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, without its own talk to the outside."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    }  # fmt: skip


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A Dutch user at a desktop."""
    return {**browser_context_args, "locale": "nl-NL", "viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}


@pytest.fixture
def visit(browser, browser_context_args, site):
    """`visit(account)` signs in, as a user does, in a browser of its own; a test whose pages log an error there fails."""
    faults, opened = [], []

    def open_as(account=None, **options):
        context = browser.new_context(**{**browser_context_args, "base_url": site, **options})
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(f"{page.url}: {message.text}") if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("/")
        if account:
            sign_in(page, account)
        return page

    yield open_as
    for context in opened:
        context.close()
    assert [fault for fault in faults if "the server responded with a status of 4" not in fault] == []


def sign_in(page, account):
    """Fill in the page for signing in, on which the browser is."""
    page.locator("input[name=login]").fill(f"{account}@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
