"""The processes of the demo: started, watched, started again, stopped."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from partnerships.demo.errors import DemoError

STOP_SECONDS = 8
ENDS_ALLOWED = 5
ENDS_WINDOW_SECONDS = 60
PR_SET_PDEATHSIG = 1

# Loaded here, because between fork and exec a process should do next to nothing.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Child:
    """One process with a log of its own; it ends when the launcher does, even if that is killed."""

    def __init__(
        self,
        name: str,
        command: list[str],
        *,
        environment: dict[str, str],
        log: Path,
        pass_fds: tuple[int, ...] = (),
    ):
        self.name = name
        self.log = log
        self._command = command
        self._environment = environment
        self._pass_fds = pass_fds
        self._process: subprocess.Popen[bytes] | None = None
        self._ends: deque[float] = deque(maxlen=ENDS_ALLOWED)
        self._due_at = 0.0

    def start(self) -> None:
        launcher = os.getpid()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self._pass_fds,
                # Ctrl-C goes to the launcher alone, which stops the others in order.
                start_new_session=True,
                preexec_fn=lambda: _end_with(launcher),  # noqa: PLW1509 - the launcher has no threads
            )

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start_again_if_ended(self, *, now: float, say: Callable[[str], None]) -> None:
        """Start an ended process after 1, 2, 4, 8 seconds; raise DemoError when it keeps ending."""
        if self.is_running():
            return
        if self._process is not None:
            self._note_end(now, say)
        if now >= self._due_at:
            self.start()

    def _note_end(self, now: float, say: Callable[[str], None]) -> None:
        self._process = None
        self._ends.append(now)
        if len(self._ends) == ENDS_ALLOWED and now - self._ends[0] < ENDS_WINDOW_SECONDS:
            raise DemoError(
                f"The {self.name} stopped {ENDS_ALLOWED} times within a minute; {self.log} says why."
            )
        recent = [end for end in self._ends if now - end < ENDS_WINDOW_SECONDS]
        self._due_at = now + 2.0 ** (len(recent) - 1)
        say(f"The {self.name} stopped by itself and is started again; {self.log} says why.")

    def ask_to_stop(self) -> None:
        if self._process is not None and self.is_running():
            self._process.send_signal(signal.SIGTERM)

    def wait_or_kill(self, end: float) -> None:
        """Wait until the moment `end` (monotonic), then kill the process with its own children."""
        if self._process is None:
            return
        try:
            self._process.wait(timeout=max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def stop_all(children: Sequence[Child]) -> None:
    """Stop every process, within 8 seconds together."""
    end = time.monotonic() + STOP_SECONDS
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_or_kill(end)


def _end_with(launcher: int) -> None:
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != launcher:
        os._exit(1)
