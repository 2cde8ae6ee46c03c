"""What comes in from everybody: a report with its receipt, and what a reporter does in the mailbox.

No function here has `@action`: there is no user whose rights could be asked. Whoever has the code of a mailbox may do
these things, and nothing else; the history names no author and no time of day.
"""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.actions import Refusal
from referrals import sealing
from referrals.actions.discrimination import erasing
from referrals.actions.discrimination.reports import new_report
from referrals.actions.discrimination.writing import write_message
from referrals.choices import Event
from referrals.discrimination_choices import Anonymity, MilestoneKind, ReportChannel
from referrals.models import DiscriminationReport, Mailbox, Meldpunt, Milestone, ReportConsent

# A mailbox stays for a year after the report was closed, for whoever reads the last answer late.
EXPIRES_AFTER_DAYS = 365  # the mailbox tells its reader: a year


def takes_reports(meldpunt) -> bool:
    """Can everybody report here without signing in."""
    return meldpunt.public_form and bool(settings.MELDPUNT_KEY)


def receive_report(meldpunt, *, submission, reporter=None, files=(), anonymity=Anonymity.FULL, **fields):
    """Keep what somebody sent with the public form: report, reporter, mailbox and files, in one transaction.

    Returns (report, code); the code is given once, and is "" when the same form comes again. `fields` are columns of the
    report, `reporter` those of the reporter, `files` cleaned files.

    What happened is kept in the report, like that of a report by telephone, and nowhere else: staff complete and correct it
    there, and erasing empties one place. The mailbox begins empty, or with the files that came along.
    Raises Refusal and ValidationError.
    """
    with transaction.atomic():
        # One at a time for each meldpunt: so the same form sent twice, and the number of the report, are right.
        meldpunt = Meldpunt._base_manager.select_for_update(of=("self",)).get(pk=meldpunt.pk)
        if made := _received_already(submission, meldpunt):
            return made, ""
        if not takes_reports(meldpunt):
            raise Refusal(_("You cannot report here any more. Please call us."))
        if anonymity == Anonymity.FULL:
            reporter = {name: value for name, value in (reporter or {}).items() if name == "postcode"}
        report = new_report(
            meldpunt, by=None, submission=submission, reporter=reporter, anonymity=anonymity,
            received_on=timezone.localdate(), channel=ReportChannel.ELECTRONIC, **fields,
        )  # fmt: skip
        code = sealing.new_code()
        mailbox = Mailbox.objects.create(report=report, lookup=sealing.lookup(code), public_key=sealing.public_key_of(code))
        if files:
            write_message(mailbox, "", files, from_reporter=True)
        return report, code


def _received_already(submission, meldpunt):
    row = DiscriminationReport._base_manager.filter(submission=submission).first() if submission else None
    if row is not None and (row.meldpunt_id != meldpunt.pk or row.history.order_by("history_id").first().history_user_id is not None):
        raise Refusal(_("This form cannot be used again. Open a new one."), code="submission")
    return row


def find_mailbox(typed: str, today=None):
    """(code, mailbox) of what somebody typed as a code; (…, None) alike for wrong, unknown, expired and erased.

    The same work whatever was typed: one keyed hash for each key, and one indexed look-up.
    """
    code = sealing.read_code(typed)
    limit = (today or timezone.localdate()) - timedelta(days=EXPIRES_AFTER_DAYS)
    still_there = Q(report__closed_on__isnull=True) | Q(report__closed_on__gt=limit)
    found = Mailbox.objects.filter(still_there, lookup__in=sealing.lookups(code)).select_related("report__meldpunt")
    return code, found.first()


def _locked(mailbox):
    """The mailbox as it is now, with its report, both locked; Mailbox.DoesNotExist when it was erased a moment ago."""
    report = DiscriminationReport._base_manager.select_for_update(of=("self",)).get(pk=mailbox.report_id)
    mailbox = Mailbox.objects.select_for_update(of=("self",)).select_related("report__meldpunt").get(pk=mailbox.pk)
    return report, mailbox


def reply_by_reporter(mailbox, text, files=()):
    """The reporter writes to the meldpunt; the same words and files sent twice make one message. Returns the message."""
    with transaction.atomic():
        _report, mailbox = _locked(mailbox)
        return write_message(mailbox, text, files, from_reporter=True)


def read_by_reporter(mailbox) -> None:
    """The reporter has read the answers."""
    mailbox.messages.filter(from_reporter=False, read_by_reporter=False).update(read_by_reporter=True)


def withdraw_by_reporter(mailbox):
    """The reporter withdraws the report: every consent and agreement ends today, so nothing more is done that needs one.

    The report is not closed: an investigation that started ends with a conclusion to both parties (art. 10.6), and staff
    close it with a text.
    """
    with transaction.atomic():
        report, mailbox = _locked(mailbox)
        if mailbox.withdrawn_on:
            return mailbox
        today = timezone.localdate()
        for consent in ReportConsent._base_manager.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today), report=report):
            consent.ends_on = max(today, consent.starts_on)
            consent.record(Event.REPORT_CONSENT_WITHDRAWN, by=None)
        for agreed in Milestone._base_manager.filter(report=report, kind=MilestoneKind.REPORTER_AGREES, withdrawn_on__isnull=True):
            agreed.withdrawn_on = max(today, agreed.happened_on)
            agreed.record(Event.MILESTONE_WITHDRAWN, by=None)
        mailbox.withdrawn_on = today
        mailbox.save()
        report.record(Event.REPORT_WITHDRAWN, by=None)
        return mailbox


def erase_everything(mailbox) -> None:
    """The reporter erases what they told, who they are and the mailbox; on SQLite its bytes leave the disk as well."""
    with transaction.atomic():
        _report, mailbox = _locked(mailbox)
        erasing.erase_by_reporter(mailbox)


def expire_mailboxes(today=None) -> int:
    """Delete the mailboxes of reports that were closed a year ago; returns how many. Called by the clock."""
    limit = (today or timezone.localdate()) - timedelta(days=EXPIRES_AFTER_DAYS)
    old = Mailbox.objects.filter(report__closed_on__lte=limit).order_by("pk").values_list("pk", flat=True)
    done = 0
    for key in list(old):
        with suppress(Mailbox.DoesNotExist), transaction.atomic():  # erased in the meantime
            report, _mailbox = _locked(Mailbox.objects.get(pk=key))
            if report.closed_on and report.closed_on <= limit:  # not reopened in the meantime
                erasing.empty_mailbox(report)
                done += 1
    if done:
        erasing.leave_no_bytes()
    return done
