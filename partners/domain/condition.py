"""How the installation is doing: counts and moments, never a name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet

from partners.choices import DeliveryState, ReminderState
from partners.domain.holds import held_since
from partners.models import Delivery, Library, Reminder, TickLease

# Counting further tells nobody more.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class MailCondition:
    """Mails by what has become of them; counts stop at 1,001."""

    waiting: int
    retrying: int
    failed: int
    failed_today: int
    oldest_due_at: datetime | None
    held_since: datetime | None


def last_runs() -> dict[str, datetime]:
    """When each tick last ran to its end."""
    ran = TickLease.objects.exclude(last_run_at=None).order_by("name")
    return {tick.name: tick.last_run_at for tick in ran if tick.last_run_at}


def mail_condition(*, now: datetime) -> MailCondition:
    queued = Delivery.objects.filter(state=DeliveryState.QUEUED)
    failed = Delivery.objects.filter(state=DeliveryState.FAILED)
    return MailCondition(
        waiting=_count(queued),
        retrying=_count(queued.filter(attempts__gt=0)),
        failed=_count(failed),
        failed_today=_count(failed.filter(created_at__gte=now - timedelta(days=1))),
        oldest_due_at=oldest_due(now=now),
        held_since=held_since(),
    )


def oldest_due(*, now: datetime) -> datetime | None:
    """Since when the longest waiting mail or reminder should have been on its way."""
    mails = Delivery.objects.filter(state=DeliveryState.QUEUED, next_attempt_at__lte=now)
    reminders = Reminder.objects.filter(state=ReminderState.PLANNED, send_at__lte=now)
    moments = [
        mails.order_by("next_attempt_at").values_list("next_attempt_at", flat=True).first(),
        reminders.order_by("send_at").values_list("send_at", flat=True).first(),
    ]
    return min((moment for moment in moments if moment), default=None)


def missing_migrations() -> list[str]:
    """Migrations of this version that the database has not seen."""
    missing = _own_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    return sorted(f"{app}.{name}" for app, name in missing)


@cache
def _own_migrations() -> frozenset[tuple[str, str]]:
    # Read from the disk once: while a process runs, its version stays the same.
    return frozenset(MigrationLoader(None).graph.nodes)


def _count(rows: QuerySet) -> int:
    return rows.order_by()[: MOST_COUNTED + 1].count()


@dataclass(frozen=True)
class LibraryMail:
    """One library's mail: what waits, since when, and what failed; counts stop at 1,001."""

    waiting: int
    oldest_at: datetime | None
    failed: int


def library_mail(library: Library, *, since: datetime) -> LibraryMail:
    """Failures are counted from this moment on."""
    mails = Delivery.objects.filter(library=library)
    queued = mails.filter(state=DeliveryState.QUEUED)
    return LibraryMail(
        waiting=_count(queued),
        oldest_at=queued.order_by("created_at").values_list("created_at", flat=True).first(),
        failed=_count(mails.filter(state=DeliveryState.FAILED, created_at__gte=since)),
    )
