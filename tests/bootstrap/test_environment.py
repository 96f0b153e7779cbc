import fcntl
import subprocess
import sys
import time

import pytest

from partnerships import bootstrap, installer


@pytest.fixture
def project(tmp_path):
    (tmp_path / "requirements.txt").write_text("one==1\n")
    (tmp_path / "requirements-test.txt").write_text("one==1\ntwo==2\n")
    (tmp_path / ".venv").mkdir()
    return tmp_path


@pytest.fixture
def bare(monkeypatch):
    """A machine without packages; the installs and the new starts asked for are recorded instead of done."""
    calls = []
    monkeypatch.setattr(bootstrap, "_are_importable", lambda _modules: False)
    monkeypatch.setattr(installer, "install", lambda _venv, lock, **_: calls.append(lock.name))
    monkeypatch.setattr(bootstrap, "_start_again", lambda _venv, argv: calls.append(argv[1]))
    return calls


def test_bare_machine_installs_the_lock_once_and_starts_again(project, bare):
    for _ in range(2):
        bootstrap.ensure_environment(["manage.py", "demo"], root=project)

    assert bare == ["requirements.txt", "demo", "demo"]


def test_tests_after_the_demo_install_the_larger_lock(project, bare):
    bootstrap.ensure_environment(["manage.py", "demo"], root=project)

    bootstrap.ensure_environment(["manage.py", "test", "-q"], root=project)

    assert bare == ["requirements.txt", "demo", "requirements-test.txt", "test"]


def test_demo_after_the_tests_installs_nothing(project, bare):
    bootstrap.ensure_environment(["manage.py", "test"], root=project)

    bootstrap.ensure_environment(["manage.py", "demo"], root=project)

    assert bare == ["requirements-test.txt", "test", "demo"]


def test_changed_lock_is_installed_again(project, bare):
    bootstrap.ensure_environment(["manage.py", "demo"], root=project)
    (project / "requirements.txt").write_text("one==1.1\n")

    bootstrap.ensure_environment(["manage.py", "demo"], root=project)

    assert bare == ["requirements.txt", "demo"] * 2


def test_importable_packages_are_left_alone(project, bare, monkeypatch):
    monkeypatch.setattr(bootstrap, "_are_importable", lambda _modules: True)

    bootstrap.ensure_environment(["manage.py", "demo"], root=project)

    assert bare == []


def test_interrupted_install_is_redone_from_nothing(project, bare, monkeypatch):
    def interrupt(venv, *_, **__):
        (venv / "half").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(installer, "install", interrupt)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.ensure_environment(["manage.py", "demo"], root=project)
    bootstrap.ensure_environment(["manage.py", "demo"], root=project)

    assert bare == ["requirements.txt", "demo"]
    assert not (project / ".venv" / "half").exists()


def test_environment_of_another_python_is_removed(project):
    venv = project / ".venv"
    (venv / bootstrap.STAMP).write_text("python cpython-39\n")

    bootstrap.clear_unusable(venv)

    assert not venv.exists()


def test_environment_made_by_hand_is_kept(project):
    (project / ".venv" / "mine").touch()

    bootstrap.clear_unusable(project / ".venv")

    assert (project / ".venv" / "mine").exists()


def test_failed_install_asks_for_the_same_command_again(project, bare, monkeypatch):
    def fail(*_, **__):
        raise installer.InstallError("The packages could not be downloaded: check the network.")

    monkeypatch.setattr(installer, "install", fail)

    with pytest.raises(bootstrap.NotReadyError) as refusal:
        bootstrap.ensure_environment(["manage.py", "demo"], root=project)

    assert str(refusal.value) == (
        "The packages could not be downloaded: check the network.\nThen run the same command again."
    )


def test_folder_that_cannot_be_written_is_named(project, bare):
    # A file in the place of the folder stops root as well, unlike missing permissions.
    (project / "var").touch()

    with pytest.raises(bootstrap.NotReadyError) as refusal:
        bootstrap.ensure_environment(["manage.py", "demo"], root=project)

    assert str(refusal.value).startswith(f"{project / 'var'} cannot be written (")


def test_second_installer_waits_for_the_first(tmp_path):
    path = tmp_path / "var" / "lock"
    path.parent.mkdir()
    code = (
        "import fcntl, sys, time; held = open(sys.argv[1], 'a'); fcntl.flock(held, fcntl.LOCK_EX); "
        "print(flush=True); time.sleep(0.4)"
    )
    first = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    with first:
        first.stdout.readline()
        begun = time.monotonic()

        with bootstrap.sole_installer(path) as descriptor:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            waited = time.monotonic() - begun

    assert waited > 0.2
