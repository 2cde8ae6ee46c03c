"""Who works in a programme and who acts for an organisation, and their accounts."""

from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission, Role
from casetrack.accounts import site_address, welcome
from casetrack.actions import Refusal, action, already_made, fresh
from casetrack.models import User
from programmes.actions.base import change
from programmes.choices import Event, OrganisationKind
from programmes.models import Organisation, OrganisationMember, ProgrammeMember


def _user(email, first_name, last_name):
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        if not (first_name and last_name):
            raise Refusal({"first_name": _("Nobody has this e-mail address yet. Give the first and last name of the new user.")})
        user = User(email=email.strip().lower(), first_name=first_name, last_name=last_name)
        user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save()
        address = site_address()
        # A mail that fails leaves the user in place: they can ask for a new link on the sign-in page.
        transaction.on_commit(lambda: welcome(user.pk, address), robust=True)
    if not user.is_active:
        raise Refusal({"email": _("This user has been deactivated.")})
    return user


@action(Permission.MANAGE_PROGRAMME_MEMBER)
def add_programme_member(programme, *, by, email, role, starts_on=None, first_name="", last_name="", submission=None):
    """Give somebody a role in a programme; an unknown e-mail address becomes a new user who must set a password.

    In a meldpunt nobody gives a role to themselves, and its leads get a mail.
    """
    if made := already_made(ProgrammeMember, submission, by=by):
        return made
    if role not in programme.roles:
        raise Refusal({"role": _("Nobody has this role in a programme of this kind.")})
    if role in access.MELDPUNT and email.strip().lower() == by.email:
        raise Refusal(_("You cannot give yourself a role in a meldpunt. Ask another administrator."))
    user = _user(email, first_name, last_name)
    _tell_leads(programme)
    return ProgrammeMember(programme=programme, user=user, role=role, starts_on=starts_on or timezone.localdate(), submission=submission).record(
        Event.MEMBER_ADDED, by=by
    )


@action(Permission.MANAGE_PROGRAMME_MEMBER)
def end_programme_member(programme, *, by, member, ends_on=None, member_version=None):
    """End a role in a programme; `ends_on` (default today) is the first day without it."""
    member = fresh(member, member_version)
    if member.programme_id != programme.pk:
        raise Refusal(_("This role belongs to another programme."))
    _tell_leads(programme)
    return change(member, Event.MEMBERSHIP_ENDED, by=by, ends_on=ends_on or timezone.localdate())


def _tell_leads(programme):
    """Mail whoever leads this meldpunt until now that its members change; other programmes have no such role.

    The administrator who changes them must not see the reports, so somebody else watches who gets in.
    """
    leads = ProgrammeMember.objects.filter(access.in_force(), programme=programme, role=Role.MELDPUNT_LEAD, user__is_active=True)
    address = site_address()
    for key in list(leads.order_by("pk").values_list("user_id", flat=True)):
        # A mail that fails changes nothing.
        transaction.on_commit(partial(_members_changed, key, address), robust=True)


def _members_changed(user_pk, address):
    """Mail a lead, in their language; it names nobody."""
    user = User.objects.get(pk=user_pk)
    with translation.override(user.language):
        text = render_to_string("programmes/members_changed.txt", {"name": user.first_name, "address": address})
        send_mail(_now("casetrack: the members of the meldpunt changed"), text, None, [user.email])


@action(Permission.MANAGE_ORGANISATION_MEMBER)
def add_organisation_member(organisation, *, by, email, role, starts_on=None, first_name="", last_name="", submission=None):
    """Give somebody a role for an organisation; an unknown e-mail address becomes a new user."""
    if made := already_made(OrganisationMember, submission, by=by):
        return made
    user = _user(email, first_name, last_name)
    return OrganisationMember(
        organisation=organisation, user=user, role=role, starts_on=starts_on or timezone.localdate(), submission=submission
    ).record(Event.MEMBER_ADDED, by=by)


@action(Permission.MANAGE_ORGANISATION_MEMBER)
def end_organisation_member(organisation, *, by, member, ends_on=None, member_version=None):
    """End a role for an organisation. An administrator cannot end their own, so that one always remains."""
    member = fresh(member, member_version)
    if member.organisation_id != organisation.pk:
        raise Refusal(_("This role belongs to another organisation."))
    if member.user_id == by.pk:
        raise Refusal(_("You cannot end your own role. Ask another administrator."))
    return change(member, Event.MEMBERSHIP_ENDED, by=by, ends_on=ends_on or timezone.localdate())


def _works_elsewhere(user, by) -> bool:
    """Does the user hold a role today that `by` may not end?"""
    return any(
        not access.can(by, permission, member.programme if model is ProgrammeMember else member.organisation)
        for model, permission in (
            (ProgrammeMember, Permission.MANAGE_PROGRAMME_MEMBER),
            (OrganisationMember, Permission.MANAGE_ORGANISATION_MEMBER),
        )
        for member in model.objects.filter(access.in_force(), user=user)
    )


def _set_account(member, *, by, active, why):
    """Open or close the account of a member; the reason stands in the history of the role."""
    user = User.objects.select_for_update().get(pk=member.user_id)
    if user.pk == by.pk:
        raise Refusal(_("You cannot deactivate your own account. Ask another administrator."))
    if _works_elsewhere(user, by):
        raise Refusal(_("This person also has a role elsewhere. End the roles here instead."))
    if user.is_active == active:
        return member
    user.is_active = active
    user.save(update_fields=["is_active"])
    return member.record(Event.ACCOUNT_REACTIVATED if active else Event.ACCOUNT_DEACTIVATED, by=by, why=why)


@action(Permission.MANAGE_PROGRAMME_MEMBER)
def set_programme_account(programme, *, by, member, active, why):
    """Deactivate (or open again) the account of somebody with a role in this programme: they are signed out at once."""
    if member.programme_id != programme.pk:
        raise Refusal(_("This role belongs to another programme."))
    return _set_account(fresh(member), by=by, active=active, why=why)


@action(Permission.MANAGE_ORGANISATION_MEMBER)
def set_organisation_account(organisation, *, by, member, active, why):
    """Deactivate (or open again) the account of somebody with a role for this organisation: they are signed out at once."""
    if member.organisation_id != organisation.pk:
        raise Refusal(_("This role belongs to another organisation."))
    return _set_account(fresh(member), by=by, active=active, why=why)


@transaction.atomic
def found_organisation(*, name, email, first_name, last_name):
    """The first organisation of a new installation, kept by itself, with its first administrator.

    There is nobody yet whose permission could be asked: only the command found_organisation
    calls this, on the machine itself. The administrator gets a mail to choose a password.
    Returns the role of the administrator.
    """
    user = _user(email, first_name, last_name)
    home = Organisation(name=name, kind=OrganisationKind.INSTITUTE).record(Event.ORGANISATION_ADDED, by=user)
    home.kept_by = home
    home.record(Event.ORGANISATION_CHANGED, by=user)
    return OrganisationMember(organisation=home, user=user, role=Role.ADMINISTRATOR).record(Event.MEMBER_ADDED, by=user)
