"""How a page is made: who may open it is said in one line above the view.

The access matrix test reads what these decorators leave on the view; a URL whose view
has none of them fails that test.
"""

import time
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casetrack import access


def find(model, user, **lookup):
    """The one row that the user may see; Http404 alike for what is absent and what is invisible."""
    if any("\0" in str(key) for key in lookup.values()):
        raise Http404  # SQLite finds nothing; PostgreSQL cannot even be asked
    try:
        return model.objects.allowed(user, model.view_permission).get(**lookup)
    except (model.DoesNotExist, ValueError, OverflowError):
        raise Http404 from None


def page(permission, *, of=None, methods=("GET", "POST")):
    """A page for those with `permission`; with `of`, on one row of that model.

    With `of`, the view gets the row in place of its key (`pk`, or the model's
    `lookup_field`): 404 when the user may not see the row, 403 when they may see it but
    not do this. Without `of`, 404 for whoever holds the permission nowhere.
    """

    def decorate(view):
        @require_http_methods(["HEAD", *methods])
        @wraps(view)
        def run(request, *args, **kwargs):
            access.remember(request.user)
            if of is None:
                if not access.may_somewhere(request.user, permission):
                    raise Http404
                return view(request, *args, **kwargs)
            key = kwargs.pop(of.lookup_field)
            row = find(of, request.user, **{of.lookup_field: key})
            if permission != of.view_permission and not access.can(request.user, permission, row):
                raise PermissionDenied
            return view(request, row, *args, **kwargs)

        run.page_permission, run.page_model, run.page_methods = permission, of, methods
        return run

    return decorate


def signed_in(view=None, *, methods=("GET", "POST")):
    """A page about the user alone (own account, help), for everybody who signed in."""

    def decorate(view):
        @require_http_methods(["HEAD", *methods])
        @wraps(view)
        def run(request, *args, **kwargs):
            access.remember(request.user)
            return view(request, *args, **kwargs)

        run.page_signed_in, run.page_methods = True, methods
        return run

    return decorate(view) if view else decorate


def public(view=None, *, methods=("GET",)):
    """A page without personal data that needs no sign-in."""

    def decorate(view):
        @login_not_required
        @require_http_methods(["HEAD", *methods])
        @wraps(view)
        def run(request, *args, **kwargs):
            return view(request, *args, **kwargs)

        run.page_public, run.page_methods = True, methods
        return run

    return decorate(view) if view else decorate


KEPT, KEPT_SECONDS, KEPT_CHARACTERS = "kept_post", 30 * 60, 100_000
NOT_KEPT = {"csrfmiddlewaretoken", "submission", "no_bsn"}


def keep_post(request) -> str:
    """Keep what was typed in a form whose session had ended; give the path of the page the form stood on.

    The text lies in the session on the server for 30 minutes, never on the device and
    never in an address. Passwords and files are not kept, nor is more than 100,000
    characters. Where the ended session can still be read, its user is noted, so that the
    text comes back to that user only; else it comes back to whoever signs in next in
    this browser and may open that page.
    """
    page_path = page_of(request)
    data = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT and "password" not in name}
    if data and sum(len(name) + sum(map(len, values)) for name, values in data.items()) <= KEPT_CHARACTERS:
        request.session[KEPT] = {
            "page": page_path,
            "to": request.path,
            "data": data,
            "user": _user_of_ended_session(request),
            "until": time.time() + KEPT_SECONDS,
        }
    return page_path


def kept_post(request, *, to="", prefix="") -> dict | None:
    """What this user typed here before the session ended, once, for the `initial` of an empty form; else None.

    A page with several forms says with `to` which form it asks for (the path that form
    posts to); `prefix` is the prefix of that form. A field with several values gives a list.
    """
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or not request.user.is_authenticated:
        return None
    mine = kept["user"] in (None, str(request.user.pk)) and kept["until"] > time.time()
    if mine and (request.path not in (kept["page"], kept["to"]) or (to and kept["to"] != to)):
        return None
    del request.session[KEPT]
    if not mine:
        return None
    messages.warning(request, _("You were signed out before this was saved. Your text is still here. Please save it again."))
    start = f"{prefix}-" if prefix else ""
    return {name.removeprefix(start): values[0] if len(values) == 1 else values for name, values in kept["data"].items() if name.startswith(start)}


def page_of(request):
    """The path of the page on which a posted form stood: where the browser says it came from, when that is this site."""
    source = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    parts = urlsplit(source)
    return parts.path if parts.netloc == request.get_host() and parts.path.startswith("/") else request.path


def _user_of_ended_session(request):
    if request.user.is_authenticated:
        return str(request.user.pk)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    row = request.session.get_model_class().objects.filter(session_key=key).first() if key else None
    return row.get_decoded().get("_auth_user_id") if row else None
