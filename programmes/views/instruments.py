"""The instruments of an organisation, and which of them an edition uses."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.audit import entries_of
from casetrack.pages import page
from programmes import actions
from programmes.choices import Scoring
from programmes.instrument_forms import InstrumentForm, LibraryForm
from programmes.instruments import library
from programmes.instruments.bands import meanings
from programmes.instruments.definition import parse
from programmes.models import Edition, Instrument, Organisation
from programmes.offered import instruments_for
from programmes.setup_forms import ChooseInstrumentForm, ConfirmForm, ReasonsForm
from programmes.views.asking import ask
from programmes.views.organisations import crumbs_of
from programmes.views.setup import back_to, crumbs

NEW = (Scoring.LADDER, Scoring.PROFILE, Scoring.WEB)  # what can be entered without a version to begin from


def _crumbs(organisation, instrument=None):
    found = [*crumbs_of(organisation), (_("Instruments"), reverse("instruments", args=[organisation.pk]))]
    return [*found, (str(instrument), reverse("instrument", args=[instrument.pk]))] if instrument else found


def _library(organisation):
    """What the library holds, with the version that the organisation already has."""
    kept = {(row.code, row.edition_of): row for row in organisation.instruments.all()}
    return [{"definition": entry, "kept": kept.get((entry.code, entry.version))} for entry in library.entries()]


@page(Permission.ADD_INSTRUMENT, of=Organisation, methods=("GET",))
def instruments(request, row):
    """The instruments of an organisation, and those of the library."""
    kept = Instrument.objects.allowed(request.user, Permission.VIEW_INSTRUMENT).filter(kept_by=row).order_by("name", "edition_of", "pk")
    context = {
        "organisation": row,
        "crumbs": [*crumbs_of(row), (_("Instruments"), "")],
        "in_use": [instrument for instrument in kept if not instrument.ended_on],
        "ended": [instrument for instrument in kept if instrument.ended_on],
        "library": _library(row),
        "new": [{"scoring": scoring.value, "label": scoring.label} for scoring in NEW],
    }
    return render(request, "programmes/instruments.html", context)


@page(Permission.ADD_INSTRUMENT, of=Organisation, methods=("POST",))
def add_library_instrument(request, row):
    """An instrument of the library becomes one of the organisation."""
    form = LibraryForm(request.POST, user=request.user)
    if form.is_valid() and form.run(actions.add_library_instrument, row, by=request.user):
        messages.success(request, _("The instrument has been added. An edition can now choose it."))
        return redirect(reverse("instrument", args=[form.result.pk]))
    messages.error(request, " ".join(text for errors in form.errors.values() for text in errors))
    return redirect(reverse("instruments", args=[row.pk]))


@page(Permission.ADD_INSTRUMENT, of=Organisation)
def add_instrument(request, row, scoring):
    """An instrument that the organisation enters itself."""
    if scoring not in NEW:
        raise Http404
    return ask(
        request,
        InstrumentForm,
        actions.add_instrument,
        row,
        scoring=scoring,
        heading=_("New instrument: %(kind)s") % {"kind": Scoring(scoring).label},
        crumbs=_crumbs(row),
        back=reverse("instruments", args=[row.pk]),
        to=lambda instrument: reverse("instrument", args=[instrument.pk]),
        remark=_("Enter an instrument only when its makers allow you to use it."),
        saved=_("The instrument has been added. An edition can now choose it."),
    )


@page(Permission.VIEW_INSTRUMENT, of=Instrument, methods=("GET",))
def instrument(request, row):
    """One version of an instrument: what it asks, on which scale, and where it is used."""
    definition = parse(row.definition)
    context = {
        "instrument": row,
        "definition": definition,
        "meanings": meanings(definition).values(),
        "crumbs": [*_crumbs(row.kept_by), (str(row), "")],
        "used_by": row.used_by.filter(ended_on__isnull=True).select_related("edition").order_by("edition__name", "pk"),
        "entries": entries_of(Instrument, Instrument.objects.filter(pk=row.pk), 20),
    }
    return render(request, "programmes/instrument.html", context)


@page(Permission.MANAGE_INSTRUMENT, of=Instrument)
def new_version(request, row):
    """A changed instrument is a new version; the one before stays as it is."""
    return ask(
        request,
        InstrumentForm,
        actions.add_instrument,
        row.kept_by,
        scoring=row.scoring,
        base=parse(row.definition),
        heading=_("New version of %(name)s") % {"name": row.name},
        crumbs=_crumbs(row.kept_by, row),
        back=reverse("instrument", args=[row.pk]),
        to=lambda instrument: reverse("instrument", args=[instrument.pk]),
        remark=_("What was measured with the present version stays with that version. Measurements of two versions are never compared."),
        saved=_("The new version has been added. Editions go on with the version before until you choose the new one there."),
    )


@page(Permission.MANAGE_INSTRUMENT, of=Instrument)
def end_instrument(request, row):
    """An instrument is no longer used."""
    return ask(
        request,
        ConfirmForm,
        actions.end_instrument,
        row,
        seen=row,
        heading=_("Stop using %(name)s") % {"name": row},
        crumbs=_crumbs(row.kept_by, row),
        back=reverse("instrument", args=[row.pk]),
        remark=_("From today no edition measures with it any more. What was measured stays."),
        negative=True,
        submit=_("Stop using it"),
        saved=_("The instrument is no longer used."),
    )


# In an edition


@page(Permission.MANAGE_EDITION, of=Edition)
def choose_instrument(request, row):
    """The edition begins to use an instrument."""
    offered = instruments_for(row)
    return ask(
        request,
        ChooseInstrumentForm,
        actions.choose_instrument,
        row,
        offered=offered,
        heading=_("Choose an instrument"),
        crumbs=crumbs(row),
        back=back_to(row, "instruments"),
        to=lambda used: reverse("give_reasons", args=[row.code, used.pk]) if used.instrument.needs_reason else back_to(row, "instruments"),
        remark=""
        if offered.exists()
        else _("There is no other instrument to choose. An administrator can add one under Organisations, Instruments."),
        submit=_("Use this instrument"),
        saved=_("The edition now uses this instrument."),
    )


def _used(edition, key):
    found = edition.edition_instruments.filter(pk=key, ended_on__isnull=True).select_related("instrument").first()
    if found is None:
        raise Http404
    return found


@page(Permission.MANAGE_EDITION, of=Edition)
def give_reasons(request, row, used):
    """Why the edition asks which items."""
    used = _used(row, used)
    if not used.instrument.needs_reason:
        raise Http404
    return ask(
        request,
        ReasonsForm,
        actions.give_reasons,
        row,
        row=used,
        extra={"edition_instrument": used},
        heading=_("Which domains are asked, and why"),
        crumbs=crumbs(row),
        back=back_to(row, "instruments"),
        remark=_(
            "Write for each domain that you need why it is needed in this edition. A domain without a reason is not asked. Do not write about one person here."
        ),
        saved=_("Your changes have been saved."),
    )


@page(Permission.MANAGE_EDITION, of=Edition)
def drop_instrument(request, row, used):
    """The edition stops using an instrument."""
    used = _used(row, used)
    return ask(
        request,
        ConfirmForm,
        actions.drop_instrument,
        row,
        seen=used,
        seen_as="edition_instrument_version",
        extra={"edition_instrument": used, "ended_on": timezone.localdate()},
        heading=_("Stop using %(name)s") % {"name": used.instrument},
        crumbs=crumbs(row),
        back=back_to(row, "instruments"),
        remark=_("From today this edition does not measure with it any more. What was measured stays."),
        negative=True,
        submit=_("Stop using it"),
        saved=_("This edition no longer uses the instrument."),
    )
