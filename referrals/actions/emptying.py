"""What is no longer needed of sign-ups is emptied, in the history too: afterwards they are only counted."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from referrals.choices import Event, SignUpEnd, SignUpState, months_before
from referrals.models import ContactAttempt, SignUp

# A closed sign-up stays readable for a while, for whoever calls back; as long as an unanswered one may wait.
EMPTIED_AFTER_MONTHS = 3


def expire_sign_ups(today=None) -> dict[str, int]:
    """Close what nobody acted on for three months, and empty that and what was closed three months ago.

    Returns how many were closed and how many emptied. Called by the clock, so without an author;
    running it twice changes nothing more. What became a trajectory stays with the dossier.
    """
    today = today or timezone.localdate()
    rows = SignUp.objects.with_state(today).filter(emptied_on=None)
    old = Q(state=SignUpState.CLOSED, closed_on__lte=months_before(today, EMPTIED_AFTER_MONTHS))
    done = {"closed": 0, "emptied": 0}
    for key in rows.filter(Q(state=SignUpState.EXPIRED) | old).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            # Locked, then looked at again: somebody may have acted on it a moment ago.
            SignUp._base_manager.select_for_update(of=("self",)).get(pk=key)
            row = SignUp.objects.with_state(today).get(pk=key)
            if row.state == SignUpState.EXPIRED:
                row.closed_on, row.close_reason = today, SignUpEnd.EXPIRED
                row.record(Event.SIGN_UP_CLOSED, by=None)
                done["closed"] += 1
            elif row.state != SignUpState.CLOSED:
                continue
            _empty(row, today)
            done["emptied"] += 1
    return done


def _empty(sign_up, today):
    """Who it is about, who said so, and what was noted, on the rows and in their history."""
    nothing = {name: None if SignUp._meta.get_field(name).null else "" for name in SignUp.telling_fields}
    for name, value in nothing.items():
        setattr(sign_up, name, value)
    sign_up.emptied_on = today
    sign_up.record(Event.SIGN_UP_EMPTIED, by=None)
    for attempt in ContactAttempt.objects.filter(sign_up=sign_up).exclude(note=""):
        attempt.note = ""
        attempt.record(Event.SIGN_UP_EMPTIED, by=None)
    SignUp.history.filter(id=sign_up.pk).update(**nothing, history_why="")
    ContactAttempt.history.filter(sign_up_id=sign_up.pk).update(note="", history_why="")
