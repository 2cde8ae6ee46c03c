"""What the pages about a part of a dossier share: one form, one action, and back to the page above; or one button."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse

from casetrack.pages import kept_post
from participants.views.crumbs import crumbs


@dataclass(frozen=True)
class PartPage:
    """The words of a page with one form, and the page of the trajectory that it stands under."""

    title: str
    done: str
    parent: str
    parent_url: str
    text: str = ""
    submit: str = ""
    warning: bool = False


def run_form(request, trajectory, words, form_class, action, *, part=None, about="", initial=None, **extra):
    """Show the form, or run `action` on the trajectory with what was typed and go to the page above.

    `part` is (name, row) of the part that the action changes: the version that the form saw is
    that of the part. `about` says which one it is; `extra` goes to the action as it is.
    """
    typed = request.POST if request.method == "POST" else None
    name, row = part or ("", None)
    form = form_class(typed, initial={**(initial or {}), **(kept_post(request) or {})}, trajectory=trajectory, seen=row)
    run = on_part(action, name, row) if part else action
    above = reverse(words.parent_url, args=[trajectory.pk])
    if typed is not None and form.is_valid() and form.run(run, trajectory, by=request.user, **extra):
        messages.success(request, words.done)
        return redirect(above)
    way = crumbs(trajectory, words.title)
    context = {"words": words, "form": form, "about": about, "back": above, "crumbs": [*way[:-1], (words.parent, above), way[-1]]}
    return render(request, "participants/part_form.html", context)


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
