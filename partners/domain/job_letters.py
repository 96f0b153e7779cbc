"""The mail that says that long work has come to an end."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _

from partners.choices import JobState, SkipReason
from partners.domain.letters import Draft, on_this_site, render_letter
from partners.models import Delivery, Job


def compose_jobs(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Write who asked for what, what came of it, and where it is."""
    prefetch_related_objects(deliveries, "library", "job__asked_by", "job__library")
    return {delivery.pk: _draft(delivery) for delivery in deliveries}


def _draft(delivery: Delivery) -> Draft:
    job = delivery.job
    if job is None or not job.asked_by.is_active:
        return Draft(None, SkipReason.ACCESS_ENDED)
    with translation.override(delivery.language):
        return Draft(render_letter("job_done", _context(job)))


def _context(job: Job) -> dict:
    return {
        "library": job.library,
        "job": job,
        "is_done": job.state == JobState.DONE,
        "name": job.asked_by.get_full_name(),
        "action_url": on_this_site(job.get_absolute_url()),
        "action_label": _("Take the file") if job.file_name else _("Look at it"),
    }
