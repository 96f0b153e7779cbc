"""The periods of a calendar that are not over: those that run, and the next ones with the labels to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from measurements.periods import MONTHS, Frequency, Period, period_label, period_number, period_of


@dataclass(frozen=True)
class Upcoming:
    dates: Period
    label: str


def upcoming_periods(
    known: Sequence[Upcoming],
    *,
    anchor_on: date,
    frequency: str,
    fiscal_start_month: int | None,
    on: date,
    count: int,
) -> list[Upcoming]:
    """Return the running period and those after it; of a list of days only what is known."""
    found = [row for row in known if row.dates.next_starts_on > on]
    if frequency not in MONTHS:
        return found[:count]
    labels = {row.dates.starts_on: row.label for row in found}
    month = fiscal_start_month or _start_month(anchor_on, frequency)
    first = max(on, anchor_on)
    return [
        Upcoming(dates, labels.get(dates.starts_on) or _label(dates, frequency, month))
        for dates in _from(anchor_on, frequency, first, count)
    ]


def _from(anchor_on: date, frequency: str, first: date, count: int) -> list[Period]:
    running = period_of(anchor_on, frequency, first)
    start = running.starts_on if running else anchor_on
    k = ((start.year - anchor_on.year) * 12 + start.month - anchor_on.month) // MONTHS[frequency]
    rows = [period_number(anchor_on, frequency, k + ahead) for ahead in range(-1, count + 1)]
    return [row for row in rows if row.next_starts_on > first and row.starts_on >= anchor_on][:count]


def _start_month(anchor_on: date, frequency: str) -> int:
    # Quarters that fit the calendar year are called by it, wherever the count began.
    return 1 if (anchor_on.month - 1) % MONTHS[frequency] == 0 else anchor_on.month


def _label(dates: Period, frequency: str, month: int) -> str:
    return period_label(dates, Frequency(frequency), fiscal_start_month=month)
