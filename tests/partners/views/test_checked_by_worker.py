"""A long list is looked at by a worker, then written by one: whole, or not at all."""

import pytest

from partners.models import ImportRun, Job, Organization
from tests.partners.views.test_imports import bring, do, look, states
from tests.partners.views.test_long_imports import work

pytestmark = pytest.mark.django_db
COUNT = 31


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Long is what has more than 30 rows here, so that each test need not write thousands."""
    monkeypatch.setattr("partners.views.imports.MOST_CHECKED_AT_ONCE", 30)


@pytest.fixture
def cole(client_of):
    return client_of("cole")


def sheet(*, bad=0):
    lines = [f"Group {number},education" for number in range(COUNT)]
    for number in range(bad):
        lines[number + 20] = f"Group {number + 20},rockets"
    return "Name,Category\n" + "\n".join(lines) + "\n"


def written():
    return Organization.objects.filter(name__startswith="Group ").count()


def test_long_list_is_looked_at_by_a_worker_who_says_how_far_it_is(cast, cole):
    run = bring(cast, cole, sheet())
    assert "Look at the rows" in look(cole, run).content.decode()

    job = work()

    assert (job.kind, job.state, job.done_count, job.total_count) == ("import_check", "done", COUNT, COUNT)
    assert job.outcome == "31 rows are looked at, 0 of them cannot be written as they are."
    page = look(cole, run)
    assert (page.context["write_count"], page.context["bad_count"], written()) == (COUNT, 0, 0)
    assert states(page)[:2] == [(2, "New"), (3, "New")]


def test_looked_at_list_is_written_together(cast, cole):
    run = bring(cast, cole, sheet())
    work()

    answer = do(cole, run, "write")

    assert (answer["Location"], written()) == (Job.objects.get(kind="import").get_absolute_url(), 0)
    assert (work().outcome, written()) == ("31 added, 0 changed.", COUNT)
    assert ImportRun.objects.get().checked == []


def test_one_bad_cell_of_a_long_list_writes_nothing_and_is_named(cast, cole):
    run = bring(cast, cole, sheet(bad=1))
    work()

    page = do(cole, run, "write")

    assert (page.context["bad_count"], page.context["is_refused"], written()) == (1, True, 0)
    (row,) = look(cole, run, "?show=error").context["rows"]
    assert (row["number"], [cell.note for cell in row["cells"] if cell.note]) == (
        22,
        ["“rockets” is not one of the categories."],
    )
    assert not Job.objects.filter(kind="import").exists()


def test_bad_rows_are_left_out_and_looked_at_again(cast, cole):
    run = bring(cast, cole, sheet(bad=3))
    work()

    do(cole, run, "leave")
    assert look(cole, run).templates[0].name == "partners/imports/waiting.html"
    work()

    assert (look(cole, run).context["bad_count"], look(cole, run).context["write_count"]) == (0, COUNT - 3)
    do(cole, run, "write")
    assert (work().state, written()) == ("done", COUNT - 3)


def test_other_columns_are_looked_at_again(cast, cole):
    run = bring(cast, cole, sheet())
    work()

    do(cole, run, "match", name="1", categories="", category="education")
    work()

    assert look(cole, run).context["bad_count"] == COUNT - 1


def test_what_was_looked_at_before_a_change_is_not_written(cast, cole, client_of):
    run = bring(cast, cole, sheet())
    work()
    do(client_of("mara"), run, "choose")

    assert do(cole, run, "write").status_code == 409
    assert not Job.objects.filter(kind="import").exists()


def test_what_a_worker_found_of_an_older_draft_is_not_kept(cast, cole):
    run = bring(cast, cole, sheet())
    do(cole, run, "choose")

    states = [work().state for _ in range(2)]

    assert states == ["failed", "done"]
    run.refresh_from_db()
    assert run.checked_version == run.version == 2
