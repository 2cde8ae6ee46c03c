"""Limits against guessing and flooding that lock nobody out; kept in the memory of this process only, and written nowhere.

A visitor is known by HMAC(salt of today, address): the salt is random, changes every day and leaves this process never, so
not even a copy of the memory of yesterday tells who came. One host has a whole /64 of IPv6 and one customer often a /48, so
of such an address the /64 is the visitor, and its /48 counts as well. Each visitor has so many tries that come back with
time, a /48 has five times as many, and all visitors together a larger number that no single /48 can use up. Whoever is over
one of them is not refused, but asked to wait some seconds and to send the form once more, with a signed ticket that works
once and only after those seconds. So neighbours behind one address, and everybody during a flood, can still report. With
tickets up to three times as many pass, then as many as come back with time: a program that collects tickets floods no faster
than that, and whoever waits gets through.

Guessing codes needs no limit: of 2^130 codes, a thousand million guesses a second for a thousand years find none. The limits
keep the server and the staff from being flooded. Each process counts for itself, so with two processes up to twice as much passes.
"""

import hmac
import secrets
import time
from collections import OrderedDict
from ipaddress import IPv6Network, ip_address
from threading import Lock

from django.conf import settings
from django.core import signing
from django.utils import timezone

WAIT_SECONDS = 8  # what is asked of somebody who is over the limit
TICKET_SECONDS = 3600
WITH_TICKET = 3  # times the limit
WIDE = 5  # times the limit of one visitor, for a /48 of IPv6
MOST_KEPT = 20_000  # visitors, and used tickets: the oldest are forgotten first
_SALT = "limits.ticket"


class Limiter:
    """Tries of one kind: `own` for each visitor and `all` for everybody together, each (how many, seconds in which they come back)."""

    def __init__(self, *, own, everybody, clock=time.monotonic):
        self.own, self.everybody, self.clock = own, everybody, clock
        self._lock = Lock()
        self.forget()

    def forget(self):
        """Begin anew, as after a restart."""
        self._salt, self._day = secrets.token_bytes(32), timezone.localdate()
        self._visitors, self._used = OrderedDict(), OrderedDict()
        self._together = (0.0, self.clock())

    def admits(self, address: str, ticket: str = "") -> bool:
        """Count one try of this visitor; False when they are over a limit and have no good ticket."""
        with self._lock:
            now = self.clock()
            visitors = self._visitors_of(address)
            mine = {key: _left(self._visitors.get(key, (0.0, now)), limit, now) for key, limit in visitors.items()}
            together = _left(self._together, self.everybody, now)
            used = [*zip(mine.values(), visitors.values(), strict=True), (together, self.everybody)]
            passes = _room(used) or (_room(used, WITH_TICKET) and self._takes(ticket))
            for key, count in mine.items():
                _keep(self._visitors, key, (count + passes, now))
            self._together = (together + passes, now)
            return passes

    def give_back(self, address: str) -> None:
        """The try was no guess after all: it does not count."""
        with self._lock:
            for key in self._visitors_of(address):
                mine, then = self._visitors.get(key, (0.0, self.clock()))
                _keep(self._visitors, key, (max(0.0, mine - 1), then))
            self._together = (max(0.0, self._together[0] - 1), self._together[1])

    def _visitors_of(self, address):
        """What this try counts for, and the limit of each: the visitor, and the large network around it."""
        if timezone.localdate() != self._day:
            self._salt, self._day = secrets.token_bytes(32), timezone.localdate()
            self._visitors.clear()
        many, seconds = self.own
        limits = [self.own, (WIDE * many, seconds)]
        return {hmac.digest(self._salt, network.encode(), "sha256"): limit for network, limit in zip(networks_of(address), limits, strict=False)}

    def _takes(self, ticket):
        signer = signing.TimestampSigner(salt=_SALT)
        try:
            key = signer.unsign(ticket, max_age=TICKET_SECONDS)
        except signing.BadSignature:
            return False
        try:
            signer.unsign(ticket, max_age=WAIT_SECONDS)
        except signing.SignatureExpired:  # old enough
            if key in self._used:
                return False
            _keep(self._used, key, True)
            return True
        return False


def new_ticket() -> str:
    """A ticket that works once, after WAIT_SECONDS, at any process of this installation."""
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(16))


def ticket_for(given: str) -> str:
    """The ticket of somebody who must wait: the one they hold, when they came back too early, else a new one."""
    try:
        signing.TimestampSigner(salt=_SALT).unsign(given, max_age=WAIT_SECONDS)
    except signing.BadSignature:
        return new_ticket()
    return given


def networks_of(address: str) -> list[str]:
    """The network of one visitor, and for IPv6 the larger one that a single customer may have; what is no address stays as it is."""
    try:
        known = ip_address(address)
    except ValueError:
        return [address]
    if known.version == 4 or known.ipv4_mapped:
        return [str(known if known.version == 4 else known.ipv4_mapped)]
    return [str(IPv6Network((int(known), size), strict=False)) for size in (64, 48)]


def _room(used, times=1):
    return all(count + 1 <= times * many for count, (many, _seconds) in used)


def _keep(kept, key, value):
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)


def _left(state, limit, now):
    """How much of a limit is used now, after what came back since."""
    used, then = state
    many, seconds = limit
    return max(0.0, used - (now - then) * many / seconds)


MAILBOX = Limiter(own=(20, 600), everybody=(1200, 600))
REPORTS = Limiter(own=(10, 3600), everybody=(300, 3600))
REPLIES_WITH_FILES = Limiter(own=(10, 3600), everybody=(300, 3600))


def address_of(request) -> str:
    """The address of a visitor, as the outermost proxy that we trust saw it; used for the limits and for nothing else."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return passed[-proxies] if proxies and len(passed) >= proxies else request.META.get("REMOTE_ADDR", "")
