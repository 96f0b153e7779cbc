"""Every mail has a subject, a text and an HTML part, each in the frame that all mails share."""

import re

import pytest

from tests.architecture.source import ROOT

EMAILS = ROOT / "templates" / "emails"
# The frame of the mails about signing in, whose own files have the names that allauth asks for.
FRAMES = {"account"}
FOLDERS = sorted(path for path in EMAILS.iterdir() if path.is_dir() and path.name not in FRAMES)
SIGNING_IN = [ROOT / "templates" / app / "email" for app in ("account", "mfa")]
PARTS = ("_message.html", "_message.txt", "_subject.txt")


def _name(path):
    return path.name


@pytest.mark.parametrize("folder", FOLDERS, ids=_name)
def test_mail_has_subject_text_and_html(folder):
    assert sorted(map(_name, folder.iterdir())) == ["body.html", "body.txt", "subject.txt"]


@pytest.mark.parametrize("folder", SIGNING_IN, ids=str)
def test_mails_about_signing_in_have_subject_text_and_html(folder):
    names = {path.name for path in folder.iterdir()}
    mails = {re.sub(r"_(?:message|subject)\.\w+$", "", name) for name in names}

    assert names == {f"{mail}{part}" for mail in mails for part in PARTS}


@pytest.mark.parametrize("folder", FOLDERS, ids=_name)
def test_bodies_stand_in_the_shared_frame(folder):
    assert '{% extends "emails/base.txt" %}' in (folder / "body.txt").read_text()
    assert '{% extends "emails/base.html" %}' in (folder / "body.html").read_text()


@pytest.mark.parametrize("folder", FOLDERS, ids=_name)
def test_mail_loads_nothing_from_elsewhere(folder):
    html = (folder / "body.html").read_text() + (EMAILS / "base.html").read_text()

    assert re.findall(r"<(?:img|script|link|iframe|form)\b|url\(", html) == []
