"""What a password must be: Django's rules, told in our own words, so that every language says them in one tone."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LongEnough(password_validation.MinimumLengthValidator):
    """So many characters at least."""

    def get_error_message(self):
        """When it is shorter."""
        return _("This password is too short. Choose at least %(least)d characters.") % {"least": self.min_length}

    def get_help_text(self):
        """Before it is chosen."""
        return _("Choose at least %(least)d characters.") % {"least": self.min_length}


class NotCommon(password_validation.CommonPasswordValidator):
    """Not one of the 20,000 that are tried first."""

    def get_error_message(self):
        """When it is one of them."""
        return _("Many people use this password. Choose another one.")

    def get_help_text(self):
        """Before it is chosen."""
        return _("Do not choose a password that many people use.")


class NotLikeTheUser(password_validation.UserAttributeSimilarityValidator):
    """Not the name or the e-mail address, or nearly."""

    def get_error_message(self):
        """When it is."""
        return _("This password is too much like your name or your e-mail address.")

    def get_help_text(self):
        """Before it is chosen."""
        return _("Do not use your name or your e-mail address.")
