"""What stands in two places says the same: code, documents, templates, catalogues, lists of packages."""

import ast
import re
import tomllib
from functools import cache
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.core.management import call_command

from casetrack.management.commands import access_table
from tools import translations

ROOT = Path(__file__).resolve().parent.parent
APPS = ("casetrack", "programmes", "participants", "referrals", "outcomes")


def read(name):
    """The text of a file of this repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def templates():
    """Every template of ours, as {name: text}."""
    folders = [ROOT / app / "templates" for app in APPS]
    return {str(p.relative_to(f)): p.read_text(encoding="utf-8") for f in folders for p in sorted(f.rglob("*")) if p.is_file()}


# ── Database and documents ────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_every_change_of_a_model_has_a_migration():
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(told.getvalue())


def test_the_page_about_access_is_what_the_rules_say():
    assert read("docs/access.md") == access_table.page(), "run: ./ct manage access_table"


def environment_variables():
    """Every variable that settings.py reads."""
    calls = [node for node in ast.walk(ast.parse(read("casetrack/settings.py"))) if isinstance(node, ast.Call)]
    return {c.args[0].value for c in calls if isinstance(c.func, ast.Attribute) and getattr(c.func.value, "id", "") == "env" and c.args}


def test_every_setting_is_explained_and_no_other():
    explained = set(re.findall(r"^\| `([A-Z_]+)`", read("docs/settings.md"), re.MULTILINE))
    assert explained == environment_variables()


def test_every_term_on_screen_for_a_model_stands_in_the_glossary():
    words = re.findall(r"^\| `(\w+)`", read("docs/glossary.md"), re.MULTILINE)
    models = [m.__name__ for m in apps.get_models() if m._meta.app_label in APPS and not hasattr(m, "history_object")]
    assert not sorted(set(models) - set(words))


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")) + [ROOT / "README.md"], ids=lambda p: p.name)
def test_every_file_that_a_document_links_to_is_there(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


# ── Packages ──────────────────────────────────────────────────────────────────────────────────


def pins(name):
    """Every package of a requirements file with its version and mark."""
    return set(re.findall(r"^([a-z0-9][\w.-]*==[^\\\n]+?) *\\?$", read(name), re.MULTILINE))


def test_the_packages_for_tests_hold_those_for_running():
    assert pins("requirements.txt")
    assert pins("requirements.txt") < pins("requirements-test.txt")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_package_is_locked_by_hash_and_names_no_registry(name):
    text = read(name)
    blocks = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert not [block.split("\n")[0] for block in blocks if "--hash=sha256:" not in block]
    assert "://" not in text


def test_every_package_has_its_reason_and_its_lock():
    project = tomllib.loads(read("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    reasons = re.findall(r'^  "([^"]+)", +# \w', read("pyproject.toml"), re.MULTILINE)
    assert not [package for package in wanted if package not in reasons]
    locked = {pin.split("==")[0] for pin in pins("requirements-test.txt")}
    assert not [package for package in wanted if re.match(r"[\w-]+", package).group().lower() not in locked]


# ── Templates ─────────────────────────────────────────────────────────────────────────────────

ASKED_FOR_BY_NAME = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html", "429.html"}  # by Django and allauth, when something goes wrong


def from_libraries():
    """Names under which a library looks for a template that we may have replaced."""
    folders = [
        Path(config.path) / "templates" for config in apps.get_app_configs() if not Path(config.path).is_relative_to(ROOT) or ".venv" in config.path
    ]
    return {str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_every_template_is_used():
    code = "\n".join(path.read_text(encoding="utf-8") for app in APPS for path in (ROOT / app).rglob("*.py"))
    known = code + "\n".join(templates().values())
    named = {name for name in templates() if f'"{name}"' in known or f"'{name}'" in known}
    assert not set(templates()) - named - ASKED_FOR_BY_NAME - from_libraries()


INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|\shx-on[:\w-]*\s*=|\shx-vals\s*=\s*[\"']js:",
    re.IGNORECASE,
)


def test_no_template_holds_inline_script_or_style():
    """The content security policy refuses them."""
    assert not [f"{name}: {found.group().strip()}" for name, text in templates().items() for found in INLINE.finditer(text)]


@pytest.mark.parametrize(
    "bad", ['<p style="x">', "<style>", '<a onclick="x()">', "<script>x</script>", '<a href="javascript:x">', '<a hx-on:click="x">']
)
def test_inline_script_and_style_are_recognised(bad):
    assert INLINE.search(bad)


def test_no_template_switches_escaping_off():
    """`|safe` and `autoescape off` would let a note run as a page."""
    assert not [name for name, text in templates().items() if re.search(r"\|\s*safe\b|autoescape off", text) and name.endswith(".html")]


# ── Translations ──────────────────────────────────────────────────────────────────────────────


@cache
def texts_of_the_code():
    """Every text for the screen, as the keys of its entries."""
    return {translations.key(entry) for entry in translations.extract("nl")}


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_text_is_translated_and_none_is_left_over(language):
    path = translations.catalogue(language)
    assert path.exists(), "run: ./ct messages"
    entries = polib.pofile(str(path))
    there = {translations.key(entry) for entry in entries if not entry.obsolete}
    assert not texts_of_the_code() - there, "run: ./ct messages"
    assert not there - texts_of_the_code(), "run: ./ct messages"
    assert not [entry.msgid for entry in entries if not entry.translated()]


def _fits(found, entry, slots):
    wanted = {*slots.findall(entry.msgid), *slots.findall(entry.msgid_plural)}
    return found == wanted or (bool(entry.msgid_plural) and found <= wanted)


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_a_translation_fills_in_the_same_values(language):
    path = translations.catalogue(language)
    assert path.exists(), "run: ./ct messages"
    slots = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if text and not _fits(set(slots.findall(text)), entry, slots)
    ]
    assert not wrong


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_compiled_catalogue_is_the_readable_one(language):
    path = translations.catalogue(language)
    assert path.with_suffix(".mo").exists(), "run: ./ct messages"
    written = {translations.key(e): (e.msgstr, e.msgstr_plural) for e in polib.pofile(str(path)).translated_entries()}
    compiled = {translations.key(e): (e.msgstr, e.msgstr_plural) for e in polib.mofile(str(path.with_suffix(".mo")))}
    assert compiled == written, "run: ./ct messages"
