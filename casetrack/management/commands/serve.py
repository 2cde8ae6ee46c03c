"""Starts casetrack in one process tree: checks, database, demo data, web server."""

import logging
import socket
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from casetrack.checks import LOOPBACK
from casetrack.unlogged import Addresses

THREADS = 4


class _WebServer(BaseApplication):
    """Gunicorn, set up from here instead of from a file."""

    def __init__(self, application, options):
        self.application, self.options = application, options
        super().__init__()

    def load_config(self):
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        return self.application


class Command(BaseCommand):
    """Checks, migrates, loads the demo data in a demonstration without users, and serves the pages."""

    help = "Start casetrack: check the settings, bring the database up to date and serve the pages."

    def add_arguments(self, parser):
        """Where to listen, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *, host, port, workers, **options):
        """Imports are paid once: the workers are forked from this process."""
        self._refuse_where_unsafe(host, port)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        faults = [fault for fault in checks.run_checks(databases=["default"]) if fault.is_serious()]
        if faults:
            raise CommandError("casetrack does not start.\n" + "\n".join(str(fault) for fault in faults))
        welcome = f"casetrack is ready: http://{host}:{port}/\n"
        if settings.DEMO:
            welcome += self._demonstration()
        application = get_wsgi_application()
        # The first visitor does not wait for the pages to be imported.
        _ = get_resolver().url_patterns
        logging.getLogger("gunicorn.error").addFilter(Addresses())
        # A connection that is shared by two processes breaks.
        connections.close_all()
        _WebServer(application, self._options(host, port, workers, welcome)).run()

    def _refuse_where_unsafe(self, host, port):
        if settings.DEMO and host not in LOOPBACK:
            raise CommandError(
                f"A demonstration is for this machine alone and does not listen on {host}. "
                "Leave --host out, or set SECRET_KEY and the other settings of docs/settings.md."
            )
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OverflowError:
                raise CommandError(f"{port} is not a port: give a number from 1 to 65535.") from None
            except OSError as error:
                raise CommandError(
                    f"casetrack cannot listen on {host}, port {port}: {error.strerror}. "
                    f"Stop the program that uses it, or choose another port: ./ct run --port {port + 1}"
                ) from None

    def _demonstration(self) -> str:
        """Load the demo data when nobody is there yet; the log-ins, as the command that made them names them."""
        app = get_commands().get("demo")
        if app is None:
            return ""
        if not get_user_model().objects.exists():
            self.stdout.write("Making the demo data …")
            self.stdout.flush()
            call_command("demo", verbosity=0)
        demo = import_module(f"{app}.management.commands.demo")
        lines = [f"  {email:<28} {text}" for email, text in demo.ACCOUNTS]
        public = [f"  {line}" for line in demo.without_signing_in()]
        return "\n".join(["Log in as one of these, each with the password " + demo.PASSWORD, *lines, "Or, without signing in:", *public, ""])

    def _options(self, host, port, workers, welcome):
        def ready(server):
            self.stdout.write(welcome + "Stop with Ctrl+C.")
            self.stdout.flush()

        return {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "preload_app": True,
            "loglevel": "warning",
            "accesslog": None,  # no addresses of visitors
            "control_socket_disable": True,
            "when_ready": ready,
        }
