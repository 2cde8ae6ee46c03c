"""Saves what was done with the planned reports, as the law asks: consents first, milestones before steps, letters, referrals."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from reportlab.platypus import Spacer

from casetrack.paper import build, text
from outcomes.demo.meldpunt import words
from outcomes.demo.meldpunt.plans import Case
from outcomes.demo.meldpunt.setup import Setup
from outcomes.demo.story import Story, save
from referrals.actions.discrimination.guards import CONSENT_FOR
from referrals.choices import Event
from referrals.discrimination_choices import ConsentStep, LetterTo, MilestoneKind
from referrals.letters import placeholders
from referrals.models import DiscriminationReport, HandlingStep, Letter, LetterContent, Milestone, ReportConsent, ReportReferral
from referrals.working_days import working_days_after

Pairs = list[tuple[Case, DiscriminationReport]]
# What had happened before the step, so many working days after the first contact.
MILESTONES = {
    "mediation": ((MilestoneKind.IDENTITY_TOLD, 0), (MilestoneKind.REPORTER_HEARD, 2), (MilestoneKind.OTHER_HEARD, 9),
                  (MilestoneKind.REPORTER_AGREES, 10), (MilestoneKind.OTHER_AGREES, 12)),
    "own_investigation": ((MilestoneKind.IDENTITY_TOLD, 0), (MilestoneKind.START_TOLD_REPORTER, 2), (MilestoneKind.START_TOLD_OTHER, 2),
                          (MilestoneKind.REPORTER_HEARD, 6), (MilestoneKind.OTHER_HEARD, 11)),
}  # fmt: skip
CONCLUSIONS = (MilestoneKind.CONCLUSION_REPORTER, MilestoneKind.CONCLUSION_OTHER)


def save_work(setup: Setup, pairs: Pairs, rng) -> None:
    """Everything that hangs on the reports."""
    consents = _save_consents(setup, pairs)
    _save_milestones(setup, pairs)
    _save_steps(setup, pairs, consents, rng)
    _save_referrals(setup, pairs, consents)
    _save_letters(setup, pairs)


def _by(setup, case):
    return setup.users[case.handler or "consulent"]


def _asked_on(case) -> date:
    """The day on which consents were asked: the first contact."""
    return case.contact_on or case.received_on


def _asked_for(case):
    """What the reporter was asked to consent to."""
    ways = [way for way, _day in case.steps]
    if case.letter == LetterTo.OTHER_PARTY or {"mediation", "own_investigation"} & set(ways):
        yield ConsentStep.CONTACT_OTHER_PARTY
    yield from (CONSENT_FOR[way] for way in ways if way in CONSENT_FOR)


def _save_consents(setup, pairs):
    """{(report, step): consent}."""
    stories = []
    for case, report in pairs:
        for step in _asked_for(case):
            row = ReportConsent(report=report, step=step.value, how="spoken", wording=words.ASKED, starts_on=_asked_on(case))
            stories.append(Story(row, len(stories)).then(row.starts_on, Event.REPORT_CONSENT_GIVEN, by=_by(setup, case)))
    return {(row.report_id, row.step): row for row in save(stories)}


def _save_milestones(setup, pairs):
    stories = []
    for case, report in pairs:
        for way, day in case.steps:
            for kind, after in MILESTONES.get(way, ()):
                stories.append(_milestone(setup, case, report, kind, min(working_days_after(_asked_on(case), after), day), len(stories)))
        if case.closed_on and any(way == "own_investigation" for way, _day in case.steps):
            stories += [_milestone(setup, case, report, kind, case.closed_on, len(stories)) for kind in CONCLUSIONS]
    save(stories)


def _milestone(setup, case, report, kind, day, salt):
    row = Milestone(report=report, kind=kind.value, happened_on=day, author=_by(setup, case))
    return Story(row, salt).then(day, Event.MILESTONE_REACHED, by=row.author)


def _save_steps(setup, pairs, consents, rng):
    stories = []
    for case, report in pairs:
        for way, day in case.steps:
            consent = consents[report.pk, CONSENT_FOR[way].value] if way in CONSENT_FOR else None
            note = "" if case.mass else rng.choice(words.NOTES[way])
            row = HandlingStep(report=report, kind=setup.values["handling", way], done_on=day, note=note, consent=consent, author=_by(setup, case))
            stories.append(Story(row, len(stories)).then(day, Event.STEP_DONE, by=row.author))
    save(stories)


def _save_referrals(setup, pairs, consents):
    """To the bodies in turn; most with a result, known two weeks later."""
    stories = []
    for case, report in pairs:
        day = next((day for way, day in case.steps if way == "referral"), None)
        if day is None:
            continue
        body, result = words.BODIES[len(stories) % len(words.BODIES)]
        away = case.residence == "1730" and report.received_on.year >= 2024
        if away:
            body, result = "other_adv", ""
        row = ReportReferral(
            report=report, body=body, shared=["facts"], consent=consents[report.pk, ConsentStep.REFERRAL.value], referred_on=day,
            municipality=setup.municipalities["1730"] if away else None, author=_by(setup, case),
        )  # fmt: skip
        story = Story(row, len(stories)).then(day, Event.REPORT_REFERRED, by=row.author)
        known = working_days_after(day, 10)
        if result and case.closed_on and known <= case.closed_on:
            story.then(known, Event.REPORT_REFERRAL_RESULT, by=row.author, result=result, result_on=known)
        stories.append(story)
    save(stories)


def _save_letters(setup, pairs):
    """Two letters as they were sent, with their PDF."""
    templates = {template.to: template for template in setup.templates}
    stories = []
    for case, report in pairs:
        if case.letter:
            day = case.moves[-1][1]
            template, by = templates[case.letter], _by(setup, case)
            named = {"reporter_name": "melder", "reference": report.reference, "consulent": str(by), "meldpunt": setup.meldpunt.name}
            row = Letter(
                report=report, template=template, to=case.letter, addressee=words.ADDRESSEES[case.letter], subject=template.subject,
                body=placeholders.fill(template.body, named), sent_on=day, author=by,
            )  # fmt: skip
            stories.append(Story(row, len(stories)).then(day, Event.LETTER_SENT, by=by))
    for letter in save(stories):
        LetterContent.objects.create(letter=letter, pdf=_pdf(letter))


def _pdf(letter) -> bytes:
    with translation.override("nl"):
        parts = [text(letter.report.meldpunt.name, "strong"), Spacer(1, 30), text(letter.addressee), Spacer(1, 24)]
        parts += [text(date_format(letter.sent_on, "DATE_FORMAT")), Spacer(1, 10), text(letter.subject, "heading"), text(letter.body)]
        return build(parts, title=letter.subject, author=letter.report.meldpunt.name, subject=letter.report.reference)
