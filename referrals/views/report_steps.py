"""What is done with a report: consents, steps, milestones of the law, letters, referrals."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import page
from programmes.views.asking import ask
from referrals.actions import discrimination as actions
from referrals.discrimination_choices import ConsentStep, MilestoneKind, SharedPart
from referrals.models import DiscriminationReport, HandlingStep, Letter, Milestone, ReportConsent, ReportReferral
from referrals.report_road import blocked, nothing_more, outside_area, road, ways
from referrals.report_step_forms import (
    MilestoneForm,
    ReferReportForm,
    ReportConsentForm,
    ReportReferralResultForm,
    StepForm,
    WithdrawConsentForm,
    WithdrawMilestoneForm,
)
from referrals.views.reports.crumbs import of_report


def parts_of(model, user, report):
    """The rows of one kind that hang on a report, as far as `user` may see them."""
    return model.objects.allowed(user, model.view_permission).filter(report=report)


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=DiscriminationReport, methods=("GET",))
def report_steps_part(request, report):
    """What was done, what may be done next, and why something may not be done yet; a part of a page when htmx asks."""
    audit.opened(request, report)
    user = request.user
    referrals = list(parts_of(ReportReferral, user, report).select_related("consent", "author", "municipality"))
    for row in referrals:
        row.parts = [SharedPart(part).label for part in row.shared]
    stretches, all_ways = road(report), ways(report)
    context = {
        "report": report,
        "crumbs": of_report(report, (_("Handling"), "")),
        "handles": access.can(user, Permission.HANDLE_DISCRIMINATION_REPORT, report),
        "nothing_more": nothing_more(report),
        "road": stretches,
        "ways": [way for way in all_ways if not way.why_not],
        "blocked": blocked(stretches, all_ways),
        "outside": outside_area(report),
        "consents": parts_of(ReportConsent, user, report),
        "steps": parts_of(HandlingStep, user, report).select_related("kind", "consent", "author"),
        "withdrawn": parts_of(Milestone, user, report).filter(withdrawn_on__isnull=False),
        "letters": parts_of(Letter, user, report).select_related("template", "author"),
        "referrals": referrals,
    }
    return render(request, "referrals/report_steps/part.html" if request.htmx else "referrals/report_steps/page.html", context)


def _ask(request, form, action, report, /, **options):
    return ask(request, form, action, report, crumbs=of_report(report), back=report.get_absolute_url(), **options)


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_consent_add(request, report):
    """The reporter consents to a step."""
    return _ask(
        request, ReportConsentForm, actions.give_report_consent, report, heading=_("New consent"), saved=_("The consent has been saved."),
        remark=_("Ask the reporter for each step. Say what you will do, and that they can take the consent back."),
        initial={"step": request.GET["step"]} if request.GET.get("step") in ConsentStep.values else {},
    )  # fmt: skip


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=ReportConsent)
def report_consent_withdraw(request, consent):
    """The reporter takes a consent back."""
    return _ask(
        request, WithdrawConsentForm, actions.withdraw_report_consent, consent.report, seen=consent, extra={"consent": consent},
        heading=_("Withdraw the consent: %(step)s") % {"step": consent}, submit=_("Withdraw the consent"), saved=_("The consent has been withdrawn."),
        remark=_("From this day on nothing more is done on this consent. What was done before stays in the record."), negative=True,
    )  # fmt: skip


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_step_add(request, report):
    """Something was done, in one of the ways of the official form."""
    return _ask(request, StepForm, actions.record_step, report, report=report, heading=_("New step"), saved=_("The step has been saved."))


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_milestone_add(request, report):
    """Something happened that the law asks for."""
    asked = request.GET.get("kind")
    return _ask(
        request, MilestoneForm, actions.record_milestone, report, report=report, heading=_("Record for the law"), saved=_("It has been saved."),
        initial={"kind": asked} if asked in MilestoneKind.values else {},
    )  # fmt: skip


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=Milestone)
def report_milestone_withdraw(request, milestone):
    """An agreement is taken back, or something was recorded by mistake."""
    agreement = milestone.kind in actions.guards.AFTER_HEARING
    return _ask(
        request, WithdrawMilestoneForm, actions.withdraw_milestone, milestone.report, milestone=milestone, extra={"milestone": milestone},
        heading=_("Take back: %(what)s") % {"what": milestone}, submit=_("Take back"), saved=_("It has been taken back."), negative=True,
        remark=_("From this day on there is no agreement, so there is no mediation any more.")
        if agreement
        else _("Only for what was recorded by mistake: it then never counted."),
    )  # fmt: skip


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=DiscriminationReport)
def report_refer(request, report):
    """The report is referred to another body."""
    remarks = []
    if away := outside_area(report):
        told = _("%(places)s did not belong to our area when the report came in. Refer it on to the meldpunt of that municipality.")
        remarks.append(told % {"places": ", ".join(str(place) for place in away)})
    if request.method == "GET" and not actions.guards.standing_consents(report, ConsentStep.REFERRAL).exists():
        context = {"report": report, "crumbs": of_report(report, (_("Refer the report"), "")), "remark": " ".join(remarks)}
        return render(request, "referrals/report_steps/no_consent.html", context)
    return _ask(
        request, ReferReportForm, actions.refer_report, report, report=report, heading=_("Refer the report"),
        saved=pgettext("of discrimination", "The referral has been saved."), remark=" ".join(remarks),
    )  # fmt: skip


@page(Permission.HANDLE_DISCRIMINATION_REPORT, of=ReportReferral)
def report_referral_result(request, referral):
    """What came of a referral."""
    known = {"result": referral.result, "result_on": referral.result_on} if referral.result else {}
    return _ask(
        request, ReportReferralResultForm, actions.record_report_referral_result, referral.report, seen=referral, extra={"referral": referral},
        initial=known, heading=pgettext("of discrimination", "Result of the referral"), saved=_("The result has been saved."),
    )  # fmt: skip
