"""Which commits wait for the disk."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def commits_in_passing() -> Iterator[None]:
    """Let PostgreSQL answer before a commit is on the disk.

    Everybody sees it at once, and no worker that dies takes it along. Only when the database server
    itself loses its memory is it undone, and then together with all that came after it. The next
    commit outside waits for the disk, and for these before it.
    """
    # SQLite never waits for the disk at a commit: it is set to `synchronous=NORMAL`.
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
        try:
            yield
        finally:
            cursor.execute("RESET synchronous_commit")
