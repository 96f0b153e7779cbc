"""How well the library stays in touch with an organization, in days since they last talked."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

IN_TOUCH, CALL_SOON, CALL_NOW, NO_INTERVAL = "in_touch", "call_soon", "call_now", "no_interval"


class Interval(Protocol):
    """How often: both in days; `set_on` is the day from which it is counted when they never talked."""

    ideal_days: int
    maximum_days: int
    set_on: date


@dataclass(frozen=True)
class Touch:
    """A state, the day from which it was counted, and the days since then and beyond the longest interval."""

    state: str
    last_on: date | None = None
    days: int | None = None
    days_over: int = 0

    @property
    def needs_call(self) -> bool:
        return self.state in (CALL_SOON, CALL_NOW)


def judge_touch(interval: Interval | None, *, last_on: date | None, today: date) -> Touch:
    """Judge by the last two-way contact of any kind; without one, by the day the interval was set.

    Green up to the ideal interval, amber up to the longest one, red beyond it.
    """
    since = last_on or (interval.set_on if interval else None)
    days = max((today - since).days, 0) if since else None
    if interval is None or days is None:
        return Touch(NO_INTERVAL, last_on, days if last_on else None)
    if days <= interval.ideal_days:
        return Touch(IN_TOUCH, last_on, days)
    if days <= interval.maximum_days:
        return Touch(CALL_SOON, last_on, days)
    return Touch(CALL_NOW, last_on, days, days_over=days - interval.maximum_days)


def most_urgent_first(touch: Touch, interval: Interval) -> tuple[int, float]:
    """A key to sort by: red, amber, green, and in each who has waited longest for their interval."""
    order = (CALL_NOW, CALL_SOON, IN_TOUCH, NO_INTERVAL)
    return order.index(touch.state), -(touch.days or 0) / interval.ideal_days
