"""What somebody can do for others, what somebody would like, and bringing the two together."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from participants.actions.parts import change_part, not_ended, not_to_come, part_of, works_with
from participants.choices import Event
from participants.models import Exchange
from programmes.choices import Module


@action(Permission.RECORD_EXCHANGE)
def add_exchange(trajectory, *, by, submission=None, **fields):
    """Add what somebody can do for others, or would like from somebody."""
    if made := already_made(Exchange, submission, by=by):
        return made
    works_with(trajectory, Module.EXCHANGE)
    not_ended(trajectory)
    if fields.get("starts_on"):
        not_to_come("starts_on", fields["starts_on"])
    return Exchange(trajectory=trajectory, submission=submission, **fields).record(Event.EXCHANGE_ADDED, by=by)


@action(Permission.RECORD_EXCHANGE)
def change_exchange(trajectory, *, by, exchange, exchange_version=None, **fields):
    """Change the words of an offer or question; its kind too while it is not matched."""
    not_ended(trajectory)
    exchange = part_of(trajectory, exchange, exchange_version)
    if exchange.is_matched and fields.get("kind", exchange.kind) != exchange.kind:
        raise Refusal({"kind": _("This is matched with somebody. End the match first.")})
    return change_part(trajectory, exchange, None, Event.EXCHANGE_CHANGED, by=by, **fields)


@action(Permission.RECORD_EXCHANGE)
def end_exchange(trajectory, *, by, exchange, ends_on=None, exchange_version=None):
    """This no longer holds; `ends_on` (default today) is the first day without it. A match ends with it."""
    exchange = part_of(trajectory, exchange, exchange_version)
    if exchange.ends_on and exchange.ends_on <= timezone.localdate():
        raise Refusal(_("This has already ended."))
    exchange.ends_on = not_to_come("ends_on", ends_on)
    _let_go(exchange, by=by)
    return exchange.record(Event.EXCHANGE_ENDED, by=by)


@action(Permission.RECORD_EXCHANGE)
def match_exchange(trajectory, *, by, exchange, other):
    """Bring a question and an offer of two people together; `by` must be allowed to write in both dossiers."""
    access.require(by, Permission.RECORD_EXCHANGE, other)
    works_with(trajectory, Module.EXCHANGE)
    exchange = part_of(trajectory, exchange)
    other = fresh(other)
    _fit(exchange, other)
    for one, its_other in ((exchange, other), (other, exchange)):
        one.matched_with = its_other
        one.record(Event.EXCHANGE_MATCHED, by=by)
    return exchange


def _fit(one, other):
    """Raise Refusal with the reason when these two cannot be matched."""
    here, there = one.trajectory, other.trajectory
    if here.person_id == there.person_id or (here.household_id and here.household_id == there.household_id):
        raise Refusal({"other": _("Both are of the same person or household. Choose somebody else.")})
    if here.programme_id != there.programme_id:
        raise Refusal({"other": _("Choose somebody of the same programme.")})
    if one.direction == other.direction or one.kind != other.kind:
        raise Refusal({"other": _("A question fits with an offer of the same kind.")})
    if one.is_matched or other.is_matched:
        raise Refusal({"other": _("One of the two is already matched. Look at the list again.")})
    if not (one.is_open and other.is_open) or here.ended_on or there.ended_on:
        raise Refusal({"other": _("One of the two has ended. Look at the list again.")})


@action(Permission.RECORD_EXCHANGE)
def unmatch_exchange(trajectory, *, by, exchange, exchange_version=None):
    """The two do not help each other any more; both sides are free again."""
    exchange = part_of(trajectory, exchange, exchange_version)
    if not exchange.is_matched:
        raise Refusal(_("This is not matched."))
    _let_go(exchange, by=by)
    return exchange.record(Event.EXCHANGE_UNMATCHED, by=by)


def _let_go(exchange, *, by):
    """Free the other side too: whoever ends one side of a match may end the match, without seeing the other side."""
    if exchange.matched_with is None:
        return
    other, exchange.matched_with = fresh(exchange.matched_with), None
    if other.matched_with_id == exchange.pk:
        other.matched_with = None
        other.record(Event.EXCHANGE_UNMATCHED, by=by)
