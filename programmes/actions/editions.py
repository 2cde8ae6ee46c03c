"""Editions, their phases and partners, and who pays for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from programmes import presets
from programmes.actions.base import change
from programmes.actions.instruments import add_library_instrument
from programmes.choices import Event
from programmes.models import Edition, EditionInstrument, EditionMoment, Funding, Instrument, LifeArea, Partnership, Phase, Wish

# The columns of an edition that say how it works.
SETUP = ("modules", "guide_role", "contact_within_days", "entry_facts", "end_reasons", "public_sign_up", "sign_up_phone")


@action(Permission.OPEN_EDITION)
def open_edition(programme, *, by, submission=None, phases=(), preset=None, like=None, **fields):
    """Open an edition; `phases` are the names of its first phases, in order.

    It begins with `preset`, the code of a ready-made setup (in the active language), or with the setup of
    `like`, another edition of the programme; `fields` and `phases` that are given go before it. The
    instruments of a preset come along as far as the organisation uses them or `by` may add them.
    Raises Refusal for an unknown preset and for an edition of another programme.
    """
    if made := already_made(Edition, submission, by=by):
        return made
    if like is not None and (preset or like.programme_id != programme.pk):
        raise Refusal({"like": _("Choose a ready-made setup, or an edition of this programme.")})
    chosen = _preset(preset) if preset else None
    columns = chosen.columns() if chosen else {name: getattr(like, name) for name in SETUP} if like else {}
    edition = Edition(programme=programme, submission=submission, **{**columns, **fields}).record(Event.EDITION_OPENED, by=by)
    names = phases or (chosen.phase_names() if chosen else [phase.name for phase in like.phases.all()] if like else ())
    for order, name in enumerate(names, start=1):
        Phase(edition=edition, order=order, name=name).record(Event.PHASE_ADDED, by=by)
    if chosen:
        _begin_with(edition, chosen, by=by)
    if like:
        _begin_like(edition, like, by=by)
    return edition


def _preset(code):
    try:
        return presets.preset(code)
    except LookupError:
        known = ", ".join(preset.code for preset in presets.entries())
        raise Refusal({"preset": _("There is no preset “%(code)s”. Choose one of: %(known)s.") % {"code": str(code)[:40], "known": known}}) from None


def _begin_like(edition, other, *, by):
    for rows, model, event in ((other.life_areas, LifeArea, Event.LIFE_AREA_ADDED), (other.wishes, Wish, Event.WISH_ADDED)):
        for row in rows.all():
            model(edition=edition, order=row.order, name=row.name).record(event, by=by)
    for row in other.moments.all():
        EditionMoment(edition=edition, moment=row.moment, counted_from=row.counted_from, after_days=row.after_days).record(Event.MOMENT_SET, by=by)
    for row in other.edition_instruments.filter(ended_on__isnull=True):
        EditionInstrument(edition=edition, instrument=row.instrument, reasons=row.reasons).record(Event.INSTRUMENT_CHOSEN, by=by)


def _begin_with(edition, preset, *, by):
    for model, texts, event in ((LifeArea, preset.life_areas, Event.LIFE_AREA_ADDED), (Wish, preset.wishes, Event.WISH_ADDED)):
        for order, name in enumerate(presets.in_words(texts), start=1):
            model(edition=edition, order=order, name=name).record(event, by=by)
    for row in preset.moments:
        EditionMoment(edition=edition, moment=row.moment, counted_from=row.counted_from, after_days=row.after_days).record(Event.MOMENT_SET, by=by)
    for code in preset.instruments:
        instrument = _instrument(edition.programme.organisation, code, by=by)
        if instrument is not None:
            EditionInstrument(edition=edition, instrument=instrument).record(Event.INSTRUMENT_CHOSEN, by=by)


def _instrument(organisation, code, *, by):
    """The newest version that the organisation uses; else that of the library, where `by` may add it; else None.

    What it stopped using stays out.
    """
    kept = Instrument.objects.filter(kept_by=organisation, code=code)
    in_use = kept.filter(ended_on__isnull=True).order_by("-pk").first()
    if in_use is not None or kept.exists() or not access.can(by, Permission.ADD_INSTRUMENT, organisation):
        return in_use
    return add_library_instrument(organisation, by=by, code=code)


@action(Permission.MANAGE_EDITION)
def change_edition(edition, *, by, **fields):
    """Change name, dates, places, target or the days within which contact is expected."""
    return change(edition, Event.EDITION_CHANGED, by=by, **fields)


@action(Permission.MANAGE_EDITION)
def add_phase(edition, *, by, submission=None, **fields):
    """Add a phase to an edition."""
    return already_made(Phase, submission, by=by) or Phase(edition=edition, submission=submission, **fields).record(Event.PHASE_ADDED, by=by)


@action(Permission.MANAGE_EDITION)
def change_phase(edition, *, by, phase, phase_version=None, **fields):
    """Change a phase of this edition; `phase_version` is the version that the user saw."""
    phase = fresh(phase, phase_version)
    if phase.edition_id != edition.pk:
        raise Refusal(_("This phase belongs to another edition."))
    return change(phase, Event.PHASE_CHANGED, by=by, **fields)


@action(Permission.MANAGE_EDITION)
def order_phases(edition, *, by, phases):
    """Put the phases of this edition in the order of `phases` (all of them, each once); only what moves is changed."""
    rows = {phase.pk: phase for phase in edition.phases.select_for_update()}
    if sorted(rows) != sorted(phase.pk for phase in phases):
        raise Refusal(_("The phases of this edition have changed in the meantime. Look at the page again."))
    moved = [(order, rows[phase.pk]) for order, phase in enumerate(phases, start=1) if rows[phase.pk].order != order]
    # Each number stands once: numbers above all others first, then the right ones.
    free = max([len(rows), *(phase.order for phase in rows.values())]) + 1
    Phase._base_manager.filter(pk__in=[phase.pk for _order, phase in moved]).update(order=models.F("order") + free)
    for order, phase in moved:
        change(phase, Event.PHASE_CHANGED, by=by, order=order)
    return edition


@action(Permission.MANAGE_EDITION)
def add_partner(edition, *, by, organisation, submission=None):
    """Let an organisation take part in an edition; its contact persons then see the sessions."""
    return already_made(Partnership, submission, by=by) or Partnership(edition=edition, organisation=organisation, submission=submission).record(
        Event.PARTNER_ADDED, by=by
    )


@action(Permission.MANAGE_FUNDING)
def record_funding(programme, *, by, edition, submission=None, **fields):
    """Record who pays for an edition of this programme."""
    if edition.programme_id != programme.pk:
        raise Refusal(_("This edition belongs to another programme."))
    return already_made(Funding, submission, by=by) or Funding(edition=edition, submission=submission, **fields).record(Event.FUNDING_RECORDED, by=by)


@action(Permission.MANAGE_FUNDING)
def change_funding(programme, *, by, funding, funding_version=None, **fields):
    """Change the funding of an edition of this programme; `funding_version` is the version that the user saw."""
    funding = fresh(funding, funding_version)
    if funding.edition.programme_id != programme.pk:
        raise Refusal(_("This funding belongs to another programme."))
    return change(funding, Event.FUNDING_CHANGED, by=by, **fields)
