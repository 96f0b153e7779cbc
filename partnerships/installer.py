"""Three ways to fill `.venv` from a lock with hashes; the first that works is enough."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LOG = "install.log"
NETWORK_WORDS = (
    "connection",
    "failed to fetch",
    "error sending request",
    "dns error",
    "name resolution",
    "timed out",
    "from versions: none",
    "proxy",
)
PIP_OPTIONS = ("--quiet", "--no-compile", "--no-input", "--retries=1", "--timeout=15", "--require-hashes")


class InstallError(Exception):
    """No way worked; the text says why in a sentence."""


class Way(NamedTuple):
    create: list[str]
    fill: list[str]


def install(venv: Path, lock: Path, *, python: str, keep_open: int) -> None:
    """Create `venv` for the interpreter `python` and install `lock` into it.

    `keep_open` is a descriptor the installers inherit. Raises InstallError when every way failed.
    """
    is_created = False
    log = ""
    for way in ways(venv, lock, python=python):
        has_worked, output = _run(way.create, keep_open)
        if has_worked:
            is_created = True
            has_worked, output = _run(way.fill, keep_open)
        log += output
        if has_worked:
            return
    (venv / LOG).write_text(log)
    raise InstallError(explain(log, log_path=venv / LOG, is_created=is_created))


def ways(venv: Path, lock: Path, *, python: str) -> Iterator[Way]:
    """Yield uv; venv with its own pip; venv filled by the pip of `python`, where ensurepip is missing."""
    inner = str(venv / "bin" / "python")
    options = [*PIP_OPTIONS, "-r", str(lock)]
    uv = shutil.which("uv")
    if uv:
        yield Way(
            [uv, "venv", "--quiet", "--allow-existing", "--python", python, str(venv)],
            [uv, "pip", "install", "--quiet", "--python", inner, "--require-hashes", "-r", str(lock)],
        )
    yield Way([python, "-m", "venv", str(venv)], [inner, "-m", "pip", "install", *options])
    yield Way(
        [python, "-m", "venv", "--without-pip", str(venv)],
        [python, "-m", "pip", "--python", inner, "install", *options],
    )


def explain(log: str, *, log_path: Path, is_created: bool) -> str:
    """Say in a sentence what stood in the way, from what the installers wrote."""
    lines = [line.strip() for line in log.splitlines() if line.strip()] or ["no reason given"]
    if not is_created or lines[-1].endswith("No module named pip"):
        return "This Python has neither venv nor pip; on Debian or Ubuntu: sudo apt-get install python3-venv"
    if any(word in log.lower() for word in NETWORK_WORDS):
        return "The packages could not be downloaded: check the network."
    return f"The packages could not be installed ({lines[-1]}); {log_path} has all of it."


def _run(command: list[str], keep_open: int) -> tuple[bool, str]:
    # A pip that is told to install for the user, or elsewhere, would miss the environment.
    environment = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=environment | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            pass_fds=(keep_open,),
            check=False,
        )
    except FileNotFoundError as error:
        return False, f"{error}\n"
    return done.returncode == 0, done.stdout


_MISLEADING = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
