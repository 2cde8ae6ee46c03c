"""The public form: signing up, oneself or somebody else, without signing in."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from casetrack.pages import public
from programmes.models import Edition
from referrals.actions import takes_sign_ups
from referrals.public_forms import FORMS


def _edition(code):
    """The edition, when everybody may sign up for it today; else there is no such page."""
    edition = Edition.objects.filter(code=code).select_related("programme__organisation").first() if "\0" not in code else None
    if edition is None or not takes_sign_ups(edition):
        raise Http404
    return edition


def _for_visitors(view):
    """What is not there gets a page for visitors, not that for colleagues who look for their work."""

    @wraps(view)
    def run(request, **kwargs):
        try:
            return view(request, **kwargs)
        except Http404:
            return render(request, "referrals/public_nothing.html", status=404)

    return run


# Nobody is signed in here and no session is used, so another site can do nothing in a visitor's name: the usual token would
# only turn away people whose browser keeps no cookies. The signed moment in the form says that the form is ours.
@csrf_exempt
@public(methods=("GET", "POST"))
@_for_visitors
def public_sign_up(request, code):
    """Sign up, or sign up somebody else: first which of the two, then the form."""
    edition = _edition(code)
    form_class = FORMS.get(request.POST.get("who") or request.GET.get("who"))
    if form_class is None:
        return render(request, "referrals/public_who.html", {"edition": edition}, status=422 if request.method == "POST" else 200)
    if request.method == "POST":
        form = form_class(request.POST, edition=edition)
        if form.is_valid() and form.receive():
            return redirect("public_sign_up_done", code=edition.code)
        return render(request, "referrals/public_sign_up.html", {"edition": edition, "form": form}, status=429 if form.busy else 422)
    return render(request, "referrals/public_sign_up.html", {"edition": edition, "form": form_class(edition=edition)})


@public
@_for_visitors
def public_sign_up_done(request, code):
    """Thank you, and what happens next. The page knows nothing of what was sent."""
    return render(request, "referrals/public_sign_up_done.html", {"edition": _edition(code)})


@csrf_exempt
@public(methods=("GET", "POST"))
@_for_visitors
def nothing(request):
    """An address that leads nowhere."""
    raise Http404
