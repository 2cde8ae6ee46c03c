"""Contact moments: saved in one step, changed by their author."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack.access import Permission
from casetrack.pages import kept_post, page
from participants import actions
from participants.forms import ContactEditForm, ContactForm
from participants.models import ContactMoment, Trajectory
from participants.views.crumbs import crumbs


@page(Permission.RECORD_CONTACT, of=Trajectory)
def contact_add(request, trajectory):
    """Record a contact moment; what was typed is still there after signing in again."""
    typed = request.POST if request.method == "POST" else None
    form = ContactForm(typed, initial=kept_post(request) or {}, trajectory=trajectory, user=request.user)
    if typed is not None and form.is_valid() and form.run(actions.record_contact, trajectory, by=request.user):
        messages.success(request, _("The contact has been saved."))
        return redirect(f"{reverse('trajectory', args=[trajectory.pk])}#contacts")
    context = {"trajectory": trajectory, "form": form, "crumbs": crumbs(trajectory, _("New contact"))}
    return render(request, "participants/contact_add.html", context)


@page(Permission.RECORD_CONTACT, of=ContactMoment)
def contact_edit(request, contact):
    """Change a contact moment; only its author can, others read that."""
    typed = request.POST if request.method == "POST" else None
    initial = {**ContactEditForm.initial_of(contact), **(kept_post(request) or {})}
    form = ContactEditForm(typed, initial=initial, seen=contact, trajectory=contact.trajectory)
    change = partial(_change, contact)
    if typed is not None and form.is_valid() and form.run(change, contact.trajectory, by=request.user):
        messages.success(request, _("The contact has been saved."))
        return redirect(f"{reverse('trajectory', args=[contact.trajectory_id])}#contacts")
    context = {
        "contact": contact,
        "trajectory": contact.trajectory,
        "form": form,
        "shown": [contact],
        "own": contact.author_id == request.user.pk,
        "crumbs": crumbs(contact.trajectory, _("Contact")),
    }
    return render(request, "participants/contact_edit.html", context)


def _change(contact, trajectory, *, by, seen_version, **fields):
    """The version that the form saw is that of the contact, not of the trajectory on which it hangs."""
    return actions.change_contact(trajectory, by=by, contact=contact, contact_version=seen_version, **fields)
