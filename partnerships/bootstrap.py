"""Make the project's own environment, `.venv`, on a machine that has nothing but Python.

Standard library only: this runs before any package is there.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from partnerships import installer
from partnerships.interrupts import signals_as_interrupt

ROOT = Path(__file__).resolve().parent.parent
RUN_LOCK = "requirements.txt"
TEST_LOCK = "requirements-test.txt"
RUN_MODULES = ("django", "celery", "allauth", "environ", "gunicorn")
TEST_MODULES = (*RUN_MODULES, "pytest", "pytest_django")
STAMP = "partnerships-stamp"
UNFINISHED = "partnerships-unfinished"


class NotReadyError(Exception):
    """The environment could not be made; the text says why and what to do."""


def ensure_environment(argv: list[str], *, root: Path = ROOT) -> None:
    """Return when the packages are importable, or start the same command again inside `.venv`.

    Raises NotReadyError when they cannot be installed.
    """
    venv = root / ".venv"
    is_test = argv[1:2] == ["test"]
    is_inside = Path(sys.prefix) == venv
    if not is_inside and _are_importable(TEST_MODULES if is_test else RUN_MODULES):
        return
    lock = root / (TEST_LOCK if is_test else RUN_LOCK)
    if not stamp_fits(venv, lock):
        _prepare(venv, lock)
    if not is_inside:
        _start_again(venv, argv)


def stamp_fits(venv: Path, lock: Path) -> bool:
    """Whether this lock, as it is now, was installed to the end for this Python."""
    stamp = venv / STAMP
    return stamp.exists() and {_python_line(), _lock_line(lock)} <= set(stamp.read_text().splitlines())


def write_stamp(venv: Path, lock: Path) -> None:
    """Record what `.venv` holds; the test lock holds all that the run lock does."""
    locks = [lock]
    if lock.name == TEST_LOCK:
        locks.append(lock.with_name(RUN_LOCK))
    (venv / STAMP).write_text("\n".join([_python_line(), *map(_lock_line, locks)]) + "\n")


def clear_unusable(venv: Path) -> None:
    """Remove an environment that another Python made or that was left half installed."""
    stamp = venv / STAMP
    is_foreign = stamp.exists() and _python_line() not in stamp.read_text().splitlines()
    if is_foreign or (venv / UNFINISHED).exists():
        shutil.rmtree(venv)


@contextmanager
def sole_installer(path: Path) -> Iterator[int]:
    """Hold the kernel's lock on a file, waiting for another installer to end; yield its descriptor."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another command is preparing the environment; waiting for it ...")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _prepare(venv: Path, lock: Path) -> None:
    try:
        with (
            signals_as_interrupt(),
            sole_installer(venv.parent / "var" / "bootstrap.lock") as descriptor,
        ):
            if not stamp_fits(venv, lock):
                _install(venv, lock, descriptor)
    except installer.InstallError as reason:
        raise NotReadyError(f"{reason}\nThen run the same command again.") from None
    except OSError as error:
        raise NotReadyError(
            f"{error.filename or venv} cannot be written ({error.strerror}). "
            "Put the project in a folder of your own and run the same command again."
        ) from None


def _install(venv: Path, lock: Path, descriptor: int) -> None:
    clear_unusable(venv)
    _say("Installing the packages into .venv; this takes up to a minute and happens once ...")
    venv.mkdir(exist_ok=True)
    (venv / UNFINISHED).touch()
    (venv / STAMP).unlink(missing_ok=True)
    # The installer inherits the lock: if this process is killed, the next one waits for what it left.
    installer.install(venv, lock, python=_outer_python(), keep_open=descriptor)
    write_stamp(venv, lock)
    (venv / UNFINISHED).unlink()


def _start_again(venv: Path, argv: list[str]) -> None:
    python = str(venv / "bin" / "python")
    sys.stdout.flush()
    os.execv(python, [python, *argv])  # noqa: S606


def _are_importable(modules: tuple[str, ...]) -> bool:
    return all(importlib.util.find_spec(module) for module in modules)


def _python_line() -> str:
    return f"python {sys.implementation.cache_tag}"


def _lock_line(lock: Path) -> str:
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def _outer_python() -> str:
    """The Python outside of any virtual environment."""
    return getattr(sys, "_base_executable", sys.executable)
