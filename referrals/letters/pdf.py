"""A letter as PDF: sender, addressee, day and reference, subject, text. Everything in it is escaped (see casetrack/paper.py)."""

import re

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.platypus import Spacer

from casetrack.paper import build, text
from referrals.letters.placeholders import LANGUAGE


def render(report, *, addressee, subject, body, day) -> bytes:
    """The PDF of this letter, in Dutch; the same letter gives the same bytes."""
    meldpunt = report.meldpunt
    sender = [line for line in (meldpunt.phone, meldpunt.email) if line]
    with translation.override(LANGUAGE):
        parts = [text(meldpunt.name, "strong"), *(text(line, "label") for line in sender), Spacer(1, 34)]
        parts += [text(line, "letter") for line in addressee.splitlines()]
        parts += [
            Spacer(1, 26),
            text(date_format(day, "DATE_FORMAT"), "letter"),
            text(_("Our reference: %(reference)s") % {"reference": report.reference}, "letter"),
            Spacer(1, 10),
            text(subject, "heading"),
            Spacer(1, 4),
        ]
        for paragraph in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
            parts += [text(paragraph, "letter"), Spacer(1, 8)]
        return build(
            parts,
            title=_("Letter about %(reference)s") % {"reference": report.reference},
            author=meldpunt.name,
            subject=report.reference,
            footer=(f"{meldpunt.name} · {report.reference}",),
        )
