"""What is done with a report: consents, steps of handling, milestones of the law, referrals."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from referrals.actions.discrimination import guards
from referrals.actions.discrimination.lawful import nothing_breaks
from referrals.choices import Event
from referrals.discrimination_choices import ConsentStep, HandlingKind, MilestoneKind, ReferralBody
from referrals.models import HandlingStep, ListValue, Mailbox, Milestone, ReportConsent, ReportReferral
from referrals.names import same_name


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def give_report_consent(report, *, by, step, submission=None, starts_on=None, **fields):
    """The reporter consents to one step."""
    if made := already_made(ReportConsent, submission, by=by):
        return made
    starts_on = guards.has_come("starts_on", starts_on)
    guards.still_open(report, starts_on)
    if Mailbox.objects.filter(report=report, withdrawn_on__gt=starts_on).exists():
        raise Refusal({"starts_on": _("The reporter withdrew this report later. Only a consent that they gave after that counts.")})
    row = ReportConsent(report=report, step=step, starts_on=starts_on, submission=submission, **fields)
    return row.record(Event.REPORT_CONSENT_GIVEN, by=by)


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def withdraw_report_consent(report, *, by, consent, ends_on=None, consent_version=None):
    """The reporter takes a consent back; nothing more is done on it from then on. What was done on it before stays done."""
    consent = fresh(consent, consent_version)
    if consent.report_id != report.pk:
        raise Refusal(_("This consent belongs to another report."))
    if consent.ends_on:
        raise Refusal(_("This consent was withdrawn already."))
    consent.ends_on = guards.has_come("ends_on", ends_on)
    with nothing_breaks(report):
        consent.record(Event.REPORT_CONSENT_WITHDRAWN, by=by)
    return consent


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def record_step(report, *, by, kind, done_on=None, note="", submission=None):
    """A step in one of the ways of handling of the form, when the law allows it (see guards); it rests on the reporter's consent."""
    if made := already_made(HandlingStep, submission, by=by):
        return made
    done_on = guards.has_come("done_on", done_on)
    if not ListValue.offered(report.meldpunt, "handling", done_on).filter(pk=kind.pk).exists():
        raise Refusal({"kind": _("%(value)s is not in the list.") % {"value": kind}})
    if kind.official == HandlingKind.REFERRAL:
        raise Refusal({"kind": _("Refer the report on its own page: there you say to whom, and what is shared.")})
    guards.still_open(report, done_on)
    consent = guards.before_step(report, kind.official, done_on)
    row = HandlingStep(report=report, kind=kind, done_on=done_on, note=note, consent=consent, author=by, submission=submission)
    with nothing_breaks(report):  # what is dated before a closing or a conclusion may leave it without ground
        return row.record(Event.STEP_DONE, by=by)


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def record_milestone(report, *, by, kind, happened_on=None, note="", submission=None):
    """Something that the law asks to have happened; refused while what must come before it has not."""
    if made := already_made(Milestone, submission, by=by):
        return made
    happened_on = guards.has_come("happened_on", happened_on)
    guards.still_open(report, happened_on, erased_too=kind == MilestoneKind.CONCLUSION_OTHER)
    if note.strip():
        guards.not_erased(report)
    guards.before_milestone(report, MilestoneKind(kind), happened_on)
    with nothing_breaks(report):
        if kind in guards.CONCLUSIONS:
            _make_room(report, kind, happened_on, by)
        row = Milestone(report=report, kind=kind, happened_on=happened_on, note=note, author=by, submission=submission)
        return row.record(Event.MILESTONE_REACHED, by=by)


def _make_room(report, kind, day, by):
    """Each investigation has its own conclusion: one that was written before the last step of another gives way to a later one."""
    for row in Milestone._base_manager.select_for_update().filter(report=report, kind=kind, withdrawn_on__isnull=True, happened_on__lt=day):
        if HandlingStep._base_manager.filter(report=report, kind__official=HandlingKind.OWN_INVESTIGATION, done_on__gt=row.happened_on).exists():
            row.withdrawn_on = day
            row.record(Event.MILESTONE_WITHDRAWN, by=by)


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def withdraw_milestone(report, *, by, milestone, why, withdrawn_on=None, milestone_version=None):
    """An agreement is taken back (from `withdrawn_on`, default today), or something was recorded by mistake: then it never counted."""
    milestone = fresh(milestone, milestone_version)
    if milestone.report_id != report.pk:
        raise Refusal(_("This belongs to another report."))
    if milestone.withdrawn_on:
        raise Refusal(_("This was taken back already."))
    if not why.strip():
        raise Refusal({"why": _("Say why it is taken back.")})
    agreement = milestone.kind in guards.AFTER_HEARING
    milestone.withdrawn_on = guards.has_come("withdrawn_on", withdrawn_on) if agreement else milestone.happened_on
    with nothing_breaks(report):
        milestone.record(Event.MILESTONE_WITHDRAWN, by=by, why=why)
    return milestone


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def refer_report(report, *, by, body, shared, submission=None, referred_on=None, body_name="", municipality=None, consent=None):
    """Refer a report to another body, sharing what the reporter consents to and the law allows; a step of handling comes with it.

    `consent` is the one it rests on; without it, one for this body or for any.
    """
    if made := already_made(ReportReferral, submission, by=by):
        return made
    referred_on = guards.has_come("referred_on", referred_on)
    guards.still_open(report, referred_on)
    consent = _consent_to(report, referred_on, consent, (body_name, *_labels(ReferralBody(body))))
    guards.before_sharing(report, shared, referred_on)
    row = ReportReferral(
        report=report, body=body, body_name=body_name, municipality=municipality, shared=shared, consent=consent,
        referred_on=referred_on, author=by, submission=submission,
    )  # fmt: skip
    row.record(Event.REPORT_REFERRED, by=by)
    way = ListValue._base_manager.get(list="handling", key="referral")
    HandlingStep(report=report, kind=way, done_on=referred_on, consent=consent, author=by).record(Event.STEP_DONE, by=by)
    return row


def _labels(body):
    """What the body is called in each language: consent may have been recorded by a colleague who reads another one."""
    labels = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            labels.append(str(body.label))
    return labels


def _consent_to(report, on, chosen, names):
    """The consent to this referral, of those that name this body or nobody: the chosen one, else one that names it."""
    guards.consented(report, ConsentStep.REFERRAL, on)
    rows = [row for row in guards.standing_consents(report, ConsentStep.REFERRAL, on) if chosen is None or row.pk == chosen.pk]
    named = (row for row in rows if any(same_name(row.recipient, name) for name in names))
    found = next(named, None) or next((row for row in rows if not row.recipient.strip()), None)
    if found is None:
        raise Refusal({"consent": _("The reporter consents to a referral to somebody else. Record first that they consent to this one.")})
    return found


@action(Permission.HANDLE_DISCRIMINATION_REPORT)
def record_report_referral_result(report, *, by, referral, result, result_on=None, referral_version=None):
    """What came of a referral."""
    referral = fresh(referral, referral_version)
    if referral.report_id != report.pk:
        raise Refusal(_("This referral belongs to another report."))
    guards.not_erased(report)
    if not result.strip():
        raise Refusal({"result": _("Say what came of it.")})
    referral.result, referral.result_on = result, guards.has_come("result_on", result_on)
    return referral.record(Event.REPORT_REFERRAL_RESULT, by=by)
