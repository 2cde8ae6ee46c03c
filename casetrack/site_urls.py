"""Addresses of the floor: sign-in page by page (no more of allauth than is used), the account, the errors' neighbours."""

from allauth.account import views as allauth_views
from django.urls import path, re_path

from casetrack import views
from casetrack.pages import public, signed_in

BOTH = ("GET", "POST")

urlpatterns = [
    path("", views.start, name="start"),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("language/", views.set_language, name="set_language"),
    path("theme/", views.set_theme, name="set_theme"),
    path("components/", views.gallery, name="gallery"),
    path("help/", views.help_page, name="help"),
    path("account/", views.account, name="account"),
    path("account/tokens/", views.token_make, name="token_make"),
    path("account/tokens/revoke/", views.token_revoke, name="token_revoke"),
    path("account/password/", signed_in(allauth_views.password_change, methods=BOTH), name="account_change_password"),
    path("sign-in/", public(allauth_views.login, methods=BOTH), name="account_login"),
    path("sign-in/inactive/", public(allauth_views.account_inactive), name="account_inactive"),
    path("sign-out/", signed_in(allauth_views.logout, methods=BOTH), name="account_logout"),
    path("password/", public(allauth_views.password_reset, methods=BOTH), name="account_reset_password"),
    path("password/sent/", public(allauth_views.password_reset_done), name="account_reset_password_done"),
    path("password/done/", public(allauth_views.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(allauth_views.password_reset_from_key, methods=BOTH),
        name="account_reset_password_from_key",
    ),
    # allauth names these addresses; here nobody signs up, and an administrator sets the e-mail address.
    path("not-here/sign-up/", views.not_here, name="account_signup"),
    path("not-here/e-mail/", views.not_here, name="account_email"),
    path("not-here/e-mail/sent/", views.not_here, name="account_email_verification_sent"),
    path("not-here/e-mail/confirm/<str:key>/", views.not_here, name="account_confirm_email"),
    path("not-here/password/", views.not_here, name="account_set_password"),
    path("not-here/again/", views.not_here, name="account_reauthenticate"),
]
