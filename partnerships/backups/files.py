"""Backup files: made whole or not at all, for their owner's eyes only."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from partnerships.backups.faults import BackupError

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
_BEGINNINGS = {SQLITE: b"SQLite format 3\0", POSTGRES: b"PGDMP"}


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """Yield a draft that becomes the file when all went well. Raises BackupError if the file exists."""
    if target.exists():
        raise BackupError(f"{target} exists already; a backup does not overwrite another.")
    draft = target.with_name(f"{target.name}.part")
    # Nobody but its owner reads a backup, from its first byte on.
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield draft
        os.link(draft, target)
    except FileExistsError as error:
        raise BackupError(f"{target} exists already; a backup does not overwrite another.") from error
    finally:
        draft.unlink(missing_ok=True)


def kind_of(path: Path) -> str:
    """Which database the backup is of. Raises BackupError."""
    try:
        with path.open("rb") as file:
            beginning = file.read(16)
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from error
    for kind, expected in _BEGINNINGS.items():
        if beginning.startswith(expected):
            return kind
    raise BackupError(f"{path} is not a backup that manage.py backup made.")
