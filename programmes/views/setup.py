"""The setup of an edition: one page with all of it, and a page for each part that is changed."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack.access import Permission
from casetrack.actions import Refusal
from casetrack.audit import entries_of, newest_first
from casetrack.choices import EndReason, EntryFact
from casetrack.pages import page
from programmes import actions
from programmes.choices import CountedFrom, Module, Moment
from programmes.models import Edition, EditionInstrument, EditionMoment, LifeArea, Wish
from programmes.setup_forms import (
    ConfirmForm,
    LifeAreaForm,
    MomentForm,
    NewLifeAreaForm,
    NewWishForm,
    QuestionsForm,
    SignUpSetupForm,
    WishForm,
    WorkForm,
)
from programmes.views.asking import ask
from programmes.views.editions import crumbs_of


def crumbs(edition):
    """The way to the setup of an edition."""
    return [*crumbs_of(edition), (_("Setup"), reverse("edition_setup", args=[edition.code]))]


def back_to(edition, part=""):
    """The address of the setup of an edition, at one of its parts."""
    return reverse("edition_setup", args=[edition.code]) + (f"#{part}" if part else "")


def labels(choices, chosen) -> list[str]:
    """The chosen values in words, in the order of the list."""
    return [str(choice.label) for choice in choices if choice in chosen]


@page(Permission.MANAGE_EDITION, of=Edition, methods=("GET",))
def edition_setup(request, row):
    """All that an edition is made of, with the way to change each part."""
    used = row.edition_instruments.filter(ended_on__isnull=True).select_related("instrument").order_by("instrument__name", "pk")
    measured = {moment.moment: moment for moment in row.moments.all()}
    context = {
        "edition": row,
        "crumbs": [*crumbs_of(row), (_("Setup"), "")],
        "modules": labels(Module, row.modules),
        "not_used": labels(Module, set(Module.values) - set(row.modules)),
        "facts": labels(EntryFact, row.entry_facts),
        "reasons": labels(EndReason, row.end_reasons),
        "phases": row.phases.order_by("order"),
        "moments": [{"moment": moment, "row": measured.get(moment)} for moment in Moment],
        "used": used,
        "entries": _entries(row),
    }
    return render(request, "programmes/setup.html", context)


def _entries(edition):
    """The newest changes of the edition and of the parts that it has today."""
    found = entries_of(Edition, Edition.objects.filter(pk=edition.pk), 20)
    for model in (LifeArea, Wish, EditionMoment, EditionInstrument):
        found += entries_of(model, model.objects.filter(edition=edition), 20)
    return newest_first(found)[:20]


def _change(request, row, form, heading, part, remark=""):
    return ask(
        request,
        form,
        actions.change_edition,
        row,
        row=row,
        heading=heading,
        crumbs=crumbs(row),
        back=back_to(row, part),
        remark=remark,
        saved=_("Your changes have been saved."),
    )


@page(Permission.MANAGE_EDITION, of=Edition)
def setup_work(request, row):
    """With what the edition works, and who guides."""
    return _change(request, row, WorkForm, _("How this edition works"), "work")


@page(Permission.MANAGE_EDITION, of=Edition)
def setup_questions(request, row):
    """What is asked at the start and at the end."""
    return _change(request, row, QuestionsForm, _("What is asked at the start and the end"), "questions")


@page(Permission.MANAGE_EDITION, of=Edition)
def setup_sign_up(request, row):
    """Whether everybody can sign up."""
    remark = _("Whoever has the address can then fill in the form. What comes in stands in the list of sign-ups, and is no trajectory yet.")
    return _change(request, row, SignUpSetupForm, _("Sign-up form for everybody"), "sign-up", remark)


# Life areas and wishes: lists of names in an order


@dataclass(frozen=True)
class Named:
    """What differs between life areas and wishes: their rows, forms, actions and words."""

    name: str  # of one, as arguments of actions have it
    part: str  # where on the page they stand
    rows: object
    new_form: type
    form: type
    add: object
    change: object
    order: object
    remove: object
    words: dict


LIFE_AREAS = Named(
    name="life_area",
    part="life-areas",
    rows=lambda edition: edition.life_areas,
    new_form=NewLifeAreaForm,
    form=LifeAreaForm,
    add=actions.add_life_area,
    change=actions.change_life_area,
    order=lambda edition, by, rows: actions.order_life_areas(edition, by=by, life_areas=rows),
    remove=actions.remove_life_area,
    words={
        "new": gettext_lazy("New life area"),
        "change": gettext_lazy("Change the life area"),
        "remove": gettext_lazy("Take out the life area “%(name)s”"),
        "added": gettext_lazy("The life area has been added."),
    },
)
WISHES = Named(
    name="wish",
    part="wishes",
    rows=lambda edition: edition.wishes,
    new_form=NewWishForm,
    form=WishForm,
    add=actions.add_wish,
    change=actions.change_wish,
    order=lambda edition, by, rows: actions.order_wishes(edition, by=by, wishes=rows),
    remove=actions.remove_wish,
    words={
        "new": gettext_lazy("New wish"),
        "change": gettext_lazy("Change the wish"),
        "remove": gettext_lazy("Take out the wish “%(name)s”"),
        "added": gettext_lazy("The wish has been added."),
    },
)


def _one(kind, edition, key):
    found = kind.rows(edition).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _add(request, row, kind):
    return ask(
        request,
        kind.new_form,
        kind.add,
        row,
        heading=kind.words["new"],
        crumbs=crumbs(row),
        back=back_to(row, kind.part),
        saved=kind.words["added"],
    )


def _rename(request, row, kind, key):
    one = _one(kind, row, key)
    return ask(
        request,
        kind.form,
        kind.change,
        row,
        row=one,
        extra={kind.name: one},
        heading=kind.words["change"],
        crumbs=crumbs(row),
        back=back_to(row, kind.part),
        remark=_("The new name is shown everywhere, also in what was written down before."),
        saved=_("Your changes have been saved."),
    )


def _earlier(request, row, kind, key):
    one = _one(kind, row, key)
    order = list(kind.rows(row).order_by("order", "pk"))
    place = order.index(one)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
        try:
            kind.order(row, request.user, order)
        except Refusal as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("“%(name)s” has been moved up.") % {"name": one.name})
    return redirect(back_to(row, kind.part))


def _remove(request, row, kind, key):
    one = _one(kind, row, key)
    return ask(
        request,
        ConfirmForm,
        kind.remove,
        row,
        extra={kind.name: one},
        heading=kind.words["remove"] % {"name": one.name},
        crumbs=crumbs(row),
        back=back_to(row, kind.part),
        remark=_("This works only as long as nobody has used it."),
        negative=True,
        submit=_("Take out"),
        saved=_("It has been taken out."),
    )


@page(Permission.MANAGE_EDITION, of=Edition)
def add_life_area(request, row):
    """Another life area."""
    return _add(request, row, LIFE_AREAS)


@page(Permission.MANAGE_EDITION, of=Edition)
def change_life_area(request, row, life_area):
    """Another name for a life area."""
    return _rename(request, row, LIFE_AREAS, life_area)


@page(Permission.MANAGE_EDITION, of=Edition, methods=("POST",))
def move_life_area(request, row, life_area):
    """A life area changes places with the one before it."""
    return _earlier(request, row, LIFE_AREAS, life_area)


@page(Permission.MANAGE_EDITION, of=Edition)
def remove_life_area(request, row, life_area):
    """A life area that nobody used goes."""
    return _remove(request, row, LIFE_AREAS, life_area)


@page(Permission.MANAGE_EDITION, of=Edition)
def add_wish(request, row):
    """Another wish to choose from."""
    return _add(request, row, WISHES)


@page(Permission.MANAGE_EDITION, of=Edition)
def change_wish(request, row, wish):
    """Other words for a wish."""
    return _rename(request, row, WISHES, wish)


@page(Permission.MANAGE_EDITION, of=Edition, methods=("POST",))
def move_wish(request, row, wish):
    """A wish changes places with the one before it."""
    return _earlier(request, row, WISHES, wish)


@page(Permission.MANAGE_EDITION, of=Edition)
def remove_wish(request, row, wish):
    """A wish that nobody chose goes."""
    return _remove(request, row, WISHES, wish)


# Moments of measuring


def _moment(value):
    if value not in Moment:
        raise Http404
    return Moment(value)


@page(Permission.MANAGE_EDITION, of=Edition)
def set_moment(request, row, moment):
    """When the edition measures at this moment."""
    moment = _moment(moment)
    return ask(
        request,
        MomentForm,
        actions.set_moment,
        row,
        row=row.moments.filter(moment=moment).first(),
        initial=None if row.moments.filter(moment=moment).exists() else {"counted_from": CountedFrom.START, "after_days": 0},
        extra={"moment": moment},
        heading=_("Measuring: %(moment)s") % {"moment": moment.label},
        crumbs=crumbs(row),
        back=back_to(row, "moments"),
        remark=_("Half a year is 183 days, a year is 365 days. 0 days means on the day itself."),
        saved=_("Your changes have been saved."),
    )


@page(Permission.MANAGE_EDITION, of=Edition)
def remove_moment(request, row, moment):
    """The edition measures no longer at this moment."""
    moment = _moment(moment)
    return ask(
        request,
        ConfirmForm,
        actions.remove_moment,
        row,
        extra={"moment": moment},
        heading=_("Stop measuring: %(moment)s") % {"moment": moment.label},
        crumbs=crumbs(row),
        back=back_to(row, "moments"),
        remark=_("Nobody is reminded of this measurement any more. What was measured stays."),
        negative=True,
        submit=_("Stop measuring"),
        saved=_("Your changes have been saved."),
    )
