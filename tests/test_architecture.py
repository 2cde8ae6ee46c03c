"""What docs/architecture.md says, as far as a machine can tell; import-linter checks the layers."""

import ast
from functools import cache
from importlib import import_module, util
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, get_resolver

from casetrack.access import RULES, Permission
from casetrack.actions import ACTIONS
from casetrack.api import ReadViewSet
from casetrack.audit import tracked_models

ROOT = Path(__file__).resolve().parent.parent
LINE = ("casetrack", "programmes", "participants", "referrals", "outcomes")  # each looks to the left only
MAXIMUM_LINES = 500  # from about 400 on, a file becomes a folder of the same name


@cache
def sources():
    """Every Python file of the application, as (path from the root, syntax tree)."""
    paths = [path for app in LINE for path in sorted((ROOT / app).rglob("*.py"))]
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def own_models(history=False):
    """The models of our apps, without or with the history tables."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in LINE and (history or not hasattr(model, "history_object"))
    ]


def named(model):
    """How pytest names a case."""
    return model._meta.label


# ── Foreign keys ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("model", own_models(history=True), ids=named)
def test_foreign_keys_point_to_the_own_app_or_down(model):
    here = LINE.index(model._meta.app_label)
    up = [
        field.name
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model._meta.app_label in LINE[here + 1 :]
    ]
    assert not up


@pytest.mark.parametrize("model", own_models(), ids=named)
def test_deleting_a_row_never_deletes_or_changes_another(model):
    """A cascade skips history and access; what is referred to stays."""
    allowed = (models.PROTECT, models.RESTRICT)
    loose = [f.name for f in model._meta.concrete_fields if f.remote_field and f.remote_field.on_delete not in allowed]
    assert not [name for name in loose if (model._meta.label, name) not in MAY_CASCADE]


MAY_CASCADE = {
    ("participants.TrajectoryException", "user"): "a column of guardian's; users are deactivated, never deleted",
    ("participants.TrajectoryException", "permission"): "a column of guardian's; permissions come and go with a migration",
    ("referrals.ImportContent", "file"): "the bytes of a file are part of it",
}


# ── Files of an app ───────────────────────────────────────────────────────────────────────────

# From top to bottom. What has another name (figures, imports, charts, ...) stands below the forms and above the models;
# import-linter checks its place where pyproject.toml names it.
KINDS = {
    "apps": 6, "urls": 6, "management": 6, "demo": 6, "views": 5, "api": 5, "work": 5, "forms": 4, "filters": 4, "lists": 4, "models": 1, "choices": 0,
}  # fmt: skip
ANYTHING_ELSE = 3


def height(module):
    """How high a module stands in its app: programmes.views.members as views, participants.attendance_forms as forms."""
    parts = module.split(".")[1:]
    return next((KINDS[part.rsplit("_", 1)[-1]] for part in parts if part.rsplit("_", 1)[-1] in KINDS), ANYTHING_ELSE)


def imports(tree):
    """The modules that `tree` imports, as far as they have a dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("app", LINE[1:])
def test_a_file_imports_only_what_stands_at_its_height_or_below(app):
    wrong = [
        f"{path} imports {name}"
        for path, tree in sources()
        if path.startswith(f"{app}/") and "migrations" not in path
        for name in imports(tree)
        if name.startswith(f"{app}.") and height(name) > height(path.removesuffix(".py").replace("/", "."))
    ]
    assert not wrong


def test_the_height_of_a_file_is_known_by_its_name():
    assert height("participants.views.members") == height("participants.attendance_views") > height("participants.actions.steps") > height("x.models")


# ── Writing ───────────────────────────────────────────────────────────────────────────────────

