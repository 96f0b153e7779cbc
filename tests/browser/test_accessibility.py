"""Every page in a real browser: no barrier, no overflow, no complaint, no request to anybody else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle

import pytest

from partners.models import Person, User
from tests.architecture.addresses import address
from tests.architecture.urls_table import PAGES, Page
from tests.architecture.world import EVERYBODY, World
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW, PHONE, DESK = 320, 390, 1280
# Answers that are not pages of ours to look at.
NO_PAGE = {
    "health",
    "ready",
    "admin:jsi18n",
    "export",
    "library_logo",
    "contact_file",
    "agreement_file",
    "calendar_feed",
    "meeting_calendar",
    "person_data",
}
# Pages of the administration share their templates: those of a few models are looked at each time.
ADMIN_SAMPLE = {"library", "category", "user", "auditevent", "instrumentversion"}


# Pages that look different to others than to whoever opens them first.
SECOND_LOOKS = {
    "vera": {"evaluation", "partnership", "organization"},
    "pia": {"partnerships", "contacts", "partnership", "measure", "report"},
}
REFUSALS = {
    "vera": ("organization_add", {}, 403),
    "mara": ("organization", {"pk": 999_999}, 404),
    "nobody": ("invitation", {"secret": "unknown"}, 404),
}


@dataclass(frozen=True)
class Look:
    theme: str
    language: str


LOOKS = [Look(*pair) for pair in (("light", "en"), ("dark", "es"), ("dark", "en"), ("light", "es"))]


def _open_to(name: str) -> list[Page]:
    return [page for page in PAGES if page.get and page.get[name] == 200 and page.name not in NO_PAGE]


def _first_open_to(name: str) -> list[Page]:
    """Pages that nobody before this one in the cast may open."""
    earlier = EVERYBODY[: EVERYBODY.index(name)]
    again = SECOND_LOOKS.get(name, ())
    return [
        page
        for page in _open_to(name)
        if (page.name in again or all(page.get[other] != 200 for other in earlier))
        and (not page.model or page.model.rpartition(".")[2].lower() in ADMIN_SAMPLE)
    ]


@dataclass(frozen=True)
class Tour:
    """One of the cast walks through pages, in colors and a language that may change from page to page."""

    visitor: Visitor
    world: World
    name: str
    widths: tuple[int, ...]

    def problems(self, pages: list[Page], looks: Iterable[Look]) -> list[str]:
        """One line for each thing wrong, with the page and how it was looked at."""
        found = []
        for page, look in zip(pages, looks, strict=False):
            self._change_to(look)
            for state in page.states:
                path = address(page, self.world) + state
                inspected = list(self._inspect(path, look))
                if page.name.endswith("_add") and not page.is_admin:
                    self.visitor.send_empty_form()
                    inspected += list(self._look(look))
                for width, problems in inspected:
                    looked_at = f"{page.name}{state} {width} {look.theme} {look.language}"
                    found += [f"{looked_at}: {problem}" for problem in problems]
        return found

    def _change_to(self, look: Look) -> None:
        self.visitor.prefer(theme=look.theme, language=look.language)
        if self.name != "nobody":
            User.objects.filter(pk=self.world.user(self.name).pk).update(language=look.language)
        # A link in a mail opens in the language of the person it was written to.
        Person.objects.update(language=look.language)

    def _inspect(self, path: str, look: Look) -> Iterator[tuple[int, list[str]]]:
        status = self.visitor.open(path, width=self.widths[0])
        if status != 200:
            yield self.widths[0], [f"status {status}"]
        if not self.visitor.sees_a_page():
            # Scripts do not run on a picture or a file: to inspect it would wait for ever.
            yield self.widths[0], ["not a page: name it in NO_PAGE"]
            return
        yield from self._look(look)

    def _look(self, look: Look) -> Iterator[tuple[int, list[str]]]:
        for width in self.widths:
            self.visitor.resize(width)
            yield width, self.visitor.inspect(language=look.language)


VISITORS = [name for name in EVERYBODY if _first_open_to(name)]


@pytest.mark.parametrize("name", VISITORS)
def test_each_page_is_accessible_to_whoever_opens_it_first(visit_as, world, name):
    pages = _first_open_to(name)

    assert Tour(visit_as(name), world, name, (DESK, NARROW)).problems(pages, cycle(LOOKS)) == []


@pytest.mark.parametrize("name", REFUSALS)
def test_refusals_are_accessible(visit_as, world, name):
    page_name, changed, status = REFUSALS[name]
    page = next(page for page in PAGES if page.name == page_name)
    visitor = visit_as(name)
    visitor.prefer(theme="dark", language="en")

    answered = visitor.open(address(page, world, **changed), width=NARROW)

    assert (answered, visitor.inspect(language="en")) == (status, [])


@pytest.mark.skipif("not config.getoption('--full')", reason="every page as everybody: only with --full")
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.theme}-{look.language}")
@pytest.mark.parametrize("name", EVERYBODY)
def test_each_page_is_accessible_to_everybody(visit_as, world, name, look):
    tour = Tour(visit_as(name), world, name, (DESK, PHONE, NARROW))

    assert tour.problems(_open_to(name), cycle([look])) == []
