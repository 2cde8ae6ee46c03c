"""What the law asks before a step: each guard names its article, and raises Refusal when it does not hold.

Every guard is asked for the day on which something was done: what came later does not make it lawful, and what was taken
back before that day does not either. `back` asks again about what stands in the record already (see `lawful`): a
consent or agreement that ended on the very day of a step carried that step, and carries no new one.

The articles are of the Besluit gemeentelijke antidiscriminatievoorzieningen (BWBR0026353), as it stood on 10 May 2017.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import in_force
from casetrack.actions import Refusal
from referrals.discrimination_choices import Anonymity, ConsentStep, HandlingKind, LetterTo, MilestoneKind, ReportStatus, SharedPart
from referrals.models import HandlingStep, Letter, Milestone, ReportConsent
from referrals.names import says

# The consent that a way of handling rests on; registering and advising the reporter need none.
CONSENT_FOR = {
    "mediation": ConsentStep.MEDIATION,
    "assistance": ConsentStep.PROCEDURE,
    "referral": ConsentStep.REFERRAL,
    "own_investigation": ConsentStep.INVESTIGATION,
}
AFTER_HEARING = (MilestoneKind.REPORTER_AGREES, MilestoneKind.OTHER_AGREES)
CONCLUSIONS = (MilestoneKind.CONCLUSION_REPORTER, MilestoneKind.CONCLUSION_OTHER)
# What belongs to an investigation or a mediation, so that an anonymous report rules it out.
NOT_ANONYMOUS = {
    MilestoneKind.START_TOLD_REPORTER,
    MilestoneKind.START_TOLD_OTHER,
    MilestoneKind.REPORTER_AGREES,
    MilestoneKind.OTHER_AGREES,
    MilestoneKind.OTHER_HEARD,
    MilestoneKind.CONCLUSION_REPORTER,
    MilestoneKind.CONCLUSION_OTHER,
}
# Nothing to record of somebody who is anonymous; but whoever was told that they become known may still choose to stay unknown.
ONLY_BEFORE_ANONYMITY = {MilestoneKind.IDENTITY_TOLD}


def has_come(field, on=None):
    """The day (default today), which is refused for this field when it has not come yet."""
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise Refusal({field: _("This day has not come yet.")})
    return on


def standing_consents(report, step, on=None, back=False):
    """The reporter's consents to this step as they stand on that day (default today), newest first."""
    standing = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on)) if back else in_force(on)
    return ReportConsent._base_manager.filter(standing, report=report, step=step).order_by("-starts_on", "-pk")


def reached(report, on=None, back=False) -> dict[str, object]:
    """{kind: day} of the milestones of a report that stand; with `on`, as they stood on that day.

    What was recorded by mistake never stood: it was taken back on its own day. An agreement that was taken back
    stood until then.
    """
    rows = Milestone._base_manager.filter(report=report)
    if on is None:
        rows = rows.filter(withdrawn_on__isnull=True)
    else:
        standing = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
        if back:
            standing |= Q(withdrawn_on__gte=on, kind__in=AFTER_HEARING)
        rows = rows.filter(standing, happened_on__lte=on)
    return dict(rows.order_by("happened_on", "pk").values_list("kind", "happened_on"))


def is_preliminary(report, on=None) -> bool:
    """Is (or was, on that day) the report in the preliminary phase: the other party has not been told that an investigation starts."""
    return MilestoneKind.START_TOLD_OTHER not in reached(report, on)


def consented(report, step, on=None, back=False):
    """The consent to this step; raises Refusal without one that stands on that day."""
    found = standing_consents(report, step, on, back).first()
    if found is None:
        raise Refusal(_("No step without consent: record first that the reporter consents to “%(step)s”.") % {"step": step.label}, code="consent")
    return found


def covers(consent, on) -> None:
    """A consent of the past carries what was done from the day it was given until the day it was taken back; raises Refusal."""
    if consent.starts_on > on or (consent.ends_on and consent.ends_on < on):
        raise Refusal(_("This consent did not stand on that day."), code="consent")


def not_erased(report) -> None:
    """What was erased does not come back in other words."""
    if report.erased_on:
        raise Refusal(_("The data of this reporter were erased: the report is only counted."), code="erased")


def still_open(report, on, *, erased_too=False) -> None:
    """Nothing is done while a report is closed, before it came in, or (but for what the law still asks) when it is only counted."""
    if not erased_too:
        not_erased(report)
    if on < report.received_on:
        raise Refusal(_("This was before the report came in."), code="before")
    if report.status == ReportStatus.CLOSED and on > report.closed_on:
        raise Refusal(_("This report is closed. Reopen it first, and say why."), code="closed")
    if any(closed < on < reopened for closed, reopened in rested(report)):
        raise Refusal(_("On this day the report was closed."), code="closed")


