"""The monitor of a meldpunt: tables, the reports behind a number, files, and what the meldpunt wants to know of itself."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import page
from casetrack.paging import keyset
from outcomes import charts
from outcomes.meldpunt_figures.definitions import AREA, DEFINITIONS, LEFT_OUT_WORDS, MENTIONS, REPORTS, VERSION
from outcomes.meldpunt_figures.facts import sight
from outcomes.meldpunt_figures.internal import internal, repeated_parties
from outcomes.meldpunt_figures.monitor import monitor
from outcomes.meldpunt_figures.numbers import MELDPUNT
from outcomes.meldpunt_figures.tables import TABLES, table
from outcomes.meldpunt_figures.tally import key_of, keys
from outcomes.monitor_exports import FOR_STAFF, download
from outcomes.monitor_forms import InternalForm, MonitorForm
from referrals.discrimination_choices import CountBasis
from referrals.models import DiscriminationReport, Meldpunt


def way(meldpunt, *here):
    """The way to a page of the monitor."""
    return [(meldpunt.name, meldpunt.get_absolute_url()), (_("Monitor"), reverse("monitor", args=[meldpunt.code]) if here else ""), *here]


def _work_way(meldpunt, address="", *here):
    return [(meldpunt.name, meldpunt.get_absolute_url()), (_("Figures of the work"), address), *here]


def _query(year, variant, **more):
    return urlencode({"year": year, "basis": variant.basis, "mass": "with" if variant.with_mass else "without", **more})


def _asked(request):
    form = MonitorForm(request.GET)
    return form, form.is_valid()


def _counted(request, meldpunt, form):
    """The monitor as this user counts it."""
    return monitor(meldpunt, form.cleaned_data["year"], form.variant, sight(request.user, meldpunt))


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def monitor_overview(request, meldpunt):
    """The main figures of a year as charts, and the way to every table."""
    form, valid = _asked(request)
    context = {"meldpunt": meldpunt, "form": form, "crumbs": way(meldpunt), "numbers": None}
    if valid:
        counted = _counted(request, meldpunt, form)
        query = _query(counted.year, form.variant)
        context |= {
            "numbers": counted,
            "query": query,
            "tables": [(code, definition) for code, definition in DEFINITIONS.items()],
            "charts": _charts(counted),
            "left_out": [(LEFT_OUT_WORDS[reason], number) for reason, number in counted.left_out()],
            "files": [(ending, f"{reverse(f'monitor_{ending}', args=[meldpunt.code])}?{query}") for ending in FOR_STAFF],
        }
    return render(request, "outcomes/monitor/overview.html", context)


def _charts(counted):
    """The year as bars: reports by year, municipalities, grounds, areas of society, nature."""
    years = [(row.labels[1], row.numbers[0].number or 0) for row in reversed(table(counted, "B1").rows) if row.labels[0] == _("whole area")]
    drawn = [charts.Chart("monitor-years", _("Reports by year"), years, charts.columns, unit=str(REPORTS))]
    for code, title, unit in (
        ("B11b", _("Reports by municipality"), str(REPORTS)),
        ("B4", _("How often each ground was named"), str(MENTIONS)),
        ("B5", _("Reports by area of society"), str(REPORTS)),
        ("B6", _("Reports by nature"), str(REPORTS)),
    ):
        rows = [(row.labels[0], row.numbers[-1].number or 0) for row in table(counted, code).rows if not row.total]
        rows = sorted((row for row in rows if row[1]), key=lambda row: (-row[1], row[0]))
        drawn.append(charts.Chart(f"monitor-{code.lower()}", title, rows, charts.bars, unit=unit))
    return drawn


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def monitor_table(request, meldpunt, code_of_table):
    """One table; each own number leads to the reports behind it."""
    if code_of_table not in TABLES:
        raise Http404
    form, valid = _asked(request)
    definition = DEFINITIONS[code_of_table]
    context = {"meldpunt": meldpunt, "form": form, "definition": definition, "code": code_of_table, "numbers": None}
    if valid:
        counted = _counted(request, meldpunt, form)
        shown = table(counted, code_of_table)
        context |= {"numbers": counted, "rows": _with_addresses(meldpunt, shown, form.variant), "table": shown, "area": AREA, "version": VERSION}
        context["query"] = _query(counted.year, form.variant)
        context["left_out"] = [(LEFT_OUT_WORDS[reason], number) for reason, number in counted.left_out()]
        context["others"] = _others(code_of_table, reverse("monitor", args=[meldpunt.code]), context["query"])
    context["crumbs"] = way(meldpunt, (f"{code_of_table}: {capfirst(str(definition.title))}", ""))
    return render(request, "outcomes/monitor/table.html", context)


def _others(code, address, query):
    return [{"label": other, "url": f"{address}tables/{other}/?{query}", "current": other == code, "count": None} for other in DEFINITIONS]


def _with_addresses(meldpunt, shown, variant):
    """(row, [(number, address or empty)]) of a table: where the reports behind each own number are."""
    address = reverse("monitor_reports", args=[meldpunt.code])
    return [(row, [(number, _address(address, number, variant)) for number in row.numbers]) for row in shown.rows]


def _address(address, number, variant):
    if number.source != MELDPUNT or not number.number:
        return ""
    return f"{address}?{_query(number.year, number.variant or variant, cell=','.join(f'{name}:{value}' for name, value in number.key))}"


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def monitor_reports(request, meldpunt):
    """The reports behind one number, as the user counts it."""
    form, valid = _asked(request)
    if not valid:
        raise Http404
    year, variant, cell = form.cleaned_data["year"], form.variant, _cell(request.GET.get("cell", ""))
    counted = _counted(request, meldpunt, form)
    behind = [report.pk for report in counted.reports[year] if _counts(report, counted, cell)]
    words = ", ".join(_in_words(counted, name, value) for name, value in cell) or _("all reports that count")
    context = {"what": f"{words}, {year}", "way": way(meldpunt, (f"{words}, {year}", "")), "by": CountBasis(variant.basis).label}
    return _reports_page(request, meldpunt, behind, counted.kept_away, context)


def _cell(text):
    """The key that stands in an address; Http404 when it is none."""
    pairs = [tuple(part.split(":", 1)) for part in text.split(",") if part]
    if any(len(pair) != 2 for pair in pairs) or len(pairs) > 3:
        raise Http404
    return tuple(sorted(pairs))


def _counts(report, counted, cell):
    """Is the report one of those behind the cell of the year; a region is the municipalities of the area that lie in it."""
    variant, where = counted.variant, dict(cell)
    where.pop("mentions", None)
    region = where.pop("region", None)
    if region is not None and counted.region_of.get(variant.place(report)) != region:
        return False
    return key_of(**where) in keys(report, variant, counted.areas[counted.year])


def _in_words(counted, name, value):
    if name == "left_out":
        return str(LEFT_OUT_WORDS.get(value, value))
    return counted.names.of(name, value, get_language() or "nl") if name not in ("mentions", "received") else _("all")


def _reports_page(request, meldpunt, behind, kept_away, context):
    """A list of reports: those behind a number, which was counted over those that the user may see."""
    rows = DiscriminationReport.objects.allowed(request.user, Permission.VIEW_DISCRIMINATION_REPORT).filter(meldpunt=meldpunt, pk__in=behind)
    rows = rows.select_related("meldpunt", "residence", "incident", "terrain", "nature")
    shown = keyset(rows, ("-received_on", "-pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    audit.opened(request, meldpunt, what="monitor_reports", rows=len(shown))
    context |= {"meldpunt": meldpunt, "page": shown, "number": len(behind), "kept_away": kept_away, "crumbs": context.pop("way")}
    return render(request, "outcomes/monitor/reports.html", context)


def _file(ending):
    @page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
    def view(request, meldpunt):
        form, valid = _asked(request)
        if not valid:
            return redirect(reverse("monitor", args=[meldpunt.code]))
        audit.opened(request, meldpunt, what=f"monitor_{ending}")
        counted = _counted(request, meldpunt, form)
        every = [table(counted, code) for code in TABLES]
        return download(counted, every, ending, name=str(meldpunt), code=meldpunt.code)

    view.__doc__ = f"Every table of the monitor as {ending}: exact numbers, for the meldpunt itself."
    return view


monitor_xlsx, monitor_csv, monitor_json = (_file(ending) for ending in FOR_STAFF)


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def internal_figures(request, meldpunt):
    """How the work of the meldpunt goes, over a period."""
    form = InternalForm(request.GET)
    context = {"meldpunt": meldpunt, "form": form, "figures": None, "crumbs": _work_way(meldpunt)}
    if form.is_valid():
        first, last = form.cleaned_data["period_from"], form.cleaned_data["period_to"]
        seen = sight(request.user, meldpunt)
        context |= {
            "figures": internal(meldpunt, first, last, timezone.localdate(), seen),
            "kept_away": seen.kept_away,
            "period": urlencode({"period_from": first.isoformat(), "period_to": last.isoformat()}),
            "may_see_parties": access.can(request.user, Permission.VIEW_OTHER_PARTY, meldpunt),
        }
        if context["may_see_parties"]:
            parties = repeated_parties(request.user, meldpunt, first, last)
            context["page"] = keyset(parties, ("organisation", "name", "pk"), after=request.GET.get("after"), before=request.GET.get("before"))
            audit.opened(request, meldpunt, what="repeated_parties", rows=len(context["page"]))
    return render(request, "outcomes/monitor/internal.html", context)


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def internal_reports(request, meldpunt):
    """The reports behind one of these figures, as the user counts it."""
    form = InternalForm(request.GET)
    if not form.is_valid():
        raise Http404
    first, last = form.cleaned_data["period_from"], form.cleaned_data["period_to"]
    seen = sight(request.user, meldpunt)
    group = internal(meldpunt, first, last, timezone.localdate(), seen).groups.get(request.GET.get("group", "closed"))
    if group is None:
        raise Http404
    back = f"{reverse('internal_figures', args=[meldpunt.code])}?{urlencode({'period_from': first.isoformat(), 'period_to': last.isoformat()})}"
    context = {"what": group.label, "way": _work_way(meldpunt, back, (group.label, "")), "by": ""}
    return _reports_page(request, meldpunt, list(group.reports), seen.kept_away, context)
