"""Run the test suite; what follows `manage.py test` goes to pytest as it is."""

import os
import sys
from typing import NoReturn

from partnerships.bootstrap import ROOT


def main(arguments: list[str]) -> NoReturn:
    """Become pytest; the database and the broker come from the environment alone."""
    environment = os.environ | {"PARTNERSHIPS_PROFILE": "test"}
    command = [sys.executable, "-m", "pytest", *arguments]
    os.chdir(ROOT)
    os.execve(sys.executable, command, environment)  # noqa: S606