def rested(report) -> list[tuple]:
    """(day of closing, day of reopening) of each time that a report was closed before; what was done lies outside of these."""
    found, closed = [], None
    for status, closed_on, at in report.history.order_by("history_date", "history_id").values_list("status", "closed_on", "history_date"):
        if status == ReportStatus.CLOSED:
            closed = closed_on
        elif closed is not None:
            found.append((closed, timezone.localdate(at)))
            closed = None
    return found


def not_anonymous(report) -> None:
    """Art. 5.4: an anonymous report, of either kind, is not investigated and not mediated."""
    if report.is_anonymous:
        raise Refusal(_("This report is anonymous, so there can be no investigation and no mediation (Besluit ADV, art. 5.4)."), code="art_5_4")


def identity_told(report, on=None) -> None:
    """Art. 5.3: before investigation or mediation the reporter is told that their identity becomes known."""
    if MilestoneKind.IDENTITY_TOLD not in reached(report, on):
        raise Refusal(
            _("Tell the reporter first that their identity becomes known to the other party, and record that (Besluit ADV, art. 5.3)."),
            code="art_5_3",
        )


def both_told_of_the_start(report, on=None) -> None:
    """Art. 10: both parties are told that the investigation starts."""
    if not {MilestoneKind.START_TOLD_REPORTER, MilestoneKind.START_TOLD_OTHER} <= set(reached(report, on)):
        raise Refusal(_("Tell both parties first that the investigation starts, and record that (Besluit ADV, art. 10)."), code="art_10")


def other_told_of_the_start(report, on=None) -> None:
    """Art. 10: the other party was told that the investigation starts."""
    if is_preliminary(report, on):
        raise Refusal(
            _("There was no investigation that the other party was told of, so it needs no conclusion (Besluit ADV, art. 10)."), code="art_10"
        )


def both_heard(report, on=None) -> None:
    """Art. 11: both parties could give their view first."""
    if not {MilestoneKind.REPORTER_HEARD, MilestoneKind.OTHER_HEARD} <= set(reached(report, on)):
        raise Refusal(_("Mediation only after both parties were heard: record that first (Besluit ADV, art. 11)."), code="art_11")


def both_agree(report, on=None, back=False) -> None:
    """Art. 11: mediation only when both parties agree, after both were heard."""
    both_heard(report, on)
    if not set(AFTER_HEARING) <= set(reached(report, on, back)):
        raise Refusal(_("Mediation only when both parties agree: record both agreements first (Besluit ADV, art. 11)."), code="art_11")


def before_step(report, official, on, back=False):
    """What must hold before a step in this way of handling on that day; returns the consent it rests on, or None."""
    if official in (HandlingKind.OWN_INVESTIGATION, HandlingKind.MEDIATION):
        not_anonymous(report)
        identity_told(report, on)
    consent = consented(report, CONSENT_FOR[official], on, back) if official in CONSENT_FOR else None
    if official == HandlingKind.OWN_INVESTIGATION:
        both_told_of_the_start(report, on)
    if official == HandlingKind.MEDIATION:
        both_agree(report, on, back)
    return consent


def before_milestone(report, kind, on, back=False) -> None:
    """What must hold before something is recorded for the law."""
    if kind in NOT_ANONYMOUS or (kind in ONLY_BEFORE_ANONYMITY and not back):
        not_anonymous(report)
    if kind in (MilestoneKind.START_TOLD_REPORTER, MilestoneKind.START_TOLD_OTHER):
        identity_told(report, on)
        consented(report, ConsentStep.INVESTIGATION, on, back)
    if kind == MilestoneKind.OTHER_HEARD:
        identity_told(report, on)
        consented(report, ConsentStep.CONTACT_OTHER_PARTY, on, back)
    if kind in AFTER_HEARING:
        identity_told(report, on)
        both_heard(report, on)
        consented(report, ConsentStep.MEDIATION, on, back)
    if kind == MilestoneKind.CONCLUSION_OTHER and report.erased_on:
        other_told_of_the_start(report, on)  # the law still asks it, and there is nobody left to tell what it tells the reporter
    elif kind in CONCLUSIONS:
        not_erased(report)
        identity_told(report, on)
        both_told_of_the_start(report, on)


