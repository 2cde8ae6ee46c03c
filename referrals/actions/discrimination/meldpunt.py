"""The meldpunt itself: opening it, its area, its lists."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission, Role
from casetrack.actions import Refusal, action, already_made, fresh
from referrals.actions.discrimination.letters import copy_ready_templates
from referrals.choices import Event
from referrals.models import ListValue, Meldpunt, MeldpuntMunicipality, ReportingYear


@action(Permission.MANAGE_PROGRAMME)
def open_meldpunt(programme, *, by, name, phone="", email="", submission=None):
    """A programme becomes a meldpunt, with ready letters: afterwards only its consulenten and lead see what is in it."""
    if made := already_made(Meldpunt, submission, by=by):
        return made
    if programme.editions.exists():
        raise Refusal(_("A programme with editions cannot be a meldpunt: its people work with participants."))
    if Role.CONSULENT not in programme.roles:
        raise Refusal(_("This programme is of another kind. Change its kind to that of discrimination reports first."))
    row = Meldpunt(programme=programme, code=programme.code, name=name, phone=phone, email=email, submission=submission)
    row.record(Event.MELDPUNT_OPENED, by=by)
    copy_ready_templates(row, by=by)
    return row


@action(Permission.MANAGE_MELDPUNT)
def change_meldpunt(meldpunt, *, by, **fields):
    """Another name, telephone number or e-mail address, and whether everybody can report without signing in."""
    for name, value in fields.items():
        setattr(meldpunt, name, value)
    return meldpunt.record(Event.MELDPUNT_CHANGED, by=by)


@action(Permission.MANAGE_MELDPUNT)
def join_area(meldpunt, *, by, municipality, starts_on=None, submission=None):
    """A municipality joins the area of the meldpunt, after the years that were closed."""
    if made := already_made(MeldpuntMunicipality, submission, by=by):
        return made
    starts_on = starts_on or timezone.localdate()
    row = MeldpuntMunicipality(meldpunt=meldpunt, municipality=municipality, starts_on=starts_on, submission=submission)
    if MeldpuntMunicipality._base_manager.filter(meldpunt=meldpunt, municipality=municipality, ends_on__gt=starts_on).exists():
        raise Refusal({"starts_on": _("This municipality belongs to the area until a later day.")})
    _after_closed_years(meldpunt, "starts_on", starts_on)
    return row.record(Event.MUNICIPALITY_JOINED, by=by)


@action(Permission.MANAGE_MELDPUNT)
def leave_area(meldpunt, *, by, joined, ends_on=None, joined_version=None):
    """A municipality leaves the area; `ends_on` (default today) is the first day without, after the years that were closed."""
    joined = fresh(joined, joined_version)
    if joined.meldpunt_id != meldpunt.pk:
        raise Refusal(_("This belongs to another meldpunt."))
    if joined.ends_on:
        raise Refusal(_("This municipality has left the area already."))
    joined.ends_on = ends_on or timezone.localdate()
    _after_closed_years(meldpunt, "ends_on", joined.ends_on)
    return joined.record(Event.MUNICIPALITY_LEFT, by=by)


def _after_closed_years(meldpunt, column, day):
    """A closed year keeps its area: whoever joins or leaves on `day` does so for the rest of that year and every later one."""
    last = ReportingYear._base_manager.filter(meldpunt=meldpunt, year__gte=day.year).order_by("-year").first()
    if last is not None:
        raise Refusal({column: _("%(year)s is closed, and a closed year keeps its area. Choose a day after that year.") % {"year": last.year}})


@action(Permission.MANAGE_MELDPUNT)
def add_list_value(meldpunt, *, by, list, key, official, name_nl, name_de, name_en, submission=None, valid_from=None):  # noqa: A002 (the column's name)
    """A finer value of one of the four lists; `official` is the key of the value of the law that it counts as."""
    if made := already_made(ListValue, submission, by=by):
        return made
    if not ListValue._base_manager.filter(meldpunt__isnull=True, list=list, key=official, official=official).exists():
        raise Refusal({"official": _("%(value)s is not in the list.") % {"value": official}})
    order = 2000 + ListValue._base_manager.filter(list=list, meldpunt=meldpunt).count()
    row = ListValue(
        meldpunt=meldpunt, list=list, key=f"{official}.{meldpunt.code}-{key}", official=official, order=order,
        name_nl=name_nl, name_de=name_de, name_en=name_en, valid_from=valid_from, submission=submission,
    )  # fmt: skip
    return row.record(Event.LIST_VALUE_ADDED, by=by)


@action(Permission.MANAGE_MELDPUNT)
def end_list_value(meldpunt, *, by, value, valid_to=None, value_version=None):
    """An own value can no longer be chosen; reports that use it keep it."""
    value = fresh(value, value_version)
    if value.meldpunt_id != meldpunt.pk:
        raise Refusal(_("Only own values can be ended: the others are those of the law."))
    if value.valid_to:
        raise Refusal(_("This value has ended already."))
    value.valid_to = valid_to or timezone.localdate()
    return value.record(Event.LIST_VALUE_ENDED, by=by)
