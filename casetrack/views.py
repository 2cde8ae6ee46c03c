"""Sign-in errors and health: nothing of the domain."""

from django.http import JsonResponse
from django.shortcuts import render

from casetrack.pages import public


def csrf_failure(request, reason=""):
    """The page was open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)


@public
def health(request):
    """Is the application up: for a load balancer."""
    return JsonResponse({"status": "ok"})
