"""Reports to funders: submitted by the leader, read by both; shown from the frozen row alone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from casetrack.paging import keyset
from outcomes import actions
from outcomes.dashboard import charts_of
from outcomes.exports import FORMATS, download
from outcomes.forms import FiguresForm, ReportForm
from outcomes.models import Report
from outcomes.statements import Statement, compose
from outcomes.views.figures import crumbs, of_placement
from programmes.models import Edition, Funding


@page(Permission.VIEW_REPORT, methods=("GET",))
def reports(request):
    """Submitted reports: of the own programmes, or to the own organisation."""
    rows = Report.objects.allowed(request.user, Permission.VIEW_REPORT).select_related("funding__funder", "funding__edition", "superseded_by")
    shown = keyset(rows, ("-submitted_at", "-pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    for row in shown:
        row.replaced = hasattr(row, "superseded_by")
    return render(request, "outcomes/reports.html", {"page": shown, "crumbs": [(_("Reports"), "")]})


@page(Permission.VIEW_REPORT, of=Report, methods=("GET",))
def report(request, row):
    """One report as it was submitted."""
    statement = Statement.of(row)
    audit.opened(request, row)
    context = {
        "report": row,
        "statement": statement,
        "charts": charts_of(statement),
        "replaces": row.supersedes,
        "replaced_by": getattr(row, "superseded_by", None),
        "own": access.can(request.user, Permission.SUBMIT_REPORT, row.funding.edition),
        "files": [(ending, reverse(f"report_{ending}", args=[row.pk])) for ending in FORMATS],
        "crumbs": [(_("Reports"), reverse("reports")), (str(row), "")],
    }
    return render(request, "outcomes/report.html", context)


def _file(ending):
    @page(Permission.VIEW_REPORT, of=Report, methods=("GET",))
    def view(request, row):
        audit.opened(request, row, what=f"report_{ending}")
        return download(Statement.of(row), ending)

    view.__doc__ = f"One report as it was submitted, as {ending}."
    return view


report_pdf, report_xlsx, report_csv = (_file(ending) for ending in ("pdf", "xlsx", "csv"))


def _usual(request, edition):
    """What the form starts with: the day, period and target of the page from which the user came."""
    asked = FiguresForm(request.GET, edition=edition)
    usual = {"as_of": request.GET.get("as_of"), "target": edition.target, "title": _("Uitstroom of %(edition)s") % {"edition": edition}}
    if asked.is_valid():
        usual |= {name: asked.cleaned_data[name] for name in ("as_of", "period_from", "period_to", "target")}
    return usual


@page(Permission.SUBMIT_REPORT, of=Edition)
@of_placement
def report_submit(request, edition):
    """Submit the figures to a funder: fill in, see what will be submitted, submit."""
    fundings = Funding.objects.allowed(request.user, Permission.VIEW_FUNDING).filter(edition=edition).select_related("funder")
    context = {"edition": edition, "crumbs": crumbs(edition, (_("Submit a report"), ""))}
    step = request.POST.get("step", "preview")
    if request.method != "POST":
        form = ReportForm(fundings=fundings, initial={**_usual(request, edition), **(kept_post(request) or {})})
    elif step == "change":
        form = ReportForm(fundings=fundings, initial=request.POST.dict())
    else:
        form = ReportForm(request.POST, fundings=fundings)
        if form.is_valid():
            if step == "submit" and form.cleaned_data["preview"] and form.run(actions.submit_report, edition, by=request.user):
                messages.success(request, _("The report has been submitted. It will not change any more."))
                return redirect(form.result)
            if step == "preview" or form.has_error("__all__", "preview") or not form.cleaned_data["preview"]:
                return _preview(request, edition, form, context)
    context |= {"form": form, "fundings": fundings, "back": reverse("uitstroom", args=[edition.code])}
    return render(request, "outcomes/report_submit.html", context)


def _preview(request, edition, form, context):
    content = compose(edition, **form.content())
    statement = Statement(content)
    context |= {
        "form": form,
        "hidden": [field for field in form if field.name not in ("preview",)],
        "checksum": actions.checksum(content),
        "statement": statement,
        "charts": charts_of(statement),
        "replaces": actions.replaced_by_a_report(*(form.cleaned_data[name] for name in ("funding", "period_from", "period_to"))),
    }
    return render(request, "outcomes/report_preview.html", context)
