"""What every template may use."""

from importlib import metadata

from django.apps import apps
from django.conf import settings

from casetrack import access
from casetrack.access import Permission

A_YEAR = 365 * 24 * 3600
THEME_COOKIE = "casetrack_theme"
THEMES = ("light", "dark")
try:
    VERSION = metadata.version("casetrack")
except metadata.PackageNotFoundError:  # run from the source, not installed
    VERSION = "0.1"


def site(request):
    """The languages, the theme, the version, whether this is a demonstration, where to leave quickly, the scripts of the apps, and what this user may see."""
    user = getattr(request, "user", None)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "languages": settings.LANGUAGES,
        "theme": theme if theme in THEMES else "",
        "version": VERSION,
        "demo": settings.DEMO,
        "quick_exit": settings.QUICK_EXIT_URL,
        "page_scripts": [script for app in apps.get_app_configs() for script in getattr(app, "page_scripts", ())],
        "menu": _Menu(user),
    }


class _Menu:
    """`menu.view_trajectory` in a template: does the user hold this permission anywhere."""

    def __init__(self, user):
        self.user = user

    def __getitem__(self, name):
        return access.may_somewhere(self.user, Permission(name))
