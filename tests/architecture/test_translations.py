"""Everything that people read is there in Spanish, and what runs is what was translated."""

import gettext
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.architecture.source import APPS, ROOT
from tests.architecture.translations import read_entries

FOLDER = ROOT / "locale" / "es" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
ENTRIES = read_entries(PO)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|<[^>]+>")
# For people who build pages, in English only.
NOT_TRANSLATED = ("gallery.html", "gallery.py")
HINT = "see docs/translations.md"


def _compiled() -> gettext.GNUTranslations:
    with MO.open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_text_has_its_spanish():
    assert [key for key, entry in ENTRIES.items() if not all(entry.translations)] == [], HINT


def test_no_translation_is_a_guess():
    assert [key for key, entry in ENTRIES.items() if "fuzzy" in entry.flags] == [], HINT


def test_translations_hold_the_same_placeholders_and_tags():
    wrong = []
    for key, entry in ENTRIES.items():
        expected = {frozenset(PLACEHOLDER.findall(text)) for text in entry.originals}
        # A language may leave the number out of the singular, where English says "one".
        if any(frozenset(PLACEHOLDER.findall(text)) not in expected for text in entry.translations):
            wrong.append(key)

    assert wrong == []


def test_compiled_file_is_the_translated_one():
    compiled = {key: text for key, text in _compiled()._catalog.items() if key}
    plural = {key: entry for key, entry in ENTRIES.items() if len(entry.originals) > 1}
    expected = {key: entry.translations[0] for key, entry in ENTRIES.items() if key not in plural}
    for key, entry in plural.items():
        expected |= {(key, number): text for number, text in enumerate(entry.translations)}

    assert compiled == expected, HINT


def test_languages_differ_in_plurals_as_english_does():
    # Spanish of the United States has two forms: a catalog with a third would leave it to chance.
    assert {len(entry.translations) for entry in ENTRIES.values()} <= {1, 2}
    assert all(len(entry.translations) == len(entry.originals) for entry in ENTRIES.values())


def test_every_text_of_the_project_is_in_the_file(tmp_path):
    if not shutil.which("xgettext") and os.environ.get("CI") != "true":
        pytest.skip("xgettext is not installed")
    for name in (*APPS, "templates", "locale"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    ignored = [argument for name in NOT_TRANSLATED for argument in ("--ignore", name)]
    command = ["-m", "django", "makemessages", "--locale", "es", "--no-location", "--no-wrap", *ignored]

    done = subprocess.run(
        [sys.executable, *command],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "partnerships.settings"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    fresh = read_entries(tmp_path / "locale" / "es" / "LC_MESSAGES" / "django.po")
    assert (set(fresh) - set(ENTRIES), set(ENTRIES) - set(fresh)) == (set(), set()), HINT
