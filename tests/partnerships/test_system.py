from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from partners.choices import DeliveryState
from partners.domain import condition
from partners.domain.deliveries import queue_delivery
from partners.domain.holds import hold_mail
from partners.domain.ticks import note_run
from partners.models import Delivery, MailHold
from partnerships.pages import system
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ticking(now):
    note_run("plan", now=now)
    note_run("send", now=now)


@pytest.fixture
def administrator(client):
    user = make.make_user("ada@example.org", is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


def _waiting(now):
    library = make.make_library()
    return queue_delivery("digest", library=library, to_email="pia@example.org", language="en", now=now)


def _asked(client):
    answer = client.get("/health/ready/")
    return answer.status_code, answer.json()["wrong"]


def test_ready_when_ticks_run(client, ticking):
    assert _asked(client) == (200, [])


def test_not_ready_without_worker(client):
    assert _asked(client) == (503, ["plan", "send"])


def test_not_ready_when_a_tick_is_old(client, ticking, now, settings):
    note_run("send", now=now - timedelta(seconds=settings.READY_TICK_SECONDS + 5))

    assert _asked(client) == (503, ["send"])


def test_not_ready_when_mail_waits_too_long(client, ticking, now, settings):
    _waiting(now - timedelta(seconds=settings.READY_MAIL_SECONDS + 5))

    assert _asked(client) == (503, ["mail"])


def test_held_mail_is_said_but_not_wrong(client, ticking, now):
    _waiting(now - timedelta(days=1))
    hold_mail(by=None, reason="A backup was restored", now=now)

    answer = client.get("/health/ready/")

    assert (answer.status_code, answer.json()["mail_held"]) == (200, True)


def test_not_ready_before_migrations(client, ticking, monkeypatch):
    monkeypatch.setattr(system, "missing_migrations", lambda: ["partners.0099_more"])

    assert _asked(client) == (503, ["migrations"])


def test_not_ready_without_database(client, monkeypatch):
    def fail():
        raise DatabaseError("password=secret")

    monkeypatch.setattr(system, "missing_migrations", fail)

    answer = client.get("/health/ready/")

    assert (answer.status_code, answer.json()["wrong"]) == (503, ["database"])
    assert "secret" not in answer.content.decode()


def test_all_migrations_are_applied():
    assert condition.missing_migrations() == []


def test_page_tells_of_mail_and_ticks(administrator, ticking, now):
    waiting = _waiting(now)
    Delivery.objects.filter(pk=waiting.pk).update(state=DeliveryState.FAILED)

    page = administrator.get("/system/").content.decode()

    assert "Everything works." in page
    assert "Sending mail" in page
    assert "pia@example.org" not in page


def test_page_says_what_is_late(administrator):
    page = administrator.get("/system/").content.decode()

    assert "No worker sends mail." in page


def test_page_releases_held_mail(administrator, ticking, now):
    hold_mail(by=None, reason="A backup was restored", now=now)
    assert "All mail is held" in administrator.get("/system/").content.decode()

    answer = administrator.post("/system/mail/release/", follow=True)

    assert "Mail leaves again." in answer.content.decode()
    assert not MailHold.objects.filter(released_at=None).exists()


def test_page_releases_without_what_is_due(administrator, now):
    waiting = _waiting(now)
    hold_mail(by=None, reason="A backup was restored", now=now)

    administrator.post("/system/mail/release/?without_due=1")

    waiting.refresh_from_db()
    assert waiting.state == DeliveryState.SKIPPED


def test_page_asks_little(administrator, ticking, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        administrator.get("/system/")
