"""What the schedule runs for reports."""

from uuid import uuid4

from celery import shared_task
from django.utils import timezone

from measurements.domain.ticks import OPEN_REPORTS, open_reports_alone


@shared_task(name=OPEN_REPORTS)
def open_reports_tick() -> None:
    """Make periods that have begun and the reports due for them."""
    open_reports_alone(now=timezone.now(), holder=str(uuid4()))
