"""Half-year sheets of an edition: figures and stories, made once, opened later without what was withdrawn."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.actions import Refusal
from casetrack.pages import page
from casetrack.paging import keyset
from outcomes import actions
from outcomes.models import Sheet, Story
from outcomes.programme_figures import Span
from outcomes.programme_statements import NOT_PROOF, WHY_HIDDEN
from outcomes.sheet_content import SheetContent
from outcomes.sheet_pdf import render_sheet
from outcomes.sheets import compose_sheet, half_years_before
from outcomes.story_forms import SheetForm
from outcomes.views.figures import crumbs
from programmes.models import Edition


def _way(edition, *here):
    return crumbs(edition, (_("Half-year sheets"), reverse("sheets", args=[edition.code])), *here)


@page(Permission.VIEW_SHEET, of=Edition, methods=("GET",))
def sheets(request, edition):
    """The sheets of an edition, the newest first."""
    rows = Sheet.objects.allowed(request.user, Permission.VIEW_SHEET).filter(edition=edition).select_related("made_by", "edition")
    shown = keyset(rows, ("-period_to", "-pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    may_make = access.can(request.user, Permission.MAKE_SHEET, edition)
    context = {"edition": edition, "page": shown, "may_make": may_make, "crumbs": crumbs(edition, (_("Half-year sheets"), ""))}
    return render(request, "outcomes/sheets.html", context)


@page(Permission.VIEW_SHEET, of=Sheet, methods=("GET",))
def sheet(request, row):
    """One sheet as it was made, without stories that were withdrawn since."""
    audit.opened(request, row)
    context = {**_shown(SheetContent.of(row)), "sheet": row, "crumbs": _way(row.edition, (str(row), ""))}
    return render(request, "outcomes/sheet.html", context)


def _shown(content):
    overview = content.overview
    return {"content": content, "overview": overview, "not_proof": NOT_PROOF, "why_hidden": WHY_HIDDEN}


@page(Permission.VIEW_SHEET, of=Sheet, methods=("GET",))
def sheet_pdf(request, row):
    """One sheet as a PDF of one page."""
    audit.opened(request, row, what="sheet_pdf")
    content = SheetContent.of(row)
    headers = {"Content-Disposition": f'attachment; filename="{content.file_name}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(render_sheet(content), content_type="application/pdf", headers=headers)


@page(Permission.MAKE_SHEET, of=Edition)
def sheet_make(request, edition):
    """Choose a half-year and stories, see what will stand on the sheet, make it."""
    half_years = half_years_before(timezone.localdate(), edition.starts_on)
    ready = Story.objects.allowed(request.user, Permission.VIEW_STORY).filter(edition=edition).ready()
    step = request.POST.get("step", "preview")
    typed = request.POST if request.method == "POST" and step != "change" else None
    form = SheetForm(typed, half_years=half_years, stories=ready, initial=_chosen(request))
    context = {"edition": edition, "form": form, "half_years": half_years, "crumbs": _way(edition, (_("Make a sheet"), ""))}
    if typed is None or not form.is_valid():
        return render(request, "outcomes/sheet_make.html", context)
    if step == "make" and form.run(actions.make_sheet, edition, by=request.user):
        messages.success(request, _("The sheet has been made. Its figures will not change any more."))
        return redirect(form.result)
    if step == "make" or not _can_be_made(edition, form):
        return render(request, "outcomes/sheet_make.html", context)
    span = Span(*form.period, form.period[1])
    content = SheetContent(compose_sheet(edition, span), span, list(form.cleaned_data["stories"]))
    return render(request, "outcomes/sheet_preview.html", {**context, **_shown(content)})


def _can_be_made(edition, form):
    """What would be refused is said before somebody reads through it."""
    try:
        actions.check_half_year(edition, *form.period)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _chosen(request):
    return {"half_year": request.POST.get("half_year"), "stories": request.POST.getlist("stories")} if request.method == "POST" else {}
