"""Limits against guessing and flooding: they lock nobody out, and nothing of them is kept."""

from datetime import timedelta

import pytest

from referrals import limits
from tests.referrals.meldpunt.visitor import ADDRESS

ALL = [limits.MAILBOX, limits.REPORTS, limits.REPLIES_WITH_FILES]


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def like(limiter, clock):
    """A limiter with the numbers of one of the real ones, and nobody in it yet."""
    return limits.Limiter(own=limiter.own, everybody=limiter.everybody, clock=clock)


# What is kept


def test_the_address_is_known_by_a_hash_of_today_only_and_is_never_written():
    limits.MAILBOX.admits(ADDRESS)
    kept = str(vars(limits.MAILBOX)) + str(vars(limits.REPORTS))
    assert ADDRESS not in kept
    before = set(limits.MAILBOX._visitors) | set(limits.MAILBOX._newcomers)
    limits.MAILBOX._day -= timedelta(days=1)
    limits.MAILBOX.admits(ADDRESS)
    assert before and not before & (set(limits.MAILBOX._visitors) | set(limits.MAILBOX._newcomers))


def test_the_limits_forget_the_oldest_visitors_first(monkeypatch):
    monkeypatch.setattr(limits, "MOST_KEPT", 10)
    limiter = limits.Limiter(own=(1, 60), everybody=(10**6, 60))
    for number in range(100):
        assert limiter.admits(f"198.{number}.100.1")
    assert (len(limiter._visitors), len(limiter._newcomers)) == (10, 10)


def test_of_a_try_that_does_not_pass_nothing_is_kept(clock):
    """So nobody can make the limits forget others by many tries."""
    limiter = limits.Limiter(own=(0, 60), everybody=(100, 60), clock=clock)
    for number in range(100):
        assert not limiter.admits(f"198.51.100.{number}", limiter.ticket())
    assert not limiter._visitors and not limiter._newcomers and not limiter._used


@pytest.mark.parametrize("limiter", [limits.REPORTS, limits.REPLIES_WITH_FILES])
def test_whoever_passed_is_remembered_all_day(limiter):
    many, seconds = limiter.everybody
    assert (limits.WITH_TICKET * many + many * 24 * 3600 / seconds) * len(limits.AROUND[6]) < limits.MOST_KEPT


# Who is a visitor


