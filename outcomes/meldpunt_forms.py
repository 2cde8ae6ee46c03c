"""Forms of the reporting years of a meldpunt."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casetrack.forms import ActionForm, FreeText


class CloseYearForm(ActionForm):
    """Close a year, after a look at what will be kept; a year that was closed before asks why."""

    creates = True

    preview = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    reason = FreeText(label=_("why it is closed anew"), rows=3)
    confirmed = forms.BooleanField(label=_("I have looked at the figures of each municipality."))

    def __init__(self, *args, anew, preview, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["preview"].initial = self.now = preview
        if not anew:
            del self.fields["reason"]

    def values(self):
        """What the action gets."""
        return {name: value for name, value in super().values().items() if name != "confirmed"}

    def run(self, action, obj, *, by, **extra):
        """As every form; when what is counted has changed meanwhile, the form shows what it is now and asks again."""
        if super().run(action, obj, by=by, **extra):
            return True
        if self.has_error("__all__", "preview"):
            self.data = self.data.copy()
            self.data[self.add_prefix("preview")] = self.now
        return False
