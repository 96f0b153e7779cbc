"""The real demo in a folder of its own: web server, worker and clock, as a newcomer starts them."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from partnerships.bootstrap import ROOT

WAIT_SECONDS = 180
READY = re.compile(r"The demo is ready:  (http://127\.0\.0\.1:\d+)/")
# How SQLite's moments are stored; they are compared as text.
STORED_MOMENT = "%Y-%m-%d %H:%M:%S.%f"


@dataclass(frozen=True)
class Demo:
    origin: str
    database: Path

    def rows(self, question: str, *values: Any) -> list[tuple]:
        """Ask the demo's own database what its pages do not show."""
        with closing(sqlite3.connect(self.database, timeout=WAIT_SECONDS)) as connection:
            return connection.execute(question, values).fetchall()

    def bring_forward(self, reminder_id: int) -> None:
        """Stand in for waiting until a planned reminder is due, then wait until the worker has settled it."""
        wait_until(lambda: self._is_settled(reminder_id))

    def _is_settled(self, reminder_id: int) -> bool:
        # Each time anew: the planner puts the hour right again whenever it runs.
        with closing(sqlite3.connect(self.database, timeout=WAIT_SECONDS)) as connection, connection:
            now = datetime.now(UTC).strftime(STORED_MOMENT)
            connection.execute(
                "UPDATE partners_reminder SET send_at = min(send_at, ?) WHERE id = ? AND state = 'planned'",
                (now, reminder_id),
            )
        ((state,),) = self.rows("SELECT state FROM partners_reminder WHERE id = ?", reminder_id)
        return state not in {"planned", "queued"}


def wait_until(is_true: Callable[[], Any]) -> Any:
    """Return the first answer that is true; an answer in vain raises TimeoutError."""
    ends_at = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < ends_at:
        if found := is_true():
            return found
        time.sleep(0.5)
    raise TimeoutError


@contextmanager
def running_demo(folder: Path) -> Iterator[Demo]:
    """Start `manage.py demo`, and stop it at the end."""
    output = folder / "output"
    with output.open("w") as terminal:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=ROOT,
            env=os.environ | {"DATA_DIR": str(folder)},
            stdout=terminal,
            stderr=subprocess.STDOUT,
        )
    try:
        ready = wait_until(lambda: READY.search(output.read_text()) or process.poll() is not None)
        if ready is True:
            raise RuntimeError(output.read_text())
        yield Demo(ready[1], folder / "demo" / "db.sqlite3")
    finally:
        process.terminate()
        process.wait(timeout=WAIT_SECONDS)
