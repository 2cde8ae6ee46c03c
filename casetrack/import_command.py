"""What the commands that import a file share: reading it whole, and telling a fault in one line."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from casetrack.tabular import text_named_as_workbook


def line(problem) -> str:
    """A fault as one line: file, row, column, value, what is expected."""
    place = [problem.file] if problem.file else []
    if problem.row:
        place.append(_("row %(row)d") % {"row": problem.row})
    if problem.column:
        place.append(_("column %(column)s") % {"column": problem.column})
    value = f"“{problem.value}”: " if problem.value else ""
    return f"{', '.join(place)}: {value}{problem.expected}" if place else f"{value}{problem.expected}"


def content_of(name) -> bytes:
    """The bytes of the file with this name; raises CommandError when it cannot be read, is too large or is not what it is called."""
    path = Path(name)
    try:
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // 1_000_000
            raise CommandError(f"{name}: " + _("The file is larger than %(limit)d MB. Split it.") % {"limit": limit})
        content = path.read_bytes()
    except OSError as fault:
        raise CommandError(_("The file %(name)s cannot be read: %(reason)s.") % {"name": name, "reason": fault.strerror}) from None
    if text_named_as_workbook(name, content):
        raise CommandError(f"{name}: " + _("The file is broken or is not a spreadsheet. Save it again as .xlsx or as CSV UTF-8."))
    return content
