"""The whole demo once, as a newcomer meets it: from an empty folder to a page, and away again."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from partnerships.bootstrap import ROOT

READY_SECONDS = 180
READY = re.compile(r"The demo is ready:  http://127\.0\.0\.1:(\d+)/")


def _page(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    status, body = answer.status, answer.read().decode()
    connection.close()
    return status, body


def _wait_until(is_true):
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if found := is_true():
            return found
        time.sleep(0.1)
    return pytest.fail("waited in vain")


def _processes_of(folder):
    """The processes that were started with this folder; only Linux tells."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"DATA_DIR={folder}".encode() in path.read_bytes().split(b"\0"):
                found.append(path.parent.name)
        except OSError:
            continue
    return found


@pytest.fixture
def demo(tmp_path):
    """A running demo with a folder of its own: its process and its port."""
    output = tmp_path / "output"
    with output.open("w") as terminal:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=ROOT,
            env=os.environ | {"DATA_DIR": str(tmp_path)},
            stdout=terminal,
            stderr=subprocess.STDOUT,
        )
    try:
        ready = _wait_until(lambda: READY.search(output.read_text()) or process.poll() is not None)
        assert ready is not True, output.read_text()
        yield process, int(ready.group(1))
    finally:
        process.terminate()
        process.wait(timeout=READY_SECONDS)


def test_demo_answers_refuses_a_second_one_and_leaves_nothing_behind(demo, tmp_path):
    process, port = demo

    status, health = _page(port, "/health/")
    command = [sys.executable, "manage.py", "demo"]
    second = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    process.send_signal(signal.SIGINT)

    assert (process.wait(timeout=READY_SECONDS), status) == (0, 200)
    assert '"token"' in health
    assert (second.returncode, second.stderr) == (
        1,
        f"The demo is already running at http://127.0.0.1:{port} in another window; "
        "stop it there with Ctrl-C.\n",
    )
    assert _processes_of(tmp_path / "demo") == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not end a process with its parent")
def test_killed_demo_takes_its_processes_along(demo, tmp_path):
    process, _ = demo
    before = _processes_of(tmp_path / "demo")

    process.kill()
    process.wait()

    assert len(before) >= 4
    assert _wait_until(lambda: not _processes_of(tmp_path / "demo"))
