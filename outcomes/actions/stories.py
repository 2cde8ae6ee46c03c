"""Stories of participants: written with consent, checked by somebody, withdrawn at any time."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from outcomes.choices import Event
from outcomes.models import Story
from outcomes.recognising import found_words
from participants.actions import give_consent
from participants.choices import ConsentPurpose
from participants.models import Consent

LONGEST = Story._meta.get_field("text").max_length


def _check_length(text):
    # Three stories of this length fit on a sheet; the column itself holds any text.
    if len(text) > LONGEST:
        raise Refusal({"text": _("A story has at most %(longest)s characters.") % {"longest": LONGEST}})


def standing(trajectory):
    """The consent of this participant to tell their story, as it stands; None without."""
    rows = Consent.objects.filter(access.in_force(), trajectory=trajectory, purpose=ConsentPurpose.STORY)
    return rows.order_by("-starts_on", "-pk").first()


@action(Permission.WRITE_STORY)
def write_story(edition, *, by, trajectory, title, text, consent_how="", submission=None):
    """Write a story of a trajectory of this edition, with the consent that stands, or that is given now (`consent_how`)."""
    if made := already_made(Story, submission, by=by):
        return made
    _check_length(text)
    if trajectory.edition_id != edition.pk:
        raise Refusal(_("This trajectory belongs to another edition."))
    consent = standing(trajectory)
    if consent is None and consent_how:
        consent = give_consent(trajectory, by=by, purpose=ConsentPurpose.STORY, how=consent_how)
    if consent is None:
        raise Refusal({"consent_how": _("A story can be told only with the consent of the participant. Ask for it first.")})
    return Story(edition=edition, consent=consent, title=title, text=text, submission=submission).record(Event.STORY_WRITTEN, by=by)


def _not_withdrawn(story):
    if not story.stands:
        raise Refusal(_("This story has been withdrawn. It can no longer be changed or used."))


@action(Permission.WRITE_STORY)
def change_story(story, *, by, title, text):
    """Change a story; whoever checked it did not see the new words, so it must be checked again."""
    _not_withdrawn(story)
    _check_length(text)
    story.title, story.text = title, text
    story.approved_by = story.approved_on = None
    return story.record(Event.STORY_CHANGED, by=by)


@action(Permission.WRITE_STORY)
def approve_story(story, *, by, words_seen=False):
    """Say that nobody can be recognised in the story, after reading it.

    Where words of the dossier stand in it, whoever checks says that they looked at them (`words_seen`). Whoever
    wrote the story may check it too: a small programme has one coordinator, and the history tells who did both.
    """
    _not_withdrawn(story)
    if found_words(story.consent.trajectory, f"{story.title}\n{story.text}") and not words_seen:
        raise Refusal({"words_seen": _("This story holds words by which somebody may be recognised. Look at them first.")})
    story.approved_by, story.approved_on = by, timezone.localdate()
    return story.record(Event.STORY_APPROVED, by=by)


@action(Permission.WRITE_STORY)
def withdraw_story(story, *, by, why=""):
    """Take a story back: it is left out of every sheet from now on, also of those made before."""
    if story.withdrawn_on:
        raise Refusal(_("This story has already been withdrawn."))
    story.withdrawn_on = timezone.localdate()
    return story.record(Event.STORY_WITHDRAWN, by=by, why=why)
