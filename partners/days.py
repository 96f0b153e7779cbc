"""Which day it is, where it matters."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today_in(time_zone: str, *, now: datetime) -> date:
    """The day at this moment in a time zone such as America/Los_Angeles."""
    return now.astimezone(ZoneInfo(time_zone)).date()
