"""Keeps the catalogues of texts in step with the code: takes new texts in, drops old ones, compiles. `./ct messages` calls it.

English is the language of the code and needs no catalogue. Entries stand in the order of their
texts, without line numbers and dates, so that two changes rarely touch the same lines.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "casetrack" / "locale"
LANGUAGES = ("nl", "de")
# Folders whose texts nobody reads on a screen. The catalogues are left out so that all texts go where we say.
IGNORED = (".venv", ".tools", "var", "tests", "bench", "tools", "docs", "node_modules", "casetrack/locale")
KEPT_METADATA = ("Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms")


def catalogue(language, folder=LOCALE) -> Path:
    """Where the catalogue of this language stands."""
    return folder / language / "LC_MESSAGES" / "django.po"


def key(entry):
    """What makes an entry this entry: its context and its English text."""
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural


def extract(language) -> polib.POFile:
    """Every text of the code and the templates, untranslated, as Django's makemessages finds it."""
    from django.core.management import call_command
    from django.test import override_settings

    folder, before = Path(tempfile.mkdtemp(prefix="casetrack-texts-")), Path.cwd()
    try:
        os.chdir(ROOT)
        with override_settings(LOCALE_PATHS=[folder]):
            call_command("makemessages", locale=[language], ignore_patterns=list(IGNORED), no_location=True, no_wrap=True, verbosity=0)
        return polib.pofile(str(catalogue(language, folder)), wrapwidth=0)
    finally:
        os.chdir(before)
        shutil.rmtree(folder)


def renew(language) -> list[str]:
    """Bring one catalogue in step with the code and compile it; the English texts that are still to be translated."""
    path, found = catalogue(language), extract(language)
    known = {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    for entry in found:
        if (old := known.get(key(entry))) and not old.obsolete:
            entry.msgstr, entry.msgstr_plural, entry.tcomment = old.msgstr, old.msgstr_plural, old.tcomment
            entry.flags = sorted({*entry.flags, *(flag for flag in old.flags if flag == "fuzzy")})
    found.sort(key=key)
    found.header = ""
    found.metadata = {name: found.metadata[name] for name in KEPT_METADATA if name in found.metadata} | {"Language": language}
    found.metadata_is_fuzzy = []
    path.parent.mkdir(parents=True, exist_ok=True)
    found.save(str(path))
    found.save_as_mofile(str(path.with_suffix(".mo")))
    return [entry.msgid for entry in found if not entry.translated()]


def main() -> int:
    """Renew the catalogues; 1 when texts are still to be translated."""
    import django

    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetrack.settings")
    django.setup()
    missing = {language: renew(language) for language in LANGUAGES}
    for language, texts in missing.items():
        print(f"{language}: {len(texts)} to translate" + "".join(f"\n  {text}" for text in texts[:20]))
    return int(any(missing.values()))


if __name__ == "__main__":
    sys.exit(main())
