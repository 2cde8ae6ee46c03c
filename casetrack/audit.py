"""The time line of a dossier, read from the history rows, and the log of who opened what."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack.choices import AnswerState
from casetrack.middleware import writing_the_log
from casetrack.models import Opening, TrackedModel


@dataclass
class Change:
    """One field of one event: its label, and how it read before and after."""

    label: str
    before: str
    after: str


@dataclass
class Entry:
    """One event of the time line: who, when, what happened to which thing, why, and what changed."""

    at: object
    who: str
    event: str
    thing: str
    why: str
    changes: list[Change] = field(default_factory=list)


def tracked_models() -> list[type[TrackedModel]]:
    """Every model with history, in the order of the apps."""
    return [model for model in apps.get_models() if issubclass(model, TrackedModel)]


def opened(request, obj=None, *, what="", rows=1) -> None:
    """Write down that this user opened this row or export, before the answer leaves; raises if it cannot."""
    with writing_the_log():
        Opening.objects.create(user=request.user, what=what or obj._meta.label_lower, key=str(obj.pk) if obj else "", rows=rows)


def events() -> dict[str, str]:
    """The names of all events in the user's language, from the Event lists of the apps."""
    names = {}
    for config in apps.get_app_configs():
        choices = getattr(config, "events", None)
        if choices:
            names.update(dict(choices().choices))
    return names


def time_line(trajectories, user, *, limit=200) -> list[Entry]:
    """What happened to a trajectory (a key, or several), newest first, as far as `user` may see the kinds of rows concerned.

    Reads the history rows of the trajectories and of every model that hangs on them
    (`trajectory_path`, or for a household and its members `time_line_path`). One query says to which
    models the newest events belong; then one for each of these, and one for each kind of thing that
    is named, whatever the number of events.
    """
    keys = [trajectories] if isinstance(trajectories, int) else list(trajectories)
    paths = {model: model.trajectory_path or model.time_line_path for model in tracked_models()}
    return _entries_along(paths, keys, user, limit)


def report_time_line(report, user, *, limit=200) -> list[Entry]:
    """What happened to a report of discrimination and its parts (`report_path`), newest first, as far as `user` may see each kind."""
    return _entries_along({model: model.report_path for model in tracked_models()}, [report.pk], user, limit)


def _entries_along(paths, keys, user, limit):
    visible = {}
    for model, path in paths.items():
        if path and model.view_permission is not None:
            visible[model] = model.objects.filter(**{f"{path}__in": keys}).allowed(user, model.view_permission)
    entries = [entry for model in _telling(visible, limit) for entry in _told(model, visible[model], limit)]
    return _named(newest_first(entries)[:limit], user)


def _telling(visible, limit) -> list[type[models.Model]]:
    """The models to which the newest events belong; most dossiers have few kinds of rows. One query."""
    first, *others = (
        model.history.filter(id__in=rows.values("pk")).order_by().values_list(models.Value(model._meta.label), "history_date")
        for model, rows in visible.items()
    )
    newest = {label for label, _at in first.union(*others, all=True).order_by("-history_date")[:limit]}
    return [model for model in visible if model._meta.label in newest]


def newest_first(entries) -> list[Entry]:
    """The entries in the order of a time line."""
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def entries_of(model, visible, limit=200, user=None) -> list[Entry]:
    """The history of the rows in `visible`, newest first, each with what changed since the row before it.

    With `user`, a part of another dossier that a change names is named only for who may see it.
    What changed follows the order in which the rows were written: of some only the day is kept.
    """
    return _named(_told(model, visible, limit), user)


