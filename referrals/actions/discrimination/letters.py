"""Letter templates, which staff edit without a release, and sending a letter: what was sent is kept as it was sent."""

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from referrals.actions.discrimination import guards
from referrals.actions.discrimination.steps import record_milestone
from referrals.choices import Event
from referrals.discrimination_choices import LetterTo, MilestoneKind
from referrals.letters import pdf, placeholders
from referrals.models import Letter, LetterContent, LetterTemplate
from referrals.names import known_of, named_in

READY = Path(settings.BASE_DIR) / "referrals" / "data" / "letters.yaml"
CONCLUSION_FOR = {LetterTo.REPORTER: MilestoneKind.CONCLUSION_REPORTER, LetterTo.OTHER_PARTY: MilestoneKind.CONCLUSION_OTHER}


@cache
def ready_templates() -> tuple[dict, ...]:
    """The letters that a meldpunt can begin with: name, to, subject, body."""
    return tuple(yaml.safe_load(READY.read_text(encoding="utf-8")))


def _check(template):
    for column in ("subject", "body"):
        if wrong := placeholders.unknown(getattr(template, column)):
            told = {"names": ", ".join(wrong)}
            raise Refusal({column: _("These are no placeholders: %(names)s. Choose from the list, or take them out.") % told})
    return template


@action(Permission.MANAGE_MELDPUNT)
def add_letter_template(meldpunt, *, by, name, to, subject, body, submission=None):
    """A template of the meldpunt's own; an unknown placeholder is refused by name."""
    if made := already_made(LetterTemplate, submission, by=by):
        return made
    row = LetterTemplate(meldpunt=meldpunt, name=name, to=to, subject=subject, body=body, submission=submission)
    return _check(row).record(Event.LETTER_TEMPLATE_CHANGED, by=by)


@action(Permission.MANAGE_MELDPUNT)
def change_letter_template(meldpunt, *, by, template, template_version=None, **fields):
    """Other words for letters that are still to be written; letters that were sent stay as they are."""
    template = _own(template, meldpunt, template_version)
    for name, value in fields.items():
        setattr(template, name, value)
    return _check(template).record(Event.LETTER_TEMPLATE_CHANGED, by=by)


@action(Permission.MANAGE_MELDPUNT)
def end_letter_template(meldpunt, *, by, template, template_version=None):
    """No new letters are made from this template."""
    template = _own(template, meldpunt, template_version)
    template.ended_on = timezone.localdate()
    return template.record(Event.LETTER_TEMPLATE_CHANGED, by=by)


def _own(template, meldpunt, version):
    template = fresh(template, version)
    if template.meldpunt_id != meldpunt.pk:
        raise Refusal(_("This belongs to another meldpunt."))
    if template.ended_on:
        raise Refusal(_("This template is no longer used."))
    return template


@action(Permission.MANAGE_MELDPUNT)
def add_ready_templates(meldpunt, *, by):
    """Copies of the ready templates that the meldpunt does not have yet, by name; it changes them as it likes. Returns the meldpunt."""
    copy_ready_templates(meldpunt, by=by)
    return meldpunt


def copy_ready_templates(meldpunt, *, by) -> None:
    """The part of opening a meldpunt and of the action; the caller holds the meldpunt locked."""
    there = set(LetterTemplate._base_manager.filter(meldpunt=meldpunt, ended_on__isnull=True).values_list("name", flat=True))
    for ready in ready_templates():
        if ready["name"] not in there:
            _check(LetterTemplate(meldpunt=meldpunt, **ready)).record(Event.LETTER_TEMPLATE_CHANGED, by=by)


def check_letter(report, *, to, addressee, subject, body, on) -> None:
    """Raise Refusal unless this letter, in its last words, may go out on this day.

    One to the reporter or the other party is addressed to nobody else; without an addressee it goes to whoever has no name.
    """
    guards.still_open(report, on)
    for column, words in (("addressee", addressee), ("subject", subject), ("body", body)):
        if left := placeholders.names_used(words) or placeholders.unknown(words):
            raise Refusal({column: _("Put your own words in the place of %(names)s.") % {"names": ", ".join(left)}})
    known, at_the_top = known_of(report), named_in(report, addressee)
    for whom, is_known, is_named in (
        (LetterTo.REPORTER, known.reporter, at_the_top.reporter),
        (LetterTo.OTHER_PARTY, known.other_party, at_the_top.other_party),
    ):
        # A letter to somebody else asks for more: it does not go out as one to a party.
        if to == whom and not is_named and (is_known or addressee.strip()):
            raise Refusal(
                {
                    "addressee": _("This is a letter to one of the parties. Choose a template for somebody else.")
                    if is_known
                    else _("The meldpunt does not know this party. Leave the addressee empty, or record first who it is.")
                }
            )
    named = named_in(report, addressee, subject, body)
    guards.before_letter(report, to, names_reporter=named.reporter, names_other_party=named.other_party, addressee=addressee, on=on)


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def send_letter(report, *, by, template, subject, body, addressee="", submission=None):
    """A letter goes out today, in these words; its PDF is kept as it was sent. A conclusion is recorded as one (art. 10.6)."""
    if made := already_made(Letter, submission, by=by):
        return made
    if template.meldpunt_id != report.meldpunt_id:
        raise Refusal(_("This belongs to another meldpunt."))
    template = fresh(template)
    if template.ended_on:
        raise Refusal(_("This template is no longer used."))
    today = timezone.localdate()
    addressee = placeholders.addressee_of(template.to, placeholders.values_for(report, by), addressee)
    check_letter(report, to=template.to, addressee=addressee, subject=subject, body=body, on=today)
    row = Letter(
        report=report, template=template, to=template.to, addressee=addressee, subject=subject, body=body,
        sent_on=today, author=by, submission=submission,
    )  # fmt: skip
    row.record(Event.LETTER_SENT, by=by)
    LetterContent(letter=row, pdf=pdf.render(report, addressee=addressee, subject=subject, body=body, day=today)).save()
    told = CONCLUSION_FOR.get(template.to)
    if told and placeholders.concludes(template) and guards.needs_conclusion(report, told):
        record_milestone(report, by=by, kind=told, happened_on=today)
    return row
