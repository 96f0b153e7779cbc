"""Tables and stories, made in a process of their own, so that the launcher itself stays small and quick."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from partnerships.demo.errors import DemoError


class Account(NamedTuple):
    label: str
    email: str
    password: str


def prepare(environment: dict[str, str], *, log: Path) -> list[Account]:
    """Bring the demo's tables up to date, load its stories if there are none, and return who may sign in.

    Raises DemoError.
    """
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "prepare_demo"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
        try:
            output, _ = process.communicate()
        except KeyboardInterrupt:
            process.kill()
            process.wait()
            raise
    if process.returncode:
        raise DemoError(
            f"The demo's data could not be prepared ({_last_line(log)}); {log} has all of it. "
            "To start over with fresh data: python3 manage.py demo --reset"
        )
    return accounts_in(output)


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "no reason given")


def accounts_in(output: str) -> list[Account]:
    """Read the lines of three fields parted by tabs, whatever else was printed."""
    rows = [line.split("\t") for line in output.splitlines()]
    return [Account(*row) for row in rows if len(row) == len(Account._fields)]
