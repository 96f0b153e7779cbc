"""One run of the planner over 9,000 libraries, most of which have nothing due.

Each library has the rules it starts with, two partnerships, ten organizations with somebody to write to, an
interval to keep in touch with each, and a few days on which it is closed; one in fifty waits for a call. Run
on demand, on PostgreSQL; BENCH_LIBRARIES sets their number:

    DATABASE_URL=postgres://… python3 manage.py test tests/benchmarks/bench_planning.py -s
"""

import os
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.choices import AccessRole, ReminderState
from partners.domain.planning import plan_reminders
from partners.domain.reminders import default_values
from partners.models import (
    Access,
    ClosureDay,
    KeepInTouch,
    Library,
    Member,
    Organization,
    Partnership,
    Person,
    Reminder,
    ReminderRule,
)
from partners.reminders.sources import registry

LIBRARIES = int(os.environ.get("BENCH_LIBRARIES", "9000"))
PARTNERSHIPS, ORGANIZATIONS, CLOSED, DUE_IN = 2, 10, 5, 50
TICK_SECONDS = 60
NOW = datetime(2017, 4, 12, 18, tzinfo=UTC)
LONG_AGO = date(2016, 1, 1)
ONE_DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def add(rows):
    rows = list(rows)
    return type(rows[0]).objects.bulk_create(rows, batch_size=5000)


def fill():
    zones = ["America/Los_Angeles", "America/Chicago", "America/New_York"]
    libraries = add(
        Library(name=f"Library {n}", slug=f"library-{n}", time_zone=zones[n % 3]) for n in range(LIBRARIES)
    )
    add(
        ReminderRule(library=library, source=source.key, starts_on=LONG_AGO, **default_values(source))
        for library in libraries
        for source in registry.all()
        if source.is_on_by_default
    )
    add(
        ClosureDay(library=library, on=date(2017, 5, 1) + n * ONE_DAY, reason="Closed")
        for library in libraries
        for n in range(CLOSED)
    )
    partnerships = add(
        Partnership(library=library, name=f"Partnership {n}", started_on=LONG_AGO)
        for library in libraries
        for n in range(PARTNERSHIPS)
    )
    fill_organizations(libraries, partnerships)


def fill_organizations(libraries, partnerships):
    places = add(
        Organization(library=library, name=f"Club {n}", name_key=f"club {n}")
        for library in libraries
        for n in range(ORGANIZATIONS)
    )
    people = add(
        Person(
            library_id=place.library_id,
            organization=place,
            name="Pia",
            name_key="pia",
            email=f"p{n}@example.org",
        )
        for n, place in enumerate(places)
    )
    add(
        Access(
            library_id=one.library_id,
            organization_id=one.organization_id,
            person=one,
            role=AccessRole.CONTACT,
            starts_on=LONG_AGO,
        )
        for one in people
    )
    add(
        Member(
            library_id=place.library_id,
            organization=place,
            partnership=partnerships[n * PARTNERSHIPS // ORGANIZATIONS],
            joined_on=LONG_AGO,
        )
        for n, place in enumerate(places)
    )
    add(
        KeepInTouch(
            library_id=place.library_id,
            organization=place,
            ideal_days=90,
            maximum_days=180,
            # The ninety days of one in so many are over in a week.
            set_on=NOW.date() - timedelta(days=83) if n % (DUE_IN * ORGANIZATIONS) == 0 else LONG_AGO,
        )
        for n, place in enumerate(places)
    )


def planned(capsys, name, now):
    wall, cpu = time.monotonic(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        count = plan_reminders(now=now)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    with capsys.disabled():
        print(
            f"\n{name}: {count} new in {wall:.1f} s, {cpu:.1f} s of CPU, {len(queries)} queries",
            f"({connection.vendor})",
            end="",
        )
        for query in sorted(queries, key=lambda one: -float(one["time"]))[:3]:
            print(f"\n  {query['time']} s: {query['sql'][:110]}", end="")
    return wall


def test_a_run_over_all_libraries_fits_into_its_tick(capsys):
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    first = planned(capsys, f"first run over {LIBRARIES} libraries", NOW)
    second = planned(capsys, "a minute later", NOW + timedelta(minutes=1))

    states = Counter(Reminder.objects.values_list("state", flat=True))
    assert states[ReminderState.PLANNED] == sum(states.values()) > 0
    assert first < TICK_SECONDS
    assert second < TICK_SECONDS / 2
