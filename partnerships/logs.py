"""The log: one line for each record, with who and where by number, and no address of a person."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# The request that this thread or task answers; outside of requests there is none.
current_request: ContextVar[Any] = ContextVar("current_request", default=None)

# `%40` is the sign as it stands in a query. The part before it may be quoted and then hold almost anything.
# It is looked for from the beginning of a word only: from each letter, a long word takes for ever.
_LOCAL = r"[\w.!#$%&'*+/=?^`{|}~-]"
_ADDRESS = re.compile(
    rf'(?:"[^"\n]{{1,100}}"|(?<!{_LOCAL}){_LOCAL}+)(?:@|%40)(?:\[[^\]\s]{{1,60}}\]|[\w.-]+)'
)
_SECRET = re.compile(r"(?<=/)[\w.=:-]{20,}(?=/|$)")
MASKED = "[address]"


def mask(text: str) -> str:
    """Put a word in the place of every e-mail address."""
    return _ADDRESS.sub(MASKED, text) if "@" in text or "%40" in text else text


def place_of(request: Any) -> str:
    """The request's route rather than its path, which may hold the secret of a link."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else _SECRET.sub("[secret]", request.path)


def circumstances(record: logging.LogRecord | None = None) -> dict[str, Any]:
    """Number of the request and of the user, and the library's short name, as far as they are known."""
    request = getattr(record, "request", None) or current_request.get()
    if not hasattr(request, "number"):
        return {}
    # Only what was read already: a line of the log costs no query.
    user = getattr(request, "_cached_user", None)
    library = getattr(request, "library", None)
    found = {
        "request_id": request.number,
        "user_id": getattr(user, "pk", None),
        "library": getattr(library, "slug", None),
    }
    return {name: value for name, value in found.items() if value is not None}


class LineFormatter(logging.Formatter):
    """A line to be read by people; a traceback follows on lines of its own."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the base class's name
        record.message = _without_path(record, record.message)
        known = " ".join(f"{name}={value}" for name, value in circumstances(record).items())
        return f"{super().formatMessage(record)} {known}".rstrip()

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object in one line, traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": mask(_without_path(record, record.getMessage())),
            **circumstances(record),
        }
        if record.exc_info:
            line["exception"] = mask(self.formatException(record.exc_info))
        if record.stack_info:
            line["stack"] = mask(self.formatStack(record.stack_info))
        return json.dumps(line, ensure_ascii=False, default=str)


FORMATTERS = {"line": LineFormatter, "json": JsonFormatter}


def configuration(*, style: str, level: str) -> dict[str, Any]:
    """Return the settings of `logging` for the style "line" or "json"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {style: {"()": FORMATTERS[style]}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": style}},
        "root": {"handlers": ["stderr"], "level": level},
    }


def _without_path(record: logging.LogRecord, message: str) -> str:
    request = getattr(record, "request", None)
    path = getattr(request, "path", "")
    return message.replace(path, place_of(request)) if len(path) > 1 else message
