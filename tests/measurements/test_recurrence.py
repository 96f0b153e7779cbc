from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.recurrence import Repeat, Schedule, dates_of, is_over

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
SCHEDULES = st.builds(
    lambda repeat, start, length, weekdays: Schedule(
        repeat, start, start + timedelta(days=length), frozenset(weekdays)
    ),
    st.sampled_from([repeat for repeat in Repeat if repeat != Repeat.IRREGULAR]),
    DAYS,
    st.integers(0, 800),
    st.sets(st.integers(1, 7)),
)


@pytest.mark.parametrize(
    ("repeat", "start", "expected"),
    [
        (Repeat.WEEKLY, date(2024, 2, 22), [date(2024, 2, 22), date(2024, 2, 29), date(2024, 3, 7)]),
        (Repeat.FORTNIGHTLY, date(2024, 2, 15), [date(2024, 2, 15), date(2024, 2, 29), date(2024, 3, 14)]),
        (Repeat.MONTHLY, date(2024, 1, 9), [date(2024, 1, 9), date(2024, 2, 13), date(2024, 3, 12)]),
        (Repeat.ONCE, date(2024, 2, 29), [date(2024, 2, 29)]),
        (Repeat.IRREGULAR, date(2024, 2, 29), []),
    ],
)
def test_dates_follow_the_pattern(repeat, start, expected):
    found = dates_of(Schedule(repeat, start), since=date(2024, 1, 1), until=date(2024, 3, 14))

    assert found[:3] == expected


def test_fifth_week_means_the_last_of_the_month():
    schedule = Schedule(Repeat.MONTHLY, date(2024, 1, 31))

    found = dates_of(schedule, since=date(2024, 1, 1), until=date(2024, 5, 31))

    assert found == [
        date(2024, 1, 31),
        date(2024, 2, 28),
        date(2024, 3, 27),
        date(2024, 4, 24),
        date(2024, 5, 29),
    ]


@settings(deadline=None, max_examples=60)
@given(SCHEDULES, DAYS, st.integers(0, 400))
def test_dates_lie_inside_and_come_in_order(schedule, since, length):
    until = since + timedelta(days=length)

    found = dates_of(schedule, since=since, until=until)

    assert found == sorted(set(found))
    assert all(since <= day <= until and schedule.starts_on <= day <= schedule.ends_on for day in found)


@settings(deadline=None, max_examples=60)
@given(SCHEDULES, DAYS, st.integers(0, 200), st.integers(0, 200))
def test_a_stretch_cut_in_two_gives_the_same_dates(schedule, since, first, second):
    middle = since + timedelta(days=first)
    until = middle + timedelta(days=second)

    parts = dates_of(schedule, since=since, until=middle) + dates_of(
        schedule, since=middle + timedelta(days=1), until=until
    )

    assert parts == dates_of(schedule, since=since, until=until)


@pytest.mark.parametrize(
    ("day", "ends_at", "moment"),
    [
        (date(2017, 1, 10), time(19, 30), datetime(2017, 1, 11, 3, 30, tzinfo=UTC)),
        (date(2017, 7, 11), time(19, 30), datetime(2017, 7, 12, 2, 30, tzinfo=UTC)),
        # 2:30 does not exist on this night; 1:30 comes twice on the other.
        (date(2017, 3, 12), time(2, 30), datetime(2017, 3, 12, 10, 30, tzinfo=UTC)),
        (date(2017, 11, 5), time(1, 30), datetime(2017, 11, 5, 8, 30, tzinfo=UTC)),
    ],
    ids=["winter", "summer", "skipped hour", "doubled hour"],
)
def test_session_is_over_at_its_local_hour(day, ends_at, moment):
    just_before = moment - timedelta(seconds=1)

    answers = [is_over(day, ends_at, now=now, zone=LOS_ANGELES) for now in (just_before, moment)]

    assert answers == [False, True]
