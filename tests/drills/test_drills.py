"""Short forms of `manage.py drill`: real worker, beat, PostgreSQL, Redis and mail server."""

from dataclasses import replace

import pytest
from django.conf import settings

from partnerships.drills.catalogue import CATALOGUE
from partnerships.drills.stage import SHORT, open_stage

pytestmark = [pytest.mark.redis, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOTICED = "40 mails wait for another attempt"


@pytest.mark.parametrize("module", ["calendar", "killing", "outages", "postal"])
def test_drills_lose_nothing_and_double_nothing(module):
    names = [name for name, entry in CATALOGUE.items() if entry.hold.__module__.endswith(module)]

    # On one stage: starting the processes anew for each would take most of the time.
    with open_stage(SHORT, redis_url=settings.REDIS_URL) as stage:
        found = {name: CATALOGUE[name].hold_on(stage) for name in names}

    assert {name: one.faults for name, one in found.items()} == {name: [] for name in names}
    assert all(one.settled == one.occurrences > 0 for one in found.values())


def test_drill_notices_a_worker_that_takes_busy_for_no():
    entry = CATALOGUE["mail-greylisted"]
    scale = replace(SHORT, patience_seconds=20)

    with open_stage(scale, redis_url=settings.REDIS_URL, fault=entry.fault.__name__) as stage:
        found = entry.hold_on(stage)

    assert NOTICED in found.faults[0]
