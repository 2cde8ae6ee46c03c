"""Who may do what: the only file that decides access.

RULES is a table that a lawyer can read. From it come the lists (`allowed`), the check on
one row (`can`, the same list filter plus the key), the refusal inside an action
(`require`), docs/access.md and the access matrix test.

The facts behind a grant (a membership, an assignment) are dated rows of the apps above,
which register themselves here with `facts`, so that this file knows none of them.
Exceptions on one row are django-guardian's direct foreign key permissions, with reason,
grantor and end date beside them; nothing outside this file may import guardian.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from casetrack.composed import Given, composed
from casetrack.permissions import Permission, Role


@dataclass(frozen=True)
class ByProgramme:
    """Members of the programme that the row belongs to, while their membership lasts."""

    roles: tuple[Role, ...]


@dataclass(frozen=True)
class ByOrganisation:
    """Members of the organisation that `path` leads to from the row, while their membership lasts."""

    path: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class ByAssignment:
    """Those assigned to the trajectory that the row belongs to, while the assignment lasts."""

    roles: tuple[Role, ...]


@dataclass(frozen=True)
class ByConsent:
    """Those assigned to the trajectory, while the assignment lasts and the participant's recorded consent stands."""

    roles: tuple[Role, ...]


@dataclass(frozen=True)
class ByArea:
    """Those who work in the area that `path` leads to from the row, while that lasts."""

    path: str
    roles: tuple[Role, ...]


Grant = ByProgramme | ByOrganisation | ByAssignment | ByConsent | ByArea

LEADER, COACH, SPIL = (Role.PROJECT_LEADER,), (Role.COACH,), (Role.SPIL,)
ADMINISTRATOR, PARTNER, FUNDER_CONTACT = (Role.ADMINISTRATOR,), (Role.PARTNER,), (Role.FUNDER_CONTACT,)
# The coordinator of buddies or Spillen sees the whole programme, as the project leader does.
LEADERS = (Role.PROJECT_LEADER, Role.COORDINATOR)
STAFF = (*LEADERS, Role.COACH)
ACHTERWACHT = (Role.ACHTERWACHT,)
# Those beside the participant.
GUIDES = (Role.COACH, Role.BUDDY, Role.SPIL)
# Those of the meldpunt: no role of theirs opens anything of a programme with participants, and the other way round.
MELDPUNT_LEAD = (Role.MELDPUNT_LEAD,)
MELDPUNT = (Role.CONSULENT, *MELDPUNT_LEAD)
# The achterwacht reads only while the participant's consent stands.
DOSSIER = [ByProgramme(LEADERS), ByAssignment(GUIDES), ByConsent(ACHTERWACHT)]
# What everybody beside the participant writes: contacts, goals, tasks.
WORK = [ByProgramme(LEADERS), ByAssignment(GUIDES)]
# What a volunteer buddy leaves to others: the steps and dates of the trajectory.
CASE_WORK = [ByProgramme(LEADERS), ByAssignment((Role.COACH, Role.SPIL))]

