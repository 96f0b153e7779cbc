"""Who runs a tick right now, and when each ran last."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import Q

from partners.models import TickLease

LASTING = timedelta(minutes=10)


@contextmanager
def sole_tick(name: str, *, now: datetime) -> Iterator[TickLease | None]:
    """Hold the tick for one run; yield None when somebody else does.

    Only a run that ends well counts as the last one. A holder that died is replaced after ten minutes.
    """
    lease = _take(name, now=now)
    try:
        yield lease
    except BaseException:
        _give_back(lease)
        raise
    _give_back(lease, last_run_at=now)


def note_run(name: str, *, now: datetime) -> None:
    """Write down that a tick ran which any number of workers may run at once."""
    TickLease.objects.update_or_create(name=name, defaults={"last_run_at": now})


def _take(name: str, *, now: datetime) -> TickLease | None:
    TickLease.objects.get_or_create(name=name)
    holder = str(uuid4())
    free = Q(holder="") | Q(until=None) | Q(until__lte=now)
    taken = TickLease.objects.filter(free, name=name).update(holder=holder, until=now + LASTING)
    return TickLease.objects.get(name=name, holder=holder) if taken else None


def _give_back(lease: TickLease | None, **values: datetime) -> None:
    if lease is not None:
        held = TickLease.objects.filter(name=lease.name, holder=lease.holder)
        held.update(holder="", until=None, **values)
