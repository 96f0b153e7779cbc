"""A browser of the system's own, started once, and a live server behind it."""

import shutil

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.architecture.world import build_world
from tests.browser.visitor import Visitor
from tests.conftest import CHROMIUM_NAMES

# Nothing of the browser's own may call home or share memory that containers lack.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    kept = connections[DEFAULT_DB_ALIAS]
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    with sync_playwright() as playwright:
        # While the driver's event loop runs in this thread, Django keeps its connections elsewhere.
        connections[DEFAULT_DB_ALIAS] = kept
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def world(transactional_db, live_server):
    return build_world()


@pytest.fixture
def visit_as(chromium, live_server, world):
    """A visitor at the screen who is signed in as one of the cast."""
    contexts = []

    def arrive(name, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        visitor = Visitor(context, live_server.url)
        if name != "nobody":
            client = Client()
            client.force_login(world.user(name))
            visitor.sign_in(client.session.session_key)
        return visitor

    yield arrive
    for context in contexts:
        context.close()
