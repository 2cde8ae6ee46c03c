"""Sign-in, errors, the user's own choices, and health: nothing of the domain."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from casetrack import gallery as examples
from casetrack import tokens
from casetrack.accounts import keep_language
from casetrack.context import A_YEAR, THEME_COOKIE, THEMES
from casetrack.pages import keep_post, public, signed_in


@public
def health(request):
    """Is the application up: for a load balancer."""
    return JsonResponse({"status": "ok"})


@public
def robots(request):
    """No search engine looks at this site."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@public(methods=("GET", "POST"))
def not_here(request, **kwargs):
    """An address that the sign-in library names and that this site does not use."""
    raise Http404


@signed_in(methods=("GET",))
def start(request):
    """The address of the site itself: to the work of today."""
    return redirect(settings.LOGIN_REDIRECT_URL)


@signed_in(methods=("GET",))
def help_page(request):
    """How casetrack works, in a few words."""
    return render(request, "help.html")


@signed_in(methods=("GET",))
def gallery(request):
    """Every component in every state."""
    return render(request, "gallery.html", examples.examples())


# The user's own choices


def _back(request):
    """The page of this site that the form came from, else the start."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if safe and target.startswith("/") else "/")


@public(methods=("POST",))
def set_language(request):
    """Keep the chosen language in a cookie of this browser; an unknown one changes nothing."""
    response, language = _back(request), request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        keep_language(response, language)
    return response


@public(methods=("POST",))
def set_theme(request):
    """Keep light or dark in a cookie of this browser; anything else follows the device again."""
    response, theme = _back(request), request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=A_YEAR, secure=settings.HTTPS, samesite="Lax")
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@signed_in(methods=("GET",))
def account(request):
    """What casetrack knows of the user, and the tokens with which programs sign in as this user."""
    return _account(request)


def _account(request, **more):
    context = {"tokens": tokens.valid_tokens(request.user), "days": tokens.LIFETIME.days, "limit": tokens.LIMIT, "token": "", **more}
    return render(request, "account/account.html", context)


@signed_in(methods=("POST",))
def token_make(request):
    """Make a token and show it, once."""
    try:
        token = tokens.make_token(request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("account")
    return _account(request, token=token)


@signed_in(methods=("POST",))
def token_revoke(request):
    """End one of the user's own tokens; one that is gone already, or another user's, is not found."""
    if not tokens.revoke_token(request.user, request.POST.get("token", "")):
        raise Http404
    messages.success(request, _("The token was revoked. Programs that use it are signed out."))
    return redirect("account")


# What went wrong


def _error(request, status, template):
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": _ERRORS[status]}, status=status)
    return render(request, template, status=status)


_ERRORS = {400: "bad request", 403: "forbidden", 404: "not found"}


@requires_csrf_token
def bad_request(request, exception=None):
    """The request could not be read."""
    return _error(request, 400, "400.html")


@requires_csrf_token
def forbidden(request, exception=None):
    """The user may see this, and may not do it."""
    return _error(request, 403, "403.html")


@requires_csrf_token
def not_found(request, exception=None):
    """There is no such page, or not for this user: both read alike."""
    return _error(request, 404, "404.html")


def broken(request):
    """A fault in casetrack; the page asks the database for nothing."""
    return render(request, "500.html", {"user": None, "request": None}, status=500)


def csrf_failure(request, reason=""):
    """The page was open too long, or cookies are off. What was typed on a page of this site is kept."""
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    page = keep_post(request) if own and request.method == "POST" else ""
    return render(request, "403_csrf.html", {"page": page}, status=403)
