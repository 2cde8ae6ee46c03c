"""Reporting years of a meldpunt: what was received, whether it is closed, what still lacks, and what changed since."""

from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from casetrack.paging import keyset
from outcomes.actions import close_year
from outcomes.meldpunt_figures import years
from outcomes.meldpunt_figures.corrections import changed_cells, corrections
from outcomes.meldpunt_figures.facts import live, sight
from outcomes.meldpunt_figures.in_words import Words, label
from outcomes.meldpunt_figures.wga import COLUMNS, reconcile, wga
from outcomes.meldpunt_figures.wga_words import COLUMN_NAMES, TABLES, VALUE_NAMES
from outcomes.meldpunt_forms import CloseYearForm
from referrals.models import DiscriminationReport, Meldpunt

TOTAL_FIRST = ("total", *(column for column in COLUMNS if column != "total"))  # on a phone the last columns are out of sight


def register_of(request, meldpunt, year):
    """The register of a year as the user counts it, in the issue that the address names (`?issue=1`), else the newest.

    Raises Http404 for a year or issue that is not there.
    """
    found = years.register_asked(meldpunt, year, request.GET.get("issue"), sight(request.user, meldpunt))
    if found is None:
        raise Http404
    return found


def way(meldpunt, *here):
    """The trail to a page of the reporting years."""
    return [(str(meldpunt), meldpunt.get_absolute_url()), (_("Reporting years"), reverse("reporting_years", args=[meldpunt.code])), *here]


def link(name, register, *more) -> str:
    """The address of a page of this year, in the same issue."""
    issue = "" if register.is_newest else f"?issue={register.closed.issue}"
    return reverse(name, args=[register.meldpunt.code, register.year, *more]) + issue


def cell_url(register, place, table, value, column) -> str:
    """The address of the reports behind one number of a form."""
    address = link("wga_reports", register, place.code)
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'table': table, 'value': value, 'column': column})}"


def kept_whole(request, meldpunt, heading, crumbs):
    """The page in place of what holds all reports, for somebody who is kept from one: why, and who can open it. Status 409: nothing is wrong with it.

    Whether one of those reports is in it does not matter: that would tell too.
    """
    context = {"meldpunt": meldpunt, "heading": heading, "crumbs": crumbs}
    return render(request, "outcomes/meldpunt/kept_whole.html", context, status=409)


def year_crumb(register):
    """The trail's step to the year."""
    return str(register.year), link("reporting_year", register)


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def reporting_years(request, meldpunt):
    """The years of a meldpunt: how many reports, and whether they are closed."""
    seen = sight(request.user, meldpunt)
    context = {"meldpunt": meldpunt, "rows": years.years(meldpunt, sight=seen), "kept_away": seen.kept_away}
    return render(request, "outcomes/meldpunt/years.html", {**context, "crumbs": [*way(meldpunt)[:1], (_("Reporting years"), "")]})


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def reporting_year(request, meldpunt, year):
    """One year: its municipalities, how their forms add up to the register, and what still lacks or changed since."""
    register = register_of(request, meldpunt, year)
    now = live(meldpunt, year, register.sight) if register.closed else register.reports
    lacks = {} if register.closed else years.missing(meldpunt, year, now)
    may_close = register.is_over and register.is_newest and access.can(request.user, Permission.CLOSE_REPORTING_YEAR, meldpunt)
    context = {
        "meldpunt": meldpunt,
        "register": register,
        "kept_away": register.sight.kept_away,
        "deadline": years.deadline(year),
        "late": register.is_over and not register.closed and timezone.localdate() >= years.deadline(year),
        "may_close": may_close and not register.sight.kept_away,
        "others_close": may_close and register.sight.kept_away,
        "changed": len(corrections(register.reports, now)) if register.closed else 0,
        "lacks": [(years.MISSING[kind], len(keys), f"{link('reporting_year_missing', register)}?what={kind}") for kind, keys in lacks.items()],
        "changed_url": link("reporting_year_corrections", register),
        "nowhere_url": link("reporting_year_nowhere", register),
        "close_url": reverse("reporting_year_close", args=[meldpunt.code, year]),
        "others": [
            (row, f"{reverse('reporting_year', args=[meldpunt.code, year])}?issue={row.issue}") for row in register.issues if row != register.closed
        ],
        "crumbs": way(meldpunt, (str(year), "")),
        **({} if register.is_kept_whole else _forms(register)),
    }
    return render(request, "outcomes/meldpunt/year.html", context)


