"""Referrals of one trajectory to other organisations."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from participants.models import Trajectory
from participants.tabs import of_module, tabs_of
from participants.views.crumbs import crumbs
from programmes.choices import Module
from referrals import actions
from referrals.models import Referral
from referrals.referral_forms import ReferForm, ReferralResultForm


@page(Permission.VIEW_REFERRAL, of=Trajectory, methods=("GET",))
@of_module(Module.REFERRALS)
def trajectory_referrals(request, trajectory):
    """To whom somebody was referred, and what came of it."""
    audit.opened(request, trajectory)
    rows = Referral.objects.allowed(request.user, Permission.VIEW_REFERRAL).filter(trajectory=trajectory)
    context = {
        "trajectory": trajectory,
        "tabs": tabs_of(trajectory, "trajectory_referrals"),
        "crumbs": crumbs(trajectory, _("Referrals")),
        "referrals": rows.select_related("organisation", "consent", "author").order_by("-referred_on", "-pk"),
        "may_refer": access.can(request.user, Permission.REFER, trajectory),
    }
    return render(request, "referrals/trajectory_referrals.html", context)


@page(Permission.REFER, of=Trajectory)
@of_module(Module.REFERRALS)
def referral_add(request, trajectory):
    """Refer somebody to an organisation of the list."""
    typed = request.POST if request.method == "POST" else None
    form = ReferForm(typed, user=request.user, trajectory=trajectory, initial=kept_post(request) or {})
    if typed is not None and form.is_valid() and form.run(actions.refer, trajectory, by=request.user):
        messages.success(request, _("The referral has been saved."))
        return redirect("trajectory_referrals", pk=trajectory.pk)
    context = {
        "trajectory": trajectory,
        "form": form,
        "title": _("Refer to an organisation"),
        "crumbs": crumbs(trajectory, _("Refer to an organisation")),
    }
    return render(request, "referrals/referral_add.html", context, status=200 if typed is None else 422)


@page(Permission.REFER, of=Referral)
def referral_result(request, referral):
    """What came of a referral."""
    typed = request.POST if request.method == "POST" else None
    known = {"result": referral.result, "result_on": referral.result_on, "result_note": referral.result_note} if referral.result else {}
    form = ReferralResultForm(typed, user=request.user, seen=referral, initial={**known, **(kept_post(request) or {})})
    if typed is not None and form.is_valid() and form.run(actions.record_referral_result, referral, by=request.user):
        messages.success(request, _("The result has been saved."))
        return redirect("trajectory_referrals", pk=referral.trajectory_id)
    title = _("Result of the referral")
    context = {"trajectory": referral.trajectory, "referral": referral, "form": form, "title": title, "crumbs": crumbs(referral.trajectory, title)}
    return render(request, "referrals/referral_result.html", context, status=200 if typed is None else 422)
