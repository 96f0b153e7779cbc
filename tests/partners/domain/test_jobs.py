"""Long work is done once, with the rights that its asker has by then, and by nobody twice."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from partners.choices import JobState, LibraryRole
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.jobs import (
    LostLease,
    ask_job,
    claim_job,
    discard_results,
    may_take,
    note_progress,
    run_job,
)
from partners.domain.post import Post
from partners.models import AuditEvent, Delivery, Job, JobPart, LibraryMembership
from partners.work import Outcome, registry
from tests import make

NOW = datetime(2027, 3, 1, 18, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class Kind:
    """Work that does what a test tells it to."""

    name = "test"
    staff_role = LibraryRole.COORDINATOR

    def __init__(self):
        self.runs = 0
        self.does = lambda job: None

    def prepare(self, job, scope, progress):
        self.runs += 1
        progress(1, 2)
        self.does(job)
        return Outcome("2 rows", file=io.BytesIO(b"one,two"), file_name="a.csv", content_type="text/csv")

    def finish(self, job, prepared):
        return prepared


@pytest.fixture
def kind(monkeypatch):
    kind = Kind()
    monkeypatch.setitem(registry._kinds, "test", kind)
    return kind


def asked(cast, name="cole", **given):
    by = getattr(cast, name).user
    return ask_job(cast.riverton.library, by=by, now=NOW, kind="test", title="A list", given=given)


def run(now=NOW):
    job = claim_job(now=now)
    run_job(job, clock=lambda: now)
    return Job.objects.get(pk=job.pk)


def test_job_is_done_and_its_file_kept_in_parts(cast, kind):
    asked(cast)

    job = run()

    assert (job.state, job.outcome, job.done_count, job.total_count) == (JobState.DONE, "2 rows", 1, 2)
    assert (bytes(JobPart.objects.get(job=job).content), job.byte_count) == (b"one,two", 7)
    assert claim_job(now=NOW + timedelta(days=1)) is None


def test_asking_twice_is_one_job(cast, kind):
    first, second, other = asked(cast, noun="a"), asked(cast, noun="a"), asked(cast, noun="b")

    assert (second.pk == first.pk, other.pk == first.pk) == (True, False)


def test_sixth_job_of_one_person_waits(cast, kind):
    for number in range(5):
        asked(cast, number=number)

    with pytest.raises(ValidationError, match="Wait until one is done"):
        asked(cast, number=6)

    assert asked(cast, "mara", number=6).state == JobState.WAITING


def test_killed_worker_is_followed_by_another_and_nothing_is_doubled(cast, kind):
    asked(cast)
    dead = claim_job(now=NOW)
    note_progress(dead, done=1, total=2, now=NOW)
    assert claim_job(now=NOW + timedelta(minutes=9)) is None

    job = run(NOW + timedelta(minutes=11))

    assert (job.state, job.attempts, JobPart.objects.count(), Delivery.objects.count()) == ("done", 2, 1, 1)
    run_job(dead, clock=lambda: NOW + timedelta(minutes=12))
    assert (JobPart.objects.count(), Delivery.objects.count()) == (1, 1)
    with pytest.raises(LostLease):
        note_progress(dead, done=2, total=2, now=NOW)


def test_work_that_kills_its_worker_ends_after_three_times(cast, kind):
    asked(cast)
    for number in range(3):
        claim_job(now=NOW + timedelta(hours=number))

    job = run(NOW + timedelta(hours=4))

    assert (job.state, kind.runs) == (JobState.FAILED, 0)
    assert "three times" in job.outcome


def test_fault_is_tried_again_and_then_told_without_its_text(cast, kind):
    def breaks(job):
        raise KeyError("pia@example.org")

    kind.does = breaks
    asked(cast)
    states = [run(NOW + timedelta(minutes=2 * number)).state for number in range(3)]

    assert states == ["waiting", "waiting", "failed"]
    assert Job.objects.get().outcome.startswith("Something went wrong on our side.")


def test_refusal_is_told_at_once(cast, kind):
    def refuses(job):
        raise ValidationError("Row 3 is bad.")

    kind.does = refuses
    asked(cast)

    job = run()

    assert (job.state, job.outcome, job.attempts) == ("failed", "Row 3 is bad.", 1)


def test_rights_are_those_at_the_time_it_runs(cast, kind):
    asked(cast)
    LibraryMembership.objects.filter(user=cast.cole.user).update(role=LibraryRole.VIEWER)

    job = run()

    assert (job.state, kind.runs, JobPart.objects.count()) == ("failed", 0, 0)


def test_file_is_not_for_somebody_who_reaches_less_by_now(cast, kind):
    asked(cast)
    job = run()
    assert may_take(job, scope=cast.cole.scope)

    LibraryMembership.objects.filter(user=cast.cole.user).update(role=LibraryRole.VIEWER)

    assert not may_take(job, scope=cast.cole.scope)


def test_result_is_gone_after_a_week_and_its_line_stays(cast, kind):
    asked(cast)
    job = run()

    assert discard_results(now=NOW + timedelta(days=7, seconds=-1)) == 0
    assert discard_results(now=NOW + timedelta(days=7)) == 1

    job.refresh_from_db()
    assert (job.state, job.file_name, JobPart.objects.count()) == ("done", "", 0)


@pytest.mark.parametrize(("language", "said"), [("en", "Done: A list"), ("es", "Listo: A list")])
def test_mail_at_the_end_is_in_the_asker_s_language(cast, kind, language, said):
    cast.cole.user.language = language
    cast.cole.user.save(update_fields=["language"])
    asked(cast)
    run()

    with Post() as post:
        send_deliveries(claim_deliveries(now=NOW), post=post, clock=lambda: NOW)

    assert [(letter.subject, letter.to) for letter in mail.outbox] == [(said, ["cole@example.org"])]
    assert "one,two" not in mail.outbox[0].body
    assert "/jobs/" in mail.outbox[0].body


def test_everybody_sees_their_own_and_a_manager_all_of_the_library(cast):
    library = cast.riverton.library
    theirs = make.make_job(cast.twin.library, by=cast.otto.user)
    jobs = {name: make.make_job(library, by=getattr(cast, name).user) for name in ("cole", "vera", "pia")}

    def seen(name):
        return set(Job.objects.visible_to(getattr(cast, name).scope, library=library))

    assert theirs not in seen("mara")
    assert seen("mara") == set(jobs.values())
    assert [seen(name) for name in jobs] == [{job} for job in jobs.values()]
    parts = JobPart.objects.visible_to(cast.mara.scope, library=library)
    assert list(parts) == []


def test_history_tells_who_asked(cast, kind):
    asked(cast)
    run()

    actions = AuditEvent.objects.filter(subject_type="partners.job").order_by("pk")
    assert [(event.action, event.actor) for event in actions] == [
        ("job.asked", cast.cole.user),
        ("job.done", cast.cole.user),
    ]
