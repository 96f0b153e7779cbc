"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from partners.choices import LibraryRole
from partners.sections import Seat, entries_for, registry

THEMES = ("auto", "light", "dark")
# What else belongs to an entry of the navigation: how the addresses of those pages go on after the library's.
# Pages of one partnership say so themselves (partners/sections.py).
ALSO = {
    "partnerships": ("breakdowns", "headlines"),
    "organizations": ("accesses", "filters", "imports", "people", "successions", "tags"),
}


def site(request: HttpRequest) -> dict[str, Any]:
    """Theme, library and navigation; costs no query beyond what the view has read."""
    theme = request.COOKIES.get("theme", "auto")
    library = getattr(request, "library", None)
    scope = getattr(request, "scope", None)
    return {
        "theme": theme if theme in THEMES else "auto",
        "library": library,
        "scope": scope,
        "nav": _navigation(request, library, scope) if library and scope else [],
        "sections": SimpleLazyObject(lambda: _sections(request)),
        "is_demo": settings.IS_DEMO,
    }


def _navigation(request: HttpRequest, library: Any, scope: Any) -> list[dict[str, Any]]:
    entries = [("partnerships", _("Partnerships")), ("agreements", _("Agreements"))]
    if scope.is_staff_of(library.pk, LibraryRole.COORDINATOR):
        entries.insert(0, ("library_home", _("To do")))
    if scope.is_staff_of(library.pk):
        entries += [
            ("organizations", _("Directory")),
            ("contacts", _("Contacts")),
            ("evaluations", _("Worksheets")),
            ("deliveries", _("Mail")),
        ]
    else:
        entries.append(("contacts", _("Contacts")))
    if scope.is_staff_of(library.pk, LibraryRole.MANAGER):
        entries += [("staff", _("Staff")), ("settings", _("Settings"))]
    home = reverse("library_home", args=[library.slug])
    return [
        {
            "label": label,
            "url": reverse(name, args=[library.slug]),
            "is_current": _is_current(name, request.path, library, home=home),
        }
        for name, label in entries
    ]


def _is_current(name: str, path: str, library: Any, *, home: str) -> bool:
    url = reverse(name, args=[library.slug])
    # The library's own page is the beginning of every other page's address.
    if url == home:
        return path == url
    return path.startswith((url, *(f"{home}{part}/" for part in parts_of(name))))


def parts_of(name: str) -> tuple[str, ...]:
    """How the addresses of the pages under an entry go on after the library's."""
    return ALSO.get(name, ()) + (registry.parts() if name == "partnerships" else ())


def _sections(request: Any) -> list[dict[str, Any]]:
    """The pages of the partnership that this one belongs to."""
    partnership_id = getattr(request, "partnership_id", None)
    # A page opened by a link in a mail stands in no library's frame.
    if partnership_id is None or getattr(request, "library", None) is None or not hasattr(request, "scope"):
        return []
    seat = Seat(request.scope, request.library.pk, partnership_id)
    return entries_for(seat, slug=request.library.slug, path=request.path)