def test_behind_a_proxy_the_visitor_is_who_that_proxy_saw(rf, settings):
    request = rf.get("/", headers={"x-forwarded-for": "10.9.9.9, 203.0.113.5"}, REMOTE_ADDR="127.0.0.1")
    assert limits.address_of(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert limits.address_of(request) == "203.0.113.5"


@pytest.mark.parametrize(
    ("address", "networks"),
    [
        ("2001:db8:1234:2:3:4:5:6", ["2001:db8:1234:2::/64", "2001:db8:1234::/48", "2001:db8:1230::/44", "2001:db8:1200::/40", "2001:db8::/32"]),
        ("2001:DB8:0:2::1", ["2001:db8:0:2::/64", "2001:db8::/48", "2001:db8::/44", "2001:db8::/40", "2001:db8::/32"]),
        ("fe80::1%eth0", ["fe80::/64", "fe80::/48", "fe80::/44", "fe80::/40", "fe80::/32"]),
        ("::ffff:203.0.113.5", ["203.0.113.5/32", "203.0.113.0/24", "203.0.0.0/16"]),
        ("203.0.113.5", ["203.0.113.5/32", "203.0.113.0/24", "203.0.0.0/16"]),
        ("unknown", ["unknown"]),
        ("", [""]),
    ],
)
def test_of_an_address_the_network_of_one_visitor_counts_and_those_around(address, networks):
    assert list(limits.networks_of(address)) == networks
    assert next(iter(limits.networks_of(address).values())) == 1


def test_one_host_with_many_addresses_is_one_visitor(clock):
    limiter = limits.Limiter(own=(3, 600), everybody=(1000, 600), clock=clock)
    assert sum(limiter.admits(f"2001:db8:1:2::{number:x}") for number in range(100)) == 3
    assert limiter.admits("2001:db8:1:3::1") and limiter.admits("203.0.113.5")
    assert sum(limiter.admits(f"::ffff:203.0.113.5{'' if number % 2 else ' '}".strip()) for number in range(10)) == 2


@pytest.mark.parametrize("limiter", ALL)
@pytest.mark.parametrize(
    ("size", "address"),
    [
        (48, lambda n: f"2001:db8:1:{n:x}::1"),
        (44, lambda n: f"2001:db8:{n % 16:x}:{n:x}::1"),
        (40, lambda n: f"2001:db8:{n % 256:x}:{n:x}::1"),
        (32, lambda n: f"2001:db8:{n:x}:{n:x}::1"),
        (24, lambda n: f"203.0.113.{n % 256}"),
        (16, lambda n: f"203.0.{n % 256}.{n // 256}"),
    ],
)
def test_no_network_uses_up_more_than_its_own_allowance_with_tickets_neither(limiter, clock, size, address):
    limiter = like(limiter, clock)
    own, everybody, times = limiter.own[0], limiter.everybody[0], limits.AROUND[6 if ":" in address(0) else 4][size]
    assert sum(limiter.admits(address(number)) for number in range(1000)) == times * own <= everybody / 2
    tickets = [limiter.ticket() for _ in range(2000)]
    clock.now += limits.TICKET_SECONDS
    more = sum(limiter.admits(address(number % 1000), ticket) for number, ticket in enumerate(tickets))
    assert more <= limits.WITH_TICKET * times * own
    for good in ("2a02:1234::1", "198.51.100.5"):
        assert limiter.admits(good)


# Waiting


def test_a_ticket_works_once_after_some_seconds_and_not_for_ever(clock):
    limiter = limits.Limiter(own=(0, 600), everybody=(1000, 600), clock=clock)
    limiter.own = (1, 10**9)
    assert limiter.admits("203.0.113.5")
    ticket = limiter.ticket()
    for wait, passes in ((0, False), (limits.WAIT_SECONDS - 1, False), (1, True), (0, False)):
        clock.now += wait
        assert limiter.admits("203.0.113.5", ticket) is passes
    assert limiter.ticket(ticket) != ticket
    old = limiter.ticket()
    clock.now += limits.TICKET_SECONDS + 1
    for bad in (old, "", "x", "1:x", old[:-1], f"9{old}"):
        assert not limiter.admits("203.0.113.5", bad)
        assert limiter.ticket(bad) not in (old, bad)


def test_a_ticket_grows_older_with_whoever_holds_it(clock):
    limiter = like(limits.REPORTS, clock)
    ticket = limiter.ticket()
    clock.now += 1000
    assert limiter.ticket(ticket) == ticket


def test_whoever_waited_longest_goes_first_and_a_stock_of_tickets_is_worth_no_more(clock):
    """Room for one, and both were here before: a program with a stock of old tickets that tries first, and somebody who waited."""
    limiter = limits.Limiter(own=(100, 10**9), everybody=(60, 3600), clock=clock)
    stock = [limiter.ticket() for _ in range(200)]
    assert limiter.admits("198.51.100.1")
    clock.now += 60
    held = limiter.ticket()
    while limiter.admits("203.0.113.5"):
        pass
    clock.now += 600
    assert sum(limiter.admits("203.0.113.5", ticket) for ticket in stock) == 10  # as many as came back, and no more
    assert limiter.admits("198.51.100.1", held)


# Floods


def flood(limiter, clock, bots, honest, *, minutes=10, every=10):
    """Bots that hold tickets and try all the time, more often than there is room; after ten minutes somebody honest comes.

    Returns after how many seconds of trying now and then they are let through; None when they are not within `minutes`.
    """
    stock = {bot: [limiter.ticket()] for bot in bots}
    ticket = ""
    for second in range((10 + minutes) * 60):
        clock.now += 1
        for bot in bots[second % 20 :: 20]:
            held = stock[bot][0]
            if not limiter.admits(bot) and not limiter.admits(bot, held):
                stock[bot][0] = limiter.ticket(held)
        waited = second - 600
        if waited >= 0 and waited % every == 0:
            if limiter.admits(honest, ticket):
                return waited
            ticket = limiter.ticket(ticket)
    return None


LARGE_V6 = [f"2001:db8:{network:x}:{number:x}::1" for network in range(16) for number in range(16)]  # one /44
MANY_V4 = [f"{20 + number % 200}.{number}.7.9" for number in range(200)]


@pytest.mark.once
@pytest.mark.parametrize("limiter", [limits.MAILBOX, limits.REPORTS], ids=["mailbox", "reports"])
@pytest.mark.parametrize("bots", [LARGE_V6, MANY_V4, LARGE_V6 + MANY_V4], ids=["one /44", "200 addresses", "both"])
def test_somebody_honest_gets_through_a_flood_within_half_a_minute(limiter, clock, bots):
    assert flood(like(limiter, clock), clock, bots, "203.0.113.9") <= 30


@pytest.mark.once
@pytest.mark.parametrize("honest", ["20.0.7.10", "20.0.7.9"], ids=["of the same network as one of them", "from the same address as one of them"])
def test_who_cannot_be_told_from_a_flood_waits_their_turn(clock, honest):
    waited = flood(like(limits.REPORTS, clock), clock, MANY_V4, honest, minutes=45)
    assert waited is not None and waited <= 45 * 60


@pytest.mark.once
def test_a_hundred_people_get_through_the_same_flood_one_after_another(clock):
    limiter = like(limits.REPORTS, clock)
    assert flood(limiter, clock, MANY_V4, "203.0.113.9") <= 30
    held = [(f"100.{number}.1.1", limiter.ticket()) for number in range(100)]
    clock.now += limits.WAIT_SECONDS
    assert all(limiter.admits(honest, ticket) for honest, ticket in held)


def test_a_network_full_of_new_visitors_does_not_use_up_the_room_for_new_ones(clock):
    limiter = like(limits.REPORTS, clock)
    held = [(f"198.51.{number // 250}.{number % 250}", limiter.ticket()) for number in range(5000)]
    while any(limiter.admits(bot) for bot in MANY_V4):
        pass
    clock.now += limits.WAIT_SECONDS
    assert sum(limiter.admits(bot, ticket) for bot, ticket in held) <= limits.AROUND[4][16] * 10
    assert not limiter.is_new("198.51.77.7") and limiter.is_new("203.0.113.9")
    old = limiter.ticket()
    clock.now += limits.WAIT_SECONDS
    assert limiter.admits("203.0.113.9", old)


def test_who_was_let_through_is_new_again_after_some_hours(clock):
    limiter = like(limits.REPORTS, clock)
    assert limiter.is_new("203.0.113.9") and limiter.admits("203.0.113.9") and not limiter.is_new("203.0.113.9")
    clock.now += limits.NEW_SECONDS
    assert limiter.is_new("203.0.113.9")


def test_what_costs_much_counts_for_more_of_theirs_and_not_of_everybody(clock):
    limiter = like(limits.REPORTS, clock)
    assert limiter.admits("203.0.113.9")
    before = limiter._together
    limiter.charge("203.0.113.9", 8.5)
    assert not limiter.admits("203.0.113.9") and limiter._together == before
    assert limiter.admits("203.0.113.10")
