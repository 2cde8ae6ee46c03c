"""The Monday mail: how much waits for each coordinator, with links and without names."""

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from casetrack.accounts import site_address
from casetrack.models import Digest


def send_digest(user, *, week, lines) -> bool:
    """Mail `user` what waits in the week of this Monday, once; returns whether a mail went out now.

    `lines` are (title, how many, address) of lists: counts and links, never names. A mail that
    cannot be sent leaves no trace, so the next try sends it; the mail server's OSError passes on.
    """
    with transaction.atomic():
        _row, new = Digest.objects.get_or_create(user=user, week=week)
        if new:
            text = render_to_string("participants/digest.txt", {"user": user, "lines": lines, "address": site_address()})
            send_mail(_("casetrack: your work this week"), text, None, [user.email])
    return new
