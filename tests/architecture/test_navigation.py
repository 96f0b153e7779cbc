"""Every page of a library stands under an entry of the navigation, or is known to stand under none."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from partners.access import Scope
from partners.choices import LibraryRole
from partners.context import ALSO, site
from tests.architecture.addresses import ROUTES

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
    assert {part for parts in ALSO.values() for part in parts} <= PARTS
