"""What stands beside the talks: consents, questions to the achterwacht, and referrals with what came of them."""

from datetime import timedelta

from outcomes.demo.neighbourhood.cases import Case
from outcomes.demo.neighbourhood.kansrijk_words import QUESTIONS
from outcomes.demo.neighbourhood.talks import Talk
from outcomes.demo.story import Story, save
from participants.choices import ConsentHow, ConsentPurpose, Event
from participants.models import Consent, HelpRequest
from programmes.choices import Module
from referrals.choices import Event as ReferralEvent
from referrals.choices import ReferralResult
from referrals.models import Referral

SENT_ON = 0.62  # part of the topics with an organisation that led to a referral
MAY_READ = "Mag de achterwacht meelezen in je dossier? Je kunt dit altijd weer intrekken."
MAY_SHARE = "Mogen we aan {name} vertellen wat nodig is om je te helpen?"
RESULTS = {
    ReferralResult.HELPED: ("Intake was prettig, hulp loopt.", "Aanvraag toegekend.", ""),
    ReferralResult.WAITING_LIST: ("Ongeveer acht weken wachten.",),
    ReferralResult.NOT_ACCEPTED: ("Net boven de grens van het inkomen.",),
    ReferralResult.DID_NOT_GO: ("Zag er toch van af.",),
}
UNANSWERED_WITHIN = 70  # a referral of so many days ago may still wait for its result


def save_consents_to_read(cases: list[Case]) -> None:
    """Whether the achterwacht may read: it stands, or was withdrawn, or was never asked."""
    stories = []
    for salt, case in enumerate(case for case in cases if case.reads):
        day = case.started_on + timedelta(days=21)
        row = Consent(
            trajectory=case.row, purpose=ConsentPurpose.ACHTERWACHT_READS, recipient="Achterwacht van het WIJ-team",
            how=ConsentHow.WRITTEN if salt % 2 else ConsentHow.SPOKEN, wording=MAY_READ, starts_on=day,
        )  # fmt: skip
        story = Story(row, salt).then(day, Event.CONSENT_GIVEN, by=case.guide(day))
        if case.reads == "withdrawn":
            end = case.today - timedelta(days=24)
            story.then(end, Event.CONSENT_WITHDRAWN, by=case.guide(end), why="Wil het liever alleen met de buddy bespreken.", ends_on=end)
        stories.append(story)
    save(stories)


def save_questions(cases: list[Case]) -> None:
    """Questions to the achterwacht, without names; those without an answer are of this week."""
    stories = []
    for case in cases:
        for place, number in enumerate(case.questions):
            question, answer = QUESTIONS[number]
            asked = case.today - timedelta(days=2 + place if not answer else 35 + 12 * number)
            asked = max(asked, case.started_on)
            if case.ended_on and asked >= case.ended_on:
                if not answer:
                    continue
                asked = max(case.ended_on - timedelta(days=20), case.started_on)
            row = HelpRequest(trajectory=case.row, question=question, asked_by=case.guide(asked), asked_on=asked)
            story = Story(row, number).then(asked, Event.HELP_ASKED, by=row.asked_by)
            if answer:
                day = min(asked + timedelta(days=1 + number % 3), case.today)
                story.then(day, Event.HELP_ANSWERED, by=case.back_up, answer=answer, answered_by=case.back_up, answered_on=day)
            stories.append(story)
    save(stories)


def save_referrals(talks_of: list[tuple[Case, list[Talk]]], rng) -> None:
    """Each with a consent of its own; most have a result, some wait for longer than two weeks."""
    planned = [plan for case, talks in talks_of if case.setup.edition.has(Module.REFERRALS) for plan in _referrals(case, talks, rng)]
    consents = save(
        [
            Story(
                Consent(
                    trajectory=case.row, purpose=ConsentPurpose.REFERRAL, recipient=sent.organisation,
                    wording=MAY_SHARE.format(name=sent.organisation), starts_on=day,
                ),
                salt,
            ).then(day, Event.CONSENT_GIVEN, by=case.guide(day))
            for salt, (case, sent, day) in enumerate(planned)
        ]
    )  # fmt: skip
    save([_referral(*plan, consent, salt, rng) for salt, (plan, consent) in enumerate(zip(planned, consents, strict=True))])


def _referrals(case, talks, rng):
    """For each topic with an organisation, at some contact in which somebody was spoken to."""
    spoken = [talk.day for talk in talks if talk.reached and talk.day >= case.started_on]
    seen = set()
    for topic in case.topics:
        if topic.sent and len(spoken) > 2 and topic.sent.organisation not in seen and rng.random() < SENT_ON:
            seen.add(topic.sent.organisation)
            yield case, topic.sent, rng.choice(spoken[1:])


def _referral(case, sent, day, consent, salt, rng):
    author = case.guide(day)
    row = Referral(
        trajectory=case.row, organisation=case.setup.receivers[sent.organisation], reason=sent.reason, referred_on=day, consent=consent, author=author
    )
    story = Story(row, salt).then(day, ReferralEvent.REFERRED, by=author)
    ago = (case.today - day).days
    if ago > UNANSWERED_WITHIN or (ago > 8 and rng.random() < 0.4):
        known = min(day + timedelta(days=rng.randint(6, 40)), case.today)
        result = rng.choices(tuple(RESULTS), (70, 14, 8, 8))[0]
        story.then(
            known, ReferralEvent.REFERRAL_RESULT, by=case.guide(known), result=result, result_on=known, result_note=rng.choice(RESULTS[result])
        )
    return story
