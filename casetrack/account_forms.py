"""The forms of sign-in and passwords: allauth's, in our own words."""

from allauth.account import forms as allauth_forms
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def _password_rules():
    return " ".join(str(validator.get_help_text()) for validator in get_default_password_validators())


class _OwnWords:
    """Labels as everywhere in casetrack; no grey example text in the fields."""

    labels, helps = {}, {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = _password_rules() if name in self.helps else ""

    def add_error(self, field, error):
        """As Django does; allauth's bare text about the second password, which says "du" in German, in our words."""
        if field == "password2" and not isinstance(error, ValidationError):
            error = _("Type the same password twice.")
        super().add_error(field, error)


class SignInForm(_OwnWords, allauth_forms.LoginForm):
    """E-mail address and password."""

    labels = {"login": _("e-mail address"), "password": _("password")}


class AskResetForm(_OwnWords, allauth_forms.ResetPasswordForm):
    """Asks for a mail with a link."""

    labels = {"email": _("e-mail address")}


class NewPasswordForm(_OwnWords, allauth_forms.ResetPasswordKeyForm):
    """A new password, reached through the link in the mail."""

    labels = {"password1": _("new password"), "password2": _("new password, once more")}
    helps = {"password1"}


class ChangePasswordForm(_OwnWords, allauth_forms.ChangePasswordForm):
    """A new password, while signed in."""

    labels = {"oldpassword": _("current password"), "password1": _("new password"), "password2": _("new password, once more")}
    helps = {"password1"}
