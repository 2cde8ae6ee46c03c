"""What every template may use."""

from django.conf import settings

from casetrack import access
from casetrack.access import Permission


def site(request):
    """The languages, whether this is a demonstration, and which menu items this user has."""
    user = getattr(request, "user", None)
    return {
        "languages": settings.LANGUAGES,
        "demo": settings.DEMO,
        "menu": _Menu(user),
    }


class _Menu:
    """`menu.view_trajectory` in a template: does the user hold this permission anywhere."""

    def __init__(self, user):
        self.user = user

    def __getitem__(self, name):
        return access.may_somewhere(self.user, Permission(name))
