"""SQLite: the online backup copies a consistent database while others write to it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from partnerships.backups.faults import BackupError
from partnerships.backups.held import REASON, TABLE, UNSAVED_TABLES

WAIT_SECONDS = 30


def save(database: dict[str, Any], target: Path) -> None:
    try:
        _copy_out(database["NAME"], target)
    except sqlite3.Error as error:
        raise BackupError(f"The database could not be copied: {error}.") from error


def load(database: dict[str, Any], source: Path) -> None:
    """Replace all rows by the backup's, with its mail held. Raises BackupError and changes nothing."""
    try:
        _copy_in(source, database["NAME"])
    except sqlite3.Error as error:
        raise BackupError(f"Nothing was restored: {error}.") from error


def _copy_out(database: str | Path, target: Path) -> None:
    with closing(_open(database)) as source, closing(_open(target)) as copy:
        source.backup(copy)
        # One file that can be carried about, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        for table in UNSAVED_TABLES:
            copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own two names
        copy.commit()
        copy.execute("VACUUM")


def _copy_in(source: Path, database: str | Path) -> None:
    with TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.sqlite3"
        with closing(_open(source)) as saved, closing(_open(draft)) as copy:
            saved.backup(copy)
            _check(copy)
            _hold(copy)
            # Readers see the old database until the last page is written, then the new one.
            with closing(_open(database)) as live:
                copy.backup(live)


def _open(path: str | Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=WAIT_SECONDS)


def _check(copy: sqlite3.Connection) -> None:
    (answer,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != "ok":
        raise BackupError("The backup is damaged; nothing was restored.")


def _hold(copy: sqlite3.Connection) -> None:
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")
    copy.execute(f"INSERT INTO {TABLE} (reason, held_at) VALUES (?, ?)", (REASON, now))  # noqa: S608
    copy.commit()