def _forms(register):
    """A row for each municipality of the area, their sums, and how they add up to the register; the total stands first, unlike on the form."""
    places = years.area(register.meldpunt, register.year)
    forms = [wga(register.reports, place.code) for place in places]
    rows = [
        {"place": place, "url": link("wga", register, place.code), "numbers": _numbers(register, place, form)}
        for place, form in zip(places, forms, strict=True)
    ]
    sums = [sum(form.complaints[column] for form in forms) for column in TOTAL_FIRST]
    columns = [COLUMN_NAMES[column] for column in TOTAL_FIRST]
    return {"rows": rows, "sums": sums, "columns": columns, "found": reconcile(register.reports, forms)}


def _numbers(register, place, form):
    return [(form.complaints[column], COLUMN_NAMES[column], cell_url(register, place, "complaints", "total", column)) for column in TOTAL_FIRST]


# ── Lists of reports ──────────────────────────────────────────────────────────────────────────


def listed(request, register, keys, *, what, reports=None):
    """What a list of reports shows: those of `keys`, which were counted over what the user may see, and where they are counted (in `reports`)."""
    rows = DiscriminationReport.objects.filter(meldpunt=register.meldpunt, pk__in=keys).allowed(request.user, Permission.VIEW_DISCRIMINATION_REPORT)
    shown = keyset(rows.select_related("meldpunt"), ("-received_on", "-pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    audit.opened(request, register.meldpunt, what=what, rows=len(shown))
    counted = {report.pk: report for report in (register.reports if reports is None else reports)}
    words = Words(counted[row.pk] for row in shown if row.pk in counted)
    for row in shown:
        report = counted.get(row.pk)
        row.lives, row.happened = (words.residence(report), words.incident(report)) if report else ("", "")
    return {"meldpunt": register.meldpunt, "register": register, "page": shown, "number": len(keys), "kept_away": register.sight.kept_away}


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=Meldpunt, methods=("GET",))
def reporting_year_missing(request, meldpunt, year):
    """The reports of which something is not known or not done, before the year is closed."""
    register = register_of(request, meldpunt, year)
    now = live(meldpunt, year, register.sight) if register.closed else register.reports
    lacks = years.missing(meldpunt, year, now)
    every = sorted({key for keys in lacks.values() for key in keys})
    what = request.GET.get("what")
    context = listed(request, register, lacks.get(what, every), what="year_missing", reports=now)
    for row in context["page"]:
        row.lacks = [years.MISSING[kind] for kind, keys in lacks.items() if row.pk in keys]
    tabs = [{"label": _("all"), "url": "?", "current": what not in lacks, "count": len(every)}]
    tabs += [{"label": years.MISSING[kind], "url": f"?what={kind}", "current": what == kind, "count": len(keys)} for kind, keys in lacks.items()]
    context |= {"tabs": tabs, "heading": _("What is missing in %(year)s") % {"year": year}, "with_lacks": True}
    context["crumbs"] = way(meldpunt, year_crumb(register), (_("What is missing"), ""))
    return render(request, "outcomes/meldpunt/reports.html", context)


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=Meldpunt, methods=("GET",))
def reporting_year_nowhere(request, meldpunt, year):
    """The reports that stand on no form: neither the reporter nor the incident belongs to a municipality of the area."""
    register = register_of(request, meldpunt, year)
    keys = reconcile(register.reports, [wga(register.reports, place.code) for place in years.area(meldpunt, year)]).nowhere
    context = listed(request, register, keys, what="year_nowhere")
    nowhere = set(keys)
    reports = [report for report in register.reports if report.pk in nowhere]
    words = Words(reports)
    why = Counter((words.residence(report), words.incident(report)) for report in reports)
    context |= {"why": sorted(why.items(), key=lambda item: (-item[1], item[0])), "heading": _("On no form of %(year)s") % {"year": year}}
    context["crumbs"] = way(meldpunt, year_crumb(register), (_("On no form"), ""))
    return render(request, "outcomes/meldpunt/reports.html", context)


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=Meldpunt, methods=("GET",))
def reporting_year_corrections(request, meldpunt, year):
    """What changed after a year was closed: per report what was counted and what it would be now, and per form which numbers."""
    register = register_of(request, meldpunt, year)
    if not register.closed:
        raise Http404
    now = live(meldpunt, year, register.sight)
    found = {one.pk: one for one in corrections(register.reports, now)}
    context = listed(request, register, list(found), what="year_corrections")
    words = Words(report for row in context["page"] for report in (found[row.pk].before, found[row.pk].after) if report)
    for row in context["page"]:
        one = found[row.pk]
        row.how = _("added") if one.before is None else _("no longer in this year") if one.after is None else _("changed")
        row.changes = [(label(name), words.fact(one.before, name), words.fact(one.after, name)) for name in one.changed]
    context |= {"cells": _cells(register, now), "crumbs": way(meldpunt, year_crumb(register), (_("Changed since closing"), ""))}
    return render(request, "outcomes/meldpunt/corrections.html", context)


