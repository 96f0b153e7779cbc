"""The waiting list: it was feared to grow, and the curve turned."""

from decimal import Decimal

from measurements.domain.forecasts import make_forecast
from measurements.domain.notes import write_note
from measurements.models import Measure, Period
from measurements.upcoming import Upcoming
from partners.models import Partnership, User
from partnerships.demo.stories.figures import WAITING
from partnerships.demo.stories.telling import Days

# Made after the fifth quarter, for the three that follow it.
FORECAST_AFTER = 5
EXPECTED = (50, 52, 54)
REASON = (
    "If nothing changes, more people will wait: two tutors leave in summer, and the evening groups are full."
)
NOTES = {
    5: {
        "story": "Two tutors moved away in summer, and a group closed for six weeks.",
        "works": "People on the list come to the conversation table meanwhile.",
        "next_steps": "Oak Hill Adult School asks its former students. Mara asks the college.",
    },
    6: {
        "story": "Five new tutors, most of them students of the college, took twelve people from the list.",
        "works": "One training for the tutors of all members.",
        "next_steps": "Maple Homework Club opens a morning group in spring.",
    },
}


def read_the_curve(partnership: Partnership, *, by: User, days: Days) -> None:
    """Make a forecast that the figures then beat, and write two notes."""
    measure = Measure.objects.get(partnership=partnership, name=WAITING.name)
    periods = list(Period.objects.filter(calendar=measure.calendar).order_by("starts_on"))
    ahead = [Upcoming(row.dates, row.label) for row in periods[FORECAST_AFTER:]]
    make_forecast(
        measure,
        by=by,
        on=days.quarter(FORECAST_AFTER),
        after=0,
        points=[(row, Decimal(value)) for row, value in zip(ahead, EXPECTED, strict=False)],
        reason=REASON,
    )
    for number, values in NOTES.items():
        write_note(measure, by=by, period=periods[number], now=days.handed_in_at(number + 1), values=values)
