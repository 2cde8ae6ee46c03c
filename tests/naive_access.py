"""The access rules told a second time, by loops over plain rows: what the matrix test compares with.

Shares only RULES with casetrack/access.py, none of its queries.
"""

from contextlib import contextmanager

from django.utils import timezone

from casetrack.access import READING_THE_DOSSIER, RULES, ByArea, ByAssignment, ByConsent, ByOrganisation, ByProgramme, Permission
from participants.models import Assignment, Household, HouseholdMember, Person, Trajectory, TrajectoryException
from programmes.models import AreaMember, OrganisationMember, ProgrammeMember
from referrals.models import Bundle, DiscriminationReport, OtherParty, PersonalInterest, SavedSearch

_tables: dict | None = None


@contextmanager
def remembering():
    """Read each table once while many questions are asked of rows that do not change."""
    global _tables
    _tables = {}
    try:
        yield
    finally:
        _tables = None


def _all(model) -> list:
    """Every row of a table."""
    if _tables is None:
        return list(model.objects.all())
    if model not in _tables:
        _tables[model] = list(model.objects.all())
    return _tables[model]


def _holds(row, user) -> bool:
    today = timezone.localdate()
    return row.user_id == user.pk and row.starts_on <= today and (row.ends_on is None or row.ends_on > today)


def _still_there(user, trajectory) -> bool:
    """An assignment and an exception hold only for somebody who works in the programme today."""
    return _in_programme(user, trajectory.edition.programme_id)


def _in_programme(user, programme) -> bool:
    return any(_holds(m, user) and m.programme_id == programme for m in _all(ProgrammeMember))


def _follow(row, path) -> list:
    """The rows or keys at the end of a dotted path, through single and many relations."""
    found = [row]
    for step in path.split("__"):
        following = []
        for item in found:
            if item is None:
                continue
            value = getattr(item, step)
            following += list(value.all()) if hasattr(value, "all") else [value]
        found = following
    return [getattr(item, "pk", item) for item in found if item is not None]


def _cases_of(row) -> list:
    """The trajectories through which a person, a household or a member of one is seen."""
    if isinstance(row, Person):
        today, homes = timezone.localdate(), list(row.memberships.all())
        living = [member for member in homes if member.ends_on is None or member.ends_on > today]
        elsewhere = living or any(case.person_id == row.pk for case in _all(Trajectory))
        households = {member.household_id for member in (living if elsewhere else homes)}
        return [case for case in _all(Trajectory) if case.person_id == row.pk or case.household_id in households]
    household = row.pk if isinstance(row, Household) else row.household_id
    return [case for case in _all(Trajectory) if case.household_id == household]


def _consented(trajectory) -> bool:
    """Does the participant let the achterwacht read today?"""
    today = timezone.localdate()
    return any(
        c.purpose == "achterwacht_reads" and c.starts_on <= today and (c.ends_on is None or c.ends_on > today) for c in trajectory.consents.all()
    )


def _kept_away(user, row) -> bool:
    """Is the user kept from this row: a personal interest (Besluit ADV, art. 2.5), or a search that a colleague keeps."""
    if isinstance(row, SavedSearch):
        return not row.shared and row.owner_id != user.pk
    if isinstance(row, PersonalInterest):
        return row.user_id == user.pk
    if isinstance(row, OtherParty):
        reports = [report for report in _all(DiscriminationReport) if report.other_party_id == row.pk]
        return _interested(user, None, row.pk) or any(_interested(user, report.pk, None) for report in reports)
    if isinstance(row, Bundle):
        within = [report for report in _all(DiscriminationReport) if report.bundle_id == row.pk]
        return bool(within) and all(_interested(user, report.pk, report.other_party_id) for report in within)
    report = row if isinstance(row, DiscriminationReport) else getattr(row, "report", None)
    return isinstance(report, DiscriminationReport) and _interested(user, report.pk, report.other_party_id)


def _interested(user, report, party) -> bool:
    return any(
        _holds(interest, user) and ((report and interest.report_id == report) or (party and interest.other_party_id == party))
        for interest in _all(PersonalInterest)
    )


def may(user, permission, row) -> bool:
    """May `user` do this to `row`, by the letter of RULES?"""
    if not user.is_authenticated or not user.is_active or _kept_away(user, row):
        return False
    if isinstance(row, Person | Household | HouseholdMember):
        return any(may(user, permission, trajectory) for trajectory in _cases_of(row))
    for grant in RULES[permission]:
        match grant:
            case ByProgramme(roles):
                ours = _follow(row, row.programme_path)
                if any(_holds(m, user) and m.role in roles and m.programme_id in ours for m in _all(ProgrammeMember)):
                    return True
            case ByOrganisation(path, roles):
                ours = _follow(row, path)
                if any(_holds(m, user) and m.role in roles and m.organisation_id in ours for m in _all(OrganisationMember)):
                    return True
            case ByArea(path, roles):
                ours = _follow(row, path)
                if any(
                    _holds(a, user) and a.role in roles and a.area_id in ours and _in_programme(user, a.area.programme_id) for a in _all(AreaMember)
                ):
                    return True
            case ByConsent(roles):
                ours = _follow(row, row.trajectory_path)
                if any(
                    _holds(a, user) and a.role in roles and a.trajectory_id in ours and _still_there(user, a.trajectory) and _consented(a.trajectory)
                    for a in _all(Assignment)
                ):
                    return True
            case ByAssignment(roles):
                ours = _follow(row, row.trajectory_path)
                if any(
                    _holds(a, user) and a.role in roles and a.trajectory_id in ours and _still_there(user, a.trajectory) for a in _all(Assignment)
                ):
                    return True
                if permission in READING_THE_DOSSIER and any(
                    _holds(e, user)
                    and e.permission.codename == Permission.VIEW_TRAJECTORY
                    and e.content_object_id in ours
                    and _still_there(user, e.content_object)
                    for e in _all(TrajectoryException)
                ):
                    return True
    return False


def may_somewhere(user, permission) -> bool:
    """Does the user hold a role today that gives this permission?"""
    if not user.is_authenticated or not user.is_active:
        return False
    sources = {ByProgramme: ProgrammeMember, ByOrganisation: OrganisationMember, ByAssignment: Assignment, ByConsent: Assignment, ByArea: AreaMember}
    for grant in RULES[permission]:
        for row in _all(sources[type(grant)]):
            if not _holds(row, user) or row.role not in grant.roles:
                continue
            if isinstance(row, Assignment) and not _still_there(user, row.trajectory):
                continue
            if isinstance(row, AreaMember) and not _in_programme(user, row.area.programme_id):
                continue
            if not isinstance(grant, ByConsent) or _consented(row.trajectory):
                return True
    exceptions = [row for row in _all(TrajectoryException) if _holds(row, user) and _still_there(user, row.content_object)]
    return permission in READING_THE_DOSSIER and bool(exceptions)
