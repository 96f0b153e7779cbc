"""Long work: a row in the asker's transaction, claimed by one worker, done whole or not at all."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, BinaryIO
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partners import audit
from partners.access import Scope
from partners.choices import JobState, Language
from partners.domain.deliveries import queue_delivery
from partners.domain.failures import DATABASE_AWAY, log_failure
from partners.domain.versions import Stale
from partners.models import Job, JobPart, Library, User
from partners.models.jobs import RESULT_FOR
from partners.work import Outcome, registry

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
AGAIN_AFTER = timedelta(minutes=1)
MOST_ATTEMPTS = 3
MOST_UNDER_WAY = 5
PART_BYTES = 1_000_000
LONGEST_OUTCOME = 500
Clock = Callable[[], datetime]


class LostLease(Exception):  # noqa: N818 - the situation: another worker has the job by now
    """This worker was thought dead; whatever it did is not kept."""


@transaction.atomic
def ask_job(
    library: Library, *, by: User, now: datetime, kind: str, title: str, given: dict[str, Any]
) -> Job:
    """Ask for long work; the next tick finds it. The same work asked twice is one job.

    Raises `ValidationError` when too much of one person's waits already.
    """
    # Whoever clicks twice at once is served one after the other.
    User.objects.select_for_update().get(pk=by.pk)
    mine = Job.objects.filter(library=library, asked_by=by).under_way()
    for job in mine:
        if (job.kind, job.given) == (kind, given):
            return job
    if len(mine) >= MOST_UNDER_WAY:
        raise ValidationError(_("Five of your exports and imports are under way. Wait until one is done."))
    job = Job(
        library=library,
        kind=kind,
        title=title[:300],
        given=given,
        language=get_language() or Language.ENGLISH,
        asked_by=by,
        asked_at=now,
    )
    job.full_clean()
    job.save(force_insert=True)
    audit.record(by=by, action="job.asked", subject=job)
    return job


@transaction.atomic
def claim_job(*, now: datetime) -> Job | None:
    """Take the job that has waited longest, or one whose worker died; no two callers get the same one."""
    free = Job.objects.under_way().filter(Q(lease_until=None) | Q(lease_until__lte=now))
    job = free.select_for_update(skip_locked=True, of=("self",)).order_by("asked_at", "pk").first()
    if job is None:
        return None
    job.lease_holder, job.lease_until = str(uuid4()), now + LEASE
    job.state, job.attempts = JobState.RUNNING, job.attempts + 1
    job.save(update_fields=["lease_holder", "lease_until", "state", "attempts"])
    return job


def run_job(job: Job, *, clock: Clock) -> None:
    """Do a claimed job with the rights that its asker has now; its outcome is stored whatever happens."""
    zone = ZoneInfo(job.library.time_zone)
    with translation.override(job.language), timezone.override(zone):
        try:
            if job.attempts > MOST_ATTEMPTS:
                raise ValidationError(_("It was tried three times and did not come to an end."))
            _carry_out(job, clock=clock)
        except LostLease:
            logger.warning("Job %s (%s) was taken over by another worker", job.pk, job.kind)
        except ValidationError as refusal:
            _fail(job, " ".join(refusal.messages), now=clock())
        except Stale as stale:
            sentence = _("%(what)s was changed meanwhile. Look again.") % {"what": stale.current}
            _fail(job, sentence, now=clock())
        except DATABASE_AWAY:
            raise
        except Exception as error:
            log_failure(logger, f"Job {job.pk} ({job.kind}) failed", error)
            _try_again(job, now=clock())


def _carry_out(job: Job, *, clock: Clock) -> None:
    work = registry[job.kind]
    scope = Scope.of(job.asked_by, now=clock())
    is_allowed = scope.reaches(job.library_id)
    if work.staff_role is not None:
        is_allowed = scope.is_staff_of(job.library_id, work.staff_role)
    if not is_allowed:
        raise ValidationError(_("Your rights in this library no longer reach this far."))

    def progress(done: int, total: int) -> None:
        note_progress(job, done=done, total=total, now=clock())

    prepared = work.prepare(job, scope, progress)
    with transaction.atomic():
        _hold(job, now=clock())
        outcome = work.finish(job, prepared)
        _end(job, outcome, reach=reach_of(scope, job.library), now=clock())


def note_progress(job: Job, *, done: int, total: int, now: datetime) -> None:
    """Show how far it is, and keep the job for longer. Raises `LostLease`."""
    held = Job.objects.filter(pk=job.pk, lease_holder=job.lease_holder)
    if not held.update(done_count=done, total_count=total, lease_until=now + LEASE):
        raise LostLease


def reach_of(scope: Scope, library: Library) -> dict[str, Any]:
    """What somebody could see when a file was made, to be compared when it is taken away."""
    role = scope.role_in(library.pk)
    if role is not None:
        return {"role": role}
    return {
        "organizations": sorted(scope.organization_ids),
        "partnerships": sorted(scope.partnership_ids | scope.funded_ids),
    }


def may_take(job: Job, *, scope: Scope) -> bool:
    """Whether the asker still reaches all that the file was made from."""
    if role := job.reach.get("role"):
        return scope.is_staff_of(job.library_id, role)
    partnerships = scope.partnership_ids | scope.funded_ids
    return set(job.reach.get("organizations", [])) <= scope.organization_ids and (
        set(job.reach.get("partnerships", [])) <= partnerships
    )


@transaction.atomic
def note_taken(job: Job, *, by: User) -> None:
    """Write down that the file left the site."""
    audit.record(by=by, action="job.taken", subject=job)


@transaction.atomic
def discard_results(*, now: datetime) -> int:
    """Take away the files of jobs that ended a week ago; the line in the list stays."""
    old = list(
        Job.objects.filter(ended_at__lte=now - RESULT_FOR)
        .exclude(file_name="")
        .values_list("pk", flat=True)[:100]
    )
    JobPart.objects.filter(job__in=old).delete()
    return Job.objects.filter(pk__in=old).update(file_name="", byte_count=0)


def _hold(job: Job, *, now: datetime) -> None:
    held = Job.objects.select_for_update().filter(pk=job.pk, lease_holder=job.lease_holder)
    if not held.exists():
        raise LostLease
    # Written first: on SQLite this takes the lock that the rest needs anyway.
    held.update(lease_until=now + LEASE)


def _end(job: Job, outcome: Outcome, *, reach: dict[str, Any], now: datetime) -> None:
    size, checksum = _store(job, outcome.file) if outcome.file else (0, "")
    _settle(
        job,
        now=now,
        state=JobState.DONE,
        reach=reach,
        outcome=str(outcome.sentence)[:LONGEST_OUTCOME],
        next_path=outcome.next_path,
        file_name=outcome.file_name[:200],
        content_type=outcome.content_type,
        byte_count=size,
        checksum=checksum,
    )


def _store(job: Job, file: BinaryIO) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    for position, content in enumerate(iter(lambda: file.read(PART_BYTES), b"")):
        JobPart.objects.create(library_id=job.library_id, job=job, position=position, content=content)
        digest.update(content)
        size += len(content)
    file.close()
    return size, digest.hexdigest()


@transaction.atomic
def _fail(job: Job, sentence: str, *, now: datetime) -> None:
    _settle(job, now=now, state=JobState.FAILED, outcome=sentence[:LONGEST_OUTCOME])


def _settle(job: Job, *, now: datetime, **values: Any) -> None:
    values |= {"ended_at": now, "lease_until": None, "lease_holder": ""}
    held = Job.objects.filter(pk=job.pk, lease_holder=job.lease_holder)
    if not held.update(**values):
        raise LostLease
    audit.record(by=job.asked_by, action=f"job.{values['state']}", subject=job)
    if job.asked_by.is_active:
        queue_delivery(
            "job_done",
            library=job.library,
            to_email=job.asked_by.email,
            language=job.asked_by.language,
            now=now,
            job=job,
        )


def _try_again(job: Job, *, now: datetime) -> None:
    if job.attempts >= MOST_ATTEMPTS:
        _fail(job, _("Something went wrong on our side. Nothing was changed. It is in our log."), now=now)
        return
    Job.objects.filter(pk=job.pk, lease_holder=job.lease_holder).update(
        state=JobState.WAITING, lease_until=now + AGAIN_AFTER, lease_holder=""
    )
