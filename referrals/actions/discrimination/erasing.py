"""Who reported is erased, in the history too: the report stays, and is only counted."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action
from referrals.choices import Event
from referrals.models import (
    DiscriminationReport,
    HandlingStep,
    Letter,
    LetterContent,
    Mailbox,
    MailboxFile,
    MailboxMessage,
    Milestone,
    PersonalInterest,
    ReportConsent,
    Reporter,
    ReportReferral,
)
from referrals.models.discrimination.meldpunt import SAID

# Kinds of rows with words that may tell who reported; each names them in `telling_fields`.
WAIT_MILLISECONDS = 1_000  # for readers, before the log of SQLite is left to the clock
TELLING = (Reporter, ReportConsent, HandlingStep, Milestone, Letter, ReportReferral, PersonalInterest)


@action(Permission.ERASE_REPORTER)
def erase_reporter(report, *, by, why=""):
    """Erase who reported, what they told in words, the letters and the mailbox; what the law counts stays."""
    if report.erased_on:
        raise Refusal(_("The data of this reporter were erased."))
    return empty_report(report, by=by)


def erase_by_reporter(mailbox):
    """The reporter erases everything from their mailbox. No `@action`: whoever has the code may; the history names no author."""
    report = DiscriminationReport._base_manager.select_for_update(of=("self",)).get(pk=mailbox.report_id)
    return empty_report(report, by=None)


def empty_report(report, *, by):
    """The part of both: runs inside a transaction, on a locked report. On SQLite the bytes leave the disk as well."""
    transaction.on_commit(leave_no_bytes)
    empty_mailbox(report)
    for model in TELLING:
        nothing = {name: _nothing(model, name) for name in model.telling_fields}
        for row in model._base_manager.filter(report=report):
            for name, value in nothing.items():
                setattr(row, name, value)
            if model is ReportConsent and row.ends_on is None:
                # Nothing more is done on it; two that stand and no longer say to whom would be one and the same.
                row.ends_on = max(timezone.localdate(), row.starts_on)
            row.record(Event.REPORTER_ERASED, by=by)
        model.history.filter(report=report).update(**nothing, history_why="")
    for content in LetterContent._base_manager.filter(letter__report=report):
        content.delete()
    nothing = {name: _nothing(DiscriminationReport, name) for name in report.telling_fields}
    for name, value in nothing.items():
        setattr(report, name, value)
    report.erased_on = timezone.localdate()
    report.record(Event.REPORTER_ERASED, by=by)
    report.history.update(**nothing, history_why="")
    return report


def empty_mailbox(report) -> None:
    """Delete the messages, files and the mailbox of a report; afterwards its code answers as one that never was."""
    MailboxFile._base_manager.filter(message__mailbox__report=report).delete()
    MailboxMessage._base_manager.filter(mailbox__report=report).delete()
    Mailbox._base_manager.filter(report=report).delete()


def leave_no_bytes() -> bool:
    """What was deleted also leaves the log of SQLite; there, secure_delete overwrites the database only.

    False while somebody else is reading, after a short wait: then the clock does it (see `expire_mailboxes`).
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
        try:
            busy, _frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not busy


def _nothing(model, name):
    column = model._meta.get_field(name)
    return None if column.null else "" if column.blank else SAID
