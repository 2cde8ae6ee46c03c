"""Guards around every request: language, no caching, and no writing on GET."""

from contextlib import ExitStack, contextmanager
from threading import local

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import connections
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils import translation

from casetrack.pages import keep_post, page_of

_state = local()


class WriteOnRead(RuntimeError):
    """A page that only reads tried to change the database: a fault in the page."""


@contextmanager
def writing_the_log():
    """Inside a page that only reads, let the log of openings be written."""
    before, _state.logging = getattr(_state, "logging", False), True
    try:
        yield
    finally:
        _state.logging = before


_READING = ("SELECT", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "EXPLAIN", "DECLARE", "FETCH", "CLOSE")


def _refuse_writes(execute, sql, params, many, context):
    if getattr(_state, "logging", False) or sql.lstrip(" (\n").upper().startswith(_READING):
        return execute(sql, params, many, context)
    raise WriteOnRead(f"GET may not write: {sql.split(None, 3)[:3]}")


class ReadOnlyMiddleware:
    """GET, HEAD and OPTIONS cannot change the database: the connection refuses it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(_refuse_writes))
            return self.get_response(request)


class NoStoreMiddleware:
    """No page of a signed-in user is kept by a browser or a proxy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.setdefault("Cache-Control", "no-store, private")
        return response


class LanguageMiddleware:
    """The language of the cookie that the user chose, else Dutch, whatever the browser asks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Every page asks for sign-in unless it is marked public; what was typed before a session ended is kept.

    The address of the sign-in page holds the path of the page to come back to, nothing else of it.
    """

    def handle_no_permission(self, request, view_func):
        """To the sign-in page; for htmx the whole page goes there, not the part that was asked for."""
        path = request.path
        if request.method == "POST":
            path = keep_post(request)
        elif request.headers.get("HX-Request"):
            path = page_of(request)
        response = redirect_to_login(path, resolve_url(self.get_login_url(view_func)))
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": response.url})
        return response
