import ast
import shutil
import subprocess
import sys

import pytest

from partnerships.bootstrap import ROOT

BEFORE_PACKAGES = [
    ROOT / "partnerships" / name for name in ("bootstrap.py", "installer.py", "interrupts.py", "suite.py")
] + sorted((ROOT / "partnerships" / "demo").glob("*.py"))


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}.{node.names[0].name}" if node.module == "partnerships" else node.module


def test_project_package_is_empty():
    # A line there would run before the bootstrap, on machines without Django.
    assert (ROOT / "partnerships" / "__init__.py").read_bytes() == b""


@pytest.mark.parametrize("path", BEFORE_PACKAGES, ids=lambda path: path.name)
def test_what_runs_before_the_packages_needs_only_python(path):
    own = {".".join(file.relative_to(ROOT).with_suffix("").parts) for file in BEFORE_PACKAGES}
    foreign = {
        name
        for name in _imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names and name not in own | {"partnerships.demo"}
        if not name.startswith("partnerships.demo.")
    }

    assert foreign == set()


def test_manage_without_any_package_reaches_the_bootstrap(tmp_path):
    for name in ("manage.py", "partnerships/__init__.py", "requirements.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for path in BEFORE_PACKAGES:
        (tmp_path / path.relative_to(ROOT)).parent.mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / path.relative_to(ROOT))
    # Where the environment would go there is a file: the bootstrap says so instead of installing.
    (tmp_path / ".venv").touch()

    command = [sys.executable, "-S", "manage.py", "demo"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert f"{tmp_path / '.venv'} cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
