"""Choosing the file of an import of reports."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casetrack.forms import ActionForm
from casetrack.tabular import text_named_as_workbook


class ReportUploadForm(ActionForm):
    """One file with reports."""

    creates = True

    file = forms.FileField(
        label=_("file with reports"), help_text=_("CSV (UTF-8) or XLSX."), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}), max_length=255
    )

    def clean_file(self):
        """Not too large to be read, and what its name says that it is."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // 1_000_000
            raise ValidationError(_("The file is larger than %(limit)d MB. Split it."), params={"limit": limit})
        if text_named_as_workbook(file.name, file.read(4)):
            raise ValidationError(_("The file is broken or is not a spreadsheet. Save it again as .xlsx or as CSV UTF-8."))
        return file

    def values(self):
        """What the action gets: the bytes and the name of the file."""
        file = self.cleaned_data["file"]
        file.seek(0)
        return {"content": file.read(), "name": file.name}
