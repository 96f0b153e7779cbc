"""A backup, what happens after it, and its restore: the real commands on a database of their own."""

import json
import os
import shutil
import subprocess
import sys
from uuid import uuid4

import psycopg2
import pytest
from django.db import connection

from partnerships.bootstrap import ROOT

STATE = """
import json
from django.apps import apps
from django.core.serializers import serialize
tables = [m for a in ("partners", "worksheets", "measurements") for m in apps.get_app_config(a).get_models()]
rows = {m._meta.label: json.loads(serialize("json", m._base_manager.order_by("pk")))
        for m in tables if m._meta.label not in {"partners.MailHold", "partners.TickLease"}}
print(json.dumps(rows))
"""
SEND = "from partners.tasks import send_mail; send_mail()"
# One planned reminder falls due.
DUE = """
from django.utils import timezone
from partners.models import Reminder
row = Reminder.objects.filter(state="planned", recipient__isnull=False).order_by("send_at").first()
Reminder.objects.filter(pk=row.pk).update(send_at=timezone.now())
"""
CHANGE = """
from partners.models import Library
Library.objects.update(name="Changed since")
"""
# What a later version's migration might have added meanwhile.
NEWER = 'from django.db import connection; connection.cursor().execute("CREATE TABLE newer (id integer)")'
SESSION = """
from django.contrib.sessions.backends.db import SessionStore
session = SessionStore(); session["user"] = "pia@example.org"; session.create()
"""
ATTACH = """
from django.utils import timezone
from partners.domain.files import NewFile, add_contact_files
from partners.models import ContactEntry
entry = ContactEntry.objects.first()
file = NewFile("rooms.txt", b"Two rooms", "text/plain")
add_contact_files(entry, by=entry.created_by, now=timezone.now(), files=[file])
"""
SESSIONS = "from django.contrib.sessions.models import Session; print(Session.objects.count())"


class Installation:
    """The demo's stories in a database of their own, with mail caught in a folder."""

    def __init__(self, folder, database_url):
        self.folder = folder
        self.environment = os.environ | {
            "PARTNERSHIPS_PROFILE": "demo",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "REDIS_URL": "",
        }

    def run(self, *arguments, expected=0):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expected, done.stderr[-2000:]
        return done.stdout if expected == 0 else done.stderr

    def shell(self, code):
        return self.run("shell", "--no-imports", "--verbosity=0", "--command", code)

    def rows(self):
        return json.loads(self.shell(STATE))

    @property
    def mails(self):
        return len(list((self.folder / "outbox").glob("*.eml")))

    @property
    def files(self):
        """What people added, by where it lies."""
        found = {str(path.relative_to(self.folder)): path for path in self.folder.glob("files/??/*")}
        return {name: (path.read_bytes(), path.stat().st_mode & 0o777) for name, path in found.items()}


def _on_sqlite(folder):
    yield f"sqlite:///{folder / 'db.sqlite3'}"


def _on_postgres(_folder):
    """A new database beside the one under test."""
    login = connection.settings_dict
    given = {name: login[name.upper()] or None for name in ("host", "port", "user", "password")}
    server = psycopg2.connect(dbname="postgres", **given)
    server.autocommit = True
    name = f"backup_{uuid4().hex[:12]}"
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    user = f"{given['user'] or ''}:{given['password'] or ''}"
    yield f"postgres://{user}@{given['host'] or '127.0.0.1'}:{given['port'] or 5432}/{name}"
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture(
    params=[
        pytest.param(_on_sqlite, id="sqlite"),
        pytest.param(_on_postgres, id="postgres", marks=pytest.mark.postgres),
    ]
)
def site(request, tmp_path):
    databases = request.param(tmp_path)
    site = Installation(tmp_path, next(databases))
    site.run("prepare_demo")
    yield site
    next(databases, None)


def test_restored_rows_are_equal_and_no_mail_leaves_before_it_is_released(site):
    site.shell(SEND)
    sent = site.mails
    site.shell(SESSION)
    site.shell(ATTACH)
    files = site.files
    backup = str(site.folder / "backup")
    site.run("backup", backup)
    before = site.rows()
    site.shell(CHANGE + NEWER)
    shutil.rmtree(site.folder / "files")
    assert site.rows() != before

    told = site.run("restore", backup, "--no-input")

    assert "all mail is held" in told
    assert site.rows() == before
    assert site.files == files
    assert site.shell(SESSIONS).strip() == "0"
    site.shell(DUE + SEND)
    held = site.mails
    site.run("release_mail")
    site.shell(SEND + "; send_mail()")
    assert (sent > 0, held - sent, site.mails - held) == (True, 0, 1)


def test_refusals_change_nothing(site):
    before = site.rows()
    backup, other = site.folder / "backup", site.folder / "other"
    site.run("backup", str(backup))
    mode = backup.stat().st_mode & 0o777

    again = site.run("backup", str(backup), expected=1)
    backup.write_bytes(backup.read_bytes()[:30_000])
    other.write_text("some notes")
    refusals = [site.run("restore", str(path), "--no-input", expected=1) for path in (backup, other)]

    assert (mode, "exists already" in again) == (0o600, True)
    assert not (site.folder / "backup.part").exists()
    assert all("Traceback" not in refusal for refusal in refusals), refusals
    assert site.rows() == before
