"""A page with one form that ends in one action."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casetrack.pages import kept_post


def ask(
    request,
    form_class,
    action,
    obj,
    *,
    heading,
    crumbs,
    back,
    saved,
    submit="",
    to=None,
    remark="",
    negative=False,
    initial=None,
    extra=None,
    **options,
):
    """Show a form of `form_class`, or do `action` on `obj` with what was typed; then go to `to` (of the result) or `back`.

    `options` go to the form, `extra` to the action. With 403 when the rules refuse the user,
    and 409 when somebody else changed the row in the meantime.
    """
    if request.method == "POST":
        form = form_class(request.POST, user=request.user, initial=initial, **options)
        if form.is_valid() and form.run(action, obj, by=request.user, **(extra or {})):
            messages.success(request, saved)
            return redirect(to(form.result) if to else back)
    else:
        form = form_class(user=request.user, initial={**(initial or {}), **(kept_post(request) or {})}, **options)
    context = {
        "form": form,
        "heading": heading,
        "crumbs": [*crumbs, (heading, "")],
        "back": back,
        "submit": submit or _("Save"),
        "remark": remark,
        "negative": negative,
    }
    status = 200 if request.method != "POST" else 409 if form.stale else 422
    return render(request, "programmes/form.html", context, status=status)
