from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.choices import MeetingRepeat
from partners.meeting_days import MOST, Recurrence, days_of, is_last_of_month, week_of_month

RECURRENCES = st.builds(
    Recurrence,
    st.sampled_from(MeetingRepeat.values),
    st.dates(date(2015, 1, 1), date(2040, 12, 31)),
    every=st.integers(1, 12),
    times=st.one_of(st.none(), st.integers(1, 80)),
    until_on=st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2060, 12, 31))),
)


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        (
            Recurrence(MeetingRepeat.WEEKLY, date(2015, 4, 7), every=3, times=4),
            [date(2015, 4, 7), date(2015, 4, 28), date(2015, 5, 19), date(2015, 6, 9)],
        ),
        (
            Recurrence(MeetingRepeat.MONTHLY_WEEKDAY, date(2017, 1, 10), until_on=date(2017, 4, 11)),
            [date(2017, 1, 10), date(2017, 2, 14), date(2017, 3, 14), date(2017, 4, 11)],
        ),
        (
            Recurrence(MeetingRepeat.MONTHLY_WEEKDAY, date(2024, 1, 31), times=3),
            [date(2024, 1, 31), date(2024, 2, 28), date(2024, 3, 27)],
        ),
        (
            Recurrence(MeetingRepeat.MONTHLY_LAST, date(2017, 2, 28), times=3),
            [date(2017, 2, 28), date(2017, 3, 28), date(2017, 4, 25)],
        ),
        (
            Recurrence(MeetingRepeat.MONTHLY_DAY, date(2024, 1, 31), every=1, times=4),
            [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)],
        ),
        (
            Recurrence(MeetingRepeat.MONTHLY_DAY, date(2024, 2, 29), every=12, times=3),
            [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28)],
        ),
    ],
    ids=["task force", "second Tuesday", "fifth Wednesday", "last Tuesday", "month end", "leap day"],
)
def test_days_follow_the_pattern(recurrence, expected):
    assert days_of(recurrence) == expected


@settings(deadline=None, max_examples=80)
@given(RECURRENCES)
def test_days_come_in_order_and_never_too_many(recurrence):
    days = days_of(recurrence)

    assert days == sorted(set(days))
    assert len(days) <= min(recurrence.times or MOST, MOST)
    assert all(recurrence.until_on is None or day <= recurrence.until_on for day in days)


@settings(deadline=None, max_examples=80)
@given(RECURRENCES)
def test_monthly_days_keep_their_place_in_the_month(recurrence):
    days = days_of(recurrence)
    place = week_of_month(recurrence.first_on)

    if recurrence.repeat == MeetingRepeat.MONTHLY_WEEKDAY:
        assert all(week_of_month(day) == place or (place == 5 and is_last_of_month(day)) for day in days)
    if recurrence.repeat == MeetingRepeat.MONTHLY_LAST:
        assert all(is_last_of_month(day) for day in days)


def test_series_ends_with_the_calendar():
    assert days_of(Recurrence(MeetingRepeat.WEEKLY, date(9998, 12, 20), every=12))[0] == date(9998, 12, 20)
