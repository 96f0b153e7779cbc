"""A live server behind the browser, and visitors to it."""

import pytest
from django.test import Client

from tests.architecture.world import build_world
from tests.browser.visitor import Visitor


@pytest.fixture
def world(shipped_rows, live_server):
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
