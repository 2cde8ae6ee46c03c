"""A throwaway PostgreSQL from Debian's packages: on a socket in a directory of its own, gone when the command ends.

As a command, `python tools/postgres.py COMMAND...` runs COMMAND with DATABASE_URL set to it.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

PR_SET_PDEATHSIG = 1
# Nothing has to survive: without syncing, tests run several times faster.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=256MB", "max_connections=60")


def _binaries() -> Path:
    """The folder of the newest PostgreSQL; SystemExit when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not found:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent


def _die_with_parent():
    """Stop the server when this process ends in whatever way, even when it is killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


@contextmanager
def throwaway(*, settings=CARELESS):
    """Start a server, give its DATABASE_URL, and take it away again. It refuses to run as root, so root becomes postgres."""
    binaries = _binaries()
    base = Path(tempfile.mkdtemp(prefix="casetrack-pg-"))
    owner = {"cwd": "/"}
    if os.geteuid() == 0:
        shutil.chown(base, "postgres", "postgres")
        owner |= {"user": "postgres", "group": "postgres", "extra_groups": []}
    data, log = base / "data", base / "log"
    server = None
    try:
        subprocess.run(
            [binaries / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync", "--no-instructions"],
            check=True,
            stdout=subprocess.DEVNULL,
            **owner,
        )
        options = [part for setting in ("listen_addresses=", f"unix_socket_directories={base}", *settings) for part in ("-c", setting)]
        with log.open("wb") as lines:
            server = subprocess.Popen([binaries / "postgres", "-D", data, *options], stdout=lines, stderr=lines, preexec_fn=_die_with_parent, **owner)
        _wait_until_ready(binaries, base, server, log)
        subprocess.run([binaries / "createdb", "-h", base, "-U", "postgres", "casetrack"], check=True, cwd="/")
        yield f"postgres://postgres@/{base}/casetrack"
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=30)
        shutil.rmtree(base, ignore_errors=True)


def _wait_until_ready(binaries, base, server, log, seconds=30):
    until = time.monotonic() + seconds
    while subprocess.run([binaries / "pg_isready", "-q", "-h", base], check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.1)


def stop_on_signals():
    """Let a polite kill run the `finally` blocks, so that the server is taken away."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: sys.exit(128 + received))


if __name__ == "__main__":
    stop_on_signals()
    with throwaway() as url:
        ended = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False)
    sys.exit(ended.returncode)
