"""Reminders from due row to accepted mail, against a bare loop that builds and sends as many mails.

Two processes share the reminders, as in a worker at concurrency 2; the bare loop is one. Run on demand, on
PostgreSQL, never with the suite; BENCH_MAILS sets the number of mails, BENCH_ROWS that of due rows in the
second test, BENCH_CLAIMS that of waiting mails in the third:

    DATABASE_URL=postgres://… python3 manage.py test tests/benchmarks/bench_mail.py -s
"""

import gc
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, connections
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from partners.choices import ReminderState
from partners.domain.deliveries import claim_deliveries, queue_delivery, send_deliveries
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.models import Access, Delivery, Organization, Person, Reminder
from partners.reminders.sources import DueItem
from tests import make
from tests.partners.domain.reminding import KEY, FakeSource, registered

MAILS = int(os.environ.get("BENCH_MAILS", "400"))
ROWS = int(os.environ.get("BENCH_ROWS", "10000"))
CLAIMS = int(os.environ.get("BENCH_CLAIMS", "20000"))
PROCESSES = int(os.environ.get("BENCH_PROCESSES", "2"))
AT_ONE_PLACE = 4
NOW = datetime(2017, 4, 12, 18, tzinfo=UTC)
DUE_ON = date(2017, 4, 14)

DUE = Reminder.objects.filter(state=ReminderState.PLANNED, send_at__lte=NOW).order_by("send_at", "pk")[:500]
WAITING = Delivery.objects.free(at=NOW)[:100]
LOG = Path(tempfile.gettempdir()) / f"claims-{os.getpid()}.txt"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sink(settings):
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("sink.py"))], stdout=subprocess.PIPE, text=True
    )
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(server.stdout.readline())
    settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "", False, False
    yield
    server.kill()
    server.communicate()


def due_rows(source, count):
    """One library and partnership, `count` people, four at a place, one thing each that is due now."""
    library = make.make_library(time_zone="America/Los_Angeles")
    partnership = make.make_partnership(library)
    rule = make.make_rule(partnership, owner=make.make_user(), source=KEY, offsets=(-2,))
    people = reporters(library, count)
    for number, one in enumerate(people):
        source.items[number] = DueItem(
            subject_id=number,
            library_id=library.pk,
            organization_id=one.organization_id,
            partnership_id=partnership.pk,
            anchor_on=DUE_ON,
            title="Evening classes",
            person_id=one.pk,
        )
    add(
        Reminder(
            library=library,
            organization_id=one.organization_id,
            partnership=partnership,
            rule=rule,
            subject_id=number,
            recipient=one,
            anchor_on=DUE_ON,
            offset_days=-2,
            send_at=NOW - timedelta(minutes=1),
        )
        for number, one in enumerate(people)
    )