WRITES = {"record", "save", "create", "update", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "execute", "executemany"}
WRITERS = ("actions.py", "models.py", "bulk.py")
MAY_WRITE = {
    # path: why it may write beside the actions
    "casetrack/audit.py": "the log of who opened what is written while a page is read",
    "casetrack/composed.py": "asks what was composed once as a query set that reads",
    "casetrack/checks.py": "asks SQLite for its pragmas",
    "programmes/reference.py": "loads the reference lists, which have no history",
    "referrals/reference.py": "loads the value lists of the law, with their history, after a migration",
    "casetrack/tokens.py": "the tokens of a user are rows of knox, made and ended by that user alone",
    "casetrack/paper.py": "its canvas saves a page of a PDF",
    "outcomes/demo/": "makes up people in bulk, each with the history rows of their events",
}


def writes_of(tree):
    """Calls in `tree` that look like a write to the database, as (line, name)."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
            continue
        by_keyword = bool(node.keywords) and not node.args
        match node.func.attr:
            case "update" if not by_keyword:
                continue  # a dictionary or a checksum: a query set takes keywords only
            case "delete" if node.args:
                continue  # the cache: a row takes nothing
            case "save" if node.args:
                continue  # a drawing or a workbook to a file: a row takes keywords only
        yield node.lineno, node.func.attr


def may_write(path):
    """Is this a file in which changes are made."""
    parts = Path(path).parts
    return (
        path.startswith(tuple(MAY_WRITE)) or parts[-1] in WRITERS or "migrations" in parts or bool({"actions", "models", "bulk"} & set(parts[1:-1]))
    )


def test_only_actions_and_models_write():
    found = [f"{path}:{line} .{name}(" for path, tree in sources() if not may_write(path) for line, name in writes_of(tree)]
    assert not found


def test_a_write_is_recognised():
    code = "Person.objects.filter(pk=1).update(name='x'); row.save(); row.record(event, by=user); names.update({'a': 1}); cache.delete('key')"
    assert [name for _, name in writes_of(ast.parse(code))] == ["update", "save", "record"]


def test_what_may_write_beside_the_actions_is_still_there():
    gone = [path for path in MAY_WRITE if not (ROOT / path).exists()]
    assert not gone


def test_only_access_imports_guardian():
    found = {
        path
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        if name.split(".")[0] == "guardian"
    }
    assert found == {"casetrack/access.py"}


# ── Access ────────────────────────────────────────────────────────────────────────────────────

# Addresses of libraries: who may come there, and who sees to it.
OF_LIBRARIES = {
    "account_login": "everybody; allauth limits guessing",
    "account_logout": "everybody; by POST",
    "account_signup": "closed in casetrack/accounts.py",
    "account_inactive": "everybody: says that the account is not active",
    "account_reset_password": "everybody; the answer is the same for unknown addresses",
    "account_reset_password_done": "everybody",
    "account_reset_password_from_key": "whoever has the link from the mail",
    "account_reset_password_from_key_done": "everybody",
    "account_change_password": "signed in: the own password",
    "account_set_password": "signed in: the own password",
    "account_reauthenticate": "signed in: the own password again",
    "account_email": "signed in: the own address",
    "account_email_verification_sent": "everybody",
    "account_confirm_email": "whoever has the link from the mail",
    "account_confirm_login_code": "whoever has the code from the mail",
    "account_request_login_code": "everybody; switched off",
    "set_language": "everybody: sets a cookie",
    "knox_login": "by password or session: gives the own token",
    "knox_logout": "with a token: ends the own token",
    "knox_logoutall": "with a token: ends the own tokens",
}


def url_patterns(resolver=None, prefix=""):
    """Every address of the site, as (address, pattern)."""
    for part in (resolver or get_resolver()).url_patterns:
        address = prefix + str(part.pattern)
        if isinstance(part, URLPattern):
            yield address, part
        else:
            yield from url_patterns(part, address)


def is_marked(view):
    """Does the view say who may open it: a mark of casetrack/pages.py, or the permission of an API view."""
    if any(getattr(view, mark, None) for mark in ("page_permission", "page_signed_in", "page_public")):
        return True
    cls = getattr(view, "cls", None)
    if cls is None:
        return False
    if issubclass(cls, ReadViewSet):
        return cls.model is not None and cls.model.view_permission in RULES
    return getattr(cls, "permission", None) in RULES or hasattr(cls, "api_public") or hasattr(cls, "api_signed_in")


def test_every_address_says_who_may_open_it():
    unmarked = [
        f"/{address} ({pattern.name})" for address, pattern in url_patterns() if pattern.name not in OF_LIBRARIES and not is_marked(pattern.callback)
    ]
    assert not unmarked


def test_a_view_without_a_mark_is_noticed():
    assert not is_marked(lambda request: None)


# What nobody may do: written down, so that the rows concerned are opened to nobody.
HELD_BY_NOBODY = {Permission.VIEW_GROUP_ANSWERS}


@pytest.mark.parametrize("permission", Permission, ids=str)
def test_every_permission_has_a_rule(permission):
    assert bool(RULES[permission]) == (permission not in HELD_BY_NOBODY), "nobody holds this permission: take it away or give it a rule"


def test_every_permission_is_used():
    """By a model that it opens, an action, a page, or by name in the code."""
    text = "\n".join(
        path.read_text(encoding="utf-8") for app in LINE for path in (ROOT / app).rglob("*.py") if path.name not in ("access.py", "permissions.py")
    )
    assert not [permission.name for permission in Permission if f"Permission.{permission.name}" not in text]


@pytest.mark.parametrize("app", LINE[1:])
def test_every_action_asks_for_a_permission_that_has_a_rule_and_for_its_author(app):
    if util.find_spec(f"{app}.actions") is None:
        pytest.skip("this app changes nothing")
    import_module(f"{app}.actions")
    own = [action for action in ACTIONS if action.__module__.startswith(f"{app}.actions")]
    assert own
    assert not [action.__name__ for action in own if action.permission not in RULES]
    assert not [action.__name__ for action in own if not action.__doc__]


@pytest.mark.parametrize("model", tracked_models(), ids=named)
def test_every_tracked_model_can_be_seen_by_a_rule(model):
    assert model.view_permission in RULES
    assert model.history.model is not None


# ── Personal data and lists ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("model", own_models(), ids=named)
def test_every_column_is_classified_once_as_personal_or_not(model):
    classified = [*model.personal_fields, *model.other_fields]
    assert sorted(classified) == sorted(field.name for field in model._meta.concrete_fields)


@pytest.mark.parametrize("model", own_models(), ids=named)
def test_every_model_has_one_order_for_all_its_rows(model):
    """Without a last column that differs for every row, two pages of a list can show the same row."""
    order = [str(part).lstrip("-") for part in model._meta.ordering]
    assert order, "no order"
    last = model._meta.pk if order[-1] == "pk" else model._meta.get_field(order[-1])
    together = any(
        set(rule.fields) <= set(order) and not rule.condition for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)
    )
    assert last.unique or together


def viewsets():
    """Every list of the API."""
    return sorted(
        {p.callback.cls for _, p in url_patterns() if issubclass(getattr(p.callback, "cls", object), ReadViewSet)}, key=lambda cls: cls.__name__
    )


def test_every_list_of_the_api_runs_in_one_direction_and_ends_in_the_key():
    for cls in viewsets():
        assert cls.order[-1].lstrip("-") == "pk", cls
        assert len({part.startswith("-") for part in cls.order}) == 1, cls


# ── Files ─────────────────────────────────────────────────────────────────────────────────────


def test_no_file_is_longer_than_can_be_read_at_once():
    folders = [ROOT / name for name in (*LINE, "tools", "bench")]
    paths = [path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts]
    too_long = {str(p.relative_to(ROOT)): n for p in paths if (n := len(p.read_text(encoding="utf-8").splitlines())) > MAXIMUM_LINES}
    assert not too_long


def test_no_file_has_a_name_that_says_nothing():
    names = {"utils", "services", "helpers", "common", "misc", "managers"}
    assert not [str(path) for app in LINE for path in (ROOT / app).rglob("*") if path.stem in names]
