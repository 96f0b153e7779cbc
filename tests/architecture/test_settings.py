"""The shipped production settings are safe, and README names every variable they read."""

import os
import re
import subprocess
import sys

from tests.architecture.source import ROOT


def test_deployment_check_is_silent_in_production(tmp_path):
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    result = subprocess.run(
        command,
        cwd=ROOT,
        env=environment
        | {"DATA_DIR": str(tmp_path), "PARTNERSHIPS_PROFILE": "", "BASE_URL": "https://example.org"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr


def test_readme_names_every_environment_variable():
    settings = (ROOT / "partnerships" / "settings.py").read_text()
    names = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings))
    readme = (ROOT / "README.md").read_text()

    assert {name for name in names if f"`{name}`" not in readme} == set()


def test_schedule_holds_few_interval_ticks_that_expire(settings):
    entries = settings.CELERY_BEAT_SCHEDULE.values()

    assert len(entries) <= 10
    assert all(entry["options"]["expires"] == entry["schedule"] for entry in entries)
