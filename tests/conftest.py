"""What every test may use, and which tests this machine can run."""

import os
import shutil
from importlib import import_module

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.cast import build_cast

IN_CI = os.environ.get("CI") == "true"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing of the browser's own may call home or share memory that containers lack.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
# Demos, workers and servers of their own.
WITH_PROCESSES = ("tests/journeys/", "tests/bootstrap/", "tests/drills/")
# Whole tours of the pages: begun last, they would leave the other cores idle.
LONG = (
    "tests/partnerships/test_hostile_forms.py",
    "tests/architecture/test_html.py",
    "tests/architecture/test_urls.py",
)
COMMITTING = {"transactional_db", "live_server"}


# How busy a machine is says nothing about the code.
hypothesis.settings.register_profile(
    "patient",
    hypothesis.settings.get_profile("ci" if "CI" in os.environ else "default"),
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("patient")


def pytest_addoption(parser):
    parser.addoption(
        "--full", action="store_true", help="every page as every persona, theme, width and language"
    )


def _commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or not COMMITTING.isdisjoint(item.fixturenames)


def _group(item) -> str:
    """Tests of one file share what its module makes; those that start processes share a server or a port."""
    path = item.nodeid.partition("::")[0]
    if item.get_closest_marker("redis") or path.startswith(WITH_PROCESSES):
        return "processes"
    return f"{path} committing" if _commits(item) else path


def _turn(item) -> int:
    """Long tests first; last those that commit, since they leave the database without its shipped rows."""
    if _commits(item) or _group(item) == "processes":
        return 2
    return 0 if item.nodeid.startswith(LONG) else 1


def pytest_itemcollected(item):
    """Say which tests stay together, before the workers' own hook reads it."""
    item.add_marker(pytest.mark.xdist_group(_group(item)))


def pytest_collection_modifyitems(config, items):
    """Order the tests, and skip what this machine lacks."""
    items.sort(key=_turn)
    _skip_what_is_missing(items)


def _skip_what_is_missing(items):
    """Where a machine must not lack it, let the test run and fail."""
    missing = {
        "browser": not any(map(shutil.which, CHROMIUM_NAMES)) and not IN_CI,
        "postgres": settings.IS_SQLITE and os.environ.get("REQUIRE_POSTGRES") != "1",
        "redis": not settings.REDIS_URL and os.environ.get("REQUIRE_REDIS") != "1",
    }
    for item in items:
        for marker, is_missing in missing.items():
            if is_missing and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"{marker} is not available here"))


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    """The system's own browser, started once: two drivers in one thread would not stand each other."""
    kept = connections[DEFAULT_DB_ALIAS]
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    with sync_playwright() as playwright:
        # While the driver's event loop runs in this thread, Django keeps its connections elsewhere.
        connections[DEFAULT_DB_ALIAS] = kept
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def cast(db):
    return build_cast()


@pytest.fixture
def client_of(cast):
    """A signed-in client of a persona, by name."""

    def sign_in(name):
        client = Client()
        if name != "nobody":
            client.force_login(getattr(cast, name).user)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _plain_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def shipped_rows(transactional_db):
    """Reference data that migrations made, again: a test that really commits empties every table."""
    for module, function in (
        ("partners.migrations.0002_categories", "add_categories"),
        ("worksheets.migrations.0002_potential_partners", "add_instrument"),
    ):
        getattr(import_module(module), function)(apps, None)
