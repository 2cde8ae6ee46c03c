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
from participants.choices import TrajectoryState
from participants.lists import STATE_KINDS
from participants.models import Trajectory
from programmes.models import Edition
from referrals.actions import sign_up as do_sign_up
from referrals.filters import SignUpFilter
from referrals.forms import SignUpForm
from referrals.models import SignUp


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
        "fact_fields": _bound(form, "labour_status", "registered_with_pes", "education", "municipality"),
    }
    return render(request, "referrals/sign_up.html", context, status=422 if request.method == "POST" else 200)


def _bound(form, *names):
    return [form[name] for name in names]


@page(Permission.VIEW_SIGN_UP, methods=("GET",))
def sign_ups(request):
    """Sign-ups, newest first: for a partner those that it brought itself, as it told them."""
    rows = SignUp.objects.allowed(request.user, Permission.VIEW_SIGN_UP).select_related("edition", "organisation")
    narrowed = SignUpFilter(request.GET, rows, request=request)
    shown = keyset(narrowed.qs, ("-received_on", "-pk"), after=request.GET.get("after"), before=request.GET.get("before"))
    seen = Trajectory.objects.allowed(request.user, Permission.VIEW_TRAJECTORY).filter(pk__in=[row.trajectory_id for row in shown])
    states = dict(seen.with_state().values_list("pk", "state"))
    for row in shown:
        row.opens = row.trajectory_id in states
        state = states.get(row.trajectory_id)
        row.state_label, row.state_kind = (TrajectoryState(state).label, STATE_KINDS.get(state, "neutral")) if state else ("", "")
    newest = list(Edition.objects.allowed(request.user, Permission.SIGN_UP).order_by("-starts_on", "-pk")[:3])
    editions = [edition for edition in newest if edition.ends_on >= timezone.localdate()] or newest[:1]
    context = {
        "page": shown,
        "form": narrowed.form,
        "editions": editions,
        "states": access.may_somewhere(request.user, Permission.VIEW_TRAJECTORY),
    }
    return render(request, "referrals/sign_ups.html", context)
