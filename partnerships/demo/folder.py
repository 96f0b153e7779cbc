"""The demo's own folder: one demo at a time, and a fresh start on request."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from partnerships.demo.errors import DemoError

LOCK = "lock"


@contextmanager
def sole_use(folder: Path) -> Iterator[Callable[[str], None]]:
    """Hold the folder for this process; yield a function that notes the address for a second caller.

    Raises DemoError when another demo holds it or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a+")
    except OSError as error:
        raise DemoError(
            f"{error.filename} cannot be written ({error.strerror}); the demo keeps its data there."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoError(_already_running(folder)) from None
        os.truncate(lock.fileno(), 0)
        yield lambda address: _note(lock.fileno(), address)


def empty(folder: Path) -> None:
    """Delete everything but the lock, which has to stay the file that others look at."""
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != LOCK:
            entry.unlink()


def _note(descriptor: int, address: str) -> None:
    os.truncate(descriptor, 0)
    os.write(descriptor, address.encode())


def _already_running(folder: Path) -> str:
    address = (folder / LOCK).read_text().strip()
    if not address:
        return "The demo is already starting in another window."
    return f"The demo is already running at {address} in another window; stop it there with Ctrl-C."
