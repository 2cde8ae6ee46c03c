"""Choosing the files of an import."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.forms import ActionForm
from casetrack.tabular import text_named_as_workbook
from programmes.models import Edition

KINDS = ("participants", "outcomes")


def _file(label):
    help_text = _("CSV (UTF-8) or XLSX.")
    return forms.FileField(label=label, required=False, help_text=help_text, widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}))


def _all_of(file) -> bytes:
    file.seek(0)
    return file.read()


class UploadForm(ActionForm):
    """An edition, and one or two files."""

    creates = True

    edition = forms.ModelChoiceField(label=_("edition"), queryset=Edition.objects.none(), empty_label=_("choose"))
    participants = _file(_("file with participants"))
    outcomes = _file(_("file with outcomes"))

    def __init__(self, *args, code="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = Edition.objects.allowed(self.user, Permission.IMPORT_PARTICIPANTS).order_by("-starts_on", "-pk")
        # Who comes from the page of an edition finds it chosen.
        self.fields["edition"].initial = self.fields["edition"].queryset.filter(code=code).first() if code else None

    def clean(self):
        """At least one file, and none too large to be read."""
        cleaned = super().clean()
        given = [name for name in KINDS if cleaned.get(name)]
        if not given and not any(name in self.errors for name in KINDS):
            self.add_error(None, _("Choose a file with participants, a file with outcomes, or both."))
        for name in given:
            if cleaned[name].size > settings.IMPORT_MAX_BYTES:
                limit = settings.IMPORT_MAX_BYTES // 1_000_000
                self.add_error(name, ValidationError(_("The file is larger than %(limit)d MB. Split it."), params={"limit": limit}))
            elif text_named_as_workbook(cleaned[name].name, cleaned[name].read(4)):
                self.add_error(name, _("The file is broken or is not a spreadsheet. Save it again as .xlsx or as CSV UTF-8."))
        return cleaned

    def values(self):
        """What the action gets: the bytes and the names of the files."""
        given = {name: self.cleaned_data[name] for name in KINDS if self.cleaned_data.get(name)}
        return {"files": {name: _all_of(file) for name, file in given.items()}, "names": {name: file.name for name, file in given.items()}}
