"""After a full walk of a reporter nothing on the server holds the code, the address or the device: a search through the bytes."""

import io
import logging

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection
from django.utils.module_loading import import_string

from referrals import limits, sealing
from referrals.actions import discrimination as actions
from referrals.models import Mailbox
from tests.referrals.meldpunt.visitor import ADDRESS, DEVICE, STORY, Visitor, photo

FORWARDED = "198.51.100.23"


@pytest.fixture
def log():
    """Everything that is logged, at the lowest level, through the handler that the settings make."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in configured.LOGGING["handlers"]["console"]["filters"]:
        handler.addFilter(import_string(configured.LOGGING["filters"][name]["()"])())
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(before)


def everything():
    """The whole database as bytes: on SQLite the file itself, free pages too; else every row of every table."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return connection.connection.serialize()
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found).encode()


def spellings(code):
    """A code as it might be found: with and without groups and check symbol, small, its bits, and the hex of its letters."""
    plain = sealing.read_code(code)
    number = 0
    for symbol in plain[:-1]:
        number = number << 5 | sealing.SYMBOLS.index(symbol)
    texts = [
        plain,
        plain[:-1],
        sealing.grouped(plain),
        sealing.grouped(plain)[:-4],
        sealing.grouped(plain).replace("-", " "),
        plain[:12],
        plain[-12:],
    ]
    raw = [number.to_bytes(17, "big"), number.to_bytes(17, "little")]
    return [
        *(text.encode() for one in texts for text in (one, one.lower())),
        *(one.encode().hex().encode() for one in texts),
        *raw, *(one.hex().encode() for one in raw),
    ]  # fmt: skip


def walk(vault):
    """Report, receipt, reply with a file, answer of the staff, read, withdraw, erase. Gives the code, and the bytes before the erasure."""
    visitor = Visitor(vault.meldpunt, HTTP_X_FORWARDED_FOR=FORWARDED)
    code = visitor.report([photo()], anonymity="none", name="Mina Huurder")
    mailbox = Mailbox.objects.get(lookup=sealing.lookup(sealing.read_code(code)))
    visitor.mailbox(code, "reply", text="And a file", files=[])
    actions.answer_in_mailbox(mailbox.report, by=vault.consulent, text="Our answer")
    assert "Our answer" in visitor.mailbox(code).page.text
    visitor.mailbox("7" * 27)
    visitor.mailbox(code, "withdraw", sure="1")
    before = everything()
    visitor.mailbox(code, "erase", sure="1")
    assert visitor.mailbox(code).status == 422
    return code, before


def test_no_trace_of_code_address_or_device_is_left(vault, log):
    code, before = walk(vault)
    after = everything()
    assert b"Mina Huurder" in before and STORY.encode() in before  # the search does find things
    for name, place in {"database before": before, "database after": after, "log": log.getvalue().encode()}.items():
        for trace in (*spellings(code), ADDRESS.encode(), FORWARDED.encode(), DEVICE.encode()):
            assert trace not in place, (name, trace)
    assert b"Mina Huurder" not in after and STORY.encode() not in after


def test_nothing_of_a_visit_lies_in_cache_sessions_or_limits(vault):
    code, _before = walk(vault)
    kept = repr(getattr(cache, "_cache", {})) + repr(vars(limits.MAILBOX)) + repr(vars(limits.REPORTS))
    for trace in (ADDRESS, FORWARDED, DEVICE, sealing.read_code(code), code):
        assert trace not in kept
    assert not getattr(cache, "_cache", {})


def test_no_line_of_the_log_tells_that_somebody_was_here(vault, log):
    visitor = Visitor(vault.meldpunt)
    visitor.mailbox("wrong")
    visitor.get("/report/nowhere/")
    visitor.get(visitor.start)
    visitor.send()
    assert "/report/" not in log.getvalue()
    visitor.get("/nowhere/")
    assert "/nowhere/" in log.getvalue()  # other pages are logged as before


def test_a_fault_of_ours_is_still_told():
    from casetrack.unlogged import Addresses, Visitors

    class Request:
        path = "/report/mdd/"

    def line(level, message="x"):
        record = logging.LogRecord("django.request", level, "", 0, message, (), None)
        record.request = Request
        return record

    assert Visitors().filter(line(logging.ERROR)) and not Visitors().filter(line(logging.WARNING))
    assert not Addresses().filter(line(logging.WARNING, "Invalid request from ip=203.0.113.77: x")) and Addresses().filter(line(logging.WARNING))
