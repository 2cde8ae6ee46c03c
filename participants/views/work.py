"""My work: what needs attention today."""

from django.shortcuts import render

from casetrack import access, work
from casetrack.access import Permission
from casetrack.pages import signed_in
from participants import lists


@signed_in(methods=("GET",))
def my_work(request):
    """New sign-ups, too long without contact, sessions this week, past the end, assignments that end, and what the apps add."""
    parts = lists.my_work(request.user)
    cases = access.may_somewhere(request.user, Permission.VIEW_TRAJECTORY)
    context = {
        "attention": [part for part in parts if part.rows and part.name != "sessions"],
        "lists": list(work.parts_of(request.user)),
        "sessions": parts[-1],
        "cases": cases,
        "nothing_at_all": not cases and not _other_roles(request.user),
    }
    return render(request, "participants/my_work.html", context)


def _other_roles(user):
    kinds = (
        Permission.VIEW_SESSION, Permission.VIEW_REPORT, Permission.VIEW_SIGN_UP, Permission.MANAGE_PROGRAMME, Permission.VIEW_HELP_REQUEST,
        Permission.ADD_SIGNAL, Permission.VIEW_MELDPUNT,
    )  # fmt: skip
    return any(access.may_somewhere(user, kind) for kind in kinds)
