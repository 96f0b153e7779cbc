"""More than 500 rows are written by a worker: whole, once, with the rights of that moment."""

import pytest
from django.utils import timezone

from partners.choices import LibraryRole
from partners.domain.jobs import LEASE, claim_job, run_job
from partners.models import ImportRun, Job, LibraryMembership, Organization
from tests.partners.views.test_imports import bring, do

pytestmark = pytest.mark.django_db
COUNT = 501


@pytest.fixture
def cole(client_of):
    return client_of("cole")


@pytest.fixture
def run(cast, cole):
    lines = "".join(f"Group {number},education\n" for number in range(COUNT))
    return bring(cast, cole, f"Name,Category\n{lines}")


def work(now=None):
    now = now or timezone.now()
    job = claim_job(now=now)
    run_job(job, clock=lambda: now)
    job.refresh_from_db()
    return job


def written():
    return Organization.objects.filter(name__startswith="Group ", archived_at=None).count()


def test_long_import_is_a_job_with_a_page_and_leads_back(cast, cole, run):
    answer = do(cole, run, "write")
    assert (answer["Location"], written()) == (Job.objects.get().get_absolute_url(), 0)

    job = work()

    assert (job.state, job.outcome, job.done_count) == ("done", "501 added, 0 changed.", COUNT)
    assert written() == COUNT
    assert run.get_absolute_url() in cole.get(job.get_absolute_url()).content.decode()


def test_two_clicks_and_two_tabs_write_once(cast, cole, client_of, run):
    do(cole, run, "write")
    do(cole, run, "write")
    do(client_of("mara"), run, "write")

    states = [work().state for _ in range(2)]

    assert (states, Job.objects.count(), written()) == (["done", "failed"], 2, COUNT)


def test_worker_killed_before_it_wrote_is_followed_by_one_that_does(cast, cole, run):
    do(cole, run, "write")
    dead = claim_job(now=timezone.now())

    job = work(timezone.now() + LEASE)

    assert (job.state, written()) == ("done", COUNT)
    run_job(dead, clock=timezone.now)
    assert (ImportRun.objects.get().state, written()) == ("written", COUNT)


def test_somebody_who_may_not_write_any_more_writes_nothing(cast, cole, run):
    do(cole, run, "write")
    LibraryMembership.objects.filter(user=cast.cole.user).update(role=LibraryRole.VIEWER)

    assert (work().state, written()) == ("failed", 0)


def test_long_import_is_taken_back_once(cast, cole, run):
    do(cole, run, "write")
    work()
    run.refresh_from_db()

    for _ in range(2):
        cole.post(f"{run.get_absolute_url()}undo/", {"version": run.version})

    assert (Job.objects.filter(kind="import_undo").count(), work().state, written()) == (1, "done", 0)
