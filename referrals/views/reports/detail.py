"""The page of one report, and its time line."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import page
from referrals.discrimination_choices import AlsoReportedTo, ReportKind, ReportStatus
from referrals.models import DiscriminationReport, PersonalInterest, Reporter
from referrals.models.discrimination import incident_day
from referrals.report_forms import REPORTER_FIELDS, steps_from
from referrals.report_lists import STATUS_KINDS, Clock, ground_names, pattern_of, reports, visible_parties
from referrals.report_road import outside_area
from referrals.views.reports.crumbs import of_meldpunt, of_report

WITH = ("meldpunt__programme", "handler", "residence", "incident", "terrain", "nature", "bundle", "mailbox")


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=DiscriminationReport, methods=("GET",))
def discrimination_report(request, report):
    """What was reported, where it stands, who reported (for those who may), the pattern of the other party, and what can be done."""
    audit.opened(request, report)
    user = request.user
    report = reports(user).select_related(*WITH).get(pk=report.pk)
    reporter = Reporter.objects.allowed(user, Permission.VIEW_REPORTER).filter(report=report).first()
    if reporter is not None:
        audit.opened(request, reporter)
    party = visible_parties(user, [report]).get(report.other_party_id)
    context = {
        "report": report,
        "crumbs": of_meldpunt(report.meldpunt, (report.reference, "")),
        "status_kind": STATUS_KINDS.get(report.status, "neutral"),
        "clock": Clock(report, timezone.localdate()),
        "facts": facts_of(report),
        "reporter": reporter,
        "reporter_facts": reporter_facts(reporter) if reporter else [],
        "may_see_reporter": access.can(user, Permission.VIEW_REPORTER, report),
        "party": party,
        "pattern": pattern_of(user, report, party) if party else None,
        "in_bundle": reports(user).filter(bundle=report.bundle_id).exclude(pk=report.pk).count() if report.bundle_id else 0,
        "outside": outside_area(report) if report.status != ReportStatus.CLOSED and not report.erased_on else [],
        "withdrawn_on": withdrawn_on(report),
        "interests": interests_in(user, report),
        **what_can_be_done(user, report),
    }
    return render(request, "referrals/reports/report.html", context)


def what_can_be_done(user, report) -> dict:
    """Which buttons the page offers; the actions decide again."""
    handles = access.can(user, Permission.HANDLE_DISCRIMINATION_REPORT, report)
    closed = report.status == ReportStatus.CLOSED
    told = not report.erased_on  # of what was erased nothing is left to work with but closing it
    return {
        "handles": handles,
        "takes": handles and report.handler_id is None and not closed,
        "assigns": access.can(user, Permission.ASSIGN_DISCRIMINATION_REPORT, report) and not closed,
        "contacts": handles and report.first_contact_on is None and not closed and told,
        "moves": handles and bool(steps_from(report)) and told,
        "closes": handles and not closed,
        "reopens": handles and closed,
        "complains": handles and report.kind == ReportKind.REPORT and not closed and told,
        "changes_reporter": access.can(user, Permission.CHANGE_REPORTER, report) and told,
        "erases": access.can(user, Permission.ERASE_REPORTER, report) and told,
        "declares": access.can(user, Permission.DECLARE_PERSONAL_INTEREST, report),
    }


def withdrawn_on(report):
    """The day on which the reporter withdrew the report in the mailbox; None when they did not, or when it is gone."""
    mailbox = getattr(report, "mailbox", None)
    return mailbox.withdrawn_on if mailbox else None


def interests_in(user, report):
    """Who is kept from this report today, for whoever may know."""
    rows = PersonalInterest.objects.allowed(user, Permission.VIEW_PERSONAL_INTEREST).filter(access.in_force(), report=report)
    return rows.select_related("user").order_by("-starts_on", "-pk")


def facts_of(report) -> list[tuple]:
    """Label and value of what was reported, in the order in which it is told."""
    label = _labels(report)
    names = ground_names([report])
    rows = [
        (label["grounds"], ", ".join(names.get(key, key) for key in report.grounds)),
        (label["terrain"], str(report.terrain)),
        (label["nature"], str(report.nature)),
        (label["online"], _online(report)),
        (label["incident_on"], _when(report)),
        (label["incident_state"], report.incident or report.get_incident_state_display()),
        (label["residence_state"], report.residence or report.get_residence_state_display()),
        (label["reporter_role"], report.get_reporter_role_display()),
        (label["anonymity"], report.get_anonymity_display()),
        (label["received_on"], report.received_on),
        (label["channel"], report.get_channel_display()),
        (label["via"], report.get_via_display()),
    ]
    if report.also_reported_to:
        rows.append((label["also_reported_to"], ", ".join(str(AlsoReportedTo(key).label) for key in report.also_reported_to)))
    if report.external_id:
        rows.append((label["external_id"], report.external_id))
    return rows


def _labels(row):
    return {column.name: capfirst(column.verbose_name) for column in row._meta.concrete_fields}


def _online(report):
    if not report.online:
        return _("no")
    return f"{_('yes')}: {report.platform}" if report.platform else _("yes")


def _when(report):
    day = incident_day.in_words(report.incident_on, report.incident_precision) or report.get_incident_precision_display()
    return _("%(month)s, day not known") % {"month": day} if report.incident_precision in incident_day.FORMATS else day


def reporter_facts(reporter) -> list[tuple]:
    """Label and value of what is known of the reporter; nothing that is empty."""
    label = _labels(reporter)
    values = {name: getattr(reporter, name) for name in REPORTER_FIELDS} | {"sex": reporter.get_sex_display()}
    return [(label[name], str(value)) for name, value in values.items() if value not in ("", None)]


@page(Permission.VIEW_DISCRIMINATION_REPORT, of=DiscriminationReport, methods=("GET",))
def discrimination_report_history(request, report):
    """What happened to a report, as far as the reader may see each kind; a part of the page when htmx asks."""
    audit.opened(request, report)
    context = {
        "report": report,
        "entries": audit.report_time_line(report, request.user),
        "crumbs": of_report(report, (_("Time line"), "")),
        "back": reverse("discrimination_report", args=[report.pk]),
    }
    template = "referrals/reports/history_part.html" if request.htmx else "referrals/reports/history.html"
    return render(request, template, context)
