"""What somebody of the meldpunt keeps while working: searches in the list, and the draft of a report."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.actions import Refusal, action, already_made
from referrals.actions.discrimination import erasing
from referrals.choices import Event
from referrals.models import DiscriminationReport, ReportDraft, SavedSearch

DRAFT_DAYS = 14  # a draft that nobody goes on with is personal data without a purpose


@action(Permission.VIEW_DISCRIMINATION_REPORT)
def save_search(meldpunt, *, by, name, criteria, shared=False, submission=None):
    """Keep a search: `criteria` are filters of the list by name, never words that somebody typed."""
    if made := already_made(SavedSearch, submission, by=by):
        return made
    row = SavedSearch(meldpunt=meldpunt, owner=by, name=name, criteria=criteria, shared=shared, submission=submission)
    return row.record(Event.SEARCH_SAVED, by=by)


@action(Permission.VIEW_DISCRIMINATION_REPORT)
def change_search(search, *, by, name, shared):
    """Another name, or shared with all of the meldpunt or no longer."""
    _keeper(search, by)
    search.name, search.shared = name, shared
    return search.record(Event.SEARCH_CHANGED, by=by)


@action(Permission.VIEW_DISCRIMINATION_REPORT)
def remove_search(search, *, by):
    """Delete a saved search; returns the meldpunt that it was in."""
    _keeper(search, by)
    search._history_user, search._change_reason = by, Event.SEARCH_REMOVED.value
    search.delete()
    return search.meldpunt


def _keeper(search, by):
    """Whoever keeps it, and for a shared one the lead too, so that none is left of a colleague who went away."""
    if search.owner_id != by.pk and not access.can(by, Permission.ASSIGN_DISCRIMINATION_REPORT, search):
        raise Refusal(_("Only the colleague who keeps this search can change it."))


@action(Permission.ADD_DISCRIMINATION_REPORT)
def keep_draft(meldpunt, *, by, content, submission=None):
    """Keep what `by` has typed so far, in place of what was kept before; drafts of two weeks old go.

    An empty form, and one whose report was saved in the meantime, keep nothing: None is returned.
    """
    purge_old_drafts()
    if already_made(DiscriminationReport, submission, by=by):
        return None
    own = ReportDraft._base_manager.filter(meldpunt=meldpunt, user=by)
    if not content:
        own.delete()
        return None
    draft = own.first() or ReportDraft(meldpunt=meldpunt, user=by)
    draft.content, draft.saved_at = content, timezone.now()
    draft.full_clean()
    draft.save()
    return draft


@action(Permission.ADD_DISCRIMINATION_REPORT)
def drop_draft(meldpunt, *, by):
    """Throw away what `by` was typing."""
    ReportDraft._base_manager.filter(meldpunt=meldpunt, user=by).delete()
    return meldpunt


def purge_old_drafts() -> int:
    """Throw away the drafts that nobody went on with for two weeks; returns how many. Called by the clock, and when somebody types."""
    old = timezone.now() - timedelta(days=DRAFT_DAYS)
    done, _kinds = ReportDraft._base_manager.filter(saved_at__lt=old).delete()
    if done:
        erasing.leave_no_bytes()
    return done
