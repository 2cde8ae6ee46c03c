"""What an edition is made of: life areas, wishes and moments of measuring."""

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from programmes.actions.base import change
from programmes.choices import Event
from programmes.models import EditionMoment, LifeArea, Wish


@action(Permission.MANAGE_EDITION)
def add_life_area(edition, *, by, name, submission=None):
    """Add a life area to an edition, after the last."""
    return _add(LifeArea, edition, Event.LIFE_AREA_ADDED, by=by, name=name, submission=submission)


@action(Permission.MANAGE_EDITION)
def change_life_area(edition, *, by, life_area, name, life_area_version=None):
    """Give a life area of this edition another name; goals keep it."""
    return change(_own(edition, life_area, life_area_version), Event.LIFE_AREA_CHANGED, by=by, name=name)


@action(Permission.MANAGE_EDITION)
def order_life_areas(edition, *, by, life_areas):
    """Put the life areas of this edition in this order (all of them, each once); only what moves is changed."""
    return _order(edition, edition.life_areas, life_areas, Event.LIFE_AREA_CHANGED, by=by)


@action(Permission.MANAGE_EDITION)
def remove_life_area(edition, *, by, life_area):
    """Take out a life area in which no goal was ever set."""
    return _remove(edition, life_area, Event.LIFE_AREA_REMOVED, by=by)


@action(Permission.MANAGE_EDITION)
def add_wish(edition, *, by, name, submission=None):
    """Add a wish to choose from to an edition, after the last."""
    return _add(Wish, edition, Event.WISH_ADDED, by=by, name=name, submission=submission)


@action(Permission.MANAGE_EDITION)
def change_wish(edition, *, by, wish, name, wish_version=None):
    """Give a wish of this edition other words; themes that name it keep it."""
    return change(_own(edition, wish, wish_version), Event.WISH_CHANGED, by=by, name=name)


@action(Permission.MANAGE_EDITION)
def order_wishes(edition, *, by, wishes):
    """Put the wishes of this edition in this order (all of them, each once); only what moves is changed."""
    return _order(edition, edition.wishes, wishes, Event.WISH_CHANGED, by=by)


@action(Permission.MANAGE_EDITION)
def remove_wish(edition, *, by, wish):
    """Take out a wish that nobody chose."""
    return _remove(edition, wish, Event.WISH_REMOVED, by=by)


@action(Permission.MANAGE_EDITION)
def set_moment(edition, *, by, moment, counted_from, after_days, moment_version=None):
    """Say when this edition measures at `moment`: so many days after the start or the end of a trajectory."""
    row = edition.moments.filter(moment=moment).first()
    row = fresh(row, moment_version) if row else EditionMoment(edition=edition, moment=moment)
    return change(row, Event.MOMENT_SET, by=by, counted_from=counted_from, after_days=after_days)


@action(Permission.MANAGE_EDITION)
def remove_moment(edition, *, by, moment):
    """Measure no longer at `moment`; what was measured stays."""
    row = edition.moments.filter(moment=moment).first()
    if row is None:
        raise Refusal(_("This edition does not measure at this moment."))
    return _remove(edition, row, Event.MOMENT_REMOVED, by=by)


def _own(edition, row, seen=None):
    row = fresh(row, seen)
    if row.edition_id != edition.pk:
        raise Refusal(_("This belongs to another edition."))
    return row


def _add(model, edition, event, *, by, name, submission):
    if made := already_made(model, submission, by=by):
        return made
    last = model.objects.filter(edition=edition).order_by("-order").values_list("order", flat=True).first() or 0
    return model(edition=edition, order=last + 1, name=name, submission=submission).record(event, by=by)


def _order(edition, rows, wanted, event, *, by):
    rows = {row.pk: row for row in rows.select_for_update()}
    if sorted(rows) != sorted(row.pk for row in wanted):
        raise Refusal(_("The list has changed in the meantime. Look at the page again."))
    for order, row in enumerate(wanted, start=1):
        if rows[row.pk].order != order:
            change(rows[row.pk], event, by=by, order=order)
    return edition


def _remove(edition, row, event, *, by):
    """Delete a row that nothing refers to; its history stays, with the event and who did it."""
    row = _own(edition, row)
    row._history_user, row._change_reason = by, event.value
    try:
        row.delete()
    except ProtectedError:
        raise Refusal(_("This is in use, so it cannot be taken out. You can give it another name.")) from None
    return edition