def _told(model, visible, limit) -> list[Entry]:
    """The same with references, which are not named yet."""
    newest = model.history.filter(id__in=visible.values("pk")).select_related("history_user").order_by("-history_date", "-history_id")
    rows = sorted(newest[: limit + 50], key=lambda row: row.history_id, reverse=True)
    names, shown, words = events(), [], model.history_in_words(rows)
    previous: dict[int, models.Model] = {}
    for row in reversed(rows):
        before = previous.get(row.id)
        shown.append(
            Entry(
                at=row.history_date,
                who=str(row.history_user) if row.history_user else _("the system"),
                event=str(names.get(row.history_change_reason, row.history_change_reason or _("changed"))),
                thing=_thing(model, row),
                why=row.history_why,
                changes=_changes(model, before, row, words),
            )
        )
        previous[row.id] = row
    return shown[::-1]


def _thing(model, row) -> str:
    """What it happened to; where several of a kind stand side by side, by its own words of then."""
    kind, words = str(model._meta.verbose_name), getattr(row, model.told_by) if model.told_by else ""
    return f"{kind} “{words}”" if words else kind


@dataclass(frozen=True)
class _Reference:
    model: type[models.Model]
    key: object


def _changes(model, before, after, words) -> list[Change]:
    if before is None and after.history_type != "+":
        return []  # the row before it lies outside the part that was read
    found = []
    for column in model._meta.concrete_fields:
        if column.attname in ("id", "permission_id", model.trajectory_path, model.report_path) or not column.editable:
            continue  # the thing itself, where it hangs, and what is kept in step with other columns
        old = getattr(before, column.attname) if before is not None else None
        new = getattr(after, column.attname)
        if old != new and not (before is None and new in NOTHING_YET):
            found.append(Change(str(column.verbose_name), _said(before, column, old, words), _said(after, column, new, words)))
    return [change for change in found if change.before != change.after]


def _said(row, column, value, words):
    key = (row and row.history_id, column.name)
    return words[key] if key in words else _readable(column, value)


def _readable(column, value):
    if value is None or value == "":
        return ""
    if column.is_relation:
        return _Reference(column.related_model, value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, list):
        labels = dict(column.model.list_choices[column.name].choices) if column.name in column.model.list_choices else {}
        return ", ".join(str(labels.get(one, one)) for one in value)
    return value


NOTHING_YET = (None, "", False, [], AnswerState.NOT_ASKED)
YES, NO = gettext_lazy("yes"), gettext_lazy("no")


def _named(entries, user=None) -> list[Entry]:
    """The entries with, in the place of references, the names of what they point to; one query a model."""
    wanted: dict[type, set] = {}
    changes = [change for entry in entries for change in entry.changes]
    for change in changes:
        for value in (change.before, change.after):
            if isinstance(value, _Reference):
                wanted.setdefault(value.model, set()).add(value.key)
    names = {(model, row.pk): str(row) for model, keys in wanted.items() for row in _nameable(model, user).filter(pk__in=keys)}
    for entry in entries:
        entry.changes = [change for change in entry.changes if not _tells_of_kept(change, names, user)]
    for change in changes:
        for side in ("before", "after"):
            value = getattr(change, side)
            if isinstance(value, _Reference):
                unseen = _("of another dossier") if _is_guarded(value.model, user) else ""
                setattr(change, side, names.get((value.model, value.key), unseen))
    return entries


def _tells_of_kept(change, names, user) -> bool:
    """Does it point to a row that is kept from this very user: then even that it points somewhere says something of that row."""
    pointers = [value for value in (change.before, change.after) if isinstance(value, _Reference)]
    return any(
        user is not None
        and issubclass(value.model, TrackedModel)
        and value.model.kept_from(user) is not None
        and (value.model, value.key) not in names
        for value in pointers
    )


def _is_guarded(model, user) -> bool:
    """Is it part of a dossier, or are rows of it kept from somebody: then it is named only to who may see it."""
    if not issubclass(model, TrackedModel):
        return False
    return bool(model.trajectory_path) or (user is not None and model.kept_from(user) is not None)


def _nameable(model, user):
    """The rows of `model` that may be named to `user`."""
    if user is not None and _is_guarded(model, user):
        return model.objects.allowed(user, model.view_permission)
    return model._base_manager.all()
