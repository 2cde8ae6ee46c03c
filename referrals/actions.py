"""What comes in: sign-ups and files to import."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from participants.actions import enrol
from participants.choices import Event as ParticipantEvent
from participants.models import Trajectory
from referrals.choices import Event
from referrals.models import ImportContent, ImportFile, SignUp


@action(Permission.SIGN_UP)
def sign_up(edition, *, by, registered_on=None, person=None, person_fields=None, organisation=None, explanation="", submission=None, **fields):
    """Sign somebody up: a person the user may see, or a new one with `person_fields`; `fields` are entry facts and channel.

    `organisation` must be a partner of the edition. Returns the trajectory.
    """
    if made := already_made(Trajectory, submission, by=by):
        return made
    registered_on = registered_on or timezone.localdate()
    if registered_on > timezone.localdate():
        raise Refusal({"registered_on": _("A sign-up cannot lie in the future.")})
    if organisation is not None and not edition.partnerships.filter(organisation=organisation).exists():
        raise Refusal({"organisation": _("This organisation is not a partner of the edition.")})
    if (person is None) == (person_fields is None):
        raise Refusal({"person": _("Choose a person, or give the details of a new one.")})
    if person is not None:
        access.require(by, Permission.VIEW_PERSON, person)
    trajectory = enrol(
        edition,
        by=by,
        event=ParticipantEvent.SIGNED_UP,
        person=person,
        person_fields=person_fields,
        submission=submission,
        registered_on=registered_on,
        **fields,
    )
    SignUp(
        trajectory=trajectory,
        edition=edition,
        organisation=organisation,
        received_on=registered_on,
        name=str(trajectory.person),
        explanation=explanation,
    ).record(Event.SIGN_UP_RECEIVED, by=by)
    return trajectory


KEPT = timedelta(hours=24)  # an uploaded file that nobody confirmed


@action(Permission.IMPORT_PARTICIPANTS)
def upload_import(edition, *, by, files, names, submission=None):
    """Keep one or two files, {"participants": bytes, "outcomes": bytes}, until they are imported or dropped; returns the ImportFile."""
    if made := already_made(ImportFile, submission, by=by):
        return made
    purge_old_imports()
    if not files:
        raise Refusal(_("Choose a file with participants, a file with outcomes, or both."))
    upload = ImportFile(
        edition=edition,
        uploaded_by=by,
        submission=submission,
        participants_name=names.get("participants", "")[:255],
        outcomes_name=names.get("outcomes", "")[:255],
    )
    upload.record(Event.FILE_UPLOADED, by=by)
    for kind, content in files.items():
        ImportContent.objects.create(file=upload, kind=kind, content=content)
    return upload


@action(Permission.IMPORT_PARTICIPANTS)
def drop_import(upload, *, by):
    """Throw the uploaded files away without importing them."""
    if upload.state != ImportFile.State.UPLOADED:
        raise Refusal(_("This import is already finished."), code="finished")
    upload.contents.all().delete()
    upload.state = ImportFile.State.DROPPED
    return upload.record(Event.FILE_DROPPED, by=by)


def mark_imported(upload, *, by, result):
    """The files were imported: keep the counts, throw the content away. A part of the action that imports."""
    upload.contents.all().delete()
    upload.state, upload.result = ImportFile.State.IMPORTED, result
    return upload.record(Event.FILE_IMPORTED, by=by)


def purge_old_imports() -> int:
    """Throw away the content of files that nobody confirmed within a day; returns how many files."""
    old = ImportContent.objects.filter(file__uploaded_at__lt=timezone.now() - KEPT)
    return old.delete()[0]
