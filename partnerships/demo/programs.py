"""What the demo starts: the web server, the worker and the clock, with their environment."""

import sys
from collections.abc import Mapping
from pathlib import Path

from partnerships.demo.children import Child

# The demo must never touch what these name: a real database, broker, mail server or secret.
REAL_THINGS = {
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "TRUSTED_PROXY_COUNT",
    "DEBUG",
}


def demo_environment(base: Mapping[str, str], *, folder: Path, address: str, token: str) -> dict[str, str]:
    """Return the variables of every process of the demo."""
    kept = {name: value for name, value in base.items() if name not in REAL_THINGS}
    return kept | {
        "PARTNERSHIPS_PROFILE": "demo",
        "DJANGO_SETTINGS_MODULE": "partnerships.settings",
        "DATA_DIR": str(folder),
        "BASE_URL": address,
        "DEMO_TOKEN": token,
        "PYTHONUNBUFFERED": "1",
    }


def web_server(environment: dict[str, str], *, logs: Path, listener: int) -> Child:
    command = [
        *_module("gunicorn"),
        "partnerships.wsgi:application",
        f"--bind=fd://{listener}",
        "--workers=2",
        "--threads=4",
        # One import instead of three, while the worker and the clock start as well.
        "--preload",
        "--graceful-timeout=5",
        "--no-control-socket",
        "--log-level=warning",
    ]
    return Child("web server", command, environment=environment, log=logs / "web.log", pass_fds=(listener,))


def worker(environment: dict[str, str], *, logs: Path) -> Child:
    options = [
        "--pool=solo",
        "--hostname=demo@localhost",
        "--without-gossip",
        "--without-mingle",
        "--without-heartbeat",
    ]
    command = [*_celery(), "worker", "--loglevel=WARNING", *options]
    return Child("worker", command, environment=environment, log=logs / "worker.log")


def clock(environment: dict[str, str], *, logs: Path) -> Child:
    command = [*_celery(), "beat", "--loglevel=WARNING", "--pidfile="]
    return Child("clock", command, environment=environment, log=logs / "clock.log")


def _celery() -> list[str]:
    # In the demo it does not matter that root runs the worker; the warning would only frighten.
    quiet = ["-W", "ignore:You're running the worker with superuser privileges"]
    return [sys.executable, *quiet, "-m", "celery", "--app=partnerships.celery", "--quiet"]


def _module(name: str) -> list[str]:
    return [sys.executable, "-m", name]
