"""Stories of an edition: written with consent, checked by somebody, withdrawn at any time."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casetrack import access, audit
from casetrack.access import Permission
from casetrack.pages import kept_post, page
from casetrack.paging import keyset
from outcomes import actions
from outcomes.models import Story
from outcomes.recognising import found_words
from outcomes.story_forms import CheckForm, NewStoryForm, StoryForm, WithdrawStoryForm
from outcomes.views.figures import crumbs
from participants.models import Trajectory
from programmes.models import Edition


def _way(edition, *here):
    return crumbs(edition, (_("Stories"), reverse("stories", args=[edition.code])), *here)


@page(Permission.VIEW_STORY, of=Edition, methods=("GET",))
def stories(request, edition):
    """The stories of an edition, the newest first, and where each stands."""
    rows = Story.objects.allowed(request.user, Permission.VIEW_STORY).filter(edition=edition).select_related("consent", "approved_by")
    shown = keyset(rows, ("-pk",), after=request.GET.get("after"), before=request.GET.get("before"))
    audit.opened(request, edition, what="stories", rows=len(shown))
    may_write = access.can(request.user, Permission.WRITE_STORY, edition)
    context = {"edition": edition, "page": shown, "may_write": may_write, "crumbs": crumbs(edition, (_("Stories"), ""))}
    return render(request, "outcomes/stories.html", context)


@page(Permission.VIEW_STORY, of=Story, methods=("GET",))
def story(request, row):
    """One story, whose it is, and by what somebody may be recognised."""
    audit.opened(request, row)
    trajectory = Trajectory.objects.allowed(request.user, Permission.VIEW_TRAJECTORY).filter(pk=row.consent.trajectory_id).first()
    context = {
        "story": row,
        "trajectory": trajectory,
        "found": _found(row),
        "may_write": access.can(request.user, Permission.WRITE_STORY, row),
        "crumbs": _way(row.edition, (str(row), "")),
    }
    return render(request, "outcomes/story.html", context)


def _found(row):
    return found_words(row.consent.trajectory, f"{row.title}\n{row.text}")


def _ask(request, about, form, action, *, words, back, above, **shown):
    """Show `form`, or do `action` with it on `about` and go to the story."""
    title, done = words
    if form.is_bound and form.is_valid() and form.run(action, about, by=request.user):
        messages.success(request, done)
        return redirect(form.result)
    context = {"form": form, "title": title, "back": back, "crumbs": [*above, (title, "")], **shown}
    return render(request, "outcomes/story_form.html", context)


@page(Permission.WRITE_STORY, of=Edition)
def story_write(request, edition):
    """Write a story of somebody in this edition, with their consent."""
    mine = Trajectory.objects.allowed(request.user, Permission.VIEW_TRAJECTORY).filter(edition=edition, started_on__isnull=False)
    form = NewStoryForm(
        request.POST or None,
        trajectories=mine.select_related("person", "edition").order_by("person__name_key", "pk"),
        initial=kept_post(request) or {},
    )
    words = (_("Write a story"), _("The story has been saved. Let it be checked before it is told."))
    return _ask(request, edition, form, actions.write_story, words=words, back=reverse("stories", args=[edition.code]), above=_way(edition))


def _on_story(request, row, form, action, words, **shown):
    above = _way(row.edition, (str(row), row.get_absolute_url()))
    return _ask(request, row, form, action, words=words, back=row.get_absolute_url(), above=above, story=row, **shown)


@page(Permission.WRITE_STORY, of=Story)
def story_change(request, row):
    """Change the words of a story; it must be checked again."""
    form = StoryForm(request.POST or None, seen=row, initial={"title": row.title, "text": row.text, **(kept_post(request) or {})})
    words = (_("Change the story"), _("The story has been saved. Let it be checked before it is told."))
    return _on_story(request, row, form, actions.change_story, words)


@page(Permission.WRITE_STORY, of=Story)
def story_approve(request, row):
    """Say that nobody can be recognised; the page shows what may tell who it is."""
    found = _found(row)
    audit.opened(request, row)
    form = CheckForm(request.POST or None, seen=row, words=bool(found))
    words = (_("Check the story"), _("The story was checked. It can now stand on a sheet."))
    return _on_story(request, row, form, actions.approve_story, words, found=found, read=True)


@page(Permission.WRITE_STORY, of=Story)
def story_withdraw(request, row):
    """Take a story back."""
    form = WithdrawStoryForm(request.POST or None, seen=row, initial=kept_post(request) or {})
    words = (_("Withdraw the story"), _("The story has been withdrawn. It is left out of every sheet."))
    return _on_story(request, row, form, actions.withdraw_story, words, negative=True)
