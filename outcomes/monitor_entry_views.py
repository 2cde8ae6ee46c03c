"""Entering what the meldpunt does not count itself: figures of the police and the College, and populations."""

from django.contrib import messages
from django.db.models import F, Value
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from casetrack.paging import keyset
from outcomes import actions
from outcomes.monitor_forms import CorrectFigureForm, CorrectPopulationForm, FigureForm, PopulationFileForm, PopulationForm, RemoveForm
from outcomes.monitor_views import way
from referrals.models import ExternalFigure, Meldpunt, Population


def _figures_way(meldpunt, *here):
    return way(meldpunt, (_("Figures of others"), reverse("external_figures", args=[meldpunt.code])), *here)


def _populations_way(meldpunt, *here):
    return way(meldpunt, (_("Populations"), reverse("populations", args=[meldpunt.code])), *here)


def _list(request, meldpunt, model, related, template, crumbs, order=("-year", "-pk")):
    rows = model.objects.allowed(request.user, Permission.VIEW_MELDPUNT_FIGURES).filter(meldpunt=meldpunt).select_related(*related)
    rows = rows.annotate(years_back=Value(0) - F("year"))  # rises while the year falls: keyset knows one direction
    shown = keyset(rows, order, after=request.GET.get("after"), before=request.GET.get("before"))
    may_enter = access.can(request.user, Permission.ENTER_MELDPUNT_FIGURES, meldpunt)
    removed = (
        model.history.filter(meldpunt=meldpunt, history_type="-").select_related("history_user", *related).order_by("-history_date", "-history_id")
    )
    context = {"meldpunt": meldpunt, "page": shown, "may_enter": may_enter, "removed": removed[:50], "crumbs": crumbs}
    return render(request, template, context)


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def external_figures(request, meldpunt):
    """The figures of others, the newest year first, and those that were removed."""
    crumbs = way(meldpunt, (_("Figures of others"), ""))
    return _list(request, meldpunt, ExternalFigure, ["municipality"], "outcomes/monitor/figures.html", crumbs)


@page(Permission.VIEW_MELDPUNT_FIGURES, of=Meldpunt, methods=("GET",))
def populations(request, meldpunt):
    """The populations, the newest year first, in it by name, and those that were removed."""
    crumbs = way(meldpunt, (_("Populations"), ""))
    order = ("years_back", "municipality__name", "pk")
    return _list(request, meldpunt, Population, ["municipality"], "outcomes/monitor/populations.html", crumbs, order)


def _form_page(request, form, heading, crumbs, back, *, history=(), problems=None, negative=False):
    context = {"form": form, "heading": heading, "crumbs": crumbs, "back": back, "history": history, "problems": problems, "negative": negative}
    return render(request, "outcomes/monitor/form.html", context)


def _entering(request, meldpunt, form_class, action, heading, crumbs, back):
    form = form_class(request.POST or None, meldpunt=meldpunt, initial=kept_post(request))
    if request.method == "POST" and form.is_valid() and form.run(action, meldpunt, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back)
    return _form_page(request, form, heading, crumbs, back)


@page(Permission.ENTER_MELDPUNT_FIGURES, of=Meldpunt)
def external_figure_enter(request, meldpunt):
    """Enter a figure of the police or the College."""
    crumbs = _figures_way(meldpunt, (_("Enter a figure"), ""))
    back = reverse("external_figures", args=[meldpunt.code])
    return _entering(request, meldpunt, FigureForm, actions.enter_figure, _("Enter a figure of others"), crumbs, back)


@page(Permission.ENTER_MELDPUNT_FIGURES, of=Meldpunt)
def population_enter(request, meldpunt):
    """Enter the population of one municipality."""
    crumbs = _populations_way(meldpunt, (_("Enter a population"), ""))
    back = reverse("populations", args=[meldpunt.code])
    return _entering(request, meldpunt, PopulationForm, actions.enter_population, _("Enter a population"), crumbs, back)


@page(Permission.ENTER_MELDPUNT_FIGURES, of=Meldpunt)
def populations_load(request, meldpunt):
    """Paste or upload populations of several municipalities: all are saved, or none."""
    back = reverse("populations", args=[meldpunt.code])
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PopulationFileForm(*typed, meldpunt=meldpunt)
    if request.method == "POST" and form.is_valid() and form.run(actions.load_populations, meldpunt, by=request.user):
        messages.success(request, _("The populations are saved: %(number)s.") % {"number": len(form.rows)})
        return redirect(back)
    crumbs = _populations_way(meldpunt, (_("Load populations"), ""))
    return _form_page(request, form, _("Load populations"), crumbs, back, problems=form.problems)


def _changing(request, row, form, action, heading, crumbs, back, *, negative=False):
    if request.method == "POST" and form.is_valid() and form.run(action, row, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back)
    told = audit.newest_first(audit.entries_of(type(row), type(row).objects.filter(pk=row.pk), user=request.user))
    return _form_page(request, form, heading, crumbs, back, history=told, negative=negative)


def _initial(row, names):
    return {name: getattr(row, name) for name in names}


@page(Permission.ENTER_MELDPUNT_FIGURES, of=ExternalFigure)
def external_figure_correct(request, row):
    """Correct a figure of others."""
    first = _initial(row, ("source", "year", "municipality", "ground", "number", "citation"))
    form = CorrectFigureForm(request.POST or None, meldpunt=row.meldpunt, initial=first, seen=row)
    back, crumbs = reverse("external_figures", args=[row.meldpunt.code]), _figures_way(row.meldpunt, (_("Correct"), ""))
    return _changing(request, row, form, actions.correct_figure, _("Correct a figure of others"), crumbs, back)


@page(Permission.ENTER_MELDPUNT_FIGURES, of=ExternalFigure)
def external_figure_remove(request, row):
    """Remove a figure that should not have been entered."""
    back, crumbs = reverse("external_figures", args=[row.meldpunt.code]), _figures_way(row.meldpunt, (_("Remove"), ""))
    heading = _("Remove the figure %(figure)s: %(number)s") % {"figure": row, "number": row.number}
    form = RemoveForm(request.POST or None, seen=row)
    return _changing(request, row, form, actions.remove_figure, heading, crumbs, back, negative=True)


@page(Permission.ENTER_MELDPUNT_FIGURES, of=Population)
def population_correct(request, row):
    """Correct a population."""
    first = _initial(row, ("municipality", "year", "inhabitants", "citation"))
    form = CorrectPopulationForm(request.POST or None, meldpunt=row.meldpunt, initial=first, seen=row)
    back, crumbs = reverse("populations", args=[row.meldpunt.code]), _populations_way(row.meldpunt, (_("Correct"), ""))
    return _changing(request, row, form, actions.correct_population, _("Correct a population"), crumbs, back)


@page(Permission.ENTER_MELDPUNT_FIGURES, of=Population)
def population_remove(request, row):
    """Remove a population that should not have been entered."""
    back, crumbs = reverse("populations", args=[row.meldpunt.code]), _populations_way(row.meldpunt, (_("Remove"), ""))
    heading = _("Remove the population of %(population)s") % {"population": row}
    return _changing(request, row, RemoveForm(request.POST or None, seen=row), actions.remove_population, heading, crumbs, back, negative=True)