RULES: dict[Permission, list[Grant]] = {
    # The administrator configures, and opens no case.
    Permission.VIEW_ORGANISATION: [ByOrganisation("kept_by", ADMINISTRATOR)],
    Permission.MANAGE_ORGANISATION: [ByOrganisation("kept_by", ADMINISTRATOR)],
    Permission.ADD_ORGANISATION: [ByOrganisation("pk", ADMINISTRATOR)],
    Permission.VIEW_ORGANISATION_MEMBER: [ByOrganisation("organisation__kept_by", ADMINISTRATOR)],
    Permission.MANAGE_ORGANISATION_MEMBER: [ByOrganisation("kept_by", ADMINISTRATOR)],
    Permission.VIEW_PROGRAMME: [ByProgramme(STAFF), ByOrganisation("organisation", ADMINISTRATOR)],
    Permission.MANAGE_PROGRAMME: [ByOrganisation("organisation", ADMINISTRATOR)],
    Permission.ADD_PROGRAMME: [ByOrganisation("pk", ADMINISTRATOR)],
    Permission.VIEW_PROGRAMME_MEMBER: [ByProgramme(LEADERS), ByOrganisation("programme__organisation", ADMINISTRATOR)],
    Permission.MANAGE_PROGRAMME_MEMBER: [ByOrganisation("organisation", ADMINISTRATOR)],
    # A Spil writes down signals for an edition.
    Permission.VIEW_EDITION: [
        ByProgramme((*STAFF, *SPIL)),
        ByOrganisation("programme__organisation", ADMINISTRATOR),
        ByOrganisation("partnerships__organisation", PARTNER),
    ],
    Permission.VIEW_PHASE: [ByProgramme(STAFF), ByOrganisation("edition__programme__organisation", ADMINISTRATOR)],
    Permission.VIEW_PARTNERSHIP: [
        ByProgramme(STAFF),
        ByOrganisation("edition__programme__organisation", ADMINISTRATOR),
        ByOrganisation("organisation", PARTNER),
    ],
    Permission.OPEN_EDITION: [ByProgramme(LEADER), ByOrganisation("organisation", ADMINISTRATOR)],
    Permission.MANAGE_EDITION: [ByProgramme(LEADER), ByOrganisation("programme__organisation", ADMINISTRATOR)],
    Permission.VIEW_FUNDING: [ByProgramme(LEADER), ByOrganisation("edition__programme__organisation", ADMINISTRATOR)],
    Permission.MANAGE_FUNDING: [ByOrganisation("organisation", ADMINISTRATOR)],
    # Sessions hold no personal data: a partner sees when and where its own editions meet.
    Permission.VIEW_SESSION: [ByProgramme(STAFF), ByOrganisation("edition__partnerships__organisation", PARTNER)],
    Permission.PLAN_SESSION: [ByProgramme(STAFF)],
    # The dossier: leader and coordinator of the programme, whoever guides while assigned, and the achterwacht while consent stands.
    Permission.VIEW_PERSON: DOSSIER,
    Permission.CHANGE_PERSON: CASE_WORK,
    Permission.VIEW_TRAJECTORY: DOSSIER,
    Permission.CHANGE_TRAJECTORY: CASE_WORK,
    Permission.ASSIGN: [ByProgramme(LEADERS)],
    Permission.EXPORT_TRAJECTORIES: [ByProgramme(LEADERS), ByAssignment(COACH)],
    Permission.VIEW_ASSIGNMENT: DOSSIER,
    Permission.VIEW_CONTACT: DOSSIER,
    Permission.RECORD_CONTACT: WORK,
    Permission.VIEW_ATTENDANCE: DOSSIER,
    Permission.RECORD_ATTENDANCE: CASE_WORK,
    Permission.VIEW_OUTCOME: DOSSIER,
    Permission.RECORD_OUTCOME: CASE_WORK,
    Permission.SIGN_UP: [ByProgramme(LEADERS)],
    # A partner sees what it sent itself, as it told it, and nothing of the dossier that came of it.
    Permission.VIEW_SIGN_UP: [*DOSSIER, ByArea("area_id", SPIL), ByOrganisation("organisation", PARTNER)],
    Permission.IMPORT_PARTICIPANTS: [ByProgramme(LEADER)],
    Permission.VIEW_HOUSEHOLD: DOSSIER,
    Permission.CHANGE_HOUSEHOLD: WORK,
    Permission.VIEW_CONSENT: DOSSIER,
    Permission.RECORD_CONSENT: WORK,
    Permission.VIEW_GOAL: DOSSIER,
    Permission.WORK_ON_GOALS: WORK,
    Permission.VIEW_NETWORK: DOSSIER,
    Permission.CHANGE_NETWORK: WORK,
    Permission.VIEW_EXCHANGE: DOSSIER,
    Permission.RECORD_EXCHANGE: WORK,
    # The list holds only what somebody may see anyway; a match takes the right to write on both sides.
    Permission.MATCH_EXCHANGE: [ByProgramme((*LEADERS, *SPIL))],
    Permission.VIEW_MEASUREMENT: DOSSIER,
    Permission.RECORD_MEASUREMENT: WORK,
    # Nobody reads one person's answers to an instrument that is for group results: only figures count them.
    Permission.VIEW_GROUP_ANSWERS: [],
    Permission.VIEW_REFERRAL: DOSSIER,
    Permission.REFER: WORK,
    Permission.VIEW_FOLLOW_UP: DOSSIER,
    Permission.RECORD_FOLLOW_UP: CASE_WORK,
    # A question to the achterwacht stands apart from the dossier: it is read without consent, and names nobody by itself.
    Permission.VIEW_HELP_REQUEST: [ByProgramme(LEADERS), ByAssignment((*GUIDES, *ACHTERWACHT))],
    Permission.ASK_HELP: [ByAssignment(GUIDES)],
    Permission.ANSWER_HELP: [ByProgramme(LEADERS), ByAssignment(ACHTERWACHT)],
    # What comes in: a Spil works through the sign-ups of the own area.
    Permission.ADD_SIGNAL: [ByProgramme((*LEADERS, *SPIL))],
    Permission.HANDLE_SIGN_UP: [ByProgramme(LEADERS), ByArea("area_id", SPIL)],
    Permission.VIEW_ATTEMPT: [*DOSSIER, ByArea("sign_up__area_id", SPIL)],
    # The volunteers, and the configuration of programmes with buddies and Spillen.
    Permission.VIEW_VOLUNTEER: [ByProgramme(LEADERS)],
    Permission.MANAGE_VOLUNTEER: [ByProgramme(LEADERS)],
    Permission.ADD_VOLUNTEER: [ByProgramme(LEADERS)],
    Permission.VIEW_AREA: [ByProgramme((*LEADERS, *GUIDES)), ByOrganisation("programme__organisation", ADMINISTRATOR)],
    Permission.MANAGE_AREA: [ByProgramme(LEADERS), ByOrganisation("organisation", ADMINISTRATOR)],
    Permission.VIEW_AREA_MEMBER: [ByProgramme(LEADERS)],
    Permission.VIEW_EDITION_SETUP: [ByProgramme(STAFF), ByOrganisation("edition__programme__organisation", ADMINISTRATOR)],
    Permission.VIEW_INSTRUMENT: [ByOrganisation("kept_by", ADMINISTRATOR)],
    Permission.ADD_INSTRUMENT: [ByOrganisation("pk", ADMINISTRATOR)],
    Permission.MANAGE_INSTRUMENT: [ByOrganisation("kept_by", ADMINISTRATOR)],
    # Figures: the leader sees the people behind them; a funder sees submitted totals only.
    Permission.VIEW_FIGURES: [ByProgramme(LEADERS)],
    Permission.SUBMIT_REPORT: [ByProgramme(LEADER)],
    Permission.VIEW_STORY: [ByProgramme(LEADERS)],
    Permission.WRITE_STORY: [ByProgramme(LEADERS)],
    Permission.VIEW_SHEET: [ByProgramme(LEADERS)],
    Permission.MAKE_SHEET: [ByProgramme(LEADERS)],
    Permission.VIEW_REPORT: [ByProgramme(LEADERS), ByOrganisation("funding__funder", FUNDER_CONTACT)],
    # The vault of the meldpunt: nobody else gets in, not even the administrator of its organisation.
    Permission.VIEW_MELDPUNT: [ByProgramme(MELDPUNT)],
    Permission.MANAGE_MELDPUNT: [ByProgramme(MELDPUNT_LEAD)],
    Permission.VIEW_DISCRIMINATION_REPORT: [ByProgramme(MELDPUNT)],
    Permission.ADD_DISCRIMINATION_REPORT: [ByProgramme(MELDPUNT)],
    Permission.HANDLE_DISCRIMINATION_REPORT: [ByProgramme(MELDPUNT)],
    Permission.ASSIGN_DISCRIMINATION_REPORT: [ByProgramme(MELDPUNT_LEAD)],
    Permission.VIEW_REPORTER: [ByProgramme(MELDPUNT)],
    Permission.CHANGE_REPORTER: [ByProgramme(MELDPUNT)],
    Permission.ERASE_REPORTER: [ByProgramme(MELDPUNT_LEAD)],
    Permission.VIEW_OTHER_PARTY: [ByProgramme(MELDPUNT)],
    Permission.CHANGE_OTHER_PARTY: [ByProgramme(MELDPUNT)],
    Permission.USE_MAILBOX: [ByProgramme(MELDPUNT)],
    Permission.DECLARE_PERSONAL_INTEREST: [ByProgramme(MELDPUNT)],
    Permission.VIEW_PERSONAL_INTEREST: [ByProgramme(MELDPUNT_LEAD)],
    Permission.IMPORT_DISCRIMINATION_REPORTS: [ByProgramme(MELDPUNT_LEAD)],
    Permission.VIEW_MELDPUNT_FIGURES: [ByProgramme(MELDPUNT)],
    Permission.ENTER_MELDPUNT_FIGURES: [ByProgramme(MELDPUNT_LEAD)],
    Permission.CLOSE_REPORTING_YEAR: [ByProgramme(MELDPUNT_LEAD)],
}

