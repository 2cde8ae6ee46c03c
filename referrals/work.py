"""What referrals add to "my work": sign-ups to work through, referrals without an answer, and the reports of the meldpunt."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.work import WorkRow, part_of
from referrals import lists, report_lists


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


def _reports(name, title, find, detail, query):
    """A list of reports of discrimination for those of the meldpunt; a row names the number of a report, never a person."""

    def part(user, today):
        if not access.may_somewhere(user, Permission.HANDLE_DISCRIMINATION_REPORT):
            return None
        return part_of(name, title(), find(user, today), lambda row: _report(row, detail()), url=f"{reverse('meldpunten')}?{query}")

    return part


def _report(row, detail):
    days = {
        "day": date_format(row.received_on, "SHORT_DATE_FORMAT"),
        "due": date_format(report_lists.contact_due(row), "SHORT_DATE_FORMAT"),
    }
    return WorkRow(row.reference, row.get_absolute_url(), detail % days)


PARTS = (
    _reports(
        "first-contact",
        lambda: _("First contact due today or too late"),
        report_lists.to_contact,
        lambda: _("received on %(day)s, due by %(due)s"),
        "contact=due",
    ),
    _reports(
        "nobody",
        lambda: _("Reports that nobody handles"),
        report_lists.handled_by_nobody,
        lambda: _("received on %(day)s"),
        "status=open&handler=nobody",
    ),
    _reports("mailbox", lambda: _("Unread messages in the mailbox"), report_lists.unread, lambda: _("received on %(day)s"), "unread=yes"),
    _reports(
        "silent",
        lambda: _("Your reports without a step for two weeks"),
        report_lists.silent,
        lambda: _("received on %(day)s"),
        "status=open&handler=me",
    ),
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
