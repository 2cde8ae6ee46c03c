"""Households: who lives in one, whom one speaks to, and which trajectory is theirs."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made, fresh
from participants.actions.persons import new_person, not_in_the_future
from participants.choices import Event, Relation
from participants.models import Household, HouseholdMember, Trajectory
from programmes.choices import Module


def living_there(day=None) -> Q:
    """Members who live in their household on `day` (default today); since when is not always known."""
    day = day or timezone.localdate()
    return (Q(starts_on__isnull=True) | Q(starts_on__lte=day)) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def _households_only(edition):
    if not edition.has(Module.HOUSEHOLDS):
        raise Refusal(_("This edition does not work with households."))


def _join(household, *, by, relation, person=None, person_fields=None, starts_on=None, submission=None, event=Event.MEMBER_JOINED):
    if (person is None) == (person_fields is None):
        raise Refusal({"person": _("Choose a person, or give the details of a new one.")})
    not_in_the_future(starts_on=starts_on)
    if person is None:
        person = new_person(person_fields, by=by, event=event)
    else:
        access.require(by, Permission.VIEW_PERSON, person)
        if household.members.filter(living_there(), person=person).exists():
            raise Refusal({"person": _("This person already lives in this household.")})
    return HouseholdMember(household=household, person=person, relation=relation, starts_on=starts_on, submission=submission).record(
        Event.MEMBER_JOINED, by=by
    )


def household_of(edition, person, *, by, household=None, household_fields=None) -> Household | None:
    """The household of a trajectory that is being made of `person`, or None. Part of an action.

    `household` is one that the user may see and in which the person lives; `household_fields` makes a new one: its `name`,
    the `relation` of the person, and `members`, each with `relation`, `starts_on`, and `person` or `person_fields`.
    """
    if household is None and household_fields is None:
        return None
    _households_only(edition)
    if household is not None:
        access.require(by, Permission.VIEW_HOUSEHOLD, household)
        if not household.members.filter(living_there(), person=person).exists():
            raise Refusal({"person": _("This person does not live in this household.")})
        return household
    household = Household(name=household_fields["name"]).record(Event.HOUSEHOLD_MADE, by=by)
    HouseholdMember(household=household, person=person, relation=household_fields.get("relation") or Relation.ADULT).record(
        Event.MEMBER_JOINED, by=by
    )
    for member in household_fields.get("members", ()):
        _join(household, by=by, **member)
    return household


@action(Permission.CHANGE_HOUSEHOLD)
def make_household(trajectory, *, by, household=None, name="", relation=Relation.ADULT, why=""):
    """From now on the trajectory is one of a household; its person becomes the contact person.

    `household` is one in which the person lives already; without it a new one with this `name` is made.
    """
    if trajectory.household_id:
        raise Refusal(_("This trajectory already has a household."))
    fields = None if household else {"name": name, "relation": relation}
    trajectory.household = household_of(trajectory.edition, trajectory.person, by=by, household=household, household_fields=fields)
    return trajectory.record(Event.HOUSEHOLD_MADE, by=by, why=why)


@action(Permission.CHANGE_HOUSEHOLD)
def change_household(household, *, by, name, why=""):
    """Change what the household is called."""
    household.name = name
    return household.record(Event.HOUSEHOLD_CHANGED, by=by, why=why)


@action(Permission.CHANGE_HOUSEHOLD)
def add_member(household, *, by, relation, person=None, person_fields=None, starts_on=None, submission=None):
    """Somebody lives in the household: a person the user may see, or a new one with `person_fields`."""
    if made := already_made(HouseholdMember, submission, by=by):
        return made
    return _join(household, by=by, relation=relation, person=person, person_fields=person_fields, starts_on=starts_on, submission=submission)


def _of_household(household, member, seen_version=None):
    member = fresh(member, seen_version)
    if member.household_id != household.pk:
        raise Refusal(_("This person does not live in this household."))
    return member


@action(Permission.CHANGE_HOUSEHOLD)
def change_member(household, *, by, member, relation, starts_on=None, member_version=None, why=""):
    """Correct who a member is and since when they live here; `member_version` is the version that the user saw."""
    member = _of_household(household, member, member_version)
    not_in_the_future(starts_on=starts_on)
    member.relation, member.starts_on = relation, starts_on
    return member.record(Event.MEMBER_CHANGED, by=by, why=why)


@action(Permission.CHANGE_HOUSEHOLD)
def member_leaves(household, *, by, member, ends_on=None, member_version=None, why=""):
    """Somebody no longer lives in the household from `ends_on` (default today).

    Refused for the last member, and for the contact person of a running trajectory that the user may see: a
    trajectory elsewhere is not revealed by a refusal.
    """
    member = _of_household(household, member, member_version)
    if member.ends_on is not None:
        raise Refusal(_("This person has already left the household."))
    ends_on = ends_on or timezone.localdate()
    not_in_the_future(ends_on=ends_on)
    if not household.members.filter(living_there()).exclude(pk=member.pk).exists():
        raise Refusal(_("A household cannot be without members. Add somebody first, or end the trajectory."))
    seen = Trajectory.objects.allowed(by, Permission.VIEW_TRAJECTORY)
    if seen.filter(household=household, person=member.person_id, ended_on=None).exists():
        raise Refusal(_("This is the contact person of the household. Choose another contact person first."))
    member.ends_on = ends_on
    return member.record(Event.MEMBER_LEFT, by=by, why=why)


@action(Permission.CHANGE_HOUSEHOLD)
def change_contact_person(trajectory, *, by, person, why=""):
    """From now on one speaks to another member of the household."""
    if not trajectory.household_id:
        raise Refusal(_("This trajectory is not one of a household."))
    if trajectory.ended_on:
        raise Refusal(_("This trajectory has ended. Reopen it first."))
    if not trajectory.household.members.filter(living_there(), person=person).exists():
        raise Refusal({"person": _("This person does not live in this household.")})
    trajectory.person = person
    return trajectory.record(Event.CONTACT_PERSON_CHANGED, by=by, why=why)