# What an exception on one trajectory opens: reading its dossier, nothing else.
READING_THE_DOSSIER = {
    Permission.VIEW_PERSON,
    Permission.VIEW_TRAJECTORY,
    Permission.VIEW_ASSIGNMENT,
    Permission.VIEW_CONTACT,
    Permission.VIEW_ATTENDANCE,
    Permission.VIEW_OUTCOME,
    Permission.VIEW_HOUSEHOLD,
    Permission.VIEW_CONSENT,
    Permission.VIEW_GOAL,
    Permission.VIEW_NETWORK,
    Permission.VIEW_EXCHANGE,
    Permission.VIEW_MEASUREMENT,
    Permission.VIEW_REFERRAL,
    Permission.VIEW_FOLLOW_UP,
}


class RowException(UserObjectPermissionBase):
    """A right on one row for one colleague, beside the rules: why, given by whom, until when."""

    reason = models.TextField(_("reason"), help_text=_("Why this colleague needs to see this dossier."))
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("granted by"))
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), help_text=_("The first day without this access."))

    class Meta:
        abstract = True


@dataclass(frozen=True)
class FactSource:
    """A model whose dated rows give roles: which columns name the subject and, where it must be an own one, its programme.

    `when(day)` is what must hold besides, as a Q on the rows.
    """

    model: type[models.Model]
    subject: str
    within: str = ""
    when: Callable | None = None


