"""Which reports of discrimination stand in which list, and what a list shows of each."""

from datetime import timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.paging import capped_count, keyset
from referrals.actions.discrimination import DRAFT_DAYS, FIRST_CONTACT_WITHIN_WORKING_DAYS
from referrals.discrimination_choices import OPEN_STATUSES, ReportStatus
from referrals.models import (
    Bundle,
    DiscriminationReport,
    HandlingStep,
    ListValue,
    Meldpunt,
    OtherParty,
    ReportDraft,
    SavedSearch,
)
from referrals.report_filters import ReportFilter, first_contact_waits, with_unread_message
from referrals.working_days import working_days_after

STATUS_KINDS = {
    ReportStatus.NEW: "info",
    ReportStatus.INTAKE: "info",
    ReportStatus.IN_PROGRESS: "info",
    ReportStatus.WAITING: "warning",
    ReportStatus.IN_PROCEDURE: "warning",
    ReportStatus.REOPENED: "info",
}
SILENT_DAYS = 14
SHOWN_OF_A_PATTERN = 10


def meldpunten(user):
    """The meldpunten for which this user works today, by name."""
    return Meldpunt.objects.allowed(user, Permission.VIEW_MELDPUNT).order_by("name", "pk")


def reports(user):
    """The reports that this user may see."""
    return DiscriminationReport.objects.allowed(user, Permission.VIEW_DISCRIMINATION_REPORT)


class FoundReports:
    """One page of the list of a meldpunt: the filter, how many there are, and the rows with what they show.

    A fixed number of queries, whatever the number of rows.
    """

    def __init__(self, user, meldpunt, data):
        self.filter = ReportFilter(data, reports(user).filter(meldpunt=meldpunt), user=user)
        found = self.filter.qs
        self.count, self.more = capped_count(found)
        with_names = found.select_related("meldpunt", "handler", "terrain", "residence", "incident")
        self.page = keyset(with_names, self.filter.order, after=data.get("after") or None, before=data.get("before") or None)
        self.rows = self.page.rows
        described(user, self.rows)


def described(user, rows):
    """Add to reports with their meldpunt what a list shows: badge, clock, grounds, other party, unread message. Three queries."""
    today = timezone.localdate()
    names = ground_names(rows)
    parties = visible_parties(user, rows)
    unread = set(with_unread_message(DiscriminationReport.objects.filter(pk__in=[row.pk for row in rows])).order_by().values_list("pk", flat=True))
    for row in rows:
        row.status_kind = STATUS_KINDS.get(row.status, "neutral")
        row.clock = Clock(row, today)
        row.ground_names = [names.get(key, key) for key in row.grounds]
        row.party = parties.get(row.other_party_id)
        row.unread = row.pk in unread
    return rows


def ground_names(rows) -> dict[str, str]:
    """{key: name} of the grounds of these reports, in the user's language."""
    keys = {key for row in rows for key in row.grounds}
    return {value.key: str(value) for value in ListValue._base_manager.filter(list="ground", key__in=keys)}


def visible_parties(user, rows) -> dict:
    """{key: party} of the other parties of these reports that the user may see."""
    keys = {row.other_party_id for row in rows if row.other_party_id}
    return OtherParty.objects.allowed(user, Permission.VIEW_OTHER_PARTY).in_bulk(keys)


def contact_due(report):
    """The last day for the first personal contact."""
    return working_days_after(report.received_on, FIRST_CONTACT_WITHIN_WORKING_DAYS)


class Clock:
    """The first personal contact of a report: due within two working days after the day of receipt.

    `state` is in_time, done_late, waiting, due_today, late, or none where the report was closed without one.
    """

    WORDS = {
        "in_time": (_("on time"), "success"),
        "done_late": (_("was too late"), "neutral"),
        "waiting": (_("still to come"), "info"),
        "due_today": (_("due today"), "warning"),
        "late": (_("too late"), "danger"),
        "none": (_("there was none"), "neutral"),
    }

    def __init__(self, report, today):
        self.due_on = contact_due(report)
        self.done_on = report.first_contact_on
        if self.done_on:
            self.state = "in_time" if self.done_on <= self.due_on else "done_late"
        elif report.status == ReportStatus.CLOSED or report.erased_on:
            self.state = "none"
        else:
            self.state = "waiting" if today < self.due_on else "due_today" if today == self.due_on else "late"
        self.words, self.kind = self.WORDS[self.state]


