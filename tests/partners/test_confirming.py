from datetime import date

import pytest

from partners.confirming import anniversaries, due_since, is_anniversary, years_before

LEAP = date(2016, 2, 29)


def test_year_is_full_on_the_same_day_and_29_february_gives_way():
    found = anniversaries(LEAP, since=date(2016, 1, 1), until=date(2020, 12, 31))

    assert found == [date(2017, 2, 28), date(2018, 2, 28), date(2019, 2, 28), date(2020, 2, 29)]
    assert all(is_anniversary(day, LEAP) for day in found)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2016, 2, 29), False), (date(2017, 3, 1), False), (date(2015, 2, 28), False)],
    ids=["day-itself", "day-after", "year-before"],
)
def test_other_days_are_no_anniversary(day, expected):
    assert is_anniversary(day, LEAP) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2017, 2, 27), None),
        (date(2017, 2, 28), date(2017, 2, 28)),
        (date(2019, 1, 5), date(2018, 2, 28)),
    ],
    ids=["not-yet", "that-day", "long-ago"],
)
def test_record_is_due_since_the_last_full_year(today, expected):
    assert due_since(LEAP, today=today) == expected


def test_years_before_clamp_to_the_months_end():
    assert years_before(LEAP, 1) == date(2015, 2, 28)
