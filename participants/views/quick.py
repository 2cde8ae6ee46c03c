"""The quick contact: a list and a form for the phone, which also work without a connection.

The pages hold personal data and are kept nowhere. A phone keeps two empty pages (`quick_empty_*`),
the list of its user's households and the contacts that wait, the last two encrypted. See docs/quick-contact.md.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import audit
from casetrack.access import Permission
from casetrack.pages import kept_post, page, public, signed_in
from participants import actions
from participants.models import Trajectory
from participants.quick_forms import QuickContactForm
from participants.quick_keys import keys_of, who
from participants.quick_lists import households, own_trajectories

LIST, FORM = "participants/quick.html", "participants/quick_contact.html"
# What the two empty pages need, fetched when the service worker starts.
FILES = [
    "app.css", "app.js", "favicon.svg",
    "vendor/fonts/inter-latin-wght-normal.woff2", "vendor/fonts/inter-latin-ext-wght-normal.woff2",
    *(f"vendor/nl-design-system/{name}.css" for name in ("button", "heading", "link", "data-badge", "skip-link")),
    "participants/quick/quick.css",
    *(
        f"participants/quick/{name}.js"
        for name in ("addresses", "bsn", "contact", "days", "device", "everywhere", "install", "leaving", "line", "list", "notes")
    ),
]  # fmt: skip
WORKER = "participants/quick/worker.js"
LONGEST_DEVICE_NAME = 100


@signed_in(methods=("GET",))
def quick(request):
    """The own households as big buttons, and what waits on this device."""
    rows = own_trajectories(request.user)
    return render(request, LIST, {"rows": rows, "who": who(request.user), "without_connection": False})


@page(Permission.RECORD_CONTACT, of=Trajectory)
def quick_contact(request, trajectory):
    """One contact on one screen. Without JavaScript this saves; with it, `quick_send` does."""
    typed = request.POST if request.method == "POST" else None
    kept = kept_post(request) or {}
    form = QuickContactForm(typed, user=request.user, trajectory=trajectory, initial=kept)
    if typed is not None and form.is_valid() and form.run(actions.record_contact, trajectory, by=request.user):
        messages.success(request, _("The contact has been saved."))
        for wording in form.unneeded:
            messages.info(request, _("This task was no longer open: %(wording)s") % {"wording": wording})
        return redirect("quick")
    context = {
        "trajectory": trajectory,
        "form": form,
        "who": who(request.user),
        "without_connection": False,
        "typed": bool(typed or kept),
    }
    return render(request, FORM, context)


@page(Permission.RECORD_CONTACT, of=Trajectory, methods=("POST",))
def quick_send(request, trajectory):
    """Save one contact that a phone kept, once however often it is sent.

    200 names the `submission` that is saved, and the tasks that were no longer open; 409 says
    why the contact is refused. Who no longer guides this household gets 404, as for an unknown one.
    """
    form = QuickContactForm(_posted(request), user=request.user, trajectory=trajectory)
    if not form.is_valid() or not form.cleaned_data["submission"] or not form.run(actions.record_contact, trajectory, by=request.user):
        reasons = [text for errors in form.errors.values() for text in errors]
        return JsonResponse({"reasons": reasons or [_("This contact cannot be read.")]}, status=409)
    return JsonResponse({"saved": str(form.cleaned_data["submission"]), "unneeded": form.unneeded})


def _posted(request) -> QueryDict:
    """The fields of a JSON object as a form posts them; what cannot be read is an empty form."""
    data = QueryDict(mutable=True)
    content = _object_of(request)
    for name, value in content.items():
        values = value if isinstance(value, list) else [value]
        data.setlist(name, [str(one) for one in values if isinstance(one, str | int)])
    return data


def _object_of(request) -> dict:
    try:
        content = json.loads(request.body)
        json.dumps(content, ensure_ascii=False).encode()  # half a character can be neither stored nor sent back
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


@signed_in(methods=("GET",))
def quick_own(request):
    """The own households with their open tasks, and a fresh token: a phone asks this before it sends."""
    rows = households(request.user)
    if rows:
        audit.opened(request, what="quick contact", rows=len(rows))
    return JsonResponse({"token": get_token(request), "who": who(request.user), "households": rows})


@signed_in(methods=("POST",))
def quick_key(request):
    """The key of this user on this device; kept nowhere, and the same again after signing in again."""
    device = _object_of(request).get("device")
    if not isinstance(device, str) or not 0 < len(device) <= LONGEST_DEVICE_NAME:
        return JsonResponse({}, status=400)
    return JsonResponse({"keys": keys_of(request.user, device), "who": who(request.user), "seconds": settings.SESSION_COOKIE_AGE})


@signed_in(methods=("GET",))
def quick_leave(request):
    """Signing out while contacts wait: send them first, or let them go."""
    return render(request, "participants/quick_leave.html", {"who": who(request.user), "without_connection": False})


# What a phone keeps: pages without anybody in them, and the service worker that keeps them


@public
def quick_empty_list(request):
    """The list without a household, for when there is no connection."""
    return _empty(request, LIST, {"rows": []})


@public
def quick_empty_contact(request):
    """The form without a household, for when there is no connection."""
    return _empty(request, FORM, {"trajectory": None, "form": QuickContactForm(), "typed": False})


def _empty(request, template, context):
    request.user = AnonymousUser()  # whoever asks: the menu holds a name
    return render(request, template, {**context, "csrf_token": "", "who": "", "without_connection": True})


@public
def quick_worker(request):
    """The service worker, for the addresses under /quick/ only: a new text whenever something changed that it keeps."""
    pages = {"list": reverse("quick_empty_list"), "contact": reverse("quick_empty_contact")}
    files = [static(name) for name in FILES]
    text = f"const VERSION = {json.dumps(_version())};\nconst FILES = {json.dumps(files)};\nconst PAGES = {json.dumps(pages)};\n{_text_of(WORKER)}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def _text_of(name):
    return Path(finders.find(name)).read_text(encoding="utf-8")


@cache
def _version() -> str:
    digest = sha256()
    for name in (*FILES, WORKER):
        digest.update(Path(finders.find(name)).read_bytes())
    for name in ("base.html", LIST, FORM):
        digest.update(get_template(name).template.source.encode())
    return digest.hexdigest()[:16]
