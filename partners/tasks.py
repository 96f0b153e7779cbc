"""The ticks: all that is due stands in the database, so that a lost tick loses nothing."""

import time

from celery import shared_task
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from partners.domain import planning, successions, tidying
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.jobs import claim_job, discard_results, run_job
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.domain.ticks import note_run


@shared_task(name="partners.plan_reminders")
def plan_reminders() -> int:
    """Hand over where the day has come, then turn rules into rows; returns how many are new."""
    close_old_connections()
    successions.hand_over_due(now=timezone.now())
    return planning.plan_reminders(now=timezone.now())


@shared_task(name="partners.send_mail")
def send_mail() -> int:
    """Turn what is due into mail, and send until nothing waits or the tick after the next takes over.

    For two intervals, so that under load the worker's two processes share the work.
    """
    close_old_connections()
    note_run("send", now=timezone.now())
    ends_at = time.monotonic() + 2 * settings.SEND_EVERY_SECONDS
    while settle_due(now=timezone.now()) and time.monotonic() < ends_at:
        close_old_connections()
    return _deliver(ends_at)


def _deliver(ends_at: float) -> int:
    count = 0
    with Post() as post:
        while batch := claim_deliveries(now=timezone.now()):
            send_deliveries(batch, post=post, clock=timezone.now)
            count += len(batch)
            if not post.is_reachable or time.monotonic() >= ends_at:
                break
            close_old_connections()
    return count


@shared_task(name="partners.run_jobs")
def run_jobs() -> int:
    """Do the long work that waits, one piece after the other; mail does not wait for it."""
    close_old_connections()
    note_run("jobs", now=timezone.now())
    discard_results(now=timezone.now())
    ends_at, count = time.monotonic() + settings.SEND_EVERY_SECONDS, 0
    while time.monotonic() < ends_at and (job := claim_job(now=timezone.now())):
        run_job(job, clock=timezone.now)
        close_old_connections()
        count += 1
    return count


@shared_task(name="partners.tidy")
def tidy() -> bool:
    """Delete what has had its time."""
    close_old_connections()
    return tidying.tidy(now=timezone.now())
