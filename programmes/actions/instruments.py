"""The instruments of an organisation, and which of them an edition uses."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from programmes.actions.base import change
from programmes.choices import Event
from programmes.instruments import library
from programmes.instruments.definition import in_language, parse
from programmes.models import EditionInstrument, Instrument

LONGEST_REASON = 2000


@action(Permission.ADD_INSTRUMENT)
def add_instrument(organisation, *, by, definition, submission=None):
    """Add one version of an instrument to those of the organisation, as `programmes.instruments.definition` reads it.

    Name and source are kept in the active language besides. Raises ValidationError with a sentence
    for each part of the definition that does not fit.
    """
    if made := already_made(Instrument, submission, by=by):
        return made
    read = parse(definition)
    return Instrument(
        kept_by=organisation,
        submission=submission,
        code=read.code,
        edition_of=read.version,
        name=in_language(read.name),
        scoring=read.scoring,
        definition=definition,
        source=in_language(read.source),
        group_only=read.group_only,
        professionals_only=read.professionals_only,
        needs_reason=read.needs_reason,
    ).record(Event.INSTRUMENT_ADDED, by=by)


@action(Permission.ADD_INSTRUMENT)
def add_library_instrument(organisation, *, by, code, submission=None):
    """Add an instrument that comes with casetrack to those of the organisation. Raises Refusal for an unknown code."""
    try:
        definition = library.load(code)
    except LookupError:
        raise Refusal({"code": _("There is no such instrument in the library.")}) from None
    return add_instrument(organisation, by=by, definition=definition, submission=submission)


@action(Permission.MANAGE_INSTRUMENT)
def end_instrument(instrument, *, by, ended_on=None):
    """End the use of an instrument in the organisation and in every edition; `ended_on` (default today) is the first day without it."""
    if instrument.ended_on:
        raise Refusal(_("This instrument is no longer used already."))
    day = ended_on or timezone.localdate()
    for row in instrument.used_by.select_for_update().filter(ended_on__isnull=True):
        change(row, Event.INSTRUMENT_DROPPED, by=by, ended_on=day)
    return change(instrument, Event.INSTRUMENT_ENDED, by=by, ended_on=day)


@action(Permission.MANAGE_EDITION)
def choose_instrument(edition, *, by, instrument, reasons=None, submission=None):
    """Let an edition use an instrument of the organisation; `reasons` ({item code: text}) say which items are asked and why, where it wants that."""
    if made := already_made(EditionInstrument, submission, by=by):
        return made
    if instrument.kept_by_id != edition.programme.organisation_id or instrument.ended_on:
        raise Refusal({"instrument": _("The organisation of this programme does not use this instrument.")})
    other = edition.edition_instruments.filter(ended_on__isnull=True, instrument__code=instrument.code).exclude(instrument=instrument).first()
    if other is not None:
        raise Refusal(
            {"instrument": _("This edition uses another version of this instrument: %(name)s. Stop using that one first.") % {"name": other}}
        )
    row = EditionInstrument(edition=edition, instrument=instrument, submission=submission, reasons=_reasons(instrument, reasons or {}))
    return row.record(Event.INSTRUMENT_CHOSEN, by=by)


@action(Permission.MANAGE_EDITION)
def give_reasons(edition, *, by, edition_instrument, reasons, edition_instrument_version=None):
    """Say per item why this edition asks it; an item without a reason is not asked."""
    row = _used(edition, edition_instrument, edition_instrument_version)
    return change(row, Event.INSTRUMENT_REASONS_CHANGED, by=by, reasons=_reasons(row.instrument, reasons))


@action(Permission.MANAGE_EDITION)
def drop_instrument(edition, *, by, edition_instrument, ended_on=None, edition_instrument_version=None):
    """Stop using an instrument in this edition; `ended_on` (default today) is the first day without it. What was measured stays."""
    row = _used(edition, edition_instrument, edition_instrument_version)
    return change(row, Event.INSTRUMENT_DROPPED, by=by, ended_on=ended_on or timezone.localdate())


def _used(edition, row, seen):
    row = fresh(row, seen)
    if row.edition_id != edition.pk:
        raise Refusal(_("This instrument belongs to another edition."))
    if row.ended_on:
        raise Refusal(_("This edition no longer uses this instrument."))
    return row


def _reasons(instrument, given):
    """The reasons that say something, for items of the instrument."""
    if given and not instrument.needs_reason:
        raise Refusal({"reasons": _("This instrument does not ask for reasons.")})
    known = {item.code for item in parse(instrument.definition).items}
    for code, text in given.items():
        if code not in known or not isinstance(text, str):
            raise Refusal({"reasons": _("This instrument has no item “%(code)s”.") % {"code": str(code)[:40]}})
        if len(text) > LONGEST_REASON:
            raise Refusal({"reasons": _("A reason has at most %(most)s characters.") % {"most": LONGEST_REASON}})
    return {code: text.strip() for code, text in given.items() if text.strip()}
