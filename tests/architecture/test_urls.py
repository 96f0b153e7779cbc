"""Every address is in the table, and answers each of the cast as the table says."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from tests.architecture.addresses import NAMELESS, ROUTES, address
from tests.architecture.urls_table import PAGES
from tests.architecture.world import EVERYBODY, World, build_world

# Patterns that no link names: the administration's own ways to an address of old.
UNNAMED_ON_PURPOSE = {"admin:<path:object_id>/", "admin:(?P<url>.*)$"}
ABSENT = 999_999_999
LOOKED_FOR = [page for page in PAGES if page.of]
PASSING = re.compile(r'(csrfmiddlewaretoken"? value="?|hx-headers=)[^>]*|/libraries/[^"&\s]*')


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once for thousands of requests, in a transaction that every test's own is nested in."""
    hashers = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with hashers, django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        for name in EVERYBODY:
            world.client(name)
        yield world
        transaction.set_rollback(True)


def test_table_names_every_address_once():
    names = [page.name for page in PAGES]

    assert sorted(names) == sorted(set(names))
    assert set(names) == set(ROUTES)
    assert NAMELESS <= UNNAMED_ON_PURPOSE


def _ask(client, method: str, url: str, data=None) -> int:
    """The answer's status; whatever was written is taken back."""
    point = transaction.savepoint()
    status = getattr(client, method)(url, data or {}).status_code
    transaction.savepoint_rollback(point)
    return status


def _wrong(found: dict[str, int], expected: dict[str, int]) -> dict[str, str]:
    return {
        name: f"{status} instead of {expected[name]}"
        for name, status in found.items()
        if status != expected[name]
    }


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_page_answers_as_the_table_says(world, name):
    shown = [page for page in PAGES if page.get]

    found = {page.name: _ask(world.client(name), "get", address(page, world)) for page in shown}

    assert _wrong(found, {page.name: page.get[name] for page in shown}) == {}


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_change_answers_as_the_table_says(world, name):
    changes = [page for page in PAGES if page.post]

    found = {
        page.name: _ask(world.client(name), "post", address(page, world), page.typed(world))
        for page in changes
    }

    assert _wrong(found, {page.name: page.post[name] for page in changes}) == {}


@pytest.mark.parametrize("name", EVERYBODY)
def test_changes_are_not_made_by_looking(world, name):
    """What is posted only answers 405 to those who may, and to nobody a page."""
    wrong = {}
    for page in PAGES:
        if page.get is None and not page.is_admin:
            status = _ask(world.client(name), "get", address(page, world))
            is_theirs = page.post[name] < 300 or (page.post[name] == 302 and name != "nobody")
            if status != 405 and (is_theirs or status not in {302, 403, 404}):
                wrong[page.name] = status

    assert wrong == {}


@pytest.mark.parametrize("name", EVERYBODY)
def test_nobody_posts_where_they_may_not_look(world, name):
    closed = [page for page in PAGES if page.get and not page.post and page.get[name] in {403, 404}]

    found = {page.name: _ask(world.client(name), "post", address(page, world)) for page in closed}

    assert {
        page.name: found[page.name] for page in closed if found[page.name] not in {405, page.get[name]}
    } == {}


@pytest.mark.parametrize("name", ["mara", "pia", "bea"])
def test_rows_of_another_library_look_like_rows_that_are_not_there(world, name):
    client = world.client(name)
    differing = {}
    for page in LOOKED_FOR:
        method = client.get if page.get else client.post
        foreign = method(address(page, world, rows=world.there))
        absent = method(address(page, world, pk=ABSENT))
        bodies = {PASSING.sub("", answer.content.decode()) for answer in (foreign, absent)}
        if (foreign.status_code, absent.status_code, len(bodies)) != (404, 404, 1):
            differing[page.name] = (foreign.status_code, absent.status_code, len(bodies))

    assert differing == {}
