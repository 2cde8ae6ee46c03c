"""The form of the Wga of one municipality: on screen, as files, and the reports behind each number."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casetrack import audit
from casetrack.access import Permission
from casetrack.pages import page
from outcomes.meldpunt_figures import years
from outcomes.meldpunt_figures.wga import COLUMNS
from outcomes.meldpunt_figures.wga_exports import FORMATS, download
from outcomes.meldpunt_figures.wga_words import (
    COLUMN_NAMES,
    FOOTNOTES,
    MARKS,
    OTHER_COLUMNS,
    RESIDENT,
    RESIDENT_COLUMNS,
    TABLES,
    TOTAL,
    VALUE_NAMES,
    filled_in,
    rows_of,
)
from outcomes.views.reporting_years import cell_url, kept_whole, link, listed, register_of, way, year_crumb
from referrals.models import Meldpunt


def _place(code):
    found = years.municipality(code)
    if found is None:
        raise Http404
    return found


def _not_opened(request, register, place):
    """The page in place of a form that is fixed, for somebody who is kept from a report of the meldpunt."""
    heading = _("Form of the Wga: %(place)s, %(year)s") % {"place": place, "year": register.year}
    return kept_whole(request, register.meldpunt, heading, way(register.meldpunt, year_crumb(register), (str(place), "")))


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def wga(request, meldpunt, year, municipality):
    """The form of one municipality and year, with a link from each number to the reports behind it."""
    register, place = register_of(request, meldpunt, year), _place(municipality)
    if register.is_kept_whole:
        return _not_opened(request, register, place)
    form = filled_in(register, place)
    context = {
        "meldpunt": meldpunt,
        "kept_away": register.sight.kept_away,
        "register": register,
        "place": place,
        "form": form,
        "tables": [_table(form, table, partial(cell_url, register, place, table)) for table in TABLES],
        "heads": {"resident": RESIDENT, "below": RESIDENT_COLUMNS, "beside": OTHER_COLUMNS},
        "files": [(ending, link(f"wga_{ending}", register, place.code)) for ending in FORMATS],
        "crumbs": way(meldpunt, year_crumb(register), (str(place), "")),
    }
    return render(request, "outcomes/meldpunt/wga.html", context)


def _table(form, table, address_of):
    """One table for the template: name, footnotes, and rows of numbers with their links."""
    rows = []
    for value, name, numbers in rows_of(form, table):
        cells = [{"number": numbers[column], "column": COLUMN_NAMES[column], "url": address_of(value, column)} for column in COLUMNS]
        rows.append({"name": name, "mark": MARKS.get(value, "") if table == "handling" else "", "cells": cells, "is_total": not value})
    notes = [key for key in (table, "registration" if table == "handling" else "") if key in FOOTNOTES]
    return {
        "key": table,
        "name": TABLES[table]["nl"],
        "mark": MARKS.get(table, ""),
        "rows": rows,
        "notes": [(MARKS[key], FOOTNOTES[key]) for key in notes],
    }


def _file(ending):
    @page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
    def view(request, meldpunt, year, municipality):
        register, place = register_of(request, meldpunt, year), _place(municipality)
        if register.is_kept_whole:
            return _not_opened(request, register, place)
        form = filled_in(register, place)
        audit.opened(request, meldpunt, what=f"wga_{ending}")
        return download(form, ending)

    view.__doc__ = f"The form of one municipality and year, as {ending}."
    return view


wga_pdf, wga_csv, wga_json = (_file(ending) for ending in ("pdf", "csv", "json"))


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=Meldpunt, methods=("GET",))
def wga_reports(request, meldpunt, year, municipality):
    """The reports behind one number of the form: `?table=ground&value=race&column=total`; without `value` those of a row of totals."""
    register, place = register_of(request, meldpunt, year), _place(municipality)
    if register.is_kept_whole:
        return _not_opened(request, register, place)
    table, value, column = (request.GET.get(name, usual) for name, usual in (("table", "complaints"), ("value", ""), ("column", "total")))
    try:
        counted = filled_in(register, place).counted
        keys = counted.keys(table, value, column)
        number = counted.number(table, value, column) if value else counted.totals(table)[column]
    except KeyError:
        raise Http404 from None
    context = listed(request, register, keys, what="wga_reports")
    context |= {
        "of": list(dict.fromkeys([TABLES[table]["nl"], VALUE_NAMES[table][value] if value else TOTAL, COLUMN_NAMES[column]])),  # each once
        "more_than_once": number > len(keys),
        "sum": number,
        "heading": _("Reports behind a number"),
        "crumbs": way(
            meldpunt, year_crumb(register), (str(place), link("wga", register, place.code)), (pgettext("of discrimination", "Reports"), "")
        ),
    }
    return render(request, "outcomes/meldpunt/reports.html", context)