def pattern_of(user, report, party):
    """The other reports about the same party that this user may see: the newest, and how many there are in all."""
    same = reports(user).filter(other_party=party).exclude(pk=report.pk)
    count, more = capped_count(same)
    newest = same.select_related("meldpunt", "terrain").order_by("-received_on", "-pk")[:SHOWN_OF_A_PATTERN]
    return {"rows": list(newest) if count else [], "count": count, "more": more}


def parties_with_reports(user, meldpunt):
    """The parties that the user may see, with `seen` reports that the user may see; `fewer` puts patterns first in rising order."""
    about = reports(user).filter(other_party=OuterRef("pk")).order_by().values("other_party").annotate(n=Count("pk")).values("n")
    seen = Coalesce(Subquery(about, output_field=IntegerField()), 0)
    parties = OtherParty.objects.allowed(user, Permission.VIEW_OTHER_PARTY).filter(meldpunt=meldpunt)
    return parties.annotate(seen=seen).annotate(fewer=Value(0) - seen)


PARTY_ORDER = ("fewer", "organisation", "name", "pk")


def named_parties(queryset, words):
    """Those in whose name or organisation every word occurs."""
    for word in words.split():
        queryset = queryset.filter(Q(organisation__icontains=word) | Q(name__icontains=word))
    return queryset


def bundles_with_reports(user, meldpunt):
    """The bundles of a meldpunt, with `seen` reports that the user may see."""
    about = reports(user).filter(bundle=OuterRef("pk")).order_by().values("bundle").annotate(n=Count("pk")).values("n")
    rows = Bundle.objects.allowed(user, Permission.VIEW_DISCRIMINATION_REPORT).filter(meldpunt=meldpunt)
    return rows.annotate(seen=Coalesce(Subquery(about, output_field=IntegerField()), 0))


def saved_searches(user, meldpunt):
    """The searches that this user keeps here, and those that colleagues share."""
    rows = SavedSearch.objects.allowed(user, Permission.VIEW_DISCRIMINATION_REPORT).filter(meldpunt=meldpunt)
    return rows.select_related("owner").order_by("name", "pk")


def draft_of(user, meldpunt):
    """What this user was typing here, not longer than two weeks ago; only they read it."""
    since = timezone.now() - timedelta(days=DRAFT_DAYS)
    return ReportDraft.objects.filter(meldpunt=meldpunt, user=user, saved_at__gte=since).first()


# My work. A consulent is reminded of own reports and of those that nobody handles; the lead of all.


def _open(user):
    return reports(user).filter(status__in=OPEN_STATUSES).select_related("meldpunt").order_by("received_on", "pk")


def _for(user, queryset):
    led = DiscriminationReport.objects.allowed(user, Permission.ASSIGN_DISCRIMINATION_REPORT).order_by().values("pk")
    return queryset.filter(Q(handler=user) | Q(handler__isnull=True) | Q(pk__in=led))


def handled_by_nobody(user, today):
    """Open reports that nobody handles, oldest first."""
    return _open(user).filter(handler__isnull=True)


def to_contact(user, today):
    """Reports of which the first contact is due today or too late, oldest first."""
    return _for(user, first_contact_waits(_open(user), today))


def silent(user, today):
    """Own open reports that came in two weeks ago or earlier, without any step since then."""
    since = today - timedelta(days=SILENT_DAYS)
    steps = HandlingStep._base_manager.filter(report=OuterRef("pk"), done_on__gt=since)
    return _open(user).filter(~Exists(steps), handler=user, received_on__lte=since)


def unread(user, today):
    """Reports with a message in the mailbox that nobody read yet, whatever their status."""
    rows = reports(user).select_related("meldpunt").order_by("received_on", "pk")
    return _for(user, with_unread_message(rows))
