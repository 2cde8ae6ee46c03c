"""Publishing the tables of a year with small numbers hidden: a look beforehand, once, and files afterwards."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import page
from casetrack.paging import keyset
from outcomes import actions
from outcomes.meldpunt_figures.corrections import corrections
from outcomes.meldpunt_figures.definitions import AREA, LEFT_OUT_WORDS, WHY_HIDDEN
from outcomes.meldpunt_figures.facts import live, sight
from outcomes.meldpunt_figures.monitor import monitor
from outcomes.meldpunt_figures.publishing import composed, earlier_publications, fingerprint, hidden, monitor_of, public_cells, published
from outcomes.meldpunt_figures.tables import public_tables
from outcomes.meldpunt_figures.years import register
from outcomes.monitor_exports import FORMATS, download, way_of_counting
from outcomes.monitor_forms import PublishForm
from outcomes.monitor_views import way
from outcomes.views.reporting_years import kept_whole
from referrals.models import Meldpunt, Publication, ReportingYear


def _publications_way(meldpunt, *here):
    return way(meldpunt, (_("Published tables"), reverse("publications", args=[meldpunt.code])), *here)


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def publications(request, meldpunt):
    """The years whose tables are public, the newest first."""
    rows = Publication.objects.allowed(request.user, Permission.VIEW_MELDPUNT_FIGURES).filter(meldpunt=meldpunt)
    rows = rows.select_related("published_by").defer("tables")
    shown = keyset(rows, ("-year", "-pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    may_publish = access.can(request.user, Permission.CLOSE_REPORTING_YEAR, meldpunt)
    context = {
        "meldpunt": meldpunt,
        "page": shown,
        "may_publish": may_publish,
        "closed": sorted(_closed_years(meldpunt)),
        "crumbs": way(meldpunt, (_("Published tables"), "")),
    }
    return render(request, "outcomes/monitor/publications.html", context)


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Publication, methods=("GET",))
def publication(request, row):
    """The tables of a year as they were published."""
    audit.opened(request, row)
    shown = monitor_of(row)
    context = {
        "meldpunt": row.meldpunt,
        "row": row,
        "tables": public_tables(shown),
        "left_out": [(LEFT_OUT_WORDS[reason], number) for reason, number in shown.left_out()],
        "way": way_of_counting(shown),
        "area": AREA,
        "why_hidden": WHY_HIDDEN,
        "files": [(ending, reverse(f"publication_{ending}", args=[row.pk])) for ending in FORMATS],
        "crumbs": _publications_way(row.meldpunt, (str(row.year), "")),
    }
    return render(request, "outcomes/monitor/publication.html", context)


def _file(ending):
    @page(Permission.VIEW_MELDPUNT_FIGURES, of=Publication, methods=("GET",))
    def view(request, row):
        audit.opened(request, row, what=f"publication_{ending}")
        shown = monitor_of(row)
        return download(shown, public_tables(shown), ending, name=str(row.meldpunt), code=row.meldpunt.code)

    view.__doc__ = f"The published tables of a year as {ending}."
    return view


publication_xlsx, publication_csv, publication_json, publication_pdf = (_file(ending) for ending in FORMATS)


def _closed_years(meldpunt):
    """Closed years that are not public yet, the newest first."""
    done = set(Publication.objects.filter(meldpunt=meldpunt).values_list("year", flat=True))
    closed = set(ReportingYear.objects.filter(meldpunt=meldpunt).order_by().values_list("year", flat=True))
    return sorted(closed - done, reverse=True)


@page(Permission.CLOSE_REPORTING_YEAR, of=Meldpunt)
def publish(request, meldpunt):
    """Choose a closed year and one way of counting, see what will be hidden beside the exact numbers, publish."""
    step = request.POST.get("step", "preview")
    typed = request.POST if request.method == "POST" and step != "change" else None
    years = _closed_years(meldpunt)
    first = {"basis": "residence", **{name: request.POST.get(name) for name in ("year", "basis", "with_mass") if name in request.POST}}
    form = PublishForm(typed, years=years, initial=first)
    if typed is None or not form.is_valid():
        del form.fields["looked"]  # there is nothing to look at yet
    crumbs = _publications_way(meldpunt, (_("Publish"), ""))
    if sight(request.user, meldpunt).kept_away:
        return kept_whole(request, meldpunt, _("Publish a year"), crumbs)
    context = {"meldpunt": meldpunt, "form": form, "years": years, "crumbs": crumbs}
    if typed is None or not form.is_valid():
        return render(request, "outcomes/monitor/publish.html", context)
    if step == "publish" and form.cleaned_data["preview"] and not form.cleaned_data["looked"]:
        form.add_error("looked", _("Look at the tables first, and tick that you have."))
    elif step == "publish" and form.cleaned_data["preview"]:
        if form.run(actions.publish_monitor, meldpunt, by=request.user):
            messages.success(request, _("The tables are published. They will not change any more."))
            return redirect("publication", form.result.pk)
        if not form.has_error("__all__", "preview"):
            return render(request, "outcomes/monitor/publish.html", context)
    return render(request, "outcomes/monitor/publish_preview.html", {**context, **_preview(meldpunt, form)})


def _preview(meldpunt, form):
    year, variant = form.cleaned_data["year"], form.variant
    counted = monitor(meldpunt, year, variant)
    answer = hidden(counted)
    content = composed(counted, answer, earlier_publications(meldpunt, year, variant))
    shown = published(year, variant, content)
    cells, _sums, _limits = public_cells(counted)
    tables = [(table, _beside(cells, year, table)) for table in public_tables(shown)]
    hidden_here = {name: sum("rest" not in dict(key) for key in keys) for name, keys in (("small", answer.small), ("others", answer.others))}
    fields = [field for field in form if field.name not in ("preview", "looked")]
    changed = len(corrections(register(meldpunt, year).reports, live(meldpunt, year)))
    return {
        "tables": tables,
        "fields": fields,
        "checksum": fingerprint(content),
        **hidden_here,
        "way": way_of_counting(counted),
        "year": year,
        "why_hidden": WHY_HIDDEN,
        "changed": changed,
        "changed_url": reverse("reporting_year_corrections", args=[meldpunt.code, year]),
    }


def _beside(cells, year, table):
    """The rows of a public table, each number of the year with the exact one where it is hidden."""
    return [(row, [(number, cells[number.key] if number.hidden and number.year == year else None) for number in row.numbers]) for row in table.rows]
