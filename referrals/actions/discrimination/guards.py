"""What the law asks before a step: each guard names its article, and raises Refusal when it does not hold.

The articles are of the Besluit gemeentelijke antidiscriminatievoorzieningen (BWBR0026353), as it stood on 10 May 2017.
"""

from django.utils.translation import gettext_lazy as _

from casetrack.access import in_force
from casetrack.actions import Refusal
from referrals.discrimination_choices import Anonymity, ConsentStep, HandlingKind, LetterTo, MilestoneKind, SharedPart
from referrals.models import HandlingStep, Milestone, ReportConsent

# The consent that a way of handling rests on; registering and advising the reporter need none.
CONSENT_FOR = {
    "mediation": ConsentStep.MEDIATION,
    "assistance": ConsentStep.PROCEDURE,
    "referral": ConsentStep.REFERRAL,
    "own_investigation": ConsentStep.INVESTIGATION,
}
AFTER_HEARING = (MilestoneKind.REPORTER_AGREES, MilestoneKind.OTHER_AGREES)
# What belongs to an investigation or a mediation, so that an anonymous report rules it out.
NOT_ANONYMOUS = {
    MilestoneKind.START_TOLD_REPORTER,
    MilestoneKind.START_TOLD_OTHER,
    MilestoneKind.REPORTER_AGREES,
    MilestoneKind.OTHER_AGREES,
    MilestoneKind.OTHER_HEARD,
    MilestoneKind.CONCLUSION_OTHER,
}


def standing_consent(report, step, on=None):
    """The reporter's consent to this step as it stands on that day (default today), or None."""
    return ReportConsent._base_manager.filter(in_force(on), report=report, step=step).order_by("-starts_on", "-pk").first()


def reached(report) -> dict[str, object]:
    """{kind: day} of the milestones of a report that stand."""
    rows = Milestone._base_manager.filter(report=report, withdrawn_on__isnull=True)
    return dict(rows.values_list("kind", "happened_on"))


def is_preliminary(report) -> bool:
    """Is the report still in the preliminary phase: the other party has not been told that an investigation starts."""
    return MilestoneKind.START_TOLD_OTHER not in reached(report)


def consented(report, step, on=None):
    """The consent to this step; raises Refusal without one that stands."""
    found = standing_consent(report, step, on)
    if found is None:
        raise Refusal(_("No step without consent: record first that the reporter consents to “%(step)s”.") % {"step": step.label}, code="consent")
    return found


def not_anonymous(report) -> None:
    """Art. 5.4: an anonymous report, of either kind, is not investigated and not mediated."""
    if report.is_anonymous:
        raise Refusal(_("This report is anonymous, so there can be no investigation and no mediation (Besluit ADV, art. 5.4)."), code="art_5_4")


def identity_told(report) -> None:
    """Art. 5.3: before investigation or mediation the reporter is told that their identity becomes known."""
    if MilestoneKind.IDENTITY_TOLD not in reached(report):
        raise Refusal(
            _("Tell the reporter first that their identity becomes known to the other party, and record that (Besluit ADV, art. 5.3)."),
            code="art_5_3",
        )


def both_told_of_the_start(report) -> None:
    """Art. 10: both parties are told that the investigation starts."""
    told = reached(report)
    if not {MilestoneKind.START_TOLD_REPORTER, MilestoneKind.START_TOLD_OTHER} <= set(told):
        raise Refusal(_("Tell both parties first that the investigation starts, and record that (Besluit ADV, art. 10)."), code="art_10")


def both_heard(report, by_day=None) -> None:
    """Art. 11: both parties could give their view first; `by_day` is the day on which that must be done."""
    told = reached(report)
    days = [told.get(kind) for kind in (MilestoneKind.REPORTER_HEARD, MilestoneKind.OTHER_HEARD)]
    if None in days or (by_day and max(days) > by_day):
        raise Refusal(_("Mediation only after both parties were heard: record that first (Besluit ADV, art. 11)."), code="art_11")


def both_agree(report) -> None:
    """Art. 11: mediation only when both parties agree."""
    both_heard(report)
    if not set(AFTER_HEARING) <= set(reached(report)):
        raise Refusal(_("Mediation only when both parties agree: record both agreements first (Besluit ADV, art. 11)."), code="art_11")


def before_step(report, official, on):
    """What must hold before a step in this way of handling on that day; returns the consent it rests on, or None."""
    if official in (HandlingKind.OWN_INVESTIGATION, HandlingKind.MEDIATION):
        not_anonymous(report)
        identity_told(report)
    consent = consented(report, CONSENT_FOR[official], on) if official in CONSENT_FOR else None
    if official == HandlingKind.OWN_INVESTIGATION:
        both_told_of_the_start(report)
    if official == HandlingKind.MEDIATION:
        both_agree(report)
    return consent


def before_milestone(report, kind, on) -> None:
    """What must hold before something is recorded for the law."""
    if kind in NOT_ANONYMOUS:
        not_anonymous(report)
    if kind == MilestoneKind.START_TOLD_OTHER:
        identity_told(report)
        consented(report, ConsentStep.INVESTIGATION, on)
    if kind == MilestoneKind.OTHER_HEARD:
        identity_told(report)
        consented(report, ConsentStep.CONTACT_OTHER_PARTY, on)
    if kind in AFTER_HEARING:
        identity_told(report)
        both_heard(report, on)
        consented(report, ConsentStep.MEDIATION, on)


def before_sharing(report, shared) -> None:
    """Art. 5.2 and 9.3: what may not be shared with others."""
    if SharedPart.REPORTER in shared and report.is_anonymous:
        raise Refusal(_("The reporter is anonymous towards others: nothing about them may be shared (Besluit ADV, art. 5.2)."), code="art_5_2")
    if {SharedPart.OTHER_PARTY, SharedPart.LETTERS} & set(shared) and is_preliminary(report):
        raise Refusal(_("In the preliminary phase nothing about the other party may be shared with others (Besluit ADV, art. 9.3)."), code="art_9_3")


def before_letter(report, to, *, names_reporter, names_other_party, on) -> None:
    """What must hold before a letter goes out: consent, and nothing about anybody that may not be told."""
    if to == LetterTo.OTHER_PARTY:
        consented(report, ConsentStep.CONTACT_OTHER_PARTY, on)
    if to == LetterTo.THIRD_PARTY:
        consented(report, ConsentStep.REFERRAL, on)
        if names_other_party:
            before_sharing(report, [SharedPart.OTHER_PARTY])
    if to != LetterTo.REPORTER and names_reporter:
        before_sharing(report, [SharedPart.REPORTER])
        if to == LetterTo.OTHER_PARTY:
            identity_told(report)


def before_closing(report) -> None:
    """Art. 10.6: an investigation ends with a written, reasoned conclusion to both parties."""
    investigated = HandlingStep._base_manager.filter(report=report, kind__official=HandlingKind.OWN_INVESTIGATION).exists()
    started = not is_preliminary(report)
    if (investigated or started) and not {MilestoneKind.CONCLUSION_REPORTER, MilestoneKind.CONCLUSION_OTHER} <= set(reached(report)):
        raise Refusal(
            _("An investigation ends with a written, reasoned conclusion to both parties: record both first (Besluit ADV, art. 10.6)."),
            code="art_10_6",
        )


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
