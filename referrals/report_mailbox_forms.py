"""Forms of the staff for the mailbox of a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casetrack.forms import ActionForm, FreeText


class SeenForm(ActionForm):
    """Up to which message somebody has read."""

    last = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class AnswerForm(SeenForm):
    """An answer to the reporter."""

    text = FreeText(
        rows=6,
        max_length=10_000,
        label=_("your answer"),
        help_text=_("The reporter reads it with the code. Write nothing that may harm them when somebody else reads along."),
    )
