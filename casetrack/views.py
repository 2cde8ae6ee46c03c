"""Sign-in, errors, the user's own choices, and health: nothing of the domain."""

from django.conf import settings
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from casetrack.context import THEME_COOKIE, THEMES
from casetrack.pages import public, signed_in

A_YEAR = 365 * 24 * 3600


def csrf_failure(request, reason=""):
    """The page was open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)


@public
def health(request):
    """Is the application up: for a load balancer."""
    return JsonResponse({"status": "ok"})


@signed_in(methods=("GET",))
def start(request):
    """The address of the site itself: to the work of today."""
    return redirect(settings.LOGIN_REDIRECT_URL)


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
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            httponly=True,
        )
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
def gallery(request):
    """Every component in every state."""
    return render(request, "gallery.html")
