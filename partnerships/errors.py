"""Errors reported to Sentry, if a library wants that: what went wrong and where, and nothing about whom."""

from typing import Any

import sentry_sdk

from partnerships.logs import circumstances, mask


def start(dsn: str) -> None:
    """Report unhandled errors to this address from now on."""
    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        # What was typed and what functions held are people's words; neither leaves.
        max_request_body_size="never",
        include_local_variables=False,
        max_breadcrumbs=0,
        before_send=scrub,
    )


def scrub(event: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any]:
    """Take out addresses of people, and of the request all but its method and the number in our log."""
    request = event.pop("request", {})
    event.pop("user", None)
    cleaned: dict[str, Any] = _masked(event)
    cleaned["request"] = {"method": request["method"]} if "method" in request else {}
    cleaned["tags"] = {**cleaned.get("tags", {}), **circumstances()}
    return cleaned


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {name: _masked(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(item) for item in value]
    return value
