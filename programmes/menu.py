"""Which items of the menu stay empty: no edition works with what they are about. What an edition works with is configuration."""

from django.db.models import BigIntegerField

from casetrack import access
from casetrack.access import Role
from casetrack.composed import Given, composed
from programmes.choices import Module
from programmes.models import Edition

# Names of addresses of upper apps stand here as text: nothing is imported upwards.
NEEDED = {
    "exchange": lambda edition: edition.has(Module.EXCHANGE),
    "help_requests": lambda edition: edition.has(Module.BACK_UP),
    "volunteers": lambda edition: edition.guide_role != Role.COACH,  # a coach is paid, and has no volunteer file
}


def idle_items(user, opened) -> set[str]:
    """The names of the items with which no edition works in the programmes where the user holds the item's right.

    `opened` has the permission of each item. One query; none for whom none of these items is opened.
    """
    where = {name: access.programmes_of(user, opened[name]) for name in NEEDED if name in opened}
    programmes = sorted(set().union(*where.values()))
    rows = composed(_configured).rows(programmes=programmes) if programmes else []
    editions = [Edition(programme_id=programme, modules=modules, guide_role=role) for programme, modules, role in rows]
    return {name for name, here in where.items() if not any(row.programme_id in here and NEEDED[name](row) for row in editions)}


def _configured():
    """What the editions of these programmes work with, and who guides in them."""
    here = Given("programmes", BigIntegerField(), many=True)
    return Edition._base_manager.filter(programme_id__in=here).order_by().values_list("programme_id", "modules", "guide_role").distinct()
