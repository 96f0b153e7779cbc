"""What every request passes through."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone, translation

from partners.adapter import note_use
from partners.lengths import TOUCHED_AT, has_been_idle

IDLE_TOUCH_SECONDS = 300


class LanguageMiddleware(LocaleMiddleware):
    """A person's own language; for strangers the cookie's, else the browser's."""

    def process_request(self, request: HttpRequest) -> None:
        # The thread still has the zone of the library it served last.
        timezone.deactivate()
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
            return
        super().process_request(request)


class HostileInputMiddleware:
    """Refuses what nobody types: NUL in an address, which PostgreSQL cannot compare, and floods of bytes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length_of(request) > settings.MOST_BYTES_SENT:
            return HttpResponse(render_to_string("413.html", request=request), status=413)
        asked = [request.path_info, *(text for pair in request.GET.lists() for text in (pair[0], *pair[1]))]
        if any("\x00" in text for text in asked):
            return HttpResponseBadRequest(render_to_string("400.html", request=request))
        return self.get_response(request)


def _length_of(request: HttpRequest) -> int:
    """What the sender says; without a length the server reads no body at all."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else 0


class SessionUseMiddleware:
    """Notes that a session is used; one that is not remembered ends after `STAFF_IDLE_SECONDS` of rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        touched_at = request.session.get(TOUCHED_AT)
        if touched_at is None:
            return self.get_response(request)
        if has_been_idle(request.session, now=now.timestamp()):
            logout(request)
        # One write every five minutes, not one for every page.
        elif now.timestamp() - touched_at > IDLE_TOUCH_SECONDS:
            note_use(request, now=now)
        return self.get_response(request)


class SecondFactorMiddleware:
    """Leads whoever must add a second factor there; their account and the way out stay open."""

    OPEN = ("account", "mfa_", "email_", "session", "set_", "lost_factor", "health", "ready", "invitation")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        # The backend reads it together with the user; a signed-in user always has it.
        if not getattr(request.user, "must_add_factor", False):
            return None
        # With the name of the administration in front, where its pages have names alike.
        name = request.resolver_match.view_name if request.resolver_match else ""
        is_open = name.startswith(self.OPEN) or name == "admin:logout"
        return None if is_open else redirect("mfa_index")
