"""Files to import, from upload to confirmation."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from referrals.choices import Event
from referrals.models import ImportContent, ImportFile

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
