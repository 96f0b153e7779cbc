"""The years of a measure that are over, counted from its calendar's first day."""

from datetime import date

from django.utils.formats import date_format

from measurements.models import Measure
from measurements.periods import MONTHS, period_label, periods_until
from measurements.periods import Period as Dates


def years_over(measure: Measure, *, on: date) -> list[Dates]:
    """Return them the latest first; none for calendars that do not roll on."""
    calendar = measure.calendar
    if calendar.frequency not in MONTHS:
        return []
    years = periods_until(calendar.anchor_on, "yearly", on)
    return [year for year in reversed(years) if year.next_starts_on <= on]


def year_in_words(year: Dates) -> str:
    label = period_label(year, "yearly", fiscal_start_month=year.starts_on.month)
    return f"{label}: {date_format(year.starts_on)} – {date_format(year.ends_on)}"
