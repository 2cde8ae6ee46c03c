"""The figures of a programme over a period: page and files; exact, for those who may see the people behind them."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import audit
from casetrack.access import Permission
from casetrack.pages import page
from outcomes.programme_exports import FORMATS, download
from outcomes.programme_figures import programme_figures
from outcomes.programme_forms import PeriodForm
from outcomes.programme_statements import NOT_PROOF, Overview
from outcomes.views.figures import crumbs
from programmes.models import Edition


def _with_query(request, url):
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url


@page(Permission.VIEW_FIGURES, of=Edition, methods=("GET",))
def edition_programme_figures(request, edition):
    """What happened in an edition over a period, in households and in persons."""
    form = PeriodForm(request.GET)
    context = {"edition": edition, "form": form, "crumbs": crumbs(edition, (_("Figures"), "")), "not_proof": NOT_PROOF}
    if form.is_valid():
        files = [(ending, _with_query(request, reverse(f"programme_figures_{ending}", args=[edition.code]))) for ending in FORMATS]
        context |= {"overview": Overview.of(programme_figures(edition, form.span)), "span": form.span, "files": files}
    return render(request, "outcomes/programme_figures.html", context)


def _file(ending):
    @page(Permission.VIEW_FIGURES, of=Edition, methods=("GET",))
    def view(request, edition):
        form = PeriodForm(request.GET)
        if not form.is_valid():
            return redirect(_with_query(request, reverse("edition_programme_figures", args=[edition.code])))
        audit.opened(request, edition, what=f"programme_figures_{ending}")
        return download(edition, form.span, Overview.of(programme_figures(edition, form.span)), ending)

    view.__doc__ = f"The figures of a programme as {ending}."
    return view


programme_figures_xlsx, programme_figures_csv = (_file(ending) for ending in ("xlsx", "csv"))
