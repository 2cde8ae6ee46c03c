"""What stands in the record stays lawful: a change on which something recorded rests is refused.

Anonymity that is asked for afterwards, a consent or milestone that is taken back as of an earlier day, another day of
receipt: each may take away what made an earlier step lawful.
"""

from contextlib import contextmanager

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from casetrack.actions import Refusal
from referrals.actions.discrimination import guards
from referrals.discrimination_choices import ReportStatus
from referrals.models import HandlingStep, Letter, Milestone, ReportConsent, ReportReferral
from referrals.names import named_in


@contextmanager
def nothing_breaks(report, apart_from=()):
    """Run a change of `report` or its parts; raises Refusal when something recorded would no longer be lawful.

    What broke a guard before (as in imported reports) may go on doing so, and the steps with the keys `apart_from` are not asked.
    """
    before = set(broken(report))
    yield
    for key, (thing, day, why) in broken(report).items():
        if key not in before and not (key[0] is HandlingStep and key[1] in apart_from):
            told = {"thing": thing, "day": date_format(day, "DATE_FORMAT"), "why": " ".join(why.messages)}
            raise Refusal(_("Something recorded rests on this: %(thing)s, %(day)s. %(why)s") % told, code=why.code)


def broken(report) -> dict[tuple, tuple]:
    """What stands in the record of a report and breaks a guard: {(model, key, code): (name, day, Refusal)}."""
    found = {}
    for row, day, holds in _asked(report):
        try:
            if day < report.received_on:
                raise Refusal(_("This was before the report came in."), code="before")
            holds()
        except Refusal as why:
            found[type(row), row.pk, why.code] = (_name(row), day, why)
    return found


def _asked(report):
    """(row, its day, the guard to ask again) of everything recorded."""
    for step in HandlingStep._base_manager.filter(report=report).select_related("kind"):
        yield step, step.done_on, lambda row=step: guards.before_step(report, row.kind.official, row.done_on, back=True)
    for told in Milestone._base_manager.filter(report=report):
        if told.withdrawn_on is None or told.withdrawn_on > told.happened_on:
            yield told, told.happened_on, lambda row=told: guards.before_milestone(report, row.kind, row.happened_on, back=True)
    for consent in ReportConsent._base_manager.filter(report=report):
        yield consent, consent.starts_on, lambda: None
    for letter in Letter._base_manager.filter(report=report):
        yield letter, letter.sent_on, lambda row=letter: _letter(report, row)
    for referral in ReportReferral._base_manager.filter(report=report).select_related("consent"):
        yield referral, referral.referred_on, lambda row=referral: _referral(report, row)
    if report.status == ReportStatus.CLOSED:
        yield report, report.closed_on, lambda: guards.before_closing(report, report.closed_on)


def _letter(report, row):
    named = named_in(report, row.addressee, row.subject, row.body)
    named = {"names_reporter": named.reporter, "names_other_party": named.other_party}
    guards.before_letter(report, row.to, **named, addressee=row.addressee, on=row.sent_on, back=True)


def _referral(report, row):
    guards.covers(row.consent, row.referred_on)
    guards.before_sharing(report, row.shared, row.referred_on)


def _name(row):
    return row.kind if isinstance(row, HandlingStep) else row._meta.verbose_name if isinstance(row, Letter | ReportReferral) else row
