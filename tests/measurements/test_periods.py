from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from measurements.periods import (
    Frequency,
    Period,
    add_months,
    period_label,
    period_number,
    period_of,
    periods_until,
    shown_label,
)

anchors = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
frequencies = st.sampled_from(Frequency)


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        (date(2017, 1, 31), 1, date(2017, 2, 28)),
        (date(2017, 1, 31), 2, date(2017, 3, 31)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2016, 2, 29), 48, date(2020, 2, 29)),
        (date(2017, 8, 31), 6, date(2018, 2, 28)),
        (date(2016, 12, 1), 1, date(2017, 1, 1)),
        (date(2017, 3, 31), -1, date(2017, 2, 28)),
    ],
    ids=["short month", "back to the 31st", "leap day", "next leap day", "31 August", "new year", "back"],
)
def test_months_are_clamped_to_their_last_day(anchor, months, expected):
    assert add_months(anchor, months) == expected


def test_task_force_of_april_to_june_2015_is_one_quarter():
    quarter = period_of(date(2015, 1, 1), Frequency.QUARTERLY, date(2015, 6, 30))

    assert (quarter.starts_on, quarter.ends_on) == (date(2015, 4, 1), date(2015, 6, 30))


def test_award_of_december_2016_is_one_year():
    award = period_number(date(2016, 12, 1), Frequency.YEARLY, 0)

    assert (award.starts_on, award.ends_on) == (date(2016, 12, 1), date(2017, 11, 30))


def test_period_is_shown_with_its_last_day_and_ends_before_the_next():
    january = Period(date(2017, 1, 1), date(2017, 2, 1))

    assert january.ends_on == date(2017, 1, 31)
    assert date(2017, 1, 31) in january
    assert date(2017, 2, 1) not in january


def test_periods_reach_up_to_the_day():
    periods = periods_until(date(2017, 1, 1), Frequency.QUARTERLY, date(2017, 7, 1))

    assert [period.starts_on for period in periods] == [date(2017, 1, 1), date(2017, 4, 1), date(2017, 7, 1)]


def test_no_period_before_the_anchor():
    assert periods_until(date(2017, 1, 1), Frequency.MONTHLY, date(2016, 12, 31)) == []
    assert period_of(date(2017, 1, 1), Frequency.MONTHLY, date(2016, 12, 31)) is None


@given(anchor=anchors, frequency=frequencies, days=st.integers(0, 4000))
def test_periods_from_any_anchor_have_no_gap_and_no_overlap(anchor, frequency, days):
    day = anchor + timedelta(days=days)

    periods = periods_until(anchor, frequency, day)

    assert all(earlier.next_starts_on == later.starts_on for earlier, later in pairwise(periods))
    assert all(period.starts_on <= period.ends_on for period in periods)
    assert periods[0].starts_on == anchor
    assert [period for period in periods if day in period] == [period_of(anchor, frequency, day)]


@given(anchor=anchors, frequency=frequencies, k=st.integers(0, 60))
def test_start_never_drifts_from_the_anchor_day(anchor, frequency, k):
    start = period_number(anchor, frequency, k).starts_on

    assert start.day == anchor.day or (start + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("anchor", "frequency", "fiscal", "label"),
    [
        (date(2017, 1, 1), Frequency.MONTHLY, 1, "January 2017"),
        (date(2017, 1, 1), Frequency.MONTHLY, 7, "January 2017"),
        (date(2017, 1, 1), Frequency.QUARTERLY, 1, "2017 Q1"),
        (date(2017, 10, 1), Frequency.QUARTERLY, 1, "2017 Q4"),
        (date(2017, 7, 1), Frequency.HALF_YEARLY, 1, "2017 H2"),
        (date(2017, 1, 1), Frequency.YEARLY, 1, "2017"),
        (date(2016, 7, 1), Frequency.QUARTERLY, 7, "FY2017 Q1"),
        (date(2017, 4, 1), Frequency.QUARTERLY, 7, "FY2017 Q4"),
        (date(2016, 10, 1), Frequency.QUARTERLY, 10, "FY2017 Q1"),
        (date(2016, 12, 1), Frequency.YEARLY, 12, "FY2017"),
        (date(2017, 1, 1), Frequency.HALF_YEARLY, 7, "FY2017 H2"),
        (date(2016, 12, 1), Frequency.QUARTERLY, 1, "2016-12-01 to 2017-02-28"),
        (date(2017, 1, 15), Frequency.MONTHLY, 1, "2017-01-15 to 2017-02-14"),
    ],
)
def test_label_names_the_calendar_or_the_year_in_which_the_fiscal_year_ends(anchor, frequency, fiscal, label):
    period = period_number(anchor, frequency, 0)

    assert period_label(period, frequency, fiscal_start_month=fiscal) == label


@given(anchor=anchors, frequency=frequencies, fiscal=st.integers(1, 12))
def test_labels_of_one_series_are_all_different(anchor, frequency, fiscal):
    periods = periods_until(anchor, frequency, anchor + timedelta(days=1500))

    labels = [period_label(period, frequency, fiscal_start_month=fiscal) for period in periods]

    assert len(set(labels)) == len(periods)


@pytest.mark.parametrize(
    ("language", "month", "days"),
    [
        ("en", "January 2017", "January 15, 2017 – February 14, 2017"),
        ("es", "enero de 2017", "15 de enero de 2017 – 14 de febrero de 2017"),
    ],
)
def test_label_is_shown_in_the_language_of_the_reader(language, month, days):
    january = period_number(date(2017, 1, 1), Frequency.MONTHLY, 0)
    from_15th = period_number(date(2017, 1, 15), Frequency.MONTHLY, 0)

    with translation.override(language):
        assert shown_label(january, "January 2017") == month
        assert shown_label(from_15th, "2017-01-15 to 2017-02-14") == days
        assert shown_label(january, "FY2017 Q1") == "FY2017 Q1"