def _cells(register, now):
    """For each municipality of which the form would change: the numbers concerned, in the words of the form.

    Counted over what the user may see, so for somebody who is kept away these are no numbers of the forms themselves.
    """
    found = []
    for place in years.area(register.meldpunt, register.year):
        cells = changed_cells(wga(register.reports, place.code), wga(now, place.code))
        if cells:
            found.append((place, [(TABLES[c.table]["nl"], VALUE_NAMES[c.table][c.value], COLUMN_NAMES[c.column], c.before, c.after) for c in cells]))
    return found


# ── Closing ───────────────────────────────────────────────────────────────────────────────────


@page(Permission.CLOSE_REPORTING_YEAR, of=Meldpunt)
def reporting_year_close(request, meldpunt, year):
    """Look once more at what will be kept, and close the year."""
    register = years.register_asked(meldpunt, year, None, sight(request.user, meldpunt))
    if register is None or not register.is_over:
        raise Http404
    if register.sight.kept_away:
        return kept_whole(request, meldpunt, _("Close the year %(year)s") % {"year": year}, way(meldpunt, year_crumb(register), (_("Close"), "")))
    now = live(meldpunt, year)
    asked = {"anew": bool(register.issues), "preview": years.fingerprint(now)}
    if request.method == "POST":
        form = CloseYearForm(request.POST, **asked)
        if form.is_valid() and form.run(close_year, meldpunt, by=request.user, year=year):
            messages.success(request, _("The year has been closed. Its figures will not change any more."))
            return redirect("reporting_year", meldpunt.code, year)
    else:
        form = CloseYearForm(initial=kept_post(request), **asked)
    lacks = years.missing(meldpunt, year, now)
    context = {
        "meldpunt": meldpunt,
        "register": register,
        "form": form,
        "number": len(now),
        "changed": len(corrections(register.reports, now)) if register.closed else 0,
        "changed_url": link("reporting_year_corrections", register),
        "lacks": [(years.MISSING[kind], len(keys), f"{link('reporting_year_missing', register)}?what={kind}") for kind, keys in lacks.items()],
        "deadline": years.deadline(year),
        "back": link("reporting_year", register),
        "crumbs": way(meldpunt, year_crumb(register), (_("Close"), "")),
    }
    return render(request, "outcomes/meldpunt/year_close.html", context)
