"""Operations on organisations, programmes, editions and who works there."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission, Role
from casetrack.accounts import site_address, welcome
from casetrack.actions import Refusal, action, already_made, fresh
from casetrack.models import User
from programmes.choices import Event, OrganisationKind
from programmes.models import (
    Edition,
    Funding,
    Organisation,
    OrganisationMember,
    Partnership,
    Phase,
    Programme,
    ProgrammeMember,
    Session,
)

# The phases that a first edition of guidance to work begins with; each may be changed or taken out.
USUAL_PHASES = (_("Sign-up"), _("Intake"), _("Selection"), _("Lessons"), _("Matching"), _("Aftercare"))


def _change(row, event, *, by, why="", **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    return row.record(event, by=by, why=why)


@action(Permission.ADD_ORGANISATION)
def add_organisation(home, *, by, submission=None, **fields):
    """Add an organisation (funder, partner, employer, …) to those that `home` keeps."""
    return already_made(Organisation, submission, by=by) or Organisation(kept_by=home, submission=submission, **fields).record(
        Event.ORGANISATION_ADDED, by=by
    )


@action(Permission.MANAGE_ORGANISATION)
def change_organisation(organisation, *, by, **fields):
    """Change name, kind, country or place."""
    return _change(organisation, Event.ORGANISATION_CHANGED, by=by, **fields)


@action(Permission.ADD_PROGRAMME)
def add_programme(organisation, *, by, submission=None, **fields):
    """Add a programme that `organisation` runs."""
    return already_made(Programme, submission, by=by) or Programme(organisation=organisation, submission=submission, **fields).record(
        Event.PROGRAMME_ADDED, by=by
    )


@action(Permission.MANAGE_PROGRAMME)
def change_programme(programme, *, by, **fields):
    """Change name, code, kind or description."""
    return _change(programme, Event.PROGRAMME_CHANGED, by=by, **fields)


@action(Permission.OPEN_EDITION)
def open_edition(programme, *, by, submission=None, phases=(), **fields):
    """Open an edition; `phases` are the names of its first phases, in order."""
    if made := already_made(Edition, submission, by=by):
        return made
    edition = Edition(programme=programme, submission=submission, **fields).record(Event.EDITION_OPENED, by=by)
    for order, name in enumerate(phases, start=1):
        Phase(edition=edition, order=order, name=name).record(Event.PHASE_ADDED, by=by)
    return edition


@action(Permission.MANAGE_EDITION)
def change_edition(edition, *, by, **fields):
    """Change name, dates, places, target or the days within which contact is expected."""
    return _change(edition, Event.EDITION_CHANGED, by=by, **fields)


@action(Permission.MANAGE_EDITION)
def add_phase(edition, *, by, submission=None, **fields):
    """Add a phase to an edition."""
    return already_made(Phase, submission, by=by) or Phase(edition=edition, submission=submission, **fields).record(Event.PHASE_ADDED, by=by)


@action(Permission.MANAGE_EDITION)
def change_phase(edition, *, by, phase, phase_version=None, **fields):
    """Change a phase of this edition; `phase_version` is the version that the user saw."""
    phase = fresh(phase, phase_version)
    if phase.edition_id != edition.pk:
        raise Refusal(_("This phase belongs to another edition."))
    return _change(phase, Event.PHASE_CHANGED, by=by, **fields)


@action(Permission.MANAGE_EDITION)
def order_phases(edition, *, by, phases):
    """Put the phases of this edition in the order of `phases` (all of them, each once); only what moves is changed."""
    rows = {phase.pk: phase for phase in edition.phases.select_for_update()}
    if sorted(rows) != sorted(phase.pk for phase in phases):
        raise Refusal(_("The phases of this edition have changed in the meantime. Look at the page again."))
    moved = [(order, rows[phase.pk]) for order, phase in enumerate(phases, start=1) if rows[phase.pk].order != order]
    # Each number stands once: numbers above all others first, then the right ones.
    free = max([len(rows), *(phase.order for phase in rows.values())]) + 1
    Phase._base_manager.filter(pk__in=[phase.pk for _order, phase in moved]).update(order=models.F("order") + free)
    for order, phase in moved:
        _change(phase, Event.PHASE_CHANGED, by=by, order=order)
    return edition


@action(Permission.MANAGE_EDITION)
def add_partner(edition, *, by, organisation, submission=None):
    """Let an organisation take part in an edition; its contact persons then see the sessions."""
    return already_made(Partnership, submission, by=by) or Partnership(edition=edition, organisation=organisation, submission=submission).record(
        Event.PARTNER_ADDED, by=by
    )


@action(Permission.MANAGE_FUNDING)
def record_funding(programme, *, by, edition, submission=None, **fields):
    """Record who pays for an edition of this programme."""
    if edition.programme_id != programme.pk:
        raise Refusal(_("This edition belongs to another programme."))
    return already_made(Funding, submission, by=by) or Funding(edition=edition, submission=submission, **fields).record(Event.FUNDING_RECORDED, by=by)


@action(Permission.MANAGE_FUNDING)
def change_funding(programme, *, by, funding, funding_version=None, **fields):
    """Change the funding of an edition of this programme; `funding_version` is the version that the user saw."""
    funding = fresh(funding, funding_version)
    if funding.edition.programme_id != programme.pk:
        raise Refusal(_("This funding belongs to another programme."))
    return _change(funding, Event.FUNDING_CHANGED, by=by, **fields)


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
    """Give somebody a role in a programme; an unknown e-mail address becomes a new user who must set a password."""
    if made := already_made(ProgrammeMember, submission, by=by):
        return made
    user = _user(email, first_name, last_name)
    return ProgrammeMember(programme=programme, user=user, role=role, starts_on=starts_on or timezone.localdate(), submission=submission).record(
        Event.MEMBER_ADDED, by=by
    )


@action(Permission.MANAGE_PROGRAMME_MEMBER)
def end_programme_member(programme, *, by, member, ends_on=None, member_version=None):
    """End a role in a programme; `ends_on` (default today) is the first day without it."""
    member = fresh(member, member_version)
    if member.programme_id != programme.pk:
        raise Refusal(_("This role belongs to another programme."))
    return _change(member, Event.MEMBERSHIP_ENDED, by=by, ends_on=ends_on or timezone.localdate())


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
    return _change(member, Event.MEMBERSHIP_ENDED, by=by, ends_on=ends_on or timezone.localdate())


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


@action(Permission.PLAN_SESSION)
def plan_session(edition, *, by, submission=None, **fields):
    """Plan a group day of an edition."""
    return already_made(Session, submission, by=by) or Session(edition=edition, submission=submission, **fields).record(Event.SESSION_PLANNED, by=by)


@action(Permission.PLAN_SESSION)
def plan_series(edition, *, by, title, days, submission=None, **fields):
    """Plan one session on each of `days`, numbered: all of them or none. Returns the first."""
    if made := already_made(Session, submission, by=by):
        return made
    made = [
        Session(edition=edition, title=f"{title} {number}", held_on=day, submission=submission if number == 1 else None, **fields).record(
            Event.SESSION_PLANNED, by=by
        )
        for number, day in enumerate(days, start=1)
    ]
    return made[0]


@action(Permission.PLAN_SESSION)
def change_session(edition, *, by, session, session_version=None, **fields):
    """Change or cancel a session of this edition; `session_version` is the version that the user saw."""
    session = fresh(session, session_version)
    if session.edition_id != edition.pk:
        raise Refusal(_("This session belongs to another edition."))
    return _change(session, Event.SESSION_CHANGED, by=by, **fields)


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
