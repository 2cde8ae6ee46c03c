"""What waits: sign-ups and referrals for my work; and what the page of sign-ups shows."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from casetrack.access import Permission
from participants.choices import ContactChannel
from referrals.choices import OPEN_STATES, REACHED, SignalSource, SignUpState, months_before
from referrals.models import EXPIRES_AFTER_MONTHS, TOLD_WITHIN_MONTHS, ContactAttempt, Referral, SignUp

SHOWN_FROM = 5  # attempts; below, a rate says nothing and points at persons
REFERRAL_WAITS_DAYS = 14
SOON_DAYS = 14
# How a state looks: the kind of its badge.
STATE_KINDS = {
    SignUpState.NEW: "info",
    SignUpState.TRYING: "warning",
    SignUpState.BECAME_TRAJECTORY: "success",
    SignUpState.EXPIRED: "danger",
}


def to_handle(user, today=None):
    """The sign-ups that `user` may work through, with `state`, `last_try`, edition and area."""
    rows = SignUp.objects.allowed(user, Permission.HANDLE_SIGN_UP).with_state(today).with_last_try()
    return rows.select_related("edition", "area", "organisation")


def new_sign_ups(user, today=None):
    """Sign-ups that nobody tried to reach yet, the oldest first. A query set: count it, or take its first rows."""
    return to_handle(user, today).filter(state=SignUpState.NEW).order_by("received_on", "pk")


def expiring_sign_ups(user, today=None, within_days=SOON_DAYS):
    """Open sign-ups that expire within so many days unless somebody acts, and those that did expire, the oldest first."""
    today = today or timezone.localdate()
    then = months_before(today + timedelta(days=within_days), EXPIRES_AFTER_MONTHS)
    rows = to_handle(user, today).filter(state__in=(*OPEN_STATES, SignUpState.EXPIRED), received_on__lte=then)
    return rows.filter(Q(last_try=None) | Q(last_try__lte=then)).order_by("received_on", "pk")


def untold_sign_ups(user, today=None, within_days=7):
    """Open sign-ups by others whose month to tell the person ends within so many days, or has ended, the oldest first."""
    today = today or timezone.localdate()
    then = months_before(today + timedelta(days=within_days), TOLD_WITHIN_MONTHS)
    rows = to_handle(user, today).filter(state__in=(*OPEN_STATES, SignUpState.EXPIRED), told_on=None, received_on__lte=then)
    return rows.exclude(source=SignalSource.SELF).order_by("received_on", "pk")


def perhaps_the_same(user, sign_up, today=None):
    """Other open sign-ups with the same name or phone number that `user` may work through: two neighbours may see the same."""
    same = Q(name__iexact=sign_up.name) if sign_up.name else Q(pk__in=[])
    if sign_up.phone:
        same |= Q(phone=sign_up.phone)
    rows = to_handle(user, today).filter(same, state__in=(*OPEN_STATES, SignUpState.EXPIRED)).exclude(pk=sign_up.pk)
    return rows.order_by("received_on", "pk")


def unanswered_referrals(user, today=None, after_days=REFERRAL_WAITS_DAYS):
    """Referrals without a result for so many days that `user` may follow up, the oldest first. A query set."""
    today = today or timezone.localdate()
    rows = Referral.objects.allowed(user, Permission.REFER).filter(result="", referred_on__lte=today - timedelta(days=after_days))
    return rows.select_related("organisation", "trajectory__person", "trajectory__edition").order_by("referred_on", "pk")


@dataclass(frozen=True)
class ChannelRate:
    """How often a channel reached somebody; without `reached` where there are too few attempts to say."""

    label: str
    attempts: int
    reached: int | None

    @property
    def percent(self) -> int | None:
        """Reached out of attempts, as a whole percentage."""
        return None if self.reached is None else round(100 * self.reached / self.attempts)


def channel_rates(attempts) -> list[ChannelRate]:
    """Per channel how many attempts there were and how many reached somebody, the most used first. One query.

    Reached is: spoken, appointment made, or help accepted. With fewer than 5 attempts the rate is left out.
    """
    counted = attempts.order_by().values("channel").annotate(tried=Count("pk"), reached=Count("pk", filter=Q(result__in=REACHED)))
    rows = [
        ChannelRate(str(ContactChannel(row["channel"]).label), row["tried"], row["reached"] if row["tried"] >= SHOWN_FROM else None)
        for row in counted
    ]
    return sorted(rows, key=lambda row: (-row.attempts, row.label))


def attempts_of(user, edition=None):
    """The attempts that `user` may see, of one edition or of all."""
    rows = ContactAttempt.objects.allowed(user, Permission.VIEW_ATTEMPT)
    return rows.filter(sign_up__edition=edition) if edition else rows
