"""How allauth behaves here: nobody signs themselves up; a new user chooses a password through a link in a mail."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator only."""

    def is_open_for_signup(self, request):
        """Never."""
        return False


def site_address() -> str:
    """How this installation is reached: as the present request did, else by the first of ALLOWED_HOSTS."""
    if context.request is not None:
        return f"{context.request.scheme}://{context.request.get_host()}"
    return f"{'https' if settings.HTTPS else 'http'}://{settings.ALLOWED_HOSTS[0]}"


def password_link(user, address) -> str:
    """The address at which `user` chooses a password: it works once, for as long as PASSWORD_RESET_TIMEOUT says."""
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return address + reverse("account_reset_password_from_key", kwargs=parts)


def welcome(user_pk, address) -> None:
    """Mail a new user the link to choose a password, in their language; the subject names nobody."""
    user = get_user_model().objects.get(pk=user_pk)
    with translation.override(user.language):
        text = render_to_string(
            "account/email/welcome_message.txt", {"user": user, "address": address, "link": password_link(user, address)}
        )
        send_mail(_("Your account for casetrack"), text, None, [user.email])
