"""Limits against guessing and flooding that lock nobody out; kept in the memory of this process only, and written nowhere.

A visitor is known by HMAC(salt of today, address): the salt is random, changes every day and leaves this process never, so
not even a copy of the memory of yesterday tells who came. One host has a whole /64 of IPv6, so of such an address the /64 is
the visitor. One customer, one provider or one attacker has many: so the networks around count as well (AROUND), each with
some times the limit of a visitor, and all together (`everybody`) with a limit that no single network of AROUND can use up.

Whoever is over one of them is not refused, but asked to wait some seconds and to send the form once more, with a signed
ticket that works once and only after those seconds. A ticket gives room beyond the limit, so that a flood does not close the form:
- by age: after an hour of waiting there is twice the limit. Whoever waited longest has most room and goes first, however often
  others try. A ticket is never older than the last time its visitor was let through: keeping a stock of them helps nobody.
- for who is new: the room between twice and three times the limit is for visitors who were not let through in the last four
  hours, a few (AROUND) of each network. So a flood, which is by nature from visitors who were there before, cannot use it up.

Each process counts for itself, so with two processes up to twice as much passes.
"""

import hmac
import secrets
import time
from collections import OrderedDict
from ipaddress import IPv4Network, IPv6Network, ip_address
from threading import Lock

from django.conf import settings
from django.core import signing
from django.utils import timezone

WAIT_SECONDS = 8  # what is asked of somebody who is over the limit
TICKET_SECONDS = 3600
WITH_TICKET = 3  # times the limit of one visitor
NEW_SECONDS = 4 * 3600  # a visitor is new who was not let through for so long
# For each size of network around a visitor: how many times the limit of one visitor it has, and how many new ones in NEW_SECONDS.
AROUND = {4: {24: 5, 16: 10}, 6: {48: 5, 44: 6, 40: 8, 32: 10}}
MOST_KEPT = 40_000  # visitors, networks, and used tickets: the oldest are forgotten first; more than REPORTS lets through in a day


def _now():
    return time.time()


def _tickets():
    return signing.Signer(salt="limits.ticket")


class Limiter:
    """Tries of one kind: `own` for each visitor and `everybody` for all together, each (how many, seconds in which they come back)."""

    def __init__(self, *, own, everybody, clock=_now):
        self.own, self.everybody, self.clock = own, everybody, clock
        self._lock = Lock()
        self.forget()

    def forget(self):
        """Begin anew, as after a restart."""
        self._new_day()
        self._used = OrderedDict()
        self._together = (0.0, self.clock())

    def _new_day(self):
        self._salt, self._day = secrets.token_bytes(32), timezone.localdate()
        # (count, moment of the last try) of visitors and networks; and for networks, of the new visitors in them.
        self._visitors, self._newcomers = OrderedDict(), OrderedDict()

    def is_new(self, address: str) -> bool:
        """Whether this visitor was not let through lately, and few new ones were of the networks around."""
        with self._lock:
            return self._is_new(self._known(address), self.clock())

    def admits(self, address: str, ticket: str = "") -> bool:
        """Count one try of this visitor; False when they are over a limit and have no ticket that gives room, and then nothing is kept."""
        with self._lock:
            now, known = self.clock(), self._known(address)
            new = self._is_new(known, now)
            counts = [(self._count(key, times, now), self._limit(times)) for key, times in known]
            counts.append((_left(self._together, self.everybody, now), self.everybody))
            if not (all(_room(*one) for one in counts) or self._waited(known[0][0], counts, new, ticket, now)):
                return False
            for (key, _times), (count, _limit) in zip(known, counts, strict=False):
                _keep(self._visitors, key, (count + 1, now))
            self._together = (counts[-1][0] + 1, now)
            if new:
                for key, times in known[1:]:
                    _keep(self._newcomers, key, (self._new_count(key, times, now) + 1, now))
            return True

    def charge(self, address: str, tries: float) -> None:
        """Their last try cost more than others: count so many more for the visitor and the networks around."""
        with self._lock:
            now = self.clock()
            for key, times in self._known(address):
                _keep(self._visitors, key, (self._count(key, times, now) + tries, now))

    def ticket(self, given: str = "") -> str:
        """The ticket of somebody who must wait: the one they hold, so that it grows older, else a new one.

        It works once, after WAIT_SECONDS, at any process of this installation.
        """
        with self._lock:
            return given if self._issued(given) is not None else _tickets().sign(f"{self.clock():.3f}:{secrets.token_urlsafe(16)}")

    def _known(self, address):
        """What a try counts for, as (hash, times the limit of one visitor): first the visitor, then the networks around."""
        if timezone.localdate() != self._day:
            self._new_day()
        return [(hmac.digest(self._salt, network.encode(), "sha256"), times) for network, times in networks_of(address).items()]

    def _limit(self, times):
        many, seconds = self.own
        return times * many, seconds

    def _count(self, key, times, now):
        return _left(self._visitors.get(key, (0.0, now)), self._limit(times), now)

    def _new_count(self, key, times, now):
        return _left(self._newcomers.get(key, (0.0, now)), (times, NEW_SECONDS), now)

    def _is_new(self, known, now):
        (visitor, _times), *around = known
        if visitor in self._visitors and now - self._visitors[visitor][1] < NEW_SECONDS:
            return False
        return all(self._new_count(key, times, now) + 1 <= times for key, times in around)

    def _waited(self, visitor, counts, new, ticket, now):
        """Whether their ticket gives them room; if so it is used."""
        issued = self._issued(ticket)
        if issued is None or now - issued < WAIT_SECONDS:
            return False
        since = max(issued, self._visitors.get(visitor, (0.0, issued))[1])
        times = 1 + min((now - since) / TICKET_SECONDS, 1) + new
        own, *wider = counts
        if not (_room(*own, WITH_TICKET) and all(_room(*one, times) for one in wider)):
            return False
        _keep(self._used, ticket, True)
        return True

    def _issued(self, ticket):
        """When a ticket was given; None for what is no ticket, is too old, or was used."""
        try:
            issued = float(_tickets().unsign(ticket).partition(":")[0])
        except signing.BadSignature:
            return None
        return issued if ticket not in self._used and self.clock() - issued <= TICKET_SECONDS else None


def networks_of(address: str) -> dict[str, int]:
    """The network of one visitor, then those around, each with its times the limit; what is no address stays as it is."""
    try:
        known = ip_address(address)
    except ValueError:
        return {address: 1}
    if known.version == 6 and known.ipv4_mapped:
        known = known.ipv4_mapped
    kind, own = (IPv4Network, 32) if known.version == 4 else (IPv6Network, 64)
    return {str(kind((int(known), size), strict=False)): times for size, times in {own: 1, **AROUND[known.version]}.items()}


def _room(count, limit, times=1):
    return count + 1 <= times * limit[0]


def _keep(kept, key, value):
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)


def _left(state, limit, now):
    """How much of a limit is used now, after what came back since."""
    used, then = state
    many, seconds = limit
    return max(0.0, used - max(0.0, now - then) * many / seconds)


MAILBOX = Limiter(own=(20, 600), everybody=(1200, 600))
REPORTS = Limiter(own=(10, 3600), everybody=(300, 3600))
REPLIES_WITH_FILES = Limiter(own=(10, 3600), everybody=(300, 3600))


def address_of(request) -> str:
    """The address of a visitor, as the outermost proxy that we trust saw it; used for the limits and for nothing else."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return passed[-proxies] if proxies and len(passed) >= proxies else request.META.get("REMOTE_ADDR", "")