def reporters(library, count):
    places = add(
        Organization(library=library, name=f"Club {n}", name_key=f"club {n}")
        for n in range(count // AT_ONE_PLACE + 1)
    )
    people = add(
        Person(
            library=library,
            organization=places[n // AT_ONE_PLACE],
            name=f"Person {n}",
            name_key=f"person {n}",
            email=f"person{n}@example.org",
        )
        for n in range(count)
    )
    add(
        Access(library=library, organization=one.organization, person=one, starts_on=date(2015, 1, 1))
        for one in people
    )
    return people


def add(rows):
    rows = list(rows)
    return type(rows[0]).objects.bulk_create(rows, batch_size=2000)


def words(number):
    """What our own mail is filled with; a test holds the two side by side."""
    thing = {
        "copied_for": "",
        "title": "Evening classes",
        "what": "Figures due",
        "when": "in 2 days, Friday, April 14, 2017",
        "url": f"http://127.0.0.1:8000/x/{number}/",
        "action": "Report",
    }
    secret = f"http://127.0.0.1:8000/mail/{'x' * 43}/"
    return {
        "subject": "Figures due April 14: Evening classes",
        "lead": "Report: Evening classes. Due in 2 days, Friday, April 14, 2017.",
        "things": [thing],
        "person": {"name": f"Person {number}"},
        "organization": {"name": "Club 1"},
        "library": {"name": "Riverton City Library"},
        "owner": "User 1",
        "action_url": thing["url"],
        "action_label": thing["action"],
        "preferences_url": secret,
        "not_me_url": secret,
    }


def bare_mail(number):
    """The same mail as ours, from words that are at hand."""
    context = words(number)
    message = EmailMultiAlternatives(
        context["subject"],
        render_to_string("emails/digest/body.txt", context),
        from_email="Riverton City Library <partnerships@example.org>",
        to=[f"p{number}@example.org"],
        reply_to=["user1@example.org"],
        headers={"Message-ID": f"<{uuid4()}@example.org>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("emails/digest/body.html", context), "text/html")
    return message


def bare_loop(count):
    """Build and send `count` mails on one connection."""
    with get_connection() as wire:
        for number in range(count):
            wire.send_messages([bare_mail(number)])


def timed(work, *, processes=1):
    """Seconds on the clock, and of the CPU in all processes together."""
    # A connection must not be shared with a child, and memory that is not written to costs nothing.
    connections.close_all()
    gc.freeze()
    children = [multiprocessing.get_context("fork").Process(target=work) for _ in range(processes)]
    wall, cpu = time.monotonic(), _cpu_of_children()
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * processes
    return time.monotonic() - wall, _cpu_of_children() - cpu


def _cpu_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def settle_all():
    while Reminder.objects.filter(state=ReminderState.PLANNED).exists():
        # None when the other process holds all that is left.
        if not settle_due(now=NOW):
            time.sleep(0.2)


def deliver_all():
    with Post() as post:
        while Reminder.objects.filter(state__in=[ReminderState.PLANNED, ReminderState.QUEUED]).exists():
            settled = settle_due(now=NOW)
            batch = claim_deliveries(now=timezone.now())
            send_deliveries(batch, post=post, clock=lambda: NOW)
            if not settled and not batch:
                time.sleep(0.2)


def test_reminders_keep_up_with_a_bare_loop(sink, capsys):
    with registered(FakeSource()) as source:
        due_rows(source, MAILS)
        # A worker has read its templates and addresses long ago.
        bare_loop(10)
        reverse("mail_stop", args=["x"])
        bare = timed(lambda: bare_loop(MAILS))
        ours = timed(deliver_all, processes=PROCESSES)

    assert Reminder.objects.filter(state=ReminderState.SENT).count() == MAILS
    with capsys.disabled():
        for name, (wall, cpu) in {"bare loop": bare, "reminders": ours}.items():
            print(f"\n{name}: {MAILS / wall:.0f} mails/s, {cpu / MAILS * 1000:.2f} ms of CPU each", end="")
        print(
            f"\nratio by clock {bare[0] / ours[0]:.2f}, by CPU {bare[1] / ours[1]:.2f} ({connection.vendor})"
        )


def test_due_rows_are_claimed_once_each_by_an_index(capsys):
    with registered(FakeSource()) as source:
        due_rows(source, ROWS)
        wall, cpu = timed(settle_all, processes=2)
        plan = DUE.explain()

    assert Reminder.objects.filter(state=ReminderState.QUEUED).count() == ROWS
    assert Delivery.objects.count() == ROWS
    with capsys.disabled():
        print(f"\n{ROWS} due rows settled in {wall:.1f} s, {cpu:.1f} s of CPU")
        print(f"at this pace a million takes {wall / ROWS * 1e6:.0f} s\n{plan}")


def waiting_mails(count):
    """Copies of one mail, made by the database."""
    library = make.make_library()
    queue_delivery("test", library=library, to_email="pia@example.org", language="en", now=NOW)
    fields = [field.column for field in Delivery._meta.concrete_fields if not field.primary_key]
    copied = ["'<' || n || '@example.org>'" if name == "message_id" else name for name in fields]
    with connection.cursor() as cursor:
        into, values = ", ".join(fields), ", ".join(copied)
        # Nothing but names of columns is put together here.
        copy = f"INSERT INTO partners_delivery ({into}) SELECT {values} FROM partners_delivery"  # noqa: S608
        cursor.execute(f"{copy}, generate_series(2, %s) AS n", [count])
        cursor.execute("ANALYZE partners_delivery")


def claim_all():
    with LOG.open("a") as log:
        while batch := claim_deliveries(now=NOW):
            log.write("".join(f"{delivery.pk}\n" for delivery in batch))


def test_waiting_mails_are_claimed_once_each_by_an_index(capsys):
    LOG.unlink(missing_ok=True)
    waiting_mails(CLAIMS)
    plan = WAITING.explain()

    wall, cpu = timed(claim_all, processes=PROCESSES)

    claimed = LOG.read_text().split()
    LOG.unlink()
    assert len(claimed) == len(set(claimed)) == CLAIMS
    with capsys.disabled():
        print(f"\n{CLAIMS} waiting mails claimed in {wall:.1f} s, {cpu:.1f} s of CPU")
        print(f"at this pace a million takes {wall / CLAIMS * 1e6:.0f} s\n{plan}")
