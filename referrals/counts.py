"""Counts of sign-ups and referrals, for figures: numbers only, of rows that the caller chose."""

from django.db.models import Count, Q

from referrals.choices import REACHED
from referrals.models import ContactAttempt, Referral


def sign_ups_by_state(sign_ups, today=None) -> dict[str, int]:
    """How many of these sign-ups (a query set) are in each state (SignUpState) on `today`."""
    rows = sign_ups.with_state(today).order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


def sign_ups_by_source(sign_ups) -> dict[str, int]:
    """How many of these sign-ups came from each source (SignalSource; empty where nobody said)."""
    return {row["source"]: row["n"] for row in sign_ups.order_by().values("source").annotate(n=Count("pk"))}


def attempts_by_channel(sign_ups) -> dict[str, tuple[int, int]]:
    """Per channel the attempts in these sign-ups, and how many of them reached somebody: spoken, appointment, help accepted."""
    rows = ContactAttempt.objects.filter(sign_up__in=sign_ups).order_by().values("channel")
    counted = rows.annotate(tried=Count("pk"), reached=Count("pk", filter=Q(result__in=REACHED)))
    return {row["channel"]: (row["tried"], row["reached"]) for row in counted}


def referrals_by_result(trajectories, *, since=None, until=None) -> dict[str, int]:
    """How many referrals of these trajectories (a query set) have each result (ReferralResult; empty: no result yet).

    `since` and `until` are the first and the last day of the referral.
    """
    rows = _referred(trajectories, since, until).values("result").annotate(n=Count("pk"))
    return {row["result"]: row["n"] for row in rows}


def referrals_by_kind(trajectories, *, since=None, until=None) -> dict[str, int]:
    """How many referrals of these trajectories went to each kind of organisation (OrganisationKind)."""
    rows = _referred(trajectories, since, until).values("organisation__kind").annotate(n=Count("pk"))
    return {row["organisation__kind"]: row["n"] for row in rows}


def _referred(trajectories, since, until):
    rows = Referral.objects.filter(trajectory__in=trajectories).order_by()
    if since:
        rows = rows.filter(referred_on__gte=since)
    return rows.filter(referred_on__lte=until) if until else rows
