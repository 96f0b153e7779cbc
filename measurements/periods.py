"""Reporting periods: contiguous, counted from an anchor day, half-open in code and inclusive on screen."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, takewhile

from django.utils.formats import date_format

ONE_DAY = timedelta(days=1)
MONTHS_A_YEAR = 12


class Frequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


MONTHS: dict[str, int] = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}
_PART_LETTERS: dict[str, str] = {Frequency.QUARTERLY: "Q", Frequency.HALF_YEARLY: "H"}
_MONTH_NAMES = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


@dataclass(frozen=True, order=True)
class Period:
    starts_on: date
    next_starts_on: date

    @property
    def ends_on(self) -> date:
        """The last day that belongs to the period."""
        return self.next_starts_on - ONE_DAY

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day < self.next_starts_on


def add_months(anchor: date, months: int) -> date:
    """Move by whole months, to the last day of a month too short: 31 August plus 6 is 28 February."""
    year, month = divmod(anchor.year * MONTHS_A_YEAR + anchor.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def period_number(anchor: date, frequency: str, k: int) -> Period:
    """Return the k-th period from 0, counted from the anchor so that a short month leaves no trace."""
    months = MONTHS[frequency]
    return Period(add_months(anchor, k * months), add_months(anchor, (k + 1) * months))


def period_of(anchor: date, frequency: str, day: date) -> Period | None:
    """Return the period that holds a day, or None before the anchor."""
    if day < anchor:
        return None
    months_since = (day.year - anchor.year) * MONTHS_A_YEAR + day.month - anchor.month
    k = months_since // MONTHS[frequency]
    period = period_number(anchor, frequency, k)
    return period if day in period else period_number(anchor, frequency, k - 1)


def periods_until(anchor: date, frequency: str, day: date) -> list[Period]:
    """Return every period from the first to the one that holds the day; none before the anchor."""
    periods = (period_number(anchor, frequency, k) for k in count())
    return list(takewhile(lambda period: period.starts_on <= day, periods))


def period_label(period: Period, frequency: str, *, fiscal_start_month: int = 1) -> str:
    """Return the label that is stored: "January 2017", "2017 Q1", "2017 H1", "2017", "FY2017 Q1" or "FY2017".

    A fiscal year is named for the year in which it ends. Periods that do not fit the calendar say their days.
    """
    months_in = (period.starts_on.month - fiscal_start_month) % MONTHS_A_YEAR
    if not _fits_calendar(period) or months_in % MONTHS[frequency]:
        return f"{period.starts_on.isoformat()} to {period.ends_on.isoformat()}"
    if frequency == Frequency.MONTHLY:
        return f"{_MONTH_NAMES[period.starts_on.month - 1]} {period.starts_on.year}"
    year_starts_on = add_months(period.starts_on, -months_in)
    ends_in = add_months(year_starts_on, MONTHS_A_YEAR - 1).year
    year = f"{ends_in}" if fiscal_start_month == 1 else f"FY{ends_in}"
    part = months_in // MONTHS[frequency] + 1
    return f"{year} {_PART_LETTERS[frequency]}{part}" if frequency in _PART_LETTERS else year


def shown_label(period: Period, stored_label: str) -> str:
    """Return the label in the active language: months and days in words, the rest reads alike in both."""
    if stored_label.startswith(tuple(_MONTH_NAMES)):
        return date_format(period.starts_on, "YEAR_MONTH_FORMAT")
    if stored_label.startswith(period.starts_on.isoformat()):
        return f"{date_format(period.starts_on)} – {date_format(period.ends_on)}"
    return stored_label


def _fits_calendar(period: Period) -> bool:
    return period.starts_on.day == 1 and period.next_starts_on.day == 1
