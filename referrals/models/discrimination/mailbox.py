"""The mailbox of a reporter: opened with the code of the receipt, which is kept nowhere.

No row here has history, a time of day, an address or a device. Words and files are sealed: only the
reporter's code or the key of the meldpunt opens them (see referrals/sealing.py).
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.signals import pre_create_historical_record

from referrals.models.discrimination.meldpunt import PersonalInterest
from referrals.models.discrimination.reports import DiscriminationReport, ReportPart


class Mailbox(models.Model):
    """Where a reporter and the meldpunt write to each other; gone when the reporter erases it."""

    report = models.OneToOneField(DiscriminationReport, models.PROTECT, related_name="mailbox")  # emptied by an action, never by a cascade
    lookup = models.BinaryField(unique=True, max_length=32, help_text="Keyed hash of the code.")
    public_key = models.BinaryField(max_length=32, help_text="What is sealed with it is opened with the code.")
    opened_on = models.DateField(default=timezone.localdate)
    withdrawn_on = models.DateField(null=True, blank=True)

    personal_fields = ("report", "lookup", "public_key")
    other_fields = ("id", "opened_on", "withdrawn_on")

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        ordering = ("pk",)


class MailboxMessage(models.Model):
    """One message, sealed twice: for the reporter and for the meldpunt."""

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="messages")  # erased by an action
    from_reporter = models.BooleanField()
    for_reporter = models.BinaryField()
    for_meldpunt = models.BinaryField()
    written_on = models.DateField(default=timezone.localdate)
    read_by_meldpunt = models.BooleanField(default=False)
    read_by_reporter = models.BooleanField(default=False)

    personal_fields = ("mailbox", "for_reporter", "for_meldpunt")
    other_fields = ("id", "from_reporter", "written_on", "read_by_meldpunt", "read_by_reporter")

    class Meta:
        verbose_name = _("message in a mailbox")
        verbose_name_plural = _("messages in mailboxes")
        ordering = ("pk",)


class MailboxFile(models.Model):
    """A file with a message, cleaned and sealed for both sides like the message."""

    message = models.ForeignKey(MailboxMessage, models.PROTECT, related_name="files")  # erased by an action
    kind = models.CharField(max_length=10, help_text="The type that its content was found to be: png, jpeg, pdf.")
    size = models.PositiveIntegerField()
    for_reporter = models.BinaryField()
    for_meldpunt = models.BinaryField()

    personal_fields = ("message", "for_reporter", "for_meldpunt")
    other_fields = ("id", "kind", "size")

    class Meta:
        verbose_name = _("file in a mailbox")
        verbose_name_plural = _("files in mailboxes")
        ordering = ("pk",)


def _only_the_day(sender, instance, history_instance, history_user, **kwargs):
    """What nobody who signed in wrote on a report was written by its reporter: the history keeps the day of it, never the time."""
    if history_user is None and isinstance(instance, DiscriminationReport | ReportPart | PersonalInterest):
        history_instance.history_date = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


pre_create_historical_record.connect(_only_the_day, dispatch_uid="referrals.only_the_day")
