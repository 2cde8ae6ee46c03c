"""Signing up, and the list of sign-ups."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from casetrack.paging import keyset
from participants.models import Trajectory
from programmes.models import Edition
from referrals.actions import sign_up as do_sign_up
from referrals.choices import OPEN_STATES, SignUpState
from referrals.filters import SignUpFilter, WorkFilter
from referrals.forms import SignUpForm
from referrals.lists import SHOWN_FROM, STATE_KINDS, attempts_of, channel_rates, to_handle
from referrals.models import SignUp

MOST_EDITIONS = 6  # offered as buttons; the page of an edition offers its own


@page(Permission.SIGN_UP, of=Edition)
def sign_up(request, edition):
    """Staff sign somebody up for an edition."""
    if request.method == "POST":
        form = SignUpForm(request.POST, user=request.user, edition=edition)
        if form.is_valid() and form.run(do_sign_up, edition, by=request.user):
            messages.success(request, _("The sign-up has been saved."))
            return redirect("trajectory", pk=form.result.pk)
    else:
        form = SignUpForm(user=request.user, edition=edition, initial=kept_post(request) or {})
    context = {
        "edition": edition,
        "form": form,
        "crumbs": [(_("Editions"), reverse("editions")), (str(edition), edition.get_absolute_url()), (_("Sign somebody up"), "")],
        "person_fields": _bound(form, "first_name", "last_name", "birth_date", "sex"),
        "contact_fields": _bound(form, "email", "phone", "street", "postcode", "place", "country"),
        "coming_fields": _bound(form, "registered_on", "channel", "organisation", "explanation"),
        "fact_fields": _bound(form, *form.asked),
        "household_fields": _bound(form, "household_name", "relation") if form.members else [],
    }
    return render(request, "referrals/sign_up.html", context, status=422 if request.method == "POST" else 200)


def _bound(form, *names):
    return [form[name] for name in names]


@page(Permission.VIEW_SIGN_UP, methods=("GET",))
def sign_ups(request):
    """Sign-ups to work through, oldest first; for whoever handles none, those that they may see, newest first."""
    if access.may_somewhere(request.user, Permission.HANDLE_SIGN_UP):
        return _work(request)
    rows = SignUp.objects.allowed(request.user, Permission.VIEW_SIGN_UP).select_related("edition", "organisation")
    narrowed = SignUpFilter(request.GET, rows, request=request)
    shown = keyset(narrowed.qs, ("-received_on", "-pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    _with_way_to_trajectory(request.user, shown)
    return render(request, "referrals/sign_ups.html", {"page": shown, "form": narrowed.form})


def _work(request):
    narrowed = WorkFilter(request.GET, to_handle(request.user), request=request)
    shown = keyset(narrowed.qs, ("received_on", "pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    _with_way_to_trajectory(request.user, shown)
    for row in shown:
        described(row)
    edition = narrowed.form.cleaned_data.get("edition") if narrowed.form.is_valid() else None
    full = _running(request.user, Permission.SIGN_UP)
    # Where people sign up by staff alone, who does so goes to the whole form at once.
    signals = [row for row in _running(request.user, Permission.ADD_SIGNAL) if row.public_sign_up or row not in full]
    context = {
        "page": shown,
        "form": narrowed.form,
        "editions": [row for row in full if row not in signals],
        "signal_editions": signals,
        "rates": channel_rates(attempts_of(request.user, edition)),
        "shown_from": SHOWN_FROM,
    }
    return render(request, "referrals/sign_ups_work.html", context)


def _with_way_to_trajectory(user, rows):
    """Add `opens`: may the user open the trajectory that this sign-up became. One query."""
    seen = Trajectory.objects.allowed(user, Permission.VIEW_TRAJECTORY).filter(pk__in=[row.trajectory_id for row in rows])
    opens = set(seen.values_list("pk", flat=True))
    for row in rows:
        row.opens = row.trajectory_id in opens


def described(row, today=None):
    """Add to a sign-up with `state` and `last_try` what a list shows of it: its badge, how long it waits, and its last days."""
    today = today or timezone.localdate()
    row.state_label, row.state_kind = SignUpState(row.state).label, STATE_KINDS.get(row.state, "neutral")
    row.is_open = row.state in OPEN_STATES or row.state == SignUpState.EXPIRED
    row.waits = (today - row.received_on).days
    row.must_tell = row.is_open and row.told_on is None
    row.late_to_tell = row.must_tell and row.tell_by < today
    row.expires = row.expires_on(row.last_try) if row.is_open else None
    return row


def _running(user, permission):
    """The editions of which something can be written down today, the newest first; else the newest alone."""
    newest = list(Edition.objects.allowed(user, permission).order_by("-starts_on", "-pk")[:MOST_EDITIONS])
    return [edition for edition in newest if edition.ends_on >= timezone.localdate()] or newest[:1]
