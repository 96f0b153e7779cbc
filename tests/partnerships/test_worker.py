"""The real worker and beat over a real Redis, against the database under test."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone

from measurements.domain.reports import open_reports
from partners.choices import DeliveryState, Language
from partners.domain.planning import plan_rule
from partners.models import Delivery, Reminder
from partnerships.bootstrap import ROOT
from tests import make

PATIENCE_SECONDS = 60
CELERY = [sys.executable, "-m", "celery", "-A", "partnerships.celery"]

pytestmark = [
    pytest.mark.redis,
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]


@contextmanager
def _processes(folder, *commands):
    """Celery's processes on the test's own database; their mail is caught in the folder."""
    database = connection.settings_dict
    host = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    login = f"{database['USER']}:{database['PASSWORD']}@{host}"
    environment = os.environ | {
        "PARTNERSHIPS_PROFILE": "demo",
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"postgres://{login}/{database['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "C_FORCE_ROOT": "1",
    }
    with (folder / "celery.log").open("w") as log:
        running = [
            subprocess.Popen([*CELERY, *command], cwd=ROOT, env=environment, stdout=log, stderr=log)
            for command in commands
        ]
    try:
        yield running
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=PATIENCE_SECONDS)


def _wait_until(is_true, log):
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if is_true():
            return
        time.sleep(0.2)
    pytest.fail((log / "celery.log").read_text()[-3000:])


@pytest.fixture
def owed(shipped_rows):
    """A report that is due tomorrow, and a reminder of it planned for five days later."""
    library = make.make_library(time_zone="UTC")
    manager = make.make_user("manager@example.org", name="Mara Ellison")
    partnership = make.make_partnership(library)
    maple = make.make_organization(library)
    person = make.make_person(maple, email="pia@example.org", language=Language.ENGLISH)
    make.make_access(person)
    member = make.make_member(partnership, maple)
    today = timezone.now().date()
    started_on = today.replace(day=1) - timedelta(days=1)
    started_on = started_on.replace(day=1)
    ended_on = today.replace(day=1) - timedelta(days=1)
    calendar = make.make_calendar(
        partnership, frequency="monthly", anchor_on=started_on, due_days=(today - ended_on).days + 1
    )
    measure = make.make_measure(make.make_goal(partnership), calendar=calendar)
    make.make_assignment(measure, member, starts_on=started_on)
    open_reports(timezone.now(), partnership=partnership)
    rule = make.make_rule(partnership, owner=manager, offsets=(5,), starts_on=today)
    plan_rule(rule, now=timezone.now())
    return partnership


def _owe_one(partnership):
    """Let one planned reminder fall due now: this stands in for waiting until its day."""
    row = Reminder.objects.filter(partnership=partnership, state="planned").first()
    Reminder.objects.filter(pk=row.pk).update(send_at=timezone.now())


def test_worker_and_beat_send_what_is_due(owed, tmp_path):
    _owe_one(owed)

    with _processes(tmp_path, ["worker", "--concurrency=2"], ["beat"]):
        _wait_until(lambda: Delivery.objects.filter(state=DeliveryState.SENT).exists(), tmp_path)

    (path,) = (tmp_path / "outbox").glob("*.eml")
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (mail["To"], mail["Reply-To"]) == ("pia@example.org", "manager@example.org")
    assert {part.get_content_type() for part in mail.iter_parts()} == {"text/plain", "text/html"}


def test_two_beats_and_an_emptied_redis_send_each_mail_once(owed, tmp_path):
    _owe_one(owed)
    second_schedule = ["beat", "--schedule", str(tmp_path / "second")]

    with _processes(tmp_path, ["worker", "--concurrency=2"], ["beat"], second_schedule):
        redis.Redis.from_url(settings.REDIS_URL).flushdb()
        _wait_until(lambda: Delivery.objects.filter(state=DeliveryState.SENT).exists(), tmp_path)
        time.sleep(2 * settings.SEND_EVERY_SECONDS)

    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1
