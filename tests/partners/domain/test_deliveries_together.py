"""Several senders and planners at once, each with a connection of its own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from partners.choices import DeliveryState, LibraryRole, ReminderState
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.invitations import invite_staff
from partners.domain.planning import plan_reminders, plan_rule
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.models import Delivery, Reminder
from tests import make
from tests.partners.domain.mailing import Clock, Wire
from tests.partners.domain.reminding import World

NOW = datetime(2017, 4, 12, 16, tzinfo=UTC)

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shipped_rows"),
]


def together(*works):
    def run(work):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(run, work) for work in works]]


def send_all(wire):
    with Post(wire) as post:
        while batch := claim_deliveries(now=NOW, limit=20):
            send_deliveries(batch, post=post, clock=Clock(NOW))


def test_two_senders_send_each_mail_once():
    library, owner = make.make_library(), make.make_user()
    for number in range(400):
        invite_staff(library, by=owner, email=f"n{number}@example.org", role=LibraryRole.VIEWER, now=NOW)
    wires = [Wire(), Wire()]

    together(*(lambda wire=wire: send_all(wire) for wire in wires))

    ids = Counter(message.extra_headers["Message-ID"] for wire in wires for message in wire.accepted)
    assert set(ids.values()) == {1}
    assert Delivery.objects.filter(state=DeliveryState.SENT).count() == len(ids) == 400


def test_planners_and_settlers_at_once_make_each_row_and_mail_once(source):
    world = World(source)
    for number in range(2, 40):
        source.add(world.member, subject_id=number)
    for number in range(10):
        world.add_person(name=f"Person {number}")
    early = NOW - timedelta(days=1)

    def settle():
        while settle_due(now=NOW, limit=15):
            pass

    together(
        lambda: plan_reminders(now=early),
        lambda: plan_rule(world.rule, now=early),
        lambda: plan_rule(world.rule, now=early),
    )
    together(settle, settle, settle)
    settle()

    assert Reminder.objects.filter(state=ReminderState.QUEUED).count() == 39 * 11
    assert Delivery.objects.count() == 11


class AskingWire(Wire):
    """Asks the database at each mail whether the mark of it will wait for the disk."""

    def __init__(self):
        super().__init__()
        self.waits = []

    def send_messages(self, messages):
        self.waits.append(waits_for_disk())
        return super().send_messages(messages)


def waits_for_disk():
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return cursor.fetchone()[0]


def test_one_outcome_in_ten_waits_for_the_disk():
    library, owner = make.make_library(), make.make_user()
    for number in range(12):
        invite_staff(library, by=owner, email=f"n{number}@example.org", role=LibraryRole.VIEWER, now=NOW)
    wire = AskingWire()

    send_all(wire)

    assert wire.waits == ["off"] * 9 + ["on"] + ["off"] * 2
    assert waits_for_disk() == "on"
