"""What comes in from files and goes out to them."""

from datetime import UTC, datetime

from django.utils import timezone

from partners.choices import (
    ImportKind,
    ImportState,
    JobState,
)
from partners.models import (
    ImportRun,
    Job,
    JobPart,
)
from tests.make.rows import saved


def make_import(library, *, by, headers=("Name", "Category"), rows=None, **fields):
    """Rows that somebody looks at: a new one, one of the directory, and a bad one."""
    rows = rows or [("Pine Arts Center", "education"), ("Maple Homework Club", "education"), ("Fir", "none")]
    fields.setdefault("kind", ImportKind.ORGANIZATIONS)
    fields.setdefault("matching", {"name": 0, "categories": 1})
    numbered = [[number, list(cells)] for number, cells in enumerate(rows, start=2)]
    return saved(
        ImportRun(
            library=library,
            headers=list(headers),
            rows=numbered,
            made_by=by,
            made_at=datetime(2017, 4, 10, 18, tzinfo=UTC),
            **fields,
        )
    )


def make_figure_import(partnership, *, by, **fields):
    """Figures that were brought today and can still be taken back."""
    now = timezone.now()
    return saved(
        ImportRun(
            library=partnership.library,
            kind=ImportKind.FIGURES,
            state=ImportState.WRITTEN,
            matching={"partnership": partnership.pk},
            made_by=by,
            made_at=now,
            written_at=now,
            **fields,
        )
    )


def make_job(library, *, by, kind="export", title="Contact log (CSV)", content=b"Name\r\n", **fields):
    """Long work that has ended with a file."""
    given = {"noun": "contacts", "format": "csv", "filters": {}}
    fields = {"state": JobState.DONE, "file_name": "contacts.csv", "content_type": "text/csv"} | fields
    job = saved(
        Job(
            library=library,
            kind=kind,
            title=title,
            language="en",
            given=given,
            asked_by=by,
            asked_at=datetime(2017, 4, 10, 18, tzinfo=UTC),
            ended_at=datetime(2017, 4, 10, 18, 1, tzinfo=UTC),
            byte_count=len(content),
            **fields,
        )
    )
    saved(JobPart(library=library, job=job, position=0, content=content))
    return job
