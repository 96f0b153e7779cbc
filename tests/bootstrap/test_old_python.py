import ast
import glob
import os
import shutil
import subprocess

import pytest

from partnerships.bootstrap import ROOT

NAMES = [f"python{version}" for version in ("2", "2.7", "3.6", "3.7", "3.8", "3.9", "3.10")]
PYENV = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))


def _version(python):
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return tuple(map(int, done.stdout.strip().split("."))) if done.returncode == 0 else None


def _old_pythons():
    found = [shutil.which(name) for name in NAMES] + sorted(glob.glob(f"{PYENV}/versions/*/bin/python"))
    versions = {python: _version(python) for python in found if python}
    # One of each version: a pyenv shim and what it stands for say the same.
    return {version: python for python, version in versions.items() if version and version < (3, 11)}


@pytest.mark.parametrize(("version", "python"), [*_old_pythons().items()] or [(None, None)])
def test_old_python_gets_one_sentence_with_its_version_and_path(version, python):
    if python is None:
        # No old Python here: at least the file keeps to the syntax they know.
        ast.parse((ROOT / "manage.py").read_text(), feature_version=(3, 4))
        return

    done = subprocess.run(
        [python, "manage.py", "demo"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("This needs Python 3.11 or newer, and /")
    assert " is Python {}.{}.".format(*version) in done.stderr
    assert done.stderr.count("\n") == 1
