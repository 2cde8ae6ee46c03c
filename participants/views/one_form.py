"""A page with one form about a household, a guide, consent or a question: fill it, run its action, go back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render

from casetrack.pages import kept_post


@dataclass(frozen=True)
class Words:
    """The words of a page with one form."""

    title: str
    done: str
    text: str = ""
    submit: str = ""
    warning: bool = False


@dataclass(frozen=True)
class Way:
    """Where the page stands: what it is about, the pages above it as (label, address), and where it goes afterwards."""

    above: list
    back: str
    about: str = ""


def one_form(request, words: Words, way: Way, make_form: Callable, action: Callable, row, *, initial=None, seen=None, template="", **shown):
    """Show the form, or run `action` on `row` with what was typed and go back.

    `make_form` is the form class, or a function that gives the form of its arguments; `seen` is the row whose version the form carries.
    """
    typed = request.POST if request.method == "POST" else None
    form = make_form(typed, user=request.user, initial={**(initial or {}), **(kept_post(request) or {})}, seen=seen)
    if typed is not None and form.is_valid() and form.run(action, row, by=request.user):
        messages.success(request, words.done)
        return redirect(way.back)
    context = {"words": words, "form": form, "about": way.about, "back": way.back, "crumbs": [*way.above, (words.title, "")], **shown}
    return render(request, template or "participants/part_form.html", context)
