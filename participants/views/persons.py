"""The page of a person, with the time line of all their trajectories that the user may see."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from participants import actions, lists
from participants.forms import PersonForm
from participants.models import HouseholdMember, Person, Trajectory


@page(Permission.VIEW_PERSON, of=Person, methods=("GET",))
def person(request, person):
    """Details, trajectories, and what happened in them."""
    audit.opened(request, person)
    seen = Trajectory.objects.allowed(request.user, Permission.VIEW_TRAJECTORY).filter(person=person)
    homes = HouseholdMember.objects.allowed(request.user, Permission.VIEW_HOUSEHOLD).filter(person=person).select_related("household")
    rows = lists.readable(list(lists.columns_of(seen.order_by("-registered_on", "-pk"))), request.user)
    own = audit.entries_of(Person, Person.objects.allowed(request.user, Permission.VIEW_PERSON).filter(pk=person.pk))
    entries = audit.newest_first([*own, *audit.time_line([row["pk"] for row in rows], request.user)])
    context = {
        "person": person,
        "details": _details(person),
        "trajectories": rows,
        "homes": list(homes.order_by("-pk")),
        "entries": entries,
        "crumbs": [(_("Participants"), reverse("participants")), (str(person), "")],
        "may_change": access.can(request.user, Permission.CHANGE_PERSON, person),
    }
    return render(request, "participants/person.html", context)


def _details(person):
    columns = ("birth_date", "sex", "email", "phone", "street", "postcode", "place", "country")
    rows = []
    for name in columns:
        display = getattr(person, f"get_{name}_display", None)
        rows.append((person._meta.get_field(name).verbose_name, display() if display else getattr(person, name)))
    return rows


@page(Permission.CHANGE_PERSON, of=Person)
def person_edit(request, person):
    """Change the details of a person."""
    initial = {**PersonForm.initial_of(person), **(kept_post(request) or {})}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial, seen=person)
    if request.method == "POST" and form.is_valid() and form.run(actions.change_person, person, by=request.user):
        messages.success(request, _("The details have been saved."))
        return redirect("person", person.pk)
    way = [(_("Participants"), reverse("participants")), (str(person), person.get_absolute_url()), (_("Change the details"), "")]
    return render(request, "participants/person_edit.html", {"person": person, "form": form, "crumbs": way})
