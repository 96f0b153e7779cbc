"""Moments on pages of a library: its own time, whatever zone the server is in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString


def shown_moment(value: datetime | None, zone: ZoneInfo) -> SafeString | str:
    """The day and hour in the zone, in the reader's language, with a form that machines read."""
    if value is None:
        return "–"
    words = date_format(value.astimezone(zone), "DATETIME_FORMAT")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(timespec="seconds"), words)


def asked_moment(text: str) -> datetime | None:
    """The moment that an address names, if it does with its zone."""
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None