_SOURCES: dict[type, FactSource] = {}
CASE = "participants.Trajectory"  # the model through which a row with `access_through` is seen


def facts(kind: type, subject: str, *, within: str = "", when: Callable | None = None):
    """Class decorator: the dated rows of this model are the facts behind grants of `kind`.

    The model has `user`, `starts_on`, `ends_on` (first day without the right, or empty),
    and `role` unless it holds exceptions. `within` names the programme of the subject when a row
    holds only for somebody who is a member of that programme, in whatever role; `when(day)` is a
    Q that must hold besides.
    """

    def register(model):
        _SOURCES[kind] = FactSource(model, subject, within, when)
        return model

    return register


def in_force(day=None) -> Q:
    """Dated rows that hold on `day` (default today): started, and the end day not yet reached."""
    day = day or timezone.localdate()
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))


def in_force_through(relation, day=None) -> Q:
    """The same, seen from the other side of `relation`."""
    day = day or timezone.localdate()
    ends = f"{relation}__ends_on"
    return Q(**{f"{relation}__starts_on__lte": day}) & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": day}))


class Facts:
    """What one user may lean on: ids per kind of fact and role, read by one query when first needed."""

    def __init__(self, user):
        self.user, self._read = user, None

    def ids(self, kind, roles) -> list[int]:
        """Ids of the programmes, organisations or trajectories in which the user holds one of `roles` today."""
        return sorted(set().union(*self._held(kind, roles)))

    def programmes(self, kind, roles) -> list[int]:
        """Ids of the programmes that those lie in; a right by an organisation lies in none."""
        return [] if kind is ByOrganisation else sorted(set().union(*(held.values() for held in self._held(kind, roles))))

    def _held(self, kind, roles) -> list[dict[int, int]]:
        if self._read is None:
            self._read = self._all()
        return [self._read.get((kind, role), {}) for role in roles]

    def _all(self) -> dict[tuple, dict[int, int]]:
        kinds = {kind.__name__: kind for kind in _SOURCES}
        rows = composed(_facts_of_somebody).rows(user=self.user.pk, today=timezone.localdate())
        programmes = {pk for name, _role, pk, _programme in rows if kinds[name] is ByProgramme}
        found = defaultdict(dict)
        for name, role, pk, programme in rows:
            # Looked up here: in SQL PostgreSQL would walk through whole programmes to find it.
            if not _SOURCES[kinds[name]].within or programme in programmes:
                found[kinds[name], role][pk] = programme
        return found


