"""How a page is made: who may open it is said in one line above the view.

The access matrix test reads what these decorators leave on the view; a URL whose view
has none of them fails that test.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.http import require_http_methods

from casetrack import access


def find(model, user, **lookup):
    """The one row that the user may see; Http404 alike for what is absent and what is invisible."""
    try:
        return model.objects.allowed(user, model.view_permission).get(**lookup)
    except (model.DoesNotExist, ValueError, OverflowError):
        raise Http404 from None


def page(permission, *, of=None, methods=("GET", "POST")):
    """A page for those with `permission`; with `of`, on one row of that model.

    With `of`, the view gets the row in place of its key (`pk`, or the model's
    `lookup_field`): 404 when the user may not see the row, 403 when they may see it but
    not do this. Without `of`, 404 for whoever holds the permission nowhere.
    """

    def decorate(view):
        @require_http_methods(["HEAD", *methods])
        @wraps(view)
        def run(request, *args, **kwargs):
            access.remember(request.user)
            if of is None:
                if not access.may_somewhere(request.user, permission):
                    raise Http404
                return view(request, *args, **kwargs)
            key = kwargs.pop(of.lookup_field)
            row = find(of, request.user, **{of.lookup_field: key})
            if permission != of.view_permission and not access.can(request.user, permission, row):
                raise PermissionDenied
            return view(request, row, *args, **kwargs)

        run.page_permission, run.page_model, run.page_methods = permission, of, methods
        return run

    return decorate


def signed_in(view=None, *, methods=("GET", "POST")):
    """A page about the user alone (own account, help), for everybody who signed in."""

    def decorate(view):
        @require_http_methods(["HEAD", *methods])
        @wraps(view)
        def run(request, *args, **kwargs):
            access.remember(request.user)
            return view(request, *args, **kwargs)

        run.page_signed_in, run.page_methods = True, methods
        return run

    return decorate(view) if view else decorate


def public(view=None, *, methods=("GET",)):
    """A page without personal data that needs no sign-in."""

    def decorate(view):
        @login_not_required
        @require_http_methods(["HEAD", *methods])
        @wraps(view)
        def run(request, *args, **kwargs):
            return view(request, *args, **kwargs)

        run.page_public, run.page_methods = True, methods
        return run

    return decorate(view) if view else decorate
