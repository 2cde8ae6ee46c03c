"""The setup of a meldpunt: its details, area, own values and letter templates; and opening one."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Permission
from casetrack.pages import page
from programmes.models import Programme
from programmes.views.asking import ask
from referrals.actions import discrimination as actions
from referrals.discrimination_choices import ValueList
from referrals.letters import placeholders
from referrals.meldpunt_forms import (
    EndListValueForm,
    EndTemplateForm,
    JoinAreaForm,
    LeaveAreaForm,
    LetterTemplateForm,
    ListValueForm,
    MeldpuntForm,
    NewLetterTemplateForm,
    OpenMeldpuntForm,
)
from referrals.models import LetterTemplate, ListValue, Meldpunt, MeldpuntMunicipality
from referrals.views.reports.crumbs import of_meldpunt


def _back(meldpunt, part=""):
    return reverse("meldpunt_setup", args=[meldpunt.code]) + (f"#{part}" if part else "")


def _letters(meldpunt):
    return reverse("letter_templates", args=[meldpunt.code])


def _crumbs(meldpunt, *way):
    return of_meldpunt(meldpunt, (_("Setup"), _back(meldpunt)), *way)


def _change(request, form, action, meldpunt, part, **options):
    return ask(
        request, form, action, meldpunt, crumbs=_crumbs(meldpunt), back=_back(meldpunt, part), saved=_("Your changes have been saved."), **options
    )


@page(Permission.MANAGE_PROGRAMME, of=Programme)
def meldpunt_open(request, programme):
    """A programme becomes a meldpunt."""
    if request.method == "GET" and Meldpunt.objects.filter(programme=programme).exists():
        messages.info(request, _("This meldpunt is open already."))
        return redirect(programme)
    return ask(
        request, OpenMeldpuntForm, actions.open_meldpunt, programme, heading=_("Open a meldpunt"), back=programme.get_absolute_url(),
        crumbs=[(str(programme), programme.get_absolute_url())], submit=_("Open the meldpunt"), initial={"name": programme.name},
        remark=_("Afterwards only its lead and consulenten see what is in it. You give them their role on the page of the programme; you see nothing of it."),
        saved=_("The meldpunt is open. Give its lead and consulenten their role now."),
    )  # fmt: skip


@page(Permission.VIEW_MELDPUNT, of=Meldpunt, methods=("GET",))
def meldpunt_setup(request, meldpunt):
    """All that a meldpunt is made of; the lead changes each part."""
    today = timezone.localdate()
    joined = MeldpuntMunicipality.objects.allowed(request.user, Permission.VIEW_MELDPUNT).filter(meldpunt=meldpunt).select_related("municipality")
    values = ListValue.objects.allowed(request.user, Permission.VIEW_MELDPUNT).filter(meldpunt=meldpunt).order_by("list", "order", "pk")
    of_the_law = {(row.list, row.key): row for row in ListValue.objects.filter(meldpunt=None)}
    rows = list(values)
    for row in rows:
        row.counts_as = of_the_law[row.list, row.official]
    context = {
        "meldpunt": meldpunt,
        "manages": access.can(request.user, Permission.MANAGE_MELDPUNT, meldpunt),
        "inside": joined.exclude(ends_on__lte=today),
        "outside": joined.filter(ends_on__lte=today),
        "lists": [(name.label, [row for row in rows if row.list == name]) for name in ValueList],
        "crumbs": of_meldpunt(meldpunt, (_("Setup"), "")),
    }
    return render(request, "referrals/report_steps/setup.html", context)


@page(Permission.MANAGE_MELDPUNT, of=Meldpunt)
def meldpunt_change(request, meldpunt):
    """Other details, and whether everybody can report."""
    return _change(request, MeldpuntForm, actions.change_meldpunt, meldpunt, "details", row=meldpunt, heading=_("Change the meldpunt"))


@page(Permission.MANAGE_MELDPUNT, of=Meldpunt)
def area_join(request, meldpunt):
    """A municipality joins the area."""
    remark = _("The day counts: a report belongs to the area as it was on the day of receipt.")
    form = partial(JoinAreaForm, meldpunt=meldpunt)
    return _change(request, form, actions.join_area, meldpunt, "area", heading=_("A municipality joins"), remark=remark)


@page(Permission.MANAGE_MELDPUNT, of=MeldpuntMunicipality)
def area_leave(request, joined):
    """A municipality leaves the area."""
    heading = _("%(municipality)s leaves the area") % {"municipality": joined}
    return _change(
        request, LeaveAreaForm, actions.leave_area, joined.meldpunt, "area", seen=joined, extra={"joined": joined}, heading=heading,
        submit=_("Take it out of the area"), negative=True,
    )  # fmt: skip


@page(Permission.MANAGE_MELDPUNT, of=Meldpunt)
def list_value_add(request, meldpunt):
    """A finer value of one of the four lists."""
    remark = _("A finer value counts on the form as one of the law. It is not deleted later, only ended.")
    return _change(request, ListValueForm, actions.add_list_value, meldpunt, "lists", heading=_("New value"), remark=remark)


@page(Permission.MANAGE_MELDPUNT, of=ListValue)
def list_value_end(request, value):
    """An own value can no longer be chosen."""
    heading = _("End the value “%(name)s”") % {"name": value}
    return _change(request, EndListValueForm, actions.end_list_value, value.meldpunt, "lists", seen=value, extra={"value": value}, heading=heading)


# Letter templates


@page(Permission.VIEW_MELDPUNT, of=Meldpunt, methods=("GET",))
def letter_templates(request, meldpunt):
    """The letters from which staff write, with whom each names."""
    rows = LetterTemplate.objects.allowed(request.user, Permission.VIEW_MELDPUNT).filter(meldpunt=meldpunt).order_by("name", "pk")
    shown = list(rows)
    for row in shown:
        named = placeholders.naming(row.subject, row.body)
        row.naming = {whom: [placeholders.spoken(name) for name in names] for whom, names in named.items()}
        row.concludes = placeholders.concludes(row)
    context = {
        "meldpunt": meldpunt,
        "manages": access.can(request.user, Permission.MANAGE_MELDPUNT, meldpunt),
        "templates": [row for row in shown if row.ended_on is None],
        "ended": [row for row in shown if row.ended_on],
        "placeholders": placeholders.offered(),
        "crumbs": _crumbs(meldpunt, (_("Letter templates"), "")),
    }
    return render(request, "referrals/report_steps/letter_templates.html", context)


def _write(request, form_class, action, meldpunt, heading, *, row=None):
    """The form of a template, with the placeholders beside it."""
    extra = {"template": row} if row else {}
    form = form_class(request.POST if request.method == "POST" else None, user=request.user, row=row)
    if form.is_bound and form.is_valid() and form.run(action, meldpunt, by=request.user, **extra):
        messages.success(request, _("The template has been saved."))
        return redirect(_letters(meldpunt))
    context = {
        "meldpunt": meldpunt,
        "form": form,
        "heading": heading,
        "placeholders": placeholders.offered(),
        "crumbs": _crumbs(meldpunt, (_("Letter templates"), _letters(meldpunt)), (heading, "")),
        "back": _letters(meldpunt),
    }
    return render(request, "referrals/report_steps/letter_template.html", context, status=200 if not form.is_bound else 409 if form.stale else 422)


@page(Permission.MANAGE_MELDPUNT, of=Meldpunt)
def letter_template_add(request, meldpunt):
    """A template of the meldpunt's own."""
    return _write(request, NewLetterTemplateForm, actions.add_letter_template, meldpunt, _("New letter template"))


@page(Permission.MANAGE_MELDPUNT, of=LetterTemplate)
def letter_template_change(request, template):
    """Other words for a template."""
    return _write(request, LetterTemplateForm, actions.change_letter_template, template.meldpunt, _("Change the letter template"), row=template)


@page(Permission.MANAGE_MELDPUNT, of=LetterTemplate)
def letter_template_end(request, template):
    """No new letters from this template."""
    return ask(
        request, EndTemplateForm, actions.end_letter_template, template.meldpunt, seen=template, extra={"template": template},
        heading=_("End the template “%(name)s”") % {"name": template}, back=_letters(template.meldpunt), submit=_("End the template"), negative=True,
        crumbs=_crumbs(template.meldpunt, (_("Letter templates"), _letters(template.meldpunt))), saved=_("The template has been ended."),
        remark=_("Letters that were sent stay as they are."),
    )  # fmt: skip


@page(Permission.MANAGE_MELDPUNT, of=Meldpunt, methods=("POST",))
def letter_templates_ready(request, meldpunt):
    """Add the ready templates that are not there yet."""
    actions.add_ready_templates(meldpunt, by=request.user)
    messages.success(request, _("The ready letters have been added. Change them as you like."))
    return redirect(_letters(meldpunt))
