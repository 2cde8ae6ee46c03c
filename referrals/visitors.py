"""What all pages for reporters share: nothing is kept of the visit, and nothing of it leaves this site."""

from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from casetrack.accounts import keep_language
from casetrack.pages import public
from referrals.uploads import InMemoryOnly

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


def for_reporters(view):
    """A page for everybody: no session, no cookie but the language, files in memory only, nothing cached or passed on.

    Nobody is signed in here, so another site can do nothing in a visitor's name: the usual token would only turn away people
    whose browser keeps no cookies. `language` in what was posted changes the language, with everything that was typed kept.
    What is not there gets one and the same page of this kind, not that for colleagues: it keeps the way out, and offers no sign-in.
    """

    @csrf_exempt
    @sensitive_post_parameters()
    @public(methods=("GET", "POST"))
    @wraps(view)
    def run(request, *args, **kwargs):
        request.encoding = "utf-8"  # whatever was said to be sent: other codecs give half characters, or are none for text
        request.upload_handlers = [InMemoryOnly(request)]
        chosen = request.POST.get("language", "")
        if chosen in dict(settings.LANGUAGES):
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = render(request, "referrals/report_nothing.html", status=404)
        if chosen in dict(settings.LANGUAGES):
            keep_language(response, chosen)
            response["Content-Language"] = chosen
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return run


def forget_here(response):
    """Let the browser throw away what it kept of these pages: on leaving the mailbox."""
    response["Clear-Site-Data"] = '"cache"'
    return response
