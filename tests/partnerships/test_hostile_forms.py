"""Whatever is typed into any form, by anybody who may open it: a sentence, or text that is kept unharmed."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import Resolver404, resolve

from tests.architecture.addresses import address
from tests.architecture.urls_table import PAGES
from tests.architecture.world import EVERYBODY, World, build_world
from tests.partnerships.typed import Form, forms_of

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
# As bytes after percent-encoding: a browser would never send some of them.
HOSTILE = {
    "nul": "a%00b",
    "lone surrogate": "%ED%A0%80",
    "broken utf-8": "%FF%FE%C3",
    "right to left": quote("\u202egnp.exe\u2066\u200f"),
    "100 KB": "x" * 100_000,
    "huge number": "9" * 400,
    "beyond the column": "99999999999999999999",
    "negative": "-1",
    "not a number": "NaN",
    "formula": quote("=1+1"),
    "other digits": quote("١٢٣"),
    "nothing": "",
}
# Hidden fields hold keys, versions and counts; these are what breaks them.
ALSO_HIDDEN = ("nul", "huge number", "negative", "nothing")
# Everybody meets the worst; these, who between them see every form of ours, meet it all.
PATIENT = {"mara", "pia", "nobody"}
WORST = ("nul", "lone surrogate", "100 KB", "huge number")
# Fields that would end the session or leave the page's own subject; they have tests of their own.
LEFT_OUT = {"account_logout", "admin:logout", "set_language", "set_theme"}
SENTENCE = "<h1"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    hashers = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with hashers, django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        for name in EVERYBODY:
            world.client(name)
        yield world
        transaction.set_rollback(True)


def _route(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return path


def _forms(world: World, name: str) -> Iterator[tuple[str, Form]]:
    """Every form this person can reach, once: where it goes, and what it asks for."""
    met = set()
    for page in PAGES:
        if not page.get or page.get[name] != 200:
            continue
        here = address(page, world)
        point = transaction.savepoint()
        answer = world.client(name).get(here)
        transaction.savepoint_rollback(point)
        if "text/html" not in answer.get("Content-Type", ""):
            continue
        for form in forms_of(answer.content.decode()):
            target = form.action or here
            key = _route(target), tuple(sorted(form.kinds))
            if key not in met and key[0] not in LEFT_OUT:
                met.add(key)
                yield target, form


def _body(form: Form, value: str, *, also_hidden: bool) -> str:
    """The form as it stands, with the same value in every field that people fill in, or in all."""
    replaced = set(form.kinds if also_hidden else form.typed)
    kept = [(key, quote(one)) for key, many in form.values.items() if key not in replaced for one in many]
    return "&".join(f"{quote(key)}={one}" for key, one in [*kept, *((key, value) for key in replaced)])


def _post(world: World, name: str, target: str, body: str) -> str:
    """What is wrong with the answer, in words; whatever was written is taken back."""
    client = world.client(name)
    point = transaction.savepoint()
    answer = client.post(target, data=body, content_type=FORM)
    found = ""
    if answer.status_code >= 500:
        found = f"{answer.status_code}"
    elif answer.status_code == 302:
        # What was kept must not break the page that shows it.
        after = client.get(answer["Location"], follow=True)
        found = f"then {after.status_code}" if after.status_code >= 500 else ""
    elif answer.get("Content-Type", "").startswith("text/html") and SENTENCE not in answer.content.decode():
        found = f"{answer.status_code} without a word"
    transaction.savepoint_rollback(point)
    return found


def _tries(name: str) -> Iterator[tuple[str, bool]]:
    kinds = HOSTILE if name in PATIENT else WORST
    yield from ((kind, False) for kind in kinds)
    yield from ((kind, True) for kind in ALSO_HIDDEN if name in PATIENT)


@pytest.mark.parametrize("name", EVERYBODY)
def test_no_form_breaks_on_what_is_typed(world, name):
    wrong = {}
    for target, form in list(_forms(world, name)):
        for kind, also_hidden in _tries(name):
            body = _body(form, HOSTILE[kind], also_hidden=also_hidden)
            found = _post(world, name, target, body)
            if found:
                wrong[f"{_route(target)} {kind}{' in all fields' * also_hidden}"] = found

    assert wrong == {}
