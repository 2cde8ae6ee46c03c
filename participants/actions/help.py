"""Questions to the achterwacht, apart from the dossier."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from participants.choices import Event
from participants.models import HelpRequest
from programmes.choices import Module


@action(Permission.ASK_HELP)
def ask_help(trajectory, *, by, question, submission=None):
    """Ask the achterwacht something, without the dossier."""
    if made := already_made(HelpRequest, submission, by=by):
        return made
    if not trajectory.edition.has(Module.BACK_UP):
        raise Refusal(_("This edition works without an achterwacht."))
    return HelpRequest(trajectory=trajectory, question=question, asked_by=by, submission=submission).record(Event.HELP_ASKED, by=by)


@action(Permission.ANSWER_HELP)
def answer_help(help_request, *, by, answer):
    """Answer a question; whoever answered may correct the answer."""
    if help_request.answered_by_id and help_request.answered_by_id != by.pk:
        raise Refusal(_("Somebody else has already answered this question."))
    help_request.answer, help_request.answered_by = answer, by
    help_request.answered_on = help_request.answered_on or timezone.localdate()
    return help_request.record(Event.HELP_ANSWERED, by=by)
