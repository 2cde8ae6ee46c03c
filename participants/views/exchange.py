"""What people can do for each other: the page of one participant, and the matching list."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import find, kept_post, page
from casetrack.paging import KeysetPage
from participants import actions, exchange_lists
from participants.models import Exchange, Trajectory
from participants.network_forms import MATCHED, EndForm, ExchangeEditForm, ExchangeFilter, ExchangeForm
from participants.tabs import of_module, tabs_of
from participants.views.crumbs import crumbs
from participants.views.parts import PartPage, press, run_form
from participants.views.trajectories import whole
from programmes.choices import Module

HERE = "trajectory_exchange"


@page(Permission.VIEW_EXCHANGE, of=Trajectory, methods=("GET",))
@of_module(Module.EXCHANGE)
def trajectory_exchange(request, trajectory):
    """What this participant can do for others, what they would like, and whom each is matched with."""
    audit.opened(request, trajectory)
    trajectory = whole(request.user, trajectory)
    may_change = access.can(request.user, Permission.RECORD_EXCHANGE, trajectory) and not trajectory.ended_on
    kept = kept_post(request, to=reverse("exchange_add", args=[trajectory.pk])) if may_change else None
    context = {
        "trajectory": trajectory,
        "sides": exchange_lists.of_trajectory(request.user, trajectory),
        "tabs": tabs_of(trajectory, HERE),
        "crumbs": crumbs(trajectory, _("For each other")),
        "may_change": may_change,
        "form": ExchangeForm(initial=kept or {}, trajectory=trajectory) if may_change else None,
    }
    return render(request, "participants/exchange_own.html", context)


def exchange_page(**words):
    """A page with one form, one level under what people do for each other."""
    return PartPage(parent=gettext_lazy("For each other"), parent_url=HERE, **words)


ADD = exchange_page(title=gettext_lazy("Add an offer or question"), done=gettext_lazy("This has been added."))
EDIT = exchange_page(title=gettext_lazy("Change the offer or question"), done=gettext_lazy("This has been saved."))
END = exchange_page(
    title=gettext_lazy("End the offer or question"),
    done=gettext_lazy("This has ended."),
    text=gettext_lazy("When it is matched with somebody, that ends too."),
    submit=gettext_lazy("End"),
)


@page(Permission.RECORD_EXCHANGE, of=Trajectory)
@of_module(Module.EXCHANGE)
def exchange_add(request, trajectory):
    """Add an offer or question."""
    return run_form(request, trajectory, ADD, ExchangeForm, actions.add_exchange)


@page(Permission.RECORD_EXCHANGE, of=Exchange)
def exchange_edit(request, row):
    """Change the kind or the words."""
    initial = ExchangeEditForm.initial_of(row)
    return run_form(request, row.trajectory, EDIT, ExchangeEditForm, actions.change_exchange, part=("exchange", row), initial=initial)


@page(Permission.RECORD_EXCHANGE, of=Exchange)
def exchange_end(request, row):
    """It no longer holds."""
    return run_form(request, row.trajectory, END, EndForm, actions.end_exchange, part=("exchange", row), about=str(row))


@page(Permission.MATCH_EXCHANGE, methods=("GET",))
def exchange(request):
    """The matching list: questions with the offers that fit, as far as the user may see both."""
    form = ExchangeFilter(request.GET, user=request.user)
    matched = form.is_valid() and form.cleaned_data["show"] == MATCHED
    found = _found(request, form.cleaned_data, matched) if form.is_valid() else KeysetPage([])
    audit.opened(request, what="list of participants.exchange", rows=len(found))
    context = {"found": found, "form": form, "matched": matched, "writable": exchange_lists.may_match(request.user, found)}
    return render(request, "participants/exchange.html", context)


def _found(request, chosen, matched):
    keys = {name: request.GET.get(name) or None for name in ("after", "before")}
    return exchange_lists.questions(request.user, kind=chosen["kind"], area=chosen["area"], matched=matched, **keys)


@page(Permission.RECORD_EXCHANGE, of=Exchange, methods=("POST",))
def exchange_match(request, row):
    """Bring two people together; `other` is the key of the other side."""
    try:
        other = find(Exchange, request.user, pk=request.POST.get("other") or 0)
        actions.match_exchange(row.trajectory, by=request.user, exchange=row, other=other)
        messages.success(request, _("They have been matched. Tell them both."))
    except Http404:
        messages.error(request, _("Choose somebody from the list."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("exchange")


@page(Permission.RECORD_EXCHANGE, of=Exchange, methods=("POST",))
def exchange_unmatch(request, row):
    """They do not help each other any more."""
    return press(request, HERE, actions.unmatch_exchange, ("exchange", row), _("The match has ended. Both are free again."))
