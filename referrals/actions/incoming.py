"""What comes in: from the public form, or written down by staff."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from programmes.models import Edition
from referrals.choices import Event, SignalSource
from referrals.models import SignUp

# More sign-ups than this in one hour for one edition are no people. Counted in the history, whoever and wherever they come
# from, so that no address of a visitor has to be kept.
PUBLIC_PER_HOUR = 30
WAYS_TO_REACH = ("phone", "email", "street")


class Busy(Refusal):
    """Too many sign-ups came in this hour."""


def takes_sign_ups(edition) -> bool:
    """May everybody sign up for this edition today: it has a public form, and it is running."""
    return edition.public_sign_up and edition.starts_on <= timezone.localdate() <= edition.ends_on


def receive_sign_up(edition, *, submission, told=False, **fields):
    """Keep what somebody sent with the public form; returns the sign-up, the same one when the form comes twice.

    No `@action`: there is no user whose rights could be asked, and the history names no author.
    Whether the edition takes sign-ups is asked here instead. `told` says that the person knows of it.
    Raises Refusal, Busy (also a Refusal) and ValidationError.
    """
    with transaction.atomic():
        # One at a time for each edition: so the same form sent twice, and the limit, are counted exactly.
        edition = Edition._base_manager.select_for_update(of=("self",)).get(pk=edition.pk)
        if made := _received_already(submission, edition):
            return made
        if not takes_sign_ups(edition):
            raise Refusal(_("You cannot sign up here any more."))
        if _received_last_hour(edition) >= PUBLIC_PER_HOUR:
            raise Busy(_("Many people are signing up at this moment. Nothing was saved yet. Please send it again in an hour."), code="busy")
        if not any(fields.get(way) for way in WAYS_TO_REACH):
            raise Refusal(_("Give at least one way to reach this person: a phone number, an e-mail address, or an address."))
        _check_area(edition, fields)
        today = timezone.localdate()
        row = SignUp(edition=edition, submission=submission, received_on=today, told_on=today if told else None, **fields)
        return row.record(Event.SIGN_UP_RECEIVED, by=None)


def _received_already(submission, edition):
    row = SignUp._base_manager.filter(submission=submission).first() if submission else None
    if row is not None and (row.edition_id != edition.pk or row.history.order_by("history_id").first().history_user_id is not None):
        raise Refusal(_("This form cannot be used again. Open a new one."), code="submission")
    return row


def _received_last_hour(edition) -> int:
    rows = SignUp.history.filter(edition_id=edition.pk, history_type="+", history_user=None)
    return rows.filter(history_date__gt=timezone.now() - timedelta(hours=1)).count()


def _check_area(edition, fields):
    area = fields.get("area")
    if area is not None and area.programme_id != edition.programme_id:
        raise Refusal({"area": _("This area belongs to another programme.")})


@action(Permission.ADD_SIGNAL)
def add_signal(edition, *, by, received_on=None, submission=None, **fields):
    """Write down that somebody signed up, or was signed up by others; whether it becomes a trajectory is decided later."""
    if made := already_made(SignUp, submission, by=by):
        return made
    received_on = received_on or timezone.localdate()
    if received_on > timezone.localdate():
        raise Refusal({"received_on": _("A sign-up cannot lie in the future.")})
    _check_area(edition, fields)
    if fields.get("source") == SignalSource.SELF:
        fields.setdefault("told_on", received_on)  # who signs up knows it
    return SignUp(edition=edition, received_on=received_on, submission=submission, **fields).record(Event.SIGN_UP_RECEIVED, by=by)


@action(Permission.HANDLE_SIGN_UP)
def change_sign_up(sign_up, *, by, why="", **fields):
    """Correct or complete an open sign-up, such as its area, which decides who sees it."""
    still_open(sign_up)
    _check_area(sign_up.edition, fields)
    for name, value in fields.items():
        setattr(sign_up, name, value)
    return sign_up.record(Event.SIGN_UP_CHANGED, by=by, why=why)


def still_open(sign_up) -> None:
    """Raise Refusal when the decision on this sign-up was taken."""
    if sign_up.trajectory_id:
        raise Refusal(_("This sign-up became a trajectory."))
    if sign_up.closed_on:
        raise Refusal(_("This sign-up is closed. Reopen it first."))
