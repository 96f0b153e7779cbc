"""The tick that makes reports as time goes by: one run at a time, however many workers there are."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from measurements.domain.reports import open_reports
from partners.models import TickLease

OPEN_REPORTS = "measurements.open_reports"
# Far longer than a run takes; a worker that died with the lease holds up the next run no longer than this.
_LEASE = timedelta(minutes=10)


def open_reports_alone(*, now: datetime, holder: str) -> int | None:
    """Make what is missing unless another worker is at it; return how many reports, or None."""
    if not _take(now=now, holder=holder):
        return None
    try:
        return open_reports(now)
    finally:
        TickLease.objects.filter(name=OPEN_REPORTS, holder=holder).update(
            holder="", until=None, last_run_at=now
        )


@transaction.atomic
def _take(*, now: datetime, holder: str) -> bool:
    TickLease.objects.get_or_create(name=OPEN_REPORTS)
    free = Q(until=None) | Q(until__lte=now)
    return bool(TickLease.objects.filter(free, name=OPEN_REPORTS).update(holder=holder, until=now + _LEASE))
