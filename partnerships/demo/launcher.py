"""`manage.py demo`: from nothing to a site with stories, mail and reminders, in one command."""

import argparse
import os
import secrets
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from partnerships.bootstrap import ROOT
from partnerships.demo import programs
from partnerships.demo.children import Child, stop_all
from partnerships.demo.errors import DemoError
from partnerships.demo.folder import empty, sole_use
from partnerships.demo.ports import HOST, listen
from partnerships.demo.preparation import Account, prepare
from partnerships.demo.readiness import wait_for_answer
from partnerships.demo.words import say, welcome
from partnerships.interrupts import ignore_signals, signals_as_interrupt

WATCH_SECONDS = 0.5
HIGHEST_PORT = 65535


def main(arguments: list[str]) -> int:
    """Run the demo until Ctrl-C, and return the exit status."""
    options = _parser().parse_args(arguments)
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var").absolute() / "demo"
    os.chdir(ROOT)
    try:
        with signals_as_interrupt():
            _run(folder, port=options.port, is_reset=options.reset)
    except DemoError as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    except KeyboardInterrupt:
        say("The demo has stopped.")
    return 0


def _run(folder: Path, *, port: int | None, is_reset: bool) -> None:
    with sole_use(folder) as note_address, listen(port) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}"
        token = secrets.token_urlsafe(16)
        environment = programs.demo_environment(os.environ, folder=folder, address=address, token=token)
        logs = _fresh_folder(folder, is_reset=is_reset)
        say("Preparing the demo ...")
        accounts = prepare(environment, log=logs / "prepare.log")
        _serve(
            environment,
            listener=listener,
            logs=logs,
            announce=lambda: _announce(note_address, address, accounts),
        )


def _serve(
    environment: dict[str, str], *, listener: socket.socket, logs: Path, announce: Callable[[], None]
) -> None:
    web = programs.web_server(environment, logs=logs, listener=listener.fileno())
    # The server first and alone: the page is what the visitor waits for.
    children = [web]
    try:
        web.start()
        wait_for_answer(
            HOST, listener.getsockname()[1], token=environment["DEMO_TOKEN"], check=lambda: _watch([web])
        )
        children += [programs.worker(environment, logs=logs), programs.clock(environment, logs=logs)]
        announce()
        while True:
            _watch(children)
            time.sleep(WATCH_SECONDS)
    finally:
        ignore_signals()
        say("\nStopping ...")
        stop_all(children)


def _watch(children: list[Child]) -> None:
    for child in children:
        child.start_again_if_ended(now=time.monotonic(), say=say)


def _announce(note_address: Callable[[str], None], address: str, accounts: list[Account]) -> None:
    note_address(address)
    say(welcome(address, accounts))


def _fresh_folder(folder: Path, *, is_reset: bool) -> Path:
    logs = folder / "logs"
    try:
        if is_reset:
            empty(folder)
        logs.mkdir(exist_ok=True)
        # The broker of files expects its folder to be there.
        (folder / "queue").mkdir(exist_ok=True)
        for old in logs.glob("*.log"):
            old.unlink()
    except OSError as error:
        raise DemoError(f"{error.filename} cannot be written ({error.strerror}).") from None
    return logs


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"a port lies between 1 and {HIGHEST_PORT}")
    return port


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="manage.py demo",
        description="Run the site with invented stories, on this machine only, until Ctrl-C.",
    )
    parser.add_argument(
        "--port", type=_port, help="the port to answer on (default: the first free one from 8000)"
    )
    parser.add_argument("--reset", action="store_true", help="delete what was entered and start over")
    return parser
