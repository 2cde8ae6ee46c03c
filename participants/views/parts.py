"""What the pages about a part of a dossier share: one form, one action, and back to the page above; or one button."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from participants.views.crumbs import crumbs
from participants.views.one_form import Way, Words, one_form


@dataclass(frozen=True)
class PartPage(Words):
    """The words of a page with one form, and the page of the trajectory that it stands under."""

    parent: str = ""
    parent_url: str = ""


def run_form(request, trajectory, words, form_class, action, *, part=None, about="", initial=None, **extra):
    """Show the form, or run `action` on the trajectory with what was typed and go to the page above.

    `part` is (name, row) of the part that the action changes: the version that the form saw is
    that of the part. `about` says which one it is; `extra` goes to the action as it is.
    """
    name, row = part or ("", None)
    above = reverse(words.parent_url, args=[trajectory.pk])
    way = Way([*crumbs(trajectory, words.title)[:-1], (words.parent, above)], above, about)
    run = on_part(action, name, row) if part else partial(action, **extra)
    return one_form(request, words, way, partial(form_class, trajectory=trajectory), run, trajectory, initial=initial, seen=row)


def on_part(action, name, row):
    """`action` with this part of the trajectory, at the version that the form saw."""

    def run(trajectory, *, by, seen_version=None, **fields):
        return action(trajectory, by=by, **{name: row, f"{name}_version": seen_version}, **fields)

    return run


def press(request, parent_url, action, part, done):
    """Run `action` on a part by one button, and go back to where it stood; a refusal is told there."""
    name, row = part
    try:
        on_part(action, name, row)(row.trajectory, by=request.user, seen_version=_seen(request))
        messages.success(request, done)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(f"{reverse(parent_url, args=[row.trajectory_id])}#{name}-{row.pk}")


def _seen(request):
    version = request.POST.get("seen_version", "")
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else None
