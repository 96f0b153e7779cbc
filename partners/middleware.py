"""What every request passes through."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.middleware.locale import LocaleMiddleware
from django.template.loader import render_to_string
from django.utils import timezone, translation

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
    """Refuses addresses with NUL in them: PostgreSQL cannot compare them, and nobody types them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = [request.path_info, *(text for pair in request.GET.lists() for text in (pair[0], *pair[1]))]
        if any("\x00" in text for text in asked):
            return HttpResponseBadRequest(render_to_string("400.html", request=request))
        return self.get_response(request)


class StaffIdleMiddleware:
    """Keeps a staff session alive while it is used; it ends after `STAFF_IDLE_SECONDS` without a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get("is_staff_session"):
            now = int(timezone.now().timestamp())
            # One write every five minutes, not one for every page.
            if now - request.session.get("touched_at", 0) > IDLE_TOUCH_SECONDS:
                request.session["touched_at"] = now
                request.session.set_expiry(settings.STAFF_IDLE_SECONDS)
        return self.get_response(request)
