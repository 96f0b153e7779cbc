"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from partners.choices import LibraryRole

THEMES = ("auto", "light", "dark")


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
    pages = [{"label": label, "url": reverse(name, args=[library.slug])} for name, label in entries]
    return [page | {"is_current": _is_current(page["url"], request.path, library)} for page in pages]


def _is_current(url: str, path: str, library: Any) -> bool:
    # The library's own page is the beginning of every other page's address.
    if url == reverse("library_home", args=[library.slug]):
        return path == url
    return path.startswith(url)
