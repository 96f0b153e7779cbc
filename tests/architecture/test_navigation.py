"""Every page of a library stands under an entry of the navigation, or is known to stand under none."""

import re
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from partners.access import Scope
from partners.choices import LibraryRole
from partners.context import ALSO, parts_of, site
from partners.sections import registry
from tests.architecture.addresses import ROUTES, address
from tests.architecture.urls_table import PAGES
from tests.architecture.world import build_world

START = "libraries/<slug:slug>/"
# The library's day, and what belongs to the person or to no subject.
NOWHERE = {"", "exports", "invitations", "jobs", "logo", "notices", "privacy", "reminders", "search", "tasks"}
PARTS = {
    str(route.pattern).removeprefix(START).split("/")[0]
    for route in ROUTES.values()
    if str(route.pattern).startswith(START)
}


def _current(path):
    request = RequestFactory().get(path)
    request.library = SimpleNamespace(pk=1, slug="riverton")
    request.scope = Scope(user_id=1, library_roles={1: LibraryRole.MANAGER})
    return [str(entry["label"]) for entry in site(request)["nav"] if entry["is_current"]]


@pytest.mark.parametrize("part", sorted(PARTS))
def test_each_page_stands_under_one_entry_or_none(part):
    marked = _current(f"/libraries/riverton/{part}/1/" if part else "/libraries/riverton/x/")

    assert len(marked) == (0 if part in NOWHERE else 1), part


@pytest.mark.parametrize(
    ("part", "expected"), [("goals", "Partnerships"), ("agendas", "Partnerships"), ("people", "Directory")]
)
def test_pages_mark_where_they_belong(part, expected):
    assert _current(f"/libraries/riverton/{part}/1/") == [expected]


def test_what_is_named_exists():
    assert {part for name in ALSO for part in parts_of(name)} <= PARTS


def _marks(answer):
    return re.findall(r'<li><a href="([^"]+)" aria-current="(?:page|true)">', _menu(answer))


def _menu(answer):
    found = re.search(r'<details class="sections-menu">.*?</details>', answer.content.decode(), re.DOTALL)
    return found[0] if found else ""


@pytest.mark.django_db
def test_each_page_of_a_partnership_marks_one_entry_of_its_menu():
    world, wrong = build_world(), {}
    below = tuple(f"/libraries/riverton/{part}/" for part in registry.parts())
    for page in PAGES:
        url = address(page, world) if page.get else ""
        # A list of the whole library belongs to no partnership.
        is_of_one = re.search(r"/\d", url) and url.startswith(("/libraries/riverton/partnerships/", *below))
        if not is_of_one:
            continue
        reader = next((name for name in ("mara", "bea", "pia") if page.get[name] == 200), None)
        if reader is None:
            continue
        answer = world.client(reader).get(url)
        if answer["Content-Type"].startswith("text/html") and len(_marks(answer)) != 1:
            wrong[page.name] = _marks(answer)

    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["mara", "cole", "vera", "pia", "bea", "fay"])
def test_every_entry_of_the_menu_opens(name):
    world = build_world()
    client = world.client(name)
    menu = _menu(client.get(f"/libraries/riverton/partnerships/{world.here['partnership'].pk}/"))

    found = {url: client.get(url).status_code for url in re.findall(r'href="([^"]+)"', menu)}

    assert len(found) >= 5
    assert {url for url, status in found.items() if status != 200} == set()
