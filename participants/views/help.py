"""Questions to the achterwacht: asked beside the household, answered without the dossier."""

from functools import partial

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack import access, audit
from casetrack.access import Permission, Role
from casetrack.pages import page
from casetrack.paging import keyset
from participants import actions, guidance_forms
from participants.models import Assignment, HelpRequest, Trajectory
from participants.tabs import of_module
from participants.views.guidance import way
from participants.views.one_form import Way, Words, one_form
from programmes.choices import Module

ASK = Words(gettext_lazy("Ask the achterwacht"), gettext_lazy("Your question has been sent."), submit=gettext_lazy("Ask"))
ANSWER = Words(gettext_lazy("Answer the question"), gettext_lazy("Your answer has been sent."), submit=gettext_lazy("Send the answer"))
MOST_OPEN = 100  # questions without answer that one page shows


@page(Permission.ASK_HELP, of=Trajectory)
@of_module(Module.BACK_UP)
def help_ask(request, trajectory):
    """Ask something, without the dossier."""
    now = Assignment.objects.allowed(request.user, Permission.VIEW_ASSIGNMENT).filter(access.in_force(), trajectory=trajectory, role=Role.ACHTERWACHT)
    form = partial(guidance_forms.HelpForm, trajectory=trajectory)
    shown = {"names": [str(row.user) for row in now.select_related("user")]}
    return one_form(request, ASK, way(trajectory), form, actions.ask_help, trajectory, template="participants/help_ask.html", **shown)


@page(Permission.VIEW_HELP_REQUEST, methods=("GET",))
def help_requests(request):
    """The questions that the user may read: those without an answer first. Whom a question is about stands there only for who may see that."""
    rows = HelpRequest.objects.allowed(request.user, Permission.VIEW_HELP_REQUEST).select_related("asked_by", "answered_by")
    waiting = list(rows.filter(answered_on=None).order_by("asked_on", "pk")[:MOST_OPEN])
    keys = {name: request.GET.get(name) or None for name in ("after", "before")}
    answered = keyset(rows.exclude(answered_on=None), ("-answered_on", "-pk"), **keys)
    seen = Trajectory.objects.allowed(request.user, Permission.VIEW_TRAJECTORY).filter(pk__in={row.trajectory_id for row in (*waiting, *answered)})
    names = {pk: f"{first} {last}" for pk, first, last in seen.values_list("pk", "person__first_name", "person__last_name")}
    mine = HelpRequest.objects.allowed(request.user, Permission.ANSWER_HELP).filter(pk__in=[row.pk for row in waiting])
    answerable = set(mine.values_list("pk", flat=True))
    for row in (*waiting, *answered):
        row.about = names.get(row.trajectory_id, "")
        row.answerable = row.pk in answerable
    audit.opened(request, what="questions to the achterwacht", rows=len(waiting) + len(answered))
    context = {"waiting": waiting, "page": answered}
    return render(request, "participants/help_requests.html", context)


@page(Permission.ANSWER_HELP, of=HelpRequest)
def help_request_answer(request, question):
    """Answer a question. Nothing of the dossier stands here."""
    audit.opened(request, question)
    back = reverse("help_requests")
    place = Way([(_("Questions to the achterwacht"), back)], back)
    form = guidance_forms.AnswerForm
    shown = {"question": question}
    return one_form(
        request, ANSWER, place, form, actions.answer_help, question,
        initial=form.initial_of(question), seen=question, template="participants/help_answer.html", **shown,
    )  # fmt: skip
