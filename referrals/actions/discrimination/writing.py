"""Messages in the mailbox of a reporter: written sealed for both sides, read by either."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action
from referrals import sealing
from referrals.choices import Event
from referrals.models import Mailbox, MailboxFile, MailboxMessage

# A mailbox is for letters, not for storage.
MOST_MESSAGES, MOST_FILES = 200, 30


@dataclass(frozen=True)
class Read:
    """One message as either side reads it."""

    pk: int
    from_reporter: bool
    text: str
    written_on: object
    unread: bool
    files: list


def read_as_reporter(mailbox, code) -> list[Read]:
    """The messages, oldest first, opened with the code; `unread` are answers that the reporter has not seen."""
    return _read(mailbox, lambda sealed: sealing.open_as_reporter(sealed, code), "reporter")


def read_as_meldpunt(mailbox) -> list[Read]:
    """The messages, oldest first, opened for the staff; `unread` are those that nobody of the staff has marked as read."""
    return _read(mailbox, lambda sealed: sealing.open_as_meldpunt(sealed, mailbox.report.meldpunt.code), "meldpunt")


def _read(mailbox, opened, side):
    unread = {"reporter": lambda row: not row.from_reporter and not row.read_by_reporter, "meldpunt": lambda row: not row.read_by_meldpunt}[side]
    files = Prefetch("files", MailboxFile.objects.defer("for_reporter", "for_meldpunt").order_by("pk"))
    rows = mailbox.messages.order_by("pk").prefetch_related(files)
    return [
        Read(row.pk, row.from_reporter, sealing.unpadded(opened(getattr(row, f"for_{side}"))), row.written_on, unread(row), list(row.files.all()))
        for row in rows
    ]


def write_message(mailbox, text, files, *, from_reporter):
    """Add a message to a locked mailbox. A part of the actions that write one.

    The last one again is the same message, as after a double click: as long as it is of today and the other side has not read
    it. Later, the same words (“Is there any news?”) are a message of their own. Raises Refusal when the mailbox is full.
    """
    last = mailbox.messages.order_by("pk").last()
    if last is not None and last.from_reporter == from_reporter and _just_now(last) and _same(mailbox, last, text, files):
        return last
    own = mailbox.messages.filter(from_reporter=from_reporter)
    if own.count() >= MOST_MESSAGES or MailboxFile.objects.filter(message__mailbox=mailbox).count() + len(files) > MOST_FILES:
        raise Refusal(_("This mailbox is full. Please call us."))
    message = MailboxMessage.objects.create(
        mailbox=mailbox, from_reporter=from_reporter, read_by_meldpunt=not from_reporter, **_sealed(mailbox, sealing.padded(text))
    )
    for file in files:
        MailboxFile.objects.create(message=message, kind=file.kind, size=len(file.content), **_sealed(mailbox, file.content))
    return message


def _sealed(mailbox, content):
    return {
        "for_reporter": sealing.seal_for_reporter(content, mailbox.public_key),
        "for_meldpunt": sealing.seal_for_meldpunt(content, mailbox.report.meldpunt.code),
    }


def _just_now(message):
    """Of today and unread: nearer than that the moment of a message is kept nowhere."""
    read = message.read_by_meldpunt if message.from_reporter else message.read_by_reporter
    return message.written_on == timezone.localdate() and not read


def _same(mailbox, last, text, files):
    """Whether a message says just this; read with the key of the meldpunt, which is always there."""
    meldpunt = mailbox.report.meldpunt.code
    if sealing.unpadded(sealing.open_as_meldpunt(last.for_meldpunt, meldpunt)) != text:
        return False
    kept = list(last.files.order_by("pk"))
    if [file.size for file in kept] != [len(file.content) for file in files]:
        return False
    return all(sealing.open_as_meldpunt(old.for_meldpunt, meldpunt) == new.content for old, new in zip(kept, files, strict=True))


@action(Permission.USE_MAILBOX)
def answer_in_mailbox(report, *, by, text, last=None):
    """Write to the reporter, in the mailbox; the report's history tells who wrote and when, never what.

    `last` is the key of the last message that the writer saw: up to there the messages were read.
    """
    mailbox = _of(report)
    if not text.strip():
        raise Refusal({"text": _("Write an answer first.")})
    before = mailbox.messages.count()
    write_message(mailbox, text, (), from_reporter=False)
    if mailbox.messages.count() == before:
        return report  # sent twice
    _mark(mailbox, last)
    return report.record(Event.MAILBOX_ANSWERED, by=by)


@action(Permission.USE_MAILBOX)
def mark_mailbox_read(report, *, by, last):
    """The messages of the reporter were read, up to the one with the key `last`; they no longer stand in anybody's work."""
    _mark(_of(report), last)
    return report


def _mark(mailbox, last):
    mailbox.messages.filter(from_reporter=True, read_by_meldpunt=False, pk__lte=last or 0).update(read_by_meldpunt=True)


def _of(report):
    mailbox = Mailbox.objects.select_for_update(of=("self",)).select_related("report__meldpunt").filter(report=report).first()
    if mailbox is None:
        raise Refusal(_("This report has no mailbox: it did not come in by the public form, or the mailbox was deleted."))
    return mailbox