def _facts_of_somebody():
    """The facts of all kinds in one query: name of the kind, role, subject, and its programme where that counts."""
    user, today = Given("user", models.BigIntegerField()), Given("today", models.DateField())
    parts = [
        source.model._base_manager.filter(in_force(today), source.when(today) if source.when else Q(), user=user, user__is_active=True)
        .order_by()
        .values_list(
            Value(kind.__name__),
            F("permission__codename" if kind is RowException else "role"),
            F(source.subject),
            F(source.within or source.subject),
        )
        for kind, source in _SOURCES.items()
    ]
    return parts[0].union(*parts[1:], all=True)


def facts_of(user, *, fresh=False) -> Facts:
    """The user's facts; kept for the length of one request where the page asked for it (`remember`)."""
    kept = getattr(user, "_access_facts", None)
    return kept if kept is not None and not fresh else Facts(user)


def remember(user) -> None:
    """Keep what is read of the user's rights on this user object: one request, one query."""
    user._access_facts = Facts(user)


def _known(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


@dataclass(frozen=True)
class _Branch:
    """One way in that a user has: rows whose `path` leads to one of some ids; `single` keeps a row single where it leads to many."""

    path: str
    single: bool = False

    def opens(self, model, ids) -> Q:
        """The rows of `model` behind it."""
        if self.single:
            return Q(pk__in=model._base_manager.filter(**{f"{self.path}__in": ids}).values("pk"))
        return Q(**{f"{self.path}__in": ids})


def _branches(model, permission, known: Facts) -> dict[_Branch, list[int]]:
    """Where the grants of `permission` lead from `model`, and to which ids; only the branches that this user has."""
    found = {}
    for grant in RULES[permission]:
        ids = known.ids(type(grant), grant.roles)
        match grant:
            case ByProgramme():
                branch = _Branch(model.programme_path)
            case ByAssignment():
                branch = _Branch(model.trajectory_path)
                if permission in READING_THE_DOSSIER:
                    ids = sorted({*ids, *known.ids(RowException, [Permission.VIEW_TRAJECTORY])})
            case ByConsent():
                branch = _Branch(model.trajectory_path)
            case ByArea(path):
                branch = _Branch(path)
            case ByOrganisation(path):
                # Configuration tables are small; the sub-query costs little.
                branch = _Branch(path, single=path != "pk")
        if ids:
            found[branch] = sorted({*found.get(branch, ()), *ids})
    return found


def _scope(queryset, permission, known: Facts):
    """The part of `queryset` that the grants of `permission` open."""
    opened = Q()
    for branch, ids in _branches(queryset.model, permission, known).items():
        opened |= branch.opens(queryset.model, ids)
    if not opened:
        return queryset.none()
    kept = queryset.model.kept_from(known.user)
    return queryset.filter(opened) if kept is None else queryset.filter(opened).exclude(kept)


def allowed(queryset, user, permission, *, fresh=False):
    """The rows of `queryset` on which `user` has `permission` today: the rule for lists, searches, counts and exports."""
    if not _known(user):
        return queryset.none()
    model = queryset.model
    if model.access_through:
        # A person or household is seen through the trajectories that it takes part in.
        cases = _scope(apps.get_model(CASE)._base_manager.all(), permission, facts_of(user, fresh=fresh))
        return queryset.filter(model.seen_through(cases))
    return _scope(queryset, permission, facts_of(user, fresh=fresh))


class Allowed:
    """The same rows, for queries that every request asks: their SQL is composed once per set of branches, see casetrack/composed.py.

    `build` is a function of a module that makes a query set from one with the allowed rows; `shape`
    and `given` are as in `composed`.
    """

    def __init__(self, model, user, permission):
        if model.access_through:
            raise TypeError(f"{model.__name__} is seen through its trajectories")
        if _known(user) and model.kept_from(user) is not None:
            raise TypeError(f"{model.__name__} has rows that are kept from somebody")
        self.model = model
        self.branches = _branches(model, permission, facts_of(user)) if _known(user) else {}

    def rows(self, build, *shape, **given) -> list[tuple]:
        """The rows that the query gives; none when the user has no grant."""
        return self._composed(build, shape).rows(**self._ids(), **given) if self.branches else []

    def count(self, build, *shape, **given) -> int:
        """How many rows the query gives."""
        return self._composed(build, shape).count(**self._ids(), **given) if self.branches else 0

    def _composed(self, build, shape):
        return composed(_of_branches, self.model, tuple(self.branches), build, *shape)

    def _ids(self):
        return {f"ids_{n}": ids for n, ids in enumerate(self.branches.values())}


def _of_branches(model, branches, build, *shape):
    opened = Q()
    for n, branch in enumerate(branches):
        opened |= branch.opens(model, Given(f"ids_{n}", models.BigIntegerField(), many=True))
    return build(model._default_manager.filter(opened), *shape)


def can(user, permission, obj, *, fresh=False) -> bool:
    """May `user` do this to this row: the list filter plus the key, so list and detail cannot disagree."""
    return allowed(type(obj)._base_manager.filter(pk=obj.pk), user, permission, fresh=fresh).exists()


def require(user, permission, obj) -> None:
    """Raise PermissionDenied unless `user` may do this now; reads the rights afresh."""
    if not can(user, permission, obj, fresh=True):
        raise PermissionDenied


def may_somewhere(user, permission) -> bool:
    """Does the user hold any role today that gives this permission: decides what the menu offers."""
    known = facts_of(user) if _known(user) else None
    return known is not None and any(known.ids(*way) for way in _ways(permission))


def programmes_of(user, permission) -> list[int]:
    """Ids of the programmes in which the user holds a role today that gives this permission."""
    known = facts_of(user) if _known(user) else None
    return sorted({pk for way in _ways(permission) for pk in known.programmes(*way)}) if known is not None else []


def _ways(permission):
    """The kinds of facts, with their roles, that give this permission."""
    yield from ((type(grant), grant.roles) for grant in RULES[permission])
    if permission in READING_THE_DOSSIER:
        yield RowException, (Permission.VIEW_TRAJECTORY,)
