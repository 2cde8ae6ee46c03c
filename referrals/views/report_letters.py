"""Letters about a report: choosing a template, the last words, preview, and what was sent as it was sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack import audit
from casetrack.access import Permission
from casetrack.pages import find, kept_post, page
from referrals.actions import discrimination as actions
from referrals.letters import pdf, placeholders
from referrals.models import DiscriminationReport, Letter, LetterContent, LetterTemplate, OtherParty, Reporter
from referrals.report_step_forms import LetterForm
from referrals.views.reports.crumbs import of_report


def _answer(content, name):
    """A PDF in the browser, under a name that says nothing of anybody."""
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport, methods=("GET",))
def report_letter_choose(request, report):
    """From which template."""
    templates = LetterTemplate.objects.allowed(request.user, Permission.VIEW_MELDPUNT).filter(meldpunt=report.meldpunt, ended_on__isnull=True)
    rows = list(templates.order_by("to", "name", "pk"))
    for row in rows:
        row.concludes = placeholders.concludes(row)
    heading = _("New letter")
    return render(
        request,
        "referrals/report_steps/letter_choose.html",
        {"report": report, "templates": rows, "heading": heading, "crumbs": of_report(report, (heading, ""))},
    )


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_letter_add(request, report, template):
    """The text filled in: to change, to look at as PDF, and to send."""
    template = find(LetterTemplate, request.user, pk=template, meldpunt=report.meldpunt)
    values = placeholders.values_for(report, request.user)
    if request.method == "POST":
        form = LetterForm(request.POST, user=request.user)
        if form.is_valid() and "preview" in request.POST:
            if form.may_go_out(report, template.to, values):
                return _answer(pdf.render(report, day=timezone.localdate(), **form.values()), f"{report.reference}-preview")
        elif form.is_valid() and form.run(actions.send_letter, report, by=request.user, template=template):
            messages.success(request, _("The letter has been kept as sent. Print or mail the PDF."))
            return redirect("report_letter", pk=form.result.pk)
    else:
        _opened(request, report)
        filled = {name: placeholders.fill(getattr(template, name), values) for name in ("subject", "body")}
        filled["addressee"] = placeholders.addressee_of(template.to, values)
        form = LetterForm(user=request.user, initial={**filled, **(kept_post(request) or {})})
    named, spoken = placeholders.naming(template.subject, template.body), placeholders.spoken
    context = {
        "report": report,
        "template": template,
        "form": form,
        "heading": template.name,
        "crumbs": of_report(report, (template.name, "")),
        "back": report.get_absolute_url(),
        "names_reporter": [spoken(name) for name in named["reporter"]],
        "names_other_party": [spoken(name) for name in named["other_party"]],
        "concludes": placeholders.concludes(template),
        "empty": [spoken(name) for name in placeholders.named(template.subject, template.body) if values.get(name) == ""],
    }
    return render(request, "referrals/report_steps/letter_form.html", context, status=200 if request.method != "POST" else 422)


def _opened(request, report):
    """Names are filled in: who read them is written down."""
    for model, rows in ((Reporter, {"report": report}), (OtherParty, {"pk": report.other_party_id})):
        if row := model.objects.allowed(request.user, model.view_permission).filter(**rows).first():
            audit.opened(request, row)


@page(Permission.VIEW_REPORTER, of=Letter, methods=("GET",))
def report_letter(request, letter):
    """A letter as it was sent."""
    audit.opened(request, letter)
    context = {
        "letter": letter,
        "has_pdf": LetterContent.objects.filter(letter=letter).exists(),
        "crumbs": of_report(letter.report, (letter.template.name, "")),
    }
    return render(request, "referrals/report_steps/letter.html", context)


@page(Permission.VIEW_REPORTER, of=Letter, methods=("GET",))
def report_letter_pdf(request, letter):
    """The very bytes that were sent."""
    audit.opened(request, letter)
    content = LetterContent.objects.filter(letter=letter).first()
    if content is None:
        messages.info(request, _("The PDF of this letter was erased."))
        return redirect("report_letter", pk=letter.pk)
    return _answer(bytes(content.pdf), f"letter-{letter.pk}")
