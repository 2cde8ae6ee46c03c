"""What referrals add to "my work": sign-ups to work through, and referrals without an answer."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.work import WorkRow, part_of
from referrals import lists


def _handling(name, title, find, detail):
    """A list of sign-ups for those who work through them."""

    def part(user, today):
        if not access.may_somewhere(user, Permission.HANDLE_SIGN_UP):
            return None
        return part_of(name, title(), find(user, today), lambda row: _sign_up(row, detail), url=reverse("sign_ups"))

    return part


def _sign_up(row, detail):
    received = date_format(row.received_on, "SHORT_DATE_FORMAT")
    return WorkRow(row.name or _("somebody without a name"), reverse("sign_up_detail", args=[row.pk]), detail() % {"day": received})


def unanswered(user, today):
    """Referrals of the user's trajectories that have had no result for two weeks."""
    if not access.may_somewhere(user, Permission.REFER):
        return None
    return part_of("referrals", _("Referrals without an answer"), lists.unanswered_referrals(user, today), _referral)


def _referral(row):
    referred = date_format(row.referred_on, "SHORT_DATE_FORMAT")
    return WorkRow(
        _("%(person)s to %(organisation)s") % {"person": row.trajectory.person, "organisation": row.organisation},
        reverse("trajectory_referrals", args=[row.trajectory_id]),
        _("referred on %(day)s") % {"day": referred},
    )


PARTS = (
    _handling("signals", lambda: _("Sign-ups that nobody acted on yet"), lists.new_sign_ups, lambda: _("received on %(day)s")),
    _handling(
        "untold",
        lambda: _("To be told that they were signed up"),
        lists.untold_sign_ups,
        lambda: _("signed up on %(day)s, to be told within a month"),
    ),
    _handling("expiring", lambda: _("Sign-ups that expire soon"), lists.expiring_sign_ups, lambda: _("received on %(day)s")),
    unanswered,
)
