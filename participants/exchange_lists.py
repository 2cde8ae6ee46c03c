"""Who asks for what, and who could do it: the matching list, and the offers and questions of one participant."""

from dataclasses import dataclass, field

from django.db.models import Q

from casetrack import access
from casetrack.access import Permission
from casetrack.paging import KeysetPage, keyset
from participants.choices import Direction
from participants.models import Exchange

CANDIDATES = 5  # shown beside one question
MOST_OFFERS = 500  # read for one page of questions


@dataclass
class Side:
    """An offer or question of somebody, as it is shown."""

    exchange: Exchange
    same_area: bool = False

    @property
    def who(self) -> str:
        """The name."""
        return str(self.exchange.trajectory.person)

    @property
    def area(self) -> str:
        """The area, or nothing."""
        return self.exchange.trajectory.area.name if self.exchange.trajectory.area_id else ""


@dataclass
class Question:
    """A question with those who could do it, who live in the same area first; or with the one who does."""

    side: Side
    candidates: list[Side] = field(default_factory=list)
    more: int = 0
    partner: Side | None = None


def in_force(user):
    """The offers and questions of today that `user` may see, of trajectories that have not ended."""
    rows = Exchange.objects.allowed(user, Exchange.view_permission).filter(access.in_force(), trajectory__ended_on__isnull=True)
    return rows.select_related("trajectory__person", "trajectory__area")


def questions(user, *, kind="", area=None, matched=False, after=None, before=None) -> KeysetPage:
    """A page of questions, newest first, each with the offers of the same kind by others; two queries, one more beside a key."""
    asks = in_force(user).filter(direction=Direction.ASK, matched_with__isnull=not matched)
    if kind:
        asks = asks.filter(kind=kind)
    if area:
        asks = asks.filter(trajectory__area=area)
    found = keyset(asks, ("-pk",), after=after, before=before)
    found.rows = _with_partners(user, found.rows) if matched else _with_candidates(user, found.rows)
    return found


def _with_candidates(user, asks) -> list[Question]:
    """Beside each question the open offers that fit. One query."""
    if not asks:
        return []
    fitting = Q(kind__in={ask.kind for ask in asks}, trajectory__programme__in={ask.trajectory.programme_id for ask in asks})
    offers = in_force(user).filter(fitting, direction=Direction.OFFER, matched_with__isnull=True).order_by("starts_on", "pk")
    offers, shown = list(offers[:MOST_OFFERS]), []
    for ask in asks:
        sides = [Side(offer, _same_area(ask, offer)) for offer in offers if fits(ask, offer)]
        sides.sort(key=lambda side: not side.same_area)
        shown.append(Question(Side(ask), sides[:CANDIDATES], max(0, len(sides) - CANDIDATES)))
    return shown


def fits(ask, offer) -> bool:
    """Could this offer answer this question: of the same kind and programme, and of somebody else's household?"""
    here, there = ask.trajectory, offer.trajectory
    return (
        ask.kind == offer.kind
        and here.programme_id == there.programme_id
        and here.person_id != there.person_id
        and (here.household_id is None or here.household_id != there.household_id)
    )


def _same_area(one, other) -> bool:
    return one.trajectory.area_id is not None and one.trajectory.area_id == other.trajectory.area_id


def _with_partners(user, asks) -> list[Question]:
    """Beside each question the offer that it is matched with, as far as `user` may see it. One query."""
    partners = partners_of(user, asks)
    return [Question(Side(ask), partner=partners.get(ask.matched_with_id)) for ask in asks]


def partners_of(user, rows) -> dict[int, Side]:
    """The other sides of these matched rows, by key, as far as `user` may see them: who is beside one of the two sees only that one."""
    keys = [row.matched_with_id for row in rows if row.matched_with_id]
    if not keys:
        return {}
    seen = Exchange.objects.allowed(user, Exchange.view_permission).filter(pk__in=keys).select_related("trajectory__person", "trajectory__area")
    return {row.pk: Side(row) for row in seen}


@dataclass
class Own:
    """An offer or question on the page of its participant."""

    exchange: Exchange
    partner: Side | None


def of_trajectory(user, trajectory) -> list[tuple[str, list[Own]]]:
    """The offers and questions of a participant that hold today, by side, and whom each is matched with. Two queries."""
    rows = list(Exchange.objects.allowed(user, Exchange.view_permission).filter(access.in_force(), trajectory=trajectory))
    partners = partners_of(user, rows)
    sides = {direction: [] for direction in Direction.values}
    for row in rows:
        sides[row.direction].append(Own(row, partners.get(row.matched_with_id)))
    return list(sides.items())


def may_match(user, found) -> set[int]:
    """The trajectories on this page in which `user` may write: only there are buttons. One query."""
    sides = [side for question in found for side in (question.side, *question.candidates)]
    keys = {side.exchange.pk for side in sides}
    if not keys:
        return set()
    return set(Exchange.objects.allowed(user, Permission.RECORD_EXCHANGE).filter(pk__in=keys).values_list("pk", flat=True))
