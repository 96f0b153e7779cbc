"""What surrounds every request: its number, and the line about it in the log."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from partnerships.logs import current_request, place_of

HEADER = "X-Request-ID"
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")
logger = logging.getLogger("partnerships.requests")


class RequestMiddleware:
    """Gives each request a number, the proxy's if it sent one, which the answer and the log repeat."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if _ACCEPTED.fullmatch(given) else uuid4().hex
        request.number = number  # type: ignore[attr-defined]
        began = time.monotonic()
        token = current_request.set(request)
        try:
            response = self.get_response(request)
            _tell(request, response, seconds=time.monotonic() - began)
        finally:
            current_request.reset(token)
        response.headers[HEADER] = number
        return response


def _tell(request: HttpRequest, response: HttpResponse, *, seconds: float) -> None:
    if not request.path.startswith(settings.STATIC_URL):
        place, milliseconds = place_of(request), seconds * 1000
        logger.info("%s %s %s %.0f ms", request.method, place, response.status_code, milliseconds)
