"""The mailbox of one report, with a message that nobody of the meldpunt has read yet."""

import random

from outcomes.demo.meldpunt import words
from outcomes.demo.meldpunt.lawful import Pairs
from referrals import sealing
from referrals.models import Mailbox, MailboxMessage


def receipt_code() -> str:
    """The code on the receipt of the made-up report: the same on every run, so that the demonstration can tell it."""
    rng = random.Random("made-up receipt")
    symbols = "".join(rng.choice(sealing.SYMBOLS) for _each in range(sealing.RANDOM_SYMBOLS))
    return symbols + sealing.check_symbol(symbols)


def save_mailbox(pairs: Pairs) -> None:
    """A mailbox for the report that came by the public form."""
    code = receipt_code()
    for case, report in pairs:
        if case.mailbox:
            mailbox = Mailbox.objects.create(
                report=report, lookup=sealing.lookup(code), public_key=sealing.public_key_of(code), opened_on=report.received_on
            )
            written = sealing.padded(words.IN_THE_MAILBOX)
            MailboxMessage.objects.create(
                mailbox=mailbox, from_reporter=True, written_on=report.received_on, read_by_reporter=True,
                for_reporter=sealing.seal_for_reporter(written, mailbox.public_key),
                for_meldpunt=sealing.seal_for_meldpunt(written, report.meldpunt.code),
            )  # fmt: skip
