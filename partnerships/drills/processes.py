"""A drill's real processes: Celery's worker and beat, as they run in production."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

from partnerships.bootstrap import ROOT

CELERY = [sys.executable, "-m", "celery", "-A", "partnerships.drills.celery"]
STOP_SECONDS = 60


class Crew:
    """The running processes by name; all of them end with the drill."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.log = folder / "celery.log"
        self._folder = folder
        self._environment = os.environ | {"C_FORCE_ROOT": "1"} | environment
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._commands: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        for name in list(self._running):
            self.kill(name)

    def start_worker(self, name: str = "worker") -> None:
        self._start(name, "worker", "--concurrency=2", f"--hostname={name}@drill")

    def start_both(self) -> None:
        """One worker and one beat, unless they run."""
        if "worker" not in self._running:
            self.start_worker()
        if "beat" not in self._running:
            self.start_beat()

    def start_beat(self, name: str = "beat") -> None:
        self._start(name, "beat", "--schedule", str(self._folder / f"{name}-schedule"), "--pidfile=")

    def kill(self, name: str) -> None:
        """SIGKILL, for the process and its children."""
        self._end(name, signal.SIGKILL, with_children=True)

    def stop(self, name: str, *, with_children: bool = False) -> None:
        """SIGTERM, as when a new version is deployed; wait until it has ended."""
        self._end(name, signal.SIGTERM, with_children=with_children)

    def names_of_ended(self) -> list[str]:
        return [name for name, process in self._running.items() if process.poll() is not None]

    def restart_ended(self) -> None:
        """What systemd or compose does on a real server: start again what ended by itself."""
        for name in self.names_of_ended():
            self._start(name, *self._commands[name])

    def _start(self, name: str, *command: str) -> None:
        self._commands[name] = command
        with self.log.open("ab") as log:
            # Our own command; no shell reads it.
            self._running[name] = subprocess.Popen(  # noqa: S603
                [*CELERY, *command],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _end(self, name: str, number: signal.Signals, *, with_children: bool) -> None:
        process = self._running.pop(name)
        with contextlib.suppress(ProcessLookupError):
            if with_children:
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
