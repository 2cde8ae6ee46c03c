"""Figures of an edition: dashboard, uitstroom with the people behind it, and concept files."""

import re
from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import audit
from casetrack.access import Permission
from casetrack.pages import page
from casetrack.paging import keyset
from outcomes.dashboard import charts_of, dashboard_charts
from outcomes.exports import FORMATS, download
from outcomes.figures import DEFINITIONS, members
from outcomes.forms import AsOfForm, FiguresForm
from outcomes.statements import Statement, compose
from participants.choices import EndReason
from programmes.choices import Module
from programmes.models import Edition

ON_THE_DASHBOARD = ("R", "S", "A", "B12")


def crumbs(edition, *here):
    """The way to a page about an edition."""
    return [(_("Editions"), reverse("editions")), (str(edition), edition.get_absolute_url()), *here]


def of_placement(view):
    """Under @page of an edition: the page is there only where the edition works with uitstroom; else 404."""

    @wraps(view)
    def run(request, edition, *args, **kwargs):
        if not edition.has(Module.PLACEMENT):
            raise Http404
        return view(request, edition, *args, **kwargs)

    run.page_module = Module.PLACEMENT
    return run


def _with_query(request, url):
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url


@page(Permission.VIEW_FIGURES, of=Edition, methods=("GET",))
def edition_dashboard(request, edition):
    """How an edition goes, as of a day."""
    form = AsOfForm(request.GET, edition=edition)
    context = {"edition": edition, "form": form, "crumbs": crumbs(edition, (_("Dashboard"), "")), "statement": None}
    if form.is_valid():
        statement = Statement(compose(edition, **form.choices_made()))
        context |= {
            "statement": statement,
            "placement": edition.has(Module.PLACEMENT),
            "tiles": [row for row in statement.rows if row.key in ON_THE_DASHBOARD],
            "target": [row for row in statement.rows if row.key == "F"],  # never called uitstroom
            "charts": dashboard_charts(edition, statement),
        }
    return render(request, "outcomes/edition_dashboard.html", context)


@page(Permission.VIEW_FIGURES, of=Edition, methods=("GET",))
@of_placement
def uitstroom(request, edition):
    """Every figure of an edition, as of a day, over a period."""
    form = FiguresForm(request.GET, edition=edition)
    context = {"edition": edition, "form": form, "crumbs": crumbs(edition, (_("Uitstroom"), "")), "statement": None}
    if form.is_valid():
        statement = Statement(compose(edition, **form.choices_made()))
        context |= {
            "statement": statement,
            "charts": charts_of(statement),
            "query": request.GET.urlencode(),
            "files": [(ending, _with_query(request, reverse(f"uitstroom_{ending}", args=[edition.code]))) for ending in FORMATS],
        }
    return render(request, "outcomes/uitstroom.html", context)


def _file(ending):
    @page(Permission.VIEW_FIGURES, of=Edition, methods=("GET",))
    @of_placement
    def view(request, edition):
        form = FiguresForm(request.GET, edition=edition)
        if not form.is_valid():
            return redirect(_with_query(request, reverse("uitstroom", args=[edition.code])))
        audit.opened(request, edition, what=f"uitstroom_{ending}")
        return download(Statement(compose(edition, **form.choices_made())), ending)

    view.__doc__ = f"The figures as {ending}: a concept, not submitted."
    return view


uitstroom_pdf, uitstroom_xlsx, uitstroom_csv = (_file(ending) for ending in ("pdf", "xlsx", "csv"))


def _key_of(letter):
    """`B12` is the figure B over 12 months; Http404 for a figure that there is not."""
    parts = re.fullmatch(r"([A-Z]+?)(\d*)", letter)
    for key in DEFINITIONS:
        if parts and letter == (f"B{key[1]}" if key[0] == "B" else key[0]):
            return key
    raise Http404


GROUPS = ("counted", "others", "left_out")


@page(Permission.VIEW_FIGURES, of=Edition, methods=("GET",))
@of_placement
def uitstroom_members(request, edition, letter):
    """The people behind one figure: in N, in D but not in N, and left out with the reason."""
    key = _key_of(letter)
    form = FiguresForm(request.GET, edition=edition)
    if not form.is_valid():
        return redirect(_with_query(request, reverse("uitstroom", args=[edition.code])))
    asked = form.choices_made()
    found = members(edition, *key, as_of=asked["as_of"], period=asked["period"], counts=asked["counts"])
    groups = {
        name: rows.allowed(request.user, Permission.VIEW_TRAJECTORY)
        for name, rows in zip(GROUPS, (found.numerator, found.denominator.exclude(pk__in=found.numerator.values("pk")), found.excluded), strict=True)
    }
    group = request.GET.get("group")
    group = group if group in groups else GROUPS[0]
    rows = groups[group].select_related("person")
    shown = keyset(rows, ("person__name_key", "pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    audit.opened(request, edition, what="uitstroom_members", rows=len(shown))
    return render(request, "outcomes/uitstroom_members.html", _members_context(request, edition, key, form, groups, group, shown))


def _members_context(request, edition, key, form, groups, group, shown):
    statement = Statement(compose(edition, **form.choices_made()))
    row = next(row for row in statement.rows if (row.figure.letter, row.figure.horizon_months) == key)
    labels = {"counted": _("In N"), "others": _("In D, not in N"), "left_out": _("Left out of D")}
    asked = request.GET.copy()
    for name in ("after", "before"):
        asked.pop(name, None)
    tabs = []
    for name, rows in groups.items():
        asked["group"] = name
        tabs.append({"label": labels[name], "url": f"?{asked.urlencode()}", "current": name == group, "count": rows.count()})
    reasons = dict(EndReason.choices)
    for trajectory in shown:
        trajectory.why_left_out = reasons.get(getattr(trajectory, "left_out", ""), "")
    back = _with_query(request, reverse("uitstroom", args=[edition.code]))
    return {
        "edition": edition,
        "row": row,
        "statement": statement,
        "tabs": tabs,
        "group": group,
        "page": shown,
        "crumbs": crumbs(edition, (_("Uitstroom"), back), (row.letter, "")),
    }