def before_sharing(report, shared, on=None) -> None:
    """Art. 5.2 and 9.3: what may not be shared with others."""
    if {SharedPart.REPORTER, SharedPart.LETTERS} & set(shared) and report.is_anonymous:
        raise Refusal(_("The reporter is anonymous towards others: nothing about them may be shared (Besluit ADV, art. 5.2)."), code="art_5_2")
    if {SharedPart.OTHER_PARTY, SharedPart.LETTERS} & set(shared) and is_preliminary(report, on):
        raise Refusal(_("In the preliminary phase nothing about the other party may be shared with others (Besluit ADV, art. 9.3)."), code="art_9_3")


def before_letter(report, to, *, names_reporter, names_other_party, addressee, on, back=False) -> None:
    """What must hold before a letter goes out: consent, and nothing about anybody that may not be told."""
    # What the law still owes the other party does not hang on the reporter's consent.
    owed = not is_preliminary(report, on) if back else owes_conclusion(report, on)
    if to == LetterTo.OTHER_PARTY and not owed:
        consented(report, ConsentStep.CONTACT_OTHER_PARTY, on, back)
    if to == LetterTo.THIRD_PARTY:
        consented(report, ConsentStep.REFERRAL, on, back)
        recipients = standing_consents(report, ConsentStep.REFERRAL, on, back).values_list("recipient", flat=True)
        if not any(not name.strip() or says(addressee, name) for name in recipients):
            raise Refusal(_("The reporter consents to sharing with somebody else: address the letter to them by name."), code="consent")
        if names_other_party:
            before_sharing(report, [SharedPart.OTHER_PARTY], on)
    if to != LetterTo.REPORTER and names_reporter:
        before_sharing(report, [SharedPart.REPORTER], on)
        if to == LetterTo.OTHER_PARTY:
            identity_told(report, on)


def before_closing(report, on=None) -> None:
    """Art. 10.6: an investigation ends with a written, reasoned conclusion to both parties, written after its last step."""
    steps = HandlingStep._base_manager.filter(report=report, kind__official=HandlingKind.OWN_INVESTIGATION)
    days = [*steps.values_list("done_on", flat=True), reached(report).get(MilestoneKind.START_TOLD_OTHER)]
    last = max((day for day in days if day), default=None)
    told = reached(report, on)
    # Whoever had everything erased cannot be written to any more; the other party still gets its conclusion, when it knew.
    asked = CONCLUSIONS if not report.erased_on else CONCLUSIONS[1:] if MilestoneKind.START_TOLD_OTHER in told else ()
    if last and not all(kind in told and told[kind] >= last for kind in asked):
        raise Refusal(
            _("An investigation ends with a written, reasoned conclusion to both parties: record both first (Besluit ADV, art. 10.6)."),
            code="art_10_6",
        )


def owes_conclusion(report, on) -> bool:
    """Art. 10.6: the other party was told that an investigation starts, so it gets a conclusion, whatever the reporter takes back."""
    return not is_preliminary(report, on) and needs_conclusion(report, MilestoneKind.CONCLUSION_OTHER)


def needs_conclusion(report, kind) -> bool:
    """Is this conclusion still to be recorded: there is none yet, or the investigation went on after it."""
    day = reached(report).get(kind)
    later = HandlingStep._base_manager.filter(report=report, kind__official=HandlingKind.OWN_INVESTIGATION, done_on__gt=day) if day else None
    return day is None or later.exists()


def nothing_after(report, on) -> None:
    """A report is not closed before the last thing that was done."""
    later = (
        HandlingStep._base_manager.filter(report=report, done_on__gt=on).exists()
        or Letter._base_manager.filter(report=report, sent_on__gt=on).exists()
    )
    if later or any(day > on for day in reached(report).values()):
        raise Refusal({"on": _("Something was done after this day.")})


def becoming_anonymous(report, anonymity) -> None:
    """A report whose other party has been told can no longer become anonymous; full anonymity leaves no name at the meldpunt."""
    if anonymity == Anonymity.NONE:
        return
    if not is_preliminary(report) or MilestoneKind.OTHER_HEARD in reached(report):
        raise Refusal({"anonymity": _("The other party has been told already, so the report can no longer become anonymous (art. 5).")})
    if anonymity == Anonymity.FULL and report.pk and _has_name(report):
        raise Refusal({"anonymity": _("The meldpunt knows the name of the reporter. Erase the data of the reporter first.")})


def _has_name(report):
    reporter = getattr(report, "reporter", None)
    return reporter is not None and any(getattr(reporter, name) for name in ("name", "phone", "email", "street"))
