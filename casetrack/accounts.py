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
from django.utils.translation import gettext_lazy

from casetrack.context import A_YEAR


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator only."""

    # allauth's German says "du" here; our pages say "Sie".
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "enter_current_password": gettext_lazy("Type the password that you use now."),
    }

    def is_open_for_signup(self, request):
        """Never."""
        return False

    def format_email_subject(self, subject):
        """The name of the product before it; allauth would put the host there."""
        return f"casetrack: {subject}"

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """To the address that the user signs in with."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def post_login(self, request, user, **kwargs):
        """The pages in the language of the user, when this browser has none yet."""
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user.language != settings.LANGUAGE_CODE:
            keep_language(response, user.language)
        return response


def keep_language(response, language):
    """Put the language in the cookie that LanguageMiddleware reads."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        httponly=True,
    )


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
        text = render_to_string("account/email/welcome_message.txt", {"user": user, "address": address, "link": password_link(user, address)})
        send_mail(_("Your account for casetrack"), text, None, [user.email])
