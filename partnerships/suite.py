"""Run the test suite; what follows `manage.py test` goes to pytest as it is."""

import os
import sys
from typing import NoReturn

from partnerships.bootstrap import ROOT

# The whole suite runs on every core; tests/conftest.py says which tests must stay together.
EVERYTHING = ["--numprocesses", "auto", "--dist", "loadgroup", "--no-loadscope-reorder"]


def _how(arguments: list[str]) -> list[str]:
    return [*EVERYTHING, *arguments] if set(arguments) <= {"--full"} else arguments


def main(arguments: list[str]) -> NoReturn:
    """Become pytest; the database and the broker come from the environment alone."""
    environment = os.environ | {"PARTNERSHIPS_PROFILE": "test"}
    command = [sys.executable, "-m", "pytest", *_how(arguments)]
    os.chdir(ROOT)
    os.execve(sys.executable, command, environment)  # noqa: S606
