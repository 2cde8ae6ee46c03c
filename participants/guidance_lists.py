"""Who can guide, who does, and what the next guide must know: read at once, in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casetrack import access
from casetrack.access import Permission
from participants.actions import guidance, not_over
from participants.choices import Event, GoalState
from participants.models import Assignment, Consent, ContactMoment, Goal, HelpRequest, NetworkMember, Task
from programmes.choices import Language
from programmes.models import AreaMember, ProgrammeMember, VolunteerFile

NOTE_SHOWN_DAYS = 30  # how long the note of a hand-over stands on the trajectory of the new guide
LAST_CONTACTS = 5


@dataclass
class Volunteer:
    """A volunteer with what they do now: how many they guide, and in which areas they work."""

    file: VolunteerFile
    used: int = 0
    areas: dict[int, str] = field(default_factory=dict)
    works_here: bool = True
    today: object = field(default_factory=timezone.localdate)

    @property
    def room(self) -> int:
        """How many more they can guide; below 0 when they guide more than they said."""
        return self.file.capacity - self.used

    @property
    def vog_holds(self) -> bool:
        """Is there a VOG that need not be renewed yet."""
        return self.file.vog_on is not None and (self.file.vog_renew_on is None or self.file.vog_renew_on > self.today)

    @property
    def vog_words(self) -> str:
        """What is known of the VOG."""
        if self.file.vog_on is None:
            return _("no VOG")
        if not self.vog_holds:
            return _("new VOG needed since %(day)s") % {"day": _day(self.file.vog_renew_on)}
        return _("VOG of %(day)s") % {"day": _day(self.file.vog_on)}

    @property
    def languages(self) -> list[str]:
        """The languages they speak, in words."""
        return [str(Language(code).label) for code in self.file.languages]


def _day(day):
    return date_format(day, "DATE_FORMAT")


def volunteers(user, files) -> list[Volunteer]:
    """These volunteer files (rows that `user` may see) with what they do now. Three queries."""
    files = list(files)
    users, programmes = {row.user_id for row in files}, {row.programme_id for row in files}
    running = Assignment.objects.allowed(user, Permission.VIEW_ASSIGNMENT).filter(
        not_over(), user__in=users, trajectory__programme__in=programmes, trajectory__ended_on=None, role__in=guidance.GUIDING
    )
    counted = running.order_by().values_list("user", "trajectory__programme").annotate(n=Count("trajectory", distinct=True))
    used = {(who, programme): n for who, programme, n in counted}
    areas = {}
    members = AreaMember.objects.allowed(user, Permission.VIEW_AREA_MEMBER).filter(access.in_force(), user__in=users, area__programme__in=programmes)
    for who, programme, area, name in members.order_by("area__name", "pk").values_list("user", "area__programme", "area", "area__name"):
        areas.setdefault((who, programme), {})[area] = name
    here = ProgrammeMember.objects.allowed(user, Permission.VIEW_PROGRAMME_MEMBER).filter(access.in_force(), user__in=users, user__is_active=True)
    working = set(here.order_by().values_list("user", "programme").distinct())
    keys = [(row.user_id, row.programme_id) for row in files]
    return [Volunteer(row, used.get(key, 0), areas.get(key, {}), key in working) for row, key in zip(files, keys, strict=True)]


@dataclass
class Match:
    """A volunteer beside a trajectory: what speaks for them, and what to look at first."""

    volunteer: Volunteer
    reasons: list[str]
    warnings: list[str]
    rank: tuple
    fits: bool


def matches(user, trajectory, *, everybody=False) -> list[Match]:
    """The volunteers of the programme for this trajectory, the best first. Five queries, whatever their number.

    Without `everybody` only those who have room. Left out are those who guide it already, and who may not hold the role.
    """
    needed = guidance.MAY_HOLD[trajectory.edition.guide_role]
    members = ProgrammeMember.objects.allowed(user, Permission.VIEW_PROGRAMME_MEMBER).filter(
        access.in_force(), programme=trajectory.programme_id, role__in=needed, user__is_active=True
    )
    present = set(trajectory.assignments.filter(not_over(), role__in=guidance.GUIDING).values_list("user", flat=True))
    files = VolunteerFile.objects.allowed(user, Permission.VIEW_VOLUNTEER).filter(programme=trajectory.programme_id, user__in=members.values("user"))
    found = [_match(trajectory, one) for one in volunteers(user, files.exclude(user__in=present).select_related("user"))]
    return sorted((match for match in found if everybody or match.fits), key=lambda match: match.rank)


def _match(trajectory, volunteer) -> Match:
    reasons, warnings = [], []
    shared = [code for code in trajectory.languages if code in volunteer.file.languages]
    near = trajectory.area_id in volunteer.areas
    if near:
        reasons.append(_("works in %(area)s") % {"area": volunteer.areas[trajectory.area_id]})
    elif trajectory.area_id:
        warnings.append(_("does not work in %(area)s") % {"area": trajectory.area.name})
    if shared:
        reasons.append(_("speaks %(languages)s") % {"languages": ", ".join(str(Language(code).label) for code in shared)})
    elif trajectory.languages:
        warnings.append(_("does not speak the language of this household"))
    if volunteer.room > 0:
        reasons.append(ngettext("has room for %(number)s", "has room for %(number)s", volunteer.room) % {"number": volunteer.room})
    elif not volunteer.file.capacity:
        warnings.append(_("takes nobody new for now"))
    else:
        warnings.append(_("has no room: guides %(used)s of %(capacity)s") % {"used": volunteer.used, "capacity": volunteer.file.capacity})
    (reasons if volunteer.vog_holds else warnings).append(volunteer.vog_words)
    (reasons if volunteer.file.trained_on else warnings).append(_("has the certificate") if volunteer.file.trained_on else _("no certificate yet"))
    rank = (
        volunteer.room <= 0, not volunteer.vog_holds, not near, -len(shared), not volunteer.file.trained_on, -volunteer.room,
        str(volunteer.file.user).casefold(), volunteer.file.pk,
    )  # fmt: skip
    return Match(volunteer, reasons, warnings, rank, volunteer.room > 0)


@dataclass
class Brief:
    """What the next guide of a trajectory must know, as far as `user` may see it; one query each."""

    user: object
    trajectory: object

    def _rows(self, model):
        return model.objects.allowed(self.user, model.view_permission).filter(trajectory=self.trajectory)

    @cached_property
    def goals(self):
        """The goals that are worked on."""
        return list(self._rows(Goal).filter(state=GoalState.OPEN).select_related("life_area"))

    @cached_property
    def tasks(self):
        """The small steps that are still to be done."""
        return list(self._rows(Task).filter(done_on=None, dropped_on=None))

    @cached_property
    def next_appointment(self):
        """The contact in which the next appointment was made, or None."""
        return self._rows(ContactMoment).filter(next_on__gte=timezone.localdate()).order_by("next_on", "next_at", "pk").first()

    @cached_property
    def contacts(self):
        """The last contact moments."""
        return list(self._rows(ContactMoment).select_related("author")[:LAST_CONTACTS])

    @cached_property
    def consents(self):
        """What the participant consents to today."""
        return list(self._rows(Consent).filter(access.in_force()))

    @cached_property
    def network(self):
        """The people and organisations around the participant."""
        return list(self._rows(NetworkMember).filter(access.in_force()))

    @cached_property
    def questions(self):
        """Questions to the achterwacht that wait for an answer."""
        return list(self._rows(HelpRequest).filter(answered_on=None).select_related("asked_by"))


def note_for(user, assignments):
    """The note with which one of these assignments of a trajectory was handed over to `user` not long ago: its history row, or None.

    No query for those to whom nothing was handed over lately.
    """
    since = timezone.localdate() - timedelta(days=NOTE_SHOWN_DAYS)
    mine = [row.pk for row in assignments if row.user_id == user.pk and row.starts_on > since]
    if not mine:
        return None
    notes = Assignment.history.filter(id__in=mine, history_change_reason=Event.HANDED_OVER).exclude(history_why="")
    return notes.select_related("history_user").order_by("-history_date").first()
