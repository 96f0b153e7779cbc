import os
from pathlib import Path

import pytest

from partnerships import installer

FAKE_PYTHON = """#!/bin/sh
echo "$@" >> "{calls}"
case "$*" in {refused}) echo "{words}"; exit 1;; esac
exit 0
"""


@pytest.fixture
def run_install(tmp_path, monkeypatch):
    """Return a function that installs with an interpreter refusing some commands, and yields those it got."""
    monkeypatch.setattr(installer.shutil, "which", lambda _name: None)
    venv = tmp_path / ".venv"
    inner = venv / "bin" / "python"
    inner.parent.mkdir(parents=True)

    def run(*, refused, words="no"):
        calls = tmp_path / "calls"
        for path in (inner, tmp_path / "python"):
            path.write_text(FAKE_PYTHON.format(calls=calls, refused=refused, words=words))
            path.chmod(0o755)
        keep_open = os.open(calls, os.O_CREAT | os.O_RDWR)
        try:
            installer.install(venv, Path("lock.txt"), python=str(tmp_path / "python"), keep_open=keep_open)
        finally:
            os.close(keep_open)
        return [line.replace(f"{tmp_path}/", "") for line in calls.read_text().splitlines()]

    return run


def test_venv_with_its_own_pip_is_enough(run_install):
    calls = run_install(refused="never")

    assert [call.split()[:3] for call in calls] == [["-m", "venv", ".venv"], ["-m", "pip", "install"]]
    assert "--require-hashes" in calls[1]


def test_missing_ensurepip_is_answered_by_the_outer_pip(run_install):
    calls = run_install(refused='"-m venv /"*')

    assert [call.split()[:3] for call in calls[1:]] == [
        ["-m", "venv", "--without-pip"],
        ["-m", "pip", "--python"],
    ]


def test_neither_venv_nor_pip_names_the_package_to_install(run_install):
    with pytest.raises(installer.InstallError, match="sudo apt-get install python3-venv"):
        run_install(refused='"-m venv"*')


def test_no_network_is_said_in_a_sentence(run_install):
    with pytest.raises(installer.InstallError) as refusal:
        run_install(refused='"-m pip"*', words="Failed to establish a new connection")

    assert str(refusal.value) == "The packages could not be downloaded: check the network."


def test_any_other_reason_is_passed_on(run_install, tmp_path):
    with pytest.raises(installer.InstallError) as refusal:
        run_install(refused='"-m pip"*', words="ERROR: No space left on device")

    log = tmp_path / ".venv" / "install.log"
    assert str(refusal.value) == (
        f"The packages could not be installed (ERROR: No space left on device); {log} has all of it."
    )


def test_uv_comes_first_when_it_is_there(monkeypatch):
    monkeypatch.setattr(installer.shutil, "which", lambda name: f"/bin/{name}")

    first = next(installer.ways(Path(".venv"), Path("lock.txt"), python="python3"))

    assert first.fill[:3] == ["/bin/uv", "pip", "install"]
    assert "--require-hashes" in first.fill
