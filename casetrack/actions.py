"""One operation that changes something is one function, decorated with the permission it needs.

    @action(Permission.CHANGE_TRAJECTORY)
    def start(trajectory, *, by, started_on): ...

The first argument is the row on which the permission is checked. The function gets a
fresh, locked copy of it, inside one transaction; what it raises undoes everything.
"""

from contextlib import contextmanager
from functools import wraps
from inspect import isgeneratorfunction

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casetrack import access

ACTIONS = []


class Refusal(ValidationError):
    """The rules of the work do not allow this now; the text says why, to the person who tried."""


class Stale(Refusal):
    """Somebody else changed the row after this user saw it; nothing was saved."""

    def __init__(self, current):
        self.current = current
        super().__init__(
            _("Somebody else has changed this in the meantime. Nothing was saved. Look at both versions and save again."),
            code="stale",
        )


class Already(Refusal):
    """What may be made once was made before; `earlier` is that row, which whoever is refused may see."""

    def __init__(self, message, earlier):
        self.earlier = earlier
        super().__init__(message, code="already")


def action(permission):
    """Run the function on a locked, fresh row, in one transaction, if `by` may; register it.

    `seen_version` (optional, from a form or an API call) is the version that the user saw:
    when the row has moved on, Stale is raised. Raises PermissionDenied, Refusal and
    ValidationError; then nothing is saved.

    A function that yields is a long action that tells how far it is: the transaction lasts
    until its last step, and closing it half-way undoes everything.
    """

    def decorate(function):
        @wraps(function)
        def run(obj, *, by, seen_version=None, **data):
            with _whole():
                return function(_locked(obj, permission, by, seen_version), by=by, **data)

        @wraps(function)
        def run_in_steps(obj, *, by, seen_version=None, **data):
            with _whole():
                return (yield from function(_locked(obj, permission, by, seen_version), by=by, **data))

        run = run_in_steps if isgeneratorfunction(function) else run
        run.permission = permission
        ACTIONS.append(run)
        return run

    return decorate


@contextmanager
def _whole():
    """All or nothing. Two people who make the same thing at one moment: the second is told so.

    The database's own words would name values of the other row, so they go nowhere.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refusal(_("Somebody else did the same at this moment. Nothing was saved. Look again, and try once more.")) from None


def _locked(obj, permission, by, seen_version):
    obj = type(obj)._base_manager.select_for_update(of=("self",)).get(pk=obj.pk)
    access.require(by, permission, obj)
    if seen_version is not None and seen_version != obj.version:
        raise Stale(obj)
    return obj


def fresh(row, seen_version=None):
    """Another row that an action changes, as it is now, locked; Stale when it moved on after the user saw `seen_version`."""
    row = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if seen_version is not None and seen_version != row.version:
        raise Stale(row)
    return row


def already_made(model, submission, *, by):
    """The row that this very form already made, when it is sent twice (double click, retry); else None.

    `submission` is the random key that the form carried when it was opened. A key that
    another user's form used is refused without telling what it made.
    """
    if submission is None:
        return None
    row = model._base_manager.filter(submission=submission).first()
    if row is not None and row.history.order_by("history_id").values_list("history_user", flat=True).first() != by.pk:
        raise Refusal(_("This form cannot be used again. Open a new one."), code="submission")
    return row
