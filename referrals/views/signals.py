"""One sign-up or signal: what was told, trying to reach somebody, and the decision."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from participants.models import Trajectory
from programmes.models import Edition
from referrals import actions
from referrals.actions.deciding import reopens
from referrals.lists import perhaps_the_same
from referrals.models import ContactAttempt, SignUp
from referrals.signal_forms import (
    AcceptSignUpForm,
    AttemptForm,
    ChangeSignUpForm,
    CloseSignUpForm,
    ReopenSignUpForm,
    SignalForm,
    ToldForm,
)
from referrals.views.sign_ups import described


def _crumbs(*way):
    return [(_("Sign-ups"), reverse("sign_ups")), *way]


def _asked(request, form_class, *, initial=None, **options):
    """The form as it was sent, or empty with what is known and what was typed before a session ended."""
    if request.method == "POST":
        return form_class(request.POST, user=request.user, **options)
    return form_class(user=request.user, initial={**(initial or {}), **(kept_post(request) or {})}, **options)


@page(Permission.ADD_SIGNAL, of=Edition)
def signal_add(request, edition):
    """Write down a sign-up or a signal, such as one that came by telephone."""
    form = _asked(request, SignalForm, edition=edition)
    if form.is_bound and form.is_valid() and form.run(actions.add_signal, edition, by=request.user):
        messages.success(request, _("The sign-up has been saved."))
        # A Spil who writes down what is for another area does not see it afterwards.
        seen = access.can(request.user, Permission.VIEW_SIGN_UP, form.result)
        return redirect(form.result) if seen else redirect("sign_ups")
    context = {
        "edition": edition,
        "form": form,
        "may_sign_up": access.can(request.user, Permission.SIGN_UP, edition),
        "crumbs": _crumbs((_("Write down a signal"), "")),
    }
    return render(request, "referrals/signal_add.html", context, status=422 if form.is_bound else 200)


@page(Permission.VIEW_SIGN_UP, of=SignUp, methods=("GET",))
def sign_up_detail(request, row):
    """What was told, and how it goes on. A partner sees only what it told itself."""
    audit.opened(request, row)
    user = request.user
    row = described(SignUp.objects.with_state().with_last_try().select_related("edition", "area", "organisation").get(pk=row.pk))
    handles = access.can(user, Permission.HANDLE_SIGN_UP, row)
    trajectory = Trajectory.objects.allowed(user, Permission.VIEW_TRAJECTORY).filter(pk=row.trajectory_id).first()
    attempts = ContactAttempt.objects.allowed(user, Permission.VIEW_ATTEMPT).filter(sign_up=row).select_related("author")
    context = {
        "row": row,
        "crumbs": _crumbs((row.name or _("Sign-up"), "")),
        "handles": handles,
        "whole": handles or trajectory is not None,
        "trajectory": trajectory,
        "attempts": attempts.order_by("-held_on", "-pk"),
        "attempt_form": AttemptForm(user=user, sign_up=row) if handles and row.is_open else None,
        "same": perhaps_the_same(user, row)[:5] if handles and row.is_open else [],
        "reopens": handles and reopens(row),
    }
    return render(request, "referrals/sign_up_detail.html", context)


def _step(request, row, form, action, *, title, done, text="", submit="", warning=False):
    """One thing to do to a sign-up: the form, and back to the sign-up when it was done."""
    if form.is_bound and form.is_valid() and form.run(action, row, by=request.user):
        messages.success(request, done)
        return redirect(row if access.can(request.user, Permission.VIEW_SIGN_UP, row) else "sign_ups")
    context = {
        "row": row, "form": form, "title": title, "text": text, "submit": submit, "warning": warning,
        "crumbs": _crumbs((row.name or _("Sign-up"), row.get_absolute_url()), (title, "")),
    }  # fmt: skip
    return render(request, "referrals/sign_up_step.html", context, status=422 if form.is_bound else 200)


@page(Permission.HANDLE_SIGN_UP, of=SignUp)
def sign_up_attempt(request, row):
    """Somebody tried to reach the person."""
    form = _asked(request, AttemptForm, sign_up=row)
    return _step(request, row, form, actions.record_attempt, title=_("New attempt"), done=_("The attempt has been saved."))


@page(Permission.HANDLE_SIGN_UP, of=SignUp)
def sign_up_told(request, row):
    """The person heard that they were signed up."""
    form = _asked(request, ToldForm, seen=row)
    text = _("Say that they were signed up, by whom, and what you wrote down. They can say no.")
    return _step(request, row, form, actions.record_told, title=_("Record that they were told"), done=_("The day has been saved."), text=text)


@page(Permission.HANDLE_SIGN_UP, of=SignUp)
def sign_up_change(request, row):
    """Correct or complete what was told."""
    form = _asked(request, ChangeSignUpForm, initial=ChangeSignUpForm.initial_of(row), edition=row.edition, seen=row)
    return _step(request, row, form, actions.change_sign_up, title=_("Change the sign-up"), done=_("Your changes have been saved."))


@page(Permission.HANDLE_SIGN_UP, of=SignUp)
def sign_up_close(request, row):
    """The sign-up ends, with a reason."""
    return _step(
        request,
        row,
        _asked(request, CloseSignUpForm, seen=row),
        actions.close_sign_up,
        title=_("Close the sign-up"),
        done=_("The sign-up is closed."),
        text=_("You can undo this within a week. After three months the name and everything that was told are deleted."),
        submit=_("Close the sign-up"),
        warning=True,
    )


@page(Permission.HANDLE_SIGN_UP, of=SignUp)
def sign_up_reopen(request, row):
    """Undo the end of a sign-up."""
    form = _asked(request, ReopenSignUpForm, seen=row)
    return _step(request, row, form, actions.reopen_sign_up, title=_("Reopen the sign-up"), done=_("The sign-up is open again."))


@page(Permission.HANDLE_SIGN_UP, of=SignUp)
def sign_up_accept(request, row):
    """The sign-up becomes a trajectory."""
    may_assign = Edition.objects.allowed(request.user, Permission.SIGN_UP).filter(pk=row.edition_id).exists()
    form = _asked(request, AcceptSignUpForm, initial=AcceptSignUpForm.initial_of(row), sign_up=row, may_assign=may_assign, seen=row)
    if form.is_bound and form.is_valid() and form.run(actions.accept_sign_up, row, by=request.user):
        messages.success(request, _("The sign-up became a trajectory."))
        return redirect("trajectory", pk=form.result.pk)
    context = {
        "row": row,
        "form": form,
        "crumbs": _crumbs((row.name or _("Sign-up"), row.get_absolute_url()), (_("Start a trajectory"), "")),
        "may_assign": may_assign,
    }
    return render(request, "referrals/sign_up_accept.html", context, status=422 if form.is_bound else 200)
