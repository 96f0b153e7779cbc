"""The routes of the project by name, and the address of a page of the table."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.architecture.urls_table import Page
from tests.architecture.world import World


def _patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield space, pattern


PATTERNS = list(_patterns(get_resolver()))
ROUTES = {f"{space}{pattern.name}": pattern for space, pattern in PATTERNS if pattern.name}
NAMELESS = {f"{space}{pattern.pattern}" for space, pattern in PATTERNS if not pattern.name}


def address(page: Page, world: World, *, rows: dict[str, Any] | None = None, **changed: Any) -> str:
    """Where the page is in Riverton; for the twin's rows still under Riverton's name."""
    arguments = page.arguments(world, rows=rows)
    if "slug" in ROUTES[page.name].pattern.converters:
        arguments["slug"] = world.here["library"].slug
    return reverse(page.name, kwargs=arguments | changed)
