"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from partners.choices import LibraryRole

THEMES = ("auto", "light", "dark")
# What else belongs to an entry of the navigation: how the addresses of those pages go on after the library's.
ALSO = {
    "partnerships": (
        "action-items",
        "activities",
        "agendas",
        "assignments",
        "breakdowns",
        "claims",
        "commitments",
        "decisions",
        "extensions",
        "figures",
        "figures-brought",
        "goals",
        "headlines",
        "measure-breakdowns",
        "measures",
        "meetings",
        "members",
        "meetings",
        "minutes",
        "notes",
        "periods",
        "reporting",
        "reports",
        "roles",
        "signatures",
        "strategies",
        "targets",
    ),
    "organizations": ("accesses", "filters", "imports", "people", "tags"),
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
        "is_demo": settings.IS_DEMO,
    }


def _navigation(request: HttpRequest, library: Any, scope: Any) -> list[dict[str, Any]]:
    entries = [("partnerships", _("Partnerships"))]
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
    return path.startswith((url, *(f"{home}{part}/" for part in ALSO.get(name, ()))))
